"""``onrecord report``."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from onrecord import __version__
from onrecord.cli.exporting import goal
from onrecord.errors import UsageError
from onrecord.report.dossier import dossier
from onrecord.selection import Selection, Wanted
from onrecord.store.extent import Extent
from onrecord.store.record import Record

MARKDOWN = (".md", ".markdown")
HTML = (".html", ".htm")


def write_report(path: Path, story: str | None, as_of: str | None, output: Path | None) -> None:
    """Writes the dossier of a record or a story: HTML, or Markdown by the file's name; Markdown on standard output.

    Raises:
        UsageError: the day is none, or the file's name ends otherwise.
        RecordError: there is no such story.
        OnRecordError: the file cannot be written.
    """
    suffix = output.suffix.casefold() if output is not None else MARKDOWN[0]
    if suffix not in (*MARKDOWN, *HTML):
        raise UsageError(f"-o {output}: a dossier is HTML or Markdown; end the name with .html or .md")
    try:
        day = date.fromisoformat(as_of.strip()) if as_of is not None else None
    except ValueError:
        raise UsageError(f"--as-of {as_of}: that is no day of the calendar; write it as 2014-10-05") from None
    with Record(path) as record:
        extent = Extent(record, Selection(record, Wanted(story=story)).story)
        told = dossier(extent, __version__, date.today(), day)
    if suffix in MARKDOWN:
        from onrecord.report.markdown import markdown as written
    else:
        from onrecord.report.page import html as written
    with goal(output) as file:
        file.write(written(told))
