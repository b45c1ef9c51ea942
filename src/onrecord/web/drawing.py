"""The drawing of a timeline: one row for the days printed, one for those said, one for those spoken of, and the days due.

What is drawn is counted by day first, so that hundreds of entries are as many marks as there are days. Days stand in order from left to
right; a gap between two days is drawn the wider the longer it is, by its logarithm, so that an event of another century does not press
the rest together. Where there are more days than can be told apart, marks are counted by month or by year, those further from the time of the
coverage first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log2

from onrecord.edtf import FAR, Day, in_words, interval
from onrecord.entry import Entry, EntryKind, order

STOPS = 100
"""Days that a drawing has at most, before it counts by a longer time."""
LANES = 5
"""Bars of one row that may stand one above another; those beyond are in the table alone."""
GUTTER, EDGE, TOP, LANE, ROW, FOOT = 92.0, 26.0, 10.0, 15.0, 40.0, 40.0
"""Pixels: left of the first day, right of the last, above the first row, of a lane, of a row without bars, under the last row."""
GAP, WIDER, ROOM = 22.0, 3.5, 46.0
"""Pixels from a day to the next, for each doubling of the time between, and that a label takes."""
_FAR_GAP = 16
"""Doublings of a day beyond which a gap grows no wider: about 180 years."""
_SHORT = " Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ")


@dataclass(frozen=True, slots=True)
class Row:
    """What a row counts.

    Attributes:
        kind: "printed", "said", "spoken" or "due"; the shape of its marks goes by it.
        label: what stands before the row.
        one, several: what is counted, in words.
        days: day (EDTF) -> how many.
    """

    kind: str
    label: str
    one: str
    several: str
    days: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark: a point at ``x``, or a bar that begins there where it has a width; in pixels.

    Attributes:
        y, size: its middle and half its height.
        uncertain: every value that it stands for is marked as uncertain, or leaves an end open.
        words: what it tells.
    """

    kind: str
    x: float
    y: float
    size: float
    width: float
    count: int
    uncertain: bool
    words: str

    @property
    def shape(self) -> str:
        """The corners of a point's shape as an SVG ``points`` attribute: printed is a square, spoken of a diamond, due a triangle."""
        x, y, s = self.x, self.y, self.size
        if self.kind == "printed":
            corners = [(x - s, y - s), (x + s, y - s), (x + s, y + s), (x - s, y + s)]
        elif self.kind == "due":
            corners = [(x - s, y - s), (x + s, y - s), (x, y + s)]
        else:
            corners = [(x, y - s * 1.2), (x + s * 1.2, y), (x, y + s * 1.2), (x - s * 1.2, y)]
        return " ".join(f"{a:.1f},{b:.1f}" for a, b in corners)


@dataclass(frozen=True, slots=True)
class Band:
    """A row as drawn: its label, the line that it stands on, and its marks."""

    label: str
    y: float
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table beside the drawing: a day or longer time in words, and how many of each kind."""

    words: str
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing, in pixels.

    Attributes:
        ticks: (x, label, year) of the days named below; the year where it is another than that before, else empty.
        dues: where a day due goes through all rows.
        by: "day", "month", "year" or "decade": by what marks are counted, within the time of the coverage and beyond it.
        left: how many things have no mark for want of room.
        lines: the same as a table, with what has no mark.
    """

    width: float
    height: float
    bands: tuple[Band, ...]
    ticks: tuple[tuple[float, str, str], ...]
    dues: tuple[float, ...]
    by: tuple[str, str]
    left: int
    lines: tuple[Line, ...]


def rows(entries: Iterable[Entry], printed: Iterable[str | None], said: Mapping[str, int]) -> tuple[Row, ...]:
    """The rows of a story.

    Args:
        entries: of its timeline, those that are listed.
        printed: the day on which each article was printed, EDTF or with a time of day.
        said: day said (EDTF) -> number of statements.
    """
    spoken: dict[str, int] = {}
    due: dict[str, int] = {}
    for e in entries:
        if e.of is not None and interval(e.of):
            where = due if e.kind is EntryKind.DUE else spoken
            where[e.of] = where.get(e.of, 0) + 1
    days: dict[str, int] = {}
    for day in printed:
        plain = (day or "").replace("T", " ").split(" ")[0]
        if interval(plain):
            days[plain] = days.get(plain, 0) + 1
    return (
        Row("printed", "Printed", "article printed", "articles printed", days),
        Row("said", "Said", "statement made", "statements made", {d: n for d, n in said.items() if interval(d)}),
        Row("spoken", "Spoken of", "thing told of", "things told of", spoken),
        Row("due", "Due", "commitment due", "commitments due", due),
    )


def picture(told: Sequence[Row]) -> Picture | None:
    """The drawing of some rows; None where no day is known. Rows without a day are left out."""
    told = [row for row in told if any(interval(day) for day in row.days)]
    if not told:
        return None
    grain, counted, stops = _grained(told)
    left, at = 0, _places(stops[-STOPS:])
    bands, top, dues = [], TOP, []
    for row, marks in zip(told, counted, strict=True):
        known = {ends: tally for ends, tally in marks.items() if all(end is None or end in at for end in ends)}
        left += sum(tally.count for ends, tally in marks.items() if ends not in known)
        points = {ends: tally for ends, tally in known.items() if ends[0] == ends[1]}
        lanes, over = _lanes([ends for ends in known if ends not in points], at)
        left += sum(known[ends].count for ends in over)
        y = top + ROW / 2 + 4
        placed = sorted((at[ends[0]], ends) for ends in points if ends[0] is not None)
        drawn = [_mark(row, x, 0.0, y, points[ends], grain, ends) for x, ends in placed]
        for n, lane in enumerate(lanes):
            middle = top + ROW + LANE * n + 3 if points else top + 18 + LANE * n
            for ends in lane:
                first, last = _ends(ends, at)
                drawn.append(_mark(row, first, last - first, middle, known[ends], grain, ends))
        if row.kind == "due":
            dues = [at[ends[0]] for ends in points if ends[0] is not None]
        bands.append(Band(row.label, y, tuple(drawn)))
        top += (ROW if points or not lanes else 18) + LANE * len(lanes) + 4
    width = max(at.values()) + EDGE
    ticks = _ticks(at, grain, {ends for marks in counted for ends in marks})
    lines = _table(counted, grain)
    return Picture(round(width, 1), round(top + FOOT, 1), tuple(bands), ticks, tuple(sorted(dues)), (grain.inner, grain.outer), left, lines)


Ends = tuple[Day | None, Day | None]
"""The first and the last day of what a mark stands for; None is open."""


@dataclass(frozen=True, slots=True)
class _Grain:
    """By what marks are counted.

    Attributes:
        core: the first and last day of the time of the coverage, whole months; None where it is not known.
        inner, outer: within it and beyond.
    """

    core: tuple[Day, Day] | None
    inner: str
    outer: str

    def unit(self, day: Day) -> str:
        """By what marks of a day are counted."""
        return self.inner if self.core is not None and self.core[0] <= day <= self.core[1] else self.outer

    def snap(self, day: Day) -> Day:
        """The first day of what is counted together with a day; days keep their order."""
        first = _FIRST[self.unit(day)](day)
        if self.core is not None and self.core[1] < day:
            return max(first, _after(self.core[1]))
        return first

    def late(self, day: Day) -> bool:
        """Whether a first day stands for the rest of a longer time of which the coverage has the beginning."""
        return self.core is not None and day == _after(self.core[1]) and day != _FIRST[self.outer](day)

    def name(self, tally: _Tally, ends: Ends) -> str:
        """What a mark stands for, in words."""
        first, last = ends
        if len(set(tally.values)) == 1 or first != last or first is None:
            told = in_words(tally.values[0])
            return told if len(tally.values) == 1 else f"{told} and {len(tally.values) - 1} like it"
        if self.late(first) or (self.core is not None and self.unit(first) in ("year", "decade") and first[0] == self.core[0][0]):
            values = sorted(set(tally.values), key=lambda v: (order(v), v))
            return f"{in_words(values[0])} to {in_words(values[-1])}"
        year = f"{first[0]:04}" if first[0] >= 0 else f"-{-first[0]:04}"
        match self.unit(first):
            case "day":
                return in_words(f"{year}-{first[1]:02}-{first[2]:02}")
            case "month":
                return in_words(f"{year}-{first[1]:02}")
            case "year":
                return in_words(year)
        return f"{in_words(year)} and the nine years after"


@dataclass(frozen=True, slots=True, order=True)
class _Tally:
    """What one mark stands for: how many, whether every value is uncertain, the values."""

    count: int
    uncertain: bool
    values: tuple[str, ...]


_FIRST: Mapping[str, Callable[[Day], Day]] = {
    "day": lambda d: d,
    "month": lambda d: (d[0], d[1], 1),
    "year": lambda d: (d[0], 1, 1),
    "decade": lambda d: (d[0] - d[0] % 10, 1, 1),
}
_STEPS = (
    ("day", "day"),
    ("day", "month"),
    ("day", "year"),
    ("month", "year"),
    ("month", "decade"),
    ("year", "decade"),
    ("decade", "decade"),
)


def _after(day: Day) -> Day:
    """The first day of the next month."""
    return (day[0], day[1] + 1, 1) if day[1] < 12 else (day[0] + 1, 1, 1)


def _core(told: Sequence[Row]) -> tuple[Day, Day] | None:
    """The months in which the articles were printed, else the statements made."""
    for kind in ("printed", "said"):
        found = [i for row in told if row.kind == kind for day in row.days if (i := interval(day)) is not None]
        first, last = min((i.earliest for i in found if i.earliest), default=None), max((i.latest for i in found if i.latest), default=None)
        if first is not None and last is not None and first <= last:
            return (first[0], first[1], 1), _last_of(last)
    return None


def _grained(told: Sequence[Row]) -> tuple[_Grain, list[dict[Ends, _Tally]], list[Day]]:
    """By what marks are counted so that there are few enough days; the marks of each row; the days."""
    core = _core(told)
    for inner, outer in _STEPS:
        grain = _Grain(core, inner, outer)
        counted = [_counted(row, grain) for row in told]
        stops = sorted({end for marks in counted for ends in marks for end in ends if end is not None})
        if len(stops) <= STOPS:
            break
    return grain, counted, stops


def _counted(row: Row, grain: _Grain) -> dict[Ends, _Tally]:
    out: dict[Ends, _Tally] = {}
    for day, n in sorted(row.days.items()):
        found = interval(day)
        if found is not None:
            ends = (grain.snap(found.earliest) if found.earliest else None, grain.snap(found.latest) if found.latest else None)
            old = out.get(ends, _Tally(0, True, ()))
            out[ends] = _Tally(old.count + n, old.uncertain and (found.uncertain or None in ends), (*old.values, day))
    return out


def _number(day: Day) -> int:
    """A number of days that grows with the day; months count 31."""
    return day[0] * 372 + (day[1] - 1) * 31 + day[2]


def _places(stops: Sequence[Day]) -> dict[Day, float]:
    """Where each day stands."""
    x = GUTTER + 14
    out = {stops[0]: x}
    for before, day in pairwise(stops):
        x += GAP + WIDER * min(_FAR_GAP, log2(_number(day) - _number(before)))
        out[day] = round(x, 1)
    return out


def _ends(ends: Ends, at: Mapping[Day, float]) -> tuple[float, float]:
    """Where a bar begins and ends; an open end is at the edge."""
    first = at[ends[0]] if ends[0] is not None else GUTTER
    last = at[ends[1]] if ends[1] is not None else max(at.values()) + EDGE - 4
    return first, last


def _lanes(bars: Iterable[Ends], at: Mapping[Day, float]) -> tuple[list[list[Ends]], list[Ends]]:
    """Bars in lanes in which none touches another, and those for which there is no room."""
    lanes: list[list[Ends]] = []
    over = []
    for ends in sorted(bars, key=lambda e: (*_ends(e, at), str(e))):
        first = _ends(ends, at)[0]
        lane = next((lane for lane in lanes if _ends(lane[-1], at)[1] + 4 < first), None)
        if lane is not None:
            lane.append(ends)
        elif len(lanes) < LANES:
            lanes.append([ends])
        else:
            over.append(ends)
    return lanes, over


def _mark(row: Row, x: float, width: float, y: float, told: _Tally, grain: _Grain, ends: Ends) -> Mark:
    size = min(9.0, 4.5 + log2(told.count)) if not width else 4.5
    words = f"{told.count} {row.one if told.count == 1 else row.several}: {grain.name(told, ends)}"
    return Mark(row.kind, round(x, 1), round(y, 1), round(size, 1), round(width, 1), told.count, told.uncertain, words)


def _table(counted: Sequence[Mapping[Ends, _Tally]], grain: _Grain) -> tuple[Line, ...]:
    """Marks of all rows as lines, in order of their days."""
    every: dict[Ends, _Tally] = {}
    for marks in counted:
        for ends, tally in marks.items():
            old = every.get(ends, _Tally(0, False, ()))
            every[ends] = _Tally(0, False, tuple(dict.fromkeys((*old.values, *tally.values))))
    named = sorted(
        (((first or last or FAR), last or FAR, grain.name(tally, (first, last))), (first, last)) for (first, last), tally in every.items()
    )
    return tuple(Line(key[2], tuple(marks[ends].count if ends in marks else 0 for marks in counted)) for key, ends in named)


def _ticks(at: Mapping[Day, float], grain: _Grain, told: Iterable[Ends]) -> tuple[tuple[float, str, str], ...]:
    """The days that are named, as many as there is room for; the first of a whole year or month by that, and its last not at all."""
    whole: dict[Day, set[str]] = {}
    for first, last in told:
        width = _width(first, last)
        for end, name in ((first, width), (last, "" if width in ("month", "year") else width)):
            if end is not None:
                whole.setdefault(end, set()).add(name)
    out: list[tuple[float, str, str]] = []
    year: int | None = None
    for day, x in at.items():
        names = whole.get(day, {"day"})
        if names == {""} or (out and x - out[-1][0] < ROOM):
            continue
        by = grain.unit(day)
        precise = by if by != "day" else next(n for n in ("day", "month", "year") if n in names)
        told_year = in_words(f"{day[0]:04}" if day[0] >= 0 else f"-{-day[0]:04}")
        name = {"day": f"{day[2]} {_SHORT[day[1]]}", "month": _SHORT[day[1]], "decade": f"{told_year}s"}.get(precise, told_year)
        name = "later" if grain.late(day) and precise in ("year", "decade") else name
        out.append((x, name, told_year if precise in ("day", "month") and day[0] != year else ""))
        year = day[0]
    return tuple(out)


def _width(first: Day | None, last: Day | None) -> str:
    """Whether days are a month, years, or to be named as days."""
    if first is None or last is None or first[2] != 1 or last != _last_of(last):
        return "day"
    if first[1] == 1 and last[1] == 12:
        return "year"
    return "month" if first[:2] == last[:2] else "day"


def _last_of(day: Day) -> Day:
    found = interval(f"{day[0]:04}-{day[1]:02}" if day[0] >= 0 else f"-{-day[0]:04}-{day[1]:02}")
    return found.latest if found is not None and found.latest is not None else day
