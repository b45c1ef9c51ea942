"""Counts what the corpus holds, and writes the counts as a page."""
from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from corpus.build import Built
from corpus.source import Json
from corpus.vocabulary import DISPUTE_KINDS, STANCES, STATEMENT_KINDS, TRAP_KINDS

SECTIONS: dict[str, Callable[[Json], int]] = {
    "articles": lambda gold: len(gold["articles"]),
    "statements": lambda gold: len(gold["statements"]),
    "conflicts": lambda gold: sum(d["level"] == "conflict" for d in gold["disputes"]),
    "tensions": lambda gold: sum(d["level"] == "tension" for d in gold["disputes"]),
    "traps": lambda gold: len(gold["traps"]),
    "shifts": lambda gold: len(gold["shifts"]),
    "requests": lambda gold: len(gold["requests"]),
    "commitments": lambda gold: len(gold["commitments"]),
    "absences": lambda gold: len(gold["absences"]),
    "echoes": lambda gold: len(gold["echoes"]),
}


def counts(stories: Sequence[Built]) -> dict[str, int]:
    """The totals: stories, then every section."""
    return {"stories": len(stories)} | {name: sum(count(b.gold) for b in stories) for name, count in SECTIONS.items()}


def statistics_page(stories: Sequence[Built]) -> str:
    """STATISTICS.md, made of the compiled stories alone."""
    heads = ["stories", *SECTIONS]
    blocks = ["# Statistics\n\nMade by `python corpus/check.py --stats`; not edited by hand.",
              _table("Whole corpus", ["", *heads], [["all", *counts(stories).values()]])]
    for trait in ("split", "domain", "manner"):
        groups = sorted({getattr(built.story, trait) for built in stories})
        rows = [[group, *counts([b for b in stories if getattr(b.story, trait) == group]).values()] for group in groups]
        blocks.append(_table(f"By {trait}", [trait, *heads], rows))
    golds = [built.gold for built in stories]
    statements = [s for gold in golds for s in gold["statements"]]
    kinds_of_actor = [{actor["id"]: actor["kind"] for actor in gold["actors"]} for gold in golds]
    speakers = [kinds.get(s["who"], "not known") for gold, kinds in zip(golds, kinds_of_actor, strict=True)
                for s in gold["statements"]]
    words = sum(len(article.text.split()) for built in stories for article in built.story.articles.values())
    disputes = [d for gold in golds for d in gold["disputes"]]
    blocks += [
        f"The articles hold {words} words. Of the stories, {sum(_calm(gold) for gold in golds)} have no conflict.",
        _counted("Statements by kind", (s["kind"] for s in statements), STATEMENT_KINDS),
        _counted("Statements by stance", (s["stance"] for s in statements), STANCES),
        _counted("Statements by kind of speaker", speakers),
        _counted("Statements by other marks", [mark for s in statements for mark in _marks(s)]),
        _counted("Conflicts by kind", (d["kind"] for d in disputes if d["level"] == "conflict"), DISPUTE_KINDS),
        _counted("Tensions by kind", (d["kind"] for d in disputes if d["level"] == "tension"), DISPUTE_KINDS),
        _counted("Traps by kind", (t["kind"] for gold in golds for t in gold["traps"]), TRAP_KINDS),
        _counted("Steps of requests", (h["state"] for g in golds for r in g["requests"] for h in r["history"])),
        _counted("Steps of commitments", (h["state"] for g in golds for c in g["commitments"] for h in c["history"])),
        _counted("Absences by kind", (a["kind"] for gold in golds for a in gold["absences"])),
        _counted("Echoes by kind", (e["kind"] for gold in golds for e in gold["echoes"])),
        _counted("Furniture by kind", (f["kind"] for gold in golds for f in gold["furniture"])),
    ]
    return "\n\n".join(blocks) + "\n"


def _calm(gold: Json) -> bool:
    return not any(d["level"] == "conflict" for d in gold["disputes"])


def _marks(statement: Json) -> list[str]:
    return [name for name, there in (
        ("nested in another", statement["within"]), ("several content spans", len(statement["content"]) > 1),
        ("no cue", not statement["cue"]), ("no speaker in the text", not statement["speaker"]),
        ("channel", statement["channel"]), ("addressee", statement["addressee"]), ("day said", statement["said_on"]),
    ) if there]


def _counted(title: str, values: Iterable[str], order: Sequence[str] = ()) -> str:
    number = Counter(values)
    rows = [[name, number[name]] for name in [*order, *sorted(set(number) - set(order))]]
    return _table(title, ["", "number"], rows)


def _table(title: str, heads: Sequence[object], rows: Sequence[Sequence[object]]) -> str:
    lines = [heads, ["---"] + ["---:"] * (len(heads) - 1), *rows]
    return f"## {title}\n\n" + "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)
