from __future__ import annotations

import numpy as np

from onrecord.model import Stance
from onrecord.reading.encoder import Glance, Labels
from onrecord.reading.hearing import ADDRESSEE, BOTH, CHANNEL, CONTENT, SOURCE, Hearing
from onrecord.reading.tokens import tokenise

TEXT = "Rao told the board in a letter that it leaks"
WORDS = tokenise(TEXT, 0, len(TEXT))
LABELS = Labels([], [], [], [], [], [], [], {}, [], ["O", "B-cue", "I-cue"], [s.value for s in Stance])


def hearing(kinds: int = 6) -> Hearing:
    width = len(WORDS)
    links = np.zeros((width, width, kinds), dtype=np.float32)
    links[1, :, 0] = 4.0
    if kinds > BOTH:
        for word, kind in ((0, SOURCE), (2, ADDRESSEE), (3, ADDRESSEE), (5, CHANNEL), (6, CHANNEL), (8, CONTENT), (9, CONTENT)):
            links[1, word, kind] = 9.0
    stance = np.zeros((width, 7), dtype=np.float32)
    stance[1, list(Stance).index(Stance.DENIES)] = 5.0
    inner = np.zeros((width, 3), dtype=np.float32)
    inner[9, 1] = 5.0
    nothing = np.zeros((width, 1), dtype=np.float32)
    full = kinds > BOTH
    return Hearing([Glance(0, nothing, links, nothing, inner if full else None, stance if full else None)], LABELS, WORDS)


def test_what_belongs_to_a_cue() -> None:
    heard, cue = hearing(), TEXT.index("told")
    spans = (heard.source(cue), heard.addressee(cue), heard.channel(cue), heard.content(cue))
    assert [TEXT[slice(*span)] for span in spans if span] == ["Rao", "the board", "a letter", "it leaks"]
    found = heard.stance(cue)
    assert found is not None and found[0] is Stance.DENIES and found[1] > 0.9
    assert [TEXT[slice(*span)] for span in heard.inner()] == ["leaks"]


def test_a_network_without_the_heads_hears_nothing() -> None:
    heard, cue = hearing(3), TEXT.index("told")
    assert (heard.addressee(cue), heard.channel(cue), heard.stance(cue), heard.inner()) == (None, None, None, [])
    assert heard.stance(len(TEXT)) is None
