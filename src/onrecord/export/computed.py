"""What is reckoned when it is asked for, as JSON: where something stands, a timeline, a claim that was checked, what people decided."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from onrecord.export import document
from onrecord.model import Commitment, Judgement, Request
from onrecord.store.codec import to_plain

if TYPE_CHECKING:  # a listing of requests need not load what compares sentences
    from onrecord.check import Check, Passage
    from onrecord.chronicle import Chronicle
    from onrecord.entry import Entry
    from onrecord.excerpts import Excerpt
    from onrecord.finds import Printed, Said
    from onrecord.standing import Standing

Json = dict[str, Any]


def standing(where: Standing) -> Json:
    """A standing."""
    return {
        "state": where.state,
        "open": where.open,
        "overdue": where.overdue,
        "due_in_days": where.due_in_days,
        "uncertain": where.uncertain,
        "as_of": where.as_of.isoformat(),
        "by": dict(where.by),
    }


def of_request(request: Request, where: Standing) -> Json:
    """A request with where it stands."""
    return {**document.request(request), "standing": standing(where)}


def of_commitment(commitment: Commitment, where: Standing) -> Json:
    """A commitment with where it stands."""
    return {**document.commitment(commitment), "standing": standing(where)}


def entry(told: Entry) -> Json:
    """An entry of a timeline: ``day`` is that under which it stands, ``basis`` says which; the first of ``places`` is the first printed."""
    return {
        "id": told.id,
        "kind": told.kind.value,
        "of": told.of,
        "day": told.day,
        "basis": told.basis.value,
        "said": told.said,
        "printed": told.printed,
        "who": told.who,
        "state": told.state,
        "about": told.about,
        "belongs_to": list(told.belongs),
        "judgement": told.judgement,
        "places": [{**document.evidence(p.evidence), "of": p.of, "said": p.said, "printed": p.printed} for p in told.places],
    }


def chronicle(told: Chronicle) -> Json:
    """A timeline."""
    return {"story": told.story.id, "title": told.story.title, "entries": [entry(e) for e in told.entries]}


def checked_claim(found: Check) -> Json:
    """Who supports a claim, who contradicts it, who takes no side."""
    sides = {"supports": found.supports, "contradicts": found.contradicts, "neither": found.neither}
    return {"claim": found.claim, **{name: [passage(p) for p in told] for name, told in sides.items()}, "note": found.note}


def passage(told: Passage) -> Json:
    """A passage on the matter of a claim."""
    more = {"kind": told.kind, "slot": told.slot, "score": told.score, "why": told.why, "dispute": told.dispute}
    return {**document.evidence(told.evidence), **more}


def found_statement(told: Said) -> Json:
    """A statement that a search found, with the words in which it was found."""
    return {**document.statement(told.statement), "excerpt": excerpt(told.excerpt)}


def found_article(told: Printed) -> Json:
    """An article that a search found, without its text."""
    fields = ("id", "source", "outlet", "title", "published", "url", "author")
    return {**{name: getattr(told.article, name) for name in fields}, "excerpt": excerpt(told.excerpt)}


def excerpt(told: Excerpt) -> list[Json]:
    """The pieces of an excerpt, each with its place in the text of the article."""
    return [{"start": p.start, "end": p.start + len(p.words), "text": p.words, "found": p.found} for p in told.pieces]


def judgement(told: Judgement, applies: bool) -> Json:
    """A judgement, and whether it finds at present what it holds on; every field is there, also where it is empty."""
    return {
        "id": told.id,
        "kind": told.kind.value,
        "anchors": [to_plain(a) for a in told.anchors],
        "value": told.value,
        "by": told.by,
        "reason": told.reason,
        "made": told.made,
        "undone": told.undone,
        "undone_by": told.undone_by,
        "applies": applies,
    }
