"""Echoes: statements that rest on one act of saying.

Three kinds, the surest first. "wire copy": both stand in a passage that two articles share, the words around them included. "same
quotation": one speaker's same words in quotation marks, whole, shortened or cut in two. "paraphrase": one speaker says nearly the
same in other words, as when two papers report one news conference, or somebody repeats himself.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import combinations

from onrecord.linking.coverage import Coverage
from onrecord.linking.groups import Groups
from onrecord.linking.reuse import Passage, reused, runs, words
from onrecord.linking.wording import Weights, stems
from onrecord.model import ActorKind, Echo, Stance, Statement, StatementKind
from onrecord.reading.quotes import DOUBLE, MARKS, Mark, direction

LONG = 8
"""Words in a row that two speakers do not hit upon by chance."""
AROUND = 6
"""Words that a shared passage has beyond the statement where it is copy and not only the quotation that is shared."""
POINTS = {
    "none": -4.7,
    "cosine": 1.7,
    "containment": 1.5,
    "shared": 0.2,
    "any": 1.5,
    "figures": 0.7,
    "other figures": -0.6,
    "act": 0.8,
    "other stance": -1.1,
    "day": 0.7,
    "other day": -0.3,
    "nested": 0.7,
}
"""What speaks for two statements of one speaker being one saying: a logistic regression on the pairs of our corpus's train part, rounded."""
ENOUGH = 0.0
"""Points from which they are: an even chance, where F1 on the train part is highest."""
ACTS = (Stance.ASKS, Stance.PROMISES, Stance.DECLINES, Stance.DENIES)
DRIFT = 600
"""Characters by which an editor may have moved a statement within a passage."""
CROWD = 30
"""Statements with one word in common beyond which the word leads to no pair; rarer words do."""
KINDS = ("wire copy", "same quotation", "paraphrase")


def echoes(coverage: Coverage) -> list[Echo]:
    """All echoes of one story: each pair of statements once, by its surest kind, in text order of the first."""
    found = _Search(coverage)
    pairs: dict[tuple[str, str], str] = {}
    for kind, hits in zip(KINDS, (found.copied(), found.quoted(), found.rephrased()), strict=True):
        for pair in hits:
            pairs.setdefault(pair, kind)
    return [Echo(_identity(coverage, pair), coverage.story.id, pair, kind) for pair, kind in sorted(pairs.items())]


def _identity(coverage: Coverage, pair: tuple[str, str]) -> str:
    return "echo-" + hashlib.sha256("|".join((coverage.story.id, *pair)).encode()).hexdigest()[:10]


def quoted_words(statement: Statement) -> list[list[str]]:
    """The words of a statement in quotation marks, in stretches; all of a direct one."""
    if statement.kind is StatementKind.DIRECT:
        return [[w.text for span in statement.content for w in words(span.text)]]
    out = []
    for span in statement.content:
        start: int | None = None
        for at, sign in enumerate(span.text):
            if sign not in MARKS or (way := direction(span.text, at)) is Mark.APOSTROPHE:
                continue
            if way is Mark.OPEN and start is None:
                start = at + 1
            elif way is Mark.CLOSE and start is not None and (sign in DOUBLE) == (span.text[start - 1] in DOUBLE):
                out.append([w.text for w in words(span.text[start:at])])
                start = None
        if start is not None:
            out.append([w.text for w in words(span.text[start:])])
    return [stretch for stretch in out if stretch]


class _Search:
    """Looks for the echoes of one story."""

    def __init__(self, coverage: Coverage) -> None:
        self._coverage = coverage
        self._statements = sorted(coverage.statements, key=lambda s: (s.article, s.start, s.id))
        self._words = {s.id: [w.text for w in words(s.words)] for s in self._statements}
        passed_on = {s.within for s in self._statements if s.within is not None}
        self._quoted = {s.id: quoted_words(s) for s in self._statements if s.id not in passed_on or s.kind is StatementKind.DIRECT}
        self._stems = {s.id: stems(s.words) for s in self._statements}
        self._weights = Weights(self._stems.values())
        self._heads = {a.id: head(a.text) for a in coverage.articles.values()}
        self._leads = {a.id: line(a.text, self._heads[a.id]) for a in coverage.articles.values()}

    def _pair(self, s: Statement, t: Statement) -> tuple[str, str]:
        first, second = sorted((s, t), key=lambda x: (x.article, x.start, x.id))
        return first.id, second.id

    def copied(self) -> list[tuple[str, str]]:
        """Statements that stand in one passage of two articles with the same words."""
        inside: dict[str, list[Statement]] = {}
        for s in self._statements:
            inside.setdefault(s.article, []).append(s)
        out = []
        for passage in reused({i: a.text for i, a in self._coverage.articles.items()}):
            mine = [s for s in inside.get(passage.a, ()) if _within(s, passage.start_a, passage.end_a)]
            theirs = [t for t in inside.get(passage.b, ()) if _within(t, passage.start_b, passage.end_b)]
            places = [t.start - passage.start_b for t in theirs]
            for s in mine:
                place = s.start - passage.start_a
                near = theirs[bisect_left(places, place - DRIFT) : bisect_right(places, place + DRIFT)]
                out += [self._pair(s, t) for t in near if self._reprinted(s, t, passage)]
        return out

    def _reprinted(self, s: Statement, t: Statement, passage: Passage) -> bool:
        a, b = self._words[s.id], self._words[t.id]
        if not a or not b or passage.words < max(len(a), len(b)) + AROUND:
            return False
        shared = sum(size for _, _, size in runs(a, b, min(3, len(a), len(b))))
        return shared >= 0.7 * max(len(a), len(b))

    def quoted(self) -> list[tuple[str, str]]:
        """Statements of one speaker with the same words in quotation marks."""
        having: dict[str, list[Statement]] = {}
        for s in self._statements:
            for word in {w for stretch in self._quoted.get(s.id, ()) for w in stretch}:
                having.setdefault(word, []).append(s)
        met = {
            self._pair(s, t)
            for told in having.values()
            if len(told) <= CROWD
            for s, t in combinations(told, 2)
            if s.within != t.id and t.within != s.id and (s.article != t.article or self._announced(s, t))
        }
        said = self._coverage.said
        return sorted(p for p in met if self._same_words(said[p[0]], said[p[1]]))

    def _announced(self, s: Statement, t: Statement) -> bool:
        """Whether one of two statements of an article stands above its text or in the lead, and the other below."""
        return (s.start < self._leads[s.article]) != (t.start < self._leads[t.article]) or self._is_head(s) != self._is_head(t)

    def _is_head(self, statement: Statement) -> bool:
        return statement.start < self._heads[statement.article]

    def _same_words(self, s: Statement, t: Statement) -> bool:
        """Whether a stretch of eight words, or a whole stretch of either, stands in both."""
        known = s.who is not None and s.who == t.who
        free = self._vague(s) or self._vague(t) or (s.article == t.article and self._is_head(s) != self._is_head(t))
        least = 2 if known or free else 6
        apart = s.stance is not t.stance and Stance.DENIES in (s.stance, t.stance)
        for a in self._quoted[s.id]:
            for b in self._quoted[t.id]:
                short, long = sorted((a, b), key=len)
                if any(size >= LONG for *_, size in runs(short, long, LONG)) or (short == long and len(short) >= 4):
                    return True
                if self._holds(long, short) and (len(short) >= max(3, least) or ((len(short) >= least or known) and self._telling(short))):
                    return True
                if (known or free) and not apart and len(short) >= 4 and sum(n for *_, n in runs(short, long, 3)) >= 0.8 * len(short):
                    return True
        return False

    def _holds(self, long: Sequence[str], short: Sequence[str]) -> bool:
        return f" {' '.join(short)} " in f" {' '.join(long)} "

    def _telling(self, stretch: Sequence[str]) -> bool:
        return bool(stems(" ".join(stretch))) and (len(stretch) > 1 or len(stretch[0]) > 5)

    def _vague(self, statement: Statement) -> bool:
        """Whether a statement's speaker is not known, or has no name."""
        who = self._coverage.actors.get(statement.who) if statement.who else None
        return who is None or who.kind is ActorKind.UNNAMED

    def rephrased(self) -> list[tuple[str, str]]:
        """Statements of one speaker in different articles that say nearly the same."""
        spoken: dict[tuple[str, str], list[Statement]] = {}
        for s in self._statements:
            for word in self._stems[s.id] if s.who is not None else ():
                spoken.setdefault((s.who or "", word), []).append(s)
        met = {
            self._pair(s, t) for told in spoken.values() if len(told) <= CROWD for s, t in combinations(told, 2) if s.article != t.article
        }
        said = self._coverage.said
        return sorted(p for p in met if self._points(said[p[0]], said[p[1]]) >= ENOUGH)

    def _points(self, s: Statement, t: Statement) -> float:
        a, b = self._stems[s.id], self._stems[t.id]
        if not a & b:
            return POINTS["none"]
        mine, theirs = ({w for w in x if w[0].isdigit()} for x in (a, b))
        found = {
            "none": 1.0,
            "cosine": self._weights.cosine(a, b),
            "containment": self._weights.containment(a, b),
            "shared": self._weights.of(a & b),
            "any": 1.0,
            "figures": bool(mine & theirs),
            "other figures": bool(mine and theirs and not mine & theirs),
            "act": s.stance is t.stance and s.stance in ACTS,
            "other stance": s.stance is not t.stance,
            "day": s.said_on is not None and s.said_on == t.said_on,
            "other day": None not in (s.said_on, t.said_on) and s.said_on != t.said_on,
            "nested": (s.within is None) != (t.within is None),
        }
        return sum(POINTS[k] * v for k, v in found.items())


def head(text: str) -> int:
    """Where headline and standfirst end: the first line, and those after it that end in no full stop."""
    end = line(text, 0)
    for _ in range(3):
        after = line(text, end)
        said = text[end:after].strip()
        if not said or said.rstrip("".join(MARKS))[-1:] in ".?!:" or len(said) > 160:
            break
        end = after
    return end


def line(text: str, start: int) -> int:
    """Where the first line with words from ``start`` on ends."""
    while start < len(text) and text[start].isspace():
        start += 1
    end = text.find("\n", start)
    return len(text) if end < 0 else end


def _within(statement: Statement, start: int, end: int) -> bool:
    """Whether a statement's words lie in a passage, marks at its edges left aside."""
    return start - 2 <= statement.content[0].start and statement.content[-1].end <= end + 3


def sayings(echoes: Sequence[Echo]) -> dict[str, str]:
    """Statement id -> the id that stands for its act of saying, the same for all that echo one another; none for the others."""
    groups: Groups[str] = Groups()
    for echo in echoes:
        for other in echo.statements[1:]:
            groups.join(echo.statements[0], other)
    return {s: min(group) for group in groups.all() for s in group}
