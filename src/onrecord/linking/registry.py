"""The actors of the whole record: which groups there are, what each is called, and what is written down to find it again.

Notes: ``group`` (group -> nodes, profile; of those known everywhere), ``actor`` (group -> facts; of all), ``slug`` (the plain part of an id
-> groups), ``known`` (name -> groups that have it), ``leans`` (group -> groups that speak for it or are a part of it).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from onrecord.linking.affiliations import item, part_of
from onrecord.linking.names import Key, bare
from onrecord.linking.namesakes import Regrouping
from onrecord.linking.notes import Notes
from onrecord.linking.profiles import Profile, aliases, called, kind, merged, name, offices, sent_by, size, slug, suffix
from onrecord.linking.region import Region, Standing, profile_of
from onrecord.model import Actor, ActorKind


def is_local(group: str) -> bool:
    """Whether a group is known in its own story alone."""
    return group.startswith("~")


@dataclass(frozen=True, slots=True)
class Facts:
    """What others see of an actor. ``speaks_for`` and ``part_of`` are groups; ``slug`` is None of what has no name."""

    id: str
    name: str
    kind: ActorKind
    speaks_for: str | None
    part_of: str | None
    slug: str | None
    known: tuple[str, ...]

    @classmethod
    def of(cls, note: list[Any]) -> Facts:
        """The facts of a note."""
        identity, name, kind, speaks_for, part_of, slug, known = note
        return cls(identity, name, ActorKind(kind), speaks_for, part_of, slug, tuple(known))

    def note(self) -> list[Any]:
        """The facts as a note."""
        return [self.id, self.name, self.kind.value, self.speaks_for, self.part_of, self.slug, list(self.known)]

    def seen(self) -> tuple[str, str, str, str | None, str | None]:
        """What a story shows of it."""
        return self.id, self.name, self.kind.value, self.speaks_for, self.part_of


class Registry:
    """The actors that change.

    Args:
        regrouping: how the groups known everywhere changed.

    Attributes:
        profiles: group -> what the record shows of it now, None where it is no more; of those that may have changed.
    """

    def __init__(self, notes: Notes, regrouping: Regrouping) -> None:
        self._notes, self._regrouping = notes, regrouping
        self.profiles: dict[str, Profile | None] = {}
        self._everywhere: dict[str, Profile] = {}

    def weigh(self, region: Region, again: set[str], others: set[str]) -> None:
        """Adds up the profiles of the groups in a region, but for whom they speak for.

        Args:
            again: articles that arrived or about which something was decided.
            others: groups to be made anew though nothing in the region tells so; those known in one story alone must be of the region.
        """
        moved = self._regrouping.moved
        before, now = region.members(region.before), region.members(region.now)
        self._notes.many("group", [g for g in (*before, *now, *moved) if not is_local(g)])
        olds: dict[str, list[str]] = {}
        for old, into in sorted(moved.items()):
            olds.setdefault(into, []).append(old)
        self._everywhere = {new: merged([self._held(old) for old in olds.get(new, ())]) for new in self._regrouping.made}
        for key in sorted(region.before.keys() | region.now.keys()):
            was, is_now, here = self._stood(region, key)
            if was is not None and is_now is not None and key[0] not in again and here == is_now.group:
                continue
            if was is not None and here is not None:
                was.lay(self._profile(here), -1)
            if is_now is not None and not is_local(is_now.group):
                is_now.lay(self._profile(is_now.group))
        gone = {old for old, into in moved.items() if into != old} | self._regrouping.split
        for group in others:
            if not is_local(group) and group not in gone and self._notes.get("group", group) is not None:
                self._profile(group)
        self.profiles = dict.fromkeys(gone - self._everywhere.keys())
        for group in before.keys() | now.keys():
            if not is_local(group):
                continue
            mine = now.get(group)
            if mine is None:
                self.profiles[group] = None
            elif mine != before.get(group) or group in others or any(k[0] in again for k in mine):
                self.profiles[group] = profile_of(region.now[k] for k in mine)
        self._take()

    def serve(self, region: Region) -> None:
        """Adds whom the entities of a region speak for."""
        for key in sorted(region.before.keys() | region.now.keys()):
            was, is_now, here = self._stood(region, key)
            same = was is not None and is_now is not None and (was.whom, was.sheet.day) == (is_now.whom, is_now.sheet.day)
            if same and is_now is not None and here == is_now.group:
                continue
            if was is not None and here is not None and was.whom:
                was.serve(self._profile(here), -1)
            if is_now is not None and is_now.whom and not is_local(is_now.group):
                is_now.serve(self._profile(is_now.group))
        for group, members in region.members(region.now).items():
            if not is_local(group):
                continue
            if group not in self.profiles and any(region.now[k].whom != region.before[k].whom for k in members):
                self.profiles[group] = profile_of(region.now[k] for k in members)
            profile = self.profiles.get(group)
            for key in members if profile is not None else ():
                region.now[key].serve(profile or {})
        self._take()

    def _stood(self, region: Region, key: Key) -> tuple[Standing | None, Standing | None, str | None]:
        """How an entity stood and stands, and where its old group known everywhere went; None where that was none, or fell apart."""
        was = region.before.get(key)
        lost = was is None or is_local(was.group) or was.group in self._regrouping.split
        return was, region.now.get(key), None if was is None or lost else self._regrouping.moved.get(was.group, was.group)

    def _profile(self, group: str) -> Profile:
        if group not in self._everywhere:
            self._everywhere[group] = merged([self._held(group)])
        return self._everywhere[group]

    def _take(self) -> None:
        self.profiles.update({g: p if size(p) else None for g, p in self._everywhere.items()})

    def _held(self, group: str) -> Profile:
        note = self._notes.get("group", group)
        return note.get("profile", {}) if note is not None else {}

    def former(self, groups: Iterable[str]) -> dict[str, Facts]:
        """The facts at the last linking."""
        return {g: Facts.of(n) for g, n in self._notes.many("actor", groups).items()}

    def renown(self) -> dict[str, tuple[set[str], set[str]]]:
        """Names of which the groups that have it changed: name -> (groups that have it no more, groups that have it now)."""
        out: dict[str, tuple[set[str], set[str]]] = {}
        old = self.former(self.profiles)
        for group, profile in self.profiles.items():
            was = set(old[group].known) if group in old else set()
            is_now = {bare(n) for n in profile.get("names", {})} if profile is not None else set()
            for known in was - is_now:
                out.setdefault(known, (set(), set()))[0].add(group)
            for known in is_now - was:
                out.setdefault(known, (set(), set()))[1].add(group)
        return out

    def settle(self, given: Mapping[str, str]) -> tuple[dict[str, Facts | None], dict[str, Actor | None]]:
        """Names the actors and writes down what changed.

        Args:
            given: group -> the name that a person gave it.

        Returns:
            Facts of the groups that changed, None where there is none any more; and the actors of these, but for those of whom the
            id alone changed.
        """
        notes = self._notes
        old = self.former(self.profiles)
        titled: dict[str, tuple[str, str | None]] = {}
        for group, profile in self.profiles.items():
            if profile is not None:
                own = name(profile)
                titled[group] = (given.get(group, own), slug(own) if profile.get("names") else None)
        ids = self._identities(titled, old)
        shared = {n: set(g) for n, g in notes.many("known", self._names()).items()}
        facts: dict[str, Facts | None] = {}
        actors: dict[str, Actor | None] = {}
        for group, profile in self.profiles.items():
            if profile is None:
                facts[group] = actors[group] = None
                notes.put("actor", group, None)
                if not is_local(group) and notes.get("group", group) is not None and group not in self._regrouping.made:
                    notes.put("group", group, None)
                continue
            shown, base = titled[group]
            own, what, all_called = name(profile), kind(profile), called(profile)
            made = Facts(
                ids[group],
                shown,
                what,
                sent_by(profile),
                part_of(what, sorted(all_called), sorted(profile.get("homes", {}))),
                base,
                tuple(sorted({bare(n) for n in profile.get("names", {})})),
            )
            others = aliases(profile, own)
            if shown != own:
                others = (own, *(n for n in others if n != shown))
            qid = item(what, (own, *sorted(all_called)), lambda n: len(shared.get(n, ())) > 1)
            actors[group] = Actor(made.id, shown, what, others, offices(profile), made.speaks_for, made.part_of, qid)
            facts[group] = made
            notes.put("actor", group, made.note())
            if not is_local(group):
                nodes = self._regrouping.made.get(group) or notes.get("group", group)["nodes"]
                notes.put("group", group, {"nodes": nodes, "profile": {f: c for f, c in profile.items() if c}})
        for group, identity in sorted(ids.items()):
            if group not in self.profiles:
                note = notes.get("actor", group)
                if note is not None and note[0] != identity:
                    notes.put("actor", group, [identity, *note[1:]])
                    facts[group] = Facts.of([identity, *note[1:]])
        self._lean(facts, old)
        return facts, actors

    def _names(self) -> list[str]:
        return sorted({bare(n) for p in self.profiles.values() if p is not None for n in called(p)})

    def _identities(self, titled: Mapping[str, tuple[str, str | None]], old: Mapping[str, Facts]) -> dict[str, str]:
        """Group -> id, of the groups at hand and of those that share the plain part of an id with them."""
        bases: dict[str, set[str]] = {}
        for group in self.profiles:
            if group in old and (base := old[group].slug) is not None:
                bases.setdefault(base, set())
            if group in titled and (now := titled[group][1]) is not None:
                bases.setdefault(now, set()).add(group)
        held = self._notes.many("slug", bases)
        out = {}
        for base, mine in sorted(bases.items()):
            stay = {g for g in held.get(base, ()) if g not in self.profiles}
            every = sorted(mine | stay)
            if every != list(held.get(base, ())):
                self._notes.put("slug", base, every or None)
            for n, group in enumerate(every):
                out[group] = base if n == 0 else f"{base}-{suffix(group)}"
        for group, (_, plain_part) in titled.items():
            if plain_part is None:
                profile = self.profiles[group]
                assert profile is not None
                out[group] = f"{slug(name(profile))}-{suffix(group)}"
        self._notes.many("actor", out)
        return out

    def know(self, renown: Mapping[str, tuple[set[str], set[str]]]) -> None:
        """Writes down who has which names."""
        held = self._notes.many("known", renown)
        for known, (less, more) in renown.items():
            self._notes.put("known", known, sorted((set(held.get(known, ())) - less) | more) or None)

    def _lean(self, facts: Mapping[str, Facts | None], old: Mapping[str, Facts]) -> None:
        less: dict[str, set[str]] = {}
        more: dict[str, set[str]] = {}
        for group, made in facts.items():
            was = {r for r in (old[group].speaks_for, old[group].part_of) if r} if group in old else set()
            now = {r for r in (made.speaks_for, made.part_of) if r} if made is not None else set()
            if group not in self.profiles:
                continue
            for ref in was - now:
                less.setdefault(ref, set()).add(group)
            for ref in now - was:
                more.setdefault(ref, set()).add(group)
        held = self._notes.many("leans", less.keys() | more.keys())
        for ref in sorted(less.keys() | more.keys()):
            kept = (set(held.get(ref, ())) - less.get(ref, set())) | more.get(ref, set())
            self._notes.put("leans", ref, sorted(kept) or None)

    def facts(self, group: str) -> Facts | None:
        """What is known of an actor now."""
        note = self._notes.get("actor", group)
        return Facts.of(note) if note is not None else None

    def leaning(self, groups: Iterable[str]) -> set[str]:
        """The groups that speak for one of these or are a part of it, and those that speak for them, and so on."""
        out: set[str] = set()
        todo = set(groups)
        while todo:
            found = {g for held in self._notes.many("leans", sorted(todo)).values() for g in held}
            todo = found - out
            out |= found
        return out
