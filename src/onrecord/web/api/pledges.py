"""What was asked and promised, and where it stands on a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any, TypeVar

from fastapi import APIRouter, Query, Request
from pydantic import Field, field_validator
from starlette.responses import Response

from onrecord.export.computed import of_commitment, of_request
from onrecord.model import DISMISSED, Commitment
from onrecord.model import Request as Asking
from onrecord.selection import Pending
from onrecord.standing import Standing, standing
from onrecord.store import schema
from onrecord.store.catalogue import Key, Keyed
from onrecord.web.api import nouns, replies
from onrecord.web.api.answers import Id, catalogue, lists, one
from onrecord.web.api.filters import Filters, Lens
from onrecord.web.api.paging import conditional, listing, read, sifted
from onrecord.web.pages.common import missing, room

router = APIRouter(tags=["Requests and commitments"])
P = TypeVar("P", Asking, Commitment)


class PledgesAsked(Filters):
    """Filters of requests and commitments; the days are those of the steps."""

    open: bool = Field(False, description="Only what no final state has ended.")
    as_of: str | None = Field(
        None,
        pattern=r"^\d{4}-\d{2}-\d{2}$",
        description="Where they stood, and what was known of them, on this day; today by default, and then nothing is left out.",
        json_schema_extra={"format": "date"},
        examples=["2031-04-01"],
    )
    dismissed: bool = Field(False, description="Also those that a person dismissed.")

    @field_validator("as_of")
    @classmethod
    def _calendar(cls, value: str | None) -> str | None:
        if value is not None:
            date.fromisoformat(value)
        return value

    def pending(self, overdue: bool = False) -> Pending:
        """What is asked beside the filters."""
        day = date.fromisoformat(self.as_of) if self.as_of else None
        return Pending(day or date.today(), day is not None, self.open, overdue, dismissed=True)


class CommitmentsAsked(PledgesAsked):
    """Filters of commitments."""

    overdue: bool = Field(False, description="Only what is open after the day by which it is due; this is computed.")


@router.get("/requests", response_model=replies.Requests, responses=lists(409))
def requests(request: Request, asked: Annotated[PledgesAsked, Query()]) -> Response:
    """What was asked of whom, and what became of it; story by story."""
    with room(request).reading() as record:
        lens = Lens(record, asked)
        after = read(request, asked.cursor, (str, str, int))

        def ask(key: Key, size: int) -> Keyed[Asking]:
            return lens.catalogue.findings(schema.request, Asking, key, size, lens.scope)

        def sift(rows: Sequence[Asking]) -> list[tuple[Asking, Standing] | None]:
            return _aligned(rows, lens.pledges(requests=rows).requests(asked.pending()), asked.dismissed)

        return listing(request, lens.catalogue, "requests", lambda: sifted(ask, sift, after, asked.limit), lambda p: of_request(*p))


@router.get("/commitments", response_model=replies.Commitments, responses=lists(409))
def commitments(request: Request, asked: Annotated[CommitmentsAsked, Query()]) -> Response:
    """What was undertaken, and what became of it; story by story."""
    with room(request).reading() as record:
        lens = Lens(record, asked)
        after = read(request, asked.cursor, (str, str, int))

        def ask(key: Key, size: int) -> Keyed[Commitment]:
            return lens.catalogue.findings(schema.commitment, Commitment, key, size, lens.scope)

        def sift(rows: Sequence[Commitment]) -> list[tuple[Commitment, Standing] | None]:
            return _aligned(rows, lens.pledges(commitments=rows).commitments(asked.pending(asked.overdue)), asked.dismissed)

        return listing(request, lens.catalogue, "commitments", lambda: sifted(ask, sift, after, asked.limit), lambda p: of_commitment(*p))


def _aligned(rows: Sequence[P], found: Sequence[tuple[P, Standing]], dismissed: bool) -> list[tuple[P, Standing] | None]:
    """For each row what was found of it, or None."""
    kept = {(p.story, p.id): (p, where) for p, where in found if dismissed or p.verdict != DISMISSED}
    return [kept.get((row.story, row.id)) for row in rows]


@router.get("/requests/{id}", response_model=nouns.Request, responses=one())
def one_request(request: Request, id: Id) -> Response:
    """A request with its history and where it stands today."""
    return _one(request, id, schema.request, Asking, of_request)


@router.get("/commitments/{id}", response_model=nouns.Commitment, responses=one())
def one_commitment(request: Request, id: Id) -> Response:
    """A commitment with its history and where it stands today."""
    return _one(request, id, schema.commitment, Commitment, of_commitment)


def _one(request: Request, identity: str, table: Any, kind: Any, write: Any) -> Response:
    with room(request).reading() as record:
        found = record.found(table, kind, identity)
        if found is None:
            raise missing(table.name, identity)
        people = record.people({a for a in (found.by, *getattr(found, "to", ()), *(s.by for s in found.history)) if a})
        sides = {a.id: side for a in people.values() if (side := a.speaks_for or a.part_of)}
        return conditional(request, catalogue(record), lambda: write(found, standing(found, date.today(), sides)))
