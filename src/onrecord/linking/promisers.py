"""Whose side undertakes what somebody promises: the speaker, or the body for which he speaks.

A spokesman, an officer of a firm or a club and a document bind their house; a minister, a mayor or a judge binds himself, unless
the words name the house that is to act ("the ministry would pay").
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from functools import cached_property
from itertools import islice

from onrecord.linking.actors import plain
from onrecord.linking.coverage import Coverage
from onrecord.linking.houses import BODIES, FIRMS, LIKELY, LOOK, NAMINGS, Houses, written
from onrecord.linking.wording import stem
from onrecord.model import ActorKind, Statement

_PUBLIC = re.compile(
    r"\b(?:minister|premier|prime minister|chancellor|secretary of state|mayor|mayoress|governor|gov|judge|justice|magistrate|"
    r"sheriff|senator|sen|congress(?:man|woman)|MP|MEP|lord|lady|baroness|councillor|candidate|commander|colonel|general(?! (?:manager|counsel|secretary|director))|"
    r"registrar|ombudsman|bishop|archbishop|king|queen|prince|ambassador|leader of the (?:house|opposition)|chief whip|whip|coroner|"
    r"medical officer|arbitrator|delegate|prosecutor|attorney general)\b",
    re.I,
)
"""Offices that are personal: who holds one promises on his own account."""
_OFFICER = re.compile(
    r"\b(?:spokes(?:man|woman|person)|chief executive|chief operating|ceo|chair(?:man|woman|person)?|director|president|manager|head|secretary|"
    r"founder|owner|lawyer|solicitor|counsel|clerk|boss|treasurer|editor|engineer|officer|captain|press|agent|vice-president|executive|partner|curator|"
    r"principal|superintendent|investigator|official|operator|scientist|professor|leader|steward|chemist|surveyor|commissioner|dean|chief|minister)\b",
    re.I,
)
_TITLE = re.compile(rf"(?:coun|cllr|engr|capt|sgt|insp|supt|const|prof|rev|mediator|constable|{_OFFICER.pattern}|{_PUBLIC.pattern})", re.I)
"""Titles that a reading takes for bodies."""
WIDE = 600
"""Characters beside a name that are read where nothing stands nearer."""
_MINISTRY = re.compile(r"\b(?:ministry|department|office)\b", re.I)
_WORD = re.compile(r"[\w'’&-]+")
_WILL = re.compile(r"\b(?:will|would|shall|won['’]t|wouldn['’]t)\b|['’](?:ll|d)\b", re.I)
_SPOKEN = re.compile(r"\bspokes(?:man|woman|person)\b", re.I)
_GETS = re.compile(r" (?:have|get|receive|see|hear|be (?:given|paid|told|offered|shown))\b", re.I)
"""Verbs whose subject is the one to whom it is promised."""
_OWNED = re.compile(r"(?:his|her|its|their|our|my) ", re.I)
_BARE = re.compile(r"^\W*(?:(?:not|never) )?to \w+", re.I)
_PERSONAL = re.compile(
    r"^\W*(?:and |that |but )?(?:I|he|she|(?:his|her|my) (?:\w+ )?(?:findings?|reports?|ruling|decision|answer|verdict|opinion|vote|word)) ?\b",
    re.I,
)
_OUR = re.compile(r"\b(?:we|our|ours|us)\b", re.I)


class Promisers:
    """Those who are bound in one story.

    Args:
        coverage: the story.
    """

    def __init__(self, coverage: Coverage) -> None:
        self._coverage = coverage
        self._houses = Houses(coverage)
        self._said: dict[str, int] = {}
        for s in coverage.statements:
            if s.who:
                self._said[s.who] = self._said.get(s.who, 0) + 1
        self._memo: dict[tuple[str, str], tuple[str, ...]] = {}
        self._nearest: dict[tuple[str, str, int], list[str]] = {}
        self._placed: dict[str, list[tuple[int, int, str]]] = {}

    def houses(self, actor: str, article: str) -> tuple[str, ...]:
        """Ids of the bodies whose voice an actor is, the surest first: those that speak in the story before those only named."""
        if (actor, article) not in self._memo:
            keys = self._houses.of(actor, article)
            sure = {self._stands(k) for k in keys if k in self._names} - {actor}
            likely = {self._stands(k.removeprefix(LIKELY)) for k in keys if k.removeprefix(LIKELY) in self._names} - {actor} - sure
            found = [b for b in (*sorted(sure, key=self._rank), *sorted(likely, key=self._rank)) if self._is_body(b)]
            if not found or not self._said.get(found[0]):
                found = [*self._beside(actor, article), *found]
            self._memo[actor, article] = tuple(found)
        return self._memo[actor, article]

    def _rank(self, body: str) -> tuple[int, str]:
        return -self._said.get(body, 0), body

    def _stands(self, body: str) -> str:
        """The actor that speaks for a body that the record has twice, by its full and by its short name."""
        if self._said.get(body):
            return body
        if self._coverage.actors[body].kind is ActorKind.GOVERNMENT and not self._is_body(body):
            return body
        near = {b for n in self._names[body] for w in n.split() for b in self._by_stem[stem(w)]}
        return min((b for b in near if self._names[b] & self._names[body] or self._short(b, body)), key=self._rank, default=body)

    def _is_body(self, body: str) -> bool:
        """Whether a body speaks in the story, or has a name that tells that it is one; a place or a stray word is none."""
        return bool(self._said.get(body)) or any(w in BODIES or stem(w) in _STEMS for n in self._names[body] for w in n.split())

    def _short(self, one: str, other: str) -> bool:
        """Whether one body's name is the beginning of the other's."""
        return any(
            len(x) > 3 and len(y) > 3 and (x.startswith(f"{y} ") or y.startswith(f"{x} "))
            for x in self._names[one]
            for y in self._names[other]
        )

    def _beside(self, actor: str, article: str) -> list[str]:
        """The body named nearest to the first naming of somebody who holds an office in a body that the words do not tell."""
        who = self._coverage.actors[actor]
        titles = " ; ".join(
            [who.name if who.kind is ActorKind.UNNAMED else "", *(o.title for o in who.offices), self._houses.described(actor)]
        )
        if who.kind is not ActorKind.UNNAMED and (who.kind is not ActorKind.PERSON or not _OFFICER.search(titles)):
            return []
        near = self._near(actor, article, LOOK) or self._near(actor, article, WIDE)
        return near[:1]

    def _near(self, actor: str, article: str, look: int = LOOK) -> list[str]:
        """Bodies that speak in the story, those first that stand most often and nearest beside the name of somebody."""
        if (actor, article, look) in self._nearest:
            return self._nearest[actor, article, look]
        who = self._coverage.actors[actor]
        name = who.name.split()[-1] if who.kind is ActorKind.PERSON else who.name
        word = re.compile(rf"\b{re.escape(name)}\b")
        points: dict[str, float] = {}
        for one in sorted(self._coverage.articles):
            text = self._coverage.articles[one].text
            if name not in text:
                continue
            for place in islice(word.finditer(text), NAMINGS):
                low, high = max(0, place.start() - look), place.end() + look
                if look == LOOK:
                    high = min(high, text.find("\n", place.end()) % (len(text) + 1))
                    low = max(low, text.rfind("\n", 0, place.start()) + 1)
                gaps: dict[str, int] = {}
                found = self._places(one)
                for start, end, body in found[bisect_left(found, (low,)) : bisect_right(found, (high,))]:
                    gap = place.start() - end if end <= place.start() else start - place.end()
                    if gap >= 0 and end <= high and body != actor and self._said[body] > (look != LOOK):
                        gaps[body] = min(gap, gaps.get(body, gap))
                for body, gap in gaps.items():
                    points[body] = points.get(body, 0.0) + (1.5 if one == article else 1.0) * self._said[body] / (1 + gap / 40)
        self._nearest[actor, article, look] = sorted(points, key=lambda b: (-points[b], b))
        return self._nearest[actor, article, look]

    def _places(self, article: str) -> list[tuple[int, int, str]]:
        """Where an article names the bodies that speak in the story, in text order."""
        if article not in self._placed:
            words = [
                (m.start(), m.end(), (plain(m.group()).split() or [""])[0]) for m in _WORD.finditer(self._coverage.articles[article].text)
            ]
            found: list[tuple[int, int, str]] = []
            for at, (start, _, word) in enumerate(words):
                for tokens, body in self._begins.get(word, ()):
                    if [w for _, _, w in words[at : at + len(tokens)]] == tokens:
                        found.append((start, words[at + len(tokens) - 1][1], body))
            self._placed[article] = sorted(found)
        return self._placed[article]

    @cached_property
    def _begins(self) -> dict[str, list[tuple[list[str], str]]]:
        """First word of a name -> the names that begin with it, as words, with the bodies that they name."""
        out: dict[str, list[tuple[list[str], str]]] = {}
        for body in self._bodies:
            for name in sorted(self._names[body]):
                if self._said.get(body):
                    out.setdefault(name.split()[0], []).append((name.split(), body))
        return out

    @cached_property
    def _by_stem(self) -> dict[str, list[str]]:
        """Stem of a word -> the bodies that have it in a name."""
        out: dict[str, list[str]] = {}
        for body in self._bodies:
            for word in sorted({stem(w) for n in self._names[body] for w in n.split()}):
                out.setdefault(word, []).append(body)
        return out

    @cached_property
    def _by_name(self) -> dict[str, list[str]]:
        """Name -> the bodies that have it."""
        out: dict[str, list[str]] = {}
        for body in self._bodies:
            for name in sorted(self._names[body]):
                out.setdefault(name, []).append(body)
        return out

    @cached_property
    def _bodies(self) -> tuple[str, ...]:
        """Ids of the bodies of the story, outlets and what is written left out."""
        kinds = (ActorKind.ORGANISATION, ActorKind.GOVERNMENT, ActorKind.GROUP)
        known = self._houses.known
        people = {w for a in self._coverage.actors.values() if a.kind is ActorKind.PERSON for w in plain(a.name).split()}
        text = "\n".join(a.text for a in self._coverage.articles.values()).casefold()
        out = []
        for a in self._coverage.actors.values():
            if a.kind not in kinds or a.id in self._coverage.outlets or written(a) or _TITLE.fullmatch(plain(a.name)):
                continue
            if (a.id in known or a.name.casefold() in text) and plain(a.name) not in people:
                out.append(a.id)
        return tuple(sorted(out))

    @cached_property
    def _names(self) -> dict[str, frozenset[str]]:
        """Id of a body -> its names in small letters."""
        return {
            b: frozenset(
                {
                    plain(n).removeprefix("the ")
                    for n in (self._coverage.actors[b].name, *self._coverage.actors[b].aliases)
                    if not _OWNED.match(n)
                }
                - {""}
            )
            for b in self._bodies
        }

    def own(self, statement: Statement) -> Callable[[str], bool]:
        """Tells of a noun phrase whether it names the speaker of a statement or a body for which he speaks."""

        def names(words: str) -> bool:
            return bool(words.strip()) and self._named(statement, words) is not None

        return names

    def _named(self, statement: Statement, words: str) -> str | None:
        """The speaker or a body that a subject names, by its name or by its noun."""
        if statement.who is None or statement.who not in self._coverage.actors:
            return None
        subject = re.sub(r"^(?:and|but|that|yes|the|an?|his|her|our|its|their|my) ", "", plain(words).strip())
        if not subject or len(subject.split()) > 6:
            return None
        houses = self.houses(statement.who, statement.article)
        owner = re.match(r"(.+?)['’]s? ", words.strip())
        subjects = {subject, *([re.sub(r"^the ", "", plain(owner[1]))] if owner else [])}
        named = [b for b in houses if subjects & self._names.get(b, frozenset())]
        named += [b for x in sorted(subjects) for b in self._by_name.get(x, ()) if x == subject or not self._is_body(b)]
        if named:
            return self._stands(named[0])
        who = self._coverage.actors[statement.who]
        if subject in {plain(n) for n in (who.name, *who.aliases)}:
            return who.id
        head = subject.split()[-1]
        if len(subject.split()) < 3 and (head in BODIES or stem(head) in _STEMS):
            having = self._by_stem.get(stem(head), [])
            near = self._near(statement.who, statement.article)
            among = [h for h in (*houses, *near) if h in having] or (having if len(having) == 1 else [])
            if not among and stem(head) in _OWN_HOUSE:
                among = [*houses, *near]
            return among[0] if among else None
        return None

    def sides(self, statement: Statement) -> frozenset[str]:
        """Ids of those whose promise a statement tells: its speaker, whom it binds, and the body in which the speaker is an officer."""
        by = self.by(statement)
        if by is None or statement.who is None:
            return frozenset()
        own = frozenset((by, statement.who))
        return own if _PUBLIC.search(self._titles(statement)) else own | frozenset(self.houses(statement.who, statement.article)[:1])

    def _titles(self, statement: Statement) -> str:
        """What the story tells of a speaker's offices."""
        who = self._coverage.actors[statement.who or ""]
        return " ; ".join([*(o.title for o in who.offices), statement.role or "", self._houses.described(who.id)])

    def by(self, statement: Statement) -> str | None:
        """The id of the actor whom a statement binds; None where its speaker is not known."""
        if statement.who is None or statement.who not in self._coverage.actors:
            return None
        who = self._coverage.actors[statement.who]
        if who.speaks_for is not None and who.speaks_for in self._coverage.actors:
            return self._stands(who.speaks_for) if who.speaks_for in self._names else who.speaks_for
        if who.kind not in (ActorKind.PERSON, ActorKind.UNNAMED) and not written(who):
            return self._stands(who.id) if who.id in self._names else who.id
        will = _WILL.search(statement.words)
        subject = statement.words[: will.start()] if will else ""
        named = self._named(statement, subject) if will and subject and not _GETS.match(statement.words, will.end()) else None
        if named is not None:
            return named
        houses = self.houses(who.id, statement.article)
        if who.kind is not ActorKind.PERSON:
            return houses[0] if houses and _SPOKEN.search(who.name) else who.id
        titles = self._titles(statement)
        personal = bool(_PERSONAL.search(subject)) and not _OUR.search(statement.words)
        if _SPOKEN.search(titles):
            return houses[0] if houses else who.id
        if _PUBLIC.search(titles):
            ministry = self._ministry(titles)
            return ministry if ministry and not personal and not _BARE.search(statement.words) else who.id
        return houses[0] if houses and not personal else who.id

    def _ministry(self, titles: str) -> str | None:
        """The ministry of a minister, where it speaks in the story."""
        if not re.search(r"\bminister\b", titles, re.I):
            return None
        words = {stem(w) for w in plain(titles).split() if len(w) > 3} - {stem("minister")}
        found = [
            b
            for b in self._bodies
            if self._said.get(b) and any(_MINISTRY.search(n) and (own := _of(n)) and own <= words for n in self._names[b])
        ]
        return min(found, key=self._rank) if found else None


def _of(ministry: str) -> set[str]:
    """The stems of what a ministry's name says it is for."""
    return {stem(w) for w in _MINISTRY.sub("", ministry).split() if len(w) > 3}


_STEMS = frozenset(map(stem, BODIES))
_OWN_HOUSE = frozenset(
    map(stem, (*FIRMS, "board", "club", "office", "department", "ministry", "government", "agency", "authority", "society", "trust"))
)
"""Nouns by which somebody calls the own house without its name."""
