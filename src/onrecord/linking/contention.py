"""Which statements of a story speak of one contested matter, and which of those stand against one another.

Two questions about a pair of statements, each with a learned answer: do both belong to one dispute (a boosted forest), and if so, are they
on opposite sides (a logistic regression; alone it is weak, over all pairs of a matter it tells). The features are in
:data:`FEATURES` and :data:`AGAINST`; ``training/contention.py`` fits both on the train part of our corpus.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.linking.forest import Forest, Line, rows
from onrecord.linking.opposites import opposed
from onrecord.linking.remarks import Remark, similarity
from onrecord.linking.wording import Weights

LEARNED = Path(__file__).parent / "weights" / "contention.json"
NEIGHBOURS, COMPARED = 16, 3600
"""Statements of other articles with which one is compared: those nearest in meaning, so many at least, and more where the story is small
(:data:`COMPARED` by its statements)."""
SAME_HOLDER = -2.0
"""Log-odds that one speaker, or one act of saying, stands on both sides."""

FEATURES = (
    "one article", "next to it", "near", "shared words", "meaning", "one negated", "one refutes", "one disbelieves", "any negated", "figures differ",
    "figures of one unit differ", "times differ", "both have times", "both have an order", "names shared", "refuting and shared words",
    "refuting and next", "refuting and meaning", "negated and shared words", "shared surroundings", "length", "refuting and near",
    "figures differ and shared words", "a time in common", "very short", "one speaker", "one house", "names the other", "feud", "disputants", "answering", "accusing",
    "outlook", "headline", "opposite predicates", "one predicate",
)  # fmt: skip
AGAINST = (
    "one article", "next to it", "near", "shared words", "meaning", "negations", "one negated", "any refutes", "one refutes", "both refute",
    "one disbelieves", "figures differ", "figures of one unit differ", "a figure in common", "times differ", "a time in common", "both have an order",
    "backing", "names the other", "one house", "no speaker", "turned", "feud", "common foe",
    "answering", "accusing", "opposite predicates", "one predicate, one negated",
)  # fmt: skip


class Pairs:
    """The pairs of a story's statements that are compared, with their features.

    Args:
        found: the statements.
        house: the ids of the persons, bodies and governments that a statement's speaker speaks for, its own among them.
        called: words by which a statement's speaker may be named.
        predicates: the lemmas of the predicates of a statement's claims.
    """

    def __init__(
        self,
        found: Sequence[Remark],
        house: Callable[[Remark], frozenset[str]],
        called: Callable[[Remark], frozenset[str]],
        predicates: Callable[[Remark], frozenset[str]],
    ) -> None:
        self.found = found
        self.meaning = similarity(found)
        self.weights = Weights(r.stems for r in found)
        self._houses = [house(r) for r in found]
        self._called = [called(r) for r in found]
        self._does = [predicates(r) for r in found]
        self.pairs = list(self._compared())
        self._feuds = self._quarrels()

    def _quarrels(self) -> dict[str, dict[str, float]]:
        """Speaker -> speaker -> how plainly they are at odds anywhere in the story: one refutes right beside the other, or by name."""
        out: dict[str, dict[str, float]] = {}
        for a, b in self.pairs:
            x, y = self.found[a].statement.who, self.found[b].statement.who
            if x is None or y is None or x == y or self._houses[a] & self._houses[b]:
                continue
            one = self.found[a].statement.article == self.found[b].statement.article
            beside = one and abs(self.found[a].place - self.found[b].place) == 1 and self.found[a].refuting != self.found[b].refuting
            plain = beside + 0.5 * (self._names(a, b) > 0) * (self.found[a].refuting or self.found[b].refuting)
            if plain:
                out.setdefault(x, {})[y] = out.setdefault(y, {})[x] = max(plain, out.get(x, {}).get(y, 0.0))
        return out

    def _names(self, a: int, b: int) -> float:
        """In how many directions one of two statements names the other's speaker."""
        x, y = self.found[a], self.found[b]
        return float(bool(self._called[a] & {n.lower() for n in y.names})) + float(bool(self._called[b] & {n.lower() for n in x.names}))

    def _compared(self) -> Iterator[tuple[int, int]]:
        count = len(self.found)
        far: NDArray[np.bool_] = np.ones((count, count), bool)
        nearest = max(NEIGHBOURS, COMPARED // max(1, count))
        if count > nearest:
            order = np.argsort(-self.meaning, axis=1, kind="stable")[:, : nearest + 1]
            far[:] = False
            far[np.arange(count)[:, None], order] = True
        for a in range(count):
            for b in range(a + 1, count):
                if far[a, b] or far[b, a] or self.found[a].statement.article == self.found[b].statement.article:
                    yield a, b

    def _predicates(self, a: int, b: int) -> tuple[float, float]:
        """How plainly two statements have opposite predicates, and whether they share one."""
        mine, theirs = self._does[a], self._does[b]
        against = max((opposed(x, y) for x in mine - theirs for y in theirs - mine), default=0.0)
        return against, float(bool(mine & theirs))

    def features(self, a: int, b: int) -> tuple[list[float], list[float]]:
        """Features of a pair: :data:`FEATURES`, :data:`AGAINST`."""
        x, y = self.found[a], self.found[b]
        one = x.statement.article == y.statement.article
        gap = abs(x.place - y.place) if one else 99
        words = self.weights.cosine(x.stems, y.stems) if x.stems and y.stems else 0.0
        meaning = float(self.meaning[a, b])
        differ = unit = common = 0.0
        for value, of in x.figures:
            for other, what in y.figures:
                if value == other:
                    common = 1.0
                else:
                    differ = 1.0
                    unit = max(unit, float(bool(of & what)))
        timed = bool(x.times and y.times)
        shared = bool(x.times & y.times)
        negated, refuting = x.negated != y.negated, x.refuting != y.refuting
        around = len(x.around & y.around) / math.sqrt(len(x.around) * len(y.around)) if x.around and y.around else 0.0
        speaker = float(x.statement.who is not None and x.statement.who == y.statement.who)
        house = float(bool(self._houses[a] & self._houses[b]))
        names = self._names(a, b)
        mine, theirs = self._feuds.get(x.statement.who or "", {}), self._feuds.get(y.statement.who or "", {})
        feud = mine.get(y.statement.who or "", 0.0)
        foe = float(bool(mine.keys() & theirs.keys()))
        opposite, alike = self._predicates(a, b)
        length = min(x.length, y.length)
        nearby = gap <= 3
        contested = [
            one, gap == 1, nearby, words, meaning, negated, refuting, x.disbelieving != y.disbelieving, x.negated or y.negated, differ, unit,
            timed and x.times != y.times, timed, x.ordered and y.ordered, min(len(x.names & y.names), 3) / 3, refuting * words, refuting and gap == 1,
            refuting * meaning, negated * words, 0.0 if one else around, length / 20, refuting and nearby, unit * words, shared, length < 5, speaker,
            house, names, feud, bool(mine) + bool(theirs),
            x.answering + y.answering, x.accusing + y.accusing, x.outlook + y.outlook, x.headline + y.headline, opposite, alike,
        ]  # fmt: skip
        against = [
            one, gap == 1, nearby, words, meaning, x.negated + y.negated, negated, x.refuting or y.refuting, refuting, x.refuting and y.refuting,
            x.disbelieving != y.disbelieving, differ, unit, common, timed and not shared, shared, x.ordered and y.ordered, x.backing + y.backing, names,
            house, x.statement.who is None or y.statement.who is None, one and (y if x.place < y.place else x).turned,
            feud, foe, x.answering + y.answering, x.accusing + y.accusing, opposite, alike and negated,
        ]  # fmt: skip
        return [float(v) for v in contested], [float(v) for v in against]


class Contention:
    """What was learned, laid over the pairs of one story.

    Attributes:
        found: the statements.
        matter: (a, b) with a < b -> how likely both belong to one dispute, 0 to 1.
        features: (a, b) -> :data:`FEATURES` by name.
        against: (a, b) with a < b -> log-odds that they stand on opposite sides if they do.
    """

    def __init__(self, pairs: Pairs, sayings: dict[str, str], learned: dict[str, Any] | None = None) -> None:
        known = learned or _learned()
        self.found = pairs.found
        told = [pairs.features(a, b) for a, b in pairs.pairs]
        matter = Forest(known["matter"]).shares(rows([t[0] for t in told], len(FEATURES)))
        against = Line(known["against"]).odds(rows([t[1] for t in told], len(AGAINST)))
        self.features = {p: dict(zip(FEATURES, t[0], strict=True)) for p, t in zip(pairs.pairs, told, strict=True)}
        self._dispute = Line(known["dispute"]) if "dispute" in known else None
        self.matter = dict(zip(pairs.pairs, map(float, matter), strict=True))
        self.against = dict(zip(pairs.pairs, map(float, against), strict=True))
        for a, b in pairs.pairs:
            x, y = pairs.found[a].statement, pairs.found[b].statement
            echo = sayings.get(x.id) is not None and sayings.get(x.id) == sayings.get(y.id)
            if echo or (x.who is not None and x.who == y.who):
                self.against[a, b] = SAME_HOLDER

    def score(self, marks: Sequence[float]) -> float:
        """How sure a matter with these marks is a dispute, 0 to 1; 1 before that was learned."""
        return 1.0 if self._dispute is None else float(1.0 / (1.0 + np.exp(-self._dispute.odds(rows([marks], len(marks)))[0])))

    def together(self, a: int, b: int) -> float:
        """How likely two statements belong to one dispute."""
        return self.matter.get((min(a, b), max(a, b)), 0.0)

    def apart(self, a: int, b: int) -> float:
        """Log-odds that two statements of one dispute stand against one another."""
        return self.against.get((min(a, b), max(a, b)), 0.0)


@lru_cache(maxsize=1)
def _learned() -> dict[str, Any]:
    return dict(json.loads(LEARNED.read_text(encoding="utf-8")))
