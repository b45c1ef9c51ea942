"""The commands by which a person decides: correct, merge, split, rename, undo, judgements, reread."""

from __future__ import annotations

import getpass
from dataclasses import dataclass
from pathlib import Path

from rich.text import Text

from onrecord.cli import page
from onrecord.cli.listings import write
from onrecord.errors import UsageError
from onrecord.judgements.docket import Docket
from onrecord.model import ActorKind, Judgement
from onrecord.store.codec import to_plain
from onrecord.store.record import Record, Writer


@dataclass(frozen=True, slots=True)
class Correction:
    """What is asked of a statement."""

    speaker: str | None
    kind: str
    nobody: bool
    words: list[str]
    none: bool


def _existing(path: Path) -> Writer:
    Record(path).close()  # a judgement needs a record that is there: Writer would make one
    return Writer(path)


def _docket(record: Writer, by: str | None, why: str) -> Docket:
    return Docket(record, by or getpass.getuser(), why)


def _done(number: int, what: str) -> None:
    page.console().print(Text(f"{what} Judgement {number}; `onrecord undo {number}` takes it back."))


def correct(path: Path, identity: str, asked: Correction, by: str | None, why: str) -> None:
    """Corrects a statement, or enters one that was missed.

    Raises:
        UsageError: nothing or things that exclude one another are asked.
        RecordError: the statement, the article or the words are not in the record.
    """
    try:
        kind = ActorKind(asked.kind)
    except ValueError:
        raise UsageError(f"--kind {asked.kind}: give one of {', '.join(ActorKind)}") from None
    if asked.speaker is not None and asked.nobody:
        raise UsageError("--speaker and --nobody exclude one another")
    told = asked.speaker is not None or asked.nobody
    if asked.none and (told or asked.words):
        raise UsageError("--none excludes the other options")
    with _existing(path) as record:
        docket = _docket(record, by, why)
        if record.articles([identity]):
            if not told or not asked.words:
                raise UsageError("to enter a statement that was missed, give its --words and its --speaker (or --nobody)")
            _done(docket.said(identity, asked.words, asked.speaker, kind), "Entered.")
        elif asked.none:
            _done(docket.none(identity), "Taken out.")
        elif not told and not asked.words:
            raise UsageError("say what is to be corrected: --speaker, --nobody, --words or --none")
        else:
            if told:
                _done(docket.speaker(identity, asked.speaker, kind), "Speaker corrected.")
            if asked.words:
                _done(docket.bounds(identity, asked.words), "Words corrected.")


def merge(path: Path, actors: list[str], by: str | None, why: str) -> None:
    """Makes one of several actors."""
    with _existing(path) as record:
        _done(_docket(record, by, why).merge(actors), f"{len(actors)} are one now.")


def split(path: Path, actor: str, statements: list[str], by: str | None, why: str) -> None:
    """Takes statements away from an actor."""
    with _existing(path) as record:
        _done(_docket(record, by, why).split(actor, statements), "Split.")


def rename(path: Path, actor: str, name: str, by: str | None, why: str) -> None:
    """Names an actor."""
    with _existing(path) as record:
        _done(_docket(record, by, why).rename(actor, name), "Renamed.")


def undo(path: Path, number: int | None, by: str | None) -> None:
    """Takes a judgement back."""
    with _existing(path) as record:
        found = _docket(record, by, "").undo(number)
        page.console().print(Text(f"Judgement {found.id} ({found.kind}) is undone; its row stays."))


def listing(path: Path, every: bool, as_json: bool) -> None:
    """What people decided."""
    with Record(path) as record:
        found = record.judgements(undone=every)
    if as_json:
        write({"judgements": [to_plain(j) for j in found]})
        return
    out = page.console()
    for judgement in found:
        head = Text(f"{judgement.id}  {judgement.kind}", style="bold")
        head.append(f"   {judgement.by}, {judgement.made[:10]}", style="dim")
        if judgement.undone:
            head.append(f"   undone by {judgement.undone_by}, {judgement.undone[:10]}", style="red")
        out.print(head)
        for line in _told(judgement):
            out.print(Text(f"  {line}"))
        out.print()
    if not found:
        out.print("No judgements in this record.")


def _told(judgement: Judgement) -> list[str]:
    words = list(dict.fromkeys(page.shorten(a.text, 100) for a in judgement.anchors))[:6]
    lines = [f"{page.quoted(w)}" for w in words]
    if "name" in judgement.value:
        lines.append(f"→ {judgement.value['name'] or 'cannot be known'}")
    return [*lines, *([f"because {judgement.reason}"] if judgement.reason else [])]


def reread_articles(path: Path, articles: list[str] | None) -> None:
    """Reads again."""
    from onrecord.desk import reread

    with _existing(path) as record:
        count = reread(record, articles or None)
        page.console().print(f"{count} article{'' if count == 1 else 's'} read again by {record.model()}.")
