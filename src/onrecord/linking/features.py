"""What of an article tells its matter, and how alike two articles are by it.

The likeness of a pair depends on the two articles alone. It adds shared names (weight 0.65), shared words (0.3) and shared states (0.05),
and 0.22 is needed: shared states alone never reach it, and without a shared name the words must overlap by (0.22 - 0.05) / 0.3, or 0.57
(cosine). So two articles of one story share a name or a word, and those are what candidates are found by.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onrecord.model import ActorKind, Article, Reading
from onrecord.reading.dates import anchor
from onrecord.reading.identity import fold

WINDOW = 120
"""Days between two articles of one story, at most; undated articles are always within it."""
NEED, FAR = 0.22, 0.40
"""Likeness from which two articles belong together when they are of one day, and when they are :data:`WINDOW` apart."""
UNDATED = -1
"""The season of articles without a day."""
COMMON = frozenset(
    "about after again against also because been before being below between both could does doing down during each from have having here into itself just "
    "more most only other over same says said should some such than that their them then there these they this those through under until very were what when "
    "where which while will with would your asked told years year people first last week month government minister president court police company new news "
    "report reported statement spokesman spokeswoman monday tuesday wednesday thursday friday saturday sunday according".split()
)
Trait = tuple[str, int, int, int, int | None]
"""An article's id, how many names, words and states it has, and its day (proleptic ordinal)."""


@dataclass(frozen=True, slots=True)
class Features:
    """What of an article tells its matter."""

    names: frozenset[str]
    states: frozenset[str]
    words: frozenset[str]
    day: int | None

    @property
    def season(self) -> int:
        """The stretch of :data:`WINDOW` days in which the article stands; articles of one story stand in the same or in adjoining ones."""
        return UNDATED if self.day is None else self.day // WINDOW

    def marks(self) -> tuple[list[str], list[str], list[str]]:
        """Names, words and states as marks, under which articles are listed."""
        return [f"n:{x}" for x in sorted(self.names)], [f"w:{x}" for x in sorted(self.words)], [f"s:{x}" for x in sorted(self.states)]

    def trait(self, article: str) -> Trait:
        """The sizes."""
        return article, len(self.names), len(self.words), len(self.states), self.day


def features(article: Article, reading: Reading) -> Features:
    """The people and bodies that an article names, its states, the content words of its text, and its day."""
    names, states = set(), set()
    for entity in reading.entities:
        if not entity.names or (entity.kind is not ActorKind.PERSON and len(entity.mentions) < 1):
            continue
        if entity.kind is ActorKind.GOVERNMENT:
            states.add(entity.names[0])
        elif entity.kind is ActorKind.PERSON:
            names.add(fold(entity.names[0]).split()[-1])
        else:
            names.add(fold(entity.names[0]).removeprefix("the "))
    if article.outlet:
        names.discard(fold(article.outlet).removeprefix("the "))
    counts: dict[str, int] = {}
    for word in re.findall(r"[^\W\d_]{4,}", article.text.lower()):
        counts[word] = counts.get(word, 0) + 1
    words = {w for w, n in counts.items() if w not in COMMON and (n > 1 or w in article.text[:300].lower())}
    day = anchor(article.published)
    return Features(frozenset(n for n in names if len(n) > 2), frozenset(states), frozenset(words), day.toordinal() if day else None)


def strengths(mine: Trait, others: Sequence[Trait], shared: NDArray[np.int64]) -> NDArray[np.float64]:
    """How strongly an article belongs together with others: the likeness, over what is needed at that distance in time.

    Args:
        shared: how many names, words and states it shares with each, shape (3, number of others).

    Returns:
        At least 1 where they are of one story, 0 where they stand too far apart in time.
    """
    sizes = np.array([t[1:4] for t in others], dtype=np.float64).reshape(-1, 3).T
    own = np.array(mine[1:4], dtype=np.float64)[:, None]
    overlap = shared / np.sqrt(np.maximum(sizes * own, 1.0))
    likeness = 0.65 * overlap[0] * np.minimum(1.0, 0.4 + 0.2 * shared[0]) + 0.3 * overlap[1] + 0.05 * overlap[2]
    gap = np.array([abs(t[4] - mine[4]) if t[4] is not None and mine[4] is not None else 0 for t in others], dtype=np.float64)
    out: NDArray[np.float64] = np.where(gap <= WINDOW, likeness / (NEED + (FAR - NEED) * gap / WINDOW), 0.0)
    return out


def hopeful(mine: Trait, shared: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which of the articles that share something may be of one story, by what they share alone: the other has at least what is shared."""
    names = np.sqrt(shared[0] / max(mine[1], 1)) * np.minimum(1.0, 0.4 + 0.2 * shared[0])
    out: NDArray[np.bool_] = 0.65 * names + 0.3 * np.sqrt(shared[1] / max(mine[2], 1)) + 0.05 * (shared[2] > 0) >= NEED - 1e-9
    return out


def near(season: int) -> list[int] | None:
    """The seasons in which articles of one story with one of this season may stand; None for all."""
    return None if season == UNDATED else [season - 1, season, season + 1, UNDATED]
