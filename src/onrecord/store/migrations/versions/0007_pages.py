"""Indexes by which pages are found without going through a table; when a story began, as the newest first goes by it."""

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds them, has two hold all that is asked of them, and takes stock of the tables, so that SQLite chooses among them."""
    op.drop_index("cast_actor_key")
    op.create_index("cast_actor", "cast", ["actor_key", "article", "entity"])
    op.drop_index("statement_entity")
    op.create_index("statement_said", "statement", ["article", "entity", "n", "said_on", "id"])
    op.create_index("article_day", "article", ["id", "published", "outlet", "source"])
    for table in ("shift", "echo", "request", "commitment"):
        op.create_index(f"{table}_id", table, ["id"])
    op.execute("ALTER TABLE story ADD COLUMN began TEXT GENERATED ALWAYS AS (CASE WHEN first = '9999' THEN '' ELSE first END) VIRTUAL")
    op.create_index("story_began", "story", ["began"])
    op.execute("PRAGMA analysis_limit = 400")
    op.execute("ANALYZE")
