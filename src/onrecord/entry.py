"""The entries of a timeline, each with its places and days."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache

from onrecord.edtf import FAR, Day, interval
from onrecord.model import Evidence


class EntryKind(StrEnum):
    """What an entry tells.

    STATEMENT is an act of saying, CLAIM a further day that a statement speaks of, or what the article says in its own voice; REQUEST and
    COMMITMENT are a step of one, DUE is the day by which a commitment is to be kept; SHIFT is a change of the account.
    """

    STATEMENT = "statement"
    CLAIM = "claim"
    REQUEST = "request"
    COMMITMENT = "commitment"
    DUE = "due"
    SHIFT = "shift"


class Basis(StrEnum):
    """By which day an entry stands where it does: that it speaks of, else that on which it was said, else printed, else none."""

    SPOKEN = "spoken of"
    SAID = "said"
    PRINTED = "printed"
    UNKNOWN = "not known"


@dataclass(frozen=True, slots=True)
class Place:
    """Where the words of an entry stand.

    Attributes:
        said, printed: the days, EDTF; None where not known.
        of: the day spoken of as it is told here, EDTF; None where it is not.
    """

    evidence: Evidence
    said: str | None
    printed: str | None
    of: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing told.

    Attributes:
        id: the statement's, claim's or shift's; of a step that of its request or commitment with its number, or "due", after a slash.
        of: the day it speaks of, EDTF; None where the text does not tell.
        places: where it is told, those that tell the day first, then the first to be printed; several where statements rest on one act of
            saying, or where articles tell it in the same words.
        who: whose words or doing it is; None for the article itself and where it cannot be known.
        state: the state that a step comes into.
        about: what is asked for or undertaken, or what a shift is about.
        belongs: ids of the disputes, requests, commitments and shifts that it is a part of.
        judgement: number of the judgement by which a person set the state.
    """

    id: str
    kind: EntryKind
    of: str | None
    places: tuple[Place, ...]
    who: str | None = None
    state: str | None = None
    about: str | None = None
    belongs: tuple[str, ...] = field(default=())
    judgement: int | None = None

    @property
    def said(self) -> str | None:
        """The day said, EDTF: the earliest that a place tells."""
        return _first([p.said for p in self.places])

    @property
    def printed(self) -> str | None:
        """The day first printed, EDTF."""
        return _first([p.printed for p in self.places])

    @property
    def basis(self) -> Basis:
        """By which day it stands where it does."""
        if interval(self.of):
            return Basis.SPOKEN
        if interval(self.said):
            return Basis.SAID
        return Basis.PRINTED if interval(self.printed) else Basis.UNKNOWN

    @property
    def day(self) -> str | None:
        """The day under which it stands, EDTF; the day printed is marked as uncertain; None where no day is known."""
        match self.basis:
            case Basis.SPOKEN:
                return self.of
            case Basis.SAID:
                return self.said
            case Basis.PRINTED:
                return f"{self.printed}?"
        return None

    @property
    def key(self) -> tuple[object, ...]:
        """What to sort by: earliest day, latest day, said, printed, article, start; what has no day last."""
        at = self.places[0].evidence
        return (*order(self.day), order(self.said), order(self.printed), at.article, at.start, at.end, self.kind.value, self.id)


@lru_cache(maxsize=4096)
def order(value: str | None) -> tuple[Day, Day]:
    """What to sort EDTF values by; what names no day is after all others."""
    found = interval(value)
    return found.key if found else (FAR, FAR)


def dated(day: str) -> tuple[object, ...]:
    """What to sort EDTF values by where none is to be as another."""
    return order(day), day


def _first(days: list[str | None]) -> str | None:
    return days[0] if len(days) == 1 else min((day for day in days if day), key=dated, default=None)


WORDS = frozenset((EntryKind.STATEMENT, EntryKind.CLAIM))
"""Kinds that tell what was said, not what became of something."""


def bare(entry: Entry) -> bool:
    """Whether an entry is a statement that speaks of no day and has no place in a dispute, shift, request or commitment."""
    return entry.kind is EntryKind.STATEMENT and entry.basis is not Basis.SPOKEN and not entry.belongs


def _held(line: Evidence) -> object:
    """What a line is a part of: its statement, or the passage of the article's own voice."""
    return line.statement or (line.article, line.start, line.end)


def repeated(entries: Iterable[Entry]) -> frozenset[str]:
    """Ids of the statements and claims whose words stand under the same day as a step, a due day or a shift."""
    told = [(e, (_held(p.evidence), day)) for e in entries for day in (order(e.day),) for p in e.places]
    steps = {words for e, words in told if e.kind not in WORDS}
    return frozenset(e.id for e, words in told if e.kind in WORDS and words in steps)


def span(entries: Iterable[Entry]) -> str | None:
    """From the earliest to the latest day under which entries stand, EDTF, in years or months where it is long; None where none is known."""
    told = [found for e in entries if (found := interval(e.day))]
    if not told:
        return None
    first, last = min(d.key[0] for d in told), max(d.latest or d.key[0] for d in told)
    parts = 1 if first[0] != last[0] else 2 if first[1] != last[1] else 3
    return "/".join("-".join((f"{day[0]:0{5 if day[0] < 0 else 4}}", *(f"{part:02}" for part in day[1:parts]))) for day in (first, last))
