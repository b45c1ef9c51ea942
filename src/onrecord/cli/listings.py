"""The listings: for people, or as JSON with the field names of the contract."""

from __future__ import annotations

import json
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.text import Text

from onrecord.cli import page
from onrecord.errors import UsageError
from onrecord.export import document
from onrecord.model import DISMISSED, Story
from onrecord.selection import LEAST, Selection, Wanted
from onrecord.store.record import Record

__all__ = ["LEAST", "Asked", "Wanted", "absences", "disputes", "echoes", "people", "shifts", "statements", "stories", "unresolved", "write"]

LEVELS = ("conflict", "tension")


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of disputes beside the filters: the lowest score, the level, and whether also the dismissed."""

    least: float = LEAST
    level: str | None = None
    dismissed: bool = False


def write(value: Any) -> None:
    """One JSON document on standard output."""
    json.dump(value, sys.stdout, ensure_ascii=False, indent=1)
    sys.stdout.write("\n")


def _nothing(what: str, wanted: Wanted) -> None:
    asked = any(getattr(wanted, f) for f in ("who", "about", "since", "until", "story", "outlet"))
    page.console().print(f"No {what}{' for these filters' if asked else ' in this record'}.")


def statements(path: Path, wanted: Wanted, as_json: bool) -> None:
    """Who said what."""
    with Record(path) as record:
        chosen = Selection(record, wanted)
        found = chosen.statements()
        if as_json:
            write({"statements": [document.statement(s) for s in found]})
            return
        if not found:
            _nothing("statements", wanted)
            return
        out = page.console()
        for s in sorted(found, key=lambda s: chosen.day_of(s) or "9999") if wanted.who else found:
            out.print(page.statement(s, chosen.actors, chosen.articles))
        out.print(f"{len(found)} statements")


def people(path: Path, wanted: Wanted, as_json: bool) -> None:
    """Who speaks, in which office, how often."""
    with Record(path) as record:
        chosen = Selection(record, wanted)
        found = chosen.people()
        if as_json:
            write({"actors": [{**document.actor(a), "statements": [s.id for s in said]} for a, said in found]})
            return
        if not found:
            _nothing("people", wanted)
            return
        out = page.console()
        for actor, said in found:
            out.print(page.person(actor, len(said), chosen.actors))
        out.print(f"{len(found)} who speak; `onrecord show ID` or a name shows one with all statements")


def unresolved(path: Path, wanted: Wanted, as_json: bool) -> None:
    """Whose speaker was not found, and why."""
    with Record(path) as record:
        chosen = Selection(record, wanted)
        found = chosen.unresolved()
        if as_json:
            write({"statements": [{**document.statement(s), "reason": reason} for s, reason in found]})
            return
        if not found:
            _nothing("statements without a speaker", wanted)
            return
        out = page.console()
        for s, reason in found:
            out.print(page.statement(s, chosen.actors, chosen.articles, reason))
        out.print(
            Text(
                f"{len(found)} statement{'' if len(found) == 1 else 's'}. To say who it was: onrecord correct ID --speaker NAME, or --nobody "
                "where it cannot be known; that an unnamed one is somebody known: onrecord merge ACTOR ACTOR."
            )
        )


def disputes(path: Path, wanted: Wanted, asked: Asked, as_json: bool) -> None:
    """The rival accounts.

    Raises:
        UsageError: the level is none.
    """
    if asked.level not in (None, *LEVELS):
        raise UsageError(f"--level {asked.level}: give {' or '.join(LEVELS)}")
    with Record(path) as record:
        chosen = Selection(record, wanted)
        found = chosen.disputes(asked.least, asked.level, asked.dismissed)
        if as_json:
            write({"disputes": [document.dispute(d) for d in found]})
            return
        out = page.console()
        left = _left_out(chosen, asked, len(found))
        if not found and not left:
            _nothing("disputes", wanted)
        for d in found:
            out.print(page.dispute(d, chosen.actors, chosen.articles, chosen.said))
        if left:
            out.print(Text(left, style="dim"))


def _left_out(chosen: Selection, asked: Asked, shown: int) -> str:
    """What the score and people's verdicts left out, in one sentence, and how to see it."""
    every = chosen.disputes(0.0, asked.level, True)
    dismissed = sum(d.verdict == DISMISSED for d in every) if not asked.dismissed else 0
    unsure = len(every) - shown - dismissed
    told = []
    if unsure > 0:
        told.append(f"{unsure} less sure than {asked.least:g} (--min-score 0)")
    if dismissed:
        told.append(f"{dismissed} dismissed (--dismissed)")
    return f"Not shown: {', '.join(told)}." if told else ""


def stories(path: Path, wanted: Wanted, as_json: bool) -> None:
    """Articles about one matter, and how contested it is."""
    with Record(path) as record:
        chosen = Selection(record, wanted)
        found = chosen.stories()
        contested = Counter(d.story for d in Selection(record, Wanted()).disputes()) if found else Counter[str]()
        if as_json:
            write({"stories": [{**_story(s), "disputes": contested[s.id]} for s in found]})
            return
        if not found:
            _nothing("stories", wanted)
            return
        out = page.console()
        for s in found:
            out.print(page.story(s, chosen.articles, contested[s.id]))
        out.print(f"{len(found)} {'story' if len(found) == 1 else 'stories'}; `onrecord show ID` shows one with its disputes")


def _story(story: Story) -> dict[str, Any]:
    return {"id": story.id, "title": story.title, "articles": list(story.articles)}


def shifts(path: Path, wanted: Wanted, as_json: bool) -> None:
    """Who changed the account."""
    with Record(path) as record:
        chosen = Selection(record, wanted)
        found = chosen.shifts()
        if as_json:
            write({"shifts": [document.shift(s) for s in found]})
            return
        if not found:
            _nothing("shifts", wanted)
            return
        out = page.console()
        for s in found:
            out.print(page.shift(s, chosen.actors, chosen.articles, chosen.said))
        out.print(page.many(len(found), "shift"))


def echoes(path: Path, wanted: Wanted, as_json: bool) -> None:
    """Which statements rest on one act of saying."""
    with Record(path) as record:
        chosen = Selection(record, wanted)
        found = chosen.echoes()
        if as_json:
            write({"echoes": [document.echo(e) for e in found]})
            return
        if not found:
            _nothing("echoes", wanted)
            return
        out = page.console()
        for e in found:
            out.print(page.echo(e, chosen.actors, chosen.articles, chosen.said))
        out.print(f"{len(found)} echo{'' if len(found) == 1 else 'es'}")


def absences(path: Path, wanted: Wanted, as_json: bool) -> None:
    """Who gave no answer."""
    with Record(path) as record:
        chosen = Selection(record, wanted)
        found = [a for a in record.absences() if chosen.in_scope(a.article) and chosen.named(a.who)]
        if as_json:
            write({"absences": [document.absence(a) for a in found]})
            return
        if not found:
            _nothing("absences", wanted)
            return
        out = page.console()
        for a in found:
            head = page.speaker(chosen.actors.get(a.who or ""), None)
            head.append(f"   {a.kind}", style="cyan")
            out.print(head)
            out.print(Text(f"  {page.quoted(a.text)}"))
            out.print(Text(f"  {page.house(chosen.articles[a.article])}", style="dim"))
            out.print()
