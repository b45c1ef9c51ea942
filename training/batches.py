"""Windows with gold labels, and batches of them."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from onrecord.reading.pieces import MASK, OURS, POLNEAR, Pieces, Window, Words, lay, pack, stack
from training.corpora import LINKS, SPAN_TAGS, Document, Sentence
from training.vocabulary import gold, relation

TAG_LAYERS = ("upos", "xpos", "feats", "lemmas", "names", "inner", "stance")
IGNORED = -100
SOURCE, CONTENT, ADDRESSEE, CHANNEL, BOTH = range(1, len(LINKS))


@dataclass(slots=True)
class Example:
    """One window and its labels, each an array over the window's words (IGNORED where there is none)."""

    window: Window
    labels: dict[str, npt.NDArray[np.int64]] = field(default_factory=dict)
    links: list[tuple[int, list[list[int]]]] = field(default_factory=list)
    occasions: bool = False


class Source:
    """The documents of one corpus, ready to be cut into windows anew for each epoch.

    ``convention`` is whose conventions of attribution its gold follows; None where it has none (drawn for each window).
    """

    def __init__(
        self, documents: Sequence[Document], pieces: Pieces, vocabulary: dict[str, list[str]], convention: int | None = None
    ) -> None:
        self._convention = convention
        self._places = {name: {label: n for n, label in enumerate(vocabulary[name])} for name in (*TAG_LAYERS, "relations", "spans")}
        self._documents = [(d, [pieces.words(s.words, s.paragraph) for s in d.sentences]) for d in documents]
        self.pieces = sum(w.size for _, words in self._documents for w in words)

    def windows(self, size: int) -> Iterator[tuple[list[Sentence], Window]]:
        """Every document cut into windows of one size, with the sentences of each, in our convention."""
        for document, words in self._documents:
            for begin, end in pack(words, size):
                yield document.sentences[begin:end], lay(words[begin:end], OURS)

    def examples(self, windows: Sequence[int], rng: random.Random) -> Iterator[Example]:
        """Every document cut into windows of a size drawn from ``windows``."""
        for document, words in self._documents:
            for begin, end in pack(words, rng.choice(windows)):
                convention = rng.choice((OURS, POLNEAR)) if self._convention is None else self._convention
                yield self._example(document, words, begin, end, convention)

    def _example(self, document: Document, words: list[Words], begin: int, end: int, convention: int) -> Example:
        sentences = document.sentences[begin:end]
        example = Example(lay(words[begin:end], convention))
        for layer in TAG_LAYERS:
            values: list[int] = []
            for s in sentences:
                labels = gold(s, layer)
                values += [IGNORED] * len(s.words) if labels is None else [self._places[layer].get(x, IGNORED) for x in labels]
            if any(v != IGNORED for v in values):
                example.labels[layer] = np.array(values)
        if sentences[0].heads is not None:
            heads, relations, at = [], [], 0
            known = set(self._places["relations"])
            for s in sentences:
                heads += [IGNORED if h < 0 else 0 if h == 0 else h + at for h in s.heads or []]
                relations += [self._places["relations"].get(relation(r, known), IGNORED) for r in s.relations or []]
                at += len(s.words)
            example.labels["heads"], example.labels["relations"] = np.array(heads), np.array(relations)
        if sentences[0].spans is not None:
            tags = [t for s in sentences for t in s.spans or []]
            example.labels["spans"] = np.array([SPAN_TAGS.index(t) for t in tags])
            low, high = sentences[0].offset, sentences[0].offset + len(tags)
            for a in document.attributions or []:
                if a.cue and low <= a.cue[0] < high:
                    parts = (a.source, a.content, a.addressee, a.channel)
                    example.links.append((a.cue[0] - low, [[n - low for n in part if low <= n < high] for part in parts]))
            example.occasions = convention == OURS
        return example


def batches(examples: list[Example], budget: int, rng: random.Random) -> Iterator[list[Example]]:
    """Batches of windows of like length, at most ``budget`` pieces with padding, in random order."""
    rng.shuffle(examples)
    out: list[list[Example]] = []
    for at in range(0, len(examples), 400):
        pool = sorted(examples[at : at + 400], key=lambda e: len(e.window.ids))
        batch: list[Example] = []
        for example in pool:
            if batch and (len(batch) + 1) * len(example.window.ids) > budget:
                out.append(batch)
                batch = []
            batch.append(example)
        if batch:
            out.append(batch)
    rng.shuffle(out)
    yield from out


def tensors(batch: list[Example], masked: float, generator: torch.Generator) -> tuple[dict[str, Tensor], dict[str, Tensor]]:
    """(inputs, labels). A share ``masked`` of ordinary pieces is replaced by the mask piece."""
    stacked = stack([e.window for e in batch])
    inputs = {name: torch.from_numpy(getattr(stacked, name)) for name in ("ids", "shapes", "first", "sentence")}
    ids = inputs["ids"]
    if masked:
        drop = (torch.rand(ids.shape, generator=generator) < masked) & (ids > MASK)
        inputs["ids"] = ids.masked_fill(drop, MASK)
    w = inputs["sentence"].shape[1]
    labels: dict[str, Tensor] = {}
    for name in {n for e in batch for n in e.labels}:
        rows = np.full((len(batch), w), IGNORED, dtype=np.int64)
        for n, e in enumerate(batch):
            if name in e.labels:
                rows[n, : len(e.labels[name])] = e.labels[name]
        labels[name] = torch.from_numpy(rows)
    links = [(n, *link) for n, e in enumerate(batch) for link in e.links]
    if links:
        target = np.zeros((len(links), w), dtype=np.int64)
        for row, (n, _, (source, content, addressee, channel)) in enumerate(links):
            target[row, addressee] = ADDRESSEE
            for k in channel:
                target[row, k] = CHANNEL if target[row, k] == 0 else BOTH
            target[row, content] = CONTENT
            target[row, source] = SOURCE
            target[row, len(batch[n].window.first) :] = IGNORED
        labels["link_rows"] = torch.tensor([[n, cue] for n, cue, _ in links])
        labels["link_kinds"] = torch.tensor(len(LINKS) if batch[0].occasions else CONTENT + 1)
        labels["links"] = torch.from_numpy(target)
    return inputs, labels
