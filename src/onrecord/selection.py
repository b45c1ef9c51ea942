"""What a listing shows: by who, about what, when, in which story and outlet; which disputes are sure enough; whose speaker is not found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from onrecord.edtf import interval
from onrecord.errors import RecordError, UsageError
from onrecord.ingest.article import published_day
from onrecord.judgements.anchors import statement_at
from onrecord.model import (
    CONFIRMED,
    DISMISSED,
    Actor,
    ActorKind,
    Article,
    Commitment,
    Dispute,
    Echo,
    Request,
    Shift,
    Statement,
    Story,
    Verdict,
)
from onrecord.part import Held
from onrecord.standing import Pledge, Standing, known, standing

LEAST = 0.5
"""Score from which a dispute is listed unless --min-score says otherwise: more likely one than not."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """The filters of a listing; None lets everything through."""

    who: str | None = None
    about: str | None = None
    since: str | None = None
    until: str | None = None
    story: str | None = None
    outlet: str | None = None


@dataclass(frozen=True, slots=True)
class Pending:
    """What is asked of requests and commitments beside the filters.

    Attributes:
        as_of: the day on which they stand as shown.
        then: leave out what came or was printed after that day.
        open, overdue: only those.
        dismissed: also those that a person dismissed.
    """

    as_of: date
    then: bool = False
    open: bool = False
    overdue: bool = False
    dismissed: bool = False


def _day(option: str, value: str | None) -> str | None:
    try:
        return published_day(value)
    except Exception as error:
        raise UsageError(f"{option}: {error}") from None


def listed(dispute: Dispute, least: float = LEAST, dismissed: bool = False) -> bool:
    """Whether a dispute is shown: sure enough or confirmed, and not dismissed unless those are asked for."""
    return (dispute.score >= least or dispute.verdict == CONFIRMED) and (dismissed or dispute.verdict != DISMISSED)


class Selection:
    """A record, or a part of one, seen through filters.

    Raises:
        UsageError: a date is none.
        RecordError: the story is not in the record.
    """

    def __init__(self, record: Held, wanted: Wanted) -> None:
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
    def story(self) -> Story | None:
        """The story that --story means; None where it was not given."""
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
        if self.story is not None and article not in self.story.articles:
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
        return self.wanted.who == who.id or any(_contains(t, asked) for t in _known_by(who))

    def day_of(self, statement: Statement) -> str | None:
        """The day said, or the day printed where the text does not tell."""
        published = self.articles[statement.article].published
        return statement.said_on or (published[:10] if published else None)

    def _passes(self, statement: Statement) -> bool:
        """Whether a statement passes all filters but --who."""
        about = (self.wanted.about or "").casefold()
        return (
            self.in_scope(statement.article)
            and self.in_time(self.day_of(statement))
            and (not about or about in " ".join(statement.words.split()).casefold())
        )

    def statements(self) -> list[Statement]:
        """The statements that pass all filters, in the order of the record."""
        return [s for s in self.record.statements() if self._passes(s) and self.named(s.who)]

    def unresolved(self) -> list[tuple[Statement, str]]:
        """The statements whose speaker was not found, each with the reason as far as it is known.

        --who also takes words of the speaker as they stand in the text. What a person decided on is settled, and not listed.
        """
        settled = self._decided()
        asked = (self.wanted.who or "").casefold().split()
        out = []
        for s in self.record.statements():
            reason = unfound(s, self.actors.get(s.who or ""))
            if reason is None or s.id in settled or not self._passes(s):
                continue
            if self.named(s.who) or (s.speaker is not None and _contains(s.speaker.text, asked)):
                out.append((s, reason))
        return out

    def _decided(self) -> set[str]:
        """Ids of the statements of which a person said who made them, or that it cannot be known."""
        decided = [j for j in self.record.judgements() if j.kind in (Verdict.SPEAKER, Verdict.SAID) and j.anchors]
        wanted = {j.anchors[0].article for j in decided}
        said = [s for s in self.record.statements() if s.article in wanted]
        found = (statement_at(j.anchors, (s for s in said if s.article == j.anchors[0].article)) for j in decided)
        return {s.id for s in found if s is not None}

    def called(self, words: str) -> list[Actor]:
        """The actors that a name means: those of just this name, else of this alias, else with these words in name, aliases or offices."""
        asked = words.casefold()
        everybody = list(self.actors.values())
        return (
            [a for a in everybody if a.name.casefold() == asked]
            or [a for a in everybody if any(n.casefold() == asked for n in a.aliases)]
            or [a for a in everybody if _contains(a.name, asked.split())]
            or [a for a in everybody if any(_contains(t, asked.split()) for t in _known_by(a))]
        )

    def people(self) -> list[tuple[Actor, list[Statement]]]:
        """Actors with a name or a statement, and what they said; those who said most first."""
        said: dict[str, list[Statement]] = {}
        for s in self.statements():
            if s.who:
                said.setdefault(s.who, []).append(s)
        out = [(self.actors[k], v) for k, v in said.items() if k in self.actors]
        return sorted(out, key=lambda p: (-len(p[1]), p[0].name))

    def disputes(self, least: float = LEAST, level: str | None = None, dismissed: bool = False) -> list[Dispute]:
        """The disputes with a line of evidence that passes the filters.

        Args:
            least: the lowest score; what a person confirmed is listed whatever its score.
            level: conflict or tension.
            dismissed: also those that a person dismissed.
        """
        about = (self.wanted.about or "").casefold()
        out = []
        for d in self.record.disputes():
            if not listed(d, least, dismissed) or d.level != (level or d.level):
                continue
            lines = [e for a in d.accounts for e in a.evidence]
            if (
                any(self.in_scope(e.article) and self.named(e.who) for e in lines)
                and (not about or about in d.question.casefold() or any(about in e.text.casefold() for e in lines))
                and any(self.in_time((self.articles[e.article].published or "")[:10] or None) for e in lines)
            ):
                out.append(d)
        return out

    def stories(self) -> list[Story]:
        """The stories with an article in scope and time; with --who or --about those in which it was said, or whose title tells it."""
        wanted = self.wanted
        if wanted.who is None and wanted.about is None:
            fit = {a for a in self.articles if self.in_scope(a) and self._printed(a)}
            return [s for s in self.record.stories() if not fit.isdisjoint(s.articles)]
        fit = {s.article for s in self.statements()}
        titled = wanted.about.casefold() if wanted.about is not None and wanted.who is None else None
        return [
            s
            for s in self.record.stories()
            if not fit.isdisjoint(s.articles)
            or (titled is not None and titled in s.title.casefold() and any(self.in_scope(a) and self._printed(a) for a in s.articles))
        ]

    def _printed(self, article: str) -> bool:
        return self.in_time((self.articles[article].published or "")[:10] or None)

    @cached_property
    def said(self) -> dict[str, Statement]:
        """The record's statements by id, all of them."""
        return {s.id: s for s in self.record.statements()}

    def shifts(self) -> list[Shift]:
        """The shifts of those whom --who means, whose later statement is within the days, and one of whose statements is in scope."""
        about = (self.wanted.about or "").casefold()
        out = []
        for shift in self.record.shifts():
            both = [self.said[k] for k in (shift.earlier, shift.later) if k in self.said]
            if (
                both
                and self.named(shift.who)
                and any(self.in_scope(s.article) for s in both)
                and self.in_time(self.day_of(both[-1]))
                and (not about or about in shift.about.casefold() or any(about in s.words.casefold() for s in both))
            ):
                out.append(shift)
        return out

    @cached_property
    def sides(self) -> dict[str, str]:
        """Actor -> whom it speaks for, else is a part of."""
        return {a.id: side for a in self.actors.values() if (side := a.speaks_for or a.part_of)}

    def requests(self, asked: Pending) -> list[tuple[Request, Standing]]:
        """The requests with a line that passes the filters, as they were known and stood on the day; story by story."""
        return self._pledges(self.record.requests(), asked)

    def commitments(self, asked: Pending) -> list[tuple[Commitment, Standing]]:
        """The commitments with a line that passes the filters, as they were known and stood on the day; story by story."""
        return self._pledges(self.record.commitments(), asked)

    def _pledges(self, pledges: Sequence[Pledge], asked: Pending) -> list[tuple[Pledge, Standing]]:
        printed = {a.id: a.published for a in self.articles.values()}
        out = []
        for whole in pledges:
            if whole.verdict == DISMISSED and not asked.dismissed:
                continue
            pledge = known(whole, asked.as_of, printed) if asked.then else whole
            if pledge is None or not self._concerned(pledge):
                continue
            where = standing(pledge, asked.as_of, self.sides)
            if (where.open or not asked.open) and (where.overdue or not asked.overdue):
                out.append((pledge, where))
        return out

    def _concerned(self, pledge: Request | Commitment) -> bool:
        """Whether one of those concerned is meant, and a line or step of it is in scope and time and has the words."""
        lines = [*pledge.evidence, *(s.evidence for s in pledge.history)]
        people = [pledge.by, *(pledge.to if isinstance(pledge, Request) else ()), *(s.by for s in pledge.history), *(e.who for e in lines)]
        about = (self.wanted.about or "").casefold()
        wording = pledge.of if isinstance(pledge, Request) else pledge.what
        days = [s.on or (self.articles[s.evidence.article].published or "")[:10] or None for s in pledge.history]
        return (
            any(self.named(who) for who in people)
            and any(self.in_scope(e.article) for e in lines)
            and any(self._meets(day) for day in days)
            and (not about or any(about in " ".join(words.split()).casefold() for words in (wording, *(e.text for e in lines))))
        )

    def _meets(self, day: str | None) -> bool:
        """Whether a day (EDTF) may lie within --since and --until; what has no day is left out when either is given."""
        since, until = (interval(limit[:10]) if limit else None for limit in (self._since, self._until))
        found = interval(day)
        return found.meets(since, until) if found is not None else since is None and until is None

    def echoes(self) -> list[Echo]:
        """The echoes with a statement that passes all filters."""
        return [
            e for e in self.record.echoes() if any(self._passes(s) and self.named(s.who) for k in e.statements if (s := self.said.get(k)))
        ]


def _contains(text: str, words: list[str]) -> bool:
    have = text.casefold().replace("’", "'").replace("'s", "").replace(",", " ").split()
    return all(any(h.strip(".()") == w.strip(".") for h in have) for w in words)


def _known_by(actor: Actor) -> list[str]:
    """Names, aliases and offices."""
    return [actor.name, *actor.aliases, *(f"{o.title} {o.of or ''}" for o in actor.offices)]


_PRONOUNS = frozenset("he she it they we i you him her them us me one both this these those his hers theirs".split())
_RELATIVE = frozenset("who which that whom whose what".split())
_DEFINITE = frozenset("the this that these those his her its their our my your whose".split())
_INDEFINITE = frozenset(
    "a an one two three four five six seven eight nine ten some several many most few any another each every both no dozens hundreds scores".split()
)


def unfound(statement: Statement, actor: Actor | None) -> str | None:
    """Why the speaker of a statement was not found; None where it was, or where the source means to stay unnamed ("a spokesman")."""
    words = " ".join(statement.speaker.text.split()).strip(" ,") if statement.speaker else ""
    first = words.split()[0].casefold() if words else ""
    bare = not words or first in _RELATIVE or words.casefold() in _PRONOUNS
    if actor is not None:
        if actor.kind is not ActorKind.UNNAMED or not _definite((actor.name, *actor.aliases, *(() if bare else (words,)))):
            return None
        return f"a description that fits nobody named in the story: “{actor.name if bare else words}”"
    if not words:
        return "no words name a speaker"
    if first in _RELATIVE:
        return f"“{first}” follows words that were not recognised as a person or body"
    if bare:
        return f"the text does not tell whom “{words}” means"
    return f"“{words}” was not recognised as a person or body"


def _definite(texts: tuple[str, ...]) -> bool:
    """Whether descriptions mean somebody certain ("the minister", "its director", a bare "counsel"), and not just anybody."""
    split = [t.replace("’", "'").casefold().split() for t in texts if t.strip()]
    if any(words[0] in _INDEFINITE or words[0][0].isdigit() for words in split):
        return False
    if any(words[0] in _DEFINITE or any(w.endswith(("'s", "s'")) for w in words) for words in split):
        return True
    return all(not words[_head(words)].endswith("s") or words[_head(words)].endswith("ss") for words in split)


def _head(words: list[str]) -> int:
    """Where the noun of a description stands: before its first preposition or clause."""
    stops = (n for n, w in enumerate(words) if n and w in ("of", "for", "in", "at", "on", "with", "from", "to", "who", "that", "which"))
    return next(stops, len(words)) - 1
