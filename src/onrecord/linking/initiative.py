"""Who took the initiative between two sides: who asked, approached or offered first.
 Two requests in opposite directions can both be true, so a role reversal is
a conflict only where the words say who was first, or single one side out ("it was X that asked"), or deny the other.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from itertools import combinations

from onrecord.linking.coverage import Coverage
from onrecord.linking.houses import Houses
from onrecord.linking.independence import Independence
from onrecord.model import Account, ActorKind, Claim, Dispute, Evidence, Stance
from onrecord.reading.events import INITIATIVE

Direction = tuple[str, str]


@dataclass(slots=True)
class Line:
    """One claim on one side of a question: from whom to whom, and whether it says so or denies it."""

    claim: Claim
    direction: Direction
    holds: bool
    firm: bool  # says who was first, or singles one side out


@dataclass(slots=True)
class Side:
    """The lines of one account."""

    direction: Direction
    lines: list[Line] = field(default_factory=list)


class Initiative:
    """The question who approached whom, over one story."""

    def __init__(self, coverage: Coverage, independence: Independence) -> None:
        self._coverage = coverage
        self._independence = independence
        self._story = coverage.story
        self._articles = coverage.articles
        self._actors = coverage.actors
        self._statements = coverage.said
        self._claims = [c for c in coverage.claims if c.event in INITIATIVE and c.modality in ("asserted", "question")]
        self._principals = coverage.principals
        self._houses = Houses(coverage)
        self._weight: dict[frozenset[str], int] = {}
        self._acts: dict[str | None, int] = {}

    def disputes(self) -> list[Dispute]:
        """One dispute a pair of sides at most."""
        out = []
        for pair in self._pairs():
            lines = self._lines(pair)
            made = self._dispute(pair, lines)
            if made is not None:
                out.append(made)
        return out

    def _sides(self, claim: Claim) -> tuple[str | None, str | None]:
        def one(ids: tuple[str, ...]) -> str | None:
            return self._side(ids[0], claim.article) if ids else None

        return one(claim.actor), one(claim.recipient)

    def _side(self, actor: str, article: str) -> str:
        """Whom somebody acts for: a state or a body, where one alone is told; else the actor."""
        side = self._principals.of(actor, article)
        who = self._actors.get(actor)
        if side != actor or who is None or who.kind is ActorKind.GOVERNMENT:
            return side
        houses = [h for h in self._houses.of(actor, article) if h in self._actors and h != actor and self._actors[h].kind is not ActorKind.PERSON]
        return self._principals.of(houses[0], article) if len(houses) == 1 else actor

    def _pairs(self) -> list[tuple[str, str]]:
        """Pairs of sides between which both directions are told, or one is told and denied; at least one by a complete claim."""
        seen: dict[frozenset[str], set[Direction]] = {}
        denied: set[frozenset[str]] = set()
        for claim in self._claims:
            actor, recipient = self._sides(claim)
            for side in {actor, recipient} - {None}:
                self._acts[side] = self._acts.get(side, 0) + 1
            if actor and recipient and actor != recipient:
                pair = frozenset((actor, recipient))
                self._weight[pair] = self._weight.get(pair, 0) + 1
                seen.setdefault(pair, set()).add((actor, recipient))
                if self._denies(claim):
                    denied.add(pair)
        for claim in self._claims:
            actor, recipient = self._sides(claim)
            if actor and not recipient and claim.order and (partner := self._partner(actor)):
                seen[frozenset((actor, partner))].add((actor, partner))
        return sorted((min(pair), max(pair)) for pair, directions in seen.items() if len(directions) == 2 or pair in denied)

    def _partner(self, actor: str) -> str | None:
        """The other side that the story sets this one against: that of most complete claims, then that which acts most; None where two are as good."""
        ranked = sorted(
            ((n, self._acts.get(other, 0), other) for pair, n in self._weight.items() if actor in pair for other in pair - {actor}), reverse=True
        )
        if not ranked or (len(ranked) > 1 and ranked[0][:2] == ranked[1][:2]):
            return None
        return ranked[0][2]

    def _denies(self, claim: Claim) -> bool:
        statement = self._statements.get(claim.statement) if claim.statement else None
        return (claim.polarity == "-") != (statement is not None and statement.stance is Stance.DENIES)

    def _lines(self, pair: tuple[str, str]) -> list[Line]:
        out: list[Line] = []
        for claim in self._claims:
            actor, recipient = self._sides(claim)
            if actor in pair and recipient is None:
                recipient = self._partner(actor)
            elif recipient in pair and actor is None and (claim.order or self._denies(claim)):
                actor = self._partner(recipient)
            if actor is None or recipient is None or {actor, recipient} != set(pair):
                continue
            out.append(Line(claim, (actor, recipient), not self._denies(claim), claim.order is not None))
        return out

    def _dispute(self, pair: tuple[str, str], lines: list[Line]) -> Dispute | None:
        a, b = pair
        sides = {(a, b): Side((a, b)), (b, a): Side((b, a))}
        for line in lines:
            held = line.direction if line.holds else (line.direction[1], line.direction[0])
            sides[held].lines.append(line)
        forth, back = sides[a, b], sides[b, a]
        if not forth.lines or not back.lines:
            return None
        firm = [x for s in (forth, back) for x in s.lines if x.firm]
        denials = [x for s in (forth, back) for x in s.lines if not x.holds]
        if not firm and not denials:
            return None  # requests both ways can both be true
        self._settle(forth, back)
        if not forth.lines or not back.lines or not any(x.holds for s in (forth, back) for x in s.lines):
            return None  # where both deny that they asked, nobody tells the other thing
        reversal = any(x.holds for x in forth.lines) and any(x.holds for x in back.lines)
        first, second = sorted((forth, back), key=lambda s: (self._first_day(s), s.direction))
        accounts = tuple(self._account(s, reversal) for s in (first, second))
        names = sorted(self._name(x) for x in pair)
        kind = "role_reversal" if reversal else "denial"
        if reversal:
            question = f"Who approached whom first, {names[0]} or {names[1]}?"
        else:
            told = next(x for s in (forth, back) for x in s.lines if x.holds)
            question = f"Did {self._name(told.direction[0])} approach {self._name(told.direction[1])}?"
        why = self._why(firm, denials)
        weight = min(len(first.lines), len(second.lines))
        score = min(0.97, 0.55 + 0.1 * weight + (0.12 if firm else 0.0) + (0.1 if denials else 0.0))
        identity = hashlib.sha256("|".join((self._story.id, "initiative", *pair)).encode()).hexdigest()[:10]
        return Dispute(
            f"dispute-{identity}",
            self._story.id,
            "conflict",
            kind,
            "actor/recipient" if reversal else "polarity",
            round(score, 2),
            question,
            why,
            accounts,
        )

    def _settle(self, forth: Side, back: Side) -> None:
        """A statement stands on one side only: that of its firm line, else of its first."""
        chosen: dict[str, Direction] = {}
        for line in sorted((x for s in (forth, back) for x in s.lines), key=lambda x: (not x.firm, x.claim.evidence.start)):
            if line.claim.statement:
                held = line.direction if line.holds else (line.direction[1], line.direction[0])
                chosen.setdefault(line.claim.statement, held)
        for side in (forth, back):
            side.lines = [x for x in side.lines if not x.claim.statement or chosen[x.claim.statement] == side.direction]

    def _why(self, firm: list[Line], denials: list[Line]) -> str:
        reasons = []
        if firm:
            word = "first" if any(x.claim.order == "first" for x in firm) else "it was … that"
            reasons.append(f"the words say who took the first step (“{word}”)")
        if denials:
            reasons.append("one side denies what the other says")
        return "same two sides, same story, opposite directions; " + " and ".join(reasons)

    def _name(self, actor: str) -> str:
        who = self._actors.get(actor)
        name = who.name if who else actor
        return (
            f"the {name}"
            if name
            in ("United States", "United Kingdom", "Netherlands", "Philippines", "Czech Republic", "Bahamas", "United Arab Emirates")
            else name
        )

    def _day(self, line: Line) -> str:
        return self._coverage.day(line.claim)

    def _first_day(self, side: Side) -> str:
        return min(self._day(x) for x in side.lines)

    def _account(self, side: Side, reversal: bool) -> Account:
        evidence: dict[tuple[str, int, int], Evidence] = {}
        for line in sorted(side.lines, key=lambda x: (self._day(x), x.claim.article, x.claim.evidence.start)):
            claim = line.claim
            statement = self._statements.get(claim.statement) if claim.statement else None
            spans = [s for s in statement.content if s.start <= claim.evidence.start < s.end] if statement else [claim.evidence]
            who = statement.who if statement else (claim.holders[-1] if claim.holders else None)
            for span in spans or [claim.evidence]:
                evidence[claim.article, span.start, span.end] = Evidence(
                    claim.article, claim.statement, span.start, span.end, span.text, who
                )
        kept = _widest(list(evidence.values()))
        day = self._first_day(side)
        giver, taker = side.direction
        if reversal:
            first = any(x.firm for x in side.lines)
            says = f"{self._name(giver)} {'approached' if first else 'asked'} {self._name(taker)}{' first' if first else ''}"
            value = f"{self._plain(giver)} → {self._plain(taker)}"
        elif any(x.holds for x in side.lines):
            says, value = f"{self._name(giver)} approached {self._name(taker)}", "yes"
        else:
            says, value = f"{self._name(taker)} did not approach {self._name(giver)}", "no"
        return Account(
            says,
            value,
            tuple(kept),
            None if day == "9999" else day,
            max(1, self._independence.count(kept)),
            len({self._articles[e.article].outlet or e.article for e in kept}),
        )

    def _plain(self, actor: str) -> str:
        who = self._actors.get(actor)
        return who.name if who else actor


def _widest(evidence: list[Evidence]) -> list[Evidence]:
    """Without lines that lie inside another line of the same article."""
    out = list(evidence)
    for a, b in combinations(evidence, 2):
        for inner, outer in ((a, b), (b, a)):
            if (
                inner.article == outer.article
                and outer.start <= inner.start
                and inner.end <= outer.end
                and inner in out
                and outer in out
                and inner is not outer
            ):
                out.remove(inner)
                break
    return out
