"""The Atom feeds: of a story, a person, a dispute and a search; with ``ETag``, so that a reader asks cheaply."""

from __future__ import annotations

from collections.abc import Callable

from fastapi import APIRouter, Request
from starlette.responses import Response

from onrecord.errors import UsageError
from onrecord.export.atom import MEDIA, MOST, Feed, Newsroom, written
from onrecord.finds import settled
from onrecord.search import parse
from onrecord.store.retrieval import Retrieval
from onrecord.web.api.answers import catalogue
from onrecord.web.api.paging import cached, entity_tag, held
from onrecord.web.pages.common import missing, room

router = APIRouter()


@router.api_route("/feeds/stories/{identity}.atom", methods=["GET", "HEAD"])
def of_story(request: Request, identity: str) -> Response:
    """What is new in a story: articles, statements, disputes."""
    return _served(request, "story", identity, lambda news: news.story(identity))


@router.api_route("/feeds/people/{identity}.atom", methods=["GET", "HEAD"])
def of_person(request: Request, identity: str) -> Response:
    """What somebody said of late."""
    return _served(request, "person", identity, lambda news: news.person(identity))


@router.api_route("/feeds/disputes/{identity}.atom", methods=["GET", "HEAD"])
def of_dispute(request: Request, identity: str) -> Response:
    """The newest lines of a dispute."""
    return _served(request, "dispute", identity, lambda news: news.dispute(identity))


@router.api_route("/feeds/search.atom", methods=["GET", "HEAD"])
def of_search(request: Request, q: str = "") -> Response:
    """The newest statements that a search finds."""
    query = parse(q)
    if query.empty:
        raise UsageError("say what to search for: /feeds/search.atom?q=WORDS, as in the search field")
    with room(request).reading() as record:
        found = settled(record, query)
        return _answer(request, record, lambda news: news.search(q, record.fulltext().latest(found, MOST)))


def _served(request: Request, what: str, identity: str, make: Callable[[Newsroom], Feed | None]) -> Response:
    with room(request).reading() as record:

        def made(news: Newsroom) -> Feed:
            found = make(news)
            if found is None:
                raise missing(what, identity)
            return found

        return _answer(request, record, made)


def _answer(request: Request, record: Retrieval, make: Callable[[Newsroom], Feed]) -> Response:
    lists = catalogue(record)
    base = str(request.base_url).rstrip("/")
    tag = entity_tag(request, lists.mark(), base)
    if held(request, tag):
        return Response(status_code=304, headers=cached(tag))
    body = written(make(Newsroom(record, lists)), base)
    return Response(b"" if request.method == "HEAD" else body, headers=cached(tag), media_type=MEDIA)
