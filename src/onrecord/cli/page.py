"""How the record looks in a terminal: plain words, few colours, nothing of an article taken for markup."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from onrecord.citation import flat as flat
from onrecord.citation import quoted as quoted
from onrecord.citation import shorten as shorten
from onrecord.model import Account, Actor, Article, Dispute, Echo, Evidence, Office, Shift, Stance, Statement, Story


def console() -> Console:
    """Standard output, 100 columns at most; no wrapping below 60 where it is no terminal."""
    out = Console(highlight=False)
    width = out.width if out.is_terminal else 100
    return Console(highlight=False, width=max(40, min(width, 100)), soft_wrap=False)


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


def statement(s: Statement, actors: dict[str, Actor], articles: dict[str, Article], why: str | None = None) -> RenderableType:
    """A statement in three lines: who, the words, where. ``why``: what hinders naming its speaker, and the id of the unnamed."""
    head = speaker(actors.get(s.who or ""), s.role)
    if how := manner(s):
        head.append(f"   {how}", style="cyan")
    words = Text(" … ".join(quoted(c.text) for c in s.content))
    lines: list[RenderableType] = [head, inset(words)]
    if why:
        lines.append(inset(Text(f"{flat(why)}{f' · {s.who}' if s.who else ''}", style="yellow")))
    return Group(*lines, inset(Text(f"{house(articles[s.article])} · {s.id}", style="dim")), Text(""))


def inset(what: RenderableType, by: int = 2) -> Padding:
    """What stands further right than what is above it."""
    return Padding(what, (0, 0, 0, by), expand=False)


def offices(actor: Actor) -> list[str]:
    """The offices in the order in which they were first seen, with the days; "Mayor" and "mayor" are one."""
    one: dict[tuple[str, str], list[Office]] = {}
    for office in actor.offices:
        one.setdefault((flat(office.title).casefold(), flat(office.of or "").casefold()), []).append(office)
    out = []
    for held in one.values():
        days = sorted(d for o in held for d in (o.since, o.until) if d)
        joint = " for " if held[0].title.casefold().split()[-1].startswith("spokes") else " of "
        title = f"{flat(held[0].title)}{joint + flat(held[0].of) if held[0].of else ''}"
        seen = "" if not days else f", seen {days[0]}" if days[0] == days[-1] else f", seen {days[0]} to {days[-1]}"
        out.append((days[0] if days else "9999", title + seen))
    return [line for _, line in sorted(out)]


def called(identity: str | None, actors: dict[str, Actor]) -> str:
    """An actor's name with its id."""
    who = actors.get(identity or "")
    return f"{flat(who.name)} ({who.id})" if who else identity or ""


def person(actor: Actor, said: int, actors: dict[str, Actor]) -> RenderableType:
    """Somebody in a listing: the name, how much was said, the offices, whom it speaks for, and the id."""
    head = Text(shorten(actor.name, 70), style="bold")
    head.append(f"   {said} statement{'' if said == 1 else 's'}", style="not bold cyan")
    lines: list[RenderableType] = [head]
    lines += [inset(Text(line)) for line in offices(actor)]
    if actor.speaks_for:
        lines.append(inset(Text(f"speaks for {called(actor.speaks_for, actors)}")))
    if actor.part_of:
        lines.append(inset(Text(f"part of the government of {called(actor.part_of, actors)}")))
    return Group(*lines, inset(Text(f"{actor.kind.value} · {actor.id}", style="dim")), Text(""))


def _distinct(actor: Actor) -> list[str]:
    """The aliases, those that differ in case, article or a comma given once."""
    known: dict[str, str] = {}
    for alias in (actor.name, *actor.aliases):
        plain = flat(alias).strip(" ,")
        known.setdefault(plain.casefold().removeprefix("the ").removeprefix("a "), plain)
    return list(known.values())[1:]


def profile(actor: Actor, actors: dict[str, Actor]) -> RenderableType:
    """Somebody, whole: names, offices, whom it speaks for and who for it, what it is a part of and what its parts are."""
    facts: list[tuple[str, list[str]]] = [
        ("id", [f"{actor.id} · {actor.kind.value}"]),
        ("also", [", ".join(_distinct(actor))]),
        ("offices", offices(actor)),
        ("speaks for", [called(actor.speaks_for, actors)]),
        ("spoken for by", [called(a.id, actors) for a in actors.values() if a.speaks_for == actor.id]),
        ("part of", [called(actor.part_of, actors)]),
        ("parts", [called(a.id, actors) for a in actors.values() if a.part_of == actor.id]),
        ("Wikidata", [actor.qid or ""]),
    ]
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(style="dim", no_wrap=True)
    table.add_column()
    for label, lines in facts:
        if any(lines):
            table.add_row(label, Text("\n".join(lines)))
    return Group(Text(flat(actor.name), style="bold underline"), table, Text(""))


def utterance(s: Statement, article: Article) -> RenderableType:
    """A statement of somebody who is known: the day, the role at the time, how and to whom, the words, outlet, article and id."""
    told = s.said_on or (f"printed {article.published[:10]}" if article.published else "on no known day")
    head = Text(f"{'said ' if s.said_on else ''}{told}", style="bold")
    for part in (f"as {flat(s.role)}" if s.role else "", manner(replace(s, said_on=None)), f"reported in {s.within}" if s.within else ""):
        head.append(f" · {part}" if part else "", style="not bold cyan")
    words = Text(" … ".join(quoted(c.text) for c in s.content))
    place = Text(f"{house(article)} · {article.id} · {s.id}", style="dim")
    return Group(head, inset(words), inset(place), Text(""))


def evidence(
    e: Evidence,
    actors: Mapping[str, Actor],
    articles: Mapping[str, Article],
    statements: Mapping[str, Statement],
    number: int | None = None,
    placed: bool = False,
    why: str | None = None,
) -> RenderableType:
    """A line of evidence: holder, day and house, the words; with a number or ``placed`` also the manner, and where it stands."""
    s = statements.get(e.statement or "")
    head = speaker(actors.get(e.who or ""), s.role if s else None) if e.who or s else Text("the article itself", style="italic")
    how = [f"said {s.said_on}" if s and s.said_on else "", house(articles[e.article])]
    if (placed or number is not None) and s:
        how.insert(1, manner(replace(s, said_on=None, stance=Stance.ASSERTS)))
    head.append(f"   {' · '.join(h for h in how if h)}", style="cyan")
    if why or (s and s.stance != "asserts"):
        head.append(f" · {why or (s.stance.value if s else '')}", style="magenta")
    if number is None and not placed:
        return Group(head, inset(Text(quoted(e.text))))
    place = Text(f"{e.article}, {e.start} to {e.end}{f' · {e.statement}' if e.statement else ''}", style="dim")
    if number is None:
        return Group(head, inset(Text(quoted(e.text))), inset(place))
    table = Table.grid(padding=(0, 1, 0, 0))
    table.add_column(style="bold", no_wrap=True, justify="right", min_width=2)
    table.add_column()
    table.add_row(str(number), Group(head, Text(quoted(e.text)), place))
    return table


def account(
    number: int,
    a: Account,
    actors: Mapping[str, Actor],
    articles: Mapping[str, Article],
    statements: Mapping[str, Statement],
    first: int | None = None,
) -> RenderableType:
    """One account of a dispute; ``first``: the number of its first line, where lines are to be numbered and placed."""
    sources = f"{a.independent_sources} independent source{'' if a.independent_sources == 1 else 's'}, {a.outlets} outlet{'' if a.outlets == 1 else 's'}"
    head = Text(f"Account {number}: {flat(a.says)}", style="bold green")
    lines: list[RenderableType] = [head, Text(f"{sources}; first seen {a.first_seen or 'on no known day'}", style="dim"), Text("")]
    for n, e in enumerate(a.evidence):
        lines.append(evidence(e, actors, articles, statements, None if first is None else first + n))
    return Padding(Group(*lines), (0, 0, 1, 2), expand=False)


def dispute(
    d: Dispute,
    actors: Mapping[str, Actor],
    articles: Mapping[str, Article],
    statements: Mapping[str, Statement],
    whole: bool = False,
) -> RenderableType:
    """A dispute: the question, its accounts, and why the tool thinks so; ``whole``: with its lines numbered and placed."""
    head = Text(flat(d.question), style="bold underline")
    if d.verdict:
        head.append(f"   {d.verdict}", style="bold not underline yellow")
    facts = Text(f"{d.level} · {d.kind.replace('_', ' ')} · they differ in: {d.slot} · score {d.score:.2f} · {d.id}", style="dim")
    parts: list[RenderableType] = [head, facts, Text("")]
    line = 1
    for n, a in enumerate(d.accounts, 1):
        parts.append(account(n, a, actors, articles, statements, line if whole else None))
        line += len(a.evidence)
    parts.append(inset(Text(f"Why: {flat(d.why)}.", style="dim")))
    parts.append(Text(""))
    return Group(*parts)


def story(s: Story, articles: Mapping[str, Article], contested: int) -> RenderableType:
    """A story: its title, its days, how many articles of how many outlets, how contested it is, and the articles."""
    mine = [articles[a] for a in s.articles]
    days = sorted(a.published[:10] for a in mine if a.published)
    span = "no date" if not days else days[0] if days[0] == days[-1] else f"{days[0]} to {days[-1]}"
    outlets = len({a.outlet or a.source for a in mine})
    facts = Text(f"{span} · {many(len(mine), 'article')}, {many(outlets, 'outlet')} · ", style="dim")
    facts.append(many(contested, "dispute"), style="not dim bold magenta" if contested else "dim")
    facts.append(f" · {s.id}", style="dim")
    lines = [inset(Text(f"{house(a)}: {shorten(a.title or '', 60)} · {a.id}")) for a in mine]
    return Group(Text(flat(s.title), style="bold"), inset(facts), *lines, Text(""))


def shift(
    s: Shift, actors: Mapping[str, Actor], articles: Mapping[str, Article], statements: Mapping[str, Statement], whole: bool = False
) -> RenderableType:
    """Somebody who changed the account: about what, both statements with their days, and why the tool thinks so."""
    head = speaker(actors.get(s.who), None)
    head.append(f"   on {flat(s.about)}", style="cyan")
    parts: list[RenderableType] = [head, inset(Text(f"{s.id}{f' · {s.story}' if whole else ''}", style="dim"))]
    for label, key in (("first", s.earlier), ("later", s.later)):
        said = statements.get(key)
        if said is not None:
            parts.append(inset(Text(label, style="bold green")))
            parts.append(inset(utterance(said, articles[said.article]), 4))
    parts.append(inset(Text(f"Why: {flat(s.why)}.", style="dim")))
    return Group(*parts, Text(""))


def echo(
    e: Echo, actors: Mapping[str, Actor], articles: Mapping[str, Article], statements: Mapping[str, Statement], whole: bool = False
) -> RenderableType:
    """Statements that rest on one act of saying."""
    said = [statements[k] for k in e.statements if k in statements]
    outlets = len({articles[s.article].outlet or s.article for s in said})
    head = Text(f"{e.kind}", style="bold")
    head.append(f"   {many(len(said), 'statement')}, {many(outlets, 'outlet')}", style="not bold cyan")
    parts: list[RenderableType] = [head, inset(Text(f"{e.id}{f' · {e.story}' if whole else ''}", style="dim"))]
    for s in said:
        line = speaker(actors.get(s.who or ""), s.role)
        line.append(f"   {house(articles[s.article])} · {s.id}", style="dim")
        words = " … ".join(quoted(c.text) for c in s.content)
        parts += [inset(line), inset(Text(words if whole else shorten(words, 160)), 4)]
    return Group(*parts, Text(""))


def many(number: int, what: str) -> str:
    """A number with its noun."""
    return f"{number} {what}{'' if number == 1 else 's'}"


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
