"""The commands, as far as their options go; what they do is elsewhere."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Optional

import typer

from onrecord import __version__
from onrecord.cli import decisions, looking
from onrecord.cli.options import HERE, AsJson, AsOf, InStory, RecordPath

Host = Annotated[str, typer.Option("--host", help="The address to listen on; 127.0.0.1 lets in only who sits at this machine.")]
Port = Annotated[int, typer.Option("--port", help="The port to listen on; 0 for any that is free.")]
Token = Annotated[
    Optional[str], typer.Option("--token", envvar="ONRECORD_TOKEN", help="What a visitor must show; needed where others are let in.")
]
Open = Annotated[bool, typer.Option("--open", help="Open it in the browser.")]

app = typer.Typer(
    name="onrecord",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Reads coverage of an event and lays out the record: who said what, and where the accounts conflict.",
)


def _version(value: bool) -> None:
    if value:
        print(f"onrecord {__version__}")
        raise typer.Exit


@app.callback()
def root(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="The version, and stop.")] = False,
) -> None:
    """Reads coverage of an event and lays out the record."""
    if context.invoked_subcommand != "doctor":  # which says itself what is wrong
        _check_tables()


def _check_tables() -> None:
    """A user's table that is wrong is refused before anything is read or written with half of it."""
    if any(os.environ.get(name) for name in ("ONRECORD_GAZETTEER", "ONRECORD_QIDS")):
        from onrecord.gazetteer import given
        from onrecord.gazetteer.qids import qids

        given()
        qids()


@app.command()
def demo(
    as_json: AsJson = False,
    web: Annotated[bool, typer.Option("--serve", help="Open the web page on it.")] = False,
    port: Port = 8321,
    open_browser: Open = False,
) -> None:
    """Reads the bundled example coverage into a temporary record and shows its disputes."""
    from onrecord.cli.demo import run, run_served

    if web:
        run_served(port, open_browser)
    else:
        run(as_json)


@app.command()
def add(
    sources: Annotated[list[str], typer.Argument(help="Files, folders, globs, or - for standard input.", metavar="SOURCE…")],
    record: RecordPath = HERE,
    published: Annotated[Optional[str], typer.Option("--published", help="For input that does not say it.")] = None,
    outlet: Annotated[Optional[str], typer.Option("--outlet", help="For input that does not say it.")] = None,
    url: Annotated[Optional[str], typer.Option("--url", help="For input that does not say it.")] = None,
    title: Annotated[Optional[str], typer.Option("--title", help="For input that does not say it.")] = None,
    as_json: AsJson = False,
) -> None:
    """Adds articles: text, HTML and JSON Lines, told apart by content. Ends with the ledger. Adding again changes nothing."""
    from onrecord.cli.adding import add_with_progress

    raise typer.Exit(add_with_progress(record, sources, outlet, published, url, title, as_json))


@app.command()
def read(
    files: Annotated[Optional[list[str]], typer.Argument(help="JSON Lines files; standard input by default.", metavar="[FILE…]")] = None,
) -> None:
    """Reads without a record: JSON Lines in, one line a reading out, in input order."""
    from onrecord.cli.reading import read_lines

    raise typer.Exit(read_lines(files or ["-"]))


for command in looking.COMMANDS:
    app.command(context_settings=looking.SETTINGS.get(command))(command)

for decision in decisions.COMMANDS:
    app.command()(decision)


@app.command()
def reread(
    articles: Annotated[Optional[list[str]], typer.Argument(help="Ids of articles; all by default.", metavar="[ARTICLE…]")] = None,
    record: RecordPath = HERE,
) -> None:
    """Reads stored articles again with the installed model. Judgements stay."""
    from onrecord.cli import judging

    judging.reread_articles(record, articles)


@app.command()
def export(
    record: RecordPath = HERE,
    form: Annotated[str, typer.Option("--format", help="json, csv, jsonld, annotations, parquet or atom.")] = "json",
    output: Annotated[
        Optional[Path], typer.Option("-o", "--output", help="A file instead of standard output; for parquet a folder or a .zip file.")
    ] = None,
    story: InStory = None,
    mark: Annotated[bool, typer.Option("--bom", help="CSV with a byte order mark, for Excel.")] = False,
) -> None:
    """Writes the record, or one story, in a form that others read."""
    from onrecord.cli.exporting import export_record

    export_record(record, form, output, story, mark)


@app.command()
def report(
    record: RecordPath = HERE,
    story: InStory = None,
    as_of: AsOf = None,
    output: Annotated[
        Optional[Path], typer.Option("-o", "--output", help="FILE.html or FILE.md; Markdown on standard output without.")
    ] = None,
) -> None:
    """Writes a dossier to print or to send: disputes, accounts, words, people, timeline, and how it was made."""
    from onrecord.cli.reporting import write_report

    write_report(record, story, as_of, output)


@app.command()
def serve(
    record: RecordPath = HERE,
    host: Host = "127.0.0.1",
    port: Port = 8321,
    token: Token = None,
    names: Annotated[Optional[list[str]], typer.Option("--name", help="A name by which other machines call this one.")] = None,
    open_browser: Open = False,
) -> None:
    """Opens the record as web pages, on this machine alone unless told otherwise."""
    from onrecord.cli.serving import serve as run

    run(record, host, port, token, names or [], open_browser)


@app.command()
def verify(record: RecordPath = HERE, as_json: AsJson = False) -> None:
    """Re-checks every span, hash and count in the record, offline."""
    from onrecord.cli.checking import verify_record

    raise typer.Exit(verify_record(record, as_json))


@app.command()
def doctor(record: RecordPath = HERE, as_json: AsJson = False) -> None:
    """What is installed, which model, which limits, where the record lies."""
    from onrecord.cli.checking import examine

    raise typer.Exit(examine(record, as_json))
