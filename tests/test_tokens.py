from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.reading.tokens import tokenise


def words(text: str) -> list[str]:
    return [text[a:b] for a, b in tokenise(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It didn't, he's sure.", "It did n't , he 's sure ."),
        ("We can’t and cannot.", "We ca n’t and can not ."),
        ("Mr. Aldous of the U.S. paid $1,400.50.", "Mr. Aldous of the U.S. paid $ 1,400.50 ."),
        ("the U.S.'s well-known 30-day plan", "the U.S. 's well - known 30 - day plan"),
        ("the workers' union; O'Brien’s", "the workers ' union ; O'Brien ’s"),
        ("at 11:20, see www.example.org/a.html.", "at 11:20 , see www.example.org/a.html ."),
        ("Inc. said... then—", "Inc. said ... then —"),
    ],
)
def test_cuts_words_as_the_treebanks_do(text: str, expected: str) -> None:
    assert words(text) == expected.split(" ")


@given(st.text(max_size=300))
def test_every_character_that_is_no_space_is_in_exactly_one_token(text: str) -> None:
    tokens = tokenise(text)
    covered = [n for a, b in tokens for n in range(a, b)]
    assert covered == sorted(set(covered))
    assert {n for n, c in enumerate(text) if not c.isspace()} <= set(covered)
    assert all(a < b and not text[a:b].isspace() for a, b in tokens)


@pytest.mark.parametrize("piece", ["'", '"', "a.", "1,", "-", "@", "www.", "(", "\u200f", "😀", "A"])
def test_a_hundred_thousand_of_anything_is_cut(piece: str) -> None:
    tokens = tokenise(piece * 100_000)
    assert tokens[-1].end == len(piece) * 100_000
