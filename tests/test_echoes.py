"""Reused text and echoes."""

from __future__ import annotations

import random
import time
from dataclasses import replace

from onrecord.linking.coverage import Coverage
from onrecord.linking.echoes import echoes, head, quoted_words, sayings
from onrecord.linking.reuse import Passage, aligned, reused, runs
from onrecord.linking.wording import Weights, stem, stems
from onrecord.model import Echo
from tests.coverages import Said, body, coverage, person

WIRE = (
    "The reservoir above Quellbach lost a third of its water in nine days, the water board said on Monday. "
    "“We do not know yet where it has gone,” said Ottmar Vries, its engineer."
)


def kinds(found: list[Echo]) -> dict[tuple[str, ...], str]:
    return {e.statements: e.kind for e in found}


def test_a_passage_printed_again_is_found_with_its_place_in_both() -> None:
    a = f"Reservoir runs low\n\n{WIRE}\n\nThe town drinks from wells."
    straight = WIRE.replace("“", '"').replace("”", '"')
    b = f"Where did the water go?\n\nA wet spring was not enough.\n\n{straight}"
    (found,) = reused({"a": a, "b": b})
    assert isinstance(found, Passage)
    assert (found.a, found.b) == ("a", "b")
    assert a[found.start_a : found.end_a].startswith("The reservoir above")
    assert b[found.start_b : found.end_b].endswith("its engineer")


def test_an_edited_passage_is_one() -> None:
    edited = WIRE.replace("lost a third of its water in nine days", "lost about a third of its water in just nine days")
    (found,) = reused({"a": WIRE, "b": edited})
    assert found.start_b == 0
    assert found.end_b > len(edited) - 5


def test_texts_of_one_matter_share_no_passage() -> None:
    other = "The lake over Quellbach has shrunk by a third, says the board. Its engineer, Mr Vries, cannot say where the water went."
    assert reused({"a": WIRE, "b": other}) == []


def test_the_same_passages_in_whatever_order_the_texts_come() -> None:
    texts = {"a": WIRE, "b": "Before.\n\n" + WIRE, "c": WIRE + "\n\nAfter."}
    assert reused(texts) == reused(dict(reversed(texts.items())))


def test_runs_are_common_and_do_not_overlap() -> None:
    chance = random.Random(4)
    for _ in range(200):
        a, b = ([chance.choice("abcd") for _ in range(chance.randrange(60))] for _ in range(2))
        end = 0
        for x, y, size in runs(a, b, 3):
            assert x >= end
            assert a[x : x + size] == b[y : y + size]
            assert size >= 3
            end = x + size


def test_text_that_repeats_itself_costs_no_more_than_its_length() -> None:
    began = time.perf_counter()
    aligned("a", "na " * 60_000, "b", "na " * 60_000)
    assert time.perf_counter() - began < 8


def story(*said: Said) -> Coverage:
    first = f"Reservoir runs low\n\n{WIRE}\n\nMr Vries called the loss “a riddle with a drain in it” when he met farmers."
    second = f"Farmers ask for tankers\n\n{WIRE}\n\nThe engineer told the Senate that nobody knew where the water had gone."
    third = "“We do not know yet”\n\n“We do not know yet where it has gone,” Ottmar Vries said. The loss is “a riddle with a drain in it”, he thinks."
    return coverage(
        [("2031-04-01", first), ("2031-04-02", second), ("2031-04-03", third)], [person("Ottmar Vries"), body("water board")], said
    )


QUOTE = "“We do not know yet where it has gone,”"


def test_wire_copy_is_an_echo_whoever_was_read_as_the_speaker() -> None:
    lost = "The reservoir above Quellbach lost a third of its water in nine days"
    found = story(
        Said("a1", lost, "water board"), Said("a2", lost, None), Said("a1", QUOTE, "Ottmar Vries"), Said("a2", QUOTE, "Ottmar Vries")
    )
    assert kinds(echoes(found)) == {("s0", "s1"): "wire copy", ("s2", "s3"): "wire copy"}


def test_the_same_quotation_whole_or_in_part() -> None:
    found = story(
        Said("a1", QUOTE, "Ottmar Vries"),
        Said("a3", QUOTE, "Ottmar Vries"),
        Said("a3", "“We do not know yet”", None),
        Said("a1", "the loss “a riddle with a drain in it”", "Ottmar Vries"),
        Said("a3", "The loss is “a riddle with a drain in it”", "Ottmar Vries"),
    )
    alike = kinds(echoes(found))
    assert set(alike.values()) == {"same quotation"}
    assert {("s0", "s1"), ("s3", "s4")} <= alike.keys()
    assert ("s2", "s1") in alike  # headline and text of one article


def test_a_paraphrase_is_of_one_speaker() -> None:
    first, second = "The broken sluice at Quellbach will be mended by 14 May", "the Quellbach sluice was to be mended before 14 May"
    texts = [("2031-04-01", f"Dry\n\n{first}, Vries said."), ("2031-04-02", f"Drier\n\nThe engineer repeated that {second}.")]
    actors = [person("Ottmar Vries"), person("Ilka Brandt")]
    mine = coverage(texts, actors, [Said("a1", first, "Ottmar Vries"), Said("a2", second, "Ottmar Vries")])
    assert kinds(echoes(mine)) == {("s0", "s1"): "paraphrase"}
    theirs = coverage(texts, actors, [Said("a1", first, "Ottmar Vries"), Said("a2", second, "Ilka Brandt")])
    assert echoes(theirs) == []


def test_a_new_figure_is_no_paraphrase() -> None:
    texts = [("2031-04-01", "One\n\nThere are 14 tankers, he said."), ("2031-04-02", "Two\n\nThere are 31 tankers, he said.")]
    said = [Said("a1", "There are 14 tankers", "v"), Said("a2", "There are 31 tankers", "v")]
    assert echoes(coverage(texts, [replace(person("Ottmar Vries"), id="v")], said)) == []


def test_echoes_do_not_depend_on_the_order_of_the_statements() -> None:
    said = [Said("a1", QUOTE, "Ottmar Vries"), Said("a2", QUOTE, "Ottmar Vries"), Said("a3", QUOTE, "Ottmar Vries")]
    found = story(*said)
    assert echoes(found) == echoes(replace(found, statements=tuple(reversed(found.statements))))


def test_sayings_are_transitive() -> None:
    assert sayings([Echo("1", "s", ("b", "c"), "paraphrase"), Echo("2", "s", ("a", "b"), "wire copy")]) == {"a": "a", "b": "a", "c": "a"}


def test_quoted_words_of_a_mixed_statement() -> None:
    found = story(Said("a1", "the loss “a riddle with a drain in it”", "Ottmar Vries"))
    assert quoted_words(found.statements[0]) == [["a", "riddle", "with", "a", "drain", "in", "it"]]


def test_the_head_of_an_article_is_headline_and_standfirst() -> None:
    text = "Reservoir runs low\n\nTankers on the way to Quellbach\n\nThe reservoir is low. It was full in May.\n"
    assert text[: head(text)].strip().endswith("Quellbach")


def test_stems_join_forms_and_figures() -> None:
    assert stem("promised") == stem("promises") == stem("promising")
    assert stems("Twenty-one ships were promised") == stems("21 ship promises")
    assert "said" not in stems("she said so")


def test_weights_are_between_nought_and_one() -> None:
    weights = Weights([stems("a red boat"), stems("a red door"), stems("a blue door")])
    assert weights.cosine(stems("red boat"), stems("red boat")) == 1.0
    assert 0 < weights.cosine(stems("red boat"), stems("red door")) < 0.5
    assert weights.cosine(stems("red boat"), stems("blue door")) == 0.0
