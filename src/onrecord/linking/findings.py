"""What is found in one story: echoes, disputes and pledges with what people decided laid over them, shifts.

Everything is found from the story alone: of an actor its name and side are those of the record, its other names and its offices are those
that the story's own articles give.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from onrecord.judgements.rulings import ruled
from onrecord.judgements.states import stated
from onrecord.linking.commitments import commitments
from onrecord.linking.coverage import Coverage
from onrecord.linking.disputes import disputes
from onrecord.linking.echoes import echoes
from onrecord.linking.names import Key
from onrecord.linking.notes import Findings, Passages
from onrecord.linking.profiles import Profile, add, aliases, blank, offices
from onrecord.linking.registry import Facts, Registry
from onrecord.linking.requests import requests
from onrecord.linking.sheets import Sheet
from onrecord.linking.shifts import shifts
from onrecord.model import DISMISSED, Actor, Claim, Judgement, Statement, Story


class Inquiry:
    """One story, ready to be looked into.

    Args:
        sheets, passages: at least those of the story's articles.
        cast: entity -> group, at least of these articles.
    """

    def __init__(self, story: Story, sheets: Mapping[str, Sheet], passages: Passages, cast: Mapping[Key, str], registry: Registry) -> None:
        self._story, self._sheets, self._passages, self._cast = story, sheets, passages, cast
        self._registry = registry
        self._facts: dict[str, Facts | None] = {}

    def findings(self, judgements: Sequence[Judgement]) -> Findings:
        """What is found.

        Args:
            judgements: that stand and are anchored in the story, oldest first.
        """
        coverage = self._coverage()
        alike = echoes(coverage)
        found = ruled(coverage, disputes(coverage, alike), judgements, alike)
        changed = shifts(coverage, [d for d in found if d.verdict != DISMISSED], alike)
        return Findings(alike, found, changed, *stated(coverage, requests(coverage, alike), commitments(coverage, alike), judgements))

    def _coverage(self) -> Coverage:
        members = sorted(self._story.articles)
        told = self._passages
        return Coverage(
            self._story,
            {a: told.articles[a] for a in self._story.articles},
            self._actors(members),
            [self._said(s) for a in members for s in told.statements.get(a, ())],
            [self._claimed(c) for a in members for c in told.claims.get(a, ())],
            {a: self._sheets[a].home for a in members},
        )

    def _fact(self, group: str) -> Facts | None:
        if group not in self._facts:
            self._facts[group] = self._registry.facts(group)
        return self._facts[group]

    def _id(self, group: str | None) -> str | None:
        known = self._fact(group) if group is not None else None
        return known.id if known is not None else None

    def _who(self, article: str, entity: str | None) -> str | None:
        return self._id(self._cast.get((article, entity))) if entity else None

    def _several(self, article: str, entities: Iterable[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(who for e in entities if (who := self._who(article, e)) is not None))

    def _said(self, statement: Statement) -> Statement:
        return replace(statement, who=self._who(statement.article, statement.who))

    def _claimed(self, claim: Claim) -> Claim:
        at = claim.article
        return replace(
            claim,
            actor=self._several(at, claim.actor),
            recipient=self._several(at, claim.recipient),
            holders=self._several(at, claim.holders),
        )

    def _actors(self, members: Sequence[str]) -> dict[str, Actor]:
        """The actors that appear, and those that they speak for or are a part of."""
        profiles: dict[str, Profile] = {}
        for article in members:
            for figure in self._sheets[article].figures:
                group = self._cast[article, figure.id]
                add(profiles.setdefault(group, blank()), self._sheets[article], figure)
        todo = sorted(profiles)
        for group in todo:
            known = self._fact(group)
            todo += [g for g in (known.speaks_for, known.part_of) if g and g not in todo] if known is not None else []
        out = {}
        for group in todo:
            known = self._fact(group)
            if known is not None:
                profile = profiles.get(group, {})
                speaks_for, part_of = self._id(known.speaks_for), self._id(known.part_of)
                out[known.id] = Actor(known.id, known.name, known.kind, aliases(profile, known.name), offices(profile), speaks_for, part_of)
        return out
