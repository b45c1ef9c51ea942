"""One story with all that was said in it: what its echoes, disputes and shifts are found from, and nothing else is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from onrecord.linking.principals import Principals
from onrecord.model import Actor, Article, Claim, Statement, Story
from onrecord.reading.events import INITIATIVE


@dataclass(frozen=True)
class Coverage:
    """The coverage of one story.

    Attributes:
        articles: those of the story by id.
        actors: by id; at least those that appear in it.
        statements, claims: those of its articles, in text order; ``who``, ``actor`` and so on are actor ids.
        homes: article id -> the country that the article takes for granted, or None.
    """

    story: Story
    articles: Mapping[str, Article]
    actors: Mapping[str, Actor]
    statements: Sequence[Statement]
    claims: Sequence[Claim]
    homes: Mapping[str, str | None]

    @cached_property
    def said(self) -> dict[str, Statement]:
        """Statements by id."""
        return {s.id: s for s in self.statements}

    @cached_property
    def principals(self) -> Principals:
        """Whom each actor speaks and acts for."""
        acting = {a for c in self.claims if c.event in INITIATIVE for a in (*c.actor, *c.recipient, *c.holders)}
        known = acting | {s.who for s in self.statements if s.who}
        return Principals(self.actors, self.homes, known)

    @cached_property
    def outlets(self) -> frozenset[str]:
        """Ids of the actors that are outlets of the coverage."""
        names = {(a.outlet or "").casefold() for a in self.articles.values()} - {""}
        return frozenset(i for i, a in self.actors.items() if any(n.casefold() in names for n in (a.name, *a.aliases)))

    def day(self, claim_or_statement: Claim | Statement) -> str:
        """The day something was said where the text fixes it, else the day printed; "9999" where neither is known."""
        noun = claim_or_statement
        statement = noun if isinstance(noun, Statement) else self.said.get(noun.statement or "")
        return (statement.said_on if statement and statement.said_on else None) or (self.articles[noun.article].published or "9999")[:10]
