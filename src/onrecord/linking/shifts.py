"""Shifts: one holder on both sides of a question at different times.

Two roads. A holder of two accounts of one dispute, on different days, has changed the account. Where nobody else holds the other
side, the coverage itself must say so: the later words concede, correct or take back, the paper tells what was said before ("Last week
he had said …"), and an earlier statement of the same holder speaks of the same matter. A new figure alone is no shift.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.linking.actors import plain
from onrecord.linking.coverage import Coverage
from onrecord.linking.echoes import head, sayings
from onrecord.linking.retractions import BEFORE, CONCEDE, REGRET, TURN
from onrecord.linking.wording import Weights, stems
from onrecord.model import ActorKind, Dispute, Echo, Evidence, Shift, Stance, Statement

LIKE = 0.1
"""Likeness from which an earlier statement is of the matter of the later words."""
LEAST, SURE, ENOUGH = 1.5, 5.5, 3.5
"""Signs that a statement takes something back: so many that it is looked at, that it surely does, and with likeness and contrast that it is a shift."""


TURNS = 12
"""Statements of one holder in one article that are looked at, those with most signs."""
REACH = 700
"""Characters of a paragraph that are read before and after a statement."""


@dataclass(frozen=True, slots=True)
class _Turn:
    """Words that may take something back: the statement, how strongly the text says so, in which words, and what they are about."""

    later: Statement
    signs: float
    words: str
    about: frozenset[str]


def shifts(coverage: Coverage, disputes: Sequence[Dispute], echoes: Sequence[Echo]) -> list[Shift]:
    """All shifts of one story, in the order of the later statement; one for a holder and a matter."""
    found = _Changes(coverage, echoes)
    out: dict[tuple[str, str], Shift] = {}
    for shift in (*(s for d in disputes for s in found.across(d)), *found.told()):
        out.setdefault((shift.who, found.matter(shift.later)), shift)
    return sorted(out.values(), key=lambda s: (coverage.day(coverage.said[s.later]), s.later, s.earlier))


class _Changes:
    """Looks for the shifts of one story."""

    def __init__(self, coverage: Coverage, echoes: Sequence[Echo]) -> None:
        self._coverage = coverage
        self._sayings = sayings(echoes)
        self._stems = {s.id: stems(s.words) for s in coverage.statements}
        self._weights = Weights(self._stems.values())
        self._printed_in: dict[str, list[Statement]] = {}
        for s in coverage.statements:
            self._printed_in.setdefault(s.article, []).append(s)
        self._by_holder: dict[str, list[Statement]] = {}
        for s in sorted(coverage.statements, key=lambda s: (coverage.day(s), s.article, s.start, s.id)):
            who = coverage.actors.get(s.who) if s.who else None
            if who is not None and who.kind is not ActorKind.GOVERNMENT and who.id not in coverage.outlets:
                self._by_holder.setdefault(who.id, []).append(s)

        self._again: dict[tuple[str, str], list[frozenset[str]]] = {}
        for holder, told in self._by_holder.items():
            for s in filter(self._told_before, told):
                self._again.setdefault((holder, s.article), []).append(self._stems[s.id])

    def matter(self, statement: str) -> str:
        """What one shift of a holder is told apart by: the article of the later words."""
        return self._coverage.said[statement].article

    def _shift(self, earlier: Statement, later: Statement, about: str, why: str) -> Shift:
        assert later.who is not None
        story = self._coverage.story.id
        name = hashlib.sha256("|".join((story, later.who, earlier.id, later.id)).encode()).hexdigest()[:10]
        return Shift(f"shift-{name}", story, later.who, earlier.id, later.id, about, why)

    def across(self, dispute: Dispute) -> list[Shift]:
        """Holders of two accounts of a dispute on different days."""
        held: dict[str, dict[int, list[Statement]]] = {}
        for n, account in enumerate(dispute.accounts):
            for line in account.evidence:
                statement = self._own(line)
                if statement is not None and statement.who is not None:
                    held.setdefault(statement.who, {}).setdefault(n, []).append(statement)
        out = []
        for who, sides in sorted(held.items()):
            if len(sides) < 2:
                continue
            told = sorted(((self._day(s), n, s) for n, said in sides.items() for s in said), key=lambda t: (t[0], t[2].article, t[2].start))
            first, last = told[0], told[-1]
            if first[1] != last[1] and first[0] < last[0] != "9999":
                name = self._coverage.actors[who].name
                why = f"{name} stands on both sides: “{dispute.accounts[first[1]].says}”, later “{dispute.accounts[last[1]].says}”"
                out.append(self._shift(first[2], last[2], dispute.question, why))
        return out

    def _own(self, line: Evidence) -> Statement | None:
        """The statement of a line where its speaker says so himself."""
        statement = self._coverage.said.get(line.statement) if line.statement else None
        if statement is None or statement.within is not None or statement.stance in (Stance.ASKS, Stance.REPORTS):
            return None
        who = self._coverage.actors.get(statement.who) if statement.who else None
        return statement if who is not None and who.kind is not ActorKind.GOVERNMENT and who.id not in self._coverage.outlets else None

    def _day(self, statement: Statement) -> str:
        """The day of saying, or of print where the words are not told as said before."""
        return self._coverage.day(statement)

    def told(self) -> list[Shift]:
        """Changes that the later article tells of: one for a holder and an article."""
        out = []
        for said in self._by_holder.values():
            turns: dict[str, list[_Turn]] = {}
            for turn in filter(None, map(self._turn, said)):
                turns.setdefault(turn.later.article, []).append(turn)
            for found in turns.values():
                told = sorted(found, key=lambda t: -t.signs)[:TURNS]
                weighed = [(self._weight(e, t), e.id, n) for e in said for n, t in enumerate(told)]
                weight, earlier, n = max(weighed)
                if weight >= ENOUGH:
                    out.append(self._plainest(self._coverage.said[earlier], told[n].words, told))
        return out

    def _plainest(self, earlier: Statement, words: str, turns: Sequence[_Turn]) -> Shift:
        """The shift from an earlier statement to that of the turns which says the contrary most plainly."""
        mine = self._stems[earlier.id]

        def plainness(turn: _Turn) -> tuple[float, str]:
            theirs = self._stems[turn.later.id]
            conceded = turn.later.cue is not None and CONCEDE.search(turn.later.cue.text) is not None
            regretted = REGRET.search(turn.later.words) is not None
            return 3 * self._weights.cosine(mine, theirs) + min(len(theirs), 6) / 6 + 0.5 * conceded + 0.1 * regretted, turn.later.id

        later = max((t for t in turns if self._weight(earlier, t) > 0), key=plainness).later
        why = f"an earlier statement of the same holder on the same matter, and the text says of the later: “{words}”"
        return self._shift(earlier, later, " ".join(later.words.split()[:14]), why)

    def _printed(self, statement: Statement) -> str:
        return (self._coverage.articles[statement.article].published or "")[:10]

    def _weight(self, earlier: Statement, turn: _Turn) -> float:
        """How surely an earlier statement is what a turn takes back; 0 where it cannot be."""
        later = turn.later
        if earlier.article == later.article or earlier.stance in (Stance.ASKS, Stance.PROMISES) or earlier.within is not None:
            return 0.0
        one = self._sayings.get(earlier.id, earlier.id) == self._sayings.get(later.id, later.id) and _negated(earlier) == _negated(later)
        if one or not self._printed(earlier) < self._printed(later):
            return 0.0
        mine, theirs = self._stems[earlier.id], self._stems[later.id]
        direct, near = self._weights.cosine(mine, theirs), self._weights.cosine(mine, turn.about)
        again = self._again.get((later.who or "", later.article), ())
        restated = max((self._weights.cosine(mine, told) for told in again), default=0.0)
        like = max(direct, near, restated)
        if like < LIKE and turn.signs < SURE:
            return 0.0
        figures = [{w for w in x if w[0].isdigit()} for x in (mine, theirs)]
        if direct >= 0.5 and _negated(earlier) == _negated(later) and not (all(figures) and not figures[0] & figures[1]):
            return 0.0
        if len(mine & (turn.about | theirs)) < 2 and restated < 0.3 and turn.signs < 2.5:
            return 0.0
        contrary = (_negated(earlier) != _negated(later)) + bool(all(figures) and not figures[0] & figures[1])
        return turn.signs + 5 * like + 2 * direct + 0.7 * contrary + 0.3 * bool(len(theirs) > 2)

    def _turn(self, later: Statement) -> _Turn | None:
        """The signs beside a statement that it takes something back."""
        if later.within is not None or later.stance in (Stance.ASKS, Stance.PROMISES, Stance.REPORTS):
            return None
        text = self._coverage.articles[later.article].text
        if later.start < head(text) or self._told_before(later):
            return None
        start, end = _paragraph(text, later.content[0].start, later.content[-1].end)
        before = _paragraph(text, max(start - 3, 0), max(start - 3, 0))[0]
        others = {s.who for s in self._printed_in[later.article] if before <= s.start < start and s.who} - {later.who}
        if any((who := self._coverage.actors.get(a)) is not None and who.kind is ActorKind.PERSON for a in others):
            before = start
        beside = text[before:end]
        here = text[start:end]
        title = text[: head(text)]
        named = self._named(later, title)
        signs = 0.0
        words: list[str] = []
        for pattern, where, weight in (
            (CONCEDE, later.cue.text if later.cue else "", 1.5),
            (REGRET, " ".join(later.words.split()), 2.0),
            (REGRET, here, 0.5),
            (TURN, beside, 1.5),
            (BEFORE, beside, 1.5),
            (TURN, title, 1.5 * named),
            (CONCEDE, title, 1.0 * named),
            (CONCEDE, beside, 0.5),
        ):
            found = pattern.search(where)
            if found:
                signs += weight
                words.append(" ".join(found.group().split()))
        if signs < LEAST:
            return None
        return _Turn(later, signs, words[0], stems(text[start:end]) | stems(text[before:start]))

    def _told_before(self, statement: Statement) -> bool:
        """Whether the paper gives a statement as what was said before: "Last week he had said …"."""
        if statement.cue is None:
            return False
        text = self._coverage.articles[statement.article].text
        start, end = _paragraph(text, statement.cue.start, statement.cue.end)
        if any(start + m.start() <= statement.cue.start < start + m.end() for m in BEFORE.finditer(text[start:end])):
            return True
        return re.search(r"\bhad(?: \w+)? $", text[start : statement.cue.start]) is not None or statement.cue.text.startswith("had ")

    def _named(self, statement: Statement, title: str) -> float:
        """How far a headline may speak of the holder: 1 by name, a half by no name, 0 by another's."""
        folded = set(plain(title).split())

        def inside(actor: str) -> bool:
            who = self._coverage.actors[actor]
            return any(plain(n).split()[-1:] and plain(n).split()[-1] in folded for n in (who.name, *who.aliases))

        if statement.who is None or inside(statement.who):
            return 1.0
        return 0.0 if any(inside(a) for a in self._by_holder if self._coverage.actors[a].kind is ActorKind.PERSON) else 0.5


def _negated(statement: Statement) -> bool:
    return re.search(r"\b(?:not|no|never|nobody|none|nothing|nor|only)\b|n['’]t\b", statement.words, re.I) is not None


def _paragraph(text: str, start: int, end: int) -> tuple[int, int]:
    """The line that holds a passage, as far as it is near."""
    first = text.rfind("\n", max(0, start - REACH), start) + 1
    last = text.find("\n", end, end + REACH)
    return first or max(0, start - REACH), last if last >= 0 else min(len(text), end + REACH)
