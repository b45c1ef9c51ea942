"""What the network hears at a cue: the stance it gives, whom it speaks to, through what, and cues inside another's words.

Scores come with each window; here they are asked for by the cue's place in the text. A network without these heads hears nothing.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from onrecord.model import Stance
from onrecord.reading.attribution import decode, forbidden_moves, pieces_of
from onrecord.reading.encoder import Floats, Glance, Labels
from onrecord.reading.tokens import Token

SOURCE, CONTENT, ADDRESSEE, CHANNEL, BOTH = range(1, 6)
"""What a word can be to a cue (training.corpora.LINKS)."""
HEARD = 0.5
"""Probability from which a word counts."""

Range = tuple[int, int]


def _shares(scores: npt.NDArray[np.floating]) -> Floats:
    exact: Floats = scores.astype(np.float32)
    shares: Floats = np.exp(exact - exact.max(-1, keepdims=True))
    shares /= shares.sum(-1, keepdims=True)
    return shares


class Hearing:
    """The scores of an article's windows, by the place of a cue.

    Args:
        words: the words of the article, in order.
    """

    def __init__(self, glances: Sequence[Glance], labels: Labels, words: Sequence[Token]) -> None:
        self._glances = sorted(glances, key=lambda g: g.offset)
        self._offsets = [g.offset for g in self._glances]
        self._labels = labels
        self._words = words
        self._starts = [t.start for t in words]
        self._linked: dict[int, Floats] = {}

    def _at(self, place: int) -> tuple[Glance, int] | None:
        """The window and the number in it of the word at a place."""
        word = bisect_left(self._starts, place)
        if word == len(self._starts):
            return None
        n = bisect_right(self._offsets, word) - 1
        if n < 0 or word - self._offsets[n] >= len(self._glances[n].names):
            return None
        return self._glances[n], word - self._offsets[n]

    def stance(self, place: int) -> tuple[Stance, float] | None:
        """The stance at the first word of a cue (of the content, where there is no cue), with its probability."""
        at = self._at(place)
        if at is None or at[0].stance is None:
            return None
        shares = _shares(at[0].stance[at[1]])
        best = int(shares.argmax())
        return Stance(self._labels.stance[best]), float(shares[best])

    def addressee(self, cue: int) -> Range | None:
        """The words that name whom the cue speaks to."""
        return self._run(cue, (ADDRESSEE, BOTH))

    def channel(self, cue: int) -> Range | None:
        """The words that name the means."""
        return self._run(cue, (CHANNEL, BOTH))

    def source(self, cue: int) -> Range | None:
        """The words that name who speaks."""
        return self._run(cue, (SOURCE,))

    def content(self, cue: int) -> Range | None:
        """The words that are said."""
        return self._run(cue, (CONTENT,))

    def _run(self, cue: int, kinds: tuple[int, ...]) -> Range | None:
        """The run of words, each at least :data:`HEARD` likely of the kinds, that has most of them."""
        at = self._at(cue)
        if at is None or at[0].links.shape[-1] <= BOTH:
            return None
        glance, word = at
        if cue not in self._linked:
            self._linked[cue] = _shares(glance.links[word])
        shares = self._linked[cue][:, kinds].sum(-1)
        if shares.max() < HEARD:
            return None
        best: tuple[float, int, int] | None = None
        begin = -1
        for n, share in enumerate([*shares, 0.0]):
            if share >= HEARD and begin < 0:
                begin = n
            elif share < HEARD and begin >= 0:
                weight = float(shares[begin:n].sum())
                if best is None or weight > best[0]:
                    best = weight, begin, n
                begin = -1
        if best is None:
            return None
        return self._words[glance.offset + best[1]].start, self._words[glance.offset + best[2] - 1].end

    def inner(self) -> list[Range]:
        """The cues of nested statements."""
        tags = self._labels.inner
        out: list[Range] = []
        for glance in self._glances:
            if glance.inner is not None and glance.inner.argmax(1).any():
                path = decode(glance.inner, np.zeros((len(tags) + 2, len(tags)), dtype=np.float32), forbidden_moves(tags))
                for piece in pieces_of(path, tags, glance.offset):
                    out.append((self._words[piece.start].start, self._words[piece.end - 1].end))
        return out
