"""A story: its disputes, what is told in order of days, who holds what, its articles, and what was asked and promised."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import groupby
from typing import Generic, TypeVar

from fastapi import APIRouter
from fastapi import Request as Asked
from starlette.responses import HTMLResponse

from onrecord.edtf import in_words, interval
from onrecord.entry import Entry, bare, order, repeated
from onrecord.linking.groups import Groups
from onrecord.model import DISMISSED, Absence, Actor, Article, Commitment, Dispute, Echo, Request, Shift, Statement, Story
from onrecord.selection import listed
from onrecord.store import schema
from onrecord.store.register import Cover, Register
from onrecord.store.retrieval import Retrieval
from onrecord.timeline import timeline
from onrecord.web.drawing import Picture, picture, rows
from onrecord.web.pages import pledges
from onrecord.web.pages.common import missing, room, show
from onrecord.web.templating import query

T = TypeVar("T")
router = APIRouter()
DISPUTES, ENTRIES, PEOPLE, ARTICLES, PLEDGES, OTHERS = 10, 15, 20, 30, 10, 20
"""Of each section, how many a page shows."""


@dataclass(frozen=True, slots=True)
class Part(Generic[T]):
    """Some of a list.

    Attributes:
        first: how many come before.
        of: how many there are.
        preceding, following: addresses of the rest; None where there is none.
    """

    some: tuple[T, ...]
    first: int
    of: int
    preceding: str | None
    following: str | None


@dataclass(frozen=True, slots=True)
class Stand:
    """An account that somebody holds: of which dispute, its number and what it says."""

    dispute: Dispute
    number: int
    says: str


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody who speaks in the story. ``said``: number of statements."""

    actor: Actor
    role: str | None
    said: int
    stands: tuple[Stand, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """An entry of the timeline with its words; ``days``: when it was said and printed, in words."""

    entry: Entry
    words: str
    role: str | None
    days: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Day:
    """The entries that stand under one day."""

    heading: str
    told: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class View:
    """What the page shows. ``articles``, ``said`` and ``actors`` hold what is named, by id."""

    story: Story
    first: str | None
    last: str | None
    outlets: int
    statements: int
    echoes: int
    disputes: tuple[Dispute, ...]
    further: int
    drawing: Picture | None
    days: tuple[Day, ...]
    entries: Part[Entry]
    people: Part[Holder]
    printed: Part[Cover]
    requests: tuple[pledges.Row, ...]
    requests_held: int
    commitments: tuple[pledges.Row, ...]
    commitments_held: int
    shifts: tuple[Shift, ...]
    shifts_held: int
    absences: tuple[Absence, ...]
    absences_held: int
    articles: Mapping[str, Cover]
    said: dict[str, Statement]
    actors: dict[str, Actor]


@router.get("/stories/{identity}")
def story(request: Asked, identity: str, entries: int = 0, people: int = 0, articles: int = 0) -> HTMLResponse:
    """One story; ``entries``, ``people`` and ``articles`` are how many of each list are left out."""
    with room(request).reading() as record:
        found = record.found(schema.story, Story, identity)
        if found is None:
            raise missing("story", identity)
        return show(request, "story.html", "/", view=view(record, found, max(0, entries), max(0, people), max(0, articles)))


def view(record: Retrieval, story: Story, entries: int = 0, people: int = 0, articles: int = 0) -> View:
    """A story with all that stands in it, as far as a page shows it."""
    register = Register(record)
    at = {"entries": entries, "people": people, "articles": articles}
    covers = register.printed(story.id)
    every = record.disputes([story.id])
    shown = [d for d in every if listed(d)]
    shifts = record.shifts([story.id])
    alike = register.echoes(story.id)
    requests = [r for r in record.requests([story.id]) if r.verdict != DISMISSED]
    commitments = [c for c in record.commitments([story.id]) if c.verdict != DISMISSED]
    whole, texts = _told(record, register, story, shown, shifts, alike, requests, commitments)
    again = repeated(whole)
    telling = [e for e in whole if not (bare(e) or e.id in again)]
    page = _part(telling, ENTRIES, at, "entries", story.id)
    speakers = register.speakers(story.id)
    stands, roles = _stands(record, shown)
    ranked = sorted(speakers.keys() | stands.keys(), key=lambda k: (-len(stands.get(k, ())), -speakers.get(k, 0), k))
    chosen = _part(ranked, PEOPLE, at, "people", story.id)
    asked_rows = pledges.rows(record, requests[:PLEDGES])
    promised_rows = pledges.rows(record, commitments[:PLEDGES])
    quiet = register.absences([c.id for c in covers])
    said = record.said(
        {p.evidence.statement for e in page.some for p in e.places if p.evidence.statement}
        | {k for s in shifts[:OTHERS] for k in (s.earlier, s.later)}
    )
    named = {*chosen.some, *pledges.people((*asked_rows, *promised_rows)), *(s.who for s in shifts[:OTHERS])}
    named |= {a.who for a in quiet[:OTHERS] if a.who} | {e.who for e in page.some if e.who} | {s.who for s in said.values() if s.who}
    actors = record.people(named)
    holders = tuple(
        Holder(actors[k], roles.get(k) or _office(actors[k]), speakers.get(k, 0), tuple(stands.get(k, ())))
        for k in chosen.some
        if k in actors
    )
    dated = [c.published[:10] for c in covers if c.published]
    return View(
        story,
        min(dated, default=None),
        max(dated, default=None),
        len({c.outlet or c.source for c in covers}),
        register.count_said(story.id),
        len(alike),
        tuple(shown[:DISPUTES]),
        len(every) - len(shown[:DISPUTES]),
        picture(rows(telling, [c.published for c in covers], register.days_said(story.id))),
        _by_day(page.some, said, texts),
        page,
        Part(holders, chosen.first, chosen.of, chosen.preceding, chosen.following),
        _part(covers, ARTICLES, at, "articles", story.id),
        asked_rows,
        len(requests),
        promised_rows,
        len(commitments),
        tuple(shifts[:OTHERS]),
        len(shifts),
        tuple(quiet[:OTHERS]),
        len(quiet),
        {c.id: c for c in covers},
        said,
        actors,
    )


def _told(
    record: Retrieval,
    register: Register,
    story: Story,
    disputes: Sequence[Dispute],
    shifts: Sequence[Shift],
    echoes: Sequence[Echo],
    requests: Sequence[Request],
    commitments: Sequence[Commitment],
) -> tuple[tuple[Entry, ...], dict[str, Article]]:
    """The timeline without the statements that speak of no day and are a part of nothing, and the articles."""
    claims = register.dated_claims(story.articles)
    matters: list[Request | Commitment] = [*requests, *commitments]
    lines = [e for d in disputes for a in d.accounts for e in a.evidence]
    lines += [e for m in matters for e in (*m.evidence, *(s.evidence for s in m.history))]
    wanted = {c.statement for c in claims} | {e.statement for e in lines} | {k for s in shifts for k in (s.earlier, s.later)}
    wanted |= _alike(wanted, echoes)
    texts = {a.id: a for a in record.articles(story.articles)}
    said = record.said({k for k in wanted if k is not None})
    made = timeline(
        texts.values(),
        said.values(),
        claims,
        requests=requests,
        commitments=commitments,
        echoes=echoes,
        shifts=shifts,
        disputes=disputes,
    )
    return made, texts


def _alike(wanted: Set[str | None], echoes: Sequence[Echo]) -> set[str | None]:
    """Statements that rest on one act of saying with one of these."""
    groups: Groups[str | None] = Groups()
    for echo in echoes:
        for other in echo.statements[1:]:
            groups.join(echo.statements[0], other)
    return {k for same in groups.all() if not wanted.isdisjoint(same) for k in same}


def _part(items: Sequence[T], size: int, at: Mapping[str, int], name: str, story: str) -> Part[T]:
    """The part of a list that a page shows; the other lists stay where they are."""
    first = min(at[name], max(0, len(items) - 1)) if items else 0

    def address(number: int) -> str:
        told = query({k: v or None for k, v in at.items()}, **{name: number or None})
        return f"/stories/{story}{'?' if told else ''}{told}#{name}"

    return Part(
        tuple(items[first : first + size]),
        first,
        len(items),
        address(max(0, first - size)) if first else None,
        address(first + size) if first + size < len(items) else None,
    )


def _stands(record: Retrieval, disputes: Sequence[Dispute]) -> tuple[dict[str, list[Stand]], dict[str, str]]:
    """Actor -> the accounts it stands for, and the role in which it first does."""
    out: dict[str, list[Stand]] = {}
    lines: dict[str, str] = {}
    for dispute in disputes:
        for n, account in enumerate(dispute.accounts, 1):
            for e in account.evidence:
                if e.who is not None:
                    held = out.setdefault(e.who, [])
                    if not any(s.dispute.id == dispute.id and s.number == n for s in held):
                        held.append(Stand(dispute, n, account.says))
                    if e.statement:
                        lines.setdefault(e.who, e.statement)
    said = record.said(set(lines.values()))
    return out, {who: role for who, k in lines.items() if k in said and (role := said[k].role)}


def _office(actor: Actor) -> str | None:
    """The office last seen held."""
    if not actor.offices:
        return None
    last = max(actor.offices, key=lambda o: (o.until or o.since or "", o.title))
    return f"{last.title}, {last.of}" if last.of else last.title


def _by_day(entries: Sequence[Entry], said: Mapping[str, Statement], texts: Mapping[str, Article]) -> tuple[Day, ...]:
    """Entries under their days."""
    out = []
    for _, same in groupby(entries, key=lambda e: order(e.day)):
        group = list(same)
        day = group[0].day
        heading = in_words(day.rstrip("?~%")) if day and interval(day) else "Day not known"
        out.append(Day(heading, tuple(_one(e, said, texts) for e in group)))
    return tuple(out)


def _one(entry: Entry, said: Mapping[str, Statement], texts: Mapping[str, Article]) -> Told:
    place = entry.places[0]
    statement = said.get(place.evidence.statement or "")
    whole = statement is not None and (place.evidence.start, place.evidence.end) == (statement.start, statement.content[-1].end)
    words = statement.words if whole and statement is not None else place.evidence.text
    days = (
        f"said {in_words(entry.said)}" if entry.said and entry.said != entry.of else "",
        f"printed {in_words(entry.printed)}" if entry.printed else "",
    )
    role = statement.role if statement is not None and statement.who == entry.who else None
    return Told(entry, words, role, tuple(d for d in days if d))
