"""The occasion of a statement: through which channel, to whom, on which day.

Told by the clause of the cue; it holds on for what the same speaker says next, until the text gives another.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from onrecord.model import Statement
from onrecord.reading import cues
from onrecord.reading.dates import dates
from onrecord.reading.drafts import Draft, Layout, Range
from onrecord.reading.parse import Parsed
from onrecord.reading.phrases import DOCUMENTS, head_of, within

TELLING = frozenset("tell inform assure warn remind notify advise brief".split())
"""Verbs whose object is whom they speak to."""
ASKING = frozenset("ask urge order instruct beg implore call invite press".split())
"""Verbs whose object, inside the content, is whom they ask."""
GATHERINGS = frozenset("conference briefing hearing meeting rally session assembly forum summit inquest committee tribunal".split())
"""Nouns that name both those spoken to and the occasion ("told a news conference")."""
NEAR = 2
"""Paragraphs over which an occasion holds on for its speaker."""


@dataclass(slots=True)
class Occasion:
    """Channel, addressee and EDTF day, each None where the text does not tell."""

    channel: str | None = None
    addressee: str | None = None
    said_on: str | None = None


def cue_word(sentence: Parsed, cue: Range) -> int:
    """The main word of a cue: its last verb, else its head."""
    first, last = within(sentence, *cue)
    verbs = [k for k in range(first, last) if sentence.words[k].upos == "VERB"]
    return verbs[-1] if verbs else max(first, last - 1)


_NOMINAL = frozenset(("DET", "ADJ", "NOUN", "PROPN", "NUM"))


def _phrase_at(layout: Layout, sentence: Parsed, begin: int) -> tuple[str, int] | None:
    """(words, head) of the noun phrase that begins at a word: determiners, adjectives, nouns, and an "of" between names."""
    words, at, head = sentence.words, begin, -1
    while at < len(words):
        word = words[at]
        if word.upos == "PRON" and at == begin and word.text.lower() not in ("that", "what", "who", "which"):
            return word.text, at
        hyphen = word.text == "-" and at > begin
        of = (
            word.lemma.lower() in ("of", "and")
            and head == at - 1
            and at + 1 < len(words)
            and words[at + 1].upos in ("PROPN", "NOUN", "DET")
            and words[head].upos == "PROPN"
        )
        if word.upos in _NOMINAL or hyphen or of or word.xpos == "POS":
            if word.upos in ("NOUN", "PROPN"):
                head = at
            at += 1
            continue
        break
    if head < begin:
        return None
    return layout.text[words[begin].token.start : words[head].token.end], head


def _means(layout: Layout, sentence: Parsed, at: int, blocked: list[Range]) -> str:
    """The words of the phrase headed by ``at``, hyphens kept, clauses and further phrases left out."""
    words = sentence.words
    keep = {at}
    for child in sentence.children[at]:
        if (
            words[child].relation.split(":")[0] in ("det", "amod", "compound", "flat", "nummod", "punct", "nmod", "conj", "cc")
            and child < at
        ):
            keep.update(sentence.subtree(child))
    first = at
    while (
        first - 1 in keep
        and (words[first - 1].upos != "PUNCT" or words[first - 1].text == "-")
        and not any(a <= words[first - 1].token.start < b for a, b in blocked)
    ):
        first -= 1
    return layout.text[words[first].token.start : words[at].token.end]


def occasion(layout: Layout, draft: Draft, published: str | None) -> Occasion:
    """What the clause of the cue tells of the occasion."""
    out = Occasion()
    if draft.cue is None:
        return out
    sentence = layout.sentence(draft.cue[0])
    words = sentence.words
    cue = cue_word(sentence, draft.cue)
    blocked = [*draft.content, *([draft.speaker] if draft.speaker else [])]

    def free(k: int) -> bool:
        return not any(a <= words[k].token.start < b for a, b in blocked)

    lemma = words[cue].lemma.lower()
    after = within(sentence, *draft.cue)[1]
    if lemma in TELLING and after < len(words) and free(after):
        found = _phrase_at(layout, sentence, after)
        if found is not None:
            out.addressee = found[0]
            if words[found[1]].lemma.lower() in GATHERINGS:
                out.channel = found[0]
    elif lemma in ASKING and after < len(words):
        found = _phrase_at(layout, sentence, after)
        if found is not None and (lemma != "call" or layout.text[draft.cue[0] : draft.cue[1]].endswith(("on", "upon"))):
            out.addressee = found[0]
    for k in range(len(words)):
        if not free(k) or words[k].relation.split(":")[0] not in ("obl", "nmod") or not _hangs(sentence, k, cue):
            continue
        case, noun = {words[c].lemma.lower() for c in sentence.under(k, "case")}, words[k].lemma.lower()
        if (
            (noun in cues.CHANNELS or noun in GATHERINGS)
            and case & {"in", "by", "via", "on", "through", "during", "at", "over"}
            and out.channel is None
        ):
            out.channel = _means(layout, sentence, k, blocked)
        elif (
            case & {"to", "with"}
            and words[k].upos in ("NOUN", "PROPN", "PRON")
            and out.addressee is None
            and (words[k].head == cue or noun not in cues.CHANNELS)
        ):
            out.addressee = _means(layout, sentence, k, blocked) if words[k].upos != "PROPN" else _name(layout, sentence, k)
    if out.channel is None and draft.speaker is not None:
        inside = layout.sentence(draft.speaker[0])
        first, last = within(inside, *draft.speaker)
        head = head_of(inside, first, last) if first < last else -1
        if head >= 0 and inside.words[head].lemma.lower() in DOCUMENTS:
            out.channel = _means(layout, inside, head, [])
    out.said_on = _day(layout, sentence, draft, cue, published)
    return out


def _name(layout: Layout, sentence: Parsed, at: int) -> str:
    """The run of proper nouns around a word."""
    words, first, last = sentence.words, at, at
    while first and words[first - 1].upos == "PROPN":
        first -= 1
    while last + 1 < len(words) and words[last + 1].upos == "PROPN":
        last += 1
    return layout.text[words[first].token.start : words[last].token.end]


def _hangs(sentence: Parsed, at: int, cue: int) -> bool:
    """Whether a phrase hangs on the cue, or on a phrase that does, without a clause between."""
    for _ in range(4):
        word = sentence.words[at]
        if word.head == cue:
            return True
        if word.head < 0 or word.relation.split(":")[0] not in (
            "obl",
            "nmod",
            "compound",
            "flat",
            "advmod",
            "nummod",
            "case",
            "appos",
            "dep",
        ):
            return False
        at = word.head
    return False


def _day(layout: Layout, sentence: Parsed, draft: Draft, cue: int, published: str | None) -> str | None:
    """The day said: a date that hangs on the cue, stands in it, or stands between it and the content or the sentence's end."""
    assert draft.cue is not None
    words = sentence.words
    for found in dates(layout.text, sentence.start, sentence.end, published):
        first, last = within(sentence, found.start, found.end)
        if found.value is None or first == last or any(a <= found.start < b for a, b in draft.content):
            continue
        if draft.cue[0] <= found.start < draft.cue[1]:
            return found.value
        top = next((k for k in range(first, last) if not first <= words[k].head < last), first)
        in_speaker = draft.speaker is not None and draft.speaker[0] <= found.start < draft.speaker[1]
        if not in_speaker and _hangs(sentence, top, cue):
            return found.value
        if found.start >= draft.cue[1] and not in_speaker:
            between = [w for w in words if draft.cue[1] <= w.token.start < found.start]
            if not any(
                w.upos in ("VERB", "PUNCT", "SCONJ", "AUX") or any(a <= w.token.start < b for a, b in draft.content) for w in between
            ):
                return found.value
    return None


def carried(layout: Layout, found: list[Statement]) -> list[Statement]:
    """The statements with the occasion of what their speaker said just before, where they have none of their own.

    A new channel, or another day, is another occasion.
    """
    out: list[Statement] = []
    before: Statement | None = None
    for s in found:
        if s.within is None:
            if (
                before is not None
                and s.who is not None
                and s.who == before.who
                and _near(layout, before, s)
                and s.channel in (None, before.channel)
                and s.said_on in (None, before.said_on)
            ):
                s = replace(
                    s, channel=s.channel or before.channel, addressee=s.addressee or before.addressee, said_on=s.said_on or before.said_on
                )
            before = s
        out.append(s)
    return out


def _near(layout: Layout, before: Statement, s: Statement) -> bool:
    here, there = layout.paragraph(s.start), layout.paragraph(before.content[-1].end - 1)
    furniture = sum(1 for a, _ in layout.skipped if before.content[-1].end <= a < s.start)
    return here - there - furniture <= NEAR
