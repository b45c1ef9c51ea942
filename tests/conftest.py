"""Shared fixtures. ``ONRECORD_FULL`` in the environment means that nothing may be skipped."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from onrecord.model import Article, Reading
from onrecord.store.record import Writer

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SHARED = Path(__file__).parent.parent.parent / "shared"


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    outcome: Any = yield
    report = outcome.get_result()
    if report.skipped and os.environ.get("ONRECORD_FULL"):
        report.outcome = "failed"
        report.longrepr = f"skipped, and ONRECORD_FULL says that nothing may be: {report.longrepr}"


@pytest.fixture
def shared() -> Path:
    """The folder beside the project with the type case; a user has none."""
    if not SHARED.is_dir():
        pytest.skip("../shared is not here")
    return SHARED


@pytest.fixture(scope="session")
def read() -> Callable[..., Reading]:
    """Reads a text with the shipped model."""
    from onrecord.reading.reader import reader

    def one(text: str, published: str | None = None, outlet: str | None = None) -> Reading:
        return reader().read(Article("a", text, "test", outlet, published=published))

    return one


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Writer]:
    """An empty record."""
    with Writer(tmp_path / "record.db") as opened:
        yield opened


@pytest.fixture
def coverage() -> list[dict[str, Any]]:
    """The bundled example coverage as rows."""
    path = Path(__file__).parent.parent / "src/onrecord/examples/coverage.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    from tests.browsing import chromium

    with chromium() as found:
        yield found
