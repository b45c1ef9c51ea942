"""What of a statement the search for disputes looks at: its words, its negations, figures, times and names, and its meaning as a vector."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onrecord.linking.coverage import Coverage
from onrecord.linking.wording import NUMBERS, stem, stems
from onrecord.model import Stance, Statement
from onrecord.reading.meaning import unpacked

NEGATION = re.compile(r"\b(?:no|not|never|nobody|nothing|none|neither|nor|without|cannot)\b|n[’']t\b", re.I)
_REFUTING = re.compile(
    r"den(?:y|ied|ies|ying)\b|disput|reject|dismiss|contradict|counter|rebut|refut|hit back|shot back|retort|insist|maintain", re.I
)
_ANSWERING = re.compile(
    r"\b(?:answer|repl(?:y|ied)|respond|retort|shot back|fired back|hit back|snap|scoff|protest|object|challeng|disagree|brush|wav(?:ed|ing) away|took issue)",
    re.I,
)
_ACCUSING = re.compile(r"\b(?:accus|alleg|blam|claim|charg|fault|condemn|criticis|criticiz|slam|attack|complain)", re.I)
_OUTLOOK = (Stance.PROMISES, Stance.ASKS, Stance.DECLINES, Stance.BELIEVES)
_DISBELIEF = re.compile(
    r"\b(?:untrue|false|wrong|lies?|lying|liars?|nonsense|rubbish|invent(?:ed|ion)|fictions?|fantasy|mistaken|not true|incorrect|fabricat\w+|baseless|absurd|slander)\b",
    re.I,
)
_BACKING = re.compile(r"confirm|back(?:ed|s)? up|echo|agree|support|bears? out|recall|testif|vouch|show|record|document|according", re.I)
_TURN = re.compile(r"\b(?:but|however|yet|while|whereas|though|although|instead|on the contrary)\b", re.I)
_ORDER = re.compile(r"\b(?:first|before|after|until|earlier|already|ahead|later|second|since)\b", re.I)
_MONTH = re.compile(r"\b(jan|feb|mar|apr|jun|jul|aug|sep|oct|nov|dec)(?:uary|ruary|ch|il|e|y|ust|t|tember|ober|ember)?\b\.?", re.I)
_DAY = re.compile(r"\b(monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b", re.I)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_CLOCK = re.compile(r"\b\d{1,2}[.:]\d\d\b|\b(?:morning|afternoon|evening|night|noon|midnight)\b|\b[ap]\.?m\b|o[’']clock", re.I)
_TOKEN = re.compile(r"\d[\d,.:]*\d|\d|[^\W\d_][\w’'-]*|%")
_NAME = re.compile(r"\b[A-Z][a-z]{2,}")
NEAR = 170
"""Characters before a statement in which a turn ("but") counts."""

Figure = tuple[str, frozenset[str]]
"""A number in figures, and the stems of the three words after it."""


@dataclass(frozen=True, slots=True)
class Remark:
    """A statement as the search for disputes sees it.

    Attributes:
        place: its number among the statements of its article.
        stems, around: of its words, and of the words about it.
        refuting: its cue or its stance turns against somebody; ``backing``: its cue takes somebody's part.
        answering, accusing: its cue answers, or lays blame; ``outlook``: it promises, asks, declines or believes.
        headline: it stands in the first line.
        turned: a turn ("but") stands before it.
        times: what it says of when, as kind and value.
        vector: [64] of length 1, or None.
    """

    statement: Statement
    place: int
    length: int
    stems: frozenset[str]
    around: frozenset[str]
    negated: bool
    refuting: bool
    disbelieving: bool
    backing: bool
    answering: bool
    accusing: bool
    outlook: bool
    headline: bool
    turned: bool
    ordered: bool
    figures: tuple[Figure, ...]
    times: frozenset[tuple[str, str]]
    names: frozenset[str]
    vector: NDArray[np.float32] | None


def figures(text: str) -> tuple[Figure, ...]:
    """The numbers of a passage, each with the stems of what it counts."""
    words = _TOKEN.findall(text)
    out = []
    for n, word in enumerate(words):
        value = word.replace(",", "") if word[0].isdigit() else NUMBERS.get(word.lower())
        if value is not None:
            out.append((value, frozenset(stem(w) for w in words[n + 1 : n + 4] if not w[0].isdigit() and len(w) > 2)))
    return tuple(out)


def times(text: str) -> frozenset[tuple[str, str]]:
    """What a passage says of when: months, weekdays, years, hours."""
    found = {("month", m[1].lower()) for m in _MONTH.finditer(text)} | {("day", m[1].lower()) for m in _DAY.finditer(text)}
    found |= {("year", m[0]) for m in _YEAR.finditer(text)} | {("hour", m[0].lower()) for m in _CLOCK.finditer(text)}
    return frozenset(found)


def remarks(coverage: Coverage) -> list[Remark]:
    """The statements of a story, in their order."""
    places: dict[str, int] = {}
    out = []
    for statement in coverage.statements:
        place = places[statement.article] = places.get(statement.article, -1) + 1
        out.append(_remark(statement, coverage.articles[statement.article].text, place))
    return out


def _remark(statement: Statement, text: str, place: int) -> Remark:
    words = " ".join(" ".join(c.text.split()) for c in statement.content)
    cue = statement.cue.text if statement.cue else ""
    before = text[max(0, statement.start - NEAR) : statement.start]
    return Remark(
        statement,
        place,
        len(words.split()),
        stems(words),
        stems(text[max(0, statement.start - 150) : statement.content[-1].end + 120]),
        bool(NEGATION.search(words)),
        statement.stance is Stance.DENIES or bool(_REFUTING.search(cue)),
        bool(_DISBELIEF.search(words)),
        bool(_BACKING.search(cue)),
        bool(_ANSWERING.search(cue)),
        bool(_ACCUSING.search(cue)),
        statement.stance in _OUTLOOK,
        "\n" not in text[: statement.start].strip(),
        bool(_TURN.search(before)),
        bool(_ORDER.search(words)),
        figures(words),
        times(words),
        frozenset(_NAME.findall(words)),
        unpacked(statement.vector),
    )


def similarity(found: Sequence[Remark]) -> NDArray[np.float32]:
    """[N, N] cosines of the vectors; 0 where one has none."""
    width = next((len(r.vector) for r in found if r.vector is not None), 1)
    rows = np.array([r.vector if r.vector is not None else np.zeros(width, np.float32) for r in found], np.float32).reshape(-1, width)
    return rows @ rows.T
