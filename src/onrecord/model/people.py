"""Who speaks and acts: actors of the record and entities of one article."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from onrecord.model.words import Span


class ActorKind(StrEnum):
    """Who can speak or act."""

    PERSON = "person"
    ORGANISATION = "organisation"
    GOVERNMENT = "government"
    GROUP = "group"
    UNNAMED = "unnamed"


@dataclass(frozen=True, slots=True)
class Office:
    """An office as far as the coverage shows it. ``since`` and ``until`` are the first and last day it was seen held."""

    title: str
    of: str | None
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, organisation, government, group or unnamed source, over the whole record.

    Attributes:
        speaks_for: id of the actor whose spokesperson or lawyer it is; of several over time the last.
        part_of: id of the government that it is a part of.
        qid: its Wikidata item, from a table that the user has.
    """

    id: str
    name: str
    kind: ActorKind
    aliases: tuple[str, ...] = ()
    offices: tuple[Office, ...] = ()
    speaks_for: str | None = None
    part_of: str | None = None
    qid: str | None = None


@dataclass(frozen=True, slots=True)
class Entity:
    """Somebody or something that acts or speaks in one article, with every way the article names it.

    Attributes:
        names: proper names, the fullest first; empty where the article gives none.
        descriptions: "the defence minister", "a spokeswoman".
        titles: offices given with a name, as (title, of).
        mentions: every span that refers to it, in order.
    """

    id: str
    kind: ActorKind
    names: tuple[str, ...] = ()
    descriptions: tuple[str, ...] = ()
    titles: tuple[tuple[str, str | None], ...] = ()
    mentions: tuple[Span, ...] = ()
    gender: str | None = None
