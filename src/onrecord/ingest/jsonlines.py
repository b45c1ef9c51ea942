"""JSON Lines: one article a line. A broken line is refused with its number; the others go in."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from onrecord.errors import Rejected
from onrecord.ingest import html
from onrecord.ingest.article import make
from onrecord.ingest.decode import decode
from onrecord.ingest.source import Given, Item
from onrecord.ingest.text import headline

FIELDS = ("url", "outlet", "title", "author", "published", "text", "html")


def fits(head: bytes, name: str) -> bool:
    """Lines that begin with a brace; a name in .jsonl or .ndjson decides where the first line is broken or empty."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    return start.startswith(b"{") or name.lower().endswith((".jsonl", ".ndjson"))


def items(path: Path | None, data: bytes, name: str, given: Given) -> Iterator[Item]:
    """One item a line that is not blank; a file without any line is one refused item."""
    if not data.strip():
        yield Item(name, None, None, "the file is empty")
        return
    pieces = data.split(b"\n")
    whole = _one_document(data, pieces)
    if whole is not None:
        yield _item(whole, name, 1, given)
        return
    for number, piece in enumerate(pieces, 1):
        if not piece.strip():
            continue
        try:
            row = json.loads(decode(piece))
        except Rejected as error:
            yield Item(name, number, None, str(error))
            continue
        except (ValueError, RecursionError) as error:
            reason = error.msg if isinstance(error, json.JSONDecodeError) else str(error) or "nested too deep"
            yield Item(name, number, None, f"the line is no JSON ({reason}); mend or remove it")
            continue
        yield _item(row, name, number, given)


def _one_document(data: bytes, pieces: list[bytes]) -> Any:
    """The object of a file that is one JSON document over several lines, else None."""
    if len(pieces) < 2 or pieces[0].strip() != b"{":
        return None
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        return None


def _item(row: Any, name: str, number: int, given: Given) -> Item:
    try:
        if not isinstance(row, dict):
            raise Rejected('the line is no JSON object; an article is {"text": …}')
        for field in FIELDS:
            if row.get(field) is not None and not isinstance(row[field], str):
                raise Rejected(f"{field} is no string")
        text, page = row.get("text"), row.get("html")
        found: dict[str, str | None] = {}
        if text is None and page is not None:
            text, found = html.extract(page)
        if text is None:
            raise Rejected("the line has neither text nor html")
        article = make(
            text,
            name,
            outlet=row.get("outlet") or given.outlet or found.get("outlet"),
            title=row.get("title") or given.title or found.get("title") or headline(text),
            published=row.get("published") or given.published or found.get("published"),
            url=row.get("url") or given.url or found.get("url"),
            author=row.get("author") or found.get("author"),
        )
    except Rejected as error:
        return Item(name, number, None, str(error))
    return Item(name, number, article)
