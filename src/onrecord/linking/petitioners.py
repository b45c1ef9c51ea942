"""Who asks and who is asked: the party for which somebody asks, and the actors that the words of an asking mean."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from onrecord.gazetteer import states
from onrecord.linking.actors import plain
from onrecord.linking.coverage import Coverage
from onrecord.linking.houses import BODIES, LIKELY, Houses, written
from onrecord.linking.principals import state_in
from onrecord.linking.wording import EMPTY, stem, stems
from onrecord.model import Actor, ActorKind, Evidence, Statement

_COLLECTIVE = (ActorKind.ORGANISATION, ActorKind.GOVERNMENT, ActorKind.GROUP)
_STEMS = frozenset(map(stem, BODIES))
_LEADS = re.compile(
    r"\b(?:president|chair(?:man|woman|person)?|chief|head|boss|manager|(?:general )?secretary|director|spokes(?:man|woman|person)|delegate|lawyer|counsel|"
    r"solicitor|attorney|advocate|barrister|ambassador|(?:foreign|defen[cs]e) (?:minister|secretary)|principal|superintendent|convenor|convener|treasurer|leader|captain|"
    r"coach|commander|colonel|general|founder|organi[sz]er|representative|negotiator|heads|headed|on behalf of|speaking for|speaks for|spoke for|foreign office)\b",
    re.I,
)
"""Offices whose holders ask for their body."""
_MEMBERS = re.compile(
    r"\b(?:unions?|councils?|leagues?|associations?|guilds?|forums?|alliances?|societ(?:y|ies)|committees?|federations?|campaigns?|fronts?|part(?:y|ies)|clubs?|"
    r"co-?ops?|co-?operatives?)\b",
    re.I,
)
"""Bodies of members: somebody told beside one speaks for it."""
_OF = re.compile(r"\b(?:of|for|heads|headed) (?:the |an? |its |their )?([\w’'&-]+(?: [\w’'&-]+){0,4})")
"""The body behind an office in words beside a name."""
_ABROAD = re.compile(
    r"\b(?:(?:foreign|defen[cs]e) (?:minister|secretary|office|ministry)|foreign affairs|external (?:affairs|relations)|ambassador|secretary of state|prime minister)\b",
    re.I,
)
"""Offices that speak for a state abroad."""
_ALONE = re.compile(
    r"\b(?:mayor|mayoress|councillor|deputy|MPs?|MLA|senator|backbencher|alderman|congress(?:man|woman)|representative for|curator|owner|farmer|widow|mother|father|"
    r"resident|tenant|driver|nurse|assistant|sheriff|judge|professor|former|retired|sacked)\b",
    re.I,
)
"""Offices whose holders ask in their own name."""
_COUNTED = re.compile(r"(?:[$£€¥]|rs\.? ?)?\d", re.I)
"""How the name of a thing asked for begins, which is nobody to be asked."""
_TITLES = re.compile(r"^(?:mr|mrs|ms|miss|dr|sir|dame|lord|lady|professor|prof|the|an?|its|his|her|their)$")


class Parties:
    """The parties of one story.

    Args:
        coverage: the story.
    """

    def __init__(self, coverage: Coverage) -> None:
        self._coverage = coverage
        self._houses = Houses(coverage)
        self._sides: dict[tuple[str, str], frozenset[str]] = {}

    def asker(self, actor: str, article: str) -> str | None:
        """The id of the party for which somebody asks: the body whose head, officer or spokesperson it is, else the actor itself."""
        who = self._coverage.actors.get(actor)
        if who is None:
            return None
        if who.kind in _COLLECTIVE and not _paper(who):
            return self._body(who.id)
        bodies = self._bodies(who, article) if _paper(who) or self._leads(who) else []
        if not bodies and not who.offices:
            bodies = [b for b in self._bodies(who, article, sure=True) if _MEMBERS.search(self._coverage.actors[b].name)]
        return bodies[0] if bodies else self._body(who.id)

    def _leads(self, who: Actor) -> bool:
        """Whether somebody asks as the head or the voice of a body, by the words that tell the office."""
        told = " ".join(
            (*(o.title for o in who.offices), self._houses.described(who.id), who.name if who.kind is ActorKind.UNNAMED else "")
        )
        return who.speaks_for is not None or (_LEADS.search(told) is not None and not _ALONE.search(told))

    def _bodies(self, who: Actor, article: str, *, sure: bool = False) -> list[str]:
        """The bodies that somebody may ask for, the surest first."""
        keys = sorted(self._houses.of(who.id, article), key=lambda k: (k.startswith(LIKELY), k))
        out: list[str] = []
        if who.speaks_for is not None and who.speaks_for in self._coverage.actors:
            out.append(who.speaks_for)
        told = " ".join((*(f"{o.title} {o.of or ''}" for o in who.offices), self._houses.described(who.id), *who.aliases))
        if _ABROAD.search(told):
            out += self._states(told, article)
        side = self._coverage.principals.of(who.id, article)
        if side != who.id and side in self._coverage.actors:
            out.append(side)
        for words in (*(o.of for o in who.offices if o.of), *(m[1] for m in _OF.finditer(told))):
            out += self._actors(words)
        for key in (k for k in keys if not (sure and k.startswith(LIKELY))):
            named = key.removeprefix(LIKELY)
            out += [named] if named in self._coverage.actors else list(self._actors(named))
        for office in who.offices:
            out += self._actors(" ".join(office.title.split()[:-1])) if len(office.title.split()) > 1 else ()
        own = set(plain(who.name).split())
        out = [i for i in out if i in self._coverage.actors and not set(plain(self._coverage.actors[i].name).split()) <= own]
        kept = [self._body(i) for i in out if self._coverage.actors[i].kind is not ActorKind.PERSON and i not in self._coverage.outlets]
        return list(dict.fromkeys(k for k in kept if not _paper(self._coverage.actors[k])))

    def _body(self, actor: str) -> str:
        """The actor that stands for a body: of those that have its name, or a longer one, the one that speaks most."""
        fullest = self._fullest(actor)
        who = self._coverage.actors[fullest]
        if who.kind is ActorKind.PERSON:
            return fullest
        return max(self._alike.get(_called(who), [fullest]), key=lambda i: (self._spoken.get(i, 0), i == fullest, i))

    @cached_property
    def _alike(self) -> dict[str, list[str]]:
        """Fullest name of a body -> the actors that have it or a part of it."""
        out: dict[str, list[str]] = {}
        for who in (self._coverage.actors[k] for k in sorted(self._coverage.actors)):
            if who.kind is not ActorKind.PERSON and not _paper(who):
                fullest = self._fullest(who.id) if who.kind is not ActorKind.UNNAMED else who.id
                out.setdefault(_called(self._coverage.actors[fullest]), []).append(who.id)
        return out

    @cached_property
    def _spoken(self) -> dict[str, int]:
        """How many statements an actor makes."""
        out: dict[str, int] = {}
        for s in self._coverage.statements:
            if s.who:
                out[s.who] = out.get(s.who, 0) + 1
        return out

    def _states(self, told: str, article: str) -> Iterator[str]:
        """The state for which a foreign minister or an envoy speaks: that which the words name, else the article's own."""
        named = state_in(told)
        home = states().get(self._coverage.homes.get(article) or "")
        for state in filter(None, (named, None if named else home)):
            yield from (
                i
                for i in sorted(self._coverage.actors)
                if self._coverage.actors[i].kind is ActorKind.GOVERNMENT and self._coverage.actors[i].name == state.name
            )

    def _fullest(self, actor: str) -> str:
        """The fullest actor of the story that has the name of another: "the guild" is the one guild of the story."""
        who = self._coverage.actors[actor]
        words = tuple(w for w in plain(who.name).split() if w not in ("the", "its", "their"))
        if who.kind in (ActorKind.PERSON, ActorKind.GOVERNMENT) or not words or (who.kind is ActorKind.UNNAMED and len(words) > 1):
            return actor
        longer = [
            i for i in self._by_word.get(stem(words[-1]), ()) if i != actor and _within(words, plain(self._coverage.actors[i].name).split())
        ]
        return longer[0] if len(longer) == 1 else actor

    @cached_property
    def _by_word(self) -> dict[str, list[str]]:
        """Stem of a word -> bodies of several words whose names have it."""
        out: dict[str, list[str]] = {}
        for who in (self._coverage.actors[k] for k in sorted(self._coverage.actors)):
            tokens = plain(who.name).split()
            if (
                who.kind is not ActorKind.PERSON
                and len(tokens) > 1
                and who.name[:1].isupper()
                and "," not in who.name
                and not _paper(who)
                and who.id not in self._coverage.outlets
            ):
                for word in {stem(t) for t in tokens}:
                    out.setdefault(word, []).append(who.id)
        return out

    @cached_property
    def _by_head(self) -> dict[tuple[str, ...], list[str]]:
        """The last two words of what a body is called, up to a comma -> the bodies so called."""
        out: dict[tuple[str, ...], list[str]] = {}
        for who in (self._coverage.actors[k] for k in sorted(self._coverage.actors)):
            if who.kind is ActorKind.ORGANISATION:
                out.setdefault(tuple(plain(who.name.split(",")[0]).split()[-2:]), []).append(who.id)
        return out

    @cached_property
    def _named(self) -> dict[str, str]:
        """Plain names and aliases of actors -> id; the names that two have are left out."""
        seen: dict[str, set[str]] = {}
        for who in (self._coverage.actors[k] for k in sorted(self._coverage.actors)):
            for called in (who.name, *who.aliases):
                for form in _forms(called):
                    seen.setdefault(form, set()).add(who.id)
            if who.kind is ActorKind.PERSON and len(plain(who.name).split()) > 1:
                seen.setdefault(plain(who.name).split()[-1], set()).add(who.id)
            for office in who.offices:
                seen.setdefault(plain(office.title), set()).add(who.id)
        return {form: found for form, ids in seen.items() if (found := self._one(ids)) is not None}

    def _one(self, ids: set[str]) -> str | None:
        """The actor that several of one name are; None where they are different people or bodies."""
        names = {_called(self._coverage.actors[i]) for i in ids}
        return max(sorted(ids), key=lambda i: self._spoken.get(i, 0)) if len(names) == 1 else None

    def asked(self, asking: Evidence, said: Statement | None, words: str | None) -> tuple[str, ...]:
        """The ids of those asked, from the words that name them, else from the claim of the asking."""
        out = list(self._actors(words)) if words else []
        at = said.cue.start if said is not None and said.cue is not None else asking.start
        if not out:
            for start, end, recipient in self._requests.get(asking.article, ()):
                if start <= at < end:
                    out += recipient
        if not out:
            out = list(self._leading(asking.text))
        known = (o for o in out if o != asking.who and o in self._coverage.actors)
        return tuple(dict.fromkeys(self._body(o) for o in known if not _COUNTED.match(self._coverage.actors[o].name)))

    def _leading(self, words: str) -> Iterator[str]:
        """The actor with whose name words begin: "demanded the ministry publish its log"."""
        tokens = [w for w in plain(" ".join(words.split()[:8])).split() if not _TITLES.match(w)]
        for size in range(min(len(tokens), 5), 0, -1):
            if " ".join(tokens[:size]) in self._named:
                yield self._named[" ".join(tokens[:size])]
                return

    @cached_property
    def _requests(self) -> dict[str, list[tuple[int, int, tuple[str, ...]]]]:
        out: dict[str, list[tuple[int, int, tuple[str, ...]]]] = {}
        for c in self._coverage.claims:
            if c.event == "REQUEST" and c.recipient:
                out.setdefault(c.article, []).append((c.evidence.start, c.evidence.end, c.recipient))
        return out

    def _actors(self, words: str) -> Iterator[str]:
        """The actors that a phrase names, in its order."""
        for part in re.split(r",? and (?:the |both )?(?=[A-Z])", words):
            tokens = plain(re.split(r", (?:who|which|whose|the|an?)\b| (?:who|which) ", part)[0]).split()
            found = next(
                (
                    self._named[" ".join(tokens[a : a + size])]
                    for size in range(len(tokens), 0, -1)
                    for a in range(len(tokens) - size + 1)
                    if " ".join(tokens[a : a + size]) in self._named
                ),
                None,
            )
            if found is not None:
                yield found
            elif tokens:
                having = self._by_word.get(stem(tokens[-1]), []) or self._by_head.get(tuple(tokens[-2:]), [])
                if len(having) == 1:
                    yield having[0]

    def named(self, words: str, article: str) -> tuple[str, ...]:
        """The ids of those that words name, as the parties for which they ask."""
        found = (
            self._states(words, article) if state_in(words) else (self._body(o) for o in self._actors(words) if o in self._coverage.actors)
        )
        return tuple(dict.fromkeys(found))

    def side(self, actor: str, article: str) -> frozenset[str]:
        """An actor with the bodies whose voice it is."""
        key = actor, article
        if key not in self._sides:
            houses = {
                self._body(h) for h in (k.removeprefix(LIKELY) for k in self._houses.of(actor, article)) if h in self._coverage.actors
            }
            self._sides[key] = frozenset({actor, self._body(actor), *houses}) if actor in self._coverage.actors else frozenset({actor})
        return self._sides[key]

    def handles(self, actor: str) -> frozenset[str]:
        """Stems by which a sentence may name an actor: of the surname and the office, or of a body's name."""
        who = self._coverage.actors.get(actor)
        if who is None:
            return frozenset()
        if who.kind is ActorKind.PERSON:
            offices = frozenset().union(*(stems(o.title) for o in who.offices)) if who.offices else frozenset()
            return frozenset({stem(plain(who.name).split()[-1])}) | offices
        return stems(who.name)


def _paper(who: Actor) -> bool:
    """Whether an actor is something written, and no body with such a word in its name."""
    return written(who) and not _MEMBERS.search(who.name)


def _called(who: Actor) -> str:
    """A body's name without its article."""
    return plain(who.name).removeprefix("the ")


def _within(short: tuple[str, ...], long: list[str]) -> bool:
    """Whether a name is the end or the beginning of a longer one, or its one noun for a body."""
    if len(short) >= len(long):
        return False
    if len(short) == 1 and stem(short[0]) in _STEMS:
        return stem(short[0]) in {stem(w) for w in long}
    return tuple(long[-len(short) :]) == short or tuple(long[: len(short)]) == short


def _forms(called: str) -> set[str]:
    """A name as phrases give it: whole, without title, a person's surname."""
    tokens = [w for w in plain(called).split() if not _TITLES.match(w)]
    return {" ".join(tokens)} - {""} if tokens and not all(t in EMPTY for t in tokens) else set()
