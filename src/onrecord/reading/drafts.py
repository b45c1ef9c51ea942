"""Attributions and quotations brought together into drafts of statements: content, cue and speaker as words of the text.

The network finds who says what within its window; quotation marks say how far the words go. Here a content is stretched to the
quotation it lies in, the pieces of a split quotation are joined, and quotations that no cue claims get their speaker from
what stands before them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field

from onrecord.model import StatementKind
from onrecord.reading.attribution import Attribution, Piece
from onrecord.reading.dateline import dateline
from onrecord.reading.parse import Parsed
from onrecord.reading.quotations import Quotation
from onrecord.reading.quotes import MARKS

Range = tuple[int, int]


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
        line = dateline(text)
        self.dateline: Range | None = (line[2], line[1]) if line else None

    def sentence(self, at: int) -> Parsed:
        """The sentence that holds the offset, or the last one before it."""
        return self.parsed[max(0, bisect_right(self._starts, at) - 1)]

    def paragraph(self, at: int) -> int:
        """The number of the paragraph that holds the offset."""
        return self.sentence(at).paragraph

    def range(self, piece: Piece) -> Range:
        """Characters of a span of words."""
        return self.words[piece.start].start, self.words[piece.end - 1].end

    def in_furniture(self, at: int) -> bool:
        """Whether the offset lies in page furniture."""
        return any(a <= at < b for a, b in self.skipped)


_LEADING = re.compile(r"(?:[\s,;:–—-]+|that\s+(?=\S))+", re.I)
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
    return (start, end) if any(c.isalnum() for c in text[start:end]) else None


def kind_of(text: str, content: list[Range], quotations: list[Quotation]) -> StatementKind:
    """Direct where all words of the content lie in quotation marks, mixed where some do."""
    inside = outside = 0
    for start, end in content:
        for match in re.finditer(r"\w+", text[start:end]):
            at = start + match.start()
            if any(a <= at < b for q in quotations for a, b in q.pieces):
                inside += 1
            else:
                outside += 1
    return StatementKind.DIRECT if inside and not outside else StatementKind.MIXED if inside else StatementKind.INDIRECT


def drafts(layout: Layout, attributions: list[Attribution], quotations: list[Quotation]) -> list[Draft]:
    """The drafts of an article in text order."""
    out = [_draft(layout, a) for a in attributions]
    found = [d for d in out if d.content]
    for quotation in quotations:
        _settle(layout, found, quotation)
    found = [d for d in found if d.content and (d.cue or d.speaker)]  # what no cue claims is looked at below
    for draft in found:
        _trim(layout, draft, quotations)
    found = [d for d in found if d.content]
    found.sort(key=lambda d: d.start)
    for quotation in quotations:
        if quotation.speech and not any(d.quotation is quotation or any(quotation.covers(*c) for c in d.content) for d in found):
            _unclaimed(layout, found, quotation)
    found.sort(key=lambda d: (d.start, -d.end))
    return _joined(layout, found)


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
    for sentence in layout.parsed:
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
    return sum(max(0, min(piece[1], b) - max(piece[0], a)) for a, b in quotation.pieces)


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
    if not any(c.isalnum() for c in layout.text[gap[0] : gap[1]]):
        return True
    return any(part is not None and part[0] < gap[1] and gap[0] < part[1] for part in (draft.cue, draft.speaker))


def _over_marks(content: Range, quotation: Quotation) -> Range:
    start, end = content
    for a, b in quotation.pieces:
        if a < end and start < b:
            start, end = min(start, a) if start <= a + 1 or start > a else start, max(end, b) if end < b else end
            if start == a + 1:
                start = a
    return start, end


def _trim(layout: Layout, draft: Draft, quotations: list[Quotation]) -> None:
    text, out = layout.text, []
    for start, end in sorted(draft.content):
        opening = any(start == a for q in quotations for a, _ in q.pieces)
        closing = any(end == b for q in quotations for _, b in q.pieces)
        span = trimmed(text, start, end)
        if span is None:
            continue
        start, end = (start if opening else span[0]), (end if closing else span[1])
        # an opening or closing mark right outside belongs to the content that it encloses
        for q in quotations:
            for a, b in q.pieces:
                if start == a + 1:
                    start = a
                if end == b - 1 or (end < b and not any(c.isalnum() for c in text[end:b])):
                    end = max(end, b) if start >= a or b - end <= 3 else end
        for part in (draft.cue, draft.speaker):  # a cue or a speaker never lies in its own content
            if part and part[0] < end and start < part[1]:
                if part[0] - start >= end - part[1]:
                    end = part[0]
                else:
                    start = part[1]
        if any(c.isalnum() for c in text[start:end]):
            out.append((start, end))
    draft.content = out


def _unclaimed(layout: Layout, found: list[Draft], quotation: Quotation) -> None:
    """A quotation that no cue claims: the second half of a split one, one more of the same speaker, or one led in by the narration."""
    here = layout.paragraph(quotation.start)
    before = [d for d in found if d.start < quotation.start]
    same = [d for d in before if layout.paragraph(d.end - 1) == here and d.cue is not None]
    if same and same[-1].quotation is not None and layout.paragraph(same[-1].quotation.start) <= here:
        draft = same[-1]
        draft.content = sorted({*draft.content, *quotation.pieces})
        return
    new = Draft(list(quotation.pieces), quotation=quotation)
    if same:
        new.follows = same[-1]
    else:
        led = layout.text[_sentence_before(layout, quotation.start) : quotation.start]
        if any(c.isalnum() for c in led):
            new.narrated = (_sentence_before(layout, quotation.start), quotation.start)
        elif before and here - layout.paragraph(before[-1].end - 1) <= 1 + sum(
            1 for a, _ in layout.skipped if before[-1].end <= a < quotation.start
        ):
            new.follows = before[-1]
    found.append(new)
    found.sort(key=lambda d: d.start)


def _sentence_before(layout: Layout, at: int) -> int:
    """Start of the paragraph's text that leads up to ``at`` (``at`` itself where the paragraph begins there)."""
    here = layout.paragraph(at)
    starts = [s.start for s in layout.parsed if s.paragraph == here]
    return min(starts[0], at) if starts else at


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
        ):
            last.content = sorted({*last.content, *draft.content})
            continue
        if last is not None and draft.cue is not None and draft.cue == last.cue:
            last.content = sorted({*last.content, *draft.content})
            continue
        out.append(draft)
    return out


def bare(text: str, start: int, end: int) -> str:
    """The words of a range without marks at the edges."""
    return text[start:end].strip("".join(MARKS) + " ,.;:")
