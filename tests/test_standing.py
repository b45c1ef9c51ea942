"""Where a request or a commitment stands on a day, from nouns made by hand."""

from __future__ import annotations

from datetime import date

import pytest

from onrecord.model import Commitment, Evidence, Request, Step
from onrecord.standing import known, latest, placed, standing

DAY = date(2031, 6, 12)


def _step(state: str, on: str | None = None, by: str | None = None, article: str = "a") -> Step:
    return Step(state, on, by, Evidence(article, None, 0, 5, "words", None))


def _request(to: tuple[str, ...], *steps: Step) -> Request:
    return Request("request-1", "story-1", "port", to, "two tugs", "a letter", None, (steps[0].evidence,), steps)


def _commitment(due: str | None, *steps: Step) -> Commitment:
    return Commitment("commitment-1", "story-1", "port", "mend the quay", due, (steps[0].evidence,), steps)


@pytest.mark.parametrize(
    ("due", "days", "uncertain"),
    [
        ("2031-06-12", 0, False),
        ("2031-06-11", -1, False),
        ("2031-06-12?", 0, True),
        ("2031-06-01/2031-06-10", -2, False),
        ("2031-06-01/2031-06-20", 8, False),
        ("2031-05", -12, False),
        ("2031-06", 18, False),
        ("2030", -163, False),
        ("2031", 202, False),
        ("2031-06-01/..", None, False),
        ("some day", None, False),
        (None, None, False),
    ],
)
def test_a_day_due_counts_from_its_end(due: str | None, days: int | None, uncertain: bool) -> None:
    where = standing(_commitment(due, _step("made")), DAY)
    assert (where.due_in_days, where.overdue, where.uncertain) == (days, days is not None and days < 0, uncertain)
    assert where.open and where.state == "made" and where.by == {"port": "made"}


@pytest.mark.parametrize("state", ["kept", "broken", "dropped"])
def test_what_is_closed_is_not_overdue(state: str) -> None:
    where = standing(_commitment("2031-05-01", _step("made"), _step(state)), DAY)
    assert (where.open, where.overdue, where.due_in_days, where.state) == (False, False, None, state)


def test_what_is_taken_up_again_is_open_again() -> None:
    where = standing(_commitment("2031-05-01", _step("made"), _step("dropped"), _step("reaffirmed")), DAY)
    assert where.open and where.overdue and where.state == "reaffirmed"


def test_one_request_to_three_has_three_standings() -> None:
    asked = ("a", "b", "c")
    made, agreed, refused = _step("made", by="port"), _step("agreed", by="a"), _step("refused", by="b")
    where = standing(_request(asked, made, agreed), DAY)
    assert (where.by, where.open, where.state) == ({"a": "agreed", "b": "made", "c": "made"}, True, "made")
    where = standing(_request(asked, made, agreed, refused), DAY)
    assert (where.by, where.open) == ({"a": "agreed", "b": "refused", "c": "made"}, True)
    where = standing(_request(asked, made, agreed, refused, _step("refused", by="c")), DAY)
    assert (where.open, where.state) == (False, "refused")
    where = standing(_request(asked, made, _step("withdrawn", by="port")), DAY)
    assert (where.by, where.open) == (dict.fromkeys(asked, "withdrawn"), False)


def test_an_answer_of_nobody_named_settles_nothing_with_several_and_all_with_one() -> None:
    made, refused = _step("made", by="port"), _step("refused")
    assert standing(_request(("a", "b"), made, refused), DAY).open
    assert not standing(_request(("a",), made, refused), DAY).open
    assert not standing(_request((), made, refused), DAY).open


def test_a_ministry_answers_for_its_government() -> None:
    asked = _request(("a", "b"), _step("made", by="port"), _step("agreed", by="spokeswoman"))
    assert standing(asked, DAY).by == {"a": "made", "b": "made"}
    sides = {"spokeswoman": "ministry", "ministry": "b", "b": "ministry"}
    assert standing(asked, DAY, sides).by == {"a": "made", "b": "agreed"}


def test_what_was_known_on_a_day() -> None:
    made, begun = _step("made", "2031-06-01"), _step("begun", "2031-06-10?", article="b")
    whole = _commitment("2031-06-05", made, begun)
    printed = {"a": "2031-06-02T08:00:00+00:00", "b": "2031-06-20"}
    assert known(whole, date(2031, 6, 1), printed) is None
    early = known(whole, DAY, printed)
    assert early is not None and early.history == (made,)
    assert known(whole, date(2031, 6, 20), printed) == whole
    early = known(whole, date(2031, 6, 9), {})
    assert early is not None and early.history == (made,)
    assert known(_commitment(None, _step("made", "2031")), DAY, {}) is not None


def test_a_step_is_placed_by_its_day_else_by_the_day_printed() -> None:
    first, last = _step("made", "2031-06-01"), _step("kept", "2031-06-20")
    printed = {"b": "2031-06-10"}
    for on, article in (("2031-06-10", "a"), ("2031-06-01", "a"), (None, "b"), ("2031-06-01/2031-06-30", "a")):
        step = _step("begun", on, article=article)
        assert placed([first, last], step, printed) == [first, step, last]
    undated = _step("begun")
    assert placed([first, last], undated, printed) == [first, last, undated]


def test_days_that_are_none_have_no_last() -> None:
    assert latest("2031-02-29") is None and latest("2032-02") == date(2032, 2, 29) and latest("../2031-03-04") == date(2031, 3, 4)
    assert latest("-0044-03-15") is None
