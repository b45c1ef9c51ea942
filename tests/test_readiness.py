"""What is there before the first visitor comes, and by which indexes pages find what they show."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from onrecord.citation import flat, fragment, many, quoted, safe_url, shorten
from onrecord.desk import add
from onrecord.store.record import Writer
from onrecord.web import readiness
from onrecord.web.app import make_app
from onrecord.web.settings import Settings
from onrecord.web.templating import environment

TEXT = "The harbour board met on Monday.\n\nAnna Brekke, the mayor, said: “We asked the ferry line to wait.”\n"


@pytest.fixture
def record(tmp_path: Path) -> Path:
    page = tmp_path / "one.txt"
    page.write_text(TEXT, encoding="utf-8")
    with Writer(tmp_path / "record.db") as made:
        add(made, [str(page)])
    return tmp_path / "record.db"


def plan(path: Path, query: str) -> str:
    opened = sqlite3.connect(path)
    try:
        return "\n".join(row[3] for row in opened.execute(f"EXPLAIN QUERY PLAN {query}"))
    finally:
        opened.close()


def test_an_app_may_begin_and_end_again(record: Path) -> None:
    app = make_app(record, Settings(hosts=("testserver",)))
    for _ in range(2):
        with TestClient(app) as client:
            assert client.get("/").status_code == 200


def test_what_is_needed_is_loaded_once_a_process(record: Path) -> None:
    with TestClient(make_app(record, Settings(hosts=("testserver",)))):
        held = {name for _, name in environment().cache or ()}
        assert held >= set(environment().list_templates())
    assert readiness._reader.cache_info().currsize == 1
    readiness._reader()
    assert readiness._reader.cache_info().misses == 1


def test_pages_ask_through_indexes(record: Path) -> None:
    opened = sqlite3.connect(record)
    stories = [(f"story-{n:04}", f"2031-01-{n % 28 + 1:02}") for n in range(1000)]
    opened.executemany("INSERT INTO story (id, title, first, body) VALUES (?, 't', ?, '{}')", stories)
    asked = [(k, n, f"request-{k}-{n}") for k, _ in stories for n in range(2)]
    opened.executemany("INSERT INTO request (story, n, id, body) VALUES (?, ?, ?, '{}')", asked)
    opened.execute("ANALYZE")
    opened.commit()
    opened.close()
    newest = plan(record, "SELECT r.id FROM request r JOIN story s ON s.id = r.story ORDER BY s.began DESC, s.id, r.n LIMIT 40")
    assert "story_began" in newest
    assert "SCAN r" not in newest
    assert "request_id" in plan(record, "SELECT body FROM request WHERE id = 'x'")
    assert "COVERING INDEX cast_actor" in plan(record, """SELECT article, entity FROM "cast" WHERE actor_key = 'x'""")
    said = "SELECT n, said_on, id FROM statement WHERE article = 'x' AND entity = 'y'"
    assert "COVERING INDEX statement_said" in plan(record, said)


def test_a_story_of_no_known_day_comes_last(record: Path) -> None:
    opened = sqlite3.connect(record)
    opened.execute("DELETE FROM story")
    rows = [("story-a", "9999"), ("story-b", "2031-03-12"), ("story-c", "2031-05-01")]
    opened.executemany("INSERT INTO story (id, title, first, body) VALUES (?, 't', ?, '{}')", rows)
    assert [k for (k,) in opened.execute("SELECT id FROM story ORDER BY began DESC, id")] == ["story-c", "story-b", "story-a"]
    opened.close()


def test_stock_is_taken_when_the_record_has_doubled(tmp_path: Path) -> None:
    def counted() -> int:
        opened = sqlite3.connect(tmp_path / "record.db")
        try:
            return int(opened.execute("SELECT stat FROM sqlite_stat1 WHERE tbl = 'article' LIMIT 1").fetchone()[0].split()[0])
        finally:
            opened.close()

    seen = []
    with Writer(tmp_path / "record.db") as made:
        for n in range(4):
            page = tmp_path / f"{n}.txt"
            page.write_text(f"The board of pier {n} met on Monday.\n\n“Pier {n} stays shut,” said Anna Brekke{n}.\n", encoding="utf-8")
            add(made, [str(page)])
            seen.append(counted())
    assert seen == [1, 2, 2, 4]


@pytest.mark.parametrize("module", ["onrecord.report.page", "onrecord.judgements.minutes", "onrecord.folding", "onrecord.cli.app"])
def test_what_is_no_page_does_without_the_pages(module: str) -> None:
    told = f"import {module}, sys; print([m for m in sys.modules if m.startswith(('onrecord.web', 'fastapi', 'starlette'))])"
    answer = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "[]"


def test_citations_stay_one_line_and_link_only_to_the_web() -> None:
    assert flat("one\x00two\n\u202ethree\tfour") == "one\ufffdtwo \ufffdthree four"
    assert quoted("they said") == "[they said]"
    assert quoted("“they said”") == "“they said”"
    assert shorten("word " * 50, 20) == "word word word …"
    assert many(1, "echo", "echoes") == "1 echo"
    assert many(1200, "echo", "echoes") == "1,200 echoes"
    assert safe_url("javascript:alert(1)") is None
    assert safe_url("https://[") is None
    assert fragment("https://example.org/a#b", "a-b c") == "https://example.org/a#:~:text=a%2Db%20c"
    assert fragment("data:text/html,x", "words") is None
