"""The listings: for people, or as JSON with the field names of the contract."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from rich.text import Text

from onrecord.cli import page
from onrecord.export import document
from onrecord.selection import Selection, Wanted
from onrecord.store.record import Record

__all__ = ["Wanted", "absences", "disputes", "people", "statements", "stories", "unresolved", "write"]


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


def disputes(path: Path, wanted: Wanted, least: float, as_json: bool) -> None:
    """The rival accounts."""
    with Record(path) as record:
        chosen = Selection(record, wanted)
        found = [d for d in chosen.disputes() if d.score >= least]
        if as_json:
            write({"disputes": [document.dispute(d) for d in found]})
            return
        if not found:
            _nothing("disputes", wanted)
            return
        said = {s.id: s for s in record.statements()}
        out = page.console()
        for d in found:
            out.print(page.dispute(d, chosen.actors, chosen.articles, said))


def stories(path: Path, wanted: Wanted, as_json: bool) -> None:
    """Articles about one matter."""
    with Record(path) as record:
        chosen = Selection(record, wanted)
        found = chosen.stories()
        if as_json:
            write({"stories": [{"id": s.id, "title": s.title, "articles": list(s.articles)} for s in found]})
            return
        if not found:
            _nothing("stories", wanted)
            return
        contested: dict[str, int] = {}
        for d in record.disputes():
            contested[d.story] = contested.get(d.story, 0) + 1
        out = page.console()
        for s in found:
            out.print(Text(page.flat(s.title), style="bold"))
            number = contested.get(s.id, 0)
            out.print(
                Text(
                    f"  {len(s.articles)} article{'' if len(s.articles) == 1 else 's'} · {number} dispute{'' if number == 1 else 's'} · {s.id}",
                    style="dim",
                )
            )
            for identity in s.articles:
                article = chosen.articles[identity]
                out.print(Text(f"  {page.house(article)}: {page.shorten(article.title or '', 70)} · {article.id}"))
            out.print()


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
