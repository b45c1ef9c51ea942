"""Searching: the query language, the index that is kept up, verbatim excerpts, the command and the page."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient
from typer.testing import CliRunner

from onrecord.cli.app import app
from onrecord.desk import add, relink, reread, verify
from onrecord.errors import RecordError, UsageError
from onrecord.excerpts import Excerpt
from onrecord.finds import FURTHEST, articles, settled, statements
from onrecord.judgements.docket import Docket
from onrecord.search import LONGEST, Query, parse
from onrecord.store import fulltext
from onrecord.store.record import Record, Writer
from onrecord.store.retrieval import Retrieval
from onrecord.web.app import make_app
from onrecord.web.settings import Settings
from tests.test_incremental import Maker

ROWS = [
    {
        "url": "https://example.org/ferry",
        "outlet": "Harbour Post",
        "published": "2031-05-02",
        "title": "Ferry Älvsborg will sail",
        "text": "Ferry will sail, says director\n\nThe ferry will sail on Monday, director Ilse Vantongeren said on Friday.\n\n"
        '"The hull is sound," she told reporters. A mechanic, Odo Brandvik, said the hull had a crack.',
    },
    {
        "url": "https://example.org/crack",
        "outlet": "Île Times",
        "published": "2031-05-03",
        "title": "Crack in ferry",
        "text": "Crack in ferry\n\nThe ferry’s hull is cracked, Mr. Brandvik said.\n\nThe Gull of the Quays said that nobody had asked the crew.",
    },
    {
        "outlet": "Harbour Post",
        "published": "2031-06-10T08:00:00+00:00",
        "title": "<b>Toll</b> on the bridge",
        "text": "The toll rises\n\nThe council said the toll on the bridge would rise. <script>alert(1)</script> stood on the page as text.",
    },
]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Retrieval]:
    folder = tmp_path_factory.mktemp("search")
    (folder / "in.jsonl").write_text("\n".join(map(json.dumps, ROWS)), encoding="utf-8")
    with Writer(folder / "record.db") as record:
        assert add(record, [str(folder / "in.jsonl")]).clean
        yield Retrieval(record)


@pytest.fixture(scope="module")
def client(filled: Retrieval) -> Iterator[TestClient]:
    with TestClient(make_app(filled._record.path, Settings(hosts=("testserver",), burst=100_000))) as opened:
        yield opened


def _said(record: Retrieval, text: str, **filters: str) -> list[str]:
    return [f.statement.words for f in statements(record, settled(record, parse(text, **filters)), 50).said]


def _printed(record: Retrieval, text: str) -> list[str | None]:
    return [f.article.title for f in articles(record, settled(record, parse(text)), 50).printed]


@pytest.mark.parametrize(
    ("text", "every", "without"),
    [
        ("ferry hull", (("ferry",), ("hull",)), ()),
        ('"the hull" -crack', (("the", "hull"),), (("crack",),)),
        ("“the hull” ferry’s", (("the", "hull"), ("ferry", "s")), ()),
        ('-"no ferry" x', (("x",),), (("no", "ferry"),)),
        ('"never closed', (("never", "closed"),), ()),
        ("AND OR NOT (x* OR NEAR(y)) ^z", (("AND",), ("OR",), ("NOT",), ("x",), ("NEAR", "y"), ("z",)), ()),
        ("http://example.org", (("http", "example", "org"),), ()),
        ("- -- … !!!", (), ()),
    ],
)
def test_words_and_phrases(text: str, every: Any, without: Any) -> None:
    made = parse(text)
    assert (made.every, made.without) == (every, without)


def test_filters() -> None:
    made = parse('who:"Ilse Vantongeren" OUTLET:Post since:2031-05 until:2031-05-09T10:00 story:story-1 hull')
    assert made == Query((("hull",),), (), "hull", "Ilse Vantongeren", "Post", "2031-05", "2031-05-09", "story-1")
    assert parse("hull", who="Ilse", outlet=" ") == Query((("hull",),), (), "hull", "Ilse")
    assert parse("hull").within("story-2").story == "story-2"
    assert parse("").empty


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("who: ferry", "who: stands alone"),
        ("who:A who:B", "who: is given twice"),
        ("-who:A ferry", "only words can be left out"),
        ("since:May ferry", "since:May: this is no day"),
        ("since:2031-02-30", "this is no day"),
        ("since:2031-05 until:2031-04", "no day lies between"),
        ("-ferry", "give a word that is to occur"),
        ("outlet:!!", "there is no word in it"),
        ("x" * (LONGEST + 1), "give 400 at most"),
        (" ".join(f"w{n}" for n in range(33)), "give 32 at most"),
    ],
)
def test_what_is_not_understood_is_told(text: str, told: str) -> None:
    with pytest.raises(UsageError, match=re.escape(told)):
        parse(text)


HOSTILE = st.text(max_size=80) | st.lists(
    st.sampled_from(
        [
            '"',
            "-",
            "who:",
            "outlet:",
            "since:2031-05",
            "story:",
            "NEAR(",
            ")",
            "*",
            "^",
            "AND",
            "NOT",
            "col:x",
            "'",
            ";--",
            "\x00",
            "\ud800",
            "ferry",
            "é",
            "\u202e",
            "{a}",
            ":match",
            "%",
            "\\",
        ]
    ),
    max_size=12,
).map(" ".join)


@given(HOSTILE)
@settings(max_examples=400, deadline=None, derandomize=True)
def test_nothing_typed_is_taken_for_syntax(filled: Retrieval, text: str) -> None:
    try:
        query = settled(filled, parse(text))
    except (UsageError, RecordError):
        return
    for look in (statements, articles):
        found = look(filled, query, 5)
        assert found.statements_found >= len(found.said)


@given(HOSTILE)
@settings(max_examples=100, deadline=None, derandomize=True)
def test_the_page_answers_whatever_is_typed(client: TestClient, text: str) -> None:
    asked = text.encode("utf-8", "replace").decode()
    for show in ("", "articles"):
        answer = client.get("/search", params={"q": asked, "show": show})
        assert answer.status_code in (200, 400)
        assert ('role="alert"' in answer.text) is (answer.status_code == 400)


def test_words_are_found_whatever_their_case_and_accents(filled: Retrieval) -> None:
    assert _printed(filled, "ALVSBORG") == ["Ferry Älvsborg will sail"]
    assert _printed(filled, "älvsborg") == ["Ferry Älvsborg will sail"]
    assert len(_said(filled, "HULL")) == 3
    assert {"hull" in w for w in _said(filled, "hull -crack -cracked")} == {True}
    assert _said(filled, '"hull sound"') == []
    assert len(_said(filled, '"hull is sound"')) == 1


def test_filters_narrow(filled: Retrieval) -> None:
    assert len(_said(filled, "hull who:Brandvik")) == 2
    assert _said(filled, "who:vantongeren hull") == ['"The hull is sound,"']
    assert _said(filled, "hull", who="odo brandvik", outlet="ile") == ["The ferry’s hull is cracked"]
    assert _printed(filled, "outlet:ile") == ["Crack in ferry"]
    assert _printed(filled, "outlet:POST ferry") == ["Ferry Älvsborg will sail"]
    assert _printed(filled, "since:2031-05-03 until:2031-06") == ["<b>Toll</b> on the bridge", "Crack in ferry"]
    assert _printed(filled, "until:2031-06-09 ferry") == ["Crack in ferry", "Ferry Älvsborg will sail"]
    assert len(_said(filled, "since:2031-06-01")) == len(_said(filled, "toll"))
    story = filled.story_of([a.id for a in filled._record.articles()][:1])
    assert "Crack in ferry" in _printed(filled, f"story:{next(iter(story.values()))}")
    with pytest.raises(RecordError, match="no story has this id"):
        _said(filled, "story:nowhere")
    assert articles(filled, parse("who:Brandvik"), 5).articles_found is None
    assert _said(filled, "who:Nobody hull") == []


def test_paging_gives_everything_once(filled: Retrieval) -> None:
    for text in ("the", "since:2031", "who:Brandvik"):
        whole = [f.statement.id for f in statements(filled, parse(text), 50).said]
        paged, after = list[str](), 0
        while True:
            found = statements(filled, parse(text), 2, after)
            paged += [f.statement.id for f in found.said]
            assert found.statements_found == len(whole)
            if found.following is None:
                break
            after = found.following
        assert paged == whole
    assert statements(filled, parse("the"), 20, FURTHEST).following is None


def test_an_excerpt_is_cut_from_the_text(filled: Retrieval) -> None:
    for text in ("hull", "ferry crack", '"the toll"', "the"):
        found = settled(filled, parse(text))
        for said in statements(filled, found, 50).said:
            _verbatim(said.article.text, said.excerpt)
            assert any(p.found for p in said.excerpt.pieces)
        for printed in articles(filled, found, 50).printed:
            _verbatim(printed.article.text, printed.excerpt)
            _verbatim(printed.article.title or "", Excerpt(printed.title))


def _verbatim(text: str, found: Excerpt) -> None:
    for piece in found.pieces:
        assert text[piece.start : piece.start + len(piece.words)] == piece.words


def test_no_phrase_goes_from_one_piece_of_a_statement_to_the_next(record: Writer, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        '"The dock is ours," Ilse Marsh told the council on Friday, "and the boats are theirs."', encoding="utf-8"
    )
    add(record, [str(tmp_path / "a.txt")])
    held = Retrieval(record)
    assert any(len(s.content) > 1 for s in record.statements())
    assert len(_said(held, "ours boats")) == 1
    assert _said(held, '"ours and"') == []


def test_the_index_is_kept_up(record: Writer, tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text("\n".join(map(json.dumps, ROWS)), encoding="utf-8")
    add(record, [str(tmp_path / "in.jsonl")])
    held, before = Retrieval(record), {}
    asked = ("hull", "the", "who:Brandvik hull", '"hull is sound"')
    before = {t: sorted(_said(held, t)) for t in asked}
    assert add(record, [str(tmp_path / "in.jsonl")]).duplicate == 3
    reread(record)
    assert {t: sorted(_said(held, t)) for t in asked} == before
    docket = Docket(record, "Ana")
    sound = next(s for s in record.statements() if "sound" in s.words)
    docket.bounds(sound.id, ["she told reporters"])
    assert (len(_said(held, "sound")), len(_said(held, '"told reporters"'))) == (0, 1)
    docket.undo()
    brandvik = next(a for a in record.actors() if a.name == "Odo Brandvik")
    docket.rename(brandvik.id, "Zacharias Ödegaard")
    assert len(_said(held, "who:Zacharias who:Zacharias hull")) == 2
    assert len(_said(held, "who:odegaard hull")) == 2
    docket.undo()
    assert _said(held, "who:Zacharias hull") == []
    relink(record, whole=True)
    assert {t: sorted(_said(held, t)) for t in asked} == before
    assert verify(record) == []


@given(seed=st.integers(0, 10_000), data=st.data())
@settings(max_examples=6, deadline=None, derandomize=True)
def test_one_by_one_finds_as_all_at_once(tmp_path_factory: pytest.TempPathFactory, seed: int, data: st.DataObject) -> None:
    maker, folder = Maker(seed), tmp_path_factory.mktemp("order")
    made = [maker.article(n) for n in range(10)]
    order = data.draw(st.permutations(made))
    found = []
    for name, batches in (("whole", [made]), ("parts", [[one] for one in order])):
        with Writer(folder / f"{name}.db") as record:
            for batch in batches:
                for one in batch:
                    record.store(*one)
                relink(record)
            held = Retrieval(record)
            assert record.fulltext().amiss() == []
            found.append({t: (sorted(_said(held, t)), sorted(map(str, _printed(held, t)))) for t in ("ferry", "who:Marsh", "bridge -toll")})
    assert found[0] == found[1]


def test_a_record_from_before_can_be_searched(filled: Retrieval, tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    with sqlite3.connect(filled._record.path) as source, sqlite3.connect(path) as old:
        source.backup(old)
        for table in fulltext.INDEXES:
            old.execute(f"DROP TABLE {table}")
        for index in ("article_outlet", "article_day", "cast_actor", "statement_said", "story_began"):
            old.execute(f"DROP INDEX {index}")
        for table in ("shift", "echo", "request", "commitment"):
            old.execute(f"DROP INDEX {table}_id")
        old.execute("ALTER TABLE story DROP COLUMN began")
        old.execute("CREATE INDEX cast_actor_key ON \"cast\" (actor_key)")
        old.execute("CREATE INDEX statement_entity ON statement (article, entity)")
        old.execute("UPDATE alembic_version SET version_num = '0005'")
    source.close()
    old.close()
    with Record(path) as record:
        held = Retrieval(record)
        assert record.fulltext().amiss() == []
        for text in ("hull", "the", "who:Brandvik hull", "outlet:ile"):
            assert _said(held, text) == _said(filled, text)
            assert _printed(held, text) == _printed(filled, text)
    with Writer(path) as writer:
        reread(writer)
        assert writer.fulltext().amiss() == []
        assert sorted(_said(Retrieval(writer), "hull")) == sorted(_said(filled, "hull"))


def test_verify_tells_when_words_are_missing(record: Writer) -> None:
    maker = Maker(3)
    record.store(*maker.article(0))
    relink(record)
    with record._engine.begin() as connection:
        fulltext.clear(connection)
    assert any("can be searched" in w for w in verify(record))


def test_the_page_marks_words_and_links_to_them(client: TestClient) -> None:
    page = client.get("/search", params={"q": "who:Brandvik hull"}).text
    assert "2 statements" in page
    assert "<mark>hull</mark>" in page
    assert 'value="Brandvik"' in page
    assert re.search(r'href="/articles/[0-9a-f]{16}\?statement=', page)
    page = client.get("/search", params={"q": "toll", "show": "articles"}).text
    assert "&lt;b&gt;<mark>Toll</mark>&lt;/b&gt;" in page
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert "1 article" in page


def test_the_page_explains_itself_and_its_refusals(client: TestClient) -> None:
    assert "All words must occur" in client.get("/search").text
    nothing = client.get("/search", params={"q": "zeppelin"})
    assert nothing.status_code == 200
    assert "No statement in this record has all of these words" in nothing.text
    wrong = client.get("/search", params={"q": "ferry", "since": "May"})
    assert wrong.status_code == 400
    assert "this is no day" in wrong.text
    assert 'value="May"' in wrong.text
    assert client.get("/search", params={"q": "ferry", "after": "9999999999"}).status_code == 200
    assert "no such page" in client.get("/search", params={"q": "ferry", "after": "900"}).text
    assert client.get("/search", params={"q": "ferry", "story": "nowhere"}).status_code == 400


@pytest.mark.parametrize(
    "words", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "javascript:alert(1)", "\u202eevil\x07", "x" * 10_000]
)
def test_hostile_fields(client: TestClient, words: str) -> None:
    for name in ("q", "who", "outlet", "since", "story"):
        answer = client.get("/search", params={"q": "ferry", name: words})
        assert answer.status_code in (200, 400)
        assert "<script>alert" not in answer.text
        assert "<img" not in answer.text


def test_the_command(filled: Retrieval) -> None:
    path = str(filled._record.path)

    def run(*words: str) -> str:
        done = CliRunner().invoke(app, ["search", "--record", path, *words])
        assert done.exception is None, done.exception
        return done.stdout

    assert "2 statements" in run("hull", "who:Odo Brandvik")
    assert "2 statements" in run("hull", "-sound")
    assert "1 statement" in run("hull", "is sound")
    assert run("hull is") == run("hull", "is")
    made = json.loads(run("ferry", "--json", "--limit", "1"))
    assert set(made) == {"statements", "statements_found", "articles", "articles_found"}
    text = next(a.text for a in filled._record.articles() if a.id == made["articles"][0]["id"])
    assert all(text[p["start"] : p["end"]] == p["text"] for p in made["articles"][0]["excerpt"])
    assert set(json.loads(run("ferry", "--json", "--statements"))) == {"statements", "statements_found"}
    for words in (["--nonsense"], ["who:"], ["..."], ["ferry", "--limit", "0"]):
        done = CliRunner().invoke(app, ["search", "--record", path, *words])
        assert isinstance(done.exception, UsageError), words
