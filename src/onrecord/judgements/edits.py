"""Edits of what was given with an article: outlet, day, title and url. Its text and its id stay.

The row of an article has what holds now; what it was given with first is remembered by the first edit of each field. So after an edit is
taken back an article is as the standing edits, oldest first, leave the original.

Anchor: the opening words of the text. Value: {"to": {field: value}, "was": {field: value first given}}; None where there is none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from onrecord.desk import relink
from onrecord.errors import RecordError, Rejected, UsageError
from onrecord.ingest.article import make
from onrecord.judgements.anchors import anchor
from onrecord.model import Anchor, Article, Judgement, Reading, Verdict
from onrecord.store.record import Writer

FIELDS = ("outlet", "published", "title", "url")
OPENING = 80
"""Characters of the opening words, at most."""


class Edits:
    """Enters the edits of one person.

    Args:
        by: who decides.
        reason: why; may be empty.
    """

    def __init__(self, record: Writer, by: str, reason: str) -> None:
        self._record, self._by, self._reason = record, by, reason

    def edit(self, identity: str, to: Mapping[str, str | None]) -> int:
        """Gives an article other fields; it is read again and linked anew. Returns the judgement's number.

        Args:
            to: field -> its value; None or blank takes it away. Fields left out stay.

        Raises:
            RecordError: there is no such article.
            UsageError: a value is no fit, or nothing would change; nothing is changed.
        """
        found = self._record.articles([identity])
        if not found:
            raise RecordError(f"{identity}: no article in {self._record.path} has this id")
        article = found[0]
        try:
            made = _with(article, to)
        except Rejected as error:
            raise UsageError(f"nothing was changed: {error}") from None
        changed = [f for f in FIELDS if getattr(made, f) != getattr(article, f)]
        if not changed:
            raise UsageError(f"nothing is changed: article {identity} has just this; give another --outlet, --published, --title or --url")
        first = _first(self._about(identity))
        value = {
            "to": {f: getattr(made, f) for f in changed},
            "was": {f: first[f] if f in first else getattr(article, f) for f in changed},
        }
        number = self._record.judge(Verdict.EDIT, [_opening(article)], value, self._by, self._reason, (made, _read(made)))
        relink(self._record)
        return number

    def undo(self, judgement: Judgement) -> None:
        """Takes an edit back: the article is as the others that stand leave it."""
        identity = judgement.anchors[0].article
        article, every = self._record.articles([identity])[0], self._about(identity)
        fields = _first(every)
        for edit in every:
            if edit.undone is None and edit.id != judgement.id:
                fields |= edit.value["to"]
        made = _with(article, fields)
        self._record.undo(judgement.id, self._by, (made, _read(made)))
        relink(self._record)

    def _about(self, article: str) -> list[Judgement]:
        """The edits of an article, also those taken back, oldest first."""
        every = self._record.judgements(undone=True)
        return [j for j in every if j.kind is Verdict.EDIT and j.anchors[0].article == article]


def changes(judgement: Judgement) -> list[tuple[str, str | None, str | None]]:
    """What an edit changed: (field, what was given first, what it is to be)."""
    to, was = judgement.value["to"], judgement.value["was"]
    return [(field, was[field], to[field]) for field in FIELDS if field in to]


def _first(edits: Sequence[Judgement]) -> dict[str, str | None]:
    """What an article was given with first, of the fields that were edited."""
    return {field: value for edit in reversed(edits) for field, value in edit.value["was"].items()}


def _with(article: Article, to: Mapping[str, str | None]) -> Article:
    """The article with other fields, checked as those of a new one are."""
    told = {field: to[field] if field in to else getattr(article, field) for field in FIELDS}
    made = make(article.text, article.source, author=article.author, **told)
    return replace(article, outlet=made.outlet, published=made.published, title=made.title, url=made.url)


def _opening(article: Article) -> Anchor:
    """The first words of the text, up to the end of their line."""
    found = re.search(rf"\S[^\n]{{0,{OPENING - 1}}}", article.text)
    assert found is not None
    return anchor(article, found.start(), found.end())


def _read(article: Article) -> Reading:
    from onrecord.reading.reader import read

    return read(article)
