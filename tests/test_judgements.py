from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from onrecord.desk import add, relink, reread, verify
from onrecord.errors import RecordError, UsageError
from onrecord.judgements.docket import Docket
from onrecord.linking.groups import Groups
from onrecord.model import ActorKind, Reading, Statement
from onrecord.store.record import Writer

ROWS = [
    {
        "url": "https://example.org/1",
        "outlet": "Harbour Post",
        "published": "2031-05-02",
        "text": "Ferry will sail, says director\n\nThe ferry will sail on Monday, director Ilse Vantongeren said on Friday.\n\n"
        '"The hull is sound," she told reporters. A mechanic, Odo Brandvik, said the hull had a crack.',
    },
    {
        "url": "https://example.org/2",
        "outlet": "Island Times",
        "published": "2031-05-03",
        "text": "Crack in ferry\n\nThe ferry’s hull is cracked, Mr. Brandvik said.\n\nThe Gull of the Quays said that nobody had asked the crew.",
    },
]
LATER = {
    "url": "https://example.org/3",
    "outlet": "Island Times",
    "published": "2031-05-04",
    "text": "Ferry stays\n\nThe ferry will stay in port, Odo Brandvik said on Sunday. The hull of the ferry was cracked, he said.",
}


@pytest.fixture
def filled(record: Writer, tmp_path: Path) -> Writer:
    _add(record, tmp_path, ROWS)
    return record


def _add(record: Writer, folder: Path, rows: list[dict[str, str]]) -> None:
    (folder / "in.jsonl").write_text("\n".join(json.dumps(r) for r in rows), encoding="utf-8")
    assert add(record, [str(folder / "in.jsonl")]).clean


def _that_says(record: Writer, words: str) -> Statement:
    return next(s for s in record.statements() if words in s.words)


def _name(record: Writer, statement: Statement) -> str | None:
    return next((a.name for a in record.actors() if a.id == statement.who), None)


def test_a_corrected_speaker_survives_re_reading_and_can_be_undone(filled: Writer) -> None:
    before = filled.links()
    docket = Docket(filled, "Ana", "the tape says so")
    number = docket.speaker(_that_says(filled, "The hull is sound").id, "Odo Brandvik")
    assert _name(filled, _that_says(filled, "The hull is sound")) == "Odo Brandvik"
    reread(filled)
    assert _name(filled, _that_says(filled, "The hull is sound")) == "Odo Brandvik"
    assert verify(filled) == []
    row = filled.judgements()[0]
    assert (row.by, row.reason, row.anchors[0].text) == ("Ana", "the tape says so", '"The hull is sound,"')
    docket.undo(number)
    assert filled.links() == before
    assert filled.judgements() == []
    assert filled.judgements(undone=True)[0].undone_by == "Ana"


def test_a_new_name_and_nobody(filled: Writer) -> None:
    docket = Docket(filled, "Ana")
    docket.speaker(_that_says(filled, "The hull is sound").id, "Harbour Union", ActorKind.ORGANISATION)
    assert _name(filled, _that_says(filled, "The hull is sound")) == "Harbour Union"
    docket.speaker(_that_says(filled, "The hull is sound").id, None)
    assert _that_says(filled, "The hull is sound").who is None
    assert verify(filled) == []


def test_bounds_are_verbatim_words_of_the_article(filled: Writer) -> None:
    docket = Docket(filled, "Ana")
    wrong = _that_says(filled, "The ferry will sail")
    with pytest.raises(RecordError, match="does not say"):
        docket.bounds(wrong.id, ["The ferry shall sail"])
    docket.bounds(wrong.id, ["The ferry will sail on Monday"])
    mended = next(s for s in filled.statements() if s.words == "The ferry will sail on Monday")
    assert mended.who == wrong.who
    assert verify(filled) == []


def test_what_is_none_goes_with_its_claims_and_comes_back(filled: Writer) -> None:
    docket, count = Docket(filled, "Ana"), len(filled.statements())
    gone = _that_says(filled, "The hull is sound")
    docket.none(gone.id)
    assert len(filled.statements()) == count - 1
    assert not [c for c in filled.claims() if c.statement == gone.id]
    assert verify(filled) == []
    docket.undo()
    assert len(filled.statements()) == count


def test_a_statement_that_a_new_reading_does_not_have_comes_back_as_the_person_left_it(filled: Writer) -> None:
    docket = Docket(filled, "Ana")
    said = _that_says(filled, "The hull is sound")
    docket.speaker(said.id, "Odo Brandvik")
    reading = next(r for r in filled.readings() if r.article == said.article)
    filled.reread(Reading(reading.article, "a worse model", reading.furniture, reading.entities))
    relink(filled)
    back = _that_says(filled, "The hull is sound")
    assert (_name(filled, back), back.cue and back.cue.text) == ("Odo Brandvik", "told")
    assert verify(filled) == []


def test_a_missed_statement_is_entered(filled: Writer) -> None:
    article = next(a for a in filled.articles() if a.outlet == "Island Times")
    docket = Docket(filled, "Ana")
    docket.said(article.id, ["Crack in ferry"], "The Island Times", ActorKind.ORGANISATION)
    assert _name(filled, _that_says(filled, "Crack in ferry")) == "The Island Times"
    with pytest.raises(RecordError, match="already"):
        docket.said(article.id, ["Crack in ferry"], None)
    assert verify(filled) == []


def test_merged_actors_are_one_and_a_later_article_obeys(filled: Writer, tmp_path: Path) -> None:
    docket = Docket(filled, "Ana", "his nickname")
    gull = _that_says(filled, "nobody had asked")
    brandvik = _that_says(filled, "had a crack")
    assert gull.who and brandvik.who and gull.who != brandvik.who
    docket.merge([gull.who, brandvik.who])
    assert _that_says(filled, "nobody had asked").who == _that_says(filled, "had a crack").who
    _add(filled, tmp_path, [LATER])
    assert _that_says(filled, "stay in port").who == _that_says(filled, "nobody had asked").who
    docket.rename(_that_says(filled, "had a crack").who or "", "Odo “Gull” Brandvik")
    assert _name(filled, _that_says(filled, "stay in port")) == "Odo “Gull” Brandvik"
    docket.undo()
    docket.undo()
    assert _that_says(filled, "nobody had asked").who != _that_says(filled, "had a crack").who
    assert verify(filled) == []


def test_split_actors_stay_apart(filled: Writer, tmp_path: Path) -> None:
    _add(filled, tmp_path, [LATER])
    first, other = _that_says(filled, "had a crack"), _that_says(filled, "stay in port")
    assert first.who == other.who and first.who
    Docket(filled, "Ana").split(first.who, [other.id])
    assert _that_says(filled, "had a crack").who != _that_says(filled, "stay in port").who
    reread(filled)
    assert _that_says(filled, "had a crack").who != _that_says(filled, "stay in port").who
    with pytest.raises(RecordError, match="not a statement of"):
        Docket(filled, "Ana").split(_that_says(filled, "had a crack").who or "", [_that_says(filled, "The hull is sound").id])


def test_wrong_use_is_told(filled: Writer) -> None:
    with pytest.raises(UsageError, match="name"):
        Docket(filled, " ")
    docket = Docket(filled, "Ana")
    with pytest.raises(UsageError, match="two"):
        docket.merge(["odo-brandvik", "odo-brandvik"])
    with pytest.raises(RecordError, match="nobody is called so"):
        docket.rename("Nemo", "Captain")
    with pytest.raises(RecordError, match="no judgement"):
        docket.undo()
    with pytest.raises(RecordError, match="no statement"):
        docket.none("s1")


def test_a_judgement_holds_only_on_the_very_text(filled: Writer) -> None:
    said = _that_says(filled, "The hull is sound")
    Docket(filled, "Ana").none(said.id)
    row = filled.judgements()[0]
    assert len(row.anchors[0].digest) == 64
    from onrecord.judgements.anchors import holds

    article = next(a for a in filled.articles() if a.id == said.article)
    assert holds(row.anchors[0], article)
    assert not holds(row.anchors[0], replace(article, text=article.text + " "))


def test_groups_kept_apart_do_not_join_by_another_way() -> None:
    groups: Groups[str] = Groups("abcd")
    assert groups.join("a", "b")
    assert groups.part("b", "c")
    assert not groups.join("a", "c")
    assert groups.join("c", "d")
    assert not groups.join("d", "a")
    assert not groups.part("a", "b")
