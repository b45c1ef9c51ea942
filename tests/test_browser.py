"""Every page in a real browser: at two widths, light and dark, with and without scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from onrecord.agenda import Kind, agenda
from onrecord.model import ActorKind
from onrecord.store.record import Record
from onrecord.store.retrieval import Retrieval
from tests.browsing import WIDTHS, Visit, faults, headings, served, sideways, visit
from tests.records import MANY, doubtful, long, unsure

NOWHERE = "/disputes/nowhere"


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of all that a page can show: the example coverage, doubts, a long story, a judgement that stands and one undone."""
    made = tmp_path_factory.mktemp("site") / "record.db"
    doubtful(made)
    long(made)
    from onrecord.judgements.docket import Docket
    from onrecord.store.record import Writer

    with Writer(made) as record:
        docket = Docket(record, "Ida", "to see it on the page")
        docket.undo(docket.confirm(record.requests()[0].id))
        docket.confirm(record.commitments()[0].id)
    unsure(made)
    return made


@pytest.fixture(scope="module")
def site(path: Path) -> Iterator[str]:
    with served(path) as address:
        yield address


@pytest.fixture(scope="module")
def pages(path: Path) -> dict[str, str]:
    """Every page by its name."""
    with Record(path) as record:
        stories = sorted(record.stories(), key=lambda s: len(s.articles))
        assert len(stories[-1].articles) == MANY
        found, asked, promised = record.disputes()[0], record.requests()[0], record.commitments()[0]
        line = found.accounts[0].evidence[0]
        said = record.statements()
        doubts = {d.kind: d.things[0] for d in agenda(Retrieval(record)).doubts}
        speakers = {s.who for s in said if s.article == line.article}
        person = next(a for a in record.actors() if a.id in speakers and a.kind is ActorKind.PERSON)
        often = max(record.actors(), key=lambda a: sum(s.who == a.id for s in said))
        unknown = next(s for s in said if s.id == doubts[Kind.SPEAKER])
    assert set(doubts) == set(Kind)
    article = f"/articles/{line.article}"
    return {
        "home": "/",
        "add": "/add",
        "story": f"/stories/{found.story}",
        "long story": f"/stories/{stories[-1].id}",
        "long story, further on": f"/stories/{stories[-1].id}?articles=50",
        "disputes": "/disputes",
        "disputes, none": "/disputes?least=1&level=tension",
        "dispute": f"/disputes/{found.id}",
        "people": "/people",
        "people of a story": f"/people?story={stories[-1].id}&kind=person",
        "person": f"/people/{person.id}",
        "person of many words": f"/people/{often.id}",
        "article": article,
        "article, marked": f"{article}?at={line.start}-{line.end}",
        "article, statement": f"{article}?statement={line.statement}",
        "article, nobody": f"/articles/{unknown.article}?statement={unknown.id}",
        "requests": "/requests",
        "request": f"/requests/{asked.id}",
        "request, before": f"/requests/{asked.id}?as_of=2031-01-01",
        "commitments": "/commitments",
        "commitment": f"/commitments/{promised.id}",
        "check": "/check",
        "check, a claim": "/check?q=Iceland+asked+Norway+first",
        **{f"review, {kind}": f"/review?kind={kind}" for kind in Kind},
        "judgements": "/judgements",
        "search": "/search",
        "search, statements": "/search?q=ship",
        "search, articles": "/search?q=ship&show=articles",
        "exports": "/exports",
        "exports of a story": f"/exports?story={found.story}",
        "report": f"/report?story={found.story}",
        "API": "/api/v1/docs",
        "nowhere": NOWHERE,
    }


def test_every_page_is_sound_at_two_widths_light_and_dark(browser: Browser, site: str, pages: dict[str, str]) -> None:
    wrong: list[str] = []
    with visit(browser, site) as visitor:
        for name, address in pages.items():
            page = visitor.page
            page.emulate_media(color_scheme="light")
            page.set_viewport_size({"width": WIDTHS[0], "height": 900})
            visitor.go(address, 404 if address == NOWHERE else 200)
            page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
            levels = headings(page)
            if levels.count(1) != 1 or levels[0] != 1 or any(after - before > 1 for before, after in pairwise(levels)):
                wrong.append(f"{name}: headings {levels}")
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 900})
                wrong += [f"{name} at {width}: {fault}" for fault in faults(page)]
                if sideways(page) > 0:
                    wrong.append(f"{name} at {width}: wider than its window by {sideways(page)}")
            page.emulate_media(color_scheme="dark")
            wrong += [f"{name}, dark: {fault}" for fault in faults(page, "color-contrast")]
            wrong += [f"{name}: {told}" for told in visitor.told]
            visitor.told.clear()
    assert wrong == []


def _shown(visitor: Visit) -> tuple[str, int, int]:
    """What a page shows whatever the browser: its words but for the keys, its links and fields."""
    main = visitor.page.locator("main" if visitor.page.locator("main").count() else "body")
    words = re.sub(r"\s+", " ", main.inner_text(timeout=5_000).replace("Copy citation", ""))
    words = re.sub(r"(?<= )[a-z1-9?](?: |$)| Keys ", " ", words)
    return words, main.locator("a:visible").count(), main.locator("input:visible, select:visible, textarea:visible").count()


def test_every_page_shows_the_same_without_scripts(browser: Browser, site: str, pages: dict[str, str]) -> None:
    with visit(browser, site) as visitor, visit(browser, site, java_script_enabled=False) as plain:
        for name, address in pages.items():
            status = 404 if address == NOWHERE else 200
            visitor.go(address, status)
            plain.go(address, status)
            (words, *counts), (others, *other_counts) = _shown(visitor), _shown(plain)
            assert counts == other_counts, name
            assert words.split() == others.split(), name


def test_forms_work_without_scripts(browser: Browser, tmp_path: Path) -> None:
    with served(tmp_path / "record.db") as site, visit(browser, site, java_script_enabled=False) as visitor:
        page = visitor.page
        visitor.go("/add")
        page.get_by_label("Or paste the text").fill("Pier closed\n\nThe pier is shut, harbour warden Maud Tilling said on Friday.\n")
        page.get_by_label("Outlet").fill("The Inlet Post")
        page.get_by_label("Printed on").fill("2031-05-02")
        page.get_by_role("button", name="Add", exact=True).click()
        page.get_by_role("heading", name="1 article added").wait_for()
        page.get_by_role("link", name="To the stories").click()
        page.get_by_role("searchbox", name="Search articles").fill("pier")
        page.get_by_role("search").get_by_role("button").click()
        page.get_by_role("link", name="in place").first.click()
        assert page.locator("mark").first.is_visible()
        page.locator("summary", has_text="Correct it").click()
        page.get_by_label("Who said it").fill("Agnes Oyen")
        page.get_by_label("Your name").fill("Ida")
        page.get_by_role("button", name="Set the speaker").click()
        assert "Judgement 1 is entered" in page.get_by_role("status").inner_text()
        assert page.get_by_role("link", name="Agnes Oyen").first.is_visible()
        page.get_by_role("button", name="Undo").click()
        assert "is undone" in page.get_by_role("status").inner_text()
        assert page.get_by_role("link", name="Maud Tilling").first.is_visible()
        page.get_by_role("link", name="Check", exact=True).click()
        page.get_by_label("One plain sentence").fill("The pier is shut")
        page.get_by_role("button", name="Check").click()
        assert page.get_by_role("heading", name="Support it").is_visible()
