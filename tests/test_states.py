"""What people decide about requests and commitments: laid over what linking finds, held by words, undone by a row."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from onrecord.cli.judging import listing
from onrecord.desk import relink, reread, verify
from onrecord.errors import RecordError, UsageError
from onrecord.judgements.docket import Docket
from onrecord.judgements.followup import Told
from onrecord.judgements.states import remembered, stated, told_by
from onrecord.linking import findings
from onrecord.linking.coverage import Coverage
from onrecord.model import (
    Article,
    Commitment,
    Echo,
    Evidence,
    Judgement,
    Request,
    Step,
    Story,
    Verdict,
)
from onrecord.selection import Pending, Selection, Wanted
from onrecord.store.record import Writer
from tests.salvage import (
    ASKED,
    LATER,
    PROMISED,
    ROWS,
    STEPS,
    arrive,
    article_with,
    called,
    found_commitments,
    found_nothing,
    found_requests,
    history,
    the_commitment,
    the_request,
)


@pytest.fixture
def filled(record: Writer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Writer:
    monkeypatch.setattr(findings, "requests", found_requests)
    monkeypatch.setattr(findings, "commitments", found_commitments)
    arrive(record, tmp_path, ROWS)
    assert len(record.stories()) == 1
    return record


def _forget(record: Writer, monkeypatch: pytest.MonkeyPatch) -> None:
    """As a worse reader would leave the record: nothing asked, nothing promised."""
    monkeypatch.setattr(findings, "requests", found_nothing)
    monkeypatch.setattr(findings, "commitments", found_nothing)
    relink(record, whole=True)


def test_a_state_that_a_person_sets_stands_on_words_and_survives(filled: Writer, tmp_path: Path) -> None:
    words = "Denmark is thinking it over"
    number = Docket(filled, "Ana", "read it").state(
        the_request(filled).id, Told("under-review", who="Denmark", article=article_with(filled, words), words=words)
    )
    expected = [
        ("made", "2031-05-14?", "Norway", None),
        ("agreed", "2031-05-16?", "Iceland", None),
        ("under review", "2031-05-16?", "Denmark", number),
    ]
    assert history(filled, the_request(filled)) == expected and the_request(filled).judgements == (number,)
    assert the_request(filled).history[-1].evidence.text == words
    assert verify(filled) == []
    arrive(filled, tmp_path, [LATER])
    reread(filled)
    assert history(filled, the_request(filled)) == [*expected, ("refused", "2031-06-03?", "Denmark", None)]
    Docket(filled, "Ana").undo(number)
    assert [s.judgement for s in the_request(filled).history] == [None] * 3
    assert verify(filled) == []


def test_a_state_that_is_set_takes_the_place_of_the_same_proposed(filled: Writer) -> None:
    line = next(n for n, e in enumerate(told_by(the_request(filled)), 1) if e.text == STEPS[0][2])
    number = Docket(filled, "Ana").state(the_request(filled).id, Told("agreed", on="2031-05-15", who="Iceland", line=line))
    assert history(filled, the_request(filled))[1:] == [("agreed", "2031-05-15", "Iceland", number)]
    Docket(filled, "Ana").undo()
    assert history(filled, the_request(filled))[1:] == [("agreed", "2031-05-16?", "Iceland", None)]


def test_a_proposed_state_is_taken_away_and_comes_back(filled: Writer, tmp_path: Path) -> None:
    docket = Docket(filled, "Ana")
    docket.state(the_request(filled).id, Told("agreed", untrue=True))
    assert [s.state for s in the_request(filled).history] == ["made"]
    arrive(filled, tmp_path, [LATER])
    reread(filled)
    assert [s.state for s in the_request(filled).history] == ["made", "refused"]
    assert verify(filled) == []
    docket.undo()
    assert [s.state for s in the_request(filled).history] == ["made", "agreed", "refused"]


def test_the_day_due_is_corrected_with_or_without_a_state(filled: Writer) -> None:
    docket = Docket(filled, "Ana")
    docket.state(the_commitment(filled).id, Told(due="2031-07"))
    assert the_commitment(filled).due == "2031-07"
    words = "Work on the wreck began on Thursday"
    docket.state(
        the_commitment(filled).id, Told("begun", on="2031-05-15", article=article_with(filled, words), words=words, due="2031-08-01?")
    )
    assert the_commitment(filled).due == "2031-08-01?"
    assert history(filled, the_commitment(filled))[-1] == ("begun", "2031-05-15", "Norway", 2)
    docket.state(the_commitment(filled).id, Told(due="none"))
    assert the_commitment(filled).due is None
    for _ in range(3):
        docket.undo()
    assert (the_commitment(filled).due, the_commitment(filled).judgements) == ("2031-06-01", ())


def test_the_dismissed_are_hidden_and_the_last_verdict_holds(filled: Writer, tmp_path: Path) -> None:
    docket = Docket(filled, "Ana")
    docket.dismiss(the_request(filled).id)
    arrive(filled, tmp_path, [LATER])
    chosen = Selection(filled, Wanted())
    assert chosen.requests(Pending(date(2031, 6, 9))) == []
    assert [r.verdict for r, _ in chosen.requests(Pending(date(2031, 6, 9), dismissed=True))] == ["dismissed"]
    docket.confirm(the_request(filled).id)
    assert (the_request(filled).verdict, the_request(filled).judgements) == ("confirmed", (1, 2))
    docket.undo()
    assert the_request(filled).verdict == "dismissed"


def test_what_is_confirmed_or_stated_is_kept_from_its_words_and_the_rest_does_not_apply(
    filled: Writer, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    docket, words = Docket(filled, "Ana"), "Denmark is thinking it over"
    asked, promised = the_request(filled), the_commitment(filled)
    docket.dismiss(asked.id)
    docket.state(asked.id, Told("agreed", untrue=True))
    docket.confirm(promised.id)
    _forget(filled, monkeypatch)
    assert filled.requests() == []
    kept = the_commitment(filled)
    assert (kept.verdict, kept.what, kept.due) == ("confirmed", PROMISED, promised.due)
    assert [e.text for e in kept.evidence] == [PROMISED] and called(filled, kept.evidence[0].who) == "Ola Berg"
    assert history(filled, kept) == history(filled, promised)
    listing(filled.path, False, True)
    assert [j["applies"] for j in json.loads(capsys.readouterr().out)["judgements"]] == [False, False, True]
    listing(filled.path, False, False)
    assert capsys.readouterr().out.count("does not apply at present") == 2
    monkeypatch.setattr(findings, "requests", found_requests)
    relink(filled, whole=True)
    assert [s.state for s in the_request(filled).history] == ["made"]
    docket.state(asked.id, Told("under review", who="Denmark", article=article_with(filled, words), words=words))
    before = the_request(filled)
    _forget(filled, monkeypatch)
    after = the_request(filled)
    assert (after.by, after.to, after.of) == (before.by, before.to, before.of)
    assert history(filled, after) == history(filled, before)
    assert after.judgements == (4,) and verify(filled) == []
    docket.confirm(after.id)
    assert the_request(filled).judgements == (4, 5)


def test_wrong_use_is_told_and_nothing_is_entered(filled: Writer) -> None:
    docket, asked, promised = Docket(filled, "Ana"), the_request(filled).id, the_commitment(filled).id
    article = article_with(filled, ASKED)
    uses: list[tuple[str, Told, str]] = [
        (asked, Told("kept", line=1), "one of made, received"),
        (promised, Told("overdue", line=1), "reckoned from its day due"),
        (asked, Told("refused", who="Denmark"), "needs its words"),
        (asked, Told("refused", line=1), "asks several"),
        (asked, Told("refused", who="Denmark", line=9), "lines 1 to 2"),
        (asked, Told("refused", who="Denmark", line=1, words="x"), "not both"),
        (asked, Told("refused", who="Denmark", words="x"), "go together"),
        (asked, Told("refused", on="someday", who="Denmark", line=1), "is no day"),
        (asked, Told(due="2031-06-01"), "is for commitments"),
        (promised, Told(due="soon"), "is no day"),
        (promised, Told(), "which state"),
        (promised, Told(on="2031-06-01", due="2031-06-02"), "go with a state"),
        (promised, Told("made", untrue=True), "without a state"),
        (promised, Told("made", untrue=True, due="none"), "takes a state away"),
    ]
    for identity, told, why in uses:
        with pytest.raises(UsageError, match=why):
            docket.state(identity, told)
    missing: list[tuple[str, Told, str]] = [
        ("request-ffffffffff", Told("agreed", line=1), "no request or commitment"),
        (asked, Told("withdrawn", untrue=True), "no such step"),
        (asked, Told("refused", who="Atlantis", line=1), "nobody is called so"),
        (asked, Told("refused", who="Denmark", article="nowhere", words="x"), "no article"),
        (asked, Told("refused", who="Denmark", article=article, words="It refused."), "does not say"),
        (asked, Told("refused", who="Denmark", article=article, words="the"), "times; give more"),
    ]
    for identity, told, why in missing:
        with pytest.raises(RecordError, match=why):
            docket.state(identity, told)
    with pytest.raises(RecordError, match="no request or commitment"):
        docket.dismiss("commitment-ffffffffff")
    assert filled.judgements(undone=True) == []
    docket.state(asked, Told("refused", who="Denmark", line=1))
    with pytest.raises(RecordError, match="onrecord undo 1"):
        docket.state(asked, Told("refused", untrue=True))


def test_words_of_another_story_are_refused(filled: Writer, tmp_path: Path) -> None:
    text = "The bakers of Lerwick will close on Sundays, said baker Tom Marsh. The ovens are old and the flour is dear."
    arrive(filled, tmp_path, [{"url": "https://example.org/9", "outlet": "Bun", "published": "2031-09-01", "text": text}])
    assert len(filled.stories()) == 2
    docket = Docket(filled, "Ana")
    with pytest.raises(RecordError, match="not of the story"):
        docket.state(the_commitment(filled).id, Told("kept", article=article_with(filled, text), words="The ovens are old"))
    with pytest.raises(RecordError, match="not named in the story"):
        docket.state(the_commitment(filled).id, Told("kept", who="Tom Marsh", line=1))


def test_rulings_stand_alike_whether_linked_bit_by_bit_or_all_at_once(filled: Writer, tmp_path: Path) -> None:
    docket, words = Docket(filled, "Ana"), "Denmark is thinking it over"
    docket.state(the_request(filled).id, Told("under review", who="Denmark", article=article_with(filled, words), words=words))
    docket.state(the_request(filled).id, Told("agreed", untrue=True))
    docket.confirm(the_commitment(filled).id)
    docket.state(the_commitment(filled).id, Told(due="2031-06-10"))

    def both() -> tuple[list[Request], list[Commitment]]:
        return filled.requests(), filled.commitments()

    before = both()
    relink(filled, whole=True)
    assert both() == before
    arrive(filled, tmp_path, [LATER])
    more = both()
    docket.dismiss(the_request(filled).id)
    docket.undo()
    assert both() == more
    relink(filled, whole=True)
    assert both() == more and verify(filled) == []


@pytest.mark.parametrize("seed", range(6))
def test_in_any_order_of_arrival_with_judgements_between(
    record: Writer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    monkeypatch.setattr(findings, "requests", found_requests)
    monkeypatch.setattr(findings, "commitments", found_commitments)
    chance = random.Random(seed)
    more = [
        {**row, "url": f"https://example.org/{n}", "outlet": "Quay News", "published": f"2031-06-{n}"} for n, row in enumerate(ROWS, 10)
    ]
    rows = chance.sample([*ROWS, LATER, *more], 5)
    docket = Docket(record, "Ana")
    for row in rows:
        arrive(record, tmp_path, [row])
        pledges_now: list[Request | Commitment] = [*record.requests(), *record.commitments()]
        for found in chance.sample(pledges_now, min(2, len(pledges_now))):
            line = chance.randint(1, len(told_by(found)))
            choices = [Told("made", line=line), *([Told(due="2031-07-01")] if isinstance(found, Commitment) else [])]
            if len(found.history) > 1 and found.history[-1].judgement is None and found.history[-1].state != found.history[0].state:
                choices.append(Told(found.history[-1].state, untrue=True))
            chance.choice([docket.confirm, docket.dismiss, lambda i, c=choices: docket.state(i, chance.choice(c))])(found.id)  # type: ignore[misc]
        if chance.random() < 0.3 and record.judgements():
            docket.undo()
        before = record.requests(), record.commitments()
        assert all(p.history and all(s.evidence.text for s in p.history) for some in before for p in some)
        relink(record, whole=True)
        assert (record.requests(), record.commitments()) == before
        assert verify(record) == []


def test_who_did_it_is_found_again_under_another_name(filled: Writer) -> None:
    docket, words = Docket(filled, "Ana"), "Denmark is thinking it over"
    docket.state(the_request(filled).id, Told("under review", who="Denmark", article=article_with(filled, words), words=words))
    docket.rename("Denmark", "the Danish state")
    assert history(filled, the_request(filled))[-1] == ("under review", "2031-05-16?", "the Danish state", 1)
    assert verify(filled) == []


def test_verify_misses_a_judgement_that_is_not_there(filled: Writer, monkeypatch: pytest.MonkeyPatch) -> None:
    def invented(coverage: Coverage, echoes: Sequence[Echo]) -> list[Commitment]:
        return [replace(c, history=(replace(c.history[0], judgement=7),)) for c in found_commitments(coverage, echoes)]

    monkeypatch.setattr(findings, "commitments", invented)
    relink(filled, whole=True)
    assert [w for w in verify(filled) if "judgement 7" in w]


TEXT = "Ann asked Bo for rope and ink. Bo sent rope. Ann asked Bo for rope."


def _made(of: str, *lines: str) -> Request:
    found = tuple(Evidence("a", None, TEXT.index(w), TEXT.index(w) + len(w), w, None) for w in lines)
    return Request(f"request-{of}", "story-1", None, (), of, None, None, found, (Step("made", None, None, found[0]),))


def _coverage() -> Coverage:
    article = Article("a", TEXT, "test", "Post", published="2031-05-14")
    return Coverage(Story("story-1", "t", ("a",)), {"a": article}, {}, [], [], {})


def _ruling(kind: Verdict, request: Request) -> Judgement:
    anchors, told = remembered(request, _coverage().articles, {})
    return Judgement(1, kind, tuple(anchors), {"pledge": told}, "Ana", "", "2031-05-20")


def test_the_one_with_most_lines_is_meant_then_that_of_the_same_words() -> None:
    rope, ink = _made("rope", "Ann asked Bo for rope and ink."), _made("the ink", "Ann asked Bo for rope and ink.")
    more = _made("some rope", "Ann asked Bo for rope and ink.", "Ann asked Bo for rope.")
    ruling = _ruling(Verdict.DISMISS, rope)

    def dismissed(*requests: Request) -> list[str]:
        shuffled = random.Random(3).sample(requests, len(requests))
        return [r.of for r in stated(_coverage(), shuffled, [], [ruling])[0] if r.verdict]

    assert dismissed(rope, ink) == ["rope"]
    assert dismissed(rope, ink, more) == ["rope"]
    assert dismissed(more) == ["some rope"]
    assert dismissed(rope, replace(rope, id="request-other")) == []  # either might be meant
    anchors = tuple(replace(a, digest="0" * 64) for a in ruling.anchors)
    assert [r.verdict for r in stated(_coverage(), [rope], [], [replace(ruling, anchors=anchors)])[0]] == [None]


def test_another_thing_told_by_the_same_words_is_not_meant() -> None:
    tugs, divers = _made("harbour tugs", "Ann asked Bo for rope and ink."), _made("salvage divers", "Ann asked Bo for rope and ink.")
    assert [r.verdict for r in stated(_coverage(), [divers], [], [_ruling(Verdict.DISMISS, tugs)])[0]] == [None]
    found = stated(_coverage(), [divers], [], [_ruling(Verdict.CONFIRM, tugs)])[0]
    assert [(r.of, r.verdict) for r in found] == [("salvage divers", None), ("harbour tugs", "confirmed")]


def test_a_ruling_on_two_stories_is_kept_in_that_of_the_first_words() -> None:
    rope, other = _made("rope", "Ann asked Bo for rope and ink."), Article("b", "Bo was asked for rope.", "test")
    both = replace(rope, evidence=(*rope.evidence, Evidence("b", None, 0, 21, other.text[:21], None)))
    anchors, told = remembered(both, {**_coverage().articles, "b": other}, {})
    ruling = Judgement(1, Verdict.CONFIRM, tuple(anchors), {"pledge": told}, "Ana", "", "2031-05-20")
    elsewhere = replace(_coverage(), story=Story("story-2", "t", ("b",)), articles={"b": other})
    assert stated(elsewhere, [], [], [ruling]) == ([], [])
    (kept,), _ = stated(_coverage(), [], [], [ruling])
    assert (kept.verdict, [e.article for e in kept.evidence], kept.story) == ("confirmed", ["a"], "story-1")
