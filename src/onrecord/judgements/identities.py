"""Judgements on who is who: entities that people put together, kept apart or gave a name.

Values: ``merge`` and ``split`` {"sides": [number of anchors of each side]}: the anchors, side after side, are mentions of the actors
merged, or of what was split off and of what stays; ``rename`` {"name"}.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Protocol

from onrecord.judgements.anchors import entity_at, holds
from onrecord.model import Actor, Anchor, Article, Judgement, Reading, Verdict

Key = tuple[str, str]
"""An entity: (article id, entity id)."""


class Joins(Protocol):
    """What puts keys together and keeps them apart (:class:`onrecord.linking.groups.Groups`)."""

    def join(self, a: Key, b: Key) -> bool:
        """Puts two together unless they are to stay apart."""
        ...

    def part(self, a: Key, b: Key) -> bool:
        """Keeps two apart unless they are together."""
        ...


class Identities:
    """The judgements that bear on who is who, with their anchors found in the readings."""

    def __init__(self, articles: Sequence[Article], readings: Sequence[Reading], judgements: Sequence[Judgement]) -> None:
        self._articles = {a.id: a for a in articles}
        self._readings = {r.article: r for r in readings}
        wanted = (Verdict.MERGE, Verdict.SPLIT, Verdict.RENAME)
        self._judgements = [(j, [self._key(a) for a in j.anchors]) for j in judgements if j.kind in wanted]
        self._speakers = [p for j in judgements if j.kind in (Verdict.SPEAKER, Verdict.SAID) for p in self._elsewhere(j)]

    def _key(self, anchor: Anchor) -> Key | None:
        article = self._articles.get(anchor.article)
        if article is None or not holds(anchor, article):
            return None
        entity = entity_at(anchor, self._readings[article.id].entities) if article.id in self._readings else None
        return (article.id, entity.id) if entity else None

    def _elsewhere(self, judgement: Judgement) -> Iterator[tuple[Key, Key]]:
        """A corrected speaker who is known from another article: the entity made for the correction, and the one there."""
        mention = judgement.value.get("mention")
        there = self._key(Anchor(**mention)) if mention else None
        here = (judgement.anchors[0].article, f"j{judgement.id}")
        reading = self._readings.get(here[0])
        if there is not None and reading is not None and any(e.id == here[1] for e in reading.entities):
            yield here, there

    def lay(self, groups: Joins) -> None:
        """Joins and parts what people decided, before anything is joined by itself. The newest judgement wins."""
        for judgement, keys in reversed(self._judgements):
            if judgement.kind is Verdict.RENAME:
                continue
            sides, at = [], 0
            for size in judgement.value["sides"]:
                sides.append([k for k in keys[at : at + size] if k is not None])
                at += size
            if judgement.kind is Verdict.MERGE:
                for a, b in pairwise(k for side in sides for k in side):
                    groups.join(a, b)
            else:
                out, stays = sides
                for a, b in pairwise(out):
                    groups.join(a, b)
                for a in out:
                    for b in stays:
                        groups.part(a, b)
        for a, b in self._speakers:
            groups.join(a, b)

    def named(self, actor: Actor, members: Sequence[Key]) -> Actor:
        """The actor with the name that a person gave it, if one did; its old name becomes an alias."""
        for judgement, keys in reversed(self._judgements):
            if judgement.kind is Verdict.RENAME and set(keys) & set(members):
                name = str(judgement.value["name"])
                aliases = dict.fromkeys(n for n in (actor.name, *actor.aliases) if n != name)
                return replace(actor, name=name, aliases=tuple(aliases))
        return actor
