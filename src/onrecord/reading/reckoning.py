"""Which day, month or year an expression of time names: its value as EDTF, or None where the text and the anchor do not fix it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from onrecord.reading import almanac
from onrecord.reading.almanac import Moment

_STEPS = {"last": -1, "past": -1, "previous": -1, "before": -1, "next": 1, "coming": 1, "following": 1, "after": 1}
_ANCIENT, _FAR = 1000, 3000
"""Years beyond these are counted to in round numbers ("3,000 years ago")."""
_DAY_PARTS = frozenset("day morning afternoon evening night".split())


@dataclass(frozen=True, slots=True)
class Expression:
    """One expression of time with what its value hangs on.

    Args:
        kind: the kind of the pattern that fits.
        match: where it fits.
        reference: the day of the article, if known.
        direction: 1 where the words around look ahead, -1 back, 0 not told.
        told: the time told before it, None where that is no day, month or year.
        history: the text does not speak from its own day, so that a day without a year is in the year told before.
    """

    kind: str
    match: re.Match[str]
    reference: date | None
    direction: int
    told: Moment | None
    history: bool

    def __getitem__(self, group: str) -> str:
        """The words of a group in small letters; empty where the pattern has none or left it out."""
        return (self.match.groupdict().get(group) or "").lower()

    def number(self, group: str) -> int:
        """The number of a day or century, in figures or words."""
        found = re.match(r"\d+", self[group])
        return int(found.group()) if found else almanac.ORDINALS[self[group]]

    @property
    def month(self) -> int:
        """The month named."""
        return almanac.MONTHS[self["month"].rstrip(".")]

    @property
    def weekday(self) -> int:
        """The weekday named, Monday 0."""
        return almanac.WEEKDAYS[self["weekday"].rstrip(".")]

    @property
    def step(self) -> int:
        """-1 for "last" and its like, 1 for "next" and its like, else 0."""
        return next((_STEPS[w] for w in reversed((self["which"] or self["post"]).split()) if w in _STEPS), 0)

    @property
    def today(self) -> date:
        """The day of the article; LookupError where it has none."""
        if self.reference is None:
            raise LookupError("no day to count from")
        return self.reference

    @property
    def before(self) -> Moment:
        """The time told before; LookupError where there is none."""
        if self.told is None:
            raise LookupError("no time told before")
        return self.told

    @property
    def year(self) -> int | None:
        """The year named in figures, or from another ("last year", "the same year"); None where none is."""
        if self["of"]:
            here = self["of"] in ("last", "this", "next")
            return (self.today.year if here else self.before.year) + _STEPS.get(self["of"].split()[-1], 0)
        if self["year"] or self["early"]:
            return int(self["year"] or self["early"])
        if self.history and self.direction and not self["post"] and self.told and self.told.year < self.today.year:
            return self.told.year
        return None


def value(expression: Expression) -> str | None:
    """The EDTF value, or None where nothing fixes it."""
    try:
        found = _VALUES[expression.kind](expression)
    except (LookupError, ValueError, OverflowError):
        return None
    return found.edtf if isinstance(found, Moment) else found.isoformat() if isinstance(found, date) else found


_Found = Moment | date | str | None


def _figures(e: Expression) -> _Found:
    """ "26/9/2014": which is the month is not sure where both may be; a full stop puts the day first."""
    first, second, year = int(e["first"]), int(e["second"]), int(e["year"])
    if e["mark"] == "." or first > 12 or first == second:
        return date(year, second, first)
    return date(year, first, second) if second > 12 else Moment(year)


def _on(e: Expression, number: int) -> date | None:
    """The day of that number in the month named."""
    year = e.year
    if year is not None:
        return Moment(year, e.month, number).date
    options = [d for y in (-1, 0, 1) if (d := Moment(e.today.year + y, e.month, number).date)]
    if e["weekday"]:
        options = [d for d in options if d.weekday() == e.weekday] or options
    return almanac.chosen(options, e.today, e.step or e.direction)


def _day(e: Expression) -> _Found:
    return _on(e, e.number("day"))


def _days(e: Expression) -> _Found:
    first, last = _on(e, e.number("day")), _on(e, e.number("last"))
    return almanac.between(first, last) if first and last and first < last else None


def _monthday(e: Expression) -> _Found:
    """ "The 29th": of this month where that is said, else of the month told before."""
    here = e["of"] in ("this", "last", "next")
    start = Moment.of(e.today) if here else e.before
    month = start.later(_STEPS.get(e["of"].split()[-1], 0) if e["of"] else 0, "month")
    return month._replace(day=e.number("day")).date if month else None


def _months(e: Expression) -> _Found:
    last = almanac.MONTHS[e["last"].rstrip(".")]
    year = int(e["year"])
    return f"{Moment(year - (e.month > last), e.month).edtf}/{Moment(year, last).edtf}"


def _month(e: Expression) -> _Found:
    if (year := e.year) is not None:
        return Moment(year, e.month)
    if e.history and not e.direction and not e["which"] and not e["post"]:
        return f"XXXX-{e.month:02}"  # what is no news tells in the present what is so every year
    if e["which"] in ("that", "the following", "the previous"):
        told = e.before
        return Moment(told.year + (e.month <= told.month if e.step > 0 else -(e.month >= told.month) if e.step < 0 else 0), e.month)
    here, ahead = e.today.month, e.step or e.direction
    if e["which"] == "this":
        return Moment(e.today.year, e.month)
    if not ahead:  # the nearer one, the past one where both are as near
        ahead = 1 if (e.month - here) % 12 < 6 and e.month != here else -1
    beyond = e.month == here and bool(e.step)
    if ahead > 0:
        return Moment(e.today.year + (e.month < here or beyond), e.month)
    return Moment(e.today.year - (e.month > here or beyond), e.month)


def _season(e: Expression) -> _Found:
    number = almanac.SEASONS[e["season"]]
    if e["year"]:
        return f"{e['year']}-{number}"
    if e["which"] == "that":
        return f"{e.before.year}-{number}"
    if e.history and not e["which"]:
        return None
    year = e.today.year + e.step
    if not e["which"] and e.today.month < (number - 21) * 3 + 3 and e.direction <= 0:
        year -= 1  # "in the summer", told in spring: the one before
    return f"{year}-{number}"


def _century(e: Expression) -> _Found:
    return f"-{e.number('n') - 1:02}XX" if e["era"].startswith("b") else f"{e.number('n') - 1:02}XX"


def _decade(e: Expression) -> _Found:
    """ "The ’60s" are the last ones that were over before the article's decade."""
    if e["decade"]:
        return f"{e['decade'][:3]}X"
    year = e.today.year // 100 * 100 + int(e["short"])
    return f"{(year if year + 10 <= e.today.year else year - 100) // 10}X"


def _era(e: Expression) -> _Found:
    """A year counted from Christ; EDTF has a year 0, so that 1 BC is 0000."""
    year = 1 - int(e["n"]) if e["era"].startswith("b") else int(e["n"])
    return f"{year:04}" if year >= 0 else f"-{-year:04}"


def _ago(e: Expression) -> _Found:
    count, unit = almanac.counted(e["count"]), e["unit"]
    if count is None or e["fraction"] or (e["way"] in ("before", "prior", "after") and e.match["free"] is None):
        return None
    back = e["way"] in ("ago", "back", "earlier", "before", "prior")
    from_here = e["way"] in ("ago", "back", "from now", "hence")
    start = Moment.of(e.today) if from_here or (back and not e.told) else e.before
    if e["to"]:  # "a year ago today"
        day = Moment.of(e.today + timedelta(days={"yesterday": -1, "tomorrow": 1}.get(e["to"], 0)))
        found = day.later(-7 * count if unit == "week" else -count, "day" if unit == "week" else unit)
        return found._replace(month=found.month or day.month, day=found.day or day.day).date if found else None
    if unit == "week" and from_here:
        return almanac.week(e.today + timedelta(days=(-7 if back else 7) * count))
    return _counted(start, -count if back else count, unit)


def _counted(start: Moment, count: int, unit: str) -> Moment | None:
    """The moment so many units on or back, if they are told to count and not for their roundness."""
    found = start.later(count, unit) if unit != "decade" else None
    return found if found and _ANCIENT < found.year < _FAR else None


def _relative(e: Expression) -> _Found:
    shift = {
        "the day before yesterday": -2,
        "yesterday": -1,
        "last night": -1,
        "last evening": -1,
        "tomorrow": 1,
        "the day after tomorrow": 2,
    }
    return e.today + timedelta(days=shift.get(e["word"], 0))


def _run(e: Expression) -> _Found:
    """ "The past two weeks", "the next five years": to or from the article's day, no finer than the unit."""
    count = almanac.counted(e["count"]) if e["count"] and not e["fraction"] else None
    if count is None or e["which"] == "previous":
        return None
    return _stretch(e, count * e.step)


def _stretch(e: Expression, count: int) -> str | None:
    unit, factor = ("day", 7) if e["unit"] == "week" else (e["unit"], 1)
    here = Moment.of(e.today)
    end, near = here.later(count * factor, unit), here.later(0, unit)
    if end is None or near is None or unit == "decade" or not _ANCIENT < end.year < _FAR:
        return None
    return f"{min(end, near).edtf}/{max(end, near).edtf}"


def _ahead(e: Expression) -> _Found:
    count = almanac.counted(e["count"])
    if count is None or e.direction <= 0:
        return None
    return almanac.week(e.today + timedelta(days=7 * count)) if e["unit"] == "week" else _counted(Moment.of(e.today), count, e["unit"])


def _ordered(e: Expression) -> _Found:
    """ "The following Monday" counts from the day told before; "the Monday" is the last one, if that is also the nearest to it."""
    told = e.before.date if e.told and e.told.day else None
    if told is None:
        return None if e["which"] else _weekday(e)
    ahead = (e.weekday - told.weekday()) % 7
    if e.step:
        return told + timedelta(days=(ahead or 7) if e.step > 0 else ahead - 7)
    near = told + timedelta(days=ahead if ahead <= 3 else ahead - 7)
    return near if near == _weekday(e) else None


def _next(e: Expression) -> _Found:
    """ "The next day", "that year": counted from the time told before."""
    unit = e["same"] or e["unit"]
    step = 0 if e["same"] else e.step
    if unit == "week":
        told = e.before.date if e.before.day else None
        return almanac.week(told + timedelta(days=7 * step)) if told else None
    return e.before.later(step, "day" if unit in _DAY_PARTS else "year" if unit == "season" else unit)


def _within(e: Expression) -> _Found:
    """ "Later this week", "the end of the year": the whole week or year, that told before where the text is a history."""
    start = e.before if e["which"] == "that" or (e["which"] == "the" and e.history and e.told) else Moment.of(e.today)
    if e["unit"] == "week":
        return almanac.week(e.today) if start == Moment.of(e.today) else None
    return start.later(0, e["unit"]) if e["unit"] != "decade" else None


def _weekend(e: Expression) -> _Found:
    which = e["which"]
    if which == "that" or "following" in which:
        told = e.before.date if e.before.day else None
        return almanac.weekend(told + timedelta(days=7 if told.weekday() > 4 and e.step else 0)) if told else None
    step = e.step
    if not step and which != "this" and e.direction <= 0 and e.today.weekday() < 5:
        step = -1
    elif "this" in which:
        step = min(step, 0)
    return almanac.weekend(e.today + timedelta(days=7 * step))


def _span(e: Expression) -> _Found:
    unit = e["unit"]
    if unit == "century":
        return f"{e.today.year // 100 + e.step:02}XX"
    if unit in ("decade", "day"):
        return None
    if e["which"] == "past" or (e["the"] and e["which"] == "last"):
        return _stretch(e, -1)
    return almanac.week(e.today + timedelta(days=7 * e.step)) if unit == "week" else Moment.of(e.today).later(e.step, unit)


def _feast(e: Expression) -> _Found:
    if e["year"]:
        return almanac.feast(e["feast"], int(e["year"]))
    options = [d for y in (-1, 0, 1) if (d := almanac.feast(e["feast"], e.today.year + y))]
    return almanac.chosen(options, e.today, e.direction)


def _weekday(e: Expression) -> _Found:
    if e["of"] or e["week"]:
        monday = e.today - timedelta(days=e.today.weekday())
        if e["week"]:  # "Monday week" is a week after the next Monday
            return e.today + timedelta(days=(e.weekday - e.today.weekday()) % 7 + 7)
        return monday + timedelta(days=7 * _STEPS.get(e["of"], 0) + e.weekday)
    back = (e.today.weekday() - e.weekday) % 7
    if e.step < 0:
        back = back or 7
    elif e.step > 0 or (back and (e["which"] == "this" or e.direction > 0)):
        back -= 7
    return e.today - timedelta(days=back)


def _year(e: Expression) -> _Found:
    """A year in four figures, or in two for the last such year: "’98"."""
    if e["year"]:
        return Moment(int(e["year"]))
    year = e.today.year // 100 * 100 + int(e["short"])
    return Moment(year if year <= e.today.year else year - 100)


def _short(e: Expression) -> _Found:
    year = e.before.year // 100 * 100 + int(e["short"])
    return Moment(year) if year > e.before.year else None


_VALUES: dict[str, Callable[[Expression], _Found]] = {
    "iso": lambda e: date.fromisoformat(e.match.group()),
    "figures": _figures,
    "attacks": lambda e: date(2001, 9, 11),
    "day": _day,
    "days": _days,
    "monthday": _monthday,
    "months": _months,
    "month": _month,
    "season": _season,
    "century": _century,
    "decade": _decade,
    "era": _era,
    "ago": _ago,
    "relative": _relative,
    "run": _run,
    "ahead": _ahead,
    "ordered": _ordered,
    "next": _next,
    "event": lambda e: None,  # "the day before the vote": counted from what no date tells
    "within": _within,
    "weekend": _weekend,
    "span": _span,
    "feast": _feast,
    "weekday": _weekday,
    "year": _year,
    "war": lambda e: "1939/1945" if e["war"].endswith("ii") or e["war"].startswith("second") else "1914/1918",
    "short": _short,
}
