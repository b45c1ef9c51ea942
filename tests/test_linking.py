"""Linking is a function of a set: order does not matter, and nothing is called a conflict without its slot."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.linking.actors import same_person
from onrecord.linking.link import link
from onrecord.model import Article, Reading
from onrecord.reading.reader import read

NORWAY_FIRST = "Norway first approached Iceland about the cable ship, said Ola Berg.\n\nThe cable ship of Norway is old."
ICELAND_FIRST = "It was Iceland that approached Norway about the cable ship, said Ola Berg.\n\nThe cable ship of Norway is old."


def pair(texts: list[str], days: list[str]) -> tuple[list[Article], list[Reading]]:
    articles = [Article(f"a{n}", t, "test", f"Outlet {n}", t.split("\n")[0], d) for n, (t, d) in enumerate(zip(texts, days, strict=True))]
    return articles, [read(a) for a in articles]


@pytest.fixture(scope="module")
def two_stories() -> tuple[list[Article], list[Reading]]:
    """Articles of two stories of the corpus, and their readings."""
    rows = [
        json.loads(x)
        for p in sorted((Path(__file__).parent.parent / "corpus/dev").glob("*/articles.jsonl"))[:2]
        for x in p.read_text("utf-8").splitlines()
    ]
    articles = [Article(f"a{n:02}", r["text"], "test", r["outlet"], r.get("title"), r["published"]) for n, r in enumerate(rows)]
    return articles, [read(a) for a in articles]


@given(data=st.data())
@settings(max_examples=20, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_order_of_arrival_does_not_matter(two_stories: tuple[list[Article], list[Reading]], data: st.DataObject) -> None:
    articles, readings = two_stories
    first = link(articles, readings)
    order = data.draw(st.permutations(range(len(articles))))
    other = link([articles[n] for n in order], [readings[n] for n in order])
    assert other.actors == first.actors
    assert other.stories == first.stories
    assert other.disputes == first.disputes
    assert other.cast == first.cast
    assert sorted(other.statements, key=lambda s: s.id) == sorted(first.statements, key=lambda s: s.id)


def test_requests_both_ways_can_both_be_true() -> None:
    links = link(*pair(
        ["Norway asked Iceland for fish, the minister Ola Berg said.\n\nThe fish of Norway and Iceland are cod.",
         "Iceland asked Norway for timber, the minister Ola Berg said.\n\nThe timber of Norway and Iceland is pine."],
        ["2031-05-14", "2031-05-15"]))  # fmt: skip
    assert links.disputes == ()


def test_who_was_first_is_a_conflict_with_its_slot() -> None:
    links = link(*pair(
        [NORWAY_FIRST, ICELAND_FIRST],
        ["2031-05-14", "2031-05-15"]))  # fmt: skip
    assert [(d.kind, d.slot, len(d.accounts)) for d in links.disputes] == [("role_reversal", "actor/recipient", 2)]
    assert all(a.evidence for a in links.disputes[0].accounts)


def test_where_both_only_deny_that_they_asked_there_is_no_dispute() -> None:
    links = link(*pair(
        ["Norway denied that it had first approached Iceland about the cable ship.\n\nThe cable ship of Norway is old.",
         "Iceland denied that it had first approached Norway about the cable ship.\n\nThe cable ship of Norway is old."],
        ["2031-05-14", "2031-05-15"]))  # fmt: skip
    assert links.disputes == ()


def test_another_year_is_another_story() -> None:
    links = link(*pair(
        [NORWAY_FIRST, ICELAND_FIRST],
        ["2031-05-14", "2032-08-15"]))  # fmt: skip
    assert len(links.stories) == 2
    assert links.disputes == ()


@pytest.mark.parametrize(("a", "b", "same"), [
    ("tom aldous", "thomas aldous", True), ("t aldous", "thomas aldous", True), ("ann aldous", "thomas aldous", False),
    ("bill rune", "william rune", True), ("thomas aldous", "thomas rune", False),
])  # fmt: skip
def test_names_of_one_person(a: str, b: str, same: bool) -> None:
    assert same_person(a, b) is same
