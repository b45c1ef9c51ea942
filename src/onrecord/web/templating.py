"""Templates: what they are given, and how days, words and places are written in them. Everything is escaped; nothing of an article is HTML."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any
from urllib.parse import quote, urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined

from onrecord.edtf import in_words
from onrecord.judgements.states import states_of, told_by
from onrecord.model import Article, Evidence

MANY = 60
"""Characters of a text fragment before it is given by its first and last words."""


def flat(words: str) -> str:
    """One line without control characters."""
    return " ".join("".join(c if c.isprintable() or c.isspace() else "\ufffd" for c in words).split())


def safe_url(url: str | None) -> str | None:
    """The address where it is one of the web, else None: no other scheme is ever linked."""
    if not url:
        return None
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    return url.strip() if parts.scheme.lower() in ("http", "https") and parts.netloc else None


def fragment(url: str | None, words: str) -> str | None:
    """A link into the live page that marks the words (URL text fragment, WICG), or None where there is no page."""
    page = safe_url(url)
    if page is None:
        return None
    told = words.split()
    whole = " ".join(told)
    cut = f"{_encoded(' '.join(told[:4]))},{_encoded(' '.join(told[-4:]))}" if len(whole) > MANY and len(told) > 8 else _encoded(whole)
    return f"{page.split('#')[0]}#:~:text={cut}"


def _encoded(words: str) -> str:
    return quote(words, safe="").replace("-", "%2D")


def place(e: Evidence) -> str:
    """The address of a line in its article on this server."""
    return f"/articles/{quote(e.article, safe='')}?at={e.start}-{e.end}#at"


def house(article: Article) -> str:
    """Outlet and day of an article, as a reporter names a source."""
    return f"{flat(article.outlet or article.source)}, {(article.published or 'no date')[:10]}"


def many(number: int, what: str, more: str | None = None) -> str:
    """A number with its noun."""
    return f"{number:,} {what if number == 1 else more or what + 's'}"


def query(given: Mapping[str, Any], **other: Any) -> str:
    """A query string of what is given, with some of it replaced."""
    told = {**given, **other}
    return "&".join(f"{quote(str(k), safe='')}={quote(str(v), safe='')}" for k, v in told.items() if v not in (None, "", False))


@cache
def environment() -> Environment:
    """The one environment; templates are part of the package."""
    made = Environment(
        loader=PackageLoader("onrecord.web", "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    made.filters |= {
        "day": in_words,
        "flat": flat,
        "safe_url": safe_url,
        "fragment": fragment,
        "place": place,
        "house": house,
        "path": lambda s: quote(s, safe=""),
    }
    made.globals |= {"many": many, "query": query, "told_by": told_by, "states_of": states_of}
    return made


def page(name: str, /, **told: Any) -> str:
    """A template with what it is given."""
    return environment().get_template(name).render(**told)
