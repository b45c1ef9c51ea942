"""Whom an actor speaks for, which government it is a part of, and which Wikidata item it is.

A spokesperson or a lawyer is known by the description beside it: "a spokeswoman for X", "X's lawyer", "an X spokesman". X is looked
for in the same article, then among the names of the story, then among the full names of the record; where several fit, nobody is
named. Where X is an office or a part of a government and no actor of its own, the one spoken for is that government.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from onrecord.gazetteer import State, state_named
from onrecord.gazetteer.parts import government_of_body, government_of_office
from onrecord.gazetteer.qids import qids
from onrecord.linking.actors import Key, plain
from onrecord.model import Actor, ActorKind, Article, Entity, Reading, Story
from onrecord.reading.identity import same_office
from onrecord.reading.phrases import office

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
_BODIES = (ActorKind.ORGANISATION, ActorKind.GROUP)
_SPEAKERS = (ActorKind.PERSON, ActorKind.GROUP, ActorKind.UNNAMED)


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


def _name(words: str) -> str:
    return _bare(plain(words))


class _Directory:
    """Who goes by which words: in an article, in a story, in the record."""

    def __init__(self, actors: Iterable[Actor], cast: Mapping[Key, str], readings: Sequence[Reading], stories: Sequence[Story]) -> None:
        self._story_of = {a: s.id for s in stories for a in s.articles}
        self._words: dict[tuple[str, str], set[str]] = {}
        self._names: dict[tuple[str | None, str], set[str]] = {}
        self._titles: dict[str | None, list[tuple[tuple[str, str | None], str]]] = {}
        self._states = {s.code: a.id for a in actors if (s := _state_of(a)) is not None}
        for reading in readings:
            for entity in reading.entities:
                actor = cast.get((reading.article, entity.id))
                if actor is not None:
                    self._enter(reading.article, entity, actor)

    def _enter(self, article: str, entity: Entity, actor: str) -> None:
        for words in (*entity.descriptions, *(m.text for m in entity.mentions)):
            self._words.setdefault((article, _name(words)), set()).add(actor)
        scopes = self._scopes(article)
        for words in entity.names:
            for scope in scopes if len(_name(words).split()) > 1 else scopes[:2]:
                self._names.setdefault((scope, _name(words)), set()).add(actor)
        for scope in scopes[:2] if entity.names and entity.kind is ActorKind.PERSON else ():
            self._titles.setdefault(scope, []).extend((title, actor) for title in entity.titles)

    def _scopes(self, article: str) -> tuple[str | None, ...]:
        """The article, its story and the record, the nearest first."""
        return article, self._story_of.get(article, article), None

    def find(self, words: str, article: str, but: str) -> str | None:
        """The one actor that the words mean in an article; None where there is none, or several are as near. ``but`` is not meant."""
        state = state_named(words)
        if state is not None:
            return self._states.get(state[0].code)
        for found in self._candidates(words, article):
            if found - {but}:
                return next(iter(found - {but})) if len(found - {but}) == 1 else None
        return None

    def _candidates(self, words: str, article: str) -> Iterator[set[str]]:
        whole = _name(words)
        yield self._names.get((article, whole), set()) | self._words.get((article, whole), set())
        for scope in self._scopes(article)[1:]:
            yield self._names.get((scope, whole), set())
        for size in range(len(whole.split()) - 1, 0, -1):  # "defence minister Ilse Vantongeren" is the minister of that name
            end = " ".join(whole.split()[-size:])
            for scope in self._scopes(article):
                yield self._names.get((scope, end), set())
        for scope in self._scopes(article)[:2]:
            yield {actor for title, actor in self._titles.get(scope, ()) if same_office(office(words), title)}

    def government(self, state: State | None) -> str | None:
        """The actor of a state."""
        return self._states.get(state.code) if state is not None else None


def _state_of(actor: Actor) -> State | None:
    found = state_named(actor.name) if actor.kind is ActorKind.GOVERNMENT else None
    return found[0] if found else None


def _descriptions(entity: Entity) -> Iterator[str]:
    yield from entity.descriptions
    if not entity.names:
        yield from (m.text for m in entity.mentions)


@dataclass(slots=True)
class _Seen:
    """What the articles show of one actor: its names, the countries of the articles, and the days of those it speaks for."""

    names: dict[str, None] = field(default_factory=dict)
    homes: set[str] = field(default_factory=set)
    whom: dict[str, list[str]] = field(default_factory=dict)


def _look(cast: Mapping[Key, str], articles: Mapping[str, Article], read: Sequence[Reading], directory: _Directory) -> dict[str, _Seen]:
    out: dict[str, _Seen] = {}
    for reading in read:
        for entity in reading.entities:
            who = cast.get((reading.article, entity.id))
            if who is None:
                continue
            seen = out.setdefault(who, _Seen())
            seen.names.update(dict.fromkeys(entity.names or entity.descriptions))
            if reading.home:
                seen.homes.add(reading.home)
            for words in filter(None, map(spoken_for, _descriptions(entity))) if entity.kind in _SPEAKERS else ():
                whom = directory.find(words, reading.article, who) or directory.government(
                    government_of_body(words, reading.home) or government_of_office(words, reading.home)
                )
                if whom is not None:
                    seen.whom.setdefault(whom, []).append((articles[reading.article].published or "")[:10])
    return out


def affiliated(
    actors: Sequence[Actor], cast: Mapping[Key, str], articles: Mapping[str, Article], readings: Iterable[Reading], stories: Sequence[Story]
) -> tuple[Actor, ...]:
    """The actors with ``speaks_for``, ``part_of`` and ``qid`` filled where the record or the user's table tells.

    Args:
        cast: (article id, entity id) -> actor id.
    """
    read = sorted(readings, key=lambda r: r.article)
    directory = _Directory(actors, cast, read, stories)
    looked = _look(cast, articles, read, directory)
    shared = _shared({who: seen.names for who, seen in looked.items()})
    out = []
    for actor in actors:
        seen = looked.get(actor.id, _Seen())
        out.append(replace(actor, speaks_for=_last(seen.whom), part_of=_parent(actor, seen, directory), qid=_item(actor, seen, shared)))
    return tuple(out)


def _parent(actor: Actor, seen: _Seen, directory: _Directory) -> str | None:
    if actor.kind not in _BODIES:
        return None
    home = next(iter(seen.homes)) if len(seen.homes) == 1 else None
    told = {s.code: s for name in seen.names if (s := government_of_body(name, home) or government_of_office(name)) is not None}
    return directory.government(next(iter(told.values()))) if len(told) == 1 else None


def _item(actor: Actor, seen: _Seen, shared: set[str]) -> str | None:
    known = qids()
    if known is None or actor.kind is ActorKind.UNNAMED:
        return None
    return known.of([n for n in (actor.name, *seen.names) if _name(n) not in shared], actor.kind)


def _last(days: Mapping[str, Sequence[str]]) -> str | None:
    """Whom the newest article names, or the most articles of that day; None where that leaves two."""
    newest = max((day for seen in days.values() for day in seen), default="")
    ranked = sorted(((seen.count(newest), whom) for whom, seen in days.items()), reverse=True)
    if not ranked or (len(ranked) > 1 and ranked[0][0] == ranked[1][0]):
        return None
    return ranked[0][1]


def _shared(names: Mapping[str, Iterable[str]]) -> set[str]:
    """Names that several actors have, and that therefore tell nobody from another."""
    seen: dict[str, set[str]] = {}
    for actor, called in names.items():
        for name in called:
            seen.setdefault(_name(name), set()).add(actor)
    return {name for name, actors in seen.items() if len(actors) > 1}
