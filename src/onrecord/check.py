"""Check: who supports a claim, who contradicts it and in which slot, who takes no side."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.errors import RecordError
from onrecord.hearing import Hearing
from onrecord.inquiry import Inquiry
from onrecord.model import Story
from onrecord.passages import Passage, silent
from onrecord.store.record import Record
from onrecord.store.retrieval import Retrieval

__all__ = ["Check", "Passage", "check", "silent"]


@dataclass(frozen=True, slots=True)
class Check:
    """What a record has on a claim; each part the surest first. ``note`` says in a sentence what hindered, or None."""

    claim: str
    supports: tuple[Passage, ...] = ()
    contradicts: tuple[Passage, ...] = ()
    neither: tuple[Passage, ...] = ()
    note: str | None = None


def check(record: Record | Retrieval, claim: str, story: str | None = None) -> Check:
    """Checks a claim against a record.

    Args:
        claim: one plain sentence.
        story: only within the story of this id or title.

    Raises:
        UsageError: there is no claim, or it is too long.
        RecordError: the story is not in the record.
    """
    retrieval = record if isinstance(record, Retrieval) else Retrieval(record)
    inquiry = Inquiry(claim, retrieval)
    articles = inquiry.articles(_story(retrieval, story).articles if story is not None else None)
    if not articles:
        return Check(inquiry.words, note=inquiry.note)
    sides = Hearing(inquiry, retrieval, retrieval.articles(articles))
    return Check(inquiry.words, *sides.told(), inquiry.note)


def _story(retrieval: Retrieval, words: str) -> Story:
    """The story that --story means."""
    found = retrieval.stories(words)
    found = [s for s in found if s.id == words] or found
    if not found:
        raise RecordError(f"--story {words}: no story has this id or these words in its title; see `onrecord stories`")
    if len(found) > 1:
        raise RecordError(f"--story {words}: {len(found)} stories fit ({', '.join(s.id for s in found[:5])}); give the id of one")
    return found[0]
