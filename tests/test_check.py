"""A claim put to a record: who supports it, who contradicts it and in which slot, who takes no side."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from onrecord.check import Check, check
from onrecord.desk import add
from onrecord.errors import RecordError, UsageError
from onrecord.judgements.docket import Docket
from onrecord.store.record import Record, Writer

ROWS = [
    (
        "Harbour Post",
        "2031-06-02",
        "The mill at Tarrow burned for nine hours, fire chief Ada Quill said on Monday. Eleven people were hurt, she said.",
    ),
    ("Island Times", "2031-06-03", "Four people were hurt in the fire at the Tarrow mill, said Ben Osei, a doctor. The mill is closed."),
    ("Island Times", "2031-06-04", "Mill owner Cora Vance denied that the mill at Tarrow had closed. She could not say who had been hurt."),
    ("Harbour Post", "2031-09-01", "Six people were hurt when a bus left the road near Ostwick, police said on Monday."),
]


def _record(folder: Path, rows: list[dict[str, Any]]) -> Path:
    path = folder / "record.db"
    (folder / "in.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    with Writer(path) as record:
        assert add(record, [str(folder / "in.jsonl")]).clean
    return path


@pytest.fixture(scope="module")
def cables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundled example coverage."""
    source = Path(__file__).parent.parent / "src/onrecord/examples/coverage.jsonl"
    rows = [json.loads(line) for line in source.read_text(encoding="utf-8").splitlines()]
    return _record(tmp_path_factory.mktemp("cables"), rows)


@pytest.fixture(scope="module")
def mill(tmp_path_factory: pytest.TempPathFactory) -> Path:
    rows = [
        {"url": f"https://example.org/{n}", "outlet": outlet, "published": day, "text": text} for n, (outlet, day, text) in enumerate(ROWS)
    ]
    return _record(tmp_path_factory.mktemp("mill"), rows)


def _holders(path: Path, claim: str) -> tuple[set[str | None], set[str | None], set[str | None]]:
    with Record(path) as record:
        found = check(record, claim)
        names = {a.id: a.name for a in record.actors()}
    sides = (found.supports, found.contradicts, found.neither)
    return tuple({names.get(p.evidence.who or "") for p in side} for side in sides)  # type: ignore[return-value]


def _check(path: Path, claim: str, story: str | None = None) -> Check:
    with Record(path) as record:
        return check(record, claim, story)


@pytest.mark.parametrize("claim", ["Iceland asked Norway first", "Reykjavik approached Oslo first"])
def test_either_account_names_its_supporters_and_its_contradictors(cables: Path, claim: str) -> None:
    supports, contradicts, neither = _holders(cables, claim)
    assert "Torvald Eikemo" in supports and "Gudlaug Steinthorsdottir" not in supports
    assert "Gudlaug Steinthorsdottir" in contradicts and "Torvald Eikemo" not in contradicts
    assert {"Asbjorn Lyngstad", "Ragnheidur Thorleifsdottir"} <= neither


def test_the_other_account_turns_the_sides_round(cables: Path) -> None:
    supports, contradicts, _ = _holders(cables, "Norway approached Iceland first")
    assert "Gudlaug Steinthorsdottir" in supports and "Torvald Eikemo" not in supports
    assert "Torvald Eikemo" in contradicts and "Gudlaug Steinthorsdottir" not in contradicts


def test_a_contradiction_names_its_slot_and_every_passage_stands_in_the_text(cables: Path) -> None:
    found = _check(cables, "Norway approached Iceland first")
    assert {(p.kind, p.slot) for p in found.contradicts} == {("role_reversal", "actor/recipient")}
    with Record(cables) as record:
        texts = {a.id: a.text for a in record.articles()}
    for p in (*found.supports, *found.contradicts, *found.neither):
        assert texts[p.evidence.article][p.evidence.start : p.evidence.end] == p.evidence.text


def test_a_figure_is_supported_and_contradicted(mill: Path) -> None:
    supports, contradicts, _ = _holders(mill, "Eleven people were hurt in the fire at the Tarrow mill")
    assert "Ben Osei" in contradicts
    assert supports <= {"Ada Quill"}
    assert {p.slot for p in _check(mill, "Eleven people were hurt in the fire at the Tarrow mill").contradicts} == {"quantity"}


def test_another_accident_contradicts_nothing(mill: Path) -> None:
    found = _check(mill, "Eleven people were hurt in the fire at the Tarrow mill")
    assert not any("bus" in p.evidence.text for p in (*found.supports, *found.contradicts))


def test_one_who_denies_it_contradicts_it(mill: Path) -> None:
    supports, contradicts, _ = _holders(mill, "The mill at Tarrow had closed")
    assert "Cora Vance" in contradicts and "Cora Vance" not in supports


def test_a_claim_of_which_the_record_knows_nothing(cables: Path) -> None:
    found = _check(cables, "Snow fell in Peru on Tuesday")
    assert (found.supports, found.contradicts, found.neither) == ((), (), ())


def test_only_within_a_story(cables: Path) -> None:
    with Record(cables) as record:
        other = next(s for s in record.stories() if len(s.articles) == 1)
    assert _check(cables, "Norway approached Iceland first", other.id).contradicts == ()
    with pytest.raises(RecordError, match="--story"):
        _check(cables, "Norway approached Iceland first", "no such story")


def test_what_people_decided_about_a_dispute_is_obeyed(tmp_path: Path, coverage: list[dict[str, Any]]) -> None:
    path = _record(tmp_path, coverage)
    with Writer(path) as record:
        (dispute,) = record.disputes()
        lines = [e for a in dispute.accounts for e in a.evidence]
        moved = next(e for e in lines if "made the first call" in e.text)
        Docket(record, "Ana").move(dispute.id, [lines.index(moved) + 1], None)
        found = check(record, "Norway approached Iceland first")
    assert not any(p.dispute and p.evidence.text == moved.text for p in found.supports)


def test_words_that_are_no_claim(cables: Path) -> None:
    with Record(cables) as record:
        with pytest.raises(UsageError, match="needs a claim"):
            check(record, "  ")
        with pytest.raises(UsageError, match="characters"):
            check(record, "Norway " * 200)
        assert "no claim" in (check(record, "Norway").note or "")


def test_it_does_not_depend_on_the_order_of_the_articles(tmp_path: Path, cables: Path, coverage: list[dict[str, Any]]) -> None:
    other = _record(tmp_path, coverage[::-1])
    assert _check(other, "Iceland asked Norway first") == _check(cables, "Iceland asked Norway first")


def test_an_empty_record(record: Writer) -> None:
    assert check(record, "Norway approached Iceland first") == Check("Norway approached Iceland first")
