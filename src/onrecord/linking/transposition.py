"""Two sentences that are one but for two phrases that have changed places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

LONGEST = 160
"""Words in which an exchange is looked for, between the first and the last that differ."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """Word numbers, half open, of the two phrases in the first sentence; in the second each stands in the other's place."""

    first: tuple[int, int]
    second: tuple[int, int]


def exchange(a: Sequence[str], b: Sequence[str]) -> Exchange | None:
    """The two runs of words that have changed places between two sequences; None where that is not all the difference.

    Args:
        a, b: words as they are to be compared (lower case).
    """
    if len(a) != len(b) or list(a) == list(b):
        return None
    start = 0
    while a[start] == b[start]:
        start += 1
    end = len(a)
    while a[end - 1] == b[end - 1]:
        end -= 1
    x, y = list(a[start:end]), list(b[start:end])
    n = len(x)
    if n > LONGEST or n < 2:
        return None
    for j in range(1, n):
        if y[:j] != x[n - j :]:
            continue
        for i in range(1, n - j + 1):
            if y[n - i :] == x[:i] and y[j : n - i] == x[i : n - j]:
                return Exchange((start, start + i), (start + n - j, start + n))
    return None
