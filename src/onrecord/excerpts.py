"""Words as a search knows them, and passages cut from a stored text with the words that were found marked by their places.

A word is a run of letters and digits; letter case and the accents of Latin letters do not count. It is nearly what SQLite's tokenizer
``unicode61`` with ``remove_diacritics 2`` takes for a word, so that what an index found is found again in the text; where the two are at
odds, in rare scripts, a word is found and not marked.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

Term = tuple[str, ...]
"""What is searched for: one word, or the words of a phrase in their order, as they were written."""
WIDTH = 300
"""Characters of an excerpt, at most."""
BEFORE = 70
"""Characters shown before the first word found, at most."""
LOOKED_AT = 200_000
"""Characters of a text in which words are marked; what stands behind them is found, too, but not shown."""
_WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f])*")


@dataclass(frozen=True, slots=True)
class Piece:
    """A verbatim piece of a text, ``text[start:start + len(words)]``; ``found``: it is what was searched for."""

    start: int
    words: str
    found: bool = False


@dataclass(frozen=True, slots=True)
class Excerpt:
    """What is shown of a text.

    Attributes:
        pieces: in order; where one does not follow on the one before, words are left out between them.
        cut_before, cut_after: whether words are left out before and after them.
    """

    pieces: tuple[Piece, ...]
    cut_before: bool = False
    cut_after: bool = False


@lru_cache(maxsize=65_536)
def fold(word: str) -> str:
    """A word without letter case, its Latin letters without accents."""
    if word.isascii():
        return word.lower()
    return "".join(_bare(c) for c in unicodedata.normalize("NFC", word) if unicodedata.category(c) != "Mn")


def _bare(letter: str) -> str:
    first = unicodedata.normalize("NFD", letter)[0]
    return (first if first.isascii() else letter).lower()


def spelt(text: str) -> Term:
    """The words of a text as they are written."""
    return tuple(_WORD.findall(text))


def folded(text: str) -> Term:
    """The words of a text, folded."""
    return tuple(map(fold, _WORD.findall(text)))


def words(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int, str]]:
    """The words of ``text[start:end]``: (start, end, folded)."""
    for found in _WORD.finditer(text, start, len(text) if end is None else end):
        yield found.start(), found.end(), fold(found.group())


def places(text: str, start: int, end: int, terms: Sequence[Term]) -> list[tuple[int, int, int]]:
    """Where the terms stand: (start, end, number of the term), in order."""
    wanted = [tuple(map(fold, term)) for term in terms]
    first: dict[str, list[int]] = {}
    for n, term in enumerate(wanted):
        if term:
            first.setdefault(term[0], []).append(n)
    if not first:
        return []
    told = list(words(text, start, min(end, start + LOOKED_AT)))
    out = []
    for at, (begin, _, word) in enumerate(told):
        for n in first.get(word, ()):
            run = told[at : at + len(wanted[n])]
            if tuple(w for _, _, w in run) == wanted[n]:
                out.append((begin, run[-1][1], n))
    return out


def marked(text: str, start: int, end: int, found: Sequence[tuple[int, int, int]]) -> Iterator[Piece]:
    """``text[start:end]`` in pieces, those found apart; what lies over one another is one."""
    at = start
    for begin, stop, _ in found:
        begin, stop = max(begin, at), min(stop, end)
        if begin >= stop:
            continue
        if at < begin:
            yield Piece(at, text[at:begin])
        yield Piece(begin, text[begin:stop], True)
        at = stop
    if at < end:
        yield Piece(at, text[at:end])


def excerpt(text: str, spans: Sequence[tuple[int, int]], terms: Sequence[Term], width: int = WIDTH) -> Excerpt:
    """What is shown of some spans of a text: all where it is short, else the part of one span that has most of the terms.

    Args:
        spans: (start, end), in order; at least one.
        width: characters, at most.
    """
    found = [places(text, start, end, terms) for start, end in spans]
    if sum(end - start for start, end in spans) <= width:
        return Excerpt(tuple(p for (start, end), here in zip(spans, found, strict=True) for p in marked(text, start, end, here)))
    rated = [(*_best(here, width), n) for n, here in enumerate(found)]
    _, _, at, n = max(rated, key=lambda r: (r[0], r[1], -r[3]))
    start, end = _window(text, spans[n], at, width)
    pieces = tuple(marked(text, start, end, [f for f in found[n] if start <= f[0] and f[1] <= end]))
    return Excerpt(pieces, n > 0 or start > spans[0][0], n < len(spans) - 1 or end < spans[-1][1])


def _best(found: Sequence[tuple[int, int, int]], width: int) -> tuple[int, int, int | None]:
    """(different terms, terms, where the first stands) of the stretch that has most."""
    best: tuple[int, int, int | None] = (0, 0, None)
    last = 0
    held: dict[int, int] = {}
    for first, (start, _, term) in enumerate(found):
        while last < len(found) and found[last][1] <= start + width - BEFORE:
            held[found[last][2]] = held.get(found[last][2], 0) + 1
            last += 1
        if (len(held), last - first) > best[:2]:
            best = (len(held), last - first, start)
        if last == first:  # a phrase longer than the stretch
            last += 1
        elif held[term] == 1:
            del held[term]
        else:
            held[term] -= 1
    return best


def _window(text: str, span: tuple[int, int], at: int | None, width: int) -> tuple[int, int]:
    """From where to where a span is shown: from shortly before the first word found, cut between words."""
    start, end = span
    begin = start if at is None or at - start <= BEFORE else at - BEFORE
    begin = max(start, min(begin, end - width))
    stop = min(end, begin + width)
    if begin > start:
        begin = next((n for n in range(begin, min(stop, at if at is not None else stop)) if text[n - 1].isspace()), begin)
    if stop < end:
        stop = next((n for n in range(stop, max(begin + width // 2, stop - 60), -1) if text[n].isspace()), stop)
    while begin < stop and text[begin].isspace():
        begin += 1
    return begin, stop


def plain(piece: str) -> str:
    """A piece as it is shown in a line: white space as blanks, characters that steer a terminal or the direction of writing replaced."""
    return "".join(c if c.isprintable() else " " if c.isspace() else "\ufffd" for c in piece)
