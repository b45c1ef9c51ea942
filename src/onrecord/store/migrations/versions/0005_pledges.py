"""What was asked and what was promised."""

from alembic import op
from sqlalchemy import Column, Integer, Text

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the two tables. Both are derived: the next linking fills them."""
    for name in ("request", "commitment"):
        op.create_table(
            name,
            Column("story", Text, primary_key=True),
            Column("n", Integer, primary_key=True),
            Column("id", Text, nullable=False),
            Column("body", Text, nullable=False),
            sqlite_strict=True,
        )
