"""Attributions and quotations brought together into drafts of statements: content, cue and speaker as words of the text.

The network finds who says what within its window; quotation marks say how far the words go. Here a content is stretched to the
quotation it lies in, the pieces of a split quotation are joined, and quotations that no cue claims get their speaker from
what stands before them.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort
from dataclasses import dataclass, field

from onrecord.model import StatementKind
from onrecord.reading.attribution import Attribution, Piece
from onrecord.reading.dateline import dateline
from onrecord.reading.parse import Parsed
from onrecord.reading.places import Range as Range
from onrecord.reading.places import Ranges, add_in_order
from onrecord.reading.quotations import Quotation
from onrecord.reading.quotes import MARKS


@dataclass(slots=True)
class Draft:
    """A statement in the making; all places are character ranges.

    ``follows`` is set on a quotation without a cue: the draft whose speaker goes on speaking, or None where only the narration
    before it can tell.
    """

    content: list[Range]
    cue: Range | None = None
    speaker: Range | None = None
    quotation: Quotation | None = None
    follows: Draft | None = None
    within: Draft | None = None
    score: float = 1.0
    narrated: Range | None = field(default=None)

    @property
    def start(self) -> int:
        """Where the content begins."""
        return self.content[0][0]

    @property
    def end(self) -> int:
        """Where the content ends."""
        return self.content[-1][1]


class Layout:
    """Where words, sentences and paragraphs of an article lie."""

    def __init__(self, text: str, parsed: list[Parsed], skipped: list[Range]) -> None:
        self.text = text
        self.parsed = parsed
        self.skipped = skipped
        self.words = [w.token for s in parsed for w in s.words]
        self._starts = [s.start for s in parsed]
        self._furniture = sorted(a for a, _ in skipped)
        self._paragraphs: dict[int, int] = {}
        for s in parsed:
            self._paragraphs.setdefault(s.paragraph, s.start)
        self._solid: dict[int, int] = {}
        line = dateline(text)
        self.dateline: Range | None = (line[2], line[1]) if line else None

    def sentence(self, at: int) -> Parsed:
        """The sentence that holds the offset, or the last one before it."""
        return self.parsed[max(0, bisect_right(self._starts, at) - 1)]

    def paragraph(self, at: int) -> int:
        """The number of the paragraph that holds the offset."""
        return self.sentence(at).paragraph

    def sentences(self, start: int, end: int) -> list[Parsed]:
        """The sentences that share a character with ``start`` to ``end``."""
        first, last = bisect_right(self._starts, start), bisect_left(self._starts, end)
        out = self.parsed[first:last]
        if first and self.parsed[first - 1].end > start and start < end:
            out.insert(0, self.parsed[first - 1])
        return out

    def beginning(self, at: int) -> int:
        """Where the text of the paragraph that holds the offset begins."""
        return self._paragraphs.get(self.paragraph(at), at)

    def led_in(self, at: int) -> bool:
        """Whether words of the paragraph stand before the offset."""
        begin = self.beginning(at)
        if begin not in self._solid:  # looked for once a paragraph, however many quotations stand in it
            found = SOLID.search(self.text, begin)
            self._solid[begin] = found.start() if found else len(self.text)
        return self._solid[begin] < at

    def furniture_between(self, start: int, end: int) -> int:
        """How many pieces of furniture begin from ``start`` on and before ``end``."""
        return max(0, bisect_left(self._furniture, end) - bisect_left(self._furniture, start))

    def range(self, piece: Piece) -> Range:
        """Characters of a span of words."""
        return self.words[piece.start].start, self.words[piece.end - 1].end


SOLID = re.compile(r"[^\W_]")
"""A letter or a digit."""
_LEADING = re.compile(r"(?:[\s,;:–—-]+|that\s+(?=\S))+", re.I)
_WORD = re.compile(r"\w+")
_TRAILING = re.compile(r"[\s,;:–—.-]+$")


def trimmed(text: str, start: int, end: int) -> Range | None:
    """An indirect content without its "that" and the punctuation at its edges; None where nothing is left."""
    found = _LEADING.match(text, start, end)
    if found:
        start = found.end()
    piece = text[start:end]
    tail = _TRAILING.search(piece)
    if tail and not re.search(r"\b(?:[A-Za-z]\.)+$", piece):
        end = start + tail.start()
    return (start, end) if SOLID.search(text, start, end) else None


def kind_of(text: str, content: list[Range], quotations: list[Quotation]) -> StatementKind:
    """Direct where all words of the content lie in quotation marks, mixed where some do."""
    return kind_by(text, content, Ranges(piece for q in quotations for piece in q.pieces))


def kind_by(text: str, content: list[Range], quoted: Ranges) -> StatementKind:
    """The same by the ranges of the quotations, laid out once for many contents."""
    inside = outside = False
    for start, end in content:
        for match in _WORD.finditer(text, start, end):
            if quoted.hold(match.start()):
                inside = True
            else:
                outside = True
    return StatementKind.DIRECT if inside and not outside else StatementKind.MIXED if inside else StatementKind.INDIRECT


def drafts(layout: Layout, attributions: list[Attribution], quotations: list[Quotation]) -> list[Draft]:
    """The drafts of an article in text order."""
    out = [_draft(layout, a) for a in attributions]
    found = [d for d in out if d.content]
    pieces = {piece: n for n, q in enumerate(quotations) for piece in q.pieces}
    marked = Ranges(pieces)
    for quotation, near in zip(quotations, _near(found, pieces, marked, len(quotations)), strict=True):
        _settle(layout, near, quotation)
    found = [d for d in found if d.content and (d.cue or d.speaker)]  # what no cue claims is looked at below
    opening, closing = {a for a, _ in pieces}, {b for _, b in pieces}
    for draft in found:
        _trim(layout, draft, marked, opening, closing)
    found = [d for d in found if d.content]
    found.sort(key=lambda d: d.start)
    claimed = {id(d.quotation) for d in found}
    touched = _near(found, pieces, marked, len(quotations))
    unclaimed = Unclaimed(layout, found)
    for n, quotation in enumerate(quotations):
        if quotation.speech and not touched[n] and id(quotation) not in claimed:
            unclaimed.settle(quotation)
    found = unclaimed.drafts
    found.sort(key=lambda d: (d.start, -d.end))
    return _joined(layout, found)


def _near(found: list[Draft], pieces: dict[Range, int], marked: Ranges, quotations: int) -> list[list[Draft]]:
    """For each quotation the drafts whose content shares a character with it, in their order.

    Quotations lie apart, and settling one moves no content into another, so this is told once for all of them.
    """
    out: list[list[Draft]] = [[] for _ in range(quotations)]
    for draft in found:
        for start, end in draft.content:
            for piece in marked.touching(start, end):
                near = out[pieces[piece]]
                if not near or near[-1] is not draft:
                    near.append(draft)
    return out


def _draft(layout: Layout, attribution: Attribution) -> Draft:
    """An attribution as character ranges. Content in another paragraph than its cue is not that cue's: only an open quotation
    carries words over a paragraph, and quotations are looked after by themselves."""
    cue = layout.range(attribution.cue) if attribution.cue else None
    content = [part for piece in attribution.content for part in _by_paragraph(layout, layout.range(piece))]
    if cue is not None:
        here = layout.paragraph(cue[0])
        content = [c for c in content if layout.paragraph(c[0]) == here]
    return Draft(content, cue, layout.range(attribution.source) if attribution.source else None)


def _by_paragraph(layout: Layout, content: Range) -> list[Range]:
    """The range cut where paragraphs end, without the dateline of the first."""
    out: list[Range] = []
    for sentence in layout.sentences(*content):
        start, end = max(content[0], sentence.start), min(content[1], sentence.end)
        if start >= end:
            continue
        if layout.dateline and sentence.start <= layout.dateline[0] < sentence.end:
            start = max(start, layout.dateline[1])
            if start >= end:
                continue
        if out and layout.paragraph(out[-1][0]) == sentence.paragraph:
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
    return out


def _overlap(piece: Range, quotation: Quotation) -> int:
    return sum(min(piece[1], b) - max(piece[0], a) for a, b in quotation.touching(*piece))


def _settle(layout: Layout, found: list[Draft], quotation: Quotation) -> None:
    """Gives a quotation to the draft that speaks it, and stretches that draft's content over all of it."""
    length = sum(b - a for a, b in quotation.pieces)
    claims = []
    for draft in found:
        shared = sum(_overlap(c, quotation) for c in draft.content)
        if not shared:
            continue
        cue_inside = draft.cue is not None and quotation.covers(*draft.cue)
        claims.append((not cue_inside and draft.cue is not None, shared, draft))
    if not claims:
        return
    outside, shared, draft = max(claims, key=lambda c: (c[0], c[1]))
    if draft.cue is not None and not outside:
        return  # said inside the quotation: a nested statement, which keeps its own bounds
    if quotation.speech and shared * 3 < length and shared < 25 and draft.cue is not None:
        return
    if not quotation.speech:
        draft.content = [_over_marks(c, quotation) for c in draft.content]
        return
    draft.quotation = draft.quotation or quotation
    rest = [c for c in draft.content if not _overlap(c, quotation)]
    edges = [c for c in draft.content if _overlap(c, quotation)]
    pieces = list(quotation.pieces)
    first, last = min(a for a, _ in edges), max(b for _, b in edges)
    if first < pieces[0][0] and not _crosses(layout, (first, pieces[0][0]), draft):
        pieces[0] = (first, pieces[0][1])
    if last > pieces[-1][1] and not _crosses(layout, (pieces[-1][1], last), draft):
        pieces[-1] = (pieces[-1][0], last)
    draft.content = sorted({*rest, *pieces})
    for other in found:
        if other is not draft and not (other.cue and quotation.covers(*other.cue)):
            kept = [c for c in other.content if _overlap(c, quotation) * 2 <= c[1] - c[0]]
            other.content = kept


def _crosses(layout: Layout, gap: Range, draft: Draft) -> bool:
    """Whether the draft's cue or speaker lies in the gap, or the gap is only punctuation."""
    if SOLID.search(layout.text, *gap) is None:
        return True
    return any(part is not None and part[0] < gap[1] and gap[0] < part[1] for part in (draft.cue, draft.speaker))


def _over_marks(content: Range, quotation: Quotation) -> Range:
    start, end = content
    for a, b in quotation.touching(*content):
        if a < end and start < b:
            start, end = min(start, a) if start <= a + 1 or start > a else start, max(end, b) if end < b else end
            if start == a + 1:
                start = a
    return start, end


def _trim(layout: Layout, draft: Draft, marked: Ranges, opening: set[int], closing: set[int]) -> None:
    """Takes the punctuation off the edges of a draft's content, but for the marks of the quotations that it encloses.

    Args:
        marked: the pieces of all quotations; ``opening`` and ``closing`` are their first and last offsets.
    """
    text, out = layout.text, []
    for start, end in sorted(draft.content):
        span = trimmed(text, start, end)
        if span is None:
            continue
        start, end = (start if start in opening else span[0]), (end if end in closing else span[1])
        # an opening or closing mark right outside belongs to the content that it encloses
        if start - 1 in opening:
            start -= 1
        for a, b in marked.reaching(end):
            if end != b - 1 and SOLID.search(text, end, b) is not None:
                break  # words stand between, and before all that follow
            if start < a and b - end > 3:
                break
            end = b
        for part in (draft.cue, draft.speaker):  # a cue or a speaker never lies in its own content
            if part and part[0] < end and start < part[1]:
                if part[0] - start >= end - part[1]:
                    end = part[0]
                else:
                    start = part[1]
        if SOLID.search(text, start, end) is not None:
            out.append((start, end))
    draft.content = out


class Unclaimed:
    """Quotations that no cue claims: the second half of a split one, one more of the same speaker, or one led in by the narration.

    They are settled in text order; ``drafts`` are those there were and those made here.
    """

    def __init__(self, layout: Layout, found: list[Draft]) -> None:
        self.drafts = list(found)
        self._layout = layout
        self._coming = found
        self._passed = 0
        self._last: Draft | None = None
        self._cued: dict[int, list[tuple[int, int, Draft]]] = {}  # by the paragraph in which they end, those with a cue, in order

    def settle(self, quotation: Quotation) -> None:
        """Gives the quotation to a draft before it, or makes one."""
        layout = self._layout
        while self._passed < len(self._coming) and self._coming[self._passed].start < quotation.start:
            draft = self._coming[self._passed]
            if draft.cue is not None:
                self._enter(draft, self._passed)
            if self._last is None or draft.start >= self._last.start:
                self._last = draft
            self._passed += 1
        here = layout.paragraph(quotation.start)
        same = self._ending(here)
        if (
            same is not None
            and same[2].quotation is not None
            and layout.paragraph(same[2].quotation.start) <= here
            and _apart(same[2], quotation.pieces)
        ):
            add_in_order(same[2].content, quotation.pieces)
            if layout.paragraph(same[2].end - 1) != here:
                self._cued[here].pop()
                self._enter(same[2], same[1])
            return
        new = Draft(list(quotation.pieces), quotation=quotation)
        if same is not None:
            new.follows = same[2]
        elif layout.led_in(quotation.start):
            new.narrated = (layout.beginning(quotation.start), quotation.start)
        elif self._last is not None and here - layout.paragraph(self._last.end - 1) <= 1 + layout.furniture_between(
            self._last.end, quotation.start
        ):
            new.follows = self._last
        self.drafts.append(new)
        self._last = new

    def _ending(self, paragraph: int) -> tuple[int, int, Draft] | None:
        """The last draft with a cue that begins before here and ends in the paragraph."""
        found = self._cued.get(paragraph)
        return found[-1] if found else None

    def _enter(self, draft: Draft, number: int) -> None:
        insort(self._cued.setdefault(self._layout.paragraph(draft.end - 1), []), (draft.start, number, draft))


def _apart(draft: Draft, content: list[Range]) -> bool:
    """Whether neither the draft's cue nor its speaker lies in the content."""
    return not any(part[0] < end and start < part[1] for part in (draft.cue, draft.speaker) if part for start, end in content)


def _joined(layout: Layout, found: list[Draft]) -> list[Draft]:
    """Joins a quotation to the one before it in the same paragraph where one cue serves both."""
    out: list[Draft] = []
    for draft in found:
        last = out[-1] if out else None
        if (
            last is not None
            and draft.cue is None
            and draft.speaker is None
            and draft.quotation is not None
            and last.quotation is not None
            and last.cue is not None
            and layout.paragraph(last.end - 1) == layout.paragraph(draft.start)
            and _apart(last, draft.content)
        ):
            add_in_order(last.content, draft.content)
            continue
        if last is not None and draft.cue is not None and draft.cue == last.cue and _apart(last, draft.content):
            add_in_order(last.content, draft.content)
            continue
        out.append(draft)
    return out


def bare(text: str, start: int, end: int) -> str:
    """The words of a range without marks at the edges."""
    return text[start:end].strip("".join(MARKS) + " ,.;:")
