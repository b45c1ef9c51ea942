"""Citations: words as one line and between marks, the source that they stand in, and the way to them. Nothing here is escaped."""

from __future__ import annotations

import textwrap
from urllib.parse import quote, urlsplit

from onrecord.model import Article

MANY = 60
"""Characters of a text fragment before it is given by its first and last words."""


def flat(words: str) -> str:
    """One line without control characters."""
    return " ".join("".join(c if c.isprintable() or c.isspace() else "\ufffd" for c in words).split())


def quoted(words: str) -> str:
    """The words between marks that say where they begin and end; words in marks of their own keep them."""
    words = flat(words)
    return words if words[:1] in "“\"‘'«" else f"[{words}]"


def shorten(words: str, width: int) -> str:
    """The words cut to a width at a word's end."""
    return textwrap.shorten(flat(words), width, placeholder=" …")


def house(article: Article) -> str:
    """Outlet and day of an article, as a reporter names a source."""
    return f"{flat(article.outlet or article.source)}, {(article.published or 'no date')[:10]}"


def many(number: int, what: str, more: str | None = None) -> str:
    """A number with its noun."""
    return f"{number:,} {what if number == 1 else more or what + 's'}"


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
