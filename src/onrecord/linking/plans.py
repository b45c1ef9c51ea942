"""Promises that a paper tells in its own voice: "has committed two ships to the search", "stands by her pledge to rebuild".

They have no statement. The verb or the noun of promising must stand in the clause with what is undertaken after it, and its actor must
be known. Here they are made into statements of the promiser, so that they are weighed like any other; as evidence they stay the paper's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.linking.coverage import Coverage
from onrecord.model import Claim, Span, Stance, Statement, StatementKind

_VERB = re.compile(
    r"\b(?:(?:has|have|had|is|are) )?(?:committed|promised|pledged|vowed|undertaken|undertook|guaranteed|gave (?:his|her|its|their) word)\b(?! by\b)|"
    r"\bannounc(?:ed|es|ing) (?:(?:his|her|its|their|the) )?(?:\w+ )?(?:plans?|intention|decision) (?:to|for)\b|"
    r"\b(?:stick(?:s|ing)?|stuck|keep(?:s|ing)?|kept|st(?:ands?|ood|anding)|hold(?:s|ing)?|held) (?:to|by|with) (?:his|her|its|their|the) (?:\w+ )?"
    r"(?:promise|pledge|vow|commitment|undertaking|plans?|word)\b",
    re.I,
)
_NOUN = re.compile(
    r"\b(?:his|her|its|their|the|[A-Z]\w+['’]s?) (?:\w+ ){0,2}(?:promise|pledge|vow|commitment|undertaking) (?:to|of|that|for)\b", re.I
)
_DENIED = re.compile(r"\b(?:not|never|no|n['’]t|without|before|if|whether)\b", re.I)
LEAST = 3
"""Words after the verb or the noun from which something is undertaken."""


def plans(coverage: Coverage) -> Iterator[Statement]:
    """Promises told in the papers' own voice, in text order: each as a statement with an id of its own and no cue."""
    said: dict[str, list[tuple[int, int]]] = {}
    for statement in coverage.statements:
        for part in (*statement.content, *([statement.cue] if statement.cue else [])):
            said.setdefault(statement.article, []).append((part.start, part.end))
    seen: set[tuple[str, int]] = set()
    for claim in sorted(coverage.claims, key=lambda c: (c.article, c.evidence.start, c.evidence.end, c.id)):
        if claim.statement is not None or claim.polarity != "+" or not claim.actor:
            continue
        found = _VERB.search(claim.evidence.text) or _NOUN.search(claim.evidence.text)
        if found is None or _DENIED.search(claim.evidence.text[: found.end()]):
            continue
        start, end = claim.evidence.start + found.start(), claim.evidence.end
        if len(claim.evidence.text[found.end() :].split()) < LEAST or (claim.article, end) in seen:
            continue
        if any(s < end and start < e for s, e in said.get(claim.article, ())):
            continue
        seen.add((claim.article, end))
        yield _statement(coverage, claim, start)


def _statement(coverage: Coverage, claim: Claim, start: int) -> Statement:
    text = coverage.articles[claim.article].text
    return Statement(
        f"voice:{claim.id}",
        claim.article,
        StatementKind.INDIRECT,
        (Span.of(text, start, claim.evidence.end),),
        Stance.PROMISES,
        who=claim.actor[0],
    )
