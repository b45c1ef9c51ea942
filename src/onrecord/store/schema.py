"""Tables of a record. The first four hold truth; those below them are derived by linking, and what an article touches is replaced.

What stands under an article names the article's own entities; ``cast`` tells which actor each of them is. ``note`` and ``listing`` are
what linking keeps to find again what an arriving article touches (:mod:`onrecord.linking.notes`); a note of the kind "pending" is an
article that waits to be linked. The indexes of words stand beside these tables (:mod:`onrecord.store.fulltext`).

``body`` columns hold the noun as JSON (``codec.py``); the columns beside it are those that listings select by.
"""

from __future__ import annotations

from sqlalchemy import REAL, Column, Computed, ForeignKey, Index, Integer, LargeBinary, MetaData, Table, Text

HEAD = "0007"
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
    Index("article_outlet", "outlet", "published"),
    Index("article_day", "id", "published", "outlet", "source"),  # all that lists of articles go by, without the text
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
    Column("key", Text, primary_key=True),  # of the group of entities: a name known everywhere, or "~" and its first entity
    Column("id", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("body", Text, nullable=False),
    sqlite_strict=True,
)
cast = Table(
    "cast",
    metadata,
    Column("article", Text, primary_key=True),
    Column("entity", Text, primary_key=True),
    Column("actor_key", Text, nullable=False),
    Index("cast_actor", "actor_key", "article", "entity"),
    sqlite_strict=True,
)
story = Table(
    "story",
    metadata,
    Column("id", Text, primary_key=True),
    Column("title", Text, nullable=False),
    Column("first", Text, nullable=False),  # when its first article was published; "9999" where that is not known
    Column("body", Text, nullable=False),
    # As "first", but what is not known stands last where the newest comes first.
    Column("began", Text, Computed("CASE WHEN first = '9999' THEN '' ELSE first END", persisted=False)),
    Index("story_began", "began"),
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
    Column("article", Text, primary_key=True),
    Column("n", Integer, primary_key=True),  # place in the article's text
    Column("id", Text, nullable=False, unique=True),
    Column("entity", Text),
    Column("said_on", Text),
    Column("body", Text, nullable=False),
    Index("statement_said", "article", "entity", "n", "said_on", "id"),
    sqlite_strict=True,
)
claim = Table(
    "claim",
    metadata,
    Column("article", Text, primary_key=True),
    Column("n", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("statement", Text),
    Column("body", Text, nullable=False),
    sqlite_strict=True,
)
absence = Table(
    "absence",
    metadata,
    Column("article", Text, primary_key=True),
    Column("n", Integer, primary_key=True),
    Column("entity", Text),
    Column("body", Text, nullable=False),
    sqlite_strict=True,
)
dispute = Table(
    "dispute",
    metadata,
    Column("story", Text, primary_key=True),
    Column("n", Integer, primary_key=True),
    Column("id", Text, nullable=False),
    Column("level", Text, nullable=False),
    Column("score", REAL, nullable=False),
    Column("body", Text, nullable=False),
    Index("dispute_id", "id"),
    sqlite_strict=True,
)
shift = Table(
    "shift",
    metadata,
    Column("story", Text, primary_key=True),
    Column("n", Integer, primary_key=True),
    Column("id", Text, nullable=False),
    Column("body", Text, nullable=False),
    Index("shift_id", "id"),
    sqlite_strict=True,
)
echo = Table(
    "echo",
    metadata,
    Column("story", Text, primary_key=True),
    Column("n", Integer, primary_key=True),
    Column("id", Text, nullable=False),
    Column("body", Text, nullable=False),
    Index("echo_id", "id"),
    sqlite_strict=True,
)
request, commitment = (
    Table(
        name,
        metadata,
        Column("story", Text, primary_key=True),
        Column("n", Integer, primary_key=True),
        Column("id", Text, nullable=False),
        Column("body", Text, nullable=False),
        Index(f"{name}_id", "id"),
        sqlite_strict=True,
    )
    for name in ("request", "commitment")
)
note = Table(
    "note",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("body", Text, nullable=False),
    sqlite_strict=True,
)
listing = Table(
    "listing",
    metadata,
    Column("mark", Text, primary_key=True),
    Column("season", Integer, primary_key=True),
    Column("articles", LargeBinary, nullable=False),  # positions, 32 bits each, the least significant byte first
    sqlite_strict=True,
)

OF_ARTICLES = (statement, claim, absence)
OF_STORIES = (dispute, shift, echo, request, commitment)
DERIVED = (actor, cast, story, membership, *OF_ARTICLES, *OF_STORIES, note, listing)
