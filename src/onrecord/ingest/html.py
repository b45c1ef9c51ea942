"""HTML pages: the main text with its paragraphs, and what the page says of itself.

trafilatura extracts; where it returns next to nothing, resiliparse gives a second opinion. The page is parsed here first, with the
depth limit lifted (the default drops everything below depth 256 without a word) and a cap of our own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from onrecord.errors import Rejected
from onrecord.ingest.article import make, published_day
from onrecord.ingest.decode import decode
from onrecord.ingest.source import Given, Item

LARGEST = 20_000_000
"""Bytes of a page."""
DEEPEST = 1_000
"""Tags inside one another that the first extractor is given: its time grows with the square of the depth, and its stack ends."""
LITTLE = 200
"""Characters below which the first extractor's result is doubted."""

_TAG = re.compile(rb"<\s*(?:!doctype\s+html|html|head|body|article|meta|title|p|div|h1)\b", re.I)


def fits(head: bytes, name: str) -> bool:
    """A page shows a tag of HTML in its first bytes; a name in .html helps a page that begins late."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    return (start.startswith(b"<") and bool(_TAG.search(start[:2048]))) or name.lower().endswith((".html", ".htm", ".xhtml"))


def items(path: Path | None, data: bytes, name: str, given: Given) -> Iterator[Item]:
    """The one article of a page."""
    try:
        if len(data) > LARGEST:
            raise Rejected(f"the page has {len(data):,} bytes, more than the {LARGEST:,} that a page may have")
        text, found = extract(_decoded(data))
        yield Item(
            name,
            None,
            make(
                text,
                name,
                outlet=given.outlet or found.get("outlet"),
                title=given.title or found.get("title"),
                published=given.published or found.get("published"),
                url=given.url or found.get("url"),
                author=found.get("author"),
            ),
        )
    except Rejected as error:
        yield Item(name, None, None, str(error))


_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]{2,40})", re.I)


def _decoded(data: bytes) -> str:
    declared = _CHARSET.search(data[:4096])
    if declared:
        try:
            return data.decode(declared.group(1).decode("ascii"))
        except (LookupError, UnicodeDecodeError):
            pass
    return decode(data)


def extract(page: str) -> tuple[str, dict[str, str | None]]:
    """(text, fields) of a page: paragraphs apart by a blank line, fields outlet, title, published, url, author.

    Raises:
        Rejected: the page has no paragraph.
    """
    import trafilatura
    from lxml import html as lxml_html

    if not page.strip():
        raise Rejected("the page is empty")
    page = page.encode("utf-8", "replace").decode("utf-8")  # halves of characters, as JSON may escape them, are none to the extractors
    tree: Any = None
    try:
        tree = lxml_html.fromstring(page.encode("utf-8"), parser=lxml_html.HTMLParser(huge_tree=True, encoding="utf-8"))
    except (ValueError, TypeError, AssertionError, lxml_html.etree.LxmlError):
        tree = None
    text, fields = "", dict[str, str | None]()
    if tree is not None and _depth(tree) <= DEEPEST:
        found: Any = None
        with suppress(Exception):  # whatever a foreign page makes it raise, the second extractor still has its say
            found = trafilatura.bare_extraction(tree, include_comments=False, include_tables=False, with_metadata=True, favor_recall=True)
        if found is not None:
            text = _paragraphs(found.body if getattr(found, "body", None) is not None else None, found.text or "")
            fields = {
                "outlet": found.sitename,
                "title": found.title,
                "published": _day(found.date),
                "url": _link(found.url),
                "author": found.author,
            }
    if len(text) < LITTLE:
        other = _second(page)
        if len(other) > 2 * len(text):
            text = other
    if not any(c.isalnum() for c in text):
        raise Rejected("the page has no paragraph of text")
    title = fields.get("title")
    if title and not text.startswith(title) and title not in text[: len(title) + 200]:
        text = f"{title}\n\n{text}"
    return text, fields


def _depth(tree: Any) -> int:
    """How many tags lie inside one another at most."""
    from lxml.etree import iterwalk

    depth = deepest = 0
    for event, _ in iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


def _paragraphs(body: Any, plain: str) -> str:
    """The blocks of an extracted body, one paragraph each."""
    if body is None:
        return "\n\n".join(line.strip() for line in plain.splitlines() if line.strip())
    blocks: list[str] = []
    for block in body.iter("p", "head", "quote", "item", "ab"):
        if block.tag != "quote" or block.find(".//p") is None:
            inner = "".join(block.itertext()) if not any(c.tag in ("p", "item") for c in block) else (block.text or "")
            line = " ".join(inner.split())
            if line and (not blocks or blocks[-1] != line):
                blocks.append(line)
    return "\n\n".join(blocks) if blocks else "\n\n".join(line.strip() for line in plain.splitlines() if line.strip())


def _second(page: str) -> str:
    from resiliparse.extract.html2text import extract_plain_text

    try:
        lines: str = extract_plain_text(page, main_content=True, alt_texts=False, links=False)
    except (ValueError, RuntimeError):
        return ""
    return "\n\n".join(line.strip() for line in lines.splitlines() if line.strip())


def _day(value: str | None) -> str | None:
    try:
        return published_day(value)
    except Rejected:
        return None


def _link(value: str | None) -> str | None:
    return value if value and value.startswith(("http://", "https://")) and len(value) < 2_000 else None
