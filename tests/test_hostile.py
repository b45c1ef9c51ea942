"""Texts made to break a reader: no crash, offsets that hold, and work in proportion to the length.

Work is counted in lines of our own code that run, never timed. What is long is read with a sketch in the network's place
(:mod:`benchmarks.hostile`); the shipped network reads a piece of every text once.
"""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import onrecord
from benchmarks.hostile import MARKS, TEXTS, Sketch
from onrecord.cli.reading import read_lines
from onrecord.desk import add
from onrecord.ingest import html
from onrecord.ingest.article import make
from onrecord.model import Article, Reading
from onrecord.reading.furniture import furniture
from onrecord.reading.quotations import quotations
from onrecord.reading.reader import Reader
from onrecord.reading.sentences import CLOSING, LONGEST, paragraphs, sentences
from onrecord.store.record import Writer

LENGTH = 1_000
"""Characters of a text that is only to be read without fault."""
SHORT = 1_200
"""Characters from which work is counted, and then from twice as many."""
BUSY = 1_000
"""Lines run in one function below which its growth tells nothing."""
GROWTH = 2.6
"""Times that a function may run more lines on twice the text; 4 is the square."""
PACKAGE = str(Path(onrecord.__file__).parent)
GOOD = "The mayor said on Monday that the bridge would open in May. Nobody asked her why."


@pytest.fixture(scope="module")
def sketch() -> Reader:
    return Reader(Sketch())


def one(reader: Reader, text: str) -> Reading:
    return reader.read(Article("a", text, "hostile", published="2031-05-14"))


def faults(text: str, reading: Reading) -> list[str]:
    """What does not hold of a reading, one sentence each."""
    out = []
    spans: list[tuple[str, Any]] = [(f"furniture {n}", f) for n, f in enumerate(reading.furniture)]
    spans += [(f"mention of {e.id}", m) for e in reading.entities for m in e.mentions]
    spans += [(f"content of {s.id}", c) for s in reading.statements for c in s.content]
    spans += [(f"cue or speaker of {s.id}", p) for s in reading.statements for p in (s.cue, s.speaker) if p]
    spans += [(f"evidence of {c.id}", c.evidence) for c in reading.claims]
    spans += [("an absence", a) for a in reading.absences]
    out += [f"{what} is not its text" for what, x in spans if not 0 <= x.start < x.end <= len(text) or text[x.start : x.end] != x.text]
    if any(a.end > b.start for a, b in pairwise(reading.furniture)):
        out.append("furniture is not in order")
    entities = [e.id for e in reading.entities]
    statements = [s.id for s in reading.statements]
    if len(set(entities)) < len(entities) or len(set(statements)) < len(statements):
        out.append("two have one id")
    for s in reading.statements:
        if not s.content or any(a.end > b.start for a, b in pairwise(s.content)):
            out.append(f"the content of {s.id} is not in order")
        if any(p.start < c.end and c.start < p.end for p in (s.cue, s.speaker) if p for c in s.content):
            out.append(f"the cue or the speaker of {s.id} lies in its content")
        if s.who is not None and s.who not in entities:
            out.append(f"nobody is the speaker of {s.id}")
        if s.within is not None and (s.within not in statements or s.within == s.id):
            out.append(f"{s.id} lies in no other statement")
    for c in reading.claims:
        out += [f"{who} of {c.id} is nobody" for who in (*c.actor, *c.recipient, *c.holders) if who not in entities]
        if c.statement is not None and c.statement not in statements:
            out.append(f"no statement makes {c.id}")
    out += ["nobody is absent" for a in reading.absences if a.who is not None and a.who not in entities]
    return out


@pytest.mark.parametrize("title", TEXTS)
def test_every_text_is_read_and_what_is_read_holds(sketch: Reader, title: str) -> None:
    text = TEXTS[title](LENGTH)
    assert faults(text, one(sketch, text)) == []


def test_the_network_reads_them_all(read: Callable[..., Reading]) -> None:
    text = "\n\n".join(make_one(170) for make_one in TEXTS.values())
    assert faults(text, read(text, "2031-05-14")) == []


@pytest.mark.parametrize(
    ("title", "length"),
    [
        ("closing marks", 20_000),
        ("digits", 1_000_000),
        ("no spaces", 1_000_000),
        ("line ends", 100_000),
        ("words in a paragraph each", 20_000),
        ("opening brackets", 20_000),
        ("he said", 20_000),
    ],
)
def test_long_ones_are_read(sketch: Reader, title: str, length: int) -> None:
    text = TEXTS[title](length)
    assert faults(text, one(sketch, text)) == []


@pytest.mark.parametrize("mark", ['"', "“", "'", "«"])
def test_a_hundred_thousand_marks_are_paired(mark: str) -> None:
    text = mark * 50_000 + f" a{mark} {mark}b" * 25_000
    pieces = [piece for q in quotations(text, paragraphs(text)) for piece in q.pieces]
    assert all(a < b for a, b in pieces)
    assert all(before[1] <= after[0] for before, after in pairwise(pieces))


@pytest.mark.parametrize("title", TEXTS)
def test_words_are_cut_once_each_and_no_sentence_is_longer_than_a_window(title: str) -> None:
    text = TEXTS[title](5_000)
    cut = sentences(text)
    tokens = [t for s in cut for t in s.tokens]
    assert "".join(text[a:b] for a, b in tokens) == "".join(text.split())
    assert all(before.end <= after.start for before, after in pairwise(tokens))
    assert all(len(s.tokens) <= LONGEST + CLOSING for s in cut)
    marked = furniture(text)
    assert all(before.end <= after.start for before, after in pairwise(marked))


def work(reader: Reader, text: str) -> Counter[str]:
    """How many lines each function of the package runs to read a text."""
    lines: Counter[Any] = Counter()

    def inside(frame: FrameType, event: str, _: Any) -> Any:
        if event == "line":
            lines[frame.f_code] += 1
        return inside

    def entered(frame: FrameType, event: str, _: Any) -> Any:
        return inside if frame.f_code.co_filename.startswith(PACKAGE) else None

    before = sys.gettrace()
    sys.settrace(entered)
    try:
        one(reader, f"Road open again\n\n{text}")
    finally:
        sys.settrace(before)
    out: Counter[str] = Counter()
    for code, count in lines.items():
        out[f"{Path(code.co_filename).name} {code.co_qualname} {code.co_firstlineno}"] += count
    return out


@pytest.mark.parametrize(
    "title",
    [
        "words in “”", "quotations never closed", "quotations in quotations", "quotations in a paragraph each",
        "marks of all kinds", "one paragraph", "capitals", "he said so", "names",
        "one first name", "roles", "spokesmen", "states", "those who declined",
    ],
)  # fmt: skip
def test_work_grows_with_the_length_and_not_with_its_square(sketch: Reader, title: str) -> None:
    short, long = (work(sketch, TEXTS[title](times * SHORT)) for times in (1, 2))
    grown = {what: (short[what], lines) for what, lines in long.items() if lines > BUSY and lines > GROWTH * short[what]}
    assert grown == {}


PIECES = st.sampled_from(
    [
        *MARKS, *(f"{mark}," for mark in MARKS[:4]), *(f".{mark}" for mark in MARKS[:4]),
        "he", "she", "they", "I", "said", "told", "asked", "denied", "declined to comment", "that", "the minister", "a spokesman", "the Board",
        "Ines Farrow", "Farrow", "Mr. Orme", "Ms. Orme", "Orme", "Tobias", "Canada", "Ottawa", "the government", "report", "on Friday", "who", "to",
        ",", ".", "?", "!", "…", ":", "—", "-", "(", ")", "’s", "s’", "\n", "\n\n", "\r\n", "\u2028", "\x0c", "\x85", "\xa0", "\u200f", "\x00", "\ud800",
        "👩\u200d👧", "🇨🇦", "قال", "14", "1,400", "\n\nAdvertisement\n\n", "\n\nRead more: this\n\n", "DUNCARRICK - ", "Mr.", "U.S.", "Jan.", "@", "http://",
    ]
)  # fmt: skip


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(PIECES, max_size=80), st.sampled_from(["", " ", " "]))
def test_what_is_read_of_any_words_holds(sketch: Reader, words: list[str], apart: str) -> None:
    text = apart.join(words)
    assert faults(text, one(sketch, text)) == []


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(exclude_categories=()), max_size=200))
def test_what_is_read_of_any_characters_holds(sketch: Reader, text: str) -> None:
    assert faults(text, one(sketch, text)) == []


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(PIECES, max_size=60))
def test_what_the_network_reads_of_any_words_holds(read: Callable[..., Reading], words: list[str]) -> None:
    text = " ".join(words)
    assert faults(text, read(text, "2031-05-14")) == []


def test_half_characters_in_json_are_refused_by_line_and_the_others_go_in(
    record: Writer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.jsonl"
    rows = [
        '{"text": "' + GOOD + '\\ud800"}',
        '{"text": "' + GOOD + '", "title": "\\udfff"}',
        '{"text": "' + GOOD + ' \\ud83d\\ude00"}',
        '{"html": "<p>\\ud800 ' + GOOD * 4 + '</p>"}',
        '{"text": "' + GOOD + '", "published": "\\u0662\\u0660\\u0661\\u0664"}',
    ]
    path.write_text("\n".join(rows), encoding="utf-8")
    ledger = add(record, [str(path)])
    assert (ledger.stored, [r.line for r in ledger.refusals]) == (2, [1, 2, 5])
    assert read_lines([str(path)]) == 1
    out, err = capsys.readouterr()
    assert [json.loads(line)["published"] for line in out.splitlines()] == [None, None]
    assert [f"line {n}" in err for n in (1, 2, 3, 4, 5)] == [True, True, False, False, True]


@pytest.mark.parametrize(
    "inner",
    [
        "<div>" * 3_000,
        "<ul><li>one here " * 1_500,
        "<blockquote>" * 1_500,
        "<table><tr><td>" * 700,
        "<b " + "a=b " * 3_000 + ">",
        "&#55296;&#0;" * 50,
    ],
)
def test_a_page_of_any_depth_is_read_or_refused(record: Writer, tmp_path: Path, inner: str) -> None:
    (tmp_path / "page.html").write_text(f"<html><body>{inner}" + f"<p>{GOOD}</p>" * 5, encoding="utf-8")
    (tmp_path / "good.txt").write_text(GOOD, encoding="utf-8")
    ledger = add(record, [str(tmp_path)])
    assert (ledger.seen, ledger.failed, ledger.stored + ledger.rejected) == (2, 0, 2)


def test_a_half_character_in_a_page_is_no_fault() -> None:
    assert GOOD in html.extract(f"<html><body><p>\ud800 {GOOD}</p>" + f"<p>{GOOD}</p>" * 3)[0]


def test_an_article_may_begin_with_any_number_of_line_ends() -> None:
    assert make("\n" * 100_000 + GOOD, "a").text.endswith(GOOD)


def test_a_file_name_in_another_encoding_is_no_fault(record: Writer, tmp_path: Path) -> None:
    name = os.path.join(os.fsencode(tmp_path), b"caf\xe9.txt")  # noqa: PTH118 - a path of bytes
    try:
        with open(name, "wb") as file:  # noqa: PTH123
            file.write(GOOD.encode())
    except OSError:
        return  # this file system takes no such name
    assert add(record, [str(tmp_path)]).stored == 1
    assert record.articles()[0].source.endswith("caf?.txt")
