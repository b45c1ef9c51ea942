"""Checking a claim on the page: the sides with their lines, the note, the same errors as the command, hostile words."""

from __future__ import annotations

import html
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from onrecord.check import check
from onrecord.desk import add
from onrecord.errors import RecordError, UsageError
from onrecord.store.record import Record, Writer
from onrecord.store.retrieval import Retrieval
from onrecord.web.app import make_app
from onrecord.web.settings import Settings

EXAMPLE = Path(__file__).parent.parent / "src/onrecord/examples/coverage.jsonl"
CLAIM = "Iceland asked Norway first"
HOSTILE = ("<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "javascript:alert(1)", "a\x00b\x1b[31m\u202egnorw", "\ud7ff" * 40)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("check") / "record.db"
    with Writer(made) as record:
        add(record, [str(EXAMPLE)])
    return made


@pytest.fixture
def client(path: Path) -> Iterator[TestClient]:
    with TestClient(make_app(path, Settings(hosts=("testserver",), burst=100_000))) as opened:
        yield opened


def test_the_form_stands_alone_with_an_example(client: TestClient) -> None:
    page = client.get("/check")
    assert page.status_code == 200
    assert 'href="/check?q=' in page.text
    assert 'for="claim"' in page.text


def test_each_side_has_its_lines_as_the_command_has_them(client: TestClient, path: Path) -> None:
    page = html.unescape(client.get("/check", params={"q": CLAIM}).text)
    with Record(path) as record:
        found = check(record, CLAIM)
    assert found.supports
    assert found.contradicts
    for passage in (*found.supports, *found.contradicts, *found.neither):
        assert " ".join(passage.evidence.text.split()) in page
        assert f"/articles/{passage.evidence.article}?at={passage.evidence.start}-{passage.evidence.end}" in page
    assert page.index('id="supports"') < page.index('id="contradicts"')
    assert f"differs in: <strong>{found.contradicts[0].slot}</strong>" in page
    assert f"/disputes/{next(p.dispute for p in found.supports if p.dispute)}" in page


def test_what_answers_nothing_says_so(client: TestClient) -> None:
    page = client.get("/check", params={"q": "Snow fell in Peru on Tuesday"}).text
    assert "Nothing in this record speaks of it" in page
    assert "no claim was recognised" in client.get("/check", params={"q": "Norway"}).text


def test_it_keeps_within_a_story(client: TestClient, path: Path) -> None:
    with Record(path) as record:
        mine = next(d for d in record.disputes())
        other = next(s for s in record.stories() if s.id != mine.story)
        assert check(record, CLAIM, mine.story) == check(Retrieval(record), CLAIM, mine.story)
        assert not check(record, CLAIM, other.id).supports
        with pytest.raises(RecordError, match="no story has this id"):
            check(record, CLAIM, "no such story")
    assert 'id="supports"' in client.get("/check", params={"q": CLAIM, "story": mine.story}).text
    assert "within that story" in client.get("/check", params={"q": CLAIM, "story": other.id}).text


def test_errors_are_the_sentences_of_the_command(client: TestClient, path: Path) -> None:
    long = "Norway " * 200
    with Record(path) as record, pytest.raises(UsageError) as error:
        check(record, long)
    answer = client.get("/check", params={"q": long})
    assert answer.status_code == 400
    assert str(error.value)[2:] in html.unescape(answer.text)
    answer = client.get("/check", params={"q": CLAIM, "story": "no such story"})
    assert answer.status_code == 400
    assert "no story has this id or these words" in answer.text
    assert 'role="alert"' in answer.text


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_claims_stay_words(client: TestClient, words: str) -> None:
    for given in ({"q": words}, {"q": f"{words} asked Norway first"}, {"q": CLAIM, "story": words}):
        page = client.get("/check", params=given)
        assert page.status_code in (200, 400)
        assert "<script>alert" not in page.text
        assert "<img src=x" not in page.text
        assert 'href="javascript' not in page.text
