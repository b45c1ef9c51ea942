"""The follow-up: where a person's judgements on requests and commitments are entered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from onrecord.desk import relink
from onrecord.edtf import interval
from onrecord.errors import RecordError, UsageError
from onrecord.judgements.anchors import anchor
from onrecord.judgements.lines import SAME_LINE, shared
from onrecord.judgements.states import is_pledge, named, remembered, states_of, told_by
from onrecord.model import Actor, Anchor, Article, Commitment, Evidence, Request, RequestState, Step, Verdict
from onrecord.store import schema
from onrecord.store.record import Writer
from onrecord.store.retrieval import Retrieval

NO_DAY = "none"
"""What is given as the day due where the words give none."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a person says of a request or a commitment.

    Attributes:
        state: that it came into, or None where only the day due is set.
        on: the day, EDTF; by default the day on which the words were said, else printed.
        who: whose doing it is, an actor's id or name; by default the one asked, or the one who asked or promised.
        line: the evidence by its number in ``show``.
        article, words: or the evidence as words that stand once in an article.
        due: the day due, EDTF, or "none".
        untrue: that it did not come into the state.
    """

    state: str | None = None
    on: str | None = None
    who: str | None = None
    line: int | None = None
    article: str | None = None
    words: str | None = None
    due: str | None = None
    untrue: bool = False


class Followup:
    """Enters the judgements of one person on requests and commitments. Each is one row, and the record is linked anew.

    Args:
        by: who decides.
        reason: why; may be empty.
    """

    def __init__(self, record: Writer, by: str, reason: str) -> None:
        self._record, self._retrieval = record, Retrieval(record)
        self._by, self._reason = by, reason

    def _people(self, *identities: str | None) -> dict[str, Actor]:
        return self._retrieval.people({i for i in identities if i is not None})

    def confirm(self, identity: str) -> int:
        """Says that this was asked or promised. Returns the judgement's number.

        Raises:
            RecordError: the record has no such request or commitment. So do the other two.
        """
        return self._rule(Verdict.CONFIRM, self._pledge(identity), {}, ())

    def dismiss(self, identity: str) -> int:
        """Says that this was not asked or promised."""
        return self._rule(Verdict.DISMISS, self._pledge(identity), {}, ())

    def state(self, identity: str, told: Told) -> int:
        """Says that a request or a commitment came into a state, or that it did not, or when it is due.

        Raises:
            UsageError: the state, a day or a line is none that it can have, or the evidence is missing.
            RecordError: the actor, the article or the words are not in the record, or not in the story.
        """
        pledge = self._pledge(identity)
        value: dict[str, Any] = {"state": self._state(pledge, told)}
        if told.due is not None:
            value["due"] = _due(pledge, told)
        line = self._line(pledge, told)
        if told.untrue:
            return self._untrue(pledge, told, value, line)
        if value["state"] is None:
            if told.on or told.who:
                raise UsageError("--on and --by-whom go with a state: `onrecord state ID STATE`")
            return self._rule(Verdict.STATE, pledge, value, () if line is None else (line,))
        if line is None:
            raise UsageError(
                f"a state needs its words: --line NUMBER, as `onrecord show {pledge.id}` numbers them, or --article ARTICLE --words WORDS"
            )
        doer = self._doer(pledge, told, value["state"])
        value |= {"on": _day("--on", told.on), "who": named(doer, self._people(doer))}
        return self._rule(Verdict.STATE, pledge, value, (line,))

    def _untrue(self, pledge: Request | Commitment, told: Told, value: dict[str, Any], line: Anchor | None) -> int:
        if value["state"] is None or told.due is not None:
            raise UsageError("--not takes a state away: `onrecord state ID STATE --not`; a day due that is wrong: --due none")
        who = self._actor(pledge, told.who) if told.who else None
        on = _day("--on", told.on)
        meant = [s for s in pledge.history if s.state == value["state"] and _fits(s, who, on, line)]
        gone = [s for s in meant if s.judgement is None]
        if not gone and meant:
            raise RecordError(f"a person set this state of {pledge.id}: `onrecord undo {meant[0].judgement}` takes it back")
        if not gone:
            raise RecordError(f"{pledge.id} has no such step {value['state']!r}; `onrecord show {pledge.id}` shows its history")
        if len(gone) == len(pledge.history):
            what = "request" if isinstance(pledge, Request) else "commitment"
            raise UsageError(
                f"{pledge.id} would be left without a state; to say that it is no {what}: `onrecord dismiss {pledge.id}`, "
                "or set the right state first"
            )
        value |= {"not": True, "who": named(who, self._people(who))}
        articles = self._articles(s.evidence for s in gone)
        return self._rule(
            Verdict.STATE, pledge, value, [anchor(articles[s.evidence.article], s.evidence.start, s.evidence.end) for s in gone]
        )

    def _rule(self, kind: Verdict, pledge: Request | Commitment, value: dict[str, Any], words: Sequence[Anchor]) -> int:
        articles = self._articles((*pledge.evidence, *(s.evidence for s in pledge.history)))
        to = pledge.to if isinstance(pledge, Request) else ()
        anchors, was = remembered(pledge, articles, self._people(pledge.by, *to, *(s.by for s in pledge.history)))
        places = range(len(anchors), len(anchors) + len(words))
        if value.get("not"):
            value = {**value, "gone": list(places)}
        elif words:
            value = {**value, "at": places[0]}
        number = self._record.judge(kind, [*anchors, *words], {**value, "pledge": was}, self._by, self._reason)
        relink(self._record)
        stories = set(self._retrieval.story_of({a.article for a in (*anchors, *words)}).values())
        held: list[Request | Commitment] = [*self._retrieval.requests(stories), *self._retrieval.commitments(stories)]
        if not any(number in p.judgements for p in held):
            self._record.undo(number, self._by)
            relink(self._record)
            raise RecordError(f"{pledge.id}: linking does not find it again by its words, so nothing was decided; please report this")
        return number

    def _pledge(self, identity: str) -> Request | Commitment:
        found: list[Request | Commitment] = [
            *self._retrieval.identified(schema.request, Request, identity, is_pledge(identity)),
            *self._retrieval.identified(schema.commitment, Commitment, identity, is_pledge(identity)),
        ]
        if len(found) != 1:
            told = (
                f"{len(found)} in {self._record.path} have an id that begins so"
                if found
                else f"no request or commitment in {self._record.path} has this id"
            )
            raise RecordError(f"{identity}: {told}; `onrecord requests --dismissed` and `onrecord commitments --dismissed` list them")
        return found[0]

    def _articles(self, lines: Iterable[Evidence]) -> dict[str, Article]:
        return {a.id: a for a in self._record.articles({e.article for e in lines})}

    def _state(self, pledge: Request | Commitment, told: Told) -> str | None:
        if told.state is None:
            if told.due is None:
                raise UsageError(f"say which state {pledge.id} came into, or --due DAY")
            return None
        state = " ".join(told.state.replace("-", " ").replace("_", " ").casefold().split())
        if state not in (known := states_of(pledge)):
            what = "request" if isinstance(pledge, Request) else "commitment"
            hint = "; that it is overdue is reckoned from its day due, which --due sets" if state == "overdue" else ""
            raise UsageError(f"{told.state}: the state of a {what} is one of {', '.join(known)}{hint}")
        return state

    def _line(self, pledge: Request | Commitment, told: Told) -> Anchor | None:
        """The words on which the state stands."""
        if told.line is not None and (told.article is not None or told.words is not None):
            raise UsageError("give the words either with --line or with --article and --words, not both")
        if (told.article is None) != (told.words is None):
            raise UsageError("--article and --words go together: the article, and the words as they stand in it")
        if told.line is not None:
            lines = told_by(pledge)
            if not 1 <= told.line <= len(lines):
                raise UsageError(f"--line {told.line}: {pledge.id} has lines 1 to {len(lines)}; `onrecord show {pledge.id}` numbers them")
            line = lines[told.line - 1]
            return anchor(self._articles([line])[line.article], line.start, line.end)
        if told.article is None or told.words is None:
            return None
        found = self._record.articles([told.article])
        if not found:
            raise RecordError(f"{told.article}: no article in {self._record.path} has this id")
        if found[0].id not in self._story(pledge):
            raise RecordError(
                f"article {found[0].id} is not of the story of {pledge.id} ({pledge.story}); give words of one of its articles"
            )
        count = found[0].text.count(told.words) if told.words.strip() else 0
        if count != 1:
            reason = (
                f"says {told.words[:80]!r} {count} times; give more words around" if count else f"does not say {told.words[:80]!r}; give"
            )
            more = "" if count else f" the words exactly as they stand there (`onrecord show {found[0].id}`)"
            raise RecordError(f"article {found[0].id} {reason}{more}")
        start = found[0].text.index(told.words)
        return anchor(found[0], start, start + len(told.words))

    def _story(self, pledge: Request | Commitment) -> set[str]:
        return set(self._retrieval.articles_of([pledge.story]).get(pledge.story, ()))

    def _doer(self, pledge: Request | Commitment, told: Told, state: str) -> str | None:
        if told.who is not None:
            return self._actor(pledge, told.who)
        if isinstance(pledge, Commitment) or state in (RequestState.MADE, RequestState.WITHDRAWN):
            return pledge.by
        if len(pledge.to) > 1:
            known = self._people(*pledge.to)
            names = ", ".join(known[a].name if a in known else a for a in pledge.to)
            raise UsageError(f"{pledge.id} asks several ({names}): say whose doing it is with --by-whom")
        return pledge.to[0] if pledge.to else None

    def _actor(self, pledge: Request | Commitment, name: str) -> str:
        found = self._retrieval.just_called(name)
        if len(found) != 1:
            told = (
                f"{len(found)} actors are called so ({', '.join(a.id for a in found[:5])}); give an id" if found else "nobody is called so"
            )
            raise RecordError(f"--by-whom {name}: {told}; `onrecord people` lists them")
        if found[0].id not in {a.id for a in self._retrieval.actors(self._story(pledge))}:
            raise RecordError(f"--by-whom {name}: {found[0].name} is not named in the story of {pledge.id}")
        return found[0].id


def _fits(step: Step, who: str | None, on: str | None, line: Anchor | None) -> bool:
    """Whether a step is one of those meant: of the actor, the day and the words, where these were given."""
    return (
        (who is None or step.by == who)
        and (on is None or (step.on or "").rstrip("?~%") == on.rstrip("?~%"))
        and (line is None or shared(line, step.evidence)[1] >= SAME_LINE)
    )


def _day(option: str, value: str | None) -> str | None:
    if value is not None and interval(value) is None:
        raise UsageError(
            f"{option} {value}: that is no day; write it as 2014-09-26, 2014-09, 2014-09-24/2014-09-26, or 2014-09-26? if unsure"
        )
    return value


def _due(pledge: Request | Commitment, told: Told) -> str | None:
    if isinstance(pledge, Request):
        raise UsageError(f"--due is for commitments, and {pledge.id} is a request")
    return None if told.due == NO_DAY else _day("--due", told.due)
