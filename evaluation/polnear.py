"""Attribution spans against PolNeAR dev, the way the CofeNet figures are counted: exact spans over the tokens as given, and Jaccard.

That Jaccard is a mean over the spans of a role, matched within an instance. A gold span counts its best overlap with a predicted one:
the tokens in both over those from the first to the last of the two. A predicted span that touches no gold one counts nought; one that
does is not counted by itself.

Our own words are cut finer than the tokens of that file; a token takes the tag of its first word.
"""

from __future__ import annotations

import json
from itertools import groupby
from pathlib import Path

from evaluation.measure import Counts, Share, pairs
from onrecord.reading.attribution import Attributor, pieces_of
from onrecord.reading.encoder import Encoder
from onrecord.reading.pieces import POLNEAR
from onrecord.reading.sentences import LONGEST, Sentence, sentences
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


def _overlap(a: tuple[str, int, int], b: tuple[str, int, int]) -> float:
    return max(0, min(a[2], b[2]) - max(a[1], b[1])) / (max(a[2], b[2]) - min(a[1], b[1]))


def add_jaccard(share: Share, told: set[tuple[str, int, int]], gold: set[tuple[str, int, int]]) -> None:
    """Adds the spans of one role in one instance to CofeNet's Jaccard."""
    for span in gold:
        share.add(max((_overlap(span, other) for other in told), default=0.0))
    for span in told:
        if not any(_overlap(span, other) for other in gold):
            share.add(0)


def measure(encoder: Encoder, path: Path) -> dict[str, float]:
    """Exact F1 and Jaccard for source, cue and content."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    exact = {role: Counts() for role in ROLES}
    jaccard = {role: Share() for role in ROLES}
    for _, group in groupby(rows, key=lambda r: r["id"]):
        members = list(group)
        told = predicted(encoder, [[_BRACKETS.get(t, t) for t in m["tokens"]] for m in members])
        for member, tags in zip(members, told, strict=True):
            mine, gold = _spans(tags), _spans(_mended(member["labels"]))
            for role in ROLES:
                a, b = {s for s in mine if s[0] == role}, {s for s in gold if s[0] == role}
                exact[role].add_sets(a, b)
                add_jaccard(jaccard[role], a, b)
    out = {f"{role} exact F1": exact[role].f1 for role in ROLES}
    return out | {f"{role} Jaccard": jaccard[role].value for role in ROLES}


def _solid(text: str, spans: list[list[int]]) -> frozenset[int]:
    return frozenset(n for a, b in spans for n in range(a, b) if not text[n].isspace())


def raw(encoder: Encoder, path: Path) -> dict[str, float]:
    """From raw text, against the first annotator of each document: exact spans of each role, attributions whose source, cue and content are
    all exactly right and linked (white space apart), and the Gender Gap Tracker's overlap of contents at 0.3 and 0.8."""
    linked = Counts()
    exact = {role: Counts() for role in ROLES}
    overlap = {0.3: Counts(), 0.8: Counts()}
    attributor = Attributor(encoder.labels.spans, encoder.labels.chain)
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text = row["text"]
        gold: list[dict[str, list[list[int]]]] = next(iter(row["annotations"].values()), [])
        parsed, glances = encoder.read(text, sentences(text), POLNEAR)
        words = [w.token for s in parsed for w in s.words]
        told = [(p.role, _solid(text, [[words[p.start].start, words[p.end - 1].end]])) for g in glances for p in attributor.pieces(g)]
        for role in ROLES:
            spans = {_solid(text, [span]) for g in gold for span in g[role]}
            exact[role].add_sets({span for known, span in told if known == role}, spans)
        found = []
        for a in attributor.attributions(glances, [s.paragraph for s in parsed for _ in s.words]):
            if a.cue is not None:
                parts = ([a.source] if a.source else [], [a.cue], a.content)
                found.append(tuple(_solid(text, [[words[p.start].start, words[p.end - 1].end] for p in part]) for part in parts))
        truth = [tuple(_solid(text, g[role]) for role in ROLES) for g in gold]
        linked.add(len(set(found) & set(truth)), len(found), len(truth))
        for limit, counts in overlap.items():
            counts.add(len(pairs([t[2] for t in truth], [f[2] for f in found], limit)), len(found), len(truth))
    out = {f"{role} exact F1": exact[role].f1 for role in ROLES}
    return out | {"all exact, linked F1": linked.f1, "overlap 0.3 F1": overlap[0.3].f1, "overlap 0.8 F1": overlap[0.8].f1}
