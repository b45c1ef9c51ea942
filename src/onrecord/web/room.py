"""The reading room: the one record that is served. Many read at a time, one writes."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, LifoQueue

from onrecord.store.record import Record, Writer
from onrecord.store.retrieval import Retrieval

SPARE = 8
"""Opened records that are kept for the next reader."""


class Room:
    """Hands out the reading and the writing half of a record; safe to use from several threads.

    Args:
        path: the record; made where it is missing.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._spare: LifoQueue[Record] = LifoQueue()
        self._writing = threading.Lock()
        Writer(path).close()

    @contextmanager
    def reading(self) -> Iterator[Retrieval]:
        """Narrow questions to the record."""
        try:
            record = self._spare.get_nowait()
        except Empty:
            record = Record(self.path)
        try:
            yield Retrieval(record)
        except BaseException:
            record.close()
            raise
        if self._spare.qsize() < SPARE:
            self._spare.put(record)
        else:
            record.close()

    @contextmanager
    def writing(self) -> Iterator[Writer]:
        """The writing half; whoever comes while another writes waits."""
        with self._writing, Writer(self.path) as record:
            yield record

    def close(self) -> None:
        """Closes what is open."""
        while True:
            try:
                self._spare.get_nowait().close()
            except Empty:
                return
