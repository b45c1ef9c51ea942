"""Something written, and who stands behind it: "the ministry's notice", "a survey by X", "its letter", "the same log"."""

from __future__ import annotations

from collections.abc import Callable

from onrecord.reading.names import Name
from onrecord.reading.parse import Parsed
from onrecord.reading.phrases import BODIES, DOCUMENTS, Phrase, names_between, phrase
from onrecord.reading.role import Role

WRITTEN = DOCUMENTS | frozenset(
    "account accounts advisory advertisement agenda annex announcement appendix application banner bill board book booklet briefing brief brochure budget card chart "
    "charter chronology circular clause code communique communiqué diary dispatch docket dossier draft entry fact-sheet factsheet file finding findings flyer "
    "footnote form guide guideline guidelines handbook handout invoice issue journal ledger list listing manifest message minute newsletter notes page pamphlet "
    "petition placard policy poster presentation proposal prospectus protocol publication readout receipt register registry response roster rulebook schedule "
    "section sheet slide spreadsheet submission summary table tally tariff testimony text ticket timetable tract warrant webpage".split()
)
"""Nouns for what is written or recorded."""
PLAIN = frozenset("document paper text file release statement message letter page".split())
"""Nouns by which any document may be meant again."""
_TIMES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow week month year spring summer autumn fall winter morning evening "
    "january february march april may june july august september october november december".split()
)
_MEANT = {"its": "it", "his": "he", "her": "she", "their": "they"}
BACK = 8
"""Earlier namings of a document that are looked at, the nearest first."""
WIDE = 25
"""Words of a phrase that names who stands behind a document."""


class Documents:
    """The documents of one article.

    Args:
        named: whom a name means; None where it is of nobody yet.
        resolve: whom a phrase means.
        pronoun: whom a pronoun at a phrase means, by the pronoun's subject form.
    """

    def __init__(
        self,
        text: str,
        parsed: list[Parsed],
        names: list[Name],
        named: Callable[[Name], Role | None],
        resolve: Callable[[Phrase], Role | None],
        pronoun: Callable[[Phrase, str], Role | None],
    ) -> None:
        self._text, self._parsed, self._names = text, parsed, names
        self._named, self._resolve, self._pronoun = named, resolve, pronoun
        self._known: dict[str, tuple[int, Role]] = {}
        self._namings: dict[str, list[tuple[int, int, int]]] | None = None

    def author(self, found: Phrase) -> Role | None:
        """Who stands behind the document that a phrase names, as far as the article tells; None where it does not."""
        sentence = self._parsed[found.sentence]
        noun = sentence.words[found.head].lemma.lower()
        if noun not in WRITTEN:
            return None
        role = self._inside(found) or self._told(sentence, found.head)
        if role is None and found.definite:
            role = self._again(noun, found.start) or self._earlier(noun, found)
        if role is not None:
            self._known[noun] = self._known["document"] = (found.start, role)
        return role

    def _again(self, noun: str, at: int) -> Role | None:
        told = self._known.get(noun) or (self._known.get("document") if noun in PLAIN else None)
        return told[1] if told is not None and told[0] <= at else None

    def _earlier(self, noun: str, found: Phrase) -> Role | None:
        """Who stands behind the document of this noun that the text told of before."""
        if self._namings is None:
            self._namings = {}
            for sentence in self._parsed:
                for k, word in enumerate(sentence.words):
                    if word.upos in ("NOUN", "PROPN") and word.lemma.lower() in WRITTEN:
                        self._namings.setdefault(word.lemma.lower(), []).append((word.token.start, sentence.number, k))
        before = [n for n in self._namings.get(noun, ()) if n[0] < found.start]
        for _, number, k in before[-BACK:][::-1]:
            role = self._told(self._parsed[number], k)
            if role is not None:
                return role
        return None

    def _inside(self, found: Phrase) -> Role | None:
        """A name in the phrase that owns, made or filed it."""
        sentence = self._parsed[found.sentence]
        for name in names_between(self._names, found.start, found.end):
            role = self._named(name)
            if role is None:
                continue
            top = next((k for k in range(name.first, name.last) if not name.first <= sentence.words[k].head < name.last), name.first)
            above, relation = sentence.words[top].head, sentence.words[top].relation
            if relation in ("nmod:desc", "compound", "appos", "flat") and above >= 0:
                if above == found.head and relation == "compound" and name.kind == "ORG":
                    return role
                top, above = above, sentence.words[above].head
                relation = sentence.words[top].relation
            case = _cases(sentence, top)
            clause = relation.startswith("nsubj") and above >= 0 and sentence.words[above].relation.startswith("acl")
            if relation == "nmod:poss" or case & {"by", "from"} or clause:
                return role
        return None

    def _told(self, sentence: Parsed, head: int, depth: int = 0) -> Role | None:
        """Who is told as behind it by what hangs on its noun."""
        words = sentence.words
        for k in sentence.children[head]:
            relation = words[k].relation
            case = _cases(sentence, k)
            if relation == "nmod:poss" or (relation.startswith(("nmod", "obl")) and case & {"by", "from"}):
                role = self._whom(sentence, k)
            elif relation.startswith("nmod") and "of" in case:
                role = self._whom(sentence, k, bodies=True)
            elif relation.startswith("nmod") and case & {"on", "in", "at"} and words[k].lemma.lower() in WRITTEN and depth < 2:
                role = self._told(sentence, k, depth + 1)
            elif relation.startswith("acl"):
                role = self._clause(sentence, k)
            else:
                continue
            if role is not None:
                return role
        return None

    def _clause(self, sentence: Parsed, verb: int) -> Role | None:
        """Who drew it up, sent or signed it: "drawn up by X", "that the company left"."""
        words = sentence.words
        for k in sentence.children[verb]:
            case = _cases(sentence, k)
            if (words[k].relation == "nsubj" and words[k].upos != "PRON") or (words[k].relation.startswith("obl") and "by" in case):
                role = self._whom(sentence, k)
                if role is not None and words[verb].lemma.lower() not in (
                    "see",
                    "obtain",
                    "read",
                    "review",
                    "view",
                    "receive",
                    "get",
                    "have",
                ):
                    return role
        return None

    def _whom(self, sentence: Parsed, k: int, bodies: bool = False) -> Role | None:
        """Whom the phrase around a noun means; with ``bodies`` only what can issue something."""
        words = sentence.words
        below = {
            c
            for clause in sentence.children[k]
            if words[clause].relation.startswith(("acl", "case", "punct"))
            for c in sentence.subtree(clause)
        }
        inside = sorted(c for c in sentence.subtree(k) if c not in below)
        while inside and words[inside[0]].upos == "ADP":
            inside.pop(0)
        if not inside or inside[-1] - inside[0] > WIDE or words[k].lemma.lower() in _TIMES:
            return None
        found = phrase(self._text, sentence, words[inside[0]].token.start, words[inside[-1]].token.end, self._names)
        if found is None:
            return None
        if words[k].upos == "PRON":
            meant = _MEANT.get(words[k].text.lower())
            return self._pronoun(found, meant) if meant is not None and not bodies else None
        named = found.body is not None or found.state is not None or words[found.head].lemma.lower() in BODIES
        if named or (found.person is not None and not bodies):
            return self._resolve(found)
        return None


def _cases(sentence: Parsed, k: int) -> set[str]:
    """The prepositions of a noun, also where they stand before its title: "from Minister X"."""
    titles = [c for c in sentence.children[k] if sentence.words[c].relation in ("nmod:desc", "compound", "flat", "appos")]
    return {sentence.words[c].lemma.lower() for top in (k, *titles) for c in sentence.under(top, "case")}
