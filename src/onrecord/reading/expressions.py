"""How English names times: the patterns of such expressions. Each has a kind, which says how its groups are to be read.

A blank in a pattern is any white space; earlier patterns win over later ones that overlap.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.reading.almanac import EASTER, FEASTS, MONTHS, NUMBERS, ORDINALS


def _either(*words: str) -> str:
    """One of these words, the longest that fits."""
    return "|".join(sorted(words, key=len, reverse=True))


_PAUSE = r"(?=$|[.,;:!?)\]”\"–—]"
"""What may stand after any expression: the beginning of a look-ahead that each pattern closes with its own words."""
_ALONE = rf"{_PAUSE}| (?:and|but|or|at|in|by|with|to)\b)"
"""What follows an expression that no noun and no clause completes."""
_NO_NOUN = rf"{_PAUSE}|['’](?!s)| (?:and|or|but|when|as|that|to|in|at|on|of|with|from|by|after|before|until|who|it|he|she|they|we|I|the)\b)"
"""What follows a noun that does not describe another ("Christmas", but not "Christmas tree")."""
_LONG = [m.title() for m in MONTHS if len(m) > 4 or m in ("may", "june", "july")]
_MONTH_NAME = rf"(?:{_either(*_LONG, *(m.upper() for m in _LONG))}|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
_MONTH = rf"(?P<month>{_MONTH_NAME})"
_NTH = r"(?:st|nd|rd|th)"
_NUMERAL = rf"(?:[12]\d|3[01]|0?[1-9])(?: ?{_NTH})?"
_DAY = rf"(?P<day>{_NUMERAL})"
_YEAR = r"(?P<year>1[5-9]\d\d|20\d\d)"
_WEEKDAY_NAME = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:MON|TUES|WEDNES|THURS|FRI|SATUR|SUN)DAY|(?:Mon|Tue|Tues|Wed|Thu|Thur|Thurs|Fri|Sat|Sun)\.)"
_WEEKDAY = rf"(?P<weekday>{_WEEKDAY_NAME})(?!\w| (?:morning|afternoon|evening|night)s)"
_HOURS = r"(?: (?:morning|afternoon|evening|night)\b)"
_ON = rf"(?:{_WEEKDAY}{_HOURS}?,? (?:the )?)?"
_POST = rf"(?P<post>last|next){_ALONE}"
_OF = r"(?P<of>last|this|next|that|the same|that same|the following|the previous) year"
_TAIL = rf"(?:,? (?:of )?(?:{_YEAR}\b|(?P<early>1[0-4]\d\d|[3-9]\d\d){_NO_NOUN}|{_OF}|{_POST}))"
_PART = r"(?:(?:[Ee]arly|[Mm]id|[Ll]ate)[ -])"
_NUMBER = _either(*(n for n in NUMBERS if n not in ("a", "an", "zero", "couple")))
_COUNT = rf"(?P<count>\d{{1,3}}(?:,\d{{3}})+|\d{{1,4}}|(?:a )?couple(?: of)?|(?:{_NUMBER})(?:[ -](?:{_NUMBER}))?|an?)"
_VAGUE = r"(?:a few|few|several|many)"
_FRACTION = r"(?P<fraction> (?:1/2|½|and a half|hundred|thousand|million|billion))?"
_UNIT = r"(?P<unit>day|week|month|year|decade)"
_ERA = r"(?P<era>BCE?|B\.C\.(?:E\.)?|CE|AD|A\.D\.)"
_SEASON = r"(?P<season>spring|summer|autumn|fall|winter)"
_FEAST = _either(*FEASTS, *EASTER, "thanksgiving", "thanksgiving day").replace("’", "['’]").replace("st ", r"st\.? ")
_THINGS = (
    r"people|men|women|votes|miles|km|metres|meters|hours|jobs|words|feet|dead|soldiers|troops|homes|houses|dollars|euros|pounds|workers"
)

_ANY_CASE = frozenset("attacks war season century ago relative run next span within feast weekend".split())

_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern.replace(" ", r"\s"), re.I if kind in _ANY_CASE else 0))
    for kind, pattern in (
        ("iso", rf"\b{_YEAR}-(?P<mm>0[1-9]|1[0-2])-(?P<dd>0[1-9]|[12]\d|3[01])\b"),
        ("figures", rf"(?<![\d./])(?P<first>\d{{1,2}})(?P<mark>[/.])(?P<second>\d{{1,2}})(?P=mark){_YEAR}\b"),
        ("attacks", r"\b(?:9/11|sept(?:ember|\.)? 11(?:th)?(?=,? (?:terror |terrorist )?(?:attack|hijack)))\b"),
        ("days", rf"\b{_MONTH} {_DAY} ?[-–—] ?(?P<last>{_NUMERAL})\b(?![:.,]?\d){_TAIL}?"),
        ("days", rf"(?<=[Ff]rom ){_MONTH} {_DAY} to (?P<last>{_NUMERAL})\b(?![:.,]?\d){_TAIL}?"),
        ("days", rf"(?<![\d.,:/])\b{_DAY}(?: ?[-–—] ?| to )(?P<last>{_NUMERAL})(?: of)? {_MONTH}(?!\w){_TAIL}?"),
        ("day", rf"\b{_ON}{_MONTH} (?:the )?{_DAY}\b(?:{_TAIL}|(?![:.,]?\d))"),
        ("day", rf"(?<![\d.,:/$£€-])\b{_ON}(?:the )?{_DAY}(?: day)?(?: of)? {_MONTH}(?!\w){_TAIL}?"),
        ("day", rf"\b{_ON}the (?P<day>{_either(*ORDINALS)})(?: day)? of {_MONTH}(?!\w){_TAIL}?"),
        ("day", rf"(?<![\d.,:/$£€-])\b(?:the )?{_DAY}(?= (?:and|or) (?:the )?{_NUMERAL}(?: of)? {_MONTH}(?!\w){_TAIL}?)"),
        ("monthday", rf"\bthe {_DAY}(?: day)? of (?P<of>this|last|next|that|the same|the following) month\b"),
        ("months", rf"\b{_MONTH} ?[-–—/] ?(?P<last>{_MONTH_NAME}),? {_YEAR}\b"),
        ("month", rf"\b(?:the )?{_PART}?{_MONTH}{_TAIL}"),
        ("season", rf"\b(?:(?P<which>this|last|next|that|the past|the coming|the following) ){_SEASON}\b(?:(?: of)? {_YEAR}\b)?"),
        ("season", rf"\b(?:the )?{_PART}?{_SEASON}(?: of)? {_YEAR}\b"),
        (
            "season",
            rf"(?:(?<=\b[IiBb][ny] )|(?<=\bof )|(?<=over )|(?<=since )|(?<=until )|(?<=during )|(?<=through ))the {_SEASON}\b(?! of\b| time\b)",
        ),
        ("season", rf"(?:(?<=\b[IiBb][ny] )|(?<=since )|(?<=until )|\b{_PART}){_SEASON}\b(?:(?<!fall)|{_PAUSE}))"),
        # A batsman's centuries are "his"; in words only those that count years.
        ("century", rf"\b(?<!his )(?<!her )(?:the )?{_PART}?(?P<n>\d{{1,2}}){_NTH}[ -]centur(?:y|ies)\b(?: {_ERA})?"),
        (
            "century",
            rf"\b(?<!his )(?<!her )(?:the )?{_PART}?(?P<n>{_either(*(o for o, n in ORDINALS.items() if 10 < n <= 21))})[ -]centur(?:y|ies)\b(?: {_ERA})?",
        ),
        ("century", rf"\bthe {_PART}?(?P<n>{_either(*ORDINALS)})[ -]centur(?:y|ies) {_ERA}"),
        ("century", rf"\b(?:the )?(?P<n>\d{{1,2}}){_NTH}(?= (?:and|to|or) (?:the )?(?:early |late )?\d{{1,2}}{_NTH}[ -]centur)"),
        ("decade", rf"\b(?:the )?{_PART}?(?P<decade>1[5-9]\d0|20\d0)s\b"),
        ("decade", rf"\b(?:the {_PART}?|{_PART})(?P<decade>1[5-9]\d0|20\d0)['’]s\b"),
        ("decade", rf"(?:\bthe {_PART}?|(?<=0s and )|(?<=0s or ))['’‘]?(?P<short>[1-9]0)['’]?s\b(?! ?(?:°|degrees))"),
        ("era", rf"\b(?:c\. ?|circa )?(?P<n>\d{{1,4}}) ?{_ERA}(?!\w){_NO_NOUN}"),
        ("era", r"\b(?P<era>AD|A\.D\.) ?(?P<n>\d{1,4})\b"),
        ("era", rf"\b(?:c\. ?|ca\. ?|circa |in the year )(?P<n>\d{{2,4}})\b{_NO_NOUN}"),
        (
            "ago",
            rf"(?:\b(?:nearly|about|almost|some|just|more than|over) )?(?<![\d,.-])\b{_COUNT}{_FRACTION}[ -]{_UNIT}s? "
            rf"(?P<way>ago|back|earlier|later|from now|hence|(?:before|prior|after)\b(?P<free>{_ALONE})?)(?!\w)(?: (?P<to>today|yesterday|tomorrow)\b)?",
        ),
        (
            "relative",
            r"\b(?P<word>the day before yesterday|the day after tomorrow|yesterday|today|tonight|tomorrow|this very day|(?<!to )this day(?! in)|"
            r"this morning|this afternoon|this evening|last night|last evening)\b(?: (?:morning|afternoon|evening|night)\b)?",
        ),
        ("relative", r"\b(?P<word>(?:it['’]s|it is|this is|today is) (?:our|my|the|his|her|their) (?:first|last|final) day)\b"),
        ("relative", r"(?:(?<=\d{4}[-–—])|(?<=\d{4} [-–—] ))(?P<word>present|today|now)\b"),
        ("weekday", rf"\b{_WEEKDAY}{_HOURS}?(?:(?: of)? (?P<of>this|last|next) week\b| (?P<week>week)\b(?! [a-z])| {_POST})"),
        ("run", rf"\b(?:the|these) (?P<which>last|past|previous|next|coming) (?:{_COUNT}{_FRACTION}|{_VAGUE}) {_UNIT}s?\b"),
        ("run", rf"\b(?P<which>last|previous|next|coming) (?:{_COUNT}{_FRACTION}|{_VAGUE}) {_UNIT}s?\b"),
        ("run", r"\b(?:the )?(?P<which>coming) (?P<unit>day|week|month|year)s\b"),
        ("ahead", rf"\b[Ii]n (?:about |just )?{_COUNT} {_UNIT}s?(?:['’]? time\b|\b{_ALONE})"),
        ("ordered", rf"\b(?:[Tt]he|[Tt]hat) (?:(?P<which>next|following|previous|same) )?{_WEEKDAY}{_HOURS}?"),
        (
            "next",
            r"\b(?:that|the same|that same|that very|the very same) (?P<same>day|morning|afternoon|evening|night|week|month|year|season)\b(?! (?:as|of)\b)",
        ),
        ("next", r"\b(?:the )?(?P<which>next|following|previous) (?P<unit>day|morning|afternoon|evening|night)\b"),
        ("next", r"\bthe (?P<which>next|following|previous) (?P<unit>week|month|year)\b"),
        ("next", rf"\bthe (?P<unit>day|night|morning|evening|week|month|year) (?P<which>before|after)\b{_ALONE}(?! yesterday| tomorrow)"),
        ("event", r"\b[Tt]he (?:day|night|week|month|year) (?:before|after)\b(?! yesterday| tomorrow)"),
        ("within", r"\b(?:end|beginning|start|middle|rest|close|course|half) of (?P<which>the|this) (?P<unit>week|month|year|decade)\b"),
        ("within", r"\b(?:later|earlier|early|late) (?:in )?(?P<which>the|this|that) (?P<unit>week|month|year|decade)\b"),
        ("weekend", r"\b(?P<which>last|next|(?:this|the) (?:past|coming|previous|whole|following|next)|this|the|that) weekend\b(?! of\b)"),
        (
            "span",
            r"\b(?<!to )(?P<the>the )?(?P<which>last|next|this|past|coming|previous|current) (?P<unit>day|week|month|year|decade|century)\b(?! of\b)",
        ),
        ("feast", rf"\b(?P<feast>{_FEAST})\b(?:,? {_YEAR}\b|{_NO_NOUN})"),
        (
            "weekday",
            rf"\b(?:(?P<which>[Ll]ast|[Nn]ext|[Tt]his(?: past| coming)?|[Pp]ast|[Cc]oming) )?{_WEEKDAY}{_HOURS}?",
        ),
        ("month", rf"(?<![\w’'-])(?:(?P<which>last|next|this|that|the following|the previous) )?{_PART}?{_MONTH}(?!\w)(?! \d)"),
        (
            "year",
            rf"{_YEAR}\b(?:(?<=[(\[]....)|(?<=[a-z] ....)|(?<=[\w.\])], ....)|(?<=\d{{4}}[/-]....)|(?<=[a-z]-....)|(?<=\w[–—]....)|(?<=\w [–—-] ....)|"
            r"(?<=[.;\]] ....)|(?<![^\n]....))"
            rf"(?![%,]\d|/\d\d/|-(?!(?:\d\d|\d{{4}})\b)\d| (?:{_THINGS})\b| (?:[A-Z][\w.]* ){{1,2}}(?:Street|Avenue|Road|Boulevard|Blvd|Ave|St|Rd|Drive|Lane)\b)",
        ),
        (
            "year",
            r"(?P<year>1[0-4]\d\d)\b(?:(?<=(?:[Ii]n|[Bb]y|to|of) ....)|(?<=from ....)|(?<=(?:about|after|[Ss]ince|until) ....)|"
            r"(?<=(?:around|[Bb]efore) ....)|(?<=\(....))(?=$|[.,;)](?!\d)| (?:and|by|when|the|as|he|she|it|they|to|with|under)\b)",
        ),
        ("year", r"['’‘](?P<short>\d\d)\b(?<=[a-z] ...)(?!['’]?s\b|['’])"),
        (
            "war",
            r"(?:(?<=during )|(?<=in )|(?<=of )|(?<=since )|(?<=after )|(?<=before )|(?<=until ))(?:the )?"
            r"(?P<war>World War I{1,2}|WWI{1,2}|(?:First|Second) World War)\b",
        ),
        (
            "short",
            r"(?P<short>\d\d)\b(?:(?<=\b(?:1[5-9]|20)\d\d[–—/]..)|(?<=\b(?:1[5-9]|20)\d\d [–—-] ..)|(?<=\b(?:1[5-9]|20)\d\d-..)(?<!-0.)(?<!-1[0-2]))"
            r"(?![-–—/.,]?\d)",
        ),
        ("monthday", rf"\bon the (?P<day>[12]?\d{_NTH}|3[01]{_NTH})(?=$|[.,;:!?)]| (?:and|or|at)\b)"),
    )
)

_HINTS = {
    "iso": r"\d-\d",
    "figures": r"\d[./]\d",
    "attacks": r"11",
    "days day months month": r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)",
    "monthday": r"\bthe\s\d",
    "season": r"(?i:spring|summer|autumn|fall|winter)",
    "century": r"(?i:centur)",
    "decade": r"0['’]?s",
    "era": r"\b(?:BC|B\.C|CE|AD|A\.D|c\.|ca\.|circa|in the year)",
    "ago": r"(?i:(?:day|week|month|year|decade)s?\s(?:ago|back|earlier|later|from|hence|before|prior|after))",
    "relative": r"(?i:today|tonight|tomorrow|yesterday|this|last|present|now)",
    "run ahead next event within span": r"(?i:\b(?:day|week|month|year|decade|century|morning|afternoon|evening|night|season))",
    "weekend": r"(?i:weekend)",
    "feast": r"(?i:year['’]s|valentine|patrick|halloween|christmas|boxing|friday|easter|thanksgiving)",
    "ordered weekday": r"(?i:day)|\b(?:Mon|Tues?|Wed|Thu|Thurs?|Fri|Sat|Sun)\.",
    "war": r"War\b|WWI",
    "year": r"\d\d",
    "short": r"\d\s?[-–—/]\s?\d\d",
}
"""What no pattern of these kinds can do without."""
_HINT_OF = {kind: re.compile(hint) for kinds, hint in _HINTS.items() for kind in kinds.split()}


def matches(text: str, start: int, end: int) -> Iterator[tuple[str, re.Match[str]]]:
    """(kind, match) wherever a pattern fits in ``text[start:end]``, earlier patterns first."""
    # Most sentences name no time: the hints are looked for first, each once.
    hinted: dict[re.Pattern[str], bool] = {}
    for kind, pattern in _PATTERNS:
        hint = _HINT_OF[kind]
        if hint not in hinted:
            hinted[hint] = hint.search(text, start, end) is not None
        if hinted[hint]:
            for match in pattern.finditer(text, start, end):
                yield kind, match
