"""Echoes: statements of different articles that rest on one act of saying."""

from __future__ import annotations

from onrecord.linking.coverage import Coverage
from onrecord.model import Echo


def echoes(coverage: Coverage) -> list[Echo]:
    """All echoes of one story."""
    return []
