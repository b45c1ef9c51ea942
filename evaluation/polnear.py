"""Attribution spans against PolNeAR dev, the way the CofeNet figures are counted: exact spans over the tokens as given, and Jaccard.

Our own words are cut finer than the tokens of that file; a token takes the tag of its first word.
"""

from __future__ import annotations

import json
from itertools import groupby
from pathlib import Path

from evaluation.measure import Counts
from onrecord.reading.attribution import Attributor, pieces_of
from onrecord.reading.encoder import Encoder
from onrecord.reading.pieces import POLNEAR
from onrecord.reading.sentences import LONGEST, Sentence
from onrecord.reading.tokens import Token, tokenise

_BRACKETS = {
    "-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]", "-LCB-": "{", "-RCB-": "}", "``": "“", "''": "”", "`": "‘",
}  # fmt: skip
ROLES = ("source", "cue", "content")


def _spans(tags: list[str]) -> set[tuple[str, int, int]]:
    names = sorted(set(tags))
    return {(p.role, p.start, p.end) for p in pieces_of([names.index(t) for t in tags], names)}


def predicted(encoder: Encoder, rows: list[list[str]]) -> list[list[str]]:
    """Tags of the tokens of consecutive instances of one document, read together."""
    text, places, laid = "", [], list[Sentence]()
    for number, tokens in enumerate(rows):
        mine: list[Token] = []
        for token in tokens:
            start = len(text)
            text += token
            words = tokenise(text, start, len(text)) or [Token(start, len(text))]
            places.append((number, words[0].start))
            mine.extend(words)
            text += " "
        laid.extend(Sentence(mine[k : k + LONGEST], number) for k in range(0, len(mine), LONGEST))
    attributor = Attributor(encoder.labels.spans, encoder.labels.chain)
    parsed, glances = encoder.read(text, laid, POLNEAR)
    tag_at: dict[int, str] = {}
    starts = [w.token.start for s in parsed for w in s.words]
    for glance in glances:
        for piece in attributor.pieces(glance):
            for n in range(piece.start, piece.end):
                tag_at[starts[n]] = ("B-" if n == piece.start else "I-") + piece.role
    out: list[list[str]] = [[] for _ in rows]
    for number, at in places:
        out[number].append(tag_at.get(at, "O"))
    return [_mended(tags) for tags in out]


def _mended(tags: list[str]) -> list[str]:
    out: list[str] = []
    for tag in tags:
        if tag.startswith("I-") and (not out or out[-1][2:] != tag[2:]):
            tag = "B" + tag[1:]
        out.append(tag)
    return out


def measure(encoder: Encoder, path: Path) -> dict[str, float]:
    """Exact F1 and Jaccard (characters of one role, as sets of tokens) for source, cue and content."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    exact = {role: Counts() for role in ROLES}
    overlap = {role: [0, 0] for role in ROLES}
    for _, group in groupby(rows, key=lambda r: r["id"]):
        members = list(group)
        told = predicted(encoder, [[_BRACKETS.get(t, t) for t in m["tokens"]] for m in members])
        for member, tags in zip(members, told, strict=True):
            mine, gold = _spans(tags), _spans(_mended(member["labels"]))
            for role in ROLES:
                a, b = {s for s in mine if s[0] == role}, {s for s in gold if s[0] == role}
                exact[role].add_sets(a, b)
                x, y = {n for _, s, e in a for n in range(s, e)}, {n for _, s, e in b for n in range(s, e)}
                overlap[role][0] += len(x & y)
                overlap[role][1] += len(x | y)
    out = {f"{role} exact F1": exact[role].f1 for role in ROLES}
    return out | {f"{role} Jaccard": 100 * overlap[role][0] / max(1, overlap[role][1]) for role in ROLES}
