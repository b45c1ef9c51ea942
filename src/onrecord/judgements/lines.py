"""Lines of evidence that a ruling holds on to: whether a line is still the one that was anchored, and a line made again from its words."""

from __future__ import annotations

from onrecord.judgements.anchors import holds, statement_at
from onrecord.linking.coverage import Coverage
from onrecord.model import Anchor, Evidence

SAME_LINE = 0.5
"""Share of the shorter of two lines that must lie in the other for both to be one line in two readings."""
LINES = 100
"""Lines of an account, a request or a commitment that a ruling holds on to."""


def shared(found: Anchor, line: Evidence) -> tuple[float, float]:
    """Overlap of two pieces of text as (share of both, share of the shorter)."""
    if found.article != line.article:
        return 0.0, 0.0
    both = min(found.end, line.end) - max(found.start, line.start)
    if both <= 0:
        return 0.0, 0.0
    one, other = found.end - found.start, line.end - line.start
    return both / (one + other - both), both / min(one, other)


def evidence_at(coverage: Coverage, found: Anchor) -> Evidence | None:
    """The anchored words as a line of evidence, with the statement in which they stand; None where the story has them no more."""
    article = coverage.articles.get(found.article)
    if article is None or not holds(found, article):
        return None
    mine = [s for s in coverage.statements if s.article == article.id]
    inside = [s for s in mine if any(c.start <= found.start and found.end <= c.end for c in s.content)]
    statement = statement_at([found], mine) or min(inside, key=lambda s: sum(c.end - c.start for c in s.content), default=None)
    return Evidence(
        article.id, statement.id if statement else None, found.start, found.end, found.text, statement.who if statement else None
    )
