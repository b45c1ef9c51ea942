"""The record as a whole: all of it as one document, its ledgers, and what is installed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request
from starlette.responses import Response, StreamingResponse

from onrecord import __version__
from onrecord.doctor import examine
from onrecord.export import document
from onrecord.store.extent import Extent
from onrecord.store.record import Record
from onrecord.web.api import replies
from onrecord.web.api.answers import asked as answers
from onrecord.web.api.answers import catalogue, is_head, lists, one
from onrecord.web.api.paging import Paging, as_json, cached, conditional, entity_tag, held, listing, page, read
from onrecord.web.pages.common import missing, room
from onrecord.web.room import Room

router = APIRouter(tags=["Record"])
_DOCUMENT: Any = {
    200: {
        "description": "The document of `onrecord export --format json`.",
        "content": {"application/json": {"schema": {"type": "object"}}},
    }
}


@router.get("/export", responses={**answers(), **_DOCUMENT})
def export(request: Request) -> Response:
    """The whole record as one JSON document, streamed."""
    with room(request).reading() as record:
        tag = entity_tag(request, catalogue(record).mark())
    if held(request, tag):
        return Response(status_code=304, headers=cached(tag))
    headers = {**cached(tag), "Content-Disposition": 'attachment; filename="record.json"'}
    pieces = iter(()) if is_head(request) else _pieces(room(request))
    return StreamingResponse(pieces, headers=headers, media_type="application/json")


def _pieces(room: Room) -> Iterator[bytes]:
    with Record(room.path) as record:
        for piece in document.pieces(Extent(record)):
            yield piece.encode("utf-8", "replace")


@router.get("/runs", response_model=replies.Runs, responses=lists())
def runs(request: Request, asked: Annotated[Paging, Query()]) -> Response:
    """The ledgers of what was added, oldest first: seen = stored + duplicate + rejected + failed."""
    with room(request).reading() as record:
        held_ = catalogue(record)
        after = read(request, asked.cursor, (int,))
        return listing(request, held_, "runs", lambda: page(held_.runs, after, asked.limit), run)


def run(row: dict[str, Any]) -> dict[str, Any]:
    """A ledger as JSON."""
    return {**row, "refusals": [{"line": None, **r} for r in row["refusals"]]}


@router.get("/runs/{id}", response_model=replies.Run, responses=one())
def one_run(request: Request, id: Annotated[int, Path(ge=1, le=2**62)]) -> Response:
    """The ledger of one run."""
    with room(request).reading() as record:
        held_ = catalogue(record)
        found = next((row for _, row in held_.runs((id - 1,), 1) if row["id"] == id), None)
        if found is None:
            raise missing("run", str(id))
        return conditional(request, held_, lambda: run(found))


@router.get("/health", response_model=replies.Health, responses=answers())
def health(request: Request) -> Response:
    """That the server answers and the record can be read."""
    with room(request).reading() as record:
        turn = record.whole.turn()[0]
        return conditional(request, catalogue(record), lambda: {"status": "ok", "version": __version__, "turn": turn})


@router.get("/doctor", response_model=replies.Doctor, responses=answers())
def doctor(request: Request) -> Response:
    """What is installed, which model, which limits."""
    found = examine(room(request).path)
    return as_json({"facts": {name: str(value) for name, value in found.facts.items()}, "fault": found.fault})
