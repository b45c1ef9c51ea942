"""Disputes: the list, and one of them, one column an account, each line with its words and the way to them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from onrecord.check import Passage, silent
from onrecord.folding import Folds, folds
from onrecord.model import Actor, Article, Dispute, Evidence, Shift, Statement, Story
from onrecord.selection import LEAST, listed
from onrecord.store import schema
from onrecord.store.register import Register
from onrecord.store.retrieval import Retrieval
from onrecord.web.pages.common import Around, begin, missing, room, show
from onrecord.web.problems import Problem
from onrecord.web.templating import query

router = APIRouter()
SIZE = 20
"""Disputes on a page."""
LEVELS = ("conflict", "tension")
SURE = (("0", "any"), ("0.5", "0.5 and more"), ("0.7", "0.7 and more"), ("0.9", "0.9 and more"))
"""How sure the listed ones are to be."""


@dataclass(frozen=True, slots=True)
class Listing:
    """What the list shows. ``asked``: the filters as they were given."""

    disputes: tuple[Dispute, ...]
    stories: dict[str, Story]
    asked: dict[str, Any]
    least: float
    story: Story | None
    who: Actor | None
    preceding: str | None
    following: str | None


@dataclass(frozen=True, slots=True)
class View:
    """What the page shows. ``folds``: for each account how its lines fold into sources; ``others``: further disputes of the story."""

    dispute: Dispute
    story: Story
    articles: dict[str, Article]
    said: dict[str, Statement]
    actors: dict[str, Actor]
    aside: tuple[Passage, ...]
    shifts: tuple[Shift, ...]
    folds: tuple[Folds, ...]
    others: tuple[Dispute, ...]

    def number(self, line: Evidence) -> int:
        """The number by which ``move`` and ``split`` know a line."""
        return [e for a in self.dispute.accounts for e in a.evidence].index(line) + 1


@router.get("/disputes")
def disputes(
    request: Request, level: str = "", least: str = "", dismissed: str = "", story: str = "", who: str = "", after: int = 0
) -> HTMLResponse:
    """The disputes, the surest first."""
    asked = {"level": level if level in LEVELS else "", "least": least, "dismissed": dismissed, "story": story, "who": who}
    with room(request).reading() as record:
        return show(request, "disputes.html", "/disputes", view=listing(record, asked, begin(after)), levels=LEVELS, sure=SURE)


@router.get("/disputes/{identity}")
def dispute(request: Request, identity: str) -> HTMLResponse:
    """One dispute."""
    with room(request).reading() as record:
        found = record.found(schema.dispute, Dispute, identity)
        if found is None:
            raise missing("dispute", identity)
        return show(request, "dispute.html", "/disputes", view=view(record, found))


def listing(record: Retrieval, asked: dict[str, Any], after: int) -> Listing:
    """A page of the disputes that pass the filters.

    Raises:
        Problem: a filter names what is not there, or no number.
    """
    try:
        least = float(asked["least"] or LEAST)
        if not 0 <= least <= 1:
            raise ValueError
    except ValueError:
        raise Problem(400, "How sure?", f"{asked['least'][:40]} is no number from 0 to 1.") from None
    story = record.found(schema.story, Story, asked["story"]) if asked["story"] else None
    who = record.actor(asked["who"]) if asked["who"] else None
    if asked["story"] and story is None:
        raise missing("story", asked["story"])
    if asked["who"] and who is None:
        raise missing("person or body", asked["who"])
    found = Register(record).disputes(
        least,
        asked["level"] or None,
        bool(asked["dismissed"]),
        story.id if story else None,
        who.id if who else None,
        after,
        SIZE + 1,
    )
    shown = tuple(found[:SIZE])
    return Listing(
        shown,
        {s: x for s in {d.story for d in shown} if (x := record.found(schema.story, Story, s)) is not None},
        asked,
        least,
        story,
        who,
        f"/disputes?{query(asked, after=max(0, after - SIZE) or None)}" if after else None,
        f"/disputes?{query(asked, after=after + SIZE)}" if len(found) > SIZE else None,
    )


def view(record: Retrieval, dispute: Dispute) -> View:
    """A dispute with all that stands around it."""
    lines = [e for a in dispute.accounts for e in a.evidence]
    articles = sorted({e.article for e in lines})
    held = {e.statement for e in lines} - {None}
    quiet = silent(record.statements(articles), record.absences(articles), set(articles))
    aside = tuple(p for p in quiet if p.evidence.statement not in held)
    shifts = tuple(s for s in record.shifts([dispute.story]) if {s.earlier, s.later} & held)
    changed = record.said({k for s in shifts for k in (s.earlier, s.later)})
    around = Around.of(record, [*lines, *(p.evidence for p in aside), *(_line(s) for s in changed.values())], [s.who for s in shifts])
    story = record.found(schema.story, Story, dispute.story)
    assert story is not None
    others = tuple(d for d in record.disputes([story.id]) if d.id != dispute.id and listed(d, dismissed=True))
    return View(dispute, story, around.articles, around.said, around.actors, aside, shifts, folds(record, story, dispute), others)


def _line(statement: Statement) -> Evidence:
    """The first piece of a statement as a line."""
    first = statement.content[0]
    return Evidence(statement.article, statement.id, first.start, first.end, first.text, statement.who)
