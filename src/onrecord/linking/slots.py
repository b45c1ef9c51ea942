"""Two claims that are taken to speak of one event: does the first support the second, contradict it in a named slot, or neither?

Whether two claims do speak of one event is asked elsewhere. No slot, no conflict: where none can be named, the answer is neither.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from onrecord.linking.magnitudes import agree, comparable, figure, overlapping
from onrecord.linking.opposites import alike, opposed
from onrecord.linking.phrasing import around, calendar, content, elsewhere, head, named, worded_alike
from onrecord.model import Claim
from onrecord.reading.events import SYMMETRIC
from onrecord.reading.verbs import stem

Same = Callable[[str, str], bool | None]
"""Whether two participants' ids mean one: True, False, or None where it cannot be told."""


class Answer(StrEnum):
    """What one claim is to another."""

    SUPPORTS = "supports"
    CONTRADICTS = "contradicts"
    NEITHER = "neither"


@dataclass(frozen=True, slots=True)
class Relation:
    """How a claim relates to another.

    Attributes:
        kind: of the conflict: role_reversal, order, denial, number, date, place, identity, outcome, existence; None where there is none.
        slot: the slot in which they differ: actor/recipient, order, polarity, quantity, time, place, actor, object, event.
        values: what stands in the slot, of the first and of the second.
        score: 0 to 1, how sure.
        why: one plain sentence.
    """

    answer: Answer
    kind: str | None = None
    slot: str | None = None
    values: tuple[str, str] | None = None
    score: float = 0.0
    why: str = "nothing in the first speaks of what the second says"


NEITHER = Relation(Answer.NEITHER)
_UNIQUE = frozenset(
    "invent discover found establish create write compose paint direct design assassinate murder kill win elect appoint name succeed "
    "precede lead head own father mother marry author build make first".split()
)
"""Predicates of which an object has one subject as a rule."""
_TELLING = frozenset("say tell add state note write mention comment reply respond answer explain remark ask".split())
_MUTUAL = frozenset(("CONSULT", "COOPERATE", "AGREE"))
"""Families whose deeds are done with one another."""
_PLACES = frozenset("in at near on".split())


def relate(a: Claim, b: Claim, same: Same, holds: tuple[bool, bool] = (True, True)) -> Relation:
    """How ``a`` relates to ``b``.

    Args:
        same: asked for an id of ``a`` and one of ``b``; a claim without ids is compared by its words.
        holds: whether the holder of each stands by it; False where the stance of its statement is a denial.
    """
    return _Pair(a, b, same, holds).relation()


class _Pair:
    """Two claims side by side."""

    def __init__(self, a: Claim, b: Claim, same: Same, holds: tuple[bool, bool]) -> None:
        self.a, self.b, self.same = a, b, same
        self.near = alike(a.predicate or a.event, b.predicate or b.event)
        self.family = a.event == b.event and a.event.isupper() and a.event not in _MUTUAL
        self.against = 0.0 if self.near else opposed(a.predicate or a.event, b.predicate or b.event)
        self.positive = ((a.polarity == "+") == holds[0], (b.polarity == "+") == holds[1])
        self.actors = self._party(a.actor, a.subject, b.actor, b.subject)
        self.objects = self._party(a.recipient, a.object, b.recipient, b.object)

    # -- participants

    def _party(self, ids_a: tuple[str, ...], words_a: str | None, ids_b: tuple[str, ...], words_b: str | None) -> bool | None:
        """Whether the participants in one slot are the same; None where one is not given or it cannot be told."""
        if ids_a and ids_b:
            verdicts = [[self.same(x, y) for x in ids_a] for y in ids_b]
            if all(True in row for row in verdicts):
                return True
            return False if all(v is False for row in verdicts for v in row) else None
        if words_a and words_b:
            return worded_alike(words_a, words_b)
        return None

    def _crossed(self) -> bool:
        """Whether who acts in each is elsewhere in the other: as what it is done to, or named in another phrase of the clause."""
        a, b = self.a, self.b
        if (
            (a.subject and a.object and b.subject and b.object)
            and self._party(a.actor, a.subject, b.recipient, b.object) is True
            and self._party(a.recipient, a.object, b.actor, b.subject) is True
        ):
            return True
        if not (a.subject and b.subject) or self.actors is not False:
            return False
        own, other = content(head(a.subject)), content(head(b.subject))
        if not own or not other or own & other:
            return False
        mine, theirs = around(a), around(b)
        return own <= theirs and other <= mine and not own <= mine and not other <= theirs

    @property
    def _anchored(self) -> bool:
        """Whether what both give of actor and object is the same, and they share one of them at least."""
        return (self.actors is True and self.objects is not False) or (self.objects is True and self.actors is not False)

    @property
    def _asserted(self) -> bool:
        return self.a.modality in ("asserted",) and self.b.modality == "asserted"

    # -- the answer

    def relation(self) -> Relation:
        """The first of the rules that answers."""
        for rule in (self._reversal, self._order, self._denial, self._outcome, self._number, self._date, self._identity, self._place):
            found = rule()
            if found is not None:
                return found
        return self._support() or NEITHER

    def _conflict(self, kind: str, slot: str, values: tuple[str, str], score: float, why: str) -> Relation:
        return Relation(Answer.CONTRADICTS, kind, slot, values, round(min(0.97, max(0.0, score)), 3), why)

    def _name(self, words: str | None) -> str:
        return words or "somebody"

    def _reversal(self) -> Relation | None:
        a, b = self.a, self.b
        if not (self.near or self.family) or a.modality != b.modality or self.positive[0] != self.positive[1]:
            return None
        if stem(b.predicate or "") in _SYMMETRIC_STEMS or b.predicate == "be" or not self._crossed():
            return None
        if self.actors is True and self.objects is True:
            return None
        values = f"{self._name(a.subject)} → {self._name(a.object)}", f"{self._name(b.subject)} → {self._name(b.object)}"
        why = f"the same deed ({b.predicate or b.event}) the other way round: {values[0]} against {values[1]}"
        return self._conflict("role_reversal", "actor/recipient", values, 0.9 if self.near == 1.0 else 0.7, why)

    def _order(self) -> Relation | None:
        a, b = self.a, self.b
        if not (a.order and b.order and (self.near or self.family)) or self.actors is not False or self.objects is False:
            return None
        values = self._name(a.subject), self._name(b.subject)
        return self._conflict("order", "order", values, 0.75, f"both say who was {b.order}, and it is {values[0]} against {values[1]}")

    def _denial(self) -> Relation | None:
        if self.positive[0] == self.positive[1] or not (self.near or self.against) or not self._anchored:
            return None
        if self.against:
            return None
        if self.a.modality not in ("asserted", "future") or self.b.modality not in ("asserted", "future"):
            return None
        if self._details_differ() or (self.a.object and self.b.object and self.objects is not True):
            return None
        if (self.b.predicate or "") in _TELLING:
            return None  # that somebody did not say one thing is no denial of another
        kind = "existence" if self.b.predicate == "exist" else "denial"
        values = ("yes" if self.positive[0] else "no", "yes" if self.positive[1] else "no")
        score = (0.85 if self.near == 1.0 else 0.6) * self._closeness()
        told, denied = ("first", "second") if self.positive[0] else ("second", "first")
        return self._conflict(
            kind, "polarity", values, score, f"the {told} says so ({self.b.predicate}), the {denied} says that it is not so"
        )

    def _outcome(self) -> Relation | None:
        if not self.against or self.positive != (True, True) or not self._anchored or not self._asserted:
            return None
        values = self.a.predicate or self.a.event, self.b.predicate or self.b.event
        if self.against < 1.0 and not self._at_one_time():
            return None
        score = 0.75 * self._closeness()
        return self._conflict("outcome", "event", values, score, f"“{values[0]}” and “{values[1]}” cannot both be true of it")

    def _number(self) -> Relation | None:
        x, y = self.a.quantity, self.b.quantity
        if x is None or y is None or self.positive != (True, True) or not (self.near or self.family or self._anchored):
            return None
        if not comparable(x, y) or agree(x, y):
            return None
        if self.actors is False or not self._asserted:
            return None
        score = (0.75 if self.near else 0.45) * (1.0 if self._anchored else 0.7) * (1.0 if x.scope == y.scope else 0.85)
        values = figure(x), figure(y)
        return self._conflict("number", "quantity", values, score, f"{values[0]} against {values[1]}")

    def _date(self) -> Relation | None:
        if not self.near or self.positive != (True, True) or not self._anchored or not self._asserted:
            return None
        values = None
        if self.a.time and self.b.time and not overlapping(self.a.time, self.b.time):
            values = self.a.time, self.b.time
        else:
            x, y = calendar(self.a), calendar(self.b)
            for kind in x.keys() & y.keys():
                if not x[kind] & y[kind]:
                    values = " ".join(sorted(x[kind])), " ".join(sorted(y[kind]))
        if values is None:
            return None
        score = 0.7 * self._closeness()
        return self._conflict("date", "time", values, score, f"the same at different times: {values[0]} against {values[1]}")

    def _identity(self) -> Relation | None:
        a, b = self.a, self.b
        if not self.near or self.positive != (True, True) or not self._asserted:
            return None
        if self._named_elsewhere():
            values = self._name(a.subject), self._name(b.subject)
            return self._conflict("identity", "actor", values, 0.45, f"the first names {values[1]}, but says that {values[0]} did it")
        if self.objects is True and self.actors is False:
            values, slot = (self._name(a.subject), self._name(b.subject)), "actor"
        elif self.actors is True and self.objects is False:
            values, slot = (self._name(a.object), self._name(b.object)), "object"
        else:
            return None
        unique = (b.predicate or "") in _UNIQUE or a.order is not None or b.order is not None
        if slot == "object" and b.predicate not in ("be", "succeed", "precede", "marry"):
            return None
        if slot == "actor" and not unique and self._missing_details():
            return None
        score = (0.6 if unique else 0.35 if len(around(b)) >= 3 else 0.2) * (1.0 if slot == "actor" else 0.6)
        return self._conflict("identity", slot, values, score, f"another {slot} of the same: {values[0]} against {values[1]}")

    def _named_elsewhere(self) -> bool:
        """Whether the first tells the same deed of another, and names the second's actor in the same sentence."""
        a, b = self.a, self.b
        if self.actors is not None or self.objects is not True or not (a.subject and b.subject) or self._missing_details():
            return False
        other, told = content(head(b.subject)), content(a.subject)
        if not other or not told or not named(b.subject) or other & told or other & around(a):
            return False
        return len(around(b)) >= 3 and other <= content(a.evidence.text)

    def _place(self) -> Relation | None:
        if not self.near or self.positive != (True, True) or not self._anchored or not self._asserted:
            return None
        for p, x in self.a.details:
            for q, y in self.b.details:
                if p == q and p in _PLACES and elsewhere(x, y):
                    return self._conflict("place", "place", (x, y), 0.4 * self._closeness(), f"the same elsewhere: {x} against {y}")
        return None

    def _support(self) -> Relation | None:
        a, b = self.a, self.b
        if not (b.subject or b.actor or b.object or b.recipient):
            return None
        if self.positive[0] != self.positive[1] and not self.against:
            return None
        if self.positive[0] == self.positive[1] and not self.near:
            return None
        if (b.subject or b.actor) and self.actors is not True:
            return None
        if (b.object or b.recipient) and self.objects is not True:
            return None
        if a.modality != b.modality and (a.modality, b.modality) != ("asserted", "possible"):
            return None
        if b.quantity is not None and (a.quantity is None or not agree(a.quantity, b.quantity)):
            return None
        if b.order and a.order != b.order:
            return None
        if self._missing_details():
            return None
        return Relation(Answer.SUPPORTS, score=round(0.9 * (self.near or 0.7), 3), why="the first says the same of the same participants")

    def _missing_details(self) -> bool:
        """Whether the second says more of where, when or how than the first; of a negation, whether it says less."""
        narrow, wide = (self.b, self.a) if self.b.polarity == "+" else (self.a, self.b)
        known = around(wide)
        return any(not content(w) <= known for _, w in narrow.details)

    def _at_one_time(self) -> bool:
        """Whether both give a time, and it can be one."""
        if self.a.time and self.b.time:
            return overlapping(self.a.time, self.b.time)
        x, y = calendar(self.a), calendar(self.b)
        shared = x.keys() & y.keys()
        return bool(shared) and all(x[k] & y[k] for k in shared)

    def _details_differ(self) -> bool:
        """Whether both have a phrase with the same preposition that names something else."""
        return any(
            p == q and p and named(x) and named(y) and worded_alike(x, y) is False for p, x in self.a.details for q, y in self.b.details
        )

    def _closeness(self) -> float:
        """Lower where a participant or phrase stands in one only."""
        score = 1.0
        for verdict, given in ((self.actors, self.b.subject), (self.objects, self.b.object)):
            if verdict is None:
                score *= 0.7 if given else 0.9
        known = content(" ".join(filter(None, [self.a.subject, self.a.object, self.a.theme, *(w for _, w in self.a.details)])))
        for _, words in self.b.details:
            score *= 1.0 if content(words) & known else 0.85
        return score


_SYMMETRIC_STEMS = frozenset(map(stem, SYMMETRIC))
