"""First names and the gender that most who bear them have, from a table of our own (``forenames.csv``: common knowledge, facts only).

A hint and no more: what a text says of a person ("Ms", "he") always goes before it.
"""

from __future__ import annotations

import csv
import unicodedata
from functools import lru_cache
from importlib.resources import files


def _plain(name: str) -> str:
    decomposed = unicodedata.normalize("NFKD", name.lower().replace("’", "'"))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


@lru_cache(maxsize=1)
def _table() -> dict[str, str]:
    with (files("onrecord.gazetteer") / "forenames.csv").open(encoding="utf-8") as rows:
        return {row["name"]: row["gender"] for row in csv.DictReader(rows)}


def gender_of(forename: str) -> str | None:
    """ "f" or "m"; None where the table does not have the name, or names both. A double name goes by its first part."""
    table, name = _table(), _plain(forename)
    return table.get(name) or table.get(name.split("-")[0])
