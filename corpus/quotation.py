"""Finds pairs of quotation marks and tells direct from indirect speech by them.

Apostrophes are told from closing single marks by what stands around them; the rare rest is named in the source
(`apostrophes` of an article).
"""
from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from corpus.locate import Span, paragraphs

TWO_SIDED = (("“", "”"), ("«", "»"), ("‹", "›"))
STOPS = ",.?!…—–:;-”\")"
OPENERS_BEFORE = "([{—–-/“\"‘'«…"
CLIPPED = re.compile(r"(?:\d\ds?|em|til|cause|tis|twas|bout|round|n)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Pair:
    """A stretch between quotation marks. `closed` is false where one mark is missing and the paragraph's edge stands for it."""
    span: Span
    closed: bool
    marks: tuple[int, ...]


def pairs(text: str, apostrophes: Collection[int] = ()) -> list[Pair]:
    """All pairs in the order of the text. `apostrophes` are positions of marks known to be none."""
    found: list[Pair] = []
    for paragraph in paragraphs(text):
        for opening, closing in TWO_SIDED:
            found += _two_sided(text, paragraph, opening, closing)
        found += _straight_double(text, paragraph)
        found += _single(text, paragraph, "‘", "’", apostrophes)
        found += _single(text, paragraph, "'", "'", apostrophes)
    return sorted(found, key=lambda pair: (pair.span.start, -pair.span.end))


def statement_kind(text: str, content: Sequence[Span], found: Sequence[Pair], unspoken: Sequence[Span]) -> str:
    """direct: all within marks of its own; mixed: some; indirect: none. Marks listed as unspoken do not count."""
    own = [pair.span for pair in found
           if any(piece.start <= mark < piece.end for piece in content for mark in pair.marks)
           and not any(other.covers(pair.span) for other in unspoken)]
    inside = [any(span.start <= i < span.end for span in own)
              for piece in content for i in range(piece.start, piece.end) if not text[i].isspace()]
    return "direct" if all(inside) else "mixed" if any(inside) else "indirect"


def _pair(start: int, last: int) -> Pair:
    return Pair(Span(start, last + 1), True, (start, last))


def _two_sided(text: str, paragraph: Span, opening: str, closing: str) -> list[Pair]:
    events = [(i, text[i] == opening) for i in range(paragraph.start, paragraph.end) if text[i] in (opening, closing)]
    return _match(events, paragraph)


def _straight_double(text: str, paragraph: Span) -> list[Pair]:
    events: list[tuple[int, bool]] = []
    is_open = False
    for i in range(paragraph.start, paragraph.end):
        if text[i] != '"':
            continue
        starts, ends = _may_open(text, i), _may_close(text, i)
        opens = not is_open if starts == ends else starts
        events.append((i, opens))
        is_open = opens
    return _match(events, paragraph)


def _match(events: Sequence[tuple[int, bool]], paragraph: Span) -> list[Pair]:
    """Pairs opening with closing marks; a mark left alone reaches to the edge of the paragraph."""
    found: list[Pair] = []
    start: int | None = None
    for i, opens in events:
        if opens:
            if start is not None:
                found.append(Pair(Span(start, i), False, (start,)))
            start = i
        elif start is not None:
            found.append(_pair(start, i))
            start = None
        else:
            found.append(Pair(Span(paragraph.start, i + 1), False, (i,)))
    if start is not None:
        found.append(Pair(Span(start, paragraph.end), False, (start,)))
    return found


def _single(text: str, paragraph: Span, opening: str, closing: str, apostrophes: Collection[int]) -> list[Pair]:
    straight = opening == closing
    places = [i for i in range(paragraph.start, paragraph.end) if text[i] in (opening, closing) and i not in apostrophes]
    opens = [i for i in places if text[i] == opening and _may_open(text, i)
             and not (straight and CLIPPED.match(text, i + 1))]
    closes = [i for i in places if text[i] == closing and i not in opens and _may_close(text, i)
              and not text[i + 1:i + 2].isalnum()]
    events: list[tuple[int, bool]] = []
    is_open = False
    for i in sorted(opens + closes):
        if i in opens:
            events.append((i, True))
            is_open = True
        elif is_open:
            limit = next((o for o in opens if o > i), paragraph.end)
            later = any(i < c < limit for c in closes)
            if not (later and _may_be_possessive(text, i)):
                events.append((i, False))
                is_open = False
        elif text[i - 1] in ",.?!…" and i > paragraph.start:
            events.append((i, False))
    return _match(events, paragraph)


def _may_be_possessive(text: str, i: int) -> bool:
    return text[i - 1] == "s" and re.match(r" \w", text[i + 1:i + 3]) is not None


def _may_open(text: str, i: int) -> bool:
    before, after = text[i - 1:i] if i else "", text[i + 1:i + 2]
    return (not before or before.isspace() or before in OPENERS_BEFORE) and bool(after) and not after.isspace()


def _may_close(text: str, i: int) -> bool:
    before, after = text[i - 1:i] if i else "", text[i + 1:i + 2]
    return bool(before) and not before.isspace() and (not after or not after.isalnum())
