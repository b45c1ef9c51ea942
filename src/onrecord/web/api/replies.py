"""What the API answers that is no noun of the record: pages of nouns, what was reckoned, ledgers, problems."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, create_model

from onrecord.web.api import nouns


class Passage(nouns.Evidence):
    """A verbatim passage on the matter of a claim; ``kind`` and ``slot`` where it contradicts."""

    kind: str | None
    slot: str | None
    score: float
    why: str
    dispute: str | None


class Piece(nouns.Span):
    """A piece of an excerpt; ``found``: it is what was searched for."""

    found: bool


class StatementFound(nouns.Statement):
    """A statement that a search found, with the words in which it was found."""

    excerpt: list[Piece]


class ArticleFound(nouns.Noun):
    """An article that a search found, without its text."""

    id: str
    source: str
    outlet: str | None
    title: str | None
    published: str | None
    url: str | None
    author: str | None
    excerpt: list[Piece]


class Finds(nouns.Noun):
    """A page of what a search found: of one kind the finds, of both how many there are."""

    statements: list[StatementFound]
    articles: list[ArticleFound]
    statements_found: int
    articles_found: int | None = Field(description="Null where somebody's words are asked for: articles are nobody's.")
    next: str | None = Field(description="Address of the next page; null where this is the last.")


class Check(nouns.Noun):
    """What a record has on a claim; each part the surest first."""

    claim: str
    supports: list[Passage]
    contradicts: list[Passage]
    neither: list[Passage]
    note: str | None


class Comparison(nouns.Noun):
    """Whether the first passage says that the second is so."""

    relation: Literal["supports", "contradicts", "neither"]
    kind: str | None
    slot: str | None
    score: float
    why: str


class Refusal(nouns.Noun):
    """One item that did not go in, and why."""

    outcome: Literal["rejected", "failed"]
    source: str
    line: int | None
    reason: str


class Ledger(nouns.Noun):
    """seen = stored + duplicate + rejected + failed."""

    seen: int
    stored: int
    duplicate: int
    rejected: int
    failed: int
    refusals: list[Refusal]


class Run(Ledger):
    """The ledger of a run."""

    id: int
    made: str


class Batch(nouns.Noun):
    """Articles handed in at once: ask again until ``through``."""

    id: str
    files: list[str]
    what: str = Field(description="What is at hand.")
    done: int
    of: int
    through: bool
    ledger: Ledger | None
    trouble: str | None = Field(description="Why it could not be read; null where it could.")


class Health(nouns.Noun):
    """That the server answers; ``turn``: how often the record was linked."""

    status: Literal["ok"]
    version: str
    turn: int


class Doctor(nouns.Noun):
    """What is installed, which model, which limits; ``fault``: what is missing, in a sentence."""

    facts: dict[str, str]
    fault: str | None


class Problem(BaseModel):
    """What went wrong, as RFC 9457 has it."""

    type: str = Field(examples=["about:blank"])
    title: str = Field(examples=["Not here"])
    status: int = Field(examples=[404])
    detail: str = Field(description="One sentence that says what to do.", examples=["No dispute in this record has the id dispute-1."])


def _listed(name: str, noun: type[nouns.Noun]) -> type[BaseModel]:
    """A list of nouns under their name, and the address of what follows."""
    fields: dict[str, Any] = {
        name: (list[noun], ...),  # type: ignore[valid-type] # made of what is given
        "next": (Annotated[str | None, Field(description="Address of the next page; null where this is the last.")], ...),
    }
    made: type[BaseModel] = create_model(
        f"{name.capitalize()}Page", __config__=ConfigDict(extra="forbid"), __doc__=f"A page of {name}.", **fields
    )
    return made


Articles = _listed("articles", nouns.ArticleHead)
Statements = _listed("statements", nouns.Statement)
Furnitures = _listed("furniture", nouns.Furniture)
Stories = _listed("stories", nouns.StoryNoun)
People = _listed("actors", nouns.Actor)
Disputes = _listed("disputes", nouns.Dispute)
Shifts = _listed("shifts", nouns.Shift)
Echoes = _listed("echoes", nouns.Echo)
Absences = _listed("absences", nouns.Absence)
Requests = _listed("requests", nouns.Request)
Commitments = _listed("commitments", nouns.Commitment)
Entries = _listed("entries", nouns.Entry)
Judgements = _listed("judgements", nouns.Judgement)
Runs = _listed("runs", Run)
