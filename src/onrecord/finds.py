"""What a search finds: statements and articles, each with the verbatim words in which it was found."""

from __future__ import annotations

from dataclasses import dataclass, replace

from onrecord.errors import RecordError
from onrecord.excerpts import Excerpt, Piece, excerpt, marked, places
from onrecord.model import Actor, Article, Statement
from onrecord.search import Query
from onrecord.store.retrieval import Retrieval

FURTHEST = 1_000
"""Finds that can be paged through; a narrower query finds what stands behind them."""


@dataclass(frozen=True, slots=True)
class Said:
    """A statement that was found.

    Attributes:
        speaker: None where it is not known.
        excerpt: of its content, places in the article's text.
    """

    statement: Statement
    article: Article
    speaker: Actor | None
    excerpt: Excerpt


@dataclass(frozen=True, slots=True)
class Printed:
    """An article that was found.

    Attributes:
        title: in pieces, places in the title; empty where it has none.
        excerpt: of its text.
    """

    article: Article
    title: tuple[Piece, ...]
    excerpt: Excerpt


@dataclass(frozen=True, slots=True)
class Finds:
    """A page of what was found: of one kind the finds, of both how many there are.

    Attributes:
        articles_found: None where articles are not asked for: they are nobody's words.
        following: how many to leave out for the next page; None where there is none.
    """

    said: tuple[Said, ...]
    printed: tuple[Printed, ...]
    statements_found: int
    articles_found: int | None
    following: int | None = None


def settled(record: Retrieval, query: Query) -> Query:
    """The query with the id of the story that it means.

    Raises:
        RecordError: the record has no such story, or several.
    """
    asked = query.story
    if asked is None:
        return query
    found = record.stories(asked)
    exact = [s for s in found if s.id in (asked, f"story-{asked}")] or found
    if not exact:
        raise RecordError(f"story:{asked}: no story has this id or these words in its title; see `onrecord stories`")
    if len(exact) > 1:
        raise RecordError(f"story:{asked}: {len(exact)} stories fit ({', '.join(s.id for s in exact[:5])}); give the id of one")
    return replace(query, story=exact[0].id)


def statements(record: Retrieval, query: Query, size: int, after: int = 0) -> Finds:
    """The statements that fit a settled query, the best first.

    Args:
        size: how many to give.
        after: how many to leave out.
    """
    index = record.fulltext()
    ids, count = index.statements(query, size, after)
    held = record.said(ids)
    said = [held[i] for i in ids if i in held]
    articles = {a.id: a for a in record.articles({s.article for s in said})}
    people = record.people({s.who for s in said if s.who})
    found = tuple(
        Said(
            s,
            articles[s.article],
            people.get(s.who or ""),
            excerpt(articles[s.article].text, [(c.start, c.end) for c in s.content], query.every),
        )
        for s in said
    )
    return Finds(found, (), count, None if query.who else index.count_articles(query), _following(after, size, count))


def articles(record: Retrieval, query: Query, size: int, after: int = 0) -> Finds:
    """The articles that fit a settled query, the best first; as :func:`statements`. None where the query asks for somebody's words."""
    index = record.fulltext()
    if query.who:
        return Finds((), (), index.count_statements(query), None)
    ids, count = index.articles(query, size, after)
    held = {a.id: a for a in record.articles(ids)}
    found = tuple(_printed(held[i], query) for i in ids if i in held)
    return Finds((), found, index.count_statements(query), count, _following(after, size, count))


def _printed(article: Article, query: Query) -> Printed:
    title = article.title or ""
    pieces = tuple(marked(title, 0, len(title), places(title, 0, len(title), query.every)))
    return Printed(article, pieces, excerpt(article.text, [(0, len(article.text))], query.every))


def _following(after: int, size: int, count: int) -> int | None:
    return after + size if after + size < min(count, FURTHEST) else None
