"""Checking: a claim put to the record, with who supports it, who contradicts it and in which slot, and who takes no side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from onrecord.check import Check, Passage, check
from onrecord.errors import OnRecordError, RecordError, UsageError
from onrecord.model import Actor, Article, Dispute, Statement
from onrecord.store import schema
from onrecord.store.retrieval import Retrieval
from onrecord.web.pages.common import Around, room, show

router = APIRouter()
SHOWN = 25
"""Passages of a side that are shown unless all are asked for."""
SIDES = (("supports", "Support it"), ("contradicts", "Contradict it"), ("neither", "Take no side, in the same coverage"))


@dataclass(frozen=True, slots=True)
class Side:
    """Those who say one thing of the claim. ``holders``: how many they are; ``more``: passages that are not shown."""

    name: str
    title: str
    passages: tuple[Passage, ...]
    holders: int
    more: int


@dataclass(frozen=True, slots=True)
class View:
    """What the page shows. ``trouble``: why nothing could be checked; ``questions``: dispute -> its question."""

    claim: str
    story: str
    sides: tuple[Side, ...]
    note: str | None
    trouble: str | None
    articles: dict[str, Article]
    said: dict[str, Statement]
    actors: dict[str, Actor]
    questions: dict[str, str]
    every: bool = False

    @property
    def empty(self) -> bool:
        """Whether nothing in the record speaks of it."""
        return not any(s.passages for s in self.sides)


@router.get("/check")
def checking(request: Request, q: str = "", story: str = "", every: str = "") -> HTMLResponse:
    """The form; with ``q``, a claim, what the record has on it; ``every``: all passages of each side."""
    claim, within = " ".join(q.split()), story.strip()
    if not claim:
        return show(request, "check.html", "/check", view=View("", within, (), None, None, {}, {}, {}, {}))
    with room(request).reading() as record:
        try:
            view = _view(record, check(record, claim, within or None), within, bool(every))
        except (UsageError, RecordError) as error:
            view = View(claim, within, (), None, _told(error), {}, {}, {}, {})
    answer = show(request, "check.html", "/check", view=view)
    answer.status_code = 400 if view.trouble else 200
    return answer


def _told(error: OnRecordError) -> str:
    """An error as the command tells it, without the names of the command's options."""
    told = str(error).replace("--story ", "story ").replace("; see `onrecord stories`", "; the list of stories has them")
    return f"{told[:1].upper()}{told[1:]}."


def _view(record: Retrieval, found: Check, story: str, every: bool) -> View:
    sides = []
    for name, title in SIDES:
        passages: Sequence[Passage] = getattr(found, name)
        shown = tuple(passages if every else passages[:SHOWN])
        sides.append(Side(name, title, shown, len({p.evidence.who or p.evidence.article for p in passages}), len(passages) - len(shown)))
    told = [p for s in sides for p in s.passages]
    around = Around.of(record, [p.evidence for p in told])
    named = sorted({p.dispute for p in told if p.dispute})
    disputes = [d for k in named if (d := record.found(schema.dispute, Dispute, k)) is not None]
    questions = {d.id: d.question for d in disputes}
    return View(found.claim, story, tuple(sides), found.note, None, around.articles, around.said, around.actors, questions, every)
