"""The keyboard alone: the core way without a mouse, focus that is seen and goes in order, the keys of the app."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from onrecord.desk import add
from onrecord.store.record import Record, Writer
from tests.browsing import Visit, served, visit
from tests.records import EXAMPLE, doubtful, unsure

FOCUS = """() => {
  const e = document.activeElement, style = getComputedStyle(e), box = e.getBoundingClientRect();
  const own = e.type === 'date' && !e.matches(':focus-visible'); // the button in the field, which the browser marks itself
  const seen = own || e.matches(':focus-visible') && style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
  const here = box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  const after = !window.before || window.before === e || !window.before.isConnected || Boolean(window.before.compareDocumentPosition(e) & Node.DOCUMENT_POSITION_FOLLOWING);
  window.before = e;
  return {tag: e.localName, words: (e.getAttribute('aria-label') || e.labels?.[0]?.textContent || e.textContent || '').trim(), seen, here, after, index: e.tabIndex};
}"""
FURTHEST = 120
"""Stops within which everything on a page must be reached."""


@pytest.fixture
def visitor(browser: Browser, tmp_path: Path) -> Iterator[Visit]:
    """A visitor of the example coverage less its first article."""
    path = tmp_path / "record.db"
    rest = tmp_path / "rest.jsonl"
    rest.write_text("\n".join(EXAMPLE.read_text(encoding="utf-8").splitlines()[1:]), encoding="utf-8")
    with Writer(path) as record:
        add(record, [str(rest)])
    with served(path) as site, visit(browser, site, viewport={"width": 1280, "height": 900}) as found:
        yield found


def stop(page: Page) -> dict[str, Any]:
    """Where the focus is; it must be seen, within the window, and after where it was."""
    at: dict[str, Any] = page.evaluate(FOCUS)
    if at["tag"] == "body":  # out of the page, and in again at its beginning
        return at
    assert at["seen"], (page.url, at)
    assert at["here"], (page.url, at)
    assert at["index"] == 0, (page.url, at)
    return at


def tab_to(page: Page, tag: str, words: str) -> None:
    """Presses Tab until the focus is on an element of this kind whose name begins so."""
    for n in range(FURTHEST):
        page.keyboard.press("Tab")
        at = stop(page)
        assert n == 0 or at["after"] or at["tag"] == "body", (page.url, at)
        if at["tag"] == tag and at["words"].startswith(words):
            return
    raise AssertionError(f"no {tag} “{words}” is reached by Tab on {page.url}")


def follow(page: Page, words: str) -> None:
    """Goes to a link by Tab, and along it by Enter."""
    tab_to(page, "a", words)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_the_skip_link_leads_past_the_header(visitor: Visit) -> None:
    page = visitor.page
    for path in ("/", "/add", "/review", "/search?q=ship"):
        visitor.go(path)
        page.keyboard.press("Tab")
        assert stop(page)["words"] == "To the content"
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "main"
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('main') !== null || document.activeElement.closest('footer') !== null"), path


def test_every_stop_of_a_page_is_seen(visitor: Visit) -> None:
    page = visitor.page
    with_details = ("/", "/add", "/disputes", "/people", "/search?q=ship", "/exports", "/requests")
    for path in with_details:
        visitor.go(path)
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        for n in range(FURTHEST):
            page.keyboard.press("Tab")
            at = stop(page)
            if at["tag"] == "body" or (n and at["words"] == "To the content"):
                break
            assert n == 0 or at["after"], (path, at)
        else:
            raise AssertionError(f"{path}: the focus never leaves the page")


def test_the_core_way(visitor: Visit) -> None:
    page = visitor.page
    row = json.loads(EXAMPLE.read_text(encoding="utf-8").splitlines()[0])
    visitor.go("/")
    follow(page, "Add")
    tab_to(page, "textarea", "Or paste the text")
    page.keyboard.insert_text(row["text"])
    for label, words in (("Title", row["title"]), ("Outlet", row["outlet"]), ("Printed on", "2031-03-12")):
        tab_to(page, "input", label)
        page.keyboard.type(words)
    tab_to(page, "button", "Add")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="1 article added").wait_for(timeout=60_000)
    follow(page, "To the stories")
    question = page.locator(".question a").first.inner_text()
    follow(page, question)
    assert page.get_by_role("heading", level=1).inner_text() == question
    dispute = page.url
    lines = page.locator("section.account").first.locator(".line").count()
    tab_to(page, "input", "Your name")
    page.keyboard.press("Control+a")
    page.keyboard.type("Ida")
    tab_to(page, "summary", "Lines and accounts")
    page.keyboard.press("Enter")
    tab_to(page, "input", "1")
    page.keyboard.press("Space")
    assert page.locator("input[name=line][value='1']").is_checked()
    tab_to(page, "select", "They belong")
    page.keyboard.press("ArrowDown")
    assert page.locator("#to").input_value() == "2"
    tab_to(page, "button", "Move them")
    page.keyboard.press("Enter")
    page.get_by_role("status").wait_for()
    assert "Under account 2 now" in page.get_by_role("status").inner_text()
    assert page.locator("section.account").first.locator(".line").count() == lines - 1
    tab_to(page, "button", "Undo")
    page.keyboard.press("Enter")
    page.get_by_text("is undone").wait_for()
    assert page.url == dispute
    assert page.locator("section.account").first.locator(".line").count() == lines
    follow(page, "Judgements")
    assert page.locator("li.undone").count() == 1


def test_a_dispute_is_confirmed_in_review_by_keys(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    doubtful(path)
    unsure(path)
    with served(path) as site, visit(browser, site) as visitor:
        page = visitor.page
        visitor.go("/")
        follow(page, "Review")
        tab_to(page, "button", "Keys")
        page.keyboard.press("Enter")
        assert page.locator("#keys").is_visible()
        page.keyboard.press("Escape")
        page.locator("#keys").wait_for(state="hidden")
        assert page.evaluate("document.activeElement.id") == "about-keys"
        assert page.locator("#asked a[href^='/disputes/']").count() == 1
        page.keyboard.press("c")
        page.get_by_text("Confirmed: it is a dispute").wait_for()
        with Record(path) as record:
            assert record.disputes()[0].verdict == "confirmed"
        page.keyboard.press("u")
        page.get_by_text("Judgement 1 is undone").wait_for()
        with Record(path) as record:
            assert record.disputes()[0].verdict is None
