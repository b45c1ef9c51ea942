"""Stories: articles about one matter, by the names they share and the time between them.

The score of a pair depends on the two articles alone, never on the rest of the record, so that an arriving article
touches only its own stories.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from onrecord.linking.groups import Groups
from onrecord.model import ActorKind, Article, Reading, Story
from onrecord.reading.dates import anchor
from onrecord.reading.identity import fold

WINDOW = 120
"""Days between two articles of one story, at most; undated articles are always within it."""
NEED, FAR = 0.22, 0.40
"""Score from which two articles belong together when they are of one day, and when they are :data:`WINDOW` apart."""
COMMON = frozenset(
    "about after again against also because been before being below between both could does doing down during each from have having here into itself just "
    "more most only other over same says said should some such than that their them then there these they this those through under until very were what when "
    "where which while will with would your asked told years year people first last week month government minister president court police company new news "
    "report reported statement spokesman spokeswoman monday tuesday wednesday thursday friday saturday sunday according".split()
)


@dataclass(frozen=True, slots=True)
class Features:
    """What of an article tells its matter."""

    names: frozenset[str]
    states: frozenset[str]
    words: frozenset[str]
    day: int | None


def features(article: Article, reading: Reading) -> Features:
    """The people and bodies that an article names, its states, the content words of its text, and its day."""
    names, states = set(), set()
    for entity in reading.entities:
        if not entity.names or (entity.kind is not ActorKind.PERSON and len(entity.mentions) < 1):
            continue
        if entity.kind is ActorKind.GOVERNMENT:
            states.add(entity.names[0])
        elif entity.kind is ActorKind.PERSON:
            names.add(fold(entity.names[0]).split()[-1])
        else:
            names.add(fold(entity.names[0]).removeprefix("the "))
    if article.outlet:
        names.discard(fold(article.outlet).removeprefix("the "))
    counts: dict[str, int] = {}
    for word in re.findall(r"[^\W\d_]{4,}", article.text.lower()):
        counts[word] = counts.get(word, 0) + 1
    words = {w for w, n in counts.items() if w not in COMMON and (n > 1 or w in article.text[:300].lower())}
    day = anchor(article.published)
    return Features(frozenset(n for n in names if len(n) > 2), frozenset(states), frozenset(words), day.toordinal() if day else None)


def _overlap(a: frozenset[str], b: frozenset[str]) -> float:
    return len(a & b) / (len(a) * len(b)) ** 0.5 if a and b else 0.0


def likeness(a: Features, b: Features) -> float:
    """How much two articles speak of one matter, 0 to 1: shared names count most, then shared words."""
    shared = len(a.names & b.names)
    return (
        0.65 * _overlap(a.names, b.names) * min(1.0, 0.4 + 0.2 * shared)
        + 0.3 * _overlap(a.words, b.words)
        + 0.05 * _overlap(a.states, b.states)
    )


def together(a: Features, b: Features) -> bool:
    """Whether two articles are of one story."""
    gap = abs(a.day - b.day) if a.day is not None and b.day is not None else 0
    if gap > WINDOW:
        return False
    return likeness(a, b) >= NEED + (FAR - NEED) * gap / WINDOW


def stories(articles: Sequence[Article], readings: Sequence[Reading]) -> list[Story]:
    """The stories of a record, each article in one, ordered by their first article's day and id."""
    seen = {a.id: features(a, r) for a, r in zip(articles, readings, strict=True)}
    by_id = {a.id: a for a in articles}
    groups = Groups(sorted(seen))
    for a, b in combinations(sorted(seen), 2):
        if not groups.same(a, b) and together(seen[a], seen[b]):
            groups.join(a, b)
    out = []
    for group in groups.all():
        members = sorted(group, key=lambda k: (by_id[k].published or "9999", k))
        name = hashlib.sha256("\n".join(sorted(members)).encode()).hexdigest()[:10]
        title = next((by_id[k].title for k in members if by_id[k].title), None) or by_id[members[0]].text.strip()[:80]
        out.append(Story(f"story-{name}", " ".join(title.split()), tuple(members)))
    return sorted(out, key=lambda s: (by_id[s.articles[0]].published or "9999", s.id))
