"""The training corpora as one shape: documents of sentences, each with whatever layers its corpus has.

The readers take the files as ``--data DIR`` holds them (``training/README.md`` lists them and how they come from the
public repositories). No text of any corpus is part of this project.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from onrecord.reading.pieces import seen
from onrecord.reading.quotes import MARKS, canonical
from onrecord.reading.sentences import sentences

ROLES = ("source", "cue", "content")
SPAN_TAGS = ("O", *(f"{b}-{role}" for role in ROLES for b in "BI"))
NAME_TAGS = ("O", *(f"{b}-{kind}" for kind in ("PER", "ORG", "LOC") for b in "BI"))


@dataclass(slots=True)
class Sentence:
    """One sentence: words as the encoder sees them, the paragraph, and layers (None where the corpus has none)."""

    words: list[str]
    paragraph: int = 0
    upos: list[str] | None = None
    xpos: list[str] | None = None
    feats: list[str] | None = None
    lemmas: list[str] | None = None
    heads: list[int] | None = None
    relations: list[str] | None = None
    names: list[str] | None = None
    spans: list[str] | None = None
    offset: int = 0  # number of the first word within the document


@dataclass(slots=True)
class Attribution:
    """One act of attribution as word numbers of the document."""

    cue: list[int]
    source: list[int]
    content: list[int]


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


def attribution_layers(text: str, entries: Iterable[dict[str, list[list[int]]]], name: str) -> Document:
    """A raw text with attributions given as character spans, in the words and sentences of our own reader.

    A word belongs to a span when most of it lies inside. Where spans overlap, the first keeps the word in the flat tags.
    """
    document = Document(name, attributions=[])
    starts, owner = [], []
    for s in sentences(text):
        sentence = Sentence([seen(text, t.start, t.end) for t in s.tokens], s.paragraph, offset=len(starts), spans=["O"] * len(s.tokens))
        document.sentences.append(sentence)
        for n, t in enumerate(s.tokens):
            starts.append(t)
            owner.append((sentence, n))
    at = {c: n for n, t in enumerate(starts) for c in range(t.start, t.end)}

    def words(span: list[int]) -> list[int]:
        touched: dict[int, int] = {}
        for c in range(*span):
            if c in at:
                touched[at[c]] = touched.get(at[c], 0) + 1
        return sorted(n for n, k in touched.items() if 2 * k > starts[n].end - starts[n].start)

    for entry in entries:
        found = {role: [words(span) for span in entry.get(role) or []] for role in ROLES}
        assert document.attributions is not None
        document.attributions.append(Attribution(*(sorted({n for w in found[role] for n in w}) for role in ("cue", "source", "content"))))
        for role, spans in found.items():
            for span in spans:
                for k, n in enumerate(span):
                    sentence, place = owner[n]
                    assert sentence.spans is not None
                    if sentence.spans[place] == "O":
                        # a span over a sentence end goes on as I-; the window's tags are read in one chain
                        sentence.spans[place] = f"{'B' if k == 0 else 'I'}-{role}"
    return document


def read_polnear(path: Path) -> Iterator[Document]:
    """PolNeAR as JSON Lines; of several annotators the first in file order counts, as in the published figures."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            entries = next(iter(row["annotations"].values()), [])
            yield attribution_layers(row["text"], entries, row["id"])


def read_stories(folder: Path) -> Iterator[Document]:
    """Our own corpus: the outermost statements of each article, nested ones left to the links of their cues.

    The "that" before an indirect content is taken in, as PolNeAR does, so that both corpora teach one edge; the reader cuts it off.
    """
    for path in sorted(folder.glob("*/gold.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        rows = [json.loads(line) for line in (path.parent / "articles.jsonl").read_text(encoding="utf-8").splitlines() if line.strip()]
        for identity, row in zip(gold["articles"], rows, strict=True):
            text, entries = row["text"], []
            for s in sorted(
                (s for s in gold["statements"] if s["article"] == identity),
                key=lambda s: (s["within"] is not None, s["content"][0]["start"]),
            ):
                content = []
                for c in s["content"]:
                    start = c["start"]
                    if text[max(0, start - 5) : start].lower() == "that ":
                        start -= 5
                    content.append([start, c["end"]])
                entries.append(
                    {
                        "source": [[s["speaker"]["start"], s["speaker"]["end"]]] if s["speaker"] else [],
                        "cue": [[s["cue"]["start"], s["cue"]["end"]]] if s["cue"] else [],
                        "content": content,
                    }
                )
            yield attribution_layers(text, entries, f"{path.parent.name}-{identity}")
