"""What was asked: who asked whom for what, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.linking.coverage import Coverage
from onrecord.model import Echo, Request


def requests(coverage: Coverage, echoes: Sequence[Echo]) -> list[Request]:
    """All requests of one story, the earliest first."""
    return []
