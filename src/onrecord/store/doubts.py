"""Doubts: what of a record is least certain and nobody has decided on, asked for story by story and never as a whole."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import and_, case, func, or_, select

from onrecord.model import Actor, ActorKind, Commitment, Dispute, Judgement, Request, Statement, Verdict
from onrecord.standing import FINAL
from onrecord.store import schema
from onrecord.store.record import judgement_of
from onrecord.store.retrieval import Retrieval


@dataclass(frozen=True, slots=True)
class Unfound:
    """A statement whose speaker is nobody known by name: its id, its story and the actor of no name, None where there is none."""

    statement: str
    story: str
    actor: str | None


class Doubts:
    """Narrow questions about what is open."""

    def __init__(self, record: Retrieval) -> None:
        self._record = record
        self._rows, self._load = record._rows, record._load

    def stories(self, after: int, size: int) -> tuple[list[str], int]:
        """Ids of stories, those that began last first and those of no known day at the end; and how many there are.

        Args:
            after, size: how many to leave out, how many to give.
        """
        c = schema.story.c
        began = case((c.first == "9999", ""), else_=c.first)
        rows = self._rows(select(c.id).order_by(began.desc(), c.id).limit(size).offset(after))
        return [k for (k,) in rows], int(self._rows(select(func.count()).select_from(schema.story))[0][0])

    def disputes(self, around: float, size: int, story: str | None = None) -> list[Dispute]:
        """Disputes on which nobody decided, those whose score lies nearest to a value first."""
        c = schema.dispute.c
        untouched = and_(func.json_extract(c.body, "$.verdict").is_(None), func.json_extract(c.body, "$.judgements").is_(None))
        query = select(c.id).where(untouched).order_by(func.abs(c.score - around), c.id).limit(size)
        ids = [k for (k,) in self._rows(query if story is None else query.where(c.story == story))]
        return sorted(self._load(schema.dispute, Dispute, c.id.in_(ids)), key=lambda d: ids.index(d.id)) if ids else []

    def settled(self, stories: Collection[str]) -> list[Request | Commitment]:
        """Requests and commitments of the stories that the tool takes as settled, and on which nobody decided."""
        out: list[Request | Commitment] = []
        for table, kind in ((schema.request, Request), (schema.commitment, Commitment)):
            c = table.c
            last = func.json_extract(c.body, "$.history[#-1].state").in_(sorted(FINAL))
            untouched = and_(func.json_extract(c.body, "$.verdict").is_(None), func.json_extract(c.body, "$.judgements").is_(None))
            out += self._load(table, kind, and_(c.story.in_(sorted(stories)), last, untouched))
        return out

    def unfound(self, stories: Collection[str], size: int) -> list[Unfound]:
        """Statements of the stories whose speaker is not known, or known by no name."""
        m, s, c, a = schema.membership.c, schema.statement.c, schema.cast.c, schema.actor.c
        query = select(s.id, m.story, a.id).join(s.article.table, s.article == m.article)
        query = query.join(c.article.table, and_(c.article == s.article, c.entity == s.entity), isouter=True)
        query = query.join(a.id.table, a.key == c.actor_key, isouter=True)
        query = query.where(m.story.in_(sorted(stories)), or_(s.entity.is_(None), a.kind == ActorKind.UNNAMED.value))
        return [Unfound(*row) for row in self._rows(query.order_by(m.story, s.article, s.n).limit(size))]

    def casts(self, stories: Collection[str]) -> dict[str, list[Actor]]:
        """Story id -> the people and unnamed sources that its articles name."""
        m, c, a = schema.membership.c, schema.cast.c, schema.actor.c
        kinds = (ActorKind.PERSON.value, ActorKind.UNNAMED.value)
        query = select(m.story, a.id).join(c.article.table, c.article == m.article).join(a.id.table, a.key == c.actor_key).distinct()
        rows = self._rows(query.where(m.story.in_(sorted(stories)), a.kind.in_(kinds)))
        known = self._record.people({identity for _, identity in rows})
        out: dict[str, list[Actor]] = {}
        for story, identity in sorted(tuple(r) for r in rows):
            out.setdefault(story, []).append(known[identity])
        return out

    def local(self, actors: Collection[str]) -> set[str]:
        """Those of the actors that are known in their own story alone."""
        c = schema.actor.c
        return {k for (k,) in self._rows(select(c.id).where(c.id.in_(sorted(actors)), c.key.like("~%")))}

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

    def named_in(self, article: str) -> list[Actor]:
        """The actors that an article names, people first."""
        c, a = schema.cast.c, schema.actor.c
        query = select(a.id).join(c.article.table, a.key == c.actor_key).where(c.article == article, a.kind != ActorKind.UNNAMED.value)
        found = self._record.people({k for (k,) in self._rows(query.distinct())})
        return sorted(found.values(), key=lambda x: (x.kind is not ActorKind.PERSON, x.name.casefold(), x.id))

    def statements(self, identities: Collection[str]) -> dict[str, Statement]:
        """The statements of these ids."""
        return self._record.said(identities)
