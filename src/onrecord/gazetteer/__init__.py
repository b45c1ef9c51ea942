"""Names of states: facts that any reader of news knows and no article spells out.

``states.csv`` is our own table: ISO 3166-1 code, short name, other names, demonyms, and the capitals and seats that stand for
a government in the news ("Ottawa", "the Kremlin"). Facts only, from the ISO list and the member lists of the United Nations.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class State:
    """One state. ``names`` holds its short name first."""

    code: str
    names: tuple[str, ...]
    demonyms: tuple[str, ...]
    seats: tuple[str, ...]

    @property
    def name(self) -> str:
        """The short name."""
        return self.names[0]


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(";") if part.strip())


@lru_cache(maxsize=1)
def states() -> dict[str, State]:
    """All states by code."""
    with (files("onrecord.gazetteer") / "states.csv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    return {r["code"]: State(r["code"], (r["name"], *_split(r["aliases"])), _split(r["demonyms"]), _split(r["seats"])) for r in rows}


def _plain(name: str) -> str:
    words = name.replace("’", "'").replace("\u00a0", " ").split()
    if words and words[0].lower() == "the":
        words = words[1:]
    return " ".join(words)


@lru_cache(maxsize=1)
def _index() -> dict[str, tuple[State, str]]:
    out: dict[str, tuple[State, str]] = {}
    for state in states().values():
        for kind, names in (("seat", state.seats), ("demonym", state.demonyms), ("name", state.names)):
            for name in names:
                out[_plain(name)] = (state, kind)
    return out


def state_named(name: str) -> tuple[State, str] | None:
    """The state that a name, demonym or seat stands for, and which of ``name``, ``demonym``, ``seat`` it is.

    Case counts ("US" is a state, "us" is not); a leading "the" does not.
    """
    return _index().get(_plain(name))
