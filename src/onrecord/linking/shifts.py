"""Shifts: one holder on both sides of a question at different times."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.linking.coverage import Coverage
from onrecord.model import Dispute, Echo, Shift


def shifts(coverage: Coverage, disputes: Sequence[Dispute], echoes: Sequence[Echo]) -> list[Shift]:
    """All shifts of one story."""
    return []
