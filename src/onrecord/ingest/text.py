"""Plain text: one file, one article. The stored text is the file's, character for character."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from onrecord.errors import Rejected
from onrecord.ingest.article import make
from onrecord.ingest.decode import decode
from onrecord.ingest.source import Given, Item


def headline(text: str) -> str | None:
    """The first line, if it is short enough to be a title."""
    for line in text.splitlines():
        if line.strip():
            return line.strip() if len(line.strip()) <= 200 else None
    return None


def items(path: Path | None, data: bytes, name: str, given: Given) -> Iterator[Item]:
    """The one article of a text file."""
    try:
        text = decode(data)
        yield Item(
            name, None, make(text, name, outlet=given.outlet, title=given.title or headline(text), published=given.published, url=given.url)
        )
    except Rejected as error:
        yield Item(name, None, None, str(error))


def fits(head: bytes, name: str) -> bool:
    """Everything that nothing else takes is text."""
    return True
