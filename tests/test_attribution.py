from __future__ import annotations

import numpy as np

from onrecord.reading.attribution import Attributor, Piece, decode, forbidden_moves, link, pieces_of
from onrecord.reading.encoder import Glance
from onrecord.reading.lemmas import apply, rule_of

TAGS = ["O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content"]


def test_no_span_begins_inside() -> None:
    scores = np.zeros((4, 7), dtype=np.float32)
    scores[:, 6] = 5.0  # I-content everywhere
    path = decode(scores, np.zeros((9, 7), dtype=np.float32), forbidden_moves(TAGS))
    assert [TAGS[k] for k in path] == ["B-content", "I-content", "I-content", "I-content"]


def test_spans_of_tags() -> None:
    path = [TAGS.index(t) for t in ["B-source", "I-source", "O", "B-cue", "B-content", "B-content"]]
    assert pieces_of(path, TAGS, 10) == [Piece("source", 10, 12), Piece("cue", 13, 14), Piece("content", 14, 15), Piece("content", 15, 16)]


def test_each_content_goes_to_the_cue_that_claims_it() -> None:
    links = np.full((6, 6, 3), -5.0, dtype=np.float32)
    links[:, :, 0] = 0.0
    links[1, 0, 1] = links[1, 2, 2] = links[4, 3, 1] = links[4, 5, 2] = 9.0
    glance = Glance(0, np.zeros((6, 7), dtype=np.float32), links, np.zeros((6, 7), dtype=np.float32))
    pieces = [
        Piece("source", 0, 1),
        Piece("cue", 1, 2),
        Piece("content", 2, 3),
        Piece("source", 3, 4),
        Piece("cue", 4, 5),
        Piece("content", 5, 6),
    ]
    found = link(glance, pieces, [0] * 6)
    assert [(a.source and a.source.start, a.cue and a.cue.start, [c.start for c in a.content]) for a in found] == [(0, 1, [2]), (3, 4, [5])]


def test_content_without_a_cue_is_kept_apart() -> None:
    glance = Glance(0, np.zeros((1, 7), dtype=np.float32), np.zeros((1, 1, 3), dtype=np.float32), np.zeros((1, 7), dtype=np.float32))
    found = link(glance, [Piece("content", 0, 1)], [0])
    assert len(found) == 1
    assert found[0].cue is None
    assert Attributor(TAGS, [[0.0] * 7] * 9).tags == TAGS


def test_lemma_rules_undo_themselves() -> None:
    for word, lemma in [("denied", "deny"), ("Cities", "city"), ("shot", "shoot"), ("said", "say"), ("Oslo", "Oslo")]:
        assert apply(rule_of(word, lemma), word) == lemma
