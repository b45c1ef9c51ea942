"""An article's text cut into segments: which statements each is part of, what of it is furniture, and what was asked to be seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from onrecord.model import Furniture, Statement


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of text within which nothing begins or ends. All segments joined are the text.

    Attributes:
        statement: id of the innermost statement that it is part of, None where it is none.
        first: whether that statement begins here.
        furniture: whether it is no part of the article.
        cue, speaker: whether it is the word that attributes, the words that name a speaker.
        asked: whether it is what was asked to be seen; ``found`` where that begins.
    """

    text: str
    start: int
    statement: str | None = None
    first: bool = False
    furniture: bool = False
    cue: bool = False
    speaker: bool = False
    asked: bool = False
    found: bool = False


def segments(
    text: str, statements: Sequence[Statement], furniture: Sequence[Furniture], at: tuple[int, int] | None = None
) -> list[Segment]:
    """The text in pieces.

    Args:
        at: half-open range that was asked to be seen; what lies outside the text is cut off.
    """
    pieces = [(c.start, c.end, s.id) for s in statements for c in s.content]
    cues = [(s.cue.start, s.cue.end) for s in statements if s.cue is not None]
    speakers = [(s.speaker.start, s.speaker.end) for s in statements if s.speaker is not None]
    off = [(f.start, f.end) for f in furniture]
    asked = [(max(0, at[0]), min(len(text), at[1]))] if at and at[0] < at[1] else []
    begins = {s.id: s.start for s in statements}
    bounds = sorted(
        {
            0,
            len(text),
            *(p for some in (cues, speakers, off, asked) for span in some for p in span),
            *(p for a, b, _ in pieces for p in (a, b)),
        }
    )
    changes: dict[int, list[tuple[bool, int, int]]] = {}
    for n, (start, end, _) in enumerate(pieces):
        changes.setdefault(start, []).append((True, end - start, n))
        changes.setdefault(end, []).append((False, end - start, n))
    open_: set[tuple[int, int]] = set()
    flags = [_Cover(some) for some in (off, cues, speakers, asked)]
    out: list[Segment] = []
    for start, end in pairwise(bounds):
        for opens, length, n in changes.get(start, ()):
            (open_.add if opens else open_.discard)((length, n))
        held = min(open_, default=None)
        name = pieces[held[1]][2] if held else None
        dim, cue, speaker, seen = (flag.holds(start) for flag in flags)
        found = bool(asked) and start == asked[0][0]
        out.append(Segment(text[start:end], start, name, name is not None and begins[name] == start, dim, cue, speaker, seen, found))
    return out


class _Cover:
    """Whether ranges cover a point, asked in rising order."""

    def __init__(self, spans: Sequence[tuple[int, int]]) -> None:
        self._spans = sorted(spans)
        self._at, self._until = 0, -1

    def holds(self, point: int) -> bool:
        while self._at < len(self._spans) and self._spans[self._at][0] <= point:
            self._until = max(self._until, self._spans[self._at][1])
            self._at += 1
        return point < self._until
