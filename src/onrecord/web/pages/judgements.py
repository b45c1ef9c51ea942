"""Judgements: what people decided, the newest first, with what was undone and what finds no words at present that it could hold on."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from onrecord.judgements.minutes import SHOWN, idling, told
from onrecord.judgements.rulings import on_dispute
from onrecord.judgements.states import on_pledge
from onrecord.model import Article, Judgement, Verdict
from onrecord.store.doubts import Doubts
from onrecord.store.retrieval import Retrieval
from onrecord.web.pages.common import room, show

router = APIRouter()
SIZE = 40
"""Judgements on a page."""
NAMES = {
    Verdict.SPEAKER: "speaker set",
    Verdict.BOUNDS: "words set",
    Verdict.NONE: "no statement",
    Verdict.SAID: "statement entered",
    Verdict.RENAME: "renamed",
    Verdict.MERGE: "merged",
    Verdict.SPLIT: "split",
    Verdict.CONFIRM: "confirmed",
    Verdict.DISMISS: "dismissed",
    Verdict.JOIN: "merged",
    Verdict.PART: "set apart",
    Verdict.MOVE: "moved",
    Verdict.STATE: "state set",
    Verdict.EDIT: "article edited",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A judgement in the list.

    Attributes:
        lines: what it is about and what was decided, in words.
        idle: why it does not apply at present; None where it does, or was undone.
        article: the first in whose words it stands; None where none is in the record.
        thing: the address of the dispute, request or commitment that it holds on.
    """

    judgement: Judgement
    name: str
    lines: tuple[str, ...]
    idle: str | None
    article: Article | None
    thing: str | None


@dataclass(frozen=True, slots=True)
class View:
    """What the page shows."""

    rows: tuple[Row, ...]
    following: str | None


@router.get("/judgements")
def judgements(request: Request, before: int | None = None) -> HTMLResponse:
    """The list; ``before`` a judgement's number."""
    with room(request).reading() as record:
        return show(request, "judgements.html", "/judgements", view=_view(record, before))


def _view(record: Retrieval, before: int | None) -> View:
    found = Doubts(record).judgements(before, SIZE + 1)
    shown = found[:SIZE]
    held = _held(record, shown)
    articles = {a.id: a for a in record.articles({j.anchors[0].article for j in shown if j.anchors})}
    rows = []
    for j in shown:
        rules = on_dispute(j) or on_pledge(j)
        idle = idling(j) if rules and j.undone is None and j.id not in held else None
        article = articles.get(j.anchors[0].article) if j.anchors else None
        lines = tuple(line for line in told(j) if not line.startswith("because "))
        rows.append(Row(j, NAMES.get(j.kind, SHOWN.get(j.kind, j.kind.value)), lines, idle, article, held.get(j.id)))
    return View(tuple(rows), f"/judgements?before={shown[-1].id}" if len(found) > SIZE else None)


def _held(record: Retrieval, shown: list[Judgement]) -> dict[int, str]:
    """Judgement -> the address of the thing on which it holds, of those that rule on one."""
    rulings = [j for j in shown if on_dispute(j) or on_pledge(j)]
    stories = set(record.story_of({a.article for j in rulings for a in j.anchors}).values())
    out: dict[int, str] = {}
    for noun, things in (("disputes", record.disputes), ("requests", record.requests), ("commitments", record.commitments)):
        for thing in things(stories):
            out |= dict.fromkeys(thing.judgements, f"/{noun}/{thing.id}")
    return out
