"""Shifts: on both sides of a dispute, or told by the later article."""

from __future__ import annotations

from dataclasses import replace

from onrecord.linking.coverage import Coverage
from onrecord.linking.retractions import BEFORE, CONCEDE, REGRET, TURN
from onrecord.linking.shifts import shifts
from onrecord.model import Account, Actor, Dispute
from tests.coverages import Said, coverage, line, person

POLL = person("Ada Poll", ("harbour manager", None))
GATE = "The sluice gate at Dunmere was shut all night"
OPEN = "the sluice gate at Dunmere had stood open until six"


def story(later: str, second: str, *, cue: str = "said", stood: str = "2031-04-02", headline: str = "More about the flood") -> Coverage:
    first = f"Flood in Dunmere\n\n{GATE}, harbour manager Ada Poll told reporters.\n\nThe water came at four."
    return coverage(
        [("2031-04-01", first), (stood, f"{headline}\n\n{second}")],
        [POLL],
        [Said("a1", GATE, "Ada Poll", "told"), Said("a2", later, "Ada Poll", cue)],
    )


def dispute(found: Coverage, *sides: tuple[str, ...]) -> Dispute:
    accounts = tuple(Account(f"side {n}", str(n), tuple(line(found, s) for s in side), None, 1, 1) for n, side in enumerate(sides))
    return Dispute("d", "story", "conflict", "denial", "polarity", 0.9, "Was the gate shut?", "", accounts)


def test_one_who_stands_on_both_sides_of_a_dispute_on_different_days_has_shifted() -> None:
    found = story(OPEN, f"Ada Poll said {OPEN}.")
    (shift,) = shifts(found, [dispute(found, ("s0",), ("s1",))], [])
    assert (shift.who, shift.earlier, shift.later, shift.about) == ("Ada Poll", "s0", "s1", "Was the gate shut?")
    assert "both sides" in shift.why


def test_on_one_side_or_on_one_day_nobody_has_shifted() -> None:
    found = story(OPEN, f"Ada Poll said {OPEN}.")
    assert shifts(found, [dispute(found, ("s0", "s1"), ())], []) == []
    same = story(OPEN, f"Ada Poll said {OPEN}.", stood="2031-04-01")
    assert shifts(same, [dispute(same, ("s0",), ("s1",))], []) == []


def test_a_concession_with_what_was_said_before_is_a_shift() -> None:
    second = f"In a letter Ada Poll admitted that {OPEN}. On Monday she had said that it was shut."
    found = story(OPEN, second, cue="admitted")
    (shift,) = shifts(found, [], [])
    assert (shift.earlier, shift.later) == ("s0", "s1")
    assert "admitted" in shift.why


def test_regret_and_a_headline_that_tells_of_the_change() -> None:
    quote = "“The gate was open. I was wrong about the night,”"
    found = story(quote, f"{quote} Ada Poll said.", headline="Harbour manager Poll corrects herself over sluice gate")
    assert [(s.earlier, s.later) for s in shifts(found, [], [])] == [("s0", "s1")]


def test_a_new_figure_or_another_matter_is_no_shift() -> None:
    found = story("14 cellars were wet", "By noon 14 cellars were wet, Ada Poll said. On Monday she had said that it was nine.")
    assert shifts(found, [], []) == []
    other = story("the pumps were old", "Ada Poll admitted that the pumps were old.", cue="admitted")
    assert shifts(other, [], []) == []


def test_an_earlier_statement_told_again_is_not_the_later_one() -> None:
    again = "the sluice gate was shut all night"
    found = story(again, f"On Monday she had said that {again}. Now Ada Poll says nothing.", cue="said that")
    assert shifts(found, [], []) == []


def test_shifts_do_not_depend_on_the_order_of_the_statements() -> None:
    found = story(OPEN, f"Ada Poll admitted that {OPEN}. On Monday she had said that it was shut.", cue="admitted")
    assert shifts(found, [], []) == shifts(replace(found, statements=tuple(reversed(found.statements))), [], [])


def test_a_holder_that_is_not_known_makes_no_shift() -> None:
    found = story(OPEN, f"Ada Poll admitted that {OPEN}.", cue="admitted")
    nobody: dict[str, Actor] = {}
    assert shifts(replace(found, actors=nobody), [], []) == []


def test_words_that_take_back() -> None:
    for words in ("conceded", "owned up", "acknowledges", "backtracked"):
        assert CONCEDE.search(words)
    for words in ("has changed his story", "minister eats her words", "took back what he had sworn", "now says that"):
        assert TURN.search(words)
    for words in ("I was mistaken", "we spoke too soon", "I had been told so"):
        assert REGRET.search(words)
    for words in ("Last week he said", "she had insisted", "three days after telling voters", "On Tuesday she had told"):
        assert BEFORE.search(words)
    assert not BEFORE.search("he had been told")
    assert not TURN.search("he changed trains")
