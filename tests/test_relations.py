"""The figures for echoes, shifts and independent sources."""

from __future__ import annotations

from evaluation.relations import Relations, connected
from onrecord.model import Evidence
from tests.coverages import Said, coverage, person

GOLD = {
    "statements": [{"id": i, "who": "poll"} for i in ("g1", "g2", "g3")],
    "echoes": [{"statements": ["g1", "g2"], "kind": "wire copy"}],
    "shifts": [{"who": "poll", "from": "g1", "to": "g3", "about": "the gate"}],
    "disputes": [],
}
PLACES = {f"g{n}": frozenset({("a1", n)}) for n in (1, 2, 3)}


def test_groups_that_share_a_member_are_one() -> None:
    assert connected([["a", "b"], ["c", "d"], ["b", "c"]]) == {frozenset(p) for p in ("ab", "ac", "ad", "bc", "bd", "cd")}


def test_an_echo_of_a_statement_that_no_gold_statement_matches_is_wrong() -> None:
    relations = Relations()
    relations.add_echoes(
        GOLD, {"echoes": [{"statements": ["p1", "p2"]}, {"statements": ["p3", "p9"]}]}, {"p1": "g1", "p2": "g2", "p3": "g3"}
    )
    assert (relations.echoes.hits, relations.echoes.predicted, relations.echoes.gold) == (1, 2, 1)


def test_a_shift_is_right_from_an_echo_of_the_earlier_statement() -> None:
    told = {"p2": PLACES["g2"], "p3": PLACES["g3"]}
    for who, hits in (("p-poll", 1), ("p-other", 0)):
        relations = Relations()
        record = {"shifts": [{"who": who, "from": "p2", "to": "p3"}]}
        relations.add_shifts(GOLD, record, {"p-poll": "poll"}, PLACES, told, lambda a, b: bool(a & b))
        assert (relations.shifts.hits, relations.shifts.predicted, relations.shifts.gold) == (hits, 1, 1)


def test_sources_are_counted_over_the_accounts_that_have_a_number() -> None:
    found = coverage(
        [("2031-04-01", "Red\n\n“It was red,” said Ada Poll.")], [person("Ada Poll")], [Said("a1", "“It was red,”", "Ada Poll")]
    )
    line = Evidence("a1", "s0", 5, 17, "“It was red,", "Ada Poll")
    accounts: list[dict[str, object]] = [{"evidence": [{}], "independent_sources": n} for n in (1, 2, None)]
    relations = Relations()
    relations.add_sources({"disputes": [{"accounts": accounts}]}, found, [], lambda _: line)
    assert (relations.sources.right, relations.sources.of) == (1, 2)
    assert relations.figures()["independent sources exact (gold accounts)"] == 50
