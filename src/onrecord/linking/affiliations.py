"""Whom an actor speaks for, which government it is a part of, and which Wikidata item it is.

A spokesperson or a lawyer is known by the description beside it: "a spokeswoman for X", "X's lawyer", "an X spokesman". X is looked
for in the same article, then among the names of the story, then among the full names of the record; where several fit, nobody is
named. Where X is an office or a part of a government and no actor of its own, the one spoken for is that government.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from onrecord.gazetteer import state_named
from onrecord.gazetteer.parts import government_of_body, government_of_office
from onrecord.gazetteer.qids import qids
from onrecord.linking.names import BODIES, Key, bare, state_node
from onrecord.model import ActorKind
from onrecord.reading.identity import same_office
from onrecord.reading.phrases import office

if TYPE_CHECKING:
    from onrecord.linking.sheets import Figure, Sheet

_SPOKESPERSON = r"spokes(?:man|woman|person|people)|press (?:secretary|officer|attaché)|(?:communications|media) (?:director|officer)"
_ADVOCATE = r"lawyers?|attorneys?|solicitors?|barristers?|counsel|publicist"
_FOR = re.compile(
    rf"(?P<before>.{{0,60}}?)\b(?:(?:{_SPOKESPERSON}),? (?:for|of|at|with)|(?:{_ADVOCATE}),? (?:for|of|representing)|speaking for) (?P<whom>.{{2,160}})",
    re.I,
)
_OWNED = re.compile(rf"(?!king|queen)(?P<whom>.{{2,160}}?)['’]s? (?P<before>[\w -]{{0,40}}?)(?:{_SPOKESPERSON}|{_ADVOCATE})", re.I)
_BESIDE = re.compile(rf"(?P<whom>.{{2,80}}?) (?:{_SPOKESPERSON})", re.I)
_NO_MORE = re.compile(r"\b(?:former|ex|onetime|one-time|then|late|previous|retired)\b", re.I)
_PROSECUTOR = re.compile(r"\b(?:u\.?s\.?|united states|state|district|crown|county|prosecuting)['’]?s? $", re.I)
"""What before "attorney for" makes a public office of it."""
_EMPTY = re.compile(r"(?:chief|deputy|senior|lead|principal|official|acting|new|second|other|unnamed)", re.I)
"""What before "spokeswoman" tells nobody whom she speaks for."""
_POSSESSIVE = re.compile(r"(?:his|her|its|their|our|my|your|whose)\b", re.I)
SPEAKERS = (ActorKind.PERSON, ActorKind.GROUP, ActorKind.UNNAMED)
"""Who can speak for somebody."""


def spoken_for(description: str) -> str | None:
    """The words for whom somebody of this description speaks: "spokeswoman for the coast guard" -> "coast guard"."""
    words = _bare(" ".join(description.split()))
    found = _FOR.match(words) or _OWNED.fullmatch(words) or _BESIDE.fullmatch(words)
    before = found.groupdict().get("before") or "" if found else ""
    if found is None or _NO_MORE.search(before) or _NO_MORE.match(words) or _PROSECUTOR.search(before):
        return None
    whom = re.split(r", |; | who | which | \(", found["whom"], maxsplit=1)[0].strip(" ,.")
    whom = _bare(whom)
    return None if not whom or _POSSESSIVE.match(whom) or _EMPTY.fullmatch(whom) else whom


def _bare(words: str) -> str:
    return re.sub(r"^(?:an?|the) ", "", words, flags=re.I)


def reach(words: str) -> list[str]:
    """The names by which words can mean somebody of another story: the whole, and its ends of two words and more, the longest first."""
    split = bare(words).split()
    return [" ".join(split[n:]) for n in range(len(split) - 1)]


class Directory:
    """Who goes by which words: in an article, in its story, in the record.

    Args:
        sheets: of the articles of one story.
        cast: entity -> group, of these articles.
        known: the groups that have a name of several words anywhere in the record.
        government: the group of a state.
    """

    def __init__(
        self, sheets: Sequence[Sheet], cast: Mapping[Key, str], known: Callable[[str], Iterable[str]], government: Callable[[str], str]
    ) -> None:
        self._known, self._government = known, government
        self._words: dict[tuple[str, str], set[str]] = {}
        self._names: dict[tuple[str | None, str], set[str]] = {}
        self._titles: dict[str | None, list[tuple[tuple[str, str | None], str]]] = {}
        for told in sheets:
            for figure in told.figures:
                self._enter(told.article, figure, cast[told.article, figure.id])

    def _enter(self, article: str, figure: Figure, group: str) -> None:
        for words in (*figure.descriptions, *(t for t, _ in figure.texts)):
            self._words.setdefault((article, bare(words)), set()).add(group)
        for scope in (article, None):
            for words in figure.names:
                self._names.setdefault((scope, bare(words)), set()).add(group)
            if figure.names and figure.kind is ActorKind.PERSON:
                self._titles.setdefault(scope, []).extend((title, group) for title in figure.titles)

    def whom(self, words: str, state: str | None, article: str, but: str) -> str | None:
        """The one group that words mean in an article, or the government of a state. ``but`` is not meant."""
        named = state_named(words)
        if named is not None:
            return self._government(named[0].code)
        for found in self._candidates(words, article):
            if found - {but}:
                if len(found - {but}) == 1:
                    return next(iter(found - {but}))
                break
        return self._government(state) if state is not None else None

    def _candidates(self, words: str, article: str) -> Iterator[set[str]]:
        """From the nearest to the farthest: what is found in one does not look further."""
        whole, ends = bare(words), set(reach(words))

        def everywhere(name: str) -> set[str]:
            return set(self._known(name)) if name in ends else set()

        yield self._names.get((article, whole), set()) | self._words.get((article, whole), set())
        yield self._names.get((None, whole), set())
        yield everywhere(whole)
        for size in range(len(whole.split()) - 1, 0, -1):  # "defence minister Ilse Vantongeren" is the minister of that name
            end = " ".join(whole.split()[-size:])
            yield self._names.get((article, end), set())
            yield self._names.get((None, end), set())
            yield everywhere(end)
        for scope in (article, None):
            yield {group for title, group in self._titles.get(scope, ()) if same_office(office(words), title)}


def part_of(kind: ActorKind, called: Iterable[str], homes: Iterable[str]) -> str | None:
    """The node of the state of whose government a body is a part, by all it is called; None where that is none, or several.

    Args:
        homes: the countries of the articles that name it.
    """
    if kind not in BODIES:
        return None
    lands = list(homes)
    home = lands[0] if len(lands) == 1 else None
    told = {s.code for name in called if (s := government_of_body(name, home) or government_of_office(name)) is not None}
    return state_node(told.pop()) if len(told) == 1 else None


def item(kind: ActorKind, names: Iterable[str], shared: Callable[[str], bool]) -> str | None:
    """The Wikidata item of an actor, by the names that are its alone.

    Args:
        shared: whether several actors have a name (as :func:`onrecord.linking.names.bare` gives it).
    """
    known = qids()
    if known is None or kind is ActorKind.UNNAMED:
        return None
    return known.of([n for n in names if not shared(bare(n))], kind)
