"""The record as Parquet tables for bulk work: a folder with a file a table, or the same files in one zip.

Offsets are Unicode code points into ``articles.text``. Written batch by batch; needs the extra ``parquet`` (pyarrow), imported only here.
"""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onrecord.errors import OnRecordError
from onrecord.model import Commitment, Request
from onrecord.store.extent import Batch, Extent

if TYPE_CHECKING:
    import pyarrow as pa

Row = dict[str, Any]

COLUMNS = {
    "articles": "id source outlet title published url author text story sha256 model furniture:furniture",
    "statements": "id article kind stance content:spans cue:span speaker:span who role channel addressee said_on within story",
    "claims": "id statement article evidence:span event actor:texts recipient:texts theme quantity:real unit scope bound time place order "
    "polarity modality holders:texts predicate subject object",
    "absences": "who kind article start:number end:number text",
    "actors": "id name aliases:texts kind offices:offices speaks_for part_of qid",
    "stories": "id title articles:texts",
    "disputes": "id story level kind slot question why verdict score:real judgements:numbers",
    "evidence": "dispute account:number says value first_seen independent_sources:number outlets:number article statement start:number "
    "end:number text who",
    "requests": "id story by to:texts of via when verdict judgements:numbers",
    "commitments": "id story by what due verdict judgements:numbers",
    "steps": "pledge pledge_kind step:number state on by judgement:number article statement start:number end:number text who",
    "shifts": "id story who earlier later about why",
    "echoes": "id story statements:texts kind",
}
"""Columns by table; text, unless a colon says what else. ``evidence`` has the lines of disputes' accounts, which are counted from 1; ``steps``
the histories of requests and commitments."""
TABLES = tuple(COLUMNS)


def write_folder(extent: Extent, folder: Path) -> None:
    """Writes ``articles.parquet``, ``statements.parquet`` and so on into a folder, which is made where it is missing.

    Raises:
        OnRecordError: pyarrow is not installed, or the folder cannot be written.
    """
    arrow, parquet = _library()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        files = {name: parquet.ParquetWriter(folder / f"{name}.parquet", schema) for name, schema in schemas(arrow).items()}
        try:
            for name, rows in _tables(extent):
                table = arrow.Table.from_pylist(rows, schema=files[name].schema)
                files[name].write_table(table)
        finally:
            for file in files.values():
                file.close()
    except OSError as error:
        raise OnRecordError(f"-o {folder}: it cannot be written ({error.strerror or error})") from None


def write_zip(extent: Extent, file: Path) -> None:
    """Writes the same tables into one zip; they are compressed already, and stored as they are.

    Raises:
        OnRecordError: pyarrow is not installed, or the file cannot be written.
    """
    _library()
    try:
        with tempfile.TemporaryDirectory(prefix="onrecord-parquet-") as folder, zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as packed:
            write_folder(extent, Path(folder))
            for name in TABLES:
                told = zipfile.ZipInfo(f"{name}.parquet", date_time=(1980, 1, 1, 0, 0, 0))
                with (Path(folder) / f"{name}.parquet").open("rb") as source, packed.open(told, "w", force_zip64=True) as goal:
                    while block := source.read(1 << 20):
                        goal.write(block)
    except OSError as error:
        raise OnRecordError(f"-o {file}: it cannot be written ({error.strerror or error})") from None


def _library() -> tuple[Any, Any]:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise OnRecordError("Parquet needs pyarrow; install it with: pip install 'onrecord[parquet]'") from None
    return pyarrow, pyarrow.parquet


def schemas(arrow: Any) -> dict[str, pa.Schema]:
    """The columns of each table; ``arrow`` is the library."""
    text, number = arrow.string(), arrow.int32()
    words = [("start", number), ("end", number), ("text", text)]
    kinds = {
        "": text,
        "texts": arrow.list_(text),
        "number": number,
        "numbers": arrow.list_(number),
        "real": arrow.float64(),
        "span": arrow.struct(words),
        "spans": arrow.list_(arrow.struct(words)),
        "offices": arrow.list_(arrow.struct([(name, text) for name in ("title", "of", "from", "to")])),
        "furniture": arrow.list_(arrow.struct([*words, ("kind", text)])),
    }
    columns = {table: [column.partition(":") for column in told.split()] for table, told in COLUMNS.items()}
    return {table: arrow.schema([(name, kinds[kind]) for name, _, kind in some]) for table, some in columns.items()}


def _tables(extent: Extent) -> Iterator[tuple[str, list[Row]]]:
    """Rows by table; what is said in articles comes a batch at a time."""
    for batch in extent.batches():
        yield from _of_batch(batch, extent)
    a = extent.actors.values()
    yield "actors", [_plain(x, "id name aliases speaks_for part_of qid", kind=x.kind.value, offices=_offices(x.offices)) for x in a]
    yield "stories", [_plain(s, "id title articles") for s in extent.stories]
    yield "disputes", [_plain(d, "id story level kind slot question why verdict score judgements") for d in extent.disputes]
    yield (
        "evidence",
        [
            _plain(e, _LINE, dispute=d.id, account=n, **_plain(account, "says value first_seen independent_sources outlets"))
            for d in extent.disputes
            for n, account in enumerate(d.accounts, 1)
            for e in account.evidence
        ],
    )
    yield "requests", [_plain(r, "id story by to of via when verdict judgements") for r in extent.requests]
    yield "commitments", [_plain(c, "id story by what due verdict judgements") for c in extent.commitments]
    yield "steps", [*_steps(extent.requests, "request"), *_steps(extent.commitments, "commitment")]
    yield "shifts", [_plain(s, "id story who earlier later about why") for s in extent.shifts]
    yield "echoes", [_plain(e, "id story statements kind") for e in extent.echoes]


_LINE = "article statement start end text who"


def _of_batch(batch: Batch, extent: Extent) -> Iterator[tuple[str, list[Row]]]:
    ids = [a.id for a in batch.articles]
    stories, made = extent.membership(ids), extent.retrieval.made(ids)
    yield (
        "articles",
        [
            _plain(
                a,
                "id source outlet title published url author text",
                story=stories.get(a.id),
                sha256=made[a.id][0],
                model=made[a.id][1],
                furniture=[
                    _plain(f, "start end text", kind=f.kind.value)
                    for f in (batch.readings[a.id].furniture if a.id in batch.readings else ())
                ],
            )
            for a in batch.articles
        ],
    )
    yield (
        "statements",
        [
            _plain(
                s,
                "id article who role channel addressee said_on within",
                kind=s.kind.value,
                stance=s.stance.value,
                content=[_span(c) for c in s.content],
                cue=s.cue and _span(s.cue),
                speaker=s.speaker and _span(s.speaker),
                story=stories.get(s.article),
            )
            for s in batch.statements
        ],
    )
    yield (
        "claims",
        [
            _plain(
                c,
                "id statement article event actor recipient theme time place order polarity modality holders predicate subject object",
                evidence=_span(c.evidence),
                **(_plain(c.quantity, "unit scope bound", quantity=float(c.quantity.value)) if c.quantity else {}),
            )
            for c in batch.claims
        ],
    )
    yield "absences", [_plain(x, "who kind article start end text") for x in batch.absences]


def _steps(pledges: Iterable[Request | Commitment], kind: str) -> Iterator[Row]:
    for pledge in pledges:
        for n, step in enumerate(pledge.history, 1):
            line = _plain(step.evidence, _LINE)
            yield {**line, "pledge": pledge.id, "pledge_kind": kind, "step": n, **_plain(step, "on by judgement", state=str(step.state))}


def _plain(noun: Any, fields: str, **more: Any) -> Row:
    """Fields of a noun, with others."""
    return {**{name: getattr(noun, name) for name in fields.split()}, **more}


def _span(s: Any) -> Row:
    return _plain(s, "start end text")


def _offices(offices: Iterable[Any]) -> list[Row]:
    return [{"title": o.title, "of": o.of, "from": o.since, "to": o.until} for o in offices]
