"""``onrecord search``: full text over articles and statements, the words that were found marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.text import Text

from onrecord.cli import page
from onrecord.cli.listings import write
from onrecord.errors import UsageError
from onrecord.excerpts import Excerpt, Piece, plain
from onrecord.export import computed
from onrecord.finds import FURTHEST, Finds, Said, articles, settled, statements
from onrecord.search import FILTERS, parse
from onrecord.store.record import Record
from onrecord.store.retrieval import Retrieval

KINDS = ("statements", "articles")
SIZE = 20
"""Finds of each kind unless --limit says otherwise."""


@dataclass(frozen=True, slots=True)
class Sought:
    """What is searched for, and which finds are to be shown. ``kinds``: statements, articles, or both."""

    words: str
    story: str | None = None
    limit: int = SIZE
    kinds: tuple[str, ...] = KINDS


def joined(words: Sequence[str]) -> str:
    """The words of a command line as one query: a single argument as it stands, of several those with blanks as phrases.

    Raises:
        UsageError: a word looks like an option.
    """
    for word in words:
        if word.startswith("--"):
            raise UsageError(f"{word}: search has no such option; to leave a word out write it with one hyphen")
    return words[0] if len(words) == 1 else " ".join(map(_phrase, words))


def _phrase(word: str) -> str:
    if not any(c.isspace() for c in word.strip()) or '"' in word:
        return word
    name, colon, value = word.partition(":")
    return f'{name}:"{value}"' if colon and name.casefold() in FILTERS else f'"{word}"'


def search(path: Path, sought: Sought, as_json: bool) -> None:
    """Searches.

    Raises:
        UsageError: nothing is searched for, or the query is not understood.
        RecordError: the story is not in the record.
    """
    if not 1 <= sought.limit <= FURTHEST:
        raise UsageError(f"--limit {sought.limit}: give a number from 1 to {FURTHEST:,}")
    query = parse(sought.words).within(sought.story)
    if query.empty:
        raise UsageError("say what to search for: a word, a phrase in quotation marks, or a filter such as who:NAME")
    with Record(path) as record:
        retrieval = Retrieval(record)
        query = settled(retrieval, query)
        found = {
            kind: look(retrieval, query, sought.limit)
            for kind, look in (("statements", statements), ("articles", articles))
            if kind in sought.kinds
        }
    if as_json:
        write(_document(found))
        return
    out = page.console()
    for kind, some in found.items():
        count = some.statements_found if kind == "statements" else some.articles_found
        if count is None:
            out.print(Text("Articles are nobody's words: without who: they are searched, too.", style="dim"))
            continue
        out.print(Text(page.many(count, kind[:-1]), style="bold underline"))
        out.print()
        for said in some.said:
            _print(out, _speaker(said), said.excerpt, f"{page.house(said.article)} · {said.statement.id}")
        for printed in some.printed:
            head = _text(printed.title, "bold") if printed.title else Text("without a title", style="italic")
            _print(out, head, printed.excerpt, f"{page.house(printed.article)} · {printed.article.id}")
        if (left := count - len(some.said) - len(some.printed)) > 0:
            out.print(
                Text(f"{left:,} more; --limit shows them, further words or who:, outlet:, since:, until: narrow it down", style="dim")
            )
            out.print()


def _speaker(said: Said) -> Text:
    line = page.speaker(said.speaker, said.statement.role)
    if said.statement.said_on:
        line.append(f"   said {said.statement.said_on}", style="cyan")
    return line


def _print(out: Any, head: Text, found: Excerpt, place: str) -> None:
    out.print(head)
    words = _text(found.pieces)
    out.print(page.inset(Text.assemble("… " if found.cut_before else "", words, " …" if found.cut_after else "")))
    out.print(page.inset(Text(page.flat(place), style="dim")))
    out.print()


def _text(pieces: tuple[Piece, ...], style: str = "") -> Text:
    out, at = Text(style=style), None
    for piece in pieces:
        out.append(" … " if at is not None and piece.start != at else "")
        out.append(plain(piece.words), style="bold reverse" if piece.found else "")
        at = piece.start + len(piece.words)
    return out


def _document(found: dict[str, Finds]) -> dict[str, Any]:
    out: dict[str, Any] = {}
    if (said := found.get("statements")) is not None:
        out |= {"statements": [computed.found_statement(s) for s in said.said], "statements_found": said.statements_found}
    if (printed := found.get("articles")) is not None:
        out |= {"articles": [computed.found_article(a) for a in printed.printed], "articles_found": printed.articles_found}
    return out
