"""What an earlier linking left in a record, asked for by the next one."""

from __future__ import annotations

import json
import sys
from array import array
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, select

from onrecord.linking.names import Key
from onrecord.linking.notes import Listing, Passages
from onrecord.model import Article, Claim, Statement
from onrecord.store import schema
from onrecord.store.codec import load

AT_ONCE = 5000
"""Values in one query, at most: databases bound their number."""


def packed(positions: array[int]) -> bytes:
    """Positions as they are stored."""
    if sys.byteorder == "big":
        positions = positions[:]
        positions.byteswap()
    return positions.tobytes()


def unpacked(stored: bytes) -> array[int]:
    """Positions of stored bytes."""
    positions = array("i")
    positions.frombytes(stored)
    if sys.byteorder == "big":
        positions.byteswap()
    return positions


def batches(values: Sequence[str]) -> Iterator[Sequence[str]]:
    """Values, as many at a time as one query takes."""
    for n in range(0, len(values), AT_ONCE):
        yield values[n : n + AT_ONCE]


class StoredShelf:
    """The shelf of a record.

    Args:
        rows: runs a query in the record.
    """

    def __init__(self, rows: Callable[[Select[Any]], Sequence[Any]]) -> None:
        self._rows = rows

    def _in(self, query: Select[Any], column: ColumnElement[Any], values: Sequence[str]) -> Iterator[Any]:
        for some in batches(values):
            yield from self._rows(query.where(column.in_(some)))

    def notes(self, kind: str, keys: Sequence[str]) -> dict[str, Any]:
        """Notes by key."""
        c = schema.note.c
        return {key: json.loads(body) for key, body in self._in(select(c.key, c.body).where(c.kind == kind), c.key, keys)}

    def listings(self, marks: Sequence[str], seasons: Sequence[int] | None) -> dict[Listing, array[int]]:
        """The positions of articles under marks."""
        c = schema.listing.c
        query = select(c.mark, c.season, c.articles)
        if seasons is not None:
            query = query.where(c.season.in_(seasons))
        return {(mark, season): unpacked(stored) for mark, season, stored in self._in(query, c.mark, marks)}

    def cast(self, articles: Sequence[str]) -> dict[Key, str]:
        """(article id, entity id) -> group."""
        c = schema.cast.c
        return {(a, e): key for a, e, key in self._in(select(c.article, c.entity, c.actor_key), c.article, articles)}

    def appearances(self, groups: Sequence[str]) -> dict[str, set[str]]:
        """Group -> stories."""
        c, m = schema.cast.c, schema.membership
        query = select(c.actor_key, m.c.story).join(m, m.c.article == c.article).distinct()
        out: dict[str, set[str]] = {}
        for key, story in self._in(query, c.actor_key, groups):
            out.setdefault(key, set()).add(story)
        return out

    def passages(self, articles: Sequence[str]) -> Passages:
        """Articles with what was said in them."""
        a, s, c = schema.article.c, schema.statement.c, schema.claim.c
        out = Passages()
        query = select(a.id, a.text, a.source, a.outlet, a.title, a.published, a.url, a.author)
        for row in self._in(query, a.id, articles):
            out.articles[row[0]] = Article(*row)
        for article, body in self._in(select(s.article, s.body).order_by(s.article, s.n), s.article, articles):
            out.statements.setdefault(article, []).append(load(Statement, body))
        for article, body in self._in(select(c.article, c.body).order_by(c.article, c.n), c.article, articles):
            out.claims.setdefault(article, []).append(load(Claim, body))
        return out
