"""Passages that may tell what became of a request: statements, and what the paper tells in its own words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from onrecord.linking.coverage import Coverage
from onrecord.linking.petitioners import Parties
from onrecord.linking.pledging import day, line, told
from onrecord.linking.replies import AGREED, CONSENT, TOLD, states
from onrecord.linking.sentences import Sentence
from onrecord.linking.wording import stems
from onrecord.model import Claim, Evidence, RequestState, Stance, Statement

BESIDE = 120
"""Characters between two statements of one occasion."""


@dataclass(frozen=True, slots=True)
class Telling:
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


class Tellings:
    """Looks for the passages of one story that may tell a state.

    Args:
        parties: of the story.
    """

    def __init__(self, coverage: Coverage, parties: Parties) -> None:
        self._coverage = coverage
        self._parties = parties

    def of(self, sentence: Sentence) -> Iterator[Telling]:
        """The passages of a sentence that may tell a state."""
        inside = stems(sentence.text)
        for said in sentence.said:
            if said.stance in (Stance.ASKS, Stance.BELIEVES):
                continue
            cue = said.cue.text if said.cue else ""
            words = " ".join(s.text for s in said.content)
            evidence = line(self._coverage, said)
            for state, plain in states(said, cue, words):
                on = self._on(said, state)
                yield Telling(sentence, state, evidence, f"{cue} {words}", inside | stems(words), said, said.who, on, plain)
        own = self._own(sentence)
        declined = any(s.stance is Stance.DECLINES for s in sentence.said)
        if len(own.split()) < 3:
            return
        for state, pattern in TOLD:
            found = pattern.search(own)
            if found and not (declined and state is RequestState.REFUSED):
                yield self._voice(
                    sentence, own, inside, state, found.start(), state is not RequestState.AGREED or CONSENT.search(own) is not None
                )
        if not AGREED.search(own) and sentence.claims:
            yield self._voice(sentence, own, inside, RequestState.AGREED, sentence.claims[0].evidence.start - sentence.start, False)

    def _voice(self, sentence: Sentence, own: str, inside: frozenset[str], state: RequestState, at: int, plain: bool) -> Telling:
        claim = self._claim(sentence, at + sentence.start)
        evidence = told(claim) if claim is not None else Evidence(sentence.article, None, sentence.start, sentence.end, sentence.text, None)
        who = claim.actor[0] if claim is not None and claim.actor else None
        time = claim.time if claim is not None and claim.time else next((c.time for c in sentence.claims if c.time), None)
        return Telling(sentence, state, evidence, own, inside, None, who, time, plain)

    def _on(self, said: Statement, state: RequestState) -> str | None:
        """The day on which a statement answers: that on which the paper says it was said, or on which what it tells happened."""
        beside = self._beside.get(said.article, ())
        deed = [c.time for c in beside if c.statement == said.id] if state is RequestState.RECEIVED else []
        if deed or said.said_on:
            return deed[0] if deed else said.said_on
        for claim in beside:
            if claim.statement is None and said.cue is not None and claim.evidence.start <= said.cue.start < claim.evidence.end:
                return claim.time
        return self._occasion(said) or day(self._coverage, said)

    def _occasion(self, said: Statement) -> str | None:
        """The day of the next statement beside one in its paragraph, where one side speaks both, or after a refusal that is told first."""
        if said.who is None:
            return None
        text = self._coverage.articles[said.article].text
        side = self._parties.side(said.who, said.article)
        beside = [s for s in self._printed.get(said.article, ()) if s.said_on and s.who and "\n" not in _between(text, said, s)]
        beside = [s for s in beside if len(_between(text, said, s)) < BESIDE]
        beside = [
            s
            for s in beside
            if side & self._parties.side(s.who or "", s.article) or (said.stance is Stance.DECLINES and s.start > said.start)
        ]
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


def _between(text: str, a: Statement, b: Statement) -> str:
    first, second = sorted((a, b), key=lambda s: s.start)
    return text[first.content[-1].end : second.start]
