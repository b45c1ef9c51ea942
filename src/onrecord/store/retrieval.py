"""Retrieval: what of a record bears certain words or names, without loading the rest of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any, TypeVar

from sqlalchemy import Table, func, or_, select

from onrecord.model import Absence, Actor, Article, Claim, Commitment, Dispute, Echo, Reading, Request, Shift, Statement, Story
from onrecord.store import schema
from onrecord.store.codec import load
from onrecord.store.fulltext import Fulltext
from onrecord.store.record import Record

T = TypeVar("T")
CHUNK = 500
"""Keys that one query asks for; SQLite has a limit."""


class Retrieval:
    """Narrow questions to a record."""

    def __init__(self, record: Record) -> None:
        self._record = record

    @property
    def whole(self) -> Record:
        """The record itself, for what has to go through all of it."""
        return self._record

    def count(self) -> int:
        """How many articles there are."""
        return int(self._rows(select(func.count()).select_from(schema.article))[0][0])

    def fulltext(self) -> Fulltext:
        """Which articles and statements have certain words."""
        return self._record.fulltext()

    def bearing(self, words: Sequence[str]) -> list[tuple[str, tuple[bool, ...]]]:
        """The articles in whose text or title a word begins like one of these (letter case and accents aside), each with which of them it has."""
        return self.fulltext().beginning(words)

    def called(self, words: Collection[str]) -> list[Actor]:
        """The actors with one of the words in a name, an alias or an office."""
        c = schema.actor.c
        return self._load(schema.actor, Actor, or_(*(c.body.contains(word, autoescape=True) for word in sorted(words)))) if words else []

    def naming(self, actors: Collection[str]) -> dict[str, set[str]]:
        """Article id -> which of the actors it names or means."""
        c, a, out = schema.cast.c, schema.actor, dict[str, set[str]]()
        query = select(c.article, a.c.id).join(a, a.c.key == c.actor_key).distinct()
        for chunk in _chunks(actors):
            for article, actor in self._rows(query.where(a.c.id.in_(chunk))):
                out.setdefault(article, set()).add(actor)
        return out

    def actors(self, articles: Collection[str]) -> list[Actor]:
        """The actors that the articles name, and those whom these speak for or belong to."""
        c, a, known = schema.cast.c, schema.actor, dict[str, Actor]()
        query = select(a.c.id).join(c.article.table, a.c.key == c.actor_key).distinct()
        wanted = {actor for chunk in _chunks(articles) for (actor,) in self._rows(query.where(c.article.in_(chunk)))}
        while wanted:
            found = [a for chunk in _chunks(wanted) for a in self._load(schema.actor, Actor, schema.actor.c.id.in_(chunk))]
            known |= {a.id: a for a in found}
            wanted = {k for a in found for k in (a.speaks_for, a.part_of) if k} - known.keys()
        return sorted(known.values(), key=lambda a: a.id)

    def homes(self, articles: Collection[str]) -> dict[str, str | None]:
        """Article id -> the country that it takes for granted."""
        c = schema.reading.c
        query = select(c.article, func.json_extract(c.body, "$.home"))
        return {a: home for chunk in _chunks(articles) for a, home in self._rows(query.where(c.article.in_(chunk)))}

    def statements(self, articles: Collection[str]) -> list[Statement]:
        """The statements of the articles."""
        return self._of(schema.statement, Statement, articles)

    def claims(self, articles: Collection[str]) -> list[Claim]:
        """The claims of the articles."""
        return self._of(schema.claim, Claim, articles)

    def absences(self, articles: Collection[str]) -> list[Absence]:
        """The absences in the articles."""
        return self._of(schema.absence, Absence, articles)

    def article(self, identity: str) -> Article | None:
        """One article, or None."""
        return next(iter(self.articles([identity])), None)

    def articles(self, identities: Collection[str]) -> list[Article]:
        """The articles of these ids, in the order in which they came."""
        return [a for chunk in _chunks(identities) for a in self._record.articles(chunk)]

    def reading(self, article: str) -> Reading | None:
        """What one article says, by itself."""
        rows = self._rows(select(schema.reading.c.body).where(schema.reading.c.article == article))
        return load(Reading, rows[0][0]) if rows else None

    def actor(self, identity: str) -> Actor | None:
        """One actor, or None."""
        return next(iter(self._load(schema.actor, Actor, schema.actor.c.id == identity)), None)

    def people(self, identities: Collection[str]) -> dict[str, Actor]:
        """The actors of these ids."""
        return {a.id: a for chunk in _chunks(identities) for a in self._load(schema.actor, Actor, schema.actor.c.id.in_(chunk))}

    def said(self, identities: Collection[str]) -> dict[str, Statement]:
        """The statements of these ids."""
        c = schema.statement.c
        return {s.id: s for chunk in _chunks(identities) for s in self._load(schema.statement, Statement, c.id.in_(chunk))}

    def story_of(self, articles: Collection[str]) -> dict[str, str]:
        """Article id -> story id."""
        c = schema.membership.c
        query = select(c.article, c.story)
        return {a: s for chunk in _chunks(articles) for a, s in self._rows(query.where(c.article.in_(chunk)))}

    def order(self, story: str | None = None) -> list[str]:
        """Ids of the articles of a story, or of all, in the order in which they came."""
        a, m = schema.article.c, schema.membership.c
        query = select(a.id).order_by(a.position)
        if story is not None:
            query = query.join(m.article.table, m.article == a.id).where(m.story == story)
        return [identity for (identity,) in self._rows(query)]

    def readings(self, articles: Collection[str]) -> list[Reading]:
        """What the articles say, each by itself."""
        c = schema.reading.c
        query = select(c.body).order_by(c.article)
        return [load(Reading, body) for chunk in _chunks(articles) for (body,) in self._rows(query.where(c.article.in_(chunk)))]

    def made(self, articles: Collection[str]) -> dict[str, tuple[str, str | None]]:
        """Article id -> SHA-256 of its text, and what read it."""
        a, r = schema.article.c, schema.reading.c
        query = select(a.id, a.digest, r.model).join(r.article.table, r.article == a.id, isouter=True)
        return {row[0]: (row[1], row[2]) for chunk in _chunks(articles) for row in self._rows(query.where(a.id.in_(chunk)))}

    def uttered(self, articles: Collection[str]) -> int:
        """How many statements the articles have."""
        c = schema.statement.c
        query = select(func.count()).select_from(c.article.table)
        return sum(int(self._rows(query.where(c.article.in_(chunk)))[0][0]) for chunk in _chunks(articles))

    def articles_of(self, stories: Collection[str]) -> dict[str, list[str]]:
        """Story id -> ids of its articles."""
        c, out = schema.membership.c, dict[str, list[str]]()
        for chunk in _chunks(stories):
            for story, article in self._rows(select(c.story, c.article).where(c.story.in_(chunk)).order_by(c.article)):
                out.setdefault(story, []).append(article)
        return out

    def disputes(self, stories: Collection[str]) -> list[Dispute]:
        """The disputes of the stories, the surest first."""
        c = schema.dispute.c
        found = [d for chunk in _chunks(stories) for d in self._load(schema.dispute, Dispute, c.story.in_(chunk))]
        return sorted(found, key=lambda d: (-d.score, d.id))

    def shifts(self, stories: Collection[str]) -> list[Shift]:
        """The shifts of the stories."""
        return self._in(schema.shift, Shift, stories)

    def echoes(self, stories: Collection[str]) -> list[Echo]:
        """The echoes of the stories."""
        return self._in(schema.echo, Echo, stories)

    def requests(self, stories: Collection[str]) -> list[Request]:
        """The requests of the stories."""
        return self._in(schema.request, Request, stories)

    def commitments(self, stories: Collection[str]) -> list[Commitment]:
        """The commitments of the stories."""
        return self._in(schema.commitment, Commitment, stories)

    def found(self, table: Table, kind: type[T], identity: str) -> T | None:
        """The dispute, shift, echo, request, commitment or story of an id, or None."""
        return next(iter(self._load(table, kind, table.c.id == identity)), None)

    def identified(self, table: Table, kind: type[T], identity: str, begun: bool) -> list[T]:
        """What has this id; where nothing has and ``begun``, what has an id that begins so."""
        if (whole := self.found(table, kind, identity)) is not None or not begun:
            return [whole] if whole is not None else []
        return self._load(table, kind, table.c.id.startswith(identity, autoescape=True))

    def just_called(self, name: str) -> list[Actor]:
        """The actor of this id, else those of just this name; letter case aside."""
        if (whole := self.actor(name)) is not None:
            return [whole]
        c = schema.actor.c
        found = [k for k, called in self._rows(select(c.id, c.name)) if called.casefold() == name.casefold()]
        return sorted(self.people(found).values(), key=lambda a: a.id)

    def parts(self, actor: str) -> list[tuple[str, str]]:
        """(article id, entity id) of all entities that an actor is."""
        c, a = schema.cast.c, schema.actor.c
        query = select(c.article, c.entity).join(a.id.table, a.key == c.actor_key).where(a.id == actor)
        return [(article, entity) for article, entity in self._rows(query.order_by(c.article, c.entity))]

    def newest_stories(self, after: int, size: int) -> tuple[list[tuple[Story, str | None, str | None, int]], int]:
        """Stories with the first and last day printed and the number of outlets, those with the newest article first; and how many there are.

        Args:
            after: how many to leave out.
            size: how many to give.
        """
        m, a, s = schema.membership.c, schema.article.c, schema.story.c
        last = func.max(a.published)
        query = select(m.story, func.min(a.published), last, func.count(func.distinct(func.coalesce(a.outlet, a.source))))
        query = query.join(a.id.table, a.id == m.article).group_by(m.story).order_by(last.desc(), m.story).limit(size).offset(after)
        rows = self._rows(query)
        made = {x.id: x for x in self._load(schema.story, Story, s.id.in_([r[0] for r in rows]))}
        held = int(self._rows(select(func.count()).select_from(schema.story))[0][0])
        return [(made[r[0]], *r[1:]) for r in rows], held

    def stories(self, words: str) -> list[Story]:
        """The stories of this id or the beginning of one, or with these words in the title (letter case of a to z aside)."""
        c = schema.story.c
        begun = c.id.startswith(f"story-{words}", autoescape=True)
        return self._load(schema.story, Story, or_(c.id == words, begun, c.title.contains(words, autoescape=True)))

    def _rows(self, query: Any) -> Sequence[Any]:
        return self._record._rows(query)

    def _load(self, table: Table, kind: type[T], where: Any) -> list[T]:
        return self._record._bodies(table, kind, where)

    def _in(self, table: Table, kind: type[T], stories: Collection[str]) -> list[T]:
        return [x for chunk in _chunks(stories) for x in self._load(table, kind, table.c.story.in_(chunk))]

    def _of(self, table: Table, kind: type[T], articles: Collection[str]) -> list[T]:
        return [x for chunk in _chunks(articles) for x in self._load(table, kind, table.c.article.in_(chunk))]


def _chunks(keys: Iterable[str]) -> Iterator[list[str]]:
    every = sorted(keys)
    for at in range(0, len(every), CHUNK):
        yield every[at : at + CHUNK]
