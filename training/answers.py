"""Fits what is learned about answers to requests (``linking/answers.py``) on the train part of our corpus, and measures it.

    python -m training.answers [--out src/onrecord/linking/weights/answers.json]

A passage beside a request that it may answer is an example; it is one where the request is the gold's and the gold tells the same state by
words that it touches (overlap at least 0.3, or one within the other). Three lines are fitted: for refusals, for consents and deeds, and for
the other states. Figures printed are of statements read by the shipped reader, out of fold by story. Needs scikit-learn.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score
from sklearn.model_selection import GroupKFold, cross_val_predict

from evaluation.stories import Recorded, Story, touch
from onrecord.linking.answers import KIND, LEARNED
from onrecord.linking.requests import desk
from onrecord.model import Evidence
from training.readings import as_read, ask

STEADY, FOLDS, LEAST = 0.5, 5, 0.05
"""Inverse strength of the regularisation, folds, and points below which a sign is left out."""
Example = tuple[str, dict[str, float], bool]


def examples(story: Story, made: Recorded) -> Iterator[Example]:
    """Kind of state, signs, and whether it is so, of each passage beside each request of one story that the gold has."""
    ids = [a if isinstance(a, str) else a["id"] for a in story.gold["articles"]]
    home = {r["text"]: i for i, r in zip(ids, story.rows, strict=True)}

    def same(line: dict[str, Any], told: Evidence) -> bool:
        here = home[made.coverage.articles[told.article].text] == line["article"]
        return here and touch(frozenset(range(line["start"], line["end"])), frozenset(range(told.start, told.end)))

    matters, answers = desk(made.coverage)
    gold: dict[int, dict[str, Any]] = {}
    for request in story.gold["requests"]:
        for n, matter in enumerate(matters):
            if n not in gold and any(same(line, a.evidence) for line in request["evidence"] for a in matter.askings):
                gold[n] = request
                break
    for telling, n, signs in answers.candidates(matters):
        if n in gold:
            yes = any(h["state"] == telling.state and same(h["evidence"], telling.evidence) for h in gold[n]["history"])
            yield KIND[telling.state], signs, yes


def fit(of: list[tuple[str, Example]]) -> dict[str, dict[str, float]]:
    """The lines, in the form in which they ship; prints how well each ranks, out of fold."""
    out = {}
    for kind in sorted(set(KIND.values())):
        mine = [(name, signs, yes) for name, (k, signs, yes) in of if k == kind]
        names = sorted(mine[0][1])
        rows, truth = np.array([[s[n] for n in names] for _, s, _ in mine]), np.array([yes for *_, yes in mine])
        line = LogisticRegression(C=STEADY, max_iter=5000)
        held = cross_val_predict(line, rows, truth, groups=[n for n, *_ in mine], cv=GroupKFold(FOLDS), method="predict_proba")[:, 1]
        print(f"{kind}: {truth.sum()} of {len(truth)}, average precision out of fold {average_precision_score(truth, held):.3f}")
        line.fit(rows, truth)
        weights = {n: round(float(w), 1) for n, w in zip(names, line.coef_[0], strict=True) if abs(w) >= LEAST}
        out[kind] = {"": round(float(line.intercept_[0]), 1), **weights}
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description="Fits what is learned about answers to requests.")
    parser.add_argument("--out", type=Path, default=LEARNED)
    ask(parser)
    args = parser.parse_args()
    read = as_read(args.read)
    learned = fit([(story.name, e) for story, made in read for e in examples(story, made)])
    args.out.write_text(json.dumps(learned, indent=0) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
