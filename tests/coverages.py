"""Coverage made by hand: statements are found by their words, so that a test reads like the article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.linking.coverage import Coverage
from onrecord.model import Actor, ActorKind, Article, Evidence, Office, Span, Stance, Statement, StatementKind, Story


@dataclass(frozen=True)
class Said:
    """One statement to be: its words (several where it is split) in an article, and who says them with which cue."""

    article: str
    words: str | Sequence[str]
    who: str | None
    cue: str | None = None
    stance: Stance = Stance.ASSERTS
    said_on: str | None = None
    within: int | None = None


def person(name: str, *offices: tuple[str, str | None]) -> Actor:
    return Actor(name, name, ActorKind.PERSON, offices=tuple(Office(title, of) for title, of in offices))


def body(name: str) -> Actor:
    return Actor(name, name, ActorKind.ORGANISATION)


def unnamed(description: str) -> Actor:
    return Actor(description, description, ActorKind.UNNAMED)


def coverage(texts: Sequence[tuple[str, str]], actors: Sequence[Actor], said: Sequence[Said]) -> Coverage:
    """The coverage of one story.

    Args:
        texts: day printed and text of the articles a1, a2 and so on; outlets are Paper 1, Paper 2 and so on.
        said: becomes the statements s0, s1 and so on.
    """
    articles = {f"a{n}": Article(f"a{n}", text, f"a{n}", f"Paper {n}", None, day) for n, (day, text) in enumerate(texts, 1)}
    statements = []
    for n, one in enumerate(said):
        text = articles[one.article].text
        parts = [one.words] if isinstance(one.words, str) else list(one.words)
        spans = tuple(Span.of(text, text.index(p), text.index(p) + len(p)) for p in parts)
        at = text.find(one.cue) if one.cue else -1
        quoted = [p for p in parts if p[0] in "“\"‘'"]
        kind = (
            StatementKind.DIRECT if len(quoted) == len(parts) else StatementKind.MIXED if "“" in "".join(parts) else StatementKind.INDIRECT
        )
        statements.append(
            Statement(
                f"s{n}",
                one.article,
                kind,
                spans,
                one.stance,
                Span.of(text, at, at + len(one.cue or "")) if at >= 0 else None,
                None,
                one.who,
                said_on=one.said_on,
                within=f"s{one.within}" if one.within is not None else None,
            )
        )
    story = Story("story", "story", tuple(articles))
    return Coverage(story, articles, {a.id: a for a in actors}, statements, (), dict.fromkeys(articles))


def line(of: Coverage, statement: str) -> Evidence:
    """A statement as a line of evidence, with all that it says."""
    s = of.said[statement]
    text = of.articles[s.article].text[s.start : s.content[-1].end]
    return Evidence(s.article, s.id, s.start, s.content[-1].end, text, s.who)


def voice(of: Coverage, article: str, words: str) -> Evidence:
    """A passage of the paper's own voice as a line of evidence."""
    start = of.articles[article].text.index(words)
    return Evidence(article, None, start, start + len(words), words, None)
