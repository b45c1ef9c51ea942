"""Noun phrases by their heads: which words belong to one, its members, its preposition."""

from __future__ import annotations

from collections.abc import Callable

from onrecord.reading.parse import Parsed
from onrecord.reading.verbs import lemma_of

_CLAUSES = frozenset("acl advcl parataxis ccomp csubj".split())
_OUTSIDE = _CLAUSES | frozenset("appos conj cc punct nsubj cop aux expl mark discourse advmod dep list".split())
"""Relations of what stands with a noun and is no part of the phrase that names its thing."""


class Phrases:
    """The phrases of one sentence.

    Attributes:
        s, words: the sentence and its words.
        relations: of each word, without subtypes.
        lemmas: of each word, in lower case, with verbs put right where the network errs.
    """

    def __init__(self, sentence: Parsed) -> None:
        self.s = sentence
        self.words = sentence.words
        self.relations = [w.relation.split(":")[0] for w in sentence.words]
        self.lemmas = [lemma_of(w.text.lower(), w.lemma.lower()) if w.upos in ("VERB", "AUX") else w.lemma.lower() for w in sentence.words]

        self._agents: set[int] = set()

    def run(self, at: int) -> list[int]:
        """Words of the noun phrase headed by ``at``, without its clauses, appositions and further members, in order."""
        return self._gathered(at, lambda c, above: above == at and self.relations[c] == "case")

    def core(self, at: int) -> list[int]:
        """Words of the noun phrase without what stands behind its head in phrases of its own."""
        return self._gathered(at, lambda c, above: self.relations[c] == "case" or (self.relations[c] == "nmod" and c >= at))

    def _gathered(self, at: int, left_out: Callable[[int, int], bool]) -> list[int]:
        """Words under ``at`` that are in its phrase, in order. ``left_out`` is asked for a word and the one above it."""
        out = []
        pending = [at]
        while pending:
            n = pending.pop()
            out.append(n)
            pending.extend(
                c for c in self.s.children[n] if self.relations[c] not in _OUTSIDE and c not in self._agents and not left_out(c, n)
            )
        return sorted(out)

    def members(self, at: int) -> list[int]:
        """The heads that are joined by "and" to the one at ``at``, itself first; only itself where "or" joins them."""
        if at < 0:
            return []
        more = [c for c in self.s.children[at] if self.relations[c] == "conj" and self.words[c].upos not in ("VERB", "AUX")]
        return [at, *more]

    def chosen(self, at: int) -> bool:
        """Whether the phrase is a choice ("A or B"), so that nothing is told of either."""
        return at >= 0 and any(
            self.lemmas[d] in ("or", "nor")
            for c in self.s.children[at]
            if self.relations[c] == "conj"
            for d in self.s.children[c]
            if self.relations[d] == "cc"
        )

    def case(self, at: int) -> str:
        """The preposition of a phrase in lower case ("in front of", "because of"), "" where it has none."""
        marks = [c for c in self.s.children[at] if self.relations[c] == "case" and self.words[c].xpos != "POS" and c < at]
        words = []
        for c in marks:
            words += [self.lemmas[c]] if self.lemmas[c] not in words else []
            words += [self.lemmas[d] for d in self.s.children[c] if self.relations[d] == "fixed"]
        return " ".join(words)
