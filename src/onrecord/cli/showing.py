"""``onrecord show``: one thing, whole, with its words in place."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console
from rich.text import Text

from onrecord.cli import page, pledges
from onrecord.cli.listings import write
from onrecord.errors import RecordError
from onrecord.export import document
from onrecord.model import Actor, Article, Commitment, Dispute, Echo, Request, Shift, Statement, Story
from onrecord.selection import Selection, Wanted
from onrecord.store.record import Record


def show_one(path: Path, identity: str, as_json: bool) -> None:
    """Shows the article, statement, actor, story, dispute, shift, echo, request or commitment of this id, or the actor of this name.

    Raises:
        RecordError: nothing in the record has the id or the name, or it fits several things.
    """
    with Record(path) as record:
        chosen = Selection(record, Wanted())
        said = chosen.said
        statements = list(said.values())
        everything: dict[str, object] = {**chosen.articles, **chosen.actors}
        for things in (
            statements,
            record.disputes(),
            record.stories(),
            record.shifts(),
            record.echoes(),
            record.requests(),
            record.commitments(),
        ):
            everything |= {thing.id: thing for thing in things}
        if identity not in everything:
            identity = _meant(identity, sorted(everything), chosen, path)
        found, out = everything[identity], page.console()
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
        elif isinstance(found, Dispute):
            write(document.dispute(found)) if as_json else _dispute(out, found, chosen)
        elif isinstance(found, Shift):
            write(document.shift(found)) if as_json else out.print(page.shift(found, chosen.actors, chosen.articles, said, True))
        elif isinstance(found, Echo):
            write(document.echo(found)) if as_json else out.print(page.echo(found, chosen.actors, chosen.articles, said, True))
        elif isinstance(found, Request | Commitment):
            pledges.show(out, found, chosen, as_json)
        elif isinstance(found, Story):
            inside = [d for d in chosen.disputes() if d.story == found.id]
            if as_json:
                write({"id": found.id, "title": found.title, "articles": list(found.articles), "disputes": [d.id for d in inside]})
                return
            out.print(page.story(found, chosen.articles, len(inside)))
            for d in inside:
                out.print(page.dispute(d, chosen.actors, chosen.articles, said))


def _dispute(out: Console, dispute: Dispute, chosen: Selection) -> None:
    """A dispute, whole: its lines numbered for `move` and `split`, and what people decided about it."""
    from onrecord.check import silent
    from onrecord.judgements.minutes import SHOWN, told

    out.print(page.dispute(dispute, chosen.actors, chosen.articles, chosen.said, whole=True))
    lines = [e for a in dispute.accounts for e in a.evidence]
    absences = chosen.record.absences()
    aside = [
        p
        for p in silent(chosen.said.values(), absences, {e.article for e in lines})
        if p.evidence.statement not in {e.statement for e in lines} - {None}
    ]
    if aside:
        out.print(Text("  Take no side", style="bold"))
        for p in aside:
            out.print(page.inset(page.evidence(p.evidence, chosen.actors, chosen.articles, chosen.said, why=p.why), 4))
        out.print()
    for judgement in chosen.record.judgements():
        if judgement.id in dispute.judgements:
            what = SHOWN.get(judgement.kind, judgement.kind)
            out.print(Text(f"  Judgement {judgement.id}: {what}, by {page.flat(judgement.by)}, {judgement.made[:10]}", style="yellow"))
            for line in told(judgement)[1:]:
                out.print(page.inset(Text(line), 4))
    out.print(
        Text(
            f"Yours to decide: onrecord confirm, dismiss, split --line N, merge --account N, move --line N --to ACCOUNT "
            f"(lines 1 to {len(lines)}, accounts 1 to {len(dispute.accounts)}).",
            style="dim",
        )
    )


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
