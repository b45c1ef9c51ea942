"""The filters of the lists, with the meaning that they have on the command line, over the rows of a page instead of a whole record."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Annotated

from fastapi import Query
from pydantic import Field

from onrecord.errors import RecordError
from onrecord.model import Article, Commitment, Dispute, Echo, Request, Shift, Statement, Story
from onrecord.part import Part
from onrecord.selection import Selection, Wanted
from onrecord.store.catalogue import Scope
from onrecord.store.retrieval import Retrieval
from onrecord.web.api.answers import catalogue
from onrecord.web.api.paging import Paging

DAY = r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$"
WORDS = 200
Day = Annotated[str | None, Field(pattern=DAY)]
Who = Annotated[
    str | None, Field(max_length=WORDS, description="An actor's id, or words of a name, an alias or an office.", examples=["Eikemo"])
]


class Scoped(Paging):
    """Filters by story and outlet."""

    story: str | None = Field(None, max_length=WORDS, description="A story's id, or words of its title that no other has.")
    outlet: str | None = Field(None, max_length=WORDS, description="A part of the outlet's name.", examples=["Courier"])


class Dated(Scoped):
    """Filters by story, outlet and day."""

    since: Day = Field(None, description="From this day, month or year on; what has no day is left out.", examples=["2031-03-12"])
    until: Day = Field(None, description="Up to and with this day, month or year; what has no day is left out.", examples=["2031-04"])


class Filters(Dated):
    """What most lists are filtered by."""

    who: Who = None
    about: str | None = Field(None, max_length=WORDS, description="Words as they stand in what is listed.", examples=["cable"])


Filtered = Annotated[Filters, Query()]


class Lens:
    """A record seen through the filters of a list.

    Raises:
        RecordError: the story is not in the record, or several fit.
    """

    def __init__(self, record: Retrieval, asked: Paging) -> None:
        self.record, self.catalogue = record, catalogue(record)
        told = {name: getattr(asked, name, None) for name in ("who", "about", "since", "until", "outlet")}
        told["about"] = " ".join((told["about"] or "").split()) or None
        self.story = story_of(record, getattr(asked, "story", None))
        self.wanted = Wanted(**told, story=self.story.id if self.story else None)
        who = None if self.wanted.who is None else meant(record, self.wanted.who)
        self.scope = Scope(who=who, story=self.wanted.story, **{k: v for k, v in told.items() if k != "who"})

    def over(self, articles: Iterable[str], actors: Iterable[str | None], part: Part) -> Selection:
        """The filters over some nouns.

        Args:
            articles, actors: those that the nouns name.
        """
        heads = self.catalogue.heads(set(articles))
        known = self.record.people({a for a in actors if a})
        above = self.record.people({k for a in known.values() for k in (a.speaks_for, a.part_of) if k} - known.keys())
        outlines = tuple(Article(h.id, "", h.source, h.outlet, h.title, h.published, h.url, h.author) for h in heads.values())
        stories = (self.story,) if self.story else ()
        return Selection(
            Part(
                outlines,
                (*known.values(), *above.values()),
                stories,
                part.of_statements,
                (),
                part.of_disputes,
                part.of_shifts,
                part.of_echoes,
                part.of_requests,
                part.of_commitments,
            ),
            self.wanted,
        )

    def statements(self, rows: Sequence[Statement]) -> list[Statement | None]:
        """Those that bear the words that are asked for."""
        about = " ".join((self.wanted.about or "").casefold().split())
        return [s if about in " ".join(s.words.split()).casefold() else None for s in rows]

    def disputes(self, rows: Sequence[Dispute]) -> list[Dispute | None]:
        """Those with a line of evidence that passes."""
        lines = [e for d in rows for a in d.accounts for e in a.evidence]
        chosen = self.over((e.article for e in lines), (e.who for e in lines), Part(of_disputes=tuple(rows)))
        kept = {d.id for d in chosen.disputes(0.0, None, True)}
        return [d if d.id in kept else None for d in rows]

    def shifts(self, rows: Sequence[Shift]) -> list[Shift | None]:
        """Those that pass."""
        said = self.record.said({k for s in rows for k in (s.earlier, s.later)})
        part = Part(of_statements=tuple(said.values()), of_shifts=tuple(rows))
        people = [*(s.who for s in rows), *(s.who for s in said.values())]
        kept = {s.id for s in self.over((s.article for s in said.values()), people, part).shifts()}
        return [s if s.id in kept else None for s in rows]

    def echoes(self, rows: Sequence[Echo]) -> list[Echo | None]:
        """Those with a statement that passes."""
        said = self.record.said({k for e in rows for k in e.statements})
        part = Part(of_statements=tuple(said.values()), of_echoes=tuple(rows))
        kept = {e.id for e in self.over((s.article for s in said.values()), (s.who for s in said.values()), part).echoes()}
        return [e if e.id in kept else None for e in rows]

    def pledges(self, requests: Sequence[Request] = (), commitments: Sequence[Commitment] = ()) -> Selection:
        """The filters over requests or commitments."""
        every: list[Request | Commitment] = [*requests, *commitments]
        lines = [e for p in every for e in (*p.evidence, *(s.evidence for s in p.history))]
        people = [e.who for e in lines] + [p.by for p in every] + [s.by for p in every for s in p.history]
        people += [a for r in requests for a in r.to]
        return self.over((e.article for e in lines), people, Part(of_requests=tuple(requests), of_commitments=tuple(commitments)))


def meant(record: Retrieval, who: str) -> frozenset[str]:
    """Ids of the actors that words mean: an id, or words of a name, an alias or an office."""
    words = who.split()
    if not words:
        return frozenset()
    longest = max((w.strip(".,()") for w in words), key=len)
    found = {a.id: a for a in record.called([longest.replace("'s", "").replace("’s", "")])} if longest else {}
    exact = record.actor(who)
    if exact is not None:
        found[exact.id] = exact
    chosen = Selection(Part(of_actors=tuple(found.values())), Wanted(who=who))
    return frozenset(a for a in found if chosen.named(a))


def story_of(record: Retrieval, words: str | None) -> Story | None:
    """The story that an id or words of a title mean; None where none are given.

    Raises:
        RecordError: none fits, or several.
    """
    if words is None:
        return None
    found = record.stories(words)
    exact = [s for s in found if s.id == words] or found
    if len(exact) != 1:
        told = "no story has this id or these words in its title" if not exact else f"{len(exact)} stories fit; give the id of one"
        raise RecordError(f"story {words[:80]}: {told}")
    return exact[0]
