"""Wholes: what one article says, and what holds across articles."""

from __future__ import annotations

from dataclasses import dataclass, field

from onrecord.model.matters import Commitment, Dispute, Echo, Request, Shift, Story
from onrecord.model.people import Actor, Entity
from onrecord.model.sayings import Absence, Claim, Statement
from onrecord.model.words import Furniture


@dataclass(frozen=True, slots=True)
class Reading:
    """What one article says, by itself: a pure function of the article and the model version.

    ``home`` is the ISO code of the country that the article takes for granted, where its dateline or its names tell.
    """

    article: str
    model: str
    furniture: tuple[Furniture, ...] = ()
    entities: tuple[Entity, ...] = ()
    statements: tuple[Statement, ...] = ()
    claims: tuple[Claim, ...] = ()
    absences: tuple[Absence, ...] = ()
    home: str | None = None


@dataclass(frozen=True, slots=True)
class Links:
    """What holds across articles: derived from readings and judgements, and rebuilt whenever they change.

    ``cast`` says who is who: (article id, entity id, actor id).
    """

    actors: tuple[Actor, ...] = ()
    stories: tuple[Story, ...] = ()
    statements: tuple[Statement, ...] = ()
    claims: tuple[Claim, ...] = ()
    disputes: tuple[Dispute, ...] = ()
    absences: tuple[Absence, ...] = field(default=())
    cast: tuple[tuple[str, str, str], ...] = ()
    echoes: tuple[Echo, ...] = ()
    shifts: tuple[Shift, ...] = ()
    requests: tuple[Request, ...] = ()
    commitments: tuple[Commitment, ...] = ()
