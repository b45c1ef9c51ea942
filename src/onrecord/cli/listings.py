"""The listings: for people, or as JSON with the field names of the contract."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from rich.table import Table
from rich.text import Text

from onrecord.cli import page
from onrecord.export import document
from onrecord.selection import Selection, Wanted
from onrecord.store.record import Record

__all__ = ["Wanted", "absences", "disputes", "people", "statements", "stories", "write"]


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
        table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
        for name, options in (
            ("name", {"style": "bold"}),
            ("kind", {}),
            ("statements", {"justify": "right"}),
            ("offices as far as the coverage shows", {}),
            ("id", {"style": "dim"}),
        ):
            table.add_column(name, **options)  # type: ignore[arg-type]
        for actor, said in found:
            offices = "; ".join(
                f"{o.title}{f' of {o.of}' if o.of else ''}{f' ({o.since} to {o.until})' if o.since else ''}" for o in actor.offices
            )
            table.add_row(Text(page.shorten(actor.name, 40)), actor.kind.value, str(len(said)), Text(page.flat(offices)), actor.id)
        page.console().print(table)


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
