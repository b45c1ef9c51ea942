"""The app in a real browser: every page at two widths, the whole way from adding to exporting, by keyboard, under hostile words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from onrecord.desk import add
from onrecord.store.record import Writer
from tests.browsing import WIDTHS, chromium, faults, served, sideways

EXAMPLE = Path(__file__).parent.parent / "src/onrecord/examples/coverage.jsonl"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The example coverage, served."""
    path = tmp_path_factory.mktemp("site") / "record.db"
    with Writer(path) as record:
        add(record, [str(EXAMPLE)])
    with served(path) as address:
        yield address


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    told: list[str] = []
    opened = context.new_page()
    opened.on("console", lambda m: told.append(m.text) if m.type == "error" else None)
    opened.on("pageerror", lambda e: told.append(str(e)))
    yield opened
    context.close()
    assert not told, told


PAGES = ("/", "/add", "DISPUTE", "ARTICLE")


def _address(page: Page, site: str, name: str) -> str:
    """The address of a page; a name in capitals is the first of its kind that a link leads to."""
    if not name.isupper():
        return site + name
    page.goto(site)
    link = page.locator("a[href^='/disputes/dispute-']").first.get_attribute("href")
    assert link
    if name == "ARTICLE":
        page.goto(site + link)
        link = page.locator("a[href^='/articles/']").first.get_attribute("href")
        assert link
    return site + link


@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_sound_at_two_widths(page: Page, site: str, name: str) -> None:
    address = _address(page, site, name)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        answer = page.goto(address)
        assert answer is not None
        assert answer.ok
        assert page.locator("h1").count() == 1
        assert faults(page) == []
        assert sideways(page) <= 0, (name, width)
