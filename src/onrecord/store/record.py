"""A record: the reading half, which everything that only looks is handed, and the writing half, which one place holds."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection, Engine, Table, create_engine, event, insert, select, text, update
from sqlalchemy.exc import DatabaseError, OperationalError

from onrecord.errors import RecordError
from onrecord.ingest.ledger import Ledger
from onrecord.model import (
    Absence,
    Actor,
    Anchor,
    Article,
    Claim,
    Dispute,
    Echo,
    Judgement,
    Links,
    Reading,
    Shift,
    Statement,
    Story,
    Verdict,
)
from onrecord.store import schema
from onrecord.store.codec import dump, load, to_plain


def digest(words: str) -> str:
    """SHA-256 of a text, hexadecimal."""
    return hashlib.sha256(words.encode("utf-8")).hexdigest()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _engine(path: Path) -> Engine:
    engine = create_engine(f"sqlite:///{path}")

    @event.listens_for(engine, "connect")
    def _pragmas(connection: Any, _: Any) -> None:
        cursor = connection.cursor()
        for pragma in ("journal_mode=WAL", "foreign_keys=ON", "busy_timeout=60000", "synchronous=NORMAL"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    return engine


def _migrate(engine: Engine, path: Path) -> None:
    with engine.begin() as connection:
        tables = set(connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'")).scalars())
        if "alembic_version" in tables:
            version = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
            if version == schema.HEAD:
                return
            if version is not None and version > schema.HEAD:
                raise RecordError(f"{path} was written by a newer onrecord (schema {version}); update onrecord")
        elif tables - {"sqlite_sequence"}:
            raise RecordError(f"{path} is a SQLite file but no record of onrecord; name another with --record")
        from alembic import command
        from alembic.config import Config

        config = Config()
        config.set_main_option("script_location", "onrecord.store:migrations")
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


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
        self._engine = _engine(path)
        try:
            _migrate(self._engine, path)
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

    def _bodies(self, table: Table, kind: type[Any], *where: Any) -> list[Any]:
        return [load(kind, body) for (body,) in self._rows(select(table.c.body).where(*where).order_by(table.c.position))]

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
        return [
            Judgement(
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
            for row in self._rows(query)
        ]

    def actors(self) -> list[Actor]:
        """All actors."""
        return self._bodies(schema.actor, Actor)

    def cast(self) -> dict[tuple[str, str], str]:
        """(article id, entity id) -> actor id."""
        c = schema.cast.c
        return {(a, e): actor for a, e, actor in self._rows(select(c.article, c.entity, c.actor).order_by(c.article, c.entity))}

    def stories(self) -> list[Story]:
        """All stories."""
        return self._bodies(schema.story, Story)

    def statements(self) -> list[Statement]:
        """All statements, article by article in text order."""
        return self._bodies(schema.statement, Statement)

    def claims(self) -> list[Claim]:
        """All claims."""
        return self._bodies(schema.claim, Claim)

    def absences(self) -> list[Absence]:
        """All absences."""
        return self._bodies(schema.absence, Absence)

    def disputes(self) -> list[Dispute]:
        """All disputes, the surest first."""
        return self._bodies(schema.dispute, Dispute)

    def shifts(self) -> list[Shift]:
        """All shifts."""
        return self._bodies(schema.shift, Shift)

    def echoes(self) -> list[Echo]:
        """All echoes."""
        return self._bodies(schema.echo, Echo)

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
        )

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

    def store(self, article: Article, reading: Reading) -> None:
        """Stores an article with its reading, both or neither."""
        with self._engine.begin() as connection:
            row = {
                "id": article.id,
                "source": article.source,
                "outlet": article.outlet,
                "title": article.title,
                "published": article.published,
                "url": article.url,
                "author": article.author,
                "text": article.text,
                "digest": digest(article.text),
                "added": _now(),
            }
            connection.execute(insert(schema.article), row)
            connection.execute(
                insert(schema.reading), {"article": article.id, "model": reading.model, "body": dump(reading), "made": _now()}
            )

    def reread(self, reading: Reading) -> None:
        """Puts a new reading of a stored article in the place of the old."""
        with self._engine.begin() as connection:
            connection.execute(
                update(schema.reading)
                .where(schema.reading.c.article == reading.article)
                .values(model=reading.model, body=dump(reading), made=_now())
            )

    def judge(self, kind: Verdict, anchors: Sequence[Anchor], value: dict[str, Any], by: str, reason: str) -> int:
        """Keeps a judgement. Returns its number."""
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
        assert key is not None
        return int(key[0])

    def undo(self, number: int, by: str) -> None:
        """Marks a judgement as taken back; the row stays."""
        with self._engine.begin() as connection:
            connection.execute(update(schema.judgement).where(schema.judgement.c.id == number).values(undone=_now(), undone_by=by))

    def link(self, links: Links) -> None:
        """Replaces everything derived."""
        with self._engine.begin() as connection:
            for table in schema.DERIVED:
                connection.execute(table.delete())

            def put(table: Table, rows: list[dict[str, Any]]) -> None:
                if rows:
                    connection.execute(
                        insert(table), [{"position": n, **row} if "position" in table.c else row for n, row in enumerate(rows, 1)]
                    )

            put(schema.actor, [{"id": a.id, "name": a.name, "kind": a.kind.value, "body": dump(a)} for a in links.actors])
            put(schema.cast, [{"article": a, "entity": e, "actor": actor} for a, e, actor in links.cast])
            put(schema.story, [{"id": s.id, "title": s.title, "body": dump(s)} for s in links.stories])
            put(schema.membership, [{"article": a, "story": s.id} for s in links.stories for a in s.articles])
            put(
                schema.statement,
                [{"id": s.id, "article": s.article, "actor": s.who, "said_on": s.said_on, "body": dump(s)} for s in links.statements],
            )
            put(schema.claim, [{"id": c.id, "article": c.article, "statement": c.statement, "body": dump(c)} for c in links.claims])
            put(schema.absence, [{"article": a.article, "actor": a.who, "body": dump(a)} for a in links.absences])
            put(
                schema.dispute,
                [{"id": d.id, "story": d.story, "level": d.level, "score": d.score, "body": dump(d)} for d in links.disputes],
            )
            put(schema.shift, [{"id": s.id, "story": s.story, "actor": s.who, "body": dump(s)} for s in links.shifts])
            put(schema.echo, [{"id": e.id, "story": e.story, "body": dump(e)} for e in links.echoes])

    def enter(self, ledger: Ledger) -> None:
        """Keeps the ledger of a run."""
        with self._engine.begin() as connection:
            connection.execute(
                insert(schema.run),
                {
                    "made": _now(),
                    "seen": ledger.seen,
                    "stored": ledger.stored,
                    "duplicate": ledger.duplicate,
                    "rejected": ledger.rejected,
                    "failed": ledger.failed,
                    "refusals": json.dumps([to_plain(r) for r in ledger.refusals], ensure_ascii=False),
                },
            )
