"""What is found in a story: disputes with their accounts, shifts, echoes, and what was asked and promised."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Story:
    """Articles about one matter; an article is in one story."""

    id: str
    title: str
    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """A verbatim line behind an account. ``who`` is None where the article says it in its own voice."""

    article: str
    statement: str | None
    start: int
    end: int
    text: str
    who: str | None


@dataclass(frozen=True, slots=True)
class Account:
    """One of the rival versions of a dispute: what stands in the contested slot, and who says so."""

    says: str
    value: str
    evidence: tuple[Evidence, ...]
    first_seen: str | None
    independent_sources: int
    outlets: int


CONFIRMED, DISMISSED = "confirmed", "dismissed"
"""What a person can say of a dispute, a request or a commitment."""


@dataclass(frozen=True, slots=True)
class Dispute:
    """Two or more accounts that differ in a named slot.

    Attributes:
        verdict: what a person said of it, "confirmed" or "dismissed"; None where nobody did.
        judgements: numbers of the judgements that hold on it, oldest first.
    """

    id: str
    story: str
    level: str
    kind: str
    slot: str
    score: float
    question: str
    why: str
    accounts: tuple[Account, ...]
    verdict: str | None = None
    judgements: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Shift:
    """A speaker who changed the account: ids of the earlier and the later statement, and what it is about."""

    id: str
    story: str
    who: str
    earlier: str
    later: str
    about: str
    why: str


@dataclass(frozen=True, slots=True)
class Echo:
    """Statements that rest on one act of saying; ``kind`` is "same quotation", "wire copy" or "paraphrase"."""

    id: str
    story: str
    statements: tuple[str, ...]
    kind: str


class RequestState(StrEnum):
    """How far a request has come."""

    MADE = "made"
    RECEIVED = "received"
    REVIEWED = "under review"
    AGREED = "agreed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class CommitmentState(StrEnum):
    """How far a commitment has come. That it is overdue is no state: it is computed from ``due`` and a day, and shown so."""

    MADE = "made"
    REAFFIRMED = "reaffirmed"
    BEGUN = "begun"
    KEPT = "kept"
    BROKEN = "broken"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Step:
    """A request or a commitment comes into a state, with the words that tell it.

    Attributes:
        state: a :class:`RequestState` or a :class:`CommitmentState`.
        on: the day, EDTF; "2014-09-26?" where only the day printed is known; None where not even that.
        by: whose doing it is; None where the text does not tell. One request to three has a history for each.
        judgement: number of the judgement by which a person set it; None where the tool proposes it.
    """

    state: str
    on: str | None
    by: str | None
    evidence: Evidence
    judgement: int | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """A thing asked of somebody able to give it.

    Attributes:
        by: for whom it is asked.
        to: those asked.
        of: what is asked for, in the text's words.
        via: the means, a letter or a motion.
        when: the day asked, EDTF.
        evidence: every passage that tells that it was asked, the earliest first.
        history: its states in order of days.
        judgements: numbers of the judgements that hold on it, oldest first.
        verdict: what a person said of it, "confirmed" or "dismissed"; None where nobody did.
    """

    id: str
    story: str
    by: str | None
    to: tuple[str, ...]
    of: str
    via: str | None
    when: str | None
    evidence: tuple[Evidence, ...]
    history: tuple[Step, ...]
    judgements: tuple[int, ...] = ()
    verdict: str | None = None


@dataclass(frozen=True, slots=True)
class Commitment:
    """Something that a side undertakes to do, and that can be checked.

    Attributes:
        by: whose side undertakes it.
        what: what is undertaken, in the text's words.
        due: the day by which it is to be done, EDTF; None where the words give none.
        evidence: every passage that tells the promise, the earliest first.
        history: its states in order of days.
        judgements: numbers of the judgements that hold on it, oldest first.
        verdict: what a person said of it, "confirmed" or "dismissed"; None where nobody did.
    """

    id: str
    story: str
    by: str | None
    what: str
    due: str | None
    evidence: tuple[Evidence, ...]
    history: tuple[Step, ...]
    judgements: tuple[int, ...] = ()
    verdict: str | None = None
