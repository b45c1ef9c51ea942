"""The register of a cast: who goes by a name, who holds an office, who was mentioned last before a place.

The entities of an article stand here by their numbers, entered under all that they may be asked for by, so that a question looks at
those few that can answer it and not at the whole cast. A question's answer is the same as if it had asked everyone in turn.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator

from onrecord.reading.identity import ANY_LEADER, LEADERS, Title, beside, bodies, fold, initials, noun_of, plain_body, same_office

LONGEST_FIRST = 40
"""Letters of a first name up to which the beginning of it may stand for it."""
FEW = 32
"""Numbers up to which each is asked; of more, the text is gone back over until one of them is met."""


class Index:
    """Numbers under keys."""

    def __init__(self) -> None:
        self._under: dict[tuple[str, ...], set[int]] = {}

    def enter(self, number: int, *key: str) -> None:
        """Enters a number under a key."""
        self._under.setdefault(key, set()).add(number)

    def leave(self, number: int, *key: str) -> None:
        """Takes a number out from under a key."""
        self._under.get(key, set()).discard(number)

    def at(self, *key: str) -> Collection[int]:
        """The numbers under a key."""
        return self._under.get(key, ())


class People:
    """Who may be meant by the name of a person: the same surname with first names that agree, or one of the two names alone."""

    def __init__(self) -> None:
        self._index = Index()

    def enter(self, name: str, number: int) -> None:
        """Enters a person under one of the person's names."""
        words = fold(name).split()
        if not words:
            self._index.enter(number, "none")
            return
        self._index.enter(number, "first", words[0])
        self._index.enter(number, "last", words[-1])
        if len(words) == 1:
            self._index.enter(number, "only", words[0])
            return
        first, last = words[0].strip("."), words[-1]
        self._index.enter(number, "both", first, last)
        if first:
            self._index.enter(number, "letter", first[0], last)
        for k in range(3, min(len(first), LONGEST_FIRST) + 1):
            self._index.enter(number, "begins", first[:k], last)

    def called(self, name: str) -> list[Collection[int]]:
        """The numbers of those who may be meant, in several parts."""
        words, at = fold(name).split(), self._index.at
        if not words:
            return [at("none")]
        if len(words) == 1:
            return [at("last", words[0]), at("first", words[0])]
        first, last = words[0].strip("."), words[-1]
        found = [at("only", last), at("both", first, last)]
        if len(first) == 1:
            found.append(at("letter", first, last))
        elif first:
            found.append(at("both", first[0], last))
            found.append(at("begins", first, last) if len(first) >= 3 else ())
            found += [at("both", first[:k], last) for k in range(3, min(len(first), LONGEST_FIRST))]
        return [part for part in found if part]


class Bodies:
    """Which body a name means: the same name, the beginning of it, or its initials."""

    def __init__(self) -> None:
        self._first: dict[tuple[str, str], int] = {}
        self._index = Index()
        self._names: dict[str, list[tuple[int, frozenset[str]]]] = {}

    def enter(self, name: str, number: int) -> None:
        """Enters a body under one of its names."""
        plain = plain_body(name)
        for key in (("whole", plain), ("initials", initials(plain)), *(("begins", part) for part in _beginnings(plain))):
            self._first[key] = min(number, self._first.get(key, number))
        for word in name.split():
            self._index.enter(number, word.lower())
        words = frozenset(plain.split())
        for word in words:
            self._names.setdefault(word, []).append((number, words))

    def called(self, name: str) -> int | None:
        """The first of the bodies that the name may mean."""
        plain = plain_body(name)
        keys = [("whole", plain), ("begins", plain), ("initials", plain.replace(".", "")), ("whole", initials(plain))]
        keys += [("whole", part) for part in _beginnings(plain)]
        return min((self._first[key] for key in keys if key in self._first), default=None)

    def with_word(self, word: str) -> Collection[int]:
        """Those with the word in a name."""
        return self._index.at(word)

    def with_words(self, words: Collection[str]) -> Iterator[int]:
        """Those with all the words in one name; a number may come more than once."""
        for number, known in min((self._names.get(word, []) for word in words), key=len, default=[]):
            if known.issuperset(words):
                yield number


def _beginnings(name: str) -> Iterator[str]:
    """What of a name stands before each of its spaces."""
    at = name.find(" ")
    while at >= 0:
        yield name[:at]
        at = name.find(" ", at + 1)


class Offices:
    """Who holds an office, as far as its title and its body tell."""

    def __init__(self) -> None:
        self._entries: dict[tuple[str, str], list[tuple[int, Title]]] = {}

    def enter(self, title: Title, number: int) -> None:
        """Enters the holder of an office."""
        others, of = beside(title), bodies(title)
        keys = {"any", *others, *of}
        keys |= set() if others else {"bare"}
        keys |= set() if title[1] else {"unbound"}
        for noun in _nouns(title):
            for key in sorted(keys):
                self._entries.setdefault((noun, key), []).append((number, title))

    def holding(self, title: Title) -> Iterator[int]:
        """Those whose office may be this one; a number may come more than once."""
        others, of = beside(title), bodies(title)
        # Titles agree where the words of one are all among the other's: they share a word beside the noun, or one is the noun alone.
        keys = ["bare", *sorted(others | of)] if others else ["unbound", *sorted(of)] if title[1] else ["any"]
        asked = [(noun_of(title), key) for key in keys]
        if noun_of(title) in ANY_LEADER:
            asked += [("any leader's", word) for word in sorted(others | of)]
        elif noun_of(title) in LEADERS:
            asked += [("a leader's", word) for word in sorted(others | of)]
        for key in asked:
            for number, known in self._entries.get(key, ()):
                if same_office(title, known):
                    yield number


def _nouns(title: Title) -> list[str]:
    """The nouns under which an office is entered: its own, and those by which another noun for a leader finds it."""
    noun = noun_of(title)
    return [noun, *(["any leader's"] if noun in LEADERS else []), *(["a leader's"] if noun in ANY_LEADER else [])]


class Whereabouts:
    """Where in the text each number is mentioned, sentence by sentence.

    Args:
        starts: where the sentences begin, in order.
    """

    def __init__(self, starts: list[int]) -> None:
        self._starts = starts
        self._mentions: list[list[tuple[int, int]]] = [[] for _ in starts]

    def sentence(self, at: int) -> int:
        """The number of the sentence that holds the offset, or the last one before it."""
        return max(0, bisect_right(self._starts, at) - 1)

    def enter(self, start: int, end: int, number: int) -> None:
        """Enters a mention."""
        self._mentions[self.sentence(start)].append((end, number))

    def near(self, sentence: int, back: int) -> list[int]:
        """The numbers mentioned in a sentence or in the ``back`` sentences before it, in their order."""
        return sorted({n for mentions in self._mentions[max(0, sentence - back) : sentence + 1] for _, n in mentions})

    def last(self, at: int, fits: Callable[[int], bool]) -> int | None:
        """The fitting number whose mention ends last before the offset; of several the lowest."""
        for sentence in range(self.sentence(at), -1, -1):
            found = [(end, -number) for end, number in self._mentions[sentence] if end <= at and fits(number)]
            if found:
                return -max(found)[1]
        return None


def distinct(numbers: Iterable[int], most: int) -> list[int]:
    """The different numbers, as far as the first ``most``."""
    out: list[int] = []
    for number in numbers:
        if number not in out:
            out.append(number)
            if len(out) == most:
                break
    return out
