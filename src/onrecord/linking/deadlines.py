"""The day by which something is to be done, from the words of a promise: "by June 1", "before Christmas", "within thirty days".

Days are counted from the day said. "By the end of" a month or a year is its last day; "before" a day is the day before it, but for
what is not to be done before it; "until" a day and a mission's end are that day.
"""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

from onrecord.reading.almanac import counted, feast
from onrecord.reading.dates import Date, anchor, dates

_EDTF_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_EDTF_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")
_LEAD = r"(?:(?:noon|midnight|dawn|dusk|nightfall|\d{1,2}(?:[.:]\d\d)? ?(?:am|pm|a\.m\.|p\.m\.)?|the (?:morning|evening|close of business)) (?:on |of )?)?"
_BEFORE_DATE = (
    (
        5,
        "by",
        re.compile(
            rf"\b(?:by|no later than|not later than|at the latest (?:by|on)|ending(?: on)?|ends(?: on)?|in time for) {_LEAD}(?:the )?$",
            re.I,
        ),
    ),
    (5, "end", re.compile(r"\bthe (?:end|close) of (?:the )?(?:month of )?$", re.I)),
    (5, "start", re.compile(r"\bthe (?:start|beginning) of (?:the )?$", re.I)),
    (4, "before", re.compile(rf"\b(?:before|ahead of) {_LEAD}(?:the )?$", re.I)),
    (4, "until", re.compile(rf"\b(?:until|till|through|up to) (?:at least )?{_LEAD}(?:the )?$", re.I)),
    (3, "from", re.compile(r"\b(?:from|starting(?: on| from)?|beginning(?: on)?|as of|with effect from) (?:next )?(?:the )?$", re.I)),
    (3, "on", re.compile(r"\b(?:on|for) (?:the morning of |the evening of )?(?:the )?$", re.I)),
    (2, "in", re.compile(r"\bin (?:early |mid-|late )?(?:the )?$", re.I)),
)
_INSIDE = (
    (5, "end", re.compile(r"^(?:the )?(?:end|close|rest|course) of\b", re.I)),
    (3, "start", re.compile(r"^(?:the )?(?:start|beginning) of\b", re.I)),
)
_WITHIN = re.compile(
    r"\b(?:within|inside|in (?:no more than|at most|under)) (?:the next )?(?P<count>[\w-]+(?: [\w-]+)?) (?P<unit>day|week|month|year)s?\b",
    re.I,
)
_OUT = re.compile(
    r"\bbefore (?:the|this) (?P<unit>week|month|year) (?:is|was|has|had)(?: gone)? (?:out|over|up)\b|\b(?:by )?(?P<end>month|year)[- ]end\b",
    re.I,
)
_NTH = re.compile(r"\b(?P<way>by|on|before|until|for) the (?P<day>[12]?\d|3[01])(?:st|nd|rd|th)\b(?! (?:of )?[A-Z])", re.I)
_NO = re.compile(r"\b(?:no|not|nobody|none|never|nothing|no one|neither|[a-z]+n['’]t)\b", re.I)
_NEW_YEAR = re.compile(r"\b(?P<way>by|before|until) (?:the )?New Year\b(?!['’]s Eve)")
_SINCE = re.compile(r"\b(?:since|after|last|(?<!end )(?<!start )(?<!beginning )(?<!close )of|dated) (?:the )?$", re.I)


def due(text: str, start: int, end: int, said: str | None, printed: str | None) -> tuple[str | None, float]:
    """The day by which what ``text[start:end]`` promises is to be done, EDTF, None where the words give none; and how plainly, 0 to 1.

    Args:
        text: of the article.
        start, end: the words of the promise.
        said: the day said, EDTF.
        printed: the day printed, ISO 8601.
    """
    here = anchor(said if said and _EDTF_DAY.fullmatch(said) else printed)
    found = [f for f in (*_named(text, start, end, here), *_counted(text[start:end], here)) if f[2]]
    later = [f for f in found if here is None or f[2] >= here.isoformat()[: len(f[2])]]
    if not later:
        return None, 0.0
    rank, _, value = min(later, key=lambda f: (-f[0], f[1]))
    return value, 1.0 if rank > 2 else 0.3


def _counted(words: str, here: date | None) -> list[tuple[int, int, str]]:
    """Days that are counted or told by their number alone: (rank, place, day)."""
    out: list[tuple[int, int, str]] = []
    if here is None:
        return out
    for found in _WITHIN.finditer(words):
        many = counted(found["count"].casefold())
        if many is None or (many == 1 and found["unit"].lower() == "week"):
            continue
        unit = found["unit"].lower()
        if unit in ("day", "week"):
            out.append((4, found.start(), (here + timedelta(days=many * (7 if unit == "week" else 1))).isoformat()))
        else:
            out.append((4, found.start(), _months_on(here, many * (12 if unit == "year" else 1)).isoformat()))
    for found in _OUT.finditer(words):
        unit = (found["unit"] or found["end"]).lower()
        out.append((5, found.start(), _closing(here, unit).isoformat()))
    for found in _NTH.finditer(words):
        day = _next(here, int(found["day"]))
        if day is not None:
            early = found["way"].lower() == "before" and not _NO.search(words)
            out.append((5, found.start(), (day - timedelta(days=early)).isoformat()))
    for found in _NEW_YEAR.finditer(words):
        out.append((5, found.start(), date(here.year, 12, 31).isoformat()))
    return out


def _named(text: str, start: int, end: int, here: date | None) -> list[tuple[int, int, str]]:
    """The days that the words name, each with what stands before it: (rank, place, day)."""
    out: list[tuple[int, int, str]] = []
    for one in dates(text, start, end, here.isoformat() if here else None):
        if not one.value:
            continue
        before = text[max(start, one.start - 40) : one.start]
        if _SINCE.search(before):
            continue
        rank, way = next(((r, w) for r, w, p in _INSIDE if p.search(text[one.start : one.end])), (0, ""))
        if not way:
            rank, way = next(((r, w) for r, w, p in _BEFORE_DATE if p.search(before)), (1, ""))
        value = _bounded(_ahead(one, text, here), way, text[start:end], here)
        if value:
            out.append((rank, one.start - start, value))
    return out


def _ahead(one: Date, text: str, here: date | None) -> Date:
    """A day of the week or a feast as the next one: promises look forward."""
    value = one.value or ""
    if here is None or not _EDTF_DAY.fullmatch(value) or value >= here.isoformat():
        return one
    if one.kind == "weekday":
        return Date(one.start, one.end, (date.fromisoformat(value) + timedelta(days=7)).isoformat(), one.kind)
    if one.kind == "feast" and not re.search(r"\d", text[one.start : one.end]):
        day = feast(" ".join(text[one.start : one.end].split()).casefold().replace("’", "'"), here.year + (value >= here.isoformat()[:4]))
        return Date(one.start, one.end, day.isoformat(), one.kind) if day else one
    return one


def _bounded(one: Date, way: str, words: str, here: date | None) -> str | None:
    """A named time as the day that binds."""
    value = one.value or ""
    if "/" in value:
        return value.split("/")[1] if way in ("end", "by", "before", "until") or one.kind in ("within", "weekend") else None
    if one.kind == "within" and way == "end" and len(value) == 4:
        return f"{value}-12-31"
    month = _EDTF_MONTH.fullmatch(value)
    if month and way in ("end", "by", "until"):
        year, number = int(month[1]), int(month[2])
        return f"{value}-{calendar.monthrange(year, number)[1]:02}" if way == "end" else None if way == "until" else value
    if month and way == "start":
        return f"{value}-01"
    if re.fullmatch(r"\d{4}", value):
        return f"{value}-12-31" if way in ("end", "by") else None
    if _EDTF_DAY.fullmatch(value):
        return (date.fromisoformat(value) - timedelta(days=1)).isoformat() if way == "before" and not _NO.search(words) else value
    return value if month and way in ("from", "in") else None


def _closing(here: date, unit: str) -> date:
    """The last day of the week, month or year of a day."""
    if unit == "week":
        return here + timedelta(days=6 - here.weekday())
    if unit == "month":
        return here.replace(day=calendar.monthrange(here.year, here.month)[1])
    return date(here.year, 12, 31)


def _months_on(here: date, many: int) -> date:
    year, month = divmod(here.month - 1 + many, 12)
    year, month = min(here.year + year, 9999), month + 1
    return date(year, month, min(here.day, calendar.monthrange(year, month)[1]))


def _next(here: date, day: int) -> date | None:
    """The next day of the month with this number."""
    for many in range(3):
        first = _months_on(here.replace(day=1), many)
        if day <= calendar.monthrange(first.year, first.month)[1] and first.replace(day=day) >= here:
            return first.replace(day=day)
    return None
