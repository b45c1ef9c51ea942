"""Expressions of time and the days they name, as EDTF, against the article's date; without that anchor only what is absolute.

A grammar of our own: the granularity of the words is kept (``2014``, ``2014-09``, ``2014-09-24``), direction comes from the words
before ("will", "until", "due"), and what cannot be fixed has no value.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

MONTHS = {
    m: n
    for n, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        1,
    )
    for m in names.split()
}
WEEKDAYS = {
    d: n
    for n, names in enumerate(
        ("monday mon", "tuesday tues tue", "wednesday wed", "thursday thurs thur thu", "friday fri", "saturday sat", "sunday sun")
    )
    for d in names.split()
}
SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
"""EDTF's numbers of the seasons."""
NUMBERS = {w: n for n, w in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())} | {
    "a": 1,
    "an": 1,
    "couple": 2,
}

_MONTH = r"(?P<month>January|February|March|April|May|June|July|August|September|October|November|December|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\.?)"
_DAY = r"(?P<day>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>1[5-9]\d\d|20\d\d)"
_WEEKDAY = r"(?P<weekday>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?|(?:Mon|Tue|Tues|Wed|Thu|Thur|Thurs|Fri|Sat|Sun)\.)"
_COUNT = r"(?P<count>\d{1,3}|a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_UNIT = r"(?P<unit>day|week|month|year)s?"

_PATTERNS = [
    (name, re.compile(pattern, re.I if name in ("relative", "ago", "span", "season", "century", "next", "last") else 0))
    for name, pattern in (
        ("iso", rf"\b{_YEAR}-(?P<mm>0[1-9]|1[0-2])-(?P<dd>0[1-9]|[12]\d|3[01])\b"),
        ("full", rf"\b(?:the )?{_DAY}(?: of)? {_MONTH},? {_YEAR}\b"),
        ("full", rf"\b{_MONTH} {_DAY},? {_YEAR}\b"),
        ("month", rf"\b(?:(?P<part>[Ee]arly|[Mm]id|[Ll]ate)[ -])?{_MONTH}(?: of)?,? {_YEAR}\b"),
        ("day", rf"\b{_MONTH} {_DAY}\b(?![:.,]?\d)"),
        ("day", rf"\b(?:the )?{_DAY}(?: of)? {_MONTH}(?!\w)"),
        (
            "season",
            rf"\b(?:(?P<which>this|last|next|the past|the coming) |(?:in|during|by|since|until|of) the |(?:in|by|since|until|early|late|mid) )"
            rf"(?P<season>spring|summer|autumn|fall|winter)\b(?:(?: of)? {_YEAR})?",
        ),
        ("season", rf"\b(?P<season>spring|summer|autumn|fall|winter)(?: of)? {_YEAR}\b"),
        ("century", r"\b(?:the )?(?:(?:early|mid|late)[ -])?(?P<n>\d{1,2})(?:st|nd|rd|th)[ -]centur(?:y|ies)\b(?P<bc> BC)?"),
        ("decade", r"\b(?:the )?(?:(?:early|mid|late)[ -])?(?P<decade>1[5-9]\d0|20\d0)['’]?s\b"),
        ("ago", rf"\b(?:(?:nearly|about|almost|some|just|more than|over) )?(?<![\d,.]){_COUNT} {_UNIT} (?:ago|earlier|before|prior)\b"),
        (
            "relative",
            r"\b(?P<word>the day before yesterday|the day after tomorrow|yesterday|today|tonight|tomorrow|this morning|this afternoon|this evening|last night)\b",
        ),
        ("last", rf"\b(?:the )?(?:last|past|next|coming) (?P<many>few|couple of|several|{_COUNT[len('(?P<count>') : -1]}) {_UNIT}\b"),
        ("next", r"\b(?:the )?(?:next|following|previous|same|day) (?:day|morning|evening|night|before|after)\b(?! yesterday| tomorrow)"),
        ("span", rf"\b(?:the )?(?P<which>last|next|this|past|coming|previous) (?:{_UNIT}|(?P<long>decade|century|weekend))\b"),
        ("weekday", rf"\b(?:(?P<which>[Ll]ast|[Nn]ext|[Tt]his|[Cc]oming) )?{_WEEKDAY}(?:\s(?:morning|afternoon|evening|night))?"),
        ("month", rf"\b(?<=[a-z] )(?:(?P<part>early|mid|late)[ -])?{_MONTH}(?! \d)(?!\w)"),
        (
            "year",
            rf"(?:(?<=\()|(?<=[a-z] )|(?<=[a-z], )|(?<=[–—-])|(?<=; )|(?<=\. )){_YEAR}\b(?![%,]\d|['’]?s\b|-\d|"
            r"\s(?:people|men|women|votes|miles|km|metres|meters|hours|jobs|words|feet|dead|soldiers|troops))",
        ),
    )
]
_FUTURE = re.compile(
    r"\b(?:will|'ll|would|next|plans?|planned|scheduled|expected|due|until|till|deadline|upcoming|by|ending|ends?|to (?:begin|start|take|be|run|meet|open))\b",
    re.I,
)


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


def _nearest(year: int, month: int, day: int, forward: bool, reference: date) -> date | None:
    options = []
    for y in (year - 1, year, year + 1):
        if day <= monthrange(y, month)[1]:
            options.append(date(y, month, day))
    if forward:
        options = [d for d in options if d >= reference] or options
    return min(options, key=lambda d: abs((d - reference).days), default=None)


def _value(kind: str, match: re.Match[str], reference: date | None, forward: bool) -> str | None:
    found = match.groupdict()
    if kind == "iso":
        return match.group(0)
    month = MONTHS[found["month"].rstrip(".").lower()] if found.get("month") else 0
    if kind == "full":
        day, year = int(found["day"]), int(found["year"])
        return f"{year:04}-{month:02}-{day:02}" if day <= monthrange(year, month)[1] else None
    if kind == "month" and found.get("year"):
        return f"{int(found['year']):04}-{month:02}"
    if kind == "year":
        return found["year"]
    if kind == "century":
        return None if found["bc"] else f"{int(found['n']) - 1:02}XX"
    if kind == "decade":
        return f"{found['decade'][:3]}X"
    if kind == "season" and found.get("year"):
        return f"{found['year']}-{SEASONS[found['season'].lower()]}"
    if reference is None:
        return None
    if kind == "day":
        near = _nearest(reference.year, month, int(found["day"]), forward, reference)
        return near.isoformat() if near else None
    if kind == "month":
        year = reference.year
        if forward and month < reference.month:
            year += 1
        elif not forward and month > reference.month:
            year -= 1
        return f"{year:04}-{month:02}"
    if kind == "weekday":
        name = found["weekday"].lower().rstrip(".")
        back = (reference.weekday() - WEEKDAYS[name if name in WEEKDAYS else name.removesuffix("s")]) % 7
        which = (found.get("which") or "").lower()
        if which == "last":
            back = back or 7
        elif which in ("next", "coming") or (forward and back):
            back -= 7
        return (reference - timedelta(days=back)).isoformat()
    if kind == "relative":
        shift = {"the day before yesterday": -2, "yesterday": -1, "last night": -1, "tomorrow": 1, "the day after tomorrow": 2}.get(
            found["word"].lower(), 0
        )
        return (reference + timedelta(days=shift)).isoformat()
    if kind == "next":
        return None  # counted from a day that another sentence tells
    if kind == "season":
        which = (found.get("which") or "").lower()
        year = reference.year + {"last": -1, "next": 1}.get(which, 0)
        number = SEASONS[found["season"].lower()]
        if not which and reference.month < (number - 21) * 3 + 3 and not forward:
            year -= 1  # "in the summer", told in spring: the one before
        return f"{year}-{number}"
    if kind == "last":
        many, unit = found["many"].lower(), found["unit"].lower()
        count = int(many) if many.isdigit() else {"couple of": 2}.get(many) or NUMBERS.get(many)
        if count is None or unit in ("month", "year"):
            return None
        length = timedelta(days=count * (7 if unit == "week" else 1))
        ahead = match.group().lower().removeprefix("the ").startswith(("next", "coming"))
        return (
            f"{reference.isoformat()}/{(reference + length).isoformat()}"
            if ahead
            else f"{(reference - length).isoformat()}/{reference.isoformat()}"
        )
    if kind == "ago":
        count = int(found["count"]) if found["count"].isdigit() else NUMBERS[found["count"].lower()]
        unit = found["unit"].lower()
        if unit in ("day", "week"):
            return (reference - timedelta(days=count * (7 if unit == "week" else 1))).isoformat() if unit == "day" else None
        if unit == "year":
            return f"{reference.year - count:04}"
        total = reference.year * 12 + reference.month - 1 - count
        return f"{total // 12:04}-{total % 12 + 1:02}"
    if found.get("long"):
        return None
    which, unit = found["which"].lower(), found["unit"].lower()
    step = -1 if which in ("last", "past", "previous") else 1 if which in ("next", "coming") else 0
    if unit == "year":
        return f"{reference.year + step:04}"
    if unit == "month":
        total = reference.year * 12 + reference.month - 1 + step
        return f"{total // 12:04}-{total % 12 + 1:02}"
    if unit == "week":
        monday = reference - timedelta(days=reference.weekday() - 7 * step)
        return f"{monday.isoformat()}/{(monday + timedelta(days=6)).isoformat()}"
    return None


def dates(text: str, start: int, end: int, published: str | None) -> list[Date]:
    """The expressions of time in ``text[start:end]``, in order, none overlapping another; earlier patterns win."""
    reference = anchor(published)
    taken: list[Date] = []
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text, start, end):
            if any(match.start() < d.end and d.start < match.end() for d in taken):
                continue
            if (
                kind in ("month", "day")
                and match.group("month") in ("May", "March")
                and not match.groupdict().get("day")
                and not match.groupdict().get("year")
                and not re.search(
                    r"\b(?:in|since|until|by|during|of|last|next|early|late|mid|from|to|this)\s+(?:(?:early|late|mid)[ -])?$",
                    text[max(start, match.start() - 20) : match.start("month")],
                    re.I,
                )
            ):
                continue
            forward = bool(_FUTURE.search(text, max(start, match.start() - 40), match.start()))
            try:
                value = _value(kind, match, reference, forward)
            except (KeyError, ValueError, OverflowError):
                value = None
            taken.append(Date(match.start(), match.end(), value, kind))
    return sorted(taken, key=lambda d: d.start)
