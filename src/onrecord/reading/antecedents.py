"""Which of the people and bodies named before a pronoun it means: features of each candidate and a score that was learned.

The weights are those of a log-linear ranker (one softmax over the candidates of each pronoun), fitted by ``training.antecedents`` on the
pronouns that speak in our own corpus.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Candidate:
    """What speaks for and against one candidate.

    Attributes:
        near: sentences between its last mention and the pronoun; 0 in the same sentence.
        since: sentences since it last spoke; None where it has not spoken.
        last: whether it spoke last before the pronoun.
        subject: whether its last mention is a subject.
        first: whether it is the first candidate of its sentence.
        paragraph: whether its last mention stands in the pronoun's paragraph.
        known: whether the text tells its gender, and that is the pronoun's.
        hint: 1 where its first name is mostly borne by the pronoun's gender, -1 by the other, 0 where nothing is known.
        named: whether it has a name.
        mentions: how often it was mentioned before.
        quoted: whether its last mention stands in somebody's quoted words.
    """

    near: int
    since: int | None
    last: bool
    subject: bool
    first: bool
    paragraph: bool
    known: bool
    hint: int
    named: bool
    mentions: int
    quoted: bool

    def features(self) -> dict[str, float]:
        """The features by name."""
        spoke = self.since is not None
        return {
            "same sentence": float(self.near == 0),
            "sentence before": float(self.near == 1),
            "distance": math.log1p(self.near),
            "far": float(self.near > 4),
            "spoke": float(spoke),
            "spoke distance": math.log1p(self.since) if self.since is not None else 0.0,
            "last": float(self.last),
            "last, next sentence": float(self.last and self.since is not None and self.since <= 1),
            "subject": float(self.subject),
            "subject, sentence before": float(self.subject and self.near == 1),
            "first": float(self.first),
            "paragraph": float(self.paragraph),
            "known gender": float(self.known),
            "hint for": float(self.hint > 0),
            "hint against": float(self.hint < 0),
            "named": float(self.named),
            "mentions": math.log1p(self.mentions),
            "quoted": float(self.quoted),
        }


WEIGHTS: Mapping[str, float] = {
    "same sentence": -0.151,
    "sentence before": 0.609,
    "distance": -1.015,
    "far": -0.509,
    "spoke": -0.051,
    "spoke distance": -0.215,
    "last": 0.472,
    "last, next sentence": 0.05,
    "subject": 0.385,
    "subject, sentence before": 0.243,
    "first": -0.081,
    "paragraph": 0.91,
    "known gender": 0.643,
    "hint for": 0.513,
    "hint against": -0.273,
    "named": 1.2,
    "mentions": 0.339,
    "quoted": -0.089,
    "nobody": 0.097,
}


def score(candidate: Candidate, weights: Mapping[str, float] = WEIGHTS) -> float:
    """The score of a candidate; the greatest wins."""
    return sum(weights.get(name, 0.0) * value for name, value in candidate.features().items())


def choose(candidates: Sequence[Candidate], weights: Mapping[str, float] = WEIGHTS) -> int | None:
    """The place of the best candidate; None where nobody fits well enough. Of equals the one mentioned last wins."""
    best, place = weights.get("nobody", 0.0), None
    for n, candidate in enumerate(candidates):
        found = score(candidate, weights)
        if (place is None and found > best) or (place is not None and found >= best):
            best, place = found, n
    return place
