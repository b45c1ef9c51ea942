"""The commands, as far as their options go; what they do is elsewhere."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Annotated, Any, Optional

import typer

from onrecord import __version__

app = typer.Typer(
    name="onrecord",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Reads coverage of an event and lays out the record: who said what, and where the accounts conflict.",
)

RecordPath = Annotated[Path, typer.Option("--record", envvar="ONRECORD_RECORD", help="The record: one file.")]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON document instead of text for people.")]
Who = Annotated[Optional[str], typer.Option("--who", help="A name, an office or an actor's id.")]
About = Annotated[Optional[str], typer.Option("--about", help="Words that must stand in it.")]
Since = Annotated[Optional[str], typer.Option("--since", help="From this day on (2014-09-24).")]
Until = Annotated[Optional[str], typer.Option("--until", help="Up to this day.")]
InStory = Annotated[Optional[str], typer.Option("--story", help="A story's id, or words of its title.")]
Outlet = Annotated[Optional[str], typer.Option("--outlet", help="Part of an outlet's name.")]
By = Annotated[Optional[str], typer.Option("--by", envvar="ONRECORD_BY", help="Who decides; your login name by default.")]
Why = Annotated[str, typer.Option("--why", help="The reason, kept with the judgement.")]
HERE = Path("onrecord.db")


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


def _write(document: Any) -> None:
    json.dump(document, sys.stdout, ensure_ascii=False, indent=1)
    sys.stdout.write("\n")


@app.command()
def demo(as_json: AsJson = False) -> None:
    """Reads the bundled example coverage into a temporary record and shows its disputes."""
    from onrecord.cli.demo import run

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


@app.command()
def stories(record: RecordPath = HERE, story: InStory = None, outlet: Outlet = None, as_json: AsJson = False) -> None:
    """The stories: articles about one matter."""
    from onrecord.cli import listings

    listings.stories(record, listings.Wanted(story=story, outlet=outlet), as_json)


@app.command()
def statements(
    record: RecordPath = HERE,
    who: Who = None,
    about: About = None,
    since: Since = None,
    until: Until = None,
    story: InStory = None,
    outlet: Outlet = None,
    as_json: AsJson = False,
) -> None:
    """Who said what, to whom and when, with the verbatim words."""
    from onrecord.cli import listings

    listings.statements(record, listings.Wanted(who, about, since, until, story, outlet), as_json)


@app.command()
def people(
    record: RecordPath = HERE,
    who: Who = None,
    about: About = None,
    since: Since = None,
    until: Until = None,
    story: InStory = None,
    outlet: Outlet = None,
    as_json: AsJson = False,
) -> None:
    """Those who speak: people and bodies, their offices, and how much they said."""
    from onrecord.cli import listings

    listings.people(record, listings.Wanted(who, about, since, until, story, outlet), as_json)


@app.command()
def unresolved(
    record: RecordPath = HERE,
    who: Who = None,
    about: About = None,
    since: Since = None,
    until: Until = None,
    story: InStory = None,
    outlet: Outlet = None,
    as_json: AsJson = False,
) -> None:
    """The statements whose speaker was not found, with the reason, for `correct` and `merge`."""
    from onrecord.cli import listings

    listings.unresolved(record, listings.Wanted(who, about, since, until, story, outlet), as_json)


@app.command()
def disputes(
    record: RecordPath = HERE,
    who: Who = None,
    about: About = None,
    since: Since = None,
    until: Until = None,
    story: InStory = None,
    outlet: Outlet = None,
    min_score: Annotated[float, typer.Option("--min-score", min=0.0, max=1.0, help="Leave out what is less sure.")] = 0.0,
    as_json: AsJson = False,
) -> None:
    """The rival accounts: the question, each side's holders, their words and the day."""
    from onrecord.cli import listings

    listings.disputes(record, listings.Wanted(who, about, since, until, story, outlet), min_score, as_json)


@app.command()
def absences(
    record: RecordPath = HERE,
    who: Who = None,
    story: InStory = None,
    outlet: Outlet = None,
    as_json: AsJson = False,
) -> None:
    """Those who were asked and gave no answer."""
    from onrecord.cli import listings

    listings.absences(record, listings.Wanted(who=who, story=story, outlet=outlet), as_json)


@app.command()
def show(
    identity: Annotated[
        str, typer.Argument(help="Of an article, statement, person, story or dispute; or a person's or body's name.", metavar="ID")
    ],
    record: RecordPath = HERE,
    as_json: AsJson = False,
) -> None:
    """One thing, whole, with its words in place."""
    from onrecord.cli.showing import show_one

    show_one(record, identity, as_json)


@app.command()
def correct(
    identity: Annotated[str, typer.Argument(help="Of a statement; of an article, to enter a statement that was missed.", metavar="ID")],
    record: RecordPath = HERE,
    speaker: Annotated[Optional[str], typer.Option("--speaker", help="Who said it: an actor's id or name, or a new name.")] = None,
    kind: Annotated[str, typer.Option("--kind", help="Of a new name: person, organisation, government, group, unnamed.")] = "person",
    nobody: Annotated[bool, typer.Option("--nobody", help="It cannot be known who said it.")] = False,
    words: Annotated[Optional[list[str]], typer.Option("--words", help="The words, exactly as they stand; once for each piece.")] = None,
    none: Annotated[bool, typer.Option("--none", help="It is no statement.")] = False,
    by: By = None,
    why: Why = "",
) -> None:
    """Corrects a statement: its speaker, its words, or that it is none. Kept as a judgement, which `undo` takes back."""
    from onrecord.cli import judging

    judging.correct(record, identity, judging.Correction(speaker, kind, nobody, words or [], none), by, why)


@app.command()
def merge(
    actors: Annotated[list[str], typer.Argument(help="Ids or names of people or bodies that are one.", metavar="ACTOR…")],
    record: RecordPath = HERE,
    by: By = None,
    why: Why = "",
) -> None:
    """Says that several actors are one. Later articles obey it."""
    from onrecord.cli import judging

    judging.merge(record, actors, by, why)


@app.command()
def split(
    actor: Annotated[str, typer.Argument(help="Id or name of the actor that is more than one.")],
    statements: Annotated[list[str], typer.Argument(help="Statements that are somebody else's.", metavar="STATEMENT…")],
    record: RecordPath = HERE,
    by: By = None,
    why: Why = "",
) -> None:
    """Says that some of an actor's statements are somebody else's."""
    from onrecord.cli import judging

    judging.split(record, actor, statements, by, why)


@app.command()
def rename(
    actor: Annotated[str, typer.Argument(help="Id or name of the actor.")],
    name: Annotated[str, typer.Argument(help="The name it is to have.")],
    record: RecordPath = HERE,
    by: By = None,
    why: Why = "",
) -> None:
    """Gives an actor another name; the old one stays an alias."""
    from onrecord.cli import judging

    judging.rename(record, actor, name, by, why)


@app.command()
def undo(
    number: Annotated[Optional[int], typer.Argument(help="Of a judgement; the last one by default.")] = None,
    record: RecordPath = HERE,
    by: By = None,
) -> None:
    """Takes a judgement back. Its row stays, marked as undone."""
    from onrecord.cli import judging

    judging.undo(record, number, by)


@app.command()
def judgements(
    record: RecordPath = HERE,
    every: Annotated[bool, typer.Option("--all", help="Also those that were taken back.")] = False,
    as_json: AsJson = False,
) -> None:
    """What people decided: who, when, why, and on which words."""
    from onrecord.cli import judging

    judging.listing(record, every, as_json)


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
    form: Annotated[str, typer.Option("--format", help="json: the document of the contract.")] = "json",
    output: Annotated[Optional[Path], typer.Option("-o", "--output", help="A file instead of standard output.")] = None,
) -> None:
    """Writes the whole record in a form that others read."""
    from onrecord.cli.exporting import export_record

    export_record(record, form, output)


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
