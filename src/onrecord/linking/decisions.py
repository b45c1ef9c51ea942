"""What people decided about who is who, found again in the record and turned into nodes and ties of the graph of names.

An entity put together with another bears a node of its own beside those of its names; one that was taken away from whom its names mean
bears that node alone, and no rule joins it to anybody.

Notes: ``anchored`` (judgement -> the entity at each of its words), ``decided`` ("" -> what stood after the last linking).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from onrecord.judgements.identities import ON_ACTORS, Decided, decided, found, held
from onrecord.linking.groups import Groups
from onrecord.linking.names import Key, decided_node
from onrecord.linking.notes import Notes
from onrecord.linking.sheets import Figure
from onrecord.model import Article, Judgement, Reading


class Decisions:
    """The judgements on who is who.

    Args:
        judgements: all that stand, oldest first.
        arrived: the articles read anew, by id, with their corrected readings.

    Attributes:
        now, before: what was decided, and what had been at the last linking.
    """

    def __init__(self, notes: Notes, judgements: Sequence[Judgement], arrived: Mapping[str, tuple[Article, Reading]]) -> None:
        relevant = [j for j in judgements if j.kind in ON_ACTORS]
        known = notes.many("anchored", (str(j.id) for j in relevant))
        keys: dict[int, list[Key | None]] = {}
        made: set[Key] = set()
        for judgement in relevant:
            note = known.get(str(judgement.id), [[], False])
            here = (judgement.anchors[0].article, f"j{judgement.id}") if judgement.anchors else ("", "")
            exists = note[1]
            if here[0] in arrived:
                exists = any(e.id == here[1] for e in arrived[here[0]][1].entities)
            if exists:
                made.add(here)
            if note[0] and not any(a.article in arrived for a in held(judgement)):
                keys[judgement.id] = [tuple(k) if k else None for k in note[0]]
                continue
            keys[judgement.id] = found(judgement, arrived, [tuple(k) if k else None for k in note[0]])
            notes.put("anchored", str(judgement.id), [keys[judgement.id], exists])
        groups: Groups[Key] = Groups()
        self.now = decided(relevant, keys, made, groups)
        self.before = _from_note(notes.get("decided", ""))
        if self.now != self.before:
            notes.put("decided", "", _to_note(self.now))
        self._now, self._before = self.now.keys(), self.before.keys()

    def bearing(self, key: Key, figure: Figure) -> tuple[str, ...]:
        """The nodes that an entity bears."""
        return _bearing(key, figure, self.now.off, self._now)

    def borne(self, key: Key, figure: Figure) -> tuple[str, ...]:
        """The nodes that an entity bore at the last linking."""
        return _bearing(key, figure, self.before.off, self._before)

    def flipped(self) -> set[str]:
        """Articles with an entity about which something else is decided now."""
        names = {k for ks, _ in set(self.now.names) ^ set(self.before.names) for k in ks}
        return {article for article, _ in (self._now ^ self._before) | (self.now.off ^ self.before.off) | names}

    def ties(self) -> dict[tuple[str, str], int]:
        """The pairs of nodes that are tied now and were not (1), or were and are no more (-1)."""
        out: dict[tuple[str, str], int] = {}
        for told, sign in ((self.now, 1), (self.before, -1)):
            for first, *others in told.together:
                for other in others:
                    pair = (decided_node(first), decided_node(other))
                    out[pair] = out.get(pair, 0) + sign
        return out


def _bearing(key: Key, figure: Figure, off: frozenset[Key], keys: set[Key]) -> tuple[str, ...]:
    if key in off:
        return (decided_node(key),)
    return (*figure.nodes, decided_node(key)) if key in keys else figure.nodes


def _to_note(told: Decided) -> list[object]:
    return [told.together, sorted(told.off), [(sorted(keys), name) for keys, name in told.names]]


def _from_note(note: Any) -> Decided:
    if note is None:
        return Decided()
    together, off, names = note
    return Decided(
        tuple(tuple((a, e) for a, e in group) for group in together),
        frozenset((str(a), str(e)) for a, e in off),
        tuple((frozenset((a, e) for a, e in keys), str(name)) for keys, name in names),
    )
