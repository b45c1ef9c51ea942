"""Full text: which articles and statements have certain words, ranked. The one module that knows how a database indexes words.

SQLite's FTS5, three indexes: ``article_words`` over the columns of ``article``; ``statement_words`` without a copy of the words, its rows
numbered by :func:`place`; ``actor_words`` over names and aliases, its rows numbered by the actor's key. They are changed in the same
transaction as what they index, and what leaves an index is told to it in the words with which it was entered. With PostgreSQL, columns of
type tsvector take their place: :class:`Fulltext` and the functions below are all that the rest of the store knows of them.

Ranked by BM25 (Robertson and Zaragoza, 2009, with FTS5's k1 = 1.2 and b = 0.75), the newer first among equals.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, TextClause, text

from onrecord.excerpts import Term
from onrecord.model import Actor, Article, Statement
from onrecord.search import Query, folded
from onrecord.store.shelf import batches

INDEXES = ("article_words", "statement_words", "actor_words")
STATEMENTS = 1 << 20
"""Places of statements that an article has: more than the letters of the longest allow."""
BREAK = " \ue000 "
"""Between words that do not follow on one another: a word of its own that nobody types, so that no phrase goes across."""
TITLE = 4.0
"""How much more a word counts in a title than in the text."""


def place(position: int, n: int) -> int:
    """The number of a statement's row: the position of its article and its place in it."""
    return position * STATEMENTS + n


def enter_article(connection: Connection, position: int, article: Article) -> None:
    """Indexes an article that was stored."""
    told = {"at": position, "title": article.title, "words": article.text}
    connection.execute(text("INSERT INTO article_words(rowid, title, text) VALUES (:at, :title, :words)"), told)


def withdraw_article(connection: Connection, position: int, article: Article) -> None:
    """Takes an article out as it was entered; before its row is changed."""
    told = {"at": position, "title": article.title, "words": article.text}
    connection.execute(text("INSERT INTO article_words(article_words, rowid, title, text) VALUES ('delete', :at, :title, :words)"), told)


def enter_statements(connection: Connection, said: Mapping[str, Sequence[Statement]]) -> None:
    """Indexes the statements of articles: article id -> statements in text order."""
    positions = _positions(connection, list(said))
    rows = [
        {"at": place(positions[a], n), "words": BREAK.join(c.text for c in s.content)}
        for a in sorted(said, key=lambda a: positions[a])
        for n, s in enumerate(said[a])
    ]
    if rows:
        connection.execute(text("INSERT INTO statement_words(rowid, words) VALUES (:at, :words)"), rows)


def withdraw_statements(connection: Connection, articles: Sequence[str]) -> None:
    """Takes the statements of articles out; before their rows go."""
    query = text(
        "SELECT a.position, s.n, s.body FROM json_each(:ids) j JOIN statement s ON s.article = j.value JOIN article a ON a.id = s.article"
    )
    rows = [
        {"at": place(position, n), "words": BREAK.join(c["text"] for c in json.loads(body)["content"])}
        for some in batches(articles)
        for position, n, body in connection.execute(query, {"ids": json.dumps(some)}).all()
    ]
    if rows:
        connection.execute(text("INSERT INTO statement_words(statement_words, rowid, words) VALUES ('delete', :at, :words)"), rows)


def enter_names(connection: Connection, actors: Mapping[str, Actor]) -> None:
    """Indexes actors by name and aliases: key -> actor."""
    rows = [{"at": _number(k), "key": k, "words": BREAK.join((a.name, *a.aliases))} for k, a in actors.items()]
    if rows:
        connection.execute(text("INSERT INTO actor_words(rowid, actor_key, words) VALUES (:at, :key, :words)"), rows)


def withdraw_names(connection: Connection, keys: Sequence[str]) -> None:
    """Takes actors out."""
    if keys:
        connection.execute(text("DELETE FROM actor_words WHERE rowid = :at"), [{"at": _number(k)} for k in keys])


def clear(connection: Connection) -> None:
    """Takes out everything that was derived."""
    connection.execute(text("INSERT INTO statement_words(statement_words) VALUES ('delete-all')"))
    connection.execute(text("DELETE FROM actor_words"))


def _number(key: str) -> int:
    """The row of an actor's key: 63 bits of its BLAKE2."""
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest()) >> 1


def _positions(connection: Connection, articles: Sequence[str]) -> dict[str, int]:
    query = text("SELECT id, position FROM article WHERE id IN (SELECT value FROM json_each(:ids))")
    return {a: n for some in batches(articles) for a, n in connection.execute(query, {"ids": json.dumps(some)}).all()}


class Fulltext:
    """What of a record fits a query.

    Args:
        rows: runs a query in the record.
    """

    def __init__(self, rows: Callable[[TextClause], Sequence[Any]]) -> None:
        self._rows = rows

    def statements(self, query: Query, size: int, after: int = 0) -> tuple[list[str], int]:
        """Ids of the statements that fit, the best first, and how many fit.

        Args:
            query: with a story's full id, if it has one; its days are those said, where not known those printed.
            size: how many to give.
            after: how many to leave out.
        """
        asked, told = _asked(query)
        where, tables = self._circumstances(query, told), "hit h JOIN article a ON a.position = h.at / 1048576"
        if query.since or query.until:
            tables += " JOIN statement s ON s.article = a.id AND s.n = h.at % 1048576"
            day = "coalesce(s.said_on, a.published)"
            where += _within(day, query, told)
        if query.who is not None:
            told |= {"who": _match([(w,) for w in folded(query.who)]), "actor": query.who}
            where.append(f"h.at IN ({_THEIRS})")
        if query.every:
            hit = f"SELECT rowid AS at, round(bm25(statement_words), 6) AS score FROM statement_words WHERE statement_words MATCH {asked}"
        else:
            hit = f"SELECT at, 0 AS score FROM ({_THEIRS})" if query.who is not None else f"SELECT at, 0 AS score FROM ({_ALL})"
        chosen = self._chosen(hit, tables, where, told, size, after)
        if not chosen[0]:
            return [], chosen[1]
        ids = dict(tuple(r) for r in self._rows(text(_IDS).bindparams(at=json.dumps(chosen[0]))))
        return [ids[at] for at in chosen[0] if at in ids], chosen[1]

    def articles(self, query: Query, size: int, after: int = 0) -> tuple[list[str], int]:
        """Ids of the articles that fit, the best first, and how many fit; as :meth:`statements`, by the day printed. ``who`` is passed over."""
        asked, told = _asked(query)
        where = self._circumstances(query, told) + _within("a.published", query, told)
        if query.every:
            hit = f"SELECT rowid AS at, round(bm25(article_words, {TITLE}, 1.0), 6) AS score FROM article_words WHERE article_words MATCH {asked}"
        else:
            hit = "SELECT position AS at, 0 AS score FROM article"
        found, count = self._chosen(hit, "hit h JOIN article a ON a.position = h.at", where, told, size, after)
        named = text("SELECT position, id FROM article WHERE position IN (SELECT value FROM json_each(:at))")
        ids = dict(tuple(r) for r in self._rows(named.bindparams(at=json.dumps(found))))
        return [ids[at] for at in found], count

    def outlets(self) -> list[str]:
        """The names of all outlets."""
        return [o for (o,) in self._rows(text("SELECT DISTINCT outlet FROM article WHERE outlet IS NOT NULL ORDER BY outlet"))]

    def amiss(self) -> list[str]:
        """One sentence for each index that does not hold as many as there are."""
        out = []
        for index, table in (("article_words", "article"), ("statement_words", "statement"), ("actor_words", "actor")):
            held, there = (self._rows(text(f"SELECT count(*) FROM {t}"))[0][0] for t in (f"{index}_docsize", table))
            if held != there:
                out.append(f"the words of {held} {table}s can be searched and the record has {there}")
        return out

    def _circumstances(self, query: Query, told: dict[str, Any]) -> list[str]:
        where = []
        if query.story is not None:
            told["story"] = query.story
            where.append("a.id IN (SELECT article FROM membership WHERE story = :story)")
        if query.outlet is not None:
            asked = set(folded(query.outlet))
            told["outlets"] = json.dumps([o for o in self.outlets() if asked <= set(folded(o))])
            where.append("a.outlet IN (SELECT value FROM json_each(:outlets))")
        return where

    def _chosen(self, hit: str, tables: str, where: Sequence[str], told: Mapping[str, Any], size: int, after: int) -> tuple[list[int], int]:
        fits = f"WITH hit AS MATERIALIZED ({hit}) SELECT {{}} FROM {tables}{' WHERE ' if where else ''}{' AND '.join(where)}"
        best = text(fits.format("h.at, count(*) OVER ()") + " ORDER BY h.score, a.published DESC, h.at DESC LIMIT :size OFFSET :after")
        rows = self._rows(best.bindparams(**told, size=size, after=after))
        if rows or not after:
            return [r[0] for r in rows], rows[0][1] if rows else 0
        return [], self._rows(text(fits.format("count(*)")).bindparams(**told))[0][0]


_KEYS = "SELECT actor_key FROM actor_words WHERE actor_words MATCH :who UNION SELECT key FROM actor WHERE id = :actor"
_THEIRS = f"""SELECT b.position * 1048576 + t.n AS at FROM "cast" c JOIN statement t ON t.article = c.article AND t.entity = c.entity
JOIN article b ON b.id = c.article WHERE c.actor_key IN ({_KEYS})"""
_IDS = """SELECT j.value, s.id FROM json_each(:at) j JOIN article a ON a.position = j.value / 1048576
JOIN statement s ON s.article = a.id AND s.n = j.value % 1048576"""
_ALL = "SELECT b.position * 1048576 + t.n AS at FROM article b JOIN statement t ON t.article = b.id"


def _match(terms: Iterable[Term], without: Iterable[Term] = ()) -> str:
    """Terms in FTS5's own language; they are of letters and digits alone."""
    wanted = " AND ".join(f'"{" ".join(t)}"' for t in terms)
    unwanted = " OR ".join(f'"{" ".join(t)}"' for t in without)
    return f"({wanted}) NOT ({unwanted})" if unwanted else wanted


def _asked(query: Query) -> tuple[str, dict[str, Any]]:
    return ":match", {"match": _match(query.every, query.without)} if query.every else {}


def _within(day: str, query: Query, told: dict[str, Any]) -> list[str]:
    """That a day (EDTF; an interval has two) may lie within those of the query; what has none does not."""
    where = []
    if query.until is not None:
        told["until"] = query.until
        where.append(f"substr({day}, 1, length(:until)) <= :until")
    if query.since is not None:
        told["since"] = query.since
        last = f"substr(substr({day}, instr({day}, '/') + 1), 1, 10)"
        where.append(f"{last} >= substr(:since, 1, length({last}))")
    return where
