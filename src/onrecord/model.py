"""The nouns of the record, as frozen dataclasses.

Field names are those of the JSON document that ``onrecord export --format json`` writes. Offsets are Unicode code points,
half open, into the stored text of the article named beside them; ``text[start:end]`` is always the ``text`` of the span.
Times are EDTF strings (``2014-09-26``, ``2014-09``, ``2014-09-24/2014-09-26``); None is "not known", never a guess.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


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


class FurnitureKind(StrEnum):
    """What of a page is no part of the article's running text."""

    ADVERTISEMENT = "advertisement"
    NOTICE = "notice"
    CAPTION = "caption"
    RELATED = "related"
    CREDIT = "credit"
    PROMO = "promo"
    AUTHOR = "author"


class ActorKind(StrEnum):
    """Who can speak or act."""

    PERSON = "person"
    ORGANISATION = "organisation"
    GOVERNMENT = "government"
    GROUP = "group"
    UNNAMED = "unnamed"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A verbatim piece of an article's text."""

    start: int
    end: int
    text: str

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Span:
        """The span ``text[start:end]``."""
        return cls(start, end, text[start:end])


@dataclass(frozen=True, slots=True)
class Furniture:
    """A line or block of the page that is not the article: marked, never deleted."""

    start: int
    end: int
    text: str
    kind: FurnitureKind


@dataclass(frozen=True, slots=True)
class Article:
    """One article as stored. ``id`` is derived from url, outlet and text (see :func:`onrecord.ingest.article.identity`)."""

    id: str
    text: str
    source: str
    outlet: str | None = None
    title: str | None = None
    published: str | None = None
    url: str | None = None
    author: str | None = None


@dataclass(frozen=True, slots=True)
class Office:
    """An office as far as the coverage shows it. ``since`` and ``until`` are the first and last day it was seen held."""

    title: str
    of: str | None
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, organisation, government, group or unnamed source, over the whole record.

    Attributes:
        speaks_for: id of the actor whose spokesperson or lawyer it is; of several over time the last.
        part_of: id of the government that it is a part of.
        qid: its Wikidata item, from a table that the user has.
    """

    id: str
    name: str
    kind: ActorKind
    aliases: tuple[str, ...] = ()
    offices: tuple[Office, ...] = ()
    speaks_for: str | None = None
    part_of: str | None = None
    qid: str | None = None


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
"""What a person can say of a dispute."""


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
class Entity:
    """Somebody or something that acts or speaks in one article, with every way the article names it.

    Attributes:
        names: proper names, the fullest first; empty where the article gives none.
        descriptions: "the defence minister", "a spokeswoman".
        titles: offices given with a name, as (title, of).
        mentions: every span that refers to it, in order.
    """

    id: str
    kind: ActorKind
    names: tuple[str, ...] = ()
    descriptions: tuple[str, ...] = ()
    titles: tuple[tuple[str, str | None], ...] = ()
    mentions: tuple[Span, ...] = ()
    gender: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What one article says, by itself: a pure function of the article and the model version.

    ``home`` is the ISO code of the country that the article takes for granted, where its dateline or its names tell.
    """

    article: str
    model: str
    furniture: tuple[Furniture, ...] = ()
    entities: tuple[Entity, ...] = ()
    statements: tuple[Statement, ...] = ()
    claims: tuple[Claim, ...] = ()
    absences: tuple[Absence, ...] = ()
    home: str | None = None


class Verdict(StrEnum):
    """What a person can decide: about statements, about who is who (merge, split, rename), about disputes (the last five)."""

    SPEAKER = "speaker"
    BOUNDS = "bounds"
    NONE = "none"
    SAID = "said"
    MERGE = "merge"
    SPLIT = "split"
    RENAME = "rename"
    CONFIRM = "confirm"
    DISMISS = "dismiss"
    JOIN = "join"
    PART = "part"
    MOVE = "move"


@dataclass(frozen=True, slots=True)
class Anchor:
    """Words that a judgement holds on to: ``text`` at ``start`` to ``end`` of the article with this id and SHA-256 of its text."""

    article: str
    digest: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a person decided: a row that is never changed but for its undoing.

    Attributes:
        anchors: the words that it is about, never a derived row's number, so that it survives a new reading.
        value: what was decided; its keys depend on the kind (:mod:`onrecord.judgements`).
        by, reason, made: who, why, when (UTC, ISO 8601).
        undone, undone_by: when and by whom it was taken back; None while it holds.
    """

    id: int
    kind: Verdict
    anchors: tuple[Anchor, ...]
    value: dict[str, Any]
    by: str
    reason: str
    made: str
    undone: str | None = None
    undone_by: str | None = None


@dataclass(frozen=True, slots=True)
class Links:
    """What holds across articles: derived from readings and judgements, and rebuilt whenever they change.

    ``cast`` says who is who: (article id, entity id, actor id).
    """

    actors: tuple[Actor, ...] = ()
    stories: tuple[Story, ...] = ()
    statements: tuple[Statement, ...] = ()
    claims: tuple[Claim, ...] = ()
    disputes: tuple[Dispute, ...] = ()
    absences: tuple[Absence, ...] = field(default=())
    cast: tuple[tuple[str, str, str], ...] = ()
    echoes: tuple[Echo, ...] = ()
    shifts: tuple[Shift, ...] = ()
