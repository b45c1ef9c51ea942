"""Union-find over keys, with groups that do not depend on the order of the unions."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)


class Groups(Generic[K]):
    """Disjoint groups of keys."""

    def __init__(self, keys: Iterable[K] = ()) -> None:
        self._above: dict[K, K] = {k: k for k in keys}
        self._apart: dict[K, set[K]] = {}

    def find(self, key: K) -> K:
        """The key that stands for the group of ``key`` for now."""
        self._above.setdefault(key, key)
        root = key
        while self._above[root] != root:
            root = self._above[root]
        while self._above[key] != root:
            self._above[key], key = root, self._above[key]
        return root

    def join(self, a: K, b: K) -> bool:
        """Makes one group of the groups of ``a`` and ``b``, unless they are to stay apart. Returns whether they are one now."""
        above, below = self.find(b), self.find(a)
        if above == below:
            return True
        if any(self.find(k) == above for k in self._apart.get(below, ())):
            return False
        self._above[below] = above
        if below in self._apart:
            self._apart.setdefault(above, set()).update(self._apart.pop(below))
        return True

    def part(self, a: K, b: K) -> bool:
        """Keeps the groups of ``a`` and ``b`` apart from now on, unless they are one already. Returns whether they are apart."""
        x, y = self.find(a), self.find(b)
        if x == y:
            return False
        self._apart.setdefault(x, set()).add(y)
        self._apart.setdefault(y, set()).add(x)
        return True

    def same(self, a: K, b: K) -> bool:
        """Whether both are in one group."""
        return self.find(a) == self.find(b)

    def all_keys(self) -> list[K]:
        """All keys, in the order in which they were first seen."""
        return list(self._above)

    def all(self) -> list[list[K]]:
        """All groups, each in the order in which its keys were first seen."""
        out: dict[K, list[K]] = {}
        for key in self._above:
            out.setdefault(self.find(key), []).append(key)
        return list(out.values())
