"""The vocabulary of events: which words begin which family, and where each keeps its recipient.

Families are PLOVER's types plus INFORM, CONTACT and META. REQUEST, CONTACT and AGREE (an offer) make up the *initiative* family:
"asked how to help", "offered" and "reached out" support one another and oppose "was asked for help".
"""

from __future__ import annotations

from dataclasses import dataclass

INITIATIVE = frozenset({"REQUEST", "CONTACT", "AGREE"})


@dataclass(frozen=True, slots=True)
class Trigger:
    """One word that begins an event.

    Attributes:
        event: the family.
        recipient: where the recipient stands: "obj" for the object, else the preposition ("to", "from", "on").
        particle: a particle or preposition that must stand with the verb ("out" in "reach out"), or None.
        needs: nouns of which one must be the object, unless a clause ("to help") or the recipient stands with the verb; None asks for nothing.
    """

    event: str
    recipient: tuple[str, ...]
    particle: str | None = None
    needs: frozenset[str] | None = None


_T = Trigger
HELP = frozenset(
    "help aid assistance support contribution contact talk meeting troop aircraft cooperation deal merger loan partnership service money".split()
)
VERBS: dict[str, tuple[Trigger, ...]] = {
    "ask": (_T("REQUEST", ("obj", "from")),),
    "request": (_T("REQUEST", ("from", "of")),),
    "seek": (_T("REQUEST", ("from",), needs=HELP),),
    "solicit": (_T("REQUEST", ("from",)),),
    "beg": (_T("REQUEST", ("obj",)),),
    "petition": (_T("REQUEST", ("obj",)),),
    "urge": (_T("REQUEST", ("obj",)),),
    "appeal": (_T("REQUEST", ("to",)),),
    "call": (_T("REQUEST", ("on", "upon"), particle="on"),),
    "turn": (_T("REQUEST", ("to",), particle="to"),),
    "approach": (_T("CONTACT", ("obj",)),),
    "contact": (_T("CONTACT", ("obj",)),),
    "reach": (_T("CONTACT", ("to",), particle="out"),),
    "ring": (_T("CONTACT", ("obj",)),),
    "phone": (_T("CONTACT", ("obj",)),),
    "telephone": (_T("CONTACT", ("obj",)),),
    "sound": (_T("CONTACT", ("obj",), particle="out"),),
    "court": (_T("CONTACT", ("obj",)),),
    "invite": (_T("REQUEST", ("obj",)),),
    "offer": (_T("AGREE", ("to", "iobj"), needs=HELP),),
    "volunteer": (_T("AGREE", ("to",), needs=HELP),),
    "propose": (_T("AGREE", ("to",), needs=HELP),),
}
NOUNS: dict[str, str] = {
    "request": "REQUEST",
    "appeal": "REQUEST",
    "plea": "REQUEST",
    "petition": "REQUEST",
    "invitation": "REQUEST",
    "approach": "CONTACT",
    "overture": "CONTACT",
    "contact": "CONTACT",
    "call": "CONTACT",
    "offer": "AGREE",
    "proposal": "AGREE",
}
LIGHT = frozenset("make put submit send issue launch initiate lodge file extend table".split())
"""Verbs that only carry a noun of :data:`NOUNS` ("made the request"): their subject is its actor."""
PASSED = frozenset("receive get reject refuse decline dismiss weigh consider review accept field".split())
"""Verbs whose subject is the recipient of the noun's event ("received a request from")."""
REFUSALS = frozenset("decline refuse fail neglect forget".split())
"""Verbs that negate the infinitive under them."""
DENIERS = frozenset("deny dispute refute reject dismiss counter rebut contradict".split())
"""Verbs that deny the proposition under them, also by way of a noun ("countered the suggestion that")."""
