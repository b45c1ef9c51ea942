"""``onrecord add``: a progress bar on standard error, and the ledger at the end."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from onrecord.desk import add
from onrecord.errors import UsageError
from onrecord.ingest.article import published_day
from onrecord.ingest.ledger import Ledger
from onrecord.ingest.source import Given
from onrecord.store.codec import to_plain
from onrecord.store.record import Writer

SHOWN = 50
"""Refusals printed one by one; further ones are counted, and all of them are in the record's run."""


def add_with_progress(
    record: Path,
    sources: list[str],
    outlet: str | None,
    published: str | None,
    url: str | None,
    title: str | None,
    as_json: bool,
) -> int:
    """Adds, shows, and returns the exit status: 0, or 1 where something was rejected or failed."""
    try:
        published_day(published)
    except Exception as error:
        raise UsageError(f"--published: {error}") from None
    console = Console(stderr=True)
    given = Given(outlet, published, url, title)
    with (
        Writer(record) as target,
        Progress(
            SpinnerColumn(),
            BarColumn(bar_width=24),
            MofNCompleteColumn(),
            TextColumn("{task.description}"),
            TimeElapsedColumn(),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        ) as progress,
    ):
        task = progress.add_task("", total=None)

        def watch(what: str, done: int, of: int) -> None:
            progress.update(task, description=" ".join(what.split())[:60], completed=done, total=of)

        ledger = add(target, sources, given, watch)
    if as_json:
        json.dump(
            {
                "seen": ledger.seen,
                "stored": ledger.stored,
                "duplicate": ledger.duplicate,
                "rejected": ledger.rejected,
                "failed": ledger.failed,
                "refusals": [to_plain(r) for r in ledger.refusals],
                "record": str(record),
            },
            sys.stdout,
            ensure_ascii=False,
            indent=1,
        )
        sys.stdout.write("\n")
    else:
        _print(ledger, record)
    return 0 if ledger.clean else 1


def _print(ledger: Ledger, record: Path) -> None:
    out = Console(highlight=False)
    for refusal in ledger.refusals[:SHOWN]:
        out.print(f"{refusal.outcome}: {refusal.place}: {refusal.reason}", markup=False, soft_wrap=True)
    if len(ledger.refusals) > SHOWN:
        out.print(f"… and {len(ledger.refusals) - SHOWN} more; `onrecord add --json` lists all")
    out.print(
        f"seen {ledger.seen} = stored {ledger.stored} + duplicate {ledger.duplicate} + rejected {ledger.rejected} + failed {ledger.failed}   ({record})",
        markup=False,
        soft_wrap=True,
    )
