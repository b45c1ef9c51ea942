"""A part of a record that answers as the whole does, so that a listing's filters need no more than what they are to look at."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from onrecord.model import Absence, Actor, Article, Claim, Commitment, Dispute, Echo, Judgement, Request, Shift, Statement, Story


class Held(Protocol):
    """What a listing asks of a record: all of each noun, in the order of the record."""

    def articles(self, identities: Iterable[str] | None = None) -> list[Article]: ...  # noqa: D102 - as of a record, and so the others
    def actors(self) -> list[Actor]: ...  # noqa: D102
    def stories(self) -> list[Story]: ...  # noqa: D102
    def statements(self) -> list[Statement]: ...  # noqa: D102
    def claims(self) -> list[Claim]: ...  # noqa: D102
    def absences(self) -> list[Absence]: ...  # noqa: D102
    def disputes(self) -> list[Dispute]: ...  # noqa: D102
    def shifts(self) -> list[Shift]: ...  # noqa: D102
    def echoes(self) -> list[Echo]: ...  # noqa: D102
    def requests(self) -> list[Request]: ...  # noqa: D102
    def commitments(self) -> list[Commitment]: ...  # noqa: D102
    def judgements(self, *, undone: bool = False) -> list[Judgement]: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Part:
    """Some of a record's nouns."""

    of_articles: tuple[Article, ...] = ()
    of_actors: tuple[Actor, ...] = ()
    of_stories: tuple[Story, ...] = ()
    of_statements: tuple[Statement, ...] = ()
    of_claims: tuple[Claim, ...] = ()
    of_disputes: tuple[Dispute, ...] = ()
    of_shifts: tuple[Shift, ...] = ()
    of_echoes: tuple[Echo, ...] = ()
    of_requests: tuple[Request, ...] = ()
    of_commitments: tuple[Commitment, ...] = ()

    def articles(self, identities: Iterable[str] | None = None) -> list[Article]:
        """The articles; only those of some ids where ids are given."""
        wanted = None if identities is None else set(identities)
        return [a for a in self.of_articles if wanted is None or a.id in wanted]

    def actors(self) -> list[Actor]:
        """The actors."""
        return list(self.of_actors)

    def stories(self) -> list[Story]:
        """The stories."""
        return list(self.of_stories)

    def statements(self) -> list[Statement]:
        """The statements."""
        return list(self.of_statements)

    def claims(self) -> list[Claim]:
        """The claims."""
        return list(self.of_claims)

    def absences(self) -> list[Absence]:
        """None: no listing that is made of a part asks for them."""
        return []

    def disputes(self) -> list[Dispute]:
        """The disputes."""
        return list(self.of_disputes)

    def shifts(self) -> list[Shift]:
        """The shifts."""
        return list(self.of_shifts)

    def echoes(self) -> list[Echo]:
        """The echoes."""
        return list(self.of_echoes)

    def requests(self) -> list[Request]:
        """The requests."""
        return list(self.of_requests)

    def commitments(self) -> list[Commitment]:
        """The commitments."""
        return list(self.of_commitments)

    def judgements(self, *, undone: bool = False) -> list[Judgement]:
        """None: no listing that is made of a part asks for them."""
        return []
