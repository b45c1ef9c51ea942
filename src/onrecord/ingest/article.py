"""From raw fields to a stored article: identity by content, and the checks that every source shares."""

from __future__ import annotations

import hashlib
import re
from datetime import date
from itertools import islice

from onrecord.errors import Rejected
from onrecord.model import Article

LONGEST = 2_000_000
"""Characters of text that an article may have."""
SHORTEST = 20
"""Characters that are not white space, below which there is nothing to read."""
FIELD = 2_000
"""Characters that a field beside the text may have."""

_DAY = re.compile(r"^\d{4}(?:-\d{2}(?:-\d{2})?)?(?=$|[T ])", re.ASCII)
_SOLID = re.compile(r"\S")
_SURROGATE = re.compile("[\ud800-\udfff]")


def identity(url: str | None, outlet: str | None, text: str) -> str:
    """The article's id: 16 hexadecimal digits of the SHA-256 of url, outlet and text.

    The same text under another url or in another outlet is another article (a reprint); the same url with another text is
    a new revision; all three alike are a duplicate.
    """
    digest = hashlib.sha256("\x00".join((url or "", outlet or "", text)).encode("utf-8"))
    return digest.hexdigest()[:16]


def published_day(value: str | None) -> str | None:
    """The date as given, if it begins with a real calendar day, month or year.

    Raises:
        Rejected: the value is no date.
    """
    if value is None or not value.strip():
        return None
    value = value.strip()
    found = _DAY.match(value)
    if found is None:
        raise Rejected(f"published is {value!r}, which is no ISO 8601 date; write it as 2014-09-26 or 2014-09-26T16:00:00-04:00")
    parts = [*map(int, found.group().split("-")), 1, 1][:3]
    try:
        date(*parts)
    except ValueError:
        raise Rejected(f"published is {value!r}, which is no day of the calendar") from None
    return value


def make(
    text: str,
    source: str,
    *,
    outlet: str | None = None,
    title: str | None = None,
    published: str | None = None,
    url: str | None = None,
    author: str | None = None,
) -> Article:
    """An article from its fields.

    Raises:
        Rejected: the text is empty, too short to read, too long, or not text; a field is no fit.
    """
    if _SURROGATE.search(text):
        raise Rejected("the text holds half a character (a lone surrogate); save it again as UTF-8")
    if "\x00" in text:
        raise Rejected("the text holds NUL characters, so it is not text")
    if len(text) > LONGEST:
        raise Rejected(f"the text has {len(text):,} characters, more than the {LONGEST:,} that an article may have; split it")
    solid = sum(1 for _ in islice(_SOLID.finditer(text), SHORTEST))
    if not solid:
        raise Rejected("the text is empty")
    if solid < SHORTEST:
        raise Rejected(f"the text has only {solid} characters, too few to be an article")
    fields = {"outlet": outlet, "title": title, "url": url, "author": author}
    for name, value in fields.items():
        if value is not None and (len(value) > FIELD or _SURROGATE.search(value) or "\x00" in value):
            raise Rejected(f"{name} is no plain text of at most {FIELD:,} characters")
    clean = {name: (value.strip() or None) if value is not None else None for name, value in fields.items()}
    return Article(
        identity(clean["url"], clean["outlet"], text),
        text,
        source,
        clean["outlet"],
        clean["title"],
        published_day(published),
        clean["url"],
        clean["author"],
    )
