"""The counts behind every figure: precision, recall, F1, shares. Per cent, one decimal."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass


@dataclass(slots=True)
class Counts:
    """Hits among the predicted and among the gold."""

    hits: float = 0
    predicted: float = 0
    gold: float = 0

    def add(self, hits: float, predicted: float, gold: float) -> None:
        self.hits += hits
        self.predicted += predicted
        self.gold += gold

    def add_sets(self, predicted: Iterable[Hashable], gold: Iterable[Hashable]) -> None:
        """Adds the overlap of two sets of things that are right or wrong as a whole."""
        mine, theirs = set(predicted), set(gold)
        self.add(len(mine & theirs), len(mine), len(theirs))

    @property
    def precision(self) -> float:
        return 100 * self.hits / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        return 100 * self.hits / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        total = self.predicted + self.gold
        return 200 * self.hits / total if total else 0.0


@dataclass(slots=True)
class Share:
    """Right of all."""

    right: float = 0
    of: float = 0

    def add(self, right: float, of: float = 1) -> None:
        self.right += right
        self.of += of

    @property
    def value(self) -> float:
        return 100 * self.right / self.of if self.of else 0.0


def pairs(gold: Sequence[frozenset[int]], told: Sequence[frozenset[int]], limit: float) -> dict[int, int]:
    """Places of gold things, each with the place of its match among the predicted, as the Gender Gap Tracker matches quotations.

    The gold goes in order of text, and each takes what covers the largest share of its characters among what is not yet taken, if
    that is more than ``limit``; what it covers beside costs nothing. That script takes the first of several that cover as much, here
    the one with the least beside is taken, so that a statement is not matched with another that reports it.
    """
    free = dict(enumerate(told))
    out: dict[int, int] = {}
    for n in sorted(range(len(gold)), key=lambda n: min(gold[n], default=0)):
        ranked = [(len(gold[n] & mine), -len(mine), -m) for m, mine in free.items()]
        covered, _, m = max(ranked, default=(0, 0, 0))
        if gold[n] and covered / len(gold[n]) > limit:
            out[n] = -m
            del free[-m]
    return out
