"""Whether the words around a time look ahead or back ("will meet on Friday", "met on Friday")."""

from __future__ import annotations

import re

_STRONG = (
    "(?:with|under|over|mis|re)?(?:held|made|told|sent|brought|built|found|kept|paid|sold|shot|met|lost|won|left|heard|said|fought|led|struck|"
    "caught|taught|bought|sought|stood|hung|laid|spent|swung|dealt|felt|meant|shed|sworn|thought|slept|swept|stuck|fed|fled|lent|lit|bent|clung|spun|wound)"
)
"""Verbs whose past and participle are one word without "-ed"."""
_PRETERITES = (
    "was|were|had|did|(?:with|under|over|be|for|out|a)?(?:went|came|wrote|gave|took|began|spoke|saw|fell|rose|broke|got|drove|flew|grew|knew|rang|ran|"
    "sat|sank|swore|threw|drew|chose|froze|hid|rode|shook|sang|stole|wore|woke|tore|bade|quit|blew|ate|bore|beat|swam|sprang)"
)
_PARTICIPLES = (
    "(?:with|under|over)?(?:taken|given|seen|written|spoken|broken|shown|drawn|chosen|driven|stolen|known|thrown|begun|done|gone)"
)
_PARTICIPLE = rf"(?:[a-z]+ed|{_STRONG}|{_PARTICIPLES})"
_STARTS = "begin|start|open|end|resume|close|expire|meet|vote|return|leave|arrive|reopen"
"""Verbs of timetables, whose present tells what is to come."""
_NOT = r"(?: not|n['’]t)"
_FUTURE = (
    rf"will|['’]ll|(?:would|could|should|must|might|may(?= [a-z]))(?!{_NOT})|shall|going to|gonna|plan(?:s|ned|ning)?|scheduled|expect(?:s|ed)|due|slated|"
    rf"upcoming|deadline|ending|next|to (?:[a-z]+ly )?(?:be|get)(?: [a-z]+ly)?(?: {_PARTICIPLE})?|to (?:{_STARTS}|take|hold|appear|decide|rule|march|strike|go|run)|"
    rf"(?:is|are) to|(?:is|are|am|['’]m|['’]re) (?!being\b)[a-z]{{2,}}ing|"
    rf"(?:{_STARTS})s|[a-z]+[^s\W]s (?:{_STARTS})|(?:I|we|they|you) (?:then |[a-z]+ly )*(?:{_STARTS}|go|come)"
)
_PAST = (
    rf"(?:could|would|did|was|were){_NOT}|could be (?:seen|heard|felt|found|reached)|"
    rf"(?:has|have|had|['’]ve) (?:[a-z]+ly |been |not |also |since |already |never )*(?:been|become|come|run|put|set|cut|hit|let|got|{_PARTICIPLE})|"
    rf"{_STRONG}|{_PRETERITES}|{_PARTICIPLES}|(?!hundred\b|sacred\b)[a-z]{{2,}}(?<!e)ed"
)
_NEITHER = rf"(?:be|get|being|is|are) (?:[a-z]+ly )?{_PARTICIPLE}|(?:the|an?|its|his|her|their|our|any|all|such|these|this|of|for) [a-z]+ed"
"""A participle without tense, or one that describes a noun."""
_PUT_OFF = (
    "moved|postponed|delayed|adjourned|deferred|rescheduled|scheduled|set|fixed|planned|put off|put back|brought forward|promised|pledged"
)


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern.replace(" ", r"\s"))


_SIGN = _compiled(
    rf"\b(?:(?P<seen>could be (?:seen|heard|felt|found|reached))|(?P<planned>(?:is|are|be) (?:{_FUTURE}))|{_NEITHER}|(?P<future>{_FUTURE})|(?P<past>{_PAST}))\b"
)
_EDGE = (
    r" (?:the )?(?:(?:end|start|beginning|middle|close|course|morning|evening|night) of (?:the |business on )?)?(?:early |late |mid-?)?$"
)
_BY = _compiled(rf"\b(?:[Bb]y|[Nn]o later than)(?: [\w’' ]{{1,30}},)?{_EDGE}")
_UNTIL = _compiled(
    rf"\b(?:[Uu]ntil|[Tt]ill|(?:{_PUT_OFF})(?: for| to| until)?|(?:would|could|will|can|cannot|must|should|may)\b.{{0,60}} before){_EDGE}"
)
_BEFORE = _compiled(r"\b[Bb]efore(?: the)? $")
_SINCE = _compiled(r"\b[Ss]ince(?: the)? $")
_NEXT_PAST = _compiled(rf" (?:{_PAST})\b")
_LASTED = frozenset("was were stayed lasted remained waited worked lived served ran stood slept sat reigned continued raged".split())
"""Verbs of what goes on, so that "until" tells its end: the time is as past as they are."""
_MARKS = ("“", "”", '"', "«", "»", "‘")
_REACH = 100
"""Characters before and after a time in which its verb is looked for."""
_LEAD = 6
"""Words before a time that still stands at the head of its clause, so that its verb comes after it."""


def direction(text: str, start: int, end: int, first: int, last: int) -> int:
    """1 where the words around ``text[first:last]`` in the sentence ``text[start:end]`` look ahead, -1 where they look back, else 0.

    A time-limit ("by", "until") looks ahead of itself unless what it ends is past; otherwise the nearest sign of tense before the time
    counts, or at the head of a clause the first after it. What is quoted has its own time: no sign counts across a mark of quotation.
    """
    start, end = max(start, first - _REACH), min(end, last + _REACH)
    if _SINCE.search(text, start, first) or _NEXT_PAST.match(text, last, end):
        return -1
    near = max(start, *(text.rfind(mark, start, first) + 1 for mark in _MARKS))
    far = min([end, *(at for mark in (*_MARKS, ":") if (at := text.find(mark, last, end)) >= 0)])
    sign = next((m for m in reversed(list(_SIGN.finditer(text, near, first))) if m.lastgroup), None)
    if sign is None and not text.startswith(("’s", "'s"), last) and len(text[near:first].split()) <= _LEAD:
        sign = next((m for m in _SIGN.finditer(text, last, far) if m.lastgroup), None)
    if sign is not None and text.startswith(("’s", "'s"), last) and sign.group().endswith("ing"):
        sign = None  # what "is looking into Friday's fire" tells of the fire is nothing
    past = sign is not None and sign.lastgroup in ("past", "seen")
    if _BY.search(text, start, first):
        return -1 if past and sign is not None and sign.group().startswith("had") else 1
    if _UNTIL.search(text, start, first):
        return -1 if past and sign is not None and sign.group() in _LASTED else 1
    if sign is None or (past and _BEFORE.search(text, start, first)):
        return 0
    return -1 if past else 1
