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


def same_words(a: str, b: str) -> bool:
    """Whether two descriptions have the same words."""
    return a.lower().replace("’", "'") == b.lower().replace("’", "'")


def same_office(a: tuple[str, str | None], b: tuple[str, str | None]) -> bool:
    """Whether two titles with their bodies are one office: same last noun, bodies that share a word or one not given."""
    if a[0].lower().split()[-1:] != b[0].lower().split()[-1:]:
        return False
    if a[1] and b[1]:
        return bool(set(a[1].lower().split()) & set(b[1].lower().split()) - {"the", "of", "for", "and"})
    return set(a[0].lower().split()) <= set(b[0].lower().split()) or set(b[0].lower().split()) <= set(a[0].lower().split())


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
