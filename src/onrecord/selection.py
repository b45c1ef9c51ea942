"""Which statements, people and disputes a listing shows: by who, about what, when, in which story and outlet."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from onrecord.errors import RecordError, UsageError
from onrecord.ingest.article import published_day
from onrecord.model import Actor, Article, Dispute, Statement, Story
from onrecord.store.record import Record


@dataclass(frozen=True, slots=True)
class Wanted:
    """The filters of a listing; None lets everything through."""

    who: str | None = None
    about: str | None = None
    since: str | None = None
    until: str | None = None
    story: str | None = None
    outlet: str | None = None


def _day(option: str, value: str | None) -> str | None:
    try:
        return published_day(value)
    except Exception as error:
        raise UsageError(f"{option}: {error}") from None


class Selection:
    """A record seen through filters.

    Raises:
        UsageError: a date is none.
        RecordError: the story is not in the record.
    """

    def __init__(self, record: Record, wanted: Wanted) -> None:
        self.record = record
        self.wanted = wanted
        self._since, self._until = _day("--since", wanted.since), _day("--until", wanted.until)

    @cached_property
    def articles(self) -> dict[str, Article]:
        """The record's articles by id, all of them."""
        return {a.id: a for a in self.record.articles()}

    @cached_property
    def actors(self) -> dict[str, Actor]:
        """The record's actors by id, all of them."""
        return {a.id: a for a in self.record.actors()}

    @cached_property
    def _story(self) -> Story | None:
        if self.wanted.story is None:
            return None
        found = [
            s
            for s in self.record.stories()
            if s.id == self.wanted.story
            or s.id.startswith(f"story-{self.wanted.story}")
            or self.wanted.story.casefold() in s.title.casefold()
        ]
        if not found:
            raise RecordError(f"--story {self.wanted.story}: no story has this id or these words in its title; see `onrecord stories`")
        if len(found) > 1:
            raise RecordError(
                f"--story {self.wanted.story}: {len(found)} stories fit ({', '.join(s.id for s in found[:5])}); give the id of one"
            )
        return found[0]

    def in_scope(self, article: str) -> bool:
        """Whether the article is of the wanted story and outlet."""
        if self._story is not None and article not in self._story.articles:
            return False
        outlet = self.articles[article].outlet or ""
        return self.wanted.outlet is None or self.wanted.outlet.casefold() in outlet.casefold()

    def in_time(self, day: str | None) -> bool:
        """Whether a day (EDTF) is within --since and --until; what has no day is left out when either is given."""
        if self._since is None and self._until is None:
            return True
        if day is None:
            return False
        first, _, last = day.partition("/")
        return (self._until is None or first[: len(self._until)] <= self._until) and (
            self._since is None or (last or first) >= self._since[: len(last or first)]
        )

    def named(self, actor: str | None) -> bool:
        """Whether the actor is one that --who means: its id, or words of its name, aliases or offices."""
        if self.wanted.who is None:
            return True
        who = self.actors.get(actor or "")
        if who is None:
            return False
        asked = self.wanted.who.casefold().split()
        texts = [who.name, *who.aliases, *(f"{o.title} {o.of or ''}" for o in who.offices)]
        return self.wanted.who == who.id or any(_contains(t, asked) for t in texts)

    def day_of(self, statement: Statement) -> str | None:
        """The day said, or the day printed where the text does not tell."""
        published = self.articles[statement.article].published
        return statement.said_on or (published[:10] if published else None)

    def statements(self) -> list[Statement]:
        """The statements that pass all filters, in the order of the record."""
        about = (self.wanted.about or "").casefold()
        return [
            s
            for s in self.record.statements()
            if self.in_scope(s.article)
            and self.named(s.who)
            and self.in_time(self.day_of(s))
            and (not about or about in " ".join(s.words.split()).casefold())
        ]

    def people(self) -> list[tuple[Actor, list[Statement]]]:
        """Actors with a name or a statement, and what they said; those who said most first."""
        said: dict[str, list[Statement]] = {}
        for s in self.statements():
            if s.who:
                said.setdefault(s.who, []).append(s)
        out = [(self.actors[k], v) for k, v in said.items() if k in self.actors]
        return sorted(out, key=lambda p: (-len(p[1]), p[0].name))

    def disputes(self) -> list[Dispute]:
        """The disputes with a line of evidence that passes the filters."""
        about = (self.wanted.about or "").casefold()
        out = []
        for d in self.record.disputes():
            lines = [e for a in d.accounts for e in a.evidence]
            if (
                any(self.in_scope(e.article) and self.named(e.who) for e in lines)
                and (not about or about in d.question.casefold() or any(about in e.text.casefold() for e in lines))
                and any(self.in_time((self.articles[e.article].published or "")[:10] or None) for e in lines)
            ):
                out.append(d)
        return out

    def stories(self) -> list[Story]:
        """The stories with an article in scope."""
        return [s for s in self.record.stories() if any(self.in_scope(a) for a in s.articles)]


def _contains(text: str, words: list[str]) -> bool:
    have = text.casefold().replace("’", "'").replace("'s", "").replace(",", " ").split()
    return all(any(h.strip(".()") == w.strip(".") for h in have) for w in words)
