"""What became of a request, in words: received, under review, agreed, refused, withdrawn.

From English as newspapers write it. A passage tells a state by set phrases; whether it is of a request, and of which, is decided in
:mod:`onrecord.linking.requests`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.linking.undertakings import nowhere
from onrecord.model import RequestState, Stance, Statement


def _any(*phrases: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(phrases)})\b", re.I)


NAMES = _any(
    r"(?:counter-?)?(?:request|demand|plea|appeal|petition|application|bid|claim|challenge|letter|motion|submission|call|proposal|suggestion|idea|ultimatum|"
    r"entreaty|approach|paper|e-?mail|bill|item|memorandum)s?"
)
"""Nouns by which an earlier asking is named."""
_BE = r"(?:is|are|was|were|be|been|being|'s|’s)"
_ASKED = (
    r"(?:request|demand|plea|appeal|petition|application|bid|claim|challenge|letter|motion|submission|call|proposal|suggestion|idea|matter|question|case|item|paper|file|"
    r"point|issue|plan|note|e-?mail|memorandum)s?"
)
_ITS = r"(?:the|this|that|these|those|his|her|its|their|our|my|such|any|an?|[\w’'.&-]+[’']s?)"
_SENT = r"(?:request|demand|plea|appeal|petition|application|bid|claim|letter|motion|submission|proposal|e-?mail|memorandum)s?"
RECEIVED = _any(
    rf"(?:has|have|had|having)? ?(?:received|got|gotten) (?:{_ITS} )?(?:[\w-]+ ){{0,3}}{_SENT}",
    rf"{_SENT}(?: [^,.;]{{1,30}})? (?:has|have|had)? ?(?:been received|arrived|come in|came in|reached|landed|come to hand|turned up|got there)",
    rf"acknowledg(?:e|es|ed|ing) (?:receipt|receiving|{_ITS} (?:[\w-]+ )?{_SENT})",
    r"receipt of",
    r"(?:has|have|had) (?:the|that|this|his|her|their|its) (?:[\w-]+ )?(?:request|petition|application|letter|demand)s?(?= ?[,.;’'”\"]|$| and)",
    r"(?:passed|forwarded|sent) (?:on )?(?:the|that|this|his|her|their|its) (?:[\w-]+ )?(?:request|petition|application|letter|demand)s? (?:on )?to",
)
REVIEWED = _any(
    r"(?:under|for|in) (?:active |close |careful |urgent )?(?:review|consideration|study|examination|advisement)",
    rf"{_BE} (?:still |now |also |carefully |currently |already |all )?(?:being )?"
    r"(?:consider(?:ed|ing)|weigh(?:ed|ing)|stud(?:ied|ying)|review(?:ed|ing)|examin(?:ed|ing)|assess(?:ed|ing)|"
    r"look(?:ed|ing) (?:in)?(?:to|at)|read(?:ing)?|look(?:ed|ing) over|discuss(?:ed|ing)|mull(?:ed|ing)|"
    r"think(?:ing)? (?:it |about|over)|ponder(?:ed|ing)|sift(?:ed|ing)|process(?:ed|ing)|"
    r"deliberat(?:ed|ing)|dealt with|test(?:ed|ing)|check(?:ed|ing)|consult(?:ed|ing)|taking advice|seeking advice)",
    r"(?:still|now) (?:consider|weigh|study|review|examin|assess|discuss|mull|read)ing",
    r"(?:would|will|to|must|shall|could|may|had to|'ll|’ll|needs? to|wants? to) (?:also |still |first |carefully |then )?"
    r"(?:consider|weigh|study|examine|review|assess|discuss|look (?:in)?(?:to|at)|take up|think about|think it|"
    r"reply|respond|answer|decide|rule|give (?:an|its|his|her|their) (?:answer|reply|ruling|decision)|hand down|consult|reflect|sleep on|put it to|lay|bring it|table)",
    r"(?:reserv(?:e|es|ed|ing)) (?:his|her|its|their|the)? ?(?:answer|decision|judge?ment|ruling|position)",
    r"on (?:his|her|its|their|my|our|the|\w+[’']s?) (?:desk|table|agenda|list)|on (?:[\w’']+ )?agenda",
    r"(?:before|with|in front of|in the hands of) (?:the |his |her |its |their |our |my )?(?:[\w-]+ ){0,2}"
    r"(?:lawyers?|solicitors?|legal|counsel|committee|members|board|minister|finance|cabinet|department|judge|"
    r"court|council|directors|trustees|panel|secretary|office|desk|bench|experts|engineers)",
    r"(?:in front of|before) (?:them|him|her|us|me|it)",
    r"yet to (?:decide|answer|reply|respond|rule|make up|give|settle|take)",
    r"(?:not|n['’]t|not yet|never) (?:yet )?(?:decided|made up|ruled|reached a decision|come to a decision|taken a decision)",
    r"no decision (?:has|had|was|is|would|will|yet)",
    r"decision (?:was|is|would be|will be|is to be) (?:expected|due|taken|made|announced)",
    r"(?:consider|weigh|study|review|examin)ing (?:the|this|that|his|her|its|their|it)",
    r"gone to (?:the |his |her |its |their )?(?:lawyers|committee|board|minister|members)",
    r"(?:issued?|given?|gave) notice|notice has been issued",
    r"(?:has|have|had|was|were|been) (?:put|referred|passed|sent|handed) (?:on )?to (?:the |his |her |its |their )?(?:[\w-]+ ){0,2}"
    r"(?:lawyers?|committee|board|counsel|members|panel)",
    r"(?:is|are|was|were) to (?:rule|decide|vote|consider|discuss|take up|hear|answer|reply)",
    r"\blay with|lies with|lie with|lay before|rests with",
)
REFUSED = _any(
    r"turn(?:s|ed|ing)? (?:it |them |him |her |that |this |the \w+ )?down",
    r"reject(?:s|ed|ing)?",
    r"refus(?:e|es|ed|ing|al)",
    r"thr(?:ow|ows|ew|own|owing) (?:it |them |that |this |the \w+ )?out",
    r"rebuff(?:s|ed|ing)?",
    r"spurn(?:s|ed|ing)?",
    r"dismiss(?:es|ed|ing)?",
    r"declin(?:e|es|ed|ing)",
    r"den(?:y|ies|ied|ying) (?:the|that|this|his|her|its|their) (?:[\w-]+ )?(?:request|application|motion|petition|appeal|plea|claim)",
    r"brush(?:es|ed|ing)? (?:it |them |that |this |the \w+ )?(?:aside|off)",
    r"wav(?:es|ed|ing) (?:it |them |that |this |the \w+ )?(?:away|aside)",
    r"rul(?:es|ed|ing) (?:it |them |that |this |the \w+ )?out",
    r"sa(?:ys?|id|ying) no|answer(?:s|ed)? (?:was|is) no|answered no",
    r"shelv(?:es|ed|ing)|vetoe(?:s|d)|struck out|kn[eo]w?t back|knocked? back|shot? back|shot down|snub(?:s|bed)|scorned",
    r"(?:will|would|could|can|shall) ?(?:not|n['’]t) (?:meet|grant|agree|accept|allow|give|hand|let|pay|publish|release|do|be|have|comply|budge|change|yield)",
    r"w(?:o|ould)n['’]t (?:meet|grant|agree|accept|allow|give|hand|let|pay|publish|release|do|be|have|comply|budge|change|yield)|cannot (?:meet|grant|agree|accept)",
    r"unable to (?:meet|grant|agree|accept|comply)",
    r"no chance|out of the question|no question of|not a chance|won['’]t happen",
)
AGREED = _any(
    r"agree(?:s|d|ing)?(?: to)?",
    r"grant(?:s|ed|ing)?",
    r"approv(?:e|es|ed|ing)",
    r"accept(?:s|ed|ing)?",
    r"bow(?:s|ed|ing)? to|gave? in|giv(?:es|en|ing) in|relent(?:s|ed)|yield(?:s|ed)|compl(?:ies|ied|y) with|complied",
    r"(?:has|have|had|was|were) (?:now )?(?:done|did) so|did so|did as",
    r"hand(?:s|ed|ing)? (?:it |them |the \w+ |a \w+ )?over|hand(?:s|ed) (?:it |them )?to|turned over",
    r"deliver(?:s|ed|ing)|releas(?:es|ed|ing)|publish(?:es|ed|ing)|post(?:s|ed)|sent|sends|produced|supplied|surrender(?:s|ed)",
    r"order(?:s|ed|ing)|sign(?:s|ed|ing)|set up|opened|opens|vot(?:es|ed|ing) (?:[\w-]+ ){0,6}(?:to|for)|let (?:him|her|them|it)|ga?ve|awarded|paid|pays|lent|"
    r"waiv(?:es|ed|ing)|lift(?:s|ed|ing)|appoint(?:s|ed)|begun|began|arrived|came|switched|withdr[ae]wn?|withdrew|suspend(?:s|ed)|ground(?:s|ed)|halt(?:s|ed)|stopp(?:s|ed)|shut|clos(?:es|ed)",
    r"cleared|moved|removed|took|taken|been let|put",
)
CONSENT = _any(
    r"agree(?:s|d|ing)?(?: to)?",
    r"grant(?:s|ed|ing)?",
    r"approv(?:e|es|ed|ing)",
    r"accept(?:s|ed|ing)?",
    r"bow(?:s|ed|ing)? to|gave? in|giv(?:es|en|ing) in|relent(?:s|ed)|yield(?:s|ed)|compl(?:ies|ied|y) with|complied",
    r"(?:has|have|had) (?:now )?done so|did so|did as",
    r"upheld|upholds|allowed|consent(?:s|ed)",
)
"""Words of agreeing itself, as against doing what was asked."""
WITHDRAWN = _any(
    rf"withdr(?:ew|aws?|awn|awing) (?:{_ITS} )?(?:[\w-]+ )?{_ASKED}",
    rf"{_ASKED} (?:has been |was |is |had been |were |have been )?withdrawn",
    rf"(?:dropp?(?:s|ed|ing)|abandon(?:s|ed|ing)?|tak(?:es|en|ing) back|took back) (?:{_ITS} )(?:[\w-]+ )?"
    r"(?:request|demand|plea|appeal|petition|application|bid|claim|motion|challenge)s?",
)
REPLYING = _any(
    r"repl(?:y|ies|ied|ying)",
    r"answer(?:s|ed|ing)?",
    r"respond(?:s|ed|ing)?",
    r"wrote back|shot back|in (?:reply|answer|response)",
    r"inform(?:s|ed)?",
)
"""Cues of a reply."""
SILENT = re.compile(
    r"^(?:to )?(?:(?:offer|give|provide|release|share|disclose|go into|be drawn|reveal) (?:any |further |more |many |the )*(?:details?|specifics|information|"
    r"reasons?|on\b|into\b|whether\b|what\b|how\b|who\b)|comment|discuss|elaborate|speculate|answer|say|explain|confirm|talk|speak|be interviewed)\b",
    re.I,
)
"""What somebody declines who tells the paper nothing: that turns no request down."""
NOT = re.compile(r"\b(?:not|no|never|nobody|none|nothing|nor|neither|without|cannot|yet to|refus\w+|fail\w+|declin\w+)\b|n['’]t\b", re.I)
"""Words that deny what is told."""
ASKED = _any(
    r"ask(?:s|ed|ing)",
    r"demand(?:s|ed|ing)?",
    r"call(?:s|ed|ing)? (?:up)?(?:on|for)",
    r"urg(?:es|ed|ing)",
    r"request(?:s|ed|ing)",
    r"(?:appl(?:ies|ied)|want(?:s|ed)|plead(?:s|ed))",
)
"""Words that tell an asking again, and so no answer."""
UNREAL = re.compile(r"\b(?:if|unless|whether|should|could|might|may|hopes?|hoped|expects?|expected|wants?|until|before)\b", re.I)
"""Words that make of a deed what may come."""
TOLD = (
    (RequestState.WITHDRAWN, WITHDRAWN),
    (RequestState.REFUSED, REFUSED),
    (RequestState.RECEIVED, RECEIVED),
    (RequestState.REVIEWED, REVIEWED),
    (RequestState.AGREED, AGREED),
)
"""The states with the words that tell them, the plainest first."""
_WILL_NOT = re.compile(r"\b(?:will|would|shall|can|could|may|do|does)(?: not|n['’]t)\b|\b(?:wo|ca)n['’]t\b|\bcannot\b", re.I)


def states(said: Statement, cue: str, words: str) -> Iterator[tuple[RequestState, bool]]:
    """The states that a statement may tell, and whether its words name them."""
    if nowhere(words):
        return
    if said.stance is Stance.DECLINES or REFUSED.search(cue):
        if not SILENT.match(words):
            yield RequestState.REFUSED, True
        return
    plain = [state for state, pattern in TOLD[:4] if pattern.search(words)]
    yield from ((state, True) for state in plain)
    if RequestState.REFUSED not in plain and (_WILL_NOT.search(words) or (REPLYING.search(cue) and NOT.search(words))):
        yield RequestState.REFUSED, False
    consent = CONSENT.search(words) is not None or CONSENT.search(cue) is not None
    yield RequestState.AGREED, consent
