"""Nouns of action and the verbs they stand for ("the attack on B by A": A attacks B), and the verbs that only carry them."""

from __future__ import annotations

NOMINALS: dict[str, str] = {
    "abduction": "abduct", "accusation": "accuse", "acquisition": "acquire", "advice": "advise", "agreement": "agree",
    "allegation": "accuse", "ambush": "ambush", "announcement": "announce", "appointment": "appoint", "apology": "apologise",
    "approval": "approve", "arrest": "arrest", "arrival": "arrive", "assassination": "assassinate", "assault": "assault",
    "attack": "attack", "backing": "back", "ban": "ban", "blockade": "blockade", "bombardment": "bombard", "bombing": "bomb",
    "boycott": "boycott", "capture": "capture", "closure": "close", "collapse": "collapse", "complaint": "complain",
    "condemnation": "condemn", "confirmation": "confirm", "construction": "build", "conviction": "convict", "creation": "create",
    "criticism": "criticise", "deal": "agree", "death": "die", "decision": "decide", "defeat": "defeat", "delay": "delay",
    "delivery": "deliver", "demand": "demand", "demolition": "demolish", "denial": "deny", "departure": "depart",
    "deportation": "deport", "destruction": "destroy", "detention": "detain", "discovery": "discover", "dismissal": "dismiss",
    "election": "elect", "endorsement": "endorse", "escape": "escape", "eviction": "evict", "execution": "execute",
    "expulsion": "expel", "extradition": "extradite", "fine": "fine", "imprisonment": "imprison", "inspection": "inspect",
    "invasion": "invade", "investigation": "investigate", "kidnapping": "kidnap", "killing": "kill", "launch": "launch", "loss": "lose",
    "meeting": "meet", "murder": "murder", "nomination": "nominate", "opposition": "oppose", "payment": "pay", "pardon": "pardon",
    "praise": "praise", "promise": "promise", "protest": "protest", "purchase": "purchase", "raid": "raid", "recognition": "recognise",
    "refusal": "refuse", "rejection": "reject", "release": "release", "removal": "remove", "request": "ask", "rescue": "rescue",
    "resignation": "resign", "retreat": "retreat", "return": "return", "sale": "sell", "sanction": "sanction", "seizure": "seize",
    "shooting": "shoot", "strike": "strike", "support": "support", "surrender": "surrender", "theft": "steal", "threat": "threaten",
    "victory": "win", "cut": "cut", "decline": "decline", "decrease": "decrease", "drop": "drop", "earnings": "earn", "expansion": "expand", "failure": "fail",
    "gain": "gain", "growth": "grow", "increase": "increase", "profit": "earn", "reduction": "reduce", "rise": "rise", "success": "succeed",
    "visit": "visit", "vote": "vote", "warning": "warn", "withdrawal": "withdraw",
}  # fmt: skip
UNDERGONE = frozenset(
    "abduction acquisition appointment approval arrest assassination bombardment bombing capture closure condemnation confirmation construction "
    "conviction creation defeat delay delivery demolition deportation destruction detention discovery dismissal election endorsement "
    "eviction execution expulsion extradition imprisonment inspection invasion investigation kidnapping killing launch loss murder "
    "nomination purchase recognition rejection release removal rescue sale seizure shooting theft".split()
)
"""Nouns whose "of" gives what undergoes the deed ("the arrest of B"), not who does it ("the attack of A")."""
BEARING = frozenset(
    "make give issue take carry launch conduct stage mount pay hold express voice lodge file order commit undertake perform offer "
    "deliver impose announce declare provide show have do sign reach strike post send wage lead level hurl".split()
)
"""Verbs that only carry a noun of action ("launched an attack"): their subject is who acts."""
RECEIVED = frozenset("receive get suffer face win undergo endure sustain".split())
"""Verbs whose subject undergoes what their object names ("suffered an attack")."""
OFFICES: dict[str, tuple[str, bool]] = {
    "ancestor": ("precede", False), "author": ("write", False), "backer": ("back", False), "buyer": ("buy", False), "champion": ("win", False),
    "creator": ("create", False), "critic": ("criticise", False), "descendant": ("precede", True), "designer": ("design", False),
    "director": ("direct", False), "discoverer": ("discover", False), "employee": ("employ", True), "employer": ("employ", False),
    "founder": ("found", False), "inventor": ("invent", False), "killer": ("kill", False), "leader": ("lead", False), "maker": ("make", False),
    "manufacturer": ("make", False), "murderer": ("murder", False), "opponent": ("oppose", False), "owner": ("own", False),
    "predecessor": ("precede", False), "producer": ("produce", False), "ruler": ("rule", False), "seller": ("sell", False),
    "subsidiary": ("own", True), "successor": ("succeed", False), "supporter": ("support", False), "victor": ("win", False),
    "winner": ("win", False),
}  # fmt: skip
"""Nouns of who stands how to whom: the verb that says the same, and whether the noun names what the verb is done to."""
