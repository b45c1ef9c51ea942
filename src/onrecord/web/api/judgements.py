"""What people decided: the rows, entering one, taking one back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Body, Path, Query, Request
from pydantic import Field
from starlette.responses import Response

from onrecord.export import computed
from onrecord.judgements.docket import Docket
from onrecord.judgements.rulings import on_dispute
from onrecord.judgements.states import on_pledge
from onrecord.model import Judgement
from onrecord.store.retrieval import Retrieval
from onrecord.web.api import nouns, replies
from onrecord.web.api.answers import catalogue, lists, made, one, problems
from onrecord.web.api.entries import AnyEntry, Undo
from onrecord.web.api.paging import Page, Paging, as_json, conditional, listing, page, read
from onrecord.web.pages.common import missing, room

router = APIRouter(tags=["Judgements"])
Number = Annotated[int, Path(ge=1, le=2**62, description="Of the judgement.")]
_EXAMPLES: Any = {
    "confirm": {"value": {"kind": "confirm", "id": "dispute-353914c5b3", "by": "E. Marsh", "reason": "both letters seen"}},
    "speaker": {"value": {"kind": "speaker", "statement": "0e6042f56b7bd978-s1", "speaker": "Torvald Eikemo", "by": "E. Marsh"}},
    "move": {"value": {"kind": "move", "dispute": "dispute-353914c5b3", "lines": [2], "to": None, "by": "E. Marsh"}},
}


class JudgementsAsked(Paging):
    """What is listed."""

    undone: bool = Field(False, description="Also those that were taken back.")


@router.get("/judgements", response_model=replies.Judgements, responses=lists())
def judgements(request: Request, asked: Annotated[JudgementsAsked, Query()]) -> Response:
    """Judgements, oldest first."""
    with room(request).reading() as record:
        held = catalogue(record)
        after = read(request, asked.cursor, (int,))
        idle: set[int] = set()

        def make() -> Page[Judgement]:
            found = page(lambda k, n: held.judgements(k, n, asked.undone), after, asked.limit)
            idle.update(_idle(record, found.things))
            return found

        return listing(request, held, "judgements", make, lambda j: computed.judgement(j, j.undone is None and j.id not in idle))


def _idle(record: Retrieval, found: Sequence[Judgement]) -> set[int]:
    """Numbers of those on disputes, requests and commitments that find nothing at present that they could hold on."""
    rulings = [j for j in found if on_dispute(j) or on_pledge(j)]
    stories = set(record.story_of({a.article for j in rulings for a in j.anchors}).values())
    kinds = (record.disputes, record.requests, record.commitments)
    return {j.id for j in rulings} - {n for kind in kinds for t in kind(stories) for n in t.judgements}


def _written(record: Retrieval, found: Judgement) -> dict[str, Any]:
    return computed.judgement(found, found.undone is None and found.id not in _idle(record, [found]))


@router.get("/judgements/{id}", response_model=nouns.Judgement, responses=one())
def judgement(request: Request, id: Number) -> Response:
    """A judgement, also where it was taken back."""
    with room(request).reading() as record:
        held = catalogue(record)
        found = held.judgement(id)
        if found is None:
            raise missing("judgement", str(id))
        return conditional(request, held, lambda: _written(record, found))


@router.post(
    "/judgements", status_code=201, response_model=nouns.Judgement, responses=made("It is entered, and the record is linked anew.")
)
def enter(request: Request, entry: Annotated[AnyEntry, Body(openapi_examples=_EXAMPLES)]) -> Response:
    """Enters a judgement. 409 where the record has not what it is about, 400 where it would decide nothing."""
    with room(request).writing() as record:
        number = entry.enter(Docket(record, entry.by, entry.reason))
    return _answer(request, number, 201)


@router.post(
    "/judgements/{id}/undo",
    response_model=nouns.Judgement,
    responses={200: {"description": "It is undone."}, **problems(400, 403, 404, 409, 413)},
)
def undo(request: Request, id: Number, told: Undo) -> Response:
    """Takes a judgement back; its row stays. 409 where it was taken back before."""
    with room(request).reading() as record:
        if catalogue(record).judgement(id) is None:
            raise missing("judgement", str(id))
    with room(request).writing() as record:
        Docket(record, told.by).undo(id)
    return _answer(request, id, 200)


def _answer(request: Request, number: int, status: int) -> Response:
    with room(request).reading() as record:
        found = catalogue(record).judgement(number)
        assert found is not None
        headers = {"Location": f"/api/v1/judgements/{number}"} if status == 201 else {}
        return as_json(_written(record, found), headers, status)
