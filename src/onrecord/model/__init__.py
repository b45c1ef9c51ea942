"""The nouns of the record, as frozen dataclasses.

Field names are those of the JSON document that ``onrecord export --format json`` writes. Offsets are Unicode code points,
half open, into the stored text of the article named beside them; ``text[start:end]`` is always the ``text`` of the span.
Times are EDTF strings (``2014-09-26``, ``2014-09``, ``2014-09-24/2014-09-26``); None is "not known", never a guess.
"""

from onrecord.model.holdings import Links, Reading
from onrecord.model.judgements import Anchor, Judgement, Verdict
from onrecord.model.matters import (
    CONFIRMED,
    DISMISSED,
    Account,
    Commitment,
    CommitmentState,
    Dispute,
    Echo,
    Evidence,
    Request,
    RequestState,
    Shift,
    Step,
    Story,
)
from onrecord.model.people import Actor, ActorKind, Entity, Office
from onrecord.model.sayings import Absence, Claim, Quantity, Stance, Statement, StatementKind
from onrecord.model.words import Article, Furniture, FurnitureKind, Span

__all__ = [
    "CONFIRMED",
    "DISMISSED",
    "Absence",
    "Account",
    "Actor",
    "ActorKind",
    "Anchor",
    "Article",
    "Claim",
    "Commitment",
    "CommitmentState",
    "Dispute",
    "Echo",
    "Entity",
    "Evidence",
    "Furniture",
    "FurnitureKind",
    "Judgement",
    "Links",
    "Office",
    "Quantity",
    "Reading",
    "Request",
    "RequestState",
    "Shift",
    "Span",
    "Stance",
    "Statement",
    "StatementKind",
    "Step",
    "Story",
    "Verdict",
]
