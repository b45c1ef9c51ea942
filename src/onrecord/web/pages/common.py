"""What pages share: how a page is answered, and the nouns beside a set of lines."""

from __future__ import annotations

import getpass
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, unquote

from fastapi import Request
from starlette.responses import HTMLResponse, Response

from onrecord.citation import flat
from onrecord.model import Actor, Article, Evidence, Statement
from onrecord.store.retrieval import Retrieval
from onrecord.web.problems import Problem
from onrecord.web.room import Room
from onrecord.web.templating import page

FLASH = "onrecord_told"
"""Cookie that carries one sentence to the page after a change."""
UNDO = "onrecord_undo"
"""Cookie that carries beside it the number of the judgement that was entered, so that it can be taken back at once."""
BY = "onrecord_by"
"""Cookie that remembers the name under which a visitor decides."""


def room(request: Request) -> Room:
    """The room of the app that serves the request."""
    found: Room = request.app.state.room
    return found


def show(request: Request, template: str, here: str = "", **told: Any) -> HTMLResponse:
    """A page; with it what is to be told after a change, once, and the name under which the visitor decides."""
    flash = flat(unquote(request.cookies.get(FLASH, "")))
    by = flat(unquote(request.cookies.get(BY, ""))) or login()
    undo = request.cookies.get(UNDO, "") if flash else ""
    told = {"request_path": request.url.path, "undo": undo if undo.isdecimal() else "", **told}
    answer = HTMLResponse(page(template, here=here, told=flash, by=by, **told))
    if flash:
        answer.delete_cookie(FLASH)
        answer.delete_cookie(UNDO)
    return answer


def login() -> str:
    """The login name of whoever serves; empty where there is none."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""


def back(address: str, told: str, undo: int | None = None) -> Response:
    """Sends a visitor on to a page after a change, which tells what was done and offers to undo the judgement of this number."""
    response = Response(status_code=303, headers={"Location": quote(address, safe="/?=&#%-")})
    response.set_cookie(FLASH, quote(told), httponly=True, samesite="strict", max_age=60)
    if undo is None:
        response.delete_cookie(UNDO)
    else:
        response.set_cookie(UNDO, str(undo), httponly=True, samesite="strict", max_age=60)
    return response


def decider(response: Response, by: str) -> Response:
    """Remembers the name under which a visitor decides."""
    if by.strip():
        response.set_cookie(BY, quote(by.strip()[:200]), httponly=True, samesite="strict", max_age=31_536_000)
    return response


def begin(after: int) -> int:
    """How many of a list to leave out: what an address asks for, within what a store can count."""
    return min(max(0, after), 1_000_000_000)


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
