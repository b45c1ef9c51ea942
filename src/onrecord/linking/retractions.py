"""Words by which somebody takes something back, or a paper says so: conceding, correcting, what was said before.

From English as newspapers write it: verbs of conceding as cues, set phrases for a changed account, first-person regret inside a quotation,
and the earlier statement told again in the later article ("Last week he had said …").
"""

from __future__ import annotations

import re

_HIS = r"(?:his|her|its|their)"
_SELF = r"(?:himself|herself|itself|themselves)"
_I = r"(?:I|we)"
_SAID = r"(?:said|told|insisted|maintained|assured|denied|claimed|sworn|swore|declared|stated|promised|put|given|testified|written|wrote)"
_SAYING = r"(?:telling|saying|insisting|denying|assuring|claiming|declaring|promising)"
_EARLIER = (
    r"(?:last (?:week|month|year|\w+day)|earlier|previously|at first|initially|originally|(?:days|weeks) earlier|"
    r"(?:earlier|before) this \w+|the week before|on (?:\w+day|\d+ \w+))"
)


def _any(*phrases: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(phrases)})\b", re.I)


CONCEDE = _any(
    r"admit(?:s|ted|ting)?",
    r"conced(?:es?|ed|ing)",
    r"acknowledg(?:es?|ed|ing)",
    r"confess(?:es|ed|ing)?",
    r"own(?:s|ed|ing)? up",
    r"c[ao]mes? clean",
    r"accept(?:s|ed) that",
    r"retract(?:s|ed|ing)?",
    r"recant(?:s|ed|ing)?",
    r"backtrack(?:s|ed|ing)?",
    r"back-?pedal(?:s|led)?",
    r"withdr(?:ew|aws?|awn)",
    r"climb(?:s|ed) down",
    rf"revers(?:es|ed) (?:{_SELF}|course)",
    r"apologi[sz](?:es?|ed|ing)",
)
"""Verbs of conceding: cues of what was held back or held otherwise before."""
TURN = _any(
    r"(?:chang(?:es?|ed|ing)|revis(?:es|ed)|alter(?:s|ed)|correct(?:s|ed|ing)|revers(?:es|ed)|retract(?:s|ed)|withdr(?:ew|aws|awn)|recant(?:s|ed)|"
    rf"drop(?:s|ped)|abandon(?:s|ed)) (?:{_HIS} )?(?:own |earlier |previous |first )?(?:story|stories|account|version|mind|tune|testimony|evidence)",
    r"(?:changes?|changed|revise[sd]|alter(?:s|ed)|correct(?:s|ed)|reverse[sd]|retract(?:s|ed)|withdr(?:ew|aws|awn)|drop(?:s|ped)|abandon(?:s|ed)) "
    rf"{_HIS} (?:own |earlier |previous |first )?(?:time|figure|statement|words|position|line|claim|denial|answer)",
    rf"correct(?:s|ed) {_SELF}",
    rf"(?:eat|eats|ate|eaten|eating) {_HIS} words",
    r"t(?:ake|akes|ook|aken) back",
    r"(?:goes|went|gone) back on",
    r"U-turn|about-face|climb-?down|volte-face|retreat(?:s|ed)?|backtrack\w*",
    rf"contradict(?:s|ed|ing) (?:{_SELF}|{_HIS})",
    r"contrary to what (?:he|she|it|they)",
    r"(?:has|have|had) softened",
    r"confession",
    r"now (?:says?|said|accepts?|admits?|concedes?|blames?|puts?|maintains?|insists?|claims?)",
)
"""What a paper says of one who changed an account."""
REGRET = _any(
    rf"{_I} (?:was|were) (?:wrong|mistaken)",
    rf"{_I} \w+ too soon",
    r"mis-?spoke",
    rf"{_I} now accept",
    rf"{_I}(?: am|['’]m| are|['’]re) sorry",
    rf"{_I} apologi[sz]e",
    rf"{_I} t(?:ake|ook) (?:it|that) back",
    rf"what {_I} said",
    r"in good faith",
    r"slipped (?:my|his|her|our|their) mind",
    r"(?:had|have|I|we|he|she) forg(?:ot|otten)",
    rf"{_I} had been told",
    r"(?:was|were) told to (?:say|write|sign|tell|keep)",
    rf"{_I} told \w+(?: \w+){{0,3}} that",
    r"correct figure",
    r"in error",
)
"""What one says who takes back what was said."""
BEFORE = _any(
    rf"(?:he|she|it|they)(?: had| has)? (?:earlier|previously|first|originally|initially) {_SAID}",
    rf"(?:he|she|they) had (?!been)(?:\w+ )?{_SAID}",
    r"had (?:earlier |previously )?assured",
    rf"{_EARLIER},? (?:the same )?(?:\w+ )?(?:he|she|they|had) (?:had )?{_SAID}",
    rf"(?:hours?|days?|weeks?|months?) after (?:{_SAYING}|(?:he|she|they) (?:had )?{_SAID})",
    r"who (?:had )?told \w+(?: \w+){0,3} (?:last|on|earlier)",
)
"""How a later article brings in the earlier statement."""
