"""The whole way of a person through the pages, from an empty record to the exported dispute, over two coverages."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser, Locator, Page

from onrecord.citation import flat
from onrecord.export.table import read
from tests.browsing import Visit, served, visit
from tests.records import EXAMPLE

PAGE = """<!doctype html><html><head><title>Kiln yard to be swept</title><meta property="og:site_name" content="The Tannery Gazette">
<meta property="article:published_time" content="2031-05-04"></head><body><nav><a href="/">Home</a></nav><article><h1>Kiln yard to be swept</h1>
<p>The kiln yard of Tarnby will be swept before the market opens, kiln warden Oda Skarv said on Sunday at the gate.</p>
<p>“Nobody slept while the kiln was lit,” she told the Gazette. The yard has not been swept since the spring, by her own count.</p>
<p>The market opens on the ninth of May, and the stalls are to stand along the eastern wall as they did in other years.</p></article></body></html>
"""
BAD = '{"text": 3}\n{"title": "No text"}\nno JSON at all\n'


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(params=["example", "seeds"])
def rows(request: pytest.FixtureRequest) -> list[dict[str, Any]]:
    """The articles of a coverage that has a dispute about who approached whom first."""
    if request.param == "example":
        return _rows(EXAMPLE)
    folder: Path = request.getfixturevalue("shared")
    return _rows(folder / "score/seeds-story/articles.jsonl")


def _fill(page: Page, row: dict[str, Any]) -> None:
    for label, name in (("Title", "title"), ("Outlet", "outlet"), ("Printed on", "published"), ("Address of the page", "url")):
        page.get_by_label(label, exact=True).fill((row.get(name) or "")[:10] if name == "published" else row.get(name) or "")


def _added(page: Page) -> dict[str, int]:
    """The ledger, once the batch is through."""
    page.get_by_role("heading", name=re.compile("added$")).wait_for(timeout=120_000)
    names = page.locator("th").all_inner_texts()
    return dict(zip(names, map(int, page.locator("tbody td").all_inner_texts()), strict=True))


def _lines(page: Page) -> dict[int, str]:
    """How many lines each account of a dispute has, and what they say."""
    return {n: str(account.locator(".line").count()) for n, account in enumerate(page.locator("section.account").all(), 1)}


def _text(page: Page) -> str:
    """The words of an article, without the marks that lead to its statements."""
    words: str = page.locator(".text").evaluate(
        "t => { t = t.cloneNode(true); t.querySelectorAll('.tag').forEach(a => a.remove()); return t.textContent }"
    )
    return words


def _tick(details: Locator, number: int) -> None:
    details.locator(f"input[name=line][value='{number}']").check()


def test_from_an_empty_record_to_the_exported_dispute(browser: Browser, tmp_path: Path, rows: list[dict[str, Any]]) -> None:
    with served(tmp_path / "record.db") as site, visit(browser, site, viewport={"width": 1280, "height": 900}) as visitor:
        _add(visitor, tmp_path, rows)
        dispute = _see(visitor)
        _correct(visitor, dispute)
        _decide(visitor, dispute)
        _ask(visitor, dispute)
        _take_away(visitor, dispute, tmp_path)


def _add(visitor: Visit, folder: Path, rows: list[dict[str, Any]]) -> None:
    page = visitor.page
    first, *between, last = rows
    (folder / "rest.jsonl").write_text("\n".join(map(json.dumps, between)), encoding="utf-8")
    (folder / "page.html").write_text(PAGE, encoding="utf-8")
    (folder / "bad.jsonl").write_text(BAD, encoding="utf-8")
    (folder / "last.txt").write_text(last["text"], encoding="utf-8")
    visitor.go("/")
    assert "Nothing is in this record yet" in page.locator("main").inner_text()
    page.get_by_role("link", name="Add articles").click()
    page.get_by_label("Or paste the text").fill(first["text"])
    _fill(page, first)
    page.get_by_role("button", name="Add", exact=True).click()
    assert _added(page) == {"seen": 1, "stored": 1, "duplicate": 0, "rejected": 0, "failed": 0}
    page.get_by_role("link", name="Add more").click()
    page.get_by_label("Files").set_input_files([folder / name for name in ("rest.jsonl", "page.html", "bad.jsonl")])
    page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_role("heading", name=re.compile(r"^Adding 3 files|added$")).first.wait_for()
    ledger = _added(page)
    assert ledger["stored"] == len(between) + 1
    assert ledger["seen"] == ledger["stored"] + ledger["rejected"] + ledger["failed"] == len(between) + 4
    refused = page.locator("main ul li").all_inner_texts()
    assert len(refused) == 3
    assert all("bad.jsonl" in told for told in refused)
    for stored in (1, 0):
        page.get_by_role("link", name="Add more").click()
        page.get_by_label("Files").set_input_files(folder / "last.txt")
        _fill(page, last)
        page.get_by_role("button", name="Add", exact=True).click()
        assert _added(page) == {"seen": 1, "stored": stored, "duplicate": 1 - stored, "rejected": 0, "failed": 0}
    page.get_by_role("link", name="To the stories").click()


def _see(visitor: Visit) -> str:
    """From the list of stories to the words in place. Returns the address of the dispute."""
    page = visitor.page
    card = page.locator("li.card", has=page.locator(".question")).first
    question = card.locator(".question a").first.inner_text()
    card.locator("h2 a").click()
    page.get_by_role("link", name=question).click()
    assert page.get_by_role("heading", level=1).inner_text() == question
    dispute = page.url.removeprefix(visitor.site)
    assert page.locator("section.account").count() >= 2
    for n in range(page.locator("section.account .line").count()):
        line = page.locator("section.account .line").nth(n)
        words = line.locator("blockquote").inner_text()
        line.get_by_role("link", name="in place").click()
        marked = page.locator("mark")
        marked.first.wait_for()
        assert flat("".join(marked.all_text_contents())) == words
        assert page.evaluate(
            "() => { const r = document.querySelector('mark').getBoundingClientRect(); return r.top >= 0 && r.bottom <= innerHeight }"
        )
        page.go_back()
    return dispute


def _correct(visitor: Visit, dispute: str) -> None:
    """Another speaker for a statement that is no line of the dispute."""
    page = visitor.page
    lines = page.locator("section.account .line a[href*='?at=']").evaluate_all("all => all.map(a => a.getAttribute('href'))")
    page.goto(visitor.site + lines[0].split("?")[0])
    text = _text(page)
    page.locator("a.tag").last.click()
    assert page.locator("mark").count()
    before = page.locator("#about .holder").inner_text()
    page.locator("summary", has_text="Correct it").click() if before != "speaker not known" else None
    page.get_by_label("Who said it").fill("Agnes Oyen")
    page.get_by_label("Your name").fill("Ida")
    page.get_by_role("textbox", name="Why").fill("she told us so")
    page.get_by_role("button", name="Set the speaker").click()
    assert "Judgement 1 is entered" in page.get_by_role("status").inner_text()
    assert page.locator("#about").get_by_role("link", name="Agnes Oyen").is_visible()
    assert _text(page) == text
    page.get_by_role("button", name="Undo").click()
    assert "Judgement 1 is undone" in page.get_by_role("status").inner_text()
    assert page.get_by_role("link", name="Agnes Oyen").count() == 0
    visitor.go(dispute)


def _decide(visitor: Visit, dispute: str) -> None:
    page = visitor.page
    assert page.get_by_label("Your name").input_value() == "Ida"
    page.get_by_role("textbox", name="Why").fill("both said so")
    page.get_by_role("button", name="It is a dispute").click()
    assert "Confirmed: it is a dispute" in page.get_by_role("status").inner_text()
    assert page.locator(".badge.verdict").is_visible()
    before = _lines(page)
    details = page.locator(".decide details")
    details.locator("summary").click()
    _tick(details, 1)
    details.get_by_label("They belong").select_option("2")
    details.get_by_role("button", name="Move them").click()
    assert "Under account 2 now" in page.get_by_role("status").inner_text()
    assert _lines(page) != before
    page.get_by_role("link", name="Judgements").first.click()
    newest = page.locator("li.card").first
    assert "moved" in newest.locator("h2").inner_text()
    newest.get_by_role("button", name=re.compile("^Undo judgement")).click()
    assert "is undone; its row stays" in page.get_by_role("status").inner_text()
    assert page.locator("li.card.undone").count() == 2
    visitor.go(dispute)
    assert _lines(page) == before


def _ask(visitor: Visit, dispute: str) -> None:
    """Searches the words of a line, and puts to the record what an account says."""
    page = visitor.page
    says = page.locator("section.account h2").first.inner_text().split("\n")[-1]
    words = " ".join(re.findall(r"\w+", page.locator("section.account .line blockquote").first.inner_text())[:3])
    page.keyboard.press("/")
    page.keyboard.insert_text(f'"{words}"')
    page.keyboard.press("Enter")
    page.get_by_role("navigation", name="What was found").wait_for()
    found = page.locator(".finds > li")
    assert found.count() >= 1
    assert found.first.locator("mark").first.is_visible()
    found.first.get_by_role("link", name="in place").click()
    assert page.locator("mark").first.is_visible()
    page.get_by_role("link", name="Check", exact=True).click()
    page.get_by_label("One plain sentence").fill(f"{says.rstrip('.')}.")
    page.get_by_role("button", name="Check").click()
    assert page.locator("section.supports .line").count() >= 1
    assert page.locator("section.contradicts .line").count() >= 1
    assert page.locator(f"a[href='{dispute}']").count() >= 1


def _take_away(visitor: Visit, dispute: str, folder: Path) -> None:
    """The story of the dispute as JSON, CSV and dossier: every piece of words is where it says that it is."""
    page = visitor.page
    visitor.go(dispute)
    story = unquote(page.locator(".crumbs a").last.get_attribute("href") or "").rpartition("/")[2]
    page.get_by_role("link", name="Exports").click()
    page.get_by_label("What to export").select_option(story)
    page.get_by_role("button", name="Choose").click()
    with page.expect_download() as whole:
        page.get_by_role("link", name="JSON", exact=True).click()
    whole.value.save_as(folder / "story.json")
    told = json.loads((folder / "story.json").read_text(encoding="utf-8"))
    texts = {a["id"]: a["text"] for a in told["articles"]}
    (found,) = [d for d in told["disputes"] if dispute.endswith(d["id"])]
    assert found["verdict"] == "confirmed"
    lines = [e for a in found["accounts"] for e in a["evidence"]]
    pieces = [(s["article"], c) for s in told["statements"] for c in s["content"]] + [(e["article"], e) for e in lines]
    assert len(pieces) > len(lines) > 1
    assert all(texts[article][p["start"] : p["end"]] == p["text"] for article, p in pieces)
    with page.expect_download() as table:
        page.get_by_role("link", name="CSV", exact=True).click()
    table.value.save_as(folder / "story.csv")
    with (folder / "story.csv").open(newline="", encoding="utf-8") as file:
        rows = list(read(file))
    assert len(rows) == len(told["statements"])
    assert any(found["id"] in row["disputes"] for row in rows)
    for row in rows:
        spans = [tuple(map(int, span.split("-"))) for span in row["spans"].split(";")]
        assert " … ".join(texts[row["article"]][a:b] for a, b in spans) == row["content"]
    page.get_by_role("link", name="Open it").click()
    assert page.get_by_role("heading", level=1).is_visible()
    dossier = flat(page.locator("body").inner_text())
    assert all(flat(e["text"]) in dossier for e in lines)
    assert page.locator("script").count() == 0
