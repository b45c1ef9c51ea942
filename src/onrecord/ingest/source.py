"""The protocol of a source, and which source takes which file.

A source is a generator of items, each an article's fields with its place, or a refusal. Ours stand in
:data:`onrecord.ingest.files.SOURCES`: a name, a test on the first bytes, and the generator.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from onrecord.model import Article

SNIFFED = 4096
"""Bytes that a source may look at to tell whether the input is its own."""


@dataclass(frozen=True, slots=True)
class Given:
    """What the person gave along with the files: it fills what the input itself does not say."""

    outlet: str | None = None
    published: str | None = None
    url: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One piece of input: an article, or the reason why it is none."""

    source: str
    line: int | None
    article: Article | None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A kind of input.

    Attributes:
        fits: whether the first bytes (with the name as a hint) are of this kind.
        items: the articles of the input, in order; never raises for bad input.
    """

    name: str
    fits: Callable[[bytes, str], bool]
    items: Callable[[Path | None, bytes, str, Given], Iterator[Item]]
