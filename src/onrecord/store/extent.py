"""A record, or one story of it, gone through batch by batch, so that it never sits in memory whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from onrecord.model import Absence, Actor, Article, Claim, Commitment, Dispute, Echo, Reading, Request, Shift, Statement, Story
from onrecord.store.record import Record
from onrecord.store.retrieval import Retrieval

AT_ONCE = 100
"""Articles of a batch."""


class Batch:
    """Some articles with what is said in them, each part in the order of the record, and asked for when it is first needed.

    Args:
        retrieval: of the record.
        ids: of the articles.
    """

    def __init__(self, retrieval: Retrieval, ids: Sequence[str]) -> None:
        self._retrieval, self._ids = retrieval, ids

    @cached_property
    def articles(self) -> tuple[Article, ...]:
        """The articles."""
        return tuple(self._retrieval.articles(self._ids))

    @cached_property
    def readings(self) -> dict[str, Reading]:
        """Article id -> what it says by itself."""
        return {r.article: r for r in self._retrieval.readings(self._ids)}

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """The statements, article by article in text order."""
        return tuple(self._retrieval.statements(self._ids))

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """The claims, article by article."""
        return tuple(self._retrieval.claims(self._ids))

    @cached_property
    def absences(self) -> tuple[Absence, ...]:
        """The absences, article by article in text order."""
        return tuple(self._retrieval.absences(self._ids))


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
        for at in range(0, len(self.articles), AT_ONCE):
            yield Batch(self.retrieval, self.articles[at : at + AT_ONCE])

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
