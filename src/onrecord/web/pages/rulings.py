"""Deciding: what a person says of disputes, people, requests, commitments and speakers, entered in the docket and taken back again.

Every route takes ``by`` (who decides), ``why`` and ``then``, the page of ours to go on to; it answers with that page, which tells what was
done and offers to undo it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from onrecord.judgements.docket import Docket
from onrecord.judgements.followup import Told
from onrecord.model import ActorKind, Commitment, Dispute
from onrecord.model import Request as Asked
from onrecord.store import schema
from onrecord.store.doubts import Doubts
from onrecord.web.pages.common import back, decider, missing, room
from onrecord.web.problems import Problem

router = APIRouter()
Word = Annotated[str, Form()]
Numbers = Annotated[list[int] | None, Form()]
Words = Annotated[list[str] | None, Form()]
CONFIRMS = "/confirm"


def onward(then: str, otherwise: str) -> str:
    """The page to go on to: ``then`` where it is an address of ours, else the other."""
    ours = then[:1] == "/" and then[1:2] not in ("/", "\\") and then.isprintable() and len(then) < 2000
    return then if ours else otherwise


def decided(request: Request, by: str, why: str, decide: Callable[[Docket], int]) -> int:
    """Enters what is decided. Returns the judgement's number.

    Raises:
        Problem: nobody gave a name.
        UsageError, RecordError: as the docket does.
    """
    if not by.strip():
        raise Problem(400, "Who decides?", "Give your name; it is kept with the judgement, so that others can ask you.")
    with room(request).writing() as record:
        return decide(Docket(record, by.strip()[:200], why.strip()[:1000]))


def _done(then: str, by: str, number: int, told: str) -> Response:
    return decider(back(then, f"{told} Judgement {number}.", number), by)


def _lines(lines: list[int] | None) -> list[int]:
    if not lines:
        raise Problem(400, "Which lines?", "Tick the lines that are meant, then press the button again.")
    return lines


def _given(words: str, title: str, told: str) -> str:
    if not words.strip():
        raise Problem(400, title, told)
    return words.strip()


def _line(words: str) -> str | None:
    """Words of a field as one line; None where it was left empty."""
    return " ".join(words.split())[:1000] or None


# -- disputes


def _dispute(request: Request, identity: str) -> Dispute:
    with room(request).reading() as record:
        found = record.found(schema.dispute, Dispute, identity)
    if found is None:
        raise missing("dispute", identity)
    return found


def _at(then: str, *path: str) -> str:
    """The page to go on to: the one asked for, else the one at this path."""
    return onward(then, "".join(f"/{quote(piece, safe='')}" for piece in path))


@router.post("/disputes/{identity}/move")
def move(request: Request, identity: str, line: Numbers = None, to: Word = "", by: Word = "", why: Word = "", then: Word = "") -> Response:
    """Puts lines, numbered from 1 over all accounts, under another account (``to`` is its number), or ``out``."""
    _dispute(request, identity)
    lines = _lines(line)
    if to != "out" and not to.isdecimal():
        raise Problem(400, "Where to?", "Choose the account under which the lines belong, or that they belong to none.")
    number = decided(request, by, why, lambda d: d.move(identity, lines, None if to == "out" else int(to)))
    told = "Taken out of the dispute." if to == "out" else f"Under account {to} now."
    return _done(_at(then, "disputes", identity), by, number, told)


@router.post("/disputes/{identity}/split")
def split(
    request: Request,
    identity: str,
    line: Numbers = None,
    says: Word = "",
    question: Word = "",
    by: Word = "",
    why: Word = "",
    then: Word = "",
) -> Response:
    """Sets lines apart: those of one account become an account, those of several a dispute of their own."""
    _dispute(request, identity)
    lines = _lines(line)
    number = decided(request, by, why, lambda d: d.part(identity, lines, _line(says), _line(question)))
    return _done(_at(then, "disputes", identity), by, number, "The lines stand apart now.")


@router.post("/disputes/{identity}/merge")
def join(
    request: Request,
    identity: str,
    other: Word = "",
    account: Numbers = None,
    what: Word = "",
    by: Word = "",
    why: Word = "",
    then: Word = "",
) -> Response:
    """Makes accounts of it one (``account``, two numbers or more), or it and another dispute; ``what`` says which where both are given."""
    _dispute(request, identity)
    if what == "accounts" and not account:
        raise Problem(400, "Which accounts?", "Tick the accounts that are one, then press the button again.")
    if account and what != "disputes":
        number = decided(request, by, why, lambda d: d.join_accounts(identity, account))
        return _done(_at(then, "disputes", identity), by, number, f"{len(set(account))} accounts are one now.")
    second = _given(other, "Merge with what?", "Choose the other dispute, or tick two accounts that are one.")
    number = decided(request, by, why, lambda d: d.join_disputes([identity, second]))
    return _done(_at(then, "disputes", identity), by, number, "The two disputes are one now.")


@router.post("/disputes/{identity}/confirm")
@router.post("/disputes/{identity}/dismiss")
def rule(request: Request, identity: str, by: Word = "", why: Word = "", then: Word = "") -> Response:
    """That it is a dispute, or that it is none."""
    _dispute(request, identity)
    if confirms := request.url.path.endswith(CONFIRMS):
        told = "Confirmed: it is a dispute."
    else:
        told = "Dismissed: it is no dispute, and listings leave it out."
    number = decided(request, by, why, lambda d: d.confirm(identity) if confirms else d.dismiss(identity))
    return _done(_at(then, "disputes", identity), by, number, told)


# -- people


def _followed(request: Request, identity: str) -> tuple[str, str] | None:
    """An entity by which an actor is found again after its id has changed."""
    with room(request).reading() as record:
        if record.actor(identity) is None:
            raise missing("person", identity)
        return Doubts(record).part_played(identity)


def _person(request: Request, before: tuple[str, str] | None, then: str) -> str:
    with room(request).reading() as record:
        now = Doubts(record).played_by(*before) if before else None
    return _at(then, "people", now) if now else onward(then, "/people")


@router.post("/people/{identity}/merge")
def merge(request: Request, identity: str, other: Words = None, by: Word = "", why: Word = "", then: Word = "") -> Response:
    """Says that it is one with others, each an id or a name."""
    before = _followed(request, identity)
    others = [o.strip() for o in other or () if o.strip()]
    if not others:
        raise Problem(400, "Merge with whom?", "Give the name or the id of the other; People lists them.")
    number = decided(request, by, why, lambda d: d.merge([identity, *others]))
    return _done(_person(request, before, then), by, number, f"{1 + len(others)} are one now.")


@router.post("/people/{identity}/split")
def part(request: Request, identity: str, statement: Words = None, by: Word = "", why: Word = "", then: Word = "") -> Response:
    """Says that statements are somebody else's."""
    before = _followed(request, identity)
    if not statement:
        raise Problem(400, "Which statements?", "Tick the statements that are somebody else's, then press the button again.")
    number = decided(request, by, why, lambda d: d.split(identity, statement))
    return _done(_person(request, before, then), by, number, "Those who said it are somebody else now.")


@router.post("/people/{identity}/rename")
def rename(request: Request, identity: str, name: Word = "", by: Word = "", why: Word = "", then: Word = "") -> Response:
    """Gives it a name."""
    before = _followed(request, identity)
    called = _given(name, "Which name?", "Give the name by which it is to be called.")[:200]
    number = decided(request, by, why, lambda d: d.rename(identity, called))
    return _done(_person(request, before, then), by, number, "Renamed.")


# -- requests and commitments


def _pledge(request: Request, identity: str) -> str:
    """The word of the address under which a request or a commitment stands."""
    noun = request.url.path.split("/")[1]
    with room(request).reading() as record:
        found = (
            record.found(schema.request, Asked, identity) if noun == "requests" else record.found(schema.commitment, Commitment, identity)
        )
    if found is None:
        raise missing(noun.removesuffix("s"), identity)
    return noun


@router.post("/requests/{identity}/confirm")
@router.post("/requests/{identity}/dismiss")
@router.post("/commitments/{identity}/confirm")
@router.post("/commitments/{identity}/dismiss")
def rule_pledge(request: Request, identity: str, by: Word = "", why: Word = "", then: Word = "") -> Response:
    """That it was asked or promised, or that it was not."""
    noun = _pledge(request, identity)
    what = "asked" if noun == "requests" else "promised"
    if confirms := request.url.path.endswith(CONFIRMS):
        told = f"Confirmed: it was {what}."
    else:
        told = f"Dismissed: it was not {what}, and listings leave it out."
    number = decided(request, by, why, lambda d: d.confirm(identity) if confirms else d.dismiss(identity))
    return _done(_at(then, noun, identity), by, number, told)


@router.post("/requests/{identity}/state")
@router.post("/commitments/{identity}/state")
def state(
    request: Request,
    identity: str,
    state: Word = "",
    on: Word = "",
    whom: Word = "",
    line: Word = "",
    article: Word = "",
    words: Word = "",
    due: Word = "",
    untrue: Word = "",
    by: Word = "",
    why: Word = "",
    then: Word = "",
) -> Response:
    """Where it stands, on a line of its own by its number or on words of an article of its story; that it does not stand so; when it is due."""
    noun = _pledge(request, identity)
    if not state.strip() and not due.strip():
        raise Problem(400, "Which state?", "Choose the state, or give the day due.")
    if line.strip() and not line.strip().isdecimal():
        raise Problem(400, "Which line?", "Choose one of the numbered lines.")
    if state.strip() and not untrue and not line.strip() and not (article.strip() and words.strip()):
        raise Problem(
            400, "On which words?", "A state needs its words: choose a line, or give an article and the words as they stand in it."
        )
    given = Told(
        _line(state),
        _line(on),
        _line(whom),
        int(line) if line.strip() else None,
        _line(article),
        words.replace("\r\n", "\n").strip("\n") or None,
        _line(due),
        bool(untrue),
    )
    number = decided(request, by, why, lambda d: d.state(identity, given))
    told = "The step is taken away." if untrue else "The state is set." if given.state else "The day due is set."
    return _done(_at(then, noun, identity), by, number, told)


# -- speakers, and taking back


@router.post("/statements/{identity}/speaker")
def speaker(
    request: Request,
    identity: str,
    who: Word = "",
    name: Word = "",
    kind: Annotated[ActorKind, Form()] = ActorKind.PERSON,
    nobody: Word = "",
    none: Word = "",
    by: Word = "",
    why: Word = "",
    then: Word = "",
) -> Response:
    """Who made a statement: ``who`` an actor's id, or ``name``; ``nobody`` that it cannot be known; ``none`` that it is no statement."""
    with room(request).reading() as record:
        held = record.said([identity]).get(identity)
    if held is None:
        raise missing("statement", identity)
    if none:
        number, told = decided(request, by, why, lambda d: d.none(identity)), "Taken out: it is no statement."
    elif nobody:
        number, told = decided(request, by, why, lambda d: d.speaker(identity, None)), "Entered that the speaker cannot be known."
    else:
        called = _given(name or who, "Who was it?", "Choose who said it or give a name, or say that it cannot be known.")[:200]
        number, told = decided(request, by, why, lambda d: d.speaker(identity, called, kind)), "The speaker is set."
    return _done(onward(then, f"/articles/{quote(held.article, safe='')}?statement={quote(identity, safe='')}#about"), by, number, told)


@router.post("/judgements/{number}/undo")
def undo(request: Request, number: int, by: Word = "", then: Word = "") -> Response:
    """Takes a judgement back; its row stays."""
    decided(request, by, "", lambda d: d.undo(number).id)
    return decider(back(onward(then, "/judgements"), f"Judgement {number} is undone; its row stays."), by)
