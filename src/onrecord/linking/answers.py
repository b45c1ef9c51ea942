"""What became of the requests of a story: replies and deeds, each tied to the request that it answers.

A passage answers a request where it names it ("turned down the plea", "the letter had arrived") or speaks of the same thing, and is said by the
asked party or told of it. What follows at once after the asking needs fewer words in common. A passage that fits two requests alike answers none.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path

from onrecord.linking.asking import Matter
from onrecord.linking.coverage import Coverage
from onrecord.linking.petitioners import Parties
from onrecord.linking.replies import ASKED, NAMES, NOT, REPLYING, UNREAL
from onrecord.linking.sentences import Sentence
from onrecord.linking.tellings import Telling, Tellings
from onrecord.linking.wording import EMPTY, Weights, stem, stems
from onrecord.model import RequestState, Stance, Step
from onrecord.reading.meaning import unpacked

CLOSE = 0.1
"""Points by which a passage must fit one request better than the next."""
ENOUGH = {"named": -0.6, "refused": -0.6, "agreed": -1.25}
"""Points from which the best passage of a request tells its state; fewer than an even chance, as only the best counts."""
TITLE = 0.7
"""Points that a passage of the body is preferred by to one of the headline, which gives no day."""
FOLLOWS = (0.8, 1.0, 0.7, 0.4)
"""How much it tells that a passage stands so many sentences after an asking."""
FEW = 12
"""Requests of a story up to which a sentence that names a request is held against all of them."""
CROWD = 40
"""Requests that share a word beyond which the word leads to none."""

LEARNED = Path(__file__).parent / "weights" / "answers.json"
KIND = {
    RequestState.WITHDRAWN: "named",
    RequestState.RECEIVED: "named",
    RequestState.REVIEWED: "named",
    RequestState.REFUSED: "refused",
    RequestState.AGREED: "agreed",
}
"""The states that are weighed alike."""


@cache
def learned() -> dict[str, dict[str, float]]:
    """Points of each sign for each kind of state, and under "" those to begin with: three logistic regressions (``training/answers.py``)."""
    return dict(json.loads(LEARNED.read_text(encoding="utf-8")))


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
        self._tellings = Tellings(coverage, parties)

    def steps(self, matters: Sequence[Matter]) -> list[list[Step]]:
        """The steps after the first of each request, in order of days."""
        self._prepare(matters)
        found: list[dict[tuple[RequestState, str | None], tuple[float, int, Step]]] = [{} for _ in matters]
        for number, sentence in enumerate(self._sentences):
            near = self._near(sentence, matters)
            for passage in self._tellings.of(sentence) if near else ():
                scored = sorted(((self._fit(passage, n), -n) for n in near), reverse=True)
                if scored[0][0] < ENOUGH[KIND[passage.state]] or (len(scored) > 1 and scored[0][0] - scored[1][0] < CLOSE):
                    continue
                points, n = scored[0][0] - TITLE * (sentence.at[0] == 0), -scored[0][1]
                step = self._step(passage, matters[n])
                key = passage.state, (step.by if step and len(matters[n].to) > 1 else None)
                if step is not None and (key not in found[n] or points > found[n][key][0]):
                    found[n][key] = points, number, step
        return [_in_order(f.values()) for f in found]

    def candidates(self, matters: Sequence[Matter]) -> Iterator[tuple[Telling, int, dict[str, float]]]:
        """Every passage beside every request that it may answer, with its signs: what the points are learned from."""
        self._prepare(matters)
        for sentence in self._sentences:
            near = self._near(sentence, matters)
            for passage in self._tellings.of(sentence) if near else ():
                for n in near:
                    signs = self.signs(passage, n)
                    if signs is not None:
                        yield passage, n, signs

    def _prepare(self, matters: Sequence[Matter]) -> None:
        self._matters = matters
        self._asked: list[frozenset[str]] = []
        self._to: list[frozenset[str]] = []
        self._by: list[frozenset[str]] = []
        self._byside: list[frozenset[str]] = []
        self._places: list[dict[str, list[int]]] = []
        self._index: dict[str, list[int]] = {}
        self._day: list[str] = []
        self._here: dict[str, list[tuple[int, list[int]]]] = {}
        self._of: dict[str, int] = {}
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
            for article, at in places.items():
                self._here.setdefault(article, []).append((n, at))
            for party in self._asked[n]:
                self._of[party] = self._of.get(party, 0) + 1
        self._index = {w: ns for w, ns in self._index.items() if len(ns) <= CROWD}

    def _near(self, sentence: Sentence, matters: Sequence[Matter]) -> list[int]:
        """The requests of which a sentence may speak."""
        out = {n for w in stems(sentence.text) for n in self._index.get(w, ())}
        out |= {n for n, places in self._here.get(sentence.article, ()) if any(0 <= sentence.at[0] - p <= 3 for p in places)}
        if len(matters) <= FEW and NAMES.search(sentence.text):
            out = set(range(len(matters)))
        printed = (self._coverage.articles[sentence.article].published or "")[:10]
        return sorted(n for n in out if not printed or not self._day[n] or printed >= self._day[n])

    def _fit(self, passage: Telling, n: int) -> float:
        """How well a passage fits a request, in points; below zero where it more likely does not."""
        signs = self.signs(passage, n)
        if signs is None:
            return -9.0
        points = learned()[KIND[passage.state]]
        return points[""] + sum(points.get(k, 0.0) * v for k, v in signs.items())

    def signs(self, passage: Telling, n: int) -> dict[str, float] | None:
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
            "alone": float(all(self._of[p] <= 1 for p in self._asked[n])),
            "only": float(len(self._matters) == 1),
            "like": self._like(passage, matter),
            "title": float(sentence.at[0] == 0),
            "dated": float(passage.on is not None and not passage.on.endswith("?")),
        }

    def _verb(self, matter: Matter, words: frozenset[str]) -> bool:
        """Whether a passage has the first verb of what is asked: "to waive its fees", "voted to waive"."""
        return any(stem(a.wording.of.split()[0]) in words for a in matter.askings if a.wording.of and a.wording.of.split()[0] not in EMPTY)

    def _like(self, passage: Telling, matter: Matter) -> float:
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

    def _step(self, passage: Telling, matter: Matter) -> Step | None:
        made = matter.askings[0].on
        if passage.on and made and passage.on.rstrip("?") < made[: len(passage.on.rstrip("?"))]:
            return None
        return Step(passage.state, passage.on, passage.who or (matter.to[0] if len(matter.to) == 1 else None), passage.evidence)


def _in_order(found: Iterable[tuple[float, int, Step]]) -> list[Step]:
    """Steps in the order of the text; of several that one passage tells the surest."""
    best: dict[tuple[str, int], tuple[float, int, Step]] = {}
    for points, number, step in sorted(found, key=lambda x: (-x[0], x[1], x[2].state)):
        best.setdefault((step.evidence.article, step.evidence.start), (points, number, step))
    return [step for _, _, step in sorted(best.values(), key=lambda x: (x[1], x[2].evidence.start))]
