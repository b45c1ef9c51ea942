"""Testimony: what articles say that may bear on a claim, found by words and actors before nouns are made of it."""

from __future__ import annotations

from collections.abc import Callable, Collection

from sqlalchemy import ColumnElement, and_, case, func, literal, or_, select

from onrecord.model import Claim, Stance, Statement
from onrecord.store import schema
from onrecord.store.retrieval import Retrieval
from onrecord.store.shelf import batches


class Testimony:
    """Claims and statements of some articles.

    Args:
        record: where they stand.
        articles: their ids.
    """

    def __init__(self, record: Retrieval, articles: Collection[str]) -> None:
        self._rows, self._load = record._rows, record._load
        self._articles = sorted(articles)

    def claims(self, beginnings: Collection[str], actors: Collection[str], fits: Callable[[str, str, bool], bool]) -> list[Claim]:
        """The claims in whose words one of the beginnings may stand, or in which one of the actors has a part.

        Args:
            beginnings: letters, folded; what has them in another place is given as well.
            actors: ids.
            fits: whether a claim is wanted, by its predicate (its event where it has none), its event, and whether it has a quantity.
        """
        c, k, a = schema.claim.c, schema.cast.c, schema.actor.c
        conditions: list[ColumnElement[bool]] = [_bears(c.body, b) for b in sorted(beginnings)]
        keys = [key for some in batches(sorted(actors)) for (key,) in self._rows(select(a.key).where(a.id.in_(some)))]
        if keys:
            part = select(k.entity).where(k.article == c.article, k.actor_key.in_(keys))
            conditions.append(part.where(func.instr(c.body, literal('"') + k.entity + literal('"')) > 0).exists())
        if not conditions:
            return []
        event, predicate, quantity = (func.json_extract(c.body, f"$.{name}") for name in ("event", "predicate", "quantity"))
        query = select(c.id, func.coalesce(predicate, event), event, quantity.is_not(None)).where(or_(*conditions))
        rows = [row for some in batches(self._articles) for row in self._rows(query.where(c.article.in_(some)))]
        wanted = sorted(identity for identity, *told in rows if fits(told[0], told[1], bool(told[2])))
        return [x for some in batches(wanted) for x in self._load(schema.claim, Claim, c.id.in_(some))]

    def sayings(self, statements: Collection[str]) -> dict[str, tuple[str | None, Stance]]:
        """Statement id -> who made it, and what the speaker does with the content."""
        s, k, a = schema.statement.c, schema.cast.c, schema.actor.c
        query = select(s.id, a.id, func.coalesce(func.json_extract(s.body, "$.stance"), Stance.ASSERTS.value))
        query = query.join(k.article.table, and_(k.article == s.article, k.entity == s.entity), isouter=True)
        query = query.join(a.id.table, a.key == k.actor_key, isouter=True)
        rows = (row for some in batches(sorted(statements)) for row in self._rows(query.where(s.id.in_(some))))
        return {identity: (who, Stance(stance)) for identity, who, stance in rows}

    def statements(self, beginnings: Collection[str], least: int) -> list[Statement]:
        """The statements in which so many of the beginnings may stand."""
        c = schema.statement.c
        if not beginnings:
            return []
        count: ColumnElement[int] = sum((case((_bears(c.body, b), 1), else_=0) for b in sorted(beginnings)), literal(0))
        return [
            x
            for some in batches(self._articles)
            for x in self._load(schema.statement, Statement, and_(c.article.in_(some), count >= least))
        ]


def _bears(body: ColumnElement[str], beginning: str) -> ColumnElement[bool]:
    """Whether letters stand in a body in either case; a letter that is not of a to z may be any one, for the database does not fold it."""
    return body.like("%" + "".join(x if x.isascii() else "_" for x in beginning) + "%")
