"""Proper names in an article: the name head's labels decoded, and mended where newspaper style fools it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from onrecord.gazetteer import state_named
from onrecord.reading.attribution import decode, forbidden_moves, pieces_of
from onrecord.reading.encoder import Glance
from onrecord.reading.parse import Parsed

HONORIFICS = frozenset("mr mrs ms miss mx dr prof professor sir dame lord lady rev reverend fr father sister judge justice madam master".split())
RANKS = frozenset(
    "gen general lt lieutenant col colonel maj major capt captain cmdr commander sgt sergeant cpl corporal adm admiral brig brigadier "
    "insp inspector supt superintendent det detective const constable cllr councillor councilor councilman councilwoman sen senator "
    "rep representative gov governor pres president chancellor premier pm mp mla mep hon".split()
)


@dataclass(frozen=True, slots=True)
class Name:
    """One name where it stands. ``first`` and ``last`` are the word numbers within its sentence, half open."""

    kind: str
    start: int
    end: int
    text: str
    sentence: int
    first: int
    last: int


def names(parsed: list[Parsed], glances: list[Glance], tags: list[str], text: str) -> list[Name]:
    """The names of an article in order, kinds PER, ORG and LOC.

    A state, its capital or its people is LOC whatever the head says; honorifics and ranks are cut off the front of people.
    """
    chain = np.zeros((len(tags) + 2, len(tags)), dtype=np.float32)
    forbidden = forbidden_moves(tags)
    place = [(s, k) for s in parsed for k in range(len(s.words))]
    out: list[Name] = []
    for glance in glances:
        for piece in pieces_of(decode(glance.names, chain, forbidden), tags, glance.offset):
            (sentence, first), (last_sentence, last) = place[piece.start], place[piece.end - 1]
            if sentence is not last_sentence:
                last = len(sentence.words) - 1
            out.extend(_mend(piece.role, sentence, first, last + 1, text))
    taken = {(n.sentence, k) for n in out for k in range(n.first, n.last)}
    for sentence in parsed:  # capitalised people and seats of government that the head passed over
        for k, word in enumerate(sentence.words):
            if (sentence.number, k) not in taken and word.upos in ("PROPN", "ADJ", "NOUN") and word.text[:1].isupper() and state_named(word.text):
                out.append(_name("LOC", sentence, k, k + 1, text))
    return sorted(out, key=lambda n: n.start)


def _name(kind: str, sentence: Parsed, first: int, last: int, text: str) -> Name:
    start, end = sentence.words[first].token.start, sentence.words[last - 1].token.end
    return Name(kind, start, end, text[start:end], sentence.number, first, last)


def _mend(kind: str, sentence: Parsed, first: int, last: int, text: str) -> list[Name]:
    words = sentence.words
    while last > first and (words[last - 1].xpos == "POS" or not words[last - 1].text[0].isalnum()):
        last -= 1
    while first < last and (not words[first].text[0].isalnum() or words[first].upos == "DET"):
        first += 1
    if first >= last:
        return []
    if state_named(text[words[first].token.start : words[last - 1].token.end]):
        return [_name("LOC", sentence, first, last, text)]
    if kind == "PER":
        while last - first > 1 and words[first].text.rstrip(".").lower() in HONORIFICS | RANKS:
            first += 1
        if not any(w.text[0].isupper() for w in words[first:last]):
            return []
    return [_name(kind, sentence, first, last, text)]
