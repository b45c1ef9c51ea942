"""Who did what to whom in one parsed sentence: the event's word, its participants, its order, polarity and modality.

First form: the initiative family. Participants come from the dependency tree through passives, clefts ("it was X that asked"), relative
clauses, control and light verbs ("made the request").
"""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.reading.events import DENIERS, LIGHT, NOUNS, PASSED, REFUSALS, VERBS, Trigger
from onrecord.reading.parse import Parsed

NEGATIONS = frozenset("not n't never neither nor no".split())


@dataclass(slots=True)
class Tuple:
    """An event as found in one sentence, its participants as word numbers (-1: not given)."""

    event: str
    trigger: int
    actor: int
    recipient: int
    order: str | None
    negated: bool
    modality: str


class Events:
    """Finds the events of one sentence."""

    def __init__(self, sentence: Parsed) -> None:
        self.s = sentence
        self.words = sentence.words

    def found(self) -> list[Tuple]:
        """All events of the initiative family, in word order."""
        out = []
        for k, word in enumerate(self.words):
            lemma = word.lemma.lower()
            if word.upos == "VERB":
                for trigger in VERBS.get(lemma, ()):
                    event = self._verb(k, trigger)
                    if event is not None:
                        out.append(event)
                        break
            elif word.upos == "NOUN" and lemma in NOUNS:
                event = self._noun(k, NOUNS[lemma])
                if event is not None:
                    out.append(event)
        return out

    # -- participants

    def subject(self, verb: int) -> tuple[int, bool, bool]:
        """(subject, whether the verb is passive, whether the subject is singled out by a cleft); -1 where none can be had."""
        at = verb
        governor = self.words[verb].head
        if (
            governor >= 0
            and self.words[verb].xpos == "VBG"
            and self.words[governor].lemma.lower() in PASSED
            and self.words[verb].relation.split(":")[0] in ("advcl", "acl", "xcomp")
        ):
            giver = self._oblique(governor, ("from",))  # "received a letter from X asking for …": X asks
            if giver >= 0:
                return giver, False, False
        for _ in range(5):
            for k in self.s.children[at]:
                relation = self.words[k].relation
                if relation.startswith(("nsubj", "csubj")):
                    passive = relation.endswith("pass") and at == verb
                    if self.words[k].lemma.lower() in ("who", "which", "that") or self.words[k].xpos in ("WP", "WDT"):
                        head, focus = self._antecedent(at)
                        return head, passive, focus
                    return k, passive, False
            word = self.words[at]
            relation = word.relation.split(":")[0]
            if relation in ("acl",) and word.head >= 0 and at == verb:
                focus_head, focus = self._antecedent(at)
                if word.xpos == "VBN" and not self.s.under(at, "nsubj"):
                    return focus_head, True, False
                if word.xpos == "VBG" or focus:
                    return focus_head, False, focus
                return -1, False, False
            if relation in ("conj", "xcomp", "advcl", "parataxis", "acl") and word.head >= 0:
                if relation == "conj" and at == verb and any(self.words[c].relation.endswith(":pass") for c in self.s.children[at]):
                    pass
                if relation == "xcomp" and self.words[word.head].lemma.lower() in (
                    "ask",
                    "urge",
                    "tell",
                    "want",
                    "order",
                    "invite",
                    "persuade",
                    "help",
                    "let",
                ):
                    obj = self.s.under(word.head, "obj")
                    if obj:
                        return obj[0], False, False
                at = word.head
                continue
            break
        return -1, False, False

    def _antecedent(self, clause: int) -> tuple[int, bool]:
        """What a relative clause is about, and whether it is a cleft ("it was X that …")."""
        head = self.words[clause].head
        if head < 0:
            return -1, False
        it = any(
            self.words[k].lemma.lower() == "it" and self.words[k].relation.startswith(("nsubj", "expl")) for k in self.s.children[head]
        )
        be = any(self.words[k].lemma.lower() == "be" for k in self.s.children[head])
        if it and be:
            return head, True
        if self.words[head].lemma.lower() == "be":  # "it" and the focus both hang on the copula
            focus = [k for k in self.s.children[head] if k != clause and self.words[k].upos in ("PROPN", "NOUN") and k < clause]
            if focus and any(self.words[k].lemma.lower() == "it" for k in self.s.children[head]):
                return focus[-1], True
        return head, False

    def _oblique(self, at: int, prepositions: tuple[str, ...]) -> int:
        for k in self.s.children[at]:
            relation = self.words[k].relation.split(":")[0]
            if relation in ("obl", "nmod"):
                case = {self.words[c].lemma.lower() for c in self.s.under(k, "case")}
                if case & set(prepositions):
                    return k
        return -1

    def _object(self, verb: int) -> int:
        objects = self.s.under(verb, "obj")
        return objects[0] if objects else -1

    # -- circumstances

    def order(self, *places: int) -> str | None:
        """ "first" where the word stands with one of the places, as adverb or adjective."""
        for at in places:
            if at < 0:
                continue
            for k in self.s.children[at]:
                if self.words[k].lemma.lower() in ("first", "initially", "originally") and self.words[k].relation.split(":")[0] in (
                    "advmod",
                    "amod",
                    "obl",
                    "xcomp",
                    "nmod",
                    "dep",
                ):
                    return "first"
            if self.words[at].lemma.lower() == "initiate":
                return "first"
        return None

    def negated(self, at: int) -> bool:
        """Whether the event itself is negated."""
        for k in self.s.children[at]:
            if self.words[k].lemma.lower() in NEGATIONS and k < at + 2:
                return True
        governor = self.words[at].head
        if self.words[at].relation == "xcomp" and governor >= 0 and self.words[governor].lemma.lower() in REFUSALS:
            return True
        subject, _, _ = self.subject(at)
        return subject >= 0 and any(self.words[k].lemma.lower() in ("no", "nobody", "none") for k in [subject, *self.s.children[subject]])

    def modality(self, at: int) -> str:
        """asserted, future, possible or question, from auxiliaries and the clause's place."""
        for k in self.s.children[at]:
            lemma = self.words[k].lemma.lower()
            if self.words[k].relation.startswith("aux"):
                if lemma in ("will", "shall", "'ll", "would"):
                    return "future"
                if lemma in ("may", "might", "could", "can", "should"):
                    return "possible"
            if self.words[k].relation == "mark" and lemma in ("if", "whether", "unless"):
                return "possible"
        if (
            self.words[at].relation == "xcomp"
            and self.words[at].head >= 0
            and self.words[self.words[at].head].lemma.lower() in ("want", "plan", "intend", "hope", "expect", "promise", "threaten")
        ):
            return "future"
        last = next((w.text for w in reversed(self.words) if w.text[-1].isalnum() or w.text in "?!."), "")
        return "question" if last == "?" else "asserted"

    # -- events

    def _verb(self, k: int, trigger: Trigger) -> Tuple | None:
        words = self.words
        if trigger.particle is not None:
            near = {w.lemma.lower() for w in words[k + 1 : k + 4]}
            if trigger.particle not in near:
                return None
        obj = self._object(k)
        if (
            trigger.needs is not None
            and not (obj >= 0 and words[obj].lemma.lower() in trigger.needs)
            and not (obj < 0 and any(words[c].xpos == "VB" for c in self.s.under(k, "xcomp")))
            and not (obj < 0 and self._oblique(k, trigger.recipient) >= 0)
        ):
            return None
        subject, passive, focus = self.subject(k)
        lemma = words[k].lemma.lower()
        if lemma == "call" and self._oblique(k, ("on", "upon")) < 0 and obj < 0:
            return None
        recipient = -1
        if passive:
            recipient, actor = subject, self._oblique(k, ("by",))
            if "obj" not in trigger.recipient and "iobj" not in trigger.recipient:
                recipient, actor = self._oblique(k, trigger.recipient), self._oblique(k, ("by",))
        else:
            actor = subject
            prepositions = tuple(p for p in trigger.recipient if p not in ("obj", "iobj"))
            if "iobj" in trigger.recipient and self.s.under(k, "iobj"):
                recipient = self.s.under(k, "iobj")[0]
            elif "obj" in trigger.recipient and (obj >= 0 or self.s.under(k, "iobj")):
                recipient = (self.s.under(k, "iobj") or [obj])[0]
            if recipient < 0 and prepositions:
                recipient = self._oblique(k, prepositions)
                if recipient < 0 and obj >= 0:
                    recipient = self._oblique(obj, prepositions)
        order = self.order(k, obj) or ("only" if focus else None)
        return Tuple(trigger.event, k, actor, recipient, order, self.negated(k), self.modality(k))

    def _noun(self, k: int, event: str) -> Tuple | None:
        words = self.words
        actor, recipient = self._oblique(k, ("from", "by")), self._oblique(k, ("to",))
        for c in self.s.children[k]:
            if words[c].relation == "nmod:poss" or (words[c].relation in ("amod", "compound") and words[c].text[0].isupper()):
                actor = c if actor < 0 else actor
        governor, relation = words[k].head, words[k].relation.split(":")[0]
        order, negated, modality = self.order(k), False, "asserted"
        if governor >= 0 and words[governor].upos == "VERB":
            lemma = words[governor].lemma.lower()
            subject, passive, focus = self.subject(governor)
            if lemma in LIGHT and (relation == "obj" or (passive and relation == "nsubj")):
                if relation == "obj" and not passive:
                    actor = subject if actor < 0 else actor
                elif passive:
                    by = self._oblique(governor, ("by",))
                    actor = by if actor < 0 else actor
                recipient = self._oblique(governor, ("to",)) if recipient < 0 else recipient
                order = order or self.order(governor) or ("only" if focus else None)
                negated, modality = self.negated(governor), self.modality(governor)
            elif lemma in PASSED and relation == "obj":
                recipient = subject if recipient < 0 else recipient
                actor = self._oblique(governor, ("from",)) if actor < 0 else actor
                modality = "asserted" if self.modality(governor) != "question" else "question"
        if actor < 0:
            return None
        if words[k].lemma.lower() in ("call", "contact", "proposal", "offer") and order is None and recipient < 0:
            return None
        return Tuple(event, k, actor, recipient, order, negated, modality)


def denier_of(events: Events, at: int, limit: int) -> int:
    """The verb above the event that denies it ("countered the suggestion that …"), or -1. ``limit`` bounds the climb."""
    words = events.words
    if words[at].upos == "NOUN" and words[at].relation in ("obj", "nsubj:pass"):
        return -1  # "dismissed the request" turns it down; that it was made is not denied
    for _ in range(limit):
        head = words[at].head
        if head < 0:
            return -1
        if (
            words[head].upos == "VERB"
            and words[head].lemma.lower() in DENIERS
            and words[at].relation.split(":")[0] in ("ccomp", "obj", "xcomp", "advcl")
        ):
            return head
        if words[at].relation.split(":")[0] not in ("acl", "ccomp", "obj", "appos", "conj", "nmod"):
            return -1
        at = head
    return -1
