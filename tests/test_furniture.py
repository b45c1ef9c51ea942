from __future__ import annotations

import pytest

from onrecord.reading.furniture import furniture, kind_of


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Article continues below", "advertisement"),
        ("Advertisement", "advertisement"),
        ("WATCH: The mayor says the bridge is safe", "caption"),
        ("Photo: The bridge on Monday. Credit: O. Fenn", "caption"),
        ("READ MORE: How the bridge was built", "related"),
        ("More from The Ledger", "related"),
        ("– with files from Nordwire and Ana Rao", "credit"),
        ("(Reporting by Ola Berg in Oslo; editing by P. Rask)", "credit"),
        ("Sign up for our morning newsletter.", "promo"),
        ("This story was updated at 9 a.m.", "notice"),
        ("By Colm Hartnoy", "author"),
        ("Follow Ana Rao on Twitter: @anarao", "author"),
    ],
)
def test_lines_of_the_page_are_known_by_their_words(line: str, kind: str) -> None:
    assert kind_of(line) == kind


@pytest.mark.parametrize(
    "line",
    [
        "The council said on Monday that it would watch the bridge.",
        "“Watch the bridge,” she said.",
        "Advertising on the bridge brought in 40,000 euros, the council said.",
        "More than 400 people signed the letter.",
        "By Friday the crack had grown.",
        "He joined 40,000 others in the square, “and then we sang,” he said.",
        "Opinion in the town is divided.",
    ],
)
def test_running_text_is_none(line: str) -> None:
    assert kind_of(line) is None


def test_a_headline_is_no_notice_or_link() -> None:
    assert furniture("Breaking\n\nText of the story stands here.")[:1] == []


def test_spans_are_verbatim_and_lists_are_taken_whole() -> None:
    text = "Title of it\n\nSome words.\n\nMore from The Ledger\nHow to read a bridge\n\nOther words."
    assert [(f.text, f.kind.value) for f in furniture(text)] == [("More from The Ledger", "related"), ("How to read a bridge", "related")]
    assert all(text[f.start : f.end] == f.text for f in furniture(text))
