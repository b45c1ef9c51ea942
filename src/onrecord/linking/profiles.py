"""What the articles show of one actor, as counts that can be added up and taken away again, and the actor made of them.

An actor that many articles name is kept as its counts: an arriving article adds its own, and nobody has to look at the others.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence

from onrecord.gazetteer import state_named
from onrecord.linking.names import plain
from onrecord.linking.sheets import LONGEST, Figure, Sheet
from onrecord.model import ActorKind, Office

Counts = dict[str, int]
Profile = dict[str, Counts]
"""Counts by field: ``kinds``, ``names`` (how often a name stands, and once for each entity that has it), ``texts`` (words of mentions),
``descriptions``, ``lead`` (the first description of an entity without a name), ``bare`` (all of these), ``offices``, ``homes``, ``whom``."""
_BETWEEN = "\x1f"
_PRONOUNS = frozenset("he she it they him her them his their its we us i who".split())


def blank() -> Profile:
    """A profile without anything."""
    return {}


def count(profile: Profile, field: str, value: str, number: int) -> None:
    """Adds a number to a count; a count of 0 is none."""
    counts = profile.setdefault(field, {})
    made = counts.get(value, 0) + number
    if made:
        counts[value] = made
    else:
        counts.pop(value, None)


def add(profile: Profile, sheet: Sheet, figure: Figure, sign: int = 1) -> None:
    """Adds an entity of an article; takes it away where ``sign`` is -1."""
    count(profile, "kinds", figure.kind.value, sign)
    if sheet.home:
        count(profile, "homes", sheet.home, sign)
    texts = dict(figure.texts)
    for name in figure.names:
        count(profile, "names", name, sign * (texts.get(name, 0) + 1))
    for text in texts:
        if len(text) < LONGEST and text.lower() not in _PRONOUNS:
            count(profile, "texts", text, sign)
    for n, description in enumerate(figure.descriptions):
        count(profile, "descriptions", description, sign)
        if not figure.names:
            count(profile, "bare", description, sign)
            if not n:
                count(profile, "lead", description, sign)
    for title, of in figure.titles:
        count(profile, "offices", _BETWEEN.join((title, of or "", sheet.day or "")), sign)


def merged(profiles: Sequence[Profile]) -> Profile:
    """The profiles as one; those given stay as they are."""
    out = blank()
    for profile in profiles:
        for field, counts in profile.items():
            mine = out.setdefault(field, {})
            for value, number in counts.items():
                mine[value] = mine.get(value, 0) + number
    return out


def size(profile: Profile) -> int:
    """How many entities it is made of."""
    return sum(profile.get("kinds", {}).values())


def kind(profile: Profile) -> ActorKind:
    """What most of its entities are."""
    counts = profile["kinds"]
    return ActorKind(max(counts, key=lambda k: (counts[k], k)))


def name(profile: Profile) -> str:
    """The name most used, of people a full one; else the first description most used."""
    names = profile.get("names")
    if not names:
        lead = profile.get("lead") or {}
        return max(lead, key=lambda d: (lead[d], len(d), d), default="unknown")
    is_person = kind(profile) is ActorKind.PERSON
    best = max(names, key=lambda n: (is_person and len(plain(n).split()) > 1, names[n], len(n), n))
    if kind(profile) is ActorKind.GOVERNMENT and (found := state_named(best)):
        return found[0].name
    return best


def aliases(profile: Profile, but: str) -> tuple[str, ...]:
    """Whatever else it is called, names first, those most used before the others."""
    names: Mapping[str, int] = profile.get("names", {})
    called = {*names, *profile.get("descriptions", {}), *profile.get("texts", {})} - {but}
    return tuple(sorted(called, key=lambda n: (-names.get(n, 0), n)))


def offices(profile: Profile) -> tuple[Office, ...]:
    """The offices with the first and last day seen."""
    seen: dict[tuple[str, str], set[str]] = {}
    for value in profile.get("offices", {}):
        title, of, day = value.split(_BETWEEN)
        seen.setdefault((title, of), set()).update({day} if day else set())
    return tuple(Office(t, of or None, min(days, default=None), max(days, default=None)) for (t, of), days in sorted(seen.items()))


def called(profile: Profile) -> set[str]:
    """Names, and descriptions of entities that have none."""
    return {*profile.get("names", {}), *profile.get("bare", {})}


def slug(words: str) -> str:
    """A name as part of an id."""
    return "-".join(re.findall(r"[a-z0-9]+", plain(words).lower()))[:60] or "actor"


def suffix(group: str) -> str:
    """What tells an actor's id from others of the same name: it depends on the group's own key alone."""
    return hashlib.sha256(group.encode()).hexdigest()[:10]


def send(profile: Profile, whom: str, day: str, sign: int = 1) -> None:
    """Adds that it speaks for a group in an article of a day."""
    count(profile, "whom", whom + _BETWEEN + day, sign)


def sent_by(profile: Profile) -> str | None:
    """The group that it speaks for: that of the newest article, or of most articles of that day; None where that leaves two."""
    rows = [(*value.split(_BETWEEN), number) for value, number in profile.get("whom", {}).items()]
    newest = max((str(day) for _, day, _ in rows), default="")
    ranked = sorted(((number, whom) for whom, day, number in rows if day == newest), reverse=True)
    if not ranked or (len(ranked) > 1 and ranked[0][0] == ranked[1][0]):
        return None
    return str(ranked[0][1])
