"""Independence: how many sources that do not rest on one another stand behind an account.

Lines are joined by union-find where one rests on the other: one act of saying printed twice (echoes, reused text), one speaker, people who
speak for one house, a report and those whom it reports, a document and its author, an outlet that passes on what another printed.
A line without a speaker of its own, in a headline or in the paper's voice, rests on those whom the paper quotes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from onrecord.linking.actors import plain
from onrecord.linking.coverage import Coverage
from onrecord.linking.echoes import head, line, sayings
from onrecord.linking.groups import Groups
from onrecord.linking.houses import FORMER, LIKELY, RANKS, Houses, written
from onrecord.model import ActorKind, Echo, Evidence, Statement

_KINDS = frozenset({*(f"the {kind}" for kind in RANKS), "the government"})
_SOME = r"\b(?:an?|one|two|three|four|another|some|several)"
_EMPLOYED = re.compile(
    r"\b(?:chief|director|manager|president|chair(?:man|woman|person)?|spokes\w+|secretary|head|boss|officer|executive|principal|registrar|leader|counsel|deputy|supervisor|"
    r"administrator|superintendent|editor|treasurer|dean|rector|foreman|captain|coach|forecaster|commissioner|governor|clerk)\b",
    re.I,
)
"""Offices that somebody has in a body."""
_OFFICIAL = re.compile(r"^[^,]{0,40}\b(?:officials?|spokes\w+|aides?|insiders?|staffers?)\b", re.I)
_ADVOCATE = re.compile(r"\b(?:counsel|lawyer|solicitor|attorney|advocate|barrister)\b", re.I)
_TITLE = re.compile(
    r"(?:the )?(?:\w+ )?(?:minister|mp|mla|superintendent|mayor|president|chairman|chairwoman|governor|judge|senator|councillor|deputy|official)",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Fold:
    """Lines of an account that count as one source, in the order given, and why they do (empty for a line that stands alone)."""

    lines: tuple[Evidence, ...]
    why: str


class Independence:
    """Counts the sources of one story's accounts.

    Args:
        coverage: the story.
        echoes: its echoes.
    """

    def __init__(self, coverage: Coverage, echoes: Sequence[Echo]) -> None:
        self._coverage = coverage
        self._sayings = sayings(echoes)
        self._houses = Houses(coverage)
        people = (coverage.actors[k] for k in sorted(self._houses.known))
        self._people = sorted({plain(a.name) for a in people if a.kind is ActorKind.PERSON and len(plain(a.name).split()) > 1})
        self._outlets = [plain(a.outlet).split() for a in coverage.articles.values() if a.outlet]
        self._heads = {i: head(a.text) for i, a in coverage.articles.items()}
        self._leads = {i: line(a.text, self._heads[i]) for i, a in coverage.articles.items()}
        self._passed: dict[str, list[Statement]] = {}
        for s in coverage.statements:
            if s.within is not None:
                self._passed.setdefault(s.within, []).append(s)

    def count(self, evidence: Sequence[Evidence]) -> int:
        """How many sources that do not rest on one another stand behind the lines of one account; at least 1 where there is a line."""
        return len(self.folds(evidence))

    def folds(self, evidence: Sequence[Evidence]) -> tuple[Fold, ...]:
        """The lines of an account, grouped by the source they rest on; groups in the order of their first line."""
        account = _Account(self, evidence)
        return account.folds()

    def statement(self, line: Evidence) -> Statement | None:
        """The statement that a line is of."""
        return self._coverage.said.get(line.statement) if line.statement else None

    def outermost(self, statement: Statement) -> Statement:
        """The statement in which others report this one, itself where none does."""
        seen = {statement.id}
        while statement.within in self._coverage.said and statement.within not in seen:
            statement = self._coverage.said[statement.within]
            seen.add(statement.id)
        return statement

    def saying(self, line: Evidence) -> str | None:
        """What stands for the act of saying that a line is of, where it was printed more than once."""
        return self._sayings.get(line.statement) if line.statement else None

    def above(self, line: Evidence) -> bool:
        """Whether a line stands in headline or standfirst."""
        return line.start < self._heads[line.article]

    def houses(self, line: Evidence) -> frozenset[str]:
        """Whose voice the speaker of a line is."""
        return self._houses.of(line.who, line.article) if line.who else frozenset()

    def named(self, line: Evidence) -> bool:
        """Whether the speaker of a line has a name."""
        who = self._coverage.actors.get(line.who) if line.who else None
        return who is not None and who.kind is not ActorKind.UNNAMED and not self.document(line)

    def document(self, line: Evidence) -> bool:
        """Whether the speaker of a line is something written."""
        who = self._coverage.actors.get(line.who) if line.who else None
        return who is not None and written(who) and not self.paper(line)

    def vague(self, line: Evidence) -> bool:
        """Whether the speaker of a line is somebody without a name of whom the paper speaks as of one it has told of: "the driver"."""
        who = self._coverage.actors.get(line.who) if line.who else None
        if who is None or who.kind is ActorKind.PERSON or who.kind is ActorKind.GOVERNMENT:
            return False
        if who.kind is not ActorKind.UNNAMED:
            return who.name[:1].islower() or who.name.isupper() or _TITLE.fullmatch(who.name) is not None
        if line.start < self._leads[line.article]:
            return True
        words = re.findall(r"[\w’'-]+", who.name)[:2] or [""]
        if words[0].casefold() in ("one", "other", "another", "second", "third", "two", "three", "some", "both", "several", "others"):
            return False
        if words[0].casefold() in ("its", "his", "her", "their", "my", "our"):
            return True
        text = self._coverage.articles[line.article].text
        return re.search(_SOME + r"\s+(?:[\w’'-]+\s+){0,3}?" + r"\W+".join(map(re.escape, words)), text, re.I) is None

    def employed(self, line: Evidence) -> bool:
        """Whether the speaker of a line has an office in a body that the words do not name."""
        who = self._coverage.actors.get(line.who) if line.who else None
        if who is None or who.kind not in (ActorKind.PERSON, ActorKind.UNNAMED):
            return False
        known = self.houses(line)
        if who.kind is ActorKind.UNNAMED:
            return bool(_OFFICIAL.search(who.name)) and all(k.startswith(LIKELY) or self.generic(k) for k in known)
        if not known:
            words = " ".join((*(o.title for o in who.offices), self._houses.described(who.id)))
            return _EMPLOYED.search(words) is not None and FORMER.search(words) is None
        return all(k.startswith(LIKELY) or self.generic(k) for k in known)

    def forces(self, line: Evidence) -> bool:
        """Whether the speaker of a line speaks for police, soldiers or firefighters, who have no managers and spokesmen of firms among them."""
        who = self._coverage.actors.get(line.who) if line.who else None
        kinds = {"the police", "the army", "the brigade"}
        return bool(kinds & self.houses(line)) or (
            who is not None and re.search(r"\b(?:police|army|brigade)\b", who.name, re.I) is not None
        )

    def client(self, line: Evidence) -> str | None:
        """The word for the one whose lawyer the speaker of a line is."""
        who = self._coverage.actors.get(line.who) if line.who else None
        whom = next((o.of for o in who.offices if o.of and _ADVOCATE.search(o.title)), None) if who is not None else None
        return plain(whom).split()[-1] if whom and plain(whom) else None

    def words(self, line: Evidence) -> frozenset[str]:
        """The words of the name and the description of a line's speaker."""
        who = self._coverage.actors.get(line.who) if line.who else None
        if who is None:
            return frozenset()
        return frozenset(plain(" ".join((who.name, *(o.title for o in who.offices), self._houses.described(who.id)))).split())

    def settled(self, line: Evidence) -> bool:
        """Whether it is sure whose voice the speaker of a line is."""
        return self.body(line) or any(not k.startswith(LIKELY) and not self.generic(k) for k in self.houses(line))

    def generic(self, house: str) -> bool:
        """Whether a house goes by a common noun alone: "the bank"."""
        who = self._coverage.actors.get(house)
        return house not in _KINDS if who is None else who.name[:1].islower()

    def body(self, line: Evidence) -> bool:
        """Whether the speaker of a line is a body with a name."""
        who = self._coverage.actors.get(line.who) if line.who else None
        return (
            who is not None
            and who.kind in (ActorKind.ORGANISATION, ActorKind.GROUP)
            and not (self.paper(line) or self.document(line) or self.vague(line))
        )

    def surname(self, line: Evidence) -> str | None:
        """The last word of the name of a line's speaker, where it is a person or goes by one word."""
        who = self._coverage.actors.get(line.who) if line.who else None
        if who is None or who.kind is ActorKind.GOVERNMENT:
            return None
        name = plain(who.name)
        if who.kind is ActorKind.UNNAMED:
            name = next((n for n in self._people if re.search(rf"\b{re.escape(n)}\b", name)), "")
        elif who.kind is not ActorKind.PERSON and " " in name:
            return None
        return name.split()[-1] if name else None

    def paper(self, line: Evidence) -> bool:
        """Whether the speaker of a line is an outlet of the coverage, by its whole name or a part of it."""
        if line.who in self._coverage.outlets:
            return True
        who = self._coverage.actors.get(line.who) if line.who else None
        return who is not None and who.kind is ActorKind.ORGANISATION and any(plain(who.name) in outlet for outlet in self._outlets)

    def reports(self, line: Evidence) -> tuple[str, ...]:
        """Speakers whose sayings a line's statement reports."""
        return tuple(s.who for s in self._passed.get(line.statement or "", ()) if s.who)


class _Account:
    """The lines of one account, folded."""

    def __init__(self, story: Independence, evidence: Sequence[Evidence]) -> None:
        self._story = story
        self._lines = list(evidence)
        self._groups: Groups[int] = Groups(range(len(self._lines)))
        self._why: dict[int, dict[str, None]] = {}

    def _join(self, a: int, b: int, why: str) -> None:
        if self._groups.find(a) != self._groups.find(b):
            self._groups.join(a, b)
            self._why.setdefault(a, {})[why] = None

    def _alike(self, keys: Iterable[tuple[int, str | None]], why: str) -> None:
        first: dict[str, int] = {}
        for n, key in keys:
            if key is not None:
                self._join(first.setdefault(key, n), n, why)

    def folds(self) -> tuple[Fold, ...]:
        lines = list(enumerate(self._lines))
        own = [(n, e) for n, e in lines if self._speaks(e)]
        self._alike(((n, e.who) for n, e in own), "one speaker")
        self._alike(((n, self._story.saying(e)) for n, e in lines), "one saying printed again")
        self._alike(((n, e.statement) for n, e in lines), "one statement")
        self._alike(((n, self._story.surname(e)) for n, e in own), "one speaker")
        self._alike(
            ((n, house) for n, e in own for house in sorted({*(h.removeprefix(LIKELY) for h in self._story.houses(e)), e.who or ""})),
            "they speak for one house",
        )
        self._advise(own)
        self._employ(own)
        self._report(own)
        self._rest(lines, own)
        out: dict[int, list[int]] = {}
        for n, _ in lines:
            out.setdefault(self._groups.find(n), []).append(n)
        return tuple(
            Fold(tuple(self._lines[n] for n in members), "; ".join(dict.fromkeys(w for n in members for w in self._why.get(n, ()))))
            for members in out.values()
        )

    def _speaks(self, line: Evidence) -> bool:
        """Whether a line gives its speaker's own words, and not what somebody else reports of him."""
        statement = self._story.statement(line)
        return statement is not None and line.who is not None and statement.within is None

    def _employ(self, own: list[tuple[int, Evidence]]) -> None:
        """People with an office in a body that is not named beside them are of the one body whose voice the account has."""
        bodies = [n for n, e in own if self._story.settled(e)]
        hired = [(n, e) for n, e in own if self._story.employed(e)]
        for n, e in hired:
            fit = [k for k in bodies if not self._story.forces(self._lines[k])]
            if fit:
                near = min(fit, key=lambda k: (self._lines[k].article != e.article, abs(self._lines[k].start - e.start), k))
                self._join(n, near, "they speak for one house")
            elif not bodies:
                self._join(n, hired[0][0], "they speak for one house")

    def _advise(self, own: list[tuple[int, Evidence]]) -> None:
        """A lawyer speaks for the client, where "counsel for the clerk" tells which source of the account that is."""
        for n, e in own:
            client = self._story.client(e)
            if client is not None:
                for k, other in own:
                    if other.who != e.who and client in self._story.words(other):
                        self._join(n, k, "a lawyer speaks for the client")
                        break

    def _report(self, own: list[tuple[int, Evidence]]) -> None:
        """A line that passes on what a source of the account said rests on that source."""
        sources = {e.who: n for n, e in reversed(own)}
        for n, e in own:
            for who in self._story.reports(e):
                if who in sources and who != e.who:
                    self._join(n, sources[who], "one reports the other")
                    break

    def _rest(self, lines: list[tuple[int, Evidence]], own: list[tuple[int, Evidence]]) -> None:
        """Lines that are nobody's own, each joined to the source nearest to it."""
        firm = [
            (n, e)
            for n, e in own
            if not self._story.above(e) and not self._story.paper(e) and not self._story.document(e) and not self._story.vague(e)
        ]
        firm = firm or [(n, e) for n, e in own if not self._story.above(e)] or own or lines[:1]
        sure = {n for n, _ in firm}
        for n, e in lines:
            if n not in sure and not any(self._groups.same(n, k) for k in sure):
                near = min(firm, key=lambda f: (f[1].article != e.article, abs(f[1].start - e.start), f[0]))
                if near[1].article == e.article or not self._story.document(e):
                    self._join(n, near[0], self._reason(e))

    def _reason(self, line: Evidence) -> str:
        if line.who is None:
            return "the paper repeats a source"
        if self._story.above(line):
            return "the headline announces the text"
        if self._story.paper(line):
            return "an outlet passes on a source"
        return "a document speaks for its author" if self._story.document(line) else "a source is reported"
