"""Exports: every span is verbatim, counts are the record's, spreadsheets run nothing, and files are what they say they are."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from onrecord.cli import main
from onrecord.errors import OnRecordError
from onrecord.export import annotations as annotating
from onrecord.export import document, jsonld, parquet, table
from onrecord.export.forms import FORMS, file_name, gathered
from onrecord.model import Article, Span
from onrecord.store import extent as extents
from onrecord.store.extent import Extent
from onrecord.store.record import Record
from onrecord.web.app import make_app
from onrecord.web.settings import Settings
from tests.dossiers import example, hostile
from tests.hostile_strings import STRINGS

Json = dict[str, Any]
TROUBLE = ("=1+2", "+1", "-1", "@SUM(A1)", "\t=1", "＝1", "'=1", " \u202e=1", 'a "b", c', "x\ry", "<script>alert(1)</script>", "z" * 10_000)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return example(tmp_path_factory.mktemp("exports") / "record.db")


@pytest.fixture(scope="module")
def troubled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return hostile(tmp_path_factory.mktemp("troubled") / "record.db", TROUBLE)


@pytest.fixture(params=["example", "hostile"])
def extent(request: pytest.FixtureRequest, path: Path, troubled: Path) -> Iterator[Extent]:
    with Record(path if request.param == "example" else troubled) as record:
        yield Extent(record)


@pytest.fixture
def client(path: Path) -> Iterator[TestClient]:
    with TestClient(make_app(path, Settings(hosts=("testserver",), burst=10_000))) as opened:
        yield opened


def texts(extent: Extent) -> dict[str, str]:
    return {a.id: a.text for a in extent.record.articles()}


def test_json_is_the_document_and_reads_back_the_same(extent: Extent) -> None:
    told = json.loads("".join(document.pieces(extent)))
    assert told == document.document(extent.record)
    links = extent.record.links()
    assert [s["id"] for s in told["statements"]] == [s.id for s in links.statements]
    assert [c["id"] for c in told["claims"]] == [c.id for c in links.claims]
    assert [a["id"] for a in told["actors"]] == [a.id for a in links.actors]
    assert [d["id"] for d in told["disputes"]] == [d.id for d in links.disputes]
    assert len(told["absences"]) == len(links.absences)


@pytest.mark.parametrize("form", ["json", "csv", "jsonld", "annotations"])
def test_a_batch_may_have_any_size(form: str, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def whole() -> list[str]:
        with Record(path) as record:
            written = FORMS[form].pieces
            assert written is not None
            lines = [line.rstrip(",") for line in "".join(written(Extent(record))).split("\n")]
            return lines if form in ("json", "csv") else sorted(lines)  # there, articles and what is said in them go batch by batch

    at_once = whole()
    monkeypatch.setattr(extents, "AT_ONCE", 1)
    assert whole() == at_once


def test_a_story_is_exported_alone(path: Path) -> None:
    with Record(path) as record:
        for story in record.stories():
            told = json.loads("".join(document.pieces(Extent(record, story))))
            assert {a["id"] for a in told["articles"]} == set(story.articles)
            assert {s["article"] for s in told["statements"]} <= set(story.articles)
            assert {d["story"] for d in told["disputes"]} <= {story.id}
            named = {s["who"] for s in told["statements"] if s["who"]}
            assert named <= {a["id"] for a in told["actors"]}


def test_linked_data_stands_by_itself(extent: Extent) -> None:
    told = json.loads("".join(jsonld.pieces(extent)))
    assert told["@context"]["@vocab"] == "http://schema.org/"
    nodes = {n["id"]: n for n in told["@graph"]}
    assert len(nodes) == len(told["@graph"])
    assert {v for n in told["@graph"] for v in _links(n)} <= nodes.keys()
    links = extent.record.links()
    accounts = sum(len(d.accounts) for d in links.disputes)
    count = [n["type"] for n in told["@graph"]].count
    assert (count("Quotation"), count("Claim")) == (len(links.statements), len(links.claims) + accounts)
    assert (count("NewsArticle"), count("Question")) == (len(extent.articles), len(links.disputes))


def _links(node: Json) -> Iterator[str]:
    for name, value in node.items():
        if jsonld.CONTEXT.get(name, {}) == {"@type": "@id"} or name == "within":
            yield from (v for v in (value if isinstance(value, list) else [value]) if v.startswith("urn:onrecord:"))


def test_linked_data_is_verbatim_and_every_term_is_known(extent: Extent) -> None:
    schema_org = set(
        "text name headline datePublished creditText provider identifier alternateName jobTitle roleName propertyID value citation audience".split()
    )
    bodies = texts(extent)
    for node in jsonld.nodes(extent):
        assert node.keys() - schema_org <= jsonld.CONTEXT.keys()
        article = (node.get("isPartOf") or "").removeprefix("urn:onrecord:article:")
        spans = node.get("span", [])
        for span in spans if isinstance(spans, list) else [spans]:
            at = span.get("isPartOf", "").removeprefix("urn:onrecord:article:") or article
            assert bodies[at][span["start"] : span["end"]] == span["exact"]
        if node["type"] == "Quotation":
            assert node["text"] == " … ".join(s["exact"] for s in spans)
        assert not str(node.get("url", "")).startswith("javascript")


def test_annotations_point_at_the_words_in_two_ways(extent: Extent) -> None:
    told = json.loads("".join(annotating.pieces(extent)))
    assert told["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert told["type"] == "AnnotationCollection"
    items = told["first"]["items"]
    assert told["total"] == len(items) == len({a["id"] for a in items})
    voices = [a for a in items if a["motivation"] == "linking"]
    assert len(items) - len(voices) == len(extent.record.statements())
    bodies = texts(extent)
    for annotation in items:
        assert {b["purpose"] for b in annotation["body"]} <= {"identifying", "classifying", "describing", "linking"}
        targets = annotation["target"] if isinstance(annotation["target"], list) else [annotation["target"]]
        for target in targets:
            quote, place = target["selector"]
            text = bodies[target["state"]["cached"].removeprefix("urn:onrecord:article:")]
            assert text[place["start"] : place["end"]] == quote["exact"]
            assert text[: place["start"]].endswith(quote["prefix"])
            assert text[place["end"] :].startswith(quote["suffix"])
            assert target["source"].startswith(("urn:onrecord:article:", "http://", "https://"))


def test_an_annotation_is_of_the_page_where_it_has_an_address() -> None:
    page = Article("a1", "He said no.", "f", url="https://paper.example/a b?x=1#top")
    assert annotating.target(page, Span(8, 10, "no"))["source"] == "https://paper.example/a%20b?x=1#top"
    bad = Article("a/2", "He said no.", "f", url="javascript:alert(1)")
    assert annotating.target(bad, Span(8, 10, "no"))["source"] == "urn:onrecord:article:a%2F2"


def test_the_table_reads_back_as_the_record_has_it(extent: Extent) -> None:
    count = table.Guarded()
    written = "".join(table.pieces(extent, count))
    assert written.startswith(",".join(table.COLUMNS) + "\r\n")
    rows = list(table.read(io.StringIO(written, newline="")))
    statements = extent.record.statements()
    assert [r["statement"] for r in rows] == [s.id for s in statements]
    bodies, actors = texts(extent), {a.id: a.name for a in extent.record.actors()}
    for told, s in zip(rows, statements, strict=True):
        assert told["content"] == " … ".join(c.text for c in s.content)
        pieces = [bodies[s.article][int(a) : int(b)] for a, b in (x.split("-") for x in told["spans"].split(";"))]
        assert " … ".join(pieces) == told["content"]
        assert (told["role"], told["who_name"]) == (s.role or "", actors.get(s.who or "", ""))
        assert told["speaker"] == (s.speaker.text if s.speaker else "")
    with_part = [r for r in rows if r["disputes"]]
    cited = {e.statement for d in extent.record.disputes() for a in d.accounts for e in a.evidence if e.statement}
    assert {r["statement"] for r in with_part} == cited
    assert all(r["disputes"].count(";") == r["accounts"].count(";") for r in with_part)


def test_no_cell_of_a_table_is_run_and_the_output_says_which_were_changed(troubled: Path) -> None:
    count = table.Guarded()
    with Record(troubled) as record:
        raw = list(csv.DictReader(io.StringIO("".join(table.pieces(Extent(record), count)), newline="")))
    cells = [(name, cell) for row in raw for name, cell in row.items()]
    assert not any(table.risky(cell) for _, cell in cells)
    assert count.cells == sum(len(r["guarded"].split(";")) for r in raw if r["guarded"]) > 10
    first = next(r for r in raw if r["role"] == "'=1+2")
    assert {"role", "channel", "addressee", "content", "outlet"} <= set(first["guarded"].split(";"))
    assert count.told() == f"{count.cells} cells begin as a formula does and got an apostrophe before it; the column “guarded” names which"


@given(st.text(max_size=40))
def test_a_guarded_cell_is_safe_and_comes_back(cell: str) -> None:
    told = dict.fromkeys(table.COLUMNS, "") | {"content": cell}
    safe = table._safe(told, table.Guarded())
    assert not table.risky(safe["content"])
    assert (safe["content"] != cell) == (safe["guarded"] == "content")
    assert safe["content"].removeprefix("'" if safe["guarded"] else "") == cell


def test_the_document_names_every_form_and_column() -> None:
    text = (Path(document.__file__).parent / "README.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^## `(\w+)`", text, re.M)) == {*FORMS, "atom"}
    assert all(f"`{name}`" in text for name in (*table.COLUMNS, *parquet.TABLES))
    assert "32 characters" in text
    assert annotating.AROUND == 32


def test_a_mark_comes_first_where_it_is_asked_for(path: Path) -> None:
    with Record(path) as record:
        marked, plain = "".join(table.pieces(Extent(record), mark=True)), "".join(table.pieces(Extent(record)))
    assert marked == "\ufeff" + plain
    assert next(table.read(io.TextIOWrapper(io.BytesIO(marked.encode()), encoding="utf-8-sig", newline="")))["article"]


def test_parquet_has_every_row_and_its_spans_are_verbatim(extent: Extent, tmp_path: Path) -> None:
    parquet.write_folder(extent, tmp_path / "tables")
    found = {name: pq.read_table(tmp_path / "tables" / f"{name}.parquet").to_pylist() for name in parquet.TABLES}
    links = extent.record.links()
    for name in ("statements", "claims", "actors", "stories", "disputes", "requests", "commitments", "shifts", "echoes", "absences"):
        assert len(found[name]) == len(getattr(links, name)), name
    assert len(found["evidence"]) == sum(len(a.evidence) for d in links.disputes for a in d.accounts)
    assert len(found["steps"]) == sum(len(r.history) for r in links.requests) + sum(len(c.history) for c in links.commitments)
    bodies = {a["id"]: a["text"] for a in found["articles"]}
    assert bodies == texts(extent)
    spans = [(s["article"], c) for s in found["statements"] for c in (*s["content"], s["cue"], s["speaker"]) if c]
    spans += [(c["article"], c["evidence"]) for c in found["claims"]]
    spans += [(e["article"], e) for name in ("evidence", "steps", "absences") for e in found[name]]
    spans += [(a["id"], f) for a in found["articles"] for f in a["furniture"]]
    assert all(bodies[article][s["start"] : s["end"]] == s["text"] for article, s in spans)


def test_the_zip_has_the_same_tables(path: Path, tmp_path: Path) -> None:
    with Record(path) as record:
        parquet.write_zip(Extent(record), tmp_path / "one.zip")
        parquet.write_zip(Extent(record), tmp_path / "two.zip")
        count = len(record.statements())
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "one.zip") as packed:
        assert packed.namelist() == [f"{name}.parquet" for name in parquet.TABLES]
        assert pq.read_table(io.BytesIO(packed.read("statements.parquet"))).num_rows == count


def test_without_pyarrow_the_extra_is_named(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with Record(path) as record, pytest.raises(OnRecordError, match=r"pip install 'onrecord\[parquet\]'"):
        parquet.write_zip(Extent(record), tmp_path / "x.zip")


@pytest.mark.parametrize("words", STRINGS[::7])
def test_hostile_words_come_through_whole(words: str, tmp_path: Path) -> None:
    path = hostile(tmp_path / "record.db", [words])
    with Record(path) as record:
        extent = Extent(record)
        said = f"{words} number 0"
        assert json.loads("".join(document.pieces(extent)))["statements"][0]["content"][0]["text"] == said
        assert next(n for n in jsonld.nodes(extent) if n["type"] == "Quotation")["text"] == said
        item = json.loads("".join(annotating.pieces(extent)))["first"]["items"][0]
        assert item["target"]["selector"][0]["exact"] == said
        assert next(table.read(io.StringIO("".join(table.pieces(extent)), newline="")))["content"] == said


Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    def one(record: Path, *args: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["onrecord", "export", "--record", str(record), *args])
        status = 0
        try:
            main()
        except SystemExit as left:
            status = int(left.code or 0)
        return status, *capsys.readouterr()

    return one


def test_the_command_writes_each_form(run: Run, path: Path, troubled: Path, tmp_path: Path) -> None:
    status, out, _ = run(path)
    assert (status, len(json.loads(out)["articles"])) == (0, 4)
    goal = tmp_path / "out.csv"
    status, out, told = run(troubled, "--format", "csv", "--bom", "-o", str(goal))
    assert (status, out) == (0, "")
    assert "got an apostrophe" in told
    assert goal.read_bytes().startswith(b"\xef\xbb\xbfarticle,outlet")
    assert b"\r\r" not in goal.read_bytes()
    assert run(path, "--format", "parquet", "-o", str(tmp_path / "tables"))[0] == 0
    assert (tmp_path / "tables" / "claims.parquet").exists()
    assert run(path, "--format", "annotations", "-o", str(tmp_path / "a.jsonld"))[0] == 0
    with Record(path) as record:
        story = record.stories()[0].id
    status, out, _ = run(path, "--format", "atom", "--story", story)
    assert (status, out[:5]) == (0, "<?xml")
    assert run(path, "--format", "atom")[0] == 2
    assert not list(tmp_path.glob(".*"))


def test_wrong_use_is_told_in_a_sentence(run: Run, path: Path, tmp_path: Path) -> None:
    assert run(path, "--format", "xml")[0] == 2
    assert run(path, "--format", "parquet")[2] == (
        "onrecord: --format parquet writes several files: give a folder or a .zip file with -o\n"
    )
    assert run(path, "--bom")[2].startswith("onrecord: --bom: only CSV")
    status, _, told = run(path, "-o", str(tmp_path / "missing" / "x.json"))
    assert status == 1
    assert "it cannot be written" in told
    status, _, told = run(path, "--story", "no such story")
    assert status == 1
    assert "no story has this id" in told


def test_a_file_that_cannot_be_finished_leaves_the_old_one(run: Run, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    goal = tmp_path / "out.json"
    goal.write_text("old", encoding="utf-8")

    def broken(_: Extent) -> Iterator[str]:
        yield "{"
        raise OnRecordError("it broke")

    monkeypatch.setitem(FORMS, "json", replace(FORMS["json"], pieces=broken))
    assert run(path, "-o", str(goal))[0] == 1
    assert goal.read_text(encoding="utf-8") == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["out.json"]


@pytest.mark.parametrize("form", sorted(FORMS))
def test_each_form_is_served_as_a_file(client: TestClient, path: Path, form: str) -> None:
    answer = client.get(f"/exports/{form}")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == FORMS[form].media
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-disposition"] == f'attachment; filename="{file_name(FORMS[form])}"'
    with Record(path) as record:
        extent = Extent(record)
        written = FORMS[form].pieces
        if written is not None:
            assert answer.content == "".join(written(extent)).encode("utf-8")
        story = record.stories()[0].id
    alone = client.get(f"/exports/{form}", params={"story": story})
    assert alone.status_code == 200
    assert story in alone.headers["content-disposition"]
    assert len(alone.content) < len(answer.content)


def test_the_page_offers_every_form_and_the_scope(client: TestClient, path: Path) -> None:
    with Record(path) as record:
        story = record.stories()[0].id
    whole, one = client.get("/exports").text, client.get("/exports", params={"story": story}).text
    for form in FORMS:
        assert f'href="/exports/{form}"' in whole
        assert f'href="/exports/{form}?story={story}"' in one
    assert f'<option value="{story}" selected>' in one
    assert client.get("/exports", params={"story": "none"}).status_code == 404
    assert client.get("/exports/json", params={"story": '"><script>'}).status_code == 404
    assert client.get("/exports/exe").status_code == 404
    assert client.get("/exports/csv?bom=true").content.startswith(b"\xef\xbb\xbf")


def test_an_empty_record_is_exported_too(tmp_path: Path) -> None:
    with TestClient(make_app(tmp_path / "new.db", Settings(hosts=("testserver",)))) as client:
        for form in FORMS:
            assert client.get(f"/exports/{form}").status_code == 200
        assert client.get("/exports").status_code == 200
        assert client.get("/report").status_code == 200


def test_pieces_are_gathered_into_blocks() -> None:
    assert list(gathered(iter(["ab", "c", "ü", "d"]), 3)) == [b"abc", "üd".encode()]
