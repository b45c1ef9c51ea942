"""A boosted forest of decision trees, evaluated: the form in which what was learned about pairs of statements ships.

Trained by scikit-learn (``training/contention.py``); a tree is five lists, one number a node.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Tree:
    """One tree. Node 0 is the root; ``feature`` is -1 at a leaf, whose ``value`` is added up."""

    feature: NDArray[np.int16]
    threshold: NDArray[np.float64]
    left: NDArray[np.int16]
    right: NDArray[np.int16]
    value: NDArray[np.float64]


class Forest:
    """Log-odds and probabilities of rows.

    Args:
        plain: {"start": log-odds of no tree, "trees": [{"feature": […], "threshold": […], "left": […], "right": […], "value": […]}]}.
    """

    def __init__(self, plain: dict[str, Any]) -> None:
        self._start = float(plain["start"])
        self._trees = [
            Tree(
                np.array(t["feature"], np.int16),
                np.array(t["threshold"], np.float64),
                np.array(t["left"], np.int16),
                np.array(t["right"], np.int16),
                np.array(t["value"], np.float64),
            )
            for t in plain["trees"]
        ]

    def odds(self, rows: NDArray[np.float64]) -> NDArray[np.float64]:
        """Log-odds of rows [N, features] -> [N]."""
        out = np.full(len(rows), self._start)
        every = np.arange(len(rows))
        for tree in self._trees:
            at = np.zeros(len(rows), np.int64)
            while True:
                inner = tree.feature[at] >= 0
                if not inner.any():
                    break
                below = rows[every, np.maximum(tree.feature[at], 0)] <= tree.threshold[at]
                at = np.where(inner, np.where(below, tree.left[at], tree.right[at]), at)
            out += tree.value[at]
        return out

    def shares(self, rows: NDArray[np.float64]) -> NDArray[np.float64]:
        """Probabilities of rows [N, features] -> [N]."""
        odds: NDArray[np.float64] = self.odds(rows)
        return np.asarray(1.0 / (1.0 + np.exp(-odds)))


class Line:
    """A logistic regression over scaled features.

    Args:
        plain: {"weights": […], "bias": number}, the scaling taken into both.
    """

    def __init__(self, plain: dict[str, Any]) -> None:
        self._weights = np.array(plain["weights"], np.float64)
        self._bias = float(plain["bias"])

    def odds(self, rows: NDArray[np.float64]) -> NDArray[np.float64]:
        """Log-odds of rows [N, features] -> [N]."""
        return np.asarray(rows @ self._weights + self._bias)


def rows(of: Sequence[Sequence[float]], width: int) -> NDArray[np.float64]:
    """Feature lists as an array, also where there are none."""
    return np.array(of, np.float64).reshape(-1, width)
