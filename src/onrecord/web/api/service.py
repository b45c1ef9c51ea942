"""The API as an app of its own, mounted beside the pages: its errors are problems (RFC 9457), its document is OpenAPI 3.1."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from fastapi import Depends, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.openapi.utils import get_openapi
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import compile_path
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from onrecord import __version__
from onrecord.errors import OnRecordError, RecordError, UsageError
from onrecord.web.api import articles, claims, judgements, matters, pledges, record, reference, sayings
from onrecord.web.api.replies import Problem as ProblemNoun
from onrecord.web.intake import Intake
from onrecord.web.problems import Problem, problem_json
from onrecord.web.room import Room
from onrecord.web.settings import Settings

BASE = "/api/v1"
SUMMARY = "Who said what, and where the accounts conflict, with the verbatim words."
DESCRIPTION = """The record as JSON, with the field names of the document that `onrecord export --format json` writes.

* **Offsets** are Unicode code points, half open, into the stored `text` of an article: `text[start:end]` is what is shown.
* **Days** are EDTF; null is "not known", never a guess.
* **Lists** come in pages of at most 200. `next` in the body, and as `Link` header, is the address of the next page; its cursor is opaque.
  The order is stable while articles are added. A page of a filtered list may be shorter than `limit`, even empty, while `next` is there.
* **ETag** stands on everything that is asked for; with `If-None-Match` an unchanged answer is 304 and has no body.
* **Errors** are `application/problem+json` with one sentence that says what to do. Unknown query parameters are refused.
* **Token**: where the server was started with one, send `Authorization: Bearer TOKEN`.
* **Changes** are judgements of a person, each with a name and a reason; each can be undone, and its row stays."""
TAGS = (
    ("Articles", "What was added, and adding."),
    ("Statements", "Who said what, who speaks, and who gave no answer."),
    ("Stories", "Articles about one matter, and what is told in order of days."),
    ("Disputes", "Rival accounts, those who changed theirs, and statements that rest on one act of saying."),
    ("Requests and commitments", "What was asked and promised, and where it stands."),
    ("Claims", "What is asked of the record: a claim, words; and two passages compared."),
    ("Judgements", "What people decided."),
    ("Record", "The whole of it, its ledgers, and what is installed."),
)
ROUTERS = (
    articles.router,
    sayings.router,
    matters.router,
    pledges.router,
    claims.router,
    judgements.router,
    record.router,
    reference.router,
)
_log = logging.getLogger(__name__)


def known(request: Request) -> None:
    """Refuses query parameters that the address does not take, and those given twice.

    Raises:
        Problem: 422, which names them.
    """
    names = request.app.state.parameters.get(request.scope["route"].path, frozenset())
    asked = [k for k, _ in request.query_params.multi_items()]
    if other := sorted({k for k in asked if k not in names}):
        taken = f"it takes {', '.join(sorted(names))}" if names else "it takes none"
        raise Problem(
            422, "Not understood", f"Query parameter {', '.join(k[:60] for k in other[:10])}: this address does not know it; {taken}."
        )
    if twice := sorted({k for k in asked if asked.count(k) > 1}):
        raise Problem(422, "Not understood", f"Query parameter {', '.join(twice)}: given more than once; give it once.")


class Heads:
    """Answers HEAD as GET without the body."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on."""
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self._app(scope, receive, send)
            return

        async def headless(message: Message) -> None:
            if message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        await self._app({**scope, "method": "GET", "onrecord.head": True}, receive, headless)


class Api(FastAPI):
    """The API's app; its document has the problems in it."""

    def openapi(self) -> dict[str, Any]:
        """The OpenAPI 3.1 document."""
        if self.openapi_schema is None:
            made = get_openapi(
                title="OnRecord",
                version=__version__,
                summary=SUMMARY,
                description=DESCRIPTION,
                routes=self.routes,
                tags=[{"name": n, "description": d} for n, d in TAGS],
                servers=[{"url": BASE, "description": "This server."}],
                license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
            )
            schemas = made.setdefault("components", {}).setdefault("schemas", {})
            schemas["Problem"] = ProblemNoun.model_json_schema(ref_template="#/components/schemas/{model}")
            for spare in ("HTTPValidationError", "ValidationError"):
                schemas.pop(spare, None)
            self.openapi_schema = made
        return self.openapi_schema


def make_api(room: Room, intake: Intake, settings: Settings) -> FastAPI:
    """The API over one record.

    Args:
        room, intake, settings: those of the app that it is mounted in.
    """
    api = Api(title="OnRecord", version=__version__, docs_url=None, redoc_url=None, openapi_url=None, dependencies=[Depends(known)])
    api.state.room, api.state.intake, api.state.settings = room, intake, settings
    for router in ROUTERS:
        api.include_router(router)
    for kind in (Problem, OnRecordError, HTTPException, RequestValidationError, Exception):
        api.add_exception_handler(kind, trouble)
    api.add_middleware(Heads)
    paths = api.openapi()["paths"]
    api.state.parameters = {
        path: frozenset(p["name"] for o in told.values() for p in o.get("parameters", ()) if p["in"] == "query")
        for path, told in paths.items()
    }
    return api


def trouble(request: Request, error: Exception) -> Response:
    """An error as a problem; what is no error of the asker is logged without a word of an article."""
    headers = dict(error.headers or {}) if isinstance(error, HTTPException) else {}
    if isinstance(error, HTTPException) and error.status_code == 405:
        headers["Allow"] = ", ".join(_methods(request))
    found = problem_of(error)
    if found.status >= 500:
        _log.error("%s: %s", found.title, type(error).__name__)
    return problem_json(Problem(found.status, found.title, plain(found.detail)), headers)


def _methods(request: Request) -> list[str]:
    """What an address takes, over all routes that have it."""
    here = request.scope["path"].removeprefix(request.scope.get("root_path", ""))
    found = {m.upper() for path, told in request.app.openapi()["paths"].items() if compile_path(path)[0].match(here) for m in told}
    return sorted({*found, "HEAD"} if "GET" in found else found)


def problem_of(error: Exception) -> Problem:
    """What an exception means for a program."""
    kinds: tuple[tuple[type[Exception], Callable[[Any], Problem]], ...] = (
        (Problem, lambda e: e),
        (UsageError, lambda e: Problem(400, "That cannot be done", str(e))),
        (RecordError, lambda e: Problem(409, "The record does not allow it", str(e))),
        (RequestValidationError, lambda e: Problem(422, "Not understood", _told(e.errors()))),
        (OnRecordError, lambda e: Problem(500, "It failed", str(e))),
        (HTTPException, _refused),
    )
    return next(
        (make(error) for kind, make in kinds if isinstance(error, kind)),
        Problem(500, "It failed", "This is a defect of OnRecord; please report it."),
    )


def _told(errors: Any) -> str:
    some = [f"{'.'.join(str(p) for p in e['loc'])[:120]}: {str(e['msg'])[:200]}" for e in errors][:8]
    return "; ".join(some) or "The request has a field that is not understood."


def _refused(error: HTTPException) -> Problem:
    if error.status_code == 404:
        return Problem(404, "Not here", "The API has no such address; /api/v1/docs lists those that it has.")
    if error.status_code == 405:
        return Problem(405, "Method not allowed", "The address does not take this kind of request; /api/v1/docs tells which it takes.")
    return Problem(error.status_code, "Not understood", plain(str(error.detail)))


def plain(words: str) -> str:
    """Words that can be written as UTF-8."""
    return words.encode("utf-8", "replace").decode()
