from __future__ import annotations

from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.reading.parse import is_tree, tree


def brute(scores: np.ndarray) -> float:
    n = len(scores)
    return float(max(sum(scores[d, h] for d, h in enumerate(heads)) for heads in product(range(n + 1), repeat=n) if is_tree(list(heads))))


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 4), st.integers(0, 10_000))
def test_the_tree_is_the_best_of_all_trees(n: int, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(n, n + 1)).astype(np.float32)
    for d in range(n):
        scores[d, d + 1] = -1e4
    heads = tree(scores)
    assert is_tree(heads)
    assert abs(sum(scores[d, h] for d, h in enumerate(heads)) - brute(scores)) < 1e-3


@settings(max_examples=30, deadline=None)
@given(st.integers(5, 40), st.integers(0, 10_000))
def test_loops_never_survive(n: int, seed: int) -> None:
    assert is_tree(tree(np.random.default_rng(seed).normal(size=(n, n + 1)).astype(np.float32)))


def test_what_is_a_tree() -> None:
    assert is_tree([2, 0, 2])
    assert not is_tree([2, 1])
    assert not is_tree([0, 0])
    assert not is_tree([1])
