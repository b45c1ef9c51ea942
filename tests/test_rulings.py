"""What people decide about disputes: laid over what linking finds, held by words, obeyed by later linking, undone by a row."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from onrecord.desk import add, relink, reread, verify
from onrecord.errors import RecordError, UsageError
from onrecord.judgements.docket import Docket
from onrecord.judgements.rulings import remembered, ruled
from onrecord.linking.coverage import Coverage
from onrecord.model import Account, Article, Dispute, Evidence, Judgement, Reading, Story, Verdict
from onrecord.store.record import Writer

ROWS = [
    {
        "url": "https://example.org/1",
        "outlet": "Harbour Post",
        "published": "2031-05-14",
        "text": "Norway first approached Iceland about the tug, said Norwegian minister Ola Berg.\n\nThe tug of Norway is old.",
    },
    {
        "url": "https://example.org/2",
        "outlet": "Island Times",
        "published": "2031-05-15",
        "text": "It was Iceland that approached Norway about the tug, said Pia Lund, a lawyer.\n\nThe tug of Norway is old.",
    },
    {
        "url": "https://example.org/3",
        "outlet": "Quay News",
        "published": "2031-05-16",
        "text": "Iceland first approached Norway about the tug, said Jon Arason, a pilot.\n\nThe tug of Norway is old.",
    },
]
LATER = {
    "url": "https://example.org/4",
    "outlet": "Quay News",
    "published": "2031-05-17",
    "text": "Iceland first approached Norway about the tug, said Ana Weir, a captain.\n\nThe tug of Norway is old.",
}


@pytest.fixture
def filled(record: Writer, tmp_path: Path) -> Writer:
    _add(record, tmp_path, ROWS)
    assert len(record.disputes()) == 1
    return record


def _add(record: Writer, folder: Path, rows: list[dict[str, str]]) -> None:
    (folder / "in.jsonl").write_text("\n".join(json.dumps(r) for r in rows), encoding="utf-8")
    assert add(record, [str(folder / "in.jsonl")]).clean


def _one(record: Writer) -> Dispute:
    (found,) = record.disputes()
    return found


def _lines(dispute: Dispute) -> list[list[str]]:
    return [[e.text for e in a.evidence] for a in dispute.accounts]


def _forget_claims(record: Writer) -> None:
    """As a worse model would read: statements, and no claims."""
    for reading in record.readings():
        record.reread(replace(reading, claims=()))
    relink(record)


def test_a_confirmed_dispute_is_marked_and_survives(filled: Writer, tmp_path: Path) -> None:
    before = _one(filled)
    number = Docket(filled, "Ana", "both told me").confirm(before.id)
    assert (_one(filled).verdict, _one(filled).judgements) == ("confirmed", (number,))
    _add(filled, tmp_path, [LATER])
    reread(filled)
    assert (_one(filled).verdict, sum(map(len, _lines(_one(filled))))) == ("confirmed", 4)
    assert verify(filled) == []
    Docket(filled, "Ana").undo(number)
    assert (_one(filled).verdict, _one(filled).judgements) == (None, ())


def test_a_confirmed_dispute_that_linking_no_longer_finds_is_kept_from_its_words(filled: Writer) -> None:
    before = _one(filled)
    number = Docket(filled, "Ana").confirm(before.id)
    _forget_claims(filled)
    kept = _one(filled)
    assert (kept.verdict, kept.question, kept.slot) == ("confirmed", before.question, before.slot)
    assert _lines(kept) == _lines(before)
    assert [e.who for a in kept.accounts for e in a.evidence] == [e.who for a in before.accounts for e in a.evidence]
    assert [(a.independent_sources, a.outlets, a.first_seen) for a in kept.accounts] == [
        (a.independent_sources, a.outlets, a.first_seen) for a in before.accounts
    ]
    assert verify(filled) == []
    Docket(filled, "Ana").dismiss(kept.id)
    assert _one(filled).verdict == "dismissed"
    Docket(filled, "Ana").undo()
    Docket(filled, "Ana").undo(number)
    assert filled.disputes() == []


def test_a_dismissed_dispute_stays_dismissed_when_it_grows(filled: Writer, tmp_path: Path) -> None:
    Docket(filled, "Ana").dismiss(_one(filled).id)
    _add(filled, tmp_path, [LATER])
    reread(filled)
    assert _one(filled).verdict == "dismissed"
    _forget_claims(filled)
    assert filled.disputes() == []  # what is dismissed and no longer found is not brought back


def test_the_last_verdict_holds(filled: Writer) -> None:
    docket = Docket(filled, "Ana")
    docket.dismiss(_one(filled).id)
    second = docket.confirm(_one(filled).id)
    assert (_one(filled).verdict, len(_one(filled).judgements)) == ("confirmed", 2)
    docket.undo(second)
    assert _one(filled).verdict == "dismissed"


def test_a_line_moves_to_another_account_and_out(filled: Writer, tmp_path: Path) -> None:
    before = _one(filled)
    large = next(n for n, a in enumerate(before.accounts) if len(a.evidence) == 2)
    number = 1 + sum(len(a.evidence) for a in before.accounts[:large])
    moved = before.accounts[large].evidence[0].text
    docket = Docket(filled, "Ana", "misheard")
    entered = docket.move(before.id, [number], 2 - large)
    after = _one(filled)
    assert moved in _lines(after)[1 - large] and moved not in _lines(after)[large]
    assert after.accounts[1 - large].outlets == 2
    reread(filled)
    _add(filled, tmp_path, [LATER])
    assert moved in _lines(_one(filled))[1 - large]
    assert verify(filled) == []
    docket.undo(entered)
    texts = [text for lines in _lines(_one(filled)) for text in lines]
    docket.move(_one(filled).id, [texts.index(moved) + 1], None)
    assert not any(moved in lines for lines in _lines(_one(filled)))


def test_lines_of_one_account_stand_apart_and_come_together_again(filled: Writer) -> None:
    before = _one(filled)
    large = next(n for n, a in enumerate(before.accounts) if len(a.evidence) == 2)
    number = 2 + sum(len(a.evidence) for a in before.accounts[:large])
    docket = Docket(filled, "Ana")
    docket.part(before.id, [number], says="Iceland wrote, and did not ask")
    apart = _one(filled)
    assert [a.says for a in apart.accounts][-1] == "Iceland wrote, and did not ask"
    assert len(apart.accounts) == 3
    reread(filled)
    assert len(_one(filled).accounts) == 3
    docket.join_accounts(before.id, [large + 1, 3])
    assert sorted(map(sorted, _lines(_one(filled)))) == sorted(map(sorted, _lines(before)))
    assert _one(filled).accounts[large].says == before.accounts[large].says
    assert verify(filled) == []


def test_lines_of_two_accounts_become_a_dispute_and_one_matter_again(filled: Writer, tmp_path: Path) -> None:
    more = {**LATER, "url": "https://example.org/5", "text": ROWS[0]["text"].replace("minister Ola Berg", "envoy Eva Moe")}
    _add(filled, tmp_path, [LATER, more])
    before = _one(filled)
    assert [len(a.evidence) for a in before.accounts] in ([2, 3], [3, 2])
    docket = Docket(filled, "Ana")
    docket.part(before.id, [1, len(before.accounts[0].evidence) + 1], question="Who wrote first?")
    first, second = sorted(filled.disputes(), key=lambda d: d.question != before.question)
    assert (first.id, first.question, second.question) == (before.id, before.question, "Who wrote first?")
    assert [len(a.evidence) for a in second.accounts] == [1, 1]
    reread(filled)
    assert len(filled.disputes()) == 2
    docket.join_disputes([first.id, second.id])
    assert sorted(map(sorted, _lines(_one(filled)))) == sorted(map(sorted, _lines(before)))
    assert len(_one(filled).judgements) == 2
    docket.undo()
    docket.undo()
    assert _one(filled) == before


def test_wrong_use_is_told_and_nothing_is_entered(filled: Writer) -> None:
    docket, dispute = Docket(filled, "Ana"), _one(filled)
    with pytest.raises(RecordError, match="no dispute"):
        docket.confirm("dispute-none")
    with pytest.raises(UsageError, match="lines 1 to 3"):
        docket.move(dispute.id, [4], None)
    with pytest.raises(UsageError, match="lines 1 to 3"):
        docket.move(dispute.id, [0], None)
    with pytest.raises(UsageError, match="accounts 1 to 2"):
        docket.move(dispute.id, [1], 3)
    with pytest.raises(UsageError, match="--line"):
        docket.part(dispute.id, [])
    with pytest.raises(UsageError, match="fewer than two"):
        docket.part(dispute.id, [1, 2, 3])
    with pytest.raises(UsageError, match="fewer than two"):
        docket.move(dispute.id, [1], None) if len(dispute.accounts[0].evidence) == 1 else docket.move(dispute.id, [3], None)
    with pytest.raises(UsageError, match="one account"):
        docket.join_accounts(dispute.id, [1, 2])
    with pytest.raises(UsageError, match="two different disputes"):
        docket.join_disputes([dispute.id, dispute.id])
    assert filled.judgements(undone=True) == []


TEXT = "Nine came. Ten came. Nine left. Ten left."


def _coverage() -> Coverage:
    article = Article("a", TEXT, "test", "Post", published="2031-05-14")
    return Coverage(Story("story-1", "t", ("a",)), {"a": article}, {}, [], [], {})


def _dispute(name: str, slot: str, *sides: tuple[str, ...]) -> Dispute:
    accounts = []
    for side in sides:
        lines = tuple(Evidence("a", None, TEXT.index(w), TEXT.index(w) + len(w), w, None) for w in side)
        accounts.append(Account(side[0], side[0], lines, "2031-05-14", 1, 1))
    return Dispute(f"dispute-{name}", "story-1", "conflict", "number", slot, 0.8, f"How many {name}?", "they differ", tuple(accounts))


def _ruling(number: int, kind: Verdict, dispute: Dispute) -> Judgement:
    anchors, matter = remembered(dispute, _coverage().articles)
    return Judgement(number, kind, tuple(anchors), {"matters": [matter]}, "Ana", "", "2031-05-20")


def test_a_ruling_does_not_apply_where_its_lines_are_no_longer_one_dispute() -> None:
    whole = _dispute("moved", "quantity", ("Nine came.", "Nine left."), ("Ten came.", "Ten left."))
    dismissal = _ruling(1, Verdict.DISMISS, whole)
    came, left = (
        _dispute("came", "quantity", ("Nine came.",), ("Ten came.",)),
        _dispute("left", "quantity", ("Nine left.",), ("Ten left.",)),
    )
    assert {d.verdict for d in ruled(_coverage(), [came, left], [dismissal])} == {None}  # either might be meant
    assert ruled(_coverage(), [whole], [dismissal])[0].verdict == "dismissed"
    together = _dispute("sides", "quantity", ("Nine came.", "Ten came."), ("Nine left.", "Ten left."))
    assert ruled(_coverage(), [together], [_ruling(1, Verdict.DISMISS, came)])[0].verdict is None


def test_a_ruling_on_one_slot_leaves_the_other_slot_of_the_same_words_alone() -> None:
    number, day = (_dispute(slot, slot, ("Nine came.",), ("Ten came.",)) for slot in ("quantity", "time"))
    found = ruled(_coverage(), [number, day], [_ruling(1, Verdict.DISMISS, number)])
    assert {d.slot: d.verdict for d in found} == {"quantity": "dismissed", "time": None}
    assert ruled(_coverage(), [day], [_ruling(1, Verdict.DISMISS, number)])[0].verdict is None


def test_a_line_that_another_reading_cuts_otherwise_is_the_same_line() -> None:
    before = _dispute("came", "quantity", ("Nine came.",), ("Ten came.",))
    after = _dispute("came", "quantity", ("Nine came",), ("Ten came. Nine",))
    assert ruled(_coverage(), [after], [_ruling(1, Verdict.CONFIRM, before)])[0].verdict == "confirmed"


def test_rulings_of_another_story_or_another_text_are_passed_over() -> None:
    dispute = _dispute("came", "quantity", ("Nine came.",), ("Ten came.",))
    ruling = _ruling(1, Verdict.CONFIRM, dispute)
    other = replace(ruling, anchors=tuple(replace(a, article="b") for a in ruling.anchors))
    assert ruled(_coverage(), [], [other]) == []
    stale = replace(ruling, anchors=tuple(replace(a, digest="0" * 64) for a in ruling.anchors))
    assert ruled(_coverage(), [], [stale]) == []
    assert [d.verdict for d in ruled(_coverage(), [], [ruling])] == ["confirmed"]


def test_a_confirmed_dispute_whose_articles_are_no_longer_one_story_does_not_apply(filled: Writer) -> None:
    Docket(filled, "Ana").confirm(_one(filled).id)
    for reading in filled.readings():
        filled.reread(Reading(reading.article, "a worse model"))
    relink(filled)
    assert [len(s.articles) for s in filled.stories()] == [1, 1, 1]
    assert filled.disputes() == []
    assert verify(filled) == []


def test_a_judgement_that_finds_nothing_is_told_as_such(filled: Writer, capsys: pytest.CaptureFixture[str]) -> None:
    from onrecord.cli.judging import listing

    docket = Docket(filled, "Ana")
    docket.dismiss(_one(filled).id)
    docket.confirm(_one(filled).id)
    _forget_claims(filled)
    listing(filled.path, False, False)
    first, _, second = capsys.readouterr().out.partition("2  confirm")
    assert "does not apply at present" in first and "does not apply" not in second
    listing(filled.path, False, True)
    assert [j["applies"] for j in json.loads(capsys.readouterr().out)["judgements"]] == [False, True]


def test_rulings_stand_alike_whether_linked_bit_by_bit_or_all_at_once(filled: Writer, tmp_path: Path) -> None:
    docket = Docket(filled, "Ana")
    docket.confirm(_one(filled).id)
    docket.move(_one(filled).id, [2], 2 if len(_one(filled).accounts[0].evidence) == 2 else 1)
    moved = filled.disputes()
    relink(filled, whole=True)
    assert filled.disputes() == moved
    _add(filled, tmp_path, [LATER])
    more = filled.disputes()
    docket.dismiss(_one(filled).id)
    docket.undo()
    assert filled.disputes() == more
    relink(filled, whole=True)
    assert filled.disputes() == more
