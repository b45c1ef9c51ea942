"""Everything that holds across articles, from a set of readings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onrecord.judgements.corrections import corrected
from onrecord.linking.actors import Actors
from onrecord.linking.affiliations import affiliated
from onrecord.linking.coverage import Coverage
from onrecord.linking.disputes import disputes
from onrecord.linking.echoes import echoes
from onrecord.linking.shifts import shifts
from onrecord.linking.stories import stories
from onrecord.model import Article, Claim, Dispute, Echo, Judgement, Links, Reading, Shift, Statement


def link(articles: Sequence[Article], readings: Sequence[Reading], judgements: Sequence[Judgement] = ()) -> Links:
    """Links a record. The result does not depend on the order of the articles but for the order of listings.

    Args:
        judgements: what people decided, oldest first; none that was undone.
    """
    by_id = {a.id: a for a in articles}
    read = [corrected(by_id[r.article], r, judgements) for r in readings if r.article in by_id]
    pairs = sorted(((by_id[r.article], r) for r in read), key=lambda p: p[0].id)
    grouped = stories([a for a, _ in pairs], [r for _, r in pairs])
    cast = Actors([a for a, _ in pairs], [r for _, r in pairs], grouped, judgements)
    order = {a.id: n for n, a in enumerate(articles)}
    statements: list[Statement] = []
    claims: list[Claim] = []
    absences = []
    for reading in sorted(read, key=lambda r: order[r.article]):
        article = reading.article

        def actor(entity: str | None, article: str = article) -> str | None:
            return cast.of.get((article, entity)) if entity else None

        def several(entities: tuple[str, ...], article: str = article) -> tuple[str, ...]:
            return tuple(dict.fromkeys(cast.of[article, e] for e in entities if (article, e) in cast.of))

        def local(statement: str | None, article: str = article) -> str | None:
            return f"{article}-{statement}" if statement else None

        statements += [replace(s, id=f"{article}-{s.id}", who=actor(s.who), within=local(s.within)) for s in reading.statements]
        claims += [
            replace(
                c,
                id=f"{article}-{c.id}",
                statement=local(c.statement),
                actor=several(c.actor),
                recipient=several(c.recipient),
                holders=several(c.holders),
            )
            for c in reading.claims
        ]
        absences += [replace(a, who=actor(a.who)) for a in reading.absences]
    actors = affiliated(cast.actors, cast.of, by_id, read, grouped)
    acting = {a.id: a for a in actors}
    homes = {r.article: r.home for r in read}
    contested: list[Dispute] = []
    echoed: list[Echo] = []
    shifted: list[Shift] = []
    for story in grouped:
        inside = set(story.articles)
        coverage = Coverage(
            story,
            {a: by_id[a] for a in story.articles},
            acting,
            [s for s in statements if s.article in inside],
            [c for c in claims if c.article in inside],
            homes,
        )
        alike = echoes(coverage)
        found = disputes(coverage, alike)
        echoed += alike
        contested += found
        shifted += shifts(coverage, found, alike)
    contested.sort(key=lambda d: (-d.score, d.id))
    who = tuple((article, entity, actor) for (article, entity), actor in sorted(cast.of.items()))
    return Links(actors, tuple(grouped), tuple(statements), tuple(claims), tuple(contested), tuple(absences), who, tuple(echoed), tuple(shifted))
