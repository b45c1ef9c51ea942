"""How many sources stand behind an account, and how its lines fold."""

from __future__ import annotations

from itertools import permutations

from onrecord.linking.coverage import Coverage
from onrecord.linking.echoes import echoes
from onrecord.linking.houses import Houses
from onrecord.linking.independence import Independence
from onrecord.model import Actor, ActorKind, Evidence
from tests.coverages import Said, body, coverage, line, person, unnamed, voice

DAY = "2031-04-01"


def count(found: Coverage, *statements: str, more: tuple[Evidence, ...] = ()) -> int:
    return Independence(found, echoes(found)).count([*(line(found, s) for s in statements), *more])


def told(text: str, actors: list[Actor], *said: Said) -> Coverage:
    return coverage([(DAY, f"A headline of the day\n\n{text}")], actors, said)


def test_two_who_were_there_are_two() -> None:
    found = told(
        "“It was red,” said Ada Poll, who was on the quay. Her neighbour Jon Tarn remembered that it was red.",
        [person("Ada Poll"), person("Jon Tarn")],
        Said("a1", "“It was red,”", "Ada Poll"),
        Said("a1", "it was red", "Jon Tarn"),
    )
    assert count(found, "s0", "s1") == 2


def test_those_who_speak_for_one_house_are_one() -> None:
    found = told(
        "The boat was red, Hallgarth Ferries said. Ada Poll, a director of Hallgarth Ferries, had seen red paint. "
        "“Red as a rose,” said the firm’s captain, Jon Tarn.",
        [body("Hallgarth Ferries"), person("Ada Poll"), person("Jon Tarn")],
        Said("a1", "The boat was red", "Hallgarth Ferries"),
        Said("a1", "red paint", "Ada Poll"),
        Said("a1", "“Red as a rose,”", "Jon Tarn"),
    )
    assert count(found, "s0", "s1", "s2") == 1
    (fold,) = Independence(found, []).folds([line(found, s) for s in ("s0", "s1", "s2")])
    assert fold.why == "they speak for one house"
    assert len(fold.lines) == 3


def test_two_houses_are_two() -> None:
    found = told(
        "The boat was red, said Ada Poll, a director of Hallgarth Ferries. It was red, agreed Jon Tarn of the Salvors’ Guild.",
        [body("Hallgarth Ferries"), body("Salvors’ Guild"), person("Ada Poll"), person("Jon Tarn")],
        Said("a1", "The boat was red", "Ada Poll"),
        Said("a1", "It was red", "Jon Tarn"),
    )
    assert count(found, "s0", "s1") == 2


def test_a_rank_tells_the_house() -> None:
    found = told(
        "It was red, said Inspector Ada Poll. Constable Jon Tarn saw red too.",
        [person("Ada Poll", ("Inspector", None)), person("Jon Tarn", ("Constable", None))],
        Said("a1", "It was red", "Ada Poll"),
        Said("a1", "red too", "Jon Tarn"),
    )
    assert count(found, "s0", "s1") == 1


def test_a_reprint_adds_no_source() -> None:
    wire = "“The boat was red when it left us and red when it came back,” said a fisherman at the end of the pier on Tuesday night."
    quote = "“The boat was red when it left us and red when it came back,”"
    man = "fisherman at the end of the pier"
    one, two = unnamed(man), Actor("other", man, ActorKind.UNNAMED)
    found = coverage(
        [(DAY, f"Red\n\n{wire}"), (DAY, f"Redder\n\n{wire}")], [one, two], [Said("a1", quote, one.id), Said("a2", quote, "other")]
    )
    (fold,) = Independence(found, echoes(found)).folds([line(found, "s0"), line(found, "s1")])
    assert fold.why == "one saying printed again"


def test_one_who_passes_on_a_source_of_the_account_adds_none() -> None:
    found = told(
        "“I saw red,” said Ada Poll. Jon Tarn said that Poll had told him it was red.",
        [person("Ada Poll"), person("Jon Tarn")],
        Said("a1", "“I saw red,”", "Ada Poll"),
        Said("a1", "Poll had told him it was red", "Jon Tarn"),
        Said("a1", "it was red", "Ada Poll", within=1),
    )
    assert count(found, "s0", "s1", "s2") == 1


def test_headline_and_paper_repeat_a_source() -> None:
    text = "“It was red,” said Ada Poll. That makes it the second red boat of the week."
    found = coverage(
        [(DAY, f"The boat was red\n\n{text}")],
        [person("Ada Poll")],
        [Said("a1", "The boat was red", None), Said("a1", "“It was red,”", "Ada Poll")],
    )
    assert count(found, "s0", "s1", more=(voice(found, "a1", "the second red boat"),)) == 1


def test_the_paper_alone_is_one_source_and_nothing_is_none() -> None:
    found = told("The boat was red.", [])
    assert count(found, more=(voice(found, "a1", "The boat was red"),)) == 1
    assert count(found) == 0


def test_folds_hold_every_line_once_in_whatever_order_they_come() -> None:
    found = told(
        "It was red, Hallgarth Ferries said. Ada Poll, who runs Hallgarth Ferries, saw red. “Red,” said Jon Tarn.",
        [body("Hallgarth Ferries"), person("Ada Poll"), person("Jon Tarn")],
        Said("a1", "It was red", "Hallgarth Ferries"),
        Said("a1", "saw red", "Ada Poll"),
        Said("a1", "“Red,”", "Jon Tarn"),
    )
    lines = [line(found, s) for s in ("s0", "s1", "s2")]
    independence = Independence(found, [])
    for order in permutations(lines):
        folds = independence.folds(order)
        assert len(folds) == 2
        assert sorted(x.statement or "" for f in folds for x in f.lines) == ["s0", "s1", "s2"]


def test_houses_are_read_off_the_words_beside_a_name() -> None:
    found = told(
        "The Marl Institute warned first. Its director, Ada Poll, went on the radio. Jon Tarn, who heads the institute’s garden, agreed. "
        "Eve Lund, 61, of Dunmere, has no opinion.",
        [body("Marl Institute"), person("Ada Poll"), person("Jon Tarn"), person("Eve Lund")],
        Said("a1", "warned first", "Marl Institute"),
        Said("a1", "went on the radio", "Ada Poll"),
        Said("a1", "agreed", "Jon Tarn"),
        Said("a1", "has no opinion", "Eve Lund"),
    )
    houses = Houses(found)
    assert {h.removeprefix("~") for h in houses.of("Ada Poll", "a1")} == {"Marl Institute"}
    assert houses.of("Jon Tarn", "a1") == {"Marl Institute"}
    assert houses.of("Eve Lund", "a1") == frozenset()
