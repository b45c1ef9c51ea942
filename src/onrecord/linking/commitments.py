"""What was promised: who undertook what by when, and what became of it.

Statements that undertake are gathered, those of one side about one thing as one commitment; a promise told again on another occasion
is reaffirmed, told again of the same occasion it is evidence only. What became of it comes from :mod:`onrecord.linking.fulfilment`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from onrecord.linking.actors import plain
from onrecord.linking.coverage import Coverage
from onrecord.linking.deadlines import due
from onrecord.linking.fulfilment import Fulfilment, Promise, Telling, content, steps
from onrecord.linking.plans import plans
from onrecord.linking.pledging import day, line, name
from onrecord.linking.promisers import Promisers
from onrecord.linking.undertakings import stands, undertakes
from onrecord.linking.wording import Weights
from onrecord.model import ActorKind, Commitment, CommitmentState, Echo, Evidence, Statement, StatementKind, Step
from onrecord.reading.meaning import unpacked

ALIKE = 0.34
"""How much two promises of one side say in the same words from which they are one."""
FRAGMENT = 0.2
"""The same where one only names the thing ("the fenced yard")."""
APART = 0.6
"""The same where the two seem to be of different sides: one person under two names, or a headline that names the office."""
ADJACENT = 160
"""Characters after a promise within which a fragment of the same speaker goes on with it."""
BACK, LONGEST = 250, 600
"""Characters before a promise and of it that tell what it is about, where its own words are "it" and "them"."""
_AGAIN = re.compile(
    r"\b(?:repeat\w*|reaffirm\w*|reiterat\w*|renew\w*|again|still|stands?|stood|unchanged|(?:has|have|had) not changed|stick(?:s|ing)? (?:to|by)|stands? by|"
    r"remains?|hold(?:s)? (?:good|firm)|would be met|as promised|promised day)\b",
    re.I,
)
_BACK = re.compile(r"\b(?:had|has been|have been|was|were)\b", re.I)
_CLAUSE = re.compile(
    r"\b(?:will|would|shall|won['’]t|wouldn['’]t|is|are|was|were|stands?|stood|held|holds?|stays?|meant|means?|gets?|goes|leaves?|comes?)\b|['’](?:ll|d|s)\b|^\W*to \w+",
    re.I,
)
_FUTURE = re.compile(r"\b(?:will|would|shall|won['’]t|wouldn['’]t)\b|['’](?:ll|d)\b|^\W*(?:(?:not|never) )?to \w+", re.I)
_NOUN = re.compile(r"^\W*(?:the|that|this|those|these|it|them|his|her|its|their)\b", re.I)


@dataclass(slots=True)
class _Told:
    """One statement that undertakes something."""

    statement: Statement
    by: str
    sides: frozenset[str]
    stems: frozenset[str]
    due: str | None
    printed: str
    voice: bool = False
    again: bool = False
    headline: bool = False

    def line(self, coverage: Coverage) -> Evidence:
        """Its words as a line of evidence."""
        found = line(coverage, self.statement)
        return Evidence(found.article, None, found.start, found.end, found.text, None) if self.voice else found

    @property
    def clause(self) -> bool:
        """Whether it says a whole thing, not only names it."""
        return self.again or bool(_CLAUSE.search(self.statement.words)) or not _NOUN.search(self.statement.words)

    @property
    def whole(self) -> bool:
        """Whether it tells what is promised to one who knows of no promise yet."""
        words = self.statement.words
        if _FUTURE.search(words) or self.voice:
            return True
        if self.again:
            return False
        return self.statement.kind is not StatementKind.DIRECT and not _NOUN.search(words) and len(words.split()) > 3


@dataclass(slots=True)
class _Group:
    """Statements that tell one promise, in order of days."""

    told: list[_Told] = field(default_factory=list)


def commitments(coverage: Coverage, echoes: Sequence[Echo]) -> list[Commitment]:
    """All commitments of one story, the earliest first."""
    return _Search(coverage, echoes).found()


def promises(coverage: Coverage, echoes: Sequence[Echo] = ()) -> list[Promise]:
    """The promises of one story, whatever became of them."""
    search = _Search(coverage, echoes)
    return [search._promise(n, g) for n, g in enumerate(search.groups())]


class _Search:
    """Looks for the commitments of one story."""

    def __init__(self, coverage: Coverage, echoes: Sequence[Echo]) -> None:
        self._coverage = coverage
        self._promisers = Promisers(coverage)
        self._echoes = {frozenset(e.statements): e.kind for e in echoes}
        self._weights = Weights(content(s.words) for s in coverage.statements)
        self._days: dict[tuple[str, str], frozenset[str]] = {}
        for s in coverage.statements:
            if s.said_on and s.within is None and s.who:
                key = (s.article, s.who)
                self._days[key] = self._days.get(key, frozenset()) | {s.said_on}
        self._vectors = {s.id: unpacked(s.vector) for s in coverage.statements}

    def _told(self, statement: Statement, voice: bool = False) -> _Told | None:
        """A statement that undertakes, with whom it binds and by when; None of any other.

        Args:
            statement: it.
            voice: whether the paper tells it in its own voice.
        """
        article = self._coverage.articles[statement.article]
        value, plain = due(article.text, statement.start, statement.content[-1].end, statement.said_on, article.published)
        again = not voice and stands(statement)
        if not (voice or again or undertakes(statement, plain, self._promisers.own(statement))):
            return None
        by = self._promisers.by(statement)
        if by is None or statement.who is None:
            return None
        sides = self._promisers.sides(statement)
        printed = (article.published or "9999")[:10]
        return _Told(
            statement, by, sides, content(statement.words), value, printed, voice, again, statement.start < article.text.find("\n")
        )

    def found(self) -> list[Commitment]:
        """The commitments of the story."""
        return self._made(self.groups())

    def groups(self) -> list[_Group]:
        """The statements that undertake, those of one promise together."""
        told = [t for s in self._coverage.statements if (t := self._told(s)) is not None]
        told += [t for s in plans(self._coverage) if (t := self._told(s, voice=True)) is not None]
        told.sort(
            key=lambda t: (
                self._coverage.day(t.statement),
                t.printed,
                t.voice,
                t.headline,
                not t.clause,
                t.statement.article,
                t.statement.start,
                t.statement.id,
            )
        )
        groups: list[_Group] = []
        for one in told:
            group = self._place(one, groups)
            if group is None and one.whole:
                groups.append(group := _Group())
            if group is not None:
                group.told.append(one)
        return groups

    def _place(self, one: _Told, groups: Sequence[_Group]) -> _Group | None:
        """The group in which a promise is told again; None where it is new, or where several fit alike."""
        scored = sorted(((max(self._alike(one, t) for t in g.told), n) for n, g in enumerate(groups)), reverse=True)
        if scored and scored[0][0] >= (ALIKE if one.whole else FRAGMENT):
            return groups[scored[0][1]]
        mine = [g for g in groups if any(one.statement.who == t.statement.who or one.by == t.by for t in g.told)]
        return mine[0] if len(mine) == 1 and not one.whole else None

    def _alike(self, one: _Told, other: _Told) -> float:
        """How much two tellings are of one promise, 0 to 1 and more."""
        a, b = one.statement, other.statement
        if frozenset((a.id, b.id)) in self._echoes:
            return 1.0
        allied = bool(one.sides & other.sides)
        if a.article == b.article and a.who == b.who and not one.clause and 0 <= a.start - b.content[-1].end < ADJACENT:
            return 0.9
        alike = max(self._weights.cosine(one.stems, other.stems), 0.8 * self._weights.containment(one.stems, other.stems))
        va, vb = self._vectors.get(a.id), self._vectors.get(b.id)
        near = float(va @ vb) if va is not None and vb is not None else 0.0
        alike = 0.7 * alike + 0.3 * max(near, 0.0)
        if one.due and other.due:
            alike += 0.2 if self._agree(one, other) else -0.25
        head = one.headline or other.headline
        near_head = head and a.article == b.article
        if not allied:
            if (one.due and other.due and alike < 1.0 and not self._agree(one, other)) or not (head or self._namesakes(a, b)):
                return 0.0
            if alike < (FRAGMENT if near_head else ALIKE if head else APART):
                return 0.0
        return alike + (ALIKE - FRAGMENT if near_head else 0.0)

    def _agree(self, one: _Told, other: _Told) -> bool:
        """Whether two tellings name one day, the one perhaps less precisely."""
        return bool(one.due and other.due and (one.due.startswith(other.due) or other.due.startswith(one.due)))

    def _namesakes(self, a: Statement, b: Statement) -> bool:
        """Whether two speakers may be one under two names: a name is part of the other's, or one has none."""
        one, other = self._coverage.actors.get(a.who or ""), self._coverage.actors.get(b.who or "")
        if one is None or other is None:
            return False
        words = set(plain(one.name).split()), set(plain(other.name).split())
        return ActorKind.UNNAMED in (one.kind, other.kind) or words[0] <= words[1] or words[1] <= words[0]

    def _made(self, groups: Sequence[_Group]) -> list[Commitment]:
        spans = [(t.statement.article, t.statement.start, t.statement.content[-1].end) for g in groups for t in g.told]
        fulfilment = Fulfilment(self._coverage, spans)
        promises = [self._promise(n, g) for n, g in enumerate(groups)]
        by_promise: dict[int, list[Telling]] = {}
        for one in fulfilment.tellings(promises):
            by_promise.setdefault(one.promise, []).append(one)
        out = []
        for number, group in enumerate(groups):
            first = group.told[0]
            by = next((t.by for t in group.told if not t.headline), first.by)
            evidence = tuple(t.line(self._coverage) for t in sorted(group.told, key=self._order))
            history = [Step(str(CommitmentState.MADE), self._occasion(first), None, first.line(self._coverage))]
            history += self._reaffirmed(group)
            history += steps(by_promise.get(number, ()))
            out.append(
                Commitment(
                    name("commitment", self._coverage, evidence),
                    self._coverage.story.id,
                    by,
                    first.statement.words,
                    promises[number].due,
                    evidence,
                    tuple(sorted(history, key=lambda s: ((s.on or "9999").rstrip("?"), s.state != "made"))),
                )
            )
        return out

    def _order(self, told: _Told) -> tuple[str, str, int]:
        return told.printed, told.statement.article, told.statement.start

    def _promise(self, number: int, group: _Group) -> Promise:
        first = group.told[0]
        words = frozenset(w for t in group.told for w in t.stems)
        return Promise(
            number,
            frozenset(s for t in group.told for s in t.sides),
            words,
            self._coverage.day(first.statement),
            next((t.due for t in group.told if t.due), None),
            first.statement.article,
            first.statement.start,
            self._around(first.statement),
            frozenset(t.statement.article for t in group.told),
            tuple((t.statement.article, t.statement.start, t.statement.content[-1].end) for t in group.told),
            frozenset(w for w in words if w[:1].isdigit()),
        )

    def _occasion(self, one: _Told) -> str | None:
        """The day said; where its own words do not tell, that of all that its side says in the article."""
        s = one.statement
        if s.said_on is None:
            days = frozenset(d for who in one.sides for d in self._days.get((s.article, who), ()))
            own = self._days.get((s.article, s.who or ""), frozenset()) or days
            if len(own) == 1:
                return min(own)
        if one.voice:
            printed = self._coverage.articles[s.article].published
            return f"{printed[:10]}?" if printed else None
        return day(self._coverage, s)

    def _around(self, statement: Statement) -> frozenset[str]:
        """The stems of the paragraph in which a statement stands, and of what stands just before it."""
        text = self._coverage.articles[statement.article].text
        start, end = max(0, statement.start - BACK), text.find("\n", statement.content[-1].end)
        return content(text[start : end if end >= 0 else len(text)][: BACK + LONGEST])

    def _reaffirmed(self, group: _Group) -> list[Step]:
        """The first time that a promise is told again as still standing, on another occasion."""
        first = group.told[0]
        for one in group.told[1:]:
            s = one.statement
            if s.article == first.statement.article or not one.clause:
                continue
            cue = s.cue.text if s.cue else ""
            again = one.again or _AGAIN.search(cue) or _AGAIN.search(s.words)
            same = s.said_on is not None and s.said_on == first.statement.said_on
            echo = self._echoes.get(frozenset((s.id, first.statement.id)))
            if not again and (same or echo in ("wire copy", "same quotation") or _BACK.search(cue) or one.printed <= first.printed):
                continue
            if not again and s.cue is None:
                continue
            return [Step(str(CommitmentState.REAFFIRMED), self._occasion(one), None, one.line(self._coverage))]
        return []
