"""The catalogue: what the API lists, by keys that stay in order while articles are added.

Every list is asked for "after" the key of the last row that was given, so that nothing is given twice and nothing that was there is left
out, whatever comes in meanwhile. No text of an article is loaded.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, Table, and_, func, or_, select, tuple_

from onrecord.model import CONFIRMED, DISMISSED, Absence, Actor, Anchor, Dispute, Judgement, Statement, Story, Verdict
from onrecord.store import schema
from onrecord.store.codec import load
from onrecord.store.derived import TURN
from onrecord.store.record import Record
from onrecord.store.retrieval import CHUNK

T = TypeVar("T")
Key = tuple[Any, ...]
Keyed = list[tuple[Key, T]]
"""Rows, each with the key after which to go on."""


@dataclass(frozen=True, slots=True)
class Head:
    """An article without its text. ``added``: when it came into the record, UTC, ISO 8601."""

    id: str
    source: str
    outlet: str | None
    title: str | None
    published: str | None
    url: str | None
    author: str | None
    added: str


@dataclass(frozen=True, slots=True)
class Scope:
    """What is asked for; None lets everything through.

    Attributes:
        who: ids of the actors meant.
        about: words, in this order, that must occur.
        since, until: days, EDTF; what has no day is left out when either is given.
        story: its id. outlet: a part of its name.
    """

    who: frozenset[str] | None = None
    about: str | None = None
    since: str | None = None
    until: str | None = None
    story: str | None = None
    outlet: str | None = None


EVERYTHING = Scope()
FEW, MANY = 50, 3_200
"""Articles in which somebody's words are looked for at first, and at most, at a time."""
_WORDED = (schema.dispute, schema.request, schema.commitment)
"""Tables whose rows hold the words that they rest on."""


class Catalogue:
    """Lists of a record, a page at a time."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._rows = record._rows

    def mark(self) -> tuple[Any, ...]:
        """What changes whenever anything in the record does."""
        a, j, r, n = schema.article.c, schema.judgement.c, schema.run, schema.note.c
        query = select(
            select(func.max(a.position)).scalar_subquery(),
            select(func.max(j.id)).scalar_subquery(),
            select(func.count()).where(j.undone.is_not(None)).scalar_subquery(),
            select(func.max(r.c.id)).scalar_subquery(),
            select(r.c.seen).order_by(r.c.id.desc()).limit(1).scalar_subquery(),
            select(n.body).where(n.kind == TURN).scalar_subquery(),
        )
        return tuple(self._rows(query)[0])

    def heads(self, articles: Collection[str]) -> dict[str, Head]:
        """Articles by id, without their texts."""
        c = schema.article.c
        found = [row for some in _some(articles) for row in self._rows(select(*_head()).where(c.id.in_(some)))]
        return {row[0]: Head(*row) for row in found}

    def articles(self, after: Key, size: int, scope: Scope = EVERYTHING) -> Keyed[Head]:
        """Articles in the order in which they came. Key: the place in that order."""
        c = schema.article.c
        query = self._placed(select(c.position, *_head()), scope, func.substr(c.published, 1, 10))
        if after:
            query = query.where(c.position > after[0])
        return [((row[0],), Head(*row[1:])) for row in self._rows(query.order_by(c.position).limit(size))]

    def last(self) -> int:
        """The place of the article that came last; 0 where there is none."""
        return int(self._rows(select(func.coalesce(func.max(schema.article.c.position), 0)))[0][0])

    def statements(self, after: Key, size: int, scope: Scope = EVERYTHING, end: int | None = None) -> Keyed[Statement]:
        """Statements, article by article in text order. Key: place of the article, place in its text.

        Of ``scope.about`` it is a superset: whoever asks looks at each.

        Args:
            end: place of the last article that is looked at.
        """
        a, s = schema.article.c, schema.statement.c
        day = func.coalesce(s.said_on, func.substr(a.published, 1, 10))
        query = self._placed(select(a.position, s.n, s.id).join(s.article.table, s.article == a.id), scope, day)
        if after:
            query = query.where(a.position >= after[0], tuple_(a.position, s.n) > tuple_(*after))
        if end is not None:
            query = query.where(a.position <= end)
        if scope.about is not None:
            query = query.where(_worded(s.body, scope.about))
        rows = self._said(query.order_by(a.position, s.n), schema.statement, after, size, scope)
        made = {x.id: x for x in self._record._bodies(schema.statement, Statement, s.id.in_([r[2] for r in rows]))} if rows else {}
        return [((row[0], row[1]), made[row[2]]) for row in rows if row[2] in made]

    def absences(self, after: Key, size: int, scope: Scope = EVERYTHING) -> Keyed[Absence]:
        """Absences, article by article in text order. Key: as of statements."""
        a, s = schema.article.c, schema.absence.c
        query = self._placed(
            select(a.position, s.n, s.body).join(s.article.table, s.article == a.id), scope, func.substr(a.published, 1, 10)
        )
        if after:
            query = query.where(a.position >= after[0], tuple_(a.position, s.n) > tuple_(*after))
        if scope.about is not None:
            query = query.where(_worded(s.body, scope.about))
        rows = self._said(query.order_by(a.position, s.n), schema.absence, after, size, scope)
        made = [load(Absence, row[2]) for row in rows]
        resolved = self._record._resolved(made, {x.article for x in made})
        return [((row[0], row[1]), x) for row, x in zip(rows, resolved, strict=True)]

    def actors(self, after: Key, size: int, scope: Scope = EVERYTHING, kind: str | None = None, silent: bool = False) -> Keyed[Actor]:
        """Actors by id, which is their key.

        Args:
            kind: only of this kind.
            silent: also those of whom no statement is known.
        """
        a, c, s, m = schema.actor.c, schema.cast.c, schema.statement.c, schema.membership.c
        query = select(a.id).order_by(a.id).limit(size)
        played = select(c.actor_key)
        if not silent:
            played = played.join(s.article.table, and_(s.article == c.article, s.entity == c.entity))
        if scope.story is not None:
            query = query.where(a.key.in_(played.join(m.article.table, m.article == c.article).where(m.story == scope.story)))
        elif not silent:
            query = query.where(played.where(c.actor_key == a.key).exists())
        if scope.who is not None:
            query = query.where(a.id.in_(_listed(scope.who)))
        if kind is not None:
            query = query.where(a.kind == kind)
        if after:
            query = query.where(a.id > after[0])
        ids = [identity for (identity,) in self._rows(query)]
        return [((x.id,), x) for x in self._record._bodies(schema.actor, Actor, a.id.in_(ids))] if ids else []

    def said(self, actors: Collection[str]) -> dict[str, int]:
        """Actor id -> number of statements."""
        a, c, s = schema.actor.c, schema.cast.c, schema.statement.c
        query = select(a.id, func.count()).join(c.article.table, c.actor_key == a.key)
        query = query.join(s.article.table, and_(s.article == c.article, s.entity == c.entity)).group_by(a.id)
        return {k: n for some in _some(actors) for k, n in self._rows(query.where(a.id.in_(some)))}

    def stories(self, after: Key, size: int, scope: Scope = EVERYTHING) -> Keyed[Story]:
        """Stories, those that began first before the others. Key: when it began, its id."""
        t, m, a = schema.story.c, schema.membership.c, schema.article.c
        query = select(t.first, t.id, t.body).order_by(t.first, t.id).limit(size)
        if after:
            query = query.where(tuple_(t.first, t.id) > tuple_(*after))
        if scope.story is not None:
            query = query.where(t.id == scope.story)
        if scope.about is not None:
            query = query.where(_worded(t.title, scope.about))
        if scope.outlet is not None or scope.since is not None or scope.until is not None:
            printed = select(m.article).join(a.id.table, a.id == m.article).where(m.story == t.id)
            narrow = Scope(since=scope.since, until=scope.until, outlet=scope.outlet)
            query = query.where(self._placed(printed, narrow, func.substr(a.published, 1, 10)).exists())
        if scope.who is not None:
            query = query.where(t.id.in_(self._naming(scope.who)))
        return [((row[0], row[1]), load(Story, row[2])) for row in self._rows(query)]

    def disputes(
        self, after: Key, size: int, scope: Scope = EVERYTHING, least: float = 0.0, level: str | None = None, dismissed: bool = False
    ) -> Keyed[Dispute]:
        """Disputes, the surest first. Key: score, id. Of ``scope``, only its story and a superset of what ``who`` and ``about`` ask for.

        Args:
            least: the lowest score; what a person confirmed is given whatever its score.
            level: conflict or tension.
            dismissed: also those that a person dismissed.
        """
        d = schema.dispute.c
        verdict = func.coalesce(func.json_extract(d.body, "$.verdict"), "")
        query = select(d.score, d.id, d.body).order_by(d.score.desc(), d.id).limit(size)
        query = query.where(or_(d.score >= least, verdict == CONFIRMED))
        if level is not None:
            query = query.where(d.level == level)
        if not dismissed:
            query = query.where(verdict != DISMISSED)
        if after:
            query = query.where(or_(d.score < after[0], and_(d.score == after[0], d.id > after[1])))
        return [((row[0], row[1]), load(Dispute, row[2])) for row in self._rows(self._found(query, schema.dispute, scope))]

    def findings(self, table: Table, kind: type[T], after: Key, size: int, scope: Scope = EVERYTHING) -> Keyed[T]:
        """Shifts, echoes, requests or commitments, story by story. Key: when the story began, its id, the place among its findings.

        Of ``scope``, only its story and a superset of what ``who`` and ``about`` ask for: whoever asks looks at each.
        """
        c, t = table.c, schema.story.c
        query = select(t.first, t.id, c.n, c.body).join(t.id.table, t.id == c.story).order_by(t.first, t.id, c.n).limit(size)
        if after:
            query = query.where(t.first >= after[0], tuple_(t.first, t.id, c.n) > tuple_(*after))
        return [((row[0], row[1], row[2]), load(kind, row[3])) for row in self._rows(self._found(query, table, scope))]

    def contested(self, stories: Collection[str], least: float) -> dict[str, int]:
        """Story id -> number of disputes that are listed."""
        d = schema.dispute.c
        verdict = func.coalesce(func.json_extract(d.body, "$.verdict"), "")
        query = select(d.story, func.count()).where(or_(d.score >= least, verdict == CONFIRMED), verdict != DISMISSED).group_by(d.story)
        return {k: n for some in _some(stories) for k, n in self._rows(query.where(d.story.in_(some)))}

    def judgements(self, after: Key, size: int, undone: bool = False) -> Keyed[Judgement]:
        """Judgements, oldest first. Key: the number."""
        t = schema.judgement
        query = select(t).order_by(t.c.id).limit(size)
        if after:
            query = query.where(t.c.id > after[0])
        if not undone:
            query = query.where(t.c.undone.is_(None))
        return [((row.id,), _judgement(row)) for row in self._rows(query)]

    def judgement(self, number: int) -> Judgement | None:
        """One judgement, or None."""
        return next((_judgement(row) for row in self._rows(select(schema.judgement).where(schema.judgement.c.id == number))), None)

    def runs(self, after: Key, size: int) -> Keyed[dict[str, Any]]:
        """The ledgers of runs, oldest first. Key: the number."""
        c = schema.run.c
        query = select(schema.run).order_by(c.id).limit(size)
        rows = self._rows(query.where(c.id > after[0]) if after else query)
        return [((row.id,), {**row._mapping, "refusals": json.loads(row.refusals)}) for row in rows]

    def latest_said(self, size: int, *, story: str | None = None, actor: str | None = None) -> list[str]:
        """Ids of the statements of a story or of an actor that came into the record last, the newest first."""
        a, s, m, c, t = schema.article.c, schema.statement.c, schema.membership.c, schema.cast.c, schema.actor.c
        query = select(s.id).join(a.id.table, a.id == s.article)
        if story is not None:
            query = query.join(m.article.table, m.article == s.article).where(m.story == story)
        if actor is not None:
            query = query.join(c.article.table, and_(c.article == s.article, c.entity == s.entity))
            query = query.join(t.id.table, t.key == c.actor_key).where(t.id == actor)
        return [k for (k,) in self._rows(query.order_by(a.position.desc(), s.n.desc()).limit(size))]

    def latest_printed(self, size: int, story: str) -> list[str]:
        """Ids of the articles of a story that came into the record last, the newest first."""
        a, m = schema.article.c, schema.membership.c
        query = select(a.id).join(m.article.table, m.article == a.id).where(m.story == story)
        return [k for (k,) in self._rows(query.order_by(a.position.desc()).limit(size))]

    def _placed(self, query: Select[Any], scope: Scope, day: Any) -> Select[Any]:
        """Only of the articles of a story and an outlet, and of the days asked for."""
        a, m = schema.article.c, schema.membership.c
        if scope.story is not None:
            query = query.where(a.id.in_(select(m.article).where(m.story == scope.story)))
        if scope.outlet is not None:
            query = query.where(a.outlet.contains(scope.outlet, autoescape=True))
        slash = func.instr(day, "/")
        if scope.until is not None:
            first = func.iif(slash > 0, func.substr(day, 1, slash - 1), day)
            query = query.where(func.substr(first, 1, len(scope.until)) <= scope.until)
        if scope.since is not None:
            last = func.iif(slash > 0, func.substr(day, slash + 1), day)
            query = query.where(last >= func.substr(scope.since, 1, func.length(last)))
        return query

    def _said(self, query: Select[Any], table: Table, after: Key, size: int, scope: Scope) -> list[Any]:
        """The rows of a query over what is said, of those asked for alone: looked for in the articles that name them, more and more at a time."""
        if scope.who is None:
            return list(self._rows(query.limit(size)))
        a, c, t = schema.article.c, schema.cast.c, schema.actor.c
        keys = select(t.key).where(t.id.in_(_listed(scope.who)))
        theirs = select(a.position).where(
            a.id.in_(select(c.article).where(c.actor_key.in_(keys))), a.position >= (after[0] if after else 0)
        )
        positions = [p for (p,) in self._rows(theirs.order_by(a.position))]
        query = query.join(c.article.table, and_(c.article == table.c.article, c.entity == table.c.entity))
        query = query.where((c.actor_key + "").in_(keys))  # found by article: the keys of a minister are thousands
        out, at, width = list[Any](), 0, FEW
        while at < len(positions) and len(out) < size:
            out += self._rows(query.where(a.position.in_(positions[at : at + width])).limit(size - len(out)))
            at, width = at + width, min(2 * width, MANY)
        return out

    def _naming(self, who: Collection[str]) -> Select[Any]:
        """The stories whose articles name one of the actors."""
        c, m, t = schema.cast.c, schema.membership.c, schema.actor.c
        query = select(m.story).join(c.article.table, c.article == m.article)
        return query.where(c.actor_key.in_(select(t.key).where(t.id.in_(_listed(who)))))

    def _found(self, query: Select[Any], table: Table, scope: Scope) -> Select[Any]:
        if scope.story is not None:
            query = query.where(table.c.story == scope.story)
        if scope.who is not None:
            query = query.where(table.c.story.in_(self._naming(scope.who)))
        if scope.about is not None and table in _WORDED:
            query = query.where(_worded(table.c.body, scope.about))
        return query


def _head() -> list[ColumnElement[Any]]:
    c = schema.article.c
    return [c.id, c.source, c.outlet, c.title, c.published, c.url, c.author, c.added]


def _some(keys: Collection[str]) -> list[Sequence[str]]:
    every = sorted(keys)
    return [every[at : at + CHUNK] for at in range(0, len(every), CHUNK)]


def _listed(values: Collection[str]) -> Select[Any]:
    """Values as a table: SQLite bounds the number of those in a query."""
    return select(func.json_each(json.dumps(sorted(values))).table_valued("value").c.value)


def _worded(column: ColumnElement[Any], words: str) -> ColumnElement[bool]:
    """Whether the words may stand in a column of JSON: their letters a to z and digits do, in this order."""
    return column.like(f"%{'%'.join(re.findall('[A-Za-z0-9]+', words))}%")


def _judgement(row: Any) -> Judgement:
    anchors = tuple(Anchor(**a) for a in json.loads(row.anchor))
    value = json.loads(row.value)
    return Judgement(row.id, Verdict(row.kind), anchors, value, row.by, row.reason, row.made, row.undone, row.undone_by)
