"""What a passage says, as a bag of stems: for telling whether two passages say the same in other words.

Stems are cut by rule (after Harman's S-stemmer, with the verb's endings), numbers are written in figures, and words that every
passage has are left out. A word weighs the more the longer it is and the fewer of the passages at hand have it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from functools import lru_cache

_TOKEN = re.compile(r"\d[\d,.]*\d|\d|[^\W\d_]+(?:['’][^\W\d_]+)?")
_SMALL = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_TENS = {w: 10 * n for n, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
NUMBERS = {w: str(n) for n, w in enumerate(_SMALL) if n > 1} | {w: str(n) for w, n in _TENS.items()} | {
    f"{t}{u}": str(n + v) for t, n in _TENS.items() for v, u in enumerate(_SMALL[1:10], 1)
} | {"first": "1st", "second": "2nd", "third": "3rd", "half": "half", "twice": "2", "dozen": "12", "hundred": "100", "thousand": "1000"}  # fmt: skip
"""Number words in figures; two-word numbers stand without their hyphen."""
EMPTY = frozenset(
    "a about above after again all also am an and any are as at be because been before being below between both but by can could did do does doing down during "
    "each either else ever every few for from further get gets getting go goes going gone got had has have having he her here hers herself him himself his how i "
    "if in into is it its itself just let like made make makes making may me might mine more most much must my myself neither no nor not of off on once only or "
    "other others our ours ourselves out over own per put quite rather really same say says said shall she should since so some still such than that the their "
    "theirs them themselves then there these they thing things this those though through thus to too under until up upon us very was way we well were what when "
    "where whether which while who whom whose why will with within without would yet you your yours yourself n't don't didn't doesn't isn't wasn't aren't weren't "
    "hasn't haven't hadn't won't wouldn't can't couldn't shouldn't it's that's there's he's she's we're they're i'm i've we've they've he'd she'd we'd "
    "they'd i'd i'll we'll they'll he'll she'll one ones people man men woman women today yesterday".split()
)
"""Words too common to tell what a passage is about."""


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """A word without the endings of number, person and tense: "promised", "promises" -> "promis"."""
    word = word.casefold().replace("’", "'").removesuffix("'s").removesuffix("'")
    if len(word) < 4 or not word.isalpha():
        return word
    for ending, instead in (
        ("ies", "y"),
        ("ied", "y"),
        ("ing", ""),
        ("edly", ""),
        ("ed", ""),
        ("ly", ""),
        ("es", ""),
        ("s", ""),
        ("e", ""),
    ):
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not (ending == "s" and word.endswith(("ss", "us", "is"))):
            word = word[: len(word) - len(ending)] + instead
            break
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "aeiouls":
        word = word[:-1]
    return word[:-1] if len(word) > 3 and word[-1] in "ey" else word


def stems(text: str) -> frozenset[str]:
    """The stems of the words of a passage that carry meaning; figures as they stand, without the comma of thousands."""
    out = set()
    for found in _TOKEN.findall(
        re.sub(r"\b(\w+ty)[- ](\w+)\b", lambda m: m[1] + m[2] if (m[1] + m[2]).casefold() in NUMBERS else m[0], text)
    ):
        word = found.casefold().replace("’", "'")
        if word[0].isdigit():
            out.add(word.replace(",", "").removesuffix(".0"))
        elif word in NUMBERS:
            out.add(NUMBERS[word])
        elif word not in EMPTY and (len(word) > 2 or found.isupper()):
            out.add(stem(word))
    return frozenset(out)


class Weights:
    """How much each stem tells among some passages.

    Args:
        passages: their stems.
    """

    def __init__(self, passages: Iterable[frozenset[str]]) -> None:
        self._seen: dict[str, int] = {}
        self._count = 0
        for passage in passages:
            self._count += 1
            for word in passage:
                self._seen[word] = self._seen.get(word, 0) + 1

    def of(self, words: Iterable[str]) -> float:
        """The weights of some stems added up: inverse document frequency, smoothed."""
        return sum(math.log(1 + self._count / (0.5 + self._seen.get(w, 0))) for w in sorted(words))

    def cosine(self, a: frozenset[str], b: frozenset[str]) -> float:
        """How much two passages say in the same words, 0 to 1."""
        both = self.of(a & b)
        return both / math.sqrt(self.of(a) * self.of(b)) if both else 0.0

    def containment(self, a: frozenset[str], b: frozenset[str]) -> float:
        """How much of the passage that says less is in the other, 0 to 1."""
        both = self.of(a & b)
        return both / min(self.of(a), self.of(b)) if both else 0.0
