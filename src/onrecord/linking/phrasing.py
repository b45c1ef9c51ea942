"""Phrases of claims compared by their words, where no ids tell: do they name the same, another place, another day?"""

from __future__ import annotations

import re

from onrecord.gazetteer import state_named
from onrecord.model import Claim
from onrecord.reading.verbs import stem

_WEEKDAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
_MONTHS = frozenset("january february march april may june july august september october november december".split())
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_STOP = frozenset("the a an of in on at to for from by with and or its his her their this that these those it he she they".split())
_WORD = re.compile(r"\w[\w’'.-]*\w|\w")


def content(words: str) -> frozenset[str]:
    """Stems of the words of content."""
    return frozenset(stem(w) for w in (m.lower().rstrip(".") for m in _WORD.findall(words)) if w not in _STOP)


def around(claim: Claim) -> frozenset[str]:
    """Words of content of all phrases of the clause but its subject."""
    return content(" ".join(filter(None, [claim.object, claim.theme, *(w for _, w in claim.details)])))


def named(words: str) -> bool:
    """Whether a word is written with a capital, as names are."""
    return any(w[0].isupper() for w in _WORD.findall(words) if w.lower() not in _STOP)


def elsewhere(x: str, y: str) -> bool:
    """Whether two phrases name places that differ, as far as their words and the gazetteer tell."""
    if not (named(x) and named(y)) or timely(x) or timely(y) or content(x) & content(y):
        return False
    a, b = state_named(x), state_named(y)
    return worded_alike(x, y) is False and not (a and b and a[0].code == b[0].code)


def timely(words: str) -> bool:
    """Whether a weekday, month or year is named."""
    low = {w.lower() for w in _WORD.findall(words)}
    return bool(low & (_WEEKDAYS | _MONTHS)) or bool(_YEAR.search(words))


def worded_alike(x: str, y: str) -> bool | None:
    """Whether two phrases name the same, by their words: True, False where both bear names that differ, None where it cannot be told."""
    a, b = content(head(x)), content(head(y))
    if not a or not b:
        return None
    if a <= b or b <= a:
        return True
    names = [{w.lower() for w in _WORD.findall(head(p)) if w[0].isupper() and w.lower() not in _STOP} for p in (x, y)]
    if names[0] and names[1]:
        return None if names[0] & names[1] else False
    return None


def head(phrase: str) -> str:
    """The phrase up to what hangs on its head by a preposition or comma."""
    return re.split(r",| (?:of|in|on|at|to|for|from|by|with|who|which|that) ", phrase, maxsplit=1)[0]


def calendar(claim: Claim) -> dict[str, set[str]]:
    """Weekdays, months and years that the claim's phrases name."""
    out: dict[str, set[str]] = {}
    for _, words in claim.details:
        low = [w.lower() for w in _WORD.findall(words)]
        for kind, table in (("weekday", _WEEKDAYS), ("month", _MONTHS)):
            if found := {w for w in low if w in table}:
                out.setdefault(kind, set()).update(found)
        if years := set(_YEAR.findall(words)):
            out.setdefault("year", set()).update(years)
    return out
