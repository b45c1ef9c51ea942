"""``onrecord verify`` and ``onrecord doctor``."""

from __future__ import annotations

import platform
import sqlite3
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from rich.text import Text

from onrecord import __version__
from onrecord.cli import page
from onrecord.cli.listings import write
from onrecord.errors import OnRecordError

PARTS = ("onnxruntime", "tokenizers", "numpy", "sqlalchemy", "alembic", "trafilatura", "resiliparse", "rich", "typer")


def verify_record(path: Path, as_json: bool) -> int:
    """Checks the record; 0 where everything holds, else 1."""
    from onrecord.desk import verify
    from onrecord.store.record import Record

    with Record(path) as record:
        wrong = verify(record)
        counts = {"articles": len(record.articles()), "statements": len(record.statements()), "disputes": len(record.disputes())}
    if as_json:
        write({"holds": not wrong, "wrong": wrong, **counts})
    else:
        out = page.console()
        for line in wrong:
            out.print(Text(line))
        told = ", ".join(f"{n} {name}" for name, n in counts.items())
        out.print(Text(f"{told}: {'everything holds' if not wrong else f'{len(wrong)} things do not hold'}"))
    return 1 if wrong else 0


def examine(path: Path, as_json: bool) -> int:
    """What is here; 1 where something that OnRecord needs is missing."""
    from onrecord.ingest import article, html

    facts: dict[str, Any] = {
        "onrecord": __version__,
        "python": platform.python_version(),
        "platform": platform.platform(),
        "sqlite": sqlite3.sqlite_version,
    }
    fault = None
    for part in PARTS:
        try:
            facts[part] = version(part)
        except PackageNotFoundError:
            facts[part], fault = "missing", f"{part} is not installed; reinstall onrecord"
    try:
        from onrecord.reading.encoder import WEIGHTS, Encoder

        model = Encoder()
        facts["model"] = f"{model.identity}, in {WEIGHTS}"
    except OnRecordError as error:
        facts["model"], fault = str(error), str(error)
    for name, told in (("gazetteer", _gazetteer), ("qids", _qids)):
        try:
            facts[name] = told()
        except OnRecordError as error:
            facts[name], fault = str(error), str(error)
    facts["limits"] = f"article {article.LONGEST:,} characters, page {html.LARGEST:,} bytes"
    facts["network"] = "not used"
    facts["record"] = _record(path)
    if as_json:
        write(facts)
    else:
        out = page.console()
        for name, value in facts.items():
            out.print(Text.assemble((f"{name:<12} ", "bold"), str(value)))
    return 1 if fault else 0


def _gazetteer() -> str:
    from onrecord.gazetteer import VARIABLE, given, states
    from onrecord.gazetteer.parts import parts

    more = given()
    ours = f"{len(states()) - (more.added if more else 0)} states and {len(parts())} parts of governments of our own"
    return f"{ours}; {f'{more.path} adds {more.added} and replaces {more.replaced}' if more else f'{VARIABLE} is not set'}"


def _qids() -> str:
    from onrecord.gazetteer.qids import VARIABLE, qids

    known = qids()
    return f"{known.path}: {len(known.items)} names" if known else f"none; {VARIABLE} is not set"


def _record(path: Path) -> str:
    from onrecord.store.record import Record

    if not path.exists():
        return f"{path.absolute()}: none yet"
    try:
        with Record(path) as record:
            return f"{path.absolute()}: {len(record.articles())} articles, read by {record.model() or 'nothing yet'}"
    except OnRecordError as error:
        return str(error)
