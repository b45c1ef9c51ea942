"""What was learned about pairs of statements, laid over a story: the forest, the matters and the slot in which they differ."""

from __future__ import annotations

import numpy as np
import pytest

from onrecord.linking.contention import AGAINST, FEATURES, LEARNED, Contention, Pairs
from onrecord.linking.differences import difference
from onrecord.linking.forest import Forest, rows
from onrecord.linking.matters import matters
from onrecord.linking.remarks import Remark, figures, times
from onrecord.linking.wording import stems
from onrecord.model import Span, Stance, Statement, StatementKind
from onrecord.reading.meaning import packed, unpacked

STUMP = {"feature": [0, -1, -1], "threshold": [0.5, 0, 0], "left": [1, 0, 0], "right": [2, 0, 0], "value": [0, -1.0, 2.0]}


def remark(number: int, words: str, who: str, article: str = "a", stance: Stance = Stance.ASSERTS, refuting: bool = False) -> Remark:
    span = Span(100 * number, 100 * number + len(words), words)
    said = Statement(f"s{number}", article, StatementKind.INDIRECT, (span,), stance, who=who)
    found = stems(words)
    return Remark(
        said, number, len(words.split()), found, found, " not " in f" {words} ", refuting, False, False, False, False, False, False, False, False,
        figures(words), times(words), frozenset(), None,
    )  # fmt: skip


def contention(found: list[Remark]) -> Contention:
    pairs = Pairs(found, lambda r: frozenset({r.statement.who or ""}), lambda r: frozenset(), lambda r: frozenset())
    return Contention(pairs, {})


def laid(found: list[Remark], together: dict[tuple[int, int], float], apart: dict[tuple[int, int], float]) -> Contention:
    """A contention with given answers."""
    made = contention(found)
    made.matter = {p: together.get(p, 0.0) for p in made.matter}
    made.against = {p: apart.get(p, 0.0) for p in made.against}
    return made


def test_a_forest_adds_up_its_leaves() -> None:
    forest = Forest({"start": 0.5, "trees": [STUMP, STUMP]})
    assert forest.odds(rows([[0.0], [1.0]], 1)).tolist() == [-1.5, 4.5]
    assert forest.shares(rows([], 1)).tolist() == []


def test_what_ships_knows_the_features() -> None:
    import json

    learned = json.loads(LEARNED.read_text(encoding="utf-8"))
    assert len(learned["against"]["weights"]) == len(AGAINST)
    assert max(max(t["feature"]) for t in learned["matter"]["trees"]) < len(FEATURES)


def test_figures_carry_what_they_count() -> None:
    assert [v for v, _ in figures("Some 1,400 drivers and nine buses")] == ["1400", "9"]
    assert ("day", "monday") in times("It was on Monday at 8.30") and ("hour", "8.30") in times("It was on Monday at 8.30")


def test_a_matter_has_the_seed_on_two_sides_and_the_holder_on_one() -> None:
    found = [
        remark(0, "the weir was shut on Monday", "ana"),
        remark(1, "the weir was not shut at all", "ben", refuting=True),
        remark(2, "the gates went down at noon", "ana"),
        remark(3, "lunch was good", "cyd"),
    ]
    made = laid(found, {(0, 1): 0.9, (0, 2): 0.8, (1, 2): 0.7}, {(0, 1): 2.0, (0, 2): -2.0, (1, 2): 1.0})
    (matter,) = matters(made)
    assert {frozenset(s) for s in matter.sides} == {frozenset({0, 2}), frozenset({1})}
    assert matter.seed == (0, 1) and 0 < matter.likelihood <= 0.9


def test_no_seed_no_matter() -> None:
    assert matters(laid([remark(0, "a", "ana"), remark(1, "b", "ben")], {(0, 1): 0.1}, {})) == []
    assert matters(contention([])) == []


@pytest.mark.parametrize(
    ("first", "second", "kind"),
    [
        ("nine people were on the night shift", "three people were on the night shift", "number"),
        ("the valve was opened in March by the crew", "the valve was opened in June by the crew", "date"),
        ("the clerk took the ledger home", "the clerk did not take the ledger home", "denial"),
    ],
)
def test_the_slot_is_named(first: str, second: str, kind: str) -> None:
    found = [remark(0, first, "ana"), remark(1, second, "ben")]
    told = difference(contention(found), ((0,), (1,)), {}, lambda a, b: a == b)
    assert told is not None and told.kind == kind and told.values[0] != told.values[1]


def test_no_slot_no_conflict() -> None:
    found = [remark(0, "the harvest was good", "ana"), remark(1, "the choir sang well", "ben")]
    assert difference(contention(found), ((0,), (1,)), {}, lambda a, b: a == b) is None


def test_one_holder_stands_on_one_side() -> None:
    found = [remark(0, "the weir was shut", "ana"), remark(1, "the weir was not shut", "ana")]
    assert contention(found).against[0, 1] < 0


def test_vectors_survive_packing() -> None:
    vector = np.linspace(-1, 1, 64, dtype=np.float32)
    back = unpacked(packed(vector))
    assert back is not None and float(back @ (vector / np.linalg.norm(vector))) > 0.999
    assert unpacked(None) is None
