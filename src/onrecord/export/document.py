"""The record as one JSON document, in the form of the contract: what ``onrecord export --format json`` writes."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from onrecord.model import (
    Absence,
    Actor,
    Article,
    Claim,
    Commitment,
    Dispute,
    Echo,
    Evidence,
    Reading,
    Request,
    Shift,
    Span,
    Statement,
    Step,
    Story,
)
from onrecord.store.extent import Extent
from onrecord.store.record import Record

Json = dict[str, Any]


def span(s: Span | None) -> Json | None:
    """A span, or null."""
    return None if s is None else {"start": s.start, "end": s.end, "text": s.text}


def article(a: Article, reading: Reading | None) -> Json:
    """An article with its furniture."""
    marked = reading.furniture if reading else ()
    return {
        "id": a.id,
        "source": a.source,
        "outlet": a.outlet,
        "title": a.title,
        "published": a.published,
        "url": a.url,
        "author": a.author,
        "text": a.text,
        "furniture": [{"start": f.start, "end": f.end, "text": f.text, "kind": f.kind.value} for f in marked],
    }


def actor(a: Actor) -> Json:
    """An actor with its offices, and whom it speaks for or belongs to."""
    return {
        "id": a.id,
        "name": a.name,
        "aliases": list(a.aliases),
        "kind": a.kind.value,
        "offices": [{"title": o.title, "of": o.of, "from": o.since, "to": o.until} for o in a.offices],
        "speaks_for": a.speaks_for,
        "part_of": a.part_of,
        "qid": a.qid,
    }


def statement(s: Statement) -> Json:
    """A statement."""
    return {
        "id": s.id,
        "article": s.article,
        "kind": s.kind.value,
        "stance": s.stance.value,
        "content": [span(c) for c in s.content],
        "cue": span(s.cue),
        "speaker": span(s.speaker),
        "who": s.who,
        "role": s.role,
        "channel": s.channel,
        "addressee": s.addressee,
        "said_on": s.said_on,
        "within": s.within,
    }


def claim(c: Claim) -> Json:
    """A claim."""
    quantity = (
        None
        if c.quantity is None
        else {"value": c.quantity.value, "unit": c.quantity.unit, "scope": c.quantity.scope, "bound": c.quantity.bound}
    )
    return {
        "id": c.id,
        "statement": c.statement,
        "article": c.article,
        "evidence": span(c.evidence),
        "event": c.event,
        "actor": list(c.actor),
        "recipient": list(c.recipient),
        "theme": c.theme,
        "quantity": quantity,
        "time": c.time,
        "place": c.place,
        "order": c.order,
        "polarity": c.polarity,
        "modality": c.modality,
        "holders": list(c.holders),
        "predicate": c.predicate,
        "subject": c.subject,
        "object": c.object,
        "details": [list(d) for d in c.details],
    }


def evidence(e: Evidence) -> Json:
    """A line of evidence."""
    return {"article": e.article, "statement": e.statement, "start": e.start, "end": e.end, "text": e.text, "who": e.who}


def step(s: Step) -> Json:
    """A state that a request or a commitment came into."""
    return {"on": s.on, "state": s.state, "by": s.by, "evidence": evidence(s.evidence), "judgement": s.judgement}


def request(r: Request) -> Json:
    """A request with its history."""
    return {
        "id": r.id,
        "story": r.story,
        "by": r.by,
        "to": list(r.to),
        "of": r.of,
        "via": r.via,
        "when": r.when,
        "evidence": [evidence(e) for e in r.evidence],
        "history": [step(s) for s in r.history],
        "verdict": r.verdict,
        "judgements": list(r.judgements),
    }


def commitment(c: Commitment) -> Json:
    """A commitment with its history."""
    return {
        "id": c.id,
        "story": c.story,
        "by": c.by,
        "what": c.what,
        "due": c.due,
        "evidence": [evidence(e) for e in c.evidence],
        "history": [step(s) for s in c.history],
        "verdict": c.verdict,
        "judgements": list(c.judgements),
    }


def dispute(d: Dispute) -> Json:
    """A dispute with its accounts."""
    return {
        "id": d.id,
        "story": d.story,
        "level": d.level,
        "kind": d.kind,
        "slot": d.slot,
        "score": d.score,
        "question": d.question,
        "why": d.why,
        "verdict": d.verdict,
        "judgements": list(d.judgements),
        "accounts": [
            {
                "says": a.says,
                "value": a.value,
                "first_seen": a.first_seen,
                "independent_sources": a.independent_sources,
                "outlets": a.outlets,
                "evidence": [evidence(e) for e in a.evidence],
            }
            for a in d.accounts
        ],
    }


def absence(a: Absence) -> Json:
    """An absence."""
    return {"who": a.who, "kind": a.kind, "article": a.article, "start": a.start, "end": a.end, "text": a.text}


def shift(s: Shift) -> Json:
    """A shift."""
    return {"id": s.id, "story": s.story, "who": s.who, "from": s.earlier, "to": s.later, "about": s.about, "why": s.why}


def echo(e: Echo) -> Json:
    """An echo."""
    return {"id": e.id, "story": e.story, "statements": list(e.statements), "kind": e.kind}


def story(s: Story) -> Json:
    """A story."""
    return {"id": s.id, "title": s.title, "articles": list(s.articles)}


def parts(extent: Extent) -> Iterator[tuple[str, Iterable[Json]]]:
    """The lists of the document by name, each made while it is gone through."""
    yield "articles", (article(a, b.readings.get(a.id)) for b in extent.batches() for a in b.articles)
    yield "actors", map(actor, extent.actors.values())
    yield "statements", (statement(s) for b in extent.batches() for s in b.statements)
    yield "stories", map(story, extent.stories)
    yield "claims", (claim(c) for b in extent.batches() for c in b.claims)
    yield "disputes", map(dispute, extent.disputes)
    yield "shifts", map(shift, extent.shifts)
    yield "requests", map(request, extent.requests)
    yield "commitments", map(commitment, extent.commitments)
    yield "absences", (absence(a) for b in extent.batches() for a in b.absences)
    yield "echoes", map(echo, extent.echoes)


def document(record: Record) -> Json:
    """The whole record."""
    return {"model": record.model(), **{name: list(nouns) for name, nouns in parts(Extent(record))}}


def pieces(extent: Extent) -> Iterator[str]:
    """The document of an extent as JSON, piece by piece, a noun a line."""
    yield f'{{\n"model": {line(extent.record.model())}'
    for name, nouns in parts(extent):
        yield f',\n"{name}": '
        yield from listed(nouns, line)
    yield "\n}\n"


def line(value: Any) -> str:
    """A value as one line of JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(", ", ": "))


def listed(nouns: Iterable[Json], written: Callable[[Json], str]) -> Iterator[str]:
    """A JSON list, piece by piece, a noun a line."""
    opened = False
    for noun in nouns:
        yield f"{',' if opened else '['}\n{written(noun)}"
        opened = True
    yield "\n]" if opened else "[]"
