"""Two sentences or passages compared: does the first say that the second is so?

>>> from onrecord.comparison import compare
>>> compare("Norway asked Iceland for help.", "Iceland was asked for help by Norway.").relation
'supports'

The two are taken to speak of one event unless they say otherwise. Who reports it does not matter: a passage in which somebody says the same
supports it, one in which somebody denies it contradicts it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from onrecord.linking.magnitudes import agree, comparable
from onrecord.linking.overlap import Gist, conflict, gist
from onrecord.linking.parties import Party, entails, matches, party
from onrecord.linking.slots import NEITHER, Answer, Relation, Same, relate
from onrecord.linking.transposition import exchange
from onrecord.model import Claim, Span
from onrecord.reading.commitment import DENYING, SAYING, Commitment
from onrecord.reading.dates import dates
from onrecord.reading.encoder import Encoder, shipped
from onrecord.reading.events import FAMILIES, SYMMETRIC
from onrecord.reading.frames import Frame, Frames
from onrecord.reading.parse import Parsed
from onrecord.reading.quantities import numbers
from onrecord.reading.sentences import sentences

_DATELINE = re.compile(r"(?:[A-Z(][\w.'’,)/-]{0,30}\s|\d{1,4},?\s){0,6}[A-Z(\d][\w.'’,)/]{0,30}(?:\s?(?:--|—|–)|\s-)\s")
"""The place, and whatever stands with it, before the first words of a report."""
MOST = 150
"""Clauses of a passage after which no further sentence is looked at: every clause is held against every other."""
_NARROWER = 0.6
"""How sure a denial is of what it says less about: "the second plea was not heard" of "the plea was heard"."""
_OWN = frozenset("his her its their he she it they".split())
_ARTICLES = frozenset("the a an".split())


@dataclass(frozen=True, slots=True)
class Comparison:
    """What one passage says of another.

    Attributes:
        relation: supports, contradicts or neither.
        kind, slot: of the conflict (:class:`onrecord.linking.slots.Relation`); None where there is none.
        score: 0 to 1, how sure.
        why: one plain sentence.
    """

    relation: str
    kind: str | None
    slot: str | None
    score: float
    why: str


class Passage:
    """A text with its claims, each with the frame it was made of.

    Args:
        text: without its dateline; ``parsed`` its sentences.
        tokens: all of its words, the dateline among them.
        side: a letter that tells its ids from those of the other.
    """

    def __init__(self, text: str, tokens: list[str], parsed: list[Parsed], side: str) -> None:
        self.text = text
        self.tokens = tokens
        self.parsed = parsed
        self.side = side
        self.parties: dict[str, Party] = {}
        self.frames = [Frames(s) for s in parsed]
        self.told: list[tuple[Claim, Frame]] = []
        self._at: list[tuple[Frames, int]] = []
        self.gists: list[Gist] = []
        for n, frames in enumerate(self.frames):
            if len(self.told) < MOST:
                self._read(n, frames)

    @property
    def words(self) -> list[str]:
        """Words in lower case, without articles and the stops at the end."""
        return [w.lower() for w in self.forms]

    @property
    def forms(self) -> list[str]:
        """Words as they stand, without articles and the stops at the end."""
        out = [w for w in self.tokens if w.lower() not in _ARTICLES]
        while out and not out[-1][-1].isalnum():
            out.pop()
        return out

    def _read(self, n: int, frames: Frames) -> None:
        sentence = frames.s
        times = dates(self.text, sentence.start, sentence.end, None)
        counted = numbers(sentence, [(d.start, d.end) for d in times])
        found = frames.found()
        heads = {f.at for f in found}

        def governor(at: int) -> int:
            for _ in range(8):
                if at in heads or at < 0:
                    break
                at = sentence.words[at].head
            return at

        for f in found:
            number = next((c.quantity for c in counted if governor(c.noun if c.noun >= 0 else c.first) == f.at), None)
            time = next(
                (
                    d.value
                    for d in times
                    if d.value and governor(next(k for k, w in enumerate(sentence.words) if w.token.end > d.start)) == f.at
                ),
                None,
            )
            claim = Claim(
                f"{self.side}{len(self.told)}",
                self.side,
                None,
                Span.of(self.text, sentence.start, sentence.end),
                FAMILIES.get(f.predicate, f.predicate),
                self._ids(n, frames, f.subject),
                self._ids(n, frames, f.object),
                None,
                number,
                time,
                None,
                f.order or ("only" if f.focus else None),
                "-" if f.negated else "+",
                self._modality(f.commitment),
                (),
                f.predicate,
                self._words(frames, f.subject),
                self._words(frames, f.object),
                tuple((p, self._words(frames, c) or "") for p, c in f.obliques),
            )
            self.told.append((claim, f))
            self._at.append((frames, f.at))
        self.gists.append(gist(frames, [(f.at, f.predicate, f.negated, f.commitment) for f in found], counted))

    def _modality(self, c: Commitment) -> str:
        if c.modality == "asserted":
            return {"supposed": "possible", "thought": "possible", "planned": "future"}.get(c.status, "asserted")
        return c.modality

    def _ids(self, n: int, frames: Frames, at: int) -> tuple[str, ...]:
        out = []
        for m in frames.members(at):
            key = f"{self.side}:{n}:{m}"
            if key not in self.parties:
                self.parties[key] = party(frames, m)
                if frames.chosen(at):
                    self.parties[key] = replace(self.parties[key], choice=True)
            out.append(key)
        return tuple(out)

    def mutual(self, left: str, right: str) -> bool:
        """Whether the two phrases (without articles) are those that a mutual deed joins ("A met B")."""
        for claim, frame in self.told:
            partners = [claim.object, *(w for p, w in claim.details if p == "with")]
            plain = frame.commitment.status == "told" and not frame.negated and frame.predicate in SYMMETRIC
            if plain and not _OWN & set(self.words) and _bare(claim.subject) == left and right in map(_bare, partners):
                return True
        return False

    def _words(self, frames: Frames, at: int) -> str | None:
        if at < 0:
            return None
        run = frames.run(at)
        return self.text[frames.words[run[0]].token.start : frames.words[run[-1]].token.end]

    @property
    def whole(self) -> bool:
        """Whether the main clause of every sentence was understood."""
        known = {(id(frames), at) for frames, at in self._at}
        return all((id(frames), k) in known for frames in self.frames for k, w in enumerate(frames.words) if w.head < 0)

    def main(self) -> set[str]:
        """Ids of the claims of main clauses: those that no other clause holds but one that says who says it."""
        out = set()
        for (frames, at), (claim, frame) in zip(self._at, self.told, strict=True):
            top = at
            for _ in range(8):
                word = frames.words[top]
                under = frames.relations[top] == "ccomp" and word.head in frame.commitment.holders
                if word.head < 0 or not (under or frames.relations[top] in ("conj", "parataxis")):
                    break
                top = word.head
            if frames.words[top].head < 0 and not frame.noun:
                out.add(claim.id)
        return out

    def content(self) -> list[Claim]:
        """The claims of its clauses, without those that only say who says it."""
        below: dict[tuple[int, int], list[bool]] = {}
        for (frames, _), (_, frame) in zip(self._at, self.told, strict=True):
            pronoun = frame.subject >= 0 and frames.words[frame.subject].upos == "PRON"
            for holder in frame.commitment.holders:
                below.setdefault((id(frames), holder), []).append(pronoun)
        out = []
        for (frames, at), (claim, frame) in zip(self._at, self.told, strict=True):
            held = below.get((id(frames), at))
            if not frame.noun and (held is None or any(held)):  # whom "he" means hangs on who says it
                out.append(claim)
        return out

    def attributed(self) -> tuple[str, bool] | None:
        """What the passage reports where all of it is one report: (the words, whether it is denied); None where it is none."""
        if len(self.parsed) != 1:
            return None
        words = self.parsed[0].words
        for k, word in enumerate(words[:12]):
            if word.upos not in ("VERB", "AUX"):
                continue
            lemma = word.lemma.lower()
            if (lemma in SAYING or lemma in DENYING) and k and k + 2 < len(words) and words[k + 1].text.lower() == "that":
                if not any(w.upos in ("VERB", "AUX") for w in words[k + 2 :]):
                    return None
                return self.text[words[k + 2].token.start : self.parsed[0].end], lemma in DENYING
            return None
        return None


class Comparer:
    """Compares passages with one encoder.

    Args:
        encoder: the network; the shipped one by default.
    """

    def __init__(self, encoder: Encoder | None = None) -> None:
        self._encoder = encoder or shipped()
        self._passage = lru_cache(maxsize=512)(self._read)

    def _read(self, text: str, side: str) -> Passage:
        cut = sentences(text)
        tokens = [text[t.start : t.end] for s in cut for t in s.tokens]
        lead = _DATELINE.match(text)
        if lead:
            text = text[lead.end() :]
            cut = sentences(text)
        return Passage(text, tokens, self._encoder.read(text, cut)[0] if cut else [], side)

    def compare(self, a: str, b: str) -> Comparison:
        """Whether ``a`` says that ``b`` is so."""
        found = self._compare(a, b, 3)
        return Comparison(found.answer.value, found.kind, found.slot, found.score, found.why)

    def _compare(self, a: str, b: str, depth: int) -> Relation:
        first, second = self._passage(a, "a"), self._passage(b, "b")
        if not first.parsed or not second.parsed:
            return NEITHER
        if first.words == second.words:
            return Relation(Answer.SUPPORTS, score=0.99, why="the first says it in the same words")
        swapped = self._swapped(first, second)
        if swapped is not None:
            return swapped
        inner = second.attributed() if depth else None
        if inner is not None:
            return _turned(self._compare(a, inner[0], depth - 1), inner[1], "second")
        outer = first.attributed() if depth else None
        if outer is not None:
            found = _turned(self._compare(outer[0], b, depth - 1), outer[1], "first")
            if found.answer is not Answer.NEITHER:
                return found
        return self._claims(first, second)

    def _swapped(self, first: Passage, second: Passage) -> Relation | None:
        """A conflict where the two are the same but for two participants that changed places."""
        x, y = first.words, second.words
        found = exchange(x, y)
        if found is None:
            return None
        between = x[found.first[1] : found.second[0]]
        left, right = (" ".join(first.forms[slice(*run)]) for run in (found.first, found.second))
        if not between:
            return None
        if all(w in ("and", ",", "or", "&") for w in between) and between != [","]:
            return Relation(Answer.SUPPORTS, score=0.9, why="the same participants in another order")
        if first.mutual(left, right):
            return Relation(Answer.SUPPORTS, score=0.8, why="the same of both, in another order")
        values = f"{left} → {right}", f"{right} → {left}"
        why = f"{left} and {right} have changed places"
        return Relation(Answer.CONTRADICTS, "role_reversal", "actor/recipient", values, 0.95, why)

    def _against(self, a: Claim, b: Claim, loose: Same, exact: Same) -> Relation | None:
        """The conflict of two claims, less sure where a denial is narrower than what it would deny; None where there is none."""
        found = relate(a, b, loose)
        if found.answer is not Answer.CONTRADICTS:
            return None
        if found.kind == "denial" and relate(a, b, exact).kind != "denial":
            return replace(found, score=round(found.score * _NARROWER, 3))
        return found

    def _claims(self, first: Passage, second: Passage) -> Relation:
        def strict(x: str, y: str) -> bool | None:
            return entails(first.parties[x], second.parties[y])

        def loose(x: str, y: str) -> bool | None:
            p, q = (first.parties.get(x), second.parties.get(y))
            if p is None or q is None:
                p, q = second.parties[x], first.parties[y]
            return matches(p, q)

        def backwards(x: str, y: str) -> bool | None:
            return entails(second.parties[y], first.parties[x])

        firm = second.content()
        if not firm:
            return NEITHER
        supports: list[Relation] = []
        conflicts: list[Relation] = []
        main = second.main()
        for claim in firm:
            # Under a negation the narrower follows from the wider: "no ship sailed" says that no old ship sailed.
            found = [relate(c, claim, strict if claim.polarity == "+" else backwards) for c, _ in first.told]
            best = max((r for r in found if r.answer is Answer.SUPPORTS), key=lambda r: r.score, default=None)
            if best is not None:
                supports.append(best)
                continue
            if claim.id not in main:
                continue
            against = [
                r for r in (self._against(c, claim, loose, backwards if claim.polarity == "+" else strict) for c, _ in first.told) if r
            ]
            if claim.quantity and any(
                c.quantity and comparable(c.quantity, claim.quantity) and agree(c.quantity, claim.quantity) for c, _ in first.told
            ):
                against = [r for r in against if r.kind != "number"]
            if against:
                conflicts.append(max(against, key=lambda r: r.score))
        if conflicts:
            return max(conflicts, key=lambda r: r.score)
        if len(supports) == len(firm) and second.whole:
            return min(supports, key=lambda r: r.score)
        return conflict(first.gists, second.gists) if not supports else NEITHER


def _turned(found: Relation, denied: bool, which: str) -> Relation:
    """The relation to what is reported, seen from the report."""
    if not denied:
        return found
    if found.answer is Answer.SUPPORTS:
        return Relation(Answer.CONTRADICTS, "denial", "polarity", ("yes", "no"), found.score, f"the {which} denies what the other says")
    if found.answer is Answer.CONTRADICTS and found.kind in ("denial", "existence", "outcome"):
        return Relation(Answer.SUPPORTS, score=found.score, why=f"the {which} denies the contrary")
    return NEITHER


def _bare(words: str | None) -> str:
    """A phrase without its article."""
    return " ".join(w for w in (words or "").split() if w.lower() not in _ARTICLES)


@lru_cache(maxsize=1)
def comparer() -> Comparer:
    """The comparer with the shipped model, loaded once a process."""
    return Comparer()


def compare(a: str, b: str) -> Comparison:
    """Whether ``a`` says that ``b`` is so, with the shipped model."""
    return comparer().compare(a, b)
