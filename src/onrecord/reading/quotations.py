"""Quotations as newspapers run them: pairs of marks, over paragraphs, over furniture, opened and never closed.

A quotation that stays open at the end of a paragraph runs on into the next one that begins with an opening mark. What is
never closed ends with its paragraph.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from onrecord.reading.quotes import DOUBLE, MARKS, SINGLE, Mark, direction

FRAGMENT = 3
"""Words up to which a quotation without end punctuation is a fragment: a scare quote, a title, a nickname."""


@dataclass(slots=True)
class Quotation:
    """One quotation. ``pieces`` are its (start, end), marks included, one a paragraph; ``inner`` are quotations inside it."""

    pieces: list[tuple[int, int]]
    closed: bool
    words: int = 0
    sentence: bool = False
    inner: list[Quotation] = field(default_factory=list)

    @property
    def start(self) -> int:
        """Offset of the opening mark."""
        return self.pieces[0][0]

    @property
    def end(self) -> int:
        """Offset after the closing mark."""
        return self.pieces[-1][1]

    @property
    def speech(self) -> bool:
        """Whether it is long or rounded enough to be somebody's words rather than a word held up."""
        return self.words > FRAGMENT or self.sentence

    def covers(self, start: int, end: int) -> bool:
        """Whether any of its pieces overlaps the span."""
        last = bisect_left(self.pieces, (end, 0)) - 1  # in order and apart: of those that begin before ``end`` the last reaches furthest
        return last >= 0 and start < self.pieces[last][1]

    def touching(self, start: int, end: int) -> list[tuple[int, int]]:
        """Its pieces that share a character with ``start`` to ``end``."""
        last = bisect_left(self.pieces, (end, 0))
        first = last
        while first and self.pieces[first - 1][1] > start:
            first -= 1
        return self.pieces[first:last] if start < end else []


_WORD = re.compile(r"\w+")
_MARK = re.compile("[" + re.escape("".join(sorted(MARKS))) + "]")
_ROUNDED = re.compile(r"[.,!?…;–—-]\W{0,2}$")
_TAIL = 4
"""Characters at the end that :data:`_ROUNDED` can need, a line end among them."""
_POSSESSIVE = re.compile(r"[sSzx]$")
_PHRASE_GOES_ON = re.compile(r"\s[a-z]")


class _Paragraph:
    """The quotation marks of one paragraph, and what is counted between them. Everything is looked at once: time is linear in the length.

    Attributes:
        marks: (offset, family, direction) in order; apostrophes are left out.
    """

    def __init__(self, text: str, start: int, end: int) -> None:
        self._text = text
        self.start, self.end = start, end
        found = [(m.start(), direction(text, m.start())) for m in _MARK.finditer(text, start, end)]
        self._words = [m.start() for m in _WORD.finditer(text, start, end)] if found else []
        self._run: dict[int, int] = {}  # of each mark, where the marks in a row that it ends begin
        for at, _ in found:
            self._run[at] = self._run.get(at - 1, at)
        left = _plurals(text, found)
        self.marks = [
            (at, "double" if text[at] in DOUBLE else "single", mark) for at, mark in found if mark is not Mark.APOSTROPHE and at not in left
        ]
        self.last_single = max((at for at, family, mark in self.marks if family == "single" and mark is Mark.CLOSE), default=-1)

    def closes_first(self) -> bool:
        """Whether the first mark closes a quotation that an earlier paragraph opened."""
        return bool(self.marks) and self.marks[0][2] is Mark.CLOSE and self.marks[0][1] == "double"

    def fill(self, quotation: Quotation) -> None:
        """Counts the words of a quotation whose last piece lies here, and tells whether it is a sentence."""
        if len(quotation.pieces) > 1:
            _fill(self._text, quotation)
            return
        start, end = quotation.pieces[0]
        quotation.words = bisect_left(self._words, end) - bisect_left(self._words, start)
        solid = max(start, self._run.get(end - 1, end))
        quotation.sentence = quotation.words > 1 and _ROUNDED.search(self._text, max(start, solid - _TAIL), solid) is not None


def _plurals(text: str, found: list[tuple[int, Mark]]) -> set[int]:
    """The closing single marks that do not close but make a plural possessive ("the workers’ union")."""
    out: set[int] = set()
    closed = False  # whether the next single mark that tells, further on in the paragraph, closes rather than opens
    for at, mark in reversed(found):
        if text[at] not in SINGLE:
            continue
        before = text[at - 1] if at else " "
        possessive = (
            before not in ".,!?…;:)]"
            and before not in MARKS
            and _POSSESSIVE.match(before) is not None
            and _PHRASE_GOES_ON.match(text, at + 1, at + 3) is not None
        )
        if mark is Mark.CLOSE and possessive and closed:
            out.add(at)
        if mark is Mark.OPEN:
            closed = False
        elif mark is Mark.CLOSE and at and before in ".,!?…":
            closed = True
    return out


def _fill(text: str, quotation: Quotation) -> Quotation:
    inside = " ".join(text[a:b] for a, b in quotation.pieces)
    quotation.words = len(_WORD.findall(inside))
    quotation.sentence = bool(_ROUNDED.search(inside.rstrip("".join(MARKS))[-_TAIL:])) and quotation.words > 1
    return quotation


def quotations(text: str, blocks: Sequence[tuple[int, int]]) -> list[Quotation]:
    """The outermost quotations of an article, in order, with those inside them.

    Args:
        text: the article.
        blocks: its paragraphs without furniture, in order; a quotation left open runs from one to the next that opens.
    """
    done: list[Quotation] = []
    running: Quotation | None = None
    following = _Paragraph(text, *blocks[0]) if blocks else None
    for number, (start, end) in enumerate(blocks):
        assert following is not None
        here = following
        following = _Paragraph(text, *blocks[number + 1]) if number + 1 < len(blocks) else None
        marks = here.marks
        stack: list[tuple[str, Quotation]] = []
        if running is not None:
            if marks and marks[0][0] == start and marks[0][2] is Mark.OPEN:
                running.pieces.append((start, end))
                stack.append((marks[0][1], running))
                marks = marks[1:]
            elif here.closes_first():
                running.pieces.append((start, end))
                stack.append((marks[0][1], running))
            else:
                done.append(_fill(text, running))
            running = None
        for at, family, mark in marks:
            if mark is Mark.OPEN:
                if family == "single" and at > here.last_single:
                    continue
                opened = Quotation([(at, end)], closed=False)
                if stack and stack[-1][0] == family and stack[-1][1].pieces[-1][0] != start:
                    _pop(here, stack, at, done, closed=False)  # the one before was never closed
                if stack:
                    stack[-1][1].inner.append(opened)
                stack.append((family, opened))
            else:
                # families alternate above the first, so the one that closes is among the last three
                place = next((n for n in range(len(stack) - 1, -1, -1) if stack[n][0] == family), None)
                if place is None:
                    continue
                while len(stack) > place + 1:
                    _pop(here, stack, at, done, closed=False)
                _pop(here, stack, at + 1, done, closed=True)
        if stack:
            family, outer = stack[0]
            follows = following is not None and _opens(text, following.start, following.end)
            unclosed_run = following is not None and following.closes_first()
            if ((follows or unclosed_run) and family == "double") or (follows and outer.pieces[-1][0] == start):
                running = outer
            else:
                done.append(_fill(text, outer))
    if running is not None:
        done.append(_fill(text, running))
    return sorted(done, key=lambda q: q.start)


def _opens(text: str, start: int, end: int) -> bool:
    return start < end and text[start] in MARKS and direction(text, start) is Mark.OPEN


def _pop(here: _Paragraph, stack: list[tuple[str, Quotation]], end: int, done: list[Quotation], *, closed: bool) -> None:
    _, quotation = stack.pop()
    begin, _ = quotation.pieces[-1]
    quotation.pieces[-1] = (begin, end)
    quotation.closed = closed
    here.fill(quotation)
    if not stack:
        done.append(quotation)
