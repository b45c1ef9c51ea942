"""The account of a run: nothing lost, nothing silent.

seen = stored + duplicate + rejected + failed, on every run. What is rejected (unfit input) or failed (our own error) has a
reason with its file and, where there is one, its line.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from onrecord.errors import OnRecordError


@dataclass(frozen=True, slots=True)
class Refusal:
    """One item that did not go in. ``outcome`` is ``rejected`` or ``failed``."""

    outcome: str
    source: str
    line: int | None
    reason: str

    @property
    def place(self) -> str:
        """File and line as people write them."""
        return f"{self.source}, line {self.line}" if self.line is not None else self.source


@dataclass(slots=True)
class Ledger:
    """Counts of one run."""

    seen: int = 0
    stored: int = 0
    duplicate: int = 0
    rejected: int = 0
    failed: int = 0
    refusals: list[Refusal] = field(default_factory=list)

    def store(self) -> None:
        """One item was stored."""
        self.seen += 1
        self.stored += 1

    def repeat(self) -> None:
        """One item was there already."""
        self.seen += 1
        self.duplicate += 1

    def reject(self, source: str, line: int | None, reason: str) -> None:
        """One item is unfit."""
        self.seen += 1
        self.rejected += 1
        self.refusals.append(Refusal("rejected", source, line, reason))

    def fail(self, source: str, line: int | None, reason: str) -> None:
        """One item could not be dealt with, by our fault."""
        self.seen += 1
        self.failed += 1
        self.refusals.append(Refusal("failed", source, line, reason))

    def check(self) -> None:
        """Asserts that the books balance.

        Raises:
            OnRecordError: they do not, which is a defect of this program.
        """
        if self.seen != self.stored + self.duplicate + self.rejected + self.failed or len(self.refusals) != self.rejected + self.failed:
            raise OnRecordError(f"the ledger does not balance ({self}); this is a defect of onrecord, please report it")

    @property
    def clean(self) -> bool:
        """Whether nothing was rejected or failed."""
        return not self.refusals
