"""``onrecord timeline``: what is told, grouped by the day that it speaks of; or as JSON, with everything."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

from rich.console import Console
from rich.text import Text

from onrecord.chronicle import Chronicle, chronicles
from onrecord.cli import page
from onrecord.cli.listings import write
from onrecord.edtf import in_words, interval
from onrecord.entry import WORDS, Basis, Entry, EntryKind, Place, bare, order, repeated, span
from onrecord.export.computed import chronicle
from onrecord.model import Statement
from onrecord.reading.sentences import paragraphs, split
from onrecord.reading.tokens import tokenise
from onrecord.selection import Selection, Wanted
from onrecord.store.record import Record

_PART_OF = {"dispute": "disputed", "request": "on a request", "commitment": "on a commitment"}
"""What belonging to something is called, by the first letters of its id."""
LINES = 2
"""Lines of the page that an entry's words may take."""
FEW = 60
"""Characters of reported words up to which they are shown in their sentence."""


def timeline(path: Path, wanted: Wanted, whole: bool, as_json: bool) -> None:
    """The timelines of the stories.

    Args:
        whole: also the statements that speak of no day and are a part of nothing.
    """
    with Record(path) as record:
        chosen = Selection(record, wanted)
        found = chronicles(chosen)
        if as_json:
            write({"timelines": [chronicle(c) for c in found]})
            return
        out = page.console()
        if not found:
            asked = any(getattr(wanted, f) for f in ("who", "about", "since", "until", "story", "outlet"))
            out.print(f"Nothing to tell{' for these filters' if asked else ' in this record'}.")
        for told in found:
            _show(out, told, chosen, whole)


def _show(out: Console, chronicle: Chronicle, chosen: Selection, whole: bool) -> None:
    """One story: its entries by day, and what is not shown."""
    told = repeated(chronicle.entries)
    shown = [e for e in chronicle.entries if whole or not (bare(e) or e.id in told)]
    out.print(Text(page.flat(chronicle.story.title), style="bold underline"))
    days = span(shown)
    facts = f"{len(shown)} {'entry' if len(shown) == 1 else 'entries'}{f', {in_words(days)}' if days else ''} · {chronicle.story.id}"
    out.print(Text(facts, style="dim"))
    out.print()
    for _, same in groupby(shown, key=lambda e: order(e.day)):
        group = list(same)
        heading = next((e for e in group if not _is_limit(e)), group[0])
        out.print(Text(_heading(heading), style="bold green"))
        for entry in group:
            _entry(out, entry, chosen)
        out.print()
    if left := _left_out(chronicle.entries, shown, told):
        out.print(Text(left, style="dim"))
        out.print()


def _is_limit(entry: Entry) -> bool:
    """Whether only the end of the days is known under which an entry stands."""
    days = interval(entry.day)
    return days is not None and days.earliest is None


def _heading(entry: Entry) -> str:
    """The day or days under which an entry stands, in words."""
    day = entry.day
    return in_words(day.rstrip("?~%")) if day and interval(day) else "Day not known"


def _entry(out: Console, entry: Entry, chosen: Selection) -> None:
    """Who, what became of what, the day said and printed; the words; the outlets and the id."""
    place = entry.places[0]
    statement = chosen.said.get(place.evidence.statement or "")
    if entry.kind is EntryKind.CLAIM and place.evidence.statement is None:
        head = Text("the article itself", style="italic")
    elif entry.who is None and entry.kind not in WORDS:
        head = Text("by whom is not told", style="italic")
    else:
        head = page.speaker(chosen.actors.get(entry.who or ""), statement.role if statement and statement.who == entry.who else None)
    if what := _what(entry, statement):
        head.append(f"   {what}", style="not bold not italic magenta")
    if days := _days(entry, place):
        head.append(f"   {' · '.join(days)}", style="not bold not italic cyan")
    out.print(page.inset(head))
    out.print(page.inset(_words(place, chosen, LINES * (out.width - 4) - 8), 4))
    others = _others(entry, chosen)
    out.print(page.inset(Text(f"{page.flat(_outlet(place, chosen))}{others} · {_named(entry, place)}", style="dim"), 4))


def _words(place: Place, chosen: Selection, room: int) -> Text:
    """The words, cut to so many characters; a clause or a few words in their sentence where there is room."""
    statement, evidence = chosen.said.get(place.evidence.statement or ""), place.evidence
    if statement is not None and (evidence.start, evidence.end) == (statement.start, statement.content[-1].end):
        words = " … ".join(page.quoted(c.text) for c in statement.content)
        if len(words) > FEW or not words.startswith("["):
            return Text(page.shorten(words, room))
    clause = page.shorten(page.quoted(evidence.text), room)
    text = chosen.articles[evidence.article].text
    begin, end = _sentence(text, evidence.start, evidence.end)
    before, after = page.flat(text[begin : evidence.start]), page.flat(text[evidence.end : end])
    if len(before) + len(clause) + len(after) + 2 > room or not any(c.isalnum() for c in before + after):
        return Text(clause)
    gap = " " if text[evidence.end : end][:1].isspace() else ""
    return Text.assemble((f"{before} " if before else "", "dim"), clause, (f"{gap}{after}", "dim"))


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """Start and end of the sentence that holds a clause; the clause itself where none does."""
    for first, last in paragraphs(text):
        if first <= start and end <= last:
            inside = [s for s in split(text, tokenise(text, first, last)) if s.start <= start and end <= s.end]
            return (inside[0].start, inside[0].end) if inside else (start, end)
    return start, end


def _what(entry: Entry, statement: Statement | None) -> str:
    """The kind and state of an entry in words, with what it is about unless the words below tell it."""
    words = f"{page.flat(entry.places[0].evidence.text)}\n{page.flat(statement.words) if statement else ''}"
    about = f": {page.shorten(entry.about, 50)}" if entry.about and page.flat(entry.about) not in words else ""
    match entry.kind:
        case EntryKind.REQUEST | EntryKind.COMMITMENT:
            return f"{entry.kind.value} {entry.state}{', set by a person' if entry.judgement else ''}{about}"
        case EntryKind.DUE:
            return f"commitment due{about}"
        case EntryKind.SHIFT:
            return f"changes the account{about}"
    return ", ".join(words for kind, words in _PART_OF.items() if any(b.startswith(kind) for b in entry.belongs))


def _days(entry: Entry, place: Place) -> list[str]:
    """The day said and the day printed where they are not the one above; what is not sure about that one."""
    heading, said, printed = interval(entry.day), interval(place.said), interval(place.printed)
    out = []
    if _is_limit(entry):
        out.append("by that day")
    unsure = entry.basis is Basis.SPOKEN and heading is not None and heading.uncertain
    if entry.basis is Basis.SAID:
        out.append("said that day")
    elif entry.basis is Basis.PRINTED or (unsure and printed and heading and printed.key == heading.key):
        out.append("printed that day")
    elif unsure:
        out.append("day not sure")
    if said and entry.basis is not Basis.SAID and said.key != (heading.key if heading else None):
        out.append(f"said {_short(place.said, entry)}")
    if printed and entry.basis is not Basis.PRINTED and printed.key != (said or heading or printed).key:
        out.append(f"printed {_short(place.printed, entry)}")
    return out


def _short(day: str | None, entry: Entry) -> str:
    """A day in words, without the year where that of the heading is the same."""
    told, year = in_words(day or "", short=True), f" {_heading(entry).split()[-1]}"
    return told.removesuffix(year)


def _outlet(place: Place, chosen: Selection) -> str:
    article = chosen.articles[place.evidence.article]
    return article.outlet or article.source


def _named(entry: Entry, place: Place) -> str:
    """An id that `onrecord show` takes."""
    return entry.belongs[0] if entry.kind not in WORDS else place.evidence.statement or place.evidence.article


def _others(entry: Entry, chosen: Selection) -> str:
    """The outlets of the other places, each with the day printed where it is another."""
    first, others = entry.places[0], Counter[str]()
    for place in entry.places[1:]:
        day = "" if place.printed in (first.printed, None) else f" {_short(place.printed, entry)}"
        others[f"{page.flat(_outlet(place, chosen))}{day}"] += 1
    told = ", ".join(f"{other}{f' ({n} times)' if n > 1 else ''}" for other, n in others.items())
    return f", also {told}" if told else ""


def _left_out(entries: Sequence[Entry], shown: Sequence[Entry], told: frozenset[str]) -> str:
    """What is not shown, and how to see it."""
    if len(entries) == len(shown):
        return ""
    quiet = sum(bare(e) and e.id not in told for e in entries)
    parts = []
    if quiet:
        parts.append(
            f"{page.many(quiet, 'statement')} that tell{'s' * (quiet == 1)} no day and {'is' if quiet == 1 else 'are'} part of nothing above"
        )
    if again := len(entries) - len(shown) - quiet:
        parts.append(f"{again} whose words stand above")
    return f"Not shown: {', '.join(parts)} (--all)."
