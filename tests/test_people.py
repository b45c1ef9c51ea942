from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from onrecord.cli.app import app
from onrecord.desk import relink
from onrecord.errors import RecordError, UsageError
from onrecord.gazetteer import forget
from onrecord.gazetteer.qids import qids
from onrecord.judgements.docket import Docket
from onrecord.linking.affiliations import spoken_for
from onrecord.linking.link import link
from onrecord.linking.principals import Principals
from onrecord.model import Actor, ActorKind, Article, Entity, Links, Reading, Span, Statement, StatementKind
from onrecord.selection import Selection, Wanted, unfound
from onrecord.store.record import Writer

PERSON, ORGANISATION, GOVERNMENT, UNNAMED = ActorKind.PERSON, ActorKind.ORGANISATION, ActorKind.GOVERNMENT, ActorKind.UNNAMED
FIRST = (
    "Ferry held in Bergen\n\nNorway will hold the ferry, the Norwegian Foreign Ministry said. The ministry had asked the Harbour Board.\n\n"
    "“The hull is sound,” said Odo Brandvik, a spokesman for the Harbour Board. He called the inquiry over. The inspector saw rust. "
    "A Harbour Board spokeswoman said little. Who knows, he added."
)
SECOND = (
    "Crack in ferry\n\nThe hull is cracked, said Odo Brandvik, who now speaks for the crew as its lawyer: the lawyer for Ilse Vantongeren."
)


def _spans(text: str, *words: str) -> tuple[Span, ...]:
    return tuple(Span.of(text, text.index(w), text.index(w) + len(w)) for w in words)


def _entity(
    number: int, kind: ActorKind, text: str, names: str = "", descriptions: tuple[str, ...] = (), mentions: tuple[str, ...] = ()
) -> Entity:
    named = tuple(n for n in names.split(";") if n)
    titles = tuple((d, None) for d in descriptions) if kind is PERSON else ()
    return Entity(f"e{number}", kind, named, descriptions, titles, _spans(text, *(mentions or named)))


def _said(number: int, article: str, text: str, words: str, who: str | None, speaker: str | None = None, **more: Any) -> Statement:
    named = _spans(text, speaker)[0] if speaker else None
    return Statement(f"s{number}", article, StatementKind.INDIRECT, _spans(text, words), speaker=named, who=who, **more)


def _coverage() -> tuple[list[Article], list[Reading]]:
    articles = [
        Article("a1", FIRST, "test", "Harbour Post", "Ferry held", "2031-05-02"),
        Article("a2", SECOND, "test", "Island Times", "Crack in ferry", "2031-05-04"),
    ]
    first = (
        _entity(1, PERSON, FIRST, "Odo Brandvik", ("spokesman for the Harbour Board",)),
        _entity(2, ORGANISATION, FIRST, "Harbour Board"),
        _entity(3, GOVERNMENT, FIRST, "Norway"),
        _entity(4, ORGANISATION, FIRST, "Norwegian Foreign Ministry", (), ("Norwegian Foreign Ministry", "The ministry")),
        _entity(5, UNNAMED, FIRST, "", ("inspector",), ("The inspector",)),
        _entity(6, UNNAMED, FIRST, "", ("Harbour Board spokeswoman",), ("A Harbour Board spokeswoman",)),
    )
    said = (
        _said(1, "a1", FIRST, "Norway will hold the ferry", "e4", "the Norwegian Foreign Ministry"),
        _said(
            2,
            "a1",
            FIRST,
            "“The hull is sound,”",
            "e1",
            "Odo Brandvik",
            role="spokesman for the Harbour Board",
            channel="an email",
            addressee="reporters",
        ),
        _said(3, "a1", FIRST, "the inquiry over", None, "He"),
        _said(4, "a1", FIRST, "saw rust", "e5", "The inspector"),
        _said(5, "a1", FIRST, "little", "e6", "A Harbour Board spokeswoman"),
        _said(6, "a1", FIRST, "Ferry held in Bergen", None),
    )
    second = (
        _entity(1, PERSON, SECOND, "Odo Brandvik", ("lawyer for Ilse Vantongeren",)),
        _entity(2, PERSON, SECOND, "Ilse Vantongeren"),
    )
    told = (_said(1, "a2", SECOND, "The hull is cracked", "e1", "Odo Brandvik", said_on="2031-05-01"),)
    return articles, [Reading("a1", "m", (), first, said, home="NO"), Reading("a2", "m", (), second, told)]


@pytest.fixture
def links() -> Links:
    return link(*_coverage())


@pytest.fixture
def filled(record: Writer) -> Writer:
    for article, reading in zip(*_coverage(), strict=True):
        record.store(article, reading)
    relink(record)
    return record


def _actor(links: Links, name: str) -> Actor:
    return next(a for a in links.actors if a.name == name)


def _run(record: Writer, *args: str) -> str:
    done = CliRunner().invoke(app, [*args, "--record", str(record.path)])
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    assert done.exit_code == 0, done.output
    return done.output


@pytest.mark.parametrize(("description", "whom"), [
    ("spokeswoman for the coast guard", "coast guard"), ("Harbour Board spokesman", "Harbour Board"), ("the ministry’s press officer", "ministry"),
    ("lawyer for the captain", "captain"), ("spokesman for Fisheries Minister Ola Berg, who resigned", "Fisheries Minister Ola Berg"),
    ("former spokesman for the board", None), ("the board’s former lawyer", None), ("chief spokeswoman", None), ("its spokesman", None),
    ("a King’s Counsel", None), ("Crown attorney", None), ("U.S. attorney for the coast", None), ("attorney general of Norway", None), ("mechanic", None),
])  # fmt: skip
def test_whom_a_description_speaks_for(description: str, whom: str | None) -> None:
    assert spoken_for(description) == whom


def test_who_speaks_for_whom_and_what_is_part_of_what(links: Links) -> None:
    assert _actor(links, "Norwegian Foreign Ministry").part_of == "norway"
    assert _actor(links, "Harbour Board").part_of is None
    assert _actor(links, "Harbour Board spokeswoman").speaks_for == "harbour-board"
    assert _actor(links, "Odo Brandvik").speaks_for == "ilse-vantongeren"  # the last that the coverage shows
    assert _actor(links, "Ilse Vantongeren").speaks_for is None


def test_affiliations_do_not_depend_on_the_order(links: Links) -> None:
    articles, readings = _coverage()
    assert link(articles[::-1], readings[::-1]).actors == links.actors


def test_whoever_speaks_for_a_side_stands_on_it(links: Links) -> None:
    sides = Principals({a.id: a for a in links.actors}, {"a1": "NO", "a2": None}, {a.id for a in links.actors})
    assert sides.of(_actor(links, "Harbour Board spokeswoman").id, "a1") == "harbour-board"
    assert sides.of("norwegian-foreign-ministry", "a1") == "norway"
    assert sides.of("odo-brandvik", "a2") == "ilse-vantongeren"


def test_two_that_fit_are_nobody() -> None:
    text = "The board met.\n\nThe board of the port met the board of the town, a spokesman for the board said."
    entities = (
        Entity("e1", ORGANISATION, ("Port of Vik",), (), (), _spans(text, "The board of the port", "The board")),
        Entity(
            "e2",
            ORGANISATION,
            ("Town of Vik",),
            (),
            (),
            (*_spans(text, "the board of the town"), Span.of(text, len(text) - 15, len(text) - 6)),
        ),
        Entity("e3", UNNAMED, (), ("spokesman for the board",), (), _spans(text, "a spokesman for the board")),
    )
    assert entities[1].mentions[-1].text == "the board"
    made = link([Article("a1", text, "test")], [Reading("a1", "m", (), entities)])
    assert _actor(made, "spokesman for the board").speaks_for is None


def test_people_one_to_a_block(filled: Writer) -> None:
    out = _run(filled, "people")
    assert (
        "Odo Brandvik   2 statements\n  spokesman for the Harbour Board, seen 2031-05-02\n  lawyer for Ilse Vantongeren, seen 2031-05-04\n"
        in out
    )
    assert "  speaks for Ilse Vantongeren (ilse-vantongeren)\n  person · odo-brandvik\n" in out
    assert "  part of the government of Norway (norway)\n" in out


def test_a_person_by_id_by_name_and_by_part_of_it(filled: Writer) -> None:
    outs = {_run(filled, "show", name) for name in ("odo-brandvik", "Odo Brandvik", "brandvik", "odo-b")}
    assert len(outs) == 1
    out = outs.pop()
    assert "speaks for  Ilse Vantongeren (ilse-vantongeren)" in out
    first, second = out.index("said 2031-05-01"), out.index("printed 2031-05-02")
    assert first < second
    assert "[The hull is cracked]\n  Island Times, 2031-05-04 · a2 · a2-s1" in out
    assert "printed 2031-05-02 · as spokesman for the Harbour Board · to reporters · in an email" in out
    assert "spoken for by  Odo Brandvik (odo-brandvik)" in _run(filled, "show", "Vantongeren")
    assert "parts  Norwegian Foreign Ministry" in _run(filled, "show", "Norway")


def test_a_name_of_several_or_of_none_is_told(filled: Writer) -> None:
    with pytest.raises(RecordError, match="give an id"):
        _run(filled, "show", "Harbour")
    with pytest.raises(RecordError, match="nothing in"):
        _run(filled, "show", "Nobody Known")


def test_the_export_tells_it_and_null_otherwise(filled: Writer) -> None:
    actors = {a["id"]: a for a in json.loads(_run(filled, "export"))["actors"]}
    assert actors["norwegian-foreign-ministry"]["part_of"] == "norway"
    assert actors["odo-brandvik"]["speaks_for"] == "ilse-vantongeren"
    assert (actors["norway"]["speaks_for"], actors["norway"]["part_of"], actors["norway"]["qid"]) == (None, None, None)


def test_unresolved_with_reasons(filled: Writer) -> None:
    found = {s["id"]: s["reason"] for s in json.loads(_run(filled, "unresolved", "--json"))["statements"]}
    assert found == {
        "a1-s3": "the text does not tell whom “He” means",
        "a1-s4": "a description that fits nobody named in the story: “The inspector”",
        "a1-s6": "no words name a speaker",
    }
    out = _run(filled, "unresolved")
    assert out.count("onrecord correct ID --speaker") == 1
    assert "3 statements." in out
    assert [s.id for s, _ in Selection(filled, Wanted(who="inspector")).unresolved()] == ["a1-s4"]
    assert [s.id for s, _ in Selection(filled, Wanted(about="inquiry")).unresolved()] == ["a1-s3"]
    assert Selection(filled, Wanted(outlet="Island")).unresolved() == []


def test_what_a_person_decided_is_resolved(filled: Writer) -> None:
    docket = Docket(filled, "Ana")
    docket.speaker("a1-s3", None)
    number = docket.speaker("a1-s6", "Odo Brandvik")
    assert [s.id for s, _ in Selection(filled, Wanted()).unresolved()] == ["a1-s4"]
    docket.undo(number)
    assert [s.id for s, _ in Selection(filled, Wanted()).unresolved()] == ["a1-s4", "a1-s6"]


@pytest.mark.parametrize(("name", "alias", "speaker", "listed"), [
    ("minister", "the minister", "the minister", True), ("director", "Its director", "he", True), ("counsel", "", "counsel", True),
    ("spokesman", "a spokesman", "he", False), ("sources", "", "sources", False), ("two officials", "", "two officials", False),
    ("spokeswoman", "", "A spokeswoman for his party", False), ("Board's notes", "the Board's notes", "the Board's notes", True),
])  # fmt: skip
def test_sources_that_mean_to_stay_unnamed_are_not_unresolved(name: str, alias: str, speaker: str, listed: bool) -> None:
    actor = Actor("x", name, UNNAMED, (alias,) if alias else ())
    said = Statement("s", "a", StatementKind.INDIRECT, (Span(0, 1, "x"),), speaker=Span(0, len(speaker), speaker), who="x")
    assert (unfound(said, actor) is not None) is listed


@pytest.mark.parametrize(("words", "reason"), [
    ("who", "“who” follows"), ("She", "the text does not tell"), ("the Gull", "“the Gull” was not recognised"), (None, "no words"),
])  # fmt: skip
def test_reasons(words: str | None, reason: str) -> None:
    speaker = Span(0, len(words), words) if words else None
    told = unfound(Statement("s", "a", StatementKind.INDIRECT, (Span(0, 1, "x"),), speaker=speaker), None)
    assert told is not None and told.startswith(reason)
    assert unfound(Statement("s", "a", StatementKind.INDIRECT, (Span(0, 1, "x"),), who="p"), Actor("p", "Odo Brandvik", PERSON)) is None


def test_items_of_a_users_table(filled: Writer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "items.csv").write_text("name,qid\nOdo Brandvik,Q11\nHarbour Board,Q12\nNorway,Q13\n", encoding="utf-8")
    monkeypatch.setenv("ONRECORD_QIDS", str(tmp_path / "items.csv"))
    qids.cache_clear()
    try:
        relink(filled)
        found = {a.id: a.qid for a in filled.actors()}
        assert (found["odo-brandvik"], found["harbour-board"], found["norway"], found["ilse-vantongeren"]) == ("Q11", "Q12", "Q13", None)
        assert "Wikidata    Q11" in _run(filled, "show", "odo-brandvik")
        (tmp_path / "items.csv").write_text("name,qid\nOdo Brandvik,11\n", encoding="utf-8")
        qids.cache_clear()
        with pytest.raises(UsageError, match="line 2, column qid"):
            _run(filled, "people")
        told = json.loads(CliRunner().invoke(app, ["doctor", "--json", "--record", str(filled.path)]).output)
        assert "line 2, column qid" in told["qids"]
    finally:
        monkeypatch.undo()
        qids.cache_clear()


def test_doctor_says_which_gazetteer_is_used(filled: Writer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    told = json.loads(_run(filled, "doctor", "--json"))
    assert "197 states" in told["gazetteer"] and "ONRECORD_GAZETTEER is not set" in told["gazetteer"]
    path = tmp_path / "mine.csv"
    path.write_text("code,name,aliases,demonyms,seats\nXS,Orland,,Orlander,Velm\n", encoding="utf-8")
    monkeypatch.setenv("ONRECORD_GAZETTEER", str(path))
    forget()
    try:
        told = json.loads(_run(filled, "doctor", "--json"))
    finally:
        monkeypatch.undo()
        forget()
    assert f"{path} adds 1 and replaces 0" in told["gazetteer"]
