"""Parts of governments: ministries, forces and agencies, and the state whose government they belong to.

``parts.csv`` is our own table of those whose names do not tell the state ("the Pentagon", "the Home Office"); a name that several
states use ("the Treasury") stands once for each, and means that of the country that the coverage takes for granted. Names that do
tell the state ("the Russian Foreign Ministry", "Ukraine's armed forces") need no table. Parliaments, courts, central banks,
independent regulators and companies of the state are no parts of a government here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from onrecord.gazetteer import State, state_named, states
from onrecord.gazetteer.table import rows

KINDS = frozenset("ministry office agency military police intelligence".split())
DEPARTMENTS = frozenset("AU CA CH GB IE NZ PH US ZA".split())
"""States whose ministries may be called departments; elsewhere a department is a local office."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the government of the state with this code."""

    name: str
    aliases: tuple[str, ...]
    state: str
    kind: str


@lru_cache(maxsize=1)
def parts() -> tuple[Part, ...]:
    """The table, in its order."""
    out = []
    for row in rows(files("onrecord.gazetteer") / "parts.csv", ("name", "aliases", "state", "kind"), told="parts.csv"):
        if row.cells["kind"] not in KINDS:
            raise row.wrong("kind", f"{row.cells['kind']} is none of {', '.join(sorted(KINDS))}")
        out.append(Part(row.cells["name"], row.several("aliases"), row.cells["state"], row.cells["kind"]))
    return tuple(out)


@lru_cache(maxsize=1)
def _index() -> dict[str, tuple[Part, ...]]:
    out: dict[str, tuple[Part, ...]] = {}
    for part in parts():
        for name in (part.name, *part.aliases):
            out[_plain(name)] = (*out.get(_plain(name), ()), part)
    return out


_FIELD = (
    r"(?:foreign(?: affairs)?|external affairs|defen[cs]e|interior|internal affairs|home(?: affairs)?|finance|econom(?:y|ic affairs)|"
    r"(?:foreign )?trade|commerce|energy|oil|petroleum|electricity|water|(?:public )?health|education|justice|agriculture|transport(?:ation)?|"
    r"environment|climate|labou?r|employment|social affairs|culture|tourism|sports?|science|research|technology|fisheries|food|forestry|mines|mining|"
    r"infrastructure|(?:public )?works|budget|family|women|youth|veterans|equality|(?:im)?migration|industry|information|communications?|"
    r"(?:public |state |national |homeland )?security|intelligence|planning|development|housing|emergency situations|emergencies)"
)
_BODIES = re.compile(
    rf"{_FIELD}(?: and {_FIELD})? ministry|ministry (?:of|for) [\w ,'&-]{{3,60}}|(?:foreign|home|cabinet) office|treasury|cabinet|government|"
    r"(?:prime minister's|president's|presidential|chancellor's|premier's) office|office of the (?:prime minister|president|chancellor)|"
    r"presiden(?:cy|tial (?:palace|administration))|(?:national )?security council|state council|intelligence (?:service|agency)|"
    r"(?:armed|defen[cs]e|security|special|air|naval|ground) forces?|army|navy|military|marines|coast ?guard|border guards?|general staff|"
    r"(?:embassy|high commission|consulate(?:[ -]general)?)(?: (?:in|to|at) [\w .'-]{2,40})?|(?:permanent )?mission to the (?:united nations|u\.?n\.?)",
    re.I,
)
_DEPARTMENTS = re.compile(rf"{_FIELD} department|department (?:of|for) (?:the )?{_FIELD}(?:,? (?:and )?(?:the )?{_FIELD}){{0,3}}", re.I)
_OFFICES = re.compile(
    rf"(?:(?:vice|deputy) )?(?:prime minister|president|premier|chancellor|(?:{_FIELD}(?: and {_FIELD})? )?(?:minister|secretary)|"
    rf"(?:minister|secretary) (?:of|for) (?:the )?(?:state|treasury|{_FIELD})|king|queen|ambassador)(?: (?:to|in) .{{2,60}})?",
    re.I,
)
_ALWAYS_NATIONAL = re.compile(
    r"(?:foreign|defen[cs]e) (?:ministry|minister)|(?:ministry|minister) of (?:foreign affairs|defen[cs]e)|armed forces|army|navy|air force|military|"
    r"prime minister(?:'s office)?",
    re.I,
)
"""What only a state has, not a province, a city or a company: without a state's name, it is that of the article's country."""


def _plain(name: str) -> str:
    return re.sub(r"^[Tt]he ", "", " ".join(name.replace("’", "'").split()))


def split_state(words: str) -> tuple[State, str] | None:
    """(state, the other words) of words that begin with a state's name or people, or end with "of" and its name.

    A capital does not count: the police of Ottawa are not Canada's.
    """
    tokens = _plain(words).split()
    for size in range(min(4, len(tokens) - 1), 0, -1):
        found = _state(re.sub(r"'s?$", "", " ".join(tokens[:size])))
        if found is not None:
            return found, " ".join(tokens[size:])
    for size in range(min(4, len(tokens) - 2), 0, -1):
        found = _state(" ".join(tokens[-size:])) if tokens[-size - 1] in ("of", "for") else None
        if found is not None:
            return found, " ".join(tokens[: -size - 1])
    return None


def _state(words: str) -> State | None:
    found = state_named(words)
    return found[0] if found and found[1] != "seat" else None


def part_named(name: str, home: str | None = None) -> Part | None:
    """The part of a government that the table has under a name; of several that of the state with code ``home``, or none.

    Case counts; a leading "the" does not.
    """
    found = _index().get(_plain(name), ())
    codes = {part.state for part in found}
    return next((p for p in found if len(codes) == 1 or p.state == home), None)


def government_of_body(name: str, home: str | None = None) -> State | None:
    """The state whose government a body of this name is a part of.

    Args:
        home: code of the country that the coverage takes for granted, where it tells.
    """
    part = part_named(name, home)
    if part is not None:
        return states().get(part.state)
    told = split_state(name)
    if told is None:
        return states().get(home) if home and _ALWAYS_NATIONAL.fullmatch(_plain(name)) else None
    state, rest = told
    listed = part_named(rest, state.code)
    if (
        (listed is not None and listed.state == state.code)
        or _BODIES.fullmatch(rest)
        or (state.code in DEPARTMENTS and _DEPARTMENTS.fullmatch(rest))
    ):
        return state
    return None


def government_of_office(title: str, home: str | None = None) -> State | None:
    """The state whose government the holder of an office belongs to: "Canadian defence minister", "U.S. Secretary of State"."""
    told = split_state(title)
    if told is None:
        return states().get(home) if home and _ALWAYS_NATIONAL.fullmatch(_plain(title)) else None
    return told[0] if _OFFICES.fullmatch(told[1]) else None
