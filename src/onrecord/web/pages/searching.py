"""Searching: words in statements and articles, with the filters of the query as fields of a form."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from onrecord.errors import OnRecordError, RecordError, UsageError
from onrecord.excerpts import plain
from onrecord.finds import FURTHEST, Finds, articles, settled, statements
from onrecord.model import Evidence, Story
from onrecord.search import FILTERS, LONGEST, Query, parse
from onrecord.store.retrieval import Retrieval
from onrecord.web.pages.common import room, show
from onrecord.web.templating import query as query_string

router = APIRouter()
SIZE = 20
"""Finds on a page."""
KINDS = ("statements", "articles")


@dataclass(frozen=True, slots=True)
class View:
    """What the page shows.

    Attributes:
        given: words and filters by the names of the form's fields.
        kind: which finds are shown.
        finds: None where nothing was searched for.
        story: that to which the search is held.
        trouble: why nothing could be searched.
        beyond: how many finds cannot be paged to.
    """

    given: dict[str, str]
    kind: str
    finds: Finds | None = None
    story: Story | None = None
    trouble: str | None = None
    preceding: str | None = None
    following: str | None = None
    beyond: int = 0

    @property
    def found(self) -> int | None:
        """How many finds of the kind there are; None where the kind is not searched."""
        if self.finds is None:
            return None
        return self.finds.statements_found if self.kind == "statements" else self.finds.articles_found


@router.get("/search")
def searching(
    request: Request,
    q: str = "",
    who: str = "",
    outlet: str = "",
    since: str = "",
    until: str = "",
    story: str = "",
    after: str = "",
) -> HTMLResponse:
    """The form; with words or a filter what they find: statements, or articles with ``show`` "articles"; ``after``: leaves so many out."""
    typed = {"q": q, "who": who, "outlet": outlet, "since": since, "until": until, "story": story}
    kind = request.query_params.get("show", KINDS[0])
    kind = kind if kind in KINDS else KINDS[0]
    at = min(int(after), FURTHEST) if after.isascii() and after.isdecimal() and len(after) < 9 else 0
    try:
        asked = parse(q, who=who, outlet=outlet, since=since, until=until, story=story)
        with room(request).reading() as record:
            view = _view(record, asked, kind, at)
    except (UsageError, RecordError) as error:
        view = View(typed, kind, trouble=_told(error))
    answer = show(request, "search.html", "/search", view=view, asked=q.strip(), plain=plain, longest=LONGEST, place=_place)
    answer.status_code = 400 if view.trouble else 200
    return answer


def _told(error: OnRecordError) -> str:
    told = str(error).replace("; see `onrecord stories`", "; the list of stories has them")
    return f"{told[:1].upper()}{told[1:]}."


def _view(record: Retrieval, query: Query, kind: str, after: int) -> View:
    given = {"q": query.wording, **{name: getattr(query, name) or "" for name in FILTERS}}
    if query.empty:
        return View(given, kind)
    query = settled(record, query)
    story = next((s for s in record.stories(query.story) if s.id == query.story), None) if query.story else None
    given["story"] = story.id if story else ""
    finds = (statements if kind == "statements" else articles)(record, query, SIZE, after)
    address = {**given, "show": "articles" if kind == "articles" else ""}
    count = (finds.statements_found if kind == "statements" else finds.articles_found) or 0
    return View(
        given,
        kind,
        finds,
        story,
        preceding=f"/search?{query_string(address, after=max(0, after - SIZE))}" if after else None,
        following=f"/search?{query_string(address, after=finds.following)}" if finds.following is not None else None,
        beyond=count - FURTHEST if finds.following is None and count > FURTHEST else 0,
    )


def _place(article: str, start: int, words: str) -> Evidence:
    """Found words as a line that the filter ``place`` links to."""
    return Evidence(article, None, start, start + len(words), words, None)
