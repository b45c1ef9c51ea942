"""What became of the requests of a story: replies and deeds, each tied to the request that it answers.

A passage answers a request where it names it ("turned down the plea", "the letter had arrived") or speaks of the same thing, and is said by the
asked party or told of it. What follows at once after the asking needs fewer words in common. A passage that fits two requests alike answers none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from onrecord.linking.asking import Matter
from onrecord.linking.coverage import Coverage
from onrecord.linking.petitioners import Parties
from onrecord.linking.pledging import day, line, told
from onrecord.linking.replies import AGREED, ASKED, CONSENT, NAMES, NOT, RECEIVED, REFUSED, REPLYING, REVIEWED, UNREAL, WITHDRAWN
from onrecord.linking.sentences import Sentence
from onrecord.linking.wording import EMPTY, Weights, stem, stems
from onrecord.model import Claim, Evidence, RequestState, Stance, Statement, Step
from onrecord.reading.meaning import unpacked

CLOSE = 0.1
"""Points by which a passage must fit one request better than the next."""
ENOUGH = {"named": -0.4, "refused": -0.4, "agreed": -1.25}
"""Points from which the best passage of a request tells its state; fewer than an even chance, as only the best counts."""
BESIDE = 120
"""Characters between two statements of one occasion."""
TITLE = 0.7
"""Points that a passage of the body is preferred by to one of the headline, which gives no day."""
FOLLOWS = (0.8, 1.0, 0.7, 0.4)
"""How much it tells that a passage stands so many sentences after an asking."""
FEW = 12
"""Requests of a story up to which a sentence that names a request is held against all of them."""
CROWD = 40
"""Requests that share a word beyond which the word leads to none."""


KIND = {
    RequestState.WITHDRAWN: "named",
    RequestState.RECEIVED: "named",
    RequestState.REVIEWED: "named",
    RequestState.REFUSED: "refused",
    RequestState.AGREED: "agreed",
}
POINTS: dict[str, dict[str, float]] = {
    "named": {
        "": -1.2,
        "to": 0.4,
        "by": 0.6,
        "mine": -0.9,
        "verb": 0.3,
        "stance to": 0.2,
        "stance near": 0.1,
        "own subject": -0.1,
        "later share": 0.4,
        "share": 0.3,
        "whole": 0.3,
        "near": 1.0,
        "next": 0.8,
        "share to": 0.3,
        "near to": 0.5,
        "own": -0.6,
        "replying": 0.4,
        "not": -0.7,
        "unreal": -0.6,
        "asked": -0.1,
        "before": -1.0,
        "later": 0.1,
        "alone": 0.1,
        "only": 0.2,
        "like": 0.2,
        "dated": 0.1,
    },
    "refused": {
        "": -3.4,
        "to": 0.3,
        "by": 1.0,
        "mine": -0.6,
        "verb": -0.1,
        "stance to": 0.2,
        "stance near": 0.6,
        "stance share": 0.3,
        "own share": -0.1,
        "own subject": -0.2,
        "later share": 0.5,
        "share": 0.4,
        "whole": -0.1,
        "near": 0.8,
        "next": 1.2,
        "named": 0.5,
        "named to": 0.5,
        "share to": 0.1,
        "near to": 0.3,
        "plain": 0.3,
        "plain named": 0.8,
        "own": -0.4,
        "stance": 0.5,
        "replying": 0.5,
        "not": -0.3,
        "unreal": 0.1,
        "asked": -0.1,
        "before": -0.6,
        "later": 0.3,
        "alone": 0.1,
        "like": 0.5,
        "title": -0.5,
        "dated": 0.2,
    },
    "agreed": {
        "": -5.8,
        "to": 0.5,
        "by": 0.8,
        "mine": -0.7,
        "verb": 0.4,
        "stance to": 1.0,
        "stance near": 0.8,
        "stance share": 0.8,
        "own share": 0.5,
        "own subject": 0.6,
        "later share": 0.8,
        "share": 0.6,
        "whole": 0.5,
        "near": 0.8,
        "next": 1.0,
        "named": -0.4,
        "named to": -0.1,
        "share to": 0.2,
        "near to": -0.3,
        "plain": 1.0,
        "plain named": 0.5,
        "own": 0.8,
        "stance": 2.4,
        "not": -0.4,
        "unreal": 0.1,
        "asked": -1.0,
        "before": -0.2,
        "later": 0.7,
        "alone": -0.1,
        "only": 0.3,
        "like": 0.6,
        "title": -0.5,
        "dated": 0.9,
    },
}


@dataclass(frozen=True, slots=True)
class _Passage:
    """Words that may tell what became of a request.

    Attributes:
        words: those that tell it, its cue included; ``stems`` theirs and those of its sentence.
        who: who answers, as far as the text tells.
        said: the statement that it is; None where the paper tells it in its own voice.
        plain: whether the words themselves name the state.
    """

    sentence: Sentence
    state: RequestState
    evidence: Evidence
    words: str
    stems: frozenset[str]
    said: Statement | None
    who: str | None
    on: str | None
    plain: bool


class Answers:
    """Looks for the answers to the requests of one story.

    Args:
        weights: of the story's sentences.
    """

    def __init__(self, coverage: Coverage, parties: Parties, sentences: Sequence[Sentence], weights: Weights) -> None:
        self._coverage = coverage
        self._parties = parties
        self._sentences = sentences
        self._weights = weights

    def steps(self, matters: Sequence[Matter]) -> list[list[Step]]:
        """The steps after the first of each request, in order of days."""
        self._prepare(matters)
        found: list[dict[tuple[RequestState, str | None], tuple[float, int, Step]]] = [{} for _ in matters]
        for number, sentence in enumerate(self._sentences):
            near = self._near(sentence, matters)
            for passage in self._passages(sentence) if near else ():
                scored = sorted(((self._fit(passage, n), -n) for n in near), reverse=True)
                if scored[0][0] < ENOUGH[KIND[passage.state]] or (len(scored) > 1 and scored[0][0] - scored[1][0] < CLOSE):
                    continue
                points, n = scored[0][0] - TITLE * (sentence.at[0] == 0), -scored[0][1]
                step = self._step(passage, matters[n])
                key = passage.state, (step.by if step and len(matters[n].to) > 1 else None)
                if step is not None and (key not in found[n] or points > found[n][key][0]):
                    found[n][key] = points, number, step
        return [[s for _, _, s in sorted(f.values(), key=lambda x: x[1])] for f in found]

    def _prepare(self, matters: Sequence[Matter]) -> None:
        self._matters = matters
        self._asked: list[frozenset[str]] = []
        self._to: list[frozenset[str]] = []
        self._by: list[frozenset[str]] = []
        self._byside: list[frozenset[str]] = []
        self._places: list[dict[str, list[int]]] = []
        self._index: dict[str, list[int]] = {}
        self._day: list[str] = []
        for n, m in enumerate(matters):
            asked = frozenset(x for a in m.askings for t in a.to for x in self._parties.side(t, a.article))
            to = frozenset(x for a in m.askings for t in a.to for x in self._parties.handles(t))
            to |= frozenset(x for a in m.askings if a.wording.to for x in stems(a.wording.to))
            by = frozenset(x for a in m.askings for w in (a.by, a.evidence.who) if w for x in self._parties.handles(w))
            side = frozenset(w for a in m.askings for w in (a.by, a.evidence.who) if w)
            self._asked.append(asked - side)
            self._to.append(to - by)
            self._by.append(by)
            self._byside.append(side)
            places: dict[str, list[int]] = {}
            for a in m.askings:
                places.setdefault(a.article, []).append(a.at)
            self._places.append(places)
            self._day.append(min((self._coverage.articles[a.article].published or "")[:10] for a in m.askings))
            for word in m.all | self._to[n] | self._by[n]:
                self._index.setdefault(word, []).append(n)

    def _near(self, sentence: Sentence, matters: Sequence[Matter]) -> list[int]:
        """The requests of which a sentence may speak."""
        out = {n for w in stems(sentence.text) for n in self._index.get(w, ()) if len(self._index[w]) <= CROWD}
        out |= {n for n, places in enumerate(self._places) if any(0 <= sentence.at[0] - p <= 3 for p in places.get(sentence.article, ()))}
        if len(matters) <= FEW and NAMES.search(sentence.text):
            out = set(range(len(matters)))
        printed = (self._coverage.articles[sentence.article].published or "")[:10]
        return sorted(n for n in out if not printed or not self._day[n] or printed >= self._day[n])

    def _passages(self, sentence: Sentence) -> Iterator[_Passage]:
        """The passages of a sentence that may tell a state."""
        inside = stems(sentence.text)
        for said in sentence.said:
            if said.stance in (Stance.ASKS, Stance.BELIEVES):
                continue
            cue = said.cue.text if said.cue else ""
            words = " ".join(s.text for s in said.content)
            evidence = line(self._coverage, said)
            for state, plain in _states(said, cue, words):
                on = self._on(said, state)
                yield _Passage(sentence, state, evidence, f"{cue} {words}", inside | stems(words), said, said.who, on, plain)
        own = self._own(sentence)
        declined = any(s.stance is Stance.DECLINES for s in sentence.said)
        if len(own.split()) < 3:
            return
        for state, pattern in _TOLD:
            found = pattern.search(own)
            if found and not (declined and state is RequestState.REFUSED):
                yield self._voice(sentence, own, inside, state, found.start(), state is not RequestState.AGREED or CONSENT.search(own) is not None)
        if not AGREED.search(own) and sentence.claims:
            yield self._voice(sentence, own, inside, RequestState.AGREED, sentence.claims[0].evidence.start - sentence.start, False)

    def _voice(self, sentence: Sentence, own: str, inside: frozenset[str], state: RequestState, at: int, plain: bool) -> _Passage:
        claim = self._claim(sentence, at + sentence.start)
        evidence = told(claim) if claim is not None else Evidence(sentence.article, None, sentence.start, sentence.end, sentence.text, None)
        who = claim.actor[0] if claim is not None and claim.actor else None
        time = claim.time if claim is not None and claim.time else next((c.time for c in sentence.claims if c.time), None)
        return _Passage(sentence, state, evidence, own, inside, None, who, time, plain)

    def _on(self, said: Statement, state: RequestState) -> str | None:
        """The day on which a statement answers: that on which the paper says it was said, or on which what it tells happened."""
        if said.said_on:
            return said.said_on
        for claim in self._beside.get(said.article, ()):
            telling = claim.statement is None and said.cue is not None and claim.evidence.start <= said.cue.start < claim.evidence.end
            deed = state is RequestState.RECEIVED and claim.statement == said.id
            if claim.time and (telling or deed):
                return claim.time
        return self._occasion(said) or day(self._coverage, said)

    def _occasion(self, said: Statement) -> str | None:
        """The day of the next statement beside one in its paragraph, where one side speaks both."""
        if said.who is None:
            return None
        text = self._coverage.articles[said.article].text
        side = self._parties.side(said.who, said.article)
        beside = [s for s in self._printed.get(said.article, ()) if s.said_on and s.who and "\n" not in _between(text, said, s)]
        beside = [s for s in beside if side & self._parties.side(s.who or "", s.article) and len(_between(text, said, s)) < BESIDE]
        return min(beside, key=lambda s: (len(_between(text, said, s)), s.id)).said_on if beside else None

    @cached_property
    def _printed(self) -> dict[str, list[Statement]]:
        out: dict[str, list[Statement]] = {}
        for s in self._coverage.statements:
            out.setdefault(s.article, []).append(s)
        return out

    @cached_property
    def _beside(self) -> dict[str, list[Claim]]:
        out: dict[str, list[Claim]] = {}
        for c in self._coverage.claims:
            if c.time:
                out.setdefault(c.article, []).append(c)
        return out

    def _own(self, sentence: Sentence) -> str:
        """A sentence with the words of its statements blanked."""
        chars = list(sentence.text)
        for said in sentence.said:
            for span in said.content:
                for k in range(max(span.start, sentence.start), min(span.end, sentence.end)):
                    chars[k - sentence.start] = " "
        return "".join(chars)

    def _claim(self, sentence: Sentence, at: int) -> Claim | None:
        """The longest claim of the paper's own voice that holds a place."""
        holding = [c for c in sentence.claims if c.evidence.start <= at < c.evidence.end]
        return max(holding, key=lambda c: (c.evidence.end - c.evidence.start, c.id), default=None)

    def _fit(self, passage: _Passage, n: int) -> float:
        """How well a passage fits a request, in points; below zero where it more likely does not."""
        signs = self.signs(passage, n)
        if signs is None:
            return -9.0
        points = POINTS[KIND[passage.state]]
        return points[""] + sum(points.get(k, 0.0) * v for k, v in signs.items())

    def signs(self, passage: _Passage, n: int) -> dict[str, float] | None:
        """What speaks for a passage telling what became of the request ``n``; None where it cannot."""
        matter = self._matters[n]
        sentence = passage.sentence
        gaps = [sentence.at[0] - p for p in self._places[n].get(sentence.article, ())]
        after = [g for g in gaps if g >= 0]
        gap = min(after, default=9)
        if passage.said is not None and any(a.said is passage.said for a in matter.askings):
            return None
        printed = (self._coverage.articles[sentence.article].published or "")[:10]
        side = self._parties.side(passage.who, sentence.article) if passage.who else frozenset()
        mine = bool(side & self._byside[n])
        if passage.state is RequestState.WITHDRAWN and not mine and not self._by[n] & passage.stems:
            return None
        to = 0.0
        if side & self._asked[n]:
            to = 1.0
        elif passage.who and self._to[n] & self._parties.handles(passage.who):
            to = 0.8
        elif self._to[n] & passage.stems:
            to = 0.5
        share = self._share(passage.stems, matter)
        named = NAMES.search(passage.words) is not None
        near = FOLLOWS[gap] if gap < len(FOLLOWS) and not (passage.said is None and gap == 0) else 0.0
        if not (to or near or share or named):
            return None
        asker = bool(self._by[n] & passage.stems)
        stance = passage.said is not None and passage.said.stance in (Stance.DECLINES, Stance.PROMISES)
        verb = self._verb(matter, passage.stems)
        cue = passage.said.cue.text if passage.said is not None and passage.said.cue is not None else ""
        return {
            "to": to,
            "by": float(asker),
            "mine": float(mine and passage.state is not RequestState.WITHDRAWN),
            "verb": float(verb),
            "stance to": stance * to,
            "stance near": stance * near,
            "stance share": stance * share,
            "own share": share * (passage.said is None),
            "own subject": float(passage.said is None and bool(side & self._asked[n])),
            "later share": share * (not gaps and printed > self._day[n]),
            "share": share,
            "whole": float(share >= 0.5),
            "near": near,
            "next": float(gap == 1),
            "named": float(named),
            "named to": named * to,
            "share to": share * to,
            "near to": near * to,
            "plain": float(passage.plain),
            "plain named": float(passage.plain and named),
            "own": float(passage.said is None),
            "stance": float(stance),
            "replying": float(REPLYING.search(cue) is not None),
            "not": float(NOT.search(passage.words) is not None),
            "unreal": float(UNREAL.search(passage.words) is not None),
            "asked": float(ASKED.search(passage.words) is not None),
            "before": float(bool(gaps) and not after),
            "later": float(not gaps and printed > self._day[n]),
            "alone": float(sum(1 for other in self._asked if other & self._asked[n]) <= 1),
            "only": float(len(self._matters) == 1),
            "like": self._like(passage, matter),
            "title": float(sentence.at[0] == 0),
            "dated": float(passage.on is not None and not passage.on.endswith("?")),
        }

    def _verb(self, matter: Matter, words: frozenset[str]) -> bool:
        """Whether a passage has the first verb of what is asked: "to waive its fees", "voted to waive"."""
        return any(stem(a.wording.of.split()[0]) in words for a in matter.askings if a.wording.of and a.wording.of.split()[0] not in EMPTY)

    def _like(self, passage: _Passage, matter: Matter) -> float:
        """How near the meaning of a statement is to that of the asking, -1 to 1; 0 where either has no vector."""
        mine = unpacked(passage.said.vector) if passage.said is not None else None
        if mine is None:
            return 0.0
        theirs = [v for a in matter.askings if a.said is not None and (v := unpacked(a.said.vector)) is not None]
        return max((float(mine @ v) for v in theirs), default=0.0)

    def _share(self, words: frozenset[str], matter: Matter) -> float:
        """How much of what is asked a passage speaks of, 0 to 1: of the asking that it fits best."""
        best = 0.0
        for asking in matter.askings:
            whole = self._weights.of(asking.words)
            if whole:
                best = max(best, self._weights.of(asking.words & words) / whole)
        return best

    def _step(self, passage: _Passage, matter: Matter) -> Step | None:
        made = matter.askings[0].on
        if passage.on and made and passage.on.rstrip("?") < made[: len(passage.on.rstrip("?"))]:
            return None
        return Step(passage.state, passage.on, passage.who or (matter.to[0] if len(matter.to) == 1 else None), passage.evidence)


def _between(text: str, a: Statement, b: Statement) -> str:
    first, second = sorted((a, b), key=lambda s: s.start)
    return text[first.content[-1].end : second.start]


_TOLD = (
    (RequestState.WITHDRAWN, WITHDRAWN),
    (RequestState.REFUSED, REFUSED),
    (RequestState.RECEIVED, RECEIVED),
    (RequestState.REVIEWED, REVIEWED),
    (RequestState.AGREED, AGREED),
)
_WILL_NOT = re.compile(r"\b(?:will|would|shall|can|could|may|do|does)(?: not|n['’]t)\b|\b(?:wo|ca)n['’]t\b|\bcannot\b", re.I)


def _states(said: Statement, cue: str, words: str) -> Iterator[tuple[RequestState, bool]]:
    """The states that a statement may tell, and whether its words name them."""
    if said.stance is Stance.DECLINES or REFUSED.search(cue):
        yield RequestState.REFUSED, True
        return
    plain = [state for state, pattern in _TOLD[:4] if pattern.search(words)]
    yield from ((state, True) for state in plain)
    if RequestState.REFUSED not in plain and (_WILL_NOT.search(words) or (REPLYING.search(cue) and NOT.search(words))):
        yield RequestState.REFUSED, False
    consent = CONSENT.search(words) is not None or CONSENT.search(cue) is not None
    yield RequestState.AGREED, consent
