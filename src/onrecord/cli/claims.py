"""``onrecord check``: a claim put to a record."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console
from rich.text import Text

from onrecord.check import Passage
from onrecord.check import check as checked
from onrecord.cli import page
from onrecord.cli.listings import write
from onrecord.export.computed import checked_claim
from onrecord.model import Actor, Article, Statement
from onrecord.store.record import Record
from onrecord.store.retrieval import Retrieval

SIDES = (
    ("supports", "Supported by", "bold green"),
    ("contradicts", "Contradicted by", "bold red"),
    ("neither", "Take no side, in the same coverage", "bold"),
)
SHOWN = 25
"""Passages of a side that are printed; further ones are counted, and --json has all."""


def check_claim(path: Path, claim: str, story: str | None, as_json: bool) -> None:
    """Who supports a claim, who contradicts it, who takes no side.

    Raises:
        UsageError: there is no claim, or it is too long.
        RecordError: the story is not in the record.
    """
    with Record(path) as record:
        found = checked(record, claim, story)
        if as_json:
            write(checked_claim(found))
            return
        passages = [*found.supports, *found.contradicts, *found.neither]
        places = {p.evidence.article for p in passages}
        retrieval = Retrieval(record)
        actors = {a.id: a for a in retrieval.actors(places)}
        articles = {a.id: a for a in record.articles(places)}
        said = {s.id: s for s in retrieval.statements(places)}
    out = page.console()
    out.print(Text(page.flat(found.claim), style="bold underline"))
    if found.note:
        out.print(Text(f"Note: {found.note}.", style="yellow"))
    out.print()
    if not passages:
        out.print("Nothing in this record speaks of it.")
        return
    for name, title, style in SIDES:
        _side(out, title, style, getattr(found, name), actors, articles, said)
    if not found.supports and not found.contradicts:
        out.print("Nobody in this record takes a side on it.")


def _side(
    out: Console,
    title: str,
    style: str,
    passages: tuple[Passage, ...],
    actors: dict[str, Actor],
    articles: dict[str, Article],
    said: dict[str, Statement],
) -> None:
    if not passages:
        return
    holders = len({p.evidence.who or p.evidence.article for p in passages})
    head = Text(title, style=style)
    head.append(f"   {page.many(len(passages), 'passage')}, {page.many(holders, 'holder')}", style="not bold dim")
    out.print(head)
    why = None
    for p in passages[:SHOWN]:
        sure = f" · score {p.score:.2f}" if p.score and p.dispute is None else ""
        reason = f"{f'differs in: {p.slot} · ' if p.slot else ''}{page.flat(p.why)}{f' · {p.dispute}' if p.dispute else sure}"
        if reason != why:
            out.print(page.inset(Text(reason, style="dim")))
            why = reason
        out.print(page.inset(page.evidence(p.evidence, actors, articles, said, placed=True), 4))
    if len(passages) > SHOWN:
        out.print(page.inset(Text(f"… and {len(passages) - SHOWN} more; --json lists all", style="dim")))
    out.print()
