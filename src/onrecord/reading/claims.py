"""Claims: event tuples from the parse, for what is said and for what the article says in its own voice.

The initiative family (who asked, approached or offered to whom) is read by its own triggers, every other clause by its frame. Denial is the
attitude of a holder to the proposition, never an event of its own.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import Any

from onrecord.model import Claim, Span, Stance, Statement, StatementKind
from onrecord.reading.cast import Cast, Role
from onrecord.reading.clauses import Clauses, Mentions, modality_of, phrase_words
from onrecord.reading.commitment import DENYING
from onrecord.reading.dates import dates
from onrecord.reading.drafts import Layout
from onrecord.reading.events import FAMILIES
from onrecord.reading.frames import Frame, Frames
from onrecord.reading.names import Name
from onrecord.reading.parse import Parsed
from onrecord.reading.places import Ranges
from onrecord.reading.statements import Speakers
from onrecord.reading.tuples import Events, Tuple, denier_of


class Participants:
    """From a word of a sentence to the entities it means."""

    def __init__(self, layout: Layout, cast: Cast, names: list[Name], speakers: Speakers) -> None:
        self._layout = layout
        self._cast = cast
        self._names = names
        self._speakers = speakers

    def of(self, sentence: Parsed, at: int, statement: Statement | None) -> tuple[str, ...]:
        """Ids of the entities that the phrase headed by ``at`` means; empty where it cannot be told."""
        if at < 0:
            return ()
        words = sentence.words
        word = words[at]
        if word.upos == "PRON" and word.lemma.lower() in ("i", "we", "me", "us", "my", "our", "mine", "ours"):
            return (statement.who,) if statement is not None and statement.who and statement.kind != "indirect" else ()
        if word.upos == "PRON" and word.lemma.lower() not in ("he", "she", "they", "it", "him", "her", "them", "his", "their", "its"):
            return ()
        inside = [k for k in sentence.subtree(at) if words[k].relation.split(":")[0] not in ("acl", "advcl", "punct") or k == at]
        clause = {
            k
            for c in sentence.children[at]
            if words[c].relation.split(":")[0]
            in ("acl", "advcl", "appos", "cop", "nsubj", "conj", "parataxis", "obl", "expl", "advmod", "punct", "ccomp", "discourse", "aux")
            for k in sentence.subtree(c)
        }
        run = [k for k in inside if k not in clause]
        if not run:
            return ()
        first, last = min(run), max(run)
        found = self._speakers.phrase((words[first].token.start, words[last].token.end))
        if found is None:
            return ()
        speaker = self._role(statement)
        speaking = speaker is not None and statement is not None and statement.kind is StatementKind.DIRECT
        role = self._cast.resolve(found, speaker, speaking)
        return (role.id,) if role is not None else ()

    def _role(self, statement: Statement | None) -> Role | None:
        if statement is None or statement.who is None:
            return None
        return self._cast.role(statement.who)


class Holders:
    """Which statement's words a place of the text is part of."""

    def __init__(self, layout: Layout, statements: list[Statement]) -> None:
        self._of: dict[int, list[tuple[Span, Statement]]] = {}
        self._length = {s.id: sum(c.end - c.start for c in s.content) for s in statements}
        for statement in statements:
            for span in statement.content:
                for sentence in layout.sentences(span.start, span.end):
                    self._of.setdefault(sentence.number, []).append((span, statement))

    def at(self, sentence: Parsed, start: int, end: int) -> tuple[Span, Statement] | None:
        """The innermost statement whose content holds the place, with the piece that holds it."""
        inside = [(c, s) for c, s in self._of.get(sentence.number, ()) if c.start <= start and end <= c.end]
        return min(inside, key=lambda held: self._length[held[1].id], default=None)


@dataclass(slots=True)
class Told:
    """A claim in the making, without its id: (sentence, word) of its predicate for the order, and its parts by name."""

    at: tuple[int, int]
    parts: dict[str, Any]


def claims(
    layout: Layout, statements: list[Statement], cast: Cast, names: list[Name], speakers: Speakers, article: str, published: str | None
) -> list[Claim]:
    """The claims of an article in text order: those of the initiative family, and one of every other clause."""
    by_id = {s.id: s for s in statements}
    holders_at = Holders(layout, statements)
    told, taken = _initiative(layout, by_id, holders_at, Participants(layout, cast, names, speakers), published)
    told += _others(layout, by_id, holders_at, Clauses(layout, Mentions(layout, cast, names, speakers.phrase), published), taken)
    told.sort(key=lambda t: t.at)
    return [Claim(id=f"c{n}", article=article, **t.parts) for n, t in enumerate(told, 1)]


def _initiative(
    layout: Layout, by_id: dict[str, Statement], holders_at: Holders, who: Participants, published: str | None
) -> tuple[list[Told], set[tuple[int, int]]]:
    """Claims of who asked, approached or offered to whom, and the words that they or what was no claim took."""
    out: list[Told] = []
    taken: set[tuple[int, int]] = set()
    for sentence in layout.parsed:
        events = Events(sentence)
        found_here = events.found()
        frames = Frames(sentence) if found_here else None
        for found in found_here:
            taken.add((sentence.number, found.trigger))
            token = sentence.words[found.trigger].token
            held = holders_at.at(sentence, token.start, token.end)
            statement = held[1] if held else None
            actor, recipient = who.of(sentence, found.actor, statement), who.of(sentence, found.recipient, statement)
            if not actor and not recipient:
                continue
            if actor == recipient:
                recipient = ()
            holders = _chain(statement, by_id)
            denier = denier_of(events, found.trigger, 5)
            negated = found.negated
            if denier >= 0 and not (statement is not None and statement.stance is Stance.DENIES):
                subject, _, _ = events.subject(denier)
                told = who.of(sentence, subject, statement)
                negated = not negated
                holders = (*holders, *told)
            evidence = held[0] if held else _clause(layout, sentence, found, denier)
            time = next((d.value for d in dates(layout.text, evidence.start, evidence.end, published) if d.value), None)
            if (
                found.recipient < 0
                and any(w in evidence.text.lower() for w in ("not the other way around", "not vice versa", "and not the reverse"))
                and found.order is None
            ):
                found.order = "only"
            parts: dict[str, Any] = {
                "statement": statement.id if statement else None,
                "evidence": evidence,
                "event": found.event,
                "actor": actor,
                "recipient": recipient,
                "theme": _theme(layout, sentence, found.trigger),
                "time": time,
                "order": found.order,
                "polarity": "-" if negated else "+",
                "modality": found.modality,
                "holders": holders,
                "predicate": sentence.words[found.trigger].lemma.lower(),
            }
            for name, at in (("subject", found.actor), ("object", found.recipient)):
                if at >= 0 and frames is not None:
                    parts[name] = phrase_words(layout, sentence, frames, at)
            out.append(Told((sentence.number, found.trigger), parts))
    return out, taken


def _others(layout: Layout, by_id: dict[str, Statement], holders_at: Holders, clauses: Clauses, taken: set[tuple[int, int]]) -> list[Told]:
    """A claim of every clause that is none of the initiative family and no cue of a statement."""
    cues = sorted((s.cue.start, s.cue.end) for s in by_id.values() if s.cue is not None)
    furniture = Ranges(sorted(layout.skipped))
    out: list[Told] = []
    for sentence in layout.parsed:
        if furniture.hold(sentence.start):
            continue
        here = cues[bisect_left(cues, (sentence.start, 0)) : bisect_left(cues, (sentence.end, 0))]
        cue_words = (
            {k for k, w in enumerate(sentence.words) if any(a <= w.token.start and w.token.end <= b for a, b in here)} if here else set()
        )
        held: dict[int, tuple[Span, Statement] | None] = {}

        def holding(at: int, sentence: Parsed = sentence, held: dict[int, tuple[Span, Statement] | None] = held) -> Statement | None:
            token = sentence.words[at].token
            held[at] = holders_at.at(sentence, token.start, token.end)
            found = held[at]
            return found[1] if found else None

        def skipped(f: Frame, sentence: Parsed = sentence, cue_words: set[int] = cue_words) -> bool:
            said = f.at in cue_words and FAMILIES.get(f.predicate, "INFORM") in ("INFORM", "META")
            return said or (sentence.number, f.at) in taken

        for frames, clause in clauses.of(sentence, skipped, holding):
            frame = clause.frame
            found = held[frame.at]
            statement = found[1] if found else None
            holders = _chain(statement, by_id)
            negated = frame.negated
            for h in frame.commitment.holders:
                if h in cue_words:
                    if frames.lemmas[h] in DENYING and statement is not None and statement.stance is Stance.DENIES:
                        negated = not negated  # the denial is the stance of its statement
                else:
                    holders = (*holders, *clauses.ids(sentence, frames, frames.subject(h)[0], statement))
            out.append(
                Told(
                    (sentence.number, frame.at),
                    {
                        "statement": statement.id if statement else None,
                        "evidence": clauses.span(sentence, frames, frame, found[0] if found else None),
                        "event": clause.event,
                        "actor": clause.actor,
                        "recipient": clause.recipient,
                        "theme": clause.theme,
                        "quantity": clause.number.quantity if clause.number else None,
                        "time": clause.time,
                        "place": clause.place,
                        "order": frame.order or ("only" if frame.focus else None),
                        "polarity": "-" if negated else "+",
                        "modality": modality_of(frame),
                        "holders": tuple(dict.fromkeys(holders)),
                        "predicate": frame.predicate,
                        "subject": clause.subject,
                        "object": clause.object,
                        "details": clause.details,
                    },
                )
            )
    return out


def _chain(statement: Statement | None, by_id: dict[str, Statement]) -> tuple[str, ...]:
    chain: list[str] = []
    while statement is not None:
        if statement.who:
            chain.insert(0, statement.who)
        statement = by_id.get(statement.within) if statement.within else None
    return tuple(chain)


def _clause(layout: Layout, sentence: Parsed, found: Tuple, denier: int) -> Span:
    """The clause that carries the claim, in the article's own voice."""
    top = denier if denier >= 0 else found.trigger
    for _ in range(3):
        word = sentence.words[top]
        if (
            word.relation.split(":")[0] in ("acl", "xcomp", "obj", "conj")
            and word.head >= 0
            and sentence.words[word.head].upos in ("VERB", "PROPN", "NOUN", "AUX")
        ):
            top = word.head
        else:
            break
    inside = sorted(sentence.subtree(top))
    start, end = sentence.words[inside[0]].token.start, sentence.words[inside[-1]].token.end
    text = layout.text[start:end]
    while text and text[-1] in " ,.;:–—-":
        text = text[:-1]
    return Span(start, start + len(text), text)


def _theme(layout: Layout, sentence: Parsed, trigger: int) -> str | None:
    """What is asked for or offered: the clause or the "for" phrase under the trigger."""
    words = sentence.words
    for k in sentence.children[trigger]:
        relation = words[k].relation.split(":")[0]
        case = {words[c].lemma.lower() for c in sentence.under(k, "case")}
        if relation in ("ccomp", "xcomp", "advcl", "acl") or (relation in ("obl", "nmod") and case & {"for", "about"}):
            inside = sorted(sentence.subtree(k))
            if inside[0] > trigger:
                return layout.text[words[inside[0]].token.start : words[inside[-1]].token.end].strip(' ,.;:”"’') or None
    return None
