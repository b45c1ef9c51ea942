"""Expressions of time against GUM's dates: spans found (any overlap) of all, and values right of those found whose gold is a day, month or year.

A value is right when it equals the gold's ``when`` at the gold's granularity.
"""

from __future__ import annotations

import json
from pathlib import Path

from evaluation.measure import Share
from onrecord.reading.dates import dates
from onrecord.reading.sentences import sentences


def measure(path: Path) -> dict[str, float]:
    """Per cent of spans found, of predicted spans that lie on gold, and of values right."""
    found, precise, right = Share(), Share(), Share()
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text, anchor = row["text"], row.get("dct")
        told = [d for s in sentences(text) for d in dates(text, s.start, s.end, anchor)]
        for gold in row["dates"]:
            hits = [d for d in told if d.start < gold["end"] and gold["start"] < d.end]
            found.add(bool(hits))
            if hits and gold.get("when"):
                right.add(any(d.value == gold["when"] for d in hits))
        for d in told:
            precise.add(any(d.start < g["end"] and g["start"] < d.end for g in row["dates"]))
    return {"spans found": found.value, "spans on gold": precise.value, "values right": right.value}
