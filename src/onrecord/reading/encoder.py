"""The reader model at run time: one ONNX file, one pass, every head.

The file lies in ``weights/`` beside ``model.json``, which names it, its version and its SHA-256. Nothing is downloaded.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from onrecord.errors import ModelError
from onrecord.reading import lemmas
from onrecord.reading.parse import Parsed, Word, tree
from onrecord.reading.pieces import OURS, Pieces, Words, lay, pack, seen, stack
from onrecord.reading.sentences import Sentence

WEIGHTS = Path(__file__).parent / "weights"
BATCH = 1536
"""Pieces with padding that go through the network at once."""
ALIKE = 1.05
"""Windows go together only where padding adds no more than this: one by one they are as fast, and padding is lost time."""

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Glance:
    """What the network says of one window.

    Attributes:
        offset: article-wide number of the window's first word; W words follow.
        spans: [W, tags] scores of the attribution tags.
        links: [W, W, 3] what word j is to the cue that begins at word i: nothing, source, content.
        names: [W, name tags] scores.
    """

    offset: int
    spans: Floats
    links: Floats
    names: Floats


@dataclass(frozen=True, slots=True)
class Labels:
    """The label sets of the heads, in class order, and the chain weights of the attribution tags."""

    upos: list[str]
    xpos: list[str]
    feats: list[str]
    lemmas: list[str]
    relations: list[str]
    names: list[str]
    spans: list[str]
    exceptions: dict[str, str]
    chain: list[list[float]]


class Encoder:
    """The network with its tokeniser and labels.

    Args:
        folder: holds model.json, the ONNX file, labels.json and tokenizer.json.
        threads: threads of the network; 1 leaves parallelism to the caller.

    Raises:
        ModelError: a file is missing or the weights are not those of the hash.
    """

    def __init__(self, folder: Path = WEIGHTS, threads: int = 1) -> None:
        import onnxruntime

        try:
            card: dict[str, Any] = json.loads((folder / "model.json").read_text(encoding="utf-8"))
            weights = (folder / card["file"]).read_bytes()
            labels = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
        except (OSError, KeyError, ValueError) as error:
            raise ModelError(f"the reader model in {folder} cannot be read ({error}); reinstall onrecord") from error
        self.hash: str = hashlib.sha256(weights).hexdigest()
        if self.hash != card["sha256"]:
            raise ModelError(f"{folder / card['file']} is not the file that model.json names (SHA-256 differs); reinstall onrecord")
        self.name: str = card["name"]
        self.version: str = card["version"]
        self.labels = Labels(**labels)
        self._pieces = Pieces(folder / "tokenizer.json")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        # Windows differ in length, so memory patterns would be planned anew for each.
        options.enable_mem_pattern = False
        self._session = onnxruntime.InferenceSession(weights, options, providers=["CPUExecutionProvider"])

    @property
    def identity(self) -> str:
        """Name, version and the start of the hash, as the record keeps it."""
        return f"{self.name} {self.version} {self.hash[:12]}"

    def read(self, text: str, sentences: Sequence[Sentence], convention: int = OURS) -> tuple[list[Parsed], list[Glance]]:
        """Parses all sentences of a text and gives the attribution scores of its windows, in order.

        Args:
            convention: whose conventions of attribution to follow (:data:`onrecord.reading.pieces.OURS`).
        """
        laid = [self._pieces.words((seen(text, t.start, t.end) for t in s.tokens), s.paragraph) for s in sentences]
        parsed: list[Parsed | None] = [None] * len(sentences)
        glances: dict[int, Glance] = {}
        offsets = list(np.cumsum([0, *(len(s.tokens) for s in sentences)]))
        for begins, outputs in self._run(laid, convention):
            for row, (begin, end) in enumerate(begins):
                width = int(offsets[end] - offsets[begin])
                one = {name: value[row, :width] for name, value in outputs.items()}
                glances[begin] = Glance(int(offsets[begin]), one["spans"], one["links"][:, :width], one["names"])
                at = 0
                for n in range(begin, end):
                    parsed[n] = self._parsed(text, sentences[n], n, int(offsets[n]), one, at)
                    at += len(sentences[n].tokens)
        return [p for p in parsed if p is not None], [glances[k] for k in sorted(glances)]

    def _run(self, laid: list[Words], convention: int) -> Iterator[tuple[list[tuple[int, int]], dict[str, Any]]]:
        windows = [(lay(laid[a:b], convention), a, b) for a, b in pack(laid)]
        windows.sort(key=lambda w: len(w[0].ids))
        names = [o.name for o in self._session.get_outputs()]
        while windows:
            take = 1
            shortest = len(windows[0][0].ids)
            while take < len(windows) and len(windows[take][0].ids) <= ALIKE * shortest and (take + 1) * len(windows[take][0].ids) <= BATCH:
                take += 1
            batch, windows = windows[:take], windows[take:]
            stacked = stack([w for w, *_ in batch])
            values = self._session.run(
                None, {"ids": stacked.ids, "shapes": stacked.shapes, "first": stacked.first, "sentence": stacked.sentence}
            )
            yield [(a, b) for _, a, b in batch], dict(zip(names, values, strict=True))

    def _parsed(self, text: str, sentence: Sentence, number: int, offset: int, one: dict[str, Any], at: int) -> Parsed:
        n = len(sentence.tokens)
        reach = slice(at, at + n)
        arcs = np.concatenate([one["arcs"][reach, :1], one["arcs"][reach, at + 1 : at + n + 1]], axis=1)
        heads = tree(arcs)
        best, labels = one["heads"][reach], one["labels"][reach]
        words = []
        for k, token in enumerate(sentence.tokens):
            form = text[token.start : token.end]
            upos = self.labels.upos[one["upos"][at + k]]
            wanted = heads[k] + at if heads[k] else 0
            place = next((j for j in range(best.shape[1]) if best[k, j] == wanted), -1)
            relation = self.labels.relations[labels[k, place]] if place >= 0 else "dep"
            if heads[k] == 0:
                relation = "root"
            elif relation == "root":
                relation = "parataxis"
            words.append(
                Word(
                    form,
                    self._lemma(form, upos, int(one["lemmas"][at + k])),
                    upos,
                    self.labels.xpos[one["xpos"][at + k]],
                    self.labels.feats[one["feats"][at + k]],
                    heads[k] - 1,
                    relation,
                    token,
                )
            )
        return Parsed(words, sentence.paragraph, number, offset)

    def _lemma(self, form: str, upos: str, rule: int) -> str:
        plain = form.replace("’", "'").lower()
        known = self.labels.exceptions.get(f"{plain}/{upos}")
        if known is not None:
            return known
        if upos in ("PROPN", "NUM", "PUNCT", "SYM", "X"):
            return form
        return lemmas.apply(self.labels.lemmas[rule], form)


@lru_cache(maxsize=1)
def shipped(threads: int = 1) -> Encoder:
    """The model that comes with the package, loaded once."""
    return Encoder(WEIGHTS, threads)
