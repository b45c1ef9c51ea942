"""``onrecord edit``: what was given with an article, corrected."""

from __future__ import annotations

import getpass
from collections.abc import Mapping
from pathlib import Path

from rich.text import Text

from onrecord.cli import page
from onrecord.errors import UsageError
from onrecord.judgements.docket import Docket
from onrecord.store.record import Record, Writer


def edit(path: Path, article: str, to: Mapping[str, str | None], by: str | None, why: str) -> None:
    """Edits an article.

    Args:
        to: field -> its value, "" to take it away; None leaves it as it is.

    Raises:
        UsageError: no field is given, a value is no fit, or nothing would change.
        RecordError: there is no such article.
    """
    told = {field: value for field, value in to.items() if value is not None}
    if not told:
        raise UsageError("say what is to be corrected: --outlet, --published, --title or --url; an empty value takes it away")
    Record(path).close()  # an edit needs a record that is there: Writer would make one
    with Writer(path) as record:
        number = Docket(record, by or getpass.getuser(), why).edit(article, told)
        now = record.articles([article])[0]
    shown = ", ".join(f"{field} {page.flat(getattr(now, field) or '') or 'none'}" for field in told)
    page.console().print(Text(f"Edited: {shown}. Read again and linked. Judgement {number}; `onrecord undo {number}` takes it back."))
