"""The reader model at run time: one ONNX file, one pass, every head.

The file lies in ``weights/`` beside ``model.json``, which names it, its version and its SHA-256. Nothing is downloaded.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from onrecord.errors import ModelError
from onrecord.reading import lemmas
from onrecord.reading.parse import Parsed, Word, tree
from onrecord.reading.pieces import OURS, Pieces, Words, lay, pack, seen
from onrecord.reading.sentences import Sentence

WEIGHTS = Path(__file__).parent / "weights"

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Glance:
    """What the network says of one window.

    Attributes:
        offset: article-wide number of the window's first word; W words follow.
        spans: [W, tags] scores of the attribution tags.
        links: [W, W, kinds] what word j is to the cue that begins at word i: nothing, source, content, addressee, channel, both of these.
            In half precision: they are most of what an article takes in memory.
        names: [W, name tags] scores.
        inner: [W, 3] scores of the tags of cues inside another's words; None from a network without the head.
        stance: [W, 7] scores of the stance that a cue beginning there gives; None likewise.
        vectors: [W, 64] what each word adds to the meaning of its passage; None likewise.
    """

    offset: int
    spans: Floats
    links: npt.NDArray[np.floating]
    names: Floats
    inner: Floats | None = None
    stance: Floats | None = None
    vectors: Floats | None = None


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
    inner: list[str] = field(default_factory=list)
    stance: list[str] = field(default_factory=list)


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
        # The fused addition and norm is several times slower on a CPU than the two one after the other.
        self._session = onnxruntime.InferenceSession(
            weights, options, providers=["CPUExecutionProvider"], disabled_optimizers=["SkipLayerNormFusion"]
        )
        self._lemma: Callable[[str, str, int], str] = lru_cache(maxsize=65_536)(self._make_lemma)

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
        parsed: list[Parsed] = []
        glances: list[Glance] = []
        offset = 0
        for begin, end, one in self._run(laid, convention):
            glances.append(Glance(offset, one["spans"], one["links"].astype(np.float16), one["names"], one.get("inner"), one.get("stance"), one.get("vectors")))
            told = {name: value.tolist() for name, value in one.items() if value.dtype == np.int32}
            at = 0
            for n in range(begin, end):
                parsed.append(self._parsed(text, sentences[n], n, offset + at, one["arcs"], told, at))
                at += len(sentences[n].tokens)
            offset += at
        return parsed, glances

    def _run(self, laid: list[Words], convention: int) -> Iterator[tuple[int, int, dict[str, Any]]]:
        """First and last + 1 sentence of each window, and what the network says of it, by name.

        Windows go in one by one: a batch is no faster, and the network knows of no padding.
        """
        names = [o.name for o in self._session.get_outputs()]
        for begin, end in pack(laid):
            window = lay(laid[begin:end], convention)
            values = self._session.run(names, {name: array[None] for name, array in window._asdict().items()})
            yield begin, end, {name: value[0] for name, value in zip(names, values, strict=True)}

    def _parsed(self, text: str, sentence: Sentence, number: int, offset: int, arcs: Floats, told: dict[str, list[Any]], at: int) -> Parsed:
        """The sentence whose first word is word ``at`` of its window. ``told`` has the window's labels, one a word."""
        end = at + len(sentence.tokens)
        heads = tree(np.concatenate([arcs[at:end, :1], arcs[at:end, at + 1 : end + 1]], axis=1))
        sets = self.labels
        words = []
        for k, (token, head) in enumerate(zip(sentence.tokens, heads, strict=True), at):
            form = text[token.start : token.end]
            upos = sets.upos[told["upos"][k]]
            if head == 0:
                relation = "root"
            else:
                # Labels were asked for a few governors only; the tree seldom takes another.
                asked = told["heads"][k]
                relation = sets.relations[told["labels"][k][asked.index(head + at)]] if head + at in asked else "dep"
                if relation == "root":
                    relation = "parataxis"
            lemma = self._lemma(form, upos, told["lemmas"][k])
            words.append(Word(form, lemma, upos, sets.xpos[told["xpos"][k]], sets.feats[told["feats"][k]], head - 1, relation, token))
        return Parsed(words, sentence.paragraph, number, offset)

    def _make_lemma(self, form: str, upos: str, rule: int) -> str:
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
