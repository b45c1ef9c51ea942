"""The commands that look into a record, as far as their options go; what they do is elsewhere."""

from __future__ import annotations

from typing import Annotated, Optional

import typer

from onrecord.cli.options import HERE, About, AsJson, AsOf, Dismissed, InStory, Outlet, Overdue, RecordPath, Since, StillOpen, Until, Who


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


def search(
    words: Annotated[
        list[str], typer.Argument(help='Words, "a phrase", -word, who:NAME, outlet:NAME, since:DAY, until:DAY.', metavar="WORDS…")
    ],
    record: RecordPath = HERE,
    story: InStory = None,
    limit: Annotated[int, typer.Option("--limit", help="Finds of each kind.")] = 20,
    only_statements: Annotated[bool, typer.Option("--statements", help="Only statements.")] = False,
    only_articles: Annotated[bool, typer.Option("--articles", help="Only articles.")] = False,
    as_json: AsJson = False,
) -> None:
    """Full text over statements and articles: all words must occur; letter case and accents do not count."""
    from onrecord.cli import searching

    kinds = tuple(k for k, only in (("statements", only_statements), ("articles", only_articles)) if only) or searching.KINDS
    searching.search(record, searching.Sought(searching.joined(words), story, limit, kinds), as_json)


def check(
    claim: Annotated[str, typer.Argument(help="One sentence, in quotation marks.", metavar='"A CLAIM"')],
    record: RecordPath = HERE,
    story: InStory = None,
    as_json: AsJson = False,
) -> None:
    """Who supports a claim, who contradicts it and in which slot, and who takes no side."""
    from onrecord.cli import claims

    claims.check_claim(record, claim, story, as_json)


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


COMMANDS = (
    stories,
    statements,
    people,
    unresolved,
    disputes,
    shifts,
    echoes,
    timeline,
    search,
    check,
    compare,
    requests,
    commitments,
    absences,
    show,
)
"""In the order of the help."""
SETTINGS: dict[object, dict[str, bool]] = {search: {"ignore_unknown_options": True}}  # -word is a word to leave out
