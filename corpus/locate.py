"""Finds quoted strings in an article, exactly one place each or an error that helps.

A quoted string is verbatim text; `begin[...]end` stands for everything from `begin` to the only `end` after it in the
paragraph; `before{what}after` means `what` where it stands between these words; a final `#2` means the second occurrence.
"""
from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

ELISION = "[...]"
OCCURRENCE = re.compile(r"#(\d+)$")
CONTEXT = re.compile(r"(.*)\{(.+)\}(.*)", re.DOTALL)
BLANK_LINE = re.compile(r"\n[ \t]*\n")
RESERVED = (ELISION, "{", "}")


class UnlocatedError(Exception):
    """A quoted string that stands nowhere in the article, or in several places."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of Unicode code points."""
    start: int
    end: int

    def covers(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def gap(self, other: Span) -> int:
        return max(0, self.start - other.end, other.start - self.end)


def paragraphs(text: str) -> list[Span]:
    """The paragraphs: stretches between blank lines."""
    spans, start = [], 0
    for blank in BLANK_LINE.finditer(text):
        spans.append(Span(start, blank.start()))
        start = blank.end()
    spans.append(Span(start, len(text)))
    return [span for span in spans if text[span.start:span.end].strip()]


def unique(text: str, quote: str) -> Span:
    """The one place of the quoted string. Raises UnlocatedError."""
    found, number = _candidates(text, quote)
    if not found:
        raise UnlocatedError(f"{quote!r} was not found{_hint(text, quote)}")
    if number is not None:
        if number > len(found):
            raise UnlocatedError(f"{quote!r} asks for occurrence {number} of {len(found)}")
        return found[number - 1]
    if len(found) > 1:
        places = "; ".join(f"#{n} …{_around(text, span)}…" for n, span in enumerate(found[:4], 1))
        raise UnlocatedError(f"{quote!r} occurs {len(found)} times, add #n or context with {{}}: {places}")
    return found[0]


def nearest(text: str, quote: str, anchors: Sequence[Span], avoid: Sequence[Span]) -> Span:
    """The occurrence nearest to an anchor, in a paragraph of an anchor, clear of `avoid`.

    A string with `#n` or `{}` is looked for in the whole article instead. Raises UnlocatedError.
    """
    if OCCURRENCE.search(quote) or CONTEXT.fullmatch(quote):
        return unique(text, quote)
    home = [p for p in paragraphs(text) if any(p.overlaps(anchor) for anchor in anchors)]
    found = [span for span in _candidates(text, quote)[0]
             if any(p.covers(span) for p in home) and not any(span.overlaps(other) for other in avoid)]
    if not found:
        raise UnlocatedError(f"{quote!r} does not stand in the same paragraph outside the content (for another place write "
                        f"#n or context with {{}}){_hint(text, quote)}")
    ranked = sorted((min(span.gap(anchor) for anchor in anchors), span) for span in found)
    if len(ranked) > 1 and ranked[0][0] == ranked[1][0]:
        raise UnlocatedError(f"{quote!r} stands twice at the same distance, add #n or context with {{}}")
    return ranked[0][1]


def _candidates(text: str, quote: str) -> tuple[list[Span], int | None]:
    """All places of the string, and which of them its #n asks for."""
    number = None
    if suffix := OCCURRENCE.search(quote):
        number, quote = int(suffix.group(1)), quote[:suffix.start()]
    before = after = ""
    if context := CONTEXT.fullmatch(quote):
        before, quote, after = context.groups()
    spans = _elided(text, quote) if ELISION in quote else _plain(text, quote, whole_words=not (before or after))
    return [span for span in spans
            if text.startswith(after, span.end) and text[:span.start].endswith(before)], number


def _plain(text: str, quote: str, whole_words: bool = True) -> list[Span]:
    if not quote.strip():
        raise UnlocatedError("an empty string was given")
    left = r"(?<!\w)" if whole_words and quote[0].isalnum() else ""
    right = r"(?!\w)" if whole_words and quote[-1].isalnum() else ""
    return [Span(m.start(), m.end()) for m in re.finditer(left + re.escape(quote) + right, text)]


def _elided(text: str, quote: str) -> list[Span]:
    begin, _, end = (part.strip() for part in quote.partition(ELISION))
    if ELISION in end or not begin or not end:
        raise UnlocatedError(f"{quote!r} needs one {ELISION} between a beginning and an end")
    spans = []
    for first in _plain(text, begin):
        home = next(p for p in paragraphs(text) if p.start <= first.start < p.end)
        last = [s for s in _plain(text, end) if first.end <= s.start and s.end <= home.end]
        if len(last) > 1:
            raise UnlocatedError(f"{quote!r}: its end {end!r} occurs {len(last)} times after its beginning, make it longer")
        spans += [Span(first.start, s.end) for s in last]
    return spans


def _around(text: str, span: Span, width: int = 20) -> str:
    return " ".join(text[max(0, span.start - width):span.end + width].split())


def _hint(text: str, quote: str) -> str:
    """The passage most like a string that was not found."""
    for part in OCCURRENCE.sub("", quote).replace("{", "").replace("}", "").split(ELISION):
        part = part.strip()
        if not part or part in text:
            continue
        best, score = "", 0.0
        matcher = SequenceMatcher(b=part, autojunk=False)
        for word in re.finditer(r"(?<!\S)\S", text):
            window = text[word.start():word.start() + len(part)]
            matcher.set_seq1(window)
            if matcher.real_quick_ratio() > score and matcher.quick_ratio() > score and (r := matcher.ratio()) > score:
                best, score = window, r
        return f"; nearest: {best!r}" if score > 0.5 else "; nothing like it stands there"
    return "; its parts stand there, but not together in one paragraph"
