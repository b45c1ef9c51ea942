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
    """Shows the article, statement, actor, story or dispute of this id, or the actor of this name.

    Raises:
        RecordError: nothing in the record has the id or the name, or it fits several things.
    """
    with Record(path) as record:
        chosen = Selection(record, Wanted())
        statements = record.statements()
        everything: dict[str, object] = {**chosen.articles, **chosen.actors}
        everything |= {s.id: s for s in statements} | {d.id: d for d in record.disputes()} | {s.id: s for s in record.stories()}
        if identity not in everything:
            identity = _meant(identity, sorted(everything), chosen, path)
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
                out.print(page.profile(found, chosen.actors))
                for s in mine:
                    out.print(page.utterance(s, chosen.articles[s.article]))
                count = f"{len(mine)} statement{'' if len(mine) == 1 else 's'}, in the order of the days said, else printed"
                out.print(f"{count}; below each: outlet and day printed · article · statement" if mine else "No statements.")
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


def _meant(words: str, ids: list[str], chosen: Selection, path: Path) -> str:
    """The id that begins so, or that of the one actor of this name."""
    fits = [k for k in ids if k.startswith(words)]
    if len(fits) == 1:
        return fits[0]
    if fits:
        raise RecordError(f"{words}: {len(fits)} ids in {path} begin so: {', '.join(fits[:5])}; give one")
    people = chosen.called(words)
    if len(people) == 1:
        return people[0].id
    hint = f"; {len(people)} are called so: {', '.join(a.id for a in people[:5])}; give an id" if people else "; ids stand in every listing"
    raise RecordError(f"{words}: {'more than one thing' if people else 'nothing'} in {path} has this id or name{hint}")


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
