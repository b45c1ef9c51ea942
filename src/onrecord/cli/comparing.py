"""``onrecord compare``: two sentences, or pairs as JSON Lines, each answered on a line of its own."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from onrecord.comparison import Comparison, compare
from onrecord.errors import Rejected, UsageError

FIELDS = ("id", "a", "b")


def _written(identity: Any, found: Comparison) -> str:
    return json.dumps({"id": identity, **asdict(found)}, ensure_ascii=False)


def compare_two(a: str, b: str, as_json: bool) -> int:
    """Says whether ``a`` says that ``b`` is so; returns the exit status."""
    found = compare(a, b)
    if as_json:
        json.dump(asdict(found), sys.stdout, ensure_ascii=False, indent=1)
        sys.stdout.write("\n")
        return 0
    slot = f", {found.kind.replace('_', ' ')} in {found.slot}" if found.kind and found.slot else ""
    print(f"{found.relation}{slot} · score {found.score:.2f}")
    print(f"  {found.why}")
    return 0


def _lines(place: str) -> Iterator[bytes]:
    if place == "-":
        yield from sys.stdin.buffer
        return
    try:
        with Path(place).open("rb") as file:
            yield from file
    except OSError as error:
        raise UsageError(
            f"--pairs: {place} cannot be read ({error.strerror}); give a file of JSON Lines, or - for standard input"
        ) from None


def _pair(line: bytes) -> tuple[Any, str, str]:
    """The id and the two texts of a line.

    Raises:
        Rejected: it is no such pair.
    """
    try:
        row = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise Rejected(f"no UTF-8 ({error.reason})") from None
    except (ValueError, RecursionError):
        raise Rejected("no JSON") from None
    if not isinstance(row, dict):
        raise Rejected("no JSON object")
    missing = [name for name in FIELDS if name not in row]
    if missing:
        raise Rejected(f"without {' and '.join(missing)}; a pair has id, a and b")
    for name in ("a", "b"):
        if not isinstance(row[name], str):
            raise Rejected(f"{name} is no text")
    if not isinstance(row["id"], str | int) or isinstance(row["id"], bool):
        raise Rejected("id is no text or whole number")
    return row["id"], row["a"], row["b"]


def compare_pairs(place: str) -> int:
    """Answers each line's pair on a line, in order; returns 1 where a line was refused, which standard error then names.

    Args:
        place: a file of JSON Lines, or "-" for standard input.

    Raises:
        UsageError: the file cannot be read.
    """
    source = "standard input" if place == "-" else place
    status = 0
    for number, line in enumerate(_lines(place), 1):
        if not line.strip():
            continue
        try:
            identity, a, b = _pair(line)
        except Rejected as error:
            print(f"rejected: {source}, line {number}: {error}", file=sys.stderr)
            status = 1
            continue
        sys.stdout.write(_written(identity, compare(a, b)) + "\n")
        sys.stdout.flush()
    return status
