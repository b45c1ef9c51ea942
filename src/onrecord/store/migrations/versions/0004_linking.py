"""What linking makes, by article and by story, and what it keeps to link one article at a time."""

from alembic import op
from sqlalchemy import REAL, Column, Integer, LargeBinary, Text

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the derived tables anew. The next linking fills them: it links everything where it finds that nothing was linked."""
    for name in ("echo", "shift", "dispute", "absence", "claim", "statement", "membership", "story", "cast", "actor"):
        op.drop_table(name)
    op.create_table(
        "actor",
        Column("key", Text, primary_key=True),
        Column("id", Text, nullable=False, unique=True),
        Column("name", Text, nullable=False),
        Column("kind", Text, nullable=False),
        Column("body", Text, nullable=False),
        sqlite_strict=True,
    )
    op.create_table(
        "cast",
        Column("article", Text, primary_key=True),
        Column("entity", Text, primary_key=True),
        Column("actor_key", Text, nullable=False),
        sqlite_strict=True,
    )
    op.create_table(
        "story",
        Column("id", Text, primary_key=True),
        Column("title", Text, nullable=False),
        Column("first", Text, nullable=False),
        Column("body", Text, nullable=False),
        sqlite_strict=True,
    )
    op.create_table(
        "membership",
        Column("article", Text, primary_key=True),
        Column("story", Text, nullable=False),
        sqlite_strict=True,
    )
    op.create_table(
        "statement",
        Column("article", Text, primary_key=True),
        Column("n", Integer, primary_key=True),
        Column("id", Text, nullable=False, unique=True),
        Column("entity", Text),
        Column("said_on", Text),
        Column("body", Text, nullable=False),
        sqlite_strict=True,
    )
    op.create_table(
        "claim",
        Column("article", Text, primary_key=True),
        Column("n", Integer, primary_key=True),
        Column("id", Text, nullable=False, unique=True),
        Column("statement", Text),
        Column("body", Text, nullable=False),
        sqlite_strict=True,
    )
    op.create_table(
        "absence",
        Column("article", Text, primary_key=True),
        Column("n", Integer, primary_key=True),
        Column("entity", Text),
        Column("body", Text, nullable=False),
        sqlite_strict=True,
    )
    op.create_table(
        "dispute",
        Column("story", Text, primary_key=True),
        Column("n", Integer, primary_key=True),
        Column("id", Text, nullable=False),
        Column("level", Text, nullable=False),
        Column("score", REAL, nullable=False),
        Column("body", Text, nullable=False),
        sqlite_strict=True,
    )
    op.create_table(
        "shift",
        Column("story", Text, primary_key=True),
        Column("n", Integer, primary_key=True),
        Column("id", Text, nullable=False),
        Column("body", Text, nullable=False),
        sqlite_strict=True,
    )
    op.create_table(
        "echo",
        Column("story", Text, primary_key=True),
        Column("n", Integer, primary_key=True),
        Column("id", Text, nullable=False),
        Column("body", Text, nullable=False),
        sqlite_strict=True,
    )
    op.create_table(
        "note",
        Column("kind", Text, primary_key=True),
        Column("key", Text, primary_key=True),
        Column("body", Text, nullable=False),
        sqlite_strict=True,
    )
    op.create_table(
        "listing",
        Column("mark", Text, primary_key=True),
        Column("season", Integer, primary_key=True),
        Column("articles", LargeBinary, nullable=False),
        sqlite_strict=True,
    )
    op.create_index("cast_actor_key", "cast", ["actor_key"])
    op.create_index("membership_story", "membership", ["story"])
    op.create_index("statement_entity", "statement", ["article", "entity"])
    op.create_index("dispute_id", "dispute", ["id"])
