"""Full text of articles, statements and names."""

import hashlib
import json

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

TOKENIZER = "tokenize = 'unicode61 remove_diacritics 2'"


def upgrade() -> None:
    """Adds the three indexes and fills them from what is stored, and one to find articles by outlet and day."""
    op.execute(f"CREATE VIRTUAL TABLE article_words USING fts5(title, text, content = 'article', content_rowid = 'position', {TOKENIZER})")
    op.execute(f"CREATE VIRTUAL TABLE statement_words USING fts5(words, content = '', {TOKENIZER})")
    op.execute(f"CREATE VIRTUAL TABLE actor_words USING fts5(actor_key UNINDEXED, words, {TOKENIZER})")
    op.execute("INSERT INTO article_words(article_words) VALUES ('rebuild')")
    op.execute(
        "INSERT INTO statement_words(rowid, words) SELECT a.position * 1048576 + s.n, "
        "(SELECT group_concat(json_extract(value, '$.text'), ' ' || char(57344) || ' ') FROM json_each(s.body, '$.content')) "
        "FROM statement s JOIN article a ON a.id = s.article ORDER BY 1"
    )
    _names()
    op.create_index("article_outlet", "article", ["outlet", "published"])


def _names() -> None:
    connection, rows = op.get_bind(), []
    for key, body in connection.exec_driver_sql("SELECT key, body FROM actor ORDER BY key").all():
        told = json.loads(body)
        number = int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest()) >> 1
        rows.append((number, key, " \ue000 ".join((told["name"], *told.get("aliases", ())))))
    if rows:
        connection.exec_driver_sql("INSERT INTO actor_words(rowid, actor_key, words) VALUES (?, ?, ?)", rows)
