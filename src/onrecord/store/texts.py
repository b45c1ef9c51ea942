"""Articles and their readings as rows: the text is stored once and never changed, what was given along with it can be amended."""

from __future__ import annotations

from sqlalchemy import Connection, insert, select, update

from onrecord.model import Article, Reading
from onrecord.store import schema
from onrecord.store.codec import dump
from onrecord.store.derived import wait
from onrecord.store.fulltext import enter_article, withdraw_article


def hold(connection: Connection, article: Article, reading: Reading, digest: str, now: str) -> None:
    """Stores an article with its reading.

    Args:
        digest: SHA-256 of the text.
        now: UTC, ISO 8601; as in what follows.
    """
    row = {
        "id": article.id,
        "source": article.source,
        "outlet": article.outlet,
        "title": article.title,
        "published": article.published,
        "url": article.url,
        "author": article.author,
        "text": article.text,
        "digest": digest,
        "added": now,
    }
    key = connection.execute(insert(schema.article), row).inserted_primary_key
    assert key is not None
    enter_article(connection, int(key[0]), article)
    connection.execute(insert(schema.reading), {"article": article.id, **_row(reading, now)})
    wait(connection, [article.id])


def read_again(connection: Connection, reading: Reading, now: str) -> None:
    """Puts a new reading of a stored article in the place of the old."""
    connection.execute(update(schema.reading).where(schema.reading.c.article == reading.article).values(**_row(reading, now)))
    wait(connection, [reading.article])


def amend(connection: Connection, article: Article, reading: Reading, now: str) -> None:
    """Puts outlet, title, day and url of an article and its reading in the place of those that it had; id, text and all else stay."""
    c = schema.article.c
    query = select(c.position, c.id, c.text, c.source, c.outlet, c.title, c.published, c.url, c.author).where(c.id == article.id)
    position, *before = connection.execute(query).one()
    withdraw_article(connection, position, Article(*before))
    told = {"outlet": article.outlet, "title": article.title, "published": article.published, "url": article.url}
    connection.execute(update(schema.article).where(c.id == article.id).values(**told))
    enter_article(connection, position, article)
    read_again(connection, reading, now)


def _row(reading: Reading, now: str) -> dict[str, str]:
    return {"model": reading.model, "body": dump(reading), "made": now}
