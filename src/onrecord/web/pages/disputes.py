"""A dispute: one column an account, each line with its words and the way to them."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from onrecord.check import Passage, silent
from onrecord.model import Actor, Article, Dispute, Evidence, Shift, Statement, Story
from onrecord.store import schema
from onrecord.store.retrieval import Retrieval
from onrecord.web.pages.common import Around, missing, room, show

router = APIRouter()


@dataclass(frozen=True, slots=True)
class View:
    """What the page shows. ``folds``: for each account the houses of the lines that rest on one source."""

    dispute: Dispute
    story: Story
    articles: dict[str, Article]
    said: dict[str, Statement]
    actors: dict[str, Actor]
    aside: tuple[Passage, ...]
    shifts: tuple[Shift, ...]
    folds: tuple[tuple[tuple[str, ...], ...], ...]

    def number(self, line: Evidence) -> int:
        """The number by which ``move`` and ``split`` know a line."""
        return [e for a in self.dispute.accounts for e in a.evidence].index(line) + 1


@router.get("/disputes/{identity}")
def dispute(request: Request, identity: str) -> HTMLResponse:
    """One dispute."""
    with room(request).reading() as record:
        found = record.found(schema.dispute, Dispute, identity)
        if found is None:
            raise missing("dispute", identity)
        return show(request, "dispute.html", "/disputes", view=view(record, found))


def view(record: Retrieval, dispute: Dispute) -> View:
    """A dispute with all that stands around it."""
    lines = [e for a in dispute.accounts for e in a.evidence]
    articles = sorted({e.article for e in lines})
    held = {e.statement for e in lines} - {None}
    quiet = silent(record.statements(articles), record.absences(articles), set(articles))
    aside = tuple(p for p in quiet if p.evidence.statement not in held)
    shifts = tuple(s for s in record.shifts([dispute.story]) if {s.earlier, s.later} & held)
    around = Around.of(record, [*lines, *(p.evidence for p in aside)], [s.who for s in shifts])
    story = record.found(schema.story, Story, dispute.story)
    assert story is not None
    return View(dispute, story, around.articles, around.said, around.actors, aside, shifts, tuple(() for _ in dispute.accounts))
