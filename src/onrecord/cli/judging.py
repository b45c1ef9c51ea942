"""The commands by which a person decides: correct, merge, split, rename, confirm, dismiss, move, state, undo, judgements, reread."""

from __future__ import annotations

import getpass
from dataclasses import dataclass
from pathlib import Path

from rich.text import Text

from onrecord.cli import page
from onrecord.cli.listings import write
from onrecord.errors import UsageError
from onrecord.judgements.docket import Docket
from onrecord.judgements.followup import Told
from onrecord.judgements.minutes import SHOWN, idling, told
from onrecord.judgements.rulings import is_dispute, on_dispute
from onrecord.judgements.states import on_pledge
from onrecord.model import ActorKind
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


@dataclass(frozen=True, slots=True)
class Parting:
    """What is asked of a dispute that is split."""

    lines: list[int]
    says: str | None = None
    question: str | None = None


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


def merge(path: Path, things: list[str], accounts: list[int], by: str | None, why: str) -> None:
    """Makes one of several actors, of several disputes, or of several accounts of one dispute.

    Raises:
        UsageError: actors and disputes are mixed, or accounts are given without one dispute.
    """
    disputes = [t for t in things if is_dispute(t)]
    if disputes and len(disputes) < len(things):
        other = next(t for t in things if not is_dispute(t))
        raise UsageError(f"{disputes[0]} is a dispute and {other} is none; merge disputes with disputes, people with people")
    if accounts and len(things) != len(disputes):
        raise UsageError("--account is for accounts of a dispute: `onrecord merge DISPUTE --account 1 --account 2`")
    with _existing(path) as record:
        docket = _docket(record, by, why)
        if accounts:
            if len(disputes) != 1:
                raise UsageError("--account takes one dispute; to make one of several disputes, leave it out")
            _done(docket.join_accounts(disputes[0], accounts), f"{page.many(len(set(accounts)), 'account')} are one now.")
        elif len(disputes) == 1:
            raise UsageError(f"give another dispute to merge {disputes[0]} with, or two of its accounts: --account 1 --account 2")
        elif disputes:
            _done(docket.join_disputes(disputes), f"{len(set(disputes))} disputes are one now.")
        else:
            _done(docket.merge(things), f"{len(things)} are one now.")


def split(path: Path, thing: str, statements: list[str], parting: Parting, by: str | None, why: str) -> None:
    """Takes statements away from an actor, or sets lines of a dispute apart.

    Raises:
        UsageError: what is given does not go with an actor, or with a dispute.
    """
    with _existing(path) as record:
        docket = _docket(record, by, why)
        if is_dispute(thing):
            if statements:
                raise UsageError(
                    f"a dispute is split by its lines: `onrecord split {thing} --line NUMBER`, as `onrecord show` numbers them"
                )
            before = {d.id for d in record.disputes()}
            number = docket.part(thing, parting.lines, parting.says, parting.question)
            made = sorted({d.id for d in record.disputes()} - before)
            _done(number, f"A dispute of its own now: {made[0]}." if made else "An account of its own now.")
        elif parting.lines or parting.says or parting.question:
            raise UsageError(f"--line, --says and --question are for disputes, and {thing} is none")
        elif not statements:
            raise UsageError("say which statements are somebody else's: `onrecord split ACTOR STATEMENT…`")
        else:
            _done(docket.split(thing, statements), "Split.")


def move(path: Path, dispute: str, lines: list[int], to: str, by: str | None, why: str) -> None:
    """Puts lines of a dispute under another account, or out of it.

    Raises:
        UsageError: ``to`` is neither an account's number nor "out".
    """
    if to != "out" and not to.isdecimal():
        raise UsageError(f"--to {to}: give the number of an account, or `out`")
    with _existing(path) as record:
        number = _docket(record, by, why).move(dispute, lines, None if to == "out" else int(to))
        _done(number, "Taken out." if to == "out" else f"Under account {to} now.")


def confirm(path: Path, identity: str, by: str | None, why: str) -> None:
    """Says that a dispute is one, or that this was asked or promised."""
    with _existing(path) as record:
        _done(_docket(record, by, why).confirm(identity), "Confirmed.")


def dismiss(path: Path, identity: str, by: str | None, why: str) -> None:
    """Says that a dispute is none, or that this was not asked or promised."""
    with _existing(path) as record:
        _done(_docket(record, by, why).dismiss(identity), "Dismissed.")


def state(path: Path, identity: str, asked: Told, by: str | None, why: str) -> None:
    """Says where a request or a commitment stands, or when it is due."""
    from onrecord.cli.pledges import later

    with _existing(path) as record:
        number = _docket(record, by, why).state(identity, asked)
        _done(number, "Taken away." if asked.untrue else "State set." if asked.state is not None else "Day due set.")
        if (further := later(record, number)) is not None:
            page.console().print(Text(further))


def rename(path: Path, actor: str, name: str, by: str | None, why: str) -> None:
    """Names an actor."""
    with _existing(path) as record:
        _done(_docket(record, by, why).rename(actor, name), "Renamed.")


def undo(path: Path, number: int | None, by: str | None) -> None:
    """Takes a judgement back."""
    with _existing(path) as record:
        found = _docket(record, by, "").undo(number)
        page.console().print(Text(f"Judgement {found.id} ({SHOWN.get(found.kind, found.kind)}) is undone; its row stays."))


def listing(path: Path, every: bool, as_json: bool) -> None:
    """What people decided, and which judgements on disputes, requests and commitments find nothing at present that they could hold on."""
    with Record(path) as record:
        found = record.judgements(undone=every)
        rulings = [j for j in found if on_dispute(j) or on_pledge(j)]
        held = [t.judgements for things in (record.disputes, record.requests, record.commitments) for t in things()] if rulings else []
    at_work = {n for numbers in held for n in numbers}
    idle = {j.id for j in rulings if j.undone is None and j.id not in at_work}
    if as_json:
        write({"judgements": [{**to_plain(j), "applies": j.undone is None and j.id not in idle} for j in found]})
        return
    out = page.console()
    for judgement in found:
        head = Text(f"{judgement.id}  {SHOWN.get(judgement.kind, judgement.kind)}", style="bold")
        head.append(f"   {judgement.by}, {judgement.made[:10]}", style="dim")
        if judgement.undone:
            head.append(f"   undone by {judgement.undone_by}, {judgement.undone[:10]}", style="red")
        if judgement.id in idle:
            head.append(f"   does not apply at present: {idling(judgement)}", style="yellow")
        out.print(head)
        for line in told(judgement):
            out.print(Text(f"  {line}"))
        out.print()
    if not found:
        out.print("No judgements in this record.")


def reread_articles(path: Path, articles: list[str] | None) -> None:
    """Reads again."""
    from onrecord.desk import reread

    with _existing(path) as record:
        count = reread(record, articles or None)
        page.console().print(f"{count} article{'' if count == 1 else 's'} read again by {record.model()}.")
