"""Expressions of time and the days they name, as EDTF, against the article's date; without that anchor only what is absolute.

A grammar of our own: the granularity of the words is kept (``2014``, ``2014-09``, ``2014-09-24``), direction comes from the tense of
the words around, "the next day" and "that year" count from the time told before, and what cannot be fixed has no value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from onrecord.reading.almanac import Moment
from onrecord.reading.expressions import matches
from onrecord.reading.reckoning import Expression, value
from onrecord.reading.tense import direction

_BACK, _BACK_HISTORY = 300, 1500
"""Characters before a sentence in which the time told before is looked for."""
_BEFORE = 60
"""Characters before a match that tell whether it is a time."""
_OPENING = 4000
"""Characters of an article in which it speaks from its own day, if it does."""
_FROM_HERE = frozenset("weekday weekend relative span ago".split())
"""Kinds that are told from the writer's own day."""
_COUNTED_ON = frozenset("day month monthday season ago ordered next within weekend".split())
"""Kinds that may be counted from the time told before."""
_ONLY_WITH_VALUE = frozenset(("ahead",))
"""Kinds that are lengths of time and no dates where they have no value."""
_TIME_BEFORE = re.compile(
    r"\b(?P<sure>in|since|until|till|during|last|next|early|late|mid|between|before|after|through|every|each)\s"
    r"(?:the\s)?(?:(?:early|late|mid|end\sof|start\sof)[\s-])?$|\b(?:by|of|from|to|this|and|or|for)\s$",
    re.I,
)
"""What stands before a month that may also be a name, a verb or an adjective; what is not sure may as well stand before a name."""
_NAMES = frozenset("April June August May Jan".split())
_DOUBTFUL = frozenset("May March Jan Mar Jun Aug Sep Dec MAY MARCH".split())
_SURNAME = re.compile(r"\s[A-Z][a-z]")
_NUMBERED = re.compile(
    r"\b(?:rule|resolution|flight|room|highway|route|no\.|number|page|section|article|act|bill|boeing|form|order|line)\s$", re.I
)
_REPEATED = re.compile(
    r"\b(?:(?:every|each|most|an?|on\s(?:alternate|some|many))\s(?:\w+/)?$|"
    r"(?:per\sweek|a\sweek|usually|normally|typically|generally|always)\b)",
    re.I,
)
_THE_THIRTEENTH = re.compile(r"\sthe\s\d")
_OWN = re.compile(r"\b(?:our|my|his|her|their|your|its|the)\s$", re.I)
"""What makes "last night" the last of several."""


@dataclass(frozen=True, slots=True)
class Date:
    """One expression of time; ``value`` is EDTF or None where the text and the anchor do not fix it."""

    start: int
    end: int
    value: str | None
    kind: str


def anchor(published: str | None) -> date | None:
    """The day of an article's date-time, in the zone in which it is written."""
    try:
        return date.fromisoformat(published[:10]) if published else None
    except ValueError:
        return None


def _is_time(kind: str, match: re.Match[str], before: str) -> bool:
    """Whether a match is a time at all: no verb, first name, number of a thing or day of every week."""
    if kind == "month" and not any(match.groupdict().get(g) for g in ("year", "early", "of", "post")):
        preposition, name = _TIME_BEFORE.search(before), match["month"]
        if match.groupdict().get("which") or (preposition and preposition["sure"]):
            return True
        if name in _NAMES and _SURNAME.match(match.string, match.end()):
            return False
        return name not in _DOUBTFUL or preposition is not None
    if kind == "year":
        return not _NUMBERED.search(before)
    if kind == "relative":
        return not (match["word"].lower().startswith("last") and _OWN.search(before))
    if kind in ("weekday", "ordered"):
        return not (_REPEATED.search(before) or _THE_THIRTEENTH.match(match.string, match.end()))
    return True


def _times(text: str, start: int, end: int) -> list[tuple[str, re.Match[str]]]:
    """The expressions of time in text order, none overlapping another."""
    taken: list[tuple[str, re.Match[str]]] = []
    for kind, match in matches(text, start, end):
        if any(match.start() < m.end() and m.start() < match.end() for _, m in taken):
            continue
        at = match.start("month") if kind == "month" else match.start()
        if _is_time(kind, match, text[max(start, at - _BEFORE) : at]):
            taken.append((kind, match))
    return sorted(taken, key=lambda t: t[1].start())


@lru_cache(maxsize=16)
def _is_history(opening: str) -> bool:
    """Whether a text names years and never speaks from the day on which it was written, as a biography does and news does not."""
    years = False
    for kind, match in (t for start, end in _lines(opening) for t in _times(opening, start, end)):
        told = match.groupdict()
        years = years or kind in ("year", "century", "decade") or bool(told.get("year"))
        if kind == "day" and told.get("weekday") and not told.get("year"):
            return False
        if kind not in _FROM_HERE or (kind == "span" and told["unit"].lower() not in ("week", "month")):
            continue
        # In a history "today" means nowadays, and what is thousands of years ago has no value.
        if match.group().lower() not in ("today", "present", "now") and value(Expression(kind, match, date(2000, 1, 1), 0, None, False)):
            return False
    return years


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """The lines of a text: one is enough to tell that it is news."""
    start = 0
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        yield start, end
        start = end + 1


@dataclass(slots=True)
class _Thread:
    """The times that a text has told so far, from which "the next day" and "that year" count.

    What a plan or a limit names ("by 30 June") does not move a story of the past on.
    """

    reference: date | None
    history: bool
    last: Moment | None = None
    past: Moment | None = None

    def told(self, direction: int) -> Moment | None:
        """The time to count from, for an expression that looks so; None where it is not sure."""
        if self.last == self.past or direction > 0:
            return self.last
        return self.past if direction < 0 else None

    def read(self, text: str, start: int, end: int, found: list[tuple[str, re.Match[str]]]) -> list[Date]:
        """The expressions found in ``text[start:end]`` with their values, each told to those after it."""
        out: list[Date] = []
        for kind, match in found:
            where = direction(text, start, end, match.start(), match.end())
            named = value(Expression(kind, match, self.reference, where, self.told(where), self.history))
            out.append(Date(match.start(), match.end(), named, kind))
            if named or not self.history:
                self.last = Moment.read(named)
                if self.last is None or self.reference is None or self.last <= Moment.of(self.reference):
                    self.past = self.last
        return out


def dates(text: str, start: int, end: int, published: str | None) -> list[Date]:
    """The expressions of time in ``text[start:end]``, in order, none overlapping another; earlier patterns win."""
    found = _times(text, start, end)
    if not found:
        return []
    history = _is_history(text[:_OPENING])
    thread = _Thread(anchor(published), history)
    if history or any(kind in _COUNTED_ON for kind, _ in found):
        first = max(0, start - (_BACK_HISTORY if history else _BACK))
        while 0 < first < start and not text[first - 1].isspace():
            first += 1
        thread.read(text, first, start, _times(text, first, start))
    return [d for d in thread.read(text, start, end, found) if d.value or d.kind not in _ONLY_WITH_VALUE]
