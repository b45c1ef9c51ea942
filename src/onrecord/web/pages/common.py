"""What pages share: how a page is answered, and the nouns beside a set of lines."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from fastapi import Request
from starlette.responses import HTMLResponse

from onrecord.model import Actor, Article, Evidence, Statement
from onrecord.store.retrieval import Retrieval
from onrecord.web.problems import Problem
from onrecord.web.room import Room
from onrecord.web.templating import page

FLASH = "onrecord_told"
"""Cookie that carries one sentence to the page after a change."""


def room(request: Request) -> Room:
    """The room of the app that serves the request."""
    found: Room = request.app.state.room
    return found


def show(request: Request, template: str, here: str = "", **told: Any) -> HTMLResponse:
    """A page."""
    return HTMLResponse(page(template, here=here, **told))


def missing(what: str, identity: str) -> Problem:
    """That nothing has this id."""
    return Problem(404, "Not here", f"No {what} in this record has the id {identity[:80]}.")


@dataclass(frozen=True, slots=True)
class Around:
    """The articles, statements and actors that lines of evidence name, by id."""

    articles: dict[str, Article]
    said: dict[str, Statement]
    actors: dict[str, Actor]

    @classmethod
    def of(cls, record: Retrieval, lines: Iterable[Evidence], actors: Iterable[str] = ()) -> Around:
        """What some lines name, and further actors."""
        told = list(lines)
        return cls(
            {a.id: a for a in record.articles({e.article for e in told})},
            record.said({e.statement for e in told if e.statement}),
            record.people({*(e.who for e in told if e.who), *actors}),
        )
