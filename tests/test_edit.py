"""Edits: what was given with an article is corrected, what hangs on it is read again, and an undo gives it back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient
from typer.testing import CliRunner

from onrecord.cli.app import app
from onrecord.desk import add, relink, reread, verify
from onrecord.errors import RecordError, UsageError
from onrecord.export.document import document
from onrecord.judgements import edits
from onrecord.judgements.docket import Docket
from onrecord.model import Article, Reading, Verdict
from onrecord.search import parse
from onrecord.store.record import Record, Writer
from onrecord.web.app import make_app
from onrecord.web.settings import Settings
from tests.test_incremental import Maker

ROWS = [
    {
        "url": "https://example.org/1",
        "outlet": "Harbor Post",
        "published": "2031-05-09T06:00:00+00:00",
        "title": "Ferry will sail",
        "text": "The ferry will sail next week, director Ilse Vantongeren said on Friday.\n\nA mechanic, Odo Brandvik, said yesterday the hull had a crack.",
    },
    {
        "url": "https://example.org/2",
        "outlet": "Island Times",
        "published": "2031-05-10",
        "text": "The ferry’s hull is cracked, Mr. Brandvik said on Friday. The director, Ilse Vantongeren, said the ferry would sail.",
    },
]


@pytest.fixture
def filled(record: Writer, tmp_path: Path) -> Writer:
    (tmp_path / "in.jsonl").write_text("\n".join(map(json.dumps, ROWS)), encoding="utf-8")
    assert add(record, [str(tmp_path / "in.jsonl")]).clean
    return record


def _first(record: Record) -> Article:
    return record.articles()[0]


def _days(record: Record) -> list[str | None]:
    return [s.said_on for s in record.statements() if s.article == _first(record).id]


def _listed(record: Record) -> dict[str, Any]:
    return {k: sorted(v, key=repr) if isinstance(v, list) else v for k, v in document(record).items()}


def test_an_edit_is_read_again_and_undone(filled: Writer, tmp_path: Path) -> None:
    before, whole, article = filled.links(), _listed(filled), _first(filled)
    assert _days(filled) == ["2031-05-09", "2031-05-08"]
    docket = Docket(filled, "Ana", "the printed paper says so")
    number = docket.edit(article.id, {"published": "2031-05-17", "outlet": "Harbour Post"})
    now = _first(filled)
    assert now == replace(article, published="2031-05-17", outlet="Harbour Post")
    assert _days(filled) == ["2031-05-16", "2031-05-16"]
    assert verify(filled) == []
    assert filled.fulltext().articles(parse("outlet:Harbour ferry"), 5)[1] == 1
    row = filled.judgements()[0]
    assert (row.kind, row.by, row.reason) == (Verdict.EDIT, "Ana", "the printed paper says so")
    assert edits.changes(row) == [("outlet", "Harbor Post", "Harbour Post"), ("published", "2031-05-09T06:00:00+00:00", "2031-05-17")]
    assert add(filled, [str(tmp_path / "in.jsonl")]).duplicate == 2
    reread(filled)
    assert _days(filled) == ["2031-05-16", "2031-05-16"]
    docket.undo(number)
    assert _first(filled) == article
    assert (filled.links(), _listed(filled)) == (before, whole)
    assert verify(filled) == []


def test_after_an_undo_the_other_edits_stand(filled: Writer) -> None:
    article = _first(filled)
    docket = Docket(filled, "Ana")
    one = docket.edit(article.id, {"outlet": "The Post", "title": "Ferry stays"})
    two = docket.edit(article.id, {"outlet": "Harbour Post"})
    three = docket.edit(article.id, {"outlet": "", "url": None})
    assert (_first(filled).outlet, _first(filled).title, _first(filled).url) == (None, "Ferry stays", None)
    docket.undo(two)
    assert (_first(filled).outlet, _first(filled).title) == (None, "Ferry stays")
    docket.undo(three)
    assert (_first(filled).outlet, _first(filled).url) == ("The Post", article.url)
    four = docket.edit(article.id, {"outlet": "Post of the Harbour"})
    docket.undo(one)
    assert (_first(filled).outlet, _first(filled).title) == ("Post of the Harbour", article.title)
    docket.undo(four)
    assert _first(filled) == article
    assert verify(filled) == []


def test_the_title_is_searched_as_it_is_now(filled: Writer) -> None:
    docket = Docket(filled, "Ana")
    docket.edit(_first(filled).id, {"title": "Zeppelin will fly"})
    assert filled.fulltext().articles(parse("zeppelin"), 5)[1] == 1
    docket.undo()
    assert filled.fulltext().articles(parse("zeppelin"), 5)[1] == 0
    assert filled.fulltext().amiss() == []


@pytest.mark.parametrize(
    ("to", "told"),
    [
        ({"published": "2031-02-30"}, "no day of the calendar"),
        ({"published": "next May", "outlet": "X"}, "no ISO 8601 date"),
        ({"outlet": "x" * 10_000}, "at most 2,000 characters"),
        ({"title": "a\x00b"}, "no plain text"),
        ({"url": "\ud800"}, "no plain text"),
        ({"outlet": "Harbor Post "}, "nothing is changed"),
        ({}, "nothing is changed"),
    ],
)
def test_what_is_no_fit_changes_nothing(filled: Writer, to: dict[str, str | None], told: str) -> None:
    before = _listed(filled)
    with pytest.raises(UsageError, match=told):
        Docket(filled, "Ana").edit(_first(filled).id, to)
    assert _listed(filled) == before
    assert filled.judgements(undone=True) == []
    assert filled.pending() == []


def test_an_article_that_is_not_there(filled: Writer) -> None:
    with pytest.raises(RecordError, match="no article"):
        Docket(filled, "Ana").edit("0" * 16, {"outlet": "X"})


@given(seed=st.integers(0, 10_000), data=st.data())
@settings(max_examples=10, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_edits_are_linked_as_if_they_had_always_stood(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int, data: st.DataObject
) -> None:
    maker, path = Maker(seed), tmp_path / "edited.db"
    path.unlink(missing_ok=True)
    readings: dict[str, Reading] = {}
    monkeypatch.setattr(edits, "_read", lambda article: readings[article.id])
    with Writer(path) as record:
        for n in range(9):
            article, reading = maker.article(n)
            article = replace(article, text=article.text + "The quays were quiet on the day.")
            readings[article.id] = reading
            record.store(article, reading)
        relink(record)
        original = _listed(record)
        docket = Docket(record, "Ana")
        for _ in range(5):
            chosen = data.draw(st.sampled_from(sorted(readings)))
            published = data.draw(st.sampled_from([None, "2031-01-05", "2031-03", "2033-07-01", "2036-01-01"]))
            outlet = data.draw(st.sampled_from([None, "Brandvik", "The Harbour Board", "Gull Lines"]))
            try:
                if data.draw(st.booleans()) or not record.judgements():
                    docket.edit(chosen, {"published": published, "outlet": outlet})
                else:
                    docket.undo(data.draw(st.sampled_from([j.id for j in record.judgements()])))
            except UsageError:
                continue
        before = _listed(record)
        assert [w for w in verify(record) if "runs stored" not in w] == []
        relink(record, whole=True)
        assert _listed(record) == before
        while record.judgements():
            docket.undo()
        assert _listed(record) == original


def test_the_command(filled: Writer) -> None:
    path, article = str(filled.path), _first(filled).id

    def run(*words: str) -> Any:
        return CliRunner().invoke(app, [words[0], "--record", path, *words[1:]])

    done = run("edit", article, "--outlet", "Harbour Post", "--published", "2031-05-17", "--why", "the paper says so", "--by", "Ana")
    assert done.exit_code == 0, done.exception
    assert "Harbour Post" in done.stdout
    told = run("judgements").stdout
    assert "edit" in told
    assert "→ published: 2031-05-17 (given as 2031-05-09T06:00:00+00:00)" in told
    assert "because the paper says so" in told
    assert run("undo").exit_code == 0
    assert _first(filled).outlet == "Harbor Post"
    assert isinstance(run("edit", article).exception, UsageError)
    assert isinstance(run("edit", article, "--published", "soon").exception, UsageError)
    assert isinstance(run("edit", "nothing", "--outlet", "X").exception, RecordError)
    assert run("edit", article, "--outlet", "").exit_code == 0
    assert _first(filled).outlet is None


@pytest.fixture
def client(filled: Writer) -> Iterator[TestClient]:
    with TestClient(make_app(filled.path, Settings(hosts=("testserver",), burst=100_000)), follow_redirects=False) as opened:
        yield opened


def test_the_form(filled: Writer, client: TestClient) -> None:
    article = _first(filled)
    assert f'action="/articles/{article.id}/edit"' in client.get(f"/articles/{article.id}").text
    form = {"outlet": "Harbour Post", "published": "2031-05-09", "by": "Ana", "why": "the masthead"}
    done = client.post(f"/articles/{article.id}/edit", data=form)
    assert (done.status_code, done.headers["location"]) == (303, f"/articles/{article.id}")
    assert _first(filled) == replace(article, outlet="Harbour Post")
    page = client.get(f"/articles/{article.id}").text
    assert "corrected, and it was read again" in page
    assert "Harbour Post, 2031-05-09" in page
    assert "article edited" in client.get("/judgements").text
    for wrong, status in (
        ({**form, "published": "soon"}, 400),
        ({**form, "by": " "}, 400),
        (form, 400),
        ({**form, "outlet": "x" * 10_000}, 400),
    ):
        answer = client.post(f"/articles/{article.id}/edit", data=wrong)
        assert answer.status_code == status, answer.text
    assert len(filled.judgements(undone=True)) == 1
    assert client.post("/articles/nowhere/edit", data=form).status_code == 404
    assert client.post(f"/articles/{article.id}/edit", data=form, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403


@pytest.mark.parametrize("words", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "\u202eevil\x07"])
def test_hostile_values_are_shown_as_text(filled: Writer, client: TestClient, words: str) -> None:
    article = _first(filled)
    done = client.post(f"/articles/{article.id}/edit", data={"outlet": words, "title": words, "url": "javascript:alert(1)", "by": "Ana"})
    assert done.status_code == 303
    for address in (f"/articles/{article.id}", "/", "/search?q=ferry", "/search?q=ferry&show=articles", "/judgements"):
        page = client.get(address).text
        assert "<script>alert" not in page
        assert "<img" not in page
        assert 'href="javascript:' not in page
        assert "\u202e" not in page
