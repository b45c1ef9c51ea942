"""The parse against UD English EWT and GUM: LAS as the CoNLL shared tasks count it.

With gold tokens and sentences every word counts, punctuation too. From raw text words are aligned by their characters, and LAS is
the F1 of words whose characters, governor and relation (without subtype) are right.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from evaluation.measure import Counts, Share
from onrecord.reading.encoder import Encoder
from onrecord.reading.parse import Parsed
from onrecord.reading.sentences import Sentence, sentences
from onrecord.reading.tokens import Token


@dataclass(slots=True)
class Gold:
    """One sentence of a treebank: where its words lie in the document's text, and its tree (heads from 1, 0 the root)."""

    tokens: list[Token]
    heads: list[int]
    relations: list[str]
    upos: list[str]
    paragraph: int


def documents(path: Path) -> Iterator[tuple[str, list[Gold]]]:
    """(text, sentences) of each document. Sentences of a paragraph are joined by a space, paragraphs by a blank line."""
    text, out, paragraph = "", list[Gold](), 0
    block: list[str] = []
    for line in [*path.read_text(encoding="utf-8").split("\n"), ""]:
        if line:
            block.append(line)
            continue
        if not block:
            continue
        if any(x.startswith("# newdoc") for x in block) and out:
            yield text, out
            text, out, paragraph = "", [], 0
        if any(x.startswith("# newpar") and not x.startswith("# newpar_block") for x in block):
            paragraph += 1
        rows = [x.split("\t") for x in block if not x.startswith("#")]
        block = []
        if out:
            text += "\n\n" if out[-1].paragraph != paragraph else " "
        tokens: list[Token] = []
        skip_to, glued = 0, False
        for cells in rows:
            if "." in cells[0]:
                continue
            if "-" in cells[0]:  # a fused word: its parts share its letters out
                first, last = map(int, cells[0].split("-"))
                parts = [r[1] for r in rows if r[0].isdigit() and first <= int(r[0]) <= last]
                surface, at = cells[1], len(text)
                text += surface
                if "".join(parts) == surface:
                    for part in parts:
                        tokens.append(Token(at, at + len(part)))
                        at += len(part)
                else:
                    for n, _ in enumerate(parts):
                        tokens.append(Token(len(text) - len(surface), len(text)) if n == 0 else Token(len(text), len(text)))
                skip_to, glued = last, "SpaceAfter=No" in cells[9]
                if not glued:
                    text += " "
                continue
            if int(cells[0]) <= skip_to:
                continue
            tokens.append(Token(len(text), len(text) + len(cells[1])))
            text += cells[1] + ("" if "SpaceAfter=No" in cells[9] else " ")
        text = text.rstrip(" ")
        words = [r for r in rows if r[0].isdigit()]
        out.append(Gold(tokens, [int(r[6]) for r in words], [r[7].split(":")[0] for r in words], [r[3] for r in words], paragraph))
    if out:
        yield text, out


def _found(parsed: list[Parsed]) -> dict[tuple[int, int], tuple[tuple[int, int] | None, str]]:
    out = {}
    for s in parsed:
        for w in s.words:
            governor = s.words[w.head].token if w.head >= 0 else None
            key = (w.token.start, w.token.end)
            out[key] = ((governor.start, governor.end) if governor else None, w.relation.split(":")[0])
    return out


def measure(encoder: Encoder, path: Path) -> dict[str, float]:
    """LAS and UPOS with gold words and sentences, and LAS, word F1 and sentence F1 from raw text."""
    las, upos = Share(), Share()
    raw, words, cuts = Counts(), Counts(), Counts()
    for text, gold in documents(path):
        laid = [Sentence([Token(t.start, max(t.end, t.start + 1)) for t in g.tokens], g.paragraph) for g in gold]
        parsed, _ = encoder.read(text + " ", laid)
        for g, p in zip(gold, parsed, strict=True):
            for head, relation, tag, word in zip(g.heads, g.relations, g.upos, p.words, strict=True):
                las.add(word.head + 1 == head and word.relation.split(":")[0] == relation)
                upos.add(word.upos == tag)
        mine, _ = encoder.read(text, cut) if (cut := sentences(text)) else ([], [])
        found = _found(mine)
        truth = {}
        for g in gold:
            for token, head, relation in zip(g.tokens, g.heads, g.relations, strict=True):
                governor = g.tokens[head - 1] if head else None
                truth[token.start, token.end] = ((governor.start, governor.end) if governor else None, relation)
        words.add_sets(found, truth)
        raw.add(sum(truth.get(k) == v for k, v in found.items()), len(found), len(truth))
        cuts.add_sets([(s.start, s.end) for s in mine], [(g.tokens[0].start, g.tokens[-1].end) for g in gold])
    return {"LAS": las.value, "UPOS": upos.value, "raw LAS": raw.f1, "raw words": words.f1, "raw sentences": cuts.f1}
