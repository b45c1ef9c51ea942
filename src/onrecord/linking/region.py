"""The stories that an arriving article touches: who is who in them, before and now."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from onrecord.linking.actors import Ensemble
from onrecord.linking.affiliations import Directory
from onrecord.linking.decisions import Decisions
from onrecord.linking.names import Key
from onrecord.linking.notes import Notes, Shelf
from onrecord.linking.profiles import Profile, add, blank, send
from onrecord.linking.sheets import Figure, Sheet, from_note

Errands = list[list[str]]
"""Of one article: entity, the group that it speaks for."""


@dataclass(slots=True)
class Standing:
    """What an entity adds to its group: the group, its article's sheet, itself, and whom it speaks for there."""

    group: str
    sheet: Sheet
    figure: Figure
    whom: tuple[str, ...] = ()

    def lay(self, profile: Profile, sign: int = 1) -> None:
        """Adds the entity to a profile, or takes it away."""
        add(profile, self.sheet, self.figure, sign)

    def serve(self, profile: Profile, sign: int = 1) -> None:
        """Adds whom it speaks for, or takes that away."""
        for whom in self.whom:
            send(profile, whom, self.sheet.day or "", sign)


@dataclass(slots=True)
class Region:
    """Articles of whole stories, and the entities in them.

    Attributes:
        stories: story id -> article ids.
        before, now: every entity, as it stood at the last linking and as it stands now.
        errands: article -> whom its entities speak for now.
    """

    stories: dict[str, list[str]]
    before: dict[Key, Standing] = field(default_factory=dict)
    now: dict[Key, Standing] = field(default_factory=dict)
    errands: dict[str, Errands] = field(default_factory=dict)

    def members(self, standing: Mapping[Key, Standing]) -> dict[str, list[Key]]:
        """Group -> its entities here."""
        out: dict[str, list[Key]] = {}
        for key, told in standing.items():
            out.setdefault(told.group, []).append(key)
        return out


class Surveyor:
    """Looks over regions.

    Args:
        sheets: of the articles that arrived; all others are fetched.
    """

    def __init__(self, notes: Notes, shelf: Shelf, decisions: Decisions, sheets: Mapping[str, Sheet]) -> None:
        self._notes, self._shelf, self._decisions = notes, shelf, decisions
        self._arrived = dict(sheets)
        self._sheets: dict[str, Sheet] = dict(sheets)
        self._cast: dict[Key, str] = {}
        self._looked: set[str] = set()
        self._former = {a: from_note(n) for a, n in notes.many("sheet", sheets).items()}

    def sheets(self, articles: Iterable[str]) -> dict[str, Sheet]:
        """Sheets as they are now."""
        wanted = list(articles)
        missing = [a for a in wanted if a not in self._sheets]
        for article, note in self._notes.many("sheet", missing).items():
            self._sheets[article] = from_note(note)
        return {a: self._sheets[a] for a in wanted}

    def former(self, article: str) -> Sheet | None:
        """The sheet at the last linking; None where the article is new."""
        return self._former.get(article) if article in self._arrived else self._sheets[article]

    def cast(self, articles: Iterable[str]) -> dict[Key, str]:
        """Who was who at the last linking."""
        missing = [a for a in articles if a not in self._looked]
        if missing:
            self._looked |= set(missing)
            self._cast.update(self._shelf.cast(missing))
        return self._cast

    def ensemble(self, articles: Iterable[str]) -> Ensemble:
        """The entities of a story as they are now."""
        return Ensemble(list(self.sheets(articles).values()), self._decisions.bearing)

    def look(self, stories: Mapping[str, list[str]], group: Callable[[str], str]) -> Region:
        """Who is who in these stories, but for whom they speak for now.

        Args:
            group: node -> its group now.
        """
        region = Region(dict(sorted(stories.items())))
        every = [a for articles in stories.values() for a in articles]
        sheets = self.sheets(every)
        cast = self.cast(every)
        past = self._notes.many("errands", every)
        of = _Lookup(group)
        for article in every:
            told = self.former(article)
            sent: dict[str, list[str]] = {}
            for entity, whom in past.get(article, ()):
                sent.setdefault(entity, []).append(whom)
            if told is not None:
                for figure in told.figures:
                    key = (article, figure.id)
                    region.before[key] = Standing(cast[key], told, figure, tuple(sent.get(figure.id, ())))
        for articles in region.stories.values():
            here = self.ensemble(articles).cast(of)
            for article in articles:
                for figure in sheets[article].figures:
                    region.now[article, figure.id] = Standing(here[article, figure.id], sheets[article], figure)
        return region

    def send(self, region: Region, known: Callable[[str], Iterable[str]], government: Callable[[str], str]) -> None:
        """Finds whom everybody in a region speaks for.

        Args:
            known: name of several words -> the groups that have it.
            government: code of a state -> its group.
        """
        for articles in region.stories.values():
            sheets = list(self.sheets(articles).values())
            if not any(f.errands for told in sheets for f in told.figures):
                continue
            cast = {(t.article, f.id): region.now[t.article, f.id].group for t in sheets for f in t.figures}
            directory = Directory(sheets, cast, known, government)
            for told in sheets:
                for figure in told.figures:
                    key = (told.article, figure.id)
                    found = (directory.whom(e.words, e.state, told.article, cast[key]) for e in figure.errands)
                    region.now[key].whom = tuple(w for w in found if w is not None)
                    region.errands.setdefault(told.article, []).extend([figure.id, w] for w in region.now[key].whom)


class _Lookup(dict[str, str]):
    """Node -> group, asked for as needed."""

    def __init__(self, group: Callable[[str], str]) -> None:
        self._group = group

    def __missing__(self, node: str) -> str:
        self[node] = self._group(node)
        return self[node]


def profile_of(standings: Iterable[Standing]) -> Profile:
    """The profile of entities."""
    out = blank()
    for told in standings:
        told.lay(out)
    return out
