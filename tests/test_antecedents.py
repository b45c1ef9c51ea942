from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.gazetteer.forenames import gender_of
from onrecord.model import Reading
from onrecord.reading.antecedents import WEIGHTS, Candidate, choose, score


def candidate(**changed: object) -> Candidate:
    plain: dict[str, object] = {
        "near": 1,
        "since": None,
        "last": False,
        "subject": False,
        "first": False,
        "paragraph": True,
        "known": False,
        "hint": 0,
        "named": True,
        "mentions": 1,
        "quoted": False,
    }
    return Candidate(**{**plain, **changed})  # type: ignore[arg-type]


def test_every_feature_has_a_weight_and_every_weight_a_feature() -> None:
    assert set(WEIGHTS) == {*candidate().features(), "nobody"}


@pytest.mark.parametrize("better", [{"known": True}, {"last": True, "since": 1}, {"near": 0}, {"hint": 1}, {"mentions": 4}])
def test_what_speaks_for_a_candidate(better: dict[str, object]) -> None:
    assert score(candidate(**better)) > score(candidate(near=2, hint=-1))


def test_nobody_is_chosen_where_nobody_fits() -> None:
    assert choose([]) is None
    assert choose([candidate(near=14, paragraph=False, named=False, hint=-1)]) is None
    assert choose([candidate(near=9, paragraph=False), candidate(last=True, since=1, known=True)]) == 1


def test_first_names_are_a_hint() -> None:
    assert (gender_of("Siobhán"), gender_of("Jean-Luc"), gender_of("Piotr"), gender_of("Xyzzy")) == ("f", "m", "m", None)


def test_a_pronoun_of_the_other_gender_passes_over_who_stands_nearer(read: Callable[..., Reading]) -> None:
    reading = read(
        "Ferry row\n\nHelen Brandt, the harbour master, met Peter Aldous on Monday to talk about the ferry.\n\n"
        "She said that the ferry would sail. He said that it would not."
    )
    names = {e.id: e.names[0] for e in reading.entities if e.names}
    assert [names.get(s.who or "") for s in reading.statements] == ["Helen Brandt", "Peter Aldous"]


def test_i_in_the_narration_is_nobody_of_the_cast(read: Callable[..., Reading]) -> None:
    reading = read("Diary\n\nThe dam is safe, engineer Ruth Halloran said on Friday.\n\nI think that the dam leaks.")
    last = reading.statements[-1]
    assert last.who is None or not any(e.id == last.who and e.names for e in reading.entities)
