"""The intake: articles that visitors hand in are read one batch after another, with progress, and each ends with its ledger."""

from __future__ import annotations

import re
import secrets
import shutil
import tempfile
import threading
from collections import OrderedDict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from onrecord.desk import add
from onrecord.errors import OnRecordError
from onrecord.ingest.ledger import Ledger
from onrecord.ingest.source import Given
from onrecord.web.room import Room

REMEMBERED = 200
"""Batches whose ledger can still be seen; all ledgers are in the record."""
PASTED = "pasted.txt"


@dataclass(slots=True)
class Batch:
    """What was handed in at once.

    Attributes:
        what: what is at hand. done, of: files.
        ledger: when it is through; ``trouble``: why it could not be.
    """

    id: str
    files: tuple[str, ...]
    what: str = "waiting"
    done: int = 0
    of: int = 0
    ledger: Ledger | None = None
    trouble: str | None = None
    folder: Path = field(default_factory=Path)

    @property
    def through(self) -> bool:
        """Whether nothing more happens."""
        return self.ledger is not None or self.trouble is not None


class Intake:
    """Takes batches, and reads them in the order in which they came."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self._batches: OrderedDict[str, Batch] = OrderedDict()
        self._reader = ThreadPoolExecutor(1, "intake")
        self._lock = threading.Lock()

    def take(self, files: Sequence[tuple[str, bytes]], given: Given) -> Batch:
        """Takes files (name, content) in.

        Args:
            given: what fills the fields that the files leave out.
        """
        folder = Path(tempfile.mkdtemp(prefix="onrecord-intake-"))
        names: list[str] = []
        for name, content in files:
            plain = _plain(name, names)
            (folder / plain).write_bytes(content)
            names.append(plain)
        batch = Batch(secrets.token_urlsafe(9), tuple(names), folder=folder, of=len(names))
        with self._lock:
            self._batches[batch.id] = batch
            while len(self._batches) > REMEMBERED and next(iter(self._batches.values())).through:
                self._batches.popitem(last=False)
        self._reader.submit(self._read, batch, given)
        return batch

    def batch(self, identity: str) -> Batch | None:
        """A batch by its id; None where it is unknown or forgotten."""
        return self._batches.get(identity)

    def close(self) -> None:
        """Lets what is at hand be finished; what waits is dropped."""
        self._reader.shutdown(cancel_futures=True)

    def _read(self, batch: Batch, given: Given) -> None:
        def watch(what: str, done: int, of: int) -> None:
            batch.what, batch.done, batch.of = what, done, of

        try:
            with self._room.writing() as record:
                batch.ledger = add(record, [str(batch.folder / name) for name in batch.files], given, watch, batch.folder)
        except OnRecordError as error:
            batch.trouble = str(error)
        except Exception as error:  # a defect of ours: the visitor must hear of it
            batch.trouble = f"reading failed ({type(error).__name__}: {error}); please report it"
        finally:
            shutil.rmtree(batch.folder, ignore_errors=True)


def _plain(name: str, taken: Sequence[str]) -> str:
    """A file name without folders and odd characters, unlike those that are taken."""
    last = re.sub(r"[^\w.() -]", "_", re.split(r"[/\\]", name)[-1]).lstrip(".")[:120] or "file"
    stem, dot, ending = last.rpartition(".")
    count, plain = 1, last
    while plain in taken:
        count += 1
        plain = f"{stem} ({count}){dot}{ending}" if stem else f"{last} ({count})"
    return plain
