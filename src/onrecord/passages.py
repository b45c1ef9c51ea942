"""Passages on the matter of a claim: where they stand, in which order they are shown, and which of them take no side."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from onrecord.model import Absence, Evidence, Statement

_ABSTAINS = re.compile(
    r"\b(?:(?:could|can|did|do|does|would|will)(?: not|n[’']t) (?:recall|remember|know|say|confirm|comment|speculate|tell)|"
    r"cannot (?:recall|remember|say|confirm|comment|tell)|not (?:sure|certain|clear)|no (?:comment|recollection)|unclear|"
    r"(?:declin|refus)\w+ to (?:say|comment|confirm|discuss)|neither confirm(?:ed)? nor den(?:y|ied))\b",
    re.I,
)
"""Words by which somebody asked takes no side."""

Key = tuple[str, int, int]
"""Where a passage stands: article, start, end."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A verbatim passage on the matter of a claim.

    Attributes:
        kind, slot: of the conflict, as in a dispute; None where it contradicts nothing.
        score: 0 to 1, how sure.
        why: one plain sentence.
        dispute: id of the dispute whose account it stands in, if it does.
    """

    evidence: Evidence
    kind: str | None
    slot: str | None
    score: float
    why: str
    dispute: str | None = None


def silent(statements: Iterable[Statement], absences: Iterable[Absence], articles: Collection[str]) -> list[Passage]:
    """Those who were heard in the articles and would not say, and those who gave no answer, in the order of the text."""
    out = []
    for s in statements:
        if s.article in articles and _ABSTAINS.search(s.words):
            c = s.content[0]
            out.append(Passage(Evidence(s.article, s.id, c.start, c.end, c.text, s.who), None, None, 0.0, "does not say"))
    for a in absences:
        if a.article in articles:
            out.append(Passage(Evidence(a.article, None, a.start, a.end, a.text, a.who), None, None, 0.0, a.kind))
    return sorted(out, key=lambda p: place(p.evidence))


def place(e: Evidence) -> Key:
    """Where a line stands."""
    return e.article, e.start, e.end


class Places:
    """Where lines of evidence stand, by article."""

    def __init__(self, lines: Iterable[Evidence]) -> None:
        self._of: dict[str, list[Evidence]] = {}
        for line in lines:
            self._of.setdefault(line.article, []).append(line)

    @property
    def articles(self) -> Collection[str]:
        """Those in which a line stands."""
        return self._of.keys()

    def meet(self, line: Evidence) -> bool:
        """Whether the line overlaps one of them."""
        return any(e.start < line.end and line.start < e.end for e in self._of.get(line.article, ()))


def in_order(passages: Iterable[Passage]) -> tuple[Passage, ...]:
    """The surest first; of equals the lines of a dispute, and then by where they stand."""
    every = list(passages)
    disputed = [p for p in every if p.dispute is not None]  # in the order of their accounts, which is that of the days
    direct = sorted((p for p in every if p.dispute is None), key=lambda p: place(p.evidence))
    return tuple(sorted([*disputed, *direct], key=lambda p: -p.score))
