"""Whether a statement undertakes something: a promise by its cue or its stance, or by words that bind the one who speaks.

From English as newspapers write it. Words bind where they say what will be done, by whom the speaker can command ("I", "the firm"
that he speaks for, a passive), not what will happen ("it will rain"), what would happen otherwise ("had it held, it would") or what
things will cost; a day by which it is to be done, or a cue of assuring or announcing, speaks for a promise.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from onrecord.model import Stance, Statement, StatementKind

PROMISING = re.compile(
    r"\b(?:promis(?:e|es|ed|ing)|pledg(?:e|es|ed|ing)|vow(?:s|ed|ing)?|undert(?:ake|akes|ook|aken|aking)|commit(?:s|ted|ting)?|"
    r"guarantee(?:s|d|ing)?|sw(?:ear|ears|ore|orn)|g(?:ive|ives|ave|iven|iving) (?:\w+ ){0,2}(?:word|assurances?|undertaking|guarantee|pledge|notice))\b",
    re.I,
)
"""Cues that promise."""
ASSURING = re.compile(
    r"\b(?:assur(?:e|es|ed|ing)|reassur(?:e|es|ed|ing)|announc(?:e|es|ed|ing)|inform(?:s|ed|ing)?|declar(?:e|es|ed|ing)|disclos(?:e|es|ed|ing)|"
    r"agree(?:s|d|ing)?|repeat(?:s|ed|ing)?|reaffirm(?:s|ed|ing)?|reiterat(?:e|es|ed|ing)|confirm(?:s|ed|ing)?|volunteer(?:s|ed)?|offer(?:s|ed|ing)?)\b",
    re.I,
)
"""Cues of assuring and announcing: what they bring in may be a promise."""
FORECASTING = re.compile(
    r"\b(?:forecast(?:s|ed|ing)?|predict(?:s|ed|ing)?|warn(?:s|ed|ing)?|estimat(?:e|es|ed|ing)|caution(?:s|ed)?|reckon(?:s|ed|ing)?|"
    r"calculat(?:e|es|ed)|argu(?:e|es|ed|ing)|claim(?:s|ed|ing)?|jok(?:e|es|ed|ing)|quip(?:s|ped)?|mus(?:e|es|ed)|guess(?:es|ed)?|"
    r"threaten(?:s|ed|ing)?|reason(?:s|ed)|conced(?:e|es|ed)|lament(?:s|ed)|admit(?:s|ted)|ask(?:s|ed|ing)?|wonder(?:s|ed)?|sneer(?:s|ed)?|"
    r"scoff(?:s|ed)?|complain(?:s|ed)?|according to|recall(?:s|ed)?|remind(?:s|ed)?)\b",
    re.I,
)
"""Cues of those who tell what they expect, fear or make fun of."""
_PLACE = re.compile(r"(?:to|for|from|in|at) (?:the )?[A-Z][\w’'-]*(?: [A-Z][\w’'-]*){0,4}[.,]?")
_WILL = re.compile(r"\b(?:will|shall|would|won['’]t|wouldn['’]t|shan['’]t|cannot and will)\b|['’](?:ll|d)\b", re.I)
_SHALL = re.compile(r"\b(?:will|shall|won['’]t|shan['’]t)\b|['’]ll\b", re.I)
_UNREAL = re.compile(
    r"\b(?:if (?!I |need)|unless|(?-i:Had|Were|Should) (?:it|he|she|they|the|an?|[A-Z]\w+)\b|otherwise|whether|sooner|rather|like to|love to|"
    r"(?:would|['’]d|wouldn['’]t) (?:\w+ )?(?:have (?:\w+ )?(?:been|had|\w{2,}ed|gone|made|done|known|taken|come)\b|be like|seem|mean|amount|need|want|wish|prefer|"
    r"think|say|know|hardly)|"
    r"(?:will|would) (?:likely|probably|possibly|perhaps|surely|inevitably|soon enough))\b",
    re.I,
)
"""What would be otherwise, what is wished, what is thought likely."""
_WORTH = re.compile(
    r"\b(?:will|would|['’]ll) (?:\w+ )?(?:cost|come to|be worth|total|rise|fall|drop|grow|leap|lose|suffer|die|regret|happen|last|prove|remain to be seen|"
    r"be (?:able|possible|impossible|difficult|hard|easy|like|dead|gone by|a |an |the (?:\w+ ){0,2}(?:first|last|biggest|worst|best)|too|more|less))\b",
    re.I,
)
"""What happens and is not done."""
_SELF = re.compile(
    r"^\W*(?:(?:and|but|that|yes|no|so|then|now)\W){0,3}(?:I|we)\b(?:['’]ll)?|"
    r"\b(?:I|we)(?:['’]ll| will| shall| won['’]t| am going to| are going to)\b|\b(?:my|our) \w+ will\b",
    re.I,
)
_HE = re.compile(r"^[\W]*(?:and |that )?(?:he|she|it|they|(?:his|her|its|their) [\w-]+(?: [\w-]+)?) (?:will|would|shall|['’]d)\b", re.I)
_YOU = re.compile(r"^[\W]*(?:you|everyone|everybody|every|all|each|no|nobody|none|not)\b.{0,60}?\b(?:will|would)\b", re.I)
_PASSIVE = re.compile(
    r"\b(?:will|would|['’]ll) (?:\w+ )?be (?:\w+ly )?\w+(?:ed|en|wn|id|nt|ft|lt|ut|pt|ung|one|aid|old|ade|ard|ead|ught|eld)\b", re.I
)
_DONE = re.compile(
    r"\b(?:will|would|['’]ll|shall) (?:(?:not|never|also|now|then|again|still|all|itself|have|only) ){0,2}"
    r"(?:be (?:in|out|open|closed|there|back|ready|online|on|at|up|working|available|free)|have|get|pay|publish|open|close|hold|hand|give|send|go|keep|stay|"
    r"remain|return|release|put|set|start|begin|build|run|lay|post|carry|bear|cover|meet|hear|rule|report|reply|answer|write|come|resign|step|leave|"
    r"withdraw|bring|take|make|sell|buy|restore|repair|replace|refund|fit|install|provide|supply|deliver|file|appeal|sue|vote|review|"
    r"investigate|examine|interview|question|add|hire|cut|raise|lower|double|stop|end|finish|complete|let|launch|move|receive|show|tell|"
    r"announce|decide|consider|look|stand|sit|serve|help|support|join|work|continue|call|fund|spend|train|deploy|sail|fly|end|last until|touch|obey|go ahead|get|lodge|"
    r"apologi[sz]e)\b",
    re.I,
)
_REFUSAL = re.compile(r"\b(?:will|would|shall) (?:not|never)\b|\b(?:wo|would|sha)n['’]t\b", re.I)
_LIMIT = re.compile(r"\b(?:before|until|till|unless|while|again)\b", re.I)
_PLEDGE = r"(?:plans?|promises?|pledges?|vows?|commitments?|undertakings?|guarantees?|deadline|timetable|date)"
_STANDS = re.compile(
    rf"\b{_PLEDGE}\b(?: (?:of|to|for|that) [^.;]{{1,80}}?)? (?:(?:has|have|had) not changed|(?:still )?(?:stands?|stood|holds?|held)\b|"
    rf"(?:is|are|was|were|remains?|remained) (?:unchanged|in place|good|firm|on track))|"
    rf"\b(?:stands?|stood|standing|sticks?|stuck|sticking|abides?) (?:by|to) (?:(?:his|her|its|their|our|my|the) )?(?:\w+ )?{_PLEDGE}\b",
    re.I,
)
_SWEARING = re.compile(r"\b(?:swear|swears|swore|sworn|swearing|guarantee\w*|commit\w*)\b", re.I)
_BARE = re.compile(r"^\W*(?:(?:not|never) )?to \w+", re.I)
_TOLD = re.compile(
    r"^\W*(?!(?:to|not to|never to) )(?!(?:the|this|that|his|her|its|their) [\w-]+(?: [\w-]+)? (?:that|which|who|whom|he|she|it|they)\b)"
    r".{0,200}?\b(?:was|were|had(?! to)|has|have|did|wore|came|stood|turned|went|saw|is|are) ",
    re.I,
)
"""A finite clause of what is or was so: swearing to a fact promises nothing."""
ENOUGH = 2.5


def binds(statement: Statement, dated: float, own: Callable[[str], bool]) -> float:
    """How much the words of a statement speak for a promise; :data:`ENOUGH` and more is one.

    Args:
        statement: it.
        dated: how plainly its words give a day by which it is to be done, 0 to 1.
        own: whether a noun phrase names the speaker or those for whom it speaks.
    """
    words = statement.words
    cue = statement.cue.text if statement.cue else ""
    will = _WILL.search(words)
    if not will or words.rstrip("”’\"'» ").endswith("?"):
        return 0.0
    subject = words[: will.start()]
    acts = bool(_DONE.search(words) or _PASSIVE.search(words))
    unreal = _UNREAL.search(words) or (statement.kind is StatementKind.DIRECT and not _SHALL.search(words))
    points = 1.5 * dated
    points += 1.5 if ASSURING.search(cue) else 0.0
    points += 0.5 if _YOU.search(words) else 0.0
    points += 1.0 if acts else 0.0
    points -= 1.0 if _REFUSAL.search(words) and not _LIMIT.search(words) else 0.0
    points -= 3.0 if FORECASTING.search(cue) else 0.0
    points -= 2.5 if unreal else 0.0
    points -= 2.5 if _WORTH.search(words) else 0.0
    points -= 1.0 if statement.within is not None else 0.0
    if _SELF.search(words):
        points += 1.5 if dated or statement.kind is not StatementKind.DIRECT else 1.0
    elif points + 1.5 >= ENOUGH and (_HE.search(words) or own(subject)):
        points += 1.5
    return points


def stands(statement: Statement) -> bool:
    """Whether a statement says of a promise or a plan that it still stands."""
    return statement.stance not in (Stance.ASKS, Stance.DECLINES) and _STANDS.search(statement.words) is not None


def nowhere(words: str) -> bool:
    """Whether words tell a place or a person and no deed: "to Port Anne", which is no infinitive."""
    return _PLACE.fullmatch(words.strip("“”\"'‘’ ")) is not None


def undertakes(statement: Statement, dated: float, own: Callable[[str], bool]) -> bool:
    """Whether a statement undertakes something."""
    if statement.stance not in (Stance.PROMISES, Stance.ASSERTS, Stance.REPORTS) or nowhere(statement.words):
        return False
    promised = statement.cue is not None and PROMISING.search(statement.cue.text)
    if promised or statement.stance is Stance.PROMISES:
        if statement.cue and _SWEARING.search(statement.cue.text) and not _BARE.search(statement.words):
            return bool(_WILL.search(statement.words))
        return bool(_WILL.search(statement.words)) or not _TOLD.search(statement.words)
    return binds(statement, dated, own) >= ENOUGH
