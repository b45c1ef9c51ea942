"""What the API answers, as pydantic models: the nouns with the field names of the record's JSON document."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from onrecord.model import ActorKind, CommitmentState, FurnitureKind, RequestState, Stance, StatementKind, Verdict

Edtf = Annotated[
    str, Field(description="EDTF (ISO 8601-2): 2031-03-12, 2031-03, 2031-03-10/2031-03-12, 2031-03-12?", examples=["2031-03-12"])
]
Offset = Annotated[int, Field(ge=0, description="In Unicode code points, into the stored text of the article.")]
Story = Annotated[str, Field(description="Id of the story.", examples=["story-5d1f0a3c2b"])]
Who = Annotated[str | None, Field(description="Id of an actor; null where it cannot be known, or where the article speaks itself.")]
Judged = Annotated[list[int], Field(description="Numbers of the judgements that hold on it, oldest first.")]
Ruling = Annotated[Literal["confirmed", "dismissed"] | None, Field(description="What a person said of it.")]


class Noun(BaseModel):
    """A noun has the fields that are told, and no others."""

    model_config = ConfigDict(extra="forbid")


class Span(Noun):
    """A verbatim piece of an article: ``text[start:end]``, half open."""

    start: Offset
    end: Offset
    text: str


class Furniture(Span):
    """A line or block of the page that is not the article."""

    kind: FurnitureKind


class ArticleHead(Noun):
    """An article without its text."""

    id: str = Field(examples=["0e6042f56b7bd978"])
    source: str = Field(description="File or address it came from.")
    outlet: str | None
    title: str | None
    published: str | None = Field(description="As it was given: a day, or a day with a time.", examples=["2031-03-12T16:20:00+00:00"])
    url: str | None
    author: str | None
    added: str = Field(description="When it came into the record, UTC, ISO 8601.")
    story: str | None = Field(description="Id of its story; null until it is linked.")


class Article(Noun):
    """An article, whole."""

    id: str
    source: str
    outlet: str | None
    title: str | None
    published: str | None
    url: str | None
    author: str | None
    text: str = Field(description="As it was stored; all offsets are into it.")
    furniture: list[Furniture]


class Office(Noun):
    """An office as far as the coverage shows it; ``from`` and ``to``: first and last day it was seen held."""

    title: str
    of: str | None
    from_: Edtf | None = Field(alias="from")
    to: Edtf | None


class Actor(Noun):
    """A person, organisation, government, group or unnamed source, with how many statements are its own."""

    id: str = Field(examples=["torvald-eikemo"])
    name: str
    aliases: list[str]
    kind: ActorKind
    offices: list[Office]
    speaks_for: Who
    part_of: Who
    qid: str | None = Field(description="Wikidata item, from a table that the user has.")
    statements: int = Field(ge=0)


class Statement(Noun):
    """One act of saying."""

    id: str = Field(examples=["0e6042f56b7bd978-s1"])
    article: str
    kind: StatementKind
    stance: Stance
    content: list[Span]
    cue: Span | None
    speaker: Span | None = Field(description="The words in the text that name the speaker.")
    who: Who
    role: str | None
    channel: str | None
    addressee: str | None
    said_on: Edtf | None
    within: str | None = Field(description="Id of the statement that reports this one.")


class Evidence(Noun):
    """A verbatim line behind an account, a request or a commitment."""

    article: str
    statement: str | None
    start: Offset
    end: Offset
    text: str
    who: Who


class StoryNoun(Noun):
    """Articles about one matter; ``disputes``: how many are listed."""

    id: str
    title: str
    articles: list[str]
    disputes: int = Field(ge=0)


class Account(Noun):
    """One of the rival versions of a dispute."""

    says: str
    value: str
    first_seen: Edtf | None
    independent_sources: int
    outlets: int
    evidence: list[Evidence]


class Dispute(Noun):
    """Two or more accounts that differ in a named slot."""

    id: str = Field(examples=["dispute-353914c5b3"])
    story: Story
    level: Literal["conflict", "tension"]
    kind: str
    slot: str
    score: float = Field(ge=0, le=1, description="How sure, calibrated.")
    question: str
    why: str
    verdict: Ruling
    judgements: Judged
    accounts: list[Account]


class Shift(Noun):
    """A speaker who changed the account; ``from`` and ``to`` are statements."""

    id: str
    story: Story
    who: str
    from_: str = Field(alias="from")
    to: str
    about: str
    why: str


class Echo(Noun):
    """Statements that rest on one act of saying."""

    id: str
    story: Story
    statements: list[str]
    kind: Literal["same quotation", "wire copy", "paraphrase"]


class Absence(Noun):
    """Somebody asked who gave no answer."""

    who: Who
    kind: str
    article: str
    start: Offset
    end: Offset
    text: str


class Standing(Noun):
    """Where a request or a commitment stands on a day, reckoned anew each time."""

    state: str | None
    open: bool
    overdue: bool
    due_in_days: int | None
    uncertain: bool
    as_of: str
    by: dict[str, str] = Field(description="Actor -> state.")


class RequestStep(Noun):
    """A request comes into a state, with the words that tell it."""

    on: Edtf | None
    state: RequestState
    by: Who
    evidence: Evidence
    judgement: int | None


class CommitmentStep(Noun):
    """A commitment comes into a state, with the words that tell it."""

    on: Edtf | None
    state: CommitmentState
    by: Who
    evidence: Evidence
    judgement: int | None


class Request(Noun):
    """A thing asked of somebody able to give it."""

    id: str
    story: Story
    by: Who
    to: list[str]
    of: str
    via: str | None
    when: Edtf | None
    evidence: list[Evidence]
    history: list[RequestStep]
    verdict: Ruling
    judgements: Judged
    standing: Standing


class Commitment(Noun):
    """Something that a side undertakes to do."""

    id: str
    story: Story
    by: Who
    what: str
    due: Edtf | None
    evidence: list[Evidence]
    history: list[CommitmentStep]
    verdict: Ruling
    judgements: Judged
    standing: Standing


class Place(Evidence):
    """Where the words of an entry stand, with the day spoken of, said and printed."""

    of: Edtf | None
    said: Edtf | None
    printed: Edtf | None


class Entry(Noun):
    """One thing told; ``day`` is that under which it stands, and ``basis`` says which day that is."""

    id: str
    kind: Literal["statement", "claim", "request", "commitment", "due", "shift"]
    of: Edtf | None
    day: Edtf | None
    basis: Literal["spoken of", "said", "printed", "not known"]
    said: Edtf | None
    printed: Edtf | None
    who: Who
    state: str | None
    about: str | None
    belongs_to: list[str]
    judgement: int | None
    places: list[Place]


class Anchor(Noun):
    """Words that a judgement holds on to; ``digest`` is the SHA-256 of the article's text."""

    article: str
    digest: str
    start: Offset
    end: Offset
    text: str


class Judgement(Noun):
    """What a person decided; ``value`` depends on the kind."""

    id: int
    kind: Verdict
    anchors: list[Anchor]
    value: dict[str, Any]
    by: str
    reason: str
    made: str
    undone: str | None
    undone_by: str | None
    applies: bool = Field(description="Whether it finds at present what it holds on.")
