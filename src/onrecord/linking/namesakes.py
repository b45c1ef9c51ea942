"""The graph of names over the record, and the groups into which it falls: each is one person, body or state.

Notes: ``node`` (node -> how many entities bear it, the nodes it is tied to with how often, its group), ``surname`` (surname -> full names
borne), ``group`` (group -> its nodes; what else stands there is not touched here). A group is called by its first node.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from onrecord.linking.groups import Groups
from onrecord.linking.names import Bearers, person_node
from onrecord.linking.notes import Notes

Pair = tuple[str, str]


@dataclass(slots=True)
class Regrouping:
    """How groups changed: ``moved`` is old -> new for groups that went whole into another, or are called otherwise; ``split`` fell apart or died."""

    moved: dict[str, str] = field(default_factory=dict)
    split: set[str] = field(default_factory=set)
    made: dict[str, list[str]] = field(default_factory=dict)

    @property
    def merged(self) -> list[list[str]]:
        """Old groups that became one."""
        into: dict[str, list[str]] = {}
        for old, new in self.moved.items():
            into.setdefault(new, []).append(old)
        return [sorted(olds) for _, olds in sorted(into.items()) if len(olds) > 1]


class Namesakes:
    """The graph of names."""

    def __init__(self, notes: Notes) -> None:
        self._notes = notes
        self._bearers: dict[str, Bearers] = {}

    def change(self, borne: Mapping[str, int], ties: Mapping[Pair, int]) -> Regrouping:
        """Adds to how often nodes are borne and pairs are tied, and groups anew what that touches."""
        touched = self._bear(borne) | self._tie(ties)
        return self._regroup(touched)

    def group(self, node: str) -> str:
        """The group of a node; the node itself where nobody bears it yet."""
        note = self._notes.get("node", node)
        return str(note[2]) if note is not None and note[2] is not None else node

    def fetch(self, nodes: Iterable[str]) -> None:
        """Fetches nodes that will be asked for."""
        self._notes.many("node", nodes)

    def _bear(self, borne: Mapping[str, int]) -> set[str]:
        notes, touched = self._notes, set[str]()
        known = notes.many("node", borne)
        surnames: dict[str, list[tuple[str, bool]]] = {}
        for node, more in sorted(borne.items()):
            number, tied, group = known.get(node, (0, {}, None))
            if not more:
                continue
            notes.put("node", node, [number + more, tied, group])
            if (number > 0) != (number + more > 0):
                touched.add(node)
                if node.startswith("p:"):
                    surnames.setdefault(node.split()[-1].removeprefix("p:"), []).append((node[2:], number + more > 0))
        known = notes.many("surname", surnames)
        for surname, names in surnames.items():
            have = set(known.get(surname, ()))
            for name, alive in names:
                have = have | {name} if alive else have - {name}
            notes.put("surname", surname, sorted(have) or None)
        return touched

    def _tie(self, ties: Mapping[Pair, int]) -> set[str]:
        notes, touched = self._notes, set[str]()
        known = notes.many("node", {n for pair in ties for n in pair})
        changed: dict[str, dict[str, int]] = {}
        for (a, b), more in sorted(ties.items()):
            for one, other in ((a, b), (b, a)):
                tied = changed.setdefault(one, dict(known.get(one, (0, {}, None))[1]))
                before, after = tied.get(other, 0), tied.get(other, 0) + more
                if after:
                    tied[other] = after
                else:
                    tied.pop(other, None)
                if (before > 0) != (after > 0):
                    touched.add(one)
        for node, tied in changed.items():
            number, _, group = notes.get("node", node) or (0, {}, None)
            notes.put("node", node, [number, tied, group])
        return touched

    def _alive(self, node: str) -> bool:
        note = self._notes.get("node", node)
        return note is not None and note[0] > 0

    def _near(self, node: str) -> set[str]:
        """The nodes that are the same one's as a node."""
        if not self._alive(node):
            return set()
        out = set(self._notes.get("node", node)[1])
        if node.startswith("p:"):
            surname = node.split()[-1]
            if surname not in self._bearers:
                self._bearers[surname] = Bearers(self._notes.get("surname", surname) or ())
            out |= {person_node(n) for n in self._bearers[surname].like(node[2:])}
        return out

    def _regroup(self, touched: set[str]) -> Regrouping:
        notes = self._notes
        self._bearers = {}
        seen: dict[str, set[str]] = {}
        old_of: dict[str, str] = {}
        olds: set[str] = set()
        todo = touched
        while todo:
            known = notes.many("node", todo)
            notes.many("surname", {n.split()[-1] for n in todo if n.startswith("p:")})
            old_of.update({n: str(known[n][2]) for n in todo if n in known and known[n][2] is not None})
            more = {g for g in (old_of.get(n) for n in todo) if g is not None} - olds
            olds |= more
            following: set[str] = {n for held in notes.many("group", more).values() for n in held["nodes"]}
            for node in todo:
                seen[node] = self._near(node)
                following |= seen[node]
            todo = following - seen.keys()
        groups: Groups[str] = Groups(sorted(n for n in seen if self._alive(n)))
        for node in groups.all_keys():
            for other in seen[node]:
                if self._alive(other):
                    groups.join(node, other)
        out = Regrouping()
        homes: dict[str, set[str | None]] = {}
        for members in groups.all():
            key = min(members)
            out.made[key] = sorted(members)
            for node in members:
                if node in old_of:
                    homes.setdefault(old_of[node], set()).add(key)
        for node in seen:
            note = notes.get("node", node)
            if note is None:
                continue
            if not self._alive(node):
                if node in old_of:
                    homes.setdefault(old_of[node], set())
                notes.put("node", node, [0, note[1], None] if note[1] else None)
        for key, members in out.made.items():
            for node in members:
                note = notes.get("node", node)
                if note[2] != key:
                    notes.put("node", node, [note[0], note[1], key])
        for old in sorted(olds):
            into = homes.get(old, set())
            if len(into) == 1:
                out.moved[old] = str(next(iter(into)))
            else:
                out.split.add(old)
        return out
