"""What was asked and promised, and where it stands: the listings, and one of them whole."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.text import Text

from onrecord.cli import page
from onrecord.cli import standing as look
from onrecord.cli.listings import write
from onrecord.errors import UsageError
from onrecord.export.computed import of_commitment, of_request
from onrecord.model import DISMISSED, Commitment, Request
from onrecord.selection import Pending, Selection, Wanted
from onrecord.standing import Standing, standing
from onrecord.store.record import Record


def asked(as_of: str | None, is_open: bool, overdue: bool, dismissed: bool) -> Pending:
    """What a listing is asked for.

    Args:
        as_of: a day (2014-10-05); None for today, and then nothing is left out for having come later.

    Raises:
        UsageError: it is no day of the calendar.
    """
    if as_of is None:
        return Pending(date.today(), False, is_open, overdue, dismissed)
    try:
        day = date.fromisoformat(as_of.strip())
    except ValueError:
        raise UsageError(f"--as-of {as_of}: that is no day of the calendar; write it as 2014-10-05") from None
    return Pending(day, True, is_open, overdue, dismissed)


def requests(path: Path, wanted: Wanted, pending: Pending, as_json: bool) -> None:
    """Who asked whom for what, and what became of it."""
    with Record(path) as record:
        chosen = Selection(record, wanted)
        found = chosen.requests(pending)
        if as_json:
            write({"requests": [of_request(r, where) for r, where in found]})
            return
        hidden = 0 if pending.dismissed else sum(r.verdict == DISMISSED for r in record.requests())
        _print(found, "request", hidden, pending, chosen)


def commitments(path: Path, wanted: Wanted, pending: Pending, as_json: bool) -> None:
    """Who undertook what by when, and what became of it."""
    with Record(path) as record:
        chosen = Selection(record, wanted)
        found = chosen.commitments(pending)
        if as_json:
            write({"commitments": [of_commitment(c, where) for c, where in found]})
            return
        hidden = 0 if pending.dismissed else sum(c.verdict == DISMISSED for c in record.commitments())
        _print(found, "commitment", hidden, pending, chosen)


def _print(found: Sequence[tuple[Request | Commitment, Standing]], what: str, hidden: int, pending: Pending, chosen: Selection) -> None:
    out = page.console()
    for pledge, where in found:
        out.print(look.pledge(pledge, where, chosen))
    still = sum(where.open for _, where in found)
    late = sum(where.overdue for _, where in found)
    told = [f"as of {pending.as_of.isoformat()}"]
    if found:
        told.append(f"{still} open{f', {late} overdue (computed)' if late else ''}")
    if hidden:
        told.append(f"not shown: {hidden} dismissed (--dismissed)")
    if pending.overdue and what == "request":
        told.append("a request has no day due, so none is overdue")
    out.print(Text(f"{page.many(len(found), what) if found else f'No {what}s for this'}; {'; '.join(told)}"))


def later(record: Record, number: int) -> str | None:
    """Which step comes after the one that a judgement set, by the same side, and so tells where it stands; None where none does."""
    pledges: list[Request | Commitment] = [*record.requests(), *record.commitments()]
    for pledge in pledges:
        mine = next((n for n, s in enumerate(pledge.history) if s.judgement == number), None)
        if mine is not None and (after := [s for s in pledge.history[mine + 1 :] if s.by in (pledge.history[mine].by, None)]):
            last = after[-1]
            return f"By a later step it is {last.state} ({last.on or 'no day'}); if that is not so: onrecord state {pledge.id} '{last.state}' --not"
    return None


def show(out: Console, found: Request | Commitment, chosen: Selection, as_json: bool) -> None:
    """One of them, whole: all its lines numbered and in place, what people decided about it, and what there is to decide."""
    from onrecord.judgements.minutes import told

    where = standing(found, date.today(), chosen.sides)
    if as_json:
        write(of_request(found, where) if isinstance(found, Request) else of_commitment(found, where))
        return
    out.print(look.whole(found, where, chosen))
    for judgement in chosen.record.judgements():
        if judgement.id in found.judgements:
            out.print(
                Text(f"  Judgement {judgement.id}: {judgement.kind}, by {page.flat(judgement.by)}, {judgement.made[:10]}", style="yellow")
            )
            for line in told(judgement)[1:]:
                out.print(page.inset(Text(line), 4))
    due = "" if isinstance(found, Request) else f"; when it is due: onrecord state {found.id} --due DAY"
    out.print(
        Text(
            f"Yours to decide: onrecord confirm or dismiss {found.id}; where it stands: onrecord state {found.id} STATE --line N, or --article "
            f"ARTICLE --words WORDS; that a proposed step is not so: onrecord state {found.id} STATE --not{due}.",
            style="dim",
        )
    )
