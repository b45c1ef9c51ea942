"""``onrecord read``: a filter for pipes, JSON Lines in and readings out, without a record."""

from __future__ import annotations

import json
import sys
from typing import Any

from onrecord.export.document import absence, claim, span, statement
from onrecord.ingest.files import items, named
from onrecord.ingest.source import Given
from onrecord.model import Article, Reading


def line_of(article: Article, reading: Reading) -> dict[str, Any]:
    """A reading as one JSON object. ``who`` names an entity of the same line."""
    return {
        "id": article.id,
        "url": article.url,
        "outlet": article.outlet,
        "published": article.published,
        "model": reading.model,
        "furniture": [{"start": f.start, "end": f.end, "text": f.text, "kind": f.kind.value} for f in reading.furniture],
        "entities": [
            {
                "id": e.id,
                "kind": e.kind.value,
                "names": list(e.names),
                "descriptions": list(e.descriptions),
                "mentions": [span(m) for m in e.mentions],
            }
            for e in reading.entities
        ],
        "statements": [statement(s) for s in reading.statements],
        "claims": [claim(c) for c in reading.claims],
        "absences": [absence(a) for a in reading.absences],
    }


def read_lines(sources: list[str]) -> int:
    """Reads, writes, and returns the exit status; refusals go to standard error with file and line."""
    from onrecord.reading.reader import read

    status = 0
    for path in named(sources):
        for item in items(path, Given()):
            if item.article is None:
                place = f"{item.source}, line {item.line}" if item.line is not None else item.source
                print(f"rejected: {place}: {item.reason}", file=sys.stderr)
                status = 1
                continue
            sys.stdout.write(json.dumps(line_of(item.article, read(item.article)), ensure_ascii=False) + "\n")
            sys.stdout.flush()
    return status
