"""What was promised: who undertook what by when, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.linking.coverage import Coverage
from onrecord.model import Commitment, Echo


def commitments(coverage: Coverage, echoes: Sequence[Echo]) -> list[Commitment]:
    """All commitments of one story, the earliest first."""
    return []
