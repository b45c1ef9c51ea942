"""Wikidata items of people and bodies, from a table that the user has: nothing is looked up over the network.

The table is a CSV file named by :data:`VARIABLE` with the columns ``name``, ``qid`` and, if wanted, ``kind`` (person, organisation,
government, group). A person is known by a full name only, of two words or more.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from onrecord.gazetteer.table import named_by, rows
from onrecord.model import ActorKind

VARIABLE = "ONRECORD_QIDS"
"""The environment variable that names the table."""
_QID = re.compile(r"Q[1-9]\d{0,11}")


@dataclass(frozen=True, slots=True)
class Qids:
    """The user's table: the items by name, folded, each with the kind that it is for, or None for any."""

    path: Path
    items: dict[str, tuple[tuple[ActorKind | None, str], ...]]

    def of(self, names: Iterable[str], kind: ActorKind) -> str | None:
        """The item of an actor of these names; None where none of them is in the table, or they name several items."""
        found = {
            qid
            for name in names
            if kind is not ActorKind.PERSON or len(_plain(name).split()) > 1
            for meant, qid in self.items.get(_plain(name), ())
            if meant in (None, kind)
        }
        return found.pop() if len(found) == 1 else None


def _plain(name: str) -> str:
    """A name without accents, case, punctuation and a leading "the"."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    return " ".join(re.sub(r"[^\w\s]", " ", bare).split()).removeprefix("the ")


@lru_cache(maxsize=1)
def qids() -> Qids | None:
    """The user's table; None where there is none.

    Raises:
        UsageError: it cannot be read, or a cell is wrong.
    """
    path = named_by(VARIABLE)
    if path is None:
        return None
    items: dict[str, tuple[tuple[ActorKind | None, str], ...]] = {}
    for row in rows(path, ("name", "qid"), ("kind",), told=f"{VARIABLE}={path}"):
        name, qid, kind = row.cells["name"], row.cells["qid"], row.cells["kind"].lower()
        if not _QID.fullmatch(qid):
            raise row.wrong("qid", f"{qid or 'an empty cell'} is no Wikidata item; one looks like Q42")
        if kind and kind not in list(ActorKind):
            raise row.wrong("kind", f"{kind} is none of {', '.join(ActorKind)}")
        if kind == ActorKind.PERSON and len(_plain(name).split()) < 2:
            raise row.wrong("name", f"{name} is no full name, and a single word does not tell one person from another")
        items[_plain(name)] = (*items.get(_plain(name), ()), (ActorKind(kind) if kind else None, qid))
    return Qids(path, items)
