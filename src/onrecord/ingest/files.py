"""Files, folders, globs and standard input: what a person names on the command line, taken apart by content, not by suffix."""

from __future__ import annotations

import glob
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from onrecord.errors import UsageError
from onrecord.ingest import html, jsonlines, text
from onrecord.ingest.source import SNIFFED, Given, Item, Source

LARGEST = 2_000_000_000
"""Bytes of a file; what is larger is named and left."""
SOURCES: tuple[Source, ...] = (
    Source("JSON Lines", jsonlines.fits, jsonlines.items),
    Source("HTML", html.fits, html.items),
    Source("text", text.fits, text.items),
)
_LEFT = frozenset(".db .db-wal .db-shm .py .pyc".split())


def named(sources: Sequence[str]) -> list[Path | None]:
    """The files that the arguments name, in order; None is standard input. Folders are walked, sorted, hidden files left out.

    Raises:
        UsageError: an argument names nothing.
    """
    out: list[Path | None] = []
    for source in sources:
        if source == "-":
            out.append(None)
            continue
        if source.startswith(("http://", "https://")):
            raise UsageError(f"{source}: reading from the web is not part of this version; save the page and add the file")
        path = Path(source)
        if path.is_dir():
            out.extend(
                p
                for p in sorted(path.rglob("*"))
                if p.is_file() and not any(part.startswith(".") for part in p.relative_to(path).parts) and p.suffix not in _LEFT
            )
        elif path.exists():
            out.append(path)
        else:
            found = sorted(glob.glob(source, recursive=True))  # noqa: PTH207 - the pattern may be absolute
            if not found:
                raise UsageError(f"{source}: no such file or folder")
            out.extend(Path(p) for p in found if Path(p).is_file())
    return out


def items(path: Path | None, given: Given, within: Path | None = None) -> Iterator[Item]:
    """The items of one file (None: standard input), by the first source that it fits.

    Args:
        within: a folder that is left out of the file's name.
    """
    called = path.relative_to(within) if path is not None and within is not None else path
    # A file name in another encoding has halves of characters in it, which no record and no terminal takes.
    name = str(called).encode("utf-8", "replace").decode("utf-8") if called is not None else "-"
    try:
        if path is not None and path.stat().st_size > LARGEST:
            yield Item(
                name, None, None, f"the file has {path.stat().st_size:,} bytes, more than the {LARGEST:,} that can be taken in; split it"
            )
            return
        data = path.read_bytes() if path is not None else sys.stdin.buffer.read()
    except OSError as error:
        yield Item(name, None, None, f"the file cannot be read ({error.strerror or error})")
        return
    if not data.strip():
        yield Item(name, None, None, "the file is empty")
        return
    source = next(s for s in SOURCES if s.fits(data[:SNIFFED], name))
    yield from source.items(path, data, name, given)
