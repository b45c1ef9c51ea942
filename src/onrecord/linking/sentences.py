"""Sentences of the articles of one story, with what is said in each: where replies and deeds are looked for."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.linking.coverage import Coverage
from onrecord.linking.wording import stems
from onrecord.model import Claim, Statement

_SHORT = r"(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bDr)(?<!\bSt)(?<!\bNo)(?<!\bJan)(?<!\bFeb)(?<!\bAug)(?<!\bSept)(?<!\bOct)(?<!\bNov)(?<!\bDec)(?<!\b[A-Z])"
_END = re.compile(rf"{_SHORT}[.!?…][”\"’'»)]* +(?=[“\"‘'«(]?[A-Z0-9À-Þ])|\n+")


@dataclass(frozen=True)
class Sentence:
    """One sentence.

    Attributes:
        said: the statements whose content begins in it, in text order.
        claims: those of the paper's own voice that begin in it, in text order.
        at: its number in the article, and that of its paragraph.
    """

    article: str
    start: int
    end: int
    text: str
    at: tuple[int, int]
    said: tuple[Statement, ...]
    claims: tuple[Claim, ...]

    def stems(self) -> frozenset[str]:
        """The stems of its words."""
        return stems(self.text)


def sentences(coverage: Coverage) -> list[Sentence]:
    """All sentences of a story, in order of print and text."""
    said: dict[str, list[Statement]] = {}
    for s in coverage.statements:
        said.setdefault(s.article, []).append(s)
    claims: dict[str, list[Claim]] = {}
    for c in coverage.claims:
        if c.statement is None:
            claims.setdefault(c.article, []).append(c)
    out: list[Sentence] = []
    for article in sorted(coverage.articles, key=lambda a: (coverage.articles[a].published or "9999", a)):
        text = coverage.articles[article].text
        bounds = list(_bounds(text))
        starts = [start for start, _, _ in bounds]
        inside: list[tuple[list[Statement], list[Claim]]] = [([], []) for _ in bounds]
        for s in sorted(said.get(article, ()), key=lambda s: (s.start, s.id)):
            inside[_at(starts, s.start)][0].append(s)
        for c in sorted(claims.get(article, ()), key=lambda c: (c.evidence.start, -c.evidence.end, c.id)):
            inside[_at(starts, c.evidence.start)][1].append(c)
        out += [
            Sentence(article, start, end, text[start:end], (n, paragraph), tuple(told), tuple(own))
            for n, ((start, end, paragraph), (told, own)) in enumerate(zip(bounds, inside, strict=True))
        ]
    return out


def _at(starts: Sequence[int], place: int) -> int:
    return max(bisect_right(starts, place) - 1, 0)


def _bounds(text: str) -> Iterator[tuple[int, int, int]]:
    """Start, end and paragraph of each sentence."""
    start, paragraph = 0, 0
    for found in (*_END.finditer(text), None):
        end = len(text) if found is None else found.start() + len(found.group().rstrip())
        if text[start:end].strip():
            lead = len(text[start:end]) - len(text[start:end].lstrip())
            yield start + lead, end, paragraph
        if found is not None:
            start = found.end()
            paragraph += "\n" in found.group()
