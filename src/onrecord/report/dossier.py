"""What stands in a dossier: a chapter for each story, and how it was made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from onrecord.entry import Entry, bare, order, repeated
from onrecord.folding import Folds, folds
from onrecord.model import (
    CONFIRMED,
    DISMISSED,
    Absence,
    Actor,
    Article,
    Commitment,
    Dispute,
    Evidence,
    Judgement,
    Request,
    Shift,
    Statement,
    StatementKind,
    Story,
)
from onrecord.selection import LEAST, listed, unfound
from onrecord.standing import Pledge, Standing, known, standing
from onrecord.store.extent import Extent
from onrecord.store.register import Register
from onrecord.timeline import timeline


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the timeline, EDTF, with what stands under it; None where no day is known."""

    day: str | None
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody who speaks, and how many statements."""

    actor: Actor
    said: int


@dataclass(frozen=True, slots=True)
class Doubts:
    """What is uncertain in a chapter, in numbers.

    Attributes:
        statements: how many there are; of these:
        unfound: the speaker was not found.
        reported: the words are the writer's, not in quotation marks.
        undated: the text does not tell the day said.
        unsure: disputes less sure than those shown.
        dismissed: disputes, requests and commitments that a person dismissed, and that are not shown.
        confirmed: of the disputes shown, those that a person confirmed.
        proposed: steps of requests and commitments that no person set.
    """

    statements: int
    unfound: int
    reported: int
    undated: int
    unsure: int
    dismissed: int
    confirmed: int
    proposed: int


@dataclass(frozen=True, slots=True)
class Chapter:
    """A story: its articles are numbered in order of days, and cited by these numbers.

    Attributes:
        numbers: article id -> its number, from 1.
        made: article id -> SHA-256 of its text, and what read it.
        folds: dispute id -> how the lines of each of its accounts fold into independent sources.
        hidden: entries of the timeline that are left out: they tell no day and are a part of nothing.
    """

    story: Story
    articles: tuple[Article, ...]
    numbers: dict[str, int]
    made: dict[str, tuple[str, str | None]]
    said: dict[str, Statement]
    actors: dict[str, Actor]
    disputes: tuple[Dispute, ...]
    folds: dict[str, tuple[Folds, ...]]
    speakers: tuple[Speaker, ...]
    days: tuple[Day, ...]
    hidden: int
    requests: tuple[tuple[Request, Standing], ...]
    commitments: tuple[tuple[Commitment, Standing], ...]
    shifts: tuple[Shift, ...]
    absences: tuple[Absence, ...]
    judgements: tuple[Judgement, ...]
    doubts: Doubts

    @property
    def outlets(self) -> tuple[str, ...]:
        """The outlets, those with most articles first."""
        count = Counter(a.outlet or a.source for a in self.articles)
        return tuple(sorted(count, key=lambda name: (-count[name], name)))

    @property
    def span(self) -> tuple[str, str] | None:
        """The first and the last day printed; None where none is known."""
        days = sorted(a.published[:10] for a in self.articles if a.published)
        return (days[0], days[-1]) if days else None

    def source(self, line: Evidence | Absence) -> Article:
        """The article of a line."""
        return self.articles[self.numbers[line.article] - 1]

    def speaker(self, line: Evidence) -> Actor | None:
        """Who says a line; None where the article itself does, or where it is not known."""
        return self.actors.get(line.who or "")


@dataclass(frozen=True, slots=True)
class Dossier:
    """Chapters, and how they were made.

    Attributes:
        model: what read the articles; None in an empty record.
        version: of OnRecord.
        as_of: the day on which requests and commitments stand as shown.
        then: what came or was printed after that day is left out of them.
        made: the day on which the dossier was made.
    """

    chapters: tuple[Chapter, ...]
    model: str | None
    version: str
    as_of: date
    then: bool
    made: date

    @property
    def title(self) -> str:
        """Of the one story, or how many there are."""
        return self.chapters[0].story.title if len(self.chapters) == 1 else f"{len(self.chapters)} stories"

    @property
    def heading(self) -> str:
        """What stands over all; the title of a single story stands over its chapter."""
        return "Dossier" if len(self.chapters) == 1 else f"Dossier: {self.title}"

    @property
    def articles(self) -> int:
        """How many articles there are in all chapters."""
        return sum(len(c.articles) for c in self.chapters)


def dossier(extent: Extent, version: str, made: date, as_of: date | None = None) -> Dossier:
    """The dossier of a record or a story.

    Args:
        made: today.
        as_of: a day on which requests and commitments are to be shown as they stood and were known; None for today.
    """
    judgements = extent.record.judgements()
    stories = [extent] if extent.story is not None else [Extent(extent.record, story) for story in extent.stories]
    chapters = tuple(chapter(one, judgements, as_of or made, as_of is not None) for one in stories)
    return Dossier(chapters, extent.record.model(), version, as_of or made, as_of is not None, made)


def chapter(extent: Extent, judgements: Iterable[Judgement], as_of: date, then: bool) -> Chapter:
    """The chapter of a story.

    Args:
        extent: of one story.
        then: leave out steps and words that came or were printed after ``as_of``.
    """
    assert extent.story is not None
    batches = list(extent.batches())
    articles = sorted((a for b in batches for a in b.articles), key=lambda a: (a.published or "9999", a.outlet or a.source, a.id))
    statements = [s for b in batches for s in b.statements]
    actors = extent.actors
    ids = {a.id for a in articles}
    shown = tuple(d for d in extent.disputes if listed(d))
    requests = [r for r in extent.requests if r.verdict != DISMISSED]
    commitments = [c for c in extent.commitments if c.verdict != DISMISSED]
    whole = timeline(
        articles,
        statements,
        Register(extent.retrieval).dated_claims(ids),
        requests=requests,
        commitments=commitments,
        echoes=extent.echoes,
        shifts=extent.shifts,
        disputes=shown,
    )
    again = repeated(whole)
    entries = [e for e in whole if not bare(e) and e.id not in again]
    said = Counter(s.who for s in statements if s.who)
    pledges: list[Request | Commitment] = [*requests, *commitments]
    every: list[Dispute | Request | Commitment] = [*extent.disputes, *extent.requests, *extent.commitments]
    return Chapter(
        extent.story,
        tuple(articles),
        {a.id: n for n, a in enumerate(articles, 1)},
        extent.retrieval.made(ids),
        {s.id: s for s in statements},
        actors,
        shown,
        {d.id: folds(extent.retrieval, extent.story, d) for d in shown},
        tuple(Speaker(actors[k], n) for k, n in sorted(said.items(), key=lambda i: (-i[1], i[0])) if k in actors),
        tuple(Day(same[0].day, tuple(same)) for _, group in groupby(entries, key=lambda e: order(e.day)) if (same := list(group))),
        sum(bare(e) and e.id not in again for e in whole),
        _standing(requests, as_of, then, extent, articles),
        _standing(commitments, as_of, then, extent, articles),
        tuple(s for s in extent.shifts if {s.earlier, s.later} <= {x.id for x in statements}),
        tuple(a for b in batches for a in b.absences),
        tuple(j for j in judgements if any(a.article in ids for a in j.anchors)),
        Doubts(
            len(statements),
            sum(unfound(s, actors.get(s.who or "")) is not None for s in statements),
            sum(s.kind is StatementKind.INDIRECT for s in statements),
            sum(s.said_on is None for s in statements),
            sum(d.verdict is None and d.score < LEAST for d in extent.disputes),
            sum(x.verdict == DISMISSED for x in every),
            sum(d.verdict == CONFIRMED for d in shown),
            sum(step.judgement is None for p in pledges for step in p.history),
        ),
    )


def _standing(
    pledges: Iterable[Pledge], as_of: date, then: bool, extent: Extent, articles: Iterable[Article]
) -> tuple[tuple[Pledge, Standing], ...]:
    printed = {a.id: a.published for a in articles}
    sides = {a.id: side for a in extent.actors.values() if (side := a.speaks_for or a.part_of)}
    out = []
    for whole in pledges:
        pledge = known(whole, as_of, printed) if then else whole
        if pledge is not None:
            out.append((pledge, standing(pledge, as_of, sides)))
    return tuple(out)
