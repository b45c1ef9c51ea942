"""Fits what is learned about pairs of statements (``linking/contention.py``) on the train part of our corpus, and measures it.

    python -m training.contention [--out src/onrecord/linking/weights/contention.json]

A pair of a story's statements is an example; a statement is of a gold dispute's account where its content touches that account's evidence
(overlap at least 0.3, or one within the other). The forest learns whether both are of one dispute, the line whether they are on opposite
sides of it. Figures printed are of statements read by the shipped reader, out of fold by story. Needs scikit-learn.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, roc_auc_score
from sklearn.preprocessing import StandardScaler

from evaluation.measure import Counts
from evaluation.stories import Recorded, Story, Tally, add_disputes, blank, touch
from onrecord.export.document import dispute
from onrecord.linking.contention import LEARNED, Contention, Pairs
from onrecord.linking.contested import MARKS, Contested
from onrecord.linking.echoes import sayings
from onrecord.linking.independence import Independence
from onrecord.linking.remarks import Remark
from training.readings import as_read, ask

TREES = {"max_iter": 80, "max_leaf_nodes": 12, "learning_rate": 0.07, "min_samples_leaf": 60, "l2_regularization": 1.0, "random_state": 0}
FOLDS, STEADY = 6, 0.3
BAGS, SHARE = 5, 0.7
"""Forests that are averaged, and the share of the stories that each sees."""
Rows = np.ndarray[Any, np.dtype[np.float64]]
Sides = set[tuple[int, int]]


@dataclass(frozen=True)
class Example:
    """The pairs of one story. ``one`` is whether both are of one dispute; ``across`` 1 on opposite sides of it, -1 on one side, 0 neither or both."""

    story: Story
    made: Recorded
    search: Contested
    pairs: Pairs
    contested: Rows
    against: Rows
    one: Rows
    across: Rows


def example(story: Story, made: Recorded) -> Example:
    """The pairs of one story as read, labelled by the gold."""
    independence = Independence(made.coverage, made.echoes)
    search = Contested(made.coverage, made.echoes, independence)
    pairs = search.pairs()
    ids = [a if isinstance(a, str) else a["id"] for a in story.gold["articles"]]
    home = {r["text"]: i for i, r in zip(ids, story.rows, strict=True)}
    gold = [
        [[(e["article"], frozenset(range(e["start"], e["end"]))) for e in a["evidence"]] for a in d["accounts"]]
        for d in story.gold["disputes"]
    ]

    def sides(remark: Remark) -> Sides:
        article = home[made.coverage.articles[remark.statement.article].text]
        words = [frozenset(range(c.start, c.end)) for c in remark.statement.content]
        return {
            (d, a)
            for d, accounts in enumerate(gold) for a, lines in enumerate(accounts)
            if any(where == article and touch(place, w) for where, place in lines for w in words)
        }  # fmt: skip

    of = [sides(r) for r in pairs.found]
    told = [pairs.features(a, b) for a, b in pairs.pairs]
    across, one = [], []
    for a, b in pairs.pairs:
        opposite = any(d == e and x != y for d, x in of[a] for e, y in of[b])
        same = any(d == e and x == y for d, x in of[a] for e, y in of[b])
        one.append(float(opposite or same))
        across.append(float(opposite) - float(same))
    return Example(
        story, made, search, pairs, *(np.array(v, np.float64) for v in ([t[0] for t in told], [t[1] for t in told], one, across))
    )


def _plain(nodes: Any) -> dict[str, list[float]]:
    """A tree as scikit-learn keeps it, in the form in which it ships; its value shared among the bags."""
    leaf = nodes["is_leaf"].astype(bool)
    return {
        "feature": np.where(leaf, -1, nodes["feature_idx"]).tolist(),
        "threshold": [round(float(v), 6) for v in np.where(leaf, 0.0, nodes["num_threshold"])],
        "left": nodes["left"].tolist(),
        "right": nodes["right"].tolist(),
        "value": [round(float(v) / BAGS, 5) for v in np.where(leaf, nodes["value"], 0.0)],
    }


def fit(of: Sequence[Example]) -> dict[str, Any]:
    """The learned part, in the form in which it ships."""
    trees, start = [], 0.0
    draw = np.random.default_rng(0)
    for _ in range(BAGS):
        some = [of[n] for n in sorted(draw.choice(len(of), round(SHARE * len(of)), replace=False))]
        rows, one = np.concatenate([e.contested for e in some]), np.concatenate([e.one for e in some])
        forest = HistGradientBoostingClassifier(**TREES).fit(rows, one)
        start += float(forest._baseline_prediction.ravel()[0]) / BAGS
        trees += [_plain(tree.nodes) for (tree,) in forest._predictors]
    known = [e.across != 0 for e in of]
    lines = np.concatenate([e.against[k] for e, k in zip(of, known, strict=True)])
    scale = StandardScaler().fit(lines)
    line = LogisticRegression(C=STEADY, max_iter=1000).fit(
        scale.transform(lines), np.concatenate([e.across[k] for e, k in zip(of, known, strict=True)]) > 0
    )
    weights = line.coef_[0] / scale.scale_
    against = {"weights": [round(float(w), 5) for w in weights], "bias": round(float(line.intercept_[0] - weights @ scale.mean_), 5)}
    return {"matter": {"start": start, "trees": trees}, "against": against}


def places(e: Example) -> tuple[dict[str, str], dict[str, str]]:
    """Article id of the record -> of the gold, and gold id -> text."""
    ids = [a if isinstance(a, str) else a["id"] for a in e.story.gold["articles"]]
    home = {r["text"]: i for i, r in zip(ids, e.story.rows, strict=True)}
    return {a.id: home[a.text] for a in e.made.coverage.articles.values()}, {i: r["text"] for i, r in zip(ids, e.story.rows, strict=True)}


def judged(of: Iterable[Example], learned: dict[str, Any]) -> Tally:
    """The conflicts that the learned part finds in some stories, against the gold."""
    tally = blank()
    for e in of:
        found = [dispute(d) for d in e.search.disputes(Contention(e.pairs, sayings(e.made.echoes), learned))]
        add_disputes(e.story.gold, {"disputes": found}, *places(e), tally)
    return tally


def marked(e: Example, learned: dict[str, Any]) -> Iterator[tuple[list[float], bool]]:
    """The marks of every matter of a story, and whether it is a conflict of the gold that no likelier one has found."""
    contention = Contention(e.pairs, sayings(e.made.echoes), learned)
    had: list[dict[str, Any]] = []
    for matter, told, marks in e.search.matters(contention):
        before, after = blank(), blank()
        made = dispute(e.search.made(matter, told, contention.found, 1.0))
        add_disputes(e.story.gold, {"disputes": had}, *places(e), before)
        add_disputes(e.story.gold, {"disputes": [*had, made]}, *places(e), after)
        good = after.conflicts.hits > before.conflicts.hits
        had += [made] if good else []
        yield marks, good


def weigh(marks: Sequence[list[float]], good: Sequence[bool]) -> dict[str, Any]:
    """The line that tells disputes among matters."""
    scale = StandardScaler().fit(marks)
    line = LogisticRegression(C=STEADY, max_iter=1000).fit(scale.transform(marks), good)
    weights = line.coef_[0] / scale.scale_
    return {"weights": [round(float(w), 5) for w in weights], "bias": round(float(line.intercept_[0] - weights @ scale.mean_), 5)}


def main() -> None:
    parser = argparse.ArgumentParser(description="Fits what is learned about pairs of statements.")
    parser.add_argument("--out", type=Path, default=LEARNED)
    ask(parser)
    args = parser.parse_args()
    read = as_read(args.read)
    of = [example(*r) for r in read]
    matter, marks, learned = [], [], []
    for fold in range(FOLDS):
        learned.append(fit([e for n, e in enumerate(of) if n % FOLDS != fold]))
        for e in of[fold::FOLDS]:
            said = Contention(e.pairs, {}, learned[fold])
            matter.append((e.one, np.array([said.matter[p] for p in e.pairs.pairs])))
            marks += [(fold, *m) for m in marked(e, learned[fold])]
    one, likely = (np.concatenate(x) for x in zip(*matter, strict=True))
    print(f"out of fold: one dispute AUC {roc_auc_score(one, likely):.3f}, average precision {average_precision_score(one, likely):.3f}")
    total = Counts()
    for fold in range(FOLDS):
        others = [m for m in marks if m[0] != fold]
        learned[fold]["dispute"] = weigh([m[1] for m in others], [m[2] for m in others])
        tally = judged(of[fold::FOLDS], learned[fold])
        total.add(tally.conflicts.hits, tally.conflicts.predicted, tally.conflicts.gold)
    print(
        f"conflicts out of fold: {total.hits:.0f} right of {total.predicted:.0f}, {total.gold:.0f} in the gold: precision {total.precision:.1f}, recall {total.recall:.1f}"
    )
    whole = fit(of)
    whole["dispute"] = weigh([m[1] for m in marks], [m[2] for m in marks])
    for name, weight in zip(MARKS, whole["dispute"]["weights"], strict=True):
        print(f"  {name:<26}{weight:8.2f}")
    args.out.parent.mkdir(parents=True, exist_ok=True)
    args.out.write_text(json.dumps(whole, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
