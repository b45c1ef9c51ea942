"""Stories with their timelines, disputes, shifts and echoes."""

from __future__ import annotations

from enum import Enum
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from pydantic import Field
from starlette.responses import Response

from onrecord.chronicle import chronicles
from onrecord.entry import Entry
from onrecord.export import computed, document
from onrecord.model import Dispute, Echo, Shift, Story
from onrecord.part import Part
from onrecord.selection import LEAST, Selection, Wanted
from onrecord.store import schema
from onrecord.store.catalogue import Key, Keyed
from onrecord.store.retrieval import Retrieval
from onrecord.web.api import nouns, replies
from onrecord.web.api.answers import Id, catalogue, lists, one
from onrecord.web.api.filters import WORDS, Day, Filtered, Filters, Lens, Who
from onrecord.web.api.paging import Page, Paging, conditional, listing, read, sifted
from onrecord.web.pages.common import missing, room

router = APIRouter()
STORIES: list[str | Enum] = ["Stories"]
DISPUTES: list[str | Enum] = ["Disputes"]


class DisputesAsked(Filters):
    """Filters of disputes; the days are those printed."""

    min_score: float = Field(LEAST, ge=0, le=1, description="Leaves out what is less sure; what a person confirmed stays.")
    level: Literal["conflict", "tension"] | None = Field(None, description="Only of this level.")
    dismissed: bool = Field(False, description="Also those that a person dismissed.")


class TimelineAsked(Paging):
    """Filters of a timeline; the days are those spoken of, else said, else printed."""

    who: Who = None
    about: str | None = Field(None, max_length=WORDS, description="Words as they stand in an entry.")
    since: Day = None
    until: Day = None
    outlet: str | None = Field(None, max_length=WORDS, description="A part of the outlet's name.")


@router.get("/stories", response_model=replies.Stories, responses=lists(409), tags=STORIES)
def stories(request: Request, asked: Filtered) -> Response:
    """Stories, those that began first before the others; `about` is of the title, `who` of those named in it."""
    with room(request).reading() as record:
        lens = Lens(record, asked)
        after = read(request, asked.cursor, (str, str))
        about = (asked.about or "").casefold()
        contested: dict[str, int] = {}

        def make() -> Page[Story]:
            found = sifted(
                lambda k, n: lens.catalogue.stories(k, n, lens.scope),
                lambda rows: [s if about in s.title.casefold() else None for s in rows],
                after,
                asked.limit,
            )
            contested.update(lens.catalogue.contested([s.id for s in found.things], LEAST))
            return found

        return listing(request, lens.catalogue, "stories", make, lambda s: _story(s, contested.get(s.id, 0)))


def _story(story: Story, disputes: int) -> dict[str, Any]:
    return {"id": story.id, "title": story.title, "articles": list(story.articles), "disputes": disputes}


def _found(record: Retrieval, identity: str) -> Story:
    found = record.found(schema.story, Story, identity)
    if found is None:
        raise missing("story", identity)
    return found


@router.get("/stories/{id}", response_model=nouns.StoryNoun, responses=one(), tags=STORIES)
def story(request: Request, id: Id) -> Response:
    """A story."""
    with room(request).reading() as record:
        found, held = _found(record, id), catalogue(record)
        return conditional(request, held, lambda: _story(found, held.contested([id], LEAST).get(id, 0)))


@router.get("/stories/{id}/timeline", response_model=replies.Entries, responses=lists(404), tags=STORIES)
def timeline(request: Request, id: Id, asked: Annotated[TimelineAsked, Query()]) -> Response:
    """What is told in a story, in order of the day that it speaks of, with the days said and printed."""
    with room(request).reading() as record:
        found, held = _found(record, id), catalogue(record)
        after = read(request, asked.cursor, (list,))

        def make() -> Page[Entry]:
            entries = _entries(record, found, asked)
            begin = _after(entries, after)
            some = entries[begin : begin + asked.limit]
            more = begin + asked.limit < len(entries)
            return Page(some, (list(some[-1].key),) if more else None)

        return listing(request, held, "entries", make, computed.entry)


def _entries(record: Retrieval, story: Story, asked: TimelineAsked) -> tuple[Entry, ...]:
    articles = list(story.articles)
    part = Part(
        tuple(record.articles(articles)),
        tuple(record.actors(articles)) if asked.who else (),
        (story,),
        tuple(record.statements(articles)),
        tuple(record.claims(articles)),
        tuple(record.disputes([story.id])),
        tuple(record.shifts([story.id])),
        tuple(record.echoes([story.id])),
        tuple(record.requests([story.id])),
        tuple(record.commitments([story.id])),
    )
    wanted = Wanted(asked.who, asked.about, asked.since, asked.until, story.id, asked.outlet)
    return next((c.entries for c in chronicles(Selection(part, wanted))), ())


def _after(entries: tuple[Entry, ...], after: Key) -> int:
    """Where a page begins: behind the last entry that was given, wherever that stands now."""
    if not after:
        return 0
    last = _tuples(after[0])
    try:
        return sum(e.key <= last for e in entries)
    except TypeError:
        return len(entries)


def _tuples(value: Any) -> Any:
    return tuple(map(_tuples, value)) if isinstance(value, list) else value


@router.get("/disputes", response_model=replies.Disputes, responses=lists(409), tags=DISPUTES)
def disputes(request: Request, asked: Annotated[DisputesAsked, Query()]) -> Response:
    """Disputes, the surest first."""
    with room(request).reading() as record:
        lens = Lens(record, asked)
        after = read(request, asked.cursor, (float, str))

        def ask(key: Key, size: int) -> Keyed[Dispute]:
            return lens.catalogue.disputes(key, size, lens.scope, asked.min_score, asked.level, asked.dismissed)

        return listing(request, lens.catalogue, "disputes", lambda: sifted(ask, lens.disputes, after, asked.limit), document.dispute)


@router.get("/disputes/{id}", response_model=nouns.Dispute, responses=one(), tags=DISPUTES)
def dispute(request: Request, id: Id) -> Response:
    """A dispute with its accounts and their lines."""
    with room(request).reading() as record:
        found = record.found(schema.dispute, Dispute, id)
        if found is None:
            raise missing("dispute", id)
        return conditional(request, catalogue(record), lambda: document.dispute(found))


@router.get("/shifts", response_model=replies.Shifts, responses=lists(409), tags=DISPUTES)
def shifts(request: Request, asked: Filtered) -> Response:
    """Those who changed the account, story by story; the day is that of the later statement."""
    with room(request).reading() as record:
        lens = Lens(record, asked)
        after = read(request, asked.cursor, (str, str, int))

        def ask(key: Key, size: int) -> Keyed[Shift]:
            return lens.catalogue.findings(schema.shift, Shift, key, size, lens.scope)

        return listing(request, lens.catalogue, "shifts", lambda: sifted(ask, lens.shifts, after, asked.limit), document.shift)


@router.get("/echoes", response_model=replies.Echoes, responses=lists(409), tags=DISPUTES)
def echoes(request: Request, asked: Filtered) -> Response:
    """Statements that rest on one act of saying, story by story."""
    with room(request).reading() as record:
        lens = Lens(record, asked)
        after = read(request, asked.cursor, (str, str, int))

        def ask(key: Key, size: int) -> Keyed[Echo]:
            return lens.catalogue.findings(schema.echo, Echo, key, size, lens.scope)

        return listing(request, lens.catalogue, "echoes", lambda: sifted(ask, lens.echoes, after, asked.limit), document.echo)
