"""Articles: what was added, what each says, and adding more."""

from __future__ import annotations

import json
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException
from starlette.responses import Response

from onrecord.export import document
from onrecord.ingest.source import Given
from onrecord.store.catalogue import Head
from onrecord.store.codec import to_plain
from onrecord.web.api import nouns, replies
from onrecord.web.api.answers import Id, catalogue, lists, one, problems
from onrecord.web.api.filters import Dated, Lens
from onrecord.web.api.paging import Page, as_json, conditional, listing, page, read
from onrecord.web.intake import Batch
from onrecord.web.pages.common import missing, room
from onrecord.web.problems import Problem

router = APIRouter(tags=["Articles"])
AT_ONCE = 1_000
"""Articles that one request may hand in as JSON."""
LINES, JSON, FORM = "application/x-ndjson", "application/json", "multipart/form-data"


class ArticleIn(BaseModel):
    """An article as JSON Lines have it; ``text`` or ``html`` is needed."""

    model_config = ConfigDict(extra="forbid")

    text: str | None = Field(None, description="The text, kept character for character.")
    html: str | None = Field(None, description="Or a page, of which the text is taken.")
    url: str | None = Field(None, examples=["https://news.example/a"])
    outlet: str | None = Field(None, examples=["The Ledger"])
    title: str | None = None
    author: str | None = None
    published: str | None = Field(None, description="ISO 8601, a day or more.", examples=["2031-03-12T16:20:00+00:00"])


class ArticlesIn(BaseModel):
    """Articles to be added."""

    model_config = ConfigDict(extra="forbid")

    articles: list[ArticleIn] = Field(min_length=1, max_length=AT_ONCE)


_TAKEN: TypeAdapter[ArticlesIn] = TypeAdapter(ArticlesIn)
_EXAMPLE = {
    "articles": [{"outlet": "The Ledger", "published": "2031-03-12", "text": "The harbour will close on Friday, the port authority said."}]
}
_FORM_SCHEMA = {
    "type": "object",
    "required": ["files"],
    "additionalProperties": False,
    "properties": {
        "files": {"type": "array", "minItems": 1, "items": {"type": "string", "contentMediaType": "application/octet-stream"}},
        "outlet": {"type": "string"},
        "published": {"type": "string", "description": "ISO 8601, a day or more; for files that do not say it, as the other fields."},
        "url": {"type": "string"},
        "title": {"type": "string"},
    },
}
_GIVEN = ("outlet", "published", "url", "title")
_BODY = {
    "requestBody": {
        "required": True,
        "description": f"Up to {AT_ONCE:,} articles as JSON; any number as JSON Lines; or files as a form: text, HTML, JSON Lines.",
        "content": {
            JSON: {"schema": {"$ref": "#/components/schemas/ArticlesIn"}, "example": _EXAMPLE},
            LINES: {"schema": {"type": "string", "pattern": r"\S"}, "example": json.dumps(_EXAMPLE["articles"][0])},
            FORM: {"schema": _FORM_SCHEMA},
        },
    }
}


@router.get("/articles", response_model=replies.Articles, responses=lists(409))
def articles(request: Request, asked: Annotated[Dated, Query()]) -> Response:
    """Articles without their texts, in the order in which they came."""
    with room(request).reading() as record:
        lens = Lens(record, asked)
        after = read(request, asked.cursor, (int,))
        stories: dict[str, str] = {}

        def make() -> Page[Head]:
            found = page(lambda k, n: lens.catalogue.articles(k, n, lens.scope), after, asked.limit)
            stories.update(record.story_of({h.id for h in found.things}))
            return found

        return listing(request, lens.catalogue, "articles", make, lambda h: {**to_head(h), "story": stories.get(h.id)})


def to_head(head: Head) -> dict[str, Any]:
    """An article without its text, as JSON."""
    return {name: getattr(head, name) for name in ("id", "source", "outlet", "title", "published", "url", "author", "added")}


@router.get("/articles/{id}", response_model=nouns.Article, responses=one())
def article(request: Request, id: Id) -> Response:
    """An article with its text and its furniture."""
    with room(request).reading() as record:
        found = record.article(id)
        if found is None:
            raise missing("article", id)
        return conditional(request, catalogue(record), lambda: document.article(found, record.reading(id)))


@router.get("/articles/{id}/statements", response_model=replies.Statements, responses=lists(404))
def statements(request: Request, id: Id) -> Response:
    """All statements of an article in text order, on one page."""
    with room(request).reading() as record:
        _there(record.article(id), id)
        return listing(request, catalogue(record), "statements", lambda: Page(record.statements([id]), None), document.statement)


@router.get("/articles/{id}/furniture", response_model=replies.Furnitures, responses=lists(404))
def furniture(request: Request, id: Id) -> Response:
    """What of the page is not the article, all of it on one page."""
    with room(request).reading() as record:
        found = _there(record.article(id), id)
        reading = record.reading(id)
        return listing(request, catalogue(record), "furniture", lambda: Page(document.article(found, reading)["furniture"], None), dict)


def _there(found: Any, identity: str) -> Any:
    if found is None:
        raise missing("article", identity)
    return found


@router.post(
    "/articles",
    status_code=202,
    response_model=replies.Batch,
    openapi_extra=_BODY,
    responses={
        202: {
            "description": "They are read one after another; ask for the batch until it is through.",
            "headers": {"Location": {"description": "Of the batch.", "schema": {"type": "string"}}},
        },
        **problems(400, 403, 413, 415),
    },
)
async def take(request: Request) -> Response:
    """Adds articles. Adding again changes nothing; what is unfit is rejected with its reason in the ledger, and the others go in."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    given = Given()
    if kind == JSON:
        try:
            told = _TAKEN.validate_json(await request.body())
        except ValidationError as error:
            raise Problem(422, "Not understood", _faults(error)) from None
        lines = "\n".join(json.dumps(a.model_dump(exclude_none=True), ensure_ascii=False) for a in told.articles)
        files = [("articles.jsonl", lines.encode("utf-8", "replace"))]
    elif kind == LINES:
        files = [("articles.jsonl", await request.body())]
    elif kind == FORM:
        files, given = await _form(request)
    else:
        raise Problem(415, "Media type not taken", f"Send articles as {JSON}, as {LINES} (JSON Lines), or as files with {FORM}.")
    if kind == LINES and not files[0][1].strip():
        raise Problem(422, "Not understood", "There is nothing to add: the body is empty.")
    batch = await run_in_threadpool(request.app.state.intake.take, files, given)
    return as_json(as_batch(batch), {"Location": f"/api/v1/batches/{batch.id}"}, 202)


async def _form(request: Request) -> tuple[list[tuple[str, bytes]], Given]:
    """Files and what was given with them.

    Raises:
        Problem: the form is none, or has other fields.
    """
    try:
        form = await request.form(max_files=AT_ONCE)
    except (MultiPartException, HTTPException):
        raise Problem(422, "Not understood", "The body is no form of the kind that its header names.") from None
    try:
        if other := sorted(set(form) - {"files", *_GIVEN}):
            raise Problem(422, "Not understood", f"The form has no field {other[0][:60]}; it has files, {', '.join(_GIVEN)}.")
        files = [(f.filename or "file", await f.read()) for f in form.getlist("files") if isinstance(f, UploadFile)]
        if len(files) < max(1, len(form.getlist("files"))):
            raise Problem(422, "Not understood", "files: give files, each with a name.")
        told = {name: str(form[name]).strip() or None for name in _GIVEN if name in form}
    finally:
        await form.close()
    return files, Given(**told)


def _faults(error: ValidationError) -> str:
    return "; ".join(f"{'.'.join(str(p) for p in e['loc'])[:120]}: {e['msg'][:200]}" for e in error.errors()[:8])


@router.get("/batches/{id}", response_model=replies.Batch, responses={200: {"description": "It."}, **problems(404)})
def batch(request: Request, id: Id) -> Response:
    """How far a batch is, and its ledger when it is through. The last few hundred are remembered; all ledgers stand under runs."""
    found = request.app.state.intake.batch(id)
    if found is None:
        raise missing("batch", id)
    return as_json(as_batch(found))


def as_batch(batch: Batch) -> dict[str, Any]:
    """A batch as JSON."""
    ledger = batch.ledger
    counts = None
    if ledger is not None:
        counts = {name: getattr(ledger, name) for name in ("seen", "stored", "duplicate", "rejected", "failed")}
        counts["refusals"] = [{"line": None, **to_plain(r)} for r in ledger.refusals]
    return {
        "id": batch.id,
        "files": list(batch.files),
        "what": batch.what,
        "done": batch.done,
        "of": batch.of,
        "through": batch.through,
        "ledger": counts,
        "trouble": batch.trouble,
    }
