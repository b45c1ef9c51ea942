"""Whom "he", "she", "it" and "they" mean: the candidates among an article's entities, put before the learned ranker."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping

from onrecord.gazetteer.forenames import gender_of
from onrecord.model import ActorKind
from onrecord.reading.antecedents import Candidate, choose
from onrecord.reading.identity import fold
from onrecord.reading.parse import Parsed
from onrecord.reading.phrases import Phrase
from onrecord.reading.places import Ranges
from onrecord.reading.register import Whereabouts
from onrecord.reading.role import Role

REACH = 16
"""Sentences back in which a pronoun looks for whom it means."""
CLOSE = 5
"""The same for a pronoun that only takes part in a claim."""


class Pronouns:
    """Resolves the pronouns of one article.

    Args:
        parsed: its sentences.
        roles: its entities by number, as they come up.
        whereabouts: who was mentioned where.
        quoted: where the text is within quotation marks.
    """

    def __init__(self, parsed: list[Parsed], roles: Mapping[int, Role], whereabouts: Whereabouts, quoted: Ranges) -> None:
        self._parsed = parsed
        self._roles = roles
        self._whereabouts = whereabouts
        self._quoted = quoted

    def resolve(self, phrase: Phrase, word: str, last: Role | None, speaking: bool, noting: bool = True) -> Role | None:
        """Whom a pronoun of the third person means; arguments as for :meth:`onrecord.reading.cast.Cast.resolve`.

        Args:
            noting: whether the choice is told and teaches the gender of who is meant; if not, only what is close is looked at.
        """
        if word in ("my", "our", "who", "which", "that", "what", "there"):
            return None
        gender = {"he": "m", "him": "m", "his": "m", "she": "f", "her": "f", "hers": "f"}.get(word)
        found: list[tuple[int, Role]] = []
        for number in self._whereabouts.near(phrase.sentence, REACH if noting else CLOSE):
            role = self._roles.get(number)
            if role is None or (speaking and role is last) or not _fits(role, word, gender):
                continue
            at = role.before(phrase.start, speaking)
            if at >= 0:
                found.append((at, role))
        found.sort(key=lambda f: (f[0], f[1].number))
        candidates = self._candidates(phrase, found, gender, last, speaking)
        if noting:
            self._considered(phrase.start, candidates, [r.id for _, r in found])
        best = choose(candidates)
        if best is None:
            return None
        chosen = found[best][1]
        if noting and gender and chosen.gender is None:
            chosen.gender = gender
        return chosen

    def _candidates(
        self, phrase: Phrase, found: list[tuple[int, Role]], gender: str | None, last: Role | None, speaking: bool
    ) -> list[Candidate]:
        """What speaks for each of those who may be meant."""
        paragraph = self._parsed[phrase.sentence].paragraph
        out: list[Candidate] = []
        leads: set[int] = set()
        for at, role in found:
            sentence = self._whereabouts.sentence(at)
            hint = gender_of(fold(role.names[0]).split()[0]) if gender and role.names and " " in fold(role.names[0]) else None
            spoke = 0 <= role.salient < phrase.start
            out.append(
                Candidate(
                    near=phrase.sentence - sentence,
                    since=phrase.sentence - self._whereabouts.sentence(role.salient) if spoke else None,
                    last=role is last and not speaking,
                    subject=self._subject(at),
                    first=sentence not in leads,
                    paragraph=self._parsed[sentence].paragraph == paragraph,
                    known=gender is not None and role.gender == gender,
                    hint=0 if hint is None or role.gender is not None else 1 if hint == gender else -1,
                    named=bool(role.names),
                    mentions=bisect_left(role.ends, phrase.start),
                    quoted=self._quoted.hold(at),
                )
            )
            leads.add(sentence)
        return out

    def _considered(self, start: int, candidates: list[Candidate], ids: list[str]) -> None:
        """Told of every choice; training listens here."""

    def _subject(self, at: int) -> bool:
        s = self._parsed[self._whereabouts.sentence(at)]
        return any(w.token.start <= at < w.token.end and climbs_to_subject(s, k) for k, w in enumerate(s.words))


def climbs_to_subject(sentence: Parsed, at: int) -> bool:
    """Whether a word is, or stands within the name of, the subject of a verb."""
    for _ in range(4):
        word = sentence.words[at]
        if word.relation.startswith("nsubj"):
            return True
        if (
            word.relation.split(":")[0] not in ("flat", "compound", "appos", "nmod", "det")
            or word.relation == "nmod:poss"
            or word.head < 0
        ):
            return False
        at = word.head
    return False


def _fits(role: Role, word: str, gender: str | None) -> bool:
    """Whether a pronoun can mean a role at all: "he" a man, "it" no person, "they" several or a body."""
    if gender:
        return role.kind in (ActorKind.PERSON, ActorKind.UNNAMED) and not role.plural and role.gender in (None, gender)
    if word == "it":
        return role.kind not in (ActorKind.PERSON, ActorKind.UNNAMED) and not role.plural
    return role.plural or role.kind is ActorKind.ORGANISATION
