"""Noun phrases over the parse: what a phrase's head is, what is named in it, and which office it gives."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from onrecord.gazetteer import State, state_named
from onrecord.reading.names import HONORIFICS, SHORT_RANKS, TITLES, Name
from onrecord.reading.parse import Parsed

BODIES = frozenset(
    "government administration ministry department office council union party court police army navy agency bank firm company corporation group "
    "university hospital committee board association organisation organization team club commission embassy parliament senate house congress "
    "cabinet force forces service authority institute centre center foundation charity operator manufacturer maker retailer airline developer "
    "coalition federation league society trust fund school college museum newspaper paper station broadcaster network magazine website site "
    "outlet publisher regulator watchdog inspectorate tribunal inquiry panel task jury prosecution defence defense opposition campaign "
    "congregation church mission command brigade regiment crew utility railway port airport consortium partnership co-operative cooperative "
    "chamber secretariat bureau directorate lab laboratory observatory theatre theater gallery studio label orchestra studio startup start-up "
    "conglomerate subsidiary insurer lender broker exchange clinic pharmacy ombudsman "
    "guild alliance forum municipality borough shire corps corporation estate distillery brewery refinery mill telco exporter importer shipper supplier "
    "haulier trader syndicate assembly legislature judiciary coastguard consulate diocese academy archive zoo".split()
)
DOCUMENTS = frozenset(
    "report letter statement document memo email e-mail filing affidavit indictment complaint lawsuit survey poll study review audit notice "
    "release transcript log logs minutes record records ruling judgment judgement order verdict website post tweet bulletin note bill "
    "contract agreement paper figures data analysis recording footage video map plan manual leaflet sign press".split()
)
GENERIC_BODIES = frozenset(
    "company firm operator organisation organization group agency manufacturer maker retailer developer chain business carrier "
    "exporter importer shipper supplier telco trader".split()
)
_OF = frozenset("of for at in with to".split())


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase: its words in one sentence (half open), its head, and what it names.

    Attributes:
        person: the name of the person that the phrase denotes, or None.
        body: the name of the organisation or place that it denotes, or None.
        state: the state that it stands for, or None.
        role: the description beside the name, or the whole phrase where it has no name.
    """

    sentence: int
    first: int
    last: int
    head: int
    start: int
    end: int
    text: str
    person: Name | None
    body: Name | None
    state: State | None
    role: str | None
    definite: bool
    plural: bool


def head_of(sentence: Parsed, first: int, last: int) -> int:
    """The word of the span whose governor lies outside it (the first such that is no punctuation)."""
    best = -1
    for k in range(first, last):
        word = sentence.words[k]
        if word.upos in ("PUNCT", "ADP", "CCONJ", "SCONJ"):
            continue
        if word.head < first or word.head >= last:
            if word.upos in ("NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET"):
                return k
            if best < 0:
                best = k
    return best if best >= 0 else first


def within(sentence: Parsed, start: int, end: int) -> tuple[int, int]:
    """Word numbers (half open) of the characters ``start`` to ``end``; (0, 0) where none."""
    inside = [k for k, w in enumerate(sentence.words) if w.token.start < end and w.token.end > start]
    return (inside[0], inside[-1] + 1) if inside else (0, 0)


def _clean(words: str) -> str:
    words = re.sub(r"\s+", " ", words).strip(" ,;:–—-")
    return re.sub(r"^(?:the|a|an)\s+", "", words, flags=re.I)


def names_between(names: list[Name], start: int, end: int) -> list[Name]:
    """Those of an article's names that begin from ``start`` on and before ``end``."""
    return names[bisect_left(names, start, key=_start) : bisect_left(names, end, key=_start)]


def _start(name: Name) -> int:
    return name.start


def phrase(text: str, sentence: Parsed, start: int, end: int, names: list[Name]) -> Phrase | None:
    """The phrase that stands at ``text[start:end]``, or None where no word does.

    Args:
        names: all names of the article, in order.
    """
    first, last = within(sentence, start, end)
    if first == last:
        return None
    words = sentence.words
    inside = [n for n in names_between(names, sentence.start, sentence.end) if n.first < last and n.last > first]
    head = head_of(sentence, first, last)
    while first < head and words[first].upos == "ADP" and words[first].relation == "case":
        first += 1
    start, end = words[first].token.start, words[last - 1].token.end

    def denoted(kind: str) -> Name | None:
        for name in inside:
            if name.kind != kind:
                continue
            if name.first <= head < name.last:
                return name
            top = head_of(sentence, name.first, name.last)
            owner, relation = words[top].head, words[top].relation.split(":")[0]
            possessive = name.last < len(words) and words[name.last].xpos == "POS"
            if possessive or words[top].relation in ("nmod:poss", "nmod", "nmod:of"):
                continue
            if relation == "compound" and owner == head and name.first < head:
                continue  # "a Pellborough spokeswoman" is not Pellborough
            if (
                owner == head
                and relation in ("flat", "appos", "compound", "list", "dep", "nmod")
                and (kind == "PER" or relation == "appos")
            ):
                return name
            if (
                kind == "PER"
                and owner >= 0
                and words[owner].head == head
                and relation in ("flat", "compound")
                and words[owner].relation in ("appos", "flat", "compound")
            ):
                return name
        return None

    lemma = words[head].lemma.lower()
    last_name = inside[-1] if inside else None
    apposed = (
        last_name is not None
        and last_name.first > head + 1
        and words[last_name.first - 1].text == ","
        and all(words[k].upos == "PUNCT" for k in range(last_name.last, last))
    )
    governs = lemma in ("government", "administration", "cabinet")
    person = denoted("PER") or (
        last_name
        if apposed and last_name is not None and last_name.kind == "PER" and words[head].upos == "NOUN" and lemma not in BODIES
        else None
    )
    body = (
        None
        if person or governs
        else denoted("ORG")
        or denoted("LOC")
        or (last_name if apposed and last_name is not None and last_name.kind != "PER" and lemma in BODIES else None)
    )
    if (
        person is None
        and last_name is not None
        and last_name.kind == "PER"
        and all(words[k].upos == "PUNCT" for k in range(last_name.last, last))
    ):
        before = [words[k] for k in range(first, last_name.first)]
        if (
            before
            and before[-1].upos in ("NOUN", "PROPN")
            and all(w.upos in ("NOUN", "PROPN", "ADJ", "DET", "NUM") or w.text == "-" for w in before)
        ):
            person, body = last_name, None  # "harbour master Ines …", whatever the parse made of it
    if person is None and body is None and not governs and words[head].upos == "PROPN":
        a = head
        while a > first and words[a - 1].upos == "PROPN":
            a -= 1
        b = head + 1
        while b < last and words[b].upos == "PROPN":
            b += 1
        titles = [k for k in range(max(first, a - 1), b - 1) if words[k].text.rstrip(".").lower() in HONORIFICS | TITLES]
        a = titles[-1] + 1 if titles else a
        span = words[a].token.start, words[b - 1].token.end
        plain = (
            2 <= b - a <= 4
            and not any(words[k].lemma.lower() in BODIES for k in range(a, b))
            and not (a > first and words[a - 1].upos == "DET")
        )
        human = bool(titles) or plain
        named = Name("PER" if human else "ORG", *span, text[span[0] : span[1]], sentence.number, a, b)
        person, body = (named, None) if human else (None, named)
    state = None
    found = state_named(words[head].text) or (state_named(body.text) if body else None)
    if (
        found
        and words[head].text[0].isupper()
        and (found[1] != "demonym" or words[head].xpos in ("NNPS", "NNS") or words[head].text.endswith("s") or last - first <= 2)
    ):
        state = found[0]
    elif governs:
        for name in inside:
            at = state_named(name.text)
            if at and name.last <= head + 4:
                state = at[0]
    return Phrase(
        sentence.number,
        first,
        last,
        head,
        start,
        end,
        text[start:end],
        person,
        body,
        state,
        _role(text, sentence, first, last, person, body),
        any(
            words[k].lemma.lower() in ("the", "this", "that", "these", "those", "both", "its", "his", "her", "their")
            or words[k].xpos == "POS"
            for k in range(first, head)
        ),
        words[head].has("Number=Plur") or any(words[k].relation == "conj" and words[k].head == head for k in range(first, last)),
    )


def _role(text: str, sentence: Parsed, first: int, last: int, person: Name | None, body: Name | None) -> str | None:
    words = sentence.words
    if sentence.words[head_of(sentence, first, last)].upos == "PRON":
        return None
    if person is None:
        return None if body is not None else _clean(text[words[first].token.start : words[last - 1].token.end]) or None
    before = list(range(first, person.first))
    while before and (words[before[-1]].text.rstrip(".").lower() in HONORIFICS | SHORT_RANKS or words[before[-1]].upos == "PUNCT"):
        before.pop()
    if before:
        title = _clean(text[words[before[0]].token.start : words[before[-1]].token.end])
        if title and any(words[k].upos in ("NOUN", "PROPN") for k in before):
            return title
    after = person.last
    if after < last and words[after].text == ",":
        stop = after + 1
        while stop < last and words[stop].text != ",":
            if words[stop].xpos in ("WP", "WDT"):
                break
            stop += 1
        title = _clean(text[words[after + 1].token.start : words[stop - 1].token.end]) if stop > after + 1 else ""
        if (
            title
            and any(words[k].upos in ("NOUN", "PROPN") for k in range(after + 1, stop))
            and words[after + 1].upos not in ("PRON", "VERB")
        ):
            return title
    return None


def office(role: str) -> tuple[str, str | None]:
    """Title and body of a role: "spokeswoman for the U.S. Secretary of Defense" -> ("spokeswoman", "U.S. Secretary of Defense")."""
    words = role.split()
    for k, word in enumerate(words[1:], 1):
        if word.lower() in _OF and k + 1 <= len(words) - 1:
            return " ".join(words[:k]), _clean(" ".join(words[k + 1 :]))
    for k in range(len(words) - 1, 0, -1):
        if words[k - 1].endswith(("'s", "’s")):
            return " ".join(words[k:]), _clean(" ".join(words[:k]))[:-2]
    found = state_named(words[0]) if len(words) > 1 else None
    if found:
        return " ".join(words[1:]), found[0].name
    if len(words) > 1 and words[0].isupper() and len(words[0]) > 1:
        return " ".join(words[1:]), words[0]
    return role, None
