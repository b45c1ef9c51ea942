"""One article through the whole reading, with the shipped model."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.model import Reading
from onrecord.reading.quotes import MARKS

ARTICLE = """Ferry to stay in port, operator says

DUNCARRICK - The ferry Lass of Orme will stay in port until Friday, its operator said in a press release on Tuesday.

“We will not sail with one engine,” harbour master Ines Farrow told reporters. “I have said so twice.”

Article continues below

“And I will say it again.”

Mayor Tobias Quell denied that the council had ordered the ferry to sail. He said the order came from the operator.

According to the coastguard, 140 people were on board. Strait Lines declined to comment.
"""


def spans(reading: Reading) -> list[tuple[int, int, str]]:
    out = [(f.start, f.end, f.text) for f in reading.furniture] + [(m.start, m.end, m.text) for e in reading.entities for m in e.mentions]
    for s in reading.statements:
        out += [(x.start, x.end, x.text) for x in (*s.content, *(y for y in (s.cue, s.speaker) if y))]
    return (
        out
        + [(c.evidence.start, c.evidence.end, c.evidence.text) for c in reading.claims]
        + [(a.start, a.end, a.text) for a in reading.absences]
    )


def test_who_said_what(read: Callable[..., Reading]) -> None:
    reading = read(ARTICLE, "2031-05-14")  # a Wednesday
    names = {e.id: (e.names or e.descriptions)[0] for e in reading.entities}
    said = [(names.get(s.who or ""), s.words) for s in reading.statements]
    assert ("Ines Farrow", "“We will not sail with one engine,” … “I have said so twice.”") in said
    assert ("Ines Farrow", "“And I will say it again.”") in said
    assert ("Tobias Quell", "the council had ordered the ferry to sail") in said
    assert ("Tobias Quell", "the order came from the operator") in said
    assert ("coastguard", "140 people were on board") in said


def test_how_it_was_said(read: Callable[..., Reading]) -> None:
    reading = read(ARTICLE, "2031-05-14")
    by_words = {s.words: s for s in reading.statements}
    assert by_words["the council had ordered the ferry to sail"].stance == "denies"
    first = next(s for s in reading.statements if s.words.startswith("The ferry Lass of Orme"))
    assert (first.channel, first.said_on) == ("a press release", "2031-05-13")
    assert next(s for s in reading.statements if "one engine" in s.words).addressee == "reporters"
    assert [a.kind for a in reading.absences] == ["declined to comment"]


def test_the_same_article_gives_the_same_reading(read: Callable[..., Reading]) -> None:
    assert read(ARTICLE, "2031-05-14") == read(ARTICLE, "2031-05-14")


def test_a_role_is_the_person_who_is_named_next(read: Callable[..., Reading]) -> None:
    reading = read(
        "A spokeswoman for the harbour board said the pier was closed.\n\n“It will open in May,” Sgt. Ola Tveit wrote in an email.\n"
    )
    assert {s.who for s in reading.statements} == {next(e.id for e in reading.entities if "Ola Tveit" in e.names)}


def test_two_people_with_one_surname_stay_two(read: Callable[..., Reading]) -> None:
    reading = read("Mr. Abel Rune said the road was open.\n\nMs. Cora Rune said it was shut.\n\nMr. Rune said he had driven it himself.\n")
    who = [s.who for s in reading.statements]
    assert who[0] == who[2] != who[1]


@pytest.mark.parametrize("text", [
    "“" * 3_000, "word" * 4_000, "CAPITALS ONLY SAID THE MAYOR. " * 60, "😀 said 😀. " * 80, "\u200f\u202eHe said\u202c \u200fno. " * 40, "a" * 20_000,
    "He said. She said. " * 200, "\ufeff\u00a0\u2028\u2029", "- - - - -",
])  # fmt: skip
def test_odd_text_is_read_without_fault_and_spans_hold(read: Callable[..., Reading], text: str) -> None:
    assert all(text[a:b] == words and a < b for a, b, words in spans(read(text, "2031-05-14")))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.sampled_from(
            [
                *sorted(MARKS),
                "he",
                "said",
                "Mr. Orme",
                "denied",
                "that",
                ",",
                ".",
                "\n\n",
                "Canada",
                "asked",
                "Advertisement",
                "on Friday",
                "—",
                "’s",
            ]
        ),
        max_size=60,
    )
)
def test_every_span_is_verbatim(read: Callable[..., Reading], words: list[str]) -> None:
    text = " ".join(words)
    reading = read(text, "2031-05-14")
    assert all(text[a:b] == shown and a < b for a, b, shown in spans(reading))
    for s in reading.statements:
        for part in (s.cue, s.speaker):
            assert part is None or all(part.end <= c.start or c.end <= part.start for c in s.content)


def test_spans_of_the_corpus_hold(read: Callable[..., Reading]) -> None:
    for path in sorted((Path(__file__).parent.parent / "corpus/dev").glob("*/articles.jsonl"))[:2]:
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            assert all(row["text"][a:b] == words for a, b, words in spans(read(row["text"], row["published"])))
