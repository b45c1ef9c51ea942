"""Opening the file of a record, and bringing it to the newest schema."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text

from onrecord.errors import RecordError
from onrecord.store import schema


def engine_of(path: Path) -> Engine:
    """The engine of a record's file."""
    engine = create_engine(f"sqlite:///{path}")

    @event.listens_for(engine, "connect")
    def _pragmas(connection: Any, _: Any) -> None:
        cursor = connection.cursor()
        for pragma in ("journal_mode=WAL", "foreign_keys=ON", "busy_timeout=60000", "synchronous=NORMAL"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    return engine


def migrate(engine: Engine, path: Path) -> None:
    """Makes the tables, or brings them to the newest schema.

    Raises:
        RecordError: the file is no record, or one of a newer version.
    """
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


def take_stock(connection: Connection) -> None:
    """Has SQLite look at how full the tables are, where the record has doubled since it last did; its plans go by that."""
    held = connection.execute(text("SELECT coalesce(max(position), 0) FROM article")).scalar() or 0
    if held >= max(1, 2 * _known(connection)):
        connection.execute(text("PRAGMA analysis_limit = 400"))
        connection.execute(text("ANALYZE"))


def _known(connection: Connection) -> int:
    """How many articles there were when it last looked."""
    if not connection.execute(text("SELECT 1 FROM sqlite_master WHERE name = 'sqlite_stat1'")).scalar():
        return 0
    told = connection.execute(text("SELECT stat FROM sqlite_stat1 WHERE tbl = 'article' LIMIT 1")).scalar()
    return int(told.split()[0]) if told else 0
