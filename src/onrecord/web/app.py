"""The app over one record: pages, the API, feeds and exports behind one guard."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.staticfiles import StaticFiles

from onrecord import __version__
from onrecord.errors import OnRecordError, RecordError, UsageError
from onrecord.web import feeds
from onrecord.web.api.service import BASE, make_api
from onrecord.web.guard import Guard
from onrecord.web.intake import Intake
from onrecord.web.pages import (
    adding,
    articles,
    checking,
    disputes,
    exporting,
    home,
    judgements,
    people,
    pledges,
    review,
    rulings,
    searching,
    stories,
)
from onrecord.web.problems import Problem, answer
from onrecord.web.readiness import Readiness
from onrecord.web.room import Room
from onrecord.web.settings import Settings

STATIC = Path(__file__).parent / "static"
PAGES = (
    feeds.router,
    home.router,
    disputes.router,
    articles.router,
    adding.router,
    review.router,
    rulings.router,
    judgements.router,
    checking.router,
    stories.router,
    people.router,
    pledges.router,
    searching.router,
    exporting.router,
)


def make_app(record: Path, settings: Settings | None = None) -> FastAPI:
    """The app.

    Args:
        record: the record's file; made where it is missing.

    Raises:
        RecordError: the file is no record.
    """
    room = Room(record)
    intake = Intake(room)
    readiness = Readiness()

    @asynccontextmanager
    async def life(_: FastAPI) -> AsyncIterator[None]:
        readiness.begin()
        yield
        readiness.close()
        intake.close()
        room.close()

    app = FastAPI(title="OnRecord", version=__version__, lifespan=life, docs_url=None, redoc_url=None, openapi_url=None)
    app.state.room, app.state.intake = room, intake
    app.state.settings = settings or Settings()
    for router in PAGES:
        app.include_router(router, include_in_schema=False)
    app.mount(BASE, make_api(room, intake, app.state.settings), name="api")
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    for kind in (Problem, OnRecordError, HTTPException, RequestValidationError):
        app.add_exception_handler(kind, _trouble)
    app.add_middleware(Guard, settings=app.state.settings)
    return app


def _trouble(request: Request, error: Exception) -> Response:
    return answer(request.scope, problem_of(error))


def problem_of(error: Exception) -> Problem:
    """What an exception means for the one who asked."""
    if isinstance(error, Problem):
        return error
    if isinstance(error, UsageError):
        return Problem(400, "That cannot be done", str(error))
    if isinstance(error, RecordError):
        return Problem(409, "The record does not allow it", str(error))
    if isinstance(error, OnRecordError):
        return Problem(500, "It failed", str(error))
    if isinstance(error, RequestValidationError):
        told = "; ".join(f"{'.'.join(str(p) for p in e['loc'][1:])}: {e['msg']}" for e in error.errors())
        return Problem(422, "Not understood", told or "The request has a field that is not understood.")
    if isinstance(error, HTTPException) and error.status_code == 404:
        return Problem(404, "Not here", "Nothing in this record has this address.")
    if isinstance(error, HTTPException):
        return Problem(error.status_code, str(error.detail), "The address does not take this kind of request.")
    return Problem(500, "It failed", "This is a defect of OnRecord; please report it.")
