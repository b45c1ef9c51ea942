"""The part of EDTF (ISO 8601-2) that a record uses: days, months, years, intervals, each perhaps uncertain."""
from __future__ import annotations

import re
from datetime import date, datetime

POINT = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?[?~%]?")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def is_valid(value: str) -> bool:
    """Whether the value is a day, a month, a year or an interval of them ("2031-05", "2031-05-02?", "2031/..")."""
    parts = value.split("/")
    if len(parts) > 2:
        return False
    return all((part == ".." and len(parts) == 2) or _is_point(part) for part in parts)


def is_day(value: str | None) -> bool:
    """Whether the value is one certain day."""
    return value is not None and DAY.fullmatch(value) is not None


def is_moment(value: str) -> bool:
    """Whether the value is a day, or a day with time and zone, as articles carry it."""
    if is_day(value):
        return is_valid(value)
    try:
        return datetime.fromisoformat(value).tzinfo is not None
    except ValueError:
        return False


def _is_point(part: str) -> bool:
    found = POINT.fullmatch(part)
    if found is None:
        return False
    year, month, day = (int(group) if group else 1 for group in found.groups())
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
