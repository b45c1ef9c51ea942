"""``compare`` against public pairs: roles exchanged and denials in news, HANS by subcase, contradictions of RTE-3.

Figures are per cent. Of the news pairs those whose two participants are joined by "and" are left out: they say the same both ways.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable
from pathlib import Path

from evaluation.measure import Share
from onrecord.comparison import Comparison, compare

Compare = Callable[[str, str], Comparison]
STEP = 5
"""Every how many of the pairs of HANS one is measured."""
RECALL = 0.2
"""Share of the contradictions of RTE-3 at which precision is taken."""


def joined(row: dict[str, str]) -> bool:
    """Whether the two participants of a news pair are joined by "and" in the first sentence."""
    text, x, y = (row[k].lower() for k in ("a", "source", "target"))
    return bool(re.search(rf"{re.escape(x)},? and (?:the |an? )?{re.escape(y)}|{re.escape(y)},? and (?:the |an? )?{re.escape(x)}", text))


def news(path: Path, compare: Compare = compare) -> dict[str, float]:
    """Roles exchanged: recall, and false alarms on the controls; denials: recall on the denied, right on the attributed, their mean."""
    swaps, alarms, denied, attributed, supported = Share(), Share(), Share(), Share(), Share()
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["kind"] == "role_swap" and joined(row):
            continue
        found = compare(row["a"], row["b"]).relation
        against = found == "contradicts"
        if row["kind"] == "role_swap":
            swaps.add(against)
        elif row["kind"] == "denied":
            denied.add(against)
        else:
            alarms.add(against)
            supported.add(found == "supports")
            if row["kind"] == "attributed":
                attributed.add(not against)
    return {
        "role swap recall": swaps.value,
        "no false alarm on controls": 100 - alarms.value,
        "controls supported": supported.value,
        "denied found": denied.value,
        "attributed let be": attributed.value,
        "denial balanced accuracy": (denied.value + attributed.value) / 2,
    }


def hans(path: Path, compare: Compare = compare) -> dict[str, float]:
    """Accuracy by subcase: ``supports`` against not, over every fifth pair of each."""
    right: dict[str, Share] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for n, row in enumerate(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)):
            if n % STEP:
                continue
            told = compare(row["sentence1"], row["sentence2"]).relation == "supports"
            right.setdefault(row["subcase"], Share()).add(told == (row["gold_label"] == "entailment"))
    out = {name: share.value for name, share in sorted(right.items())}
    return out | {"mean of subcases": sum(out.values()) / len(out)}


def contradictions(path: Path, compare: Compare = compare) -> dict[str, float]:
    """The class contradiction, pairs ranked by score: precision where :data:`RECALL` of them are found, and of all that are told."""
    ranked: list[tuple[float, bool, int]] = []
    gold = 0
    for n, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
        row = json.loads(line)
        gold += row["label3"] == "contradiction"
        found = compare(row["premise"], row["hypothesis"])
        if found.relation == "contradicts":
            ranked.append((-found.score, row["label3"] == "contradiction", n))
    ranked.sort(key=lambda r: (r[0], r[2]))
    hits, precision = 0, 0.0
    for n, (_, right, _) in enumerate(ranked, 1):
        hits += right
        if hits >= RECALL * gold:
            precision = max(precision, 100 * hits / n)
            break
    told = sum(right for _, right, _ in ranked)
    return {
        "precision at recall 0.2": precision,
        "precision": 100 * told / len(ranked) if ranked else 0.0,
        "recall": 100 * told / gold,
    }
