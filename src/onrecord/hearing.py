"""The hearing of a claim: the articles on its matter, and on which side each passage of them stands.

Two ways lead to a passage. Its claim is compared with the one asked, slot by slot (:mod:`onrecord.linking.slots`); and where accounts of a
dispute differ on what is asked, the lines of each are taken to its side, as linking and people's judgements have put them. A passage that
reports the same supports it, one that denies it contradicts it, whoever speaks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from math import ceil

from onrecord.comparison import compare
from onrecord.inquiry import Inquiry, means
from onrecord.linking.opposites import alike, opposed
from onrecord.linking.principals import Principals
from onrecord.linking.slots import NEITHER, Answer, Relation, Same, relate
from onrecord.model import Account, ActorKind, Article, Claim, Dispute, Evidence, Reading, Stance
from onrecord.passages import Key, Passage, Places, in_order, place, silent
from onrecord.reading.events import INITIATIVE
from onrecord.reading.reader import reader
from onrecord.selection import listed
from onrecord.store.retrieval import Retrieval
from onrecord.store.testimony import Testimony

FIRM = 0.5
"""Score from which a comparison takes a side."""
ALIKE = 0.5
"""Share of the claim's words that a statement must bear to be compared as a whole sentence."""
MOST = 12
"""Statements that are compared so, those that bear most first."""
_TIMED = re.compile(
    r"\d|\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july|august|september|october|november|"
    r"december|yesterday|today|tomorrow|last|next|before|after|morning|afternoon|evening|night|week|month|year)",
    re.I,
)
"""What tells a time: never taken to be meant where a passage leaves it out."""
_PRONOUNS = frozenset("he she it they him her them we us i me you this that these those who one".split())


class Hearing:
    """The articles on the matter, heard."""

    def __init__(self, inquiry: Inquiry, retrieval: Retrieval, coverage: Sequence[Article]) -> None:
        self._inquiry, self._retrieval = inquiry, retrieval
        self._coverage = {a.id: a for a in coverage}
        articles = list(self._coverage)
        self._words = frozenset().union(_content(inquiry.words), *(_content(c.evidence.text) for c in inquiry.claims))
        self._actors = {a.id: a for a in retrieval.actors(articles)}
        self._homes = retrieval.homes(articles)
        self._principals = Principals(self._actors, self._homes, set(self._actors))
        self._sides: dict[tuple[str, str | None], str] = {}
        self._testimony = Testimony(retrieval, articles)
        self._claims = self._testimony.claims(self._words, self._siding(), self._fits)
        self._said = self._testimony.sayings({c.statement for c in self._claims if c.statement})
        self._ours = [(c, self._asked(c)) for c in inquiry.claims]
        stories = set(retrieval.story_of(articles).values())
        self._disputes = [d for d in retrieval.disputes(stories) if listed(d) and self._touches(d)]
        self._accounts: dict[str, Relation] = {}

    def _fits(self, predicate: str, event: str, counted: bool) -> bool:
        """Whether a claim can have to do with what is asked: by its predicate, its family, or because both give a figure."""
        return any(
            _akin(predicate, c.predicate or c.event)
            or (event == c.event and event.isupper())
            or (event in INITIATIVE and c.event in INITIATIVE)
            or (counted and c.quantity is not None)
            for c in self._inquiry.claims
        )

    def _meant(self) -> frozenset[str]:
        """The actors that the claim may mean."""
        ids = {k for c in self._inquiry.claims for k in (*c.actor, *c.recipient)}
        return frozenset().union(*map(self._inquiry.meant, ids))

    def _siding(self) -> set[str]:
        """The actors that the claim may mean, and those who stand on their side."""
        meant = self._meant()
        places = {home: article for article, home in self._homes.items()}
        return (
            {a for a in self._actors if a in meant or any(self._side(a, place) in meant for place in places.values())} if meant else set()
        )

    def _side(self, actor: str, article: str) -> str:
        """The side of an actor: it hangs on the country alone that an article takes for granted."""
        key = actor, self._homes.get(article)
        if key not in self._sides:
            self._sides[key] = self._principals.of(actor, article)
        return self._sides[key]

    def _touches(self, dispute: Dispute) -> bool:
        """Whether a dispute shares a word with the claim, or names somebody whom that means."""
        told = " ".join((dispute.question, *(w for a in dispute.accounts for w in (a.says, a.value))))
        if _content(told) & self._words:
            return True
        names = {n for k in self._meant() if k in self._actors for n in (self._actors[k].name, *self._actors[k].aliases)}
        return any(n.casefold() in told.casefold() for n in names)

    def told(self) -> tuple[tuple[Passage, ...], tuple[Passage, ...], tuple[Passage, ...]]:
        """Those that support the claim, contradict it, take no side."""
        sided: dict[Key, tuple[Answer, Passage]] = {}
        for dispute in self._disputes:
            for answer, passage in self._by_dispute(dispute):
                sided.setdefault(place(passage.evidence), (answer, passage))
        settled = Places(p.evidence for _, p in sided.values())
        aside: dict[Key, Passage] = {}
        for claim in self._claims:
            evidence = self._evidence(claim)
            if settled.meet(evidence):
                continue
            relation, near = self._relation(claim)
            key = place(evidence)
            if relation.answer is not Answer.NEITHER:
                passage = Passage(evidence, relation.kind, relation.slot, relation.score, relation.why)
                if key not in sided or sided[key][1].score < passage.score:
                    sided[key] = relation.answer, passage
            elif near:
                aside.setdefault(key, Passage(evidence, None, None, 0.0, near))
        for answer, passage in self._worded_alike(Places(p.evidence for _, p in sided.values())):
            sided[place(passage.evidence)] = answer, passage
        taken = Places(p.evidence for _, p in sided.values())
        heard = self._retrieval.statements(taken.articles), self._retrieval.absences(taken.articles)
        unsaid = {place(p.evidence): p for p in silent(*heard, taken.articles)}
        return (
            in_order(p for a, p in sided.values() if a is Answer.SUPPORTS),
            in_order(p for a, p in sided.values() if a is Answer.CONTRADICTS),
            in_order(p for p in {**aside, **unsaid}.values() if not taken.meet(p.evidence)),
        )

    # -- one claim of the record against the one asked

    def _worded_alike(self, taken: Places) -> list[tuple[Answer, Passage]]:
        """Statements that bear most of the claim's words and took no side by their claims, read as whole sentences.

        Only what says the same counts: that two sentences differ is no conflict while it is not known that they speak of one thing.
        """
        asked, out = _content(self._inquiry.words), list[tuple[Answer, Passage]]()
        rated, least = [], max(2.0, ALIKE * len(asked))
        said = {s.id: s for s in self._testimony.statements(asked, ceil(least))}
        for s in said.values():
            shared = len(asked & _content(s.words))
            if shared >= least and s.stance not in (Stance.ASKS, Stance.DECLINES):
                rated.append((-shared, s.article, s.start, s.id))
        for _, _, _, key in sorted(rated)[:MOST]:
            s = said[key]
            lines = [Evidence(s.article, s.id, c.start, c.end, c.text, s.who) for c in s.content]
            if any(taken.meet(line) for line in lines):
                continue
            found = compare(s.words, self._inquiry.words)
            if found.relation != Answer.SUPPORTS or found.score < FIRM:
                continue
            if s.stance is Stance.DENIES:
                out.append((Answer.CONTRADICTS, Passage(lines[0], "denial", "polarity", found.score, "the speaker denies just this")))
            else:
                out.append((Answer.SUPPORTS, Passage(lines[0], None, None, found.score, found.why)))
        return out

    def _relation(self, claim: Claim) -> tuple[Relation, str | None]:
        """How a claim of the record relates to the one asked; where it takes no side, why it is on the matter at all, or None."""
        _, stance = self._said.get(claim.statement or "", (None, None))
        holds, open_ = stance is not Stance.DENIES, stance in (Stance.ASKS, Stance.DECLINES)
        best, near = NEITHER, None
        vague = {k for words, ids in ((claim.subject, claim.actor), (claim.object, claim.recipient)) if _pronoun(words) for k in ids}

        def same(theirs: str, ours: str) -> bool | None:
            verdict = self._same(theirs, ours, claim.article)
            return None if verdict is False and theirs in vague else verdict

        for asked, ours in self._ours:
            if not self._together(claim, asked, same):
                continue
            known = self._worded(claim), ours
            stand = holds, self._inquiry.stands(asked)
            found = _compared(*known, same, stand)
            if found.answer is Answer.NEITHER and asked.details:
                found = self._shortened(*known, same, stand)
            if found.answer is not Answer.NEITHER and (found.score < FIRM or open_):
                found, near = NEITHER, near or ("asked, not said" if open_ else f"it may bear on it: {found.why}")
            if found.answer is Answer.NEITHER and near is None:
                near = self._near(*known, same)
            best = max(best, found, key=lambda r: r.score)
        return best, near

    def _shortened(self, claim: Claim, asked: Claim, same: Same, holds: tuple[bool, bool]) -> Relation:
        """Whether the claim is supported but for phrases ("of the talks") that the passage leaves out and its article speaks of."""
        article = self._coverage[claim.article]
        bears = _content(f"{article.title or ''} {article.text}")
        left = tuple((p, w) for p, w in asked.details if _TIMED.search(w) or not _content(w) or not _content(w) <= bears)
        if left == asked.details:
            return NEITHER
        found = _compared(claim, replace(asked, details=left), same, holds)
        if found.answer is not Answer.SUPPORTS:
            return NEITHER
        return replace(found, score=round(found.score * 0.8, 3), why=f"{found.why}; what it leaves out stands elsewhere in the article")

    def _near(self, claim: Claim, asked: Claim, same: Same) -> str | None:
        """Why a claim that takes no side is on the matter: the same deed, and not told as a fact or not plain of whom; else None."""
        initiative = claim.event in INITIATIVE and asked.event in INITIATIVE
        if not initiative and (claim.predicate is None or claim.predicate != asked.predicate):
            return None
        theirs, ours = (*claim.actor, *claim.recipient), (*asked.actor, *asked.recipient)
        shared = [y for y in ours if any(same(x, y) for x in theirs)]
        if not shared:
            return None
        vague = next((w for w in (claim.subject, claim.object) if _pronoun(w)), None)
        if claim.modality == "asserted":
            return f"the text does not tell for certain whom “{vague}” means" if vague else None
        if len(shared) < len(ours):
            return None
        return {"question": "a question, not an answer", "possible": "told as possible, not as a fact"}.get(
            claim.modality, f"told as {claim.modality}, not as a fact"
        )

    def _together(self, claim: Claim, asked: Claim, same: Same) -> bool:
        """Whether two claims may be about one thing: they share a participant, or a word that is not the unit of a figure."""
        if any(same(x, y) for x in (*claim.actor, *claim.recipient) for y in (*asked.actor, *asked.recipient)):
            return True
        shared = _content(claim.evidence.text) & _content(asked.evidence.text)
        units = ("per cent percent", *(c.quantity.unit for c in (claim, asked) if c.quantity and c.quantity.unit))
        return bool(shared and shared - _content(" ".join(units)))

    def _same(self, theirs: str, ours: str, article: str) -> bool | None:
        meant = self._inquiry.meant(ours)
        if not meant:
            return None
        if theirs in meant or self._side(theirs, article) in meant:
            return True
        who = self._actors.get(theirs)
        if who is None or who.kind in (ActorKind.UNNAMED, ActorKind.GROUP):
            return None
        if any(self._side(m, article) == theirs for m in meant):
            return None  # the claim means a person, the passage the side of that person
        return False

    def _worded(self, claim: Claim) -> Claim:
        """A claim of the record whose participants are compared by id only where they bear a name."""

        def named(ids: tuple[str, ...]) -> tuple[str, ...]:
            known = [self._actors.get(i) for i in ids]
            return ids if all(a is not None and a.kind is not ActorKind.UNNAMED for a in known) else ()

        return _with(claim, named(claim.actor), named(claim.recipient))

    def _asked(self, claim: Claim) -> Claim:
        """The claim asked, whose participants are compared by id only where the record knows them."""

        def known(ids: tuple[str, ...]) -> tuple[str, ...]:
            return ids if all(self._inquiry.meant(i) for i in ids) else ()

        return _with(claim, known(claim.actor), known(claim.recipient))

    def _evidence(self, claim: Claim) -> Evidence:
        own = claim.holders[-1] if claim.holders else None
        who = self._said[claim.statement][0] if claim.statement in self._said else own
        return Evidence(claim.article, claim.statement, claim.evidence.start, claim.evidence.end, claim.evidence.text, who)

    # -- disputes

    def _by_dispute(self, dispute: Dispute) -> list[tuple[Answer, Passage]]:
        """The lines of a dispute whose accounts differ on what is asked, each on its side; none where they do not."""
        answers = [self._account(a) for a in dispute.accounts]
        support = [n for n, r in enumerate(answers) if r.answer is Answer.SUPPORTS]
        against = [n for n, r in enumerate(answers) if r.answer is Answer.CONTRADICTS]
        if not support and against and len(against) == len(answers) - 1:
            support = [n for n in range(len(answers)) if n not in against]
        if not support or len(support) == len(answers):
            return []
        out = []
        for n, account in enumerate(dispute.accounts):
            answer = Answer.SUPPORTS if n in support else Answer.CONTRADICTS
            kind, slot = (None, None) if n in support else (dispute.kind, dispute.slot)
            why = f"it stands with the account “{account.says}”"
            out += [(answer, Passage(e, kind, slot, dispute.score, why, dispute.id)) for e in account.evidence]
        return out

    def _account(self, account: Account) -> Relation:
        """How what an account says, read as a sentence, relates to the claim asked."""
        if account.says not in self._accounts:
            self._accounts[account.says] = self._heard(account.says)
        return self._accounts[account.says]

    def _heard(self, says: str) -> Relation:
        reading = _read(says)
        names = {e.id: e for e in reading.entities if e.names}
        meant: dict[str, frozenset[str]] = {}

        def same(theirs: str, ours: str) -> bool | None:
            if theirs not in meant:
                found = names.get(theirs)
                meant[theirs] = frozenset(a.id for a in self._actors.values() if means(found, a))
            a, b = meant[theirs], self._inquiry.meant(ours)
            return None if not a or not b else bool(a & b)

        best = NEITHER
        for told in (c for c in reading.claims if c.statement is None):
            for asked in self._inquiry.claims:
                found = _compared(told, self._asked(asked), same, (True, self._inquiry.stands(asked)))
                best = max(best, found if found.score >= FIRM else NEITHER, key=lambda r: r.score)
        return best


@lru_cache(maxsize=4096)
def _read(says: str) -> Reading:
    """What an account says, read as a sentence."""
    return reader().read(Article("account", says if says[-1:] in ".?!" else f"{says}.", "account"))


def _compared(theirs: Claim, ours: Claim, same: Same, holds: tuple[bool, bool]) -> Relation:
    """``relate``, to which asking, offering and approaching are one deed where they are about one thing; who was first may stand open in
    what supports; and a description ("the company") excludes nobody."""
    if theirs.event in INITIATIVE and ours.event in INITIATIVE and (ours.order or _one_thing(theirs, ours)):
        theirs, ours = replace(theirs, event="CONTACT", predicate="approach"), _approach(ours)
    found = relate(theirs, ours, same, holds)
    if found.kind in ("order", "identity") and any(_describes(c.object if found.slot == "object" else c.subject) for c in (theirs, ours)):
        return NEITHER
    if found.answer is Answer.NEITHER and ours.order and not theirs.order:
        found = relate(theirs, _unordered(ours), same, holds)
        if found.answer is Answer.SUPPORTS:
            found = replace(found, score=round(found.score * 0.8, 3), why=f"{found.why}; it does not say who was {ours.order}")
    return found


@lru_cache(maxsize=1 << 14)
def _akin(a: str, b: str) -> bool:
    """Whether two predicates mean the same or exclude one another."""
    return bool(alike(a, b) or opposed(a, b))


@lru_cache(maxsize=256)
def _approach(claim: Claim) -> Claim:
    return replace(claim, event="CONTACT", predicate="approach")


@lru_cache(maxsize=256)
def _unordered(claim: Claim) -> Claim:
    return replace(claim, order=None)


def _with(claim: Claim, actor: tuple[str, ...], recipient: tuple[str, ...]) -> Claim:
    """A claim with these participants."""
    return claim if (actor, recipient) == (claim.actor, claim.recipient) else replace(claim, actor=actor, recipient=recipient)


def _one_thing(theirs: Claim, ours: Claim) -> bool:
    """Whether what is asked or offered is what the claim names: it names nothing, or they share a content word, names aside."""
    if ours.theme is None or theirs.theme is None:
        return ours.theme is None
    plain = [_content(" ".join(w for w in words.split() if w[:1].islower())) for words in (theirs.theme, ours.theme)]
    return bool(plain[0] & plain[1] if all(plain) else _content(theirs.theme) & _content(ours.theme))


@lru_cache(maxsize=4096)
def _content(words: str) -> frozenset[str]:
    """The beginnings of the longer words, by which forms of one word are one."""
    return frozenset(w.casefold()[:6] for w in re.findall(r"[^\W\d_]{4,}", words))


def _describes(words: str | None) -> bool:
    """Whether a participant is given by a description, which may fit one who has another name elsewhere."""
    last = (words or "").split()[-1:]
    return not last or last[0].islower()


def _pronoun(words: str | None) -> bool:
    return words is not None and words.casefold() in _PRONOUNS
