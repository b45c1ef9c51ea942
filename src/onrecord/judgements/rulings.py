"""Rulings on disputes: what people decided about a story's disputes, laid over those that linking found.

A ruling remembers a dispute by the words of its accounts and finds it again where two of them stand on different accounts of one
dispute. Where they do so no longer it does not apply, and nothing is invented; only a confirmed dispute that linking does not find
any more is kept as the person saw it.

Anchors: the lines of every account, dispute after dispute. Values: {"matters": [dispute as it was, its accounts with "lines", their
number of anchors]} and beside it: ``confirm``, ``dismiss`` nothing; ``join`` {"accounts": [numbers] or None where whole disputes are
joined}; ``part`` {"lines": [anchors], "says", "question"}; ``move`` {"lines", "to": number of an account, None for out}.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from onrecord.judgements.anchors import anchor, holds
from onrecord.judgements.lines import LINES, SAME_LINE, evidence_at, shared
from onrecord.linking.coverage import Coverage
from onrecord.linking.echoes import echoes
from onrecord.linking.independence import Independence
from onrecord.model import CONFIRMED, DISMISSED, Account, Anchor, Article, Dispute, Echo, Evidence, Judgement, Verdict

OF_DISPUTES = (Verdict.CONFIRM, Verdict.DISMISS, Verdict.JOIN, Verdict.PART, Verdict.MOVE)
"""The first two also rule on requests and commitments; those have no "matters" among their values."""
NEAR = frozenset(("role_reversal", "order", "denial", "identity"))
"""Kinds that one question can go between as more of it is told: who did it, who was first, and whether."""
_ID = re.compile(r"dispute-[0-9a-f]{1,10}")


def is_dispute(identity: str) -> bool:
    """Whether an id, or the beginning of one, is a dispute's."""
    return _ID.fullmatch(identity) is not None


def on_dispute(judgement: Judgement) -> bool:
    """Whether a judgement rules on disputes."""
    return judgement.kind in OF_DISPUTES and "matters" in judgement.value


def ruled(
    coverage: Coverage, disputes: Sequence[Dispute], judgements: Sequence[Judgement], alike: Sequence[Echo] | None = None
) -> list[Dispute]:
    """The disputes of one story with what people decided laid over them, the surest first.

    Args:
        disputes: as linking found them.
        judgements: all that stand, oldest first; those on other stories or other matters are passed over.
        alike: the echoes of the story; found again where they are not given and needed.

    Returns:
        All disputes, the dismissed among them, each with its verdict and the numbers of the judgements that hold on it.
    """
    bench, out = _Bench(coverage, alike), list(disputes)
    for judgement in judgements:
        if on_dispute(judgement) and any(a.article in coverage.articles for a in judgement.anchors):
            out = bench.lay(out, judgement)
    return sorted(out, key=lambda d: (-d.score, d.id))


def remembered(dispute: Dispute, articles: Mapping[str, Article]) -> tuple[list[Anchor], dict[str, Any]]:
    """A dispute for a ruling: the anchors of its lines, account after account, and the dispute as it stands."""
    anchors = [anchor(articles[e.article], e.start, e.end) for a in dispute.accounts for e in a.evidence[:LINES]]
    accounts = [{"says": a.says, "value": a.value, "lines": len(a.evidence[:LINES])} for a in dispute.accounts]
    told = {name: getattr(dispute, name) for name in ("level", "kind", "slot", "score", "question", "why")}
    return anchors, {**told, "accounts": accounts}


@dataclass(frozen=True, slots=True)
class _Matter:
    """A dispute as a ruling remembers it; ``sides``: the anchors of each account."""

    told: dict[str, Any]
    sides: tuple[tuple[Anchor, ...], ...]


def _matters(judgement: Judgement) -> list[_Matter]:
    out, at = [], 0
    for told in judgement.value["matters"]:
        sides = []
        for account in told["accounts"]:
            sides.append(judgement.anchors[at : at + account["lines"]])
            at += account["lines"]
        out.append(_Matter(told, tuple(sides)))
    return out


def _line_at(found: Anchor, accounts: Sequence[Account]) -> tuple[int, Evidence] | None:
    """The line that stands at the anchored words, with the number of its account."""
    rated = [(*shared(found, e), n, e) for n, a in enumerate(accounts) for e in a.evidence]
    best = max(rated, key=lambda r: (r[0], r[1], -r[2]), default=None)
    return (best[2], best[3]) if best is not None and best[1] >= SAME_LINE else None


def _account_at(side: Sequence[Anchor], accounts: Sequence[Account]) -> int | None:
    """The account that has most of the anchored lines; the first of several."""
    seen = Counter(found[0] for a in side if (found := _line_at(a, accounts)) is not None)
    return min(seen, key=lambda n: (-seen[n], n), default=None)


def _name(anchors: Iterable[Anchor]) -> str:
    told = "|".join(f"{a.article}:{a.start}:{a.end}" for a in sorted(anchors, key=lambda a: (a.article, a.start, a.end)))
    return f"dispute-{hashlib.sha256(told.encode()).hexdigest()[:10]}"


class _Bench:
    """Lays rulings over the disputes of one story."""

    def __init__(self, coverage: Coverage, alike: Sequence[Echo] | None) -> None:
        self._coverage = coverage
        self._alike = alike

    @cached_property
    def _independence(self) -> Independence:
        return Independence(self._coverage, echoes(self._coverage) if self._alike is None else self._alike)

    def lay(self, disputes: list[Dispute], judgement: Judgement) -> list[Dispute]:
        """The disputes with one ruling laid over them; as they were where it does not apply."""
        found = [self._found(disputes, m) for m in _matters(judgement)]
        if judgement.kind is Verdict.CONFIRM and found == [None]:
            kept = self._kept(judgement)
            return [*disputes, kept] if kept is not None else disputes
        meant = list({d.id: d for d in found if d is not None}.values())
        if not meant or None in found:
            return disputes
        made = self._decided(meant, judgement)
        if not made or any(len(d.accounts) < 2 for d in made):
            return disputes
        made = [replace(d, judgements=(*d.judgements, judgement.id)) for d in made]
        gone = {d.id for d in meant}
        return [*(d for d in disputes if d.id not in gone), *made]

    def _found(self, disputes: Sequence[Dispute], matter: _Matter) -> Dispute | None:
        """The dispute that the matter is now: the one that has most of its lines, on two accounts at least; None where it is not plain."""
        rated = []
        for d in disputes:
            if d.slot != matter.told["slot"] and not {d.kind, matter.told["kind"]} <= NEAR:
                continue
            held = [{f[0] for a in side if (f := self._at(a, d.accounts)) is not None} for side in matter.sides]
            if not any(x != y for n, one in enumerate(held) for other in held[n + 1 :] for x in one for y in other):
                continue
            count = sum(self._at(a, d.accounts) is not None for side in matter.sides for a in side)
            rated.append(((count, d.kind == matter.told["kind"], d.question == matter.told["question"]), d))
        rated.sort(key=lambda r: r[0], reverse=True)
        if not rated or (len(rated) > 1 and rated[0][0] == rated[1][0]):
            return None
        return rated[0][1]

    def _at(self, found: Anchor, accounts: Sequence[Account]) -> tuple[int, Evidence] | None:
        article = self._coverage.articles.get(found.article)
        return _line_at(found, accounts) if article is not None and holds(found, article) else None

    def _decided(self, meant: list[Dispute], judgement: Judgement) -> list[Dispute]:
        """What becomes of the disputes; empty where the ruling finds no place in them."""
        if judgement.kind in (Verdict.CONFIRM, Verdict.DISMISS):
            return [replace(meant[0], verdict=CONFIRMED if judgement.kind is Verdict.CONFIRM else DISMISSED)]
        if judgement.kind is Verdict.JOIN:
            numbers = judgement.value.get("accounts")
            return [self._one(meant) if numbers is None else self._one_account(meant[0], judgement, numbers)]
        taken = {f for k in judgement.value["lines"] if (f := self._at(judgement.anchors[k], meant[0].accounts)) is not None}
        if not taken:
            return []
        if judgement.kind is Verdict.MOVE:
            return self._moved(meant[0], judgement, {e for _, e in taken})
        return self._parted(meant[0], judgement, {e for _, e in taken}, len({n for n, _ in taken}))

    def _one(self, meant: list[Dispute]) -> Dispute:
        """Several disputes as one: accounts that say the same or share a line become one, the others stand beside one another."""
        accounts = list(meant[0].accounts)
        for account in (a for d in meant[1:] for a in d.accounts):
            lines = {(e.article, e.start, e.end) for e in account.evidence}
            here = next(
                (
                    n
                    for n, a in enumerate(accounts)
                    if a.value.casefold() == account.value.casefold() or lines & {(e.article, e.start, e.end) for e in a.evidence}
                ),
                None,
            )
            if here is None:
                accounts.append(account)
            else:
                accounts[here] = self._account(accounts[here].says, accounts[here].value, (*accounts[here].evidence, *account.evidence))
        numbers = tuple(sorted({n for d in meant for n in d.judgements}))
        return replace(meant[0], accounts=tuple(accounts), score=max(d.score for d in meant), judgements=numbers)

    def _one_account(self, dispute: Dispute, judgement: Judgement, numbers: Sequence[int]) -> Dispute:
        sides = _matters(judgement)[0].sides
        chosen = sorted({n for k in numbers if (n := _account_at(sides[k], dispute.accounts)) is not None})
        lines = tuple(e for n in chosen for e in dispute.accounts[n].evidence)
        accounts = [
            self._account(a.says, a.value, lines) if chosen and n == chosen[0] else a
            for n, a in enumerate(dispute.accounts)
            if n not in chosen[1:]
        ]
        return replace(dispute, accounts=tuple(accounts))

    def _moved(self, dispute: Dispute, judgement: Judgement, lines: set[Evidence]) -> list[Dispute]:
        to = judgement.value["to"]
        target = None if to is None else _account_at(_matters(judgement)[0].sides[to], dispute.accounts)
        if to is not None and target is None:
            return []
        accounts = []
        for n, a in enumerate(dispute.accounts):
            kept = tuple(e for e in a.evidence if e not in lines or n == target)
            more = tuple(e for e in sorted(lines, key=lambda e: (e.article, e.start)) if n == target and e not in a.evidence)
            if kept or more:
                accounts.append(a if kept == a.evidence and not more else self._account(a.says, a.value, (*kept, *more)))
        return [replace(dispute, accounts=tuple(accounts))]

    def _parted(self, dispute: Dispute, judgement: Judgement, lines: set[Evidence], sides: int) -> list[Dispute]:
        """Lines of one account become an account apart; lines of several become a dispute of their own."""
        stays, out = (
            [
                self._account(a.says, a.value, chosen)
                for a in dispute.accounts
                if (chosen := tuple(e for e in a.evidence if (e in lines) is taken))
            ]
            for taken in (False, True)
        )
        told = judgement.value
        if sides == 1:
            says = told.get("says") or " ".join(out[0].evidence[0].text.split())
            apart = replace(out[0], says=says, value=told.get("says") or out[0].evidence[0].text)
            return [replace(dispute, accounts=(*stays, apart))]
        own = replace(
            dispute,
            id=_name(judgement.anchors[k] for k in told["lines"]),
            question=told.get("question") or dispute.question,
            accounts=tuple(out),
            verdict=None,
            judgements=(),
        )
        return [replace(dispute, accounts=tuple(stays)), own]

    def _kept(self, judgement: Judgement) -> Dispute | None:
        """A confirmed dispute that linking does not find any more, from its anchors; None where two accounts have no words in the story."""
        matter = _matters(judgement)[0]
        accounts = []
        for told, side in zip(matter.told["accounts"], matter.sides, strict=True):
            lines = tuple(e for a in side if (e := evidence_at(self._coverage, a)) is not None)
            if lines:
                accounts.append(self._account(told["says"], told["value"], lines))
        if len(accounts) < 2:
            return None
        told = matter.told
        return Dispute(
            _name(judgement.anchors),
            self._coverage.story.id,
            told["level"],
            told["kind"],
            told["slot"],
            told["score"],
            told["question"],
            "a person confirmed it; by itself the tool does not find it any more",
            tuple(accounts),
            CONFIRMED,
            (judgement.id,),
        )

    def _account(self, says: str, value: str, lines: Sequence[Evidence]) -> Account:
        """An account of these lines, counted anew."""
        known = {(e.article, e.start, e.end): e for e in lines}
        kept = sorted(known.values(), key=lambda e: (self._day(e), e.article, e.start))
        day = self._day(kept[0])
        articles = self._coverage.articles
        outlets = {articles[e.article].outlet or e.article for e in kept}
        return Account(says, value, tuple(kept), None if day == "9999" else day, max(1, self._independence.count(kept)), len(outlets))

    def _day(self, line: Evidence) -> str:
        statement = self._coverage.said.get(line.statement or "")
        if statement is not None:
            return self._coverage.day(statement)
        return (self._coverage.articles[line.article].published or "9999")[:10]
