"""Actors across articles: which entities of different readings are one person, body or state.

A full name links everywhere; a surname alone links within its story, to the one person there who has it. What has no name
stays an actor of its own article.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from onrecord.gazetteer import state_named
from onrecord.judgements.identities import Identities
from onrecord.linking.groups import Groups
from onrecord.model import Actor, ActorKind, Article, Entity, Judgement, Office, Reading, Story
from onrecord.reading.identity import fold, same_first, same_office
from onrecord.reading.phrases import office

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


def _full(entity: Entity) -> list[str]:
    return [plain(n) for n in entity.names if len(plain(n).split()) > 1]


def _join_people(groups: Groups[Key], people: dict[Key, Entity], story_of: dict[str, str]) -> None:
    full = {k: _full(e) for k, e in people.items()}
    by_surname: dict[str, list[Key]] = {}
    for key, entity in people.items():
        for name in {plain(n).split()[-1] for n in entity.names if plain(n)}:
            by_surname.setdefault(name, []).append(key)
    for name in sorted(by_surname):
        keys = sorted(set(by_surname[name]))
        named = [k for k in keys if full[k]]
        for n, a in enumerate(named):
            for b in named[n + 1 :]:
                if a[0] != b[0] and any(same_person(x, y) for x in full[a] for y in full[b]):
                    groups.join(a, b)
        for key in keys:
            if full[key]:
                continue
            near = {groups.find(k) for k in named if k[0] != key[0] and story_of.get(k[0]) == story_of.get(key[0])}
            if len(near) == 1:
                groups.join(key, near.pop())
            elif not near:
                for other in keys:
                    if not full[other] and other[0] != key[0] and story_of.get(other[0]) == story_of.get(key[0]):
                        groups.join(key, other)


def _body_name(name: str) -> str:
    return re.sub(r"^the ", "", plain(name))


def _join_bodies(groups: Groups[Key], bodies: dict[Key, Entity], story_of: dict[str, str]) -> None:
    by_name: dict[str, list[Key]] = {}
    for key, entity in bodies.items():
        for name in entity.names:
            by_name.setdefault(_body_name(name), []).append(key)
    for name in sorted(by_name):
        keys = sorted(set(by_name[name]))
        for a, b in pairwise(keys):
            if len(name.split()) > 1 or story_of.get(a[0]) == story_of.get(b[0]):
                groups.join(a, b)
        for longer in sorted(by_name):
            if longer != name and longer.startswith(name + " "):
                for a in keys:
                    for b in sorted(set(by_name[longer])):
                        if story_of.get(a[0]) == story_of.get(b[0]):
                            groups.join(a, b)


def _join_descriptions(groups: Groups[Key], entities: dict[Key, Entity], story_of: dict[str, str]) -> None:
    """Joins "the head of the tariff board", "the council" to the one person or body of the story that has the office or the name."""
    by_story: dict[str | None, list[Key]] = {}
    for key in sorted(entities):
        by_story.setdefault(story_of.get(key[0]), []).append(key)
    for keys in by_story.values():
        bodies = [k for k in keys if entities[k].names and entities[k].kind is ActorKind.ORGANISATION]
        people = [k for k in keys if entities[k].names and entities[k].kind is ActorKind.PERSON]
        for key in keys:
            entity = entities[key]
            if entity.names or not entity.descriptions or entity.kind not in (ActorKind.UNNAMED, ActorKind.ORGANISATION):
                continue
            if any(m.text.lower().startswith(("a ", "an ", "one ", "another ", "some ")) for m in entity.mentions):
                continue
            words = set(plain(entity.descriptions[0]).split())
            if entity.kind is ActorKind.ORGANISATION:
                fits = {groups.find(k) for k in bodies if any(words <= set(plain(n).split()) for n in entities[k].names)}
            else:
                mine = office(entity.descriptions[0])
                fits = {groups.find(k) for k in people if any(same_office(mine, t) for t in entities[k].titles)}
            if len(fits) == 1:
                groups.join(key, fits.pop())


def _slug(name: str) -> str:
    return "-".join(re.findall(r"[a-z0-9]+", plain(name).lower()))[:60] or "actor"


class Actors:
    """All actors of a record and the way from an article's entity to its actor.

    Attributes:
        actors: in the order of their ids.
        of: (article id, entity id) -> actor id.
    """

    def __init__(
        self, articles: Sequence[Article], readings: Sequence[Reading], stories: Sequence[Story], judgements: Sequence[Judgement] = ()
    ) -> None:
        story_of = {a: s.id for s in stories for a in s.articles}
        published = {a.id: a.published[:10] if a.published else None for a in articles}
        entities = {(r.article, e.id): e for r in sorted(readings, key=lambda r: r.article) for e in r.entities}
        groups = Groups(sorted(entities))
        decided = Identities(articles, readings, judgements)
        decided.lay(groups)
        people = {k: e for k, e in entities.items() if e.kind is ActorKind.PERSON and e.names}
        bodies = {k: e for k, e in entities.items() if e.kind in (ActorKind.ORGANISATION, ActorKind.GROUP) and e.names}
        _join_people(groups, people, story_of)
        _join_bodies(groups, bodies, story_of)
        _join_descriptions(groups, entities, story_of)
        states: dict[str, Key] = {}
        for key in sorted(entities):
            entity = entities[key]
            found = state_named(entity.names[0]) if entity.kind is ActorKind.GOVERNMENT and entity.names else None
            if found:
                groups.join(key, states.setdefault(found[0].code, key))
        self.of: dict[Key, str] = {}
        made: list[Actor] = []
        taken: dict[str, int] = {}
        # groups come in the order of their first key, which is the same in every order of arrival
        for members in sorted((sorted(group) for group in groups.all()), key=lambda g: g[0]):
            actor = decided.named(_actor([(k, entities[k]) for k in members], published), members)
            taken[actor.id] = taken.get(actor.id, 0) + 1
            if taken[actor.id] > 1:
                actor = replace(actor, id=f"{actor.id}-{taken[actor.id]}")
            made.append(actor)
            self.of.update(dict.fromkeys(members, actor.id))
        self.actors = tuple(sorted(made, key=lambda a: a.id))


def _actor(members: list[tuple[Key, Entity]], published: dict[str, str | None]) -> Actor:
    names: dict[str, int] = {}
    for _, entity in members:
        for name in entity.names:
            names[name] = names.get(name, 0) + sum(1 for m in entity.mentions if m.text == name) + 1
    kinds = [e.kind for _, e in members]
    kind = max(set(kinds), key=lambda k: (kinds.count(k), k.value))
    descriptions = [d for _, e in members for d in e.descriptions]
    if names:
        name = max(names, key=lambda n: (kind is ActorKind.PERSON and len(plain(n).split()) > 1, names[n], len(n), n))
        if kind is ActorKind.GOVERNMENT and (found := state_named(name)):
            name = found[0].name
        identity = _slug(name)
    else:
        name = descriptions[0] if descriptions else "unknown"
        key = members[0][0]
        identity = f"{_slug(name)}-{hashlib.sha256('/'.join(key).encode()).hexdigest()[:6]}"
    offices: dict[tuple[str, str | None], set[str]] = {}
    for key, entity in members:
        for title, of in entity.titles:
            day = published.get(key[0])
            offices.setdefault((title, of), set()).update({day} if day else set())
    spoken = [
        m.text for _, e in members for m in e.mentions if m.text not in names and len(m.text) < 80 and m.text.lower() not in _PRONOUNS
    ]
    aliases = tuple(dict.fromkeys(n for n in sorted([*names, *descriptions, *spoken], key=lambda n: (-names.get(n, 0), n)) if n != name))
    return Actor(
        identity,
        name,
        kind,
        aliases,
        tuple(
            Office(t, o, min(days, default=None), max(days, default=None))
            for (t, o), days in sorted(offices.items(), key=lambda x: (x[0][0], x[0][1] or ""))
        ),
    )


_PRONOUNS = frozenset("he she it they him her them his their its we us i who".split())
