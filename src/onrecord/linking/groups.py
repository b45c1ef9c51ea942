"""Union-find over keys, with groups that do not depend on the order of the unions."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)


class Groups(Generic[K]):
    """Disjoint groups of keys."""

    def __init__(self, keys: Iterable[K] = ()) -> None:
        self._above: dict[K, K] = {k: k for k in keys}

    def find(self, key: K) -> K:
        """The key that stands for the group of ``key`` for now."""
        self._above.setdefault(key, key)
        root = key
        while self._above[root] != root:
            root = self._above[root]
        while self._above[key] != root:
            self._above[key], key = root, self._above[key]
        return root

    def join(self, a: K, b: K) -> None:
        """Makes one group of the groups of ``a`` and ``b``."""
        self._above[self.find(a)] = self.find(b)

    def same(self, a: K, b: K) -> bool:
        """Whether both are in one group."""
        return self.find(a) == self.find(b)

    def all(self) -> list[list[K]]:
        """All groups, each in the order in which its keys were first seen."""
        out: dict[K, list[K]] = {}
        for key in self._above:
            out.setdefault(self.find(key), []).append(key)
        return list(out.values())
