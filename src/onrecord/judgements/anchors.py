"""Anchors: the words that a judgement holds on to, and finding again what stands there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from onrecord.model import Anchor, Article, Entity, Span, Statement
from onrecord.store.record import digest

ALIKE = 0.5
"""Share of the characters of both that two contents must have in common to be one statement (intersection over union)."""

Place = tuple[int, int]


def anchor(article: Article, start: int, end: int) -> Anchor:
    """The anchor at ``text[start:end]`` of an article."""
    return Anchor(article.id, digest(article.text), start, end, article.text[start:end])


def holds(found: Anchor, article: Article) -> bool:
    """Whether the words of the anchor stand where it says, in the very text that it was made on."""
    return found.article == article.id and article.text[found.start : found.end] == found.text and found.digest == digest(article.text)


def _alike(a: Iterable[Place], b: Iterable[Place]) -> float:
    x, y = ({n for start, end in places for n in range(start, end)} for places in (a, b))
    return len(x & y) / max(1, len(x | y))


def statement_at(anchors: Sequence[Anchor], statements: Iterable[Statement]) -> Statement | None:
    """The statement whose content is most like the anchored words; None where none is like them."""
    wanted = [(a.start, a.end) for a in anchors]
    rated = [(_alike(wanted, [(c.start, c.end) for c in s.content]), n, s) for n, s in enumerate(statements)]
    best = max(rated, key=lambda r: (r[0], -r[1]), default=None)
    return best[2] if best is not None and best[0] >= ALIKE else None


def entity_at(found: Anchor, entities: Iterable[Entity]) -> Entity | None:
    """The entity that is mentioned at the anchored words; where several mentions lie there, the one most like them."""

    def alike(mention: Span) -> float:
        return _alike([(found.start, found.end)], [(mention.start, mention.end)])

    rated = [(max((alike(m) for m in e.mentions), default=0.0), n, e) for n, e in enumerate(entities)]
    best = max(rated, key=lambda r: (r[0], -r[1]), default=None)
    return best[2] if best is not None and best[0] > 0 else None
