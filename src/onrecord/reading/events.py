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
_FAMILIES = {
    "CONSULT": "meet consult confer negotiate discuss visit host debate mediate",
    "SUPPORT": "support back endorse praise welcome applaud hail defend commend congratulate recognise recognize champion ally salute honour honor thank",
    "COOPERATE": "cooperate co-operate collaborate ratify join partner exchange trade extradite",
    "AID": "aid assist help donate fund finance supply provide feed shelter rescue evacuate equip arm train subsidise subsidize",
    "CONCEDE": "concede yield release free pardon ease lift relax restore apologise apologize surrender resign waive commute relent reinstate",
    "RETREAT": "withdraw retreat disengage demobilise demobilize disarm",
    "ACCUSE": "accuse blame condemn criticise criticize denounce charge sue investigate indict prosecute allege decry deplore rebuke slam lambast "
    "censure convict probe blast assail fault",
    "REJECT": "reject refuse decline veto rebuff spurn defy oppose dismiss ignore snub disobey boycott",
    "THREATEN": "threaten warn menace",
    "PROTEST": "protest demonstrate march rally riot picket strike occupy",
    "SANCTION": "sanction embargo suspend expel halt cancel cut recall freeze blacklist",
    "MOBILIZE": "mobilise mobilize deploy amass redeploy reinforce dispatch muster",
    "COERCE": "arrest detain jail imprison ban seize confiscate deport raid evict blockade impose censor outlaw repress restrict "
    "intern banish exile besiege extort coerce",
    "ASSAULT": "attack bomb kill shoot assault assassinate murder shell invade torture kidnap abduct ambush storm bombard stab behead "
    "execute massacre wound injure capture destroy beat rape torpedo poison",
    "INFORM": "say tell inform announce declare report disclose reveal publish confirm explain notify brief state claim",
    "META": "deny dispute refute contradict rebut",
}
"""PLOVER's types by verbs of plain English; those of the initiative family are the triggers above."""
FAMILIES: dict[str, str] = {verb: family for family, verbs in _FAMILIES.items() for verb in verbs.split()}
"""The family of a predicate's lemma; a predicate that is not here is a generic relation by its own name."""
SYMMETRIC = frozenset(
    "meet agree consult confer negotiate talk cooperate co-operate collaborate marry divorce clash merge fight trade discuss match "
    "resemble differ equal correspond speak debate converge unite ally partner coincide border share exchange play draw tie argue quarrel".split()
)
"""Predicates that hold both ways: their two participants may change places."""
