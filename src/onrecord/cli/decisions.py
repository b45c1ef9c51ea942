"""The commands by which a person decides, as far as their options go."""

from __future__ import annotations

from typing import Annotated, Optional

import typer

from onrecord.cli.options import HERE, AsJson, By, RecordPath, Why

Dispute = Annotated[str, typer.Argument(help="Id of a dispute.", metavar="DISPUTE")]
Ruled = Annotated[str, typer.Argument(help="Id of a dispute, a request or a commitment.", metavar="ID")]
Lines = Annotated[Optional[list[int]], typer.Option("--line", help="Of a dispute, by its number in `show`; once for each.")]


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


def merge(
    things: Annotated[list[str], typer.Argument(help="Ids or names of people or bodies, or ids of disputes.", metavar="ACTOR…|DISPUTE…")],
    record: RecordPath = HERE,
    accounts: Annotated[
        Optional[list[int]], typer.Option("--account", help="Of one dispute, by its number in `show`; twice or more.")
    ] = None,
    by: By = None,
    why: Why = "",
) -> None:
    """Says that several actors are one, that disputes are one matter, or accounts of a dispute one. Later articles obey it."""
    from onrecord.cli import judging

    judging.merge(record, things, accounts or [], by, why)


def split(
    thing: Annotated[str, typer.Argument(help="An actor's id or name, or a dispute's id.", metavar="ACTOR|DISPUTE")],
    statements: Annotated[Optional[list[str]], typer.Argument(help="Statements that are somebody else's.", metavar="[STATEMENT…]")] = None,
    record: RecordPath = HERE,
    lines: Lines = None,
    says: Annotated[Optional[str], typer.Option("--says", help="What the account split off says.")] = None,
    question: Annotated[Optional[str], typer.Option("--question", help="Of the dispute split off.")] = None,
    by: By = None,
    why: Why = "",
) -> None:
    """Says that some of an actor's statements are somebody else's, or that lines of a dispute stand apart.

    Lines of one account become an account of their own, lines of several a dispute of their own.
    """
    from onrecord.cli import judging

    judging.split(record, thing, statements or [], judging.Parting(lines or [], says, question), by, why)


def move(
    dispute: Dispute,
    to: Annotated[str, typer.Option("--to", help="An account's number in `show`, or `out`.", metavar="ACCOUNT|out")],
    record: RecordPath = HERE,
    lines: Lines = None,
    by: By = None,
    why: Why = "",
) -> None:
    """Puts lines of a dispute under another account, or out of the dispute."""
    from onrecord.cli import judging

    judging.move(record, dispute, lines or [], to, by, why)


def confirm(identity: Ruled, record: RecordPath = HERE, by: By = None, why: Why = "") -> None:
    """Says that a dispute is one, or that this was asked or promised: it stays, whatever is added or read again."""
    from onrecord.cli import judging

    judging.confirm(record, identity, by, why)


def dismiss(identity: Ruled, record: RecordPath = HERE, by: By = None, why: Why = "") -> None:
    """Says that a dispute is none, or that this was not asked or promised: it is listed no more, unless with --dismissed."""
    from onrecord.cli import judging

    judging.dismiss(record, identity, by, why)


def state(
    identity: Annotated[str, typer.Argument(help="Of a request or a commitment.", metavar="ID")],
    name: Annotated[
        Optional[str], typer.Argument(help="agreed, kept and so on; left out where only --due is set.", metavar="[STATE]")
    ] = None,
    record: RecordPath = HERE,
    on: Annotated[Optional[str], typer.Option("--on", help="The day it came into the state; by default that of the words.")] = None,
    whom: Annotated[Optional[str], typer.Option("--by-whom", help="Whose doing it is: an actor's id or name.", metavar="ACTOR")] = None,
    line: Annotated[Optional[int], typer.Option("--line", help="The words that tell it, by their number in `show`.")] = None,
    article: Annotated[Optional[str], typer.Option("--article", help="Or the article that tells it …")] = None,
    words: Annotated[Optional[str], typer.Option("--words", help="… and its words, exactly as they stand, once in it.")] = None,
    due: Annotated[Optional[str], typer.Option("--due", help="The day by which it is to be done, or `none`.", metavar="DAY")] = None,
    untrue: Annotated[bool, typer.Option("--not", help="It did not come into the state: takes a proposed step away.")] = False,
    by: By = None,
    why: Why = "",
) -> None:
    """Says where a request or a commitment stands, with the words that tell it; or when it is due. The tool proposes, you decide."""
    from onrecord.cli import judging
    from onrecord.judgements.followup import Told

    judging.state(record, identity, Told(name, on, whom, line, article, words, due, untrue), by, why)


def edit(
    article: Annotated[str, typer.Argument(help="Id of an article.", metavar="ARTICLE")],
    record: RecordPath = HERE,
    outlet: Annotated[Optional[str], typer.Option("--outlet", help="Who printed it; empty takes it away, as with the others.")] = None,
    published: Annotated[Optional[str], typer.Option("--published", help="The day or time printed (2031-03-12).")] = None,
    title: Annotated[Optional[str], typer.Option("--title", help="Its title.")] = None,
    url: Annotated[Optional[str], typer.Option("--url", help="Its address.")] = None,
    by: By = None,
    why: Why = "",
) -> None:
    """Corrects what was given with an article; what hangs on it is read again. Its text and its id stay; `undo` takes it back."""
    from onrecord.cli import editing

    editing.edit(record, article, {"outlet": outlet, "published": published, "title": title, "url": url}, by, why)


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


def undo(
    number: Annotated[Optional[int], typer.Argument(help="Of a judgement; the last one by default.")] = None,
    record: RecordPath = HERE,
    by: By = None,
) -> None:
    """Takes a judgement back. Its row stays, marked as undone."""
    from onrecord.cli import judging

    judging.undo(record, number, by)


def judgements(
    record: RecordPath = HERE,
    every: Annotated[bool, typer.Option("--all", help="Also those that were taken back.")] = False,
    as_json: AsJson = False,
) -> None:
    """What people decided: who, when, why, and on which words."""
    from onrecord.cli import judging

    judging.listing(record, every, as_json)


COMMANDS = (correct, merge, split, rename, confirm, dismiss, move, state, edit, undo, judgements)
