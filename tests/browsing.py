"""A real browser on the real app: Debian's Chromium, driven by Playwright; axe for accessibility."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, Dialog, Page, sync_playwright

from onrecord.web.app import make_app
from onrecord.web.settings import Settings

WIDTHS = (1280, 390)
"""Of a laptop and of a telephone, in CSS pixels."""
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")


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


@dataclass
class Visit:
    """A page of a visitor, with all that went wrong on it.

    Attributes:
        site: the address of the app.
        told: errors of the console and of scripts, requests that failed or that left the app, dialogs.
    """

    page: Page
    site: str
    told: list[str] = field(default_factory=list)

    @property
    def context(self) -> BrowserContext:
        return self.page.context

    def go(self, path: str, status: int = 200) -> None:
        """Opens an address of the app, which must answer with this status."""
        answer = self.page.goto(self.site + path)
        assert answer is not None
        assert answer.status == status, (path, answer.status)
        if status >= 400:  # the console tells what was asked for
            self.told = [t for t in self.told if f"status of {status}" not in t]


@contextmanager
def visit(browser: Browser, site: str, **options: Any) -> Iterator[Visit]:
    """A visitor with an empty store of cookies; what went wrong on the way fails the test at the end."""
    context = browser.new_context(base_url=site, **options)
    context.set_default_timeout(15_000)
    found = Visit(context.new_page(), site)
    told = found.told.append
    watched = found.page
    watched.on("console", lambda m: told(f"console: {m.text}") if m.type == "error" else None)
    watched.on("pageerror", lambda e: told(f"script: {e}"))

    def close(dialog: Dialog) -> None:
        told(f"dialog: {dialog.message}")
        dialog.dismiss()

    watched.on("dialog", close)
    context.on("request", lambda r: None if r.url.startswith((site, "data:", "blob:")) else told(f"left the app: {r.url[:200]}"))
    context.on(
        "requestfailed", lambda r: told(f"failed: {r.url[:200]} {r.failure}") if "ERR_ABORTED" not in str(r.failure) else None
    )  # a download is an aborted navigation
    try:
        yield found
    finally:
        context.close()
    assert not found.told, found.told


@cache
def _axe() -> str:
    return (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")


def faults(page: Page, *rules: str) -> list[str]:
    """The serious and critical faults that axe finds on a page, by all its rules or by some, each with the places where they are."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(_axe())
    options: dict[str, Any] = {"resultTypes": ["violations"]}
    if rules:
        options["runOnly"] = {"type": "rule", "values": list(rules)}
    found = page.evaluate("async options => (await axe.run(document, options)).violations", options)
    return [
        f"{v['id']} ({v['impact']}): {v['help']}: {', '.join(' '.join(map(str, n['target'])) for n in v['nodes'][:4])}"
        for v in found
        if v["impact"] in ("serious", "critical")
    ]


def sideways(page: Page) -> int:
    """By how many pixels the page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def headings(page: Page) -> list[int]:
    """The levels of the headings, in order."""
    found: list[int] = page.evaluate("[...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].map(h => Number(h.localName[1]))")
    return found
