"""The drawing of a timeline: counted by day, nothing on top of another, nothing lost."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.entry import Entry, EntryKind, Place
from onrecord.model import Evidence
from onrecord.web.drawing import GAP, LANES, ROOM, STOPS, Picture, Row, picture, rows


def _row(days: dict[str, int], kind: str = "said") -> Row:
    return Row(kind, kind.capitalize(), "statement made", "statements made", days)


def _drawn(*told: Row) -> Picture:
    found = picture(told)
    assert found is not None
    return found


def _entry(identity: str, of: str | None, said: str | None = None, kind: EntryKind = EntryKind.STATEMENT) -> Entry:
    line = Evidence("a1", identity, 0, 4, "Rain", "w1")
    return Entry(identity, kind, of, (Place(line, said, "2031-05-04", of),), "w1")


def test_a_day_is_one_mark_with_its_count() -> None:
    drawn = _drawn(_row({"2031-05-02": 300, "2031-05-03": 1}))
    assert [(m.count, m.words) for m in drawn.bands[0].marks] == [
        (300, "300 statements made: 2 May 2031"),
        (1, "1 statement made: 3 May 2031"),
    ]
    assert drawn.bands[0].marks[0].size > drawn.bands[0].marks[1].size
    assert drawn.by == ("day", "day")


def test_a_time_of_which_the_day_is_not_told_is_a_bar_over_it() -> None:
    drawn = _drawn(_row({"2031-05": 2, "2031-05-01": 1, "2031-05-31": 1}))
    first, last, bar = drawn.bands[0].marks
    assert (bar.width, bar.count) == (round(last.x - first.x, 1), 2)
    assert bar.x == first.x
    assert first.width == last.width == 0


def test_what_is_uncertain_or_open_is_marked_so() -> None:
    drawn = _drawn(_row({"2031-05-02?": 1, "2031-05-06": 1, "../2031-05-04": 1}))
    told = {m.words: m.uncertain for m in drawn.bands[0].marks}
    assert told == {
        "1 statement made: perhaps 2 May 2031": True,
        "1 statement made: 6 May 2031": False,
        "1 statement made: until 4 May 2031": True,
    }


def test_no_day_is_no_drawing() -> None:
    assert picture([_row({}), _row({"XXXX-05": 3, "soon": 1})]) is None


def test_days_due_go_through_all_rows() -> None:
    drawn = _drawn(_row({"2031-05-02": 1}), _row({"2031-06-30": 2}, "due"))
    assert drawn.dues == (drawn.bands[1].marks[0].x,)
    assert len(drawn.bands[1].marks[0].shape.split()) == 3


def test_hundreds_of_days_are_counted_by_a_longer_time() -> None:
    days = {f"2031-{month:02}-{day:02}": 1 for month in range(1, 13) for day in range(1, 29)}
    drawn = _drawn(_row(days))
    assert drawn.by == ("month", "year")
    assert [m.count for m in drawn.bands[0].marks] == [28] * 12
    assert drawn.left == 0
    years = {f"{year}": 1 for year in range(1000, 3000)}
    assert _drawn(_row(years)).by == ("decade", "decade")


def test_the_time_of_the_coverage_stays_in_days_where_there_is_room() -> None:
    printed = {f"2031-05-{day:02}": 1 for day in range(5, 25)}
    spoken = {f"{year}": 1 for year in range(1960, 2031)} | {f"2031-{month:02}-{day:02}": 1 for month in (1, 5, 9) for day in (10, 11)}
    drawn = _drawn(_row(printed, "printed"), _row(spoken, "spoken"))
    assert drawn.by == ("day", "year")
    assert len(drawn.bands[0].marks) == len(printed)
    told = [m.words for m in drawn.bands[1].marks]
    assert told[0] == "1 statement made: 1960"
    assert told[-4:] == [
        "2 statements made: 10 January 2031 to 11 January 2031",
        "1 statement made: 10 May 2031",
        "1 statement made: 11 May 2031",
        "2 statements made: 10 September 2031 to 11 September 2031",
    ]


def test_marks_and_labels_do_not_overlap() -> None:
    days = {f"2031-{month:02}-{day:02}": day for month in (3, 4) for day in range(1, 31)}
    drawn = _drawn(_row({**days, "1931": 1}))
    xs = [m.x for m in drawn.bands[0].marks if not m.width]
    assert all(after - before >= GAP for before, after in pairwise(xs))
    assert all(after[0] - before[0] >= ROOM for before, after in pairwise(drawn.ticks))
    assert max(m.x + m.size for m in drawn.bands[0].marks) <= drawn.width


def test_bars_stand_in_lanes_and_those_beyond_are_told() -> None:
    days = {f"2031-05-{day:02}/2031-05-{day + 9:02}": 1 for day in range(1, 12)}
    drawn = _drawn(_row(days))
    marks = drawn.bands[0].marks
    assert len({m.y for m in marks}) == LANES
    for y in {m.y for m in marks}:
        lane = sorted((m.x, m.x + m.width) for m in marks if m.y == y)
        assert all(end < begin for (_, end), (begin, _) in pairwise(lane))
    assert len(marks) + drawn.left == len(days)


def test_whole_years_and_months_are_named_as_such() -> None:
    drawn = _drawn(_row({"1994": 1, "2031-04": 1}))
    assert [(label, year) for _, label, year in drawn.ticks] == [("1994", ""), ("Apr", "2031")]


def test_years_before_christ() -> None:
    drawn = _drawn(_row({"-0043-03-15": 1, "2031-05-02": 1}))
    assert [(label, year) for _, label, year in drawn.ticks] == [("15 Mar", "44 BC"), ("2 May", "2031")]


def test_rows_of_a_story() -> None:
    entries = [
        _entry("s1", "2031-05-01"),
        _entry("s2", "2031-05-01"),
        _entry("s3", None, "2031-05-02"),
        _entry("c1/due", "2031-06-01", kind=EntryKind.DUE),
    ]
    found = rows(entries, ["2031-05-04T09:00:00+00:00", "2031-05-04", None, "in spring"], {"2031-05-02": 7, "XXXX-05": 2})
    assert {r.kind: dict(r.days) for r in found} == {
        "printed": {"2031-05-04": 2},
        "said": {"2031-05-02": 7},
        "spoken": {"2031-05-01": 2},
        "due": {"2031-06-01": 1},
    }
    assert [(line.words, line.counts) for line in _drawn(*found).lines] == [
        ("1 May 2031", (0, 0, 2, 0)),
        ("2 May 2031", (0, 7, 0, 0)),
        ("4 May 2031", (2, 0, 0, 0)),
        ("1 June 2031", (0, 0, 0, 1)),
    ]


_DAYS = st.one_of(
    st.dates().map(lambda d: d.isoformat()),
    st.dates().map(lambda d: d.isoformat()[:7]),
    st.dates().map(lambda d: d.isoformat()[:4]),
    st.dates().map(lambda d: f"{d.isoformat()}?"),
    st.dates().map(lambda d: f"../{d.isoformat()}"),
    st.dates().map(lambda d: f"{d.isoformat()}/.."),
    st.tuples(st.dates(), st.dates()).map(lambda p: "/".join(d.isoformat() for d in sorted(p))),
    st.sampled_from(["XXXX-05", "", "199X", "19XX", "2031-22", "-0043", "9999-12-31"]),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.dictionaries(_DAYS, st.integers(1, 50), max_size=120), min_size=1, max_size=4))
def test_nothing_is_lost_and_all_is_within_bounds(told: list[dict[str, int]]) -> None:
    kinds = ("printed", "said", "spoken", "due")
    made = [_row(days, kind) for days, kind in zip(told, kinds, strict=False)]
    drawn = picture(made)
    if drawn is None:
        return
    counted = sum(m.count for band in drawn.bands for m in band.marks) + drawn.left
    known = [Row(r.kind, r.label, r.one, r.several, {d: n for d, n in r.days.items() if picture([_row({d: 1})])}) for r in made]
    assert counted == sum(n for r in known for n in r.days.values())
    assert len({m.x for b in drawn.bands for m in b.marks if not m.width}) <= STOPS
    for band in drawn.bands:
        for m in band.marks:
            assert m.x >= 0
            assert m.x + m.width <= drawn.width
            assert m.y - m.size >= 0
            assert m.y + m.size <= drawn.height
    if not drawn.left:
        assert sum(sum(line.counts) for line in drawn.lines) == counted
    shuffled = [Row(r.kind, r.label, r.one, r.several, dict(reversed(list(r.days.items())))) for r in made]
    assert picture(shuffled) == drawn
