"""The forms in which a record is exported: what each is for, how its file is called, and what writes it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from onrecord.export import document, jsonld, table
from onrecord.export.annotations import MEDIA
from onrecord.export.annotations import pieces as annotated
from onrecord.store.extent import Extent

Pieces = Callable[[Extent], Iterator[str]]


@dataclass(frozen=True, slots=True)
class Form:
    """One form.

    Attributes:
        suffix: of its file, with the dot.
        media: its media type.
        title, use: what it is called, and for what it serves.
        pieces: writes it piece by piece; None where it is no text (Parquet).
    """

    name: str
    suffix: str
    media: str
    title: str
    use: str
    pieces: Pieces | None


FORMS = {
    form.name: form
    for form in (
        Form(
            "json",
            ".json",
            "application/json",
            "JSON",
            "Everything in one document, articles with their text: to keep, or for programs of your own.",
            document.pieces,
        ),
        Form(
            "csv",
            ".csv",
            "text/csv; charset=utf-8",
            "CSV",
            "One statement a row, for coding sheets and spreadsheets. A cell that a spreadsheet would run as a formula gets an apostrophe "
            "before it; the last column says which did.",
            table.pieces,
        ),
        Form(
            "jsonld",
            ".jsonld",
            "application/ld+json",
            "JSON-LD",
            "Linked data: statements as schema.org Quotation, claims and accounts as Claim. Without the articles' text.",
            jsonld.pieces,
        ),
        Form(
            "annotations",
            ".jsonld",
            MEDIA,
            "Web Annotations",
            "Statements as W3C annotations that other tools lay over the articles: by the words, with what stands around them, and by place.",
            annotated,
        ),
        Form(
            "parquet",
            ".zip",
            "application/zip",
            "Parquet",
            "Tables for pandas, R, DuckDB and the like: articles, statements, claims, evidence, actors, requests and commitments, in one zip.",
            None,
        ),
    )
}


def file_name(form: Form, story: str | None = None) -> str:
    """What the file of a form is called; of one story with its id."""
    safe = "".join(c for c in story or "" if c.isascii() and (c.isalnum() or c in "-_"))[:60]
    middle = ".annotations" if form.name == "annotations" else ".parquet" if form.name == "parquet" else ""
    return f"onrecord{f'-{safe}' if safe else ''}{middle}{form.suffix}"


def gathered(pieces: Iterator[str], size: int = 1 << 16) -> Iterator[bytes]:
    """Pieces as UTF-8 in blocks of about so many characters: for an answer over a network."""
    held: list[str] = []
    length = 0
    for piece in pieces:
        held.append(piece)
        length += len(piece)
        if length >= size:
            yield "".join(held).encode("utf-8")
            held, length = [], 0
    if held:
        yield "".join(held).encode("utf-8")
