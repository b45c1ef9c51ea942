"""Corrections of statements: a reading with what people decided about its statements laid over it.

The reading in the record stays as the model made it. A correction finds its statement again by its words; where a new reading
has no statement there, the statement comes back as the person left it.

Values of the judgements: ``speaker`` {"name", "kind"} (name None: it cannot be known), ``bounds`` {"content": [[start, end], …]},
``none`` {}, ``said`` {}; all but ``none`` also carry "was", the statement as it stood, to be brought back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from onrecord.judgements.anchors import entity_at, holds, statement_at
from onrecord.model import ActorKind, Anchor, Article, Entity, Judgement, Reading, Span, Statement, StatementKind, Verdict
from onrecord.reading.drafts import kind_of
from onrecord.reading.identity import fold
from onrecord.reading.quotations import quotations
from onrecord.reading.sentences import paragraphs

OF_STATEMENTS = (Verdict.SPEAKER, Verdict.BOUNDS, Verdict.NONE, Verdict.SAID)


def corrected(article: Article, reading: Reading, judgements: Sequence[Judgement]) -> Reading:
    """The reading with the judgements on its statements applied, oldest first. Judgements on other articles are passed over."""
    for judgement in judgements:
        if judgement.kind in OF_STATEMENTS and judgement.anchors and all(holds(a, article) for a in judgement.anchors):
            reading = _apply(article, reading, judgement)
    return reading


def _apply(article: Article, reading: Reading, judgement: Judgement) -> Reading:
    found = statement_at(judgement.anchors, reading.statements)
    if judgement.kind is Verdict.NONE:
        return reading if found is None else _without(reading, found)
    if found is None:
        found = _brought_back(article, judgement)
        reading = replace(reading, statements=tuple(sorted((*reading.statements, found), key=lambda s: (s.start, -s.content[-1].end))))
    made = found
    if judgement.kind is Verdict.BOUNDS:
        content = tuple(Span.of(article.text, start, end) for start, end in judgement.value["content"])
        made = replace(found, content=content, kind=_kind(article.text, content))
    elif judgement.kind in (Verdict.SPEAKER, Verdict.SAID):
        reading, who = _speaker(article, reading, judgement)
        made = replace(found, who=who, role=found.role if who == found.who else None)
        claims = tuple(
            replace(c, holders=(who,) if who else ()) if c.statement == found.id and who != found.who else c for c in reading.claims
        )
        reading = replace(reading, claims=claims)
    return replace(reading, statements=tuple(made if s is found else s for s in reading.statements))


def _without(reading: Reading, found: Statement) -> Reading:
    statements = (replace(s, within=found.within) if s.within == found.id else s for s in reading.statements if s is not found)
    return replace(reading, statements=tuple(statements), claims=tuple(c for c in reading.claims if c.statement != found.id))


def _brought_back(article: Article, judgement: Judgement) -> Statement:
    was: dict[str, Any] = judgement.value.get("was", {})

    def span(at: list[int] | None) -> Span | None:
        return Span.of(article.text, *at) if at else None

    content = tuple(Span.of(article.text, a.start, a.end) for a in judgement.anchors)
    return Statement(
        f"j{judgement.id}", article.id, _kind(article.text, content), content, cue=span(was.get("cue")), speaker=span(was.get("speaker"))
    )


def _speaker(article: Article, reading: Reading, judgement: Judgement) -> tuple[Reading, str | None]:
    name: str | None = judgement.value.get("name")
    if name is None:
        return reading, None
    mention = judgement.value.get("mention")
    if mention and mention["article"] == article.id:
        here = entity_at(Anchor(**mention), reading.entities)
        if here is not None:
            return reading, here.id
    for entity in reading.entities:
        if any(fold(n) == fold(name) for n in (*entity.names, *entity.descriptions)):
            return reading, entity.id
    kind = ActorKind(judgement.value.get("kind", ActorKind.PERSON))
    named = kind is not ActorKind.UNNAMED
    new = Entity(f"j{judgement.id}", kind, (name,) if named else (), () if named else (name,))
    return replace(reading, entities=(*reading.entities, new)), new.id


def _kind(text: str, content: Sequence[Span]) -> StatementKind:
    return kind_of(text, [(c.start, c.end) for c in content], quotations(text, paragraphs(text)))
