"""How a sentence stands to a clause within it: told as a fact, reported, denied, supposed or planned.

Word lists of English: verbs that take their clause for true (factive), that make it so (implicative), that report it, that only
entertain it; the signs of conditions and doubt. After the classes of Karttunen (1971) and Saurí and Pustejovsky (2012).
"""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.reading.parse import Parsed

SAYING = frozenset(
    "say tell add announce state report declare confirm explain write note reveal disclose insist affirm reaffirm stress maintain "
    "acknowledge admit concede recall testify inform assert claim allege contend argue charge complain reply respond answer comment "
    "reiterate repeat warn remark observe mention boast accuse cite point describe assure agree conclude read quote indicate signal".split()
)
"""Verbs that report what follows."""
DENYING = frozenset("deny dispute refute rebut repudiate contradict disavow reject dismiss counter disprove debunk gainsay".split())
"""Verbs that deny what follows."""
FACTIVE = frozenset(
    "know remember forget learn realise realize discover notice see hear regret understand find recognise recognize prove show demonstrate "
    "mean ensure welcome celebrate mourn lament resent ignore overlook appreciate bemoan".split()
)
"""Verbs that take what follows for true."""
THINKING = frozenset(
    "think believe hope expect assume suppose suspect fear guess imagine suggest predict estimate doubt wonder hypothesise speculate presume "
    "consider feel figure reckon anticipate worry pray dream wish pretend seem appear propose recommend bet trust ask demand request "
    "urge require order insist".split()
)
"""Verbs that only entertain what follows."""
ACTUAL = frozenset(
    "manage begin start continue keep stop cease go come help force cause lead make let get compel happen proceed succeed use have allow enable "
    "remain stay see watch hear prompt dare bother finish resume turn serve need".split()
)
"""Verbs whose infinitive or participle happens when they do."""
FAILING = frozenset("fail refuse decline neglect forget omit avoid stop cease prevent quit abstain refrain".split())
"""Verbs whose infinitive or participle does not happen when they do."""
PLANNING = frozenset(
    "plan promise vow pledge intend agree threaten offer prepare decide aim seek want hope expect wish try attempt propose commit undertake "
    "set due schedule resolve choose vote swear volunteer consider contemplate warn".split()
)
"""Verbs whose infinitive is what somebody means to do."""
PROMISING = frozenset("promise vow pledge agree commit undertake swear guarantee".split())
DOUBTFUL = frozenset(
    "hopefully maybe perhaps possibly probably supposedly allegedly likely presumably conceivably apparently potentially purportedly "
    "ostensibly reputedly doubtfully unlikely theoretically arguably".split()
)
"""Adverbs that leave open whether the clause is true."""
UNTRUE = frozenset("falsely wrongly hardly scarcely barely".split())
CONDITIONS = frozenset("if unless whether lest".split())
_LACKING = frozenset(("without", "instead"))
_KEPT_FROM = frozenset(("from",))
PREVENTING = frozenset("prevent stop ban bar keep block prohibit forbid discourage dissuade deter restrain save exempt disqualify".split())
"""Verbs that keep from happening what follows with "from"."""
_AIMS = frozenset(("so", "order"))
_AHEAD = frozenset(("until", "before"))
CLAIMS = frozenset(
    "claim report suggestion allegation rumour rumor idea notion possibility fear hope belief suspicion speculation theory accusation charge "
    "assertion statement assumption prediction chance risk prospect concern proposal impression".split()
)
"""Nouns whose clause is only said or entertained ("the rumour that …")."""
_HALF = frozenset("may might could can should must ought".split())


@dataclass(frozen=True, slots=True)
class Commitment:
    """How a clause stands.

    Attributes:
        status: ``told`` (a fact for whoever speaks), ``said``, ``denied``, ``thought``, ``supposed`` (a condition or a choice), ``planned``.
        modality: asserted, promised, future, possible, question.
        failed: whether a verb above makes the clause untrue ("failed to pay", "denied that it paid").
        holders: the verbs above that say, deny or think it, outermost first.
        presupposed: whether it stands in a relative or participial clause of a noun.
    """

    status: str = "told"
    modality: str = "asserted"
    failed: bool = False
    holders: tuple[int, ...] = ()
    presupposed: bool = False

    @property
    def actual(self) -> bool:
        """Whether somebody gives the clause for a fact: told or said, and neither planned, possible nor asked."""
        return self.status in ("told", "said", "denied") and self.modality == "asserted"


class _Climb:
    """The way from a clause up to the root of its sentence."""

    def __init__(self, sentence: Parsed, relations: list[str], lemmas: list[str]) -> None:
        self.s = sentence
        self.relations = relations
        self.lemmas = lemmas
        self.status = "told"
        self.modality = "asserted"
        self.failed = False
        self.holders: list[int] = []
        self.presupposed = False

    def worse(self, status: str) -> None:
        """Takes the status unless a weaker one stands already."""
        rank = ("told", "said", "denied", "thought", "planned", "supposed")
        if rank.index(status) > rank.index(self.status):
            self.status = status

    def fail(self) -> None:
        """Turns what is told into its contrary; what is only planned or supposed stays what it is."""
        if self.status in ("told", "said", "denied"):
            self.failed = not self.failed

    def modal(self, modality: str) -> None:
        if self.modality == "asserted":
            self.modality = modality

    def own(self, at: int, auxiliaries: bool = True) -> None:
        """What the words of the clause itself say: auxiliaries (where they count), adverbs, conditions, a choice."""
        for c in self.s.children[at]:
            relation, lemma = self.relations[c], self.lemmas[c]
            if relation == "aux" and not auxiliaries:
                continue
            if relation == "aux":
                if lemma in ("will", "shall", "'ll", "wo", "sha", "would", "'d"):
                    self.modal("future")
                elif lemma in _HALF:
                    self.modal("possible")
            elif relation == "advmod" and lemma in DOUBTFUL:
                self.worse("thought")
            elif relation == "advmod" and lemma in UNTRUE:
                self.fail()
            elif self._open(c, at):
                self.worse("supposed")

    def _open(self, c: int, at: int) -> bool:
        """Whether a dependent makes of its clause a consequence of a condition, or one of a choice."""
        if self.relations[c] == "advcl":
            return self._conditional(c)
        if self.relations[c] == "obl":
            return self._lone_case(c)
        return self.relations[c] in ("conj", "ccomp", "parataxis") and self._alternative(c) and self._predicate(c, at)

    def _lone_case(self, c: int) -> bool:
        """Whether the phrase is the "in case" of a condition that was taken for one of the clause's own."""
        return self.lemmas[c] == "case" and [self.lemmas[d] for d in self.s.children[c]] == ["in"]

    def _predicate(self, member: int, at: int) -> bool:
        """Whether a word joined to a predicate is one itself."""
        if self.s.words[member].upos in ("VERB", "AUX"):
            return True
        return self.s.words[member].upos == self.s.words[at].upos and any(self.relations[d] == "cop" for d in self.s.children[at])

    def _alternative(self, member: int) -> bool:
        return any(self.lemmas[d] in ("or", "nor") and self.relations[d] == "cc" for d in self.s.children[member])

    def _conditional(self, clause: int) -> bool:
        marks = [c for c in self.s.children[clause] if self.relations[c] in ("mark", "advmod") and c < clause]
        if any(self.lemmas[c] == "even" for c in marks) or any(self.lemmas[d] in ("even", "or") for c in marks for d in self.s.children[c]):
            return False  # "even if", "whether or not": true either way
        return any(self.lemmas[c] in ("if", "unless") for c in marks) or (
            any(self.lemmas[c] in ("provided", "assuming", "supposing") for c in marks)
        )

    def _in_case(self, at: int) -> bool:
        return any(
            self.lemmas[c] in ("in", "on") and any(self.lemmas[d] in ("case", "condition", "event") for d in self.s.children[c])
            for c in self.s.children[at]
            if self.relations[c] in ("mark", "case") and c < at
        )

    def marked(self, at: int, lemmas: frozenset[str]) -> bool:
        return any(self.lemmas[c] in lemmas and self.relations[c] in ("mark", "advmod") and c < at for c in self.s.children[at])

    def negated(self, at: int) -> bool:
        return any(
            self.lemmas[c] in ("not", "n't", "never", "neither", "nor") and self.relations[c] in ("advmod", "cc")
            for c in self.s.children[at]
        )

    def step(self, at: int) -> int:
        """Goes from a clause to the one above it, minding the way; -1 at the top."""
        word = self.s.words[at]
        relation, governor = self.relations[at], word.head
        if governor < 0:
            return -1
        lemma = self.lemmas[governor]
        to = any(self.lemmas[c] == "to" and self.relations[c] == "mark" for c in self.s.children[at])
        reported = relation == "parataxis" and lemma in SAYING and (at < governor or self.lemmas[at] not in SAYING)
        if relation in ("ccomp", "csubj") or reported:
            self._under(at, governor, lemma)
        elif relation == "xcomp":
            self._controlled(at, governor, lemma)
        elif relation == "advcl":
            if self.marked(at, CONDITIONS) or self._in_case(at):
                self.worse("supposed")
            elif to or self.marked(at, _AIMS) or (self.marked(at, _AHEAD) and word.xpos not in ("VBD", "VBN")):
                self.worse("planned")
            elif self.marked(at, _LACKING) or (lemma in PREVENTING and self.marked(at, _KEPT_FROM)):
                self.fail()
        elif relation == "acl":
            return self._beside(at, governor, to)
        elif relation not in ("conj", "parataxis", "root", "appos", "dep", "list"):
            return self._noun(at, governor)
        return governor

    def _beside(self, at: int, governor: int, to: bool) -> int:
        """A clause that belongs to a noun."""
        clause = self.s.words[at].relation
        if to:
            self.worse("planned")
        elif clause != "acl:relcl" and self.lemmas[governor] in CLAIMS and any(self.lemmas[c] == "that" for c in self.s.children[at]):
            above = self.s.words[governor].head
            if above >= 0 and self.lemmas[above] in DENYING:
                self.holders.insert(0, above)
                self.fail()
                self.worse("denied")
            else:
                self.worse("thought")
        else:
            self.presupposed = True
        return governor

    def _noun(self, at: int, governor: int) -> int:
        """A noun of action or a noun whose clause has been left: goes on to the verb that governs it."""
        if self.s.words[at].upos not in ("NOUN", "PROPN", "PRON", "ADJ", "NUM"):
            return governor
        if self.s.words[governor].upos == "VERB" and self.relations[at] in ("obj", "obl") and not self.presupposed:
            lemma = self.lemmas[governor]
            if lemma in FAILING or lemma in DENYING:
                self.worse("supposed")
            elif lemma in PLANNING or lemma in THINKING:
                self.worse("planned")
        return governor

    def _under(self, at: int, governor: int, lemma: str) -> None:
        if self.marked(at, CONDITIONS):
            self.worse("supposed")
            return
        if lemma in DENYING:
            self.holders.insert(0, governor)
            if not self.negated(governor):
                self.fail()
            self.worse("denied")
        elif lemma in THINKING and lemma not in SAYING:
            self.holders.insert(0, governor)
            if self.negated(governor):
                self.fail()
            self.worse("thought")
        elif lemma in SAYING:
            self.holders.insert(0, governor)
            self.worse("thought" if self.negated(governor) else "said")
        elif lemma not in FACTIVE and lemma not in ACTUAL:
            self.worse("thought")

    def _controlled(self, at: int, governor: int, lemma: str) -> None:
        refused = self.negated(governor)
        if lemma in FAILING:
            self.fail()
        elif lemma in PLANNING or lemma in THINKING:
            if refused:
                self.fail()  # "does not seem to end" says that it does not end
            self.worse("planned")
            self.modal("promised" if lemma in PROMISING else "future")
        elif refused:
            self.fail()
        elif lemma not in ACTUAL and lemma not in FACTIVE and self.s.words[governor].upos == "VERB" and lemma not in SAYING:
            self.worse("planned")


def _bare(sentence: Parsed, relations: list[str], at: int) -> bool:
    """Whether a predicate joined to another has no finite verb of its own, so that the other's auxiliaries count for it."""
    return sentence.words[at].xpos not in ("VBD", "VBZ", "VBP") and not any(relations[c] in ("aux", "cop") for c in sentence.children[at])


def climb(sentence: Parsed, relations: list[str], lemmas: list[str], at: int) -> Commitment:
    """How the sentence stands to the clause whose predicate is the word ``at``."""
    way = _Climb(sentence, relations, lemmas)
    words = sentence.words
    verbal, below = True, -1
    for _ in range(12):
        if verbal and (words[at].upos in ("VERB", "AUX") or any(relations[c] == "cop" for c in sentence.children[at])):
            way.own(at, below < 0 or _bare(sentence, relations, below))
            if relations[at] in ("conj",) and any(lemmas[c] == "or" and relations[c] == "cc" for c in sentence.children[at]):
                way.worse("supposed")
        nominal = words[at].upos not in ("VERB", "AUX")
        above = way.step(at)
        if above < 0:
            break
        # A clause above lends its doubts to what stands beside it as an equal, not to what it governs or what describes a noun.
        verbal = relations[at] == "conj" or (nominal and relations[at] in ("obj", "obl"))
        at, below = above, at
    last = next((w.text for w in reversed(words) if w.text[-1].isalnum() or w.text in ("?", "!", ".")), "")
    if last == "?" and way.modality == "asserted" and not way.holders:
        way.modality = "question"
    return Commitment(way.status, way.modality, way.failed, tuple(way.holders), way.presupposed)
