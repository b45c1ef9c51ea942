"""People: who speaks, and one of them with names, offices, statements, and the part played in disputes, requests and commitments."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from fastapi import APIRouter
from fastapi import Request as Asked
from starlette.responses import HTMLResponse

from onrecord.citation import flat
from onrecord.model import Actor, ActorKind, Commitment, Dispute, Office, Request, Shift, Statement, Story
from onrecord.store import schema
from onrecord.store.register import Cover, Register
from onrecord.store.retrieval import Retrieval
from onrecord.web.pages import pledges
from onrecord.web.pages.common import begin, missing, room, show
from onrecord.web.templating import query

router = APIRouter()
SIZE, STATEMENTS, OTHERS = 40, 25, 10
"""People on a page; statements and other things on the page of one."""
NAMES = 60
"""Names, offices and parts of one that are shown."""


@dataclass(frozen=True, slots=True)
class Somebody:
    """Somebody in the list: the office last seen, and in how many articles it is named."""

    actor: Actor
    office: str | None
    articles: int


@dataclass(frozen=True, slots=True)
class Listing:
    """What the list shows. ``q``: words of a name that were asked for; ``restart``: the first page, seen from a later one."""

    rows: tuple[Somebody, ...]
    q: str
    kind: str
    story: Story | None
    restart: str | None
    following: str | None


@dataclass(frozen=True, slots=True)
class Held:
    """An office as it is shown: its name, and from when to when the coverage shows it held."""

    title: str
    since: str | None
    until: str | None


@dataclass(frozen=True, slots=True)
class View:
    """What the page of one shows. ``taken``: disputes with the numbers of the accounts it stands for."""

    actor: Actor
    names: tuple[str, ...]
    offices: tuple[Held, ...]
    speaks_for: Actor | None
    part_of: Actor | None
    voices: tuple[Actor, ...]
    parts: tuple[Actor, ...]
    total: int
    statements: tuple[Statement, ...]
    first: int
    preceding: str | None
    following: str | None
    taken: tuple[tuple[Dispute, tuple[int, ...]], ...]
    more_disputes: bool
    shifts: tuple[Shift, ...]
    made: tuple[pledges.Row, ...]
    received: tuple[pledges.Row, ...]
    undertaken: tuple[pledges.Row, ...]
    towards: tuple[pledges.Row, ...]
    more_requests: bool
    more_commitments: bool
    articles: dict[str, Cover]
    said: dict[str, Statement]
    actors: dict[str, Actor]


@router.get("/people")
def people(request: Asked, q: str = "", kind: str = "", story: str = "", after: int = 0) -> HTMLResponse:
    """Those who speak; those named most often first."""
    kind = kind if kind in list(ActorKind) else ""
    with room(request).reading() as record:
        return show(request, "people.html", "/people", view=_listing(record, q[:200], kind, story, begin(after)), kinds=list(ActorKind))


@router.get("/people/{identity}")
def person(request: Asked, identity: str, after: int = 0) -> HTMLResponse:
    """One of them."""
    with room(request).reading() as record:
        found = record.actor(identity)
        if found is None:
            raise missing("person or body", identity)
        return show(request, "person.html", "/people", view=view(record, found, begin(after)), kinds=list(ActorKind))


def _listing(record: Retrieval, q: str, kind: str, story: str, after: int) -> Listing:
    register = Register(record)
    within = record.found(schema.story, Story, story) if story else None
    if story and within is None:
        raise missing("story", story)
    shown, following = register.people(q.split()[:8], kind or None, within.id if within else None, after, SIZE)
    known, named = record.people(shown), register.named(shown)
    asked = {"q": q, "kind": kind, "story": story}
    return Listing(
        tuple(Somebody(known[k], _last(known[k]), named.get(k, 0)) for k in shown if k in known),
        q,
        kind,
        within,
        f"/people?{query(asked)}" if after else None,
        f"/people?{query(asked, after=following)}" if following is not None else None,
    )


def view(record: Retrieval, actor: Actor, after: int = 0) -> View:
    """Somebody with all that is known, as far as a page shows it; further pages have the further statements alone."""
    register, here = Register(record), f"/people/{quote(actor.id, safe='')}"
    statements, total = register.sayings(actor.id, after, STATEMENTS)
    first = after if after < total else 0
    voices, parts = register.beneath(actor.id) if not first else ([], [])
    disputes = register.disputes(who=actor.id, size=OTHERS + 1) if not first else []
    shifts = register.shifts(actor.id, OTHERS) if not first else []
    requests = register.pledges(Request, who=actor.id, size=2 * OTHERS + 1) if not first else []
    commitments = register.pledges(Commitment, who=actor.id, size=2 * OTHERS + 1) if not first else []
    asked, promised = pledges.rows(record, requests[: 2 * OTHERS]), pledges.rows(record, commitments[: 2 * OTHERS])
    said = {s.id: s for s in statements} | record.said({k for s in shifts for k in (s.earlier, s.later)})
    around = {actor.speaks_for, actor.part_of, *pledges.people((*asked, *promised))}
    actors = record.people({k for k in around if k}) | {actor.id: actor}
    mine = {id(r): r.pledge.by == actor.id for r in (*asked, *promised)}
    return View(
        actor,
        tuple(_names(actor))[:NAMES],
        tuple(_offices(actor.offices))[:NAMES],
        actors.get(actor.speaks_for or ""),
        actors.get(actor.part_of or ""),
        tuple(voices[:NAMES]),
        tuple(parts[:NAMES]),
        total,
        tuple(statements),
        first,
        f"{here}?{query({'after': max(0, first - STATEMENTS) or None})}#statements" if first else None,
        f"{here}?{query({'after': first + STATEMENTS})}#statements" if first + STATEMENTS < total else None,
        tuple((d, _accounts(d, actor.id)) for d in disputes[:OTHERS]),
        len(disputes) > OTHERS,
        tuple(shifts),
        tuple(r for r in asked if mine[id(r)]),
        tuple(r for r in asked if not mine[id(r)]),
        tuple(r for r in promised if mine[id(r)]),
        tuple(r for r in promised if not mine[id(r)]),
        len(requests) > 2 * OTHERS,
        len(commitments) > 2 * OTHERS,
        register.covers({s.article for s in said.values()}),
        said,
        actors,
    )


def _accounts(dispute: Dispute, who: str) -> tuple[int, ...]:
    """Numbers of the accounts with a line of somebody."""
    return tuple(n for n, a in enumerate(dispute.accounts, 1) if any(e.who == who for e in a.evidence))


def _names(actor: Actor) -> list[str]:
    """The aliases, those that differ in case, article or a comma given once, the name itself left out."""
    known: dict[str, str] = {}
    for alias in (actor.name, *actor.aliases):
        plain = flat(alias).strip(" ,")
        known.setdefault(plain.casefold().replace("’", "'").removeprefix("the ").removeprefix("a "), plain)
    return list(known.values())[1:]


def _last(actor: Actor) -> str | None:
    """The office last seen held."""
    held = _offices(actor.offices)
    return max(held, key=lambda o: o.until or o.since or "").title if held else None


def _offices(offices: tuple[Office, ...]) -> list[Held]:
    """Offices in the order first seen held, each once; "Mayor" and "mayor" are one."""
    one: dict[tuple[str, str], list[Office]] = {}
    for office in offices:
        one.setdefault((flat(office.title).casefold(), flat(office.of or "").casefold()), []).append(office)
    out = []
    for held in one.values():
        days = sorted(d for o in held for d in (o.since, o.until) if d)
        first = held[0]
        title = flat(first.title)
        if first.of and flat(first.of).casefold() not in title.casefold():
            joint = "for" if title.casefold().rpartition(" ")[2].startswith("spokes") else "of"
            title = f"{title} {joint} {flat(first.of)}"
        out.append(Held(title, days[0] if days else None, days[-1] if days else None))
    return sorted(out, key=lambda h: (h.since or "9999", h.title))
