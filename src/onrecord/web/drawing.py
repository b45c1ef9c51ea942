"""The drawing of a timeline: one row for the days printed, one for those said, one for those spoken of, and the days due.

What is drawn is counted by day first, so that hundreds of entries are as many marks as there are days. Days stand in order from left to
right; a gap between two days is drawn the wider the longer it is, by its logarithm, so that an event of another century does not press
the rest together. Where there are more days than can be told apart, marks are counted by month, by year, by decade.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log2

from onrecord.edtf import Day, in_words, interval
from onrecord.entry import Entry, EntryKind, order

STOPS = 80
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
        uncertain: a value that it stands for is marked as uncertain, or leaves an end open.
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
class Picture:
    """A drawing, in pixels.

    Attributes:
        ticks: (x, label, year) of the days named below; the year where it is another than that before, else empty.
        dues: where a day due goes through all rows.
        by: "day", "month", "year" or "decade": by what marks are counted.
        left: how many things have no mark for want of room.
    """

    width: float
    height: float
    bands: tuple[Band, ...]
    ticks: tuple[tuple[float, str, str], ...]
    dues: tuple[float, ...]
    by: str
    left: int


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table beside the drawing: a day in words, and how many of each kind."""

    day: str
    words: str
    counts: tuple[int, ...]


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


def table(told: Sequence[Row]) -> tuple[Line, ...]:
    """The same as a table, in order of the days."""
    days = sorted({day for row in told for day in row.days}, key=lambda d: (order(d), d))
    return tuple(Line(d, in_words(d), tuple(row.days.get(d, 0) for row in told)) for d in days)


def picture(told: Sequence[Row]) -> Picture | None:
    """The drawing of some rows; None where no day is known. Rows without a day are left out."""
    told = [row for row in told if any(interval(day) for day in row.days)]
    if not told:
        return None
    by, counted, stops = _grained(told)
    left, at = 0, _places(stops[-STOPS:])
    bands, top, dues = [], TOP, []
    for row, marks in zip(told, counted, strict=True):
        known = {ends: tally for ends, tally in marks.items() if all(end is None or end in at for end in ends)}
        left += sum(tally.count for ends, tally in marks.items() if ends not in known)
        points = {ends: tally for ends, tally in known.items() if ends[0] == ends[1]}
        lanes, over = _lanes([ends for ends in known if ends not in points], at)
        left += sum(known[ends].count for ends in over)
        y = top + ROW / 2 + 4
        placed = sorted((at[ends[0]], tally) for ends, tally in points.items() if ends[0] is not None)
        drawn = [_mark(row, x, 0.0, y, tally) for x, tally in placed]
        for n, lane in enumerate(lanes):
            middle = top + ROW + LANE * n + 3 if points else top + 18 + LANE * n
            for ends in lane:
                first, last = _ends(ends, at)
                drawn.append(_mark(row, first, last - first, middle, known[ends]))
        if row.kind == "due":
            dues = [at[ends[0]] for ends in points if ends[0] is not None]
        bands.append(Band(row.label, y, tuple(drawn)))
        top += (ROW if points or not lanes else 18) + LANE * len(lanes) + 4
    width = max(at.values()) + EDGE
    return Picture(
        round(width, 1),
        round(top + FOOT, 1),
        tuple(bands),
        _ticks(at, by, {ends for marks in counted for ends in marks}),
        tuple(sorted(dues)),
        by,
        left,
    )


Ends = tuple[Day | None, Day | None]
"""The first and the last day of what a mark stands for; None is open."""
Grain = Callable[[Day], Day]
"""A day -> the first of the time that is counted together."""


@dataclass(frozen=True, slots=True, order=True)
class _Tally:
    """What one mark stands for: how many, whether a value is uncertain, the values."""

    count: int
    uncertain: bool
    values: tuple[str, ...]


def _day(day: Day) -> Day:
    return day


def _month(day: Day) -> Day:
    return day[0], day[1], 1


def _year(day: Day) -> Day:
    return day[0], 1, 1


def _decade(day: Day) -> Day:
    return day[0] - day[0] % 10, 1, 1


_GRAINS: tuple[tuple[str, Grain], ...] = (("day", _day), ("month", _month), ("year", _year), ("decade", _decade))


def _grained(told: Sequence[Row]) -> tuple[str, list[dict[Ends, _Tally]], list[Day]]:
    """By what marks are counted so that there are few enough days; the marks of each row; the days."""
    out = [_with(by, grain, told) for by, grain in _GRAINS]
    return next((found for found in out if len(found[2]) <= STOPS), out[-1])


def _with(by: str, grain: Grain, told: Sequence[Row]) -> tuple[str, list[dict[Ends, _Tally]], list[Day]]:
    counted = [_counted(row, grain) for row in told]
    return by, counted, sorted({end for marks in counted for ends in marks for end in ends if end is not None})


def _counted(row: Row, grain: Grain) -> dict[Ends, _Tally]:
    out: dict[Ends, _Tally] = {}
    for day, n in sorted(row.days.items()):
        found = interval(day)
        if found is not None:
            ends = (grain(found.earliest) if found.earliest else None, grain(found.latest) if found.latest else None)
            old = out.get(ends, _Tally(0, False, ()))
            out[ends] = _Tally(old.count + n, old.uncertain or found.uncertain or None in ends, (*old.values, day))
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


def _mark(row: Row, x: float, width: float, y: float, told: _Tally) -> Mark:
    count, values = told.count, told.values
    size = min(9.0, 4.5 + log2(count)) if not width else 4.5
    when = in_words(values[0]) if len(values) == 1 else f"{in_words(values[0])} and {len(values) - 1} more"
    words = f"{count} {row.one if count == 1 else row.several}: {when}"
    return Mark(row.kind, round(x, 1), round(y, 1), round(size, 1), round(width, 1), count, told.uncertain, words)


def _ticks(at: Mapping[Day, float], by: str, told: Iterable[Ends]) -> tuple[tuple[float, str, str], ...]:
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
        precise = by if by != "day" else next(n for n in ("day", "month", "year") if n in names)
        told_year = in_words(f"{day[0]:04}" if day[0] >= 0 else f"-{-day[0]:04}")
        name = {"day": f"{day[2]} {_SHORT[day[1]]}", "month": _SHORT[day[1]], "decade": f"{told_year}s"}.get(precise, told_year)
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
