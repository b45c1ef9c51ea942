"""How a request or a commitment looks in a terminal: who, whom, of what, where it stands, and its history line by line."""

from __future__ import annotations

from collections.abc import Mapping

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from onrecord.cli import page
from onrecord.judgements.states import told_by
from onrecord.model import Actor, Article, Commitment, Request
from onrecord.selection import Selection
from onrecord.standing import Standing

WORDS = 150
"""Characters of a step's words in a history; ``show`` has them all among its evidence."""


def name(actor: str | None, actors: Mapping[str, Actor]) -> str:
    """An actor's name."""
    who = actors.get(actor or "")
    return page.flat(who.name) if who is not None else "somebody not known"


def head(pledge: Request | Commitment, where: Standing, actors: Mapping[str, Actor]) -> RenderableType:
    """Who asks whom of what, or undertakes what, and where it stands."""
    line = Text(name(pledge.by, actors), style="bold")
    if isinstance(pledge, Request):
        line.append(f" → {', '.join(name(a, actors) for a in pledge.to) or name(None, actors)}")
        told = [f"via {page.flat(pledge.via)}" if pledge.via else "", pledge.when or ""]
        line.append(f": {page.quoted(pledge.of)}", style="not bold")
    else:
        told = [f"due {pledge.due}" if pledge.due else "no day due"]
        line.append(f": {page.quoted(pledge.what)}", style="not bold")
    if pledge.verdict:
        line.append(f"   {pledge.verdict}", style="bold yellow")
    facts = Text(" · ".join([t for t in told if t] + [""]), style="cyan")
    facts.append(_where(where, actors), style="bold" if where.open else "bold green")
    if where.open:
        facts.append(" · open", style="cyan")
    if (told_days := due_in_words(where)) is not None:
        facts.append(f" · {told_days}", style="bold red" if where.overdue else "cyan")
    facts.append(f" · as of {where.as_of.isoformat()} · {pledge.id}", style="dim")
    return Group(line, page.inset(facts))


def _where(where: Standing, actors: Mapping[str, Actor]) -> str:
    """The state; where those asked stand otherwise than one another, that of each."""
    if len(set(where.by.values())) > 1:
        return "; ".join(f"{name(who, actors)}: {state}" for who, state in where.by.items())
    return where.state or "no state known"


def due_in_words(where: Standing) -> str | None:
    """In how many days it is due, or for how many it is overdue; None where it has no such day or is closed."""
    days = where.due_in_days
    if days is None:
        return None
    doubt, told = ", the day is uncertain" if where.uncertain else "", "day"
    if days < 0:
        return f"overdue by {page.many(-days, told)} (computed{doubt})"
    return f"due {f'in {page.many(days, told)}' if days else 'today'} (computed{doubt})"


def history(pledge: Request | Commitment, actors: Mapping[str, Actor], articles: Mapping[str, Article], whole: bool = False) -> Table:
    """Its states, one a row: the day, the state, by whom and in what words, and where they are printed."""
    numbers = {(e.article, e.start, e.end): n for n, e in enumerate(told_by(pledge), 1)}
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True, style="bold")
    table.add_column()
    for step in pledge.history:
        e = step.evidence
        line = Text(f"{name(step.by, actors)}: " if step.by else "")
        line.append(page.quoted(page.shorten(e.text, WORDS)))
        place = f"{page.house(articles[e.article])} · {e.statement or e.article}"
        line.append(f" · {f'line {numbers[e.article, e.start, e.end]} · ' if whole else ''}{place}", style="dim")
        if step.judgement is not None:
            line.append(f" · set by a person, judgement {step.judgement}", style="yellow")
        table.add_row(Text(step.on or "no day", style="cyan"), Text(step.state), line)
    return table


def pledge(found: Request | Commitment, where: Standing, chosen: Selection) -> RenderableType:
    """A request or a commitment in a listing."""
    return Group(head(found, where, chosen.actors), page.inset(history(found, chosen.actors, chosen.articles)), Text(""))


def whole(found: Request | Commitment, where: Standing, chosen: Selection) -> RenderableType:
    """A request or a commitment with all its lines, numbered and in place."""
    parts: list[RenderableType] = [head(found, where, chosen.actors), Text(""), page.inset(Text("History", style="bold green"))]
    parts += [page.inset(history(found, chosen.actors, chosen.articles, whole=True), 4), Text("")]
    parts.append(page.inset(Text("Evidence", style="bold green")))
    for n, e in enumerate(told_by(found), 1):
        parts.append(page.inset(page.evidence(e, chosen.actors, chosen.articles, chosen.said, n)))
        parts.append(page.inset(page.in_place(chosen.articles[e.article].text, [(e.start, e.end)], 160), 5))
        parts.append(Text(""))
    return Group(*parts)
