"""Independence: how many sources that do not rest on one another stand behind an account."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.linking.coverage import Coverage
from onrecord.model import Echo, Evidence


class Independence:
    """Counts the sources of one story's accounts.

    Args:
        coverage: the story.
        echoes: its echoes.
    """

    def __init__(self, coverage: Coverage, echoes: Sequence[Echo]) -> None:
        self._coverage = coverage
        self._echoes = echoes

    def count(self, evidence: Sequence[Evidence]) -> int:
        """How many sources that do not rest on one another stand behind the lines of one account; at least 1 where there is a line."""
        sides = {self._coverage.principals.of(e.who, e.article) for e in evidence if e.who and e.who not in self._coverage.outlets}
        return len(sides) or (1 if evidence else 0)
