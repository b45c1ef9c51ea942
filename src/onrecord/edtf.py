"""Days as EDTF (ISO 8601-2) tells them: the earliest and the latest that a value leaves open, and how a person reads it.

The forms that occur in a record: ``2014``, ``2014-09``, ``2014-09-26``, a season (``2014-22``, summer), a decade (``199X``) or century
(``19XX``), each perhaps uncertain (``?``), approximate (``~``) or both (``%``); ``2014-09-24/2014-09-26``; ``../2014-10-04`` and
``2014-10-04/..``. Days are (year, month, day), as years before Christ are no :class:`datetime.date`.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from functools import lru_cache

Day = tuple[int, int, int]

FAR: Day = (10_000, 1, 1)
"""A day after all others, for what has no latest day."""
_POINT = re.compile(r"(-?\d{4})(?:-(\d{2})(?:-(\d{2}))?)?([?~%]?)", re.ASCII)
_MASKED = re.compile(r"(-?)(\d{2}(?:\dX|XX))([?~%]?)", re.ASCII)
_MONTHS = "January February March April May June July August September October November December".split()
_SHORT = "Jan Feb March April May June July Aug Sept Oct Nov Dec".split()
_SEASONS = {21: ("spring", 3), 22: ("summer", 6), 23: ("autumn", 9), 24: ("winter", 12)}
"""EDTF's numbers of the seasons, each with the month in which it begins in the north; a winter ends in the year after."""
_DOUBT = {"?": "perhaps ", "~": "about ", "%": "perhaps about "}


@dataclass(frozen=True, slots=True)
class Interval:
    """The days that a value leaves open, both ends included.

    Attributes:
        earliest, latest: the first and the last of them; None where that end is open.
        uncertain: the value itself says that it may be another.
    """

    earliest: Day | None
    latest: Day | None
    uncertain: bool = False

    @property
    def key(self) -> tuple[Day, Day]:
        """What to sort by: the earliest day, then the latest; what is only known to end sorts by its end."""
        return self.earliest or self.latest or FAR, self.latest or FAR

    def meets(self, since: Interval | None, until: Interval | None) -> bool:
        """Whether a day of it may be between the first day of ``since`` and the last of ``until``; None is no limit."""
        after = since is None or since.earliest is None or (self.latest or FAR) >= since.earliest
        before = until is None or until.latest is None or self.earliest is None or self.earliest <= until.latest
        return after and before


@lru_cache(maxsize=4096)
def interval(value: str | None) -> Interval | None:
    """The days that an EDTF value leaves open; None where it names none ("XXXX-05", every May) or is not EDTF."""
    if not value:
        return None
    parts = value.split("/")
    if len(parts) == 1:
        return _point(value)
    ends = [None if part == ".." else _point(part) for part in parts]
    if len(parts) > 2 or any(end is None and part != ".." for end, part in zip(ends, parts, strict=True)) or ends == [None, None]:
        return None
    first, last = ends
    found = Interval(first.earliest if first else None, last.latest if last else None, any(e.uncertain for e in ends if e))
    return None if found.earliest and found.latest and found.earliest > found.latest else found


def _point(value: str) -> Interval | None:
    """The days of a value that is no interval."""
    if masked := _MASKED.fullmatch(value):
        low, high = (int(masked[2].replace("X", digit)) for digit in "09")
        years = (-high, -low) if masked[1] else (low, high)
        return Interval((years[0], 1, 1), (years[1], 12, 31), bool(masked[3]))
    found = _POINT.fullmatch(value)
    if found is None:
        return None
    year, month, day, doubt = int(found[1]), int(found[2] or 0), int(found[3] or 0), bool(found[4])
    if month in _SEASONS and not found[3]:
        first = _SEASONS[month][1]
        ends = (year + 1, 2) if month == 24 else (year, first + 2)
        return Interval((year, first, 1), (*ends, _length(*ends)), doubt)
    if not found[2]:
        return Interval((year, 1, 1), (year, 12, 31), doubt)
    if not 1 <= month <= 12 or (found[3] and not 1 <= day <= _length(year, month)):
        return None
    return Interval((year, month, day or 1), (year, month, day or _length(year, month)), doubt)


def _length(year: int, month: int) -> int:
    """Days of a month; the calendar repeats every 400 years, and counts from the year 1."""
    return monthrange(year % 400 + 400, month)[1]


def in_words(value: str, short: bool = False) -> str:
    """A value as a person reads it: "24 to 26 September 2014", "perhaps 26 Sept 2014" (``short``), "until 4 October 2014".

    A value that is no EDTF is given as it is.
    """
    if interval(value) is None:
        return value
    first, _, last = value.partition("/")
    if not last or first == last:
        return _point_in_words(first, short)
    if first == "..":
        return f"until {_point_in_words(last, short)}"
    if last == "..":
        return f"from {_point_in_words(first, short)} on"
    begin, end = _point_in_words(first, short).split(), _point_in_words(last, short).split()
    if len(begin) == len(end):  # what both share is said once: the year, and the month with it
        while len(begin) > 1 and begin[-1] == end[len(begin) - 1]:
            begin.pop()
    return f"{' '.join(begin)} to {' '.join(end)}"


def _point_in_words(value: str, short: bool) -> str:
    doubt = _DOUBT.get(value[-1], "")
    plain = value.rstrip("?~%")
    if plain.endswith("X"):
        low, high = plain.replace("X", "0"), plain.replace("X", "9")
        return f"{doubt}the {low}s" if not plain.endswith("XX") else f"{doubt}{low} to {high}"
    sign, (year, *rest) = plain.startswith("-"), plain.lstrip("-").split("-")
    era = int(year) if not sign else -int(year)
    year = str(era) if era > 0 else f"{1 - era} BC"  # the year before 1 is 0 in EDTF
    if not rest:
        return doubt + year
    number = int(rest[0])
    name = _SEASONS[number][0] if number in _SEASONS else (_SHORT if short else _MONTHS)[number - 1]
    return f"{doubt}{f'{int(rest[1])} ' if len(rest) > 1 else ''}{name} {year}"
