"""What an asking looks like in words: who is asked, what for and by what means, and which questions and calls are no request.

From English as newspapers write it: verbs that ask somebody to do or give something. Not a request: a question that wants to know, an order or a
piece of advice, a request for comment, a call into the air ("urged drivers to take care").
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.model import Evidence, Statement

_VERBS = (
    r"ask(?:s|ed|ing)?(?! (?:about|after|whether|why|how|what|if)\b)",
    r"demand(?:s|ed|ing)?",
    r"call(?:s|ed|ing)? (?:up)?on",
    r"call(?:s|ed|ing)? (?:\w+ )?for",
    r"urg(?:e|es|ed|ing)",
    r"beg(?:s|ged|ging)?",
    r"implor(?:e|es|ed|ing)",
    r"entreat(?:s|ed|ing)?",
    r"beseech(?:es|ing)?|besought",
    r"press(?:es|ed|ing)?(?: for)?",
    r"plead(?:s|ed|ing)?|pled",
    r"appeal(?:s|ed|ing)?",
    r"petition(?:s|ed|ing)?",
    r"request(?:s|ed|ing)?",
    r"appl(?:y|ies|ied|ying)",
    r"su(?:e|es|ed|ing) for",
    r"seek(?:s|ing)?|sought",
    r"wants?|wanted",
    r"challeng(?:e|es|ed|ing)",
    r"lobb(?:y|ies|ied|ying)",
    r"invit(?:e|es|ed|ing)",
    r"propos(?:e|es|ed|ing)|suggest(?:s|ed|ing)?|recommend(?:s|ed|ing)?",
    r"insist(?:s|ed|ing)?(?: on)?",
    r"press(?:es|ed)?",
    r"(?:wrote|written|writes|writing) to",
)
ASKING = re.compile(rf"\b(?:{'|'.join(_VERBS)})\b", re.I)
"""Cues that ask."""
WEAK = re.compile(r"^(?:recommend\w*|propos\w*|suggest\w*|invit\w*|insist\w*|wants?|wanted|seek\w*|sought|press\w*)\b", re.I)
"""Cues that ask only where somebody is asked."""
QUESTION = re.compile(
    r"^[\W_]*(?:about|after|whether|what|why|who|whom|whose|which|when|where|how|if|did|do|does|was|were|is|are|had|has|have|would|could|can|should)\b",
    re.I,
)
"""How a question begins that wants to know and no more."""
WHETHER = re.compile(r"^(?:about|whether|what|why|who|whom|whose|which|when|where|how|if)\b", re.I)
"""How the matter of such a question begins."""
DEADLINE = re.compile(r"\b(?:by|before|within|no later than) (?:the |an? )?(?:\d|[A-Z]|end|week|month|night|noon|midnight|tomorrow)")
"""A day by which something is wanted."""
COMMENT = re.compile(
    r"^(?:to |for |an? |his |her |their |its |any |further )*(?:know\b|hear\b|learn\b|comment|interview|reaction|response|explain|clarif|"
    r"elaborate|say (?:how|what|why|whether)|"
    r"confirm|describe|name the|spell|repeat|read (?:out|it)|not be (?:named|identified|quoted))",
    re.I,
)
"""What a paper asks for, and a source who speaks to it."""
NAMELESS = re.compile(r"\b(?:not to be|not be|to remain|to stay) (?:named|identified|quoted|anonymous|nameless)\b", re.I)
"""What sources ask of papers."""
AIR = re.compile(
    r"^(?:(?:all|most|local|young|elderly|nearby|more) )?(?:calm|restraint|patience|unity|caution|prayers?|vigilance|"
    r"everyone|everybody|anyone|anybody|people|residents|"
    r"households?|motorists|drivers|passengers|commuters|hikers|walkers|swimmers|fans|parents|voters|readers|viewers|visitors|tourists|travell?ers|shoppers|customers|consumers|"
    r"citizens|neighbou?rs|families|the public|the world|humanity|staff|pupils|students|witnesses|men|women)\b(?! (?:of|in|at) )",
    re.I,
)
"""Those who are called on and cannot be named: a call into the air."""
MEANS = re.compile(
    r"\b(?:open |joint |second |formal |\w+-page )?(letters?|petitions?|motions?|affidavits?|applications?|"
    r"memorandum|memo|notes?|e-?mails?|fax|telegram|submissions?|resolutions?|writ|filings?|reports?|briefs?)\b",
    re.I,
)
"""Papers by which something is asked."""
PHRASE = 130
"""Characters within which those asked are told."""
_TO = re.compile(r",? (?:not )?to (?=[a-z‘'\"“])")
_FOR = re.compile(r"^(?P<to>(?:(?:the|its|his|her|their|an?) |[A-Z])[^,;:.]{1,50}?) for (?P<of>.+)$", re.S)
_BARE_PLURAL = re.compile(
    r"^(?!the |its |his |her |their |all of |both |each |every |two |three |four |some of )[a-z][\w’'-]*(?: [a-z][\w’'-]*)?s$"
)
BARE = re.compile(r"^(?:for |to )?(?:it|this|that|one|so|the same|them|these|those|him|her)\b.{0,3}$", re.I)
"""A matter told by a pronoun alone: that of an asking before."""


@dataclass(frozen=True, slots=True)
class Wording:
    """What the words of an asking tell.

    Attributes:
        to: who is asked, in the text's words; None where these words do not tell.
        of: what is asked.
    """

    to: str | None
    of: str


def worded(content: str, addressee: str | None) -> Wording:
    """Takes the words of an asking apart: "the firm to pay" is asked of "the firm", "for a pay rise" of the addressee."""
    content = " ".join(content.replace(" … ", " ").split()).strip("“”\"‘’' ")
    for lead in ("for ", "that "):
        if content.casefold().startswith(lead):
            return Wording(addressee, content[len(lead) :])
    if content.casefold().startswith(("to ", "not to ")):
        return Wording(addressee, content[3:] if content[:3].casefold() == "to " else content)
    for cut in _TO.finditer(content[:PHRASE]):
        asked = content[: cut.start()]
        if (
            len(asked) > 1
            and not content[0].isdigit()
            and not re.search(r"[;:.]", asked)
            and ("," not in asked or content[cut.start()] == ",")
        ):
            return Wording(asked, content[cut.end() :])
    found = _FOR.match(content)
    if found:
        return Wording(found["to"], found["of"])
    return Wording(addressee, content)


def airy(to: str) -> bool:
    """Whether those asked cannot be named: "urged drivers to take care"."""
    return AIR.match(to) is not None or _BARE_PLURAL.match(to) is not None


def means(words: str | None) -> str | None:
    """The paper by which something is asked, as the words name it."""
    found = MEANS.search(words) if words else None
    return found.group() if found else None


@dataclass(frozen=True, slots=True)
class Asking:
    """One passage that asks.

    Attributes:
        evidence: the words that ask; ``evidence.who`` asks, by name or for a party.
        by: id of the party for which it is asked.
        to: ids of those asked.
        words: stems of what is asked.
        at: number of its sentence in the article.
        day: the day asked, else printed; "9999" where neither is known.
        on: the day asked where the text fixes it.
        again: whether the paper tells it as asked before ("had asked").
        firm: whether the words ask by themselves; "wants" does only where there is an answer.
        said: the statement that it is, or part of; None in the paper's own voice.
    """

    evidence: Evidence
    wording: Wording
    by: str | None
    to: tuple[str, ...]
    words: frozenset[str]
    at: int
    day: str
    on: str | None
    again: bool
    firm: bool
    said: Statement | None

    @property
    def article(self) -> str:
        """The article in which it stands."""
        return self.evidence.article

    @property
    def place(self) -> tuple[str, str, int]:
        """By which askings are put in order: day, article, beginning."""
        return self.day, self.evidence.article, self.evidence.start


@dataclass(frozen=True, slots=True)
class Matter:
    """Askings of one party for one thing, the earliest first."""

    askings: tuple[Asking, ...]

    @property
    def by(self) -> str | None:
        """The party for which it is asked."""
        return self.askings[0].by

    @property
    def to(self) -> tuple[str, ...]:
        """All who are asked."""
        return tuple(dict.fromkeys(t for a in self.askings for t in a.to))

    @property
    def all(self) -> frozenset[str]:
        """The stems of all that is asked."""
        return frozenset().union(*(a.words for a in self.askings))
