"""The training corpora as one shape: documents of sentences, each with whatever layers its corpus has.

The readers take the files as ``--data DIR`` holds them (``training/README.md`` lists them and how they come from the
public repositories). No text of any corpus is part of this project.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from onrecord.reading.pieces import seen
from onrecord.reading.quotes import MARKS, canonical
from onrecord.reading.sentences import sentences
from onrecord.reading.tokens import Token

ROLES = ("source", "cue", "content")
SPAN_TAGS = ("O", *(f"{b}-{role}" for role in ROLES for b in "BI"))
NAME_TAGS = ("O", *(f"{b}-{kind}" for kind in ("PER", "ORG", "LOC") for b in "BI"))
STANCES = ("asserts", "denies", "declines", "promises", "asks", "believes", "reports")
INNER_TAGS = ("O", "B-cue", "I-cue")
"""Cues of nested statements, which the flat tags count as content."""
LINKS = ("nothing", "source", "content", "addressee", "channel", "addressee and channel")
"""What a word is to a cue; PolNeAR knows the first three."""
UNKNOWN = "?"
"""A label that no label set has: the word is left out of the loss."""


@dataclass(slots=True)
class Sentence:
    """One sentence: words as the encoder sees them, the paragraph, and layers (None where the corpus has none)."""

    words: list[str]
    paragraph: int = 0
    upos: list[str] | None = None
    xpos: list[str] | None = None
    feats: list[str] | None = None
    lemmas: list[str] | None = None
    rules: list[str] | None = None  # lemma rules, where a teacher gave them and no lemma
    heads: list[int] | None = None  # 0 the root, -1 not known
    relations: list[str] | None = None
    names: list[str] | None = None
    spans: list[str] | None = None
    inner: list[str] | None = None
    stance: list[str] | None = None
    offset: int = 0  # number of the first word within the document


@dataclass(slots=True)
class Attribution:
    """One act of attribution as word numbers of the document."""

    cue: list[int]
    source: list[int]
    content: list[int]
    addressee: list[int] = field(default_factory=list)
    channel: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Document:
    name: str
    sentences: list[Sentence] = field(default_factory=list)
    attributions: list[Attribution] | None = None


def directed(words: list[str], spaced: list[bool]) -> list[str]:
    """The words with their quotation marks turned to “ ” ‘ ’ as the reader would see them in running text.

    Args:
        words: surface forms.
        spaced: whether a space follows each.
    """
    text, starts = "", []
    for word, space in zip(words, spaced, strict=True):
        starts.append(len(text))
        text += word + (" " if space else "")
    return [
        canonical(text, start) if len(word) == 1 and word in MARKS else seen(text, start, start + len(word))
        for word, start in zip(words, starts, strict=True)
    ]


def _blocks(path: Path) -> Iterator[list[str]]:
    block: list[str] = []
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            line = line.rstrip("\n")
            if line:
                block.append(line)
            elif block:
                yield block
                block = []
    if block:
        yield block


def read_conllu(path: Path) -> Iterator[Document]:
    """Documents of a CoNLL-U file with the basic tree, tags, features and lemmas."""
    document, paragraph = Document("none"), 0
    for block in _blocks(path):
        rows, fused = [], {}
        for line in block:
            if line.startswith("# newdoc"):
                if document.sentences:
                    yield document
                document, paragraph = Document(line.split("=", 1)[-1].strip()), 0
            elif line.startswith("# newpar") and not line.startswith("# newpar_block"):
                paragraph += 1
            elif not line.startswith("#"):
                cells = line.split("\t")
                if cells[0].isdigit():
                    rows.append(cells)
                elif "-" in cells[0]:
                    first, last = map(int, cells[0].split("-"))
                    fused.update({n: "SpaceAfter=No" in cells[9] or n < last for n in range(first, last + 1)})
        if not rows:
            continue
        tight = [fused.get(int(c[0]), "SpaceAfter=No" in c[9]) for c in rows]
        document.sentences.append(
            Sentence(
                directed([c[1] for c in rows], [not t for t in tight]),
                paragraph,
                upos=[c[3] for c in rows],
                xpos=[c[4] for c in rows],
                feats=[c[5] for c in rows],
                lemmas=[c[2] for c in rows],
                heads=[int(c[6]) for c in rows],
                relations=[c[7] for c in rows],
            )
        )
    if document.sentences:
        yield document


def read_names(path: Path) -> dict[str, list[str]]:
    """UNER names by ``sent_id``; the tags OTH and MISC count as O."""
    out: dict[str, list[str]] = {}
    for block in _blocks(path):
        identity, tags = "", list[str]()
        for line in block:
            if line.startswith("# sent_id"):
                identity = line.split("=", 1)[-1].strip()
            elif not line.startswith("#"):
                tag = line.split("\t")[2]
                tags.append(tag if tag in NAME_TAGS else "O")
        out[identity] = _begin(tags)
    return out


def _begin(tags: list[str]) -> list[str]:
    """I-X after anything but X becomes B-X."""
    out: list[str] = []
    for tag in tags:
        if tag.startswith("I-") and (not out or out[-1][2:] != tag[2:]):
            tag = "B" + tag[1:]
        out.append(tag)
    return out


def add_names(documents: Iterable[Document], path: Path, treebank: Path) -> int:
    """Lays the names of a UNER file on the sentences of its treebank. Returns how many sentences got them."""
    names, laid = read_names(path), 0
    identities = [line.split("=", 1)[-1].strip() for line in treebank.open(encoding="utf-8") if line.startswith("# sent_id")]
    flat = [s for d in documents for s in d.sentences]
    for identity, sentence in zip(identities, flat, strict=True):
        tags = names.get(identity)
        if tags is not None and len(tags) == len(sentence.words):
            sentence.names = tags
            laid += 1
    return laid


class Text:
    """A raw text in the words and sentences of our own reader, and where in them its characters lie."""

    def __init__(self, text: str, name: str) -> None:
        self.text = text
        self.document = Document(name, attributions=[])
        self._tokens: list[Token] = []
        self._owner: list[tuple[Sentence, int]] = []
        for s in sentences(text):
            words = [seen(text, t.start, t.end) for t in s.tokens]
            sentence = Sentence(words, s.paragraph, offset=len(self._tokens), spans=["O"] * len(words))
            self.document.sentences.append(sentence)
            self._tokens += s.tokens
            self._owner += [(sentence, n) for n in range(len(words))]
        self._at = {c: n for n, t in enumerate(self._tokens) for c in range(t.start, t.end)}

    def words(self, span: Sequence[int]) -> list[int]:
        """Numbers of the words that lie by more than half in a span of characters."""
        touched: dict[int, int] = {}
        for c in range(*span):
            if c in self._at:
                touched[self._at[c]] = touched.get(self._at[c], 0) + 1
        return sorted(n for n, k in touched.items() if 2 * k > self._tokens[n].end - self._tokens[n].start)

    def owner(self, word: int) -> tuple[Sentence, int]:
        """The sentence of a word and its place there."""
        return self._owner[word]

    def sentence_bounds(self, word: int) -> tuple[int, int]:
        """First and last character of a word's sentence."""
        sentence = self._owner[word][0]
        return self._tokens[sentence.offset].start, self._tokens[sentence.offset + len(sentence.words) - 1].end

    def add(self, entry: dict[str, list[list[int]]]) -> Attribution:
        """Lays an attribution, given as role -> spans of characters. Where spans overlap, the first keeps the word in the flat tags."""
        found = {role: [self.words(span) for span in entry.get(role) or []] for role in ROLES}
        made = Attribution(*(sorted({n for w in found[role] for n in w}) for role in ("cue", "source", "content")))
        assert self.document.attributions is not None
        self.document.attributions.append(made)
        for role, spans in found.items():
            for span in spans:
                for k, n in enumerate(span):
                    sentence, place = self._owner[n]
                    assert sentence.spans is not None
                    if sentence.spans[place] == "O":
                        # a span over a sentence end goes on as I-; the window's tags are read in one chain
                        sentence.spans[place] = f"{'B' if k == 0 else 'I'}-{role}"
        return made


def read_polnear(path: Path) -> Iterator[Document]:
    """PolNeAR as JSON Lines; of several annotators the first in file order counts, as in the published figures."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            text = Text(row["text"], row["id"])
            for entry in next(iter(row["annotations"].values()), []):
                text.add(entry)
            yield text.document


def read_stories(folder: Path) -> Iterator[Document]:
    """Our own corpus: statements with stance, addressee, channel; cues of nested ones; names of people and bodies.

    The "that" before an indirect content is taken in, as PolNeAR does, so that both corpora teach one edge; the reader cuts it off.
    """
    for path in sorted(folder.glob("*/gold.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        rows = [json.loads(line) for line in (path.parent / "articles.jsonl").read_text(encoding="utf-8").splitlines() if line.strip()]
        for identity, row in zip(gold["articles"], rows, strict=True):
            text = Text(row["text"], f"{path.parent.name}-{identity}")
            for s in text.document.sentences:
                s.inner, s.stance = ["O"] * len(s.words), [UNKNOWN] * len(s.words)
            own = (s for s in gold["statements"] if s["article"] == identity)
            for statement in sorted(own, key=lambda s: (s["within"] is not None, s["content"][0]["start"])):
                _lay_statement(text, statement)
            _lay_names(text, gold["actors"])
            yield text.document


def _lay_statement(text: Text, statement: dict[str, Any]) -> None:
    content = []
    for c in statement["content"]:
        start = c["start"]
        if text.text[max(0, start - 5) : start].lower() == "that ":
            start -= 5
        content.append([start, c["end"]])
    spans = {role: [[s["start"], s["end"]]] if (s := statement[key]) else [] for role, key in (("source", "speaker"), ("cue", "cue"))}
    made = text.add({**spans, "content": content})
    telling = made.cue or made.content
    if telling:
        sentence, place = text.owner(telling[0])
        assert sentence.stance is not None
        sentence.stance[place] = statement["stance"]
    if not made.cue:
        return
    if statement["within"] is not None:
        for k, n in enumerate(made.cue):
            sentence, place = text.owner(n)
            assert sentence.inner is not None
            sentence.inner[place] = "I-cue" if k else "B-cue"
    low, high = text.sentence_bounds(made.cue[0])
    for role in ("addressee", "channel"):
        told = statement[role]
        at = text.text.find(told, low, high) if told else -1
        if at >= 0:
            setattr(made, role, text.words([at, at + len(told)]))


def _lay_names(text: Text, actors: list[dict[str, Any]]) -> None:
    """Names of the story's people (full names and surnames) and bodies; all other words are left to a teacher."""
    forms: dict[tuple[str, ...], str] = {}
    for actor in actors:
        names = [actor["name"], *actor["aliases"]]
        if actor["kind"] == "person":
            full = tuple(actor["name"].split())
            if len(full) > 1 and all(w[:1].isupper() or w.lower() in ("de", "van", "von", "al", "bin") for w in full):
                forms[full] = forms[full[-1:]] = "PER"
        elif actor["kind"] in ("organisation", "government"):
            for name in names:
                words = tuple(name.removeprefix("the ").removeprefix("The ").split())
                if len(words) > 1 and all(w[:1].isupper() or w in ("of", "and", "for", "the") for w in words):
                    forms.setdefault(words, "ORG")
    longest = max(map(len, forms), default=0)
    for s in text.document.sentences:
        s.names = [UNKNOWN] * len(s.words)
        at = 0
        while at < len(s.words):
            size = next((k for k in range(min(longest, len(s.words) - at), 0, -1) if tuple(s.words[at : at + k]) in forms), 0)
            if size:
                kind = forms[tuple(s.words[at : at + size])]
                s.names[at : at + size] = [f"B-{kind}", *[f"I-{kind}"] * (size - 1)]
            at += max(size, 1)


def read_wikigold(path: Path) -> Iterator[Document]:
    """WikiGold: names in encyclopedia prose, the kinds PER, ORG and LOC; one document, as its file has no other bounds that hold."""
    document = Document("wikigold")
    for block in _blocks(path):
        rows = [line.rsplit(" ", 1) for line in block if not line.startswith("-DOCSTART-")]
        if rows:
            words = [w for w, _ in rows]
            tags = [t if t[2:] in ("PER", "ORG", "LOC") else "O" for _, t in rows]
            document.sentences.append(Sentence(directed(words, [True] * len(words)), len(document.sentences) // 4, names=_begin(tags)))
    yield document
