"""Who said what, who speaks, and who gave no answer."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import Field
from starlette.responses import Response

from onrecord.export import document
from onrecord.model import Actor, ActorKind, Statement
from onrecord.store.catalogue import Key, Keyed
from onrecord.web.api import nouns, replies
from onrecord.web.api.answers import Id, catalogue, lists, one
from onrecord.web.api.filters import WORDS, Filtered, Lens, Scoped, Who
from onrecord.web.api.paging import Page, Paging, conditional, listing, page, read, sifted
from onrecord.web.pages.common import missing, room

router = APIRouter(tags=["Statements"])
REACH = 2_500
"""Articles that one page looks at where the statements themselves must be looked at to tell."""
BEYOND = 2**31
"""More than the statements of an article."""


class AbsencesAsked(Scoped):
    """Filters of absences."""

    who: Who = None


class PeopleAsked(Paging):
    """Filters of people."""

    who: Who = None
    story: str | None = Field(None, max_length=WORDS, description="A story's id, or words of its title that no other has.")
    kind: ActorKind | None = Field(None, description="Only of this kind.")
    silent: bool = Field(False, description="Also those of whom no statement is known.")


@router.get("/statements", response_model=replies.Statements, responses=lists(409))
def statements(request: Request, asked: Filtered) -> Response:
    """Statements, article by article in text order. The day is that on which it was said, else printed."""
    with room(request).reading() as record:
        lens = Lens(record, asked)
        after = read(request, asked.cursor, (int, int))

        end = (after[0] if after else 0) + REACH if asked.about or asked.since or asked.until else None

        def ask(key: Key, size: int) -> Keyed[Statement]:
            return lens.catalogue.statements(key, size, lens.scope, end)

        def make() -> Page[Statement]:
            found = sifted(ask, lens.statements, after, asked.limit) if asked.about else page(ask, after, asked.limit)
            further = found.following is None and end is not None and end < lens.catalogue.last()
            return Page(found.things, (end, BEYOND)) if further else found

        return listing(request, lens.catalogue, "statements", make, document.statement)


@router.get("/statements/{id}", response_model=nouns.Statement, responses=one())
def statement(request: Request, id: Id) -> Response:
    """A statement."""
    with room(request).reading() as record:
        found = record.said([id]).get(id)
        if found is None:
            raise missing("statement", id)
        return conditional(request, catalogue(record), lambda: document.statement(found))


@router.get("/people", response_model=replies.People, responses=lists(409))
def people(request: Request, asked: Annotated[PeopleAsked, Query()]) -> Response:
    """People and bodies, by id: those who speak, unless the silent are asked for."""
    with room(request).reading() as record:
        lens = Lens(record, asked)
        after = read(request, asked.cursor, (str,))
        counts: dict[str, int] = {}

        def make() -> Page[Actor]:
            kind = asked.kind.value if asked.kind else None
            found = page(lambda k, n: lens.catalogue.actors(k, n, lens.scope, kind, asked.silent), after, asked.limit)
            counts.update(lens.catalogue.said([a.id for a in found.things]))
            return found

        return listing(request, lens.catalogue, "actors", make, lambda a: {**document.actor(a), "statements": counts.get(a.id, 0)})


@router.get("/people/{id}", response_model=nouns.Actor, responses=one())
def person(request: Request, id: Id) -> Response:
    """A person or body. What it said: `/statements?who=ID`."""
    with room(request).reading() as record:
        found = record.actor(id)
        if found is None:
            raise missing("person", id)
        held = catalogue(record)
        return conditional(request, held, lambda: {**document.actor(found), "statements": held.said([id]).get(id, 0)})


@router.get("/absences", response_model=replies.Absences, responses=lists(409))
def absences(request: Request, asked: Annotated[AbsencesAsked, Query()]) -> Response:
    """Those who were asked and gave no answer, article by article."""
    with room(request).reading() as record:
        lens = Lens(record, asked)
        after = read(request, asked.cursor, (int, int))
        make = lambda: page(lambda k, n: lens.catalogue.absences(k, n, lens.scope), after, asked.limit)  # noqa: E731 - asked for once
        return listing(request, lens.catalogue, "absences", make, document.absence)
