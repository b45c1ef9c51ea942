"""The train part of our corpus as read by the shipped reader, for what is learned from readings."""

from __future__ import annotations

import argparse
import pickle
from pathlib import Path

from evaluation.stories import Recorded, Story, recorded, stories

TRAIN = Path(__file__).parent.parent / "corpus/train"


def ask(parser: argparse.ArgumentParser) -> None:
    """Adds the option by which readings are kept for the next time."""
    parser.add_argument("--read", type=Path, help="a file that keeps the stories as read; made if missing")


def as_read(kept: Path | None) -> list[tuple[Story, Recorded]]:
    """The stories with their records, from the file that keeps them where there is one."""
    if kept and kept.exists():
        return list(pickle.loads(kept.read_bytes()))
    read = [(s, recorded(s)) for s in stories(TRAIN)]
    if kept:
        kept.write_bytes(pickle.dumps(read))
    return read
