"""Whose voice a speaker is: the firm, council, police force or ministry that somebody heads, works or speaks for.

Houses are read off the words beside a name ("X, a director of Y", "Y's president, X", "X, who heads the Y"), off offices and
descriptions, and off ranks that only one kind of body has ("Inspector X" is the police). A house named by a common noun alone
("the bank") is the one body of the story whose name has the noun, else the body last named before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from onrecord.linking.actors import plain
from onrecord.linking.coverage import Coverage
from onrecord.linking.groups import Groups
from onrecord.linking.wording import stem
from onrecord.model import Actor, ActorKind

DOCUMENTS = re.compile(
    r"\b(?:affidavit|annex|bill|book|bulletin|card|chronology|circular|clause|communiqu[eé]|contract|diary|document|draft|"
    r"e-?mail|entry|file|filing|form|invoice|journal|ledger|"
    r"letter|list|log|logbook|map|memo|memorandum|message|minutes|note|notes|notice|order|page|paper|paragraph|petition|"
    r"post|poster|press release|readout|receipt|record|records|"
    r"register|release|reply|report|roll|sheet|sign|statement|study|summary|table|text|ticket|transcript|tweet|warrant)s?\b",
    re.I,
)
"""Nouns for what is written: its voice is its author's."""
FIRMS = frozenset(
    "airline bakery brewery broker builder business cannery carrier chain colliery company concern conglomerate consortium contractor "
    "corporation dairy dealer developer distillery employer exporter factory farm firm foundry group grower haulier importer insurer "
    "landlord maker manufacturer mill mine nursery operator owner plant practice producer publisher quarry refinery retailer shipper "
    "start-up startup store supplier tannery trader utility vendor winery works yard".split()
)
"""Nouns for a business whatever its trade: any of them can stand for a firm that was named before."""
BODIES = FIRMS | frozenset(
    "academy administration agency airport archive army assembly association authority bank board borough brigade broadcaster bureau "
    "cabinet campaign cathedral center centre chamber charity church city clinic club co-operative coastguard college colony commission "
    "committee community congress consulate cooperative council county court crew department diocese directorate district embassy "
    "estate exchange federation festival force foundation fund gallery government guard guild harbour hospital hotel inspectorate "
    "institute judiciary lab laboratory league legislature library magistracy military ministry mission mosque municipality museum navy "
    "network observatory office ombudsman opera orchestra organisation organization parish parliament patrol police port prison "
    "programme project province railway regiment region regulator scheme school secretariat senate service shire society station "
    "syndicate team temple theater theatre town tribunal trust union university village ward watchdog workshop zoo".split()
)
"""Nouns for a body that people speak for."""
LIKELY = "~"
"""Before the key of a house that is only the body last named before "its" or "the firm"."""
RANKS = {
    "police": "inspector sergeant constable superintendent detective detectives pc dc di ds supt insp sgt patrolman trooper sheriff cops coppers "
    "policeman policewoman".split(),
    "army": "colonel lieutenant corporal brigadier lieutenant-general".split(),
    "brigade": "firefighter fireman firewoman".split(),
    "council": "mayor mayoress deputy-mayor".split(),
    "union": "steward convener convenor".split(),
}  # fmt: skip
"""Ranks that tell the kind of body."""
_KIND_OF = {rank: body for body, ranks in RANKS.items() for rank in ranks}
_HEADS = (
    r"heads|headed|leads|led|runs|ran|chairs|chaired|owns|owned|commands|commanded|manages|managed|directs|directed|edits|"
    r"edited|represents|founded|presides over|"
    r"speaks for|spoke for|speaking for|speaking on behalf of|works for|worked for|works at|worked at|coaches|coached|"
    r"captains|captained|speaks on behalf of|acts on behalf of|acts for|acted for|is employed by|sits on|serves on|serves in|"
    r"belongs to|keeps"
)
_OWN = r"(?:its|their)"
_ROLE = r"[^\W\d_][\w’'&-]*(?: [^\W\d_][\w’'&-]*){0,4}"
_TITLES = re.compile(
    r"(?:chief executive|managing director|chief operating officer|vice-president|vice president|general manager|general secretary|"
    r"chair(?:man|woman|person)?|chief|president|director|"
    r"boss|manager|leader|head|secretary|spokes(?:man|woman|person)|officer|official|founder|owner|treasurer|editor|captain|"
    r"coach|counsel|lawyer|solicitor|attorney|engineer|chemist|"
    r"worker|employee|clerk|executive|trustee|steward|member|negotiator|representative|delegate|envoy|agent|source|staff|"
    r"staffer|aide|adviser|advisor|warden|foreman|superintendent|"
    r"commissioner|technician|mechanic|driver|guard|analyst|scientist|researcher|professor|surveyor|inspector|people|insider)s?",
    re.I,
)
_OFFICE = (
    r"(?:[\w-]+(?:er|or|man|woman|men|women|person|people|ist|ian|ant|ent|ee|ary|ess|ain|ar|ist)|head|boss|chief|coach|"
    r"steward|clerk|nurse|guard|judge|lawyer|principal|official|"
    r"executive|hand|guide|counsel|dean|source|aide|staff)s?"
)
_HONORIFIC = re.compile(r"(?:\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Sir|Dame|Lord|Lady|Rev|Fr|Maj|Col|Capt|Lt|Gen|Hon)\.? )+$")
_MINISTER = re.compile(
    r"\b(?:minist(?:er|ry)|secretary of state|ambassador|cabinet|premier|chancellor of the exchequer|attorney general)\b", re.I
)
FORMER = re.compile(r"\b(?:former|retired|ex|onetime|sacked|late)\b", re.I)
"""What tells that somebody speaks for a body no more."""
_STOP = re.compile(
    r",|;|:|\.(?:\s|$)| (?:who|which|that|said|says|told|tells|wrote|writes|in|on|at|when|where|while|and|is|was|has|"
    r"had|since|after|before|to|by|against|about|over|will|would|while|as)\b"
)
_COLLECTIVE = (ActorKind.ORGANISATION, ActorKind.GOVERNMENT, ActorKind.GROUP)
LOOK, NAMINGS = 140, 12
"""Characters beside a name that are read, and namings in an article."""


class Houses:
    """The houses of one story's speakers.

    Args:
        coverage: the story.
    """

    def __init__(self, coverage: Coverage) -> None:
        self._coverage = coverage
        self._seen: dict[str, list[tuple[tuple[str, int], str, str]]] = {}
        self._memo: dict[tuple[str, str], frozenset[str]] = {}

    @cached_property
    def known(self) -> frozenset[str]:
        """Ids of the actors that speak or act in the story."""
        acting = {a for c in self._coverage.claims for a in (*c.actor, *c.recipient, *c.holders)}
        return frozenset((acting | {s.who for s in self._coverage.statements if s.who}) & self._coverage.actors.keys())

    @cached_property
    def _bodies(self) -> dict[str, str]:
        """Bodies that speak or act in the story: plain name -> the id that stands for it."""
        groups: Groups[str] = Groups()
        named: dict[str, list[str]] = {}
        for actor in (self._coverage.actors[k] for k in sorted(self._coverage.actors)):
            if actor.kind in _COLLECTIVE and actor.id not in self._coverage.outlets and not written(actor):
                for name in {plain(_proper(n)).removeprefix("the ") for n in (actor.name, *actor.aliases)} - {""}:
                    named.setdefault(name, []).append(actor.id)
        for ids in named.values():
            for other in ids[1:]:
                groups.join(ids[0], other)
        return {name: min(groups.find(i) for i in ids) for name, ids in sorted(named.items())}

    @cached_property
    def _by_noun(self) -> dict[str, set[str]]:
        """Stem of a common noun -> the bodies whose proper names have it."""
        out: dict[str, set[str]] = {}
        for name, body in self._bodies.items():
            if len(name.split()) > 1:
                for word in name.split():
                    if word in BODIES or stem(word) in _STEMS:
                        out.setdefault(stem(word), set()).add(body)
        return out

    def of(self, actor: str, article: str) -> frozenset[str]:
        """Keys of the houses whose voice an actor is in an article: ids of actors, or "the police" and the like; none for a private person.

        A key that begins with :data:`LIKELY` is less sure.
        """
        if (actor, article) not in self._memo:
            self._memo[actor, article] = frozenset(self._of(actor, article))
        return self._memo[actor, article]

    def _of(self, actor: str, article: str) -> Iterator[str]:
        who = self._coverage.actors.get(actor)
        if who is None:
            return
        side = self._coverage.principals.of(actor, article)
        if side != actor and side in self._coverage.actors and self._coverage.actors[side].kind is not ActorKind.PERSON:
            yield self._stands(side)
        if who.speaks_for is not None:
            yield self._stands(who.speaks_for)
        if who.kind in _COLLECTIVE:
            if not written(who):
                yield self._stands(actor)
            yield from self._in(who.name, article, len(self._coverage.articles[article].text))
        for office in who.offices:
            if FORMER.search(office.title):
                continue
            yield from self._rank(office.title)
            if office.of:
                yield from self._in(office.of, article, len(self._coverage.articles[article].text))
            else:
                yield from self._prefix(office.title)
                if _MINISTER.search(office.title):
                    yield "the government"
        for where, left, right in self._beside(who):
            yield from self._told(where, left, right)
        if who.kind is ActorKind.UNNAMED or written(who):
            yield from self._described(who.name, article)

    def described(self, actor: str) -> str:
        """The words beside the full names of a person that tell its office: up to five before, and those between commas after."""
        who = self._coverage.actors.get(actor)
        out: list[str] = []
        for _, left, right in self._beside(who) if who is not None else ():
            out += re.split(r"[,;:.“”‘\"—–]", _HONORIFIC.sub("", left).rstrip(", "))[-1].split()[-5:]
            after = re.match(r", ([^,.;]{3,60})[,.;]", right)
            out += after[1].split() if after else []
        return " ".join(out)

    def _prefix(self, title: str) -> Iterator[str]:
        """The body whose name a title begins with: "Hallgarth captain"."""
        words = plain(title).split()
        for size in range(len(words) - 1, 0, -1):
            if title[:1].isupper() and " ".join(words[:size]) in self._bodies:
                yield self._bodies[" ".join(words[:size])]
                return

    def _stands(self, actor: str) -> str:
        who = self._coverage.actors.get(actor)
        return self._bodies.get(plain(_proper(who.name)).removeprefix("the "), actor) if who else actor

    def _rank(self, words: str) -> Iterator[str]:
        for word in re.findall(r"[\w-]+", words.casefold()):
            if word in _KIND_OF and "former" not in words.casefold() and "retired" not in words.casefold():
                yield f"the {_KIND_OF[word]}"
                yield from sorted(self._by_noun.get(stem(_KIND_OF[word]), ()))

    def _beside(self, who: Actor) -> list[tuple[tuple[str, int], str, str]]:
        """The words before and after the first full namings of a person in each article: (article and place), left, right."""
        if who.id not in self._seen:
            self._seen[who.id] = list(self._namings(who))
        return self._seen[who.id]

    def _namings(self, who: Actor) -> Iterator[tuple[tuple[str, int], str, str]]:
        if who.kind is not ActorKind.PERSON or len(who.name.split()) < 2:
            return
        for article in sorted(self._coverage.articles):
            text = self._coverage.articles[article].text
            at = text.find(who.name)
            for _ in range(NAMINGS):
                if at < 0:
                    break
                start, end = at, at + len(who.name)
                while end < len(text) and (text[end].isalnum() or (text[end] == "-" and text[end + 1 : end + 2].isalnum())):
                    end += 1
                left, right = text[max(0, start - LOOK) : start], text[end : end + LOOK]
                yield (article, start), re.split(r"\n|[.!?] (?=[A-Z“‘\"])", left)[-1], right.split("\n")[0]
                at = text.find(who.name, end)

    def _told(self, where: tuple[str, int], left: str, right: str) -> Iterator[str]:
        """The houses that the words beside a name tell."""
        article, at = where
        right = re.sub(r"^, \d{1,2}(?=,)", "", right)
        left = _HONORIFIC.sub("", left)
        for found in (
            re.match(rf",? who (?:\w+ )?(?:{_HEADS}) (?P<house>.{{2,80}})", right),
            re.match(rf", (?:(?:the|an?|its|a former) )?{_ROLE}? (?:of|at|for|with|from|in) (?P<house>.{{2,80}})", right),
            re.match(r",? of (?P<house>(?:the )?[A-Z].{1,60})", right),
            re.match(r", (?P<house>(?:the |an? )?[^,.;]{2,50}?)['’]s? [^,.;]{2,50}", right),
            re.match(r"[^.;\n]{0,60}? on behalf of (?P<house>.{2,60})", right),
            re.search(r"(?:^|[ (“‘\"])(?P<house>[A-Z][\w&-]*(?: [A-Z][\w&-]*){0,3})['’]s? $", left),
            re.search(rf"(?:^|[ (“‘\"])(?:an?|the|one) {_ROLE}? (?:of|at|for|with|from) (?P<house>[^,;]{{2,80}}), $", left, re.I),
            re.search(rf"(?:^|[ (“‘\"])(?P<house>(?:the |an? )?[^\W\d_][^,.;]{{1,50}}?)['’]s? {_ROLE},? $", left, re.I),
            re.search(rf"(?P<house>(?:[^\W\d_][\w’'&-]* ){{1,4}}){_TITLES.pattern},? $", left, re.I),
            re.search(rf"\b(?P<house>[^\W\d_][\w-]+) (?:[\w-]+ )?{_OFFICE},? $", left),
        ):
            if found and not FORMER.search(found.group()[: found.start("house") - found.start()]):
                told = list(self._in(found["house"], article, at))
                if not told and _TITLES.search(found.group()[: found.start("house") - found.start()]):
                    told = _name_at(found["house"])
                yield from told
        if re.search(rf"(?:^|[ (]){_OWN} {_ROLE},? (?:Dr |Mr |Mrs |Ms |Sir )?$", left, re.I) or re.match(rf", {_OWN} {_ROLE}", right):
            yield from self._last(article, at)
        yield from self._rank(" ".join(left.split()[-3:]))

    def _described(self, description: str, article: str) -> Iterator[str]:
        """The houses in a description that stands for a name: "a spokesman for X", "the bank's head of cards"."""
        text = self._coverage.articles[article].text
        at = max(text.find(description), 0)
        head = re.split(r"\b(?:who|which|whom|whose|that)\b", description)[0]
        for found in (
            re.search(r"\b(?:of|at|for|with|from|by) (?P<house>.{2,80})", head),
            re.match(r"(?P<house>.{2,50}?)['’]s? \w", head),
            re.match(rf"(?P<house>(?:[^\W\d_][\w’'&-]* ){{1,4}}){_TITLES.pattern}\b", head, re.I),
            re.match(rf"(?P<house>[^\W\d_][\w-]+) {_OFFICE}\b", head),
        ):
            if found:
                yield from self._in(found["house"], article, at)
        if re.match(_OWN + " ", head, re.I):
            yield from self._last(article, at)
        yield from self._rank(head)

    def _in(self, words: str, article: str, at: int) -> Iterator[str]:
        """The body that a phrase begins with."""
        words = re.sub(r"^(?:the|an?|his|her|our|one|two) ", "", words.strip(), flags=re.I)
        whole = plain(re.split(_STOP, words, maxsplit=1)[0])
        tokens = whole.split()[:7]
        said = words.split()[: len(tokens)]
        capitals = [n for n, w in enumerate(said) if w[:1].isupper() and not w.isupper()]
        name = plain(" ".join(said[: capitals[-1] + 1])) if capitals else ""
        at_word = 0
        while at_word < len(tokens):
            size = next((n for n in range(len(tokens) - at_word, 0, -1) if " ".join(tokens[at_word : at_word + n]) in self._bodies), 0)
            if size:
                yield self._bodies[" ".join(tokens[at_word : at_word + size])]
            elif stem(tokens[at_word]) in _STEMS:
                found = list(self._common(tokens[at_word], article, at))
                yield from [name] if name and found == [f"the {stem(tokens[at_word])}"] else found
            at_word += max(size, 1)

    def _common(self, noun: str, article: str, at: int) -> Iterator[str]:
        """The body that a common noun stands for."""
        having = self._by_noun.get(stem(noun), set())
        found: list[str] = []
        if len(having) == 1:
            found = sorted(having)
        elif having:
            found = list(self._last(article, at, having))
        elif noun in FIRMS or stem(noun) in _FIRM_STEMS:
            found = list(self._last(article, at))
        yield from found or [f"the {stem(noun)}"]

    def _last(self, article: str, at: int, among: set[str] | None = None) -> Iterator[str]:
        """The body last named before a place, else the first after it."""
        places = [(start, body) for start, body in self._named(article) if among is None or body in among]
        before = [p for p in places if p[0] < at]
        if before or places:
            yield LIKELY + (max(before)[1] if before else min(places)[1])

    def _named(self, article: str) -> list[tuple[int, str]]:
        if article not in self._places:
            folded = self._coverage.articles[article].text.casefold()
            self._places[article] = [
                (m.start(), body)
                for name, body in self._bodies.items()
                if len(name) > 2 and self._coverage.actors[body].kind is not ActorKind.GOVERNMENT
                for m in re.finditer(rf"\b{re.escape(name)}\b", folded)
            ]
        return self._places[article]

    @cached_property
    def _places(self) -> dict[str, list[tuple[int, str]]]:
        return {}


def _proper(name: str) -> str:
    """A name without the common nouns before it: "payments network Perahu" -> "Perahu"; whole where it has no capitals."""
    words = name.split()
    while words and words[0][:1].islower():
        words.pop(0)
    return " ".join(words) or name


def _name_at(words: str) -> list[str]:
    """The proper name that a phrase begins with, for a key."""
    found = re.match(r"(?:the )?((?:[A-Z][\w’'&-]*)(?: (?:of |for |and |the )?[A-Z][\w’'&-]*){0,4})", words)
    return [plain(found[1])] if found else []


def written(who: Actor) -> bool:
    """Whether an actor is something written: a letter, a log, a press release."""
    if who.kind in (ActorKind.PERSON, ActorKind.GOVERNMENT):
        return False
    return DOCUMENTS.search(re.split(r"\b(?:who|which|that|of|for|from|by|in|at|on)\b", who.name)[0]) is not None


_STEMS = frozenset(map(stem, BODIES))
_FIRM_STEMS = frozenset(map(stem, FIRMS))
