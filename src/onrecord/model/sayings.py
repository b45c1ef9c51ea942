"""What is said: statements, what they claim, and the asked who gave no answer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from onrecord.model.words import Span


class StatementKind(StrEnum):
    """How the words are given: in quotation marks, in the writer's words, or partly each."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class Stance(StrEnum):
    """What the speaker does with the content."""

    ASSERTS = "asserts"
    DENIES = "denies"
    PROMISES = "promises"
    ASKS = "asks"
    DECLINES = "declines"
    BELIEVES = "believes"
    REPORTS = "reports"


@dataclass(frozen=True, slots=True)
class Statement:
    """One act of saying.

    Attributes:
        content: the words, one span or several where the quotation is split.
        cue: the word that attributes ("said"), or None.
        speaker: the words in the text that name the speaker, or None where the speaker runs on from before.
        who: id of the speaker: of an entity within a reading, of an actor within a record; None where it cannot be known.
        role: the description nearest to the statement.
        said_on: the day said, EDTF.
        within: id of the statement that reports this one.
        vector: the meaning of its content, packed (:mod:`onrecord.reading.meaning`); None from a network without that head.
    """

    id: str
    article: str
    kind: StatementKind
    content: tuple[Span, ...]
    stance: Stance = Stance.ASSERTS
    cue: Span | None = None
    speaker: Span | None = None
    who: str | None = None
    role: str | None = None
    channel: str | None = None
    addressee: str | None = None
    said_on: str | None = None
    within: str | None = None
    vector: str | None = None

    @property
    def start(self) -> int:
        """Where the content begins."""
        return self.content[0].start

    @property
    def words(self) -> str:
        """The content as one line, its pieces joined with an ellipsis."""
        return " … ".join(" ".join(span.text.split()) for span in self.content)


@dataclass(frozen=True, slots=True)
class Absence:
    """Somebody asked who gave no answer: a fact of the coverage, not a statement."""

    article: str
    who: str | None
    kind: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit and scope; ``bound`` is exact, about, at least or at most."""

    value: float
    unit: str | None = None
    scope: str | None = None
    bound: str = "exact"


@dataclass(frozen=True, slots=True)
class Claim:
    """Who did what to whom, according to whom.

    Attributes:
        statement: id of the statement that says it, None where the article says it in its own voice.
        event: a PLOVER type, INFORM, CONTACT, META, or a generic relation in lower case.
        actor, recipient: ids (of entities within a reading, of actors within a record).
        order: "first" where the words say so, else None.
        polarity: "+" or "-"; the denial of its holder is the statement's stance.
        modality: asserted, promised, future, possible, question.
        holders: who says so, outermost first; empty for the article itself.
        predicate: the lemma of the clause's predicate ("approve", "walk out", "be"); None where the event alone was read.
        subject, object: the verbatim words of who does it and of what it is done to, or of what the subject is said to be; as of the active voice.
        details: the clause's other phrases, as (preposition, words).
    """

    id: str
    article: str
    statement: str | None
    evidence: Span
    event: str
    actor: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    theme: str | None = None
    quantity: Quantity | None = None
    time: str | None = None
    place: str | None = None
    order: str | None = None
    polarity: str = "+"
    modality: str = "asserted"
    holders: tuple[str, ...] = ()
    predicate: str | None = None
    subject: str | None = None
    object: str | None = None
    details: tuple[tuple[str, str], ...] = ()
