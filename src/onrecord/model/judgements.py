"""What people decide, held on to by words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Verdict(StrEnum):
    """What a person can decide: about statements, about who is who (merge, split, rename), about disputes (confirm to move), about
    requests and commitments (state), about what was given with an article (edit)."""

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
    STATE = "state"
    EDIT = "edit"


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
