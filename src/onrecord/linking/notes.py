"""What linking writes down so that an arriving article finds what it touches, and what it hands back to be stored.

A note has a kind, a key and a value of plain lists, dictionaries, strings and numbers. Beside the notes there are the lists of articles
under each mark, one for each season. :class:`Notes` fetches what is asked for from a :class:`Shelf` and keeps track of what changed.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from onrecord.linking.names import Key
from onrecord.model import Absence, Actor, Article, Claim, Commitment, Dispute, Echo, Request, Shift, Statement, Story

Listing = tuple[str, int]
"""A mark and a season."""


class Shelf(Protocol):
    """What an earlier linking left. Everything is asked for in bulk; what is not there is left out of the answer."""

    def notes(self, kind: str, keys: Sequence[str]) -> dict[str, Any]:
        """Notes by key."""
        ...

    def listings(self, marks: Sequence[str], seasons: Sequence[int] | None) -> dict[Listing, array[int]]:
        """The positions of articles under marks, in these seasons or in all."""
        ...

    def cast(self, articles: Sequence[str]) -> dict[Key, str]:
        """(article id, entity id) -> the group that the entity is of."""
        ...

    def appearances(self, groups: Sequence[str]) -> dict[str, set[str]]:
        """Group -> ids of the stories in which it appears."""
        ...

    def passages(self, articles: Sequence[str]) -> Passages:
        """The articles with all that was said in them."""
        ...


@dataclass(slots=True)
class Passages:
    """Articles with their statements and claims in text order; whoever speaks or acts in them stands as an entity's id."""

    articles: dict[str, Article] = field(default_factory=dict)
    statements: dict[str, list[Statement]] = field(default_factory=dict)
    claims: dict[str, list[Claim]] = field(default_factory=dict)

    def update(self, other: Passages) -> None:
        """Takes the other's in."""
        self.articles.update(other.articles)
        self.statements.update(other.statements)
        self.claims.update(other.claims)


class Bare:
    """A shelf with nothing on it."""

    def notes(self, kind: str, keys: Sequence[str]) -> dict[str, Any]:
        """None."""
        return {}

    def listings(self, marks: Sequence[str], seasons: Sequence[int] | None) -> dict[Listing, array[int]]:
        """None."""
        return {}

    def cast(self, articles: Sequence[str]) -> dict[Key, str]:
        """Nobody."""
        return {}

    def appearances(self, groups: Sequence[str]) -> dict[str, set[str]]:
        """None."""
        return {}

    def passages(self, articles: Sequence[str]) -> Passages:
        """None."""
        return Passages()


@dataclass(slots=True)
class Findings:
    """What was found in one story."""

    echoes: list[Echo]
    disputes: list[Dispute]
    shifts: list[Shift]
    requests: list[Request]
    commitments: list[Commitment]


@dataclass(slots=True)
class Change:
    """What is to be replaced after linking. Whoever speaks or acts in statements, claims and absences stands as an entity's id.

    Attributes:
        passages, absences: of the articles that arrived, in text order.
        cast: article id -> entity id -> group, for every article in which somebody is another or may be.
        renamed: groups that are now called otherwise, for all other articles: old -> new.
        actors: group -> actor, None where it is no more. ``speaks_for`` and ``part_of`` are groups.
        recalled: group -> id, of other actors that only are called by another id now.
        stories: id -> story, None where it is no more.
        findings: story id -> what was found in it.
        notes: kind -> key -> value, None where it is no more.
        listings: mark and season -> positions of articles, empty where there is none any more.
    """

    passages: Passages = field(default_factory=Passages)
    absences: dict[str, list[Absence]] = field(default_factory=dict)
    cast: dict[str, dict[str, str]] = field(default_factory=dict)
    renamed: dict[str, str] = field(default_factory=dict)
    actors: dict[str, Actor | None] = field(default_factory=dict)
    recalled: dict[str, str] = field(default_factory=dict)
    stories: dict[str, Story | None] = field(default_factory=dict)
    first: dict[str, str] = field(default_factory=dict)
    findings: dict[str, Findings] = field(default_factory=dict)
    notes: dict[str, dict[str, Any]] = field(default_factory=dict)
    listings: dict[Listing, array[int]] = field(default_factory=dict)


class Notes:
    """The notes at hand. A value handed out must not be changed; put another in its place."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._known: dict[str, dict[str, Any]] = {}
        self._put: dict[str, dict[str, Any]] = {}
        self._listings: dict[str, dict[int, array[int]]] = {}
        self._seen: dict[str, set[int] | None] = {}
        self._relisted: set[Listing] = set()

    def many(self, kind: str, keys: Iterable[str]) -> dict[str, Any]:
        """The notes that there are."""
        known = self._known.setdefault(kind, {})
        wanted = list(dict.fromkeys(keys))
        missing = [k for k in wanted if k not in known]
        if missing:
            found = self._shelf.notes(kind, missing)
            for key in missing:
                known[key] = found.get(key)
        return {k: v for k in wanted if (v := known[k]) is not None}

    def get(self, kind: str, key: str) -> Any:
        """One note, or None."""
        known = self._known.get(kind)
        if known is not None and key in known:
            return known[key]
        return self.many(kind, (key,)).get(key)

    def put(self, kind: str, key: str, value: Any) -> None:
        """Writes a note, or takes it out where the value is None."""
        self._known.setdefault(kind, {})[key] = value
        self._put.setdefault(kind, {})[key] = value

    def listed(self, marks: Sequence[str], seasons: Sequence[int] | None) -> list[array[int]]:
        """The positions of articles under marks, a list for each mark and season that has any."""
        self._fetch(marks, seasons)
        out = []
        for mark in marks:
            lists = self._listings.get(mark, {})
            out += [v for s in (lists if seasons is None else seasons) if (v := lists.get(s))]
        return out

    def _fetch(self, marks: Sequence[str], seasons: Sequence[int] | None) -> None:
        missing = []
        for mark in marks:
            seen = self._seen.get(mark, set())
            if seen is not None and (seasons is None or not seen.issuperset(seasons)):
                missing.append(mark)
                self._seen[mark] = None if seasons is None else seen | set(seasons)
        if missing:
            for (mark, season), value in self._shelf.listings(missing, seasons).items():
                self._listings.setdefault(mark, {}).setdefault(season, value)

    def enter(self, position: int, marks: Sequence[str], season: int) -> None:
        """Lists an article under marks."""
        self._fetch(marks, [season])
        for mark in marks:
            self._listings.setdefault(mark, {}).setdefault(season, array("i")).append(position)
            self._relisted.add((mark, season))

    def withdraw(self, position: int, marks: Sequence[str], season: int) -> None:
        """Takes an article out from under marks."""
        self._fetch(marks, [season])
        for mark in marks:
            self._listings[mark][season].remove(position)
            self._relisted.add((mark, season))

    def changes(self) -> tuple[dict[str, dict[str, Any]], dict[Listing, array[int]]]:
        """What was written, and the listings that changed."""
        return self._put, {(m, s): self._listings[m][s] for m, s in sorted(self._relisted)}
