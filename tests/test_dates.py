from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.reading import almanac
from onrecord.reading.almanac import Moment
from onrecord.reading.dates import anchor, dates
from onrecord.reading.tense import direction

DAY = "2031-03-12T23:30:00-05:00"  # a Wednesday, in its own zone


def values(text: str, published: str | None = DAY) -> list[str | None]:
    return [d.value for d in dates(text, 0, len(text), published)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("He said on Monday that", "2031-03-10"),
        ("She said Wednesday that", "2031-03-12"),
        ("It will open on Friday", "2031-03-14"),
        ("told a meeting on 3 March", "2031-03-03"),
        ("signed on Feb. 27", "2031-02-27"),
        ("on March 3, 2029, it", "2029-03-03"),
        ("JULY 11, 2029 — the house", "2029-07-11"),
        ("on the fifth of March", "2031-03-05"),
        ("built on 14 October 1066.", "1066-10-14"),
        ("the day before yesterday", "2031-03-10"),
        ("two days ago", "2031-03-10"),
        ("said two weeks ago that", "2031-02-24/2031-03-02"),
        ("left a year ago today", "2030-03-12"),
        ("twenty-five years ago", "2006"),
        ("in June 2030", "2030-06"),
        ("in early October 2030", "2030-10"),
        ("met in August last year", "2030-08"),
        ("since last year", "2030"),
        ("last week", "2031-03-03/2031-03-09"),
        ("met at the weekend", "2031-03-08/2031-03-09"),
        ("will meet over the weekend", "2031-03-15/2031-03-16"),
        ("wrote on Wednesday of last week", "2031-03-05"),
        ("will play on Sunday week", "2031-03-23"),
        ("on Monday last, he", "2031-03-10"),
        ("built in 1987 by", "1987"),
        ("2031-01-05", "2031-01-05"),
        ("on 26.9.2030 in", "2030-09-26"),
        ("on 4/5/2030 in", "2030"),
        ("in September of 1976", "1976-09"),
        ("in the 1960s", "196X"),
        ("in the ’60s", "196X"),
        ("back in ’98.", "1998"),
        ("in the 19th century", "18XX"),
        ("since the seventeenth century", "16XX"),
        ("in 508 BC", "-0507"),
        ("last summer", "2030-22"),
        ("over the past two weeks", "2031-02-26/2031-03-12"),
        ("over the past five years", "2026/2031"),
        ("his book (1937) was", "1937"),
        ("was away from September 24–26", "2030-09-24/2030-09-26"),
        ("January–June 2030", "2030-01/2030-06"),
        ("will open on Easter Monday", "2031-04-14"),
        ("since Christmas", "2030-12-25"),
        ("by the end of the month", "2031-03"),
        ("later this year", "2031"),
        ("since the 9/11 attacks", "2001-09-11"),
        ("the worst since the Second World War", "1939/1945"),
    ],
)
def test_expressions_are_resolved_against_the_day_of_the_article(text: str, value: str) -> None:
    assert values(text) == [value]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("between 1990 and 1995", ["1990", "1995"]),
        ("will run from May to July", ["2031-05", "2031-07"]),
        ("in 1920–21 and", ["1920", "1921"]),
        ("on 3 and 5 March", ["2031-03-03", "2031-03-05"]),
        ("in the 18th and 19th centuries", ["17XX", "18XX"]),
        ("(1909 – 1949)", ["1909", "1949"]),
    ],
)
def test_the_ends_of_a_range_are_two_times(text: str, told: list[str]) -> None:
    assert values(text) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("It closed on Monday. The next day it opened.", ["2031-03-10", "2031-03-11"]),
        ("It closed on Monday. Staff had been told the day before.", ["2031-03-10", "2031-03-09"]),
        ("He won on 3 March. Later that day he left.", ["2031-03-03", "2031-03-03"]),
        ("He won in 1984. Two years later he lost.", ["1984", "1986"]),
        ("He won in 1984. He lost the following year.", ["1984", "1985"]),
        ("He won in 1984 and in March the same year left.", ["1984", "1984-03"]),
        ("They met on 3 March. They voted the following Monday.", ["2031-03-03", "2031-03-10"]),
        ("It must report by September 22. He had been heard the day before.", ["2031-09-22", None]),
        ("He went. The next day he left.", [None]),
    ],
)
def test_what_counts_from_the_time_told_before(text: str, told: list[str | None]) -> None:
    assert values(text) == told
    second = text.find(". ") + 2
    assert [d.value for d in dates(text, second, len(text), DAY)] == told[-1:] or second == 1


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("On Friday the court will rule", "2031-03-14"),
        ("On Friday the court ruled", "2031-03-07"),
        ("Reached by telephone on Sunday, she", "2031-03-09"),
        ("The vote will be held on Friday", "2031-03-14"),
        ("It is expected to be made public on Friday", "2031-03-14"),
        ("“We will fight,” he told reporters on Friday", "2031-03-07"),
        ("The rail firm said on Friday it will", "2031-03-07"),
        ("has until Friday to answer", "2031-03-14"),
        ("By Monday the toll had risen", "2031-03-10"),
        ("who was ambassador until 30 June", "2030-06-30"),
        ("It was adjourned until 30 June", "2031-06-30"),
        ("was in office on 9 November", "2030-11-09"),
        ("a 30-day mission ending October 4", "2031-10-04"),
        ("to debate the proposed law, which could pass on Friday", "2031-03-14"),
    ],
)
def test_the_tense_around_a_day_tells_which_one_is_meant(text: str, value: str) -> None:
    assert values(text) == [value]


def test_a_text_that_does_not_speak_from_its_day_goes_on_in_the_year_it_told() -> None:
    life = "He was elected in 1984. On 4 September he resigned. "
    assert values(life) == ["1984", "1984-09-04"]
    assert values(life + "He said on Monday that he was well.") == ["1984", "2030-09-04", "2031-03-10"]


@pytest.mark.parametrize(
    "text",
    [
        "He may go",
        "a march through town",
        "paid 2,031 people",
        "in 1987s",
        "Room 31 of 40",
        "the Sun rose",
        "under Resolution 1973",
        "met April Jones",
        "every Monday",
        "on Saturdays",
        "open on Sunday mornings",
        "Friday the 13th",
        "the Christmas tree",
        "100 BC residents",
        "the fall of the wall",
        "made 20 pins in a day",
        "to this day",
        "our last night here",
    ],
)
def test_what_is_no_date_is_left(text: str) -> None:
    assert dates(text, 0, len(text), DAY) == []


def test_without_an_anchor_only_what_is_absolute_has_a_value() -> None:
    assert values("on Friday, then on 3 March 2029 and last week", None) == [None, "2029-03-03", None]


def test_the_day_of_an_article_is_the_one_of_its_zone() -> None:
    assert anchor("2014-09-26T23:30:00-04:00") == date(2014, 9, 26)
    assert anchor("2014") is None


@pytest.mark.parametrize(
    ("year", "day"), [(2014, "2014-04-20"), (2016, "2016-03-27"), (2031, "2031-04-13"), (1943, "1943-04-25"), (2285, "2285-03-22")]
)
def test_easter(year: int, day: str) -> None:
    found = almanac.feast("Easter", year)
    assert found is not None
    assert found.isoformat() == day


@settings(deadline=None)
@given(st.dates(date(1600, 1, 1), date(2399, 12, 31)), st.integers(-400, 400))
def test_counting_days_there_and_back_is_the_same_day(day: date, count: int) -> None:
    there = Moment.of(day).later(count, "day")
    assert there is not None
    assert there.date == day + timedelta(days=count)
    assert Moment.read(there.edtf) == there


@settings(deadline=None)
@given(st.text(max_size=200), st.sampled_from([None, "2031-03-12", "no date", "2031"]))
def test_any_text_is_read_without_fault(text: str, published: str | None) -> None:
    found = dates(text, 0, len(text), published)
    assert all(0 <= d.start < d.end <= len(text) for d in found)
    assert found == sorted(found, key=lambda d: d.start)
    assert all(a.end <= b.start for a, b in pairwise(found))


WORDS = st.sampled_from(
    "on the last next 31 29 February 1999 2000 day before after year week ago two of Monday Friday that will said by until in 9/11 – 1 0000 BC"
    " 99999 st century s weekend Easter 31/02/2020 , .".split()
)


@settings(deadline=None)
@given(st.lists(WORDS, max_size=14), st.sampled_from([None, "2032-02-29", "0001-01-01", "9999-12-31T00:00:00Z"]))
def test_no_order_of_the_words_of_dates_breaks_it(words: list[str], published: str | None) -> None:
    text = " ".join(words)
    for found in dates(text, 0, len(text), published):
        assert text[found.start : found.end].strip()


def test_a_time_without_a_verb_has_no_direction() -> None:
    assert direction("the Friday meeting", 0, 18, 4, 10) == 0
