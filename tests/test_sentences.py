from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.reading.sentences import LONGEST, paragraphs, sentences


def cut(text: str) -> list[str]:
    return [text[s.start : s.end] for s in sentences(text)]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Gen. Orla Fenn left. Dr. Bey stayed.", 2),
        ("He met J. T. Marsh of Kelm Inc. on Tuesday. It rained.", 2),
        ("“Why now?” she asked. “No reason.” He shrugged.", 3),
        ("It fell by 3.5 per cent in Sept. 2030. Nobody knew.", 2),
        ("She moved to the U.S. The firm followed.", 2),
        ("They flew to the U.S. Embassy in Oslo.", 1),
        ("“It is over,” he said. (He was wrong.)", 2),
    ],
)
def test_sentences_end_where_readers_end_them(text: str, count: int) -> None:
    assert len(cut(text)) == count, cut(text)


def test_each_line_is_a_paragraph_unless_lines_were_wrapped() -> None:
    assert len(paragraphs("A headline\nBy Someone\n\nFirst words.\nAdvertisement\nMore words.")) == 5
    line = "The harbour board met on Tuesday evening and heard the engineer out at last"
    wrapped = "\n".join([line, line[:70], line, "and then it went home."])
    assert paragraphs(wrapped) == [(0, len(wrapped))]


@given(st.text(alphabet=st.sampled_from("aB. ?!\"“”'’\n\r\t()A,1"), max_size=400))
def test_offsets_hold_and_nothing_is_lost(text: str) -> None:
    found = sentences(text)
    tokens = [t for s in found for t in s.tokens]
    assert tokens == sorted(tokens)
    assert {n for t in tokens for n in range(t.start, t.end)} >= {n for n, c in enumerate(text) if not c.isspace()}


def test_a_sentence_never_grows_beyond_what_a_window_holds() -> None:
    assert max(len(s.tokens) for s in sentences("word " * 5_000)) <= LONGEST
