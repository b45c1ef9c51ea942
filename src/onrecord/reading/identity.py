"""When two names, titles or descriptions may be one person's or one body's."""

from __future__ import annotations

from onrecord.reading.names import HONORIFICS


def fold(name: str) -> str:
    """A name without honorifics, possessives and case."""
    words = [w for w in name.replace("’", "'").replace("\u00a0", " ").split() if w.rstrip(".").lower() not in HONORIFICS]
    plain = " ".join(words or name.split()).lower()
    for mark in ("'s", "'"):
        plain = plain.removesuffix(mark)
    return plain.strip(" .,")


def same_first(a: str, b: str) -> bool:
    """Whether two first names may be one person's: equal, or one the initial or the beginning of the other."""
    a, b = a.strip("."), b.strip(".")
    return a == b or (min(len(a), len(b)) == 1 and a[0] == b[0]) or (min(len(a), len(b)) >= 3 and (a.startswith(b) or b.startswith(a)))


def plain_body(name: str) -> str:
    """The name of a body for comparison."""
    return fold(name).removeprefix("the ")


def initials(name: str) -> str:
    """First letters of a name's words, small ones left out."""
    return "".join(w[0] for w in name.split() if w not in ("of", "the", "and", "for", "&"))


LEADERS = frozenset(
    "head chief boss executive ceo director president chairman chairwoman chairperson chair leader manager commissioner mayor master".split()
)
"""Nouns of those who lead a body."""
ANY_LEADER = frozenset("head chief boss leader ceo".split())
"""Of these, what a headline calls any of the others."""
_SAME_NOUN = {
    **dict.fromkeys(("spokesman", "spokeswoman", "spokesperson"), "spokesperson"),
    **dict.fromkeys(("chairman", "chairwoman", "chairperson"), "chair"),
    **dict.fromkeys(("congressman", "congresswoman"), "congressman"),
    **dict.fromkeys(("councilman", "councilwoman", "councilor"), "councillor"),
    "ceo": "executive",
}
_DEGREES = frozenset(
    "deputy vice vice-president assistant associate former ex-president ex-minister acting interim junior shadow permanent under".split()
)
"""Words that make another office of one."""
_SMALL = frozenset("the of for and its his her their a an".split())

Title = tuple[str, str | None]


def noun_of(title: Title) -> str:
    """The noun of an office, those for a man and for a woman as one."""
    noun = title[0].lower().split()[-1] if title[0].split() else ""
    return _SAME_NOUN.get(noun, noun)


def nouns_like(noun: str) -> set[str]:
    """The nouns that may stand for the same office as a noun."""
    same = _SAME_NOUN.get(noun, noun)
    out = {noun, same, *(n for n, known in _SAME_NOUN.items() if known == same)}
    return out | (LEADERS if noun in ANY_LEADER else ANY_LEADER if noun in LEADERS else frozenset())


def beside(title: Title) -> set[str]:
    """The words of a title beside its noun."""
    return set(title[0].lower().split()[:-1]) - _SMALL


def bodies(title: Title) -> set[str]:
    """The words of the body that an office is of."""
    return set(title[1].lower().split()) - _SMALL if title[1] else set()


def _sex(title: Title) -> str | None:
    last = title[0].lower().split()[-1] if title[0].split() else ""
    return "f" if last.endswith("woman") else "m" if last.endswith("man") else None


def same_office(a: Title, b: Title) -> bool:
    """Whether two titles with their bodies may be one office.

    One noun (or "chief", "boss" and the like for any leader), and bodies that share a word, or one not given; "deputy" and such in both or
    in neither.
    """
    x, y = noun_of(a), noun_of(b)
    if x == y and {_sex(a), _sex(b)} == {"m", "f"}:
        return False
    mine, theirs = beside(a), beside(b)
    if mine & _DEGREES != theirs & _DEGREES:
        return False
    if x != y:
        led = (x in ANY_LEADER and y in LEADERS) or (y in ANY_LEADER and x in LEADERS)
        return led and bool((mine | bodies(a)) & (theirs | bodies(b)))
    if a[1] and b[1]:
        return bool(bodies(a) & bodies(b)) and (mine <= theirs or theirs <= mine)
    return mine <= theirs or theirs <= mine or bool((mine | bodies(a)) & (theirs | bodies(b)))


def sourcelike(noun: str) -> bool:
    """Whether several people of this noun are unnamed sources rather than a group."""
    return noun in (
        "source",
        "person",
        "people",
        "official",
        "aide",
        "insider",
        "diplomat",
        "officer",
        "adviser",
        "advisor",
        "witness",
        "critic",
        "expert",
    )
