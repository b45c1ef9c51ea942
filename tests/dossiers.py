"""Small records for what is written out of one: the example coverage as it is read, and one with hostile words in every field."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from onrecord.desk import add, relink
from onrecord.model import Absence, ActorKind, Article, Claim, Entity, Reading, Span, Stance, Statement, StatementKind
from onrecord.store.record import Writer

EXAMPLE = Path(__file__).parent.parent / "src/onrecord/examples/coverage.jsonl"


def example(path: Path) -> Path:
    """The bundled example, read by the shipped model."""
    with Writer(path) as record:
        add(record, [str(EXAMPLE)])
    return path


def hostile(path: Path, strings: Sequence[str]) -> Path:
    """One article whose every field is hostile, and one statement, absence and claim a string, by readings made by hand."""
    with Writer(path) as record:
        text, statements, claims, absences, people = "Council meets\n\n", [], [], [], []
        for n, words in enumerate(strings):
            name, said = f"Ilse Marrowby {words}", f"{words} number {n}"
            start = len(text)
            text += f"{name} said {said}.\n"
            speaker = Span(start, start + len(name), name)
            at = start + len(name) + 6
            content, cue = Span(at, at + len(said), said), Span(at - 5, at - 1, "said")
            people.append(Entity(f"e{n}", ActorKind.PERSON, (name,), (), ((words, words),), (speaker,)))
            statements.append(
                Statement(
                    f"a-s{n}",
                    "a",
                    StatementKind.INDIRECT,
                    (content,),
                    Stance.ASSERTS,
                    cue,
                    speaker,
                    f"e{n}",
                    words,
                    words,
                    words,
                    "2031-05-02",
                )
            )
            claims.append(Claim(f"a-c{n}", "a", f"a-s{n}", content, "be", (f"e{n}",), (), words, time="2031-04-30", place=words))
            absences.append(Absence("a", f"e{n}", "declined to comment", *_place(content)))
        first = strings[0]
        article = Article("a", text, first, f"{first} outlet", f"{first} title", "2031-05-02", "javascript:alert(1)", f"{first} author")
        record.store(article, Reading("a", "hand 1 0", (), tuple(people), tuple(statements), tuple(claims), tuple(absences)))
        relink(record)
    return path


def _place(span: Span) -> tuple[int, int, str]:
    return span.start, span.end, span.text
