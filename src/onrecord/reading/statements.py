"""Statements of one article: drafts with their speaker resolved in the cast, and what the cue's sentence adds
(stance, channel, addressee, day said)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from onrecord.model import ActorKind, Span, Stance, Statement, StatementKind
from onrecord.reading import cues
from onrecord.reading.absences import ABSENT
from onrecord.reading.cast import NEAR, Cast, Role
from onrecord.reading.dates import dates
from onrecord.reading.drafts import Draft, Layout, Range, kind_of
from onrecord.reading.names import Name
from onrecord.reading.nested import inside
from onrecord.reading.parse import Parsed
from onrecord.reading.phrases import Phrase, office, phrase, within
from onrecord.reading.quotations import Quotation


@dataclass(slots=True)
class Circumstances:
    """What the sentence of the cue tells besides: the phrase of the means, those spoken to, the day."""

    channel: str | None = None
    addressee: str | None = None
    said_on: str | None = None


def cue_word(sentence: Parsed, cue: Range) -> int:
    """The main word of a cue: its last verb, else its head."""
    first, last = within(sentence, *cue)
    verbs = [k for k in range(first, last) if sentence.words[k].upos == "VERB"]
    return verbs[-1] if verbs else max(first, last - 1)


def _noun_phrase(layout: Layout, sentence: Parsed, at: int, blocked: list[Range]) -> str:
    """The words of the phrase headed by ``at``, up to what belongs to the content or to a clause."""
    words = sentence.words
    keep = {at}
    for child in sentence.children[at]:
        relation = words[child].relation.split(":")[0]
        if relation in ("det", "amod", "compound", "nmod", "flat", "nummod", "case", "appos", "advmod") and relation != "case":
            keep.update(sentence.subtree(child))
    run = [at]
    for step in (-1, 1):
        k = at + step
        while k in keep and words[k].upos != "PUNCT" and not any(a <= words[k].token.start < b for a, b in blocked):
            run.append(k)
            k += step
    return layout.text[words[min(run)].token.start : words[max(run)].token.end]


def circumstances(layout: Layout, draft: Draft, published: str | None) -> Circumstances:
    """Channel, addressee and day from the clause of the cue."""
    out = Circumstances()
    if draft.cue is None:
        return out
    sentence = layout.sentence(draft.cue[0])
    words = sentence.words
    cue = cue_word(sentence, draft.cue)
    blocked = [*draft.content, *([draft.speaker] if draft.speaker else [])]

    def free(k: int) -> bool:
        return not any(a <= words[k].token.start < b for a, b in blocked)

    lemma = words[cue].lemma.lower()
    for k in sentence.children[cue]:
        if not free(k):
            continue
        relation, case = words[k].relation.split(":")[0], {words[c].lemma.lower() for c in sentence.under(k, "case")}
        noun = words[k].lemma.lower()
        if (
            relation in ("obj", "iobj")
            and lemma in ("tell", "inform", "assure", "warn", "remind", "notify", "advise", "brief")
            and words[k].upos != "VERB"
        ):
            out.addressee = _noun_phrase(layout, sentence, k, blocked)
            if noun == "conference" or noun in ("briefing", "hearing"):
                out.channel = out.addressee
        elif relation == "obl" and noun in cues.CHANNELS and case & {"in", "by", "via", "on", "through", "during", "at", "over"}:
            out.channel = _noun_phrase(layout, sentence, k, blocked)
            for c in sentence.under(k, "nmod"):
                if {words[x].lemma.lower() for x in sentence.under(c, "case")} & {"to", "with"}:
                    out.addressee = out.addressee or _noun_phrase(layout, sentence, c, blocked)
                    at = out.channel.find(
                        f" {layout.text[words[sentence.under(c, 'case')[0]].token.start : words[c].token.end].split()[0]} "
                    )
                    out.channel = out.channel[:at] if at > 0 else out.channel
        elif relation == "obl" and "to" in case and words[k].upos in ("NOUN", "PROPN", "PRON"):
            out.addressee = out.addressee or _noun_phrase(layout, sentence, k, blocked)
    for found in dates(layout.text, sentence.start, sentence.end, published):
        first, last = within(sentence, found.start, found.end)
        if found.value is None or first == last or not all(free(k) for k in range(first, last)):
            continue
        if draft.cue[0] <= found.start < draft.cue[1]:
            continue
        top = next((k for k in range(first, last) if not first <= words[k].head < last), first)
        if _attached(sentence, top, cue):
            out.said_on = found.value
    out.channel, out.addressee = (_undated(phrase, published) for phrase in (out.channel, out.addressee))
    return out


def _undated(words: str | None, published: str | None) -> str | None:
    """The phrase without a day that hangs on it ("a press release on Tuesday")."""
    if words is None:
        return None
    found = dates(words, 0, len(words), published)
    if found and found[-1].end == len(words):
        words = re.sub(r"\s+(?:on|in|at|late|early)?\s*$", "", words[: found[-1].start])
    return words or None


def _attached(sentence: Parsed, at: int, cue: int) -> bool:
    """Whether a date hangs on the cue, or on what hangs on it, without a clause between."""
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


def stance(layout: Layout, draft: Draft) -> Stance:
    """The stance from the cue's lemma; a question inside direct speech stays what its cue says."""
    if draft.cue is None:
        return Stance.ASSERTS
    sentence = layout.sentence(draft.cue[0])
    cue = cue_word(sentence, draft.cue)
    words = sentence.words
    negated = any(words[k].lemma.lower() in ("not", "n't", "never") for k in sentence.children[cue])
    content = layout.text[draft.start : draft.end]
    lemma = words[cue].lemma.lower()
    future = (
        content.startswith("to ")
        or layout.text[draft.cue[1] :].lstrip()[:4] in ("for ", "on ")
        or any(w.text.lower() in ("on", "for") for w in words[cue + 1 : cue + 2])
    )
    return cues.stance_of(lemma, negated, content, future)


def said(layout: Layout, draft: Draft) -> bool:
    """Whether the cue is an act of saying: a bare wish, plan or perception with no quotation is none."""
    if draft.cue is None or draft.quotation is not None:
        return True
    sentence = layout.sentence(draft.cue[0])
    word = sentence.words[cue_word(sentence, draft.cue)]
    lemma = word.lemma.lower()
    if lemma in cues.TELLING and any(
        sentence.words[k].lemma.lower() in ("not", "n't", "never") for k in sentence.children[cue_word(sentence, draft.cue)]
    ):
        return False  # "did not say that": nobody said it
    if lemma in cues.SAY:
        return not (
            lemma in ("ask", "call", "point", "go", "continue", "find", "give", "show", "put", "list", "read") and draft.speaker is None
        )
    return lemma not in cues.MENTAL and draft.speaker is not None


class Speakers:
    """Resolves the speakers of an article's drafts in order."""

    def __init__(self, layout: Layout, cast: Cast, names: list[Name]) -> None:
        self._layout = layout
        self._cast = cast
        self._names = names
        self._who: dict[int, Role | None] = {}

    def phrase(self, span: Range) -> Phrase | None:
        """The noun phrase at a range."""
        return phrase(self._layout.text, self._layout.sentence(span[0]), *span, self._names)

    def resolve(self, drafts: list[Draft]) -> tuple[list[Role | None], list[str | None]]:
        """(who, role) of each draft."""
        last: Role | None = None
        who: list[Role | None] = []
        roles: list[str | None] = []
        for draft in drafts:
            found: Role | None = None
            role: str | None = None
            spoken = draft.speaker
            if spoken is not None:
                at = self.phrase(spoken)
                if at is not None:
                    outer = self._who.get(id(draft.within)) if draft.within is not None else last
                    found = self._cast.resolve(at, outer, draft.within is not None and draft.within.quotation is not None)
                    role = at.role
            elif draft.follows is not None:
                found = self._who.get(id(draft.follows), last)
            elif draft.narrated is not None:
                found = self._led_in(draft.narrated, last)
            elif draft.quotation is not None and draft.cue is not None:
                found = last
            if found is not None and role is None and found.descriptions and found.kind is ActorKind.PERSON:
                role = found.descriptions[0]
            self._who[id(draft)] = found
            who.append(found)
            roles.append(role)
            if found is not None and draft.within is None:
                last = found
        who = self._name_the_described(drafts, who)
        joined = self._cast.settle()
        return [joined.get(w.id, w) if w is not None else None for w in who], roles

    def _led_in(self, lead: Range, last: Role | None) -> Role | None:
        """The subject of the sentence that leads up to a quotation."""
        sentence = self._layout.sentence(max(lead[0], lead[1] - 2))
        for k, word in enumerate(sentence.words):
            if word.relation.startswith("nsubj") and word.token.start < lead[1]:
                inside = sorted(sentence.subtree(k))
                at = self.phrase(
                    (
                        sentence.words[inside[0]].token.start,
                        sentence.words[k].token.end if word.upos == "PRON" else sentence.words[inside[-1]].token.end,
                    )
                )
                return self._cast.resolve(at, last) if at is not None and (at.person or word.upos == "PRON") else last
        return last

    def _name_the_described(self, drafts: list[Draft], who: list[Role | None]) -> list[Role | None]:
        """A person given by role alone is the person who is first named as a speaker shortly after, with no role but a rank."""
        for n, role in enumerate(who):
            if role is None or role.names or role.plural or role.kind is not ActorKind.UNNAMED or role not in self._cast.roles:
                continue
            noun = office(role.descriptions[0])[0].split()[-1].lower() if role.descriptions else ""
            if noun not in _NAMED_LATER:
                continue
            here = self._layout.paragraph(drafts[n].start)
            for m in range(n + 1, len(drafts)):
                other = who[m]
                if other is role or other is None:
                    continue
                there = self._layout.paragraph(drafts[m].start) - sum(
                    1 for a, _ in self._layout.skipped if drafts[n].start < a < drafts[m].start
                )
                first = min(a for a, _ in other.mentions)
                if (
                    there - here <= NEAR - 2
                    and other.kind is ActorKind.PERSON
                    and not other.titles
                    and first > drafts[n].start
                    and not (role.gender and other.gender and role.gender != other.gender)
                ):
                    self._cast.join(role, other)
                    who = [other if w is role else w for w in who]
                break
        return who


_NAMED_LATER = frozenset(
    "spokesman spokeswoman spokesperson minister official officer chief director head adviser aide chairman chairwoman president mayor secretary ambassador leader".split()
)


def statements(
    layout: Layout, drafts: list[Draft], quotations: list[Quotation], cast: Cast, names: list[Name], article: str, published: str | None
) -> tuple[list[Statement], Speakers]:
    """The statements of an article, numbered in text order."""
    speakers = Speakers(layout, cast, names)
    silent = [(s.start, s.end) for s in layout.parsed if ABSENT.search(layout.text, s.start, s.end)]

    def absent(draft: Draft) -> bool:
        match = ABSENT.search(layout.text, draft.cue[0], min(len(layout.text), draft.end + 20)) if draft.cue else None
        return (
            draft.quotation is None
            and any(a <= draft.start < b for a, b in silent)
            and match is not None
            and draft.cue is not None
            and abs(match.start() - draft.cue[0]) < 12
        )

    kept = [d for d in drafts if said(layout, d) and not absent(d)]
    who, roles = speakers.resolve(kept)
    out = []
    text = layout.text
    names_of = {id(draft): f"s{n}" for n, draft in enumerate(kept, 1)}
    for n, (draft, speaker, role) in enumerate(zip(kept, who, roles, strict=True), 1):
        around = circumstances(layout, draft, published)
        kind = kind_of(text, draft.content, inside(quotations, draft))
        out.append(
            Statement(
                id=f"s{n}",
                article=article,
                kind=kind,
                content=tuple(Span.of(text, a, b) for a, b in draft.content),
                stance=stance(layout, draft),
                cue=Span.of(text, *draft.cue) if draft.cue else None,
                speaker=Span.of(text, *draft.speaker) if draft.speaker else None,
                who=speaker.id if speaker else None,
                role=role,
                channel=around.channel,
                addressee=around.addressee,
                said_on=around.said_on,
                within=names_of.get(id(draft.within)) if draft.within is not None else None,
            )
        )
    return _carried(out), speakers


def _carried(found: list[Statement]) -> list[Statement]:
    """A quotation that goes on without a cue is of the same occasion as the one before it."""
    out: list[Statement] = []
    for s in found:
        before = next((o for o in reversed(out) if o.within is None), None)
        if before is not None and s.cue is None and s.speaker is None and s.who == before.who and s.kind is StatementKind.DIRECT:
            s = replace(
                s, channel=s.channel or before.channel, addressee=s.addressee or before.addressee, said_on=s.said_on or before.said_on
            )
        out.append(s)
    return out
