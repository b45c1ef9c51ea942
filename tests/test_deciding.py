"""Deciding on the page: the review queue, the actions, the judgements; under hostile words, without a name, from elsewhere."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from onrecord.agenda import Kind, agenda
from onrecord.model import ActorKind, Judgement
from onrecord.store.record import Record
from onrecord.store.retrieval import Retrieval
from onrecord.web.app import make_app
from onrecord.web.pages.rulings import onward
from onrecord.web.settings import Settings
from tests.browsing import chromium, served
from tests.records import doubtful

HOSTILE = ("<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "javascript:alert(1)", "a\x00b\x1b[31m\u202egnorw", "x" * 10_000)


@pytest.fixture(scope="module")
def master(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A record with the example coverage and a story full of doubts."""
    path = tmp_path_factory.mktemp("master") / "record.db"
    doubtful(path)
    return path.read_bytes()


@pytest.fixture
def path(master: bytes, tmp_path: Path) -> Path:
    (tmp_path / "record.db").write_bytes(master)
    return tmp_path / "record.db"


@pytest.fixture
def client(path: Path) -> Iterator[TestClient]:
    with TestClient(make_app(path, Settings(hosts=("testserver",), burst=100_000)), follow_redirects=False) as opened:
        yield opened


def judged(path: Path) -> list[Judgement]:
    with Record(path) as record:
        return record.judgements(undone=True)


def dispute_of(path: Path) -> str:
    with Record(path) as record:
        return record.disputes()[0].id


# -- the agenda


def test_the_agenda_is_the_same_each_time_and_most_open_first(path: Path) -> None:
    with Record(path) as record:
        first, second = agenda(Retrieval(record)), agenda(Retrieval(record))
    assert first == second
    assert [d.openness for d in first.doubts] == sorted((d.openness for d in first.doubts), reverse=True)
    assert len({d.key for d in first.doubts}) == len(first.doubts)
    assert first.looked == first.stories


def test_the_agenda_asks_about_a_surname_that_fits_two(path: Path) -> None:
    with Record(path) as record:
        people = agenda(Retrieval(record), (Kind.PERSON,)).doubts
    assert any("alone fits" in d.why and "Henrik Aasland" in d.why and "Sigrun Aasland" in d.why for d in people), people


def test_the_agenda_asks_about_statements_without_a_speaker(path: Path) -> None:
    with Record(path) as record:
        found = agenda(Retrieval(record), (Kind.SPEAKER,)).doubts
        said = Retrieval(record).said([d.things[0] for d in found])
        actors = {a.id: a for a in record.actors()}
    assert found
    assert all(s.who is None or actors[s.who].kind is ActorKind.UNNAMED for s in said.values())


def test_the_agenda_stays_within_a_story_and_kind(path: Path) -> None:
    with Record(path) as record:
        for story in record.stories():
            found = agenda(Retrieval(record), (Kind.SPEAKER,), story.id)
            said = Retrieval(record).said([d.things[0] for d in found.doubts])
            assert {s.article for s in said.values()} <= set(story.articles)
            assert {d.kind for d in found.doubts} <= {Kind.SPEAKER}


def unsure(path: Path) -> str:
    """A dispute whose score is near the threshold."""
    import sqlite3

    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE dispute SET score = 0.45")
    return dispute_of(path)


def test_the_agenda_asks_about_disputes_near_the_threshold_until_somebody_decides(client: TestClient, path: Path) -> None:
    name = unsure(path)
    page = client.get("/review?kind=disputes").text
    assert f'formaction="/disputes/{name}/confirm"' in page
    client.post(f"/disputes/{name}/dismiss", data={"by": "Ida"})
    assert f'formaction="/disputes/{name}/confirm"' not in client.get("/review?kind=disputes").text


# -- review


def test_review_shows_one_card_with_its_buttons_and_a_queue(client: TestClient) -> None:
    page = client.get("/review")
    assert page.status_code == 200
    assert page.text.count("<h1") == 1
    assert 'name="by"' in page.text
    assert re.search(r"1 of \d+", page.text)
    for kind in Kind:
        assert client.get(f"/review?kind={kind}").status_code == 200
    assert client.get("/review?kind=nonsense&story=nothing&at=zzz&after=-5").status_code == 200
    assert client.get("/review?after=100000").status_code == 200


def test_what_is_decided_leaves_the_queue_and_can_be_undone(client: TestClient, path: Path) -> None:
    page = client.get("/review?kind=speakers").text
    place, then = re.search(r'formaction="(/statements/[^"]+)"', page), re.search(r'name="then" value="([^"]*)"', page)
    assert place
    assert then
    before = re.search(r"1 of (\d+)", page)
    answer = client.post(place[1], data={"nobody": "1", "by": "Ida", "why": "no name", "then": html.unescape(then[1])})
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/review")
    after = client.get(answer.headers["location"])
    assert "cannot be known" in after.text
    assert 'action="/judgements/1/undo"' in after.text
    assert before
    assert (f"of {int(before[1]) - 1} " in after.text) or int(before[1]) == 1
    assert judged(path)[0].by == "Ida"
    assert judged(path)[0].reason == "no name"
    undone = client.post("/judgements/1/undo", data={"by": "Ida", "then": "/review"})
    assert undone.headers["location"] == "/review"
    assert judged(path)[0].undone is not None
    assert before[0] in client.get("/review?kind=speakers").text


def test_skipping_is_remembered_in_the_session_and_is_no_judgement(client: TestClient, path: Path) -> None:
    page = client.get("/review").text
    key, number = re.search(r'name="key" value="(\w+)"', page), re.search(r"1 of (\d+)", page)
    assert key
    assert number
    client.post("/review/skip", data={"key": key[1], "then": "/review"})
    page = client.get("/review").text
    assert f'name="key" value="{key[1]}"' not in page
    assert f"of {int(number[1]) - 1} " in page
    assert "passed over in this session" in page
    assert judged(path) == []
    client.post("/review/skip", data={"then": "/review"})
    assert number[0] in client.get("/review").text


def test_a_long_session_of_skipping_keeps_the_cookie_small(client: TestClient) -> None:
    for n in range(320):
        client.post("/review/skip", data={"key": f"{n:010x}"})
    assert len(client.cookies["onrecord_skipped"]) < 4000


# -- actions


def test_a_dispute_is_confirmed_dismissed_and_changed(client: TestClient, path: Path) -> None:
    name = dispute_of(path)
    assert client.post(f"/disputes/{name}/confirm", data={"by": "Ida", "why": "plain"}).headers["location"] == f"/disputes/{name}"
    assert "confirmed by a person" in client.get(f"/disputes/{name}").text
    assert client.post(f"/disputes/{name}/dismiss", data={"by": "Ida"}).status_code == 303
    with Record(path) as record:
        found = record.disputes()[0]
    assert found.verdict == "dismissed"
    assert client.post(f"/disputes/{name}/move", data={"by": "Ida", "line": ["1"], "to": "2"}).status_code == 303
    lines = sum(len(a.evidence) for a in found.accounts)
    with Record(path) as record:
        moved = next(d for d in record.disputes() if d.id == name)
    assert len(moved.accounts[0].evidence) == len(found.accounts[0].evidence) - 1
    answer = client.post(f"/disputes/{name}/split", data={"by": "Ida", "line": [str(lines)], "says": "it stands apart"})
    assert answer.status_code == 303, answer.text
    with Record(path) as record:
        parted = next(d for d in record.disputes() if d.id == name)
    assert [a.says for a in parted.accounts][-1] == "it stands apart"
    answer = client.post(f"/disputes/{name}/merge", data={"by": "Ida", "account": ["2", "3"], "what": "accounts"})
    assert answer.status_code == 303, answer.text
    assert [j.kind.value for j in judged(path)] == ["confirm", "dismiss", "move", "part", "join"]


@pytest.mark.parametrize(
    ("action", "data", "told"),
    [
        ("confirm", {"by": ""}, "Give your name"),
        ("confirm", {"by": " \t"}, "Give your name"),
        ("move", {"by": "Ida", "to": "2"}, "Tick the lines"),
        ("move", {"by": "Ida", "to": "", "line": "1"}, "Choose the account"),
        ("move", {"by": "Ida", "to": "99", "line": "1"}, "has accounts 1 to"),
        ("move", {"by": "Ida", "to": "2", "line": "9999"}, "has lines 1 to"),
        ("split", {"by": "Ida"}, "Tick the lines"),
        ("merge", {"by": "Ida"}, "Choose the other dispute"),
        ("merge", {"by": "Ida", "what": "accounts"}, "Tick the accounts"),
        ("merge", {"by": "Ida", "other": "dispute-ffffffffff", "what": "disputes"}, "no dispute"),
    ],
)
def test_what_is_left_out_is_asked_for_in_one_sentence(
    client: TestClient, path: Path, action: str, data: dict[str, str], told: str
) -> None:
    answer = client.post(f"/disputes/{dispute_of(path)}/{action}", data=data)
    assert 400 <= answer.status_code < 500
    assert told in html.unescape(answer.text)
    assert judged(path) == []


def test_people_are_merged_renamed_and_split(client: TestClient, path: Path) -> None:
    with Record(path) as record:
        doubt = next(d for d in agenda(Retrieval(record), (Kind.PERSON,)).doubts if "Aasland" in d.why)
    bare, first = doubt.things[:2]
    answer = client.post(f"/people/{bare}/merge", data={"other": first, "by": "Ida"})
    assert answer.status_code == 303, answer.text
    where = answer.headers["location"]
    assert where.startswith("/people/")
    with Record(path) as record:
        one = next(a for a in record.actors() if where == f"/people/{a.id}")
        mine = [s.id for s in record.statements() if s.who == one.id]
    assert len(mine) >= 2
    answer = client.post(where + "/rename", data={"name": "Henrik  Aasland-Vik", "by": "Ida"})
    assert answer.status_code == 303, answer.text
    with Record(path) as record:
        renamed = next(a for a in record.actors() if answer.headers["location"] == f"/people/{a.id}")
    assert renamed.name == "Henrik Aasland-Vik"
    assert client.post(where + "/split", data={"by": "Ida"}).status_code == 400
    assert client.post("/people/nobody/merge", data={"other": "x", "by": "Ida"}).status_code == 404


def test_a_pledge_is_ruled_on(client: TestClient, path: Path) -> None:
    with Record(path) as record:
        pledge = record.requests()[0]
    noun = "requests"
    here = f"/{noun}/{pledge.id}"
    assert client.post(f"{here}/confirm", data={"by": "Ida"}).headers["location"] == here
    state, whom = "received", pledge.to[0] if pledge.to else ""
    answer = client.post(f"{here}/state", data={"by": "Ida", "state": state, "line": "1", "whom": whom})
    assert answer.status_code == 303, answer.text
    with Record(path) as record:
        now = next(p for p in record.requests() if p.id == pledge.id)
    assert state in [s.state for s in now.history]
    assert client.post(f"{here}/dismiss", data={"by": "Ida"}).status_code == 303
    for data, told in (
        ({"by": "Ida"}, "Choose the state"),
        ({"by": "Ida", "state": state}, "A state needs its words"),
        ({"by": "Ida", "state": state, "line": "x"}, "numbered lines"),
        ({"by": "Ida", "state": "nonsense", "line": "1"}, "is one of"),
        ({"by": "Ida", "state": state, "line": "1", "on": "never"}, "that is no day"),
    ):
        answer = client.post(f"{here}/state", data=data)
        assert 400 <= answer.status_code < 500
        assert told in html.unescape(answer.text)


def test_nothing_is_decided_on_what_is_not_there(client: TestClient) -> None:
    for address in ("disputes/x/confirm", "requests/x/confirm", "commitments/x/state", "statements/x/speaker", "people/x/rename"):
        assert client.post(f"/{address}", data={"by": "Ida", "name": "y", "state": "made", "line": "1"}).status_code == 404
    assert client.post("/judgements/77/undo", data={"by": "Ida"}).status_code == 409
    assert client.post("/judgements/x/undo", data={"by": "Ida"}).status_code == 422


def test_a_change_from_another_site_is_refused(client: TestClient, path: Path) -> None:
    here = f"/disputes/{dispute_of(path)}/confirm"
    assert client.post(here, data={"by": "Ida"}, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert client.post(here, data={"by": "Ida"}, headers={"Origin": "https://elsewhere.example"}).status_code == 403
    assert judged(path) == []


@pytest.mark.parametrize(
    "then", ["//elsewhere.example", "https://elsewhere.example/", "/\\elsewhere.example", "javascript:alert(1)", "/a\r\nb", ""]
)
def test_a_change_leads_to_a_page_of_ours_alone(then: str) -> None:
    assert onward(then, "/here") == "/here"
    assert onward("/review?at=1", "/here") == "/review?at=1"


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_stay_words(client: TestClient, path: Path, words: str) -> None:
    name = dispute_of(path)
    client.post(f"/disputes/{name}/confirm", data={"by": words, "why": words, "then": words})
    statement = agenda_statement(path)
    client.post(f"/statements/{statement}/speaker", data={"name": words, "by": "Ida", "why": words})
    client.post("/review/skip", data={"key": words, "then": words})
    for address in ("/judgements", "/review", f"/disputes/{name}", "/check"):
        page = client.get(address)
        assert page.status_code == 200, (address, page.text[:300])
        assert "<script>alert" not in page.text
        assert "<img src=x" not in page.text
        assert "\x1b" not in page.text
        assert 'href="javascript' not in page.text
    assert client.get("/review", params={"kind": words[:200], "story": words[:200], "at": words[:200]}).status_code == 200


def agenda_statement(path: Path) -> str:
    with Record(path) as record:
        return agenda(Retrieval(record), (Kind.SPEAKER,)).doubts[0].things[0]


# -- judgements


def test_judgements_are_listed_newest_first_with_what_was_undone(client: TestClient, path: Path) -> None:
    assert "Nobody has decided" in client.get("/judgements").text
    name = dispute_of(path)
    client.post(f"/disputes/{name}/confirm", data={"by": "Ida", "why": "first"})
    client.post(f"/disputes/{name}/dismiss", data={"by": "Ola", "why": "second"})
    client.post("/judgements/1/undo", data={"by": "Ola"})
    page = client.get("/judgements").text
    assert page.index('id="judgement-2"') < page.index('id="judgement-1"')
    assert "undone by Ola" in page
    assert 'formaction="/judgements/2/undo"' in page
    assert 'formaction="/judgements/1/undo"' not in page
    assert "Because second" in page
    assert "does not apply" not in page
    assert 'id="judgement-2"' not in client.get("/judgements?before=2").text


def test_a_judgement_that_finds_no_words_says_so(client: TestClient, path: Path) -> None:
    import sqlite3

    name = dispute_of(path)
    client.post(f"/disputes/{name}/dismiss", data={"by": "Ida"})
    with sqlite3.connect(path) as connection:
        connection.execute("DELETE FROM dispute")
    assert "does not apply at present" in client.get("/judgements").text


def test_the_list_of_judgements_comes_in_pages(client: TestClient, path: Path) -> None:
    import sqlite3

    with sqlite3.connect(path) as connection:
        row = ("none", "[]", "{}", "Ida", "", "2031-01-01T00:00:00+00:00")
        connection.executemany("INSERT INTO judgement (kind, anchor, value, by, reason, made) VALUES (?, ?, ?, ?, ?, ?)", [row] * 45)
    page = client.get("/judgements").text
    assert page.count('class="card') == 40
    older = re.search(r'rel="next" href="([^"]+)"', page)
    assert older
    assert client.get(html.unescape(older[1])).text.count('class="card') == 5


# -- in a browser


def test_the_queue_is_worked_by_keyboard(path: Path) -> None:
    with chromium() as browser, served(path) as address:
        page = browser.new_page()
        told: list[str] = []
        page.on("console", lambda m: told.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda e: told.append(str(e)))
        page.goto(f"{address}/review?kind=states")
        first = page.locator("input[name=key]").first.get_attribute("value")
        page.keyboard.press("j")
        page.wait_for_url("**at=*")
        assert page.locator("input[name=key]").first.get_attribute("value") != first
        page.keyboard.press("k")
        page.wait_for_function("key => document.querySelector('input[name=key]').value === key", arg=first)
        page.locator("#why").focus()
        page.keyboard.type("dxsju?")
        assert page.locator("#why").input_value() == "dxsju?"
        assert judged(path) == []
        page.keyboard.press("Enter")
        assert judged(path) == []
        page.locator("#why").blur()
        page.keyboard.press("?")
        assert page.locator("#keys").is_visible()
        page.keyboard.press("d")
        page.keyboard.press("Escape")
        page.locator("#keys").wait_for(state="hidden")
        assert judged(path) == []
        page.keyboard.press("d")
        page.wait_for_selector("form[action='/judgements/1/undo']", timeout=120_000)  # a busy machine is no failure
        assert judged(path)[0].reason == "dxsju?"
        page.keyboard.press("u")
        page.wait_for_selector("text=Judgement 1 is undone")
        assert judged(path)[0].undone is not None
        page.keyboard.press("s")
        page.wait_for_selector("text=passed over in this session")
        assert len(judged(path)) == 1
        page.keyboard.press("?")
        page.locator("#keys-off").check()
        page.keyboard.press("Escape")
        page.locator("#keys").wait_for(state="hidden")
        page.keyboard.press("c")
        page.wait_for_timeout(200)
        assert len(judged(path)) == 1
        assert not told, told


def test_deciding_needs_no_scripts(path: Path) -> None:
    with chromium() as browser, served(path) as address:
        page = browser.new_context(java_script_enabled=False).new_page()
        page.goto(f"{address}/review?kind=states")
        assert not page.locator("kbd").first.is_visible()
        page.locator("button:has-text('It was not')").click()
        assert page.locator("text=Dismissed").is_visible()
        page.locator("button:has-text('Undo')").click()
        assert page.locator("text=is undone").is_visible()
