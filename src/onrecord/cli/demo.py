"""``onrecord demo``: the bundled example coverage, read before your eyes into a temporary record."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import as_file, files
from pathlib import Path

from rich.text import Text

from onrecord.cli import listings, page
from onrecord.desk import add
from onrecord.ingest.ledger import Ledger
from onrecord.store.record import Record, Writer


@contextmanager
def example() -> Iterator[tuple[Path, Ledger]]:
    """The examples in a temporary record, which goes when it is left."""
    with tempfile.TemporaryDirectory(prefix="onrecord-demo-") as folder, as_file(files("onrecord.examples") / "coverage.jsonl") as coverage:
        path = Path(folder) / "demo.db"
        with Writer(path) as record:
            ledger = add(record, [str(coverage)])
        yield path, ledger


def run_served(port: int, open_browser: bool) -> None:
    """Adds the examples and serves them on this machine."""
    from onrecord.cli.serving import serve

    with example() as (path, _):
        serve(path, "127.0.0.1", port, None, [], open_browser)


def run(as_json: bool) -> None:
    """Adds the examples and shows the disputes."""
    with example() as (path, ledger):
        with Record(path) as record:
            articles, said = record.articles(), len(record.statements())
        if not as_json:
            out = page.console()
            out.print(Text(f"{ledger.stored} articles of invented coverage (CC0), {said} statements read.", style="dim"))
            for article in articles:
                out.print(Text(f"  {page.house(article)}: {page.flat(article.title or '')}", style="dim"))
            out.print()
        listings.disputes(path, listings.Wanted(), listings.Asked(), as_json)
        if not as_json:
            page.console().print(
                Text(
                    "Now your own: onrecord add FILE…, then onrecord disputes, onrecord statements --who NAME, onrecord people.",
                    style="dim",
                )
            )
