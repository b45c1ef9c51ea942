"""Rulings on requests and commitments: what people decided about them, laid over those that linking found.

A ruling remembers a request or a commitment by the words that tell it and finds the one that has most of them again, if its wording is
still of the same thing. Where it is not found, one that was confirmed or given a state or a day is kept as the person saw it, in the
story that has its first words; other rulings do not apply, and nothing is invented. A step stands on words of its own: where the story
has them no more, the ruling does not apply either.

Anchors: the lines that tell it, then those of its steps, then those that the ruling is about. Values: {"pledge": as it was, with
"noun", "lines" (number of anchors that tell it) and "steps"}; people in it by the names they go by. Beside it ``confirm``, ``dismiss``
nothing; ``state`` {"state": or None where only the day is set, "on", "who", "at": anchor of the words} or {"state", "not": True, "who",
"gone": anchors of the steps taken away}, and {"due": EDTF or None} where the day due was set.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from onrecord.judgements.anchors import anchor, holds
from onrecord.judgements.lines import LINES, SAME_LINE, evidence_at, shared
from onrecord.linking.coverage import Coverage
from onrecord.model import (
    CONFIRMED,
    DISMISSED,
    Actor,
    Anchor,
    Article,
    Commitment,
    CommitmentState,
    Evidence,
    Judgement,
    Request,
    RequestState,
    Step,
    Verdict,
)
from onrecord.standing import Pledge, placed

OF_PLEDGES = (Verdict.CONFIRM, Verdict.DISMISS, Verdict.STATE)
RECURRING = frozenset[str]((CommitmentState.REAFFIRMED,))
"""States that come again: another such step stands beside the first, unless it rests on the same words or is of the same day."""
NAMES = 20
"""Names of an actor that a ruling remembers."""
_ID = re.compile(r"(request|commitment)-[0-9a-f]{1,10}")
_WORD = re.compile(r"\w{4,}")


def is_pledge(identity: str) -> bool:
    """Whether an id, or the beginning of one, is a request's or a commitment's."""
    return _ID.fullmatch(identity) is not None


def on_pledge(judgement: Judgement) -> bool:
    """Whether a judgement rules on a request or a commitment."""
    return judgement.kind in OF_PLEDGES and "pledge" in judgement.value


def told_by(pledge: Request | Commitment) -> list[Evidence]:
    """The lines of a request or a commitment as they are numbered from 1: those that tell it, then further ones of its steps."""
    lines = (*pledge.evidence, *(s.evidence for s in pledge.history))
    return list({(e.article, e.start, e.end): e for e in reversed(lines)}.values())[::-1]


def remembered(
    pledge: Request | Commitment, articles: Mapping[str, Article], actors: Mapping[str, Actor]
) -> tuple[list[Anchor], dict[str, Any]]:
    """A request or a commitment for a ruling: the anchors of its lines and steps, and how it stands."""
    lines, steps = pledge.evidence[:LINES], pledge.history[:LINES]
    told: dict[str, Any] = {
        "by": named(pledge.by, actors),
        "lines": len(lines),
        "steps": [{"state": s.state, "on": s.on, "by": named(s.by, actors)} for s in steps],
    }
    if isinstance(pledge, Request):
        to = [named(a, actors) for a in pledge.to]
        told |= {"noun": "request", "to": to, "of": pledge.of, "via": pledge.via, "when": pledge.when}
    else:
        told |= {"noun": "commitment", "what": pledge.what, "due": pledge.due}
    return [anchor(articles[e.article], e.start, e.end) for e in (*lines, *(s.evidence for s in steps))], told


def named(actor: str | None, actors: Mapping[str, Actor]) -> dict[str, Any] | None:
    """An actor for a ruling: its name first, then the others it goes by; None for nobody."""
    who = actors.get(actor or "")
    return {"names": list(dict.fromkeys((who.name, *who.aliases)))[:NAMES], "kind": who.kind.value} if who is not None else None


def stated(
    coverage: Coverage, requests: Sequence[Request], commitments: Sequence[Commitment], judgements: Sequence[Judgement]
) -> tuple[list[Request], list[Commitment]]:
    """The requests and commitments of one story with what people decided laid over them.

    Args:
        requests, commitments: as linking found them.
        judgements: all that stand, oldest first; those on other stories or other matters are passed over.

    Returns:
        All of them, the dismissed among them, each with its verdict and the numbers of the judgements that hold on it; in the order
        given, those that are kept although linking finds them no more at the end.
    """
    asked, promised = list(requests), list(commitments)
    for judgement in judgements:
        if on_pledge(judgement) and any(a.article in coverage.articles for a in judgement.anchors):
            if judgement.value["pledge"]["noun"] == "request":
                asked = _lay(coverage, asked, judgement, _request)
            else:
                promised = _lay(coverage, promised, judgement, _commitment)
    return asked, promised


def _lay(
    coverage: Coverage, pledges: list[Pledge], judgement: Judgement, make: Callable[[Coverage, Judgement], list[Pledge]]
) -> list[Pledge]:
    """The pledges with one ruling laid over them; as they were where it does not apply."""
    meant: list[Pledge] = _found(coverage, pledges, judgement)
    kept: list[Pledge] = []
    if not meant and judgement.kind is not Verdict.DISMISS and not judgement.value.get("not"):
        kept = [k for k in make(coverage, judgement) if all(p.id != k.id for p in pledges)]
        meant = kept
    if len(meant) != 1:
        return pledges
    decided: Pledge | None = _decided(coverage, meant[0], judgement)
    return pledges if decided is None else _exchanged(pledges + kept, meant[0], decided)


def _exchanged(pledges: list[Pledge], old: Pledge, new: Pledge) -> list[Pledge]:
    return [new if p is old else p for p in pledges]


def _found(coverage: Coverage, pledges: Sequence[Pledge], judgement: Judgement) -> list[Pledge]:
    """The one that has most of the lines, of several that with the same words and the same people; more than one where it is not plain."""
    told: dict[str, Any] = judgement.value["pledge"]
    lines = [a for a in judgement.anchors[: told["lines"]] if (at := coverage.articles.get(a.article)) is not None and holds(a, at)]
    people = {_actor(coverage, one) for one in (told["by"], *told.get("to", ()))} - {None}
    rated: list[tuple[tuple[int, bool, int], Pledge]] = []
    for p in pledges:
        count = sum(any(shared(a, e)[1] >= SAME_LINE for e in p.evidence) for a in lines)
        now, then = _wording(p), told.get("of") or told.get("what") or ""
        if count and _alike(now, then):
            rated.append(((count, now == then, len(people & _people(p))), p))
    best = max((r for r, _ in rated), default=None)
    return [p for r, p in rated if r == best]


def _people(pledge: Request | Commitment) -> set[str | None]:
    return {pledge.by, *(pledge.to if isinstance(pledge, Request) else ())}


def _wording(pledge: Request | Commitment) -> str:
    return pledge.of if isinstance(pledge, Request) else pledge.what


def _alike(a: str, b: str) -> bool:
    """Whether two wordings have a word of four letters or more in common; True where either has none."""
    x, y = (set(_WORD.findall(words.casefold())) for words in (a, b))
    return not x or not y or not x.isdisjoint(y)


def _actor(coverage: Coverage, told: Mapping[str, Any] | None) -> str | None:
    """The actor of the story that goes by the remembered names; of several the one of the same name, then of most of the names."""
    if told is None:
        return None
    names = {n.casefold() for n in told["names"]}
    first = told["names"][0].casefold()
    rated = []
    for who in coverage.actors.values():
        common = names & {n.casefold() for n in (who.name, *who.aliases)}
        if common:
            rated.append((who.name.casefold() != first, who.kind.value != told["kind"], -len(common), who.id))
    return min(rated)[-1] if rated else None


def _decided(coverage: Coverage, pledge: Pledge, judgement: Judgement) -> Pledge | None:
    """What becomes of it; None where the ruling finds no place in it."""
    value, numbers = judgement.value, (*pledge.judgements, judgement.id)
    if judgement.kind is not Verdict.STATE:
        return replace(pledge, verdict=CONFIRMED if judgement.kind is Verdict.CONFIRM else DISMISSED, judgements=numbers)
    if "due" in value and isinstance(pledge, Commitment):
        pledge = replace(pledge, due=value["due"])
    history: Sequence[Step] | None = pledge.history
    if value.get("not"):
        history = _without(pledge.history, judgement, _actor(coverage, value["who"]))
    elif value["state"] is not None:
        history = _with(pledge.history, judgement, coverage)
    return replace(pledge, history=tuple(history), judgements=numbers) if history else None


def _without(history: Sequence[Step], judgement: Judgement, who: str | None) -> list[Step] | None:
    """A history without the steps that are not so; None where it has none of them."""
    gone = [judgement.anchors[k] for k in judgement.value["gone"]]
    left = [s for s in history if not _taken_away(s, judgement.value["state"], who, gone)]
    return left if len(left) < len(history) else None


def _with(history: Sequence[Step], judgement: Judgement, coverage: Coverage) -> list[Step] | None:
    """A history with the step that a person set; None where the story has its words no more, or does not know whose step it was."""
    value = judgement.value
    line, who = evidence_at(coverage, judgement.anchors[value["at"]]), _actor(coverage, value["who"])
    if line is None or (who is None and value["who"] is not None and len(value["pledge"].get("to", ())) > 1):
        return None
    step = Step(value["state"], value["on"] or _day(coverage, line), who, line, judgement.id)
    return placed([s for s in history if not _same(s, step)], step, {i: a.published for i, a in coverage.articles.items()})


def _taken_away(step: Step, state: str, who: str | None, gone: Sequence[Anchor]) -> bool:
    if step.state != state or step.judgement is not None or (who is not None and step.by not in (who, None)):
        return False
    return any(shared(a, step.evidence)[1] >= SAME_LINE for a in gone)


def _same(old: Step, new: Step) -> bool:
    """Whether a step takes the place of another: it is the same thing done by the same side."""
    if old.state != new.state or (old.by is not None and new.by is not None and old.by != new.by):
        return False
    a, b = old.evidence, new.evidence
    lies = a.article == b.article and a.start < b.end and b.start < a.end
    return old.state not in RECURRING or lies or (old.on or "").rstrip("?~%") == (new.on or "").rstrip("?~%")


def _day(coverage: Coverage, line: Evidence) -> str | None:
    """The day said; where the text does not fix it the day printed, as uncertain."""
    statement = coverage.said.get(line.statement or "")
    printed = (coverage.articles[line.article].published or "")[:10]
    return (statement.said_on if statement is not None else None) or (f"{printed}?" if printed else None)


def _told(coverage: Coverage, judgement: Judgement) -> tuple[str, tuple[Evidence, ...], tuple[Step, ...]] | None:
    """Id, lines and steps as the person saw them, from their anchors; None where the first words or all steps stand in no article of the story."""
    told = judgement.value["pledge"]
    count = told["lines"]
    lines = [evidence_at(coverage, a) for a in judgement.anchors[:count]]
    steps = []
    for one, held in zip(told["steps"], judgement.anchors[count:], strict=False):
        line = evidence_at(coverage, held)
        if line is not None:
            steps.append(Step(one["state"], one["on"], _actor(coverage, one["by"]), line))
    if not lines or lines[0] is None or not steps:
        return None
    place = "|".join((told["noun"], *(f"{a.article}:{a.start}:{a.end}" for a in judgement.anchors[:count])))
    name = f"{told['noun']}-{hashlib.sha256(place.encode()).hexdigest()[:10]}"
    return name, tuple(e for e in lines if e is not None), tuple(steps)


def _request(coverage: Coverage, judgement: Judgement) -> list[Request]:
    """A request that linking does not find any more, from its anchors."""
    found, told = _told(coverage, judgement), judgement.value["pledge"]
    if found is None:
        return []
    to = tuple(who for one in told["to"] if (who := _actor(coverage, one)) is not None)
    name, lines, steps = found
    return [Request(name, coverage.story.id, _actor(coverage, told["by"]), to, told["of"], told["via"], told["when"], lines, steps)]


def _commitment(coverage: Coverage, judgement: Judgement) -> list[Commitment]:
    """A commitment that linking does not find any more, from its anchors."""
    found, told = _told(coverage, judgement), judgement.value["pledge"]
    if found is None:
        return []
    name, lines, steps = found
    return [Commitment(name, coverage.story.id, _actor(coverage, told["by"]), told["what"], told["due"], lines, steps)]


def states_of(pledge: Request | Commitment) -> tuple[str, ...]:
    """The states that it can come into."""
    return tuple(RequestState) if isinstance(pledge, Request) else tuple(CommitmentState)
