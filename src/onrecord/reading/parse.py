"""The dependency tree: maximum spanning tree over the arc scores, and a small view of the tree for the rules.

Greedy heads make a loop now and then; such sentences are decoded with the Chu-Liu/Edmonds algorithm (Edmonds 1967;
McDonald et al. 2005), with one root.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from onrecord.reading.tokens import Token

Floats = npt.NDArray[np.float32]


def is_tree(heads: list[int]) -> bool:
    """Whether heads (0 the root, n the word n) form a tree with exactly one root."""
    if heads.count(0) != 1:
        return False
    state = [0] * (len(heads) + 1)
    state[0] = 2
    for begin in range(1, len(heads) + 1):
        at, path = begin, []
        while state[at] == 0:
            state[at] = 1
            path.append(at)
            at = heads[at - 1]
        if state[at] == 1:
            return False
        for n in path:
            state[n] = 2
    return True


def _cycle(best: list[int]) -> list[int]:
    """A cycle among best[1:] (governors of nodes 1…), or an empty list."""
    colour = [0] * len(best)
    for begin in range(1, len(best)):
        at, path = begin, []
        while at and not colour[at]:
            colour[at] = begin
            path.append(at)
            at = best[at]
        if at and colour[at] == begin and at in path:
            return path[path.index(at) :]
    return []


def _edmonds(scores: npt.NDArray[np.float64]) -> list[int]:
    """Governors of the maximum arborescence rooted in node 0. ``scores[d, g]`` is the score of g governing d."""
    n = len(scores)
    s = scores.copy()
    np.fill_diagonal(s, -np.inf)
    s[0] = -np.inf
    best = [0, *s[1:].argmax(1).tolist()]
    cycle = _cycle(best)
    if not cycle:
        return best
    inside = set(cycle)
    outside = [k for k in range(n) if k not in inside]
    place = {k: i for i, k in enumerate(outside)}
    m = len(outside)
    small = np.full((m + 1, m + 1), -np.inf)
    rows = s[outside]
    small[:m, :m] = rows[:, outside]
    inner = s[cycle, [best[k] for k in cycle]]
    gains = s[cycle][:, outside] - inner[:, None]
    small[m, :m] = gains.max(0) + sum(inner.tolist())
    enter = {k: cycle[c] for k, c in zip(outside, gains.argmax(0).tolist(), strict=True)}
    losses = rows[:, cycle]
    small[:m, m] = losses.max(1)
    leave = {k: cycle[c] for k, c in zip(outside, losses.argmax(1).tolist(), strict=True)}
    found = _edmonds(small)
    heads = list(best)
    for d in outside[1:]:
        g = found[place[d]]
        heads[d] = leave[d] if g == m else outside[g]
    above = outside[found[m]]
    heads[enter[above]] = above
    return heads


def tree(scores: Floats) -> list[int]:
    """The best tree with one root for one sentence.

    Args:
        scores: [n, n + 1], score of governor j (0 the root, j the word j) for each word.

    Returns:
        n governors, 0 for the root word.
    """
    heads: list[int] = scores.argmax(1).tolist()
    if is_tree(heads):
        return heads
    n = len(scores)
    square = np.full((n + 1, n + 1), -1e9)
    square[1:, :] = scores
    found = _edmonds(square)[1:]
    if found.count(0) == 1:
        return found
    best, chosen = -np.inf, found  # several roots: try each as the only one
    for root in sorted((k for k, h in enumerate(found) if h == 0), key=lambda k: -scores[k, 0])[:5]:
        trial = square.copy()
        trial[1:, 0] = -1e9
        trial[root + 1, 0] = scores[root, 0]
        heads = _edmonds(trial)[1:]
        value = float(sum(trial[d + 1, h] for d, h in enumerate(heads)))
        if value > best:
            best, chosen = value, heads
    return chosen


@dataclass(slots=True)
class Word:
    """One word of a parsed sentence; ``head`` is its governor's place in the sentence, -1 for the root."""

    text: str
    lemma: str
    upos: str
    xpos: str
    feats: str
    head: int
    relation: str
    token: Token

    def has(self, feature: str) -> bool:
        """Whether the word has the feature, such as ``Gender=Fem``."""
        return feature in self.feats.split("|")


@dataclass
class Parsed:
    """A sentence with its tree. ``number`` counts over the article, ``offset`` is the article-wide place of its first word."""

    words: list[Word]
    paragraph: int
    number: int
    offset: int

    @cached_property
    def children(self) -> list[list[int]]:
        """Dependents of each word, in order."""
        out: list[list[int]] = [[] for _ in self.words]
        for n, word in enumerate(self.words):
            if word.head >= 0:
                out[word.head].append(n)
        return out

    @property
    def start(self) -> int:
        """Offset of the first character."""
        return self.words[0].token.start

    @property
    def end(self) -> int:
        """Offset after the last character."""
        return self.words[-1].token.end

    def subtree(self, at: int) -> Iterator[int]:
        """All words under ``at``, itself included, in no order."""
        pending = [at]
        while pending:
            n = pending.pop()
            yield n
            pending.extend(self.children[n])

    def under(self, at: int, *relations: str) -> list[int]:
        """Dependents of ``at`` whose relation is one of ``relations`` (subtypes count as their relation)."""
        return [n for n in self.children[at] if self.words[n].relation in relations or self.words[n].relation.split(":")[0] in relations]
