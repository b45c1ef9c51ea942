"""From words to what the encoder takes: word pieces, word shapes, and windows of whole sentences.

The encoder is uncased; case comes back through the shape of the word that a piece belongs to. A window holds
consecutive sentences, at most :data:`WINDOW` pieces where sentences allow, with the separator piece after each
paragraph, so that the model sees where paragraphs end. Training packs its windows with the same code.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from onrecord.reading.quotes import MARKS, canonical

PAD, UNKNOWN, START, SEPARATOR, MASK = 0, 100, 101, 102, 103
OURS, POLNEAR = 9, 0
"""Whose conventions of attribution the network follows: those of our corpus, or PolNeAR's (which counts wishes and plans, and takes
"that" into the content). Told by the shape of the start piece; training tells them apart the same way."""
WINDOW = 192
LIMIT = 512
"""Pieces that the encoder has positions for."""
WORD_PIECES = 12
"""Pieces a single word may take; the rest of a monstrous word is not looked at."""

Ints = npt.NDArray[np.int64]


def shape(word: str) -> int:
    """The word's shape: 1 lower, 2 initial capital, 3 all capitals, 4 mixed, 5 digits, 6 has a digit, 7 one capital, 8 no letter.

    0 is kept for special pieces and padding.
    """
    if word.isdigit():
        return 5
    if any(c.isdigit() for c in word):
        return 6
    letters = [c for c in word if c.isalpha()]
    if not letters:
        return 8
    if all(not c.isupper() for c in letters):
        return 1
    if all(c.isupper() for c in letters):
        return 7 if len(letters) == 1 else 3
    if letters[0].isupper() and all(not c.isupper() for c in letters[1:]):
        return 2
    return 4


class Words(NamedTuple):
    """One sentence as the encoder sees it: its words' pieces and shapes, and the paragraph it belongs to."""

    pieces: list[list[int]]
    shapes: list[int]
    paragraph: int

    @property
    def size(self) -> int:
        """Pieces of the sentence."""
        return sum(map(len, self.pieces))


class Window(NamedTuple):
    """Arrays of one window. ``first`` is the place of each word's first piece, ``sentence`` the number of its sentence
    within the window."""

    ids: Ints
    shapes: Ints
    first: Ints
    sentence: Ints


def seen(text: str, start: int, end: int) -> str:
    """The word as the encoder sees it: quotation marks with their direction, all else as it stands."""
    if end - start == 1 and text[start] in MARKS:
        return canonical(text, start)
    return text[start:end].replace("’", "'")


class Pieces:
    """WordPiece over single words.

    Args:
        path: a ``tokenizer.json`` as the `tokenizers` library writes it.
    """

    def __init__(self, path: Path) -> None:
        self._tokenizer = Tokenizer.from_file(str(path))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self.of: Callable[[str], tuple[tuple[int, ...], int]] = lru_cache(maxsize=65_536)(self._encode)

    def _encode(self, word: str) -> tuple[tuple[int, ...], int]:
        whole = word[:200].encode("utf-8", "replace").decode("utf-8")  # half a character (a lone surrogate) is none to the tokeniser
        ids = self._tokenizer.encode(whole, add_special_tokens=False).ids[:WORD_PIECES]
        return tuple(ids) or (UNKNOWN,), shape(word)

    def words(self, words: Iterable[str], paragraph: int = 0) -> Words:
        """The pieces and shapes of a sentence's words (as :func:`seen` gives them)."""
        pieces, shapes = [], []
        for word in words:
            ids, form = self.of(word)
            pieces.append(list(ids))
            shapes.append(form)
        return Words(pieces, shapes, paragraph)


def pack(sentences: Sequence[Words], window: int = WINDOW) -> list[tuple[int, int]]:
    """Cuts a document into windows of consecutive sentences.

    Returns (first, last + 1) sentence numbers. A window grows while its pieces, with one separator a paragraph, stay
    within ``window``; a sentence is never cut, so a long one makes a window of its own.
    """
    out: list[tuple[int, int]] = []
    begin, used = 0, 1
    for n, sentence in enumerate(sentences):
        cost = sentence.size + (1 if n == begin or sentence.paragraph != sentences[n - 1].paragraph else 0)
        if n > begin and used + cost + 1 > window:
            out.append((begin, n))
            begin, used, cost = n, 1, sentence.size + 1
        used += cost
    if begin < len(sentences):
        out.append((begin, len(sentences)))
    return out


def lay(sentences: Sequence[Words], convention: int = OURS) -> Window:
    """The arrays of one window: [start] words of a paragraph [separator] words of the next [separator] …"""
    ids, shapes, first, number = [START], [convention], [], []
    for n, sentence in enumerate(sentences):
        if n and sentence.paragraph != sentences[n - 1].paragraph:
            ids.append(SEPARATOR)
            shapes.append(0)
        for word, form in zip(sentence.pieces, sentence.shapes, strict=True):
            first.append(min(len(ids), LIMIT - 2))
            number.append(n)
            ids.extend(word)
            shapes.extend([form] * len(word))
    ids, shapes = [*ids[: LIMIT - 1], SEPARATOR], [*shapes[: LIMIT - 1], 0]
    return Window(*(np.array(values, dtype=np.int64) for values in (ids, shapes, first, number)))


def stack(windows: Sequence[Window]) -> Window:
    """Windows of different lengths as one batch, padded: pieces with :data:`PAD`, sentences with -1, first pieces with 0."""

    def pad(values: Sequence[Ints], fill: int) -> Ints:
        out = np.full((len(values), max(max(map(len, values)), 1)), fill, dtype=np.int64)
        for row, value in enumerate(values):
            out[row, : len(value)] = value
        return out

    ids, shapes, first, sentence = zip(*windows, strict=True)
    return Window(pad(ids, PAD), pad(shapes, 0), pad(first, 0), pad(sentence, -1))
