"""A record, or one story of it, gone through batch by batch, so that it never sits in memory whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from onrecord.model import Absence, Actor, Article, Claim, Commitment, Dispute, Echo, Reading, Request, Shift, Statement, Story
from onrecord.store.record import Record
from onrecord.store.retrieval import Retrieval

AT_ONCE = 100
"""Articles of a batch."""
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Batch:
    """Some articles with what is said in them, each part in the order of the record."""

    articles: tuple[Article, ...]
    readings: dict[str, Reading]
    statements: tuple[Statement, ...]
    claims: tuple[Claim, ...]
    absences: tuple[Absence, ...]


class Extent:
    """What of a record is meant: all of it, or one story.

    Args:
        record: the record.
        story: None for all of it.
    """

    def __init__(self, record: Record, story: Story | None = None) -> None:
        self.record, self.story = record, story
        self.retrieval = Retrieval(record)

    @cached_property
    def articles(self) -> tuple[str, ...]:
        """Ids of the articles, in the order in which they came."""
        return tuple(self.retrieval.order(None if self.story is None else self.story.id))

    def batches(self) -> Iterator[Batch]:
        """The articles with all that is said in them, some at a time."""
        for some in self._some():
            yield Batch(
                tuple(self.retrieval.articles(some)),
                {r.article: r for r in self.retrieval.readings(some)},
                tuple(self.retrieval.statements(some)),
                tuple(self.retrieval.claims(some)),
                tuple(self.retrieval.absences(some)),
            )

    def texts(self) -> Iterator[Article]:
        """The articles alone."""
        return self._each(self.retrieval.articles)

    def marked(self) -> Iterator[tuple[Article, Reading | None]]:
        """The articles, each with what it says by itself."""
        for some in self._some():
            readings = {r.article: r for r in self.retrieval.readings(some)}
            yield from ((a, readings.get(a.id)) for a in self.retrieval.articles(some))

    def statements(self) -> Iterator[Statement]:
        """The statements, article by article in text order."""
        return self._each(self.retrieval.statements)

    def claims(self) -> Iterator[Claim]:
        """The claims, article by article."""
        return self._each(self.retrieval.claims)

    def absences(self) -> Iterator[Absence]:
        """The absences, article by article in text order."""
        return self._each(self.retrieval.absences)

    @cached_property
    def actors(self) -> dict[str, Actor]:
        """The actors that the articles name, and those for whom these speak, by id."""
        every = self.record.actors() if self.story is None else self.retrieval.actors(self.articles)
        return {a.id: a for a in every}

    @cached_property
    def stories(self) -> list[Story]:
        """The stories, those that began first before the others."""
        return self.record.stories() if self.story is None else [self.story]

    @cached_property
    def disputes(self) -> list[Dispute]:
        """The disputes, the surest first."""
        return self.record.disputes() if self.story is None else self.retrieval.disputes([self.story.id])

    @cached_property
    def requests(self) -> list[Request]:
        """The requests, story by story."""
        return self.record.requests() if self.story is None else self.retrieval.requests([self.story.id])

    @cached_property
    def commitments(self) -> list[Commitment]:
        """The commitments, story by story."""
        return self.record.commitments() if self.story is None else self.retrieval.commitments([self.story.id])

    @cached_property
    def shifts(self) -> list[Shift]:
        """The shifts, story by story."""
        return self.record.shifts() if self.story is None else self.retrieval.shifts([self.story.id])

    @cached_property
    def echoes(self) -> list[Echo]:
        """The echoes, story by story."""
        return self.record.echoes() if self.story is None else self.retrieval.echoes([self.story.id])

    def membership(self, articles: Iterable[str]) -> dict[str, str]:
        """Article id -> story id."""
        wanted = list(articles)
        return self.retrieval.story_of(wanted) if self.story is None else dict.fromkeys(wanted, self.story.id)

    def _some(self) -> Iterator[Sequence[str]]:
        for at in range(0, len(self.articles), AT_ONCE):
            yield self.articles[at : at + AT_ONCE]

    def _each(self, of: Callable[[Sequence[str]], list[T]]) -> Iterator[T]:
        for some in self._some():
            yield from of(some)
