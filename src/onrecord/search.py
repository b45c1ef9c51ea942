"""What is searched for, as people write it: words, "phrases", -word, and the filters who:, outlet:, since:, until: and story:.

Whatever is typed is either understood or refused with a sentence; nothing of it is ever taken for the syntax of a database.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from onrecord.errors import Rejected, UsageError
from onrecord.excerpts import Term, spelt
from onrecord.ingest.article import published_day

LONGEST = 400
"""Characters of a query."""
MOST = 32
"""Words and phrases of a query."""
FILTERS = ("who", "outlet", "since", "until", "story")
_QUOTES = '"“”„‟«»'
_PART = re.compile(
    rf"(?P<left>-?)(?:(?P<filter>{'|'.join(FILTERS)}):)?(?:[{_QUOTES}](?P<phrase>[^{_QUOTES}]*)[{_QUOTES}]?|(?P<word>[^\s{_QUOTES}]+))?",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Query:
    """What is searched for.

    Attributes:
        every: terms that must all occur.
        without: terms of which none may occur.
        wording: ``every`` and ``without`` as they were written.
        who: a name or an id; statements of theirs only.
        outlet: words of the outlet's name.
        since, until: first and last day, ISO 8601.
        story: a story's id, the beginning of one, or words of its title.
    """

    every: tuple[Term, ...] = ()
    without: tuple[Term, ...] = ()
    wording: str = ""
    who: str | None = None
    outlet: str | None = None
    since: str | None = None
    until: str | None = None
    story: str | None = None

    @property
    def empty(self) -> bool:
        """Whether it asks for nothing."""
        return not self.every and not any(getattr(self, name) for name in FILTERS)

    def within(self, story: str | None) -> Query:
        """The same within a story; where None, as it is.

        Raises:
            UsageError: the query names a story itself.
        """
        if story is None:
            return self
        if self.story is not None:
            raise UsageError(f"story:{self.story} and --story {story}: give one of them")
        return replace(self, story=story)


def parse(text: str, **filters: str | None) -> Query:
    """Understands a query.

    Args:
        text: as it was typed.
        filters: filters that were given apart from it, by their names; empty ones count as not given.

    Raises:
        UsageError: it is too long, a filter is empty or stands twice, a day is none, or words are only left out and none asked for.
    """
    if len(text) > LONGEST:
        raise UsageError(f"the search has {len(text):,} characters; give {LONGEST} at most")
    every, without, wording = list[Term](), list[Term](), list[str]()
    given = {name: " ".join(value.split()) for name, value in filters.items() if value and value.strip()}
    for part in _parts(text):
        name, value = (part["filter"] or "").casefold(), part["phrase"] if part["phrase"] is not None else part["word"] or ""
        if not name:
            if term := spelt(value):
                (without if part["left"] else every).append(term)
                wording.append(part.group().strip())
            continue
        value = " ".join(value.split())
        if part["left"]:
            raise UsageError(f"-{name}:{value}: only words can be left out; to search elsewhere give another {name}:")
        if not value:
            raise UsageError(f"{name}: stands alone; put what you mean right behind it, in quotation marks if it has several words")
        if given.get(name, value) != value:
            raise UsageError(f"{name}: is given twice, as {given[name]} and as {value}; give one of them")
        given[name] = value
    return _checked(Query(tuple(dict.fromkeys(every)), tuple(dict.fromkeys(without)), " ".join(wording), **given))


def _parts(text: str) -> Iterator[re.Match[str]]:
    at = 0
    while at < len(text):
        found = _PART.match(text, at)
        if found is None or found.end() == at:
            at += 1
            continue
        yield found
        at = found.end()


def _checked(query: Query) -> Query:
    if len(query.every) + len(query.without) > MOST:
        raise UsageError(f"the search has {len(query.every) + len(query.without)} words and phrases; give {MOST} at most")
    if query.without and query.empty:
        raise UsageError("the search only leaves words out; give a word that is to occur, too")
    for name in ("who", "outlet"):
        value = getattr(query, name)
        if value is not None and not spelt(value):
            raise UsageError(f"{name}:{value[:40]}: there is no word in it; give a name")
    days: dict[str, str | None] = {}
    for name in ("since", "until"):
        value = getattr(query, name)
        try:
            days[name] = re.split(r"[T ]", published_day(value) or "")[0] or None
        except Rejected:
            raise UsageError(f"{name}:{value[:40]}: this is no day; write it as 2031-03-12") from None
    since, until = days["since"], days["until"]
    if since and until and until < since[: len(until)]:
        raise UsageError(f"until:{until} is before since:{since}; no day lies between them")
    return replace(query, since=since, until=until)
