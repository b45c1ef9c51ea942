"""The agenda: what a person had best decide next, the least certain first.

Nothing here is measured but the score of disputes; the other ranks are plain signs in the words. A dispute is the more open the nearer its
score is to the one from which it is listed. People: one who is called both Mr and Ms, a surname alone that fits several, one name with two
forenames, an unnamed source whose description fits somebody's office. Then statements whose speaker was not found, first those on which a
dispute rests, and requests and commitments that the tool takes as settled.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from onrecord.judgements.anchors import statement_at
from onrecord.linking.names import plain
from onrecord.model import Actor, ActorKind, Statement
from onrecord.reading.identity import same_office
from onrecord.reading.phrases import office
from onrecord.selection import LEAST, unfound
from onrecord.store.doubts import Contested, Doubts, Settled
from onrecord.store.retrieval import Retrieval

ENOUGH = 40
"""Things of a kind that are looked for at once."""
AT_ONCE = 20
"""Stories that are looked through at a time."""
FURTHEST = 60
"""Stories that are looked through for one page."""
MOST = 2000
"""Statements of so many stories that are looked at."""
UNSURE = 0.3
"""How far from the score of listing a dispute is still open to doubt."""
_MALE = frozenset(("mr", "sir", "lord"))
_FEMALE = frozenset(("mrs", "ms", "miss", "dame", "lady", "madam"))
_ANYBODY = ("a ", "an ", "one ", "another ", "some ", "any ")


class Kind(StrEnum):
    """What is to be decided."""

    DISPUTE = "disputes"
    PERSON = "people"
    SPEAKER = "speakers"
    STATE = "states"


@dataclass(frozen=True, slots=True)
class Doubt:
    """One thing to decide.

    Attributes:
        key: by which it is known while it stands open: of its kind and what it is about.
        openness: from 0, certain, to 1, open.
        things: the dispute; the person in question and those whom it may be; the statement; the request or commitment.
        about: the question, the name, or the words.
        why: one plain sentence.
    """

    kind: Kind
    key: str
    openness: float
    things: tuple[str, ...]
    about: str
    why: str

    @classmethod
    def of(cls, kind: Kind, openness: float, things: Sequence[str], about: str, why: str) -> Doubt:
        """A doubt with its key."""
        told = "|".join((kind.value, *things))
        return cls(kind, hashlib.sha256(told.encode()).hexdigest()[:10], round(openness, 3), tuple(things), about, why)


@dataclass(frozen=True, slots=True)
class Agenda:
    """What is to be decided.

    Attributes:
        doubts: the most open first.
        looked: how many stories were looked through, those that began last first; disputes are looked for in all.
        stories: how many there are.
    """

    doubts: tuple[Doubt, ...]
    looked: int
    stories: int


def agenda(record: Retrieval, kinds: Collection[Kind] = tuple(Kind), story: str | None = None, after: int = 0) -> Agenda:
    """What is to be decided.

    Args:
        kinds: of what kinds.
        story: only in the story of this id.
        after: stories to leave out, those that began last first.
    """
    asked, doubts = Doubts(record), list[Doubt]()
    if Kind.DISPUTE in kinds:
        doubts += [d for x in asked.disputes(LEAST, ENOUGH, story) if (d := _dispute(x)) is not None]
    names, held = ([story], 1) if story is not None else asked.stories(after, FURTHEST)
    found: dict[Kind, list[Doubt]] = {k: [] for k in (Kind.PERSON, Kind.SPEAKER, Kind.STATE) if k in kinds}
    looked = 0
    while looked < len(names) and any(len(some) < ENOUGH for some in found.values()):
        batch = names[looked : looked + AT_ONCE]
        looked += len(batch)
        casts = asked.casts(batch) if found.keys() & {Kind.PERSON, Kind.SPEAKER} else {}
        people = [d for s in batch for d in _people(casts.get(s, ()))] if casts else []
        if Kind.PERSON in found:
            found[Kind.PERSON] += people
        if Kind.SPEAKER in found:
            found[Kind.SPEAKER] += _speakers(record, asked, batch, casts, {d.things[0] for d in people})
        if Kind.STATE in found:
            found[Kind.STATE] += map(_settled, asked.settled(batch))
    doubts += [d for some in found.values() for d in sorted(some, key=_rank)[:ENOUGH]]
    return Agenda(tuple(sorted({d.key: d for d in doubts}.values(), key=_rank)), looked, held)


def _rank(doubt: Doubt) -> tuple[float, str, str]:
    return -doubt.openness, doubt.kind.value, doubt.key


def _dispute(found: Contested) -> Doubt | None:
    away = abs(found.score - LEAST)
    if away > UNSURE:
        return None
    told = "listed" if found.score >= LEAST else "not listed"
    why = f"its score of {found.score:.2f} is near {LEAST}, from which a dispute is listed; at present it is {told}"
    return Doubt.of(Kind.DISPUTE, 1 - away / UNSURE / 2, (found.id,), found.question, why)


def _settled(found: Settled) -> Doubt:
    what = "the request" if found.is_request else "the commitment"
    return Doubt.of(Kind.STATE, 0.55, (found.id,), found.what, f"the tool takes {what} as settled: {found.state}")


# -- people


def _people(cast: Sequence[Actor]) -> list[Doubt]:
    """What is open about who is who in one story."""
    people = [a for a in cast if a.kind is ActorKind.PERSON]
    out = [d for a in people if (d := _two_in_one(a)) is not None]
    whole: dict[str, list[Actor]] = {}
    for a in people:
        words = plain(a.name).split()
        if len(words) > 1:
            whole.setdefault(words[-1], []).append(a)
    for a in people:
        words = plain(a.name).split()
        fits = whole.get(words[0], []) if len(words) == 1 else []
        if len(fits) > 1:
            why = f"“{a.name}” alone fits {_listed(x.name for x in fits)}"
            out.append(Doubt.of(Kind.PERSON, 0.85, (a.id, *(x.id for x in fits)), a.name, why))
    for a in cast:
        if a.kind is ActorKind.UNNAMED and (fits := _fitting(a, people)):
            why = f"“{a.name}” may be {_listed(x.name for x in fits)}, by the office"
            out.append(Doubt.of(Kind.PERSON, 0.7, (a.id, *(x.id for x in fits)), a.name, why))
    return out


def _listed(names: Iterable[str]) -> str:
    told = list(names)
    return " or ".join((", ".join(told[:-1]), told[-1]) if len(told) > 1 else told)


def _two_in_one(actor: Actor) -> Doubt | None:
    """A person of two persons' signs: titles of both sexes, or two forenames."""
    called = (actor.name, *actor.aliases)
    last = plain(actor.name).split()[-1:]
    titled = {w.rstrip(".").casefold(): w for name in called if plain(name).split()[-1:] == last for w in name.split()[:1]}
    men, women = _MALE & titled.keys(), _FEMALE & titled.keys()
    if men and women:
        why = f"{actor.name} is called both “{titled[min(men)]}” and “{titled[min(women)]}”: perhaps they are two"
        return Doubt.of(Kind.PERSON, 0.95, (actor.id,), actor.name, why)
    whole = sorted(n for n in {*called} if len(w := plain(n).split()) > 1 and w[-1:] == last and _forenames(n))
    for n, one in enumerate(whole):
        for other in whole[n + 1 :]:
            x, y = plain(one).split()[0], plain(other).split()[0]
            if not (x.startswith(y) or y.startswith(x) or one.endswith(other) or other.endswith(one)):
                return Doubt.of(Kind.PERSON, 0.5, (actor.id,), actor.name, f"“{one}” and “{other}” are taken for one person")
    return None


def _forenames(name: str) -> bool:
    """Whether a full name is nothing but one or two forenames and a surname: no title and nobody else stands before it."""
    words = name.split()
    plainly = all(w[:1].isupper() for w in words) and "'" not in name and "’" not in name and "." not in words[0]
    return len(words) in (2, 3) and plainly and words[0].casefold() not in _MALE | _FEMALE


def _fitting(source: Actor, people: Sequence[Actor]) -> list[Actor]:
    """The named people of a story whose office an unnamed source's definite description may mean."""
    if any(name.casefold().startswith(_ANYBODY) for name in (source.name, *source.aliases)):
        return []
    mine = office(source.name.removeprefix("the ").removeprefix("The "))
    return [p for p in people if any(same_office(mine, (o.title, o.of)) for o in p.offices)]


# -- speakers


def _speakers(
    record: Retrieval, asked: Doubts, stories: Sequence[str], casts: Mapping[str, Sequence[Actor]], but: Collection[str]
) -> list[Doubt]:
    """The statements of the stories whose speaker was not found and nobody decided on; ``but``: actors that are asked about already."""
    rows = [r for r in asked.unfound(stories, MOST) if r.actor is None or r.actor not in but]
    actors = {a.id: a for cast in casts.values() for a in cast}
    found = [(r.statement, reason) for r in rows if (reason := unfound(r.statement, actors.get(r.actor or ""))) is not None]
    by_article: dict[str, list[Statement]] = {}
    for s, _ in found:
        by_article.setdefault(s.article, []).append(s)
    decided = (statement_at(j.anchors, by_article[j.anchors[0].article]) for j in asked.speakers_decided(by_article))
    settled = {s.id for s in decided if s is not None}
    disputed = {e.statement for d in record.disputes(stories) for a in d.accounts for e in a.evidence} if found else set()
    out = []
    for s, reason in found:
        if s.id not in settled:
            told = "; a dispute rests on it" if s.id in disputed else ""
            out.append(Doubt.of(Kind.SPEAKER, 0.75 if s.id in disputed else 0.4, (s.id,), s.words, f"{reason}{told}"))
    return out
