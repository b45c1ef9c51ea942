"""Writing what linking made: only the rows that a change names are replaced."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table, bindparam, insert, select, update

from onrecord.linking.notes import Change
from onrecord.model import Anchor
from onrecord.store import fulltext, schema
from onrecord.store.codec import dump
from onrecord.store.shelf import batches, packed

Rows = Sequence[Mapping[str, Any]]
PENDING, TURN = "pending", "turn"
"""Kinds of notes: an article that waits to be linked; how often the record was linked and on what basis."""
_FOUND = {"shift": "shifts", "echo": "echoes", "request": "requests", "commitment": "commitments"}
"""Table -> where it stands among the findings of a story."""


def clear(connection: Connection) -> None:
    """Takes everything out that was derived."""
    for table in schema.DERIVED:
        connection.execute(table.delete())
    fulltext.clear(connection)


def take_turn(connection: Connection, turn: tuple[int, str], basis: str, *, whole: bool) -> bool:
    """Counts one linking more. Returns False where another was counted since ``turn`` was read; with ``whole`` takes out what was derived."""
    c = schema.note.c
    following = {"kind": TURN, "key": "", "body": json.dumps([turn[0] + 1, basis])}
    if turn[0]:
        mine = update(schema.note).where(c.kind == TURN, c.body == json.dumps(list(turn)))
        if not connection.execute(mine.values(body=following["body"])).rowcount:
            return False
    elif connection.execute(select(c.key).where(c.kind == TURN)).all():
        return False
    if whole:
        clear(connection)
    if whole or not turn[0]:
        connection.execute(insert(schema.note), following)
    return True


def wait(connection: Connection, articles: Iterable[str]) -> None:
    """Marks articles as waiting to be linked."""
    c = schema.note.c
    wanted = sorted(set(articles))
    there = set(connection.execute(select(c.key).where(c.kind == PENDING, c.key.in_(wanted))).scalars())
    rows = [{"kind": PENDING, "key": a, "body": "1"} for a in wanted if a not in there]
    if rows:
        connection.execute(insert(schema.note), rows)


def about(anchors: Iterable[Anchor], value: Mapping[str, Any]) -> set[str]:
    """The articles that a judgement bears on."""
    mention = value.get("mention")
    return {a.article for a in anchors} | ({mention["article"]} if mention else set())


def write(connection: Connection, change: Change) -> None:
    """Replaces what a change names."""
    _articles(connection, change)
    _actors(connection, change)
    _stories(connection, change)
    for kind, notes in change.notes.items():
        c = schema.note.c
        for some in batches(list(notes)):
            connection.execute(schema.note.delete().where(c.kind == kind, c.key.in_(some)))
        _put(connection, schema.note, [{"kind": kind, "key": k, "body": _json(v)} for k, v in notes.items() if v is not None])
    held = schema.listing.c
    if change.listings:
        where = (held.mark == bindparam("_mark"), held.season == bindparam("_season"))
        connection.execute(schema.listing.delete().where(*where), [{"_mark": m, "_season": s} for m, s in change.listings])
    _put(connection, schema.listing, [{"mark": m, "season": s, "articles": packed(v)} for (m, s), v in change.listings.items() if v])
    _drop(connection, schema.note, "key", list(change.passages.articles), schema.note.c.kind == PENDING)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _put(connection: Connection, table: Table, rows: Rows) -> None:
    if rows:
        connection.execute(insert(table), rows)


def _drop(connection: Connection, table: Table, column: str, values: Sequence[str], *where: Any) -> None:
    for some in batches(values):
        connection.execute(table.delete().where(table.c[column].in_(some), *where))


def _articles(connection: Connection, change: Change) -> None:
    told = change.passages
    fulltext.withdraw_statements(connection, list(told.articles))
    for table in schema.OF_ARTICLES:
        _drop(connection, table, "article", list(told.articles))
    _put(
        connection,
        schema.statement,
        [
            {"article": a, "n": n, "id": s.id, "entity": s.who, "said_on": s.said_on, "body": dump(s)}
            for a, said in told.statements.items()
            for n, s in enumerate(said)
        ],
    )
    fulltext.enter_statements(connection, told.statements)
    _put(
        connection,
        schema.claim,
        [
            {"article": a, "n": n, "id": c.id, "statement": c.statement, "body": dump(c)}
            for a, claims in told.claims.items()
            for n, c in enumerate(claims)
        ],
    )
    _put(
        connection,
        schema.absence,
        [{"article": a, "n": n, "entity": x.who, "body": dump(x)} for a, found in change.absences.items() for n, x in enumerate(found)],
    )


def _actors(connection: Connection, change: Change) -> None:
    actor, cast = schema.actor, schema.cast
    if change.renamed:
        connection.execute(
            update(cast).where(cast.c.actor_key == bindparam("_old")).values(actor_key=bindparam("_new")),
            [{"_old": old, "_new": new} for old, new in change.renamed.items()],
        )
    _drop(connection, cast, "article", list(change.cast))
    _put(
        connection,
        cast,
        [{"article": a, "entity": e, "actor_key": key} for a, entities in change.cast.items() for e, key in entities.items()],
    )
    _drop(connection, actor, "key", list(change.actors))
    fulltext.withdraw_names(connection, list(change.actors))
    if change.recalled:  # ids are unique, and may change hands: first each out of the way, then to its place
        again = update(actor).where(actor.c.key == bindparam("_key")).values(id=bindparam("_id"))
        connection.execute(again, [{"_key": key, "_id": f" {key}"} for key in change.recalled])
        connection.execute(again, [{"_key": key, "_id": identity} for key, identity in change.recalled.items()])
    rows = [
        {"key": k, "id": a.id, "name": a.name, "kind": a.kind.value, "body": dump(a)} for k, a in change.actors.items() if a is not None
    ]
    _put(connection, actor, rows)
    fulltext.enter_names(connection, {k: a for k, a in change.actors.items() if a is not None})


def _stories(connection: Connection, change: Change) -> None:
    _drop(connection, schema.story, "id", list(change.stories))
    made = [s for s in change.stories.values() if s is not None]
    rows = [{"id": s.id, "title": s.title, "first": change.first[s.id], "body": dump(s)} for s in made]
    _put(connection, schema.story, rows)
    _drop(connection, schema.membership, "article", [a for s in made for a in s.articles])
    _put(connection, schema.membership, [{"article": a, "story": s.id} for s in made for a in s.articles])
    touched = list({*change.findings, *(name for name, s in change.stories.items() if s is None)})
    for table in schema.OF_STORIES:
        _drop(connection, table, "story", touched)
    found = change.findings.items()
    _put(
        connection,
        schema.dispute,
        [
            {"story": name, "n": n, "id": d.id, "level": d.level, "score": d.score, "body": dump(d)}
            for name, f in found
            for n, d in enumerate(f.disputes)
        ],
    )
    for table in (schema.shift, schema.echo, schema.request, schema.commitment):
        lines: list[dict[str, object]] = [
            {"story": name, "n": n, "id": x.id, "body": dump(x)} for name, f in found for n, x in enumerate(getattr(f, _FOUND[table.name]))
        ]
        _put(connection, table, lines)
