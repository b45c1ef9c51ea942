"""``onrecord verify`` and ``onrecord doctor``."""

from __future__ import annotations

from pathlib import Path

from rich.text import Text

from onrecord.cli import page
from onrecord.cli.listings import write


def verify_record(path: Path, as_json: bool) -> int:
    """Checks the record; 0 where everything holds, else 1."""
    from onrecord.desk import verify
    from onrecord.store.record import Record

    with Record(path) as record:
        wrong = verify(record)
        counts = {"articles": len(record.articles()), "statements": len(record.statements()), "disputes": len(record.disputes())}
    if as_json:
        write({"holds": not wrong, "wrong": wrong, **counts})
    else:
        out = page.console()
        for line in wrong:
            out.print(Text(line))
        told = ", ".join(f"{n} {name}" for name, n in counts.items())
        out.print(Text(f"{told}: {'everything holds' if not wrong else f'{len(wrong)} things do not hold'}"))
    return 1 if wrong else 0


def examine(path: Path, as_json: bool) -> int:
    """What is here; 1 where something that OnRecord needs is missing."""
    from onrecord import doctor

    found = doctor.examine(path)
    if as_json:
        write(found.facts)
    else:
        out = page.console()
        for name, value in found.facts.items():
            out.print(Text.assemble((f"{name:<12} ", "bold"), str(value)))
    return 1 if found.fault else 0
