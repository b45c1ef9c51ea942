"""Tables as CSV files, ours and those that a user names: what is wrong with one is said with its line and its column."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from io import StringIO
from pathlib import Path

from onrecord.errors import UsageError


@dataclass(frozen=True, slots=True)
class Row:
    """One row: where it stands, and its cells by column, without space around them."""

    table: str
    line: int
    cells: dict[str, str]

    def wrong(self, column: str, what: str) -> UsageError:
        """The error that names this row and a column of it."""
        return UsageError(f"{self.table}, line {self.line}, column {column}: {what}")

    def several(self, column: str) -> tuple[str, ...]:
        """The parts of a cell that holds several, set apart by semicolons."""
        return tuple(part.strip() for part in self.cells[column].split(";") if part.strip())


def named_by(variable: str) -> Path | None:
    """The file that an environment variable names; None where it is not set."""
    value = os.environ.get(variable, "").strip()
    return Path(value).expanduser() if value else None


def rows(path: Traversable, columns: Sequence[str], optional: Sequence[str] = (), *, told: str | None = None) -> list[Row]:
    """The rows of a table.

    Args:
        columns: those that the first line must name; the first of them must be filled in every row.
        optional: those that it may name besides.
        told: what messages call the table; its path by default.

    Raises:
        UsageError: the file cannot be read, or it is no such table.
    """
    told = told or str(path)
    try:
        words = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise UsageError(f"{told}: the table cannot be read ({error.strerror or error}); name another file or unset the variable") from None
    except UnicodeDecodeError as error:
        raise UsageError(f"{told}: the table is not UTF-8 (byte {error.start}); save it as UTF-8") from None
    return list(_rows(words, told, columns, optional))


def _rows(words: str, told: str, columns: Sequence[str], optional: Sequence[str]) -> Iterator[Row]:
    head: list[str] | None = None
    lines = csv.reader(StringIO(words, newline=""), strict=True)
    while True:
        line = lines.line_num + 1
        try:
            cells = [cell.strip() for cell in next(lines)]
        except StopIteration:
            break
        except csv.Error as error:
            raise UsageError(f"{told}, line {line}: this is no CSV ({error})") from None
        if not any(cells):
            continue
        if head is None:
            head = _head(cells, told, line, columns, optional)
            continue
        if len(cells) != len(head):
            raise UsageError(f"{told}, line {line}: {len(cells)} cells where {len(head)} columns are named; quote a cell that has a comma")
        row = Row(told, line, {**dict.fromkeys(optional, ""), **dict(zip(head, cells, strict=True))})
        if not row.cells[columns[0]]:
            raise row.wrong(columns[0], "the cell is empty")
        yield row
    if head is None:
        raise UsageError(f"{told}: the table is empty; its first line must be {','.join(columns)}")


def _head(cells: list[str], told: str, line: int, columns: Sequence[str], optional: Sequence[str]) -> list[str]:
    head = [cell.lower() for cell in cells]
    for column in columns:
        if column not in head:
            raise UsageError(f"{told}, line {line}: the column {column} is missing; the first line must be {','.join(columns)}")
    for n, column in enumerate(head):
        if column not in (*columns, *optional) or column in head[:n]:
            what = "stands twice" if column in head[:n] else f"is none of {', '.join((*columns, *optional))}"
            raise UsageError(f"{told}, line {line}: the column {column or '(without a name)'} {what}")
    return head
