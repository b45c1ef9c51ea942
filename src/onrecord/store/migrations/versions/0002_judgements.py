"""Who took a judgement back, and which actor each entity is."""

from alembic import op
from sqlalchemy import Column, Text

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the column and the table. Actors are derived: the next linking fills the table."""
    op.add_column("judgement", Column("undone_by", Text))
    op.create_table(
        "cast",
        Column("article", Text, primary_key=True),
        Column("entity", Text, primary_key=True),
        Column("actor", Text, nullable=False),
        sqlite_strict=True,
    )
    op.create_index("cast_actor", "cast", ["actor"])
