"""Who changed the story, and what rests on one act of saying."""

from alembic import op
from sqlalchemy import Column, Integer, Text

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the two tables. Both are derived: the next linking fills them."""
    op.create_table(
        "shift",
        Column("position", Integer, primary_key=True),
        Column("id", Text, nullable=False, unique=True),
        Column("story", Text, nullable=False),
        Column("actor", Text, nullable=False),
        Column("body", Text, nullable=False),
        sqlite_strict=True,
    )
    op.create_table(
        "echo",
        Column("position", Integer, primary_key=True),
        Column("id", Text, nullable=False, unique=True),
        Column("story", Text, nullable=False),
        Column("body", Text, nullable=False),
        sqlite_strict=True,
    )
