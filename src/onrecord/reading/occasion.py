"""The occasion of a statement: through which channel, to whom, on which day.

Told by the clause of the cue; it holds on for what the same speaker says next, until the text gives another.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from onrecord.model import Statement
from onrecord.reading import cues
from onrecord.reading.dates import dates
from onrecord.reading.drafts import Draft, Layout, Range
from onrecord.reading.hearing import Hearing
from onrecord.reading.parse import Parsed
from onrecord.reading.phrases import DOCUMENTS, head_of, within

TELLING = frozenset("tell inform assure warn remind notify advise brief".split())
"""Verbs whose object is whom they speak to."""
ASKING = frozenset("ask urge order instruct beg implore call invite press".split())
"""Verbs whose object, inside the content, is whom they ask."""
GATHERINGS = frozenset("conference briefing hearing meeting rally session assembly forum summit inquest committee tribunal".split())
"""Nouns that name both those spoken to and the occasion ("told a news conference")."""
SUMS_UP = 0.4
"""Share of a headline's words from which it sums up a saying of the body."""
LONGEST_HEAD = 300
"""Characters from the start beyond which nothing is a headline."""
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


def occasion(layout: Layout, draft: Draft, published: str | None, hearing: Hearing) -> Occasion:
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
    if out.channel is None and (told := hearing.channel(draft.cue[0])) is not None:
        out.channel = _whole(layout, told)
    if out.addressee is None and (told := hearing.addressee(draft.cue[0])) is not None:
        out.addressee = _whole(layout, told)
    out.said_on = _day(layout, sentence, draft, cue, published)
    return out


def _whole(layout: Layout, told: Range) -> str | None:
    """The words, with the rest of a name that they break off; None where they are an article alone."""
    sentence = layout.sentence(told[0])
    words, (first, last) = sentence.words, within(sentence, *told)
    if last - first > 1 and words[last - 1].upos == "DET":
        last -= 1
    while 0 < last < len(words) and words[last].upos == "PROPN" and words[last - 1].upos in ("PROPN", "DET"):
        last += 1
    text = layout.text[told[0] : words[last - 1].token.end if last > first else told[1]]
    return None if text.casefold() in ("the", "a", "an") else text


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
        if published is not None and found.value[:10] > published[: len(found.value[:10])]:
            continue  # nobody reports what will be said
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
    """The statements with the occasion of what their speaker said just before, where they have none of their own; the day also from
    what follows.

    A new channel, or another day, is another occasion. A headline takes the occasion of the saying that it sums up.
    """
    out = _headed(layout, found)
    for forward in (True, False):
        before: Statement | None = None
        for n in range(len(out)) if forward else reversed(range(len(out))):
            s = out[n]
            if s.within is not None:
                continue
            if before is not None and s.who is not None and s.who == before.who and _near(layout, before, s) and _may_share(before, s):
                s = out[n] = _with(s, before) if forward else replace(s, said_on=s.said_on or before.said_on)
            before = s
    days = {s.id: s.said_on for s in out}
    return [replace(s, said_on=days.get(s.within)) if s.within is not None and s.said_on is None else s for s in out]


def _may_share(a: Statement, b: Statement) -> bool:
    """Whether nothing that two statements tell of their occasions differs."""
    return (
        (a.channel is None or b.channel in (None, a.channel))
        and (a.said_on is None or b.said_on in (None, a.said_on))
        and (a.addressee is None or b.addressee in (None, a.addressee))
    )


def _with(s: Statement, other: Statement) -> Statement:
    return replace(s, channel=s.channel or other.channel, addressee=s.addressee or other.addressee, said_on=s.said_on or other.said_on)


def _headed(layout: Layout, found: list[Statement]) -> list[Statement]:
    """The statements, those of the headline with the occasion of the body's statement by the same speaker that shares most words."""
    first = [layout.paragraph(s.start) == layout.parsed[0].paragraph and s.start < LONGEST_HEAD for s in found]
    out = list(found)
    body: dict[str, list[tuple[int, set[str]]]] = {}
    for n, s in enumerate(found):
        if s.who is not None and s.within is None and not first[n]:
            body.setdefault(s.who, []).append((n, _content_words(s)))
    for k, s in enumerate(found):
        if s.who is None or not first[k]:
            continue
        words = _content_words(s)
        rated = ((len(words & others) / max(1, len(words)), -n) for n, others in body.get(s.who, ()))
        best = max(rated, default=None)
        if best is not None and best[0] >= SUMS_UP and _may_share(found[-best[1]], s):
            out[k] = _with(s, found[-best[1]])
    return out


def _content_words(s: Statement) -> set[str]:
    return {w for w in re.findall(r"\w+", s.words.lower()) if len(w) > 3}


def _near(layout: Layout, one: Statement, other: Statement) -> bool:
    before, after = sorted((one, other), key=lambda s: s.start)
    here, there = layout.paragraph(after.start), layout.paragraph(before.content[-1].end - 1)
    return here - there - layout.furniture_between(before.content[-1].end, after.start) <= NEAR
