"""Conflicts between passages whose clauses do not meet: the same words around another number, a negation or an opposite.

A sentence of the first passage that shares most of the second's words of content speaks of the same; what it does not share is looked at.
After the features of de Marneffe, Rafferty and Manning (2008): negation, antonyms, numbers, with overlap as the sign of one event.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.linking.magnitudes import agree, figure, unit_alike
from onrecord.linking.opposites import alike, opposed
from onrecord.linking.slots import NEITHER, Answer, Relation
from onrecord.model import Quantity
from onrecord.reading.commitment import Commitment
from onrecord.reading.frames import Frames
from onrecord.reading.nominals import NOMINALS
from onrecord.reading.quantities import Number
from onrecord.reading.verbs import stem

_LIGHT = frozenset(
    "be have do make take get give go say tell there it they he she we i who which that this one also not no only more".split()
)
_ENOUGH = 0.4
"""Share of the second's words of content that a sentence of the first must have to speak of the same."""
_WANT = frozenset("lack absence delay failure refusal shortage inability unwillingness dearth".split())
_SOME = 0.3
"""The same where both count one thing."""


@dataclass(frozen=True, slots=True)
class Gist:
    """What a sentence is about, without its structure.

    Attributes:
        words: stems of its words of content, nouns of action under their verbs; ``names`` those that are names.
        numbers: its quantities.
        predicates: (lemma, negated, commitment) of verbs, predicative adjectives and nouns of action.
    """

    words: frozenset[str]
    names: frozenset[str]
    numbers: tuple[Quantity, ...]
    predicates: tuple[tuple[str, bool, Commitment], ...]


def gist(frames: Frames, told: Sequence[tuple[int, str, bool, Commitment]], numbers: Sequence[Number]) -> Gist:
    """The gist of a sentence.

    Args:
        told: (word, lemma, negated, commitment) of each predicate found in it.
        numbers: its quantities.
    """
    words: set[str] = set()
    names: set[str] = set()
    for k, word in enumerate(frames.words):
        if word.upos not in ("NOUN", "PROPN", "VERB", "ADJ", "ADV") or frames.lemmas[k] in _LIGHT:
            continue
        plain = word.text.lower().rstrip(".") if word.upos == "PROPN" else frames.lemmas[k]
        words.add(stem(NOMINALS.get(plain, plain)))
        if word.upos == "PROPN":
            names.add(stem(plain))
    predicates = [(p, n, c) for _, p, n, c in told]
    for k, _, negated, commitment in told:
        # "cannot easily obtain", "it is not easy to obtain": manners and qualities are predicates, too
        if frames.words[k].upos == "ADJ":
            predicates.append((frames.lemmas[k], negated, commitment))
        predicates += [
            (_quality(frames.lemmas[c]), negated, commitment)
            for c in frames.s.children[k]
            if frames.relations[c] == "advmod" and frames.lemmas[c].endswith("ly") and len(frames.lemmas[c]) > 4
        ]
    for k, word in enumerate(frames.words):
        if word.upos == "NOUN" and frames.lemmas[k] in NOMINALS and _wanting(frames, k):
            predicates.append((NOMINALS[frames.lemmas[k]], True, Commitment()))
    words |= {stem(_quality(frames.lemmas[k])) for k, w in enumerate(frames.words) if w.upos == "ADV" and w.text.lower().endswith("ly")}
    return Gist(frozenset(words), frozenset(names), tuple(n.quantity for n in numbers), tuple(predicates))


def _wanting(frames: Frames, at: int) -> bool:
    """Whether a noun of action stands under a noun that says there is none ("lack of agreement", "delay in reaching agreement")."""
    for _ in range(3):
        at = frames.words[at].head
        if at < 0:
            return False
        if frames.lemmas[at] in _WANT:
            return True
    return False


def _quality(adverb: str) -> str:
    """The adjective of an adverb in -ly ("easily": "easy")."""
    return adverb[:-3] + "y" if adverb.endswith("ily") else adverb[:-2]


def coverage(a: Gist, b: Gist, without: frozenset[str] = frozenset()) -> float:
    """Share of the second's words that stand in the first, names counted twice; words in ``without`` are left out."""
    wanted = b.words - without
    if not wanted:
        return 0.0
    weight = {w: 2.0 if w in b.names else 1.0 for w in wanted}
    return sum(v for w, v in weight.items() if w in a.words) / sum(weight.values())


def conflict(first: Sequence[Gist], second: Sequence[Gist]) -> Relation:
    """The surest conflict of any sentence of the first with a sentence of the second; neither where there is none."""
    found = [
        relation
        for b in second
        for a in first
        for relation in (_number(a, b, first), _opposite(a, b), _negation(a, b))
        if relation is not None
    ]
    return max(found, key=lambda r: r.score, default=NEITHER)


def _number(a: Gist, b: Gist, first: Sequence[Gist]) -> Relation | None:
    if any(negated for _, negated, _ in (*a.predicates, *b.predicates)):
        return None
    everything = [q for g in first for q in g.numbers]
    for y in b.numbers:
        if y.unit is None or any(agree(q, y) for q in everything):
            continue
        shared = coverage(a, b)
        if shared < _SOME:
            continue
        for x in a.numbers:
            if unit_alike(x.unit, y.unit):
                return _told("number", "quantity", (figure(x), figure(y)), 0.2 + 0.4 * shared, f"{figure(x)} against {figure(y)}")
    return None


def _opposite(a: Gist, b: Gist) -> Relation | None:
    for p, negated, commitment in b.predicates:
        if not commitment.actual or commitment.presupposed:
            continue
        for q, other, how in a.predicates:
            sure = opposed(p, q)
            if not sure or negated != other or not how.actual:
                continue
            shared = coverage(a, b, frozenset((stem(p),)))
            if shared >= _ENOUGH and stem(p) not in a.words and sure == 1.0:
                return _told("outcome", "event", (q, p), 0.1 + 0.4 * shared, f"“{q}” and “{p}” cannot both be true of it")
    return None


def _negation(a: Gist, b: Gist) -> Relation | None:
    for p, negated, commitment in b.predicates:
        if commitment.status not in ("told", "said") or commitment.presupposed or p in _LIGHT or p == "exist":
            continue
        same = [
            (q, n, c)
            for q, n, c in a.predicates
            if alike(p, q) and c.status in ("told", "said", "denied") and c.modality == commitment.modality
        ]
        if not same or any(n == negated for _, n, _ in same):
            continue
        shared = coverage(a, b, frozenset((stem(p),)))
        if shared >= _ENOUGH:
            values = ("yes", "no") if negated else ("no", "yes")
            told = "second" if negated else "first"
            return _told("denial", "polarity", values, 0.2 + 0.4 * shared, f"the {told} says that it is not so ({p})")
    return None


def _told(kind: str, slot: str, values: tuple[str, str], score: float, why: str) -> Relation:
    return Relation(Answer.CONTRADICTS, kind, slot, values, round(score, 3), why)
