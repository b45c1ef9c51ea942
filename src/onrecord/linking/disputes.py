"""Disputes: accounts of one matter that differ in a named slot. No slot named, no conflict."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.linking.coverage import Coverage
from onrecord.linking.independence import Independence
from onrecord.linking.initiative import Initiative
from onrecord.model import Dispute, Echo


def disputes(coverage: Coverage, echoes: Sequence[Echo]) -> list[Dispute]:
    """All disputes of one story, the surest first."""
    independence = Independence(coverage, echoes)
    return sorted(Initiative(coverage, independence).disputes(), key=lambda d: (-d.score, d.id))
