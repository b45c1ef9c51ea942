"""Judgements on who is who: entities that people put together, kept apart or gave a name.

Values: ``merge`` and ``split`` {"sides": [number of anchors of each side]}: the anchors, side after side, are mentions of the actors
merged, or of what was split off and of what stays; ``rename`` {"name"}.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

from onrecord.judgements.anchors import entity_at, holds
from onrecord.model import Anchor, Article, Judgement, Reading, Verdict

Key = tuple[str, str]
"""An entity: (article id, entity id)."""
ON_ACTORS = (Verdict.MERGE, Verdict.SPLIT, Verdict.RENAME, Verdict.SPEAKER, Verdict.SAID)
"""The judgements that bear on who is who."""


class Joins(Protocol):
    """What puts keys together and keeps them apart (:class:`onrecord.linking.groups.Groups`)."""

    def join(self, a: Key, b: Key) -> bool:
        """Puts two together unless they are to stay apart."""
        ...

    def part(self, a: Key, b: Key) -> bool:
        """Keeps two apart unless they are together."""
        ...

    def same(self, a: Key, b: Key) -> bool:
        """Whether both are together."""
        ...

    def all(self) -> list[list[Key]]:
        """What is together."""
        ...


def held(judgement: Judgement) -> list[Anchor]:
    """All words that a judgement on who is who holds on to: its anchors, and the mention of a speaker known from elsewhere."""
    mention = judgement.value.get("mention")
    return [*judgement.anchors, *([Anchor(**mention)] if mention else [])]


def found(judgement: Judgement, articles: Mapping[str, tuple[Article, Reading]], before: Sequence[Key | None]) -> list[Key | None]:
    """The entity at each of the words held; None where there is none.

    Args:
        articles: those read anew.
        before: what was found at the others.
    """
    out: list[Key | None] = []
    for n, anchor in enumerate(held(judgement)):
        if anchor.article not in articles:
            out.append(before[n] if n < len(before) else None)
            continue
        article, reading = articles[anchor.article]
        entity = entity_at(anchor, reading.entities) if holds(anchor, article) else None
        out.append((article.id, entity.id) if entity else None)
    return out


@dataclass(frozen=True, slots=True)
class Decided:
    """What people decided about who is who, as entities.

    Attributes:
        together: groups of entities that are one, each in order.
        off: entities that are not whom their names mean.
        names: (entities, name) of what was renamed, the newest first.
    """

    together: tuple[tuple[Key, ...], ...] = ()
    off: frozenset[Key] = frozenset()
    names: tuple[tuple[frozenset[Key], str], ...] = ()

    def keys(self) -> set[Key]:
        """The entities put together or taken off."""
        return {k for group in self.together for k in group} | self.off


def decided(judgements: Iterable[Judgement], keys: Mapping[int, Sequence[Key | None]], made: Collection[Key], groups: Joins) -> Decided:
    """What the judgements say, the newest first where they are at odds.

    Args:
        judgements: oldest first.
        keys: judgement -> the entities found at the words it holds (:func:`found`).
        made: entities that stand for a corrected speaker, as far as there are.
        groups: empty; filled by this.
    """
    apart: list[tuple[list[Key], list[Key]]] = []
    names, speakers = [], []
    for judgement in sorted(judgements, key=lambda j: -j.id):
        mine = keys[judgement.id]
        if judgement.kind is Verdict.RENAME:
            names.append((frozenset(k for k in mine if k is not None), str(judgement.value["name"])))
        elif judgement.kind in (Verdict.SPEAKER, Verdict.SAID):
            here = (judgement.anchors[0].article, f"j{judgement.id}") if judgement.anchors else None
            if judgement.value.get("mention") and mine[-1] is not None and here in made and here is not None:
                speakers.append((here, mine[-1]))
        else:
            sides, at = [], 0
            for length in judgement.value["sides"]:
                sides.append([k for k in mine[at : at + length] if k is not None])
                at += length
            if judgement.kind is Verdict.MERGE:
                for a, b in pairwise(k for side in sides for k in side):
                    groups.join(a, b)
            else:
                out, stays = sides
                for a, b in pairwise(out):
                    groups.join(a, b)
                for a in out:
                    groups.join(a, a)
                    for b in stays:
                        groups.part(a, b)
                apart.append((out, stays))
    for a, b in reversed(speakers):
        groups.join(a, b)
    off = {a for out, stays in apart for a in out if not any(groups.same(a, b) for b in stays)}
    together = tuple(sorted(tuple(sorted(group)) for group in groups.all() if len(group) > 1))
    return Decided(together, frozenset(off), tuple(names))
