"""The commands, as far as their options go; what they do is elsewhere."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Annotated, Any, Optional

import typer

from onrecord import __version__
from onrecord.cli import decisions
from onrecord.cli.options import HERE, About, AsJson, AsOf, Dismissed, InStory, Outlet, Overdue, RecordPath, Since, StillOpen, Until, Who

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
def stories(
    record: RecordPath = HERE,
    who: Who = None,
    about: About = None,
    since: Since = None,
    until: Until = None,
    story: InStory = None,
    outlet: Outlet = None,
    as_json: AsJson = False,
) -> None:
    """The stories: articles about one matter, and how contested each is."""
    from onrecord.cli import listings

    listings.stories(record, listings.Wanted(who, about, since, until, story, outlet), as_json)


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
    min_score: Annotated[
        Optional[float], typer.Option("--min-score", min=0.0, max=1.0, help="Leave out what is less sure; 0.5 by default.")
    ] = None,
    level: Annotated[Optional[str], typer.Option("--level", help="conflict or tension; both by default.")] = None,
    dismissed: Dismissed = False,
    as_json: AsJson = False,
) -> None:
    """The rival accounts: the question, each side's holders, their words and the day."""
    from onrecord.cli import listings

    asked = listings.Asked(listings.LEAST if min_score is None else min_score, level, dismissed)
    listings.disputes(record, listings.Wanted(who, about, since, until, story, outlet), asked, as_json)


@app.command()
def shifts(
    record: RecordPath = HERE,
    who: Who = None,
    about: About = None,
    since: Since = None,
    until: Until = None,
    story: InStory = None,
    outlet: Outlet = None,
    as_json: AsJson = False,
) -> None:
    """Who changed the account: the earlier and the later statement."""
    from onrecord.cli import listings

    listings.shifts(record, listings.Wanted(who, about, since, until, story, outlet), as_json)


@app.command()
def echoes(
    record: RecordPath = HERE,
    who: Who = None,
    about: About = None,
    since: Since = None,
    until: Until = None,
    story: InStory = None,
    outlet: Outlet = None,
    as_json: AsJson = False,
) -> None:
    """Statements that rest on one act of saying: quoted again, wire copy, paraphrase."""
    from onrecord.cli import listings

    listings.echoes(record, listings.Wanted(who, about, since, until, story, outlet), as_json)


@app.command()
def timeline(
    record: RecordPath = HERE,
    who: Who = None,
    about: About = None,
    since: Since = None,
    until: Until = None,
    story: InStory = None,
    outlet: Outlet = None,
    every: Annotated[bool, typer.Option("--all", help="Also statements that tell no day and are part of nothing.")] = False,
    as_json: AsJson = False,
) -> None:
    """What is told, in order of the day that it speaks of, with the days said and printed; --since and --until are days spoken of."""
    from onrecord.cli.timeline import timeline as show_timeline
    from onrecord.selection import Wanted

    show_timeline(record, Wanted(who, about, since, until, story, outlet), every, as_json)


@app.command()
def check(
    claim: Annotated[str, typer.Argument(help="One sentence, in quotation marks.", metavar='"A CLAIM"')],
    record: RecordPath = HERE,
    story: InStory = None,
    as_json: AsJson = False,
) -> None:
    """Who supports a claim, who contradicts it and in which slot, and who takes no side."""
    from onrecord.cli import claims

    claims.check_claim(record, claim, story, as_json)


@app.command()
def compare(
    a: Annotated[Optional[str], typer.Argument(help="A sentence or passage.")] = None,
    b: Annotated[Optional[str], typer.Argument(help="What it is asked about.")] = None,
    pairs: Annotated[
        Optional[str],
        typer.Option("--pairs", help='JSON Lines {"id", "a", "b"}: a file, or - for standard input. One answer a line, in order.'),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Does A say that B is so? Supports, contradicts (and in which slot) or neither; the two are taken to speak of one event."""
    from onrecord.cli import comparing
    from onrecord.errors import UsageError

    if pairs is not None:
        if a is not None or b is not None:
            raise UsageError("compare: give either two texts or --pairs, not both")
        raise typer.Exit(comparing.compare_pairs(pairs))
    if a is None or b is None:
        raise UsageError("compare: give two texts, or --pairs FILE")
    raise typer.Exit(comparing.compare_two(a, b, as_json))


@app.command()
def requests(
    record: RecordPath = HERE,
    who: Who = None,
    about: About = None,
    since: Since = None,
    until: Until = None,
    story: InStory = None,
    outlet: Outlet = None,
    still_open: StillOpen = False,
    overdue: Overdue = False,
    as_of: AsOf = None,
    dismissed: Dismissed = False,
    as_json: AsJson = False,
) -> None:
    """Who asked whom for what, through what and when, and what became of it."""
    from onrecord.cli import listings, pledges

    asked = pledges.asked(as_of, still_open, overdue, dismissed)
    pledges.requests(record, listings.Wanted(who, about, since, until, story, outlet), asked, as_json)


@app.command()
def commitments(
    record: RecordPath = HERE,
    who: Who = None,
    about: About = None,
    since: Since = None,
    until: Until = None,
    story: InStory = None,
    outlet: Outlet = None,
    still_open: StillOpen = False,
    overdue: Overdue = False,
    as_of: AsOf = None,
    dismissed: Dismissed = False,
    as_json: AsJson = False,
) -> None:
    """Who undertook what by when, and what became of it."""
    from onrecord.cli import listings, pledges

    asked = pledges.asked(as_of, still_open, overdue, dismissed)
    pledges.commitments(record, listings.Wanted(who, about, since, until, story, outlet), asked, as_json)


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
        str,
        typer.Argument(
            help="Of an article, statement, person, story, dispute, shift, echo, request or commitment; or a person's or body's name.",
            metavar="ID",
        ),
    ],
    record: RecordPath = HERE,
    as_json: AsJson = False,
) -> None:
    """One thing, whole, with its words in place."""
    from onrecord.cli.showing import show_one

    show_one(record, identity, as_json)


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
