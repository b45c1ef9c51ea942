"""Compiles sources into the published corpus: `python corpus/build.py [SLUG…]`.

Each `corpus/source/<slug>.toml` becomes `corpus/<split>/<slug>/articles.jsonl` and `gold.json`. Nothing is written for a
story with errors. Exit code: 0 built, 1 some story has errors (one sentence each, all of them).
"""
from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # so that `python corpus/…` finds its modules

from corpus.compilation import Compilation
from corpus.source import Faults, Json, Story, read, source_paths
from corpus.vocabulary import SPLITS

CORPUS = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class Built:
    """A compiled story and the texts of its two files."""
    story: Story
    gold: Json
    files: dict[str, str]

    @property
    def folder(self) -> Path:
        return CORPUS / self.story.split / self.story.slug


def compile_source(path: Path) -> tuple[Built | None, list[str]]:
    """The compiled story, or None and the errors of its source."""
    faults = Faults(path)
    story = read(path, faults)
    if story is None:
        return None, faults.lines
    gold = Compilation(story, faults).gold()
    if faults.lines:
        return None, faults.lines
    lines = "".join(json.dumps(a.line(), ensure_ascii=False) + "\n" for a in story.articles.values())
    text = json.dumps(gold, ensure_ascii=False, indent=1) + "\n"
    return Built(story, gold, {"articles.jsonl": lines, "gold.json": text}), []


def publish(built: Built) -> None:
    """Writes the two files, and takes away those of an earlier split."""
    for split in SPLITS:
        old = CORPUS / split / built.story.slug
        if split != built.story.split and old.is_dir():
            for name in built.files:
                (old / name).unlink(missing_ok=True)
            old.rmdir()
    built.folder.mkdir(parents=True, exist_ok=True)
    for name, text in built.files.items():
        (built.folder / name).write_text(text, encoding="utf-8", newline="\n")


def main(slugs: list[str]) -> int:
    try:
        paths = source_paths(slugs)
    except FileNotFoundError as error:
        print(error, file=sys.stderr)
        return 1
    failed = 0
    for path in paths:
        built, errors = compile_source(path)
        if built is None:
            failed += 1
            print("\n".join(errors), file=sys.stderr)
            continue
        publish(built)
        gold = built.gold
        counts = ", ".join(f"{len(gold[key])} {key}" for key in ("articles", "statements", "disputes", "traps"))
        print(f"{built.folder.relative_to(CORPUS)}: {counts}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
