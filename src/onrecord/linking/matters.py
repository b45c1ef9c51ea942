"""Matters: the contested questions of a story, each with the statements on its two sides.

The gate and the cut come before any slot is named. A matter is seeded by the pair of statements that are likeliest to belong to one dispute
and to stand against one another; statements that go with its members on the whole are added; then each member takes the side on which
it stands best with all others, as in correlation clustering.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from onrecord.linking.contention import Contention

SEED = 0.18
"""Likelihood of its seed from which a matter is looked at."""
GROW = 0.10
"""Mean likelihood of one dispute with its members from which a statement is added."""
LARGEST = 10
"""Members of a matter at most."""
HOLD = 0.15
"""Mean likelihood of one dispute with the other members below which a statement is no evidence of it."""
ROUNDS = 6


@dataclass(frozen=True, slots=True)
class Matter:
    """One contested question.

    Attributes:
        seed: the two statements, by number, that stand against one another most surely.
        sides: the numbers on either side, the seed's first.
        likelihood: of the seed, 0 to 1.
        cohesion: mean likelihood that two members of opposite sides belong to one dispute.
    """

    seed: tuple[int, int]
    sides: tuple[tuple[int, ...], tuple[int, ...]]
    likelihood: float
    cohesion: float


def matters(contention: Contention, seed: float = SEED, grow: float = GROW) -> list[Matter]:
    """The matters of a story, the likeliest first; a statement is of one at most."""
    seeds = sorted(
        ((likely, -a, -b) for (a, b), p in contention.matter.items() if (likely := p * _share(contention.against[a, b])) >= seed),
        reverse=True,
    )
    taken: set[int] = set()
    out: list[Matter] = []
    near: dict[int, list[int]] = {}
    for a, b in contention.matter:
        near.setdefault(a, []).append(b)
        near.setdefault(b, []).append(a)
    for likely, a, b in seeds:
        first, second = -a, -b
        if first in taken or second in taken:
            continue
        members = _grown([first, second], {k for n in (first, second) for k in near[n]} - taken, contention, grow)
        out.append(_cut(members, likely, contention))
        taken.update(members)
    return out


def _share(odds: float) -> float:
    return 1.0 / (1.0 + math.exp(-odds))


def _grown(members: list[int], others: set[int], contention: Contention, grow: float) -> list[int]:
    """The members with all that go with them, the best first."""
    bonds = {k: sum(contention.together(k, m) for m in members) for k in sorted(others - set(members))}
    while bonds and len(members) < LARGEST:
        best = max(bonds, key=lambda k: (bonds[k], -k))
        if bonds.pop(best) / len(members) < grow:
            break
        members.append(best)
        for k in bonds:
            bonds[k] += contention.together(k, best)
    return members


def _cut(members: list[int], likely: float, contention: Contention) -> Matter:
    """The members on two sides; those that stand no better on one than on the other are left out."""
    seed = members[0], members[1]
    side = {seed[0]: 1, seed[1]: -1}

    def lean(k: int) -> float:
        return sum(-side[m] * contention.apart(k, m) * contention.together(k, m) for m in side if m != k)

    for _ in range(ROUNDS):
        before = dict(side)
        for k in members[2:]:
            side[k] = 1 if lean(k) > 0 else -1
        if side == before:
            break
    kept = [k for k in members if k in seed or (lean(k) * side[k] > 0 and _bond(k, members, contention) >= HOLD)]
    sides = tuple(sorted(k for k in kept if side[k] == s and k not in seed) for s in (1, -1))
    left, right = (seed[0], *sides[0]), (seed[1], *sides[1])
    across = [contention.together(a, b) for a in left for b in right]
    return Matter(seed, (left, right), likely, sum(across) / len(across))


def _bond(k: int, members: list[int], contention: Contention) -> float:
    """Mean likelihood that a member belongs to one dispute with the others."""
    return sum(contention.together(k, m) for m in members if m != k) / (len(members) - 1)
