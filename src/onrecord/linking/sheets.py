"""An article as linking keeps it: its day, its country, and everybody in it with what tells who that is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from onrecord.gazetteer.parts import government_of_body, government_of_office
from onrecord.linking.affiliations import SPEAKERS, spoken_for
from onrecord.linking.names import nodes
from onrecord.model import ActorKind, Article, Entity, Reading

LONGEST = 80
"""Characters of a mention that may become an alias."""


@dataclass(frozen=True, slots=True)
class Errand:
    """Words that tell for whom somebody speaks, and the state whose government they mean if they mean one and no other actor."""

    words: str
    state: str | None


@dataclass(frozen=True, slots=True)
class Figure:
    """An entity of one article, without the places where it is mentioned.

    Attributes:
        texts: the words of its mentions, each with how often it stands.
        nodes: the names that tell who it is beyond its story.
    """

    id: str
    kind: ActorKind
    names: tuple[str, ...]
    descriptions: tuple[str, ...]
    titles: tuple[tuple[str, str | None], ...]
    texts: tuple[tuple[str, int], ...]
    errands: tuple[Errand, ...]
    nodes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One article. ``published`` is as the article has it, ``opening`` stands in for a missing title."""

    article: str
    published: str | None
    title: str | None
    opening: str
    home: str | None
    figures: tuple[Figure, ...]

    @property
    def day(self) -> str | None:
        """The day printed."""
        return self.published[:10] if self.published else None


def sheet(article: Article, reading: Reading) -> Sheet:
    """The sheet of an article, from its reading with people's corrections."""
    figures = tuple(_figure(e, reading.home) for e in reading.entities)
    return Sheet(article.id, article.published, article.title, article.text.strip()[:80], reading.home, figures)


def _figure(entity: Entity, home: str | None) -> Figure:
    texts: dict[str, int] = {}
    for mention in entity.mentions:
        texts[mention.text] = texts.get(mention.text, 0) + 1
    told = (*entity.descriptions, *(() if entity.names else (m.text for m in entity.mentions)))
    whom = [w for w in map(spoken_for, told) if w] if entity.kind in SPEAKERS else []
    errands = []
    for words in whom:
        state = government_of_body(words, home) or government_of_office(words, home)
        errands.append(Errand(words, state.code if state else None))
    return Figure(
        entity.id,
        entity.kind,
        entity.names,
        entity.descriptions,
        entity.titles,
        tuple(texts.items()),
        tuple(errands),
        nodes(entity.kind, entity.names),
    )


def to_note(told: Sheet) -> list[Any]:
    """The sheet as lists."""
    figures = [
        [f.id, f.kind.value, f.names, f.descriptions, f.titles, f.texts, [(e.words, e.state) for e in f.errands], f.nodes]
        for f in told.figures
    ]
    return [told.article, told.published, told.title, told.opening, told.home, figures]


def from_note(note: list[Any]) -> Sheet:
    """The sheet of lists that :func:`to_note` made."""
    article, published, title, opening, home, figures = note
    return Sheet(article, published, title, opening, home, tuple(_from_note(f) for f in figures))


def _from_note(note: list[Any]) -> Figure:
    identity, kind, names, descriptions, titles, texts, errands, borne = note
    return Figure(
        identity,
        ActorKind(kind),
        tuple(names),
        tuple(descriptions),
        tuple((t, of) for t, of in titles),
        tuple((t, n) for t, n in texts),
        tuple(Errand(w, s) for w, s in errands),
        tuple(borne),
    )
