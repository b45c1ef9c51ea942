"""How the record looks in a terminal: plain words, few colours, nothing of an article taken for markup."""

from __future__ import annotations

import textwrap

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from onrecord.model import Account, Actor, Article, Dispute, Evidence, Statement


def console() -> Console:
    """Standard output, 100 columns at most; no wrapping below 60 where it is no terminal."""
    out = Console(highlight=False)
    width = out.width if out.is_terminal else 100
    return Console(highlight=False, width=max(40, min(width, 100)), soft_wrap=False)


def flat(words: str) -> str:
    """One line without line breaks or control characters."""
    return " ".join("".join(c if c.isprintable() or c.isspace() else "\ufffd" for c in words).split())


def quoted(words: str) -> str:
    """The words between marks that say where they begin and end; words in marks of their own keep them."""
    words = flat(words)
    return words if words[:1] in "“\"‘'«" else f"[{words}]"


def house(article: Article) -> str:
    """Outlet and day of an article, as a reporter names a source."""
    return f"{article.outlet or article.source}, {(article.published or 'no date')[:10]}"


def speaker(actor: Actor | None, role: str | None) -> Text:
    """A holder with the role beside it."""
    if actor is None:
        return Text("speaker not known", style="italic yellow")
    line = Text(flat(actor.name), style="bold")
    if role and role.casefold() not in (actor.name.casefold(), "") and actor.name.casefold() not in role.casefold():
        line.append(f", {flat(role)}", style="not bold")
    return line


def manner(s: Statement) -> str:
    """Stance, channel, addressee and day of a statement in words."""
    parts = [] if s.stance == "asserts" else [s.stance.value]
    if s.addressee:
        parts.append(f"to {flat(s.addressee)}")
    if s.channel:
        parts.append(f"in {flat(s.channel)}" if not s.channel.lower().startswith("phone") else "by phone")
    if s.said_on:
        parts.append(f"on {s.said_on}")
    return " · ".join(parts)


def statement(s: Statement, actors: dict[str, Actor], articles: dict[str, Article]) -> RenderableType:
    """A statement in three lines: who, the words, where."""
    head = speaker(actors.get(s.who or ""), s.role)
    if how := manner(s):
        head.append(f"   {how}", style="cyan")
    words = Text(" … ".join(quoted(c.text) for c in s.content))
    return Group(head, Padding(words, (0, 0, 0, 2), expand=False), Text(f"  {house(articles[s.article])} · {s.id}", style="dim"), Text(""))


def _evidence(e: Evidence, actors: dict[str, Actor], articles: dict[str, Article], statements: dict[str, Statement]) -> RenderableType:
    s = statements.get(e.statement or "")
    head = speaker(actors.get(e.who or ""), s.role if s else None) if e.who or s else Text("the article itself", style="italic")
    day = s.said_on if s and s.said_on else None
    head.append(f"   {f'said {day} · ' if day else ''}{house(articles[e.article])}", style="cyan")
    if s and s.stance != "asserts":
        head.append(f" · {s.stance.value}", style="magenta")
    return Group(head, Padding(Text(quoted(e.text)), (0, 0, 0, 2), expand=False))


def account(
    number: int, a: Account, actors: dict[str, Actor], articles: dict[str, Article], statements: dict[str, Statement]
) -> RenderableType:
    """One account of a dispute."""
    sources = f"{a.independent_sources} independent source{'' if a.independent_sources == 1 else 's'}, {a.outlets} outlet{'' if a.outlets == 1 else 's'}"
    head = Text(f"Account {number}: {flat(a.says)}", style="bold green")
    lines: list[RenderableType] = [head, Text(f"{sources}; first seen {a.first_seen or 'on no known day'}", style="dim"), Text("")]
    for e in a.evidence:
        lines.append(_evidence(e, actors, articles, statements))
    return Padding(Group(*lines), (0, 0, 1, 2), expand=False)


def dispute(d: Dispute, actors: dict[str, Actor], articles: dict[str, Article], statements: dict[str, Statement]) -> RenderableType:
    """A dispute: the question, its accounts, and why the tool thinks so."""
    head = Text(flat(d.question), style="bold underline")
    facts = Text(f"{d.level} · {d.kind.replace('_', ' ')} · they differ in: {d.slot} · score {d.score:.2f} · {d.id}", style="dim")
    parts: list[RenderableType] = [head, facts, Text("")]
    parts += [account(n, a, actors, articles, statements) for n, a in enumerate(d.accounts, 1)]
    parts.append(Text(f"  Why: {d.why}.", style="dim"))
    parts.append(Text(""))
    return Group(*parts)


def in_place(text: str, spans: list[tuple[int, int]], around: int = 240) -> Text:
    """The words in their surroundings, the spans marked."""
    begin, end = max(0, min(a for a, _ in spans) - around), min(len(text), max(b for _, b in spans) + around)
    out, at = Text("…" if begin else "", style="dim"), begin
    for a, b in sorted(spans):
        out.append(text[at:a], style="dim")
        out.append(text[a:b], style="bold not dim")
        at = b
    out.append(text[at:end], style="dim")
    out.append("…" if end < len(text) else "", style="dim")
    return out


def shorten(words: str, width: int) -> str:
    """The words cut to a width at a word's end."""
    return textwrap.shorten(flat(words), width, placeholder=" …")
