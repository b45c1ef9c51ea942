"""Fits the points by which a passage tells what became of a promise (``POINTS`` in ``linking/fulfilment.py``) on the train part of our corpus.

    python -m training.fulfilment

A passage beside a promise of the gold is an example; it is one that tells of it where it touches a step of the gold that is kept, begun,
broken or dropped. The points are a logistic regression, printed to one decimal for the module; beside them how many promises get their
passage, out of fold by story, at several thresholds. Needs scikit-learn.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, cross_val_predict

from evaluation.stories import Recorded, Story
from onrecord.linking.commitments import promises
from onrecord.linking.fulfilment import MOST, Fulfilment
from training.readings import as_read, ask

ENDS = ("kept", "begun", "broken", "dropped")
FOLDS = 5
Example = tuple[int, dict[str, float], bool]


def examples(story: Story, made: Recorded) -> Iterator[Example]:
    """Number of the promise, signs, and whether it tells of it, of each passage beside each promise of one story that the gold has."""
    ids = [a if isinstance(a, str) else a["id"] for a in story.gold["articles"]]
    home = {a.text: i for i, a in made.coverage.articles.items()}
    article = {i: home[r["text"]] for i, r in zip(ids, story.rows, strict=True)}

    def place(line: dict[str, Any]) -> tuple[str, int, int]:
        return article[line["article"]], line["start"], line["end"]

    told = promises(made.coverage, made.echoes)
    fulfilment = Fulfilment(made.coverage, [span for p in told for span in p.spans])
    for gold in story.gold["commitments"]:
        lines = [place(e) for e in gold["evidence"]]
        shared = [sum(_meet(a, b) for a in p.spans for b in lines) for p in told]
        if not any(shared):
            continue
        promise = told[shared.index(max(shared))]
        ends = [place(h["evidence"]) for h in gold["history"] if h["state"] in ENDS]
        for passage in fulfilment.passages:
            signs = fulfilment.features(promise, passage)
            if signs is not None:
                here = (passage.claim.article, passage.claim.evidence.start, passage.claim.evidence.end)
                yield promise.number, signs, any(_meet(here, end) for end in ends)


def _meet(a: tuple[str, int, int], b: tuple[str, int, int]) -> bool:
    return a[0] == b[0] and a[1] < b[2] and b[1] < a[2]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    ask(parser)
    args = parser.parse_args()
    read = as_read(args.read)
    rows = [(story.name, *example) for story, made in read for example in examples(story, made)]
    names = sorted({k for *_, signs, _ in rows for k in signs})
    values = np.array([[min(signs.get(k, 0.0), MOST) for k in names] for *_, signs, _ in rows])
    labels, groups = np.array([yes for *_, yes in rows]), [name for name, *_ in rows]
    line = LogisticRegression(max_iter=2000)
    out_of_fold = cross_val_predict(line, values, labels, groups=groups, cv=GroupKFold(FOLDS), method="decision_function")
    line.fit(values, labels)
    print(f"{len(rows)} pairs, {labels.sum()} of which tell of the promise")
    print({"none": round(float(line.intercept_[0]), 1)} | {k: round(float(c), 1) for k, c in zip(names, line.coef_[0], strict=True)})
    best: dict[tuple[str, int], tuple[float, bool]] = defaultdict(lambda: (-99.0, False))
    for (name, number, _, yes), points in zip(rows, out_of_fold, strict=True):
        best[name, number] = max(best[name, number], (float(points), bool(yes)))
    having = len({(name, number) for name, number, _, yes in rows if yes})
    for least in (-2.5, -2.0, -1.5, -1.0, -0.5):
        taken = [yes for points, yes in best.values() if points > least]
        print(f"from {least}: {len(taken)} promises with a passage, {sum(taken)} right, of {having}")


if __name__ == "__main__":
    main()
