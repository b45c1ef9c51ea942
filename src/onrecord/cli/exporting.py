"""``onrecord export``."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from onrecord.errors import OnRecordError, UsageError
from onrecord.export import table
from onrecord.export.forms import FORMS
from onrecord.selection import Selection, Wanted
from onrecord.store.extent import Extent
from onrecord.store.record import Record


def export_record(path: Path, form: str, output: Path | None, story: str | None = None, mark: bool = False) -> None:
    """Writes the record to the file, or to standard output.

    Args:
        story: only that of this id or title.
        mark: a CSV file begins with a byte order mark.

    Raises:
        UsageError: the form is none; Parquet was to go to standard output; a feed of no story; a mark was asked for what is no CSV.
        RecordError: there is no such story.
        OnRecordError: the file cannot be written.
    """
    if form == "atom":
        _atom(path, output, story)
        return
    if form not in FORMS:
        raise UsageError(f"--format {form}: give one of {', '.join(FORMS)}")
    if mark and form != "csv":
        raise UsageError("--bom: only CSV has a byte order mark; leave it out, or give --format csv")
    with Record(path) as record:
        extent = Extent(record, Selection(record, Wanted(story=story)).story)
        if form == "parquet":
            _parquet(extent, output)
            return
        count = table.Guarded()
        pieces = table.pieces(extent, count, mark) if form == "csv" else _feed(extent) if form == "atom" else _pieces(form, extent)
        with goal(output, newline="") as file:
            for piece in pieces:
                file.write(piece)
    if told := count.told():
        print(f"onrecord: {told}", file=sys.stderr)


def _atom(path: Path, output: Path | None, story: str | None) -> None:
    """The feed of a story; without links to a server, as there is none."""
    from onrecord.export.atom import Newsroom, written
    from onrecord.store.catalogue import Catalogue
    from onrecord.store.retrieval import Retrieval

    if story is None:
        raise UsageError("--format atom: say of which story with --story; `onrecord serve` has feeds of people, disputes and searches, too")
    with Record(path) as record:
        chosen = Selection(record, Wanted(story=story)).story
        feed = Newsroom(Retrieval(record), Catalogue(record)).story(chosen.id) if chosen else None
    assert feed is not None
    with goal(output) as file:
        file.write(written(feed).decode("utf-8"))


def _pieces(form: str, extent: Extent) -> Iterator[str]:
    written = FORMS[form].pieces
    assert written is not None
    return written(extent)


def _feed(extent: Extent) -> Iterator[str]:
    """The story's feed; without a server it has no links to one."""
    from onrecord.export.atom import Newsroom, written
    from onrecord.store.catalogue import Catalogue

    if extent.story is None:
        raise UsageError("--format atom: a feed is of one story; name it with --story")
    feed = Newsroom(extent.retrieval, Catalogue(extent.record)).story(extent.story.id)
    assert feed is not None
    return iter([written(feed).decode("utf-8")])


def _parquet(extent: Extent, output: Path | None) -> None:
    from onrecord.export.parquet import write_folder, write_zip

    if output is None:
        raise UsageError("--format parquet writes several files: give a folder or a .zip file with -o")
    if output.suffix.casefold() == ".zip":
        write_zip(extent, output)
    else:
        write_folder(extent, output)


@contextmanager
def goal(output: Path | None, newline: str | None = None) -> Iterator[TextIO]:
    """A file to write text to, or standard output. A file is put in its place when it is whole; until then the old one stays.

    Raises:
        OnRecordError: the file cannot be written.
    """
    if output is None:
        reconfigure = getattr(sys.stdout, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", newline=newline)
        yield sys.stdout
        return
    try:
        if output.exists() and not output.is_file():  # a pipe, a device: written as it comes
            with output.open("w", encoding="utf-8", newline=newline) as file:
                yield file
            return
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", newline=newline, dir=output.parent, prefix=f".{output.name}-", delete=False
        ) as file:
            made = Path(file.name)
            try:
                yield file  # type: ignore[misc]
                file.close()
                made.chmod(0o666 & ~_mask())
                made.replace(output)
            except BaseException:
                made.unlink(missing_ok=True)
                raise
    except OSError as error:
        raise OnRecordError(f"-o {output}: it cannot be written ({error.strerror or error})") from None


def _mask() -> int:
    """The bits that files of this user do not get."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
