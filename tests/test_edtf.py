"""Days as EDTF tells them: what a value leaves open, and how it reads."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.edtf import Interval, in_words, interval


@pytest.mark.parametrize(
    ("value", "earliest", "latest"),
    [
        ("2014", (2014, 1, 1), (2014, 12, 31)),
        ("2016-02", (2016, 2, 1), (2016, 2, 29)),
        ("2014-09-26?", (2014, 9, 26), (2014, 9, 26)),
        ("2014-09~", (2014, 9, 1), (2014, 9, 30)),
        ("2014-09-24/2014-09-26", (2014, 9, 24), (2014, 9, 26)),
        ("../2014-10-04", None, (2014, 10, 4)),
        ("2014-10/..", (2014, 10, 1), None),
        ("2014-22", (2014, 6, 1), (2014, 8, 31)),
        ("2014-24", (2014, 12, 1), (2015, 2, 28)),
        ("193X", (1930, 1, 1), (1939, 12, 31)),
        ("18XX", (1800, 1, 1), (1899, 12, 31)),
        ("-03XX", (-399, 1, 1), (-300, 12, 31)),
        ("-0043-03-15", (-43, 3, 15), (-43, 3, 15)),
    ],
)
def test_the_days_that_a_value_leaves_open(value: str, earliest: Any, latest: Any) -> None:
    found = interval(value)
    assert found is not None
    assert (found.earliest, found.latest) == (earliest, latest)
    assert found.uncertain == value.endswith(("?", "~"))


@pytest.mark.parametrize(
    "value", [None, "", "XXXX-05", "soon", "2014-13", "2014-02-30", "2014-10-04/2014-10-01", "../..", "a/b/c", "2014-22-01"]
)
def test_what_names_no_day_has_no_interval(value: str | None) -> None:
    assert interval(value) is None


@given(st.text(alphabet="0123456789-/.?~%X", max_size=24))
def test_any_text_has_an_interval_in_order_or_none(value: str) -> None:
    found = interval(value)
    in_words(value)
    assert found is None or found.earliest is None or found.latest is None or found.earliest <= found.latest


def test_values_in_words() -> None:
    told = {
        "2014": "2014",
        "2014-09-26": "26 September 2014",
        "2014-09-26?": "perhaps 26 September 2014",
        "2014-09~": "about September 2014",
        "2014-09-24/2014-09-26": "24 to 26 September 2014",
        "2014-09-28/2014-10-04": "28 September to 4 October 2014",
        "2014-12-28/2015-01-03": "28 December 2014 to 3 January 2015",
        "../2014-10-04": "until 4 October 2014",
        "2014-10-04/..": "from 4 October 2014 on",
        "2014-24": "winter 2014",
        "193X": "the 1930s",
        "18XX": "1800 to 1899",
        "-0043": "44 BC",
        "XXXX-05": "XXXX-05",
    }
    assert {value: in_words(value) for value in told} == told
    assert in_words("2014-09-26", short=True) == "26 Sept 2014"


def test_intervals_meet_limits() -> None:
    may = Interval((2031, 5, 1), (2031, 5, 31))
    assert may.meets(interval("2031-05-20"), None)
    assert may.meets(None, interval("2031-05-01"))
    assert not may.meets(interval("2031-06"), None)
    assert not may.meets(None, interval("2031-04"))
    assert Interval(None, (2031, 5, 1)).meets(interval("2031-05"), interval("2031-05"))
