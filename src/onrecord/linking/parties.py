"""Participants of clauses by their phrases: whether one phrase names what another does, where no cast of an article can tell."""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.gazetteer import state_named
from onrecord.reading.frames import Frames
from onrecord.reading.quantities import value_of
from onrecord.reading.verbs import stem

_EMPTY = frozenset("the a an this that these those some any its his her their our my your 's ’s s".split())
_TITLES = frozenset(
    "mr mrs ms dr sir lady lord president prime minister chancellor king queen prince princess senator governor general secretary judge "
    "justice professor captain colonel pope chairman chief mayor premier dame sheikh gen sen gov rep capt col former late".split()
)
_PERSONS = frozenset("i we you he she".split())
_BODY = frozenset("government administration state republic".split())
_LEGAL = frozenset("inc ltd plc corp co ag sa corporation company limited".split())


@dataclass(frozen=True, slots=True)
class Party:
    """A noun phrase as a participant.

    Attributes:
        words: stems of its words of content, its head among them; ``named`` the names among them, in lower case.
        near: those of them that do not stand behind the head in phrases of their own.
        head: stem of its head; ``plural`` its number.
        beside: names and nouns of its appositions.
        state: code of the state that it stands for, or None.
        pronoun: the pronoun that it is, or None.
        number: the number that it gives, or None.
        choice: whether it is one of a choice ("A or B").
    """

    words: frozenset[str]
    near: frozenset[str]
    named: tuple[str, ...]
    head: str
    plural: bool
    proper: bool
    beside: frozenset[str]
    state: str | None
    pronoun: str | None
    number: float | None
    choice: bool


def _plain(text: str) -> str:
    return text.lower().rstrip(".").replace(".", "")


def party(frames: Frames, at: int) -> Party:
    """The participant whose phrase is headed by the word ``at``."""
    words = frames.words
    run, core = frames.run(at), frames.core(at)
    kept = [
        k for k in run if words[k].upos in ("NOUN", "PROPN", "ADJ", "NUM", "VERB", "PRON", "X", "ADV") and frames.lemmas[k] not in _EMPTY
    ]
    near = [k for k in core if k in kept]
    names = tuple(_plain(words[k].text) for k in core if words[k].upos == "PROPN")
    word = words[at]
    beside: set[str] = set()
    for c in frames.s.children[at]:
        if frames.relations[c] in ("appos", "flat", "list"):
            for k in frames.core(c):
                if words[k].upos in ("PROPN", "NOUN"):
                    beside.add(_plain(words[k].text) if words[k].upos == "PROPN" else stem(frames.lemmas[k]))
    surface = " ".join(words[k].text for k in core if words[k].upos not in ("DET", "PUNCT"))
    found = state_named(surface) or (state_named(word.text) if len([k for k in core if words[k].upos != "DET"]) == 1 else None)
    if found is None and frames.lemmas[at] in _BODY:
        found = next((s for k in run if k != at and (s := state_named(words[k].text))), None)
    number = next((v for k in core if words[k].xpos == "CD" and (v := value_of([words[k].text.lower()])) is not None), None)
    return Party(
        frozenset(stem(frames.lemmas[k] if words[k].upos != "PROPN" else _plain(words[k].text)) for k in kept),
        frozenset(stem(frames.lemmas[k] if words[k].upos != "PROPN" else _plain(words[k].text)) for k in near),
        names,
        stem(frames.lemmas[at] if word.upos != "PROPN" else _plain(word.text)),
        word.xpos in ("NNS", "NNPS"),
        word.upos == "PROPN",
        frozenset(beside),
        found[0].code if found else None,
        _plain(word.text) if word.upos == "PRON" else None,
        number,
        frames.chosen(at),
    )


def entails(x: Party, y: Party) -> bool | None:
    """Whether what holds of ``x`` holds of ``y``: True where ``y`` says no more of it, False where both bear other names, else None."""
    same = _alike(x, y)
    if same is not True or x.choice or y.choice:
        return same if same is False else None
    if not x.proper and not y.proper and not y.near <= (x.words | x.beside):
        return None
    return True


def matches(x: Party, y: Party) -> bool | None:
    """As :func:`entails`, but the phrases may each say something that the other leaves out."""
    if x.choice or y.choice:
        return None
    return _alike(x, y)


def _alike(x: Party, y: Party) -> bool | None:
    if x.pronoun or y.pronoun:
        if not (x.pronoun and y.pronoun):
            return None
        return True if x.pronoun == y.pronoun else False if {x.pronoun, y.pronoun} <= _PERSONS else None
    if x.state and y.state:
        return x.state == y.state
    if x.number is not None and y.number is not None and x.number != y.number and x.head == y.head:
        return None
    if x.proper and y.proper:
        return _names(x, y)
    if x.proper or y.proper:
        named, plain = (x, y) if x.proper else (y, x)
        if plain.head in named.words or plain.head in named.beside or set(named.named) & plain.beside:
            return True
        return None
    if x.head != y.head:
        return True if y.head in x.beside or x.head in y.beside else None
    if x.plural != y.plural:
        return None
    return not (x.named and y.named and not set(x.named) & set(y.named) and not _states(x) & _states(y))


def _states(p: Party) -> set[str]:
    return {s[0].code for n in p.named if (s := state_named(n.title()) or state_named(n.upper()))}


def _names(x: Party, y: Party) -> bool | None:
    a = [n for n in x.named if n not in _TITLES and n not in _LEGAL]
    b = [n for n in y.named if n not in _TITLES and n not in _LEGAL]
    if not a or not b:
        return None if set(x.named) & set(y.named) else False
    if set(b) <= set(a) | x.beside or set(a) <= set(b) | y.beside:
        lone = len(b) == 1 and b[0] not in (*x.beside, a[0]) and x.head != y.head
        return True if a[-1] == b[-1] or (set(b) <= x.beside | set(a) and not lone) else None
    if a[-1] == b[-1] and (len(a[0]) == 1 or len(b[0]) == 1 or a[0][0] == b[0][0]):
        return True
    for short, long in ((a, b), (b, a)):
        if len(short) == 1 and len(long) > 1 and re.sub(r"\W", "", short[0]) == "".join(n[0] for n in long):
            return True
    if set(a) & set(b):
        return None
    return False
