"""The passages of a story that ask: statements, and what the paper tells of an asking in its own words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property

from onrecord.linking.asking import AIR, ASKING, COMMENT, DEADLINE, NAMELESS, QUESTION, WEAK, WHETHER, Asking, Wording, airy, worded
from onrecord.linking.coverage import Coverage
from onrecord.linking.petitioners import Parties
from onrecord.linking.sentences import Sentence
from onrecord.linking.wording import stems
from onrecord.model import Claim, Evidence, Span, Stance, Statement

_AND_TO = re.compile(r",? and to (?=[a-z])")
_VERB = re.compile(
    r"\b(?P<cue>(?:has |have |had |is |are |was |were )?(?:also |now |again |already )?(?:ask(?:s|ed|ing)?|beg(?:s|ged|ging)?|urg(?:es|ed|ing)|implor(?:es|ed|ing)|"
    r"call(?:s|ed|ing)? on|petition(?:s|ed|ing)|appl(?:ies|ied|ying)|request(?:s|ed|ing)|demand(?:s|ed|ing)?|plead(?:s|ed|ing)|appeal(?:s|ed|ing)?|"
    r"seek(?:s|ing)|sought|wants?|wanted))\b (?P<rest>\S.*)",
    re.S,
)
_NOUN = re.compile(
    r"\b(?:request|petition|application|appeal|plea|demand)s? (?:(?:for|to) (?P<of>[^.;:“”]{3,120}?) from (?P<by>[^.;:,“”]{2,80})"
    r"|from (?P<by2>[^.;:“”]{2,80}?) (?:for|to|that) (?P<of2>[^.;:“”]{3,120}))(?=[.,;:”]|$| which| who| that)",
)
"""An asking told by its noun: "a request for two ferries from the council"."""
_SENT = re.compile(r"\b(?:letter|petition|note|e-?mail|motion|appeal|message|application)s?\b", re.I)
"""Before a verb of asking: by what it was asked, so that it had somebody to go to."""
NEAR = 80
"""Characters between a cue and what is asked in which those asked may stand."""
LONG = 14
"""Stems of what is asked beyond which the clause that the parse gives is too long to be that."""
_CALLED = re.compile(r"[^,;:.\d“‘\"]{2,80} to [a-z]")
"""What follows "called on" where it is no visit."""
_PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being)(?: \w+)? $")
"""Before a verb of asking whose subject is the asked."""


class Plaints:
    """Looks for the askings of one story."""

    def __init__(self, coverage: Coverage, parties: Parties) -> None:
        self._coverage = coverage
        self._parties = parties

    def of(self, told: Sequence[Sentence]) -> Iterator[Asking]:
        """All askings of a story, in the order of its sentences."""
        for sentence in told:
            for said in sentence.said:
                if said.stance is Stance.ASKS:
                    yield from self._said(said, sentence.at[0])
            yield from self._told(sentence)
            yield from self._received(sentence)

    def _said(self, said: Statement, at: int) -> Iterator[Asking]:
        cue = said.cue.text if said.cue else ""
        words = " ".join(said.words.split())
        who = said.who or self._actor(said)
        addressee = said.addressee or self._between(said)
        if who is None or not ASKING.search(cue) or NAMELESS.search(words) or words.isupper() or words.rstrip("”\"’'").endswith("?"):
            return
        for n, (start, end) in enumerate(self._parts(said)):
            text = self._coverage.articles[said.article].text[start:end]
            wording = worded(words if n == 0 and end == said.content[-1].end else text, addressee)
            evidence = Evidence(said.article, said.id, start, end, text, who)
            made = self._asking(evidence, wording, cue, at, said)
            if made is not None:
                yield made

    def _between(self, said: Statement) -> str | None:
        """The words between the cue and what is asked: "asked **the county** for a bridge"."""
        if said.cue is None or not said.cue.end < said.start <= said.cue.end + NEAR:
            return None
        words = self._coverage.articles[said.article].text[said.cue.end : said.start].strip()
        return words if words and not re.search(r"[.;:\n“‘\"]", words) else None

    def _parts(self, said: Statement) -> list[tuple[int, int]]:
        """The bounds of what is asked: two where two infinitives are joined ("to pay and to go")."""
        start, end = said.content[0].start, said.content[-1].end
        text = self._coverage.articles[said.article].text[start:end]
        cuts = list(_AND_TO.finditer(text)) if len(said.content) == 1 and re.search(r"\bto [a-z]", text) else []
        cuts = [m for m in cuts if re.search(r"\bto [a-z]", text[: m.start()])]
        if len(cuts) != 1:
            return [(start, end)]
        cut = cuts[0]
        return [(start, start + cut.start()), (start + cut.end() - 3, end)]

    def _asking(self, evidence: Evidence, wording: Wording, cue: str, at: int, said: Statement | None) -> Asking | None:
        if WHETHER.match(wording.of) or QUESTION.match(evidence.text) or COMMENT.match(wording.of):
            return None
        if wording.to is None and AIR.match(wording.of) and len(wording.of.split()) <= 3:
            return None
        if wording.to is not None and (airy(wording.to) or wording.to.casefold() == "me"):
            return None
        to = self._parties.asked(evidence, said, wording.to)
        who = evidence.who or ""
        on = said.said_on if said is not None else None
        printed = (self._coverage.articles[evidence.article].published or "")[:10]
        firm = (
            not WEAK.match(re.sub(r"^(?:has|have|had|is|are) ", "", cue))
            or bool(to and said is not None)
            or DEADLINE.search(evidence.text) is not None
        )
        return Asking(
            evidence, wording, self._parties.asker(who, evidence.article), to, stems(wording.of), at, on or printed or "9999", on,
            re.match(r"had\b", cue) is not None, firm, said,
        )  # fmt: skip

    def _actor(self, said: Statement) -> str | None:
        """Who asks by the claim of the asking, where the statement does not tell."""
        for claim in self._requests.get(said.article, ()):
            if said.cue is not None and claim.actor and claim.evidence.start <= said.cue.start < claim.evidence.end:
                return claim.actor[0]
        return None

    @cached_property
    def _requests(self) -> dict[str, list[Claim]]:
        out: dict[str, list[Claim]] = {}
        for c in self._coverage.claims:
            if c.event == "REQUEST":
                out.setdefault(c.article, []).append(c)
        return out

    def _told(self, sentence: Sentence) -> Iterator[Asking]:
        """Askings that the paper tells and that are no statement of their own: "who asked the firm to pay"."""
        seen: set[int] = set()
        for claim in (
            *sentence.claims,
            *(c for c in self._requests.get(sentence.article, ()) if c.statement and sentence.start <= c.evidence.start < sentence.end),
        ):
            if not claim.actor or claim.polarity == "-" or claim.modality not in ("asserted", "question"):
                continue
            found = _VERB.search(claim.evidence.text)
            if found is None or _PASSIVE.search(claim.evidence.text[: found.start("cue")]):
                continue
            at = claim.evidence.start + found.start("cue")
            start, end = claim.evidence.start + found.start("rest"), claim.evidence.end
            if at in seen or any(self._overlaps(s, at, start) for s in sentence.said):
                continue
            seen.add(at)
            holder = Span(start, end, self._coverage.articles[claim.article].text[start:end])
            wording = worded(holder.text, None)
            weak = WEAK.match(found["cue"]) is not None and not holder.text.startswith("back ")
            if not weak and (wording.to is None or re.match(r"(?:neither|no|nobody|none)\b", wording.to, re.I)):
                continue
            if found["cue"].endswith(" on") and not _CALLED.match(holder.text):
                continue
            evidence = Evidence(claim.article, claim.statement, start, end, holder.text, claim.actor[0])
            made = self._asking(evidence, wording, found["cue"], sentence.at[0], None)
            sent = _SENT.search(claim.evidence.text[: found.start("cue")]) is not None
            if made is not None and (made.to or weak or sent) and len(made.words) <= LONG:
                yield made

    def _received(self, sentence: Sentence) -> Iterator[Asking]:
        """Askings that are told by a noun, with those who asked: "received a request from the council for two ferries"."""
        for found in _NOUN.finditer(sentence.text):
            by, of = ("by", "of") if found["by"] else ("by2", "of2")
            askers = self._parties.named(found[by], sentence.article)
            if len(askers) != 1 or any(s.stance is Stance.ASKS for s in sentence.said):
                continue
            start, end = sentence.start + found.start(), sentence.start + found.end()
            holder = next((s for s in sentence.said if any(c.start <= start and end <= c.end for c in s.content)), None)
            evidence = Evidence(sentence.article, holder.id if holder else None, start, end, found.group(), askers[0])
            made = self._asking(evidence, Wording(None, found[of]), "requested", sentence.at[0], None)
            if made is not None:
                yield made

    @staticmethod
    def _overlaps(said: Statement, at: int, start: int) -> bool:
        """Whether a statement is the asking itself, or the words of the asking are what it asks."""
        if said.stance is not Stance.ASKS:
            return False
        cue = said.cue
        return (cue is not None and cue.start <= at < cue.end + 8) or any(s.start <= start < s.end for s in said.content)
