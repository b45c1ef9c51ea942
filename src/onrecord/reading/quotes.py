"""Quotation marks: which characters may be one, and whether each opens or closes.

The direction is taken from the text around a mark, never from a tagger: a from-scratch tagger had about 38 % of them
the wrong way round. A curly mark tells its own direction; a straight one opens where a word follows and none precedes.
"""

from __future__ import annotations

from enum import Enum


class Mark(Enum):
    """What a quotation mark does where it stands."""

    OPEN = "open"
    CLOSE = "close"
    APOSTROPHE = "apostrophe"


DOUBLE = frozenset('"“”„‟«»＂')
SINGLE = frozenset("'‘’‚‛‹›`´")
MARKS = DOUBLE | SINGLE
RUN = 4
"""Marks in a row that are looked at together."""
_OPENING = frozenset("“„‟«‹‚‛")
_CLOSING = frozenset("”»›")
_BEFORE_OPEN = frozenset("([{—–―-/:;,.\u00a0")


def direction(text: str, at: int) -> Mark:
    """The direction of the mark at ``text[at]``.

    A single mark between two letters, or one that drops digits or letters ("’90s", "’em"), is an apostrophe. "‘"
    opens; "’" closes unless letters stand on both sides. Straight marks go by the neighbours.
    """
    mark = text[at]
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < len(text) else " "
    if mark in _OPENING:
        return Mark.OPEN
    if mark in _CLOSING:
        return Mark.CLOSE
    if mark == "‘":
        return Mark.APOSTROPHE if before.isalnum() and after.isalnum() else Mark.OPEN
    if mark in SINGLE and before.isalnum() and after.isalnum():
        return Mark.APOSTROPHE
    if mark == "’":
        return Mark.CLOSE if not before.isspace() or not after.isalnum() else Mark.APOSTROPHE
    first = at  # of several marks in a row, the one before the first decides for all
    while first and text[first - 1] in MARKS and at - first < RUN:
        first -= 1
    before = text[first - 1] if first else " "
    opens = not after.isspace() and (before.isspace() or before in _BEFORE_OPEN)
    if opens and mark in DOUBLE and before in ",.;:":
        opens = after.isalnum() and before != "."  # he said,"No." against "No."-
    return Mark.OPEN if opens else Mark.CLOSE


def canonical(text: str, at: int) -> str:
    """One of “ ” ‘ ’ or ' for the mark at ``text[at]``: what the encoder sees whatever the house style."""
    mark = direction(text, at)
    if mark is Mark.APOSTROPHE:
        return "'"
    if text[at] in DOUBLE:
        return "“" if mark is Mark.OPEN else "”"
    return "‘" if mark is Mark.OPEN else "’"
