"""Everything that holds across articles, from a set of readings."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.linking.arrival import Arrival
from onrecord.linking.notes import Bare, Change
from onrecord.linking.resolver import Resolver
from onrecord.model import Article, Judgement, Links, Reading


def link(articles: Sequence[Article], readings: Sequence[Reading], judgements: Sequence[Judgement] = ()) -> Links:
    """Links a set of articles. The result does not depend on their order but for the order of listings.

    Args:
        judgements: what people decided, oldest first; none that was undone.
    """
    read = {r.article: r for r in readings}
    arrived = [(n, a, read[a.id]) for n, a in enumerate(articles, 1) if a.id in read]
    return links(Arrival(Bare(), arrived, judgements).link(), [a.id for _, a, _ in arrived])


def links(change: Change, order: Sequence[str]) -> Links:
    """What a change makes of an empty record.

    Args:
        order: of the articles.
    """
    actors = {g: a for g, a in change.actors.items() if a is not None}
    ids = {g: a.id for g, a in actors.items()}
    resolver = Resolver(ids, {(a, e): g for a, entities in change.cast.items() for e, g in entities.items()})
    told = change.passages
    grouped = sorted((s for s in change.stories.values() if s is not None), key=lambda s: (change.first[s.id], s.id))
    found = [change.findings[s.id] for s in grouped]
    return Links(
        tuple(sorted((resolver.actor(a) for a in actors.values()), key=lambda a: a.id)),
        tuple(grouped),
        tuple(resolver.statement(s) for a in order for s in told.statements[a]),
        tuple(resolver.claim(c) for a in order for c in told.claims[a]),
        tuple(sorted((d for f in found for d in f.disputes), key=lambda d: (-d.score, d.id))),
        tuple(resolver.absence(x) for a in order for x in change.absences[a]),
        tuple((article, entity, who) for (article, entity), who in sorted(resolver.cast.items())),
        tuple(e for f in found for e in f.echoes),
        tuple(s for f in found for s in f.shifts),
        tuple(r for f in found for r in f.requests),
        tuple(c for f in found for c in f.commitments),
    )
