"""Quotations as newspapers run them: pairs of marks, over paragraphs, over furniture, opened and never closed.

A quotation that stays open at the end of a paragraph runs on into the next one that begins with an opening mark. What is
never closed ends with its paragraph.
"""

from __future__ import annotations

import re
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
        return any(a < end and start < b for a, b in self.pieces)


_WORD = re.compile(r"\w+")
_ROUNDED = re.compile(r"[.,!?…;–—-]\W{0,2}$")
_POSSESSIVE = re.compile(r"[sSzx]$")


def _single_closes(text: str, at: int, end: int) -> bool:
    """Whether the single mark at ``at`` closes rather than makes a plural possessive ("the workers’ union")."""
    before = text[at - 1] if at else " "
    if before in ".,!?…;:)]" or before in MARKS:
        return True
    if not _POSSESSIVE.match(before):
        return True
    if not re.match(r"\s[a-z]", text[at + 1 : at + 3]):
        return True
    # a plural possessive if the quotation is closed later on in the paragraph, before another opens
    for n in range(at + 1, end):
        if text[n] in SINGLE:
            mark = direction(text, n)
            if mark is Mark.OPEN:
                return True
            if mark is Mark.CLOSE and text[n - 1] in ".,!?…":
                return False
    return True


def _marks(text: str, start: int, end: int) -> list[tuple[int, str, Mark]]:
    """Quotation marks of a paragraph as (offset, family, direction); apostrophes are left out."""
    out: list[tuple[int, str, Mark]] = []
    for match in re.finditer("[" + re.escape("".join(sorted(MARKS))) + "]", text[start:end]):
        at = start + match.start()
        mark = direction(text, at)
        if mark is Mark.APOSTROPHE:
            continue
        family = "double" if text[at] in DOUBLE else "single"
        if family == "single" and mark is Mark.CLOSE and not _single_closes(text, at, end):
            continue
        out.append((at, family, mark))
    return out


def _fill(text: str, quotation: Quotation) -> Quotation:
    inside = " ".join(text[a:b] for a, b in quotation.pieces)
    quotation.words = len(_WORD.findall(inside))
    quotation.sentence = bool(_ROUNDED.search(inside.rstrip("".join(MARKS)))) and quotation.words > 1
    return quotation


def quotations(text: str, blocks: Sequence[tuple[int, int]]) -> list[Quotation]:
    """The outermost quotations of an article, in order, with those inside them.

    Args:
        text: the article.
        blocks: its paragraphs without furniture, in order; a quotation left open runs from one to the next that opens.
    """
    done: list[Quotation] = []
    running: Quotation | None = None
    for number, (start, end) in enumerate(blocks):
        marks = _marks(text, start, end)
        stack: list[tuple[int, str, Quotation]] = []
        if running is not None:
            if marks and marks[0][0] == start and marks[0][2] is Mark.OPEN:
                running.pieces.append((start, end))
                stack.append((start, marks[0][1], running))
                marks = marks[1:]
            elif _closes_first(marks):
                running.pieces.append((start, end))
                stack.append((start, marks[0][1], running))
            else:
                done.append(_fill(text, running))
            running = None
        for at, family, mark in marks:
            if mark is Mark.OPEN:
                if family == "single" and not _closes_later(marks, at, family):
                    continue
                opened = Quotation([(at, end)], closed=False)
                if stack and stack[-1][1] == family and stack[-1][2].pieces[-1][0] != start:
                    _pop(text, stack, at, done, closed=False)  # the one before was never closed
                if stack:
                    stack[-1][2].inner.append(opened)
                stack.append((at, family, opened))
            else:
                place = next((n for n in range(len(stack) - 1, -1, -1) if stack[n][1] == family), None)
                if place is None:
                    continue
                while len(stack) > place + 1:
                    _pop(text, stack, at, done, closed=False)
                _pop(text, stack, at + 1, done, closed=True)
        if stack:
            outer = stack[0][2]
            follows = number + 1 < len(blocks) and _opens(text, *blocks[number + 1])
            unclosed_run = number + 1 < len(blocks) and _closes_first(_marks(text, *blocks[number + 1]))
            if ((follows or unclosed_run) and stack[0][1] == "double") or (follows and outer.pieces[-1][0] == start):
                running = outer
            else:
                done.append(_fill(text, outer))
    if running is not None:
        done.append(_fill(text, running))
    return sorted(done, key=lambda q: q.start)


def _closes_first(marks: list[tuple[int, str, Mark]]) -> bool:
    return bool(marks) and marks[0][2] is Mark.CLOSE and marks[0][1] == "double"


def _opens(text: str, start: int, end: int) -> bool:
    return start < end and text[start] in MARKS and direction(text, start) is Mark.OPEN


def _closes_later(marks: list[tuple[int, str, Mark]], at: int, family: str) -> bool:
    return any(m > at and f == family and d is Mark.CLOSE for m, f, d in marks)


def _pop(text: str, stack: list[tuple[int, str, Quotation]], end: int, done: list[Quotation], *, closed: bool) -> None:
    _, _, quotation = stack.pop()
    begin, _ = quotation.pieces[-1]
    quotation.pieces[-1] = (begin, end)
    quotation.closed = closed
    _fill(text, quotation)
    if not stack:
        done.append(quotation)
