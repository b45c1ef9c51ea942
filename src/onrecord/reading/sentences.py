"""Paragraphs and sentences of plain text, with offsets that hold.

Rules, not a model: a newspaper's sentences end in a mark followed by a capital, and what does not is listed
(abbreviations, initials, a question mark inside a quotation that its sentence goes on after).
"""

from __future__ import annotations

import re
from statistics import median
from typing import NamedTuple

from onrecord.reading.quotes import MARKS, Mark, direction
from onrecord.reading.tokens import MONTHS_AND_DAYS, PLAIN_ABBREVIATIONS, TITLES, Token, tokenise

LONGEST = 120
"""Words in a sentence, at most: a longer run is cut, so that one reading window always holds it."""
CLOSING = 8
"""Closing marks and brackets that a sentence takes along behind its end mark; more in a row are no part of it."""


class Sentence(NamedTuple):
    """Consecutive tokens of one paragraph. ``paragraph`` counts from 0 over the article."""

    tokens: list[Token]
    paragraph: int

    @property
    def start(self) -> int:
        """Offset of the first character."""
        return self.tokens[0].start

    @property
    def end(self) -> int:
        """Offset after the last character."""
        return self.tokens[-1].end


_LINE = re.compile(r"[^\r\n\u2028\u2029\x0b\x0c]+")
_END_MARKS = frozenset(".!?…。")
_BLANK = re.compile(r"\n[ \t\r\x0b\x0c]*\n")


def _wrapped(lines: list[tuple[int, int]]) -> bool:
    """Whether the lines of a block were broken at a fixed width, as in old e-mail and wire text."""
    if len(lines) < 3:
        return False
    lengths = [end - start for start, end in lines[:-1]]
    return 55 <= median(lengths) <= 90 and max(lengths) <= 100 and min(lengths) >= 40


def paragraphs(text: str) -> list[tuple[int, int]]:
    """The paragraphs as (start, end), white space at the edges left out. A line is a paragraph unless it was wrapped."""
    out: list[tuple[int, int]] = []
    block_start = 0
    edges = [m.start() for m in _BLANK.finditer(text)] + [len(text)]
    for edge in edges:
        lines: list[tuple[int, int]] = []
        for match in _LINE.finditer(text, block_start, edge):
            line = match.group()
            body = line.strip()
            if body:
                at = match.start() + line.index(body[0])
                lines.append((at, at + len(body)))
        if _wrapped(lines):
            out.append((lines[0][0], lines[-1][1]))
        else:
            out.extend(lines)
        block_start = edge
    return out


def _ends(text: str, tokens: list[Token], at: int) -> bool:
    """Whether a sentence ends with the end mark ``tokens[at]`` (its closing quotes and brackets not yet counted)."""
    token = tokens[at]
    word = text[token.start : token.end]
    after = at + 1
    while after < len(tokens) and _closes(text, tokens[after], tokens[after - 1]):
        after += 1
    if after >= len(tokens):
        return True
    follower = text[tokens[after].start : tokens[after].end]
    gap = tokens[after].start > tokens[after - 1].end
    first = follower[0]
    if (first in MARKS and after + 1 < len(tokens)) or (first in "([" and after + 1 < len(tokens)):
        first = text[tokens[after + 1].start]
    if not gap:
        return False
    if first.islower():
        return False
    stem = word.rstrip(".").lower()
    if word.endswith(".") and len(word) > 1 and not word.startswith(".."):
        if stem in TITLES:
            return False
        if stem in MONTHS_AND_DAYS or stem in {"no", "nos", "fig", "vol"}:
            return not (first.isdigit())
        if re.fullmatch(r"(?:[^\W\d_]\.)+", word):
            if len(word) == 2:
                return False  # an initial
            return _starts_sentence(follower)
        if stem in PLAIN_ABBREVIATIONS:
            return _starts_sentence(follower)
    if word == "." and at and token.start == tokens[at - 1].end:
        before = text[tokens[at - 1].start : tokens[at - 1].end]
        if len(before) == 1 and before.isupper() and before != "I" and first.isupper():
            return False  # "John F. Kennedy"
    if word in ("...", "…") or word.startswith(".."):
        return first.isupper()
    return True


_STARTERS = frozenset(
    "the a an he she it they we i you this that these those but and or in on at for as if when while after before since "
    "there his her its their our my what who how why no not some many most all both one two three with from by to according "
    "meanwhile however also asked mr mrs ms".split()
)


def _starts_sentence(word: str) -> bool:
    """Whether a capitalised word after an abbreviation is one that begins sentences rather than continues a name."""
    return word.lower() in _STARTERS or word[0] in MARKS


def _closes(text: str, token: Token, before: Token) -> bool:
    """Whether the token is a closing mark or bracket that still belongs to the sentence before it."""
    word = text[token.start : token.end]
    if word in (")", "]", "}"):
        return True
    return len(word) == 1 and word in MARKS and token.start == before.end and direction(text, token.start) is Mark.CLOSE


def split(text: str, tokens: list[Token], paragraph: int = 0) -> list[Sentence]:
    """The sentences of one paragraph's tokens."""
    out: list[Sentence] = []
    current: list[Token] = []
    n = 0
    while n < len(tokens):
        token = tokens[n]
        current.append(token)
        ended = text[token.end - 1] in _END_MARKS and _ends(text, tokens, n)
        if ended:
            last = min(n + CLOSING, len(tokens) - 1)
            while n < last and _closes(text, tokens[n + 1], tokens[n]):
                n += 1
                current.append(tokens[n])
        if ended or len(current) >= LONGEST:
            out.append(Sentence(current, paragraph))
            current = []
        n += 1
    if current:
        if out and all(not text[t.start].isalnum() for t in current) and len(out[-1].tokens) + len(current) <= LONGEST:
            out[-1].tokens.extend(current)
        else:
            out.append(Sentence(current, paragraph))
    return out


def sentences(text: str) -> list[Sentence]:
    """All sentences of a text, in order. Every token of every paragraph is in exactly one sentence."""
    out: list[Sentence] = []
    for n, (start, end) in enumerate(paragraphs(text)):
        out.extend(split(text, tokenise(text, start, end), n))
    return out
