"""What holds between statements: echoes, shifts, and how many independent sources stand behind an account.

Echoes are judged as pairs of statements, all pairs within what the entries connect. A shift is right with the same holder, an earlier and a
later statement that touch the gold's, where statements that the gold calls echoes, or that one holder makes for one account of a dispute,
stand for one another. Independence is measured apart from the finding of disputes: the evidence of each gold account is laid on the
record's statements, by overlap, and counted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

from evaluation.attributes import assign
from evaluation.measure import Counts, Share
from onrecord.linking.coverage import Coverage
from onrecord.linking.independence import Independence
from onrecord.model import Echo, Evidence

Json = dict[str, Any]
Pair = frozenset[str]
Place = tuple[str, int]
Places = frozenset[Place]
Touch = Callable[[Places, Places], bool]


def connected(groups: Iterable[Iterable[str]]) -> set[Pair]:
    """All pairs within the connected components of some groups."""
    parts: list[set[str]] = []
    for group in groups:
        new = set(group)
        for part in [p for p in parts if p & new]:
            parts.remove(part)
            new |= part
        parts.append(new)
    return {frozenset(pair) for part in parts for pair in combinations(sorted(part), 2)}


@dataclass(slots=True)
class Relations:
    """Counts over the stories of a set."""

    echoes: Counts = field(default_factory=Counts)
    shifts: Counts = field(default_factory=Counts)
    sources: Share = field(default_factory=Share)

    def add_echoes(self, gold: Json, record: Json, partner: Mapping[str, str]) -> None:
        """Adds the echoes of a story.

        Args:
            partner: id of a predicted statement -> id of the gold statement it is matched to.
        """
        true = connected(e["statements"] for e in gold.get("echoes") or [])
        mine = connected([partner.get(s, f"\0{s}") for s in e["statements"]] for e in record.get("echoes") or [])
        self.echoes.add(len(true & mine), len(mine), len(true))

    def add_shifts(
        self, gold: Json, record: Json, cast: Mapping[str, str], true: Mapping[str, Places], told: Mapping[str, Places], touch: Touch
    ) -> None:
        """Adds the shifts of a story.

        Args:
            cast: id of a predicted actor -> id of the gold actor.
            true, told: where the words of each statement stand, gold and predicted.
        """
        alike = connected(e["statements"] for e in gold.get("echoes") or [])
        who = {s["id"]: s["who"] for s in gold["statements"]}
        for dispute in gold.get("disputes") or []:
            for account in dispute["accounts"]:
                said = {e["statement"] for e in account["evidence"]} & who.keys()
                alike |= {frozenset(c) for c in combinations(sorted(said), 2) if who[c[0]] == who[c[1]]}

        def end(shift: Json, key: str) -> list[Places]:
            return [true[shift[key]], *(true[s] for pair in alike if shift[key] in pair for s in pair - {shift[key]})]

        def fits(mine: Json, shift: Json) -> bool:
            return cast.get(mine["who"]) == shift["who"] and all(
                any(touch(told[mine[key]], place) for place in end(shift, key)) for key in ("from", "to")
            )

        mine, theirs = record.get("shifts") or [], gold.get("shifts") or []
        hits = assign([[float(fits(m, g)) for g in theirs] for m in mine])
        self.shifts.add(len(hits), len(mine), len(theirs))

    def add_sources(self, gold: Json, coverage: Coverage, echoes: Sequence[Echo], lay: Callable[[Json], Evidence]) -> None:
        """Adds the counts of independent sources of a story's gold accounts.

        Args:
            lay: the evidence of the record for a gold line of evidence.
        """
        independence = Independence(coverage, echoes)
        for dispute in gold.get("disputes") or []:
            for account in dispute["accounts"]:
                if account.get("independent_sources") is not None:
                    lines = [lay(e) for e in account["evidence"]]
                    self.sources.add(independence.count(lines) == account["independent_sources"])

    def figures(self) -> dict[str, float]:
        """By name, per cent."""
        return {
            "echoes precision": self.echoes.precision, "echoes recall": self.echoes.recall, "echoes F1": self.echoes.f1,
            "shifts F1": self.shifts.f1, "independent sources exact (gold accounts)": self.sources.value,
        }  # fmt: skip
