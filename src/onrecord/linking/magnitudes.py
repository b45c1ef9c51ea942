"""Figures and times that may be one: quantities within what their bounds and rounding allow, and times at the coarser grain."""

from __future__ import annotations

from onrecord.linking.phrasing import content
from onrecord.model import Quantity
from onrecord.reading.verbs import stem

_PEOPLE = frozenset(
    "troop soldier worker member civilian resident employee student child woman man protester demonstrator victim passenger refugee migrant "
    "officer policeman fighter militant prisoner inmate detainee hostage patient voter survivor villager guest guard sailor miner "
    "teacher pupil fan spectator supporter adviser advisor staff crew casualty fatality customer user citizen".split()
)
"""Nouns that count people, so that "people" may count the same."""


_ONE_FORM = frozenset("percent cent per staff crew aircraft sheep fish series species head dozen hundred thousand million billion trillion".split())
_IRREGULAR = {"person": "people", "man": "men", "woman": "women", "child": "children", "foot": "feet", "life": "lives", "half": "halves"}


def unit_alike(x: str | None, y: str | None) -> bool:
    """Whether two units count the same things, as far as the words tell."""
    if x is None or y is None:
        return False
    return stem(x) == stem(y) or ({x, y} <= _PEOPLE | {"person"} and "person" in (x, y))


def comparable(x: Quantity, y: Quantity) -> bool:
    """Whether two quantities count the same: one unit, and no scopes that name different things."""
    if not unit_alike(x.unit, y.unit):
        return False
    if x.scope and y.scope:
        a, b = content(x.scope), content(y.scope)
        return a <= b or b <= a
    return True


def interval(q: Quantity) -> tuple[float, float]:
    """The least and the greatest value that the words allow; a round number allows for rounding."""
    if q.bound == "at least":
        return q.value, float("inf")
    if q.bound == "at most":
        return 0.0, q.value
    slack = 0.15 if q.bound == "about" else 0.05 if q.value >= 100 and q.value % 100 == 0 else 0.0
    if slack == 0.0 and q.value != int(q.value):
        slack = 0.02
    return q.value * (1 - slack), q.value * (1 + slack)


def agree(x: Quantity, y: Quantity) -> bool:
    """Whether one number can be true of both."""
    (a, b), (c, d) = interval(x), interval(y)
    return a <= d and c <= b


def figure(q: Quantity) -> str:
    """A quantity in words for people: "at least 30 people"."""
    value = f"{q.value:,.0f}" if q.value == int(q.value) else f"{q.value:,}"
    return " ".join(filter(None, ["" if q.bound == "exact" else q.bound, value, counted(q.unit, q.value), q.scope or ""]))


def counted(unit: str | None, value: float) -> str:
    """The noun that a number counts, in the number that goes with it."""
    if unit is None or value == 1 or unit in _ONE_FORM or not unit.isalpha():
        return unit or ""
    if unit in _IRREGULAR:
        return _IRREGULAR[unit]
    if unit.endswith(("s", "x", "ch", "sh")):
        return unit + "es"
    return unit[:-1] + "ies" if unit.endswith("y") and unit[-2:-1] not in "aeiou" else unit + "s"


def overlapping(x: str, y: str) -> bool:
    """Whether two EDTF times can be one: equal at the coarser grain, or intervals that touch."""
    (a, b), (c, d) = _ends(x), _ends(y)
    if not all((a, b, c, d)):
        return True
    n, m = min(len(b), len(c)), min(len(d), len(a))
    return not (b[:n] < c[:n] or d[:m] < a[:m])


def _ends(edtf: str) -> tuple[str, str]:
    plain = edtf.rstrip("?~%")
    if "/" in plain:
        first, last = plain.split("/", 1)
        return first.strip("."), last.strip(".")
    return plain, plain
