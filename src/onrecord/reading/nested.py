"""Statements inside statements: "Rao said the minister had promised a bridge" holds the minister's promise.

No public corpus labels these, so they come from the parse: a verb of saying inside somebody's content, with a subject of its own and a
clause, an infinitive or a quotation of its own.
"""

from __future__ import annotations

from onrecord.reading.drafts import Draft, Layout, Range, trimmed
from onrecord.reading.parse import Parsed
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


def _quoted(quotations: list[Quotation], cue: Range, outer: Draft) -> Range | None:
    """A quotation inside the outer one that stands right after the verb."""
    for quotation in quotations:
        for inner in [*quotation.inner, quotation]:
            if (
                inner is not outer.quotation
                and any(a <= inner.start and inner.end <= b for a, b in outer.content)
                and 0 <= inner.start - cue[1] <= 3
            ):
                return inner.start, inner.end
    return None


def nested(layout: Layout, drafts: list[Draft], quotations: list[Quotation]) -> list[Draft]:
    """The drafts with those found inside them, in text order, the outer one first."""
    out = list(drafts)
    cues = [d.cue for d in drafts if d.cue]
    for sentence in layout.parsed:
        holders = [d for d in drafts if any(a < sentence.end and sentence.start < b for a, b in d.content)]
        if not holders:
            continue
        events = Events(sentence)
        for k, word in enumerate(sentence.words):
            at = word.token.start
            if word.upos != "VERB" or word.lemma.lower() not in CLAUSE | INFINITIVE | OBJECT or any(a <= at < b for a, b in cues):
                continue
            outer = min((d for d in holders if any(a <= at < b for a, b in d.content)), key=lambda d: d.end - d.start, default=None)
            if outer is None or (events.modality(k) in ("future", "possible") and word.lemma.lower() not in INFINITIVE):
                continue
            found = _one(layout, sentence, events, k, outer, quotations)
            if found is not None:
                out.append(found)
    return sorted(out, key=lambda d: (d.start, -d.end, d.within is not None))


def _one(layout: Layout, sentence: Parsed, events: Events, k: int, outer: Draft, quotations: list[Quotation]) -> Draft | None:
    words = sentence.words
    if any(words[c].lemma.lower() in ("not", "n't", "never") for c in sentence.children[k]):
        return None
    cue = _cue(sentence, k)
    content = _quoted(quotations, cue, outer) or _content(layout, sentence, k)
    if content is None or not any(a <= content[0] and content[1] <= b for a, b in outer.content):
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
    if speaker[0] < content[1] and content[0] < speaker[1]:
        return None
    if content[1] - content[0] >= sum(b - a for a, b in outer.content) - 4:
        return None
    return Draft([content], cue, speaker, within=outer)


def inside(quotations: list[Quotation], draft: Draft) -> list[Quotation]:
    """The quotations whose words count as quoted in a draft: for a nested one those inside the outer's quotation only."""
    if draft.within is None:
        return quotations
    outer = draft.within
    return [
        *(i for q in quotations for i in q.inner),
        *(q for q in quotations if q is not outer.quotation and any(a <= q.start and q.end <= b for a, b in outer.content)),
    ]
