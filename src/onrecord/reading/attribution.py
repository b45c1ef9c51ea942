"""From the network's scores to attributions: which words are source, cue and content, and which belong together.

Spans come from a linear chain over the tags (Viterbi); links from the cue's row of the pair scores: a source or content
span belongs to the cue that the pair scores give it to. Spans alone are a solved contest, linking is not
(``evaluation/LOG.md`` has the figures).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from onrecord.reading.encoder import Floats, Glance

SOURCE, CUE, CONTENT = "source", "cue", "content"
LINKED = 0.3
"""Mean probability from which a span belongs to a cue."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A labelled span of words, article-wide numbers, half open."""

    role: str
    start: int
    end: int


@dataclass(slots=True)
class Attribution:
    """One cue with its source and the pieces of its content; ``cue`` is None for content that no cue claims."""

    cue: Piece | None
    source: Piece | None
    content: list[Piece]
    score: float = 1.0


def decode(scores: Floats, chain: Floats, forbidden: npt.NDArray[np.bool_]) -> list[int]:
    """The best tag sequence. ``chain`` has one row a tag and two more: from the start, to the end."""
    if not len(scores):
        return []
    if not chain.any():  # without transition scores the best tags, one by one, are the best path wherever they may follow one another
        greedy = scores.argmax(1)
        if not forbidden[-1, greedy[0]] and not forbidden[greedy[:-1], greedy[1:]].any():
            return [int(k) for k in greedy]
    inner = np.where(forbidden[:-1], -1e4, chain[:-2])
    best = scores[0] + np.where(forbidden[-1], -1e4, chain[-2])
    back = np.empty(scores.shape, dtype=np.int64)
    for n in range(1, len(scores)):
        reach = best[:, None] + inner
        back[n] = reach.argmax(0)
        best = reach.max(0) + scores[n]
    at = int((best + chain[-1]).argmax())
    out = [at]
    for n in range(len(scores) - 1, 0, -1):
        at = int(back[n, at])
        out.append(at)
    return out[::-1]


def forbidden_moves(tags: list[str]) -> npt.NDArray[np.bool_]:
    """[tags + 1, tags]: moves into I-x from anything but B-x or I-x; the last row is the start of a window."""
    out = np.zeros((len(tags) + 1, len(tags)), dtype=bool)
    for column, tag in enumerate(tags):
        if tag.startswith("I-"):
            out[:, column] = True
            for row, before in enumerate(tags):
                if before[2:] == tag[2:] and before != "O":
                    out[row, column] = False
    return out


def pieces_of(path: list[int], tags: list[str], offset: int = 0) -> list[Piece]:
    """The labelled spans of a tag sequence."""
    out: list[Piece] = []
    begin, role = 0, ""
    for n, tag in enumerate([*(tags[k] for k in path), "O"]):
        if role and tag != f"I-{role}":
            out.append(Piece(role, begin + offset, n + offset))
            role = ""
        if tag != "O" and not role:
            begin, role = n, tag[2:]
    return out


def link(glance: Glance, pieces: list[Piece], paragraph: Sequence[int]) -> list[Attribution]:
    """Joins the spans of one window into attributions.

    Each source and each content goes to the cue of its paragraph with the highest mean probability over its words, if that
    reaches :data:`LINKED`. A cue keeps its best source; a second one stays without a cue.

    Args:
        paragraph: the paragraph of each word of the article.
    """
    cues = [p for p in pieces if p.role == CUE]
    scores = glance.links
    out = [Attribution(cue, None, []) for cue in cues]
    if cues:
        rows = scores[[c.start - glance.offset for c in cues]].astype(np.float32)
        rows = np.exp(rows - rows.max(-1, keepdims=True))
        rows /= rows.sum(-1, keepdims=True)
    best_source: list[float] = [0.0] * len(cues)
    orphans: list[Piece] = []
    for piece in pieces:
        if piece.role == CUE or not cues:
            if piece.role == CONTENT:
                orphans.append(piece)
            continue
        layer = 1 if piece.role == SOURCE else 2
        near = np.array([paragraph[c.start] == paragraph[piece.start] for c in cues])
        means = np.where(near, rows[:, piece.start - glance.offset : piece.end - glance.offset, layer].mean(1), 0.0)
        if piece.role == CONTENT:
            best = int(means.argmax())
            if means[best] >= LINKED:
                out[best].content.append(piece)
            else:
                orphans.append(piece)
        else:
            for k, mean in enumerate(means):
                if mean >= LINKED and mean > best_source[k]:
                    out[k].source, best_source[k] = piece, float(mean)
    found = [a for a in out if a.content]
    found += [Attribution(None, None, [p]) for p in orphans]
    return sorted(found, key=lambda a: a.content[0].start)


class Attributor:
    """Decodes the windows of an article.

    Args:
        tags: the attribution tags in class order.
        chain: their transition scores, with the rows for start and end.
    """

    def __init__(self, tags: list[str], chain: list[list[float]]) -> None:
        self.tags = tags
        self._chain = np.array(chain, dtype=np.float32)
        self._forbidden = forbidden_moves(tags)

    def pieces(self, glance: Glance) -> list[Piece]:
        """The source, cue and content spans of one window."""
        return pieces_of(decode(glance.spans, self._chain, self._forbidden), self.tags, glance.offset)

    def attributions(self, glances: list[Glance], paragraph: Sequence[int]) -> list[Attribution]:
        """All attributions of an article, in the order of their content. ``paragraph`` has one number a word."""
        return [a for g in glances for a in link(g, self.pieces(g), paragraph)]
