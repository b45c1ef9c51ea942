"""Who is who in one story: which of its entities are one person, body or state.

A full name, the name of a body of several words and a state tell it over the whole record (:mod:`onrecord.linking.names`). A surname alone
means the one person of the story who has it, a description the one who has the office or the name. What has no name and fits nobody stays
an actor of its own article.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from onrecord.linking.groups import Groups
from onrecord.linking.names import BODIES, Key, body, full, plain, same_person, surnames
from onrecord.linking.sheets import Figure, Sheet
from onrecord.model import ActorKind
from onrecord.reading.documents import WRITTEN
from onrecord.reading.identity import same_office
from onrecord.reading.phrases import BODIES as BODY_NOUNS
from onrecord.reading.phrases import GENERIC_BODIES, office

__all__ = ["Ensemble", "Key", "local", "plain", "same_person"]

_CLAUSE = re.compile(r",|;|\b(?:who|which|that|whose|where)\b", re.I)
_LOOSE = frozenset("the its his her their our same local own whole city national regional district county state central main".split())
_ANY = ("a ", "an ", "one ", "another ", "some ")
Bearing = Callable[[Key, Figure], tuple[str, ...]]
"""The nodes that an entity bears, with what people decided about it."""


def local(key: Key) -> str:
    """The group of an entity that is known in its story alone; it stands behind those known everywhere."""
    return f"~{key[0]}/{key[1]}"


class Ensemble:
    """The entities of one story.

    Args:
        sheets: of its articles, in any order.
        bearing: the nodes of an entity.
    """

    def __init__(self, sheets: Sequence[Sheet], bearing: Bearing) -> None:
        ordered = sorted(sheets, key=lambda s: s.article)
        self.figures: dict[Key, Figure] = {(s.article, f.id): f for s in ordered for f in sorted(s.figures, key=lambda f: f.id)}
        self.nodes = {k: bearing(k, f) for k, f in self.figures.items()}

    def ties(self) -> set[tuple[str, str]]:
        """Pairs of nodes that the story shows to be one body's: "the Harbour Board" beside "the Harbour Board of Vik"."""
        groups = self._bodies(Groups())
        out = set()
        for group in groups.all():
            borne = sorted({n for k in group for n in self.nodes[k]})
            out |= {(borne[0], other) for other in borne[1:]}
        return out

    def _bodies(self, groups: Groups[Key]) -> Groups[Key]:
        by_name: dict[str, list[Key]] = {}
        for key, figure in self.figures.items():
            if figure.kind in BODIES and not self._apart(key):
                for name in dict.fromkeys(map(body, figure.names)):
                    by_name.setdefault(name, []).append(key)
        ordered = sorted(by_name)
        for n, name in enumerate(ordered):
            first = by_name[name][0]
            for other in by_name[name][1:]:
                groups.join(first, other)
            for longer in ordered[n + 1 :]:
                if not longer.startswith(name):
                    break
                if longer.startswith(name + " "):
                    for other in by_name[longer]:
                        groups.join(first, other)
        return groups

    def _apart(self, key: Key) -> bool:
        """Whether a person took the entity away from whom its names mean."""
        return bool(self.figures[key].nodes) and not set(self.figures[key].nodes) <= set(self.nodes[key])

    def cast(self, of: Mapping[str, str]) -> dict[Key, str]:
        """Entity -> group.

        Args:
            of: node -> the group that it belongs to over the whole record.
        """
        groups: Groups[Key] = Groups(self.figures)
        first: dict[str, Key] = {}
        for key, borne in self.nodes.items():
            for node in borne:
                groups.join(key, first.setdefault(of[node], key))
        self._people(groups)
        self._bodies(groups)
        self._described(groups)
        out: dict[Key, str] = {}
        for members in groups.all():
            known = sorted({of[n] for k in members for n in self.nodes[k]})
            here = known[0] if known else local(min(members))
            for key in members:
                out[key] = of[self.nodes[key][0]] if self.nodes[key] else here
        return out

    def _people(self, groups: Groups[Key]) -> None:
        """Surnames alone."""
        whole = {k: bool(full(f.names)) for k, f in self.figures.items() if f.kind is ActorKind.PERSON and f.names}
        by_surname: dict[str, list[Key]] = {}
        for key in whole:
            for name in surnames(self.figures[key].names):
                by_surname.setdefault(name, []).append(key)
        for _, keys in sorted(by_surname.items()):
            named = [k for k in keys if whole[k]]
            for key in keys:
                if whole[key] or self.nodes[key]:
                    continue
                near = {groups.find(k) for k in named if k[0] != key[0]}
                if len(near) == 1:
                    groups.join(key, near.pop())
                elif not near:
                    for other in keys:
                        if not whole[other] and other[0] != key[0]:
                            groups.join(key, other)

    def _described(self, groups: Groups[Key]) -> None:
        """Joins "the head of the tariff board", "the council" to the one person or body of the story that has the office or the name.

        Where no body has the name, those of one description are one: "the fire brigade" in two articles; not "the company", and nothing written.
        """
        bodies = [k for k, f in self.figures.items() if f.names and f.kind is ActorKind.ORGANISATION]
        people = [k for k, f in self.figures.items() if f.names and f.kind is ActorKind.PERSON]
        alike: dict[frozenset[str], Key] = {}
        for key, figure in self.figures.items():
            if figure.names or not figure.descriptions or self.nodes[key] or figure.kind not in (ActorKind.UNNAMED, ActorKind.ORGANISATION):
                continue
            if any(text.lower().startswith(_ANY) for text, _ in figure.texts):
                continue
            if figure.kind is ActorKind.ORGANISATION:
                words = _told(figure.descriptions[0])
                fits = (
                    {groups.find(k) for k in bodies if any(words <= set(plain(n).split()) for n in self.figures[k].names)}
                    if words
                    else set()
                )
                if not fits and words & BODY_NOUNS and words - GENERIC_BODIES and not words & WRITTEN:
                    fits = {groups.find(alike.setdefault(words, key))}
            else:
                mine = office(figure.descriptions[0])
                fits = {groups.find(k) for k in people if any(same_office(mine, t) for t in self.figures[k].titles)}
            if len(fits) == 1:
                groups.join(key, fits.pop())


def _told(description: str) -> frozenset[str]:
    """The words of a description of a body that tell which it is: up to its first clause, without what any such body may be called."""
    head = _CLAUSE.split(description, maxsplit=1)[0]
    return frozenset(plain(head).split()) - _LOOSE
