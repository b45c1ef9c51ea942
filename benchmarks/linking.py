"""``python -m benchmarks.linking [--articles N]``: linking one new article into a large record, and the whole record at once.

Articles and readings are made from templates of ours: stories of two to eight articles over three years, several thousand people of whom
many share a surname, states and bodies that occur everywhere, common words. The readings are not made by the model, which would take hours;
what reading costs is measured apart, on the texts of the articles that are added. Wall-clock time on the machine as it is,
and the time of the processor, which other work on the machine disturbs less.
"""

from __future__ import annotations

import argparse
import datetime
import random
import resource
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from onrecord.desk import relink
from onrecord.gazetteer import states
from onrecord.model import ActorKind, Article, Claim, Entity, Reading, Span, Statement, StatementKind
from onrecord.reading.reader import read
from onrecord.store.record import Writer

ADDED = 20
"""Articles added one by one."""
FIRST = "Ada Bruno Carla Dario Edna Falk Greta Hugo Ines Jonas Karin Lars Mona Nils Olga Piet Quirin Rosa Sven Tilda Ulf Vera Wim Yann Zora".split()
SURNAMES = "Halden Brekk Storm Falkner Nyberg Castell Moreau Lindt Arvid Tessen Rook Varga Hollis Keane Ostrom Pelling Quist Ravn Soder Thorne".split()
SYLLABLES = "ba ke lo mi nu ra se ti vo za fen gar hol jun kis lam mor nes pol ras tor vin wel yor".split()
EVERYWHERE = "Trade Alliance;Coastal Union;Central Bank;Labour Council;Border Agency;News Service;Grain Board;Energy Forum".split(";")
KINDS = "Port Authority;Rail Works;Teachers Union;Water Board;Mining Company;Farm Council;Bus Lines;Fish Traders".split(";")
TITLES = "minister;director;mayor;chief executive;head of the board;secretary general;union leader;harbour master".split(";")
COMMON_WORDS = """market talks plan budget agreement decision workers region support change public cost offer share service power trade energy safety report
growth reform order control supply demand delay increase office house water school road money project issue member leader group party system local
national former official""".split()
TEMPLATES = (
    "{who} said the {a} of the {b} had begun before the {c} was known.",
    "The {a} will not touch the {b}, {who} said on the way to the {c}.",
    "“We saw the {a} and asked for the {b},” said {who}, who spoke of the {c}.",
    "{who} told reporters that the {a} and the {b} cost {n} crowns, and the {c} less.",
    "According to {who}, the {a} came {n} days after the {b} and ended the {c}.",
    "{who} asked {other} for the {a} first, and the {b} followed with the {c}.",
)


def _word(chance: random.Random, syllables: int) -> str:
    return "".join(chance.choice(SYLLABLES) for _ in range(syllables))


@dataclass(slots=True)
class Person:
    """Somebody with an office."""

    name: str
    title: str
    of: str | None


@dataclass(slots=True)
class Matter:
    """What a story is about."""

    people: list[Person]
    bodies: list[str]
    states: list[str]
    words: list[str]
    begun: datetime.date


class World:
    """Where the coverage comes from; the same for the same seed."""

    def __init__(self, articles: int, seed: int = 1) -> None:
        chance = self._chance = random.Random(seed)
        rare = [_word(chance, 3).capitalize() for _ in range(articles // 4)]
        shared = [_word(chance, 2).capitalize() for _ in range(300)]
        last = [chance.choice(chance.choices([SURNAMES, shared, rare], [2, 5, 13])[0]) for _ in range(articles // 3)]
        self.bodies = [f"{_word(chance, 2).capitalize()} {chance.choice(KINDS)}" for _ in range(articles // 10)]
        self._people = [
            Person(f"{chance.choice(FIRST)} {n}", chance.choice(TITLES), chance.choice([None, *self.bodies[:50]])) for n in last
        ]
        self._words = [_word(chance, chance.randint(2, 4)) for _ in range(6000)]
        self._common = [*COMMON_WORDS, *(_word(chance, 2) + chance.choice(["s", "al", "ed", "ing"]) for _ in range(1200))]
        self._states = [s.name for s in states().values()]
        self._number = 0

    def _often(self, of: list[str]) -> str:
        """One of a list whose first members are by far the most frequent."""
        return of[min(int(self._chance.paretovariate(0.5)) - 1, len(of) - 1)]

    def matter(self) -> Matter:
        """A new matter."""
        chance = self._chance
        return Matter(
            [chance.choice(self._people) for _ in range(chance.randint(3, 6))],
            [chance.choice(self.bodies), self._often(EVERYWHERE)],
            [self._often(self._states) for _ in range(chance.randint(1, 3))],
            [chance.choice(self._words) for _ in range(22)],
            datetime.date(2031, 1, 1) + datetime.timedelta(days=chance.randrange(1000)),
        )

    def coverage(self, articles: int) -> list[tuple[Article, Reading]]:
        """That many articles, story after story."""
        out: list[tuple[Article, Reading]] = []
        while len(out) < articles:
            matter = self.matter()
            out += [self.article(matter) for _ in range(self._chance.randint(2, 8))]
        return out[:articles]

    def article(self, matter: Matter) -> tuple[Article, Reading]:
        """An article on a matter, and its reading."""
        chance, self._number = self._chance, self._number + 1
        writer = _Writer(f"{chance.getrandbits(64):016x}", chance)
        words = [*chance.sample(matter.words, 16), *(self._often(self._common) for _ in range(24))]
        chance.shuffle(words)
        writer.line(f"{words[0].capitalize()} and {words[1]} at odds over {words[2]}")
        for person in chance.sample(matter.people, min(len(matter.people), chance.randint(2, 5))):
            writer.person(person, words, matter.bodies[0])
        for body in matter.bodies:
            writer.named(ActorKind.ORGANISATION, body, words)
        for state in dict.fromkeys(matter.states):
            writer.named(ActorKind.GOVERNMENT, state, words)
        writer.unnamed(f"spokeswoman for the {matter.bodies[0]}", words)
        day = matter.begun + datetime.timedelta(days=chance.randrange(10))
        return writer.done(day.isoformat() if chance.random() < 0.95 else None, f"Outlet {chance.randrange(60)}")


class _Writer:
    def __init__(self, identity: str, chance: random.Random) -> None:
        self._id, self._chance, self._text = identity, chance, ""
        self._entities: list[Entity] = []
        self._statements: list[Statement] = []
        self._claims: list[Claim] = []

    def line(self, text: str) -> int:
        begun = len(self._text)
        self._text += text + "\n\n"
        return begun

    def _say(self, entity: str, named: str, words: list[str], other: str = "the board") -> Span:
        chance = self._chance
        a, b, c = chance.sample(words, 3)
        told = chance.choice(TEMPLATES).format(who=named, a=a, b=b, c=c, n=chance.randint(2, 90), other=other)
        begun = self.line(told)
        at = told.index(named)
        span = Span(begun, begun + len(told), told)
        number = len(self._statements)
        self._statements.append(Statement(f"s{number}", self._id, StatementKind.INDIRECT, (span,), who=entity))
        for n, event in enumerate(("be", "cost", "REQUEST")[: chance.randint(1, 3)]):
            self._claims.append(Claim(f"c{number}-{n}", self._id, f"s{number}", span, event, (entity,), holders=(entity,), theme=a))
        return Span(begun + at, begun + at + len(named), named)

    def person(self, person: Person, words: list[str], body: str) -> None:
        entity, last = f"e{len(self._entities)}", person.name.split()[-1]
        whole = self._chance.random() < 0.9
        mentions = [self._say(entity, person.name, words, body)] if whole else []
        mentions += [self._say(entity, last, words, body) for _ in range(self._chance.randint(0 if whole else 1, 2))]
        names = (person.name, last) if whole else (last,)
        title = ((person.title, person.of),) if whole else ()
        self._entities.append(Entity(entity, ActorKind.PERSON, names, (person.title,) if whole else (), title, tuple(mentions)))

    def named(self, kind: ActorKind, name: str, words: list[str]) -> None:
        entity = f"e{len(self._entities)}"
        self._entities.append(Entity(entity, kind, (name,), (), (), (self._say(entity, name, words),)))

    def unnamed(self, description: str, words: list[str]) -> None:
        entity = f"e{len(self._entities)}"
        mention = self._say(entity, f"a {description}", words)
        self._entities.append(Entity(entity, ActorKind.UNNAMED, (), (description,), (), (mention,)))

    def done(self, published: str | None, outlet: str) -> tuple[Article, Reading]:
        article = Article(self._id, self._text, "benchmark", outlet, self._text.split("\n")[0], published)
        return article, Reading(self._id, "none", (), tuple(self._entities), tuple(self._statements), tuple(self._claims))


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != "darwin" else 1024 * 1024)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=10_000)
    number = parser.parse_args().articles
    world = World(number)
    made = world.coverage(number)
    with tempfile.TemporaryDirectory() as folder, Writer(Path(folder) / "record.db") as record:
        for article, reading in made:
            record.store(article, reading)
        begun, busy = time.perf_counter(), time.process_time()
        relink(record)
        whole, busy = time.perf_counter() - begun, time.process_time() - busy
        batch_peak = _peak()
        stories, people = record.stories(), record.actors()
        longest = max(len(s.articles) for s in stories)
        print(f"record       {number:,} articles, {len(stories):,} stories (the longest of {longest}), {len(people):,} actors")
        print(
            f"all at once  {whole:.1f} s ({busy:.1f} s of the processor), peak memory {batch_peak:.0f} MiB, file {record.path.stat().st_size / 2**20:.0f} MiB"
        )
        read(made[0][0])  # loads the model
        _one_by_one(record, world)


def _one_by_one(record: Writer, world: World) -> None:
    """Adds single articles, each second one on a matter that has been written about just before."""
    linked, busy, both = [], [], []
    matter = world.matter()
    for n in range(ADDED):
        matter = matter if n % 2 else world.matter()
        article, reading = world.article(matter)
        begun = time.perf_counter()
        read(article)
        spent = time.perf_counter() - begun
        record.store(article, reading)
        begun, used = time.perf_counter(), time.process_time()
        relink(record)
        linked.append(time.perf_counter() - begun)
        busy.append(time.process_time() - used)
        both.append(linked[-1] + spent)
    print(f"one article  linking: median {median(linked):.3f} s, worst of {ADDED} {max(linked):.3f} s")
    print(f"             of the processor: median {median(busy):.3f} s, worst {max(busy):.3f} s")
    print(f"             reading and linking: median {median(both):.3f} s, worst {max(both):.3f} s")


if __name__ == "__main__":
    main()
