"""Statements of one article: drafts with their speaker resolved in the cast, and what the cue's sentence adds
(stance, channel, addressee, day said)."""

from __future__ import annotations

from onrecord.model import ActorKind, Span, Stance, Statement
from onrecord.reading import cues
from onrecord.reading.absences import ABSENT
from onrecord.reading.cast import NEAR, Cast, Role
from onrecord.reading.drafts import Draft, Layout, Range, kind_by
from onrecord.reading.hearing import Hearing
from onrecord.reading.names import RANK_OF, Name
from onrecord.reading.nested import Quoted
from onrecord.reading.occasion import carried, cue_word, occasion
from onrecord.reading.phrases import Phrase, office, phrase
from onrecord.reading.places import Ranges
from onrecord.reading.quotations import Quotation
from onrecord.reading.quotes import MARKS

SURE = 0.9
"""Probability from which the network's stance counts; below it the cue's lemma decides."""


def stance(layout: Layout, draft: Draft, hearing: Hearing) -> Stance:
    """The stance that the network hears at the cue, or where it is unsure that of the cue's lemma."""
    heard = hearing.stance(draft.cue[0] if draft.cue else draft.start)
    if heard is not None and heard[1] >= SURE:
        return heard[0]
    if draft.cue is None:
        return Stance.ASSERTS
    sentence = layout.sentence(draft.cue[0])
    cue = cue_word(sentence, draft.cue)
    words = sentence.words
    lemma = words[cue].lemma.lower()
    future = (
        layout.text.startswith("to ", draft.start)
        or layout.text[draft.cue[1] : draft.cue[1] + 12].lstrip()[:4] in ("for ", "on ")
        or any(w.text.lower() in ("on", "for") for w in words[cue + 1 : cue + 2])
    )
    return cues.stance_of(lemma, future)


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
    if lemma in cues.ABOUT and not _clause(layout, draft):
        return False
    if lemma in cues.SAY:
        return not (
            lemma in ("ask", "call", "point", "go", "continue", "find", "give", "show", "put", "list", "read") and draft.speaker is None
        )
    return lemma not in cues.MENTAL and draft.speaker is not None


def _clause(layout: Layout, draft: Draft) -> bool:
    """Whether a content has a verb, or words in quotation marks: a noun phrase has neither."""
    for start, end in draft.content:
        sentence = layout.sentence(start)
        if any(w.upos in ("VERB", "AUX") for w in sentence.words if start <= w.token.start < end):
            return True
        if any(c in MARKS for c in layout.text[start:end].strip("'’")):
            return True
    return False


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
                at = self.phrase(self._antecedent(spoken) or spoken)
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

    def _antecedent(self, spoken: Range) -> Range | None:
        """The phrase that a relative pronoun stands for: "the engineer" of "the engineer who said"."""
        if self._layout.text[slice(*spoken)].lower() not in ("who", "which", "that"):
            return None
        sentence = self._layout.sentence(spoken[0])
        words = sentence.words
        at = next((k for k, w in enumerate(words) if w.token.start == spoken[0]), -1)
        clause = at
        while clause >= 0 and not words[clause].relation.startswith("acl"):
            clause = words[clause].head
        if clause < 0 or words[clause].head < 0:
            return None
        below = set(sentence.subtree(clause))
        noun = words[clause].head
        kept = [k for k in sentence.subtree(noun) if k not in below and k < at and k <= max(noun, at - 1)]
        while kept and words[kept[-1]].upos == "PUNCT":
            kept.pop()
        return (words[kept[0]].token.start, words[kept[-1]].token.end) if kept else None

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
        after = _next_other(who)
        became: dict[int, Role] = {}
        for n, role in enumerate(who):
            if role is None or role.names or role.plural or role.kind is not ActorKind.UNNAMED or self._cast.role(role.id) is not role:
                continue
            noun = office(role.descriptions[0])[0].split()[-1].lower() if role.descriptions else ""
            if noun not in _NAMED_LATER:
                continue
            m = after[n]
            spoke = who[m] if m < len(who) else None
            if spoke is None:
                continue
            other = became.get(spoke.number, spoke)
            here, there = drafts[n].start, drafts[m].start
            apart = self._layout.paragraph(there) - self._layout.paragraph(here) - self._layout.furniture_between(here + 1, there)
            if (
                apart <= NEAR - 2
                and other.kind is ActorKind.PERSON
                and all(title in RANK_OF.values() for title, _ in other.titles)
                and other.mentions[0][0] > here
                and not (role.gender and other.gender and role.gender != other.gender)
            ):
                self._cast.join(role, other)
                became[role.number] = other
        return [became.get(w.number, w) if w is not None else None for w in who]


def _next_other(who: list[Role | None]) -> list[int]:
    """For each place the next one with somebody who is somebody else; the length of the list where there is none."""
    out = [len(who)] * len(who)
    coming = len(who)  # the next place with anybody
    for n in range(len(who) - 1, -1, -1):
        out[n] = coming if coming == len(who) or who[coming] is not who[n] else out[coming]
        coming = n if who[n] is not None else coming
    return out


_NAMED_LATER = frozenset(
    "spokesman spokeswoman spokesperson minister official officer chief director head adviser aide chairman chairwoman president mayor secretary ambassador leader".split()
)


def statements(
    layout: Layout,
    drafts: list[Draft],
    quotations: list[Quotation],
    cast: Cast,
    names: list[Name],
    article: str,
    published: str | None,
    hearing: Hearing,
) -> tuple[list[Statement], Speakers]:
    """The statements of an article, numbered in text order."""
    speakers = Speakers(layout, cast, names)
    silent = Ranges((s.start, s.end) for s in layout.parsed if ABSENT.search(layout.text, s.start, s.end))
    quoted = Quoted(quotations)

    def absent(draft: Draft) -> bool:
        match = ABSENT.search(layout.text, draft.cue[0], min(len(layout.text), draft.end + 20)) if draft.cue else None
        return (
            draft.quotation is None
            and silent.hold(draft.start)
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
        around = occasion(layout, draft, published, hearing)
        kind = kind_by(text, draft.content, quoted.words_of(draft))
        out.append(
            Statement(
                id=f"s{n}",
                article=article,
                kind=kind,
                content=tuple(Span.of(text, a, b) for a, b in draft.content),
                stance=stance(layout, draft, hearing),
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
    return carried(layout, out), speakers
