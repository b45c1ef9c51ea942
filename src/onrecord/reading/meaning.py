"""The meaning of a passage as a short vector: the mean of what the network says of its words, in 64 bytes.

The network's map to these vectors was fitted to the sentence vectors of all-MiniLM-L6-v2 (``training/vectors.py``).
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from onrecord.model import Span
from onrecord.reading.encoder import Glance
from onrecord.reading.tokens import Token

SCALE = 127.0


class Meanings:
    """Vectors of the passages of one article.

    Args:
        glances: what the network said of its windows, in order; without vectors where it has no such head.
        words: the article's words, in order.
    """

    def __init__(self, glances: Sequence[Glance], words: Sequence[Token]) -> None:
        have = bool(glances) and all(g.vectors is not None for g in glances)
        self._vectors = np.concatenate([g.vectors for g in glances if g.vectors is not None]) if have else None
        self._starts = np.array([w.start for w in words])

    def of(self, spans: Sequence[Span]) -> str | None:
        """The packed vector of the words in some spans; None without words or without the head."""
        if self._vectors is None:
            return None
        inside = np.zeros(len(self._starts), bool)
        for span in spans:
            inside |= (self._starts >= span.start) & (self._starts < span.end)
        return packed(self._vectors[inside].mean(0)) if inside.any() else None


def packed(vector: NDArray[np.float32]) -> str:
    """A vector as base64 of one signed byte a number, its direction kept and its length not."""
    most = float(np.abs(vector).max()) or 1.0
    return b64encode(np.round(vector / most * SCALE).astype(np.int8).tobytes()).decode("ascii")


def unpacked(line: str | None) -> NDArray[np.float32] | None:
    """The vector of a line that :func:`packed` wrote, of length 1."""
    if not line:
        return None
    vector = np.frombuffer(b64decode(line), np.int8).astype(np.float32)
    length = float(np.linalg.norm(vector))
    return vector / length if length else None
