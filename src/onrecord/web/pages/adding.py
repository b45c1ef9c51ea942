"""Adding articles: text that is pasted, files that are handed over; progress, and the ledger at the end."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, File, Form, Request, UploadFile
from starlette.responses import HTMLResponse, RedirectResponse, Response

from onrecord.errors import OnRecordError, UsageError
from onrecord.ingest.article import published_day
from onrecord.ingest.source import Given
from onrecord.web.intake import PASTED, Intake
from onrecord.web.pages.common import missing, show

router = APIRouter()


def intake(request: Request) -> Intake:
    """The intake of the app that serves the request."""
    found: Intake = request.app.state.intake
    return found


@router.get("/add")
def form(request: Request) -> HTMLResponse:
    """The form."""
    return show(request, "add.html", "/add")


@router.post("/add")
def take(
    request: Request,
    text: Annotated[str, Form()] = "",
    title: Annotated[str, Form()] = "",
    outlet: Annotated[str, Form()] = "",
    published: Annotated[str, Form()] = "",
    url: Annotated[str, Form()] = "",
    files: Annotated[list[UploadFile] | None, File()] = None,
) -> Response:
    """Takes what is handed in, and sends the visitor to its progress."""
    handed = [(f.filename or "file", f.file.read()) for f in files or () if f.filename]
    if text.strip():
        handed.append((PASTED, text.replace("\r\n", "\n").encode("utf-8", "replace")))
    if not handed:
        raise UsageError("there is nothing to add: paste a text, or choose files")
    try:
        published_day(published or None)
    except OnRecordError as error:
        raise UsageError(f"printed on: {error}") from None
    given = Given(outlet.strip() or None, published.strip() or None, url.strip() or None, title.strip() or None)
    batch = intake(request).take(handed, given)
    return RedirectResponse(f"/add/{batch.id}", 303)


@router.get("/add/{identity}")
def progress(request: Request, identity: str) -> HTMLResponse:
    """How far a batch is, and its ledger when it is through."""
    batch = intake(request).batch(identity)
    if batch is None:
        raise missing("batch", identity)
    return show(request, "batch.html", "/add", batch=batch)
