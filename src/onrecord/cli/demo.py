"""``onrecord demo``: the bundled example coverage, read before your eyes into a temporary record."""

from __future__ import annotations

import tempfile
from importlib.resources import as_file, files
from pathlib import Path

from rich.text import Text

from onrecord.cli import listings, page
from onrecord.desk import add
from onrecord.store.record import Writer


def run(as_json: bool) -> None:
    """Adds the examples and shows the disputes."""
    with tempfile.TemporaryDirectory(prefix="onrecord-demo-") as folder, as_file(files("onrecord.examples") / "coverage.jsonl") as coverage:
        path = Path(folder) / "demo.db"
        with Writer(path) as record:
            ledger = add(record, [str(coverage)])
            articles = record.articles()
            said = len(record.statements())
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
