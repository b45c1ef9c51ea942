"""Statements as a table, one a row, for coding sheets: CSV as RFC 4180 has it, in UTF-8.

A spreadsheet runs a cell that begins with ``=``, ``+``, ``-`` or ``@`` as a formula, and drops a tab or a line break before one; so a cell
that begins so, white space aside, gets an apostrophe before it (the advice of OWASP on CSV injection; the full-width forms are
minded, too). The column ``guarded`` names the columns of the row that got one, so that the words can be had back as they stand in the
text: :func:`read` does it. ``content`` joins the spans of a split quotation with " … "; ``spans`` has the offsets of each.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from typing import TextIO

from onrecord.export.roles import Part, parts_played
from onrecord.model import Actor, Article, Statement
from onrecord.store.extent import Extent

COLUMNS = (
    "article",
    "outlet",
    "title",
    "published",
    "url",
    "statement",
    "kind",
    "stance",
    "speaker",
    "who",
    "who_name",
    "role",
    "channel",
    "addressee",
    "said_on",
    "within",
    "content",
    "start",
    "end",
    "spans",
    "story",
    "disputes",
    "accounts",
    "guarded",
)
"""``speaker``: the words in the text; ``who``: the id. ``disputes`` and ``accounts`` have one entry each, in step, with ";" between."""
MARK = "\ufeff"
"""The byte order mark, by which Excel knows that a file is UTF-8."""
GAP = " … "
BETWEEN = ";"
_FORMULA = frozenset("=+-@＝＋－＠\t\r\n\0")


@dataclass(slots=True)
class Guarded:
    """How many cells got an apostrophe, so that it can be said."""

    cells: int = 0

    def told(self) -> str | None:
        """One sentence for standard error; None where no cell got one."""
        if not self.cells:
            return None
        got = "1 cell begins" if self.cells == 1 else f"{self.cells:,} cells begin"
        return f"{got} as a formula does and got an apostrophe before it; the column “guarded” names which"


def risky(cell: str) -> bool:
    """Whether a spreadsheet may take a cell for a formula."""
    bare = cell.lstrip()
    return bool(cell) and (cell[0] in _FORMULA or (bare != "" and bare[0] in _FORMULA))


def rows(extent: Extent, count: Guarded | None = None) -> Iterator[dict[str, str]]:
    """The rows, safe for spreadsheets, in the order of the record."""
    parts = parts_played(extent.disputes)
    for batch in extent.batches():
        held = {a.id: a for a in batch.articles}
        stories = extent.membership(held)
        for s in batch.statements:
            told = row(s, held[s.article], extent.actors, stories.get(s.article, ""), parts.get(s.id, ()))
            yield _safe(told, count or Guarded())


def row(s: Statement, a: Article, actors: Mapping[str, Actor], story: str, parts: Sequence[Part]) -> dict[str, str]:
    """A statement as a row, as yet without apostrophes."""
    who = actors.get(s.who or "")
    cells = (
        a.id,
        a.outlet,
        a.title,
        a.published,
        a.url,
        s.id,
        s.kind.value,
        s.stance.value,
        s.speaker.text if s.speaker else None,
        s.who,
        who.name if who else None,
        s.role,
        s.channel,
        s.addressee,
        s.said_on,
        s.within,
        GAP.join(c.text for c in s.content),
        str(s.start),
        str(s.content[-1].end),
        BETWEEN.join(f"{c.start}-{c.end}" for c in s.content),
        story,
        BETWEEN.join(p.dispute for p in parts),
        BETWEEN.join(str(p.account) for p in parts),
        None,
    )
    return {name: cell or "" for name, cell in zip(COLUMNS, cells, strict=True)}


def _safe(told: Mapping[str, str], count: Guarded) -> dict[str, str]:
    guarded = [name for name in COLUMNS if risky(told[name])]
    count.cells += len(guarded)
    return {**told, **{name: f"'{told[name]}" for name in guarded}, "guarded": BETWEEN.join(guarded)}


def pieces(extent: Extent, count: Guarded | None = None, mark: bool = False) -> Iterator[str]:
    """The table, piece by piece.

    Args:
        count: counts the cells that got an apostrophe.
        mark: a byte order mark comes first, for Excel.
    """
    out = StringIO(newline="")
    sheet = csv.DictWriter(out, COLUMNS, lineterminator="\r\n")
    if mark:
        out.write(MARK)
    sheet.writeheader()
    for told in rows(extent, count):
        sheet.writerow(told)
        yield out.getvalue()
        out.seek(0)
        out.truncate()
    yield out.getvalue()


def read(lines: TextIO | Iterable[str]) -> Iterator[dict[str, str]]:
    """The rows of a table that was written here, without the apostrophes: each cell as it stands in the record.

    Args:
        lines: a file opened with ``newline=""`` and ``encoding="utf-8-sig"``.
    """
    for told in csv.DictReader(lines):
        guarded = frozenset(told["guarded"].split(BETWEEN))
        yield {name: cell[1:] if name in guarded else cell for name, cell in told.items()}
