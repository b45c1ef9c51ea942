"""Names that tell who is meant beyond one story: full names of people, names of bodies of several words, states.

Each is a node of a graph over the whole record. Nodes are joined where they may be one person's two names, where one article gives
both to one person or body, and where a story or a person's judgement ties them. What holds together is one actor.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

from onrecord.gazetteer import state_named
from onrecord.model import ActorKind
from onrecord.reading.identity import fold, same_first

Key = tuple[str, str]
"""An entity: (article id, entity id)."""

NICKNAMES = (
    "tom thomas tommy",
    "bill william will willie billy liam",
    "bob robert rob bobby robbie",
    "dick richard rick ricky rich",
    "jim james jimmy jamie",
    "joe joseph joey",
    "mike michael mick mickey",
    "dave david davey",
    "dan daniel danny",
    "ben benjamin benny",
    "sam samuel sammy samantha",
    "ed edward ted eddie ned",
    "chris christopher christine christina",
    "steve stephen steven",
    "tony anthony",
    "andy andrew drew",
    "matt matthew",
    "nick nicholas nicolas",
    "greg gregory",
    "jeff jeffrey geoffrey geoff",
    "ken kenneth kenny",
    "larry lawrence laurence",
    "jerry gerald jeremy",
    "ron ronald ronnie",
    "don donald",
    "fred frederick alfred",
    "pat patrick patricia paddy",
    "liz elizabeth beth betty lizzie eliza",
    "kate katherine catherine kathy cathy katie kathleen",
    "meg margaret maggie peggy",
    "sue susan suzanne",
    "jen jennifer jenny",
    "becky rebecca",
    "debbie deborah",
    "vicky victoria",
    "alex alexander alexandra",
    "max maximilian",
    "charlie charles chuck",
    "harry harold henry",
    "jack john johnny",
    "gus augustus",
    "abe abraham",
    "al albert alan",
    "art arthur",
    "walt walter",
    "pete peter",
    "phil philip phillip",
)
_SHORT = {name: n for n, names in enumerate(NICKNAMES) for name in names.split()}
BODIES = (ActorKind.ORGANISATION, ActorKind.GROUP)


@lru_cache(maxsize=1 << 16)
def plain(name: str) -> str:
    """A name for comparison: without accents, case, honorifics and punctuation."""
    folded = unicodedata.normalize("NFKD", fold(name))
    return re.sub(r"[^\w\s]", " ", "".join(c for c in folded if not unicodedata.combining(c))).strip()


def same_person(a: str, b: str) -> bool:
    """Whether two full names (as :func:`plain` gives them) may be one person's."""
    x, y = a.split(), b.split()
    if len(x) < 2 or len(y) < 2 or x[-1] != y[-1]:
        return False
    if same_first(x[0], y[0]):
        return True
    return x[0] in _SHORT and _SHORT[x[0]] == _SHORT.get(y[0])


def full(names: Iterable[str]) -> list[str]:
    """The plain names of more than one word."""
    return [p for n in names if len((p := plain(n)).split()) > 1]


def surnames(names: Iterable[str]) -> set[str]:
    """The last words of names."""
    return {p.split()[-1] for n in names if (p := plain(n))}


def body(name: str) -> str:
    """The plain name of a body, without "the"."""
    return plain(name).removeprefix("the ")


def bare(words: str) -> str:
    """A plain name or description without its article."""
    return re.sub(r"^(?:an?|the) ", "", plain(words))


def state_node(code: str) -> str:
    """The node of a state. It stands before all others, so that whatever is joined with it is called by it."""
    return f"={code}"


def person_node(name: str) -> str:
    """The node of a person's full name, plain."""
    return f"p:{name}"


def decided_node(key: Key) -> str:
    """The node of an entity that a person decided about. It stands behind all others, so that no actor is called by it."""
    return f"|{key[0]}/{key[1]}"


def nodes(kind: ActorKind, names: Iterable[str]) -> tuple[str, ...]:
    """The nodes that an entity of this kind and these names bears; none where its story must tell who it is."""
    names = list(names)
    if kind is ActorKind.PERSON:
        found = [person_node(n) for n in full(names)]
    elif kind in BODIES:
        found = [f"b:{b}" for n in names if " " in (b := body(n))]
    else:
        state = state_named(names[0]) if kind is ActorKind.GOVERNMENT and names else None
        found = [state_node(state[0].code)] if state else []
    return tuple(dict.fromkeys(found))


class Bearers:
    """The full names that end in one surname."""

    def __init__(self, names: Iterable[str]) -> None:
        self._initial: dict[str, set[str]] = {}
        self._short: dict[int, set[str]] = {}
        for name in names:
            self.add(name)

    def add(self, name: str) -> None:
        """Enters a plain full name."""
        first = name.split()[0]
        self._initial.setdefault(first[0], set()).add(name)
        if first in _SHORT:
            self._short.setdefault(_SHORT[first], set()).add(name)

    def like(self, name: str) -> Iterator[str]:
        """The names that may be the same person's."""
        first = name.split()[0]
        near = self._initial.get(first[0], set()) | self._short.get(_SHORT.get(first, -1), set())
        return (other for other in near if other != name and same_person(name, other))
