"""Two hundred hostile strings through every field and every place of the pages: none is executed, none makes an element, none breaks a page."""

from __future__ import annotations

import json
import re
import shutil
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import httpx2 as httpx
import pytest
from lxml import etree
from playwright.sync_api import Browser
from starlette.testclient import TestClient

import onrecord.desk
import onrecord.judgements.docket
import onrecord.judgements.edits
import onrecord.judgements.followup
from benchmarks.pages import kind
from onrecord.desk import add
from onrecord.store.record import Record, Writer
from onrecord.web.app import make_app
from onrecord.web.settings import Settings
from tests import strangers
from tests.browsing import Visit, served, visit
from tests.forms import Form, asked, forms, walked
from tests.hostile_strings import MARK, STRINGS
from tests.records import doubtful, unsure

TOGETHER = 8
"""Strings that one captured article holds."""
APART = 40
"""Of the strings, each such one goes into a field that a page does not let a visitor write: one that is hidden, ticked or chosen."""
LINKED = 50
"""Of the strings, each such one goes into a form that rules on a dispute, request or commitment while the record is linked anew."""
SAMPLE = STRINGS[:: len(STRINGS) // 11]
"""Those that are typed in the browser itself, into every field."""
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
REFUSALS = frozenset((400, 404, 409, 413, 414, 422))


def client(path: Path) -> TestClient:
    return TestClient(make_app(path, Settings(hosts=("testserver",), burst=1_000_000)), follow_redirects=False)


def calm(visitor: Visit, told: str) -> None:
    """Holds that nothing of a stranger ran or stands on the page that is open."""
    page = visitor.page
    assert page.evaluate(f"window.{MARK} === undefined"), told
    assert page.url.startswith(visitor.site), told
    assert strangers.on(page) == [], told


# -- as captured content


def _article(n: int, some: list[str]) -> dict[str, str | None]:
    a, b, c, d, e, f, g, h = (*some, *some)[:8]
    lines = (
        f"Pier talks in Inlet {n} {a}",
        f"INLET {n} - The council asked the ferry company for {b} on Monday, harbour warden Maud {c} Tilling said.",
        f"“We never asked for {d}. The company came to us first,” said {e} Oyen, the mayor of Inlet {n}.",
        f"The company, {f}, promised to mend the pier by May 9, a spokeswoman said. The council denied it had asked the company first.",
        f"{g}",
        f"{h} declined to comment.",
    )
    told: dict[str, str | None] = {"title": a, "outlet": b, "author": c, "url": d, "published": f"2031-05-{n % 27 + 1:02}"}
    if n % 8 == 7:  # as a page, whose parts are taken out of markup
        return {
            "html": f"<html><head><title>{e}</title><meta name=author content={f!r}></head><body><p>{'</p><p>'.join(lines)}</p></body></html>"
        }
    return {**told, "text": "\n\n".join(lines)}


@pytest.fixture(scope="module")
def captured(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record whose articles hold every string, each in another place."""
    folder = tmp_path_factory.mktemp("captured")
    batches = [list(STRINGS[n : n + TOGETHER]) for n in range(0, len(STRINGS), TOGETHER)]
    rows = [_article(n, some[n % len(some) :] + some[: n % len(some)]) for n, some in enumerate(batches)]
    (folder / "rows.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    path = folder / "record.db"
    with Writer(path) as record:
        ledger = add(record, [str(folder / "rows.jsonl")])
    assert ledger.seen == len(rows) == ledger.stored + ledger.duplicate + ledger.rejected
    assert ledger.stored >= len(rows) - 3, ledger.refusals
    return path


def test_captured_words_are_words_on_every_page(browser: Browser, captured: Path) -> None:
    with Record(captured) as record:
        ids = [f"/articles/{a.id}" for a in record.articles()]
        ids += [f"/articles/{s.article}?statement={s.id}" for s in record.statements()[::7]]
        ids += [f"/people/{a.id}" for a in record.actors()[::5]]
        ids += [f"/stories/{s.id}" for s in record.stories()]
        ids += [f"/report?story={s.id}" for s in record.stories()[:6]]
    with client(captured) as opened:
        pages = walked(opened)
        for address in ids:
            answer = opened.get(httpx.URL(address))
            assert answer.status_code == 200, address
            pages[address] = answer.text
    assert any(MARK in body for body in pages.values())
    with served(captured) as site, visit(browser, site) as visitor:
        addresses = list(pages)
        found = strangers.within(visitor.page, list(pages.values()), f"{site}/")
        assert [(addresses[n], what) for n, what in found] == []
        held = [a for a in addresses if MARK in pages[a]]
        for address in (*held[:: max(1, len(held) // 60)], *ids[:25]):
            visitor.go(address)
            visitor.page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
            calm(visitor, address)


def test_captured_words_are_words_in_feeds_and_files(captured: Path) -> None:
    with Record(captured) as record:
        stories, people = record.stories(), record.actors()
    with client(captured) as opened:
        for address in (*(f"/feeds/stories/{s.id}.atom" for s in stories), *(f"/feeds/people/{a.id}.atom" for a in people[::6])):
            answer = opened.get(address)
            assert answer.status_code == 200
            assert answer.headers["content-type"].startswith("application/atom+xml")
            root = etree.fromstring(answer.content, etree.XMLParser(resolve_entities=False, no_network=True))
            assert {e.tag for e in root.iter()} <= {f"{{http://www.w3.org/2005/Atom}}{n}" for n in ATOM}
            assert all(urlsplit(e.get("href")).scheme in ("http", "https") for e in root.iter("{*}link"))
        for form in ("json", "jsonld", "annotations"):
            answer = opened.get(f"/exports/{form}")
            assert answer.headers["content-disposition"].startswith("attachment")
            assert answer.headers["x-content-type-options"] == "nosniff"
            json.loads(answer.text)
        assert opened.get("/exports/csv").headers["content-type"].startswith("text/csv")
        for name in ("stories", "articles", "people", "statements"):
            answer = opened.get(f"/api/v1/{name}")
            assert answer.headers["content-type"].startswith("application/json")


ATOM = (
    "feed",
    "id",
    "title",
    "subtitle",
    "updated",
    "published",
    "link",
    "author",
    "name",
    "entry",
    "content",
    "summary",
    "generator",
    "category",
    "source",
    "uri",
    "rights",
)


# -- as what a visitor types


@pytest.fixture(scope="module")
def master(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record with something of every kind to decide."""
    path = tmp_path_factory.mktemp("typed") / "record.db"
    doubtful(path)
    unsure(path)
    return path


@pytest.fixture
def path(master: Path, tmp_path: Path) -> Path:
    shutil.copy(master, tmp_path / "record.db")
    return tmp_path / "record.db"


class Answers:
    """Pages that hold what was typed, kept until a browser reads them."""

    def __init__(self) -> None:
        self.bodies: dict[str, str] = {}

    def take(self, answer: httpx.Response, told: str) -> None:
        """An answer, which may refuse but not fail."""
        assert answer.status_code in (200, 303) or answer.status_code in REFUSALS, (told, answer.status_code, answer.text[:300])
        assert CONTROLS.search(answer.text) is None, told
        assert not any(re.search(r"[\r\n\x00]", f"{k}{v}") for k, v in answer.headers.items()), told
        if answer.status_code == 303:
            assert re.match(r"/(?![/\\])", answer.headers["location"]), (told, answer.headers["location"])
        elif answer.headers["content-type"].startswith("text/html") and MARK in answer.text:
            self.bodies.setdefault(answer.text, told)

    def read(self, browser: Browser, site: str) -> None:
        """Has the browser read them all."""
        with visit(browser, site) as visitor:
            visitor.go("/")
            bodies = list(self.bodies)
            found = strangers.within(visitor.page, bodies, f"{site}/")
            assert [(self.bodies[bodies[n]], what) for n, what in found] == []
            calm(visitor, "after all were read")


def test_what_is_typed_into_an_address_stays_words(browser: Browser, path: Path) -> None:
    answers = Answers()
    with client(path) as opened:
        fields = asked(walked(opened))
        names = {(urlsplit(where).path, name) for where, given in fields.items() for name in given}
        assert {("/search", "q"), ("/check", "story"), ("/people", "q"), ("/disputes", "least"), ("/requests", "as_of")} <= names
        for where, given in fields.items():
            for name in given:
                for words in STRINGS:
                    answers.take(opened.get(where, params={**given, name: words}), f"{where}?{name}={words[:80]!r}")
    assert answers.bodies
    with served(path) as site:
        answers.read(browser, site)
        with visit(browser, site) as visitor:
            for where, given in fields.items():
                for name in given:
                    words = SAMPLE[hash_of(where + name) % len(SAMPLE)]
                    visitor.page.goto(f"{site}{where}?{urlencode({**given, name: words})}")
                    visitor.told = [t for t in visitor.told if "the server responded with a status of 4" not in t]
                    calm(visitor, f"{where}?{name}={words[:80]!r}")


def hash_of(words: str) -> int:
    """The same number in every run."""
    return sum(n * ord(c) for n, c in enumerate(words, 1))


def _posting(opened: TestClient) -> dict[tuple[str, str], Form]:
    """Every form that changes something, by where it goes and what is written in it; of several that with most fields beside."""
    found = [f for address, page in walked(opened).items() for f in forms(page, address) if f.method == "POST"]
    return {(kind(f.action), " ".join(sorted(f.written))): f for f in sorted(found, key=lambda f: (len(f.chosen), f.name))}


def test_what_is_typed_into_a_form_stays_words(browser: Browser, path: Path, master: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each form works on a record of its own, all strings without linking it; what rules on a dispute or a pledge also some with."""
    answers, entered, copy = Answers(), set[str](), path
    with client(path) as opened:
        found = _posting(opened)
    assert len(found) > 12
    for number, (name, form) in enumerate(found.items()):
        if form.action == "/add":  # has a test of its own
            continue
        copy = path.with_name(f"{number}.db")
        shutil.copy(master, copy)
        slow = form.action.startswith(("/disputes/", "/requests/", "/commitments/"))
        with client(copy) as opened:

            def typed(numbers: Iterable[int], form: Form = form, opened: TestClient = opened, name: tuple[str, str] = name) -> None:
                for n in numbers:
                    words = {field: STRINGS[(n + 67 * k) % len(STRINGS)] for k, field in enumerate(form.written)}
                    answer = opened.post(form.action, data={**form.chosen, **words})
                    answers.take(answer, f"{name} {n}")
                    if answer.status_code == 303:
                        entered.add(form.action.rpartition("/")[2])

            with monkeypatch.context() as patched:
                for module in (onrecord.judgements.docket, onrecord.judgements.edits, onrecord.judgements.followup):
                    patched.setattr(module, "relink", lambda *_: None)
                typed(range(len(STRINGS)))
            if slow:  # which takes effect only when the record is linked anew
                typed(range(number % LINKED, len(STRINGS), LINKED))
            for k, field in enumerate(form.chosen):  # what a page does not let a visitor write can be sent all the same
                for words in STRINGS[(number + k) % APART :: APART]:
                    data = {**form.chosen, "by": "Ida", field: words}
                    answers.take(opened.post(form.action, data=data), f"{name} {field}={words[:80]!r}")
            answers.take(opened.get("/judgements"), f"{name}: judgements")
    with served(copy) as site:
        answers.read(browser, site)
        with visit(browser, site) as visitor:
            visitor.go("/judgements")
            calm(visitor, "judgements")
    assert {"confirm", "dismiss", "rename", "speaker", "skip"} <= entered, entered


def test_what_is_added_stays_words(browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Fields and file names of the form for adding, and the ledger that names them."""
    path, link = tmp_path / "record.db", onrecord.desk.relink
    monkeypatch.setattr(onrecord.desk, "relink", lambda *_: None)
    answers, batches = Answers(), []
    with client(path) as opened:
        (form,) = {f.action: f for f in forms(opened.get("/add").text, "/add") if f.action == "/add"}.values()
        assert set(form.written) >= {"text", "title", "outlet", "published", "url"}
        for n in range(len(STRINGS)):
            typed = {field: STRINGS[(n + 41 * k) % len(STRINGS)] for k, field in enumerate(form.written)}
            answers.take(opened.post("/add", data=typed), f"published {n}")
            if n % 2 == 0:
                answer = opened.post("/add", data={**typed, "published": ""})
                answers.take(answer, f"added {n}")
                batches.append(answer.headers["location"])
        named = [("files", (re.sub(r"[\r\n\x00]", "", words)[:200] or "x", b'{"text": 3}')) for words in STRINGS]
        batches.append(opened.post("/add", files=named).headers["location"])
        for batch in batches:
            while 'hx-trigger="every 1s"' in (answer := opened.get(batch)).text:
                time.sleep(0.05)
            answers.take(answer, batch)
        with served(path) as site:
            answers.read(browser, site)
    with Writer(path) as record:
        link(record)
    with served(path) as site, visit(browser, site) as visitor:
        for address in ("/", "/people", "/search?q=onrecord_was_here&show=articles"):
            visitor.go(address)
            calm(visitor, address)


@pytest.fixture
def typist(browser: Browser, path: Path) -> Iterator[Visit]:
    with served(path) as site, visit(browser, site) as found:
        yield found


def test_words_are_typed_in_the_browser_itself(typist: Visit) -> None:
    """A few of the strings through every field of the pages, by the browser's own hand."""
    page = typist.page
    for n, where in enumerate(("/", "/search", "/check", "/people", "/disputes", "/requests", "/commitments")):
        for k, words in enumerate(SAMPLE[n % 2 :: 2]):
            typist.go(where)
            for field in page.locator("main form input:visible:not([type=checkbox]):not([type=date]), [role=search] input").all():
                field.fill(words.replace("\r\n", " ")[:300])
            button = page.locator("main form button:visible, [role=search] button").last
            with page.expect_navigation():
                button.click()
            typist.told = [t for t in typist.told if "the server responded with a status of 4" not in t]
            calm(typist, f"{where} {k}")
