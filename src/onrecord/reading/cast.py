"""The cast of one article: people and bodies, and which of them a name, a pronoun or a description means.

Reading is pure, so a description that only other articles could resolve stays an entity of its own, unnamed; linking looks
further.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from onrecord.gazetteer import State, state_named
from onrecord.model import ActorKind, Entity, Span
from onrecord.reading.identity import fold, initials, plain_body, same_first, same_office, same_words, sourcelike
from onrecord.reading.names import Name
from onrecord.reading.parse import Parsed
from onrecord.reading.phrases import BODIES, DOCUMENTS, GENERIC_BODIES, Phrase, office

FEMALE = frozenset("mrs ms miss dame lady madam sister".split())
MALE = frozenset("mr sir lord brother father".split())
FEMALE_NOUNS = frozenset(
    "spokeswoman woman mother widow daughter sister actress councilwoman congresswoman chairwoman queen policewoman girl wife aunt".split()
)
MALE_NOUNS = frozenset("spokesman man father widower son brother councilman congressman chairman king policeman boy husband uncle".split())
NEAR = 4
"""Paragraphs within which a role given without a name may be the person who is named next."""


@dataclass(slots=True)
class Role:
    """An entity in the making."""

    id: str
    kind: ActorKind
    names: list[str] = field(default_factory=list)
    descriptions: list[str] = field(default_factory=list)
    titles: list[tuple[str, str | None]] = field(default_factory=list)
    mentions: list[tuple[int, int]] = field(default_factory=list)
    gender: str | None = None
    state: State | None = None
    salient: int = -1
    plural: bool = False

    def surname(self) -> str:
        """The last word of the fullest name, folded."""
        return fold(self.names[0]).split()[-1] if self.names else ""


class Cast:
    """Builds the entities of one article.

    Args:
        parsed: its sentences.
        names: its names, in order.
        quoted: offsets inside quotation marks are skipped when a pronoun of the narration looks for its person.
        home: the country that the article takes for granted, whose government "the government" is.
    """

    def __init__(self, parsed: list[Parsed], names: list[Name], quoted: list[tuple[int, int]], home: State | None = None) -> None:
        self._parsed = parsed
        self._home = home
        self._names = names
        self._quoted = quoted
        self.roles: list[Role] = []
        self._of_name: dict[tuple[int, int], Role] = {}
        for name in names:
            if name.kind == "PER" and len(fold(name.text).split()) > 1:
                self._take(name, self._person(name))
        for name in names:
            if (name.start, name.end) not in self._of_name:
                self._take(name, self._person(name) if name.kind == "PER" else self._body(name))
        for role in self.roles:
            role.mentions.sort()
        self._guess_genders()

    # -- names

    def _take(self, name: Name, role: Role) -> None:
        self._of_name[name.start, name.end] = role
        role.mentions.append((name.start, name.end))
        if name.text not in role.names:
            role.names.append(name.text)
            first = role.state.name if role.state else ""
            role.names.sort(key=lambda n: (n != first, -len(fold(n).split()), -len(n)))
        before = self._parsed[name.sentence].words[name.first - 1].text.rstrip(".").lower() if name.first else ""
        if before in FEMALE or before in MALE:
            role.gender = "f" if before in FEMALE else "m"

    def _new(self, kind: ActorKind) -> Role:
        role = Role(f"e{len(self.roles) + 1}", kind)
        self.roles.append(role)
        return role

    def _person(self, name: Name) -> Role:
        words = fold(name.text).split()
        before = self._parsed[name.sentence].words[name.first - 1].text.rstrip(".").lower() if name.first else ""
        gender = "f" if before in FEMALE else "m" if before in MALE else None
        found: list[Role] = []
        for role in self.roles:
            if role.kind is not ActorKind.PERSON or (gender and role.gender and gender != role.gender):
                continue
            for known in map(fold, role.names):
                theirs = known.split()
                if (
                    known == " ".join(words)
                    or (len(words) > 1 and len(theirs) > 1 and words[-1] == theirs[-1] and same_first(words[0], theirs[0]))
                    or (min(len(words), len(theirs)) == 1 and (words[-1] == theirs[-1] or (len(words) == 1 and words[0] == theirs[0])))
                ):
                    found.append(role)
                    break
        if found:
            # of several with one surname, the one named last before this place
            def last_before(role: Role) -> int:
                return max((b for _, b in role.mentions if b <= name.start), default=-1)

            return max(found, key=last_before)
        return self._new(ActorKind.PERSON)

    def _body(self, name: Name) -> Role:
        state = state_named(name.text)
        if state:
            return self._state(state[0])
        mine = plain_body(name.text)
        for role in self.roles:
            if role.kind is not ActorKind.ORGANISATION:
                continue
            for known in map(plain_body, role.names):
                if (
                    known == mine
                    or known.startswith(mine + " ")
                    or mine.startswith(known + " ")
                    or initials(known) == mine.replace(".", "")
                    or initials(mine) == known
                ):
                    return role
        return self._new(ActorKind.ORGANISATION)

    def _state(self, state: State) -> Role:
        for role in self.roles:
            if role.state is state:
                return role
        role = self._new(ActorKind.GOVERNMENT)
        role.state = state
        role.names.append(state.name)
        return role

    def _guess_genders(self) -> None:
        """Takes "his" and "her" after a person who is the subject of the sentence, alone in it, for that person's."""
        votes: dict[str, int] = {}
        for name in self._names:
            role = self._of_name.get((name.start, name.end))
            sentence = self._parsed[name.sentence]
            if role is None or role.kind is not ActorKind.PERSON or not self._climbs_to_subject(sentence, name.first):
                continue
            others = {r.id for (a, _), r in self._of_name.items() if sentence.start <= a < sentence.end and r.kind is ActorKind.PERSON}
            if len(others) != 1 or not self._narrated(name.start):
                continue
            for word in sentence.words[name.last :]:
                if word.upos == "PRON" and self._narrated(word.token.start):
                    sign = {"his": 1, "himself": 1, "her": -1, "herself": -1}.get(word.text.lower(), 0)
                    votes[role.id] = votes.get(role.id, 0) + sign
        for role in self.roles:
            if role.gender is None and votes.get(role.id):
                role.gender = "m" if votes[role.id] > 0 else "f"

    # -- phrases

    def resolve(self, phrase: Phrase, last: Role | None, speaking: bool = False) -> Role | None:
        """Who a phrase means.

        Args:
            last: who spoke last before it, or None.
            speaking: whether the phrase stands in the quoted words of ``last``, who then is "I" and not "he".
        """
        sentence = self._parsed[phrase.sentence]
        word = sentence.words[phrase.head]
        if phrase.person is not None:
            role = self._of_name.get((phrase.person.start, phrase.person.end))
            if role is None:
                role = self._person(phrase.person)
                self._take(phrase.person, role)
            if phrase.role:
                self._describe(role, phrase.role)
            return self._note(role, phrase)
        if word.upos == "PRON" or (word.upos == "DET" and word.text.lower() in ("both", "others", "all", "some", "many", "few")):
            return self._pronoun(phrase, word.text.lower(), last, speaking)
        if phrase.state is not None:
            return self._note(self._state(phrase.state), phrase)
        if phrase.body is not None:
            known = self._of_name.get((phrase.body.start, phrase.body.end))
            if known is None or (known.kind is ActorKind.PERSON and phrase.body.kind != "PER"):
                known = self._body(phrase.body)
                self._take(phrase.body, known)
            return self._note(known, phrase)
        return self._description(phrase, last)

    def _note(self, role: Role, phrase: Phrase) -> Role:
        role.salient = max(role.salient, phrase.start)
        if (phrase.start, phrase.end) not in role.mentions:
            role.mentions.append((phrase.start, phrase.end))
        return role

    def _describe(self, role: Role, description: str) -> None:
        if description not in role.descriptions:
            role.descriptions.append(description)
            if role.kind is ActorKind.PERSON:
                role.titles.append(office(description))
        noun = office(description)[0].split()[-1].lower()
        role.gender = role.gender or ("f" if noun in FEMALE_NOUNS else "m" if noun in MALE_NOUNS else None)

    def _narrated(self, at: int) -> bool:
        return not any(a <= at < b for a, b in self._quoted)

    def _pronoun(self, phrase: Phrase, word: str, last: Role | None, speaking: bool) -> Role | None:
        if word in ("i", "we", "me", "us", "my", "our", "who", "which", "that", "what", "there"):
            return last if word in ("i", "we", "me", "us") else None
        gender = {"he": "m", "him": "m", "his": "m", "she": "f", "her": "f", "hers": "f"}.get(word)
        best: tuple[float, int] | None = None
        chosen: Role | None = None
        here = self._parsed[phrase.sentence]
        for role in self.roles:
            if speaking and role is last:
                continue
            if gender:
                if role.kind not in (ActorKind.PERSON, ActorKind.UNNAMED) or role.plural or (role.gender and role.gender != gender):
                    continue
            elif word == "it":
                if role.kind in (ActorKind.PERSON, ActorKind.UNNAMED) or role.plural:
                    continue
            elif role.kind is ActorKind.PERSON or not (role.plural or role.kind is ActorKind.ORGANISATION):
                continue
            before = [(a, b) for a, b in role.mentions if b <= phrase.start and (speaking or self._narrated(a))]
            if not before:
                continue
            at = max(a for a, _ in before)
            distance = sum(1 for s in self._parsed if at < s.start <= here.start)
            score = -float(distance)
            if role.salient >= 0 and role.salient < phrase.start:
                spoke = sum(1 for s in self._parsed if role.salient < s.start <= here.start)
                score = max(score, 1.5 - spoke)
            if self._subject(at):
                score += 1.0
            if role is last and not speaking:
                score += 1.5
            if gender and role.gender == gender:
                score += 0.25
            key = (score, at)
            if best is None or key > best:
                best, chosen = key, role
        if chosen is not None and best is not None and best[0] >= -12:
            if gender and chosen.gender is None:
                chosen.gender = gender
            return self._note(chosen, phrase)
        return None

    def _subject(self, at: int) -> bool:
        for s in self._parsed:
            if s.start <= at < s.end:
                return any(w.token.start <= at < w.token.end and self._climbs_to_subject(s, k) for k, w in enumerate(s.words))
        return False

    @staticmethod
    def _climbs_to_subject(sentence: Parsed, at: int) -> bool:
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

    def _description(self, phrase: Phrase, last: Role | None) -> Role:
        sentence = self._parsed[phrase.sentence]
        noun = sentence.words[phrase.head].lemma.lower()
        text = phrase.role or phrase.text
        if noun in ("government", "cabinet") and phrase.definite and not phrase.plural and self._home is not None:
            return self._note(self._state(self._home), phrase)
        if noun in DOCUMENTS and (author := self._author(phrase)) is not None:
            return self._note(author, phrase)
        if (
            noun in DOCUMENTS
            and phrase.definite
            and last is not None
            and last.kind is not ActorKind.GROUP
            and len(phrase.text.split()) <= 2
        ):
            return self._note(last, phrase)  # "the statement read": whoever made it
        body = noun in BODIES
        if phrase.definite or not any(w.lower() in ("a", "an", "one", "another", "some") for w in phrase.text.split()[:1]):
            for role in reversed(self.roles):
                if any(same_words(text, d) for d in role.descriptions):
                    return self._note(role, phrase)
        if phrase.definite and not phrase.plural:
            found = self._holder(noun, text, phrase.start, body)
            if found is not None:
                return self._note(found, phrase)
        kind = (
            ActorKind.ORGANISATION
            if body or noun in DOCUMENTS
            else ActorKind.GROUP
            if phrase.plural and not sourcelike(noun)
            else ActorKind.UNNAMED
        )
        role = self._new(kind)
        role.plural = phrase.plural
        self._describe(role, text)
        return self._note(role, phrase)

    def _author(self, phrase: Phrase) -> Role | None:
        """Who stands behind a document: "a survey by …", "the ministry's notice", "the affidavit that … filed"."""
        sentence = self._parsed[phrase.sentence]
        for name in self._names:
            role = self._of_name.get((name.start, name.end))
            if role is None or name.sentence != phrase.sentence or not phrase.start <= name.start < phrase.end:
                continue
            top = next((k for k in range(name.first, name.last) if not name.first <= sentence.words[k].head < name.last), name.first)
            above, relation = sentence.words[top].head, sentence.words[top].relation
            if relation in ("nmod:desc", "compound", "appos", "flat") and above >= 0:
                top, above = above, sentence.words[above].head
                relation = sentence.words[top].relation
            case = {sentence.words[c].lemma.lower() for c in sentence.under(top, "case")}
            clause = relation.startswith("nsubj") and above >= 0 and sentence.words[above].relation.startswith("acl")
            if relation == "nmod:poss" or case & {"by", "from"} or clause:
                return role
        return None

    def _holder(self, noun: str, text: str, at: int, body: bool) -> Role | None:
        """Whoever was given this role before: "the minister" is the Energy Minister, "the council" the County Council."""
        candidates = []
        for role in self.roles:
            before = [b for _, b in role.mentions if b <= at]
            if not before:
                continue
            if body:
                known = {w.lower() for n in role.names for w in n.split()}
                fits = noun in known and role.kind is ActorKind.ORGANISATION
                generic = (
                    noun in GENERIC_BODIES and role.kind is ActorKind.ORGANISATION and role.names and not known & (BODIES - GENERIC_BODIES)
                )
                if fits or generic:
                    candidates.append((fits, max(before), role))
            elif role.kind in (ActorKind.PERSON, ActorKind.UNNAMED) and not role.plural:
                heads = {office(d)[0].split()[-1].lower() for d in role.descriptions}
                if noun in heads or (
                    noun in ("spokesman", "spokeswoman", "spokesperson") and heads & {"spokesman", "spokeswoman", "spokesperson"}
                ):
                    candidates.append((True, max(before), role))
        return max(candidates, key=lambda c: (c[0], c[1]))[2] if candidates else None

    # -- afterwards

    def settle(self) -> dict[str, Role]:
        """Joins descriptions to the one person who is given that office elsewhere in the article. Returns what became of whom."""
        joined: dict[str, Role] = {}
        for role in list(self.roles):
            if role.names or role.plural or not role.descriptions:
                continue
            if role.kind is ActorKind.ORGANISATION:
                words = set(role.descriptions[0].lower().split())
                bodies = [
                    r for r in self.roles if r.kind is ActorKind.ORGANISATION and any(words <= set(plain_body(n).split()) for n in r.names)
                ]
                if len(bodies) == 1 and self._is_definite(role):
                    joined[role.id] = bodies[0]
                    self.join(role, bodies[0])
                continue
            if role.kind is not ActorKind.UNNAMED:
                continue
            title, of = office(role.descriptions[0])
            fits = [r for r in self.roles if r.names and r.kind is ActorKind.PERSON and any(same_office((title, of), t) for t in r.titles)]
            if len(fits) == 1 and self._is_definite(role):
                joined[role.id] = fits[0]
                self.join(role, fits[0])
        return joined

    def _is_definite(self, role: Role) -> bool:
        for start, _ in role.mentions:
            for s in self._parsed:
                if s.start <= start < s.end:
                    word = next((w for w in s.words if w.token.start >= start), None)
                    if word is not None and word.text.lower() in ("a", "an", "one", "another"):
                        return False
        return True

    def join(self, described: Role, named: Role) -> None:
        """Makes a person known only by role the one who is named later."""
        for description in described.descriptions:
            self._describe(named, description)
        named.mentions = sorted({*named.mentions, *described.mentions})
        named.salient = max(named.salient, described.salient)
        named.gender = named.gender or described.gender
        self.roles.remove(described)

    def entities(self, text: str) -> tuple[Entity, ...]:
        """The finished cast."""
        return tuple(
            Entity(
                r.id,
                r.kind,
                tuple(r.names),
                tuple(r.descriptions),
                tuple(dict.fromkeys(r.titles)),
                tuple(Span.of(text, a, b) for a, b in sorted(set(r.mentions))),
                r.gender,
            )
            for r in self.roles
        )
