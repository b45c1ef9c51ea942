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
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, TextClause, text

from onrecord.excerpts import Term, folded, spelt
from onrecord.model import Actor, Article, Statement
from onrecord.search import Query
from onrecord.store.shelf import batches

INDEXES = ("article_words", "statement_words", "actor_words")
STATEMENTS = 1 << 20
"""Places of statements that an article has: more than the letters of the longest allow."""
BREAK = " \ue000 "
"""Between words that do not follow on one another: a word of its own that nobody types, so that no phrase goes across."""
RANKED = 10_000
"""Hits that are ranked. Where more fit, the words are so common that their rank tells nothing; counting all of them is quick."""
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
    """What of a record fits a query, a story named in it by its full id.

    Args:
        rows: runs a query in the record.
    """

    def __init__(self, rows: Callable[[TextClause], Sequence[Any]]) -> None:
        self._rows = rows

    def count_statements(self, query: Query) -> int:
        """How many statements fit."""
        return self._count(self._statements(query))

    def count_articles(self, query: Query) -> int:
        """How many articles fit; ``who`` is passed over."""
        return self._count(self._articles(query))

    def statements(self, query: Query, size: int, after: int = 0) -> tuple[list[str], int]:
        """Ids of the statements that fit, the best first, and how many fit; of more than :data:`RANKED` the best of those that came last.

        Args:
            size: how many to give.
            after: how many to leave out.
        """
        hits = self._statements(query)
        if not query.every and query.who is None:
            return self._listed(query, size, after), self._count(hits)
        found, count = self._best(hits, "h.at / 1048576", size, after)
        ids = dict(tuple(r) for r in self._rows(text(_IDS).bindparams(at=json.dumps(found))))
        return [ids[at] for at in found if at in ids], count

    def articles(self, query: Query, size: int, after: int = 0) -> tuple[list[str], int]:
        """Ids of the articles that fit, the best first, and how many fit; as :meth:`statements`. ``who`` is passed over."""
        hits = self._articles(query)
        found, count = self._best(hits, "h.at", size, after)
        named = text("SELECT position, id FROM article WHERE position IN (SELECT value FROM json_each(:at))")
        ids = dict(tuple(r) for r in self._rows(named.bindparams(at=json.dumps(found))))
        return [ids[at] for at in found], count

    def latest(self, query: Query, size: int) -> list[str]:
        """Ids of the statements that fit, those that came into the record last before the others.

        Args:
            size: how many to give.
        """
        if not query.every and query.who is None:
            return self.statements(query, size)[0]
        hits = self._statements(query)
        last = text(f"SELECT rowid FROM {hits.source}{hits.where} ORDER BY rowid DESC LIMIT :size")
        found = [at for (at,) in self._rows(last.bindparams(**hits.told, size=size))]
        ids = dict(tuple(r) for r in self._rows(text(_IDS).bindparams(at=json.dumps(found))))
        return [ids[at] for at in found if at in ids]

    def beginning(self, words: Sequence[str]) -> list[tuple[str, tuple[bool, ...]]]:
        """The articles with a word that begins like one of these, or a phrase whose last word does, each with which of them it has."""
        terms = [folded(w) for w in words]
        told = {f"w{n}": _match([term]) + " *" for n, term in enumerate(terms) if term}
        if not told:
            return []
        fits = "position IN (SELECT rowid FROM article_words WHERE article_words MATCH :{})"
        has = ", ".join(fits.format(f"w{n}") if term else "0" for n, term in enumerate(terms))
        query = f"SELECT id, {has} FROM article WHERE {fits.format('any')} ORDER BY position"
        rows = self._rows(text(query).bindparams(**told, any=" OR ".join(told.values())))
        return [(row[0], tuple(map(bool, row[1:]))) for row in rows]

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

    def _statements(self, query: Query) -> _Hits:
        where, told = self._circumstances(query)
        if not query.every and query.who is None:
            return _Hits("statement", [f"article IN (SELECT id FROM article WHERE position IN ({where}))"] if where else [], "0", told)
        conditions = [f"rowid / 1048576 IN ({where})"] if where else []
        if query.who is not None:
            asked = text(_THEIRS).bindparams(who=_match([(w,) for w in spelt(query.who)]), actor=query.who)
            told["theirs"] = json.dumps([at for (at,) in self._rows(asked)])
            if not query.every:
                return _Hits("(SELECT value AS rowid FROM json_each(:theirs))", conditions, "0", told)
            conditions.append("+rowid IN (SELECT value FROM json_each(:theirs))")
        told["match"] = _match(query.every, query.without)
        return _Hits("statement_words", ["statement_words MATCH :match", *conditions], "bm25(statement_words)", told)

    def _articles(self, query: Query) -> _Hits:
        where, told = self._circumstances(query)
        conditions = [f"+rowid IN ({where})"] if where else []
        if not query.every:
            return _Hits("article", conditions, "0", told)
        told["match"] = _match(query.every, query.without)
        return _Hits("article_words", ["article_words MATCH :match", *conditions], f"bm25(article_words, {TITLE}, 1.0)", told)

    def _circumstances(self, query: Query) -> tuple[str, dict[str, Any]]:
        """The positions of the articles of the outlet, the days and the story, as a query; empty where none is asked for."""
        where, told = [], dict[str, Any]()
        if query.story is not None:
            told["story"] = query.story
            where.append("id IN (SELECT article FROM membership WHERE story = :story)")
        if query.outlet is not None:
            asked = set(folded(query.outlet))
            told["outlets"] = json.dumps([o for o in self.outlets() if asked <= set(folded(o))])
            where.append("outlet IN (SELECT value FROM json_each(:outlets))")
        if query.until is not None:
            told["until"] = query.until
            where.append("substr(published, 1, length(:until)) <= :until")
        if query.since is not None:
            told["since"] = query.since
            where.append("substr(published, 1, 10) >= substr(:since, 1, length(substr(published, 1, 10)))")
        return (f"SELECT position FROM article WHERE {' AND '.join(where)}" if where else ""), told

    def _count(self, hits: _Hits) -> int:
        return int(self._rows(text(f"SELECT count(*) FROM {hits.source}{hits.where}").bindparams(**hits.told))[0][0])

    def _best(self, hits: _Hits, position: str, size: int, after: int) -> tuple[list[int], int]:
        query = text(
            f"WITH hit AS MATERIALIZED (SELECT rowid AS at, round({hits.score}, 6) AS score FROM {hits.source}{hits.where} "
            f"ORDER BY rowid DESC LIMIT {RANKED}) SELECT h.at, (SELECT count(*) FROM hit) FROM hit h JOIN article a ON a.position = {position} "
            "ORDER BY h.score, a.published DESC, a.position DESC, h.at LIMIT :size OFFSET :after"
        )
        rows = self._rows(query.bindparams(**hits.told, size=size, after=after))
        ranked = rows[0][1] if rows else RANKED
        return [at for at, _ in rows], ranked if ranked < RANKED else self._count(hits)

    def _listed(self, query: Query, size: int, after: int) -> list[str]:
        """Statements of articles of which nothing else is asked, the newest article first."""
        where, told = self._circumstances(query)
        newest = text(
            "SELECT id, (SELECT count(*) FROM statement s WHERE s.article = a.id) FROM article a "
            f"WHERE EXISTS (SELECT 1 FROM statement s WHERE s.article = a.id){f' AND position IN ({where})' if where else ''} "
            "ORDER BY published DESC, position DESC LIMIT :size"
        )
        some = text("SELECT id FROM statement WHERE article = :article ORDER BY n LIMIT :size OFFSET :after")
        out: list[str] = []
        for article, count in self._rows(newest.bindparams(**told, size=after + size)):
            if len(out) < size and after < count:
                out += [i for (i,) in self._rows(some.bindparams(article=article, size=size - len(out), after=after))]
            after = max(0, after - count)
        return out


@dataclass(frozen=True, slots=True)
class _Hits:
    """Where rows come from, under which conditions, and how they are rated, the best lowest."""

    source: str
    conditions: Sequence[str]
    score: str
    told: Mapping[str, Any]

    @property
    def where(self) -> str:
        return f" WHERE {' AND '.join(self.conditions)}" if self.conditions else ""


_KEYS = "SELECT actor_key FROM actor_words WHERE actor_words MATCH :who UNION SELECT key FROM actor WHERE id = :actor"
_THEIRS = f"""SELECT b.position * 1048576 + t.n AS rowid FROM "cast" c JOIN statement t ON t.article = c.article AND t.entity = c.entity
JOIN article b ON b.id = c.article WHERE c.actor_key IN ({_KEYS})"""
_IDS = """SELECT j.value, s.id FROM json_each(:at) j JOIN article a ON a.position = j.value / 1048576
JOIN statement s ON s.article = a.id AND s.n = j.value % 1048576"""


def _match(terms: Iterable[Term], without: Iterable[Term] = ()) -> str:
    """Terms in FTS5's own language; they are of letters and digits alone."""
    wanted = " AND ".join(f'"{" ".join(t)}"' for t in terms)
    unwanted = " OR ".join(f'"{" ".join(t)}"' for t in without)
    return f"({wanted}) NOT ({unwanted})" if unwanted else wanted
