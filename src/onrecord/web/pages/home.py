"""Home: the stories, the newest first, with how contested they are."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from onrecord.model import Dispute, Story
from onrecord.selection import listed
from onrecord.store.retrieval import Retrieval
from onrecord.web.pages.common import begin, room, show

router = APIRouter()
SIZE = 30
"""Stories on a page."""
QUESTIONS = 3
"""Disputes of a story that are named."""


@dataclass(frozen=True, slots=True)
class Row:
    """A story in the list."""

    story: Story
    first: str
    last: str
    outlets: int
    disputes: tuple[Dispute, ...]
    contested: int


@dataclass(frozen=True, slots=True)
class Home:
    """What the page shows."""

    rows: tuple[Row, ...]
    articles_held: int
    stories_held: int
    newest: str | None
    following: str | None


@router.get("/")
def home(request: Request, after: int = 0) -> HTMLResponse:
    """The stories."""
    with room(request).reading() as record:
        return show(request, "home.html", "/", view=_view(record, begin(after)))


def _view(record: Retrieval, after: int) -> Home:
    chosen, held = record.newest_stories(after, SIZE)
    disputes: dict[str, list[Dispute]] = {}
    for d in record.disputes([s.id for s, _, _, _ in chosen]):
        if listed(d):
            disputes.setdefault(d.story, []).append(d)
    rows = tuple(
        Row(
            s,
            (first or "no date")[:10],
            (last or "no date")[:10],
            outlets,
            tuple(disputes.get(s.id, ())[:QUESTIONS]),
            len(disputes.get(s.id, ())),
        )
        for s, first, last, outlets in chosen
    )
    newest = rows[0].last if rows and not after else None
    return Home(rows, record.count(), held, newest, f"/?after={after + SIZE}" if after + SIZE < held else None)
