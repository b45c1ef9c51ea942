"""The minutes: judgements in words, as the terminal and the pages tell them. What is returned holds words of articles, and is not escaped."""

from __future__ import annotations

from typing import Any

from onrecord.citation import flat, quoted, shorten
from onrecord.judgements.edits import changes
from onrecord.judgements.rulings import on_dispute
from onrecord.judgements.states import on_pledge
from onrecord.model import Judgement, Verdict

SHOWN = {Verdict.JOIN: "merge", Verdict.PART: "split"}
"""Judgements on disputes under the names of their commands."""


def idling(judgement: Judgement) -> str:
    """Why a judgement on a dispute, a request or a commitment does not apply where nothing is found that it holds on."""
    return "its lines are no longer one dispute" if on_dispute(judgement) else "its words no longer tell one thing asked or promised"


def told(judgement: Judgement) -> list[str]:
    """A judgement in lines: the words that it is about, what was decided, and why."""
    reason = [f"because {flat(judgement.reason)}"] if judgement.reason else []
    if on_dispute(judgement):
        return [*_ruling(judgement), *reason]
    if on_pledge(judgement):
        return [*_pledge(judgement), *reason]
    if judgement.kind is Verdict.EDIT:
        opening = quoted(shorten(judgement.anchors[0].text, 100))
        return [
            opening,
            *(f"→ {name}: {flat(to or 'none')} (given as {flat(was or 'none')})" for name, was, to in changes(judgement)),
            *reason,
        ]
    words = list(dict.fromkeys(shorten(a.text, 100) for a in judgement.anchors))[:6]
    lines = [f"{quoted(w)}" for w in words]
    if "name" in judgement.value:
        lines.append(f"→ {judgement.value['name'] or 'cannot be known'}")
    return [*lines, *reason]


def _ruling(judgement: Judgement) -> list[str]:
    value, lines = judgement.value, [flat(m["question"]) for m in judgement.value["matters"]]
    says = [shorten(a["says"], 80) for a in value["matters"][0]["accounts"]]
    lines += [quoted(shorten(judgement.anchors[n].text, 90)) for n in value.get("lines", [])[:6]]
    if judgement.kind is Verdict.MOVE:
        lines.append("→ out of the dispute" if value["to"] is None else f"→ account: {says[value['to']]}")
    elif judgement.kind is Verdict.PART and (made := value.get("says") or value.get("question")):
        lines.append(f"→ {flat(made)}")
    elif judgement.kind is Verdict.JOIN and value["accounts"] is not None:
        lines.append(f"→ one account: {'; '.join(says[n] for n in value['accounts'])}")
    return lines


def _pledge(judgement: Judgement) -> list[str]:
    """A judgement on a request or a commitment: what it is on, the words that it rests on, and what was decided."""
    value, was = judgement.value, judgement.value["pledge"]

    def called(who: dict[str, Any] | None) -> str:
        return flat(who["names"][0]) if who is not None else ""

    to = ", ".join(called(a) for a in was.get("to", ()))
    lines = [f"{called(was['by'])}{f' → {to}' if to else ''}: {quoted(was.get('of') or was.get('what') or '')}"]
    words = [judgement.anchors[n].text for n in (*value.get("gone", ()), *([value["at"]] if "at" in value else ()))]
    lines += [quoted(shorten(w, 90)) for w in words[:6]]
    if value.get("state"):
        who, on = called(value.get("who")), value.get("on")
        told = f"→ {'not ' if value.get('not') else ''}{value['state']}"
        lines.append(f"{told}{f', {on}' if on else ''}{f', by {who}' if who else ''}")
    if "due" in value:
        lines.append(f"→ due {value['due'] or 'on no day that the words give'}")
    return lines
