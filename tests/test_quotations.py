from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.reading.quotations import quotations
from onrecord.reading.quotes import MARKS, Mark, direction
from onrecord.reading.sentences import paragraphs


def found(text: str, furniture: tuple[str, ...] = ()) -> list[list[str]]:
    blocks = [(a, b) for a, b in paragraphs(text) if text[a:b] not in furniture]
    return [[text[a:b] for a, b in q.pieces] for q in quotations(text, blocks)]


def test_straight_marks_take_their_direction_from_the_text() -> None:
    text = 'She said "no" and (he says) "yes," then "maybe"-ish.'
    marks = [direction(text, n) for n, c in enumerate(text) if c == '"']
    assert marks == [Mark.OPEN, Mark.CLOSE] * 3


@pytest.mark.parametrize("text", ["the workers' union and the ’90s", "rock ’n’ roll isn't it", "Tom’s and the Joneses’ house"])
def test_apostrophes_are_no_quotations(text: str) -> None:
    assert found(text) == []


def test_a_quotation_runs_on_over_furniture_while_it_stays_open() -> None:
    text = "“We waited all night.\n\nAdvertisement\n\n“Nobody came,” she said."
    assert found(text, ("Advertisement",)) == [["“We waited all night.", "“Nobody came,”"]]


def test_one_that_is_never_closed_ends_with_its_paragraph() -> None:
    assert found("“We waited all night.\n\nThe council met.") == [["“We waited all night."]]


def test_british_single_marks_and_plural_possessives() -> None:
    assert found("‘The drivers’ union was told,’ Ms Orme said. ‘Twice.’") == [["‘The drivers’ union was told,’"], ["‘Twice.’"]]


def test_quotations_inside_quotations_belong_to_the_outer_one() -> None:
    text = "“He said, ‘What now?’ and left,” Rao said."
    blocks = paragraphs(text)
    outer = quotations(text, blocks)
    assert len(outer) == 1
    assert [text[q.start : q.end] for q in outer[0].inner] == ["‘What now?’"]


def test_scare_quotes_are_told_from_speech() -> None:
    text = 'The "temporary" wall stood. "It is still there," he said.'
    assert [q.speech for q in quotations(text, paragraphs(text))] == [False, True]


@given(st.text(alphabet=st.sampled_from("ab ,.\n" + "".join(sorted(MARKS))), max_size=200))
def test_pieces_lie_in_the_text_and_in_order(text: str) -> None:
    blocks = paragraphs(text)
    for q in quotations(text, blocks):
        assert all(0 <= a < b <= len(text) for a, b in q.pieces)
        assert q.pieces == sorted(q.pieces)


def test_a_hundred_thousand_marks_are_no_trouble() -> None:
    for mark in "\"'“‘”’":
        text = mark * 20_000 + " a " + mark
        quotations(text, paragraphs(text))
