"""Coverage of rumours (``data/disputes/rumours``): whether the main dispute of each is found, and whether stories without any stay without."""

from __future__ import annotations

from pathlib import Path

from evaluation.measure import Share
from evaluation.stories import add_disputes, blank, record_of, stories


def measure(folder: Path) -> dict[str, float]:
    """Per cent of main disputes found, of control stories without a conflict, of traps avoided; precision and recall of all conflicts."""
    tally, main, clean = blank(), Share(), Share()
    for story in stories(folder):
        record = record_of(story)
        ids = [a if isinstance(a, str) else a["id"] for a in story.gold["articles"]]
        texts = {i: r["text"] for i, r in zip(ids, story.rows, strict=True)}
        home = {t: i for i, t in texts.items()}
        names = {a["id"]: home[a["text"]] for a in record["articles"]}
        add_disputes(story.gold, record, names, texts, tally)
        conflicts = [d for d in record["disputes"] if d["level"] == "conflict"]
        if not any(d.get("level", "conflict") == "conflict" for d in story.gold["disputes"]):
            clean.add(not conflicts)
        for dispute in story.gold["disputes"]:
            if dispute.get("main"):
                one = blank()
                every = {"disputes": [{**d, "level": "conflict"} for d in record["disputes"]]}
                add_disputes({"disputes": [{**dispute, "level": "conflict"}]}, every, names, texts, one)
                main.add(one.conflicts.hits > 0)
    return {
        "main disputes found": main.value,
        "controls without a conflict": clean.value,
        "traps avoided": tally.traps.value,
        "conflicts precision": tally.conflicts.precision,
        "conflicts recall": tally.conflicts.recall,
    }
