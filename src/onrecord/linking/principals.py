"""Whom somebody speaks and acts for: the side on which an actor stands when sides are states, firms or unions.

"Ottawa", "the Canadians", "his government" and the Canadian prime minister are one side; so are a firm and its chief executive.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from onrecord.gazetteer import State, state_named, states
from onrecord.linking.actors import plain
from onrecord.model import Actor, ActorKind

NATIONAL = re.compile(
    r"\b(?:prime minister|premier|president|chancellor|king|queen|foreign|defen[cs]e|interior|finance|home|trade|energy|justice|health|agriculture|transport|"
    r"(?:foreign|home) affairs|secretary of \w+|minister|cabinet|government|ministry|parliament|ambassador|lawmakers?|senators?|military|army|navy|air force)\b",
    re.I,
)


def state_in(words: str) -> State | None:
    """The first state that a description names: "U.S. Ambassador", "spokeswoman for the Canadian defence minister"."""
    tokens = re.findall(r"(?:[A-Z]\.){2,}|[\w'’-]+", words)
    for size in (3, 2, 1):
        for at in range(len(tokens) - size + 1):
            found = state_named(" ".join(tokens[at : at + size]))
            if found:
                return found[0]
    return None


class Principals:
    """Sides of the actors of one story.

    Args:
        actors: those of the record by id.
        homes: the country that each article takes for granted.
        known: ids of the actors that appear in the story.
    """

    def __init__(self, actors: Mapping[str, Actor], homes: Mapping[str, str | None], known: set[str]) -> None:
        self._actors = actors
        self._homes = homes
        self._known = known
        self._state = {a.name: a.id for a in actors.values() if a.kind is ActorKind.GOVERNMENT and a.id in known}
        self._bodies = {
            plain(n): a.id
            for a in sorted((actors[k] for k in known if k in actors), key=lambda a: a.id)
            if a.kind in (ActorKind.ORGANISATION, ActorKind.PERSON)
            for n in (a.name, *a.aliases)
        }

    def of(self, actor: str, article: str) -> str:
        """The id of the side: of a state's or a body's actor, or the actor's own."""
        return self._of(actor, article, 0)

    def _of(self, actor: str, article: str, depth: int) -> str:
        who = self._actors.get(actor)
        if who is None or depth > 3:
            return actor
        if who.kind is ActorKind.GOVERNMENT:
            return who.id
        if who.speaks_for is not None and who.speaks_for in self._known:
            return self._of(who.speaks_for, article, depth + 1)
        if who.part_of is not None and who.part_of in self._known:
            return who.part_of
        descriptions = [*(f"{o.title} of {o.of}" if o.of else o.title for o in who.offices)]
        if who.kind is not ActorKind.PERSON:
            descriptions += [who.name]
        for words in descriptions:
            state = state_in(words) if NATIONAL.search(words) else None
            if state and state.name in self._state:
                return self._state[state.name]
        for office in who.offices:
            holder = self._bodies.get(plain(office.of)) if office.of else None
            if holder and holder != actor:
                return self._of(holder, article, depth + 1)
        home = self._homes.get(article)
        state = states().get(home) if home else None
        if (
            state
            and state.name in self._state
            and any(NATIONAL.search(w) for w in descriptions)
            and not any(state_in(w) for w in descriptions)
        ):
            return self._state[state.name]
        return who.id
