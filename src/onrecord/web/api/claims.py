"""A claim put to the record, and two passages compared."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from onrecord.check import check as checked
from onrecord.comparison import compare as compared
from onrecord.errors import UsageError
from onrecord.export.computed import checked_claim, found_article, found_statement
from onrecord.finds import FURTHEST, articles, settled, statements
from onrecord.inquiry import LONGEST
from onrecord.search import parse
from onrecord.web.api import replies
from onrecord.web.api.answers import asked, catalogue, lists, problems
from onrecord.web.api.filters import WORDS, story_of
from onrecord.web.api.paging import Paging, as_json, cached, conditional, entity_tag, following, held, linked, read
from onrecord.web.pages.common import room

router = APIRouter(tags=["Claims"])
PASSAGE = 2_000
"""Characters of a passage that is compared."""


class CheckAsked(BaseModel):
    """What is checked."""

    model_config = ConfigDict(extra="forbid")

    claim: str = Field(max_length=LONGEST, pattern=r"\S", description="One plain sentence.", examples=["Iceland asked Norway first."])
    story: str | None = Field(None, max_length=WORDS, description="Only within this story: its id, or words of its title.")


class SearchAsked(Paging):
    """What is searched for."""

    q: str = Field(
        max_length=400,
        description='Words (all must occur), "phrases", -word to leave one out, who:NAME, outlet:NAME, since:DAY, until:DAY, story:ID.',
        examples=['"cable ship" who:Eikemo'],
    )
    kind: Literal["statements", "articles"] = "statements"


class Pair(BaseModel):
    """Two passages, taken to speak of one event."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"example": {"a": "Norway asked Iceland.", "b": "Iceland asked Norway."}})

    a: str = Field(max_length=PASSAGE, description="Does this say that b is so?")
    b: str = Field(max_length=PASSAGE)


@router.get("/check", response_model=replies.Check, responses={**asked(400, 409)})
def check(request: Request, asked: Annotated[CheckAsked, Query()]) -> Response:
    """Who supports a claim, who contradicts it and in which slot, who takes no side."""
    with room(request).reading() as record:
        story = story_of(record, asked.story)
        return conditional(
            request, catalogue(record), lambda: checked_claim(checked(record.whole, asked.claim, story.id if story else None))
        )


@router.get("/search", response_model=replies.Finds, responses=lists(409))
def search(request: Request, asked: Annotated[SearchAsked, Query()]) -> Response:
    """Full text over statements or articles, the best first. What is found can be paged through up to a thousand; ask more narrowly then."""
    query = parse(asked.q)
    if query.empty:
        raise UsageError("q: say what to search for: a word, a phrase in quotation marks, or a filter such as who:NAME")
    after = read(request, asked.cursor, (int,))
    with room(request).reading() as record:
        held_ = catalogue(record)
        tag = entity_tag(request, held_.mark())
        if held(request, tag):
            return Response(status_code=304, headers=cached(tag))
        look = statements if asked.kind == "statements" else articles
        found = look(record, settled(record, query), asked.limit, max(0, min(after[0], FURTHEST)) if after else 0)
    address = following(request, None if found.following is None else (found.following,))
    told = {
        "statements": [found_statement(s) for s in found.said],
        "articles": [found_article(a) for a in found.printed],
        "statements_found": found.statements_found,
        "articles_found": found.articles_found,
        "next": address,
    }
    return as_json(told, {**cached(tag), **linked(address)})


@router.post("/compare", response_model=replies.Comparison, responses={200: {"description": "The answer."}, **problems(400, 403, 413)})
def compare(pair: Pair) -> Response:
    """Whether the first passage says that the second is so: supports, contradicts (and in which slot) or neither. Changes nothing."""
    return as_json(asdict(compared(pair.a, pair.b)))
