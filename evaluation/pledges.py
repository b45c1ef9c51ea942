"""What was asked and promised, and what became of it.

A request or a commitment is right with the same ``by`` and a passage, of its evidence or its history, that touches the gold's; each gold
one is found once. Over the right ones a step is right with the same state and, where the gold gives a day, the same day; a due day is
right when it is the gold's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from evaluation.attributes import Cast, assign, words_shared
from evaluation.measure import Counts, Share

Json = dict[str, Any]
Places = frozenset[tuple[str, int]]
Lay = Callable[[Json], Places]
"""Where a line of evidence stands."""
WORDS = {"requests": "of", "commitments": "what"}
ALIKE = 0.5


@dataclass(slots=True)
class Pledges:
    """Counts over the stories of a set."""

    found: dict[str, Counts] = field(default_factory=lambda: {name: Counts() for name in WORDS})
    steps: dict[str, Counts] = field(default_factory=lambda: {name: Counts() for name in WORDS})
    due: Share = field(default_factory=Share)

    def add(self, gold: Json, record: Json, cast: Cast, lay: tuple[Lay, Lay], touch: Callable[[Places, Places], bool]) -> None:
        """Adds a story. What its gold does not list is not counted.

        Args:
            lay: for the gold's lines and for the record's.
        """
        for name, words in WORDS.items():
            if name not in gold:
                continue
            theirs, mine = gold[name], record.get(name) or []
            true, told = ([_passages(x, one) for x in some] for some, one in zip((theirs, mine), lay, strict=True))

            def weight(
                m: int, n: int, true: list[set[Places]] = true, told: list[set[Places]] = told, name: str = name, words: str = words
            ) -> float:
                x, y = gold[name][n], record[name][m]
                if not cast.same(x["by"], y["by"]):
                    return 0.0
                alike = words_shared(str(x[words]), str(y[words]))
                if not true[n]:
                    return alike if alike >= ALIKE else 0.0
                near = sum(any(touch(a, b) for b in told[m]) for a in true[n]) + sum(any(touch(a, b) for a in true[n]) for b in told[m])
                return near / (len(true[n]) + len(told[m])) + 0.01 * alike if near else 0.0

            pairs = assign([[weight(m, n) for n in range(len(theirs))] for m in range(len(mine))])
            self.found[name].add(len(pairs), len(mine), len(theirs))
            for m, n in pairs.items():
                self._add_steps(name, theirs[n], mine[m])

    def _add_steps(self, name: str, gold: Mapping[str, Any], told: Mapping[str, Any]) -> None:
        theirs, mine = gold["history"], told["history"]
        right = assign([[float(a["state"] == b["state"] and b.get("on") in (None, a["on"])) for b in theirs] for a in mine])
        self.steps[name].add(len(right), len(mine), len(theirs))
        if gold.get("due"):
            self.due.add(gold["due"] == told["due"])

    def figures(self) -> dict[str, float]:
        """By name, per cent."""
        out: dict[str, float] = {}
        for name in WORDS:
            out |= {f"{name} precision": self.found[name].precision, f"{name} recall": self.found[name].recall}
            out |= {f"{name} F1": self.found[name].f1, f"states of {name} F1": self.steps[name].f1}
        return {**out, "due days right": self.due.value}


def _passages(pledge: Mapping[str, Any], lay: Lay) -> set[Places]:
    lines = [*pledge["evidence"], *(step["evidence"] for step in pledge["history"])]
    return {place for line in lines if line and (place := lay(line))}
