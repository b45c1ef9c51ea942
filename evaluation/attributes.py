"""What is told about matched statements and their speakers besides content: channel, addressee, day, nesting; offices; absences.

Two texts are alike when the F1 of their words is at least a half.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from evaluation.measure import Counts, Share

Json = dict[str, Any]
Both = Sequence[tuple[Json, Json]]
"""Matched statements, the gold one first."""
ALIKE = 0.5
WORDED = {"channel": "channel F1", "addressee": "addressee F1"}
_WORD = re.compile(r"\w+")
_ARTICLES = frozenset(("a", "an", "the"))


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def words_shared(a: str, b: str) -> float:
    """F1 of two sets of words, case and English articles apart."""
    x, y = (set(_WORD.findall(_plain(t))) - _ARTICLES for t in (a, b))
    return 2 * len(x & y) / (len(x) + len(y)) if x and y else 0.0


def assign(weights: Sequence[Sequence[float]]) -> dict[int, int]:
    """The one-to-one pairs of rows and columns with the greatest total weight; only pairs that weigh something.

    The Hungarian method with potentials: each row in turn is placed along the cheapest chain of moves.
    """
    size = max(len(weights), max((len(row) for row in weights), default=0))

    def cost(row: int, column: int) -> float:
        return -weights[row][column] if row < len(weights) and column < len(weights[row]) else 0.0

    # The column numbered `size` is a stand-in: it holds the row that is being placed.
    holder = [-1] * (size + 1)
    of_row, of_column = [0.0] * size, [0.0] * (size + 1)
    for placed in range(size):
        holder[size] = placed
        distance, came_from, settled = [float("inf")] * size, [size] * size, [False] * (size + 1)
        column = size
        while holder[column] >= 0:
            settled[column] = True
            row = holder[column]
            for other in range(size):
                slack = cost(row, other) - of_row[row] - of_column[other]
                if not settled[other] and slack < distance[other]:
                    distance[other], came_from[other] = slack, column
            step, following = min((distance[c], c) for c in range(size) if not settled[c])
            for c in range(size + 1):
                if settled[c]:
                    of_row[holder[c]] += step
                    of_column[c] -= step
                elif c < size:
                    distance[c] -= step
            column = following
        while column != size:
            holder[column] = holder[came_from[column]]
            column = came_from[column]
    found = {holder[c]: c for c in range(size)}
    return {r: c for r, c in sorted(found.items()) if cost(r, c) < 0}


def actor_map(both: Both) -> dict[str, str]:
    """Predicted actors, each with the gold actor that it stands for: the one-to-one map that keeps most matched statements together."""
    known = [(p["who"], g["who"]) for g, p in both if p["who"] and g["who"]]
    mine, gold = sorted({m for m, _ in known}), sorted({g for _, g in known})
    return {mine[m]: gold[n] for m, n in assign([[known.count((a, b)) for b in gold] for a in mine]).items()}


class Cast:
    """Which predicted actors are which gold actors. Labels of a second reader, which may lack actors and absences, do for a record."""

    def __init__(self, gold: Json, record: Json, both: Both) -> None:
        self.gold: dict[str, Json] = {a["id"]: a for a in gold.get("actors") or []}
        self.told: dict[str, Json] = {a["id"]: a for a in record.get("actors") or []}
        self.map = actor_map(both)
        self._mapped = frozenset(self.map.values())

    def same(self, gold: str | None, told: str | None) -> bool:
        """As mapped; actors that hold no matched statement on either side are the same when they share a name."""
        if not gold or not told:
            return not gold and not told
        if told in self.map or gold in self._mapped:
            return self.map.get(told) == gold
        return bool(_names(self.gold.get(gold)) & _names(self.told.get(told)))


def _names(actor: Json | None) -> set[str]:
    return {_plain(n) for n in (actor.get("name"), *(actor.get("aliases") or [])) if n} if actor else set()


def _offices(actor: Json) -> list[str]:
    return [f"{o.get('title') or ''} {o.get('of') or ''}" for o in actor.get("offices") or []]


@dataclass(slots=True)
class Attributes:
    """Counts over the stories of a set. An attribute that a story's gold does not have is not counted in it."""

    said: dict[str, Counts] = field(default_factory=lambda: {name: Counts() for name in (*WORDED.values(), "day said F1", "nesting F1")})
    absences: Counts = field(default_factory=Counts)
    offices_told: Share = field(default_factory=Share)
    offices_known: Share = field(default_factory=Share)
    one_person: Share = field(default_factory=Share)

    def add_statements(self, statements: Iterable[Json], both: Both) -> None:
        """Adds the attributes of matched statements.

        Args:
            statements: all of the gold, matched or not.
            both: the matched ones.
        """
        present = {key for s in statements for key in (*WORDED, "said_on", "within") if s.get(key)}
        for key, name in WORDED.items():
            if key in present:
                self._add(name, [(g.get(key), p.get(key)) for g, p in both], lambda g, p: words_shared(g, p) >= ALIKE)
        if "said_on" in present:
            self._add("day said F1", [(g.get("said_on"), p.get("said_on")) for g, p in both], lambda g, p: _plain(g) == _plain(p))
        if "within" in present:
            partner = {g["id"]: p["id"] for g, p in both}
            self._add("nesting F1", [(g.get("within"), p.get("within")) for g, p in both], lambda g, p: partner.get(g) == p)

    def _add(self, name: str, values: list[tuple[str | None, str | None]], equal: Callable[[str, str], bool]) -> None:
        hits = sum(bool(g and p and equal(g, p)) for g, p in values)
        self.said[name].add(hits, sum(bool(p) for _, p in values), sum(bool(g) for g, _ in values))

    def add_people(self, cast: Cast, both: Both) -> None:
        """Adds how many speakers hold what one person said: of the predicted actors with matched statements of gold persons."""
        holders: dict[str, set[str]] = {}
        for g, p in both:
            if g["who"] and p["who"] and cast.gold.get(g["who"], {}).get("kind") == "person":
                holders.setdefault(p["who"], set()).add(g["who"])
        self.one_person.add(sum(len(people) == 1 for people in holders.values()), len(holders))

    def add_offices(self, cast: Cast) -> None:
        """Adds the offices: those told of actors that the gold has, and those that the gold knows."""
        known = {i: _offices(a) for i, a in cast.gold.items()}
        if not any(known.values()):
            return
        found = 0
        for told, actor in cast.told.items():
            offices = _offices(actor)
            for gold in (i for i in known if cast.same(i, told)):
                self.offices_told.add(sum(any(words_shared(o, k) >= ALIKE for k in known[gold]) for o in offices), len(offices))
                found += sum(any(words_shared(o, k) >= ALIKE for o in offices) for k in known[gold])
        self.offices_known.add(found, sum(map(len, known.values())))

    def add_absences(self, cast: Cast, gold: Sequence[Json], told: Sequence[Json], touching: set[tuple[int, int]]) -> None:
        """Adds the absences: right with the same actor and a passage that touches the gold's, one to one.

        Args:
            cast: who is who.
            gold: true ones.
            told: predicted ones.
            touching: places in ``told`` and in ``gold`` of passages that touch.
        """
        weights = [
            [
                1 + words_shared(g["kind"], p["kind"]) / 100 if (m, n) in touching and cast.same(g["who"], p["who"]) else 0.0
                for n, g in enumerate(gold)
            ]
            for m, p in enumerate(told)
        ]
        self.absences.add(len(assign(weights)), len(told), len(gold))

    def figures(self) -> dict[str, float]:
        """Every figure that the gold has something for."""
        out = {name: counts.f1 for name, counts in (*self.said.items(), ("absences F1", self.absences)) if counts.gold}
        if self.offices_known.of:
            precision, recall = self.offices_told.value, self.offices_known.value
            out["offices F1"] = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        if self.one_person.of:
            out["one person a speaker"] = self.one_person.value
        return out
