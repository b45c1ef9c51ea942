"""Linking one by one makes the same record as linking all at once, and touches little."""

from __future__ import annotations

import random
import sqlite3
from array import array
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.desk import add, relink, verify
from onrecord.errors import RecordError
from onrecord.export.document import document
from onrecord.judgements.docket import Docket
from onrecord.linking.features import NEED, features, hopeful, strengths
from onrecord.linking.groups import Groups
from onrecord.linking.notes import Change
from onrecord.linking.stories import LARGEST, forest, pieces
from onrecord.model import ActorKind, Article, Claim, Entity, Reading, Span, Statement, StatementKind
from onrecord.store.record import Writer
from onrecord.store.shelf import packed, unpacked

PERSON, ORGANISATION, GOVERNMENT, UNNAMED = ActorKind.PERSON, ActorKind.ORGANISATION, ActorKind.GOVERNMENT, ActorKind.UNNAMED
FIRST = ("Tom", "Thomas", "T.", "Ann", "Anna", "Odo", "Ilse")
LAST = ("Brandvik", "Marsh", "Okoro")
BODIES = ("Harbour Board", "Harbour Board of Vik", "Vik Ferries", "Gull", "Gull Lines", "The Harbour Board", "Norwegian Foreign Ministry")
STATES = ("Norway", "Iceland")
TOPICS = (
    "ferry hull crack inspection dock sailing",
    "herring quota trawler catch market landing",
    "bridge girder toll repair traffic closure",
)
TITLES = ("director", "minister", "spokesman for the Harbour Board", "lawyer for Odo Brandvik", "mayor")
DESCRIPTIONS = ("director", "spokeswoman for Vik Ferries", "board", "Foreign Ministry spokesman", "minister", "lawyer for Ann Marsh")


class Maker:
    """Makes articles with their readings: small casts over few names, so that everything meets everything."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def article(self, number: int) -> tuple[Article, Reading]:
        chance = self._random
        words = chance.choice(TOPICS).split()
        chance.shuffle(words)
        text = " ".join(words) + ".\n\n"
        named: list[tuple[ActorKind, tuple[str, ...], tuple[str, ...], tuple[tuple[str, str | None], ...]]] = []
        for _ in range(chance.randint(1, 4)):
            pick = chance.random()
            names: tuple[str, ...]
            if pick < 0.4:
                whole = f"{chance.choice(FIRST)} {chance.choice(LAST)}"
                names = (whole, whole.split()[-1]) if chance.random() < 0.7 else (whole.split()[-1],)
                titles: tuple[tuple[str, str | None], ...] = ((chance.choice(TITLES), None),) if chance.random() < 0.5 else ()
                named.append((PERSON, names, tuple(t for t, _ in titles), titles))
            elif pick < 0.65:
                named.append((ORGANISATION, (chance.choice(BODIES),), (), ()))
            elif pick < 0.8:
                named.append((GOVERNMENT, (chance.choice(STATES),), (), ()))
            else:
                kind = chance.choice((UNNAMED, ORGANISATION))
                named.append((kind, (), (chance.choice(DESCRIPTIONS),), ()))
        entities, statements, claims = [], [], []
        for n, (kind, called, descriptions, titles) in enumerate(named):
            mention = called[0] if called else f"the {descriptions[0]}"
            begun = len(text)
            text += f"{mention} said the {chance.choice(words)} was first.\n"
            entities.append(Entity(f"e{n}", kind, called, descriptions, titles, (Span(begun, begun + len(mention), mention),)))
            start, end = begun + len(mention) + 6, len(text) - 2
            statements.append(
                Statement(f"s{n}", f"a{number:02}", StatementKind.INDIRECT, (Span(start, end, text[start:end]),), who=f"e{n}")
            )
            claims.append(Claim(f"c{n}", f"a{number:02}", f"s{n}", statements[-1].content[0], "be", actor=(f"e{n}",), holders=(f"e{n}",)))
        day = f"2031-0{chance.randint(1, 9)}-{chance.randint(10, 28)}" if chance.random() < 0.8 else None
        made = Article(f"a{number:02}", text, "test", chance.choice(("Post", "Times", None)), words[0], day)
        home = chance.choice((None, "NO", "IS"))
        return made, Reading(made.id, "m", (), tuple(entities), tuple(statements), tuple(claims), home=home)


def _listed(record: Writer) -> dict[str, Any]:
    """The exported document, but for the order of listings."""
    made = document(record)
    return {k: sorted(v, key=repr) if isinstance(v, list) else v for k, v in made.items()}


def _added(path: Path, batches: Sequence[Sequence[tuple[Article, Reading]]]) -> dict[str, Any]:
    path.unlink(missing_ok=True)
    with Writer(path) as record:
        for batch in batches:
            for article, reading in batch:
                record.store(article, reading)
            relink(record)
        assert verify_derived(record) == []
        return _listed(record)


def verify_derived(record: Writer) -> list[str]:
    return [w for w in verify(record) if "runs stored" not in w]


@given(seed=st.integers(0, 10_000), cuts=st.lists(st.integers(1, 5), min_size=14, max_size=14), data=st.data())
@settings(max_examples=15, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_one_by_one_is_all_at_once(tmp_path: Path, seed: int, cuts: list[int], data: st.DataObject) -> None:
    maker = Maker(seed)
    made = [maker.article(n) for n in range(14)]
    order = data.draw(st.permutations(made))
    batches, at = [], 0
    for size in cuts:
        batches.append(order[at : at + size])
        at += size
    whole = _added(tmp_path / "whole.db", [made])
    assert _added(tmp_path / "parts.db", [b for b in batches if b]) == whole


@given(seed=st.integers(0, 10_000), data=st.data())
@settings(max_examples=8, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_people_decide_is_linked_as_if_it_had_always_stood(tmp_path: Path, seed: int, data: st.DataObject) -> None:
    maker, path = Maker(seed), tmp_path / "decided.db"
    path.unlink(missing_ok=True)
    with Writer(path) as record:
        for n in range(8):
            record.store(*maker.article(n))
        relink(record)
        docket = Docket(record, "Ana")
        for step in range(4):
            actors = [a.id for a in record.actors()]
            said = [s for s in record.statements() if s.who]
            pick = data.draw(st.sampled_from(["merge", "split", "rename", "speaker", "undo", "add"]))
            chosen = data.draw(st.sampled_from(said))
            try:
                if pick == "merge":
                    docket.merge(data.draw(st.lists(st.sampled_from(actors), min_size=2, max_size=2, unique=True)))
                elif pick == "split":
                    docket.split(chosen.who or "", [chosen.id])
                elif pick == "rename":
                    docket.rename(chosen.who or "", f"Name {step}")
                elif pick == "speaker":
                    docket.speaker(chosen.id, data.draw(st.sampled_from(actors)))
                elif pick == "undo":
                    docket.undo()
                else:
                    record.store(*maker.article(10 + step))
                    relink(record)
            except RecordError:
                continue
        before = _listed(record)
        relink(record, whole=True)
        assert _listed(record) == before


def test_a_run_cut_short_is_mended_by_the_next(record: Writer, tmp_path: Path) -> None:
    maker = Maker(1)
    run = record.begin()
    for n in range(3):
        record.store(*maker.article(n), run)
    assert any("waits to be linked" in w for w in verify(record))
    (tmp_path / "a.txt").write_text("The ferry stays in port, Odo Brandvik said on Sunday.", encoding="utf-8")
    assert add(record, [str(tmp_path / "a.txt")]).clean
    assert verify(record) == []
    assert len([a for s in record.stories() for a in s.articles]) == 4


def test_two_at_the_same_time_do_not_mix(record: Writer) -> None:
    maker = Maker(2)
    record.store(*maker.article(0))
    relink(record)
    turn = record.turn()
    record.store(*maker.article(1))
    relink(record)
    with pytest.raises(RecordError, match="at the same time"):
        record.link(Change(), turn, turn[1], whole=False)


def test_an_article_elsewhere_does_not_rename_actors(record: Writer) -> None:
    def of(name: str, text: str, day: str) -> tuple[Article, Reading]:
        whole = f"Marsh spoke of {text}."
        return Article(name, whole, "test", None, None, day), Reading(
            name, "m", (), (Entity("e1", PERSON, ("Marsh",), (), (), (Span(0, 5, "Marsh"),)),)
        )

    record.store(*of("b", "ferries and quays and hulls", "2031-01-02"))
    record.store(*of("d", "herring and quotas and nets", "2033-01-02"))
    relink(record)
    before = record.cast()
    assert before["b", "e1"] == "marsh" != before["d", "e1"]
    record.store(*of("c", "tolls and girders and bridges", "2035-01-02"))
    relink(record)
    assert record.cast().items() > before.items()


def test_verify_finds_what_belongs_to_nothing(record: Writer) -> None:
    maker = Maker(3)
    for n in range(4):
        record.store(*maker.article(n))
    relink(record)
    assert verify_derived(record) == []
    path = record.path
    record.close()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE statement SET article = 'gone' WHERE article = 'a01'")
        connection.execute("DELETE FROM membership WHERE article = 'a02'")
        connection.execute("DELETE FROM cast WHERE article = 'a03'")
    connection.close()
    with Writer(path) as again:
        wrong = "\n".join(verify(again))
    for told in (
        "a statement belongs to gone",
        "article a02: it is not in one story",
        "of article a03: it is no actor",
        "the readings hold",
    ):
        assert told in wrong


@given(seed=st.integers(0, 10_000))
@settings(max_examples=20, deadline=None, derandomize=True)
def test_no_pair_of_one_story_is_passed_over(seed: int) -> None:
    """Whoever shares neither a name nor a word is never of one story, and what is passed over by the counts alone is not either."""
    maker = Maker(seed)
    seen = [features(*maker.article(n)) for n in range(12)]
    for one in seen:
        for other in seen:
            shared = np.array([[len(one.names & other.names)], [len(one.words & other.words)], [len(one.states & other.states)]])
            strength = strengths(one.trait("a"), [other.trait("b")], shared)[0]
            assert strength == strengths(other.trait("b"), [one.trait("a")], shared)[0]
            if strength >= 1.0:
                assert shared[:2].any()
                assert hopeful(one.trait("a"), shared)[0]
                assert one.day is None or other.day is None or abs(one.season - other.season) <= 1
    assert 0.3 * 0.57 + 0.05 > NEED > 0.05


def test_a_chain_is_cut_where_it_is_weakest_in_any_order() -> None:
    chance = random.Random(4)
    names = [f"a{n:03}" for n in range(3 * LARGEST)]
    edges = [(a, b, 1.1 if n % 20 == 19 else 2.0) for n, (a, b) in enumerate(pairwise(names))]
    cut = pieces(names, edges)
    assert [len(p) for p in cut] == [20] * (len(names) // 20)
    shuffled = edges[:]
    chance.shuffle(shuffled)
    assert pieces(reversed(names), shuffled) == cut
    alike = forest([(a, b, 4.5) for a, b in pairwise(names)])
    assert [len(p) for p in pieces(names, alike)] == [LARGEST] * 3


def test_a_forest_keeps_what_holds_at_every_strength() -> None:
    chance = random.Random(5)
    edges = [(f"a{min(x, y):02}", f"a{max(x, y):02}", chance.random()) for x in range(30) for y in range(x) if chance.random() < 0.3]
    kept = forest(edges)
    assert forest([*forest(edges[:50]), *edges[50:]]) == kept
    for need in (0.2, 0.5, 0.8):
        assert _held(edges, need) == _held(kept, need)


def _held(edges: Sequence[tuple[str, str, float]], need: float) -> set[frozenset[str]]:
    groups = Groups(sorted({a for e in edges for a in e[:2]}))
    for a, b, strength in edges:
        if strength >= need:
            groups.join(a, b)
    return {frozenset(g) for g in groups.all() if len(g) > 1}


def test_positions_come_back_as_they_went() -> None:
    assert packed(array("i", [1, 256])) == b"\x01\x00\x00\x00\x00\x01\x00\x00"
    assert unpacked(packed(array("i", [1, 70_000]))) == array("i", [1, 70_000])
