"""In which slot the two sides of a matter differ. Where none can be named, they do not conflict."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from onrecord.linking.contention import Contention
from onrecord.linking.remarks import Remark
from onrecord.linking.slots import Answer, relate
from onrecord.model import Claim, Stance

SIDE = 4
"""Statements of a side, the surest first, whose claims are compared."""
CLAIMS = 4
"""Claims of a statement that are compared."""
BARE = 3
"""Words of a refusal that only points ("it", "the claim"), at most."""
NEGATED = 0.12
"""Cosine of words from which a negation in one of two statements tells."""
ALIKE, WORDED = 0.30, 0.08
"""Cosines of meaning and of words from which a denial is held to answer a statement."""


@dataclass(frozen=True, slots=True)
class Difference:
    """The slot in which two sides differ, what stands in it on either side, and one plain sentence why.

    ``named`` is how sure the naming is, 0 to 1; ``lines`` the statements by which it was found, by number.
    """

    kind: str
    slot: str
    values: tuple[str, str]
    why: str
    named: float
    lines: tuple[int, int]


def difference(
    contention: Contention,
    sides: tuple[Sequence[int], Sequence[int]],
    claims: Mapping[str, Sequence[Claim]],
    same: Callable[[str, str], bool],
) -> Difference | None:
    """The difference between two sides, found by the surest pair that has one.

    Args:
        contention: the statements of the story and what was learned of their pairs.
        sides: the numbers of those on each side, the surest first.
        claims: by statement id.
        same: whether two actors act as one.
    """
    found = contention.found
    pairs = sorted(product(range(min(SIDE, len(sides[0]))), range(min(SIDE, len(sides[1])))), key=lambda p: (p[0] + p[1], p))
    lines = [(sides[0][a], sides[1][b]) for a, b in pairs]
    told = [d for pair in lines for d in _told(found, pair, claims, same)]
    if told:
        return max(told, key=lambda d: d.named)
    for rule in (_figures, _denial, _times, _order):
        for pair in lines:
            if _near(contention, pair) and (named := rule(contention, pair)) is not None:
                return named
    return None


def _near(contention: Contention, pair: tuple[int, int]) -> bool:
    """Whether two statements speak of the same thing: by meaning, by words, or because a refusal of no words of its own stands beside it."""
    told = contention.features.get((min(pair), max(pair)))
    if told is None:
        return False
    bare = any(contention.found[n].refuting and contention.found[n].length <= BARE for n in pair)
    return told["meaning"] >= ALIKE or told["shared words"] >= WORDED or (bare and told["near"] > 0)


def _told(
    found: Sequence[Remark], pair: tuple[int, int], claims: Mapping[str, Sequence[Claim]], same: Callable[[str, str], bool]
) -> Iterator[Difference]:
    """What the claims of two statements contradict one another in."""
    x, y = (found[n].statement for n in pair)
    holds = (x.stance is not Stance.DENIES, y.stance is not Stance.DENIES)
    for a, b in product(list(claims.get(x.id, ()))[:CLAIMS], list(claims.get(y.id, ()))[:CLAIMS]):
        relation = relate(a, b, same, holds)
        if relation.answer is Answer.CONTRADICTS and relation.kind and relation.slot and relation.values:
            yield Difference(relation.kind, relation.slot, relation.values, relation.why, relation.score, pair)


def _words(remark: Remark) -> str:
    return " ".join(remark.statement.words.split()).strip(" ,.;:“”\"'‘’")


def _figures(contention: Contention, pair: tuple[int, int]) -> Difference | None:
    x, y = (contention.found[n] for n in pair)
    for value, of in x.figures:
        for other, what in y.figures:
            if value[-1].isdigit() and other[-1].isdigit() and of & what and value not in {v for v, _ in y.figures} and other not in {v for v, _ in x.figures}:
                return Difference(
                    "number", "quantity", (value, other), f"both count the same thing, one says {value}, the other {other}", 0.5, pair
                )
    return None


def _times(contention: Contention, pair: tuple[int, int]) -> Difference | None:
    x, y = (contention.found[n] for n in pair)
    for kind in ("year", "month", "day", "hour"):
        mine, theirs = ({v for k, v in r.times if k == kind} for r in (x, y))
        if mine and theirs and not mine & theirs:
            a, b = min(mine), min(theirs)
            return Difference("date", "time", (a, b), f"one says {a}, the other {b}, of the same matter", 0.4, pair)
    return None


def _denial(contention: Contention, pair: tuple[int, int]) -> Difference | None:
    """One of the two turns against the other, or the same words stand with and without a negation."""
    x, y = (contention.found[n] for n in pair)
    turned = tuple(r.statement.stance is Stance.DENIES or r.refuting or r.disbelieving for r in (x, y))
    told = contention.features.get((min(pair), max(pair)), {})
    if turned[0] == turned[1] and (x.negated == y.negated or told.get("shared words", 0.0) < NEGATED):
        return None
    first = turned[0] if turned[0] != turned[1] else x.negated
    values = ("no", "yes") if first else ("yes", "no")
    why = "one side turns against what the other says" if turned[0] != turned[1] else "the same words stand with a negation and without"
    return Difference("denial", "polarity", values, why, 0.5 if turned[0] != turned[1] else 0.4, pair)


def _order(contention: Contention, pair: tuple[int, int]) -> Difference | None:
    x, y = (contention.found[n] for n in pair)
    if not (x.ordered and y.ordered):
        return None
    return Difference("order", "order", (_words(x)[:80], _words(y)[:80]), "each says what came first, and they differ", 0.3, pair)
