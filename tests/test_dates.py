from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.reading.dates import dates

DAY = "2031-03-12T23:30:00-05:00"  # a Wednesday, in its own zone


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("He said on Monday that", "2031-03-10"),
        ("She said Wednesday that", "2031-03-12"),
        ("It will open on Friday", "2031-03-14"),
        ("told a meeting on 3 March", "2031-03-03"),
        ("signed on Feb. 27", "2031-02-27"),
        ("on March 3, 2029, it", "2029-03-03"),
        ("the day before yesterday", "2031-03-10"),
        ("two days ago", "2031-03-10"),
        ("in June 2030", "2030-06"),
        ("since last year", "2030"),
        ("last week", "2031-03-03/2031-03-09"),
        ("built in 1987 by", "1987"),
        ("2031-01-05", "2031-01-05"),
        ("in September of 1976", "1976-09"),
        ("in the 1960s", "196X"),
        ("in the 19th century", "18XX"),
        ("last summer", "2030-22"),
        ("over the past two weeks", "2031-02-26/2031-03-12"),
        ("his book (1937) was", "1937"),
    ],
)
def test_expressions_are_resolved_against_the_day_of_the_article(text: str, value: str) -> None:
    assert [d.value for d in dates(text, 0, len(text), DAY)] == [value]


@pytest.mark.parametrize("text", ["He may go", "a march through town", "paid 2,031 people", "in 1987s", "Room 31 of 40", "the Sun rose"])
def test_what_is_no_date_is_left(text: str) -> None:
    assert dates(text, 0, len(text), DAY) == []


def test_without_an_anchor_only_what_is_absolute_has_a_value() -> None:
    text = "on Friday, 3 March 2029 and last week"
    assert [d.value for d in dates(text, 0, len(text), None)] == [None, "2029-03-03", None]


@given(st.text(max_size=200), st.sampled_from([None, "2031-03-12", "no date", "2031"]))
def test_any_text_is_read_without_fault(text: str, published: str | None) -> None:
    found = dates(text, 0, len(text), published)
    assert all(0 <= d.start < d.end <= len(text) for d in found)
    assert found == sorted(found, key=lambda d: d.start)
