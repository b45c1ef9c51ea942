"""What was asked: who asked whom for what, and what became of it.

An asking is a statement that asks somebody to do or give something. Askings of one party for one thing are one request. A reply belongs to
the request that it names, or whose matter it speaks of, where the asked party gives it or it is told of the asked party; where several
fit alike, it belongs to none.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from onrecord.edtf import interval
from onrecord.linking.answers import Answers
from onrecord.linking.asking import BARE, Asking, Matter, means
from onrecord.linking.coverage import Coverage
from onrecord.linking.petitioners import Parties
from onrecord.linking.plaints import Plaints
from onrecord.linking.pledging import name
from onrecord.linking.sentences import sentences
from onrecord.linking.wording import Weights
from onrecord.model import Echo, Request, RequestState, Step

SAME = 0.34
"""How much of the shorter of two askings must stand in the other for the two to be one request."""
SOON, LONG = 14, 60
"""Days within which what one party asks of the same addressee is taken for one request, and beyond which the same words are another."""
CROWD = 40
"""Requests of parties with one word in common beyond which the word leads to none."""
SHORT = 2
"""Stems up to which what is asked, of nobody who is named, tells a known request again."""


def requests(coverage: Coverage, echoes: Sequence[Echo]) -> list[Request]:
    """All requests of one story, the earliest first."""
    matters, answers = desk(coverage)
    steps = answers.steps(matters)
    out = [_request(coverage, m, after) for m, after in zip(matters, steps, strict=True) if after or not _slight(m)]
    return sorted(out, key=lambda r: ((r.history[0].on or "9999").rstrip("?"), r.evidence[0].article, r.evidence[0].start))


def desk(coverage: Coverage) -> tuple[list[Matter], Answers]:
    """The requests of one story as asked, and what looks for their answers."""
    parties = Parties(coverage)
    told = sentences(coverage)
    matters = _matters(parties, list(Plaints(coverage, parties).of(told)))
    return matters, Answers(coverage, parties, told, Weights(s.stems() for s in told) if matters else Weights(()))


def _slight(matter: Matter) -> bool:
    """Whether a thing asked once, of nobody who is named, is too little to be a request: "asked for tea"."""
    return (
        not any(a.firm for a in matter.askings)
        or all(BARE.match(a.wording.of) for a in matter.askings)
        or (len(matter.askings) == 1 and not matter.to and len(matter.all) <= SHORT and matter.askings[0].evidence.text.startswith("for "))
    )


class _Docket:
    """Requests as they come in.

    Args:
        askings: all of the story, for the weights of their words.
    """

    def __init__(self, parties: Parties, askings: Sequence[Asking]) -> None:
        self._parties = parties
        self._weights = Weights(a.words for a in askings)
        self._by: dict[str, list[list[Asking]]] = {}
        self.matters: list[list[Asking]] = []

    def _keys(self, asking: Asking) -> frozenset[str]:
        return frozenset({asking.by or "", asking.evidence.who or ""}) | self._parties.handles(asking.by or "")

    def enter(self, asking: Asking) -> None:
        """Puts an asking to the request that it repeats, else makes it a new one."""
        keys = self._keys(asking)
        own = (asking.by, asking.evidence.who)
        known = list(
            {id(m): m for k in sorted(keys) if k in own or len(self._by.get(k, ())) <= CROWD for m in self._by.get(k, ())}.values()
        )
        best = max(known, key=lambda m: self._same(asking, m), default=None)
        if best is not None and self._same(asking, best) >= SAME:
            best.append(asking)
        else:
            best = [asking]
            self.matters.append(best)
        for key in keys:
            if all(m is not best for m in self._by.setdefault(key, [])):
                self._by[key].append(best)

    def _same(self, asking: Asking, matter: Sequence[Asking]) -> float:
        """How surely an asking repeats a request, 0 to 1."""
        like = max(self._weights.containment(asking.words, a.words) for a in matter)
        own = any(a.by == asking.by or a.evidence.who == asking.evidence.who for a in matter)
        there = not asking.to or not any(a.to for a in matter) or any(set(asking.to) & set(a.to) for a in matter)
        days = _apart([asking.day, *(a.day for a in matter)])
        if days > LONG and not asking.again:
            return 0.0
        if own and there and _retold(asking):
            return max(like, SAME)
        asked = days <= SOON and asking.by is not None and any(a.by == asking.by and set(a.to) & set(asking.to) for a in matter)
        return max(like, SAME) if asked else like if own else like * 0.7


def _apart(days: Sequence[str]) -> int:
    """Days from the first to the last of some days printed or asked; 0 where one of them is not known."""
    spans = [interval(d) for d in days]
    ends = [(s.earliest, s.latest) for s in spans if s is not None and s.earliest and s.latest]
    if len(ends) < len(days):
        return 0
    first, last = min(late for _, late in ends), max(early for early, _ in ends)
    return (date(*last) - date(*first)).days if 0 < first[0] <= last[0] < 9999 else 0


def _matters(parties: Parties, askings: Sequence[Asking]) -> list[Matter]:
    """Askings of one party that speak of one thing, together."""
    docket = _Docket(parties, askings)
    for asking in sorted(askings, key=lambda a: (_retold(a), a.place)):
        docket.enter(asking)
    return [Matter(tuple(sorted(m, key=lambda a: a.place))) for m in docket.matters]


def _retold(asking: Asking) -> bool:
    """Whether an asking most likely tells a known one again: "had asked for a ban", "asked for it"."""
    return asking.again or BARE.match(asking.wording.of) is not None or (len(asking.words) <= SHORT and not asking.to)


def _request(coverage: Coverage, matter: Matter, after: Sequence[Step]) -> Request:
    first = min(matter.askings, key=lambda a: (a.on is None, a.place))
    fullest = max(matter.askings, key=lambda a: (len(a.words), -matter.askings.index(a)))
    evidence = tuple(a.evidence for a in matter.askings)
    via = next((v for a in matter.askings if a.said is not None and (v := means(a.said.channel))), None)
    made = Step(RequestState.MADE, first.on or (None if first.day == "9999" else f"{first.day}?"), first.evidence.who, first.evidence)
    identity = name("request", coverage, evidence)
    return Request(identity, coverage.story.id, matter.by, matter.to, fullest.wording.of, via, first.on, evidence, (made, *after))
