"""What is fixed about the calendar: the names of its parts, its numbers in words, its feasts, and counting in it; values out are EDTF.

A moment is (year, month, day), month and day 0 where the words are coarser than that.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple


def _numbered(names: str, first: int = 1) -> dict[str, int]:
    """Every name of a list, names of one thing joined by a slash, with its place in it."""
    return {name: n for n, group in enumerate(names.split(), first) for name in group.split("/")}


MONTHS = _numbered(
    "january/jan february/feb march/mar april/apr may june/jun july/jul august/aug september/sept/sep october/oct november/nov december/dec"
)
WEEKDAYS = _numbered(
    "monday/mon tuesday/tues/tue wednesday/wed thursday/thurs/thur/thu friday/fri saturday/sat sunday/sun",
    0,
)
SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
"""EDTF's numbers of the seasons."""
NUMBERS = _numbered(
    "zero one/a/an two/couple three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen",
    0,
) | {ten: 10 * n for ten, n in _numbered("twenty thirty forty fifty sixty seventy eighty ninety hundred", 2).items()}
ORDINALS = _numbered(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth "
    "eighteenth nineteenth twentieth twenty-first twenty-second twenty-third twenty-fourth twenty-fifth twenty-sixth twenty-seventh "
    "twenty-eighth twenty-ninth thirtieth thirty-first"
)
FEASTS = {
    "new year’s day": (1, 1),
    "new year’s eve": (12, 31),
    "valentine’s day": (2, 14),
    "st patrick’s day": (3, 17),
    "halloween": (10, 31),
    "christmas eve": (12, 24),
    "christmas": (12, 25),
    "christmas day": (12, 25),
    "boxing day": (12, 26),
}
"""Feasts on the same day each year and in every country that has them."""
EASTER = {"good friday": -2, "easter": 0, "easter sunday": 0, "easter monday": 1}
_NARROW = 120
"""Days within which the nearest of two years is meant, even when it is not the writer's own."""
_PLANNED = 270
"""Days beyond which no plan is told without its year."""


class Moment(NamedTuple):
    """A year, a month of it or a day of that; month and day are 0 where not told."""

    year: int
    month: int = 0
    day: int = 0

    @classmethod
    def of(cls, day: date) -> Moment:
        """The moment of a day."""
        return cls(day.year, day.month, day.day)

    @classmethod
    def read(cls, value: str | None) -> Moment | None:
        """The moment that an EDTF value names; its year for a season; None for an interval, a decade and what is no date."""
        parts = value.split("-") if value else []
        if not 1 <= len(parts) <= 3 or not all(p.isascii() and p.isdigit() for p in parts) or len(parts[0]) != 4:
            return None
        moment = cls(*(int(p) for p in parts))
        return moment if moment.month <= 12 else cls(moment.year)

    @property
    def edtf(self) -> str:
        """The moment as EDTF, no finer than it is."""
        return "-".join((f"{self.year:04}", *(f"{part:02}" for part in self[1:] if part)))

    @property
    def date(self) -> date | None:
        """The day, or None where the moment is coarser or is no day of the calendar."""
        return date(*self) if self.month and 0 < self.day <= monthrange(self.year, self.month)[1] else None

    def later(self, count: int, unit: str) -> Moment | None:
        """The moment so many units on (or back), in the unit's own coarseness; None where this moment is too coarse to count from."""
        if unit in ("year", "decade"):
            return Moment(self.year + count * (10 if unit == "decade" else 1))
        if unit == "month" and self.month:
            total = self.year * 12 + self.month - 1 + count
            return Moment(total // 12, total % 12 + 1)
        start = self.date
        return Moment.of(start + timedelta(days=count)) if unit == "day" and start else None


def counted(words: str) -> int | None:
    """The whole number that figures or words tell ("3,000", "twenty-five", "a couple of"), or None."""
    plain = words.lower().replace(",", "").removesuffix(" of")
    if plain.isascii() and plain.isdigit():
        return int(plain)
    parts = [p for p in plain.replace("-", " ").split() if p not in ("a", "an")] or ["a"]
    found = [NUMBERS.get(p) for p in parts]
    return sum(n for n in found if n is not None) if None not in found else None


def week(day: date) -> str:
    """The week of a day, from Monday to Sunday."""
    monday = day - timedelta(days=day.weekday())
    return between(monday, monday + timedelta(days=6))


def weekend(day: date) -> str:
    """The Saturday and Sunday of a day's week."""
    saturday = day + timedelta(days=5 - day.weekday())
    return between(saturday, saturday + timedelta(days=1))


def between(first: date, last: date) -> str:
    """An interval of days."""
    return f"{first.isoformat()}/{last.isoformat()}"


def feast(name: str, year: int) -> date | None:
    """The day of a feast in a year, or None where it is not a feast that we know."""
    plain = " ".join(name.lower().replace("'", "’").replace("st.", "st").split())
    if plain in FEASTS:
        return date(year, *FEASTS[plain])
    return _easter(year) + timedelta(days=EASTER[plain]) if plain in EASTER else None


def _easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar, after Gauss as mended by Butcher."""
    golden, century = year % 19, year // 100
    epact = (century - century // 4 - (8 * century + 13) // 25 + 19 * golden + 15) % 30
    epact -= epact // 28 * (1 - epact // 28 * (29 // (epact + 1)) * ((21 - golden) // 11))
    sunday = (year + year // 4 + epact + 2 - century + century // 4) % 7
    shift = epact - sunday
    month = 3 + (shift + 40) // 44
    return date(year, month, shift + 28 - 31 * (month // 4))


def chosen(options: list[date], reference: date, direction: int) -> date | None:
    """Which year's day is meant by a day told without its year.

    Args:
        options: the day in the years around the reference.
        reference: the day of writing.
        direction: 1 what is to come, -1 what is past, 0 not told.
    """
    if direction > 0:
        ahead = [d for d in options if d >= reference]
        near = min(ahead, default=None)
        if near is None or (near - reference).days <= _PLANNED:
            return near or max(options, default=None)
    elif direction < 0:
        return max((d for d in options if d <= reference), default=None) or min(options, default=None)
    near = min(options, key=lambda d: abs((d - reference).days), default=None)
    if near is not None and near.year != reference.year and abs((near - reference).days) > _NARROW:
        return next((d for d in options if d.year == reference.year), near)
    return near
