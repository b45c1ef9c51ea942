"""The record as linked data: schema.org's Quotation and Claim in JSON-LD 1.1.

A statement is a ``Quotation``: ``text`` are its verbatim words, ``spokenByCharacter`` is to whom the article attributes it ("the person or
organization to whom the quotation is attributed within the containing work"), ``creator`` the same where the words are in quotation
marks, ``isPartOf`` the ``NewsArticle``, ``citation`` the reference that a reader can follow. What a clause says is a ``Claim`` whose
``appearance`` is the quotation or the article, and so is each account of a dispute, with ``firstAppearance`` where it was first seen; the
dispute is a ``Question`` about those claims. What schema.org has no word for (offsets, stance, polarity) stands under ``urn:onrecord:term:``.

The context is inline: nothing has to be fetched to read the document.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from onrecord.export.document import line, listed
from onrecord.export.identifiers import NAMESPACE, address, urn
from onrecord.model import Account, Actor, ActorKind, Article, Claim, Dispute, Evidence, Span, Statement, StatementKind
from onrecord.store.extent import Extent

Json = dict[str, Any]

_LINKS = ("about appearance claimInterpreter creator firstAppearance isPartOf memberOf parentOrganization sameAs spokenByCharacter").split()
_OURS = (
    "bound channel cue end event exact independentSources kind level modality of offices order outlets place polarity predicate quantity role "
    "saidOn scope score since slot span speakerWords stance start time unit until verdict why"
).split()
CONTEXT: Json = {
    "@version": 1.1,
    "@vocab": "http://schema.org/",
    "onrecord": f"{NAMESPACE}term:",
    "id": "@id",
    "type": "@type",
    "url": {"@type": "@id"},
    **{name: {"@type": "@id"} for name in _LINKS},
    **{name: f"onrecord:{name}" for name in _OURS},
    "within": {"@id": "onrecord:within", "@type": "@id"},
    "evidence": {"@id": "onrecord:evidence", "@type": "@id"},
}
"""Terms without an entry are schema.org's, by the names that its own context gives them."""
_TYPES = {
    ActorKind.PERSON: "Person",
    ActorKind.ORGANISATION: "Organization",
    ActorKind.GROUP: "Organization",
    ActorKind.GOVERNMENT: "GovernmentOrganization",
    ActorKind.UNNAMED: "Thing",
}
"""An unnamed source may be one or many, so that it is left open."""


def pieces(extent: Extent) -> Iterator[str]:
    """The document, piece by piece, a node a line."""
    yield f'{{\n"@context": {line(CONTEXT)},\n"@graph": '
    yield from listed(nodes(extent), line)
    yield "\n}\n"


def nodes(extent: Extent) -> Iterator[Json]:
    """The nodes of the graph: actors, articles with what is said in them, disputes with their accounts."""
    actors, printed = extent.actors, dict[str, tuple[str, int]]()
    yield from map(actor, actors.values())
    for batch in extent.batches():
        held = {a.id: a for a in batch.articles}
        printed |= {a.id: ((a.published or "9999")[:10], len(printed) + n) for n, a in enumerate(batch.articles)}
        digests = extent.retrieval.made(held)
        yield from (article(a, digests[a.id][0]) for a in batch.articles)
        yield from (quotation(s, held[s.article], actors) for s in batch.statements)
        yield from (claim(c) for c in batch.claims)
    for dispute in extent.disputes:
        yield from disputed(dispute, printed)


def actor(a: Actor) -> Json:
    """Somebody who speaks or acts."""
    offices = [_given(type="Role", roleName=o.title, of=o.of, since=o.since, until=o.until) for o in a.offices]
    kind = _TYPES[a.kind]
    return _given(
        id=urn("actor", a.id),
        type=kind,
        name=a.name,
        alternateName=[n for n in a.aliases if n != a.name],
        kind=a.kind.value,
        offices=offices,
        jobTitle=sorted({o.title for o in a.offices}) if kind == "Person" else None,
        memberOf=urn("actor", a.speaks_for) if a.speaks_for and kind == "Person" else None,
        parentOrganization=urn("actor", a.part_of) if a.part_of and "Organization" in kind else None,
        sameAs=f"http://www.wikidata.org/entity/{a.qid}" if a.qid else None,
    )


def article(a: Article, digest: str) -> Json:
    """An article, without its text: that is its publisher's. The hash tells which text the offsets count in."""
    return _given(
        id=urn("article", a.id),
        type="NewsArticle",
        headline=a.title,
        url=address(a.url),
        datePublished=a.published,
        creditText=a.author,
        provider=_given(type="NewsMediaOrganization", name=a.outlet) if a.outlet else None,
        identifier=_given(type="PropertyValue", propertyID="SHA-256 of the text", value=digest),
    )


def quotation(s: Statement, a: Article, actors: Mapping[str, Actor]) -> Json:
    """A statement; with several spans ``text`` joins them with an ellipsis, and ``span`` has each as it stands."""
    who = urn("actor", s.who) if s.who else None
    return _given(
        id=urn("statement", s.id),
        type="Quotation",
        text=" … ".join(c.text for c in s.content),
        spokenByCharacter=who,
        creator=who if s.kind is StatementKind.DIRECT else None,
        isPartOf=urn("article", s.article),
        citation=cited(s, a, actors),
        kind=s.kind.value,
        stance=s.stance.value,
        span=[_span(c) for c in s.content],
        cue=_span(s.cue),
        speakerWords=_span(s.speaker),
        role=s.role,
        channel=s.channel,
        audience=_given(type="Audience", name=s.addressee) if s.addressee else None,
        saidOn=s.said_on,
        within=urn("statement", s.within) if s.within else None,
    )


def cited(s: Statement, a: Article, actors: Mapping[str, Actor]) -> str:
    """How a statement is cited: who, where, when, and where in the text."""
    who = actors.get(s.who or "")
    told = [who.name if who else "", a.outlet or a.source, a.title or "", (a.published or "")[:10], address(a.url) or ""]
    at = f"article {a.id}, characters {s.start} to {s.content[-1].end}"
    return ". ".join(" ".join(t.split()) for t in (*told, at) if t.strip())


def claim(c: Claim) -> Json:
    """What a clause says, in its words; those who say so interpret it, outermost first."""
    quantity = c.quantity and _given(value=c.quantity.value, unit=c.quantity.unit, scope=c.quantity.scope, bound=c.quantity.bound)
    return _given(
        id=urn("claim", c.id),
        type="Claim",
        text=c.evidence.text,
        appearance=urn("statement", c.statement) if c.statement else urn("article", c.article),
        isPartOf=urn("article", c.article),
        claimInterpreter=[urn("actor", k) for k in c.holders],
        span=_span(c.evidence),
        event=c.event,
        predicate=c.predicate,
        about=[urn("actor", k) for k in dict.fromkeys((*c.actor, *c.recipient))],
        quantity=quantity or None,
        time=c.time,
        place=c.place,
        order=c.order,
        polarity=c.polarity,
        modality=c.modality,
    )


def disputed(d: Dispute, printed: Mapping[str, tuple[str, int]]) -> Iterator[Json]:
    """A dispute as a question, and each of its accounts as a claim.

    Args:
        printed: article id -> the day printed, and its place in the record.
    """
    names = [urn("account", f"{d.id}/{n}") for n, _ in enumerate(d.accounts, 1)]
    yield _given(
        id=urn("dispute", d.id),
        type="Question",
        name=d.question,
        about=names,
        level=d.level,
        kind=d.kind,
        slot=d.slot,
        score=d.score,
        why=d.why,
        verdict=d.verdict,
    )
    yield from (_account(name, a, printed) for name, a in zip(names, d.accounts, strict=True))


def _account(name: str, a: Account, printed: Mapping[str, tuple[str, int]]) -> Json:
    first = min(a.evidence, key=lambda e: (*printed.get(e.article, ("9999", 0)), e.start), default=None)
    return _given(
        id=name,
        type="Claim",
        text=a.says,
        value=a.value,
        appearance=_unique(_where(e) for e in a.evidence),
        firstAppearance=_where(first) if first else None,
        claimInterpreter=_unique(urn("actor", e.who) for e in a.evidence if e.who),
        saidOn=a.first_seen,
        independentSources=a.independent_sources,
        outlets=a.outlets,
        span=[{**_span_of(e), "isPartOf": urn("article", e.article)} for e in a.evidence],
    )


def _where(e: Evidence) -> str:
    return urn("statement", e.statement) if e.statement else urn("article", e.article)


def _unique(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))


def _span(s: Span | None) -> Json | None:
    return None if s is None else {"start": s.start, "end": s.end, "exact": s.text}


def _span_of(e: Evidence) -> Json:
    return {"start": e.start, "end": e.end, "exact": e.text}


def _given(**told: Any) -> Json:
    """What is known of a node; what is not has no term."""
    return {k: v for k, v in told.items() if v is not None and v != []}
