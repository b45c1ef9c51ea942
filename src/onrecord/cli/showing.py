"""``onrecord show``: one thing, whole, with its words in place."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console
from rich.text import Text

from onrecord.cli import page
from onrecord.cli.listings import write
from onrecord.errors import RecordError
from onrecord.export import document
from onrecord.model import Actor, Article, Statement
from onrecord.selection import Selection, Wanted
from onrecord.store.record import Record


def show_one(path: Path, identity: str, as_json: bool) -> None:
    """Shows the article, statement, actor, story or dispute of this id.

    Raises:
        RecordError: nothing in the record has the id, or its beginning fits several things.
    """
    with Record(path) as record:
        chosen = Selection(record, Wanted())
        statements = record.statements()
        everything: dict[str, object] = {**chosen.articles, **chosen.actors}
        everything |= {s.id: s for s in statements} | {d.id: d for d in record.disputes()} | {s.id: s for s in record.stories()}
        if identity not in everything:
            fits = sorted(k for k in everything if k.startswith(identity))
            if len(fits) != 1:
                hint = f"; {len(fits)} ids begin so: {', '.join(fits[:5])}" if fits else "; ids stand in dim print in every listing"
                raise RecordError(f"{identity}: nothing in {path} has this id{hint}")
            identity = fits[0]
        found, out = everything[identity], page.console()
        said = {s.id: s for s in statements}
        if isinstance(found, Article):
            reading = next((r for r in record.readings() if r.article == found.id), None)
            mine = [s for s in statements if s.article == found.id]
            if as_json:
                write({**document.article(found, reading), "statements": [document.statement(s) for s in mine]})
            else:
                _article(out, found, mine, {(f.start, f.end) for f in reading.furniture} if reading else set(), chosen.actors)
        elif isinstance(found, Statement):
            if as_json:
                write(document.statement(found))
            else:
                out.print(page.statement(found, chosen.actors, chosen.articles))
                out.print(page.in_place(chosen.articles[found.article].text, [(c.start, c.end) for c in found.content]))
        elif isinstance(found, Actor):
            mine = sorted((s for s in statements if s.who == found.id), key=lambda s: chosen.day_of(s) or "9999")
            if as_json:
                write({**document.actor(found), "statements": [document.statement(s) for s in mine]})
            else:
                out.print(Text(found.name, style="bold underline"))
                out.print(
                    Text(
                        f"{found.kind.value} · {found.id} · also: {', '.join(page.flat(a) for a in found.aliases) or 'no other name'}",
                        style="dim",
                    )
                )
                for office in found.offices:
                    out.print(
                        Text(
                            f"{page.flat(office.title)}{f' of {page.flat(office.of)}' if office.of else ''}, seen {office.since or '?'} to {office.until or '?'}"
                        )
                    )
                out.print()
                for s in mine:
                    out.print(page.statement(s, chosen.actors, chosen.articles))
        else:
            for d in record.disputes():
                if d.id == identity:
                    write(document.dispute(d)) if as_json else out.print(page.dispute(d, chosen.actors, chosen.articles, said))
            for story in record.stories():
                if story.id == identity:
                    if as_json:
                        write({"id": story.id, "title": story.title, "articles": list(story.articles)})
                        continue
                    out.print(Text(page.flat(story.title), style="bold underline"))
                    for a in story.articles:
                        out.print(Text(f"{page.house(chosen.articles[a])}: {page.flat(chosen.articles[a].title or '')} · {a}"))
                    out.print()
                    for d in record.disputes():
                        if d.story == story.id:
                            out.print(page.dispute(d, chosen.actors, chosen.articles, said))


def _article(
    out: Console, article: Article, statements: list[Statement], furniture: set[tuple[int, int]], actors: dict[str, Actor]
) -> None:
    out.print(Text(page.house(article), style="bold"))
    out.print(Text(f"{article.id} · {article.url or article.source}", style="dim"))
    out.print()
    text = Text(article.text)
    for start, end in furniture:
        text.stylize("dim italic", start, end)
    for s in statements:
        for c in s.content:
            text.stylize("bold", c.start, c.end)
    out.print(text)
    out.print()
    for s in statements:
        who = actors.get(s.who or "")
        out.print(Text(f"{s.start:>6}  {who.name if who else 'speaker not known'}: {page.shorten(s.words, 70)}"))
