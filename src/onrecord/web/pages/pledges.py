"""Requests and commitments: the lists, and one of them with its whole history, as they stood on a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from fastapi import APIRouter
from fastapi import Request as Asked
from starlette.responses import HTMLResponse

from onrecord.citation import many
from onrecord.errors import UsageError
from onrecord.judgements.states import told_by
from onrecord.model import Actor, Article, Commitment, Evidence, Request, Statement, Step, Story
from onrecord.standing import FINAL, Pledge, Standing, known, standing
from onrecord.store import schema
from onrecord.store.register import Cover, Register
from onrecord.store.retrieval import Retrieval
from onrecord.web.pages.common import Around, begin, missing, room, show
from onrecord.web.templating import query

router = APIRouter()
SIZE = 25
"""Requests or commitments on a page."""
AT_ONCE, LOOKED = 40, 200
"""Rows that are fetched at once, and that are looked through for a page; a filter that fits few of them gives a shorter page, and the next goes on from there."""


@dataclass(frozen=True, slots=True)
class Row:
    """A request or a commitment with where it stands."""

    pledge: Request | Commitment
    where: Standing

    @property
    def what(self) -> str:
        """What is asked for or undertaken, in the text's words."""
        return self.pledge.of if isinstance(self.pledge, Request) else self.pledge.what

    @property
    def address(self) -> str:
        """Where its page is, before the id."""
        return "/requests/" if isinstance(self.pledge, Request) else "/commitments/"

    @property
    def last(self) -> Step | None:
        """The step by which it stands as it does."""
        return next((s for s in reversed(self.pledge.history) if s.state == self.where.state), None)

    @property
    def apart(self) -> bool:
        """Whether those asked stand otherwise than one another."""
        return len(set(self.where.by.values())) > 1

    @property
    def due(self) -> str:
        """In how many days it is due, or for how many it is overdue; empty where it has no such day or is closed."""
        days = self.where.due_in_days
        if days is None:
            return ""
        if days < 0:
            return f"overdue by {many(-days, 'day')}"
        return f"due in {many(days, 'day')}" if days else "due today"


@dataclass(frozen=True, slots=True)
class Listing:
    """What a list shows. ``asked``: the filters as they were given; ``today``: nothing is left out for having come later; ``restart``: the first page."""

    rows: tuple[Row, ...]
    actors: dict[str, Actor]
    stories: dict[str, Story]
    asked: dict[str, Any]
    who: Actor | None
    story: Story | None
    as_of: date
    today: bool
    restart: str | None
    following: str | None


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody asked, or who undertook: the state with it, and the step that tells."""

    actor: Actor | None
    state: str
    settled: bool
    step: Step | None


@dataclass(frozen=True, slots=True)
class View:
    """What the page of one shows. ``lines``: its evidence and that of its steps, numbered as ``state --line`` knows them."""

    row: Row
    story: Story | None
    articles: dict[str, Article]
    said: dict[str, Statement]
    actors: dict[str, Actor]
    lines: tuple[Evidence, ...]
    parties: tuple[Party, ...]
    today: bool
    later: int

    def number(self, line: Evidence) -> int:
        """The number of a line."""
        return next(n for n, e in enumerate(self.lines, 1) if (e.article, e.start, e.end) == (line.article, line.start, line.end))


@router.get("/requests")
def requests(
    request: Asked, open: str = "", as_of: str = "", dismissed: str = "", about: str = "", who: str = "", story: str = "", after: int = 0
) -> HTMLResponse:
    """Who asked whom for what, and what became of it."""
    asked = {"open": open, "as_of": as_of, "dismissed": dismissed, "about": about[:400], "who": who, "story": story}
    with room(request).reading() as record:
        return show(request, "requests.html", "/requests", view=_listing(record, Request, "/requests", asked, begin(after)))


@router.get("/commitments")
def commitments(
    request: Asked,
    open: str = "",
    overdue: str = "",
    as_of: str = "",
    dismissed: str = "",
    about: str = "",
    who: str = "",
    story: str = "",
    after: int = 0,
) -> HTMLResponse:
    """Who undertook what by when, and what became of it."""
    asked = {"open": open, "overdue": overdue, "as_of": as_of, "dismissed": dismissed, "about": about[:400], "who": who, "story": story}
    with room(request).reading() as record:
        return show(request, "commitments.html", "/commitments", view=_listing(record, Commitment, "/commitments", asked, begin(after)))


@router.get("/requests/{identity}")
def one_request(request: Asked, identity: str, as_of: str = "") -> HTMLResponse:
    """A request, whole."""
    with room(request).reading() as record:
        found = record.found(schema.request, Request, identity)
        if found is None:
            raise missing("request", identity)
        return show(request, "pledge.html", "/requests", view=_whole(record, found, as_of))


@router.get("/commitments/{identity}")
def one_commitment(request: Asked, identity: str, as_of: str = "") -> HTMLResponse:
    """A commitment, whole."""
    with room(request).reading() as record:
        found = record.found(schema.commitment, Commitment, identity)
        if found is None:
            raise missing("commitment", identity)
        return show(request, "pledge.html", "/commitments", view=_whole(record, found, as_of))


def day_asked(as_of: str) -> date:
    """The day of a field, today where it is empty.

    Raises:
        UsageError: it is no day of the calendar.
    """
    if not as_of.strip():
        return date.today()
    try:
        return date.fromisoformat(as_of.strip())
    except ValueError:
        raise UsageError(f"as of {as_of[:40]}: that is no day of the calendar; write it as 2014-10-05") from None


def rows(record: Retrieval, pledges: Iterable[Request | Commitment], as_of: date | None = None) -> tuple[Row, ...]:
    """Requests or commitments with where they stand on a day, today by default."""
    some = list(pledges)
    above = _sides(record, some)
    return tuple(Row(p, standing(p, as_of or date.today(), above)) for p in some)


def people(found: Iterable[Row]) -> set[str]:
    """Ids of those whom rows name."""
    out: set[str | None] = set()
    for row in found:
        out |= {row.pledge.by, *(row.pledge.to if isinstance(row.pledge, Request) else ()), *(s.by for s in row.pledge.history)}
    return {who for who in out if who}


def _sides(record: Retrieval, pledges: Iterable[Request | Commitment]) -> dict[str, str]:
    """Actor -> whom it speaks for, else is a part of, for those whose doing the steps are and those above them."""
    wanted = {s.by for p in pledges for s in p.history if s.by}
    out: dict[str, str] = {}
    known_already: set[str] = set()
    while wanted:
        known_already |= wanted
        found = record.people(wanted).values()
        out |= {a.id: side for a in found if (side := a.speaks_for or a.part_of)}
        wanted = set(out.values()) - known_already
    return out


def _printed(register: Register, pledges: Iterable[Request | Commitment]) -> Mapping[str, str | None]:
    covers: dict[str, Cover] = register.covers({e.article for p in pledges for e in told_by(p)})
    return {k: c.published for k, c in covers.items()}


def _listing(record: Retrieval, kind: type[Pledge], address: str, asked: dict[str, Any], after: int) -> Listing:
    register, as_of, then = Register(record), day_asked(asked["as_of"]), bool(asked["as_of"].strip())
    late = bool(asked.get("overdue"))
    out: list[Row] = []
    looked, following = 0, None
    while looked < LOOKED and following is None:
        batch = register.pledges(
            kind,
            is_open=(bool(asked["open"]) or late) and not then,
            due=late,
            dismissed=bool(asked["dismissed"]),
            story=asked["story"] or None,
            who=asked["who"] or None,
            about=asked["about"].strip(),
            after=after + looked,
            size=AT_ONCE + 1,
        )
        printed = _printed(register, batch) if then else {}
        seen = [known(p, as_of, printed) if then else p for p in batch[:AT_ONCE]]
        held = {row.pledge.id: row for row in rows(record, [p for p in seen if p is not None], as_of)}
        for n, pledge in enumerate(batch[:AT_ONCE], 1):
            row = held.get(pledge.id)
            if row is not None and (row.where.open or not asked["open"]) and (row.where.overdue or not late):
                out.append(row)
            if len(out) == SIZE and n < len(batch):
                following = after + looked + n
                break
        looked += AT_ONCE
        if len(batch) <= AT_ONCE:
            break
    else:
        following = following if following is not None else after + looked
    who = record.actor(asked["who"]) if asked["who"] else None
    stories = {s: found for s in {r.pledge.story for r in out} if (found := record.found(schema.story, Story, s)) is not None}
    story = stories.get(asked["story"]) or (record.found(schema.story, Story, asked["story"]) if asked["story"] else None)
    return Listing(
        tuple(out),
        record.people(people(out)),
        stories,
        asked,
        who,
        story,
        as_of,
        not then,
        f"{address}?{query(asked)}" if after else None,
        f"{address}?{query(asked, after=following)}" if following is not None else None,
    )


def _whole(record: Retrieval, pledge: Pledge, as_of: str) -> View:
    day, then = day_asked(as_of), bool(as_of.strip())
    lines = tuple(told_by(pledge))
    around = Around.of(record, lines, people([Row(pledge, standing(pledge, day))]))
    told = known(pledge, day, {k: a.published for k, a in around.articles.items()}) if then else pledge
    shown = told if told is not None else replace(pledge, history=(), evidence=())
    row = rows(record, [shown], day)[0]
    parties = tuple(Party(around.actors.get(who), state, state in FINAL, _of(shown, who, state)) for who, state in row.where.by.items())
    return View(
        row,
        record.found(schema.story, Story, pledge.story),
        around.articles,
        around.said,
        around.actors,
        lines,
        parties,
        not then,
        len(pledge.history) - len(shown.history),
    )


def _of(pledge: Request | Commitment, who: str, state: str) -> Step | None:
    """The step that brought somebody into a state: one's own, else the last."""
    mine = [s for s in pledge.history if s.state == state]
    return next((s for s in reversed(mine) if s.by == who), mine[-1] if mine else None)
