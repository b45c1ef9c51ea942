"""The package's own exceptions. Each message is one sentence that names the file, the line or the option, and what to do."""

from __future__ import annotations


class OnRecordError(Exception):
    """The parent of all; the command line prints its message and exits with 1."""


class UsageError(OnRecordError):
    """The command or call was used wrongly; exit status 2."""


class Rejected(OnRecordError):  # noqa: N818 - the ledger's own word
    """One piece of input cannot be taken in; the others can. Counted in the ledger with its reason."""


class RecordError(OnRecordError):
    """The record cannot be opened, or something asked for is not in it."""


class ModelError(OnRecordError):
    """The reader model is missing, or is not the one that its hash names."""
