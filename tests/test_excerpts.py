"""Excerpts: verbatim, with what was found marked; words as the index knows them."""

from __future__ import annotations

import sqlite3

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.excerpts import WIDTH, Excerpt, excerpt, fold, plain


def _verbatim(text: str, found: Excerpt) -> None:
    for piece in found.pieces:
        assert text[piece.start : piece.start + len(piece.words)] == piece.words


@given(
    st.text("ab cé\n\u0301.\u2029", max_size=900), st.lists(st.sampled_from(["a", "b", "ce", "é", "ab"]), max_size=3), st.integers(80, 300)
)
@settings(max_examples=150, deadline=None, derandomize=True)
def test_excerpts_of_any_text(text: str, wanted: list[str], width: int) -> None:
    half = len(text) // 2
    spans = [(0, half), (half, len(text))] if half else [(0, len(text))]
    made = excerpt(text, spans, [(w,) for w in wanted], width)
    _verbatim(text, made)
    assert sum(len(p.words) for p in made.pieces) <= width
    assert all(fold(p.words).replace("\u0301", "") in {fold(w) for w in wanted} for p in made.pieces if p.found)


def test_an_excerpt_shows_where_most_of_the_words_stand() -> None:
    text = "ferry " + "x " * 300 + "the ferry struck the quay " + "y " * 300
    made = excerpt(text, [(0, len(text))], [("ferry",), ("quay",)])
    shown = "".join(p.words for p in made.pieces)
    assert "ferry struck the quay" in shown
    assert len(shown) <= WIDTH
    assert made.cut_before
    assert made.cut_after
    assert [p.words for p in made.pieces if p.found] == ["ferry", "quay"]
    assert plain("a\tb\u202e\x07") == "a b\ufffd\ufffd"


def test_a_words_form_is_that_of_the_index() -> None:
    letters = [chr(n) for n in (*range(0xC0, 0x180), *range(0x391, 0x3C2), *range(0x400, 0x460)) if chr(n).isalpha() and chr(n) != "ſ"]
    with sqlite3.connect(":memory:") as connection:
        connection.execute("CREATE VIRTUAL TABLE t USING fts5(w, tokenize = 'unicode61 remove_diacritics 2')")
        connection.executemany("INSERT INTO t(rowid, w) VALUES (?, ?)", [(ord(c), f"x{c}y") for c in letters])
        connection.execute("CREATE VIRTUAL TABLE v USING fts5vocab(t, 'instance')")
        held = {chr(doc): term for term, doc in connection.execute("SELECT term, doc FROM v")}
    connection.close()
    assert {c: fold(f"x{c}y") for c in letters} == held
