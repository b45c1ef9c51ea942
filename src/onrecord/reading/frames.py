"""Frames: every clause of a parsed sentence as a predicate with its participants, seen through voice, control and subordination.

A frame says who did what to whom in one clause, whether the clause is negated, and how it stands: told as a fact, reported, denied,
supposed (a condition, a wish, a choice between two) or planned. Participants are word numbers, the heads of their phrases.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from onrecord.reading.commitment import Commitment, climb
from onrecord.reading.heads import Phrases
from onrecord.reading.nominals import BEARING, NOMINALS, OFFICES, RECEIVED, UNDERGONE

NEGATIONS = frozenset("not n't never neither nor".split())
NOBODY = frozenset("no nobody none nothing neither".split())
_RELATIVE = frozenset("who which that whom whose".split())
_SUBJECT_CONTROL = frozenset("promise threaten vow pledge offer agree refuse".split())
_REACH = 12


@dataclass(slots=True)
class Frame:
    """One clause.

    Attributes:
        at: the word of the predicate (the complement's head in "is a doctor").
        predicate: its lemma in lower case, with its particle ("walk out"); "be" for a copula.
        subject, object, recipient: of the active voice ("B was hit by A": A, B); -1 where not given. ``recipient`` is the indirect object.
        obliques: (preposition, word) of every other phrase with the predicate; "" for one without a preposition ("last year").
        copular: whether ``object`` is what the subject is said to be.
        negated: whether the clause denies its predicate.
        commitment: how the sentence stands to the clause.
        focus: whether a cleft singles the subject out ("it was A that hit B").
        order: "first" where a word says so.
        noun: whether the predicate is a noun of action ("the attack on B by A").
    """

    at: int
    predicate: str
    subject: int = -1
    object: int = -1
    recipient: int = -1
    obliques: list[tuple[str, int]] = field(default_factory=list)
    copular: bool = False
    negated: bool = False
    commitment: Commitment = field(default_factory=Commitment)
    focus: bool = False
    order: str | None = None
    noun: bool = False
    passive: bool = False


class Frames(Phrases):
    """Finds the frames of one sentence.

    Args:
        sentence: with its tree.
    """

    def found(self) -> list[Frame]:
        """All frames in word order."""
        out = []
        for k, word in enumerate(self.words):
            if word.upos == "NOUN" and self.lemmas[k] in OFFICES and (office := self._office(k)) is not None:
                if self._copula(k) >= 0:
                    office.commitment = climb(self.s, self.relations, self.lemmas, k)
                    office.negated = office.negated != office.commitment.failed
                out.append(office)
            if self._copula(k) >= 0:
                frame = self._copular(k)
            elif word.upos == "VERB" and self.relations[k] not in ("amod", "case", "compound", "mark", "fixed", "flat", "cc"):
                frame = self._verb(k)
            elif word.upos == "NOUN" and self.lemmas[k] in NOMINALS:
                noun = self._noun(k)
                if noun is None:
                    continue
                frame = noun
            elif (
                word.upos == "AUX"
                and self.relations[k] in ("root", "conj", "parataxis", "ccomp", "advcl", "acl")
                and self.lemmas[k] == "be"
            ):
                frame = self._verb(k)
            else:
                continue
            frame.commitment = climb(self.s, self.relations, self.lemmas, k)
            frame.negated = frame.negated != frame.commitment.failed
            out.append(frame)
        return out

    # -- participants

    def _copula(self, k: int) -> int:
        return next((c for c in self.s.children[k] if self.relations[c] == "cop"), -1)

    def subject(self, verb: int) -> tuple[int, bool, bool]:
        """(subject in the sentence, whether it is that of a passive, whether a cleft singles it out); -1 where none can be had."""
        at = verb
        passive = self._is_passive(verb)
        for _ in range(_REACH):
            for k in self.s.children[at]:
                if self.relations[k] in ("nsubj", "csubj"):
                    if self.words[k].xpos in ("WP", "WDT", "WP$") or (self.lemmas[k] in _RELATIVE and self.relations[at] == "acl"):
                        head, focus = self._antecedent(at)
                        return head, passive, focus
                    return k, passive, False
            governor, relation = self.words[at].head, self.relations[at]
            if governor < 0:
                break
            if relation == "acl" and at == verb:
                head, focus = self._antecedent(at)
                if self.words[at].xpos == "VBD" and any(self.relations[c] in ("obj", "xcomp", "ccomp") for c in self.s.children[at]):
                    return head, passive, focus  # the main verb of "those that came left the town", taken for a clause of its subject
                if self.words[at].xpos in ("VBN", "VBD"):
                    return head, True, focus
                if self.words[at].xpos == "VBG" or focus:
                    return head, False, focus
                if self._infinitive(at) and self.words[governor].upos in ("NOUN", "PROPN"):
                    return self._bearer(governor), passive, False
                break
            if relation == "xcomp":
                objects = [
                    c for c in self.s.children[governor] if self.relations[c] in ("obj", "iobj") and c < at and self.words[c].upos != "ADJ"
                ]
                if objects and self.lemmas[governor] not in _SUBJECT_CONTROL:
                    return objects[-1], passive, False
                at = governor
                if self._is_passive(governor):
                    for k in self.s.children[governor]:
                        if self.relations[k] == "nsubj":
                            return k, passive, False
                continue
            if relation in ("conj", "advcl", "parataxis") or (relation == "acl" and at != verb):
                if relation == "acl":
                    head, focus = self._antecedent(at)
                    return head, passive, focus
                if relation == "advcl" and not self._bare(at):
                    break
                if relation == "parataxis" and self._has_mark(at):
                    break
                at = governor
                continue
            break
        return -1, passive, False

    def _bare(self, at: int) -> bool:
        """Whether a clause beside another lacks a finite verb of its own, so that it borrows the subject."""
        return self.words[at].xpos in ("VBG", "VBN", "VB") and not any(
            self.relations[c] == "aux" and self.words[c].xpos in ("MD", "VBZ", "VBD", "VBP") for c in self.s.children[at]
        )

    def _has_mark(self, at: int) -> bool:
        return any(self.relations[c] == "mark" for c in self.s.children[at])

    def _infinitive(self, at: int) -> bool:
        return any(self.lemmas[c] == "to" and self.relations[c] == "mark" for c in self.s.children[at])

    def _bearer(self, noun: int) -> int:
        """Whose decision, plan or threat it is: the owner of the noun, else the subject of its verb."""
        for c in self.s.children[noun]:
            if self.words[c].relation == "nmod:poss":
                return c
        governor = self.words[noun].head
        if governor >= 0 and self.relations[noun] in ("obj", "obl") and self.words[governor].upos == "VERB" and governor != noun:
            for c in self.s.children[governor]:
                if self.relations[c] == "nsubj" and self.words[c].xpos not in ("WP", "WDT"):
                    return c
        return -1

    def _is_passive(self, verb: int) -> bool:
        children = self.s.children[verb]
        if any(self.words[c].relation in ("nsubj:pass", "aux:pass") for c in children):
            return True
        if any(self.words[c].relation == "obl:agent" for c in children) and self.words[verb].xpos in ("VBN", "VBD"):
            return True
        if self.words[verb].xpos != "VBN" or any(self.relations[c] == "obj" for c in children):
            return False
        auxiliaries = {self.lemmas[c] for c in children if self.relations[c] == "aux"}
        if auxiliaries & {"be", "get"}:
            return True
        governor = self.words[verb].head
        return self.relations[verb] == "conj" and not auxiliaries and governor >= 0 and self._is_passive(governor)

    def _antecedent(self, clause: int) -> tuple[int, bool]:
        """What a relative clause is about, and whether it is a cleft ("it was A that …")."""
        head = self.words[clause].head
        if head < 0:
            return -1, False
        be = self._copula(head) >= 0
        if be and any(self.lemmas[k] == "it" and self.relations[k] in ("nsubj", "expl") for k in self.s.children[head]):
            return head, True
        if self.lemmas[head] == "be":
            near = [k for k in self.s.children[head] if k < clause and self.words[k].upos in ("PROPN", "NOUN", "PRON")]
            if len(near) > 1 and self.lemmas[near[0]] == "it":
                return near[-1], True
        return head, False

    def _relative_object(self, verb: int) -> tuple[int, str] | None:
        """The antecedent of a relative clause where it is no subject of it: (word, "obj" or a preposition)."""
        if self.relations[verb] != "acl" or self.words[verb].head < 0:
            return None
        own = [k for k in self.s.children[verb] if self.relations[k] == "nsubj"]
        if not own or self.words[own[0]].xpos in ("WP", "WDT"):
            return None
        for k in self.s.children[verb]:
            if self.words[k].xpos in ("WP", "WDT") or self.lemmas[k] in ("that", "which", "whom"):
                if self.relations[k] == "obj":
                    return self.words[verb].head, "obj"
                if self.relations[k] == "obl" and self.case(k):
                    return self.words[verb].head, self.case(k)
        if self.words[verb].relation == "acl:relcl" and not any(self.relations[k] == "obj" for k in self.s.children[verb]):
            return self.words[verb].head, "obj"
        return None

    def _agent_below(self, obliques: list[tuple[str, int]]) -> int:
        """The agent of a passive that the parse hung on the phrase before it ("was asked for help by A"); -1 where there is none."""
        for _, c in reversed(obliques):
            pending = [c]
            while pending:
                n = pending.pop()
                for d in self.s.children[n]:
                    if self.words[d].relation != "nmod" or self.lemmas[n] in NOMINALS:
                        continue
                    if self.case(d) == "by" and self.words[d].upos in ("PROPN", "NOUN", "PRON"):
                        self._agents.add(d)
                        return d
                    pending.append(d)
        return -1

    # -- frames

    def _particle(self, k: int) -> str:
        for c in self.s.children[k]:
            if self.words[c].relation == "compound:prt" or (self.relations[c] == "compound" and self.words[c].upos == "ADP"):
                return f" {self.lemmas[c]}"
        return ""

    def _negated(self, k: int) -> bool:
        return (
            sum(
                self.lemmas[c] in NEGATIONS and (self.relations[c] in ("advmod", "cc", "det", "dep")) and c <= k + 1
                for c in self.s.children[k]
            )
            % 2
            == 1
        )

    def _shared_negation(self, k: int) -> bool:
        """Whether the verb stands under the "not" of the one it is joined to ("did not stop and turn")."""
        governor = self.words[k].head
        return (
            self.relations[k] == "conj"
            and self.words[k].xpos == "VB"
            and not any(self.relations[c] in ("aux", "nsubj") for c in self.s.children[k])
            and self.words[governor].xpos == "VB"
            and self._negated(governor)
            and not any(self.lemmas[c] == "but" and self.relations[c] == "cc" for c in self.s.children[k])
        )

    def _nobody(self, at: int) -> bool:
        return at >= 0 and (
            self.lemmas[at] in NOBODY
            or any(self.relations[c] in ("det", "advmod") and self.lemmas[c] in NOBODY for c in self.s.children[at])
        )

    def _order(self, *places: int) -> str | None:
        for at in places:
            if at >= 0 and any(
                self.lemmas[c] in ("first", "initially", "originally") and self.relations[c] in ("advmod", "amod", "obl", "xcomp")
                for c in self.s.children[at]
            ):
                return "first"
        return None

    def _obliques(self, k: int) -> list[tuple[str, int]]:
        out = []
        for c in self.s.children[k]:
            if self.relations[c] in ("obl", "nmod") and self.words[c].relation not in ("nmod:poss", "obl:agent"):
                out.append((self.case(c), c))
            elif self.words[c].relation == "advmod" and self.words[c].upos == "NOUN":
                out.append(("", c))
        return out

    def _verb(self, k: int) -> Frame:
        frame = Frame(k, self.lemmas[k] + self._particle(k))
        subject, passive, frame.focus = self.subject(k)
        frame.passive = passive
        objects = [c for c in self.s.children[k] if self.relations[c] == "obj"]
        given = [c for c in self.s.children[k] if self.relations[c] == "iobj"]
        frame.obliques = self._obliques(k)
        if passive:
            agent = next((c for c in self.s.children[k] if self.words[c].relation == "obl:agent"), -1)
            if agent < 0:
                agent = next((c for p, c in frame.obliques if p == "by"), -1)
                frame.obliques = [(p, c) for p, c in frame.obliques if c != agent]
            if agent < 0:
                agent = self._agent_below(frame.obliques)
            frame.subject, frame.object = agent, subject
            if objects:
                frame.recipient, frame.object = subject, objects[0]
        else:
            frame.subject = subject
            if given and not objects:
                objects, given = given, []
            frame.object = objects[0] if objects else -1
            frame.recipient = given[0] if given else -1
            if frame.object >= 0 and self.words[frame.object].xpos in ("WP", "WDT"):
                frame.object = -1
            relative = self._relative_object(k)
            if relative is not None:
                if relative[1] == "obj" and frame.object < 0:
                    frame.object = relative[0]
                elif relative[1] != "obj":
                    frame.obliques.append((relative[1], relative[0]))
        if self.lemmas[k] == "be" and frame.subject >= 0 and any(self.relations[c] == "expl" for c in self.s.children[k]):
            frame.predicate, frame.object, frame.subject = "exist", -1, frame.subject
        frame.negated = (self._negated(k) or self._shared_negation(k)) != (self._nobody(frame.subject) or self._nobody(frame.object))
        frame.order = self._order(k, frame.object)
        if self.lemmas[k] == "vote" and any(p == "against" for p, _ in frame.obliques):
            frame.predicate = "vote against"
            frame.object = next(c for p, c in frame.obliques if p == "against") if frame.object < 0 else frame.object
        return frame

    def _copular(self, k: int) -> Frame:
        subject, _, focus = self.subject(k)
        frame = Frame(k, "be", subject, k, copular=True, focus=focus)
        frame.obliques = [(p, c) for p, c in self._obliques(k) if self.words[c].relation.startswith("obl")]
        frame.negated = self._negated(k) != (self._nobody(subject) or self._nobody(k))
        frame.order = self._order(k)
        return frame

    def _office(self, k: int) -> Frame | None:
        """Who stands how to whom by a noun that says it: "A, the owner of B", "B's owner, A", "A is the owner of B"."""
        of = next((c for c in self.s.children[k] if self.words[c].relation == "nmod:poss"), -1)
        if of < 0:
            of = next((c for c in self.s.children[k] if self.words[c].relation.startswith("nmod") and self.case(c) == "of"), -1)
        who = -1
        if self._copula(k) >= 0:
            who = self.subject(k)[0]
        elif self.relations[k] == "appos":
            who = self.words[k].head
        if who < 0:
            who = next((c for c in self.s.children[k] if self.relations[c] == "appos" and self.words[c].upos == "PROPN"), -1)
        if of < 0 or who < 0:
            return None
        verb, undergoes = OFFICES[self.lemmas[k]]
        subject, thing = (of, who) if undergoes else (who, of)
        return Frame(k, verb, subject, thing, negated=self._copula(k) >= 0 and self._negated(k), noun=True)

    def _noun(self, k: int) -> Frame | None:
        """A noun of action with somebody who acts or undergoes, by way of a light verb or of the noun's own phrases."""
        frame = Frame(k, NOMINALS[self.lemmas[k]], noun=True)
        owner = next(
            (
                c
                for c in self.s.children[k]
                if self.words[c].relation == "nmod:poss"
                or (self.relations[c] in ("amod", "compound", "nmod") and c < k and self.words[c].text[0].isupper())
            ),
            -1,
        )
        frame.subject = owner
        phrases = self._obliques(k)
        governor = self.words[k].head
        negated = self._nobody(k)
        if governor >= 0 and self.words[governor].upos == "VERB" and self.words[k].relation in ("obj", "nsubj:pass"):
            lemma = self.lemmas[governor]
            subject, passive, focus = self.subject(governor)
            above = self._obliques(governor)
            if lemma in BEARING:
                if passive:
                    subject = next((c for p, c in above if p == "by"), -1)
                    subject = next((c for c in self.s.children[governor] if self.words[c].relation == "obl:agent"), subject)
                frame.subject = subject if frame.subject < 0 else frame.subject
                frame.focus, frame.order = focus, self._order(governor)
                negated = negated != self._negated(governor)
                phrases += above
            elif lemma in RECEIVED and not passive:
                frame.object = subject
                phrases += above
        for preposition, c in phrases:
            if preposition in ("by", "from") and frame.subject < 0:
                frame.subject = c
            elif preposition == "of" and self.lemmas[k] in UNDERGONE and frame.object < 0:
                frame.object = c
            elif preposition == "of" and frame.subject < 0 and self.lemmas[k] not in UNDERGONE:
                frame.subject = c
            elif preposition in ("on", "against", "with", "to", "for", "of") and frame.object < 0 and c != frame.subject:
                frame.object = c
            else:
                frame.obliques.append((preposition, c))
        if frame.subject < 0 and frame.object < 0:
            return None
        frame.negated = negated
        frame.order = frame.order or self._order(k)
        return frame
