"""Statements inside statements: "Rao said the minister had promised a bridge" holds the minister's promise.

They come from the parse: a verb of saying inside somebody's content, with a subject of its own and a clause, an infinitive or a
quotation of its own; and from what the network, taught by our corpus, hears as such cues.
"""

from __future__ import annotations

from onrecord.reading.drafts import Draft, Layout, Range, trimmed
from onrecord.reading.hearing import Hearing
from onrecord.reading.parse import Parsed
from onrecord.reading.places import Ranges, holds
from onrecord.reading.quotations import Quotation
from onrecord.reading.tuples import Events

CLAUSE = frozenset(
    "say tell claim state announce confirm admit acknowledge concede deny insist maintain warn write report argue declare reply answer explain "
    "add note promise pledge vow swear undertake assure inform notify estimate predict testify allege suggest assert reveal disclose recall repeat "
    "reiterate stress complain boast believe think expect hope fear show".split()
)
"""Verbs whose clause is what is said."""
INFINITIVE = frozenset("promise pledge vow undertake refuse decline threaten swear".split())
"""Verbs whose infinitive is what is said, of their own subject."""
OBJECT = frozenset("ask urge order tell instruct request beg call demand invite".split())
"""Verbs whose infinitive is what is said, of their object."""
VERBS = CLAUSE | INFINITIVE | OBJECT
MENTAL = frozenset("believe think expect hope fear suggest show".split())
"""Of these, with "I" or "we" as subject, nobody is reported: the speaker speaks."""


def _range(sentence: Parsed, words: list[int]) -> Range:
    return sentence.words[min(words)].token.start, sentence.words[max(words)].token.end


def _cue(sentence: Parsed, verb: int) -> Range:
    """The verb with its auxiliaries and particle, as far as they stand together."""
    parts = {
        verb,
        *(
            k
            for k in sentence.children[verb]
            if sentence.words[k].relation.split(":")[0] == "aux" or sentence.words[k].relation == "compound:prt"
        ),
    }
    first = last = verb
    while first - 1 in parts or (first - 2 in parts and sentence.words[first - 1].upos == "ADV"):
        first -= 1
    while last + 1 in parts:
        last += 1
    return _range(sentence, [first, last])


def _content(layout: Layout, sentence: Parsed, verb: int) -> Range | None:
    """What is said by the verb: its clause, or its infinitive with the object that is to do it."""
    words, lemma = sentence.words, sentence.words[verb].lemma.lower()
    for k in sentence.children[verb]:
        relation = words[k].relation.split(":")[0]
        if relation == "ccomp" and lemma in CLAUSE:
            return trimmed(layout.text, *_range(sentence, list(sentence.subtree(k))))
    for k in sentence.under(verb, "xcomp"):
        if k < verb or not any(words[c].text.lower() == "to" for c in sentence.children[k]):
            continue
        inside = list(sentence.subtree(k))
        if lemma in INFINITIVE:
            return trimmed(layout.text, *_range(sentence, inside))
        if lemma in OBJECT:
            objects = [o for o in sentence.under(verb, "obj", "iobj") if o > verb]
            return trimmed(layout.text, *_range(sentence, inside + [n for o in objects for n in sentence.subtree(o)]))
    if lemma == "ask" or (lemma == "call" and not sentence.under(verb, "obj")):
        for k in sentence.under(verb, "obl"):
            case = [c for c in sentence.under(k, "case") if words[c].lemma.lower() == "for"]
            if case and k > verb:
                inside = list(sentence.subtree(k))
                return trimmed(
                    layout.text,
                    *_range(sentence, [n for n in inside if n >= case[0]] if lemma != "call" else [n for n in inside if n > case[0]]),
                )
    return None


class Quoted:
    """The quotations of an article, those inside others among them, by their place."""

    def __init__(self, quotations: list[Quotation]) -> None:
        self._beginning: dict[int, list[tuple[int, Quotation]]] = {}
        for n, one in enumerate(one for q in quotations for one in (*q.inner, q)):
            self._beginning.setdefault(one.start, []).append((n, one))
        self._all = Ranges(piece for q in quotations for piece in q.pieces)
        self._inner = Ranges(piece for q in quotations for one in q.inner for piece in one.pieces)
        self._of = {piece: q for q in quotations for piece in q.pieces}

    def after(self, cue: Range, outer: Draft) -> Range | None:
        """A quotation inside the outer one that stands right after the verb."""
        near = sorted((n, one) for at in range(cue[1], cue[1] + 4) for n, one in self._beginning.get(at, ()))
        for _, one in near:
            if one is not outer.quotation and holds(outer.content, one.start, one.end):
                return one.start, one.end
        return None

    def words_of(self, draft: Draft) -> Ranges:
        """Where words count as quoted in a draft: for a nested one inside the outer's quotation only."""
        outer = draft.within
        if outer is None:
            return self._all
        around = [(piece, self._of[piece]) for a, b in draft.content for piece in self._all.touching(a, b) if piece in self._of]
        return Ranges(
            [
                *(piece for a, b in draft.content for piece in self._inner.touching(a, b)),
                *(piece for piece, q in around if q is not outer.quotation and holds(outer.content, q.start, q.end)),
            ]
        )


def nested(layout: Layout, drafts: list[Draft], quotations: list[Quotation], hearing: Hearing) -> list[Draft]:
    """The drafts with those found inside them, in text order, the outer one first."""
    out = list(drafts)
    cues = Ranges(d.cue for d in drafts if d.cue)
    quoted = Quoted(quotations)
    lengths = {id(d): sum(b - a for a, b in d.content) for d in drafts}
    held: dict[int, list[Draft]] = {}
    for draft in drafts:
        for a, b in draft.content:
            for sentence in layout.sentences(a, b):
                near = held.setdefault(sentence.number, [])
                if not near or near[-1] is not draft:
                    near.append(draft)
    for sentence in layout.parsed:
        holders = held.get(sentence.number)
        if not holders:
            continue
        events = Events(sentence)
        for k, word in enumerate(sentence.words):
            at = word.token.start
            if word.upos != "VERB" or word.lemma.lower() not in VERBS or cues.hold(at):
                continue
            outer = min((d for d in holders if holds(d.content, at, at + 1)), key=lambda d: d.end - d.start, default=None)
            if outer is None or (events.modality(k) in ("future", "possible") and word.lemma.lower() not in INFINITIVE):
                continue
            found = _one(layout, sentence, events, k, outer, quoted, lengths[id(outer)])
            if found is not None:
                out.append(found)
    taken = Ranges(d.cue for d in out if d.cue)
    for cue in hearing.inner():
        if next(taken.touching(*cue), None) is None:
            found = _heard(layout, held.get(layout.sentence(cue[0]).number, []), cue, hearing)
            if found is not None:
                out.append(found)
    return sorted(out, key=lambda d: (d.start, -d.end, d.within is not None))


def _heard(layout: Layout, drafts: list[Draft], cue: Range, hearing: Hearing) -> Draft | None:
    """The nested statement of a cue that the network hears, with the source and content that it links to it."""
    outer = min((d for d in drafts if holds(d.content, cue[0], cue[0] + 1)), key=lambda d: d.end - d.start, default=None)
    source, content = hearing.source(cue[0]), hearing.content(cue[0])
    if outer is None or source is None or content is None:
        return None
    span = trimmed(layout.text, *content)
    if span is None or not holds(outer.content, *span):
        return None
    if any(part[0] < span[1] and span[0] < part[1] for part in (cue, source)):
        return None
    return Draft([span], cue, source, within=outer)


def _one(layout: Layout, sentence: Parsed, events: Events, k: int, outer: Draft, quoted: Quoted, length: int) -> Draft | None:
    """The nested statement of verb ``k``. ``length`` has the characters of the outer one's content."""
    words = sentence.words
    if any(words[c].lemma.lower() in ("not", "n't", "never") for c in sentence.children[k]):
        return None
    cue = _cue(sentence, k)
    content = quoted.after(cue, outer) or _content(layout, sentence, k)
    if content is not None and content[0] < cue[1] < content[1]:  # the parse took an adverb between the cue's verbs for the content's
        content = trimmed(layout.text, cue[1], content[1])
    if content is None or not holds(outer.content, *content):
        return None
    subject, passive, _ = events.subject(k)
    if subject < 0 or passive:
        return None
    if (
        words[subject].upos not in ("NOUN", "PROPN", "PRON", "NUM")
        or words[subject].text.lower() in ("this", "that", "it", "there", "one", "you", "anyone", "nobody", "no-one", "everyone")
        or (words[subject].text.lower() in ("i", "we") and (words[k].lemma.lower() in MENTAL or words[k].xpos == "VBP"))
    ):
        return None
    clause = {
        n
        for c in sentence.children[subject]
        if words[c].relation.split(":")[0] in ("acl", "advcl", "parataxis")
        for n in sentence.subtree(c)
    }
    inside = [n for n in sentence.subtree(subject) if n not in clause]
    speaker = _range(sentence, inside) if k not in inside else _range(sentence, [subject])
    if any(part[0] < content[1] and content[0] < part[1] for part in (cue, speaker)):
        return None
    if content[1] - content[0] >= length - 4:
        return None
    return Draft([content], cue, speaker, within=outer)
