"""Commitments: who is bound, by when, what is one promise told again, and what became of it."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

import pytest

from onrecord.linking.commitments import commitments
from onrecord.linking.coverage import Coverage
from onrecord.linking.deadlines import due
from onrecord.model import Actor, Claim, Commitment, Span, Stance
from tests.coverages import Said, body, coverage, person

DOCKS = body("Selvik Docks Company")
CHIEF = person("Oda Brunvoll", ("chief executive", "Selvik Docks Company"))
MAYOR = person("Perrin Achterhuis", ("mayor", "Selvik"))
SUCCESSOR = person("Lotte Vandersluis", ("mayor", "Selvik"))
PROMISED = "to dredge the inner basin by 30 May"


def _claimed(of: Coverage, *told: tuple[str, str, str | None, str]) -> Coverage:
    """The coverage with passages of the papers' own voice: article, words, day, polarity."""
    claims = []
    for n, (article, words, time, polarity) in enumerate(told):
        start = of.articles[article].text.index(words)
        claims.append(Claim(f"c{n}", article, None, Span(start, start + len(words), words), "do", time=time, polarity=polarity))
    return replace(of, claims=claims)


def _states(one: Commitment) -> list[tuple[str, str | None]]:
    return [(step.state, step.on) for step in one.history]


def _basin(
    second: str, *told: tuple[str, str, str | None, str], said: Sequence[Said] = (), actors: Sequence[Actor] = ()
) -> list[Commitment]:
    first = f"Harbour\n\nThe Selvik Docks Company undertook {PROMISED}. It said no more."
    of = coverage(
        [("2031-04-02", first), ("2031-06-03", second)],
        [DOCKS, *actors],
        [Said("a1", PROMISED, DOCKS.id, "undertook", Stance.PROMISES, "2031-04-01"), *said],
    )
    return commitments(_claimed(of, *told), ())


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("to open the lock by June 1", "2031-06-01"),
        ("to open the lock by Friday", "2031-04-18"),
        ("it would pay before Saturday", "2031-04-18"),
        ("no fee would rise before May 3", "2031-05-03"),
        ("the road stays shut until 2 May", "2031-05-02"),
        ("a reply by the end of the month", "2031-04-30"),
        ("they would be paid by the end of September", "2031-09-30"),
        ("they would be paid by the end of 2033", "2033-12-31"),
        ("before the month is out", "2031-04-30"),
        ("it would report within thirty days", "2031-05-16"),
        ("it would be here by the 23rd", "2031-04-23"),
        ("she would resign before Christmas", "2031-12-24"),
        ("nobody would be moved before the New Year", "2031-12-31"),
        ("two divers on a 20-day search ending May 6", "2031-05-06"),
        ("it would report within a week", None),
        ("the fire of last Friday would be looked into", None),
        ("it would pay in full", None),
    ],
)
def test_due(words: str, value: str | None) -> None:
    assert due(words, 0, len(words), "2031-04-16", "2031-04-17")[0] == value


def test_made() -> None:
    (one,) = _basin("Nothing new on the quay.")
    assert (one.by, one.what, one.due) == (DOCKS.id, PROMISED, "2031-05-30")
    assert _states(one) == [("made", "2031-04-01")]
    assert one.evidence[0].statement == "s0"


def test_kept_late_article() -> None:
    words = "On Thursday the dredging of the inner basin was finished"
    (one,) = _basin(f"{words}.", ("a2", words, "2031-05-29", "+"))
    assert _states(one) == [("made", "2031-04-01"), ("kept", "2031-05-29")]
    assert one.history[1].evidence.text == words
    assert one.history[1].evidence.statement is None


def test_begun() -> None:
    words = "The first half of the inner basin was dredged on Monday"
    (one,) = _basin(f"{words}.", ("a2", words, "2031-05-12", "+"))
    assert _states(one)[1] == ("begun", "2031-05-12")


def test_broken_once_the_day_is_over() -> None:
    words = "The inner basin has not been dredged"
    (one,) = _basin(f"{words}.", ("a2", words, None, "-"))
    assert _states(one)[1:] == [("broken", "2031-05-30")]
    words = "May 30 came and went and the inner basin had not been dredged"
    (one,) = _basin(f"{words}.", ("a2", words, "2031-05-30", "-"))
    assert _states(one)[1] == ("broken", "2031-05-30")


def test_dropped() -> None:
    words = "The company called off the dredging of the inner basin on Monday"
    (one,) = _basin(f"{words}.", ("a2", words, "2031-05-12", "+"))
    assert _states(one)[1] == ("dropped", "2031-05-12")


def test_no_step_for_what_is_to_come_or_was_before() -> None:
    for words, day in (("The inner basin will be dredged on Friday", "2031-06-06"), ("The inner basin was dredged in 2029", "2029")):
        (one,) = _basin(f"{words}.", ("a2", words, day, "+"))
        assert _states(one) == [("made", "2031-04-01")]


def test_another_deed_is_no_step() -> None:
    words = "On Thursday the ferry company sold two of its ships"
    (one,) = _basin(f"{words}.", ("a2", words, "2031-05-29", "+"))
    assert _states(one) == [("made", "2031-04-01")]


def test_a_passage_that_fits_two_promises_is_taken_for_none() -> None:
    text = "One\n\nThe Selvik Docks Company undertook to dredge the basin. Mayor Perrin Achterhuis vowed to have the basin dredged."
    words = "On Thursday the basin was dredged"
    said = [
        Said("a1", "to dredge the basin", DOCKS.id, "undertook", Stance.PROMISES, "2031-04-01"),
        Said("a1", "to have the basin dredged", MAYOR.id, "vowed", Stance.PROMISES, "2031-04-01"),
    ]
    of = coverage([("2031-04-02", text), ("2031-06-03", f"{words}.")], [DOCKS, MAYOR], said)
    found = commitments(_claimed(of, ("a2", words, "2031-05-29", "+")), ())
    assert all(_states(one) == [("made", "2031-04-01")] for one in found)


def test_reaffirmed_on_another_day() -> None:
    again = "the inner basin would be dredged by 30 May"
    text = f"The Selvik Docks Company repeated that {again}."
    (one,) = _basin(text, said=[Said("a2", again, DOCKS.id, "repeated", Stance.ASSERTS, "2031-06-02")])
    assert _states(one) == [("made", "2031-04-01"), ("reaffirmed", "2031-06-02")]
    assert len(one.evidence) == 2


def test_told_back_is_evidence_only() -> None:
    again = "to dredge the inner basin"
    text = f"The Selvik Docks Company had undertaken {again}."
    (one,) = _basin(text, said=[Said("a2", again, DOCKS.id, "had undertaken", Stance.PROMISES)])
    assert _states(one) == [("made", "2031-04-01")]
    assert len(one.evidence) == 2


def test_plans_that_have_not_changed_belong_to_the_same_speaker() -> None:
    words = "plans have not changed"
    said = Said("a2", words, DOCKS.id, "said", Stance.ASSERTS, "2031-06-02")
    (one,) = _basin(f"The company's {words}, it said.", said=[said])
    assert _states(one)[1] == ("reaffirmed", "2031-06-02")
    (one,) = _basin(f"Her {words}, the mayor said.", said=[replace(said, who=SUCCESSOR.id)], actors=[SUCCESSOR])
    assert _states(one) == [("made", "2031-04-01")]


def test_a_successor_with_another_day_makes_another_promise() -> None:
    first, second = "to close the old lock by 1 May", "to close the old lock by 1 October"
    of = coverage(
        [
            ("2031-03-02", f"Mayor Perrin Achterhuis promised {first}."),
            ("2031-04-20", f"The new mayor, Lotte Vandersluis, promised {second}."),
        ],
        [MAYOR, SUCCESSOR],
        [
            Said("a1", first, MAYOR.id, "promised", Stance.PROMISES),
            Said("a2", second, SUCCESSOR.id, "promised", Stance.PROMISES),
        ],
    )
    found = commitments(of, ())
    assert [(one.by, one.due) for one in found] == [(MAYOR.id, "2031-05-01"), (SUCCESSOR.id, "2031-10-01")]


@pytest.mark.parametrize(
    ("who", "words", "by"),
    [
        (CHIEF, "the company would pay every docker by June 1", DOCKS.id),
        (CHIEF, "she would resign by June 1", CHIEF.id),
        (MAYOR, "to publish the accounts by June 1", MAYOR.id),
        (DOCKS, "it would pay every docker by June 1", DOCKS.id),
    ],
)
def test_who_is_bound(who: Actor, words: str, by: str) -> None:
    text = f"The Selvik Docks Company spoke of trade. Oda Brunvoll, chief executive of the Selvik Docks Company, and Perrin Achterhuis: {words}."
    said = [Said("a1", words, who.id, None, Stance.PROMISES), Said("a1", "trade", DOCKS.id)]
    (one,) = commitments(coverage([("2031-04-02", text)], [DOCKS, CHIEF, MAYOR], said), ())
    assert one.by == by


@pytest.mark.parametrize(
    ("cue", "words", "count"),
    [
        ("said", "the company would pay every docker by June 1", 1),
        ("assured", "every docker would be paid by June 1", 1),
        ("predicted", "the company would pay every docker by June 1", 0),
        ("warned", "trade would fall by June 1", 0),
        ("said", "the repair would cost four million", 0),
        ("said", "if the wall had held, no ship would have been lost", 0),
        ("swore", "the lamp was lit at nine", 0),
    ],
)
def test_words_that_bind(cue: str, words: str, count: int) -> None:
    text = f"The Selvik Docks Company {cue} {words}."
    of = coverage([("2031-04-02", text)], [DOCKS], [Said("a1", words, DOCKS.id, cue)])
    assert len(commitments(of, ())) == count


def test_the_papers_own_voice() -> None:
    text = "The Selvik Docks Company has committed two dredgers to the inner basin until June 1. The gulls took no notice."
    of = coverage([("2031-04-02", text)], [DOCKS], [])
    words = text[: text.index(". The")]
    claim = Claim("c0", "a1", None, Span(0, len(words), words), "commit", actor=(DOCKS.id,))
    (one,) = commitments(replace(of, claims=(claim,)), ())
    assert (one.by, one.due, one.evidence[0].statement) == (DOCKS.id, "2031-06-01", None)
    assert text[one.evidence[0].start : one.evidence[0].end] == one.evidence[0].text


def test_order_of_input_does_not_matter_and_every_line_is_verbatim() -> None:
    words, again = "On Thursday the inner basin was dredged", "the inner basin would be dredged by 30 May"
    first = f"The Selvik Docks Company undertook {PROMISED}."
    of = coverage(
        [("2031-04-02", first), ("2031-05-03", f"The firm repeated that {again}."), ("2031-06-03", f"{words}.")],
        [DOCKS, CHIEF],
        [Said("a1", PROMISED, DOCKS.id, "undertook", Stance.PROMISES), Said("a2", again, CHIEF.id, "repeated", Stance.PROMISES)],
    )
    of = _claimed(of, ("a3", words, "2031-05-29", "+"))
    found = commitments(of, ())
    for one in found:
        for piece in (*one.evidence, *(step.evidence for step in one.history)):
            assert of.articles[piece.article].text[piece.start : piece.end] == piece.text
    for seed in range(5):
        mixed = random.Random(seed)
        statements, claims, articles = list(of.statements), list(of.claims), list(of.articles.items())
        for pile in (statements, claims, articles):
            mixed.shuffle(pile)
        assert commitments(replace(of, statements=statements, claims=claims, articles=dict(articles)), ()) == found


def test_nothing_said() -> None:
    assert commitments(coverage([("2031-04-02", "")], [], []), ()) == []
