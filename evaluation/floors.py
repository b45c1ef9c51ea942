"""Floors: what a figure must not fall below, with the hash of what it was measured on."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

FILE = Path(__file__).parent / "floors.json"
SLACK = 0.5
"""Per cent points that a figure may lie below its floor: int8 sums differ a little between processors."""


def digest(path: Path) -> str:
    """SHA-256 of a file, or of the names and contents of all files under a folder."""
    if path.is_file():
        return hashlib.sha256(path.read_bytes()).hexdigest()
    whole = hashlib.sha256()
    for file in sorted(p for p in path.rglob("*") if p.is_file()):
        whole.update(file.relative_to(path).as_posix().encode() + b"\0" + file.read_bytes())
    return whole.hexdigest()


def floors() -> dict[str, dict[str, Any]]:
    """By set: ``sha256`` of the data and ``figures``."""
    return dict(json.loads(FILE.read_text(encoding="utf-8"))) if FILE.exists() else {}


def check(name: str, path: Path, figures: dict[str, float], known: dict[str, dict[str, Any]]) -> list[str]:
    """What fell below its floor, one sentence each; data other than the floors were measured on is said, not judged."""
    floor = known.get(name)
    if floor is None:
        return []
    if floor["sha256"] != digest(path):
        return [f"{name}: the data are not those that the floors were measured on; measure anew and run with --set-floors"]
    return [
        f"{name}: {k} is {figures.get(k, 0):.1f}, below its floor of {v:.1f}"
        for k, v in floor["figures"].items()
        if figures.get(k, 0.0) < v - SLACK
    ]


def write(measured: dict[str, tuple[Path, dict[str, float]]], lower: bool) -> None:
    """Raises the floors to what was measured; lowering needs ``lower``.

    Raises:
        SystemExit: a floor would be lowered without ``lower``.
    """
    known = floors()
    for name, (path, figures) in measured.items():
        old = known.get(name, {})
        new = {k: round(v, 1) for k, v in figures.items()}
        if old.get("sha256") == digest(path) and not lower:
            fallen = [k for k, v in old["figures"].items() if new.get(k, 0.0) < v - SLACK]
            if fallen:
                raise SystemExit(f"evaluation: {name}: {', '.join(fallen)} would fall; --lower-floors says that this is meant")
        known[name] = {"sha256": digest(path), "figures": new}
    FILE.write_text(json.dumps(known, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
