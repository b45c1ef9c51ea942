"""How English names times: the patterns of such expressions, and whether the words around one look ahead or back.

A blank in a pattern is any white space. Each pattern has a kind, which says how its groups are to be read; earlier patterns win.
"""

from __future__ import annotations

import re

from onrecord.reading.almanac import FEASTS, MONTHS, NUMBERS, ORDINALS

_LONG = [m.title() for m in MONTHS if len(m) > 4 or m in ("may", "june", "july")]
_MONTH_NAME = "|".join((*_LONG, *(m.upper() for m in _LONG), r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?"))
_MONTH = rf"(?P<month>{_MONTH_NAME})"
_NUMERAL = r"(?:[12]\d|3[01]|0?[1-9])"
_SUFFIX = r"(?:st|nd|rd|th)"
_DAY = rf"(?P<day>{_NUMERAL})(?: ?{_SUFFIX})?"
_YEAR = r"(?P<year>1[5-9]\d\d|20\d\d)"
_WEEKDAY_NAME = (
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:MON|TUES|WEDNES|THURS|FRI|SATUR|SUN)DAY|(?:Mon|Tue|Tues|Wed|Thu|Thur|Thurs|Fri|Sat|Sun)\.)"
)
_HOURS = r"(?: (?:morning|afternoon|evening|night))"
_ON = rf"(?:(?P<weekday>{_WEEKDAY_NAME}){_HOURS}?,? (?:the )?)?"
_OF = r"(?P<of>last|this|next|that|(?:of )?the same|the following|the previous) year"
_TAIL = rf"(?:,? (?:of )?(?:{_YEAR}\b|{_OF}))"
_PART = r"(?:(?P<part>[Ee]arly|[Mm]id|[Ll]ate)[ -])"
_ORDINAL = "|".join(sorted(ORDINALS, key=len, reverse=True))
_WORDS = "|".join(sorted((n for n in NUMBERS if n not in ("a", "an", "zero", "couple")), key=len, reverse=True))
_COUNT = rf"(?P<count>\d{{1,3}}(?:,\d{{3}})+|\d{{1,4}}|(?:a )?couple(?: of)?|(?:{_WORDS})(?:[ -](?:{_WORDS}))?|an?|a few|several|many|some)"
_UNIT = r"(?P<unit>day|week|month|year|decade)s?"
_ERA = r"(?:BCE?|B\.C\.(?:E\.)?|CE|AD|A\.D\.)"
_LATE_ORDINAL = "|".join(o for o in sorted(ORDINALS, key=len, reverse=True) if 10 < ORDINALS[o] <= 21)
_SEASON = r"(?P<season>spring|summer|autumn|fall|winter)"
_FEAST = "|".join(sorted((*FEASTS, "good friday", "easter sunday", "easter monday", "easter", "thanksgiving"), key=len, reverse=True))
_FEAST = _FEAST.replace("’", "['’]").replace("st ", r"st\.? ")
_UNCOUNTED = r"people|men|women|votes|miles|km|metres|meters|hours|jobs|words|feet|dead|soldiers|troops|homes|houses|dollars|euros|pounds|workers"

_TABLE: tuple[tuple[str, str], ...] = (
    ("iso", rf"\b{_YEAR}-(?P<mm>0[1-9]|1[0-2])-(?P<dd>0[1-9]|[12]\d|3[01])\b"),
    ("figures", rf"(?<![\d./])(?P<first>{_NUMERAL})(?P<mark>[/.])(?P<second>{_NUMERAL})(?P=mark){_YEAR}\b"),
    ("attacks", r"\b(?:9/11|Sept(?:ember|\.)? 11(?:th)?(?= (?:terror |terrorist )?(?:attack|hijack)))\b"),
    ("days", rf"\b{_MONTH} {_DAY} ?(?:[-–—]| to ) ?(?P<last>{_NUMERAL}){_SUFFIX}?\b(?![:.,]?\d){_TAIL}?"),
    ("days", rf"(?<![\d.,:/])\b{_DAY} ?(?:[-–—]| to ) ?(?P<last>{_NUMERAL}){_SUFFIX}?(?: of)? {_MONTH}(?!\w){_TAIL}?"),
    ("day", rf"\b{_ON}{_MONTH} (?:the )?{_DAY}\b(?:{_TAIL}|(?![:.,]?\d))"),
    ("day", rf"(?<![\d.,:/$£€-])\b{_ON}(?:the )?{_DAY}(?: day)?(?: of)? {_MONTH}(?!\w){_TAIL}?"),
    ("day", rf"\b{_ON}the (?P<ordinal>{_ORDINAL})(?: day)? of {_MONTH}(?!\w){_TAIL}?"),
    ("day", rf"(?<![\d.,:/$£€-])\b(?:the )?{_DAY}(?= (?:and|or|to) (?:the )?{_NUMERAL}{_SUFFIX}?(?: of)? (?P<month>{_MONTH_NAME})(?!\w){_TAIL}?)"),
    ("monthday", rf"\b(?:the )?{_DAY}(?: day)? of (?P<which>this|last|next|that|the same|the following) month\b"),
    ("months", rf"\b{_MONTH} ?[-–—/] ?(?P<last>{_MONTH_NAME})(?:,? {_YEAR}\b)?(?! \d)"),
    ("month", rf"\b(?:the )?{_PART}?{_MONTH}{_TAIL}"),
    ("season", rf"\b(?:(?P<which>this|last|next|that|the past|the coming|the following) ){_SEASON}\b(?:(?: of)? {_YEAR}\b)?"),
    ("season", rf"\b(?:the )?(?:(?:early|late|mid)[ -])?{_SEASON}(?: of)? {_YEAR}\b"),
    ("season", rf"\b(?:in|during|by|since|until|of|over|through) the {_SEASON}\b(?! of\b)|\b(?:in|by|since|until|early|late|mid) (?P<bare>(?!fall){_SEASON[3 + len('<season>'):]}\b".replace("(?P<bare>(?!fall)", "(?P<bare>(?!fall)(?:")),
)
