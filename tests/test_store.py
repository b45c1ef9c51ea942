from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from onrecord.desk import add, verify
from onrecord.errors import RecordError
from onrecord.export.document import document
from onrecord.model import Links
from onrecord.store import fulltext, schema
from onrecord.store.codec import dump, load
from onrecord.store.record import Record, Writer


@pytest.fixture
def filled(record: Writer, tmp_path: Path, coverage: list[dict[str, str]]) -> Writer:
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, coverage)), encoding="utf-8")
    add(record, [str(tmp_path / "a.jsonl")])
    return record


def test_the_migrations_make_what_the_schema_says(record: Writer) -> None:
    with record._engine.connect() as connection:
        found = compare_metadata(MigrationContext.configure(connection), schema.metadata)
    assert [f for f in found if not (f[0] == "remove_table" and f[1].name.startswith(fulltext.INDEXES))] == []
    config = Config()
    config.set_main_option("script_location", "onrecord.store:migrations")
    assert ScriptDirectory.from_config(config).get_current_head() == schema.HEAD


def test_nouns_come_back_as_they_went(filled: Writer) -> None:
    links = filled.links()
    assert load(Links, dump(links)) == links
    assert links.statements
    assert links.disputes


def test_the_record_opens_again_for_reading(filled: Writer) -> None:
    with Record(filled.path) as again:
        assert again.links() == filled.links()
        assert again.model() == filled.model()


def test_the_document_has_every_section_of_the_contract(filled: Writer) -> None:
    made = document(filled)
    assert set(made) == {
        "model",
        "articles",
        "actors",
        "statements",
        "stories",
        "claims",
        "disputes",
        "shifts",
        "requests",
        "commitments",
        "absences",
        "echoes",
    }
    json.dumps(made)
    texts = {a["id"]: a["text"] for a in made["articles"]}
    for s in made["statements"]:
        for c in s["content"]:
            assert texts[s["article"]][c["start"] : c["end"]] == c["text"]


def test_verify_finds_a_change_of_one_character(filled: Writer) -> None:
    assert verify(filled) == []
    path = filled.path
    filled.close()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE article SET text = replace(text, 'Iceland', 'Icelanb') WHERE position = 1")
    connection.close()
    with Record(path) as again:
        wrong = verify(again)
    assert any("SHA-256" in w for w in wrong)
    assert any("does not read" in w for w in wrong)


def test_what_is_no_record_is_refused_in_a_sentence(tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE shopping (item TEXT)")
    connection.close()
    (tmp_path / "text.db").write_text("no database at all, only some words that are long enough", encoding="utf-8")
    for path, words in (
        (other, "no record"),
        (tmp_path / "text.db", "cannot be opened"),
        (tmp_path / "none.db", "no record here"),
        (tmp_path, "folder"),
    ):
        with pytest.raises(RecordError, match=words):
            Record(path)


def test_a_record_of_a_newer_version_is_left_alone(record: Writer) -> None:
    path = record.path
    record.close()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    with pytest.raises(RecordError, match="newer"):
        Record(path)
