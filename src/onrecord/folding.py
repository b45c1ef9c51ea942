"""Folds: how the lines of a dispute's accounts fold into independent sources, and why.

The story's coverage is gathered as linking saw it and put to :mod:`onrecord.linking.independence`. That takes the longer the more was
said; in a large story only the articles with a line are gathered. Where what is found then is not the number that linking counted,
no reason is given that may be wrong: the lines are grouped by echoes alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from onrecord.linking.coverage import Coverage
from onrecord.linking.groups import Groups
from onrecord.linking.independence import Fold, Independence
from onrecord.model import Account, Dispute, Echo, Evidence, Story
from onrecord.store.register import Register
from onrecord.store.retrieval import Retrieval

MOST = 16
"""Articles of whose coverage the reasons are sought."""
LINES = 150
"""Lines of an account for which they are."""


@dataclass(frozen=True, slots=True)
class Folds:
    """The lines of one account in groups that rest on one source.

    Attributes:
        counted: the groups are those that linking counted; otherwise they are those of echoes alone.
    """

    groups: tuple[Fold, ...]
    counted: bool


def folds(record: Retrieval, story: Story, dispute: Dispute) -> tuple[Folds, ...]:
    """The folds of each account of a dispute."""
    alike = Register(record).echoes(story.id)
    if any(len(a.evidence) > LINES for a in dispute.accounts):
        return tuple(_by_echo(a, alike) for a in dispute.accounts)
    lined = sorted({e.article for a in dispute.accounts for e in a.evidence})
    wanted = story.articles if len(story.articles) <= MOST else lined if len(lined) <= MOST else ()
    if not wanted:
        return tuple(_by_echo(a, alike) for a in dispute.accounts)
    found = Independence(_coverage(record, replace(story, articles=tuple(wanted))), alike)
    out = []
    for account in dispute.accounts:
        groups = found.folds(account.evidence)
        out.append(Folds(groups, True) if len(groups) == account.independent_sources else _by_echo(account, alike))
    return tuple(out)


def _coverage(record: Retrieval, story: Story) -> Coverage:
    members = sorted(story.articles)
    return Coverage(
        story,
        {a.id: a for a in record.articles(members)},
        {a.id: a for a in record.actors(members)},
        sorted(record.statements(members), key=lambda s: s.article),
        sorted(Register(record).acting(members), key=lambda c: c.article),
        record.homes(members),
    )


def _by_echo(account: Account, echoes: Sequence[Echo]) -> Folds:
    """Lines of one statement, and those of statements that rest on one act of saying."""
    groups: Groups[str] = Groups()
    for echo in echoes:
        for other in echo.statements[1:]:
            groups.join(echo.statements[0], other)
    out: dict[object, list[Evidence]] = {}
    for e in account.evidence:
        key = groups.find(e.statement) if e.statement else (e.article, e.start, e.end)
        out.setdefault(key, []).append(e)
    return Folds(tuple(Fold(tuple(same), _why(same)) for same in out.values()), False)


def _why(lines: Sequence[Evidence]) -> str:
    if len(lines) < 2:
        return ""
    return "one statement" if len({e.statement for e in lines}) == 1 else "one saying printed again"
