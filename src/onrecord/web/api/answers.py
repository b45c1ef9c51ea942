"""What every operation can answer beside its own, for the OpenAPI document: the problems by status, the headers, 304."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Path
from starlette.requests import Request

from onrecord.store.catalogue import Catalogue
from onrecord.store.retrieval import Retrieval

Responses = dict[int | str, dict[str, Any]]
Id = Annotated[str, Path(description="Its id.")]
MEANINGS = {
    400: "It cannot be done, the body cannot be parsed, or the cursor is none.",
    401: "A token is needed.",
    403: "The change did not come from a page of this app.",
    404: "Nothing has this id.",
    409: "The record does not allow it.",
    413: "The body is too large.",
    415: "The body is of a media type that is not taken.",
    421: "The server is not called by this name.",
    422: "A parameter or a field is not understood, or not known.",
    429: "Too many requests; `Retry-After` says when to come again.",
    500: "A defect; please report it.",
}
ALWAYS = (401, 421, 422, 429, 500)
_TAG = {"ETag": {"description": "Names the state of the record that is shown.", "schema": {"type": "string"}}}
_LINK = {"Link": {"description": 'The next page, `rel="next"`; not on the last.', "schema": {"type": "string"}}}
_KEPT: Responses = {304: {"description": "The asker has it already (`If-None-Match`)."}}


def problems(*statuses: int) -> Responses:
    """The problems of an operation: those that all can have, and its own."""
    body = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {s: {"description": MEANINGS[s], "content": body} for s in sorted({*ALWAYS, *statuses})}


def lists(*statuses: int) -> Responses:
    """The answers of a list; 409 is of its filter by story."""
    found = problems(400, *statuses)
    if 409 in found:
        found[409] = {**found[409], "description": "The story is not in the record, or several fit."}
    return {200: {"description": "A page.", "headers": {**_TAG, **_LINK}}, **_KEPT, **found}


def one(*statuses: int) -> Responses:
    """The answers of one thing."""
    return {200: {"description": "It.", "headers": _TAG}, **_KEPT, **problems(404, *statuses)}


def asked(*statuses: int) -> Responses:
    """The answers of what can be asked again without being sent again."""
    return {200: {"description": "The answer.", "headers": _TAG}, **_KEPT, **problems(*statuses)}


def made(what: str, *statuses: int) -> Responses:
    """The answers of what changes something."""
    location = {"Location": {"description": "Its address.", "schema": {"type": "string"}}}
    return {201: {"description": what, "headers": location}, **problems(400, 403, 409, 413, *statuses)}


def catalogue(retrieval: Retrieval) -> Catalogue:
    """The lists of the record that is asked narrowly."""
    return Catalogue(retrieval.whole)


def is_head(request: Request) -> bool:
    """Whether only the headers are asked for."""
    return bool(request.scope.get("onrecord.head"))
