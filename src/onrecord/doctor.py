"""What is installed, which model, which limits, and where the record lies."""

from __future__ import annotations

import platform
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from onrecord import __version__
from onrecord.errors import OnRecordError

PARTS = ("onnxruntime", "tokenizers", "numpy", "sqlalchemy", "alembic", "trafilatura", "resiliparse", "rich", "typer")


@dataclass(frozen=True, slots=True)
class Examination:
    """What was found by name; ``fault``: what is missing that OnRecord needs, in a sentence."""

    facts: dict[str, Any]
    fault: str | None


def examine(path: Path) -> Examination:
    """What is here.

    Args:
        path: of the record; there may be none.
    """
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
    parts: tuple[tuple[str, Callable[[], str]], ...] = (("model", _model), ("gazetteer", _gazetteer), ("qids", _qids))
    for name, told in parts:
        try:
            facts[name] = told()
        except OnRecordError as error:
            facts[name], fault = str(error), str(error)
    facts["limits"] = f"article {article.LONGEST:,} characters, page {html.LARGEST:,} bytes"
    facts["network"] = "not used"
    facts["record"] = _record(path)
    return Examination(facts, fault)


def _model() -> str:
    from onrecord.reading.encoder import WEIGHTS, shipped

    return f"{shipped().identity}, in {WEIGHTS}"


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
    from onrecord.store.retrieval import Retrieval

    if not path.exists():
        return f"{path.absolute()}: none yet"
    try:
        with Record(path) as record:
            return f"{path.absolute()}: {Retrieval(record).count()} articles, read by {record.model() or 'nothing yet'}"
    except OnRecordError as error:
        return str(error)
