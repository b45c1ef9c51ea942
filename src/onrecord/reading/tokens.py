"""Words with offsets, cut the way Universal Dependencies cuts English.

The cut follows the treebanks that the parser learned from (UD English EWT and GUM): clitics and possessives stand
alone (``do|n't``, ``Harper|'s``), so do hyphens between letters (``well|-|known``), while abbreviations keep their
period (``Mr.``, ``U.S.``) and numbers keep their separators (``1,400``, ``11:20``). A token is a slice of the text,
never a changed word.
"""

from __future__ import annotations

import re
from typing import NamedTuple


class Token(NamedTuple):
    """A half-open slice of the text, in code points."""

    start: int
    end: int


# Abbreviations that keep their period and after which a sentence rarely ends. Facts of English usage, lower case.
TITLES = frozenset(
    "mr mrs ms mx dr prof rev hon fr sr sra st messrs mme mlle "
    "gen lt col maj capt cmdr sgt cpl pvt adm brig cdr lieut insp supt det const ofc "
    "gov sen rep reps sens pres amb atty asst assoc dep min sec del comm".split()
)
MONTHS_AND_DAYS = frozenset("jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun".split())
PLAIN_ABBREVIATIONS = frozenset(
    "inc corp co ltd llc plc bros cos vs etc approx dept est fig no nos vol pp ed eds jr sr ave blvd rd "
    "ft mt univ assn intl govt natl u.s u.k e.g i.e a.m p.m ph.d cf al ext tel fed calif conn mass mich minn penn wash "
    "ont que alta sask fla ariz ala ark colo del ga ill ind kan ky md miss mo mont neb nev okla ore tenn tex va vt wis wyo".split()
)
ABBREVIATIONS = TITLES | MONTHS_AND_DAYS | PLAIN_ABBREVIATIONS

_APOSTROPHE = "['’ʼ`´]"
_PIECES = re.compile(
    r"""
    (?P<url>(?:https?://|www\.)[^\s<>"“”]*[^\s<>"“”.,;:!?)\]'’])
  | (?P<mail>[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,64}(?:\.[A-Za-z0-9-]{1,64}){1,6})
  | (?P<handle>[@\#]\w{1,80})
  | (?P<dotted>(?:[^\W\d_]\.){2,12})
  | (?P<number>\d{1,40}(?:[.,:/]\d{1,40}){0,12}(?:st|nd|rd|th|s|m|bn|k|km|kg|am|pm)?\b|\d{1,40}(?:[.,:/]\d{1,40}){0,12})
  | (?P<word>[^\W\d_]\w{0,80}(?:['’ʼ]\w{1,40}){0,3}|\w{1,80})
  | (?P<dots>\.{2,8}|…)
  | (?P<dashes>--{1,3}|[–—―])
  | (?P<other>\S)
    """,
    re.VERBOSE,
)
_CLITIC = re.compile(rf"(?:n{_APOSTROPHE}t|{_APOSTROPHE}(?:s|re|ve|ll|d|m))$", re.IGNORECASE)
_FUSED = {"cannot": 3, "gonna": 3, "gotta": 3, "wanna": 3}
_BARE_CLITIC = re.compile(r"s\b(?!\w)", re.IGNORECASE)


def _word(text: str, start: int, end: int) -> list[Token]:
    """A run of letters, with its clitics cut off from the right."""
    word = text[start:end]
    cut = _FUSED.get(word.lower())
    if cut:
        return [Token(start, start + cut), Token(start + cut, end)]
    found = _CLITIC.search(word)
    if found and found.start():
        return [*_word(text, start, start + found.start()), Token(start + found.start(), end)]
    return [Token(start, end)]


def tokenise(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """The tokens of ``text[start:end]``, in order, none of them empty and none containing white space.

    Time is linear in the length: every repetition in the pattern is bounded or possessive by its alphabet.
    """
    out: list[Token] = []
    stop = len(text) if end is None else end
    for match in _PIECES.finditer(text, start, stop):
        kind, a, b = match.lastgroup, match.start(), match.end()
        if out and a < out[-1].end:  # begins inside a token that took more than its own match
            if b > out[-1].end:
                out.append(Token(out[-1].end, b))
        elif kind == "word":
            if b < stop and text[b] == "." and text[a:b].lower() in ABBREVIATIONS and text[b : b + 2] != "..":
                out.append(Token(a, b + 1))
                continue
            out.extend(_word(text, a, b))
        elif kind == "other" and text[a] in "'’ʼ" and out and out[-1].end == a and _BARE_CLITIC.match(text, b, stop):
            out.append(Token(a, b + 1))  # "U.S.'s", "2014's": the possessive after what is no plain word
        else:
            out.append(Token(a, b))
    return out
