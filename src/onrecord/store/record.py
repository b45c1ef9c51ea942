"""A record: the reading half, which everything that only looks is handed, and the writing half, which one place holds."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection, Table, insert, select, update
from sqlalchemy.exc import DatabaseError, OperationalError

from onrecord.errors import RecordError
from onrecord.ingest.ledger import Ledger
from onrecord.linking.notes import Change
from onrecord.linking.resolver import Resolver
from onrecord.model import (
    Absence,
    Actor,
    Anchor,
    Article,
    Claim,
    Commitment,
    Dispute,
    Echo,
    Judgement,
    Links,
    Reading,
    Request,
    Shift,
    Statement,
    Story,
    Verdict,
)
from onrecord.store import schema
from onrecord.store.codec import load, to_plain
from onrecord.store.derived import PENDING, TURN, about, take_turn, wait, write
from onrecord.store.fulltext import Fulltext
from onrecord.store.opening import engine_of, migrate, take_stock
from onrecord.store.shelf import StoredShelf, batches
from onrecord.store.texts import amend, hold, read_again


def digest(words: str) -> str:
    """SHA-256 of a text, hexadecimal."""
    return hashlib.sha256(words.encode("utf-8")).hexdigest()


def judgement_of(row: Any) -> Judgement:
    """The judgement of a row of its table."""
    return Judgement(
        row.id,
        Verdict(row.kind),
        tuple(Anchor(**a) for a in json.loads(row.anchor)),
        json.loads(row.value),
        row.by,
        row.reason,
        row.made,
        row.undone,
        row.undone_by,
    )


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


class Record:
    """The reading half of a record.

    Args:
        path: the SQLite file.
        create: make it where it is missing.

    Raises:
        RecordError: there is none, or the file is no record.
    """

    def __init__(self, path: Path, *, create: bool = False) -> None:
        if not create and not path.exists():
            raise RecordError(f"{path}: there is no record here yet; make one with `onrecord add FILE…` or name one with --record")
        if path.is_dir() or not path.parent.exists():
            raise RecordError(f"{path} cannot be a record: {'it is a folder' if path.is_dir() else 'its folder does not exist'}")
        self.path = path
        self._engine = engine_of(path)
        try:
            migrate(self._engine, path)
            self._connection: Connection = self._engine.connect()
        except (DatabaseError, OperationalError) as error:
            self._engine.dispose()
            raise RecordError(f"{path} cannot be opened as a record ({error.orig})") from None
        except RecordError:
            self._engine.dispose()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Closes the file."""
        self._connection.close()
        self._engine.dispose()

    def _rows(self, statement: Any) -> Sequence[Any]:
        rows = self._connection.execute(statement).all()
        self._connection.rollback()  # end the read transaction, so that a writer is not held up
        return rows

    def articles(self, identities: Iterable[str] | None = None) -> list[Article]:
        """Articles in the order in which they came."""
        c = schema.article.c
        query = select(c.id, c.text, c.source, c.outlet, c.title, c.published, c.url, c.author).order_by(c.position)
        if identities is not None:
            query = query.where(c.id.in_(list(identities)))
        return [Article(*row) for row in self._rows(query)]

    def has(self, identity: str) -> bool:
        """Whether an article of this id is stored and read."""
        return bool(self._rows(select(schema.reading.c.article).where(schema.reading.c.article == identity)))

    def digests(self) -> dict[str, str]:
        """SHA-256 of each article's text as it was stored."""
        return dict(tuple(row) for row in self._rows(select(schema.article.c.id, schema.article.c.digest)))

    def readings(self) -> list[Reading]:
        """Readings in the order of their articles."""
        r, a = schema.reading, schema.article
        return [load(Reading, body) for (body,) in self._rows(select(r.c.body).join(a, a.c.id == r.c.article).order_by(a.c.position))]

    def judgements(self, *, undone: bool = False) -> list[Judgement]:
        """What people decided, oldest first; with ``undone`` also what they took back."""
        t = schema.judgement
        query = select(t).order_by(t.c.id)
        if not undone:
            query = query.where(t.c.undone.is_(None))
        return [judgement_of(row) for row in self._rows(query)]

    def _bodies(self, table: Table, kind: type[Any], *where: Any) -> list[Any]:
        """Nouns of a derived table in the order of the listings, with actors' ids in the place of entities."""
        if table is schema.actor:
            return self._actors(*where)
        query = select(table.c.body).where(*where)
        if table in schema.OF_ARTICLES:
            article = schema.article
            joined = select(article.c.id, table.c.body).join(article, article.c.id == table.c.article).where(*where)
            rows = self._rows(joined.order_by(article.c.position, table.c.n))
            return self._resolved([load(kind, body) for _, body in rows], {a for a, _ in rows} if where else None)
        if table is schema.story:
            query = query.order_by(table.c.first, table.c.id)
        elif table is schema.dispute:
            query = query.order_by(table.c.score.desc(), table.c.id)
        else:
            story = schema.story
            query = query.join(story, story.c.id == table.c.story).order_by(story.c.first, story.c.id, table.c.n)
        return [load(kind, body) for (body,) in self._rows(query)]

    def _actors(self, *where: Any) -> list[Actor]:
        c = schema.actor.c
        rows = self._rows(select(c.key, c.id, c.body).where(*where).order_by(c.id))
        made = [replace(load(Actor, body), id=identity) for _, identity, body in rows]
        ids = {key: identity for key, identity, _ in rows}
        missing = sorted({k for a in made for k in (a.speaks_for, a.part_of) if k and k not in ids})
        if where:
            ids |= {key: identity for some in batches(missing) for key, identity in self._rows(select(c.key, c.id).where(c.key.in_(some)))}
        return [Resolver(ids, {}).actor(a) for a in made]

    def _resolved(self, nouns: Sequence[Any], articles: set[str] | None) -> list[Any]:
        resolver = Resolver.of_actors(self._cast(articles))
        return [resolver.noun(x) for x in nouns]

    def _cast(self, articles: set[str] | None = None) -> dict[tuple[str, str], str]:
        c, a = schema.cast.c, schema.actor
        query = select(c.article, c.entity, a.c.id).join(a, a.c.key == c.actor_key)
        if articles is None:
            rows = self._rows(query)
        else:
            rows = [r for some in batches(sorted(articles)) for r in self._rows(query.where(c.article.in_(some)))]
        return {(article, entity): identity for article, entity, identity in rows}

    def actors(self) -> list[Actor]:
        """All actors."""
        return self._actors()

    def cast(self) -> dict[tuple[str, str], str]:
        """(article id, entity id) -> actor id."""
        return dict(sorted(self._cast().items()))

    def stories(self) -> list[Story]:
        """All stories, those that began first before the others."""
        return self._bodies(schema.story, Story)

    def statements(self) -> list[Statement]:
        """All statements, article by article in text order."""
        return self._bodies(schema.statement, Statement)

    def claims(self) -> list[Claim]:
        """All claims, article by article."""
        return self._bodies(schema.claim, Claim)

    def absences(self) -> list[Absence]:
        """All absences, article by article in text order."""
        return self._bodies(schema.absence, Absence)

    def disputes(self) -> list[Dispute]:
        """All disputes, the surest first."""
        return self._bodies(schema.dispute, Dispute)

    def shifts(self) -> list[Shift]:
        """All shifts, story by story."""
        return self._bodies(schema.shift, Shift)

    def echoes(self) -> list[Echo]:
        """All echoes, story by story."""
        return self._bodies(schema.echo, Echo)

    def requests(self) -> list[Request]:
        """All requests, story by story."""
        return self._bodies(schema.request, Request)

    def commitments(self) -> list[Commitment]:
        """All commitments, story by story."""
        return self._bodies(schema.commitment, Commitment)

    def links(self) -> Links:
        """Everything that linking made."""
        return Links(
            tuple(self.actors()),
            tuple(self.stories()),
            tuple(self.statements()),
            tuple(self.claims()),
            tuple(self.disputes()),
            tuple(self.absences()),
            tuple((article, entity, actor) for (article, entity), actor in self.cast().items()),
            tuple(self.echoes()),
            tuple(self.shifts()),
            tuple(self.requests()),
            tuple(self.commitments()),
        )

    def shelf(self) -> StoredShelf:
        """What the last linking left for the next."""
        return StoredShelf(self._rows)

    def pending(self) -> list[str]:
        """Ids of the articles that wait to be linked: new, read again, or with a judgement that was entered or taken back."""
        n, a = schema.note, schema.article
        query = select(a.c.id).join(n, n.c.key == a.c.id).where(n.c.kind == PENDING).order_by(a.c.position)
        return [identity for (identity,) in self._rows(query)]

    def fulltext(self) -> Fulltext:
        """Which articles and statements have certain words."""
        return Fulltext(self._rows)

    def turn(self) -> tuple[int, str]:
        """How often the record was linked, and on what basis last; (0, "") where it never was."""
        rows = self._rows(select(schema.note.c.body).where(schema.note.c.kind == TURN))
        return tuple(json.loads(rows[0][0])) if rows else (0, "")

    def placed(self, identities: Sequence[str] | None = None) -> list[tuple[int, Article, Reading]]:
        """Articles that were read, with their positions and readings; all by default."""
        c, r = schema.article.c, schema.reading
        query = select(c.position, c.id, c.text, c.source, c.outlet, c.title, c.published, c.url, c.author, r.c.body)
        query = query.join(r, r.c.article == c.id).order_by(c.position)
        rows = (
            self._rows(query)
            if identities is None
            else [x for some in batches(identities) for x in self._rows(query.where(c.id.in_(some)))]
        )
        return [(row[0], Article(*row[1:9]), load(Reading, row[9])) for row in rows]

    def membership(self) -> dict[str, str]:
        """Article id -> id of its story."""
        c = schema.membership.c
        return dict(tuple(row) for row in self._rows(select(c.article, c.story)))

    def strays(self) -> list[tuple[str, str]]:
        """Derived rows that belong to nothing: (table, the article, story or actor that is not in the record)."""
        owners = [(t, t.c.article, schema.article.c.id) for t in (*schema.OF_ARTICLES, schema.cast, schema.membership)]
        owners += [(t, t.c.story, schema.story.c.id) for t in (*schema.OF_STORIES, schema.membership)]
        owners.append((schema.cast, schema.cast.c.actor_key, schema.actor.c.key))
        owners.append((schema.actor, schema.actor.c.key, schema.cast.c.actor_key))
        out = []
        for table, column, owner in owners:
            query = select(column).distinct().where(column.not_in(select(owner))).order_by(column)
            out += [(table.name, value) for (value,) in self._rows(query)]
        return out

    def model(self) -> str | None:
        """What read the articles; None in an empty record. Several models are joined by "; "."""
        return "; ".join(sorted({m for (m,) in self._rows(select(schema.reading.c.model).distinct())})) or None

    def runs(self) -> Iterator[dict[str, Any]]:
        """The ledgers of all runs, oldest first."""
        for row in self._connection.execute(select(schema.run).order_by(schema.run.c.id)).mappings():
            yield {**row, "refusals": json.loads(row["refusals"])}


class Writer(Record):
    """The writing half: the one place where a record changes."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, create=True)

    def store(self, article: Article, reading: Reading, run: int | None = None) -> None:
        """Stores an article with its reading, both or neither, and counts it in its run, so that a run cut short is accounted for."""
        with self._engine.begin() as connection:
            hold(connection, article, reading, digest(article.text), _now())
            if run is not None:
                c = schema.run.c
                connection.execute(update(schema.run).where(c.id == run).values(seen=c.seen + 1, stored=c.stored + 1))

    def reread(self, reading: Reading) -> None:
        """Puts a new reading of a stored article in the place of the old."""
        with self._engine.begin() as connection:
            read_again(connection, reading, _now())

    def judge(
        self,
        kind: Verdict,
        anchors: Sequence[Anchor],
        value: dict[str, Any],
        by: str,
        reason: str,
        edited: tuple[Article, Reading] | None = None,
    ) -> int:
        """Keeps a judgement, and with it an article as it is to be now, with its new reading: both or neither. Returns its number."""
        row = {
            "kind": kind.value,
            "anchor": json.dumps([to_plain(a) for a in anchors], ensure_ascii=False),
            "value": json.dumps(value, ensure_ascii=False),
            "by": by,
            "reason": reason,
            "made": _now(),
        }
        with self._engine.begin() as connection:
            key = connection.execute(insert(schema.judgement), row).inserted_primary_key
            wait(connection, about(anchors, value))
            if edited is not None:
                amend(connection, *edited, _now())
        assert key is not None
        return int(key[0])

    def undo(self, number: int, by: str, edited: tuple[Article, Reading] | None = None) -> None:
        """Marks a judgement as taken back; the row stays. With it an article as it is to be now, with its new reading."""
        t = schema.judgement
        with self._engine.begin() as connection:
            for row in connection.execute(select(t.c.anchor, t.c.value).where(t.c.id == number)).all():
                wait(connection, about((Anchor(**a) for a in json.loads(row.anchor)), json.loads(row.value)))
            connection.execute(update(schema.judgement).where(schema.judgement.c.id == number).values(undone=_now(), undone_by=by))
            if edited is not None:
                amend(connection, *edited, _now())

    def link(self, change: Change, turn: tuple[int, str], basis: str, *, whole: bool) -> None:
        """Writes what linking made.

        Args:
            turn: what :meth:`turn` told before the change was made.
            basis: what linking went by beside the record.
            whole: everything else that was derived goes.

        Raises:
            RecordError: somebody else linked the record in the meantime; nothing was written.
        """
        with self._engine.begin() as connection:
            if not take_turn(connection, turn, basis, whole=whole):
                raise RecordError(f"{self.path} was changed by another onrecord at the same time; do it again")
            write(connection, change)
            take_stock(connection)

    def begin(self) -> int:
        """Opens the ledger of a run. Returns its number."""
        with self._engine.begin() as connection:
            key = connection.execute(insert(schema.run), {"made": _now(), **_counts(Ledger())}).inserted_primary_key
        assert key is not None
        return int(key[0])

    def enter(self, ledger: Ledger, run: int) -> None:
        """Keeps the ledger of a run."""
        with self._engine.begin() as connection:
            connection.execute(update(schema.run).where(schema.run.c.id == run).values(**_counts(ledger)))


def _counts(ledger: Ledger) -> dict[str, Any]:
    return {
        "seen": ledger.seen,
        "stored": ledger.stored,
        "duplicate": ledger.duplicate,
        "rejected": ledger.rejected,
        "failed": ledger.failed,
        "refusals": json.dumps([to_plain(r) for r in ledger.refusals], ensure_ascii=False),
    }
