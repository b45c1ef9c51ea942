"""Where a request or a commitment stands on a day: its state, whether it is open, when it is due and whether it is overdue.

Nothing here is stored: a standing is reckoned from the history and a day, each time it is asked for. A request to several has a
standing for each of those asked. A day is the latest that an EDTF value leaves room for, so that nothing is called overdue too early.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import MAXYEAR, MINYEAR, date
from typing import TypeVar

from onrecord.edtf import Day, interval
from onrecord.model import Commitment, CommitmentState, Request, RequestState, Step

Pledge = TypeVar("Pledge", Request, Commitment)
"""A request or a commitment."""

FINAL = frozenset[str]((
    RequestState.AGREED,
    RequestState.REFUSED,
    RequestState.WITHDRAWN,
    CommitmentState.KEPT,
    CommitmentState.BROKEN,
    CommitmentState.DROPPED,
))  # fmt: skip
"""States after which nothing is open."""
FAR = {state: n for kind in (RequestState, CommitmentState) for n, state in enumerate(kind)}
"""How far a state is on the way, from 0 for "made"."""
_OF_THE_ASKER = frozenset[str]((RequestState.MADE, RequestState.WITHDRAWN))


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a request or a commitment stands.

    Attributes:
        state: that of all who are asked, where they stand alike; else, while it is open with one, the state of the one least far, and
            then the last that came. None where nothing is known by that day.
        open: with one at least no final state is reached.
        overdue: open, and the last day of ``due`` lies before ``as_of``.
        due: the day by which it is to be done, EDTF; None for a request.
        due_in_days: days from ``as_of`` to the last day of ``due``, below 0 where it is past; None where it is closed or has no such day.
        uncertain: the day due is marked as uncertain.
        as_of: the day asked about.
        by: actor -> state, for those asked, or for the one who undertook it.
    """

    state: str | None
    open: bool
    overdue: bool
    due: str | None
    due_in_days: int | None
    uncertain: bool
    as_of: date
    by: Mapping[str, str]


def latest(value: str | None) -> date | None:
    """The last day that an EDTF value leaves room for; None where it has none."""
    found = interval(value)
    return _date(found.latest) if found is not None else None


def earliest(value: str | None) -> date | None:
    """The first day that an EDTF value leaves room for; None where it has none."""
    found = interval(value)
    return _date(found.earliest) if found is not None else None


def _date(day: Day | None) -> date | None:
    return date(*day) if day is not None and MINYEAR <= day[0] <= MAXYEAR else None


def placed(steps: Iterable[Step], step: Step, printed: Mapping[str, str | None]) -> list[Step]:
    """Steps in order of days with one more among them, after those of its day.

    Args:
        printed: article id -> the day printed, where a step without a day stands.
    """

    def key(one: Step) -> date:
        return earliest(one.on) or earliest((printed.get(one.evidence.article) or "")[:10]) or date.max

    out, day = list(steps), key(step)
    out.insert(max((n for n, one in enumerate(out, 1) if key(one) <= day), default=0), step)
    return out


def known(pledge: Pledge, as_of: date, printed: Mapping[str, str | None]) -> Pledge | None:
    """What was known of it on a day: without the steps and the words that came or were printed later. None where nothing was.

    Args:
        printed: article id -> the day printed; an article of no known day is taken as known.
    """

    def told(article: str) -> bool:
        day = earliest((printed.get(article) or "")[:10])
        return day is None or day <= as_of

    history = tuple(s for s in pledge.history if told(s.evidence.article) and (earliest(s.on) or as_of) <= as_of)
    evidence = tuple(e for e in pledge.evidence if told(e.article))
    return replace(pledge, history=history, evidence=evidence) if history else None


def standing(pledge: Request | Commitment, as_of: date, sides: Mapping[str, str] | None = None) -> Standing:
    """Where it stands, by the steps that it has.

    Args:
        as_of: the day against which ``due`` is reckoned; steps are not left out by it, see :func:`known`.
        sides: actor -> whom it speaks for or is a part of, so that a ministry's answer is that of its government.
    """
    due = pledge.due if isinstance(pledge, Commitment) else None
    by = _by(pledge, sides or {})
    states = list(by.values()) or [s.state for s in pledge.history[-1:]]
    unsettled = [s for s in states if s not in FINAL]
    if len(set(states)) <= 1:
        state = states[0] if states else None
    elif unsettled:
        state = min(unsettled, key=lambda s: FAR.get(s, 0))  # type: ignore[call-overload]
    else:
        state = next((s.state for s in reversed(pledge.history) if s.state in states), states[-1])
    is_open, last, found = bool(unsettled), latest(due), interval(due)
    days = (last - as_of).days if last is not None and is_open else None
    return Standing(state, is_open, days is not None and days < 0, due, days, found is not None and found.uncertain, as_of, by)


def _by(pledge: Request | Commitment, sides: Mapping[str, str]) -> dict[str, str]:
    """The last state with each of those asked, or with the one who undertook it."""
    if isinstance(pledge, Commitment):
        return {pledge.by: pledge.history[-1].state} if pledge.by is not None and pledge.history else {}
    asked = list(dict.fromkeys(pledge.to))
    out = {}
    for who in asked:
        mine = [s for s in pledge.history if _concerns(s, who, pledge, len(asked), sides)]
        if mine:
            out[who] = mine[-1].state
    return out


def _concerns(step: Step, who: str, request: Request, asked: int, sides: Mapping[str, str]) -> bool:
    """Whether a step of a request is one of its history with ``who``.

    With several asked, an answer of nobody named is nobody's: it might be any one's.
    """
    mine = {step.by, *_above(step.by, sides)} - {None}
    if asked == 1 or who in mine:
        return True
    if step.state in _OF_THE_ASKER:
        return mine.isdisjoint(request.to)
    return step.by is not None and step.by == request.by


def _above(who: str | None, sides: Mapping[str, str]) -> list[str]:
    """Those for whom somebody stands, the nearest first."""
    out: list[str] = []
    while who is not None and (who := sides.get(who)) is not None and who not in out:
        out.append(who)
    return out
