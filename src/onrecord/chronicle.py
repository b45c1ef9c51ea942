"""The timelines of a record, story by story, seen through the filters of a listing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import TypeVar

from onrecord.edtf import Interval, interval
from onrecord.entry import Entry
from onrecord.model import DISMISSED, Story
from onrecord.selection import Selection, listed
from onrecord.timeline import timeline

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Chronicle:
    """A story with its entries in order."""

    story: Story
    entries: tuple[Entry, ...]


def chronicles(chosen: Selection) -> list[Chronicle]:
    """The stories with an entry that passes the filters, those that began first before the others.

    The days of --since and --until are those under which entries stand: the day spoken of, else the day said, else printed. With --outlet
    an entry keeps the places of that outlet alone.
    """
    record = chosen.record
    stories = [s for s in record.stories() if chosen.story is None or s.id == chosen.story.id]
    of = {article: s.id for s in stories for article in s.articles}
    statements = _by_story(chosen.said.values(), lambda s: of.get(s.article))
    claims = _by_story(record.claims(), lambda c: of.get(c.article))
    requests = _by_story((r for r in record.requests() if r.verdict != DISMISSED), lambda r: r.story)
    commitments = _by_story((c for c in record.commitments() if c.verdict != DISMISSED), lambda c: c.story)
    echoes = _by_story(record.echoes(), lambda e: e.story)
    shifts = _by_story(record.shifts(), lambda s: s.story)
    disputes = _by_story((d for d in record.disputes() if listed(d)), lambda d: d.story)
    out = []
    for story in stories:
        found = timeline(
            [chosen.articles[a] for a in story.articles],
            statements.get(story.id, ()),
            claims.get(story.id, ()),
            requests=requests.get(story.id, ()),
            commitments=commitments.get(story.id, ()),
            echoes=echoes.get(story.id, ()),
            shifts=shifts.get(story.id, ()),
            disputes=disputes.get(story.id, ()),
        )
        passed = [e for entry in found if (e := _passed(entry, chosen)) is not None]
        if passed:
            out.append(Chronicle(story, tuple(sorted(passed, key=lambda e: e.key))))
    return out


def _by_story(nouns: Iterable[T], story: Callable[[T], str | None]) -> dict[str, list[T]]:
    out: dict[str, list[T]] = {}
    for noun in nouns:
        out.setdefault(story(noun) or "", []).append(noun)
    return out


def _limit(day: str | None) -> Interval | None:
    """The days of a --since or --until, which may give a time of day as well."""
    return interval(day.strip().replace("T", " ").split(" ")[0]) if day and day.strip() else None


def _passed(entry: Entry, chosen: Selection) -> Entry | None:
    """The entry with its places in scope, or None where it does not pass the filters."""
    wanted = chosen.wanted
    places = tuple(p for p in entry.places if chosen.in_scope(p.evidence.article))
    if not places or not (chosen.named(entry.who) or any(chosen.named(p.evidence.who) for p in places)):
        return None
    about = " ".join((wanted.about or "").casefold().split())
    told = [entry.about or "", *(p.evidence.text for p in places)]
    if about and not any(about in " ".join(words.split()).casefold() for words in told):
        return None
    days, since, until = interval(entry.day), _limit(wanted.since), _limit(wanted.until)
    if (since or until) and (days is None or not days.meets(since, until)):
        return None
    return entry if len(places) == len(entry.places) else replace(entry, places=places)
