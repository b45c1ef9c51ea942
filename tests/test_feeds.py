"""The Atom feeds: valid RFC 4287, ids that stay, hostile words as words, nothing sent again."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from lxml import etree
from starlette.testclient import TestClient

from onrecord.cli.exporting import export_record
from onrecord.desk import add, relink
from onrecord.errors import UsageError
from onrecord.export import identifiers
from onrecord.export.atom import LONG, MOST, Entry, Feed, urn, written
from onrecord.judgements.docket import Docket
from onrecord.store.record import Writer
from onrecord.web.app import make_app
from onrecord.web.settings import Settings
from tests.hostile_strings import STRINGS

EXAMPLE = Path(__file__).parent.parent / "src/onrecord/examples/coverage.jsonl"
ATOM = "{http://www.w3.org/2005/Atom}"
NAMES = {"a": "http://www.w3.org/2005/Atom"}
URN = re.compile(r"urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")


def sound(body: bytes) -> etree._Element:
    """The feed, after what RFC 4287 asks of one was looked at."""
    root = etree.fromstring(body, etree.XMLParser(resolve_entities=False, no_network=True))
    assert root.tag == f"{ATOM}feed"
    for node in (root, *root.findall("a:entry", NAMES)):
        for name in ("id", "title", "updated"):
            assert len(node.findall(f"a:{name}", NAMES)) == 1, name
        assert URN.fullmatch(node.findtext("a:id", "", NAMES))
        for name in ("updated", "published"):
            for told in node.findall(f"a:{name}", NAMES):
                assert INSTANT.fullmatch(told.text or "")
                datetime.fromisoformat(told.text or "")
        authors = node.findall("a:author", NAMES)
        assert len(authors) == 1
        assert (authors[0].findtext("a:name", "", NAMES)).strip()
        links = node.findall("a:link", NAMES)
        assert len([k for k in links if k.get("rel") == "alternate"]) <= 1
        for link in links:
            parts = urlsplit(link.get("href"))
            assert parts.scheme in ("http", "https")
            assert parts.netloc
            assert not re.search(r'[\s<>"{}|\\^`]', link.get("href") or "")
        for told in node.findall("a:content", NAMES) + node.findall("a:title", NAMES):
            assert told.get("type", "text") == "text"
            assert len(told) == 0
    entries = root.findall("a:entry", NAMES)
    assert len(entries) <= MOST
    ids = [e.findtext("a:id", "", NAMES) for e in entries]
    assert len(set(ids)) == len(ids)
    moments = [e.findtext("a:updated", "", NAMES) for e in entries]
    assert moments == sorted(moments, reverse=True)
    assert not entries or root.findtext("a:updated", "", NAMES) == moments[0]
    return root


def ids(root: etree._Element) -> set[str]:
    return {e.findtext("a:id", "", NAMES) for e in root.findall("a:entry", NAMES)}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The example coverage."""
    made = tmp_path / "record.db"
    with Writer(made) as record:
        add(record, [str(EXAMPLE)])
    return made


@pytest.fixture
def client(path: Path) -> Iterator[TestClient]:
    with TestClient(make_app(path, Settings(hosts=("testserver",), burst=100_000))) as made:
        yield made


def addresses(client: TestClient) -> list[str]:
    api = "/api/v1"
    told = {n: client.get(f"{api}/{n}").json() for n in ("stories", "people", "disputes")}
    lists = [("stories", told["stories"]["stories"]), ("people", told["people"]["actors"]), ("disputes", told["disputes"]["disputes"])]
    return [*(f"/feeds/{n}/{x['id']}.atom" for n, some in lists for x in some), "/feeds/search.atom?q=cable"]


def test_every_feed_is_sound(client: TestClient) -> None:
    for address in addresses(client):
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert answer.headers["content-type"].startswith("application/atom+xml")
        root = sound(answer.content)
        assert ids(root), address
        own = root.xpath("a:link[@rel='self']/@href", namespaces=NAMES)
        assert own == [f"http://testserver{address}"]
        for link in root.xpath("a:link[@rel='alternate']/@href", namespaces=NAMES):
            assert client.get(link.removeprefix("http://testserver")).status_code == 200, link
        for link in root.xpath("a:entry/a:link[@rel='alternate']/@href", namespaces=NAMES)[:3]:
            assert client.get(link.removeprefix("http://testserver")).status_code == 200, link


def test_a_story_tells_articles_statements_and_disputes(client: TestClient) -> None:
    story = max(client.get("/api/v1/stories").json()["stories"], key=lambda s: s["disputes"])
    root = sound(client.get(f"/feeds/stories/{story['id']}.atom").content)
    told = {c.get("term") for c in root.iter(f"{ATOM}category")}
    assert {"article", "asserts", "conflict"} <= told


def test_an_unchanged_feed_is_not_sent_again(client: TestClient) -> None:
    for address in addresses(client)[-2:]:
        first = client.get(address)
        again = client.get(address, headers={"If-None-Match": first.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")
        head = client.head(address)
        assert (head.status_code, head.content, head.headers["etag"]) == (200, b"", first.headers["etag"])


def test_ids_stay_when_all_is_linked_anew_and_when_more_comes(client: TestClient, path: Path, tmp_path: Path) -> None:
    before = {a: client.get(a) for a in addresses(client)}
    with Writer(path) as record:
        relink(record, whole=True)
    for address, answer in before.items():
        now = client.get(address)
        assert ids(sound(now.content)) == ids(sound(answer.content))
        assert now.headers["etag"] != answer.headers["etag"]
    more = tmp_path / "more.jsonl"
    text = "The cable was mended on Monday, harbour master Ilse Brandvold told reporters. “Nobody will notice,” she said."
    more.write_text(json.dumps({"text": text, "outlet": "The Skerry Post", "published": "2031-05-02T10:00:00Z"}), encoding="utf-8")
    with Writer(path) as record:
        add(record, [str(more)])
    address = "/feeds/search.atom?q=cable"
    now = sound(client.get(address).content)
    first = now.find("a:entry", NAMES)
    assert first is not None
    assert "mended on Monday" in first.findtext("a:content", "", NAMES)
    assert first.findtext("a:published", "", NAMES) == "2031-05-02T10:00:00Z"


def test_a_dismissed_dispute_is_told_no_more(client: TestClient, path: Path) -> None:
    dispute = client.get("/api/v1/disputes").json()["disputes"][0]
    address = f"/feeds/stories/{dispute['story']}.atom"
    assert urn(("dispute", dispute["id"])) in ids(sound(client.get(address).content))
    with Writer(path) as record:
        Docket(record, "E. Marsh").dismiss(dispute["id"])
    assert urn(("dispute", dispute["id"])) not in ids(sound(client.get(address).content))


def test_what_is_not_there_and_what_cannot_be_searched(client: TestClient) -> None:
    for name in ("stories", "people", "disputes"):
        assert client.get(f"/feeds/{name}/none.atom").status_code == 404
    assert client.get("/feeds/search.atom").status_code == 400
    assert client.get("/feeds/search.atom?q=story:zebra").status_code == 409


@pytest.mark.parametrize("words", STRINGS)
def test_hostile_words_stay_words(words: str) -> None:
    entry = Entry(("x", words), words, "2031-03-12T10:00:00+00:00", words, words, "/articles/x", identifiers.address(words), None, words)
    root = sound(written(Feed(("feed", words), words, "/feeds/x.atom", "/x", (entry,)), "http://127.0.0.1:8321"))
    told = root.find("a:entry", NAMES)
    assert told is not None
    assert len(told.findtext("a:title", "", NAMES)) <= LONG
    assert told.find("a:content", NAMES) is not None


def test_hostile_articles_make_sound_feeds(tmp_path: Path) -> None:
    rows = [
        {
            "text": f"Harbour master Ilse Brandvold said: “The ferry {words} will sail on Monday.” The council agreed with her.",
            "outlet": words[:500] or None,
            "title": words[:500] or None,
            "author": words[:500],
            "url": words[:500],
        }
        for words in (STRINGS[0], STRINGS[21], "javascript:alert(1)", "https://a.example/ü \u202e<\"'>\u0007", "\u0001\u001b[31m", "שלום")
    ]
    source = tmp_path / "rows.jsonl"
    source.write_text("\n".join(json.dumps(r) for r in rows), encoding="utf-8")
    path = tmp_path / "record.db"
    with Writer(path) as record:
        add(record, [str(source)])
    with TestClient(make_app(path, Settings(hosts=("testserver",), burst=100_000))) as client:
        for address in addresses(client)[:-1]:
            sound(client.get(address).content)
        sound(client.get("/feeds/search.atom?q=ferry").content)


def test_a_story_is_exported_as_a_feed(path: Path, tmp_path: Path) -> None:
    with Writer(path) as record:
        story = record.stories()[0].id
    out = tmp_path / "story.atom"
    export_record(path, "atom", out, story)
    root = sound(out.read_bytes())
    assert not root.xpath("//a:link[@rel='self']", namespaces=NAMES)
    with pytest.raises(UsageError, match="--story"):
        export_record(path, "atom", None)
