"""Names of states: facts that any reader of news knows and no article spells out.

``states.csv`` is our own table: ISO 3166-1 code, short name, other names, demonyms, and the capitals and seats that stand for
a government in the news ("Ottawa", "the Kremlin"). A user's table of the same columns, named by :data:`VARIABLE`, adds rows to
it, or replaces those whose code it repeats. Both are read once a process. README.md beside this file says how ours was made.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from onrecord.gazetteer.table import Row, named_by, rows

VARIABLE = "ONRECORD_GAZETTEER"
"""The environment variable that names a user's table of states."""
COLUMNS = ("code", "name", "aliases", "demonyms", "seats")
_CODE = re.compile(r"[A-Z][A-Z0-9-]{1,9}")


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

    def called(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """What it is called, by column."""
        return (("seats", self.seats), ("demonyms", self.demonyms), ("aliases", self.names[1:]), ("name", self.names[:1]))


@dataclass(frozen=True, slots=True)
class Given:
    """A user's table of states: how many of its rows are new, and how many stand in the place of ours."""

    path: Path
    states: tuple[State, ...]
    added: int
    replaced: int


def _state(row: Row) -> State:
    code, name = row.cells["code"], row.cells["name"]
    if not _CODE.fullmatch(code):
        raise row.wrong("code", f"{code} is no code: two to ten capital letters, digits or hyphens, a letter first")
    if not name:
        raise row.wrong("name", "the cell is empty")
    return State(code, (name, *row.several("aliases")), row.several("demonyms"), row.several("seats"))


@lru_cache(maxsize=1)
def _shipped() -> dict[str, State]:
    made = (_state(row) for row in rows(files("onrecord.gazetteer") / "states.csv", COLUMNS, told="states.csv"))
    return {state.code: state for state in made}


@lru_cache(maxsize=1)
def given() -> Given | None:
    """The user's table; None where there is none.

    Raises:
        UsageError: it cannot be read, a cell is wrong, or two of its rows share a code or a name.
    """
    path = named_by(VARIABLE)
    if path is None:
        return None
    made: dict[str, State] = {}
    first: dict[str, tuple[str, int]] = {}
    for row in rows(path, COLUMNS, told=f"{VARIABLE}={path}"):
        state = _state(row)
        if state.code in made:
            raise row.wrong("code", f"{state.code} stands in an earlier line already")
        made[state.code] = state
        for column, names in state.called():
            for name in names:
                code, line = first.setdefault(_plain(name), (state.code, row.line))
                if code != state.code:
                    raise row.wrong(column, f"{name} is given to {code} in line {line} already, and a name can mean one state only")
    replaced = len(made.keys() & _shipped().keys())
    return Given(path, tuple(made.values()), len(made) - replaced, replaced)


@lru_cache(maxsize=1)
def states() -> dict[str, State]:
    """All states by code."""
    more = given()
    return {**_shipped(), **({s.code: s for s in more.states} if more else {})}


def _plain(name: str) -> str:
    """A name as it is looked up: without a "the" before it, unless that is part of it ("The Hague")."""
    words = name.replace("’", "'").replace("\u00a0", " ").split()
    if words and words[0] == "the":
        words = words[1:]
    return " ".join(words)


@lru_cache(maxsize=1)
def _index() -> dict[str, tuple[State, str]]:
    out: dict[str, tuple[State, str]] = {}
    more = given()
    theirs = {s.code for s in more.states} if more else set[str]()
    for state in sorted(states().values(), key=lambda s: s.code in theirs):  # where both have a name, the user's row has it
        for kind, names in (("seat", state.seats), ("demonym", state.demonyms), ("name", state.names)):
            for name in names:
                out[_plain(name)] = (state, kind)
    return out


def state_named(name: str) -> tuple[State, str] | None:
    """The state that a name, demonym or seat stands for, and which of ``name``, ``demonym``, ``seat`` it is.

    Case counts ("US" is a state, "us" is not); a leading "the" does not.
    """
    plain = _plain(name)
    return _index().get(plain) or _index().get(plain.removeprefix("The ").removeprefix("THE "))


def forget() -> None:
    """Has the tables read again when they are next asked for."""
    for table in (given, states, _index):
        table.cache_clear()
