"""Tables of a record. The first four hold truth; those below them are derived by linking and replaced whole.

``body`` columns hold the noun as JSON (``codec.py``); the columns beside it are those that listings select by.
"""

from __future__ import annotations

from sqlalchemy import REAL, Column, ForeignKey, Index, Integer, MetaData, Table, Text

HEAD = "0003"
"""The newest migration; a record at another is migrated when it is opened."""

metadata = MetaData()

article = Table(
    "article",
    metadata,
    Column("position", Integer, primary_key=True, autoincrement=True),
    Column("id", Text, nullable=False, unique=True),
    Column("source", Text, nullable=False),
    Column("outlet", Text),
    Column("title", Text),
    Column("published", Text),
    Column("url", Text),
    Column("author", Text),
    Column("text", Text, nullable=False),
    Column("digest", Text, nullable=False),  # SHA-256 of the text, for verify
    Column("added", Text, nullable=False),
    sqlite_strict=True,
)
reading = Table(
    "reading",
    metadata,
    Column("article", Text, ForeignKey("article.id"), primary_key=True),
    Column("model", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("made", Text, nullable=False),
    sqlite_strict=True,
)
judgement = Table(
    "judgement",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("kind", Text, nullable=False),
    Column("anchor", Text, nullable=False),  # JSON: article, span and text, never a derived row's number
    Column("value", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("made", Text, nullable=False),
    Column("undone", Text),
    Column("undone_by", Text),
    sqlite_strict=True,
)
run = Table(
    "run",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("made", Text, nullable=False),
    Column("seen", Integer, nullable=False),
    Column("stored", Integer, nullable=False),
    Column("duplicate", Integer, nullable=False),
    Column("rejected", Integer, nullable=False),
    Column("failed", Integer, nullable=False),
    Column("refusals", Text, nullable=False),
    sqlite_strict=True,
)

actor = Table(
    "actor",
    metadata,
    Column("position", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("body", Text, nullable=False),
    sqlite_strict=True,
)
story = Table(
    "story",
    metadata,
    Column("position", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("title", Text, nullable=False),
    Column("body", Text, nullable=False),
    sqlite_strict=True,
)
membership = Table(
    "membership",
    metadata,
    Column("article", Text, primary_key=True),
    Column("story", Text, nullable=False),
    Index("membership_story", "story"),
    sqlite_strict=True,
)
statement = Table(
    "statement",
    metadata,
    Column("position", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("article", Text, nullable=False),
    Column("actor", Text),
    Column("said_on", Text),
    Column("body", Text, nullable=False),
    Index("statement_article", "article"),
    Index("statement_actor", "actor"),
    sqlite_strict=True,
)
claim = Table(
    "claim",
    metadata,
    Column("position", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("article", Text, nullable=False),
    Column("statement", Text),
    Column("body", Text, nullable=False),
    Index("claim_article", "article"),
    sqlite_strict=True,
)
absence = Table(
    "absence",
    metadata,
    Column("position", Integer, primary_key=True),
    Column("article", Text, nullable=False),
    Column("actor", Text),
    Column("body", Text, nullable=False),
    sqlite_strict=True,
)
dispute = Table(
    "dispute",
    metadata,
    Column("position", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("story", Text, nullable=False),
    Column("level", Text, nullable=False),
    Column("score", REAL, nullable=False),
    Column("body", Text, nullable=False),
    sqlite_strict=True,
)
shift = Table(
    "shift",
    metadata,
    Column("position", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("story", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("body", Text, nullable=False),
    sqlite_strict=True,
)
echo = Table(
    "echo",
    metadata,
    Column("position", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("story", Text, nullable=False),
    Column("body", Text, nullable=False),
    sqlite_strict=True,
)
cast = Table(
    "cast",
    metadata,
    Column("article", Text, primary_key=True),
    Column("entity", Text, primary_key=True),
    Column("actor", Text, nullable=False),
    Index("cast_actor", "actor"),
    sqlite_strict=True,
)

DERIVED = (actor, cast, story, membership, statement, claim, absence, dispute, shift, echo)
