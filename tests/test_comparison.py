"""Does the first say that the second is so: by slot, by construction, and on the command line."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from onrecord.cli.app import app
from onrecord.comparison import compare
from onrecord.linking.magnitudes import agree, overlapping
from onrecord.linking.opposites import alike, opposed
from onrecord.linking.slots import relate
from onrecord.linking.transposition import exchange
from onrecord.model import Claim, Quantity, Span


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Norway asked Iceland for help.", "Iceland was asked for help by Norway."),
        ("The carpenter was praised by the mayor.", "The mayor praised the carpenter."),
        ("The sailors who met the pilot left the harbour.", "The sailors left the harbour."),
        ("The sailors who met the pilot left the harbour.", "The sailors met the pilot."),
        ("The baker and the grocer closed their shops.", "The grocer closed their shops."),
        ("Although the ferry was late, the crew sang.", "The ferry was late."),
        ("The clerk forgot that the bank was closed.", "The bank was closed."),
        ("The bridge opened in May.", "A spokeswoman said that the bridge opened in May."),
        ("A spokeswoman said that the bridge opened in May.", "The bridge opened in May."),
        ("Ann Bell, the mayor of Aldbury, resigned on Friday.", "Ann Bell resigned."),
    ],
)
def test_what_follows_is_supported(a: str, b: str) -> None:
    assert compare(a, b).relation == "supports", compare(a, b)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("If the ferry sails, the crew will sing.", "The ferry sails."),
        ("The baker closed the shop, or the grocer left the town.", "The baker closed the shop."),
        ("The clerk hoped that the bank was closed.", "The bank was closed."),
        ("Perhaps the mayor praised the carpenter.", "The mayor praised the carpenter."),
        ("The mayor near the carpenters waited.", "The carpenters waited."),
        ("The mayor promised to open the bridge.", "The mayor opened the bridge."),
        ("The union did not accept six offers.", "The union did not accept offers."),
    ],
)
def test_shared_words_are_no_support(a: str, b: str) -> None:
    assert compare(a, b).relation != "supports", compare(a, b)


@pytest.mark.parametrize(
    ("a", "b", "kind", "slot"),
    [
        ("Norway asked Iceland for help.", "Iceland asked Norway for help.", "role_reversal", "actor/recipient"),
        ("The carpenters were praised by the mayor.", "The carpenters praised the mayor last week.", "role_reversal", "actor/recipient"),
        (
            "Acme imposed sanctions against Borax in March.",
            "Borax imposed sanctions against Acme in March.",
            "role_reversal",
            "actor/recipient",
        ),
        ("The mayor resigned.", "A spokesman denied that the mayor resigned.", "denial", "polarity"),
        ("The mayor did not resign.", "The mayor resigned.", "denial", "polarity"),
        ("There were no survivors.", "There were survivors.", "existence", "polarity"),
        ("The fire killed 30 people.", "The fire killed at least 50 people.", "number", "quantity"),
        ("The bridge opened on Monday.", "The bridge opened on Friday.", "date", "time"),
        ("The council approved the plan.", "The plan was rejected by the council.", "outcome", "event"),
        ("Ann Bell won the race.", "Tom Reed won the race.", "identity", "actor"),
        ("Aldbury Mills is a subsidiary of Borax.", "Aldbury Mills owns Borax.", "role_reversal", "actor/recipient"),
    ],
)
def test_a_conflict_names_its_slot(a: str, b: str, kind: str, slot: str) -> None:
    found = compare(a, b)
    assert (found.relation, found.kind, found.slot) == ("contradicts", kind, slot), found
    assert 0 < found.score <= 1 and found.why


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("The mayor met the minister.", "The minister met the mayor."),
        ("The baker and the grocer left.", "The grocer and the baker left."),
        ("The fire killed at least 30 people.", "The fire killed 50 people."),
        ("About 1,000 people marched.", "1,040 people marched."),
        ("The bridge opened in May 2031.", "The bridge opened on 3 May 2031."),
        ("The mayor may resign.", "The mayor did not resign."),
        ("The ferry left the harbour.", "The ferry reached the harbour."),
        ("", "The ferry left the harbour."),
        ("The ferry left the harbour.", ""),
    ],
)
def test_no_conflict_is_cried(a: str, b: str) -> None:
    assert compare(a, b).relation != "contradicts", compare(a, b)


def test_an_exchange_is_found_with_its_two_runs() -> None:
    found = exchange("in may acme sued borax".split(), "in may borax sued acme".split())
    assert found is not None and (found.first, found.second) == ((2, 3), (4, 5))
    assert exchange(["a", "b"], ["a", "b"]) is None
    assert exchange("a b c".split(), "a c d".split()) is None


def test_opposites_are_mutual() -> None:
    assert opposed("approve", "reject") == opposed("rejected", "approves") == 1.0
    assert opposed("agree", "disagree") == 1.0
    assert 0 < opposed("arrive", "leave") < 1
    assert not opposed("walk", "sing")
    assert alike("buy", "purchase") > 0


@pytest.mark.parametrize(
    ("x", "y", "one"),
    [
        (Quantity(30, "person"), Quantity(30, "person"), True),
        (Quantity(30, "person", None, "at least"), Quantity(45, "person"), True),
        (Quantity(30, "person", None, "at most"), Quantity(45, "person"), False),
        (Quantity(1000, "person", None, "about"), Quantity(1100, "person"), True),
        (Quantity(16, "member"), Quantity(19, "member"), False),
    ],
)
def test_numbers_agree_within_their_bounds(x: Quantity, y: Quantity, one: bool) -> None:
    assert agree(x, y) is agree(y, x) is one


@pytest.mark.parametrize(
    ("x", "y", "one"),
    [
        ("2031-05", "2031-05-03", True), ("2031-05-02", "2031-05-03", False), ("2031-04/2031-06", "2031-05-03", True),
        ("2031", "2032-01", False), ("2031-05?", "2031-05-03", True),
    ],
)  # fmt: skip
def test_times_overlap_at_the_coarser_grain(x: str, y: str, one: bool) -> None:
    assert overlapping(x, y) is overlapping(y, x) is one


def test_claims_with_ids_go_by_the_ids() -> None:
    def one(actor: str, recipient: str) -> Claim:
        evidence = Span(0, 1, "x")
        return Claim("c", "a", None, evidence, "accuse", (actor,), (recipient,), predicate="accuse", subject="it", object="them")

    same = {("e1", "f1"), ("e2", "f2")}
    assert relate(one("e1", "e2"), one("f1", "f2"), lambda x, y: (x, y) in same).answer == "supports"
    assert relate(one("e1", "e2"), one("f2", "f1"), lambda x, y: (x, y) in same).kind == "role_reversal"
    assert relate(one("e1", "e2"), one("f3", "f4"), lambda x, y: (x, y) in same).answer == "neither"
    found = relate(one("e1", "e2"), one("f1", "f2"), lambda x, y: (x, y) in same, (True, False))
    assert (found.kind, found.slot) == ("denial", "polarity")


def test_pairs_go_through_in_order_and_a_bad_line_is_named(tmp_path: Path) -> None:
    file = tmp_path / "pairs.jsonl"
    rows = [
        json.dumps({"id": 1, "a": "The mayor resigned.", "b": "The mayor resigned."}),
        "no JSON",
        json.dumps({"id": "x", "a": "The mayor resigned."}),
        "",
        json.dumps({"id": "y", "a": "The mayor resigned.", "b": "The mayor did not resign."}),
    ]
    file.write_text("\n".join(rows), encoding="utf-8")
    result = CliRunner().invoke(app, ["compare", "--pairs", str(file)])
    told = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 1
    assert [(t["id"], t["relation"]) for t in told] == [(1, "supports"), ("y", "contradicts")]
    assert set(told[0]) == {"id", "relation", "kind", "slot", "score", "why"}
    assert "line 2" in result.stderr and "line 3" in result.stderr


def test_pairs_come_from_standard_input(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    from onrecord.cli.comparing import compare_pairs

    row = {"id": 1, "a": "The mayor resigned.", "b": "A clerk denied that the mayor resigned."}
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(json.dumps(row).encode())))
    assert compare_pairs("-") == 0
    assert json.loads(capsys.readouterr().out)["kind"] == "denial"


@pytest.mark.parametrize("arguments", [[], ["one"], ["one", "two", "--pairs", "-"], ["--pairs", "nowhere.jsonl"]])
def test_wrong_use(arguments: list[str]) -> None:
    result = CliRunner().invoke(app, ["compare", *arguments])
    assert result.exit_code != 0


@pytest.mark.parametrize("text", ["(" * 3000, "not " * 3000, "A and " * 2000, "he said that " * 800, "1 " * 4000, "the " * 3000])
def test_hostile_text_is_answered(text: str) -> None:
    assert compare(text, text + "x").relation in ("supports", "contradicts", "neither")
    assert compare(text, "The mayor resigned.").relation in ("supports", "contradicts", "neither")
