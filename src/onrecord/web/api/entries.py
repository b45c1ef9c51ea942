"""The judgements that the API takes, one model a kind, with the fields that the command line's options have."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from onrecord.judgements.docket import Docket
from onrecord.judgements.edits import FIELDS
from onrecord.judgements.followup import Told
from onrecord.model import ActorKind

NAME, WORDS, MANY = 200, 10_000, 500
Name = Annotated[str, Field(min_length=1, max_length=NAME, pattern=r"\S")]
Id = Annotated[str, Field(min_length=1, max_length=NAME)]
Line = Annotated[int, Field(ge=1, le=1_000_000)]
Lines = Annotated[list[Line], Field(min_length=1, max_length=MANY, description="Numbered from 1 over all accounts.")]
Pieces = Annotated[
    list[Annotated[str, Field(min_length=1, max_length=WORDS)]],
    Field(min_length=1, max_length=50, description="Verbatim, as they stand in the article; one for each piece."),
]


class Entry(BaseModel):
    """A judgement: who decides, and why."""

    model_config = ConfigDict(extra="forbid")

    by: Name = Field(description="Who decides; kept with the judgement.", examples=["E. Marsh"])
    reason: str = Field("", max_length=1_000, description="Why.")

    def enter(self, docket: Docket) -> int:
        """Enters it. Returns its number."""
        raise NotImplementedError


class SpeakerEntry(Entry):
    """Who made a statement; null where it cannot be known."""

    kind: Literal["speaker"]
    statement: Id
    speaker: Name | None = Field(description="An actor's id or name, or a new name.")
    speaker_kind: ActorKind = Field(ActorKind.PERSON, description="Of a new name.")

    def enter(self, docket: Docket) -> int:
        """Enters it."""
        return docket.speaker(self.statement, self.speaker, self.speaker_kind)


class BoundsEntry(Entry):
    """A statement's words."""

    kind: Literal["bounds"]
    statement: Id
    words: Pieces

    def enter(self, docket: Docket) -> int:
        """Enters it."""
        return docket.bounds(self.statement, self.words)


class NoneEntry(Entry):
    """That a statement is none."""

    kind: Literal["none"]
    statement: Id

    def enter(self, docket: Docket) -> int:
        """Enters it."""
        return docket.none(self.statement)


class SaidEntry(Entry):
    """A statement that was missed."""

    kind: Literal["said"]
    article: Id
    words: Pieces
    speaker: Name | None
    speaker_kind: ActorKind = ActorKind.PERSON

    def enter(self, docket: Docket) -> int:
        """Enters it."""
        return docket.said(self.article, self.words, self.speaker, self.speaker_kind)


class MergeEntry(Entry):
    """That several people or bodies are one."""

    kind: Literal["merge"]
    actors: list[Name] = Field(min_length=2, max_length=50, description="Ids or names.")

    def enter(self, docket: Docket) -> int:
        """Enters it."""
        return docket.merge(self.actors)


class SplitEntry(Entry):
    """That statements are somebody else's than the actor's."""

    kind: Literal["split"]
    actor: Name
    statements: list[Id] = Field(min_length=1, max_length=MANY)

    def enter(self, docket: Docket) -> int:
        """Enters it."""
        return docket.split(self.actor, self.statements)


class RenameEntry(Entry):
    """Another name for an actor; the old one stays an alias."""

    kind: Literal["rename"]
    actor: Name
    name: Name

    def enter(self, docket: Docket) -> int:
        """Enters it."""
        return docket.rename(self.actor, self.name)


class ConfirmEntry(Entry):
    """That it is a dispute, or that this was asked or promised."""

    kind: Literal["confirm"]
    id: Id = Field(description="Of a dispute, a request or a commitment.")

    def enter(self, docket: Docket) -> int:
        """Enters it."""
        return docket.confirm(self.id)


class DismissEntry(Entry):
    """That it is no dispute, or that this was not asked or promised."""

    kind: Literal["dismiss"]
    id: Id = Field(description="Of a dispute, a request or a commitment.")

    def enter(self, docket: Docket) -> int:
        """Enters it."""
        return docket.dismiss(self.id)


class JoinEntry(Entry):
    """That disputes of one story are one (two ids or more), or accounts of one dispute (one id, two accounts or more)."""

    kind: Literal["join"]
    disputes: list[Id] = Field(min_length=1, max_length=50)
    accounts: list[Line] = Field(default=[], max_length=50, description="Numbered from 1.")

    def enter(self, docket: Docket) -> int:
        """Enters it."""
        return docket.join_accounts(self.disputes[0], self.accounts) if self.accounts else docket.join_disputes(self.disputes)


class PartEntry(Entry):
    """Lines of a dispute apart: those of one account as an account, those of several as a dispute of their own."""

    kind: Literal["part"]
    dispute: Id
    lines: Lines
    says: Name | None = Field(None, description="What the new account says.")
    question: Name | None = Field(None, description="Of the new dispute.")

    def enter(self, docket: Docket) -> int:
        """Enters it."""
        return docket.part(self.dispute, self.lines, self.says, self.question)


class MoveEntry(Entry):
    """Lines of a dispute under another account, or out of it (null)."""

    kind: Literal["move"]
    dispute: Id
    lines: Lines
    to: Line | None = Field(description="Number of the account; null: out.")

    def enter(self, docket: Docket) -> int:
        """Enters it."""
        return docket.move(self.dispute, self.lines, self.to)


class StateEntry(Entry):
    """Where a request or a commitment stands, on a numbered line of it or on words of an article; that it does not; when it is due."""

    kind: Literal["state"]
    id: Id = Field(description="Of a request or a commitment.")
    state: Name | None = Field(None, description="agreed, kept and so on; null where only the day due is set.")
    on: Name | None = Field(None, description="The day it came into the state, EDTF.")
    by_whom: Name | None = Field(None, description="Whose doing it is: an actor's id or name.")
    line: Line | None = Field(None, description="The words that tell it, by their number.")
    article: Id | None = None
    words: Annotated[str, Field(min_length=1, max_length=WORDS)] | None = None
    due: Name | None = Field(None, description="The day due, EDTF, or `none`.")
    untrue: bool = Field(False, description="That it did not come into the state.")

    def enter(self, docket: Docket) -> int:
        """Enters it."""
        told = Told(self.state, self.on, self.by_whom, self.line, self.article, self.words, self.due, self.untrue)
        return docket.state(self.id, told)


class EditEntry(Entry):
    """What was given with an article, corrected: fields left out stay, null takes one away. The article is read again."""

    kind: Literal["edit"]
    article: Id
    outlet: str | None = Field(None, max_length=2_000)
    published: str | None = Field(None, max_length=100)
    title: str | None = Field(None, max_length=2_000)
    url: str | None = Field(None, max_length=2_000)

    def enter(self, docket: Docket) -> int:
        """Enters it."""
        return docket.edit(self.article, {name: getattr(self, name) for name in FIELDS if name in self.model_fields_set})


AnyEntry = Annotated[
    SpeakerEntry
    | BoundsEntry
    | NoneEntry
    | SaidEntry
    | MergeEntry
    | SplitEntry
    | RenameEntry
    | ConfirmEntry
    | DismissEntry
    | JoinEntry
    | PartEntry
    | MoveEntry
    | StateEntry
    | EditEntry,
    Field(discriminator="kind"),
]


class Undo(BaseModel):
    """Who takes a judgement back."""

    model_config = ConfigDict(extra="forbid")

    by: Name
