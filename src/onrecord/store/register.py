"""The register: what the pages of stories, people, requests and commitments ask of a record, a page at a time."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import ColumnElement, Select, Table, and_, func, or_, select

from onrecord.model import CONFIRMED, DISMISSED, Absence, Actor, Claim, Commitment, Dispute, Echo, Request, Shift, Span, Statement
from onrecord.standing import FINAL
from onrecord.store import schema
from onrecord.store.retrieval import Retrieval
from onrecord.store.shelf import batches

Pledge = TypeVar("Pledge", Request, Commitment)
LOOKED = 200
"""Actors who are looked at for one page of those who speak."""


@dataclass(frozen=True, slots=True)
class Cover:
    """An article without its text: what a source is named by."""

    id: str
    source: str
    outlet: str | None
    title: str | None
    published: str | None
    url: str | None


class Register:
    """Narrow questions whose answers come in pages; nothing of it loads a text that is not shown."""

    def __init__(self, record: Retrieval) -> None:
        self._rows, self._load = record._rows, record._load

    def covers(self, articles: Collection[str]) -> dict[str, Cover]:
        """Articles by id, without their texts."""
        c = schema.article.c
        query = select(c.id, c.source, c.outlet, c.title, c.published, c.url)
        return {row[0]: Cover(*row) for some in batches(sorted(articles)) for row in self._rows(query.where(c.id.in_(some)))}

    def printed(self, story: str) -> list[Cover]:
        """The articles of a story in the order printed, those of no known day last."""
        c, m = schema.article.c, schema.membership.c
        query = select(c.id, c.source, c.outlet, c.title, c.published, c.url).join(m.article.table, m.article == c.id)
        return [Cover(*row) for row in self._rows(query.where(m.story == story).order_by(c.published.is_(None), c.published, c.position))]

    def speakers(self, story: str) -> dict[str, int]:
        """Actor id -> how many statements of a story are its own; those with the most first."""
        m, s, c, a = schema.membership.c, schema.statement.c, schema.cast.c, schema.actor.c
        said = func.count()
        query = select(a.id, said).join(s.article.table, s.article == m.article)
        query = query.join(c.article.table, and_(c.article == s.article, c.entity == s.entity)).join(a.id.table, a.key == c.actor_key)
        return dict(tuple(row) for row in self._rows(query.where(m.story == story).group_by(a.id).order_by(said.desc(), a.id)))

    def days_said(self, story: str) -> dict[str, int]:
        """Day said (EDTF) -> how many statements of a story were made then, as far as the texts tell."""
        m, s = schema.membership.c, schema.statement.c
        query = select(s.said_on, func.count()).join(s.article.table, s.article == m.article)
        return dict(tuple(row) for row in self._rows(query.where(m.story == story, s.said_on.is_not(None)).group_by(s.said_on)))

    def count_said(self, story: str) -> int:
        """How many statements a story has."""
        m, s = schema.membership.c, schema.statement.c
        return int(
            self._rows(
                select(func.count()).select_from(schema.membership).join(s.article.table, s.article == m.article).where(m.story == story)
            )[0][0]
        )

    def echoes(self, story: str) -> list[Echo]:
        """The echoes of a story."""
        c = schema.echo.c
        query = select(c.id, func.json_extract(c.body, "$.kind"), func.json_extract(c.body, "$.statements")).where(c.story == story)
        return [Echo(identity, story, tuple(json.loads(said)), kind) for identity, kind, said in self._rows(query.order_by(c.n))]

    def dated_claims(self, articles: Collection[str]) -> list[Claim]:
        """The claims of the articles that speak of a day."""
        c = schema.claim.c
        day = func.json_extract(c.body, "$.time").is_not(None)
        return [x for some in batches(sorted(articles)) for x in self._load(schema.claim, Claim, and_(c.article.in_(some), day))]

    def acting(self, articles: Collection[str]) -> list[Claim]:
        """The claims of the articles with those who act in them and hold them, and no more: their words and slots are left out."""
        c = schema.claim.c
        parts = func.json_extract(c.body, "$.event", "$.actor", "$.recipient", "$.holders")
        cast = self._cast(articles)
        out = []
        for some in batches(sorted(articles)):
            for article, identity, statement, body in self._rows(select(c.article, c.id, c.statement, parts).where(c.article.in_(some))):
                event, *who = json.loads(body)
                actor, recipient, holders = (tuple(dict.fromkeys(cast[article, e] for e in es or () if (article, e) in cast)) for es in who)
                out.append(Claim(identity, article, statement, Span(0, 0, ""), event, actor, recipient, holders=holders))
        return out

    def _cast(self, articles: Collection[str]) -> dict[tuple[str, str], str]:
        c, a = schema.cast.c, schema.actor.c
        query = select(c.article, c.entity, a.id).join(a.id.table, a.key == c.actor_key)
        return {(k, e): who for some in batches(sorted(articles)) for k, e, who in self._rows(query.where(c.article.in_(some)))}

    def absences(self, articles: Collection[str]) -> list[Absence]:
        """The absences in the articles."""
        return [x for some in batches(sorted(articles)) for x in self._load(schema.absence, Absence, schema.absence.c.article.in_(some))]

    def people(
        self, words: Sequence[str] = (), kind: str | None = None, story: str | None = None, after: int = 0, size: int = 50
    ) -> tuple[list[str], int | None]:
        """Ids of actors who speak, those that coverage names most often first; and how many to leave out next time, None after the last.

        Args:
            words: all of which occur in the name, an alias or an office (letter case of a to z aside).
            story: only those named in it.
            after: how many of all who are named to leave out.
            size: how many to give.
        """
        a, c, s = schema.actor.c, schema.cast.c, schema.statement.c
        often = func.count()
        query = select(c.actor_key, often).group_by(c.actor_key)
        if story is not None:
            m = schema.membership.c
            query = query.join(m.article.table, m.article == c.article).where(m.story == story)
        if kind is not None or words:
            fit = select(a.key) if kind is None else select(a.key).where(a.kind == kind)
            for word in words:
                known = (a.name, *(func.coalesce(func.json_extract(a.body, f"$.{field}"), "") for field in ("aliases", "offices")))
                fit = fit.where(a.body.contains(word, autoescape=True), or_(*(k.contains(word, autoescape=True) for k in known)))
            query = query.where(c.actor_key.in_(fit))
        keys = [k for k, _ in self._rows(query.order_by(often.desc(), c.actor_key).limit(LOOKED + 1).offset(after))]
        other = schema.cast.alias().c
        spoke = (
            select(s.id)
            .join(other.article.table, and_(other.article == s.article, other.entity == s.entity))
            .where(other.actor_key == a.key)
        )
        out: list[str] = []
        for at in range(0, min(LOOKED, len(keys)), size):
            some = keys[at : min(at + size, LOOKED)]
            speak = dict(tuple(row) for row in self._rows(select(a.key, a.id).where(a.key.in_(some), spoke.exists())))
            for n, key in enumerate(some, at + 1):
                if key in speak:
                    out.append(speak[key])
                if len(out) == size:
                    return out, after + n if n < len(keys) else None
        return out, after + LOOKED if len(keys) > LOOKED else None

    def named(self, actors: Collection[str]) -> dict[str, int]:
        """Actor id -> in how many articles it is named."""
        a, c = schema.actor.c, schema.cast.c
        query = select(a.id, func.count(func.distinct(c.article))).join(c.article.table, c.actor_key == a.key).group_by(a.id)
        return {k: n for some in batches(sorted(actors)) for k, n in self._rows(query.where(a.id.in_(some)))}

    def sayings(self, actor: str, after: int, size: int) -> tuple[list[Statement], int]:
        """Statements of one actor in the order of the days said, else printed, those of no known day last; and how many there are.

        Args:
            after, size: how many to leave out, how many to give; where nothing is left, the first are given.
        """
        a, c, s, t = schema.actor.c, schema.cast.c, schema.statement.c, schema.article.c
        day = func.coalesce(s.said_on, func.substr(t.published, 1, 10), "9999")
        query = select(s.id, func.count().over()).join(c.article.table, and_(c.article == s.article, c.entity == s.entity))
        query = query.join(a.id.table, a.key == c.actor_key).join(t.id.table, t.id == s.article).where(a.id == actor)
        query = query.order_by(day, t.position, s.n).limit(size)
        rows = self._rows(query.offset(after)) or (self._rows(query) if after else [])
        ids = [k for k, _ in rows]
        made = {x.id: x for some in batches(sorted(ids)) for x in self._load(schema.statement, Statement, s.id.in_(some))}
        return [made[k] for k in ids if k in made], rows[0][1] if rows else 0

    def beneath(self, actor: str) -> tuple[list[Actor], list[Actor]]:
        """Those who speak for an actor, and its parts."""
        a = schema.actor.c
        keys = [k for (k,) in self._rows(select(a.key).where(a.id == actor))]
        if not keys:
            return [], []
        found = self._load(schema.actor, Actor, func.instr(a.body, f":{_quoted(keys[0])}") > 0)
        return [x for x in found if x.speaks_for == actor], [x for x in found if x.part_of == actor]

    def disputes(
        self,
        least: float = 0.0,
        level: str | None = None,
        dismissed: bool = False,
        story: str | None = None,
        who: str | None = None,
        after: int = 0,
        size: int = 30,
    ) -> list[Dispute]:
        """Disputes, the surest first.

        Args:
            least: the lowest score; what a person confirmed is given whatever its score.
            level: conflict or tension.
            dismissed: also those that a person dismissed.
            who: only those with a line of this actor.
            after, size: how many to leave out, how many to give.
        """
        c = schema.dispute.c
        verdict = func.coalesce(func.json_extract(c.body, "$.verdict"), "")
        query = select(c.id).where(or_(c.score >= least, verdict == CONFIRMED)).order_by(c.score.desc(), c.id).limit(size).offset(after)
        if level is not None:
            query = query.where(c.level == level)
        if not dismissed:
            query = query.where(verdict != DISMISSED)
        if story is not None:
            query = query.where(c.story == story)
        if who is not None:
            query = query.where(_names(c.body, who, "who"))
        ids = [k for (k,) in self._rows(query)]
        return list(self._load(schema.dispute, Dispute, c.id.in_(ids))) if ids else []

    def shifts(self, who: str, size: int) -> list[Shift]:
        """Shifts of an actor."""
        c = schema.shift.c
        ids = [k for (k,) in self._rows(select(c.id).where(_names(c.body, who, "who")).order_by(c.story, c.n).limit(size))]
        return list(self._load(schema.shift, Shift, c.id.in_(ids))) if ids else []

    def pledges(
        self,
        kind: type[Pledge],
        *,
        is_open: bool = False,
        due: bool = False,
        dismissed: bool = False,
        story: str | None = None,
        who: str | None = None,
        about: str = "",
        after: int = 0,
        size: int = 100,
    ) -> list[Pledge]:
        """Requests or commitments, those of the story that began last first.

        Args:
            is_open: leaves out what is settled with whoever is asked; one to several may still be settled, which the standing tells.
            due: leaves out what has no day due.
            who: only those in which this actor has a part.
            about: words that occur in what is asked for or undertaken (letter case of a to z aside).
            after, size: how many to leave out, how many to give.
        """
        table = _table(kind)
        c, s = table.c, schema.story.c
        query: Select[tuple[str]] = select(c.id).join(schema.story, s.id == c.story)
        if is_open:
            last = func.coalesce(func.json_extract(c.body, "$.history[#-1].state"), "")
            several = func.coalesce(func.json_array_length(c.body, "$.to"), 0) > 1
            query = query.where(or_(several, last.not_in(sorted(FINAL))))
        if due:
            query = query.where(func.json_extract(c.body, "$.due").is_not(None))
        if not dismissed:
            query = query.where(func.coalesce(func.json_extract(c.body, "$.verdict"), "") != DISMISSED)
        if story is not None:
            query = query.where(c.story == story)
        if who is not None:
            query = query.where(func.instr(c.body, _quoted(who)) > 0)
        if about:
            told = func.json_extract(c.body, "$.of" if kind is Request else "$.what")
            query = query.where(told.contains(about, autoescape=True))
        ids = [k for (k,) in self._rows(query.order_by(s.began.desc(), s.id, c.n).limit(size).offset(after))]
        made = {x.id: x for some in batches(sorted(ids)) for x in self._load(table, kind, c.id.in_(some))}
        return [made[k] for k in ids if k in made]


def _table(kind: type[Request] | type[Commitment]) -> Table:
    return schema.request if kind is Request else schema.commitment


def _quoted(word: str) -> str:
    """A string as it stands in a body."""
    return json.dumps(word, ensure_ascii=False)


def _names(body: ColumnElement[str], word: str, field: str) -> ColumnElement[bool]:
    """Whether somewhere in a body a field has this value."""
    return func.instr(body, f'"{field}":{_quoted(word)}') > 0
