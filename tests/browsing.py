"""A real browser on the real app: Debian's Chromium, driven by Playwright; axe for accessibility."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, sync_playwright

from onrecord.web.app import make_app
from onrecord.web.settings import Settings

WIDTHS = (1280, 390)
"""Of a laptop and of a telephone, in CSS pixels."""
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
AXE = files("axe_playwright_python") / "axe.min.js"


@contextmanager
def served(record: Path, settings: Settings | None = None) -> Iterator[str]:
    """The app over a record on a free port. Yields its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(make_app(record, settings or Settings(port=port, burst=100_000)), port=port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        if not thread.is_alive():
            raise RuntimeError("the server did not start")
        time.sleep(0.02)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(20)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's Chromium; the test is skipped where there is none."""
    path = next((found for name in CHROMIUM if (found := shutil.which(name))), None)
    if path is None:
        pytest.skip("no Chromium is installed (Debian: apt-get install chromium)")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-dev-shm-usage"])
        try:
            yield browser
        finally:
            browser.close()


def faults(page: Page) -> list[str]:
    """The serious and critical faults that axe finds on a page, each with the places where they are."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("async () => (await axe.run(document, {resultTypes: ['violations']})).violations")
    return [
        f"{v['id']} ({v['impact']}): {v['help']}: {', '.join(' '.join(map(str, n['target'])) for n in v['nodes'][:4])}"
        for v in found
        if v["impact"] in ("serious", "critical")
    ]


def sideways(page: Page) -> int:
    """By how many pixels the page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
