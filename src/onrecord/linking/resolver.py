"""Statements, claims and actors as they are shown: with actors' ids in the place of entities and groups.

What is stored of an article names its own entities, so that nothing of it has to be written anew when somebody turns out to be another.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from onrecord.model import Absence, Actor, Claim, Statement


class Resolver:
    """Puts actors' ids in the place of entities and groups.

    Args:
        ids: group -> actor id.
        cast: (article id, entity id) -> group.
    """

    def __init__(self, ids: Mapping[str, str], cast: Mapping[tuple[str, str], str]) -> None:
        self._ids = ids
        self.cast = {key: ids[group] for key, group in cast.items() if group in ids}

    @classmethod
    def of_actors(cls, cast: Mapping[tuple[str, str], str]) -> Resolver:
        """A resolver that knows the actor of each entity."""
        return cls({actor: actor for actor in cast.values()}, cast)

    def noun(self, noun: Statement | Claim | Absence) -> Statement | Claim | Absence:
        """Any of the three with its actors."""
        if isinstance(noun, Statement):
            return self.statement(noun)
        return self.claim(noun) if isinstance(noun, Claim) else self.absence(noun)

    def _several(self, article: str, entities: Iterable[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self.cast[article, e] for e in entities if (article, e) in self.cast))

    def statement(self, noun: Statement) -> Statement:
        """The statement with its speaker's actor."""
        return replace(noun, who=self.cast.get((noun.article, noun.who))) if noun.who else noun

    def claim(self, noun: Claim) -> Claim:
        """The claim with its actors."""
        if not (noun.actor or noun.recipient or noun.holders):
            return noun
        several = [self._several(noun.article, told) for told in (noun.actor, noun.recipient, noun.holders)]
        return replace(noun, actor=several[0], recipient=several[1], holders=several[2])

    def absence(self, noun: Absence) -> Absence:
        """The absence with its actor."""
        return replace(noun, who=self.cast.get((noun.article, noun.who))) if noun.who else noun

    def actor(self, noun: Actor) -> Actor:
        """The actor with the ids of whom it speaks for and what it is a part of; None where the record does not know them."""
        if noun.speaks_for is None and noun.part_of is None:
            return noun
        return replace(noun, speaks_for=self._ids.get(noun.speaks_for or ""), part_of=self._ids.get(noun.part_of or ""))
