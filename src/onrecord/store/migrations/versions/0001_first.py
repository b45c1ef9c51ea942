"""The first schema."""

from alembic import op
from sqlalchemy import REAL, Column, ForeignKey, Integer, Text

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Creates all tables."""
    op.create_table(
        "article",
        Column("position", Integer, primary_key=True, autoincrement=True),
        Column("id", Text, nullable=False, unique=True),
        Column("source", Text, nullable=False),
        Column("outlet", Text),
        Column("title", Text),
        Column("published", Text),
        Column("url", Text),
        Column("author", Text),
        Column("text", Text, nullable=False),
        Column("digest", Text, nullable=False),
        Column("added", Text, nullable=False),
        sqlite_strict=True,
    )
    op.create_table(
        "reading",
        Column("article", Text, ForeignKey("article.id"), primary_key=True),
        Column("model", Text, nullable=False),
        Column("body", Text, nullable=False),
        Column("made", Text, nullable=False),
        sqlite_strict=True,
    )
    op.create_table(
        "judgement",
        Column("id", Integer, primary_key=True, autoincrement=True),
        Column("kind", Text, nullable=False),
        Column("anchor", Text, nullable=False),
        Column("value", Text, nullable=False),
        Column("by", Text, nullable=False),
        Column("reason", Text, nullable=False),
        Column("made", Text, nullable=False),
        Column("undone", Text),
        sqlite_strict=True,
    )
    op.create_table(
        "run",
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
    op.create_table(
        "actor",
        Column("position", Integer, primary_key=True),
        Column("id", Text, nullable=False, unique=True),
        Column("name", Text, nullable=False),
        Column("kind", Text, nullable=False),
        Column("body", Text, nullable=False),
        sqlite_strict=True,
    )
    op.create_table(
        "story",
        Column("position", Integer, primary_key=True),
        Column("id", Text, nullable=False, unique=True),
        Column("title", Text, nullable=False),
        Column("body", Text, nullable=False),
        sqlite_strict=True,
    )
    op.create_table("membership", Column("article", Text, primary_key=True), Column("story", Text, nullable=False), sqlite_strict=True)
    op.create_index("membership_story", "membership", ["story"])
    op.create_table(
        "statement",
        Column("position", Integer, primary_key=True),
        Column("id", Text, nullable=False, unique=True),
        Column("article", Text, nullable=False),
        Column("actor", Text),
        Column("said_on", Text),
        Column("body", Text, nullable=False),
        sqlite_strict=True,
    )
    op.create_index("statement_article", "statement", ["article"])
    op.create_index("statement_actor", "statement", ["actor"])
    op.create_table(
        "claim",
        Column("position", Integer, primary_key=True),
        Column("id", Text, nullable=False, unique=True),
        Column("article", Text, nullable=False),
        Column("statement", Text),
        Column("body", Text, nullable=False),
        sqlite_strict=True,
    )
    op.create_index("claim_article", "claim", ["article"])
    op.create_table(
        "absence",
        Column("position", Integer, primary_key=True),
        Column("article", Text, nullable=False),
        Column("actor", Text),
        Column("body", Text, nullable=False),
        sqlite_strict=True,
    )
    op.create_table(
        "dispute",
        Column("position", Integer, primary_key=True),
        Column("id", Text, nullable=False, unique=True),
        Column("story", Text, nullable=False),
        Column("level", Text, nullable=False),
        Column("score", REAL, nullable=False),
        Column("body", Text, nullable=False),
        sqlite_strict=True,
    )


def downgrade() -> None:
    """Drops all tables."""
    for name in ("dispute", "absence", "claim", "statement", "membership", "story", "actor", "run", "judgement", "reading", "article"):
        op.drop_table(name)
