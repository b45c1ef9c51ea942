"""Stories: articles about one matter, held together by the likeness of pairs.

Pairs that are strong enough make components. Of each only a maximum spanning forest is kept: it yields the same components at every
strength, and an arriving article changes it by its own pairs alone. A component of more than :data:`LARGEST` articles is cut by asking
for ever stronger pairs, so that a chain of loose pairs does not make one story of a year's news; articles that are all equally alike fill
stories in the order of their ids.
"""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Iterable, Mapping, Sequence, Set

import numpy as np
from numpy.typing import NDArray

from onrecord.linking.features import Features, Trait, hopeful, near, strengths
from onrecord.linking.groups import Groups
from onrecord.linking.notes import Notes
from onrecord.linking.sheets import Sheet
from onrecord.model import Story

LARGEST = 60
"""Articles of one story, at most."""
STEP = 1.15
"""By how much more strength is asked for at each cut."""
KEPT = 100_000
"""Pairs held at a time before they are boiled down to a forest."""
Edge = tuple[str, str, float]
"""A pair of article ids, the smaller first, and its strength."""
Pieces = set[tuple[str, ...]]
"""Stories as the ids of their articles, in order."""


def forest(edges: Iterable[Edge]) -> list[Edge]:
    """The maximum spanning forest of pairs, the strongest first (Kruskal); pairs of one strength in the order of their ids."""
    above: dict[str, str] = {}
    out = []
    for a, b, strength in sorted(set(edges), key=lambda e: (-e[2], e[0], e[1])):
        x, y = _top(above, a), _top(above, b)
        if x != y:
            above[x] = y
            out.append((a, b, strength))
    return out


def _top(above: dict[str, str], key: str) -> str:
    """What stands for the group of a key for now (union-find with halved paths: a record may be one component)."""
    while (upper := above.setdefault(key, key)) != key:
        above[key] = above[upper]
        key = above[key]
    return key


def components(articles: Iterable[str], edges: Iterable[Edge]) -> list[list[str]]:
    """Articles that pairs hold together, each component in the order of ids."""
    above: dict[str, str] = {}
    for a, b, _ in edges:
        above[_top(above, a)] = _top(above, b)
    out: dict[str, list[str]] = {}
    for article in sorted(articles):
        out.setdefault(_top(above, article), []).append(article)
    return list(out.values())


def pieces(articles: Iterable[str], edges: Sequence[Edge], need: float = 1.0) -> list[list[str]]:
    """A component cut into stories of :data:`LARGEST` articles at most, each in the order of ids.

    Args:
        edges: a maximum spanning forest of the component.
    """
    out = []
    for group in components(articles, edges):
        if len(group) <= LARGEST:
            out.append(group)
            continue
        inside = set(group)
        held = [e for e in edges if e[0] in inside]
        stronger = [e for e in held if e[2] >= need * STEP]
        out += pieces(group, stronger, need * STEP) if stronger else _filled(group, held)
    return sorted(out)


def _filled(articles: Iterable[str], edges: Sequence[Edge]) -> list[list[str]]:
    """Articles that are all equally alike: joined pair by pair as long as there is room."""
    groups = Groups(sorted(articles))
    sizes: dict[str, int] = {}
    for a, b, _ in edges:
        x, y = groups.find(a), groups.find(b)
        size = sizes.get(x, 1) + sizes.get(y, 1)
        if x != y and size <= LARGEST:
            groups.join(x, y)
            sizes[groups.find(x)] = size
    return [sorted(group) for group in groups.all()]


def identity(articles: Iterable[str]) -> str:
    """The id of the story of these articles."""
    return f"story-{hashlib.sha256(chr(10).join(sorted(articles)).encode()).hexdigest()[:10]}"


def story(sheets: Sequence[Sheet]) -> Story:
    """The story of these articles; its title is that of the first with one."""
    members = sorted(sheets, key=lambda s: (s.published or "9999", s.article))
    title = next((s.title for s in members if s.title), None) or members[0].opening
    return Story(identity(s.article for s in members), " ".join(title.split()), tuple(s.article for s in members))


class Matters:
    """Which articles belong together, over the whole record.

    Notes: ``marks`` (article -> position, marks, day), ``trait`` (position -> trait), ``matter`` (article -> component, called by its
    smallest article), ``forest`` (component -> articles, edges, pieces).

    Attributes:
        before, now: the stories of all components that were touched, as they were and as they are.
    """

    def __init__(self, notes: Notes) -> None:
        self._notes = notes
        self.before: Pieces = set()
        self.now: Pieces = set()

    def enter(self, arrived: Mapping[str, tuple[int, Features]]) -> None:
        """Enters new or changed articles.

        Args:
            arrived: article id -> its position in the record, its features.
        """
        notes = self._notes
        before = notes.many("marks", arrived)
        fresh: dict[str, tuple[int, Features]] = {}
        again: set[str] = set()
        for article, (position, seen) in arrived.items():
            names, words, states = seen.marks()
            made = [position, names, words, states, seen.day]
            if before.get(article) == made:
                continue
            fresh[article] = (position, seen)
            if article in before:
                again.add(str(notes.get("matter", article)))
                self._unlist(before[article])
            notes.put("marks", article, made)
            notes.put("trait", str(position), list(seen.trait(article)))
            notes.enter(position, [*names, *words, *states], seen.season)
        changed, left = set(fresh), list[str]()
        for label in sorted(again):
            apart, rest = self._dissolve(label, changed)
            fresh.update(apart)
            left += rest[:1]
        self._grow(sorted({*fresh, *left}), self._edges(fresh))

    def _unlist(self, made: list[object]) -> None:
        position, seen = _seen(made)
        names, words, states = seen.marks()
        self._notes.withdraw(position, [*names, *words, *states], seen.season)

    def _dissolve(self, label: str, changed: Set[str]) -> tuple[dict[str, tuple[int, Features]], list[str]]:
        """Takes changed articles out of a component: the articles whose pairs are to be found anew, and those that stay together.

        What is left of a maximum spanning forest is a part of that of what is left of the component; the pairs that are missing are
        between its parts, so all but the largest part are gone through.
        """
        notes = self._notes
        articles, edges, before = notes.get("forest", label)
        self.before |= {tuple(piece) for piece in before}
        notes.put("forest", label, None)
        for article in articles:
            notes.put("matter", article, None)
        kept = [(a, b, s) for a, b, s in edges if a not in changed and b not in changed]
        parts = components((a for a in articles if a not in changed), kept)
        rest = max(parts, key=lambda p: (len(p), p[0]), default=list[str]())
        inside = set(rest)
        if rest:
            notes.put("forest", rest[0], [rest, [e for e in kept if e[0] in inside], []])
            for article in rest:
                notes.put("matter", article, rest[0])
        marks = notes.many("marks", articles)
        return {a: _seen(marks[a]) for a in articles if a not in inside}, rest

    def _edges(self, fresh: Mapping[str, tuple[int, Features]]) -> list[Edge]:
        out: list[Edge] = []
        for article in sorted(fresh):
            position, seen = fresh[article]
            mine = seen.trait(article)
            counts = [self._shared(marks, seen.season) for marks in seen.marks()]
            size = max(len(c) for c in counts)
            shared = np.stack([np.pad(c, (0, size - len(c))) for c in counts])
            found = np.flatnonzero(shared[0] + shared[1])
            found = found[hopeful(mine, shared[:, found]) & (found != position)]
            others = self._traits(found)
            for other, strength in zip(others, strengths(mine, others, shared[:, found]).tolist(), strict=True):
                if strength >= 1.0 and (other[0] not in fresh or article < other[0]):
                    out.append((min(article, other[0]), max(article, other[0]), strength))
            if len(out) > KEPT:
                out = forest(out)
        return out

    def _shared(self, marks: Sequence[str], season: int) -> NDArray[np.int64]:
        lists = self._notes.listed(marks, near(season))
        if not lists:
            return np.zeros(1, dtype=np.int64)
        joined = array("i")
        for one in lists:
            joined.extend(one)
        return np.bincount(np.frombuffer(joined, dtype=np.int32) if len(joined) else np.zeros(0, dtype=np.int32), minlength=1)

    def _traits(self, positions: NDArray[np.int64]) -> list[Trait]:
        keys = [str(p) for p in positions.tolist()]
        found = self._notes.many("trait", keys)
        return [tuple(found[k]) for k in keys]

    def _grow(self, fresh: Sequence[str], edges: Sequence[Edge]) -> None:
        notes = self._notes
        ends = {a for e in edges for a in e[:2]} | set(fresh)
        labels = {str(v) for v in notes.many("matter", ends).values()}
        held = notes.many("forest", labels)
        before = {a: label for label, f in held.items() for a in f[0]}
        self.before |= {tuple(piece) for f in held.values() for piece in f[2]}
        articles = {*fresh, *before}
        kept = forest([*edges, *((a, b, s) for f in held.values() for a, b, s in f[1])])
        members = {group[0]: group for group in components(articles, kept)}
        inside: dict[str, list[Edge]] = {label: [] for label in members}
        of = {a: label for label, group in members.items() for a in group}
        for e in kept:
            inside[of[e[0]]].append(e)
        for label in labels - members.keys():
            notes.put("forest", label, None)
        for label, group in members.items():
            made = [group] if len(group) <= LARGEST else pieces(group, inside[label])
            self.now |= {tuple(piece) for piece in made}
            notes.put("forest", label, [group, inside[label], made])
            for a in group:
                if before.get(a) != label:
                    notes.put("matter", a, label)


def _seen(made: Sequence[object]) -> tuple[int, Features]:
    position, names, words, states, day = made
    assert isinstance(position, int) and isinstance(names, list) and isinstance(words, list) and isinstance(states, list)
    bare = [frozenset(m[2:] for m in marks) for marks in (names, states, words)]
    return position, Features(bare[0], bare[1], bare[2], day if isinstance(day, int) else None)
