"""Doubts: what of a record is least certain and nobody has decided on, asked for story by story and never as a whole."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, func, or_, select

from onrecord.model import Actor, ActorKind, Judgement, Office, Span, Statement, StatementKind, Verdict
from onrecord.standing import FINAL
from onrecord.store import schema
from onrecord.store.record import judgement_of
from onrecord.store.retrieval import Retrieval
from onrecord.store.shelf import batches


@dataclass(frozen=True, slots=True)
class Contested:
    """A dispute as far as it is asked about: ``question``, and how sure."""

    id: str
    score: float
    question: str


@dataclass(frozen=True, slots=True)
class Settled:
    """A request or a commitment as far as it is asked about: ``what`` is asked for or undertaken, and its last ``state``."""

    id: str
    is_request: bool
    what: str
    state: str


@dataclass(frozen=True, slots=True)
class Unfound:
    """A statement, without what nobody asks here, and the unnamed actor for whose it is taken; None where for nobody's."""

    statement: Statement
    actor: str | None


class Doubts:
    """Narrow questions about what is open. Bodies are taken apart as far as they are asked for: nouns are made of a page, not of a queue."""

    def __init__(self, record: Retrieval) -> None:
        self._record = record
        self._rows, self._load = record._rows, record._load

    def stories(self, after: int, size: int) -> tuple[list[str], int]:
        """Ids of stories, those that began last first and those of no known day at the end; and how many there are.

        Args:
            after, size: how many to leave out, how many to give.
        """
        c = schema.story.c
        rows = self._rows(select(c.id).order_by(c.began.desc(), c.id).limit(size).offset(after))
        return [k for (k,) in rows], int(self._rows(select(func.count()).select_from(schema.story))[0][0])

    def disputes(self, around: float, size: int, story: str | None = None) -> list[Contested]:
        """Disputes on which nobody decided, those whose score lies nearest to a value first."""
        c = schema.dispute.c
        query = select(c.id, c.score, func.json_extract(c.body, "$.question")).where(_untouched(c.body))
        query = query.order_by(func.abs(c.score - around), c.id).limit(size)
        return [Contested(*row) for row in self._rows(query if story is None else query.where(c.story == story))]

    def settled(self, stories: Collection[str]) -> list[Settled]:
        """Requests and commitments of the stories that the tool takes as settled, and on which nobody decided."""
        out = []
        for table, what in ((schema.request, "$.of"), (schema.commitment, "$.what")):
            c = table.c
            last = func.json_extract(c.body, "$.history[#-1].state")
            query = select(c.id, func.coalesce(func.json_extract(c.body, what), ""), last).order_by(c.story, c.n)
            query = query.where(c.story.in_(sorted(stories)), last.in_(sorted(FINAL)), _untouched(c.body))
            out += [Settled(row[0], table is schema.request, row[1], row[2]) for row in self._rows(query)]
        return out

    def unfound(self, stories: Collection[str], size: int) -> list[Unfound]:
        """Statements of the stories whose speaker is not known, or known by no name."""
        m, s, c, a = schema.membership.c, schema.statement.c, schema.cast.c, schema.actor.c
        query = (
            select(a.id, s.body)
            .join(s.article.table, s.article == m.article)
            .join(c.article.table, and_(c.article == s.article, c.entity == s.entity), isouter=True)
        )
        query = query.select_from(schema.membership).join(a.id.table, a.key == c.actor_key, isouter=True)
        query = query.where(m.story.in_(sorted(stories)), or_(s.entity.is_(None), a.kind == ActorKind.UNNAMED.value))
        return [Unfound(_statement(body), actor) for actor, body in self._rows(query.order_by(m.story, s.article, s.n).limit(size))]

    def casts(self, stories: Collection[str]) -> dict[str, list[Actor]]:
        """Story id -> the people and unnamed sources that its articles name, with names and offices alone."""
        m, c, a = schema.membership.c, schema.cast.c, schema.actor.c
        kinds = (ActorKind.PERSON.value, ActorKind.UNNAMED.value)
        query = select(m.story, a.id).distinct()
        query = query.select_from(schema.membership).join(c.article.table, c.article == m.article).join(a.id.table, a.key == c.actor_key)
        rows = self._rows(query.where(m.story.in_(sorted(stories)), a.kind.in_(kinds)).order_by(m.story, a.id))
        known = select(a.id, a.name, a.kind, a.body)
        made = {r[0]: _actor(*r) for some in batches(sorted({k for _, k in rows})) for r in self._rows(known.where(a.id.in_(some)))}
        out: dict[str, list[Actor]] = {}
        for story, actor in rows:
            out.setdefault(story, []).append(made[actor])
        return out

    def speakers_decided(self, articles: Collection[str]) -> list[Judgement]:
        """The standing judgements on who made statements of the articles."""
        t = schema.judgement
        kinds = (Verdict.SPEAKER.value, Verdict.SAID.value)
        rows = self._rows(select(t).where(t.c.undone.is_(None), t.c.kind.in_(kinds)).order_by(t.c.id))
        return [j for j in map(judgement_of, rows) if j.anchors and j.anchors[0].article in articles]

    def judgements(self, before: int | None, size: int) -> list[Judgement]:
        """What people decided and took back, the newest first.

        Args:
            before: a judgement's number; only those before it.
        """
        t = schema.judgement
        query = select(t).order_by(t.c.id.desc()).limit(size)
        return [judgement_of(row) for row in self._rows(query if before is None else query.where(t.c.id < before))]

    def part_played(self, actor: str) -> tuple[str, str] | None:
        """An entity (article id, entity id) that an actor is; None of an unknown one."""
        c, a = schema.cast.c, schema.actor.c
        query = select(c.article, c.entity).join(a.id.table, a.key == c.actor_key).where(a.id == actor)
        rows = self._rows(query.order_by(c.article, c.entity).limit(1))
        return (rows[0][0], rows[0][1]) if rows else None

    def played_by(self, article: str, entity: str) -> str | None:
        """The actor that an entity is."""
        c, a = schema.cast.c, schema.actor.c
        query = select(a.id).join(c.article.table, a.key == c.actor_key).where(c.article == article, c.entity == entity)
        return next((k for (k,) in self._rows(query)), None)

    def sayings(self, actor: str, size: int) -> list[Statement]:
        """The first statements of an actor, article by article."""
        s, c, a = schema.statement.c, schema.cast.c, schema.actor.c
        query = (
            select(s.id).join(c.article.table, and_(c.article == s.article, c.entity == s.entity)).join(a.id.table, a.key == c.actor_key)
        )
        ids = [k for (k,) in self._rows(query.where(a.id == actor).order_by(s.article, s.n).limit(size))]
        return list(self._record.said(ids).values())

    def named_in(self, article: str) -> list[Actor]:
        """The actors that an article names, people first."""
        c, a = schema.cast.c, schema.actor.c
        query = select(a.id).join(c.article.table, a.key == c.actor_key).where(c.article == article, a.kind != ActorKind.UNNAMED.value)
        found = self._record.people({k for (k,) in self._rows(query.distinct())})
        return sorted(found.values(), key=lambda x: (x.kind is not ActorKind.PERSON, x.name.casefold(), x.id))


def _untouched(body: ColumnElement[str]) -> ColumnElement[bool]:
    """Whether nobody decided anything about a dispute, a request or a commitment."""
    return and_(func.json_extract(body, "$.verdict").is_(None), func.json_extract(body, "$.judgements").is_(None))


def _actor(identity: str, name: str, kind: str, body: str) -> Actor:
    told = json.loads(body)
    offices = tuple(Office(o["title"], o.get("of")) for o in told.get("offices", ()))
    return Actor(identity, name, ActorKind(kind), tuple(told.get("aliases", ())), offices)


def _statement(body: str) -> Statement:
    told = json.loads(body)
    content = tuple(Span(c["start"], c["end"], c["text"]) for c in told["content"])
    speaker = told.get("speaker")
    return Statement(
        told["id"],
        told["article"],
        StatementKind(told["kind"]),
        content,
        speaker=Span(speaker["start"], speaker["end"], speaker["text"]) if speaker else None,
    )
