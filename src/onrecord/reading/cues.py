"""What a cue says of the statement: its stance, its channel, whom it speaks to. Word lists of English usage, lemmas."""

from __future__ import annotations

from onrecord.model import Stance

DENY = frozenset("deny dispute refute rebut repudiate contradict disavow counter".split())
DECLINE = frozenset("decline refuse reject dismiss rebuff spurn veto".split())
PROMISE = frozenset("promise pledge vow undertake commit guarantee swear pledging".split())
ASK = frozenset(
    "ask urge call demand request appeal beg implore plead petition invite press recommend want order instruct seek propose".split()
)
BELIEVE = frozenset(
    "believe think expect hope fear suspect doubt assume suppose feel predict anticipate consider reckon imagine guess worry".split()
)
REPORT = frozenset("report".split())

MENTAL = frozenset(
    "want hope wish try plan intend seek attempt decide aim prefer like love hate need know see find realize realise understand learn remember forget feel consider".split()
)
"""Cues that the training data counts as attribution and that are no act of saying when they stand alone."""

SAY = frozenset(
    "say tell add write note explain state claim argue insist announce declare confirm warn acknowledge admit concede recall reply respond answer "
    "comment remark observe report stress emphasise emphasize reiterate repeat maintain contend allege assert suggest describe call reveal disclose "
    "testify charge accuse blame complain joke shout tweet post read quote cite mention conclude predict estimate believe think expect hope fear "
    "deny dispute reject dismiss promise pledge vow ask urge demand request appeal propose recommend counter rebut refute agree swear boast lament "
    "indicate signal hint imply point speak talk caution advise inform assure remind thank welcome praise criticise criticize condemn denounce "
    "slam blast label dub accord continue go pronounce affirm reaffirm clarify specify tout defend show find put give list".split()
)

ABOUT = frozenset("discuss debate mention refer".split())
"""Cues that, with nothing but a noun phrase after them, name a topic and say nothing of it ("they discussed pay")."""

TELLING = frozenset("say tell mention disclose reveal specify explain elaborate describe state add announce report".split())
"""Cues that, negated, report no saying at all."""

CHANNELS = {
    "email": "email",
    "e-mail": "email",
    "letter": "letter",
    "statement": "statement",
    "interview": "interview",
    "conference": "conference",
    "briefing": "briefing",
    "speech": "speech",
    "tweet": "tweet",
    "post": "post",
    "filing": "filing",
    "filings": "filing",
    "testimony": "testimony",
    "session": "session",
    "release": "release",
    "memo": "memo",
    "message": "message",
    "call": "call",
    "phone": "phone",
    "telephone": "telephone",
    "podcast": "podcast",
    "video": "video",
    "address": "address",
    "hearing": "hearing",
    "report": "report",
    "affidavit": "affidavit",
    "blog": "blog",
    "twitter": "twitter",
    "facebook": "facebook",
    "x": "x",
    "telegram": "telegram",
    "instagram": "instagram",
    "debate": "debate",
    "note": "note",
    "text": "text",
    "op-ed": "op-ed",
    "editorial": "editorial",
    "broadcast": "broadcast",
    "lawsuit": "lawsuit",
    "complaint": "complaint",
    "article": "article",
    "book": "book",
    "circular": "circular",
    "notice": "notice",
    "bulletin": "bulletin",
}


def stance_of(lemma: str, future: bool) -> Stance:
    """The stance that a cue gives its content.

    Args:
        lemma: of the cue's main word.
        future: whether the content is what somebody is to do ("to close", "for help"): only then do "call" and "order" ask.
    """
    if lemma in DENY:
        return Stance.DENIES
    if lemma in DECLINE:
        return Stance.DECLINES
    if lemma in PROMISE:
        return Stance.PROMISES
    if lemma in ASK and (future or lemma not in ("call", "order")):
        return Stance.ASKS
    if lemma in BELIEVE:
        return Stance.BELIEVES
    if lemma in REPORT:
        return Stance.REPORTS
    return Stance.ASSERTS
