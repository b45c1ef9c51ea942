"""Places in a text looked up among many: by halving, not by going through all of them, so that a long article takes time in
proportion to its length.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from typing import TypeVar

Range = tuple[int, int]
Ordered = TypeVar("Ordered", int, Range)


class Ranges:
    """Ranges of characters, half open, that do not overlap.

    Args:
        ranges: in any order. Those that overlap are joined, so that an offset lies in one of them at most.
    """

    def __init__(self, ranges: Iterable[Range]) -> None:
        joined: list[Range] = []
        for start, end in sorted(ranges):
            if joined and start < joined[-1][1]:
                joined[-1] = (joined[-1][0], max(joined[-1][1], end))
            elif start < end:
                joined.append((start, end))
        self._ranges = joined
        self._ends = [end for _, end in joined]

    def hold(self, at: int) -> bool:
        """Whether the offset lies in one of them."""
        n = bisect_right(self._ends, at)
        return n < len(self._ranges) and self._ranges[n][0] <= at

    def reaching(self, at: int) -> Iterator[Range]:
        """Those that end after the offset, in order."""
        for n in range(bisect_right(self._ends, at), len(self._ranges)):
            yield self._ranges[n]

    def touching(self, start: int, end: int) -> Iterator[Range]:
        """Those that share a character with ``start`` to ``end``, in order."""
        for found in self.reaching(start):
            if found[0] >= end:
                return
            yield found


def add_in_order(known: list[Ordered], more: Iterable[Ordered]) -> None:
    """Puts ranges, or numbers, into a list that is in order; what is there already is not put in twice."""
    for one in more:
        at = bisect_left(known, one)
        if at == len(known) or known[at] != one:
            known.insert(at, one)


def holds(content: list[Range], start: int, end: int) -> bool:
    """Whether one of the ranges, which are in order and apart, holds all of ``start`` to ``end``."""
    n = bisect_left(content, (start + 1, 0)) - 1
    return n >= 0 and end <= content[n][1]
