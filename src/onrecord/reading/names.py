"""Proper names in an article: the name head's labels decoded, and mended where newspaper style fools it."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from onrecord.gazetteer import state_named
from onrecord.reading.attribution import decode, forbidden_moves, pieces_of
from onrecord.reading.encoder import Glance
from onrecord.reading.parse import Parsed
from onrecord.reading.tokens import MONTHS_AND_DAYS

HONORIFICS = frozenset(
    "mr mrs ms miss mx dr prof professor sir dame lord lady rev reverend fr father sister judge justice madam master".split()
)
RANKS = frozenset(
    "gen general lt lieutenant col colonel maj major capt captain cmdr commander sgt sergeant cpl corporal adm admiral brig brigadier "
    "insp inspector supt superintendent det detective const constable cllr cr councillor councilor councilman councilwoman sen senator "
    "rep representative gov governor pres president chancellor premier pm mp mla mep hon".split()
)

RANK_OF = {
    "gen": "general", "lt": "lieutenant", "col": "colonel", "maj": "major", "capt": "captain", "cmdr": "commander", "sgt": "sergeant", "cpl": "corporal", "adm": "admiral",
    "brig": "brigadier", "insp": "inspector", "supt": "superintendent", "det": "detective", "const": "constable", "cllr": "councillor", "cr": "councillor",
    "sen": "senator", "rep": "representative", "gov": "governor", "pres": "president", "prof": "professor",
}  # fmt: skip
"""What the abbreviations before a name stand for."""
SHORT_RANKS = frozenset(RANK_OF) | frozenset("pm mp mla mep hon".split())


TITLES = RANKS | frozenset(
    "minister secretary ambassador commissioner chairman chairwoman chairperson chair chief executive director mayor premier king queen prince princess "
    "spokesman spokeswoman spokesperson leader deputy attorney prosecutor judge justice coach manager captain superintendent sheriff marshal "
    "congressman congresswoman lawmaker negotiator steward officer analyst economist lawyer solicitor barrister barrister engineer inspector scientist "
    "treasurer speaker whip principal headteacher head teacher bishop archbishop cardinal imam rabbi pope dean provost vice-chancellor ombudsman envoy "
    "lieutenant-governor undersecretary consul master sergeant trooper agent trustee councillor administrator editor curator conductor producer farmer".split()
)
"""Nouns that stand as a title right before a person's name ("Defence Minister Rob …")."""
LONGEST = 12
"""Words to which a person's name is lengthened beyond what the network saw."""


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
            runs = _proper(sentence, first, last + 1)
            for n, (a, b) in enumerate(runs):
                owner = b < len(sentence.words) and sentence.words[b].xpos == "POS" and n + 1 < len(runs)
                out.extend(_mend("ORG" if owner and piece.role == "PER" else piece.role, sentence, a, b, text))
    of_sentence: dict[int, list[Name]] = {}
    for name in out:
        of_sentence.setdefault(name.sentence, []).append(name)
    out = [n for s in parsed for n in _titled(s, of_sentence.get(s.number, []), text)]
    out = _introduced(parsed, out)
    taken = {(n.sentence, k) for n in out for k in range(n.first, n.last)}
    for sentence in parsed:  # capitalised people and seats of government that the head passed over
        for k, word in enumerate(sentence.words):
            if (
                (sentence.number, k) not in taken
                and word.upos in ("PROPN", "ADJ", "NOUN")
                and word.text[:1].isupper()
                and state_named(word.text)
            ):
                out.append(_name("LOC", sentence, k, k + 1, text))
    out = [n for n in out if n.kind == "PER" or n.last - n.first > 1 or n.text.rstrip(".").lower() not in TITLES | _OFFICES]
    return sorted(out, key=lambda n: n.start)


_OFFICES = frozenset("ceo cfo coo cto mla td mep msp mp lord lady sir justice".split())
"""Words for an office that a headline or a list writes like a name."""
_LINKS = frozenset("of the and & for de la le du des von van der den di da al el bin ibn ap y e - ' ’ . o".split())
_NO_NAMES = MONTHS_AND_DAYS | frozenset(
    "january february march april june july august september october november december monday tuesday wednesday thursday friday saturday sunday".split()
)


def _proper(sentence: Parsed, first: int, last: int) -> list[tuple[int, int]]:
    """The runs of proper nouns in a span that the head takes for a name, with the small words between them."""
    words, out = sentence.words, list[tuple[int, int]]()
    at = first
    while at < last:
        if not _namelike(sentence, at):
            at += 1
            continue
        end = at + 1
        while end < last:
            step = end
            while step < last and words[step].text.lower() in _LINKS and step - end < 3:
                step += 1
            if step >= last or not _namelike(sentence, step):
                break
            end = step + 1
        out.append((at, end))
        at = end
    return out


def _namelike(sentence: Parsed, at: int) -> bool:
    word = sentence.words[at]
    if not word.text[0].isupper() or word.text.lower().rstrip(".") in _NO_NAMES:
        return False
    return word.upos in ("PROPN", "X") or (word.upos in ("NOUN", "ADJ", "VERB", "NUM", "ADV", "INTJ") and at > 0)


def _introduced(parsed: list[Parsed], found: list[Name]) -> list[Name]:
    """A single word is a person only where the article gives that person's full name, or a title before it: so newspapers introduce people."""
    full = {w.lower() for n in found if n.kind == "PER" and n.last - n.first > 1 for w in (n.text.split()[0], n.text.split()[-1])}
    out = []
    for name in found:
        if name.kind == "PER" and name.last - name.first == 1 and name.text.lower() not in full:
            before = parsed[name.sentence].words[name.first - 1].text.rstrip(".").lower() if name.first else ""
            if before not in HONORIFICS | TITLES:
                name = replace(name, kind="ORG")
        out.append(name)
    return out


def _name(kind: str, sentence: Parsed, first: int, last: int, text: str) -> Name:
    start, end = sentence.words[first].token.start, sentence.words[last - 1].token.end
    return Name(kind, start, end, text[start:end], sentence.number, first, last)


def _mend(kind: str, sentence: Parsed, first: int, last: int, text: str) -> list[Name]:
    words = sentence.words
    while last > first and (
        words[last - 1].xpos == "POS" or not words[last - 1].text[0].isalnum() or words[last - 1].text.lower().endswith("self")
    ):
        last -= 1
    while first < last and (not words[first].text[0].isalnum() or words[first].upos == "DET"):
        first += 1
    if first >= last:
        return []
    if state_named(text[words[first].token.start : words[last - 1].token.end]):
        return [_name("LOC", sentence, first, last, text)]
    while kind == "PER" and last - first < LONGEST and (more := _runs_on(sentence, first, last)):
        last += more
    if all(words[k].upos in ("PRON", "DET", "ADV", "VERB", "AUX", "SCONJ", "CCONJ", "INTJ") for k in range(first, last)) and first == 0:
        return []
    if kind == "PER":
        titles = [k for k in range(first, last - 1) if words[k].text.rstrip(".").lower() in HONORIFICS | TITLES]
        if titles and words[titles[-1] + 1].text[0].isupper():
            first = titles[-1] + 1
        if not any(w.text[0].isupper() for w in words[first:last]):
            return []
    return [_name(kind, sentence, first, last, text)]


def _runs_on(sentence: Parsed, first: int, last: int) -> int:
    """How many words more a person's name has than the head saw: the rest of a double-barrelled or flat surname."""
    words = sentence.words
    if last + 1 < len(words) and words[last].text == "-" and words[last].token.start == words[last - 1].token.end:
        return 2 if words[last + 1].token.start == words[last].token.end and words[last + 1].text[0].isupper() else 0
    if (
        last < len(words)
        and last - first < 4
        and words[last].upos == "PROPN"
        and words[last].relation == "flat"
        and first <= words[last].head < last
    ):
        return 1 if words[last].text[0].isupper() else 0
    return 0


def _titled(sentence: Parsed, found: list[Name], text: str) -> list[Name]:
    """A sentence's names: those right after a title are people, and the title is no part of them, whatever the head said."""
    words, out = sentence.words, list(found)
    k = 0
    while k < len(words) - 1:
        if (
            words[k].text[0].isalpha()
            and words[k].text.rstrip(".").lower() in TITLES | HONORIFICS
            and words[k + 1].text[0].isupper()
            and words[k + 1].upos == "PROPN"
            and words[k + 1].text.rstrip(".").lower() not in TITLES | HONORIFICS
        ):
            end = k + 1
            while (
                end < len(words)
                and (
                    words[end].upos == "PROPN"
                    or (
                        words[end].text == "-"
                        and end + 1 < len(words)
                        and words[end + 1].upos == "PROPN"
                        and words[end].token.start == words[end - 1].token.end
                    )
                )
                and end - k <= 5
                and not state_named(words[end].text)
            ):
                end += 1
            run = range(k + 1, end)
            over = [n for n in out if n.first < end and n.last > k]
            kept = next((n for n in over if n.kind == "PER" and n.first == k + 1), None)
            if run and kept is None and all(n.kind != "LOC" or n.first > k for n in over):
                out = [n for n in out if n not in over or n.last <= k]
                out.append(_name("PER", sentence, k + 1, end, text))
            elif kept is not None:
                out = [n for n in out if n is kept or n not in over or n.first >= kept.last]
            k = end
        k += 1
    return out
