"""Those who were asked and gave no answer: declined to comment, did not respond, could not be reached. Facts of the coverage, not statements."""

from __future__ import annotations

import re
from collections.abc import Callable

from onrecord.model import Absence
from onrecord.reading.cast import Cast, Role
from onrecord.reading.drafts import Layout, Range
from onrecord.reading.parse import Parsed
from onrecord.reading.phrases import Phrase
from onrecord.reading.places import Ranges
from onrecord.reading.tuples import Events

_DECLINED = (
    r"(?:declined|refused|would not|wouldn['’]t|was not willing|did not want) (?:to )?"
    r"(?:comment|be interviewed|discuss|elaborate|say|speculate|answer|be drawn)|had no comment|made no comment|no comment"
)
_SILENT = (
    r"(?:did not|didn['’]t|had not|has not|have not|hadn['’]t|hasn['’]t|failed to|never) (?:immediately |yet )?"
    r"(?:respond|responded|reply|replied|return|returned|answer|answered)\b"
)
_AWAY = r"could not (?:immediately )?be reached|(?:was|were) (?:not (?:immediately )?available|unavailable) for comment"
ABSENT = re.compile(rf"(?P<declined>{_DECLINED})|(?P<silent>{_SILENT})|(?P<away>{_AWAY})", re.IGNORECASE)
"""The three kinds, by their words."""
REFLEXIVE = frozenset("himself herself itself themselves".split())
_ASKED = re.compile(
    r"\b(?:request|question|call|message|e-?mail|comment|inquir|enquir|phone|approach|ask|interview|press|letter)", re.IGNORECASE
)


def absences(
    layout: Layout, phrase_at: Callable[[tuple[int, int]], Phrase | None], cast: Cast, quoted: list[Range], article: str
) -> list[Absence]:
    """Those asked who gave no answer, with the clause that says so."""
    out = []
    inside = Ranges(quoted)
    for sentence in layout.parsed:
        match = ABSENT.search(layout.text, sentence.start, sentence.end)
        if match is None or inside.hold(match.start()):
            continue
        if match.group("silent") and not _ASKED.search(layout.text, sentence.start, sentence.end):
            continue
        kind = "declined to comment" if match.group("declined") else "did not respond" if match.group("silent") else "could not be reached"
        verb = next((k for k, w in enumerate(sentence.words) if w.token.start >= match.start() and w.upos in ("VERB", "AUX", "ADJ")), 0)
        at = asked(layout, sentence, verb, phrase_at)
        who: Role | None = cast.resolve(at, None) if at is not None else None
        out.append(
            Absence(article, who.id if who else None, kind, sentence.start, sentence.end, layout.text[sentence.start : sentence.end])
        )
    return out


def asked(layout: Layout, sentence: Parsed, verb: int, phrase_at: Callable[[tuple[int, int]], Phrase | None]) -> Phrase | None:
    """The phrase of those who were asked: the subject of the verb, or what a relative clause is about ("the office, which did not reply")."""
    events = Events(sentence)
    subject = next((s for k in (verb, sentence.words[verb].head) if k >= 0 and (s := events.subject(k)[0]) >= 0), -1)
    if subject < 0:
        return None
    clauses = {
        n
        for k in sentence.children[subject]
        if sentence.words[k].relation.split(":")[0] in ("acl", "advcl", "parataxis")
        for n in sentence.subtree(k)
    }
    inside = [n for n in sentence.subtree(subject) if n not in clauses and sentence.words[n].text.lower() not in REFLEXIVE]
    while inside and sentence.words[max(inside)].upos == "PUNCT":
        inside.remove(max(inside))
    if not inside:
        return None
    return phrase_at((sentence.words[min(inside)].token.start, sentence.words[max(inside)].token.end))
