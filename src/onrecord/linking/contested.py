"""Disputes made of a story's matters: each with its question, its accounts and the slot in which they differ."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from operator import eq

from onrecord.linking.contention import Contention, Pairs
from onrecord.linking.coverage import Coverage
from onrecord.linking.differences import Difference, difference
from onrecord.linking.echoes import sayings
from onrecord.linking.houses import LIKELY, Houses
from onrecord.linking.independence import Independence
from onrecord.linking.matters import Matter, matters
from onrecord.linking.remarks import Remark, remarks
from onrecord.model import Account, Claim, Dispute, Echo, Evidence

LONGEST = 120
"""Characters of a statement in a question, at most."""
SURE = 0.35
"""Score from which a matter is a dispute."""
MARKS = (
    "likelihood", "cohesion", "later matter", "one article", "articles with both sides", "at odds", "meaning", "shared words", "refuting", "holders",
    "slot named",
)  # fmt: skip
"""What tells whether a matter is a dispute."""
_EMPTY = frozenset("be have do say go get make take come".split())
"""Predicates that tell nothing of what is done."""


class Contested:
    """Finds the disputes of one story that are told by what is said rather than by who acts.

    Args:
        coverage: the story.
        echoes: its echoes.
        independence: counts the sources of its accounts.
    """

    def __init__(self, coverage: Coverage, echoes: Sequence[Echo], independence: Independence) -> None:
        self._coverage = coverage
        self._independence = independence
        self._sayings = sayings(echoes)
        self._houses = Houses(coverage)
        self._claims: dict[str, list[Claim]] = {}
        for claim in coverage.claims:
            if claim.statement:
                self._claims.setdefault(claim.statement, []).append(claim)

    def pairs(self) -> Pairs:
        """The pairs of statements that are compared."""
        return Pairs(remarks(self._coverage), self._house, self._called, self._predicates)

    def matters(self, contention: Contention) -> list[tuple[Matter, Difference, list[float]]]:
        """The matters with a slot in which their sides differ, and the :data:`MARKS` of each."""
        out: list[tuple[Matter, Difference, list[float]]] = []
        for matter in matters(contention):
            told = difference(contention, matter.sides, self._claims, eq)
            if told is not None:
                out.append((matter, told, self._marks(matter, told, contention, len(out))))
        return out

    def disputes(self, contention: Contention | None = None) -> list[Dispute]:
        """The disputes, the surest first; by what was learned and ships, or by ``contention``."""
        known = contention or Contention(self.pairs(), self._sayings)
        out = []
        for matter, told, marks in self.matters(known):
            score = known.score(marks)
            if score >= SURE:
                out.append(self.made(matter, told, known.found, score))
        return sorted(out, key=lambda d: (-d.score, d.id))

    def _marks(self, matter: Matter, told: Difference, contention: Contention, rank: int) -> list[float]:
        found, (a, b) = contention.found, matter.seed
        left, right = ([found[k] for k in side] for side in matter.sides)
        seed = contention.features[min(a, b), max(a, b)]
        both = {r.statement.article for r in left} & {r.statement.article for r in right}
        return [
            matter.likelihood, matter.cohesion, min(rank, 3), seed["one article"], min(len(both), 3), seed["feud"], seed["meaning"], seed["shared words"],
            min(2, sum(r.refuting for r in (*left, *right))), min(3, min(len({r.statement.who for r in left}), len({r.statement.who for r in right}))),
            told.named,
        ]  # fmt: skip

    def _house(self, remark: Remark) -> frozenset[str]:
        who = remark.statement.who
        if who is None:
            return frozenset()
        return frozenset({who, *(h for h in self._houses.of(who, remark.statement.article) if not h.startswith(LIKELY))})

    def _called(self, remark: Remark) -> frozenset[str]:
        actor = self._coverage.actors.get(remark.statement.who or "")
        return frozenset(w.lower() for w in re.findall(r"\b[A-Z][a-z]{2,}", actor.name)) if actor else frozenset()

    def _predicates(self, remark: Remark) -> frozenset[str]:
        return frozenset(c.predicate for c in self._claims.get(remark.statement.id, ()) if c.predicate and c.predicate not in _EMPTY)

    def made(self, matter: Matter, told: Difference, found: Sequence[Remark], score: float) -> Dispute:
        """The dispute that a matter makes."""
        order = sorted((0, 1), key=lambda n: (self._first(matter.sides[n], found), matter.sides[n]))
        accounts = tuple(self._account([found[k] for k in matter.sides[n]], told.values[n], found[told.lines[n]]) for n in order)
        lines = "|".join(sorted(found[k].statement.id for k in matter.seed))
        identity = hashlib.sha256(f"{self._coverage.story.id}|matter|{lines}".encode()).hexdigest()[:10]
        return Dispute(
            f"dispute-{identity}",
            self._coverage.story.id,
            "conflict",
            told.kind,
            told.slot,
            round(score, 2),
            self._question(told, found),
            self._why(matter, told),
            accounts,
        )

    def _first(self, side: Sequence[int], found: Sequence[Remark]) -> str:
        return min(self._coverage.day(found[k].statement) for k in side)

    def _account(self, side: Sequence[Remark], value: str, plainest: Remark) -> Account:
        lines = {}
        for remark in sorted(side, key=lambda r: (self._coverage.day(r.statement), r.statement.article, r.statement.start)):
            s = remark.statement
            for span in s.content:
                lines[s.article, span.start, span.end] = Evidence(s.article, s.id, span.start, span.end, span.text, s.who)
        evidence = tuple(lines.values())
        day = min((self._coverage.day(r.statement) for r in side), default="9999")
        who = self._coverage.actors.get(plainest.statement.who or "")
        says = f"{who.name if who else 'it is said'}: {_short(plainest)}"
        return Account(
            says,
            value,
            evidence,
            None if day == "9999" else day,
            max(1, self._independence.count(evidence)),
            len({self._coverage.articles[e.article].outlet or e.article for e in evidence}),
        )

    def _question(self, told: Difference, found: Sequence[Remark]) -> str:
        first, second = (found[n] for n in told.lines)
        if told.kind == "denial":
            plain = second if first.refuting or (first.negated and not second.negated) else first
            return (
                f"Is it so that {_short(plain)}?"
                if not plain.statement.words.startswith(("“", '"', "‘", "'"))
                else f"Is it so: “{_short(plain)}”?"
            )
        asked = {
            "number": "How many or how much",
            "date": "When",
            "place": "Where",
            "order": "What came first",
            "identity": "Who was it",
            "role_reversal": "Who did it to whom",
            "outcome": "What came of it",
        }.get(told.kind, "Which is so")
        return f"{asked}: {told.values[0]} or {told.values[1]}?"

    def _why(self, matter: Matter, told: Difference) -> str:
        return f"same story, same matter (likelihood of the surest pair {matter.likelihood:.2f}); {told.why}"


def _short(remark: Remark) -> str:
    words = " ".join(remark.statement.words.split()).strip(" ,.;:“”\"'‘’«»?!")
    if len(words) <= LONGEST:
        return words
    return words[:LONGEST].rsplit(" ", 1)[0] + " …"
