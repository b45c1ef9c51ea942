"""An inquiry: a claim that somebody puts to a record, read as a sentence, with the articles that may be on the matter.

The gate is plain: an article must bear enough of what the claim names and says, the rarer the word in the record the more it counts,
and one of the names where the claim has any. Times and figures do not count, and the verb half: on them accounts differ. With an article
comes its whole story, for a rival account may use other words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from math import log

from onrecord.errors import UsageError
from onrecord.gazetteer import state_named
from onrecord.linking.actors import plain, same_person
from onrecord.model import Actor, ActorKind, Article, Claim, Entity, Stance
from onrecord.reading.events import INITIATIVE
from onrecord.reading.reader import reader
from onrecord.reading.sentences import sentences
from onrecord.store.retrieval import Retrieval

GATE = 0.5
"""Share of what the claim names and says, weighed by rarity, that an article must bear."""
MOST = 100
"""Articles that are looked into, those that bear most of the claim first; a claim that fits more is told so."""
LONGEST = 500
"""Characters of a claim."""
_CONTENT = frozenset("NOUN PROPN VERB ADJ".split())
_LIGHT = frozenset(
    "be have do get go come say tell make take give first last only other same more most own several "
    "a.m. p.m. am pm day week month year time date hour minute morning afternoon evening night noon midnight today yesterday tomorrow "
    "monday tuesday wednesday thursday friday saturday sunday "
    "january february march april may june july august september october november december".split()
)
"""Words that do not tell a matter: light verbs, and times, on which accounts differ."""


@dataclass(frozen=True, slots=True)
class Key:
    """One thing that the claim names or says: the forms by which a text is found to bear it, and the actors that it may mean."""

    forms: tuple[str, ...]
    actors: frozenset[str] = frozenset()
    named: bool = False
    weight: float = 1.0


class Inquiry:
    """A claim, read.

    Args:
        words: one plain sentence.

    Raises:
        UsageError: there are no words, or too many.
    """

    def __init__(self, words: str, retrieval: Retrieval) -> None:
        self.words = " ".join(words.split())
        if not self.words:
            raise UsageError('check needs a claim: onrecord check "Canada asked the United States first"')
        if len(self.words) > LONGEST:
            raise UsageError(f"a claim to check is one sentence of at most {LONGEST} characters; this has {len(self.words)}")
        self._retrieval = retrieval
        self._fitting = 0
        self._text = self.words if self.words[-1] in ".?!”\"'" else f"{self.words}."
        reading = reader().read(Article("check", self._text, "check"))
        own = [c for c in reading.claims if c.statement is None]
        self.claims: tuple[Claim, ...] = tuple(own) or reading.claims
        self._denied = {s.id for s in reading.statements if s.stance is Stance.DENIES}
        self._entities = {e.id: e for e in reading.entities if e.names}
        self._known: dict[str, frozenset[str]] = {}

    @property
    def named(self) -> bool:
        """Whether the claim names anybody."""
        return bool(self._entities)

    @property
    def note(self) -> str | None:
        """What hindered, or what of the claim was checked, in a sentence; None where there is nothing to say."""
        if not self.claims:
            return "no claim was recognised in these words, so nothing was compared; give one plain sentence with a verb"
        if self._fitting > MOST:
            return (
                f"it may bear on {self._fitting:,} articles, and the {MOST} that bear most of it were looked into; "
                "a claim that names people or bodies finds them more surely"
            )
        if all(c.statement for c in self.claims):
            return "what is checked is the words reported, not whether they were said"
        return None

    def stands(self, claim: Claim) -> bool:
        """Whether the sentence stands by its claim; False where it tells that somebody denies it."""
        return claim.statement not in self._denied

    def meant(self, entity: str) -> frozenset[str]:
        """Ids of the record's actors that a name of the claim may mean."""
        if entity not in self._known:
            found = self._entities.get(entity)
            self._known[entity] = frozenset(a.id for a in self._candidates(found) if means(found, a)) if found else frozenset()
        return self._known[entity]

    def entity(self, identity: str) -> Entity | None:
        """A named participant of the claim by its id."""
        return self._entities.get(identity)

    def _candidates(self, entity: Entity) -> list[Actor]:
        state = _state(entity)
        return self._retrieval.called([state] if state else [n.split()[-1] for n in entity.names if n.split()])

    def articles(self, within: Collection[str] | None = None) -> list[str]:
        """Ids of the articles that may be on the matter, the stories of those that bear most of the claim first.

        Args:
            within: only these.
        """
        keys = self._keys()
        forms = list(dict.fromkeys(f for k in keys for f in k.forms))
        of = [[n for n, k in enumerate(keys) if form in k.forms] for form in forms]
        # Articles are many and what they bear is one of a few sets of keys.
        sets: dict[tuple[bool, ...], frozenset[int]] = {}
        have: dict[str, frozenset[int]] = {}
        for article, borne in self._retrieval.bearing(forms):
            if borne not in sets:
                sets[borne] = frozenset(n for places, has in zip(of, borne, strict=True) if has for n in places)
            have[article] = sets[borne]
        for article, actors in self._retrieval.naming(frozenset().union(*(k.actors for k in keys))).items():
            named = {n for n, k in enumerate(keys) if not k.actors.isdisjoint(actors)}
            have[article] = have.get(article, frozenset()) | named
        total = self._retrieval.count()
        alike = Counter(have.values())
        counts = [sum(often for has, often in alike.items() if n in has) for n in range(len(keys))]
        weights = [k.weight * log(1 + total / (1 + count)) for k, count in zip(keys, counts, strict=True)]
        whole = sum(weights)
        shares = {
            has: share
            for has in alike
            if (share := sum(weights[n] for n in sorted(has)) / whole if whole else 0.0) >= GATE
            and (not self.named or any(keys[n].named for n in has))
        }
        rated = [(-shares[has], article) for article, has in have.items() if has in shares and (within is None or article in within)]
        self._fitting = len(rated)
        first = [article for _, article in sorted(rated)[:MOST]]
        story_of = self._retrieval.story_of(first)
        told = self._retrieval.articles_of(set(story_of.values()))
        every = dict.fromkeys(a for k in dict.fromkeys(story_of.get(a, a) for a in first) for a in told.get(k, (k,)))
        return [a for a in every if within is None or a in within][:MOST]

    def _keys(self) -> Sequence[Key]:
        cut = sentences(self._text)
        parsed, _ = reader().encoder.read(self._text, cut)
        places = [(m.start, m.end) for e in self._entities.values() for m in e.mentions]
        keys = [Key(_forms(e), self.meant(k), True) for k, e in self._entities.items()]
        triggers = {c.predicate for c in self.claims if c.event in INITIATIVE}
        for word in (w for s in parsed for w in s.words):
            lemma = word.lemma.casefold()
            if word.upos not in _CONTENT or not {lemma, word.text.casefold()}.isdisjoint(_LIGHT) or lemma in triggers or len(lemma) < 3:
                continue
            if any(start <= word.token.start < end for start, end in places):
                continue
            stem = lemma[:-1] if lemma[-1] in "ey" and len(lemma) > 4 else lemma
            forms = (stem,) if stem in word.text.casefold() else (stem, word.text)
            keys.append(Key(forms, named=word.upos == "PROPN", weight=0.5 if word.upos == "VERB" else 1.0))
        return keys


def _state(entity: Entity) -> str | None:
    found = state_named(entity.names[0]) if entity.kind is ActorKind.GOVERNMENT else None
    return found[0].name if found else None


def _forms(entity: Entity) -> tuple[str, ...]:
    """How a text is found to bear a name: a person's last word of it, else the whole."""
    return tuple(dict.fromkeys(n.split()[-1] if entity.kind is ActorKind.PERSON else n for n in entity.names if n.strip()))


def means(entity: Entity | None, actor: Actor) -> bool:
    """Whether a name in a claim may mean an actor of the record."""
    if entity is None:
        return False
    state = _state(entity)
    if state is not None:
        return actor.kind is ActorKind.GOVERNMENT and actor.name == state
    for name in map(plain, entity.names):
        for other in map(plain, (actor.name, *actor.aliases)):
            if name == other or same_person(name, other):
                return True
            if (
                entity.kind is ActorKind.PERSON
                and actor.kind is ActorKind.PERSON
                and len(name.split()) == 1
                and other.split()[-1:] == [name]
            ):
                return True
            if name.removeprefix("the ") == other.removeprefix("the "):
                return True
    return False
