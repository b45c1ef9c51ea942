"""An article: its text with the statements marked, furniture dimmed, and what of it a person can mend."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import HTMLResponse, Response

from onrecord.citation import flat
from onrecord.judgements.docket import Docket
from onrecord.model import Actor, ActorKind, Article, Statement, Story
from onrecord.store import schema
from onrecord.store.retrieval import Retrieval
from onrecord.web.marking import Segment, segments
from onrecord.web.pages.common import back, decider, missing, room, show
from onrecord.web.problems import Problem

router = APIRouter()
COLOURS = 6
"""Colours in which speakers are told apart."""


@dataclass(frozen=True, slots=True)
class View:
    """What the page shows. ``colours``: speaker -> its number among those of the article, those who say most first."""

    article: Article
    story: Story | None
    segments: tuple[Segment, ...]
    statements: tuple[Statement, ...]
    said: dict[str, Statement]
    actors: dict[str, Actor]
    colours: dict[str, int]
    chosen: Statement | None


@router.get("/articles/{identity}")
def article(request: Request, identity: str, at: str = "", statement: str = "") -> HTMLResponse:
    """One article; ``at`` START-END is marked, the statement of this id is shown with what can be mended."""
    with room(request).reading() as record:
        return show(request, "article.html", view=view(record, identity, _range(at), statement), kinds=list(ActorKind))


def _range(at: str) -> tuple[int, int] | None:
    start, dash, end = at.partition("-")
    return (int(start), int(end)) if dash and start.isdecimal() and end.isdecimal() and len(at) < 24 else None


def view(record: Retrieval, identity: str, at: tuple[int, int] | None, statement: str = "") -> View:
    """An article with its marks."""
    article, reading = record.article(identity), record.reading(identity)
    if article is None:
        raise missing("article", identity)
    said = record.statements([identity])
    chosen = next((s for s in said if s.id == statement), None)
    if chosen is not None and at is None:
        at = chosen.start, chosen.content[-1].end
    counts: dict[str, int] = {}
    for s in said:
        if s.who:
            counts[s.who] = counts.get(s.who, 0) + 1
    colours = {who: n % COLOURS + 1 for n, who in enumerate(sorted(counts, key=lambda w: (-counts[w], w)))}
    story = record.story_of([identity]).get(identity)
    return View(
        article,
        record.found(schema.story, Story, story) if story else None,
        tuple(segments(article.text, said, reading.furniture if reading else (), at)),
        tuple(said),
        {s.id: s for s in said},
        record.people(counts),
        colours,
        chosen,
    )


@router.post("/articles/{identity}/edit")
def edit(
    request: Request,
    identity: str,
    outlet: Annotated[str | None, Form()] = None,
    published: Annotated[str | None, Form()] = None,
    title: Annotated[str | None, Form()] = None,
    url: Annotated[str | None, Form()] = None,
    by: Annotated[str, Form()] = "",
    why: Annotated[str, Form()] = "",
) -> Response:
    """Corrects what was given with an article; a field that is sent empty is taken away, one that is not sent stays."""
    with room(request).reading() as record:
        held = record.article(identity)
    if held is None:
        raise missing("article", identity)
    sent = {"outlet": outlet, "published": published, "title": title, "url": url}
    shown = {name: flat(getattr(held, name) or "") for name in sent} | {"published": (held.published or "")[:10]}  # as the form shows them
    to = {name: value for name, value in sent.items() if value is not None and value.strip() != shown[name]}
    with room(request).writing() as record:
        number = Docket(record, by, why).edit(identity, to)
    told = "What was given with the article is corrected, and it was read again."
    return decider(back(f"/articles/{identity}", told, number), by)


@router.post("/statements/{identity}")
def correct(
    request: Request,
    identity: str,
    what: Annotated[str, Form()],
    by: Annotated[str, Form()] = "",
    why: Annotated[str, Form()] = "",
    speaker: Annotated[str, Form()] = "",
    kind: Annotated[ActorKind, Form()] = ActorKind.PERSON,
    words: Annotated[str, Form()] = "",
) -> Response:
    """Corrects a statement: its speaker, its words, or that it is none."""
    with room(request).reading() as record:
        held = record.said([identity]).get(identity)
    if held is None:
        raise missing("statement", identity)
    with room(request).writing() as record:
        docket = Docket(record, by, why)
        if what == "speaker":
            if not speaker.strip():
                raise Problem(400, "Who was it?", "Give a name, or say that it cannot be known.")
            number = docket.speaker(identity, speaker.strip(), kind)
        elif what == "nobody":
            number = docket.speaker(identity, None)
        elif what == "words":
            number = docket.bounds(identity, [w for w in words.replace("\r\n", "\n").split("\n…\n") if w.strip()])
        elif what == "none":
            number = docket.none(identity)
        else:
            raise Problem(400, "What is to be corrected?", "Choose the speaker, the words, or that it is no statement.")
    told = f"Judgement {number} is entered; it can be undone under Judgements."
    return decider(back(f"/articles/{held.article}", told, number), by)
