"""Exports and the dossier: the page that offers them, and the files."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from fastapi import APIRouter, Request
from starlette.background import BackgroundTask
from starlette.responses import FileResponse, HTMLResponse, Response, StreamingResponse

from onrecord import __version__
from onrecord.export import table
from onrecord.export.forms import FORMS, Form, file_name, gathered
from onrecord.model import Story
from onrecord.report.dossier import dossier
from onrecord.report.markdown import markdown
from onrecord.report.page import html, policy
from onrecord.store import schema
from onrecord.store.extent import Extent
from onrecord.store.retrieval import Retrieval
from onrecord.web.pages.common import missing, room, show
from onrecord.web.problems import Problem
from onrecord.web.room import Room

router = APIRouter()
OFFERED = 30
"""Stories in the list of scopes; another is chosen on its own page."""
MOST = 200
"""Articles of a dossier that is made while somebody waits."""


@dataclass(frozen=True, slots=True)
class View:
    """What the page shows. ``whole``: the dossier of the whole record can be had here."""

    forms: tuple[Form, ...]
    story: Story | None
    stories: tuple[Story, ...]
    articles: int
    whole: bool


@router.get("/exports")
def exports(request: Request, story: str = "") -> HTMLResponse:
    """The forms and the scope."""
    with room(request).reading() as record:
        chosen = _story(record, story)
        newest, _ = record.newest_stories(0, OFFERED)
        offered = [s for s, *_ in newest if chosen is None or s.id != chosen.id]
        articles = len(chosen.articles) if chosen else record.count()
        view = View(tuple(FORMS.values()), chosen, tuple(([chosen] if chosen else []) + offered), articles, record.count() <= MOST)
    return show(request, "exports.html", "/exports", view=view)


@router.get("/exports/{form}")
def export(request: Request, form: str, story: str = "", bom: bool = False) -> Response:
    """One form as a file; ``bom``: CSV with a byte order mark."""
    found = FORMS.get(form)
    if found is None:
        raise Problem(404, "Not here", f"There is no export as {form[:40]}; there are {', '.join(FORMS)}.")
    with room(request).reading() as record:
        chosen = _story(record, story)
    named = {"Content-Disposition": f'attachment; filename="{file_name(found, chosen.id if chosen else None)}"'}
    if found.pieces is None:
        return _packed(room(request), chosen, found, named)
    return StreamingResponse(_read(room(request), found, chosen, bom), media_type=found.media, headers=named)


def _read(served: Room, form: Form, story: Story | None, mark: bool) -> Iterator[bytes]:
    """A text, block by block, read as it is sent."""
    assert form.pieces is not None
    with served.reading() as record:
        extent = Extent(record.whole, story)
        yield from gathered(table.pieces(extent, mark=mark) if form.name == "csv" else form.pieces(extent))


def _packed(served: Room, story: Story | None, form: Form, headers: dict[str, str]) -> Response:
    from onrecord.export.parquet import write_zip

    with tempfile.NamedTemporaryFile(prefix="onrecord-", suffix=form.suffix, delete=False) as file:
        made = Path(file.name)
    try:
        with served.reading() as record:
            write_zip(Extent(record.whole, story), made)
    except BaseException:
        made.unlink(missing_ok=True)
        raise
    return FileResponse(made, media_type=form.media, headers=headers, background=BackgroundTask(made.unlink, missing_ok=True))


@router.get("/report")
def report(request: Request, story: str = "", format: str = "html", as_of: str = "") -> Response:
    """The dossier of a story, or of a small record: HTML in the browser, Markdown as a file."""
    if format not in ("html", "md"):
        raise Problem(400, "No such form", "A dossier is had with format=html or format=md.")
    try:
        day = date.fromisoformat(as_of) if as_of else None
    except ValueError:
        raise Problem(400, "No such day", "Give as_of a day of the calendar, as 2014-10-05.") from None
    with room(request).reading() as record:
        chosen = _story(record, story)
        if chosen is None and record.count() > MOST:
            told = (
                f"This record has more than {MOST} articles: choose a story, or make the whole dossier with `onrecord report -o FILE.html`."
            )
            raise Problem(400, "Which story?", told)
        made = dossier(Extent(record.whole, chosen), __version__, date.today(), day)
    if format == "md":
        name = f"dossier-{chosen.id}.md" if chosen and chosen.id.replace("-", "").isalnum() and chosen.id.isascii() else "dossier.md"
        named = {"Content-Disposition": f'attachment; filename="{name}"'}
        return Response(markdown(made), media_type="text/markdown; charset=utf-8; variant=CommonMark", headers=named)
    return HTMLResponse(html(made), headers={"Content-Security-Policy": f"{policy()}; frame-ancestors 'none'"})


def _story(record: Retrieval, identity: str) -> Story | None:
    """The story asked for; None where none is."""
    if not identity:
        return None
    found = record.found(schema.story, Story, identity)
    if found is None:
        raise missing("story", identity)
    return found
