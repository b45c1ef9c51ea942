"""Records for tests of the pages: the example coverage, a story full of doubts, and one with many articles."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from benchmarks.linking import World
from onrecord.desk import add, relink
from onrecord.ingest.source import Given
from onrecord.store.record import Writer

EXAMPLE = Path(__file__).parent.parent / "src/onrecord/examples/coverage.jsonl"
DOUBTFUL = (
    (
        "Harbour talks stall\n\nHenrik Aasland, the harbour master, said the quay would close on Monday.\n\n"
        "Sigrun Aasland, a member of the council, said the quay would stay open.\n\nWho had called the meeting, she would not say.\n",
        "The Vik Courier",
        "2031-04-02",
    ),
    (
        "Quay stays shut\n\nVIK - The quay is closed. Mr Aasland said on Thursday that nobody had been asked.\n\n"
        "The quay was unsafe, they said. “Nobody wants it,” said the minister.\n\nThe council agreed to a request for a survey.\n",
        "Nordwire",
        "2031-04-04",
    ),
)
MANY = 60
"""Articles of the long story."""


def doubtful(path: Path) -> None:
    """The example coverage and a story full of doubts, in one file."""
    with Writer(path) as record:
        add(record, [str(EXAMPLE)])
        for n, (text, outlet, day) in enumerate(DOUBTFUL):
            file = path.with_name(f"{n}.txt")
            file.write_text(text, encoding="utf-8")
            add(record, [str(file)], Given(outlet, day, None, None))
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def long(path: Path) -> None:
    """Beside what is in a record, a story of many articles that are made from templates and not read by the model."""
    world = World(MANY)
    matter = world.matter()
    with Writer(path) as record:
        for _ in range(MANY):
            record.store(*world.article(matter))
        relink(record)


def unsure(path: Path) -> None:
    """Brings every dispute near the score from which one is listed."""
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE dispute SET score = 0.55")
