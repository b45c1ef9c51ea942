"""Review: a queue of what is least certain, one card at a time, with what can be decided about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import HTMLResponse, Response

from onrecord.agenda import Agenda, Doubt, Kind, agenda
from onrecord.judgements.states import told_by
from onrecord.model import Actor, ActorKind, Article, Commitment, Dispute, Evidence, Statement, Story
from onrecord.model import Request as Asked
from onrecord.store import schema
from onrecord.store.doubts import Doubts
from onrecord.store.retrieval import Retrieval
from onrecord.web.pages.common import Around, back, room, show
from onrecord.web.pages.rulings import onward
from onrecord.web.templating import query

router = APIRouter()
SKIPPED = "onrecord_skipped"
"""Cookie of the session that holds the keys of what a visitor passed over."""
KEPT = 300
"""Keys that it holds, the last ones."""
BEFORE, AFTER = 4, 16
"""Of the queue, how much is shown before and after the card."""
LINES = 4
"""Lines of an account, statements of a person, that a card shows."""
AROUND = 220
"""Characters of an article that are shown on each side of a statement."""


@dataclass(frozen=True, slots=True)
class Card:
    """What the words are that matter, and what can be decided. Of ``dispute``, ``pledge`` and ``statement`` one stands, or ``people`` do.

    Attributes:
        people: the one in question first, then those whom it may be; ``sayings``: what each said, the first few.
        before, after: the article around the statement.
        candidates: who is named in its article.
        last: number of the line on which the last step of the pledge stands.
    """

    doubt: Doubt
    articles: dict[str, Article]
    said: dict[str, Statement]
    actors: dict[str, Actor]
    dispute: Dispute | None = None
    pledge: Asked | Commitment | None = None
    statement: Statement | None = None
    people: tuple[Actor, ...] = ()
    sayings: tuple[tuple[Evidence, ...], ...] = ()
    before: str = ""
    after: str = ""
    candidates: tuple[Actor, ...] = ()
    last: int = 0

    @property
    def noun(self) -> str:
        """The word of the address under which the pledge stands."""
        return "requests" if isinstance(self.pledge, Asked) else "commitments"


@dataclass(frozen=True, slots=True)
class View:
    """What the page shows.

    Attributes:
        queue: what stands open and was not skipped, as far as it is shown; ``place``: of the card in all of it, from 1.
        following, preceding: addresses of the cards beside it; ``onward``: where a decision leads.
        further: the address at which older stories are looked through, None where there are none.
        given: the filters.
    """

    card: Card | None
    queue: tuple[tuple[Doubt, str], ...]
    place: int
    open: int
    skipped: int
    following: str | None
    preceding: str | None
    onward: str
    further: str | None
    looked: tuple[int, int, int]
    story: Story | None
    given: dict[str, str]


@router.get("/review")
def review(request: Request, kind: str = "", story: str = "", at: str = "", after: int = 0) -> HTMLResponse:
    """The queue: ``kind`` of doubts, only in a ``story``, the card ``at`` a key; ``after`` so many of the newest stories."""
    chosen = [k for k in Kind if k == kind] or list(Kind)
    given = {"kind": kind if len(chosen) == 1 else "", "story": story, "after": str(max(0, after)) if after > 0 else ""}
    passed = skipped(request)
    with room(request).reading() as record:
        held = record.found(schema.story, Story, story) if story else None
        found = agenda(record, chosen, held.id if held else None, max(0, after))
        return show(
            request, "review.html", "/review", view=_view(record, found, held, given, at, passed), kinds=list(Kind), sorts=list(ActorKind)
        )


def skipped(request: Request) -> list[str]:
    """Keys of what the visitor passed over."""
    return [k for k in request.cookies.get(SKIPPED, "").split(".") if k.isalnum()]


def _view(record: Retrieval, found: Agenda, story: Story | None, given: dict[str, str], at: str, passed: list[str]) -> View:
    def address(key: str | None) -> str:
        asked = query(given, at=key or "")
        return f"/review?{asked}" if asked else "/review"

    left = [d for d in found.doubts if d.key not in passed]
    place = next((n for n, d in enumerate(left) if d.key == at), 0)
    card, dropped = None, set[str]()
    while left and card is None:  # what cannot be shown any more is left out
        card = _card(record, left[place])
        if card is None:
            dropped.add(left.pop(place).key)
            place = min(place, max(0, len(left) - 1))
    following = left[place + 1].key if place + 1 < len(left) else None
    first = int(given["after"] or 0)
    reach = first + found.looked
    further = f"/review?{query(given, after=reach)}" if story is None and reach < found.stories else None
    shown = tuple((d, address(d.key)) for d in left[max(0, place - BEFORE) : place + AFTER + 1])
    return View(
        card,
        shown,
        place + 1 if card else 0,
        len(left),
        sum(d.key in passed for d in found.doubts),
        address(following) if following else None,
        address(left[place - 1].key) if card and place else None,
        address(following),
        further,
        (first, reach, found.stories),
        story,
        given,
    )


def _card(record: Retrieval, doubt: Doubt) -> Card | None:
    """A doubt with its words; None where what it is about is no more."""
    if doubt.kind is Kind.DISPUTE:
        dispute = record.found(schema.dispute, Dispute, doubt.things[0])
        if dispute is None:
            return None
        around = Around.of(record, [e for a in dispute.accounts for e in a.evidence[:LINES]])
        return Card(doubt, around.articles, around.said, around.actors, dispute=dispute)
    if doubt.kind is Kind.STATE:
        pledge = record.found(schema.request, Asked, doubt.things[0]) or record.found(schema.commitment, Commitment, doubt.things[0])
        return _settled(record, doubt, pledge) if pledge is not None else None
    if doubt.kind is Kind.SPEAKER:
        statement = record.said(doubt.things).get(doubt.things[0])
        return _unfound(record, doubt, statement) if statement is not None else None
    return _people(record, doubt)


def _settled(record: Retrieval, doubt: Doubt, pledge: Asked | Commitment) -> Card:
    last = pledge.history[-1]
    lines = told_by(pledge)
    people = [pledge.by, last.by, *(pledge.to if isinstance(pledge, Asked) else ())]
    around = Around.of(record, [*pledge.evidence[:LINES], last.evidence], [p for p in people if p])
    place = next(
        n for n, e in enumerate(lines, 1) if (e.article, e.start, e.end) == (last.evidence.article, last.evidence.start, last.evidence.end)
    )
    return Card(doubt, around.articles, around.said, around.actors, pledge=pledge, last=place)


def _unfound(record: Retrieval, doubt: Doubt, statement: Statement) -> Card:
    line = Evidence(statement.article, statement.id, statement.start, statement.content[-1].end, statement.words, statement.who)
    around = Around.of(record, [line])
    text, end = around.articles[statement.article].text, statement.content[-1].end
    return Card(
        doubt,
        around.articles,
        around.said,
        around.actors,
        statement=statement,
        before=text[max(0, statement.start - AROUND) : statement.start],
        after=text[end : end + AROUND],
        candidates=tuple(Doubts(record).named_in(statement.article)),
    )


def _people(record: Retrieval, doubt: Doubt) -> Card | None:
    known = record.people(doubt.things)
    people = tuple(known[k] for k in doubt.things if k in known)
    if not people or people[0].id != doubt.things[0]:
        return None
    shown = 6 * LINES if len(people) == 1 else LINES
    sayings = tuple(tuple(_line(s) for s in Doubts(record).sayings(a.id, shown)) for a in people)
    around = Around.of(record, [e for some in sayings for e in some], doubt.things)
    return Card(doubt, around.articles, around.said, around.actors, people=people, sayings=sayings)


def _line(statement: Statement) -> Evidence:
    first = statement.content[0]
    return Evidence(statement.article, statement.id, first.start, first.end, first.text, statement.who)


@router.post("/review/skip")
def skip(request: Request, key: Annotated[str, Form()] = "", then: Annotated[str, Form()] = "") -> Response:
    """Passes a card over, for this session; without a key shows again what was passed over."""
    passed = [k for k in skipped(request) if k != key]
    kept = [*passed, key][-KEPT:] if key.isalnum() and len(key) < 20 else []
    response = back(onward(then, "/review"), "Passed over until you close the browser." if kept else "What was passed over is shown again.")
    response.set_cookie(SKIPPED, ".".join(kept), httponly=True, samesite="strict")
    return response
