"""The timeline: what is told, in order of the day that it speaks of, apart from the day said and the day printed.

A pure function of the nouns of a story. Its cost grows in step with their number, but for the sorting.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from onrecord.edtf import Day, interval
from onrecord.entry import Entry, EntryKind, Place, dated, order
from onrecord.model import Article, Claim, Commitment, Dispute, Echo, Evidence, Request, RequestState, Shift, Statement
from onrecord.reading.dateline import dateline


def timeline(
    articles: Iterable[Article],
    statements: Iterable[Statement],
    claims: Iterable[Claim],
    *,
    requests: Iterable[Request] = (),
    commitments: Iterable[Commitment] = (),
    echoes: Iterable[Echo] = (),
    shifts: Iterable[Shift] = (),
    disputes: Iterable[Dispute] = (),
) -> tuple[Entry, ...]:
    """The entries of the articles, in order; the order of what is given does not matter.

    A statement speaks of the day of its main claim, that of the clause with which it begins; where that tells none, of the first day that it
    tells. Every other day that it tells is an entry of its own; a claim without a day is none. Statements that rest on one act of saying
    are one entry for each day that they speak of.

    Args:
        articles: nouns of other articles are left out.
        disputes: those to which an entry may belong.
    """
    known = {a.id: a for a in articles}
    said = {s.id: s for s in statements if s.article in known}
    requests, commitments, shifts = list(requests), list(commitments), list(shifts)
    ties = _Ties(requests, commitments, shifts, disputes)
    told: dict[str | None, list[Claim]] = {}
    for claim in claims:
        if claim.article in known:
            told.setdefault(claim.statement, []).append(claim)
    voice = told.pop(None, [])
    sheet = _Sheet(known, said, ties, {(c.statement, c.time) for same in told.values() for c in same})
    out = _folded([e for s in said.values() for e in sheet.of_statement(s, told.get(s.id, ()))], _groups(echoes))
    out += sheet.of_voice(voice)
    out += sheet.of_steps(requests, commitments)
    out += sheet.of_shifts(shifts)
    return tuple(sorted(out, key=lambda e: e.key))


class _Ties:
    """Which disputes, requests, commitments and shifts a statement or a passage is a part of."""

    def __init__(
        self, requests: Sequence[Request], commitments: Sequence[Commitment], shifts: Sequence[Shift], disputes: Iterable[Dispute]
    ) -> None:
        self._of: dict[object, set[str]] = {}
        matters: list[Request | Commitment] = [*requests, *commitments]
        for matter in matters:
            for line in (*matter.evidence, *(step.evidence for step in matter.history)):
                self._tie(line, matter.id)
        for dispute in disputes:
            for account in dispute.accounts:
                for line in account.evidence:
                    self._tie(line, dispute.id)
        for shift in shifts:
            for statement in (shift.earlier, shift.later):
                self._of.setdefault(statement, set()).add(shift.id)

    def _tie(self, line: Evidence, to: str) -> None:
        self._of.setdefault(line.statement or (line.article, line.start, line.end), set()).add(to)

    def of(self, lines: Iterable[Evidence]) -> tuple[str, ...]:
        """Ids of what these lines are a part of."""
        found: set[str] = set()
        for line in lines:
            found |= self._of.get(line.statement or (line.article, line.start, line.end), set())
        return tuple(sorted(found))


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What entries are made from; ``told``: which statement tells which day."""

    articles: Mapping[str, Article]
    said: Mapping[str, Statement]
    ties: _Ties
    told: Set[tuple[str | None, str | None]]

    def place(self, evidence: Evidence, of: str | None) -> Place:
        """A line with its days."""
        article, statement = self.articles.get(evidence.article), self.said.get(evidence.statement or "")
        return Place(evidence, statement.said_on if statement else None, _printed(article) if article else None, of)

    def of_statement(self, statement: Statement, claims: Sequence[Claim]) -> Iterator[Entry]:
        """A statement's own entry, and one for every other day that its claims tell."""
        ordered = sorted(claims, key=lambda c: (c.evidence.start, -c.evidence.end, c.predicate or "", c.id))
        told: dict[str, list[Claim]] = {}
        for claim in ordered:
            if claim.time and interval(claim.time):
                told.setdefault(claim.time, []).append(claim)
        main = ordered[0].time if ordered and ordered[0].time in told else None
        spoken = main or min(told, key=lambda day: (min(c.evidence.start for c in told[day]), day), default=None)
        line = self._line(statement, statement.start, statement.content[-1].end)
        ties = self.ties.of([line])
        yield Entry(statement.id, EntryKind.STATEMENT, spoken, (self.place(line, spoken),), statement.who, belongs=ties)
        for day, same in told.items():
            if day != spoken:
                start, end = min(c.evidence.start for c in same), max(c.evidence.end for c in same)
                clause = self._line(statement, start, end)
                yield Entry(min(c.id for c in same), EntryKind.CLAIM, day, (self.place(clause, day),), statement.who, belongs=ties)

    def _line(self, statement: Statement, start: int, end: int) -> Evidence:
        text = self.articles[statement.article].text
        return Evidence(statement.article, statement.id, start, end, text[start:end], statement.who)

    def of_voice(self, claims: Iterable[Claim]) -> Iterator[Entry]:
        """What articles say in their own voice: clauses of one day that overlap are one entry, and so are equal words of several articles."""
        by_day: dict[tuple[str, str], list[Claim]] = {}
        for claim in claims:
            if claim.time and interval(claim.time):
                by_day.setdefault((claim.article, claim.time), []).append(claim)
        datelines: dict[str, tuple[str, int, int] | None] = {}
        found: dict[tuple[str, str], list[tuple[Place, str, tuple[str, ...]]]] = {}
        for (article, day), same in by_day.items():
            for run in _runs(sorted(same, key=lambda c: (c.evidence.start, -c.evidence.end, c.id))):
                whole = self.articles[article].text
                start, end = run[0].evidence.start, max(c.evidence.end for c in run)
                if article not in datelines:
                    datelines[article] = dateline(whole)
                opening = datelines[article]
                if opening and opening[2] <= start < opening[1] < end:
                    start = opening[1]
                text = whole[start:end]
                line = Evidence(article, None, start, end, text, None)
                ties = self.ties.of([line, *(Evidence(article, None, c.evidence.start, c.evidence.end, "", None) for c in run)])
                found.setdefault((day, " ".join(text.split())), []).append((self.place(line, day), min(c.id for c in run), ties))
        for (day, _), told in found.items():
            told.sort(key=lambda t: _first(t[0]))
            belongs = tuple(sorted({tie for _, _, ties in told for tie in ties}))
            yield Entry(told[0][1], EntryKind.CLAIM, day, tuple(place for place, _, _ in told), belongs=belongs)

    def of_steps(self, requests: Iterable[Request], commitments: Iterable[Commitment]) -> Iterator[Entry]:
        """The states that requests and commitments came into, and the days on which commitments are due."""
        for kind, matters in ((EntryKind.REQUEST, requests), (EntryKind.COMMITMENT, commitments)):
            for matter in matters:
                about = matter.of if isinstance(matter, Request) else matter.what
                for n, step in enumerate(matter.history, 1):
                    place, name = self.place(step.evidence, step.on), f"{matter.id}/{n}"
                    who = step.by or (matter.by if isinstance(matter, Commitment) or step.state == RequestState.MADE else None)
                    yield Entry(name, kind, step.on, (place,), who, str(step.state), about, (matter.id,), step.judgement)
        for promise in commitments:
            lines = (*promise.evidence, *(step.evidence for step in promise.history))
            if promise.due and lines:
                line = next((x for x in lines if (x.statement, promise.due) in self.told), lines[0])
                name, place = f"{promise.id}/due", self.place(line, promise.due)
                yield Entry(name, EntryKind.DUE, promise.due, (place,), promise.by, None, promise.what, (promise.id,))

    def of_shifts(self, shifts: Iterable[Shift]) -> Iterator[Entry]:
        """Changes of the account, on the day on which the other account was given."""
        for shift in shifts:
            later = self.said.get(shift.later)
            if later is not None:
                place = self.place(self._line(later, later.start, later.content[-1].end), later.said_on)
                yield Entry(shift.id, EntryKind.SHIFT, later.said_on, (place,), shift.who, about=shift.about, belongs=(shift.id,))


def _printed(article: Article) -> str | None:
    """The day printed, as coarse as it is given."""
    return article.published.replace("T", " ").split(" ")[0] if article.published else None


def _first(place: Place) -> tuple[object, ...]:
    """The order of places: those that tell the day spoken of, then the first to be printed, then article and start."""
    return (
        place.of is None,
        order(place.printed),
        place.evidence.article,
        place.evidence.start,
        place.evidence.end,
        place.evidence.statement or "",
    )


def _runs(claims: Iterable[Claim]) -> Iterator[list[Claim]]:
    """Claims in text order, those whose words overlap together."""
    run: list[Claim] = []
    end = -1
    for claim in claims:
        if run and claim.evidence.start >= end:
            yield run
            run = []
        run.append(claim)
        end = max(end, claim.evidence.end) if len(run) > 1 else claim.evidence.end
    if run:
        yield run


def _groups(echoes: Iterable[Echo]) -> dict[str, str]:
    """Statement -> the least id of those that rest on one act of saying with it."""
    root: dict[str, str] = {}

    def find(x: str) -> str:
        while root.setdefault(x, x) != x:
            root[x] = root[root[x]]
            x = root[x]
        return x

    for echo in echoes:
        for other in echo.statements[1:]:
            a, b = sorted((find(echo.statements[0]), find(other)))
            root[b] = a
    return {x: find(x) for x in list(root)}


def _folded(entries: Sequence[Entry], groups: Mapping[str, str]) -> list[Entry]:
    """What one act of saying tells, in one entry for each day.

    Of days that may be one ("in May", "on 3 May") the narrowest stands for all; statements that tell no day are with the first.
    """
    alone: list[Entry] = []
    together: dict[str, list[Entry]] = {}
    for entry in entries:
        group = groups.get(entry.places[0].evidence.statement or "")
        if group is None:
            alone.append(entry)
        else:
            together.setdefault(group, []).append(entry)
    for same in together.values():
        narrowest = _narrowest({e.of for e in same if e.of and e.kind is EntryKind.STATEMENT})
        first = min(narrowest.values(), key=dated, default=None) or min((e.of for e in same if e.of), key=dated, default=None)
        by_day: dict[str | None, list[Entry]] = {}
        for entry in same:
            by_day.setdefault(narrowest.get(entry.of or "", entry.of) or first, []).append(entry)
        alone += [_one(those, day) for day, those in by_day.items()]
    return alone


def _narrowest(days: Iterable[str]) -> dict[str, str]:
    """For every day the narrowest that may be the same."""

    def width(day: str) -> tuple[object, ...]:
        (year, month, number), (*end,) = order(day)
        return (end[0] - year, end[1] - month, end[2] - number, *dated(day))

    kept: list[tuple[Day, Day, str]] = []  # none overlaps another, so that they are in order of both ends
    out = {}
    for day in sorted(days, key=width):
        first, last = order(day)
        at = bisect_left(kept, first, key=lambda k: k[1])
        if at < len(kept) and kept[at][0] <= last:
            out[day] = kept[at][2]
        else:
            kept.insert(at, (first, last, day))
            out[day] = day
    return out


def _one(entries: Iterable[Entry], day: str | None) -> Entry:
    """Entries of one act of saying as one, named after the first of its places, whole statements before clauses."""
    ordered = sorted(entries, key=lambda e: (e.kind is EntryKind.CLAIM, _first(e.places[0])))
    first = ordered[0]
    places = tuple(e.places[0] for e in ordered)
    who = next((e.who for e in ordered if e.who), None)
    return Entry(first.id, first.kind, day, places, who, belongs=tuple(sorted({b for e in ordered for b in e.belongs})))
