"""What became of a promise: passages that tell that it was begun, kept, broken or dropped.

A passage tells of a promise where the act and its object are the promise's (weighted stems), those who act are on its side, and the
day fits: not before the promise, best on the day due. Only what is told as past counts. What is told as not done when the day due is
over is broken, and so is what is said to have come late; a first part is begun; what is called off is dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from onrecord.linking.coverage import Coverage
from onrecord.linking.pledging import line, told
from onrecord.linking.wording import Weights, stems
from onrecord.model import Claim, CommitmentState, Evidence, Stance, Step

KEPT = re.compile(
    r"\b(?:kept|keeps|keeping|honou?red|fulfilled|made good(?: on)?|delivered on|redeemed|met) (?:\w+ ){0,3}(?:word|promises?|pledges?|vows?|undertakings?|"
    r"commitments?|deadline|date)\b|\b(?:as|just as|like) (?:\w+ ){0,2}promised\b|\btrue to (?:his|her|its|their) word\b|\b(?:word|promise|pledge|vow|undertaking) was kept\b|"
    r"\b(?:with|on|ahead of|before|in) (?:(?:\w+ ){1,3}to spare|time|schedule|the promised day|the deadline)\b",
    re.I,
)
BROKEN = re.compile(
    r"\b(?:broke|broken|breaks|breaking|missed|misses|failed|fell short of|went back on|gone back on|reneged on) (?:\w+ ){0,3}(?:word|promises?|pledges?|vows?|"
    r"undertakings?|commitments?|deadline|date)\b|\bcame and went\b|\b(?:has|have|had) (?:come and gone|passed)\b|"
    r"\b(?:in spite of|despite|contrary to) (?:\w+ ){0,3}(?:promise|pledge|word|undertaking)\b|"
    r"\bwithout (?:any )?(?:sign|trace|word) of\b|\b(?:not one|none|nothing) (?:of|has|had|came|was|were)\b|\bblacked out\b|\bshort of what\b",
    re.I,
)
DROPPED = re.compile(
    r"\b(?:call(?:s|ed)? (?:it |them |the \w+ )?off|dropp?(?:s|ed)|abandon(?:s|ed)|scrapp?(?:s|ed)|shelv(?:es|ed)|cancel(?:s|led|ed)|tor[en] up|walked away from|"
    r"revok(?:es|ed)|withdr(?:ew|awn)|gave up|given up|overturn(?:s|ed)|revers(?:es|ed)|ditch(?:es|ed)|axed)\b",
    re.I,
)
BEGUN = re.compile(
    r"\b(?:beg[au]n|begins|start(?:s|ed)|under way|underway|so far|"
    r"the first (?!time\b|run\b|place\b|to\b|of its\b)(?:\w+ )?(?:\w+ ){0,2}|a first \w+|all but \d+|"
    r"\d+ of (?:the |its |his |her |their )?(?:\d+|\w+)|half of|some of|part of)",
    re.I,
)
LAST = re.compile(r"\b(?:the last (?:of|\w+)|all (?:of|\d+|the)|every(?:one| one)?|in full|whole|to the last|each)\b", re.I)
_NOT = re.compile(
    r"\b(?:not|never|no|none|nobody|yet to|without|nothing|neither|fail(?:s|ed) to|"
    r"still (?:lay|waiting|wait|missing|shut|closed|lie|stand|stood))\b|n['’]t\b",
    re.I,
)
_NOT_PAST = re.compile(
    r"\b(?:will|would|shall|is to|are to|was to|were to|(?-i:may)|might|could|can|should|must|if|until|['’]ll|plans? to|expected to|hopes? to|"
    r"due (?:out|to|on|by|in|back|at))\b",
    re.I,
)
_PRONOUN = re.compile(r"^\W*(?:on \w+ |by \w+ |and |but )?(?:it|they|he|she|these|those|that|this|the (?:promise|pledge|deadline))\b", re.I)
_OBJECT = re.compile(r"\b(?:it|them|these|those)\b", re.I)
_LATE = re.compile(
    r"\b(?:only|late|later than|at last|finally|overdue|after the (?:deadline|date)|(?:days?|weeks?|months?) (?:late|after|overdue))\b",
    re.I,
)
_STATES = frozenset(("be", "have", "say", "seem", "call"))
"""Predicates that tell how things are and not what was done."""
_TIMES = frozenset(
    stems(
        "January February March April May June July August September October November December Monday Tuesday Wednesday Thursday Friday Saturday Sunday "
        "Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec day days week weeks month months year years end noon midnight morning afternoon evening night date "
        "promise pledge vow undertake word first last new"
    )
)
_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?"
_DATED = re.compile(rf"\b\d{{1,2}}(?:st|nd|rd|th)? (?:of )?{_MONTH}|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?\b|\bthe \d{{1,2}}(?:st|nd|rd|th)\b")
_STOP = re.compile(r"[.!?][”’\"'»)]*\s+(?=[A-Z0-9“‘\"'«(])|\n")
POINTS = {
    "none": -5.6,
    "clause": 1.9,
    "sentence": 0.6,
    "before": 0.3,
    "around": 1.2,
    "shared": 0.6,
    "figures": -0.2,
    "dated": 2.4,
    "due": 1.4,
    "over": 0.2,
    "day after": 0.7,
    "actor": 0.6,
    "voice": 0.7,
    "told": 0.3,
    "same article": -1.0,
}
"""What speaks for a passage telling of a promise: a logistic regression on the pairs of our corpus's train part, rounded (``training/fulfilment.py``)."""
ENOUGH = -1.3
"""Points from which it does: where F1 on the train part, held out by story, is highest."""
MOST = 4
"""Stems in common beyond which more tell no more."""


@dataclass(slots=True)
class Promise:
    """A promise as far as it is told: by whom, the words' stems, the day made and due, and where it was first told."""

    number: int
    sides: frozenset[str]
    words: frozenset[str]
    made: str
    due: str | None
    article: str
    start: int
    around: frozenset[str] = frozenset()
    articles: frozenset[str] = frozenset()
    spans: tuple[tuple[str, int, int], ...] = ()
    figures: frozenset[str] = field(default=frozenset())


@dataclass(frozen=True, slots=True)
class Passage:
    """A clause that tells of something done: its claim, its own stems, those of its sentence and of the sentence before."""

    claim: Claim
    clause: frozenset[str]
    sentence: frozenset[str]
    before: frozenset[str]
    text: str
    around: str
    printed: str


@dataclass(frozen=True, slots=True)
class Telling:
    """A passage that tells what became of a promise."""

    promise: int
    state: CommitmentState
    on: str | None
    evidence: Evidence
    points: float


def content(text: str) -> frozenset[str]:
    """The stems of what is promised, days and the words for promising left out."""
    return frozenset(w for w in stems(_DATED.sub(" ", text)) if w not in _TIMES)


class Fulfilment:
    """Looks through one story for what became of its promises.

    Args:
        coverage: the story.
        taken: spans of statements that tell promises: (article, start, end).
    """

    def __init__(self, coverage: Coverage, taken: Sequence[tuple[str, int, int]]) -> None:
        self._coverage = coverage
        self._edges = {i: [0, *(m.end() for m in _STOP.finditer(a.text)), len(a.text) + 1] for i, a in coverage.articles.items()}
        self._taken = frozenset(taken)
        self.passages = list(self._passages())
        self.weights = Weights(p.sentence for p in self.passages)
        self._under: dict[str, list[int]] = {}

    def _sentence(self, article: str, at: int) -> tuple[int, int, int]:
        """Where the sentence around a place begins and ends, and where the one before it begins."""
        edges = self._edges[article]
        low, high = 0, len(edges) - 1
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if edges[middle] <= at else (low, middle)
        return edges[low], edges[min(low + 1, len(edges) - 1)], edges[max(0, low - 1)]

    def _passages(self) -> Iterator[Passage]:
        said = self._coverage.said
        for claim in sorted(self._coverage.claims, key=lambda c: (c.article, c.evidence.start, c.evidence.end, c.id)):
            statement = said.get(claim.statement or "")
            if claim.modality not in ("asserted", "possible") or (
                statement and statement.stance not in (Stance.ASSERTS, Stance.DENIES, Stance.REPORTS)
            ):
                continue
            article = self._coverage.articles[claim.article]
            start, end, earlier = self._sentence(claim.article, claim.evidence.start)
            if statement and (statement.article, statement.start, statement.content[-1].end) in self._taken:
                continue
            around = article.text[start:end]
            yield Passage(
                claim,
                content(claim.evidence.text),
                content(around),
                content(article.text[earlier:start]),
                claim.evidence.text,
                around,
                (article.published or "9999")[:10],
            )

    def features(self, promise: Promise, passage: Passage) -> dict[str, float] | None:
        """What speaks for a passage telling of a promise; None where it cannot."""
        claim = passage.claim
        if passage.printed < promise.made[:10] or (claim.article == promise.article and claim.evidence.start < promise.start):
            return None
        if any(claim.article == a and claim.evidence.start < e and s < claim.evidence.end for a, s, e in promise.spans):
            return None
        time = (claim.time or "").rstrip("?")
        if time and time.split("/")[-1] < promise.made[: len(time.split("/")[-1])]:
            return None
        if time and time.split("/")[0] > passage.printed[: len(time.split("/")[0])]:
            return None
        if _NOT_PAST.search(passage.text) or (
            claim.predicate in _STATES and not (_NOT.search(passage.text) or KEPT.search(passage.around))
        ):
            return None
        whole = self.weights.of(promise.words)
        part = self.weights.of(promise.words & passage.clause) / whole if whole else 0.0
        near = self.weights.of(promise.words & passage.sentence) / whole if whole else 0.0
        back = self.weights.of(promise.words & passage.before) / whole if whole else 0.0
        named = bool(promise.due and time and promise.due == time)
        pronoun = _PRONOUN.search(passage.text) or _PRONOUN.search(passage.around) or (not part and _OBJECT.search(passage.text))
        if not (part or named or (pronoun and back) or (near and pronoun)):
            return None
        statement = self._coverage.said.get(claim.statement or "")
        acting = {*claim.actor, *([statement.who] if statement and statement.who else [])}
        return {
            "clause": part,
            "sentence": near,
            "before": back if pronoun else 0.0,
            "around": self.weights.cosine(promise.around, passage.sentence),
            "over": float(bool(promise.due and not time and passage.printed >= promise.due and passage.printed > promise.made[:10])),
            "day after": float(passage.printed > promise.made[:10]),
            "shared": float(min(MOST, len(promise.words & passage.sentence))),
            "due": float(named),
            "dated": float(bool(time and time > promise.made[:10])),
            "actor": float(bool(promise.sides & acting)),
            "voice": float(statement is None),
            "told": float(bool(KEPT.search(passage.around) or BROKEN.search(passage.around))),
            "same article": float(claim.article in promise.articles),
            "figures": float(bool(promise.figures & passage.sentence)),
        }

    def tellings(self, promises: Sequence[Promise]) -> list[Telling]:
        """What became of the promises; a passage that fits several equally tells of none."""
        for promise in promises:
            for word in promise.words:
                self._under.setdefault(word, []).append(promise.number)
        known = {p.number: p for p in promises}
        out: list[Telling] = []
        for passage in self.passages:
            near = passage.sentence | passage.before
            numbers = sorted({n for w in near for n in self._under.get(w, ())})
            scored = sorted(
                ((points, n) for n in numbers if (f := self.features(known[n], passage)) and (points := self.points(f)) > ENOUGH),
                reverse=True,
            )
            if not scored or (len(scored) > 1 and scored[0][0] - scored[1][0] < 0.05):
                continue
            points, number = scored[0]
            found = self._state(known[number], passage)
            if found is not None:
                state, on = found
                statement = self._coverage.said.get(passage.claim.statement or "")
                out.append(Telling(number, state, on, line(self._coverage, statement) if statement else told(passage.claim), points))
        return out

    def points(self, features: dict[str, float]) -> float:
        """The features weighed."""
        return POINTS["none"] + sum(POINTS.get(k, 0.0) * v for k, v in features.items())

    def _state(self, promise: Promise, passage: Passage) -> tuple[CommitmentState, str | None] | None:
        """The state that a passage tells, and its day."""
        time = passage.claim.time
        day = (time or "").rstrip("?").split("/")[-1]
        on = time or f"{passage.printed}?"
        if DROPPED.search(passage.text):
            return CommitmentState.DROPPED, on
        over = promise.due is not None and (day or passage.printed) >= promise.due
        negated = passage.claim.polarity == "-" or _NOT.search(passage.text)
        if KEPT.search(passage.around) and not negated:
            return CommitmentState.KEPT, on
        if BROKEN.search(passage.around) or negated:
            return (CommitmentState.BROKEN, promise.due) if over else None
        if promise.due is not None and len(day) == len(promise.due) == 10 and day > promise.due and _LATE.search(passage.around):
            return CommitmentState.BROKEN, promise.due
        if BEGUN.search(passage.text) and not LAST.search(passage.text):
            return CommitmentState.BEGUN, on
        return CommitmentState.KEPT, on


def steps(tellings: Sequence[Telling]) -> list[Step]:
    """The steps that the tellings of one promise make: the best for each state, one end at most."""
    best: dict[CommitmentState, Telling] = {}
    for one in sorted(tellings, key=lambda t: (-t.points, t.evidence.article, t.evidence.start, t.evidence.end)):
        best.setdefault(one.state, one)
    ends = [best[s] for s in (CommitmentState.KEPT, CommitmentState.BROKEN, CommitmentState.DROPPED) if s in best]
    end = max(ends, key=lambda t: (t.points, t.evidence.article, -t.evidence.start), default=None)
    out = [Step(str(t.state), t.on, None, t.evidence) for t in best.values() if t.state is CommitmentState.BEGUN]
    return out + ([Step(str(end.state), end.on, None, end.evidence)] if end else [])
