"""Fits the weights of the pronoun ranker on the train part of our corpus, and prints them with its accuracy on the dev part.

    python -m training.antecedents

Each pronoun that speaks in the gold is one example: the candidates are those that the reader saw there, the right one is the entity
that the gold's actor is (by name, or by a speaker phrase of that actor that is one of its mentions). Softmax over the candidates and
"nobody", L2 penalty, plain gradient descent.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from onrecord.linking.actors import plain
from onrecord.model import Article, Reading
from onrecord.reading import pronouns
from onrecord.reading.antecedents import Candidate
from onrecord.reading.reader import reader

CORPUS = Path(__file__).parent.parent / "corpus"
NAMES = tuple(Candidate(0, 0, True, True, True, True, True, 0, True, 0, True).features())
PENALTY, STEPS, RATE = 0.02, 3000, 0.5
Example = tuple[list[dict[str, float]], int]
"""Features of the candidates, and the place of the right one; their number where nobody is right."""


def entity_of(reading: Reading, gold: dict[str, Any], article: str, actor: str) -> str | None:
    """The reading's entity that is the gold's actor."""
    found = next(a for a in gold["actors"] if a["id"] == actor)
    names = {plain(n) for n in (found["name"], *found["aliases"])}
    votes: Counter[str] = Counter()
    places = [s["speaker"] for s in gold["statements"] if s["article"] == article and s["who"] == actor and s["speaker"]]
    for entity in reading.entities:
        votes[entity.id] += 5 * sum(plain(n) in names for n in entity.names)
        spoken = {(m.start, m.end) for m in entity.mentions if m.text.lower() not in ("he", "she", "it", "they")}
        votes[entity.id] += sum((p["start"], p["end"]) in spoken for p in places)
    best = votes.most_common(1)
    return best[0][0] if best and best[0][1] else None


def examples(part: str) -> list[Example]:
    """The pronouns of one part of the corpus."""
    out: list[Example] = []
    seen: list[tuple[int, list[Candidate], list[str]]] = []
    original = pronouns.Pronouns._considered

    def noted(self: pronouns.Pronouns, start: int, candidates: Sequence[Candidate], ids: Sequence[str]) -> None:
        seen.append((start, list(candidates), list(ids)))

    pronouns.Pronouns._considered = noted  # type: ignore[method-assign]
    try:
        for path in sorted((CORPUS / part).glob("*/gold.json")):
            gold = json.loads(path.read_text(encoding="utf-8"))
            rows = [json.loads(line) for line in (path.parent / "articles.jsonl").read_text(encoding="utf-8").splitlines() if line.strip()]
            for identity, row in zip(gold["articles"], rows, strict=True):
                seen.clear()
                reading = reader().read(Article(identity, row["text"], "corpus", published=row.get("published")))
                by_start = {
                    s["speaker"]["start"]: s["who"] for s in gold["statements"] if s["article"] == identity and s["speaker"] and s["who"]
                }
                for start, candidates, ids in seen:
                    if start in by_start:
                        right = entity_of(reading, gold, identity, by_start[start])
                        out.append(([c.features() for c in candidates], ids.index(right) if right in ids else len(ids)))
    finally:
        pronouns.Pronouns._considered = original  # type: ignore[method-assign]
    return out


def fit(found: list[Example]) -> dict[str, float]:
    """The weights, "nobody" with them."""
    width = len(NAMES) + 1
    rows = []
    for candidates, right in found:
        matrix = np.zeros((len(candidates) + 1, width))
        for n, features in enumerate(candidates):
            matrix[n, :-1] = [features[name] for name in NAMES]
        matrix[-1, -1] = 1.0
        rows.append((matrix, right))
    weights, speed = np.zeros(width), np.zeros(width)
    for _ in range(STEPS):
        gradient = PENALTY * weights
        for matrix, right in rows:
            shares = np.exp(matrix @ weights - (matrix @ weights).max())
            shares /= shares.sum()
            gradient += (shares @ matrix - matrix[right]) / len(rows)
        speed = 0.9 * speed - RATE * 0.1 * gradient
        weights += speed
    return {name: round(float(w), 3) for name, w in zip((*NAMES, "nobody"), weights, strict=True)}


def accuracy(found: list[Example], weights: dict[str, float]) -> float:
    """Per cent of the pronouns whose best candidate is the right one."""

    def best(candidates: list[dict[str, float]]) -> int:
        rated = [sum(weights[k] * v for k, v in c.items()) for c in candidates] + [weights["nobody"]]
        return int(np.argmax(rated))

    return 100 * sum(best(candidates) == right for candidates, right in found) / max(1, len(found))


def main() -> None:
    train, dev = examples("train"), examples("dev")
    weights = fit(train)
    print(json.dumps(weights, indent=4))
    print(f"train {accuracy(train, weights):.1f} of {len(train)}, dev {accuracy(dev, weights):.1f} of {len(dev)}")
    possible = [sum(right < len(c) for c, right in part) / max(1, len(part)) for part in (train, dev)]
    print(f"the right one is among the candidates: train {100 * possible[0]:.1f}, dev {100 * possible[1]:.1f}")


if __name__ == "__main__":
    main()
