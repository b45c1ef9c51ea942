"""``onrecord export``."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from onrecord.errors import OnRecordError, UsageError
from onrecord.export.document import document
from onrecord.store.record import Record

FORMS = ("json",)


def export_record(path: Path, form: str, output: Path | None) -> None:
    """Writes the record to the file, or to standard output.

    Raises:
        UsageError: the form is none of :data:`FORMS`.
        OnRecordError: the file cannot be written.
    """
    if form not in FORMS:
        raise UsageError(f"--format {form}: this version writes {', '.join(FORMS)}")
    with Record(path) as record:
        text = json.dumps(document(record), ensure_ascii=False, indent=1) + "\n"
    if output is None:
        sys.stdout.write(text)
        return
    try:
        output.write_text(text, encoding="utf-8")
    except OSError as error:
        raise OnRecordError(f"-o {output}: it cannot be written ({error.strerror or error})") from None
