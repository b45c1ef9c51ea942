"""Disputes: accounts of one matter that differ in a named slot. No slot named, no conflict."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.linking.contested import Contested
from onrecord.linking.coverage import Coverage
from onrecord.linking.independence import Independence
from onrecord.linking.initiative import Initiative
from onrecord.model import Dispute, Echo


def disputes(coverage: Coverage, echoes: Sequence[Echo]) -> list[Dispute]:
    """All disputes of one story, the surest first. A line of evidence stands in one dispute only, that of the more exact finder."""
    independence = Independence(coverage, echoes)
    found = Initiative(coverage, independence).disputes()
    known = {line.statement for d in found for a in d.accounts for line in a.evidence if line.statement}
    for dispute in Contested(coverage, echoes, independence).disputes():
        lines = {line.statement for a in dispute.accounts for line in a.evidence}
        if not lines & known:
            found.append(dispute)
    return sorted(found, key=lambda d: (-d.score, d.id))
