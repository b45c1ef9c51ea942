"""``python -m evaluation.agreement``: how far a second reader, blind to the gold, agrees with it.

``corpus/second/<slug>.toml`` holds the second labels of a tenth of the stories, in the source format and over the same texts. The
gold is taken for the truth and the second labels for the prediction; F1 is the same the other way round.
"""

from __future__ import annotations

import sys
from pathlib import Path

from corpus.build import compile_source
from evaluation.measure import Counts, Share
from evaluation.stories import Json, Story, Tally, score, stories

CORPUS = Path(__file__).parent.parent / "corpus"


def as_record(story: Story, second: Json) -> Json:
    """Second labels as the record that the scorer takes."""
    ids = second["articles"]
    marked = second.get("furniture") or []
    articles = [
        {"id": i, "text": row["text"], "furniture": [f for f in marked if f["article"] == i]}
        for i, row in zip(ids, story.rows, strict=True)
    ]
    return {"articles": articles, "statements": second["statements"], "disputes": second.get("disputes") or []}


def main() -> int:
    tally = Tally(Counts(), Counts(), Share(), Counts(), Share(), Counts(), Share(), Counts())
    gold = {s.name: s for split in ("train", "dev", "test") for s in stories(CORPUS / split)}
    read = 0
    for path in sorted((CORPUS / "second").glob("*.toml")):
        built, errors = compile_source(path)
        if built is None or path.stem not in gold:
            print("\n".join(errors) or f"{path.name}: there is no story of this name", file=sys.stderr)
            return 1
        score(gold[path.stem], as_record(gold[path.stem], built.gold), tally)
        read += 1
    print(f"{read} of {len(gold)} stories, {tally.low.gold:.0f} statements, {tally.conflicts.gold:.0f} conflicts")
    for name, value in (
        ("statements F1 at 0.3", tally.low.f1), ("statements F1 at 0.8", tally.high.f1), ("right actor", tally.actor.value),
        ("end to end F1", tally.end_to_end.f1), ("stance", tally.stance.value), ("conflicts F1", tally.conflicts.f1),
        ("conflicts precision", tally.conflicts.precision), ("conflicts recall", tally.conflicts.recall), ("furniture F1", tally.furniture.f1),
    ):  # fmt: skip
        print(f"  {name:<24}{value:6.1f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
