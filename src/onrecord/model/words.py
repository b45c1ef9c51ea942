"""Words on a page: spans, articles and what of a page is no part of its text."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A verbatim piece of an article's text."""

    start: int
    end: int
    text: str

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Span:
        """The span ``text[start:end]``."""
        return cls(start, end, text[start:end])


class FurnitureKind(StrEnum):
    """What of a page is no part of the article's running text."""

    ADVERTISEMENT = "advertisement"
    NOTICE = "notice"
    CAPTION = "caption"
    RELATED = "related"
    CREDIT = "credit"
    PROMO = "promo"
    AUTHOR = "author"


@dataclass(frozen=True, slots=True)
class Furniture:
    """A line or block of the page that is not the article: marked, never deleted."""

    start: int
    end: int
    text: str
    kind: FurnitureKind


@dataclass(frozen=True, slots=True)
class Article:
    """One article as stored. ``id`` is derived from url, outlet and text (see :func:`onrecord.ingest.article.identity`)."""

    id: str
    text: str
    source: str
    outlet: str | None = None
    title: str | None = None
    published: str | None = None
    url: str | None = None
    author: str | None = None
