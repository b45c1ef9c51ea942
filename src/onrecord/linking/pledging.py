"""What requests and commitments have in common: a line of evidence, the day of a step, and whose side speaks."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from onrecord.linking.coverage import Coverage
from onrecord.model import Claim, Evidence, Statement


def line(coverage: Coverage, statement: Statement) -> Evidence:
    """A statement's words as a line of evidence: its first to its last piece, as they stand."""
    text = coverage.articles[statement.article].text
    start, end = statement.start, statement.content[-1].end
    return Evidence(statement.article, statement.id, start, end, text[start:end], statement.who)


def told(claim: Claim) -> Evidence:
    """A passage of the paper's own voice as a line of evidence."""
    return Evidence(claim.article, None, claim.evidence.start, claim.evidence.end, claim.evidence.text, None)


def day(coverage: Coverage, statement: Statement) -> str | None:
    """The day said; where the text does not fix it the day printed, as uncertain ("2014-09-26?")."""
    printed = (coverage.articles[statement.article].published or "")[:10]
    return statement.said_on or (f"{printed}?" if printed else None)


def side(coverage: Coverage, statement: Statement) -> str | None:
    """Whose side a statement binds: those for whom its speaker speaks, else the speaker."""
    who = coverage.actors.get(statement.who or "")
    return None if who is None else who.speaks_for or who.id


def name(kind: str, coverage: Coverage, evidence: Sequence[Evidence]) -> str:
    """The id of a request or a commitment: made of the place of its first line, so that it stays when articles join the story."""
    first = evidence[0]
    told = f"{first.article}|{first.start}"
    return f"{kind}-{hashlib.sha256(told.encode()).hexdigest()[:10]}"
