"""Every clause as a claim: a frame's participants looked up in the cast, its family, quantity, time, place, polarity and modality."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from onrecord.model import Span, Statement, StatementKind
from onrecord.reading.cast import Cast, Role
from onrecord.reading.dates import Date, dates
from onrecord.reading.drafts import Layout
from onrecord.reading.events import FAMILIES
from onrecord.reading.frames import Frame, Frames
from onrecord.reading.names import Name
from onrecord.reading.parse import Parsed
from onrecord.reading.phrases import Phrase, head_of
from onrecord.reading.quantities import Number, numbers

_TIMELY = re.compile(
    r"\d|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tues|wednes|thurs|fri|satur|sun)[a-z]*\b|"
    r"\b(?:today|tonight|yesterday|tomorrow|ago|last|next|this|year|month|week|day|century|decade|night|morning|spring|summer|autumn|winter)s?\b",
    re.I,
)
"""What a sentence must hold before times are looked for in it."""
_THIRD = frozenset("he she they it him her them his hers their its".split())
_FIRST = frozenset("i we me us".split())
_PLACED = frozenset("in at near on outside inside off around across".split())
LONGEST_PHRASE = 40
"""Words of a phrase that are kept in a claim; a longer one is left out."""


class Mentions:
    """Which entity a word is the head of, as far as the cast was named, described or resolved there. Notes nothing."""

    def __init__(self, layout: Layout, cast: Cast, names: Sequence[Name], phrase: Callable[[tuple[int, int]], Phrase | None]) -> None:
        self._cast = cast
        self._phrase = phrase
        self._of: dict[tuple[int, int], Role] = {}
        self._meant: dict[tuple[int, int, str | None], str | None] = {}
        self._places: dict[int, list[int]] = {}
        starts = [s.start for s in layout.parsed]
        for role in cast.roles:
            for start, end in role.mentions:
                number = bisect_left(starts, start + 1) - 1
                sentence = layout.parsed[number]
                first, last = within_of(sentence, start, end)
                if first < last:
                    self._of.setdefault((number, head_of(sentence, first, last)), role)
        for name in names:
            if name.kind == "LOC":
                self._places.setdefault(name.sentence, []).append(head_of(layout.parsed[name.sentence], name.first, name.last))

    def places(self, sentence: Parsed) -> list[int]:
        """The heads of the names of places in a sentence, in order."""
        return self._places.get(sentence.number, [])

    def of(self, sentence: Parsed, at: int, statement: Statement | None) -> str | None:
        """The id of the entity that the phrase headed by ``at`` means; None where it cannot be told."""
        if at < 0:
            return None
        word = sentence.words[at]
        lemma = word.text.lower()
        if word.upos == "PRON" and lemma in _FIRST:
            return statement.who if statement is not None and statement.kind is not StatementKind.INDIRECT else None
        known = self._of.get((sentence.number, at))
        if known is not None:
            return known.id
        if word.upos == "PRON" and lemma in _THIRD:
            key = (sentence.number, at, statement.id if statement is not None else None)
            if key not in self._meant:
                self._meant[key] = self._pronoun((word.token.start, word.token.end), statement)
            return self._meant[key]
        return None

    def _pronoun(self, span: tuple[int, int], statement: Statement | None) -> str | None:
        found = self._phrase(span)
        speaker = self._cast.role(statement.who) if statement is not None and statement.who else None
        speaking = speaker is not None and statement is not None and statement.kind is StatementKind.DIRECT
        role = self._cast.meant(found, speaker, speaking) if found is not None else None
        return role.id if role is not None else None


def within_of(sentence: Parsed, start: int, end: int) -> tuple[int, int]:
    """As :func:`onrecord.reading.phrases.within`, found by halving."""
    words = sentence.words
    first = bisect_left(words, start + 1, key=lambda w: w.token.end)
    last = bisect_left(words, end, key=lambda w: w.token.start)
    return (first, last) if first < last else (0, 0)


@dataclass(frozen=True, slots=True)
class Clause:
    """What a frame says, in words and ids, before it is given its holders."""

    frame: Frame
    event: str
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    subject: str | None
    object: str | None
    theme: str | None
    details: tuple[tuple[str, str], ...]
    number: Number | None
    time: str | None
    place: str | None


class Clauses:
    """The clauses of one article.

    Args:
        layout: its sentences.
        mentions: who is meant where.
        published: when it was published, for its dates.
    """

    def __init__(self, layout: Layout, mentions: Mentions, published: str | None) -> None:
        self._layout = layout
        self._mentions = mentions
        self._published = published

    def times(self, sentence: Parsed) -> list[Date]:
        """The times of a sentence that have a value."""
        if not _TIMELY.search(self._layout.text, sentence.start, sentence.end):
            return []
        return [d for d in dates(self._layout.text, sentence.start, sentence.end, self._published) if d.value]

    def of(
        self, sentence: Parsed, skipped: Callable[[Frame], bool], statement: Callable[[int], Statement | None]
    ) -> list[tuple[Frames, Clause]]:
        """The clauses of a sentence in word order.

        Args:
            skipped: whether a frame is left out.
            statement: the statement that a word stands in.
        """
        frames = Frames(sentence)
        found = [f for f in frames.found() if not skipped(f)]
        if not found:
            return []
        heads = {f.at: f for f in found}
        times = self.times(sentence)
        counted = numbers(sentence, [(d.start, d.end) for d in times])
        number_of: dict[int, Number] = {}
        for number in counted:
            at = _governor(sentence, number.noun if number.noun >= 0 else number.first, heads)
            if at >= 0:
                number_of.setdefault(at, number)
        time_of: dict[int, str] = {}
        for time in times:
            first, last = within_of(sentence, time.start, time.end)
            at = _governor(sentence, head_of(sentence, first, last), heads) if first < last else -1
            if at >= 0 and time.value:
                time_of.setdefault(at, time.value)
        place_of: dict[int, int] = {}
        for k in self._mentions.places(sentence):
            at = _governor(sentence, k, heads)
            if at >= 0 and frames.case(k) in _PLACED:
                place_of.setdefault(at, k)
        return [
            (frames, self._clause(sentence, frames, f, statement(f.at), number_of.get(f.at), time_of.get(f.at), place_of.get(f.at)))
            for f in found
            if f.subject >= 0 or f.object >= 0 or f.at in number_of
        ]

    def ids(self, sentence: Parsed, frames: Frames, at: int, statement: Statement | None) -> tuple[str, ...]:
        """Ids of the entities that the phrase headed by ``at`` and those joined to it mean."""
        found = (self._mentions.of(sentence, m, statement) for m in frames.members(at))
        return tuple(dict.fromkeys(x for x in found if x))

    def _clause(
        self,
        sentence: Parsed,
        frames: Frames,
        f: Frame,
        statement: Statement | None,
        number: Number | None,
        time: str | None,
        where: int | None,
    ) -> Clause:
        def ids(at: int) -> tuple[str, ...]:
            return self.ids(sentence, frames, at, statement)

        actor = ids(f.subject)
        recipient = ids(f.recipient) or (() if f.copular else ids(f.object))
        if not recipient and not f.copular:
            recipient = next((ids(c) for p, c in f.obliques if p in ("to", "against", "with", "on", "from", "at") and ids(c)), ())
        if actor == recipient:
            recipient = ()
        said = {at: phrase_words(self._layout, sentence, frames, at) for at in (f.subject, f.object) if at >= 0}
        details = tuple((p, w) for p, c in f.obliques if (w := phrase_words(self._layout, sentence, frames, c)) is not None)
        place = phrase_words(self._layout, sentence, frames, where) if where is not None else None
        theme = said.get(f.object) if f.recipient >= 0 or not recipient else None
        return Clause(
            f,
            FAMILIES.get(f.predicate, f.predicate),
            actor,
            recipient,
            said.get(f.subject),
            said.get(f.object),
            theme or self._complement(sentence, frames, f.at),
            details,
            number,
            time,
            place,
        )

    def _complement(self, sentence: Parsed, frames: Frames, at: int) -> str | None:
        """The clause under the predicate ("to close the port"), in the text's words."""
        for c in sentence.children[at]:
            if frames.relations[c] in ("ccomp", "xcomp") and c > at:
                inside = sorted(sentence.subtree(c))
                if inside[0] > at and len(inside) <= LONGEST_PHRASE:
                    start, end = sentence.words[inside[0]].token.start, sentence.words[inside[-1]].token.end
                    return self._layout.text[start:end].strip(' ,.;:”"’“') or None
        return None

    def span(self, sentence: Parsed, frames: Frames, f: Frame, piece: Span | None) -> Span:
        """The words of the clause with its subject, within the statement's piece that holds it."""
        inside = list(sentence.subtree(f.at))
        for at in (f.subject, f.object):
            if at >= 0:
                inside += frames.run(at)
        words = sentence.words
        start, end = words[min(inside)].token.start, words[max(inside)].token.end
        if piece is not None:
            start, end = max(start, piece.start), min(end, piece.end)
        text = self._layout.text[start:end]
        kept = text.rstrip(" \n\t,.;:–—-")
        lead = len(kept) - len(kept.lstrip(" \n\t,;:–—-"))
        return Span(start + lead, start + len(kept), kept[lead:])


def _governor(sentence: Parsed, at: int, heads: dict[int, Frame]) -> int:
    """The nearest predicate at or above a word, -1 where none is near."""
    for _ in range(8):
        if at in heads:
            return at
        at = sentence.words[at].head
        if at < 0:
            return -1
    return -1


def phrase_words(layout: Layout, sentence: Parsed, frames: Frames, at: int) -> str | None:
    """The words of the phrase headed by ``at`` as they stand in the text; None where they are too many."""
    run = frames.run(at)
    if len(run) > LONGEST_PHRASE:
        run = frames.core(at)
    if run[-1] - run[0] >= LONGEST_PHRASE:
        return None
    words = sentence.words
    return layout.text[words[run[0]].token.start : words[run[-1]].token.end].strip(' ,.;:”"’“') or None


def modality_of(f: Frame) -> str:
    """The frame's modality: what is supposed or thought is possible, what is planned is to come."""
    if f.commitment.modality == "asserted":
        return {"supposed": "possible", "thought": "possible", "planned": "future"}.get(f.commitment.status, "asserted")
    return f.commitment.modality
