"""The dateline, and with it the country that an article takes for granted.

In the news an office without a country ("the prime minister", "the government") is of the country that the article is written
from: that of its dateline, or else the one whose offices it names most.
"""

from __future__ import annotations

import re

from onrecord.gazetteer import State, state_named, states
from onrecord.reading.sentences import paragraphs

_DATELINE = re.compile(
    r"^(?P<place>[A-Z][A-Z.'’ -]{2,30}|[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,2})(?:,? [A-Z][\w. ]{1,20}?\d{0,2})?(?:,? ?\([A-Za-z/ ]{2,30}\))?\s?(?:–|—|--|-)\s"
)


def dateline(text: str) -> tuple[str, int, int] | None:
    """(place, offset after the dash, offset of the place) of the first paragraph that begins with a dateline, among the first six."""
    for start, end in paragraphs(text)[:6]:
        found = _DATELINE.match(text[start : min(end, start + 90)])
        if found and found.group("place").upper() == found.group("place"):
            return found.group("place"), start + found.end(), start
    return None


def home(text: str) -> State | None:
    """The state of the article's dateline, or the one that it names most with a clear lead; None where neither tells."""
    line = dateline(text)
    if line:
        place = line[0].title().replace("’S", "’s")
        found = state_named(place) or state_named(line[0])
        if found:
            return found[0]
    return None


def most_named(text: str) -> State | None:
    """The state whose name, people or seat stands most often, if at least twice as often as the next."""
    counts: dict[str, int] = {}
    for match in re.finditer(r"\b(?:U\.S\.|U\.K\.|[A-Z]\w+(?: [A-Z]\w+)?)", text):
        found = state_named(match.group()) or state_named(match.group().split()[0])
        if found:
            counts[found[0].code] = counts.get(found[0].code, 0) + 1
    ranked = sorted(counts.items(), key=lambda x: (-x[1], x[0]))
    if ranked and (len(ranked) == 1 or ranked[0][1] >= 2 * ranked[1][1]):
        return states()[ranked[0][0]]
    return None
