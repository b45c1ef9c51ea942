"""The cast of one article: people and bodies, and which of them a name, a pronoun or a description means.

Reading is pure, so a description that only other articles could resolve stays an entity of its own, unnamed; linking looks
further.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Callable, Collection

from onrecord.gazetteer import State, state_named
from onrecord.model import ActorKind, Entity, Span
from onrecord.reading.documents import WRITTEN, Documents
from onrecord.reading.identity import beside, fold, nouns_like, same_office, sourcelike
from onrecord.reading.names import RANK_OF, Name
from onrecord.reading.parse import Parsed
from onrecord.reading.phrases import BODIES, GENERIC_BODIES, Phrase, head_of, office, phrase
from onrecord.reading.places import Range, Ranges, add_in_order
from onrecord.reading.pronouns import Pronouns, climbs_to_subject
from onrecord.reading.register import FEW, Bodies, Index, Offices, People, Whereabouts, distinct
from onrecord.reading.role import FEMALE, FEMALE_NOUNS, MALE, MALE_NOUNS
from onrecord.reading.role import Role as Role

NEAR = 4
"""Paragraphs within which a role given without a name may be the person who is named next."""
_WHERE = frozenset("in near outside around off across".split())
"""What before a name tells of a place rather than of a body."""
_CLAUSES = ("acl", "advcl", "parataxis", "conj")
LONGEST_PHRASE = 30
"""Words of a phrase beyond which what stands beside a name is not looked at."""


class Cast:
    """Builds the entities of one article.

    Args:
        parsed: its sentences.
        names: its names, in order.
        quoted: offsets inside quotation marks are skipped when a pronoun of the narration looks for its person.
        home: the country that the article takes for granted, whose government "the government" is.
        outlet: who printed it.
    """

    def __init__(
        self,
        parsed: list[Parsed],
        names: list[Name],
        quoted: list[tuple[int, int]],
        home: State | None = None,
        text: str = "",
        outlet: str | None = None,
    ) -> None:
        self._parsed = parsed
        self._home = home
        self._outlet = outlet.casefold() if outlet else None
        self._names = names
        self._quoted = Ranges(quoted)
        self._roles: dict[int, Role] = {}
        self._made = 0
        self._of_name: dict[Range, Role] = {}
        self._people = People()
        self._bodies = Bodies()
        self._offices = Offices()
        self._states: dict[str, Role] = {}
        self._plain_bodies: dict[int, Role] = {}
        self._described: dict[str, list[int]] = {}
        self._by_noun = Index()
        self._described_as = Offices()
        self._whereabouts = Whereabouts([s.start for s in parsed])
        self._pronouns = Pronouns(parsed, self._roles, self._whereabouts, self._quoted)
        self._documents = Documents(
            text,
            parsed,
            names,
            lambda name: self._of_name.get((name.start, name.end)),
            lambda found: self.resolve(found, None),
            lambda found, word: self._pronouns.resolve(found, word, None, False, noting=False),
        )
        for name in names:
            if name.kind == "PER" and len(fold(name.text).split()) > 1:
                self._take(name, self._person(name))
        for name in names:
            if (name.start, name.end) not in self._of_name:
                self._take(name, self._person(name) if name.kind == "PER" else self._body(name))
        self._guess_genders()
        for name in names:
            if name.kind == "PER":
                self._introduce(name, text)

    def _introduce(self, name: Name, text: str) -> None:
        """Takes what stands beside a person's name for a description: "Inspector", ", the harbour master,"."""
        sentence, role = self._parsed[name.sentence], self._of_name[name.start, name.end]
        top = head_of(sentence, name.first, name.last)
        clauses = {k for c in sentence.children[top] if sentence.words[c].relation.split(":")[0] in _CLAUSES for k in sentence.subtree(c)}
        inside = [k for k in sentence.subtree(top) if k not in clauses]
        if role.kind is not ActorKind.PERSON or not inside or inside[-1] - inside[0] > LONGEST_PHRASE:
            return
        found = phrase(text, sentence, sentence.words[inside[0]].token.start, sentence.words[inside[-1]].token.end, self._names)
        if found is not None and found.person == name and found.role:
            self._describe(role, found.role)
        elif (rank := RANK_OF.get(self._before(name))) is not None:
            self._describe(role, rank)

    @property
    def roles(self) -> list[Role]:
        """The entities, in the order in which they came up."""
        return list(self._roles.values())

    def role(self, identity: str) -> Role | None:
        """The entity with the id."""
        return self._roles.get(int(identity.removeprefix("e")))

    # -- names

    def _take(self, name: Name, role: Role) -> None:
        self._of_name[name.start, name.end] = role
        self._mention(role, (name.start, name.end))
        if name.text not in role.names:
            first = role.state.name if role.state else ""
            insort(role.names, name.text, key=lambda n: (n != first, -len(fold(n).split()), -len(n)))
            self._register(role, name.text)
        before = self._before(name)
        if name.kind == "ORG" and role.kind is ActorKind.ORGANISATION and before not in _WHERE and self._can_trade(role):
            self._by_noun.enter(role.number, "any body")
        if before in FEMALE or before in MALE:
            role.gender = "f" if before in FEMALE else "m"

    def _can_trade(self, role: Role) -> bool:
        """Whether "the company" may mean a body by its names: no council or court, and not the outlet."""
        told = {w.lower() for name in role.names for w in name.split()}
        return not told & (BODIES - GENERIC_BODIES) and not (self._outlet and any(_same_house(n, self._outlet) for n in role.names))

    def _register(self, role: Role, name: str) -> None:
        """Enters a name under which the role may be asked for."""
        if role.kind is ActorKind.PERSON:
            self._people.enter(name, role.number)
        elif role.kind is ActorKind.ORGANISATION:
            self._bodies.enter(name, role.number)

    def _before(self, name: Name) -> str:
        """The word before a name."""
        return self._parsed[name.sentence].words[name.first - 1].text.rstrip(".").lower() if name.first else ""

    def _mention(self, role: Role, span: Range) -> None:
        known = len(role.mentions)
        add_in_order(role.mentions, [span])
        if len(role.mentions) > known:
            insort(role.ends, span[1])
            if self._narrated(span[0]):
                add_in_order(role.narrated, [span])
            self._whereabouts.enter(*span, role.number)

    def _new(self, kind: ActorKind) -> Role:
        self._made += 1
        role = Role(self._made, kind)
        self._roles[role.number] = role
        return role

    def _last(self, among: list[Collection[int]], at: int, fits: Callable[[Role], bool]) -> Role | None:
        """Of the fitting roles with these numbers the one whose mention ends last before the offset."""

        def right(number: int) -> bool:
            return any(number in part for part in among) and number in self._roles and fits(self._roles[number])

        if sum(map(len, among)) > FEW:
            number = self._whereabouts.last(at, right)
            return self._roles[number] if number is not None else None
        found = [self._roles[n] for n in sorted({n for part in among for n in part}) if right(n) and self._roles[n].ended(at) >= 0]
        return max(found, key=lambda r: r.ended(at), default=None)

    def _person(self, name: Name) -> Role:
        before = self._before(name)
        gender = "f" if before in FEMALE else "m" if before in MALE else None

        def fits(role: Role) -> bool:
            return not (gender and role.gender and gender != role.gender)

        called = self._people.called(name.text)
        # of several with one surname, the one named last before this place
        found = self._last(called, name.start, fits)
        if found is None:  # all of them are named later on
            number = min((n for part in called for n in part if fits(self._roles[n])), default=None)
            found = self._roles[number] if number is not None else None
        return found or self._new(ActorKind.PERSON)

    def _body(self, name: Name) -> Role:
        state = state_named(name.text)
        if state:
            return self._state(state[0])
        number = self._bodies.called(name.text)
        return self._roles[number] if number is not None else self._new(ActorKind.ORGANISATION)

    def _state(self, state: State) -> Role:
        if state.code not in self._states:
            role = self._states[state.code] = self._new(ActorKind.GOVERNMENT)
            role.state = state
            role.names.append(state.name)
        return self._states[state.code]

    def _guess_genders(self) -> None:
        """Takes "his" and "her" after a person who is the subject of the sentence, alone in it, for that person's."""
        votes: dict[int, int] = {}
        people: dict[int, set[int]] = {}
        for name in self._names:
            role = self._of_name.get((name.start, name.end))
            if role is not None and role.kind is ActorKind.PERSON:
                people.setdefault(name.sentence, set()).add(role.number)
        for name in self._names:
            role = self._of_name.get((name.start, name.end))
            sentence = self._parsed[name.sentence]
            if role is None or role.kind is not ActorKind.PERSON or not climbs_to_subject(sentence, name.first):
                continue
            if len(people[name.sentence]) != 1 or not self._narrated(name.start):
                continue
            for word in sentence.words[name.last :]:
                if word.upos == "PRON" and self._narrated(word.token.start):
                    sign = {"his": 1, "himself": 1, "her": -1, "herself": -1}.get(word.text.lower(), 0)
                    votes[role.number] = votes.get(role.number, 0) + sign
        for number, vote in votes.items():
            if vote and self._roles[number].gender is None:
                self._roles[number].gender = "m" if vote > 0 else "f"

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
            said = word.text.lower()
            if said in ("i", "we", "me", "us"):
                return last if speaking else None  # in the narration it is the writer, who is nobody of the cast
            meant = self._pronouns.resolve(phrase, said, last, speaking)
            return self._note(meant, phrase) if meant is not None else None
        if phrase.state is not None:
            return self._note(self._state(phrase.state), phrase)
        if phrase.body is not None:
            known = self._of_name.get((phrase.body.start, phrase.body.end))
            if known is None or (known.kind is ActorKind.PERSON and phrase.body.kind != "PER"):
                known = self._body(phrase.body)
                self._take(phrase.body, known)
            return self._note(known, phrase)
        return self._description(phrase, last)

    def meant(self, phrase: Phrase, last: Role | None, speaking: bool = False) -> Role | None:
        """Whom a pronoun of the third person means, as :meth:`resolve`, but nothing is noted."""
        word = self._parsed[phrase.sentence].words[phrase.head].text.lower()
        return self._pronouns.resolve(phrase, word, last, speaking, noting=False)

    def _note(self, role: Role, phrase: Phrase) -> Role:
        role.salient = max(role.salient, phrase.start)
        self._mention(role, (phrase.start, phrase.end))
        return role

    def _describe(self, role: Role, description: str) -> None:
        of_one = role.kind in (ActorKind.PERSON, ActorKind.UNNAMED) and not role.plural
        if description not in role.descriptions:
            role.descriptions.append(description)
            if of_one:
                self._described_as.enter(office(description), role.number)
            add_in_order(self._described.setdefault(_plain(description), []), [role.number])
            if role.kind is ActorKind.PERSON:
                role.titles.append(office(description))
                self._offices.enter(role.titles[-1], role.number)
        noun = office(description)[0].split()[-1].lower()
        if of_one:
            self._by_noun.enter(role.number, noun)
        role.gender = role.gender or ("f" if noun in FEMALE_NOUNS else "m" if noun in MALE_NOUNS else None)

    def _narrated(self, at: int) -> bool:
        return not self._quoted.hold(at)

    def _description(self, phrase: Phrase, last: Role | None) -> Role:
        sentence = self._parsed[phrase.sentence]
        noun = sentence.words[phrase.head].lemma.lower()
        text = phrase.role or phrase.text
        if noun in ("government", "cabinet") and phrase.definite and not phrase.plural and self._home is not None:
            return self._note(self._state(self._home), phrase)
        if (author := self._documents.author(phrase)) is not None:
            return self._note(author, phrase)
        if noun in WRITTEN and phrase.definite and last is not None and last.kind is not ActorKind.GROUP and len(phrase.text.split()) <= 2:
            return self._note(last, phrase)  # "the statement read": whoever made it
        body = noun in BODIES
        if phrase.definite or not any(w.lower() in ("a", "an", "one", "another", "some") for w in phrase.text.split()[:1]):
            alike = self._described.get(_plain(text), [])
            while alike and alike[-1] not in self._roles:
                alike.pop()
            if alike:
                return self._note(self._roles[alike[-1]], phrase)
        if phrase.definite and not phrase.plural:
            found = self._holder(noun, text, phrase.start, body)
            if found is not None:
                return self._note(found, phrase)
        kind = (
            ActorKind.ORGANISATION
            if body or noun in WRITTEN
            else ActorKind.GROUP
            if phrase.plural and not sourcelike(noun)
            else ActorKind.UNNAMED
        )
        role = self._new(kind)
        role.plural = phrase.plural
        self._describe(role, text)
        return self._note(role, phrase)

    def _holder(self, noun: str, text: str, at: int, body: bool) -> Role | None:
        """Whoever was given this role before: "the minister" is the Energy Minister, "the council" the County Council."""
        if not body:
            mine, alike = office(text), [self._by_noun.at(n) for n in nouns_like(noun)]
            if beside(mine) or mine[1]:  # there may be hundreds of that noun, but few who share another word with it
                held = set(self._described_as.holding(mine))
                return self._last([held], at, lambda role: any(role.number in part for part in alike))
            return self._last(alike, at, lambda role: any(same_office(mine, office(d)) for d in role.descriptions))
        found = self._last([self._bodies.with_word(noun)], at, lambda _: True)
        if found is None and noun in GENERIC_BODIES:
            found = self._last([self._by_noun.at("any body")], at, lambda _: True)
        return found

    # -- afterwards

    def settle(self) -> dict[str, Role]:
        """Joins descriptions to the one person who is given that office elsewhere in the article. Returns what became of whom."""
        joined: dict[str, Role] = {}
        for role in self.roles:
            if role.names or role.plural or not role.descriptions:
                continue
            if role.kind is ActorKind.ORGANISATION:
                fits = distinct(self._bodies.with_words(set(role.descriptions[0].lower().split())), 2)
            elif role.kind is ActorKind.UNNAMED:
                fits = distinct(self._offices.holding(office(role.descriptions[0])), 2)
            else:
                continue
            if len(fits) == 1 and self._is_definite(role):
                joined[role.id] = self._roles[fits[0]]
                self.join(role, self._roles[fits[0]])
        return joined

    def _is_definite(self, role: Role) -> bool:
        for start, _ in role.mentions:
            s = self._parsed[self._whereabouts.sentence(start)]
            word = next((w for w in s.words if w.token.start >= start), None)
            if word is not None and word.text.lower() in ("a", "an", "one", "another"):
                return False
        return True

    def join(self, described: Role, named: Role) -> None:
        """Makes a person known only by role the one who is named later."""
        for description in described.descriptions:
            self._describe(named, description)
        for span in described.mentions:
            self._mention(named, span)
        named.salient = max(named.salient, described.salient)
        named.gender = named.gender or described.gender
        del self._roles[described.number]

    def entities(self, text: str) -> tuple[Entity, ...]:
        """The finished cast."""
        return tuple(
            Entity(
                r.id,
                r.kind,
                tuple(r.names),
                tuple(r.descriptions),
                tuple(dict.fromkeys(r.titles)),
                tuple(Span.of(text, a, b) for a, b in r.mentions),
                r.gender,
            )
            for r in self.roles
        )


def _plain(description: str) -> str:
    """A description for comparison: those alike have the same words."""
    return description.lower().replace("’", "'")


def _same_house(name: str, outlet: str) -> bool:
    """Whether a name is an outlet's, in whole or by its words in their order."""
    return name.casefold().removeprefix("the ") in outlet or outlet.removeprefix("the ") in name.casefold()
