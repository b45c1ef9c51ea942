"""Reused text: passages that two articles have in common, as when wire copy, a press release or an earlier report is printed again.

Candidates are pairs of articles with two paragraphs alike by MinHash (Broder 1997, in bands), so that lightly edited copy is found
without comparing all with all; they are then aligned exactly, word by word. An article's signature depends on its text alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, pairwise

from rensa import RMinHash

SHINGLE, HASHES, ROWS, SEED = 3, 64, 2, 1
"""Words in a shingle; hashes in a signature; of them in a band: paragraphs that share a fifth of their shingles nearly surely meet."""
GRAM = 5
"""Words in a row that begin an aligned run."""
GAP = 6
"""Words that an editor may have changed between two runs of one passage."""
LEAST = 8
"""Words in common from which a passage is called one text."""
PLACES = 8
"""Places of a gram that are tried: text that repeats itself without end does not cost more than its length."""
CROWD = 40
"""Paragraphs in one band beyond which each meets only the next: a boilerplate line joins no more pairs than it has copies."""
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")


@dataclass(frozen=True, slots=True)
class Word:
    """A word folded for comparison, and where it stands."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, order=True)
class Passage:
    """``words`` words in a row, but for an editor's changes, that articles ``a`` and ``b`` share. Offsets in code points, half open."""

    a: str
    start_a: int
    end_a: int
    b: str
    start_b: int
    end_b: int
    words: int


@lru_cache(maxsize=256)
def words(text: str) -> tuple[Word, ...]:
    """The words of a text, case and the form of apostrophes put aside. Each text of a story is aligned with many others."""
    return tuple(Word(m.group().casefold().replace("’", "'"), *m.span()) for m in _WORD.finditer(text))


def _paragraphs(text: str) -> Iterable[list[str]]:
    for line in text.splitlines():
        found = [w.text for w in words(line)]
        if len(found) >= LEAST:
            yield found


@lru_cache(maxsize=4096)
def bands(text: str) -> frozenset[tuple[int, int, int]]:
    """The bands of the signatures of a text's paragraphs of eight words or more: (number of the band, its hashes)."""
    out = set()
    for paragraph in _paragraphs(text):
        sketch = RMinHash(num_perm=HASHES, seed=SEED)
        sketch.update([" ".join(paragraph[n : n + SHINGLE]) for n in range(len(paragraph) - SHINGLE + 1)])
        digest: Sequence[int] = sketch.digest()
        out |= {(n, digest[n], digest[n + 1]) for n in range(0, HASHES, ROWS)}
    return frozenset(out)


def candidates(texts: Mapping[str, str]) -> list[tuple[str, str]]:
    """Pairs of keys of texts that may share a passage, in order."""
    met: dict[tuple[int, int, int], list[str]] = {}
    for key in sorted(texts):
        for band in bands(texts[key]):
            met.setdefault(band, []).append(key)
    pairs: set[tuple[str, str]] = set()
    for keys in met.values():
        pairs.update(combinations(keys, 2) if len(keys) <= CROWD else pairwise(keys))
    return sorted(pairs)


def runs(a: Sequence[str], b: Sequence[str], gram: int = GRAM) -> list[tuple[int, int, int]]:
    """The longest runs of words that two sequences have in common, no word of the first in two of them: (place in a, in b, length).

    Time is linear in the length of both, whatever they hold.
    """
    index: dict[tuple[str, ...], list[int]] = {}
    for n in range(len(b) - gram + 1):
        places = index.setdefault(tuple(b[n : n + gram]), [])
        if len(places) < PLACES:
            places.append(n)
    out: list[tuple[int, int, int]] = []
    n = 0
    while n + gram <= len(a):
        after = out[-1][1] + out[-1][2] if out else 0
        found = [(_length(a, b, n, place), place >= after, -abs(place - after)) for place in index.get(tuple(a[n : n + gram]), ())]
        if found:
            size, onward, far = max(found)
            out.append((n, after - far if onward else after + far, size))
        n += size if found else 1
    return out


def _length(a: Sequence[str], b: Sequence[str], n: int, m: int) -> int:
    size = 0
    while n + size < len(a) and m + size < len(b) and a[n + size] == b[m + size]:
        size += 1
    return size


def aligned(one: str, text_a: str, other: str, text_b: str) -> list[Passage]:
    """The passages that two texts share, in the order of the first; ``one`` and ``other`` name them."""
    a, b = words(text_a), words(text_b)
    chains: list[list[tuple[int, int, int]]] = []
    for run in runs([w.text for w in a], [w.text for w in b]):
        last = chains[-1][-1] if chains else None
        if last and 0 <= run[0] - last[0] - last[2] <= GAP and 0 <= run[1] - last[1] - last[2] <= GAP:
            chains[-1].append(run)
        else:
            chains.append([run])
    out = []
    for chain in chains:
        (first, second, _), (last_a, last_b, size) = chain[0], chain[-1]
        total = sum(length for _, _, length in chain)
        if total >= LEAST:
            ends = (a[first].start, a[last_a + size - 1].end, other, b[second].start, b[last_b + size - 1].end)
            out.append(Passage(one, *ends, total))
    return out


def reused(texts: Mapping[str, str]) -> list[Passage]:
    """All passages that texts share, each pair of them in the order of their keys."""
    return [p for a, b in candidates(texts) for p in aligned(a, texts[a], b, texts[b])]
