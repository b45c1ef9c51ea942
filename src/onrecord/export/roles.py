"""Which part statements and passages play: the accounts of disputes in which they are evidence."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from onrecord.model import Dispute


class Part(NamedTuple):
    """An account of a dispute; accounts are counted from 1."""

    dispute: str
    account: int


def parts_played(disputes: Iterable[Dispute]) -> dict[object, list[Part]]:
    """Statement, or (article, start, end) of a passage in the article's own voice -> the accounts in which it is evidence, in order."""
    out: dict[object, set[Part]] = {}
    for d in disputes:
        for n, account in enumerate(d.accounts, 1):
            for e in account.evidence:
                out.setdefault(e.statement or (e.article, e.start, e.end), set()).add(Part(d.id, n))
    return {line: sorted(parts) for line, parts in out.items()}
