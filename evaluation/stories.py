"""Coverage with full gold (our corpus, or any folder of stories in its form) against the record that OnRecord makes of it.

Each story is read into a record of its own. Contents are compared as sets of characters without white space and quotation marks;
statements are matched one to one, best Jaccard first. Coverage of unrelated stories read into one record is judged by what it mixes.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from evaluation.attributes import Attributes, Cast
from evaluation.measure import Counts, Share
from evaluation.pledges import Pledges
from evaluation.relations import Relations
from onrecord.desk import add
from onrecord.export.document import document
from onrecord.linking.coverage import Coverage
from onrecord.model import Echo, Evidence
from onrecord.model import Story as Grouped
from onrecord.reading.quotes import MARKS
from onrecord.store.record import Writer

Json = dict[str, Any]
Place = tuple[str, int]
LOW, HIGH = 0.3, 0.8


@dataclass(slots=True)
class Story:
    """Gold and articles of one folder."""

    name: str
    gold: Json
    rows: list[Json]


def stories(folder: Path) -> Iterator[Story]:
    """The stories under a folder, by name."""
    for gold in sorted(folder.glob("*/gold.json")):
        rows = [json.loads(line) for line in (gold.parent / "articles.jsonl").read_text(encoding="utf-8").splitlines() if line.strip()]
        yield Story(gold.parent.name, json.loads(gold.read_text(encoding="utf-8")), rows)


@dataclass(frozen=True, slots=True)
class Recorded:
    """What OnRecord makes of the articles of a folder.

    Attributes:
        document: in the contract's form.
        coverage: all articles of the folder as one story.
        echoes: those found.
    """

    document: Json
    coverage: Coverage
    echoes: tuple[Echo, ...]


def recorded(story: Story) -> Recorded:
    """Reads the articles of a story into a record of its own."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "articles.jsonl"
        source.write_text("\n".join(json.dumps(r, ensure_ascii=False) for r in story.rows), encoding="utf-8")
        with Writer(Path(folder) / "record.db") as record:
            ledger = add(record, [str(source)])
            if ledger.stored != len(story.rows):
                raise SystemExit(f"evaluation: {story.name}: {ledger.refusals or ledger}")
            links = record.links()
            articles = {a.id: a for a in record.articles()}
            coverage = Coverage(
                Grouped(story.name, story.name, tuple(articles)),
                articles,
                {a.id: a for a in links.actors},
                links.statements,
                links.claims,
                {r.article: r.home for r in record.readings()},
            )
            return Recorded(document(record), coverage, links.echoes)


def record_of(story: Story) -> Json:
    """The record of a story as the contract's document."""
    return recorded(story).document


def _places(article: str, spans: list[Json], text: str) -> frozenset[Place]:
    return frozenset((article, n) for s in spans for n in range(s["start"], s["end"]) if not text[n].isspace() and text[n] not in MARKS)


def jaccard(a: frozenset[Any], b: frozenset[Any]) -> float:
    """Shared places over all places."""
    both = len(a & b)
    return both / (len(a) + len(b) - both) if both else 0.0


@dataclass(slots=True)
class Tally:
    """Counts over the stories of a set."""

    low: Counts
    high: Counts
    actor: Share
    end_to_end: Counts
    stance: Share
    conflicts: Counts
    traps: Share
    furniture: Counts
    attributes: Attributes = field(default_factory=Attributes)
    relations: Relations = field(default_factory=Relations)
    pledges: Pledges = field(default_factory=Pledges)


def _statements(doc: Json, texts: dict[str, str], names: dict[str, str]) -> list[tuple[Json, frozenset[Place]]]:
    return [(s, _places(names[s["article"]], s["content"], texts[names[s["article"]]])) for s in doc["statements"]]


def score(story: Story, record: Json, tally: Tally) -> None:
    """Adds one story to the tally."""
    gold = story.gold
    ids = [a if isinstance(a, str) else a["id"] for a in gold["articles"]]
    texts = {i: r["text"] for i, r in zip(ids, story.rows, strict=True)}
    by_text = {t: i for i, t in texts.items()}
    names = {a["id"]: by_text[a["text"]] for a in record["articles"]}
    theirs = _statements(gold, texts, {i: i for i in ids})
    mine = _statements(record, texts, names)
    ranked = sorted(
        ((jaccard(g, p), n, m) for n, (_, g) in enumerate(theirs) for m, (_, p) in enumerate(mine) if g & p),
        key=lambda x: (-x[0], x[1], x[2]),
    )
    partner: dict[int, tuple[int, float]] = {}
    used: set[int] = set()
    for value, n, m in ranked:
        if value >= LOW and n not in partner and m not in used:
            partner[n] = (m, value)
            used.add(m)
    tally.low.add(len(partner), len(mine), len(theirs))
    tally.high.add(sum(v >= HIGH for _, v in partner.values()), len(mine), len(theirs))
    both = [(theirs[n][0], mine[m][0]) for n, (m, _) in partner.items()]
    cast = Cast(gold, record, both)
    right = [(cast.map.get(p["who"]) == g["who"]) if p["who"] and g["who"] else not p["who"] and not g["who"] for g, p in both]
    tally.end_to_end.add(sum(right), len(mine), len(theirs))
    named = [r for r, (g, _) in zip(right, both, strict=True) if g["who"]]
    tally.actor.add(sum(named), len(named))
    tally.stance.add(sum(g["stance"] == p["stance"] for g, p in both), len(both))
    add_disputes(gold, record, names, texts, tally)
    tally.attributes.add_statements(gold["statements"], both)
    tally.attributes.add_people(cast, both)
    tally.attributes.add_offices(cast)
    _absences(gold, record, cast, names, texts, tally)
    tally.relations.add_echoes(gold, record, {p["id"]: g["id"] for g, p in both})
    stand = ({s["id"]: p for s, p in theirs}, {s["id"]: p for s, p in mine})
    tally.relations.add_shifts(gold, record, cast.map, *stand, touch)
    laid = (
        lambda e: _places(e["article"], [e], texts[e["article"]]),
        lambda e: _places(names[e["article"]], [e], texts[names[e["article"]]]),
    )
    tally.pledges.add(gold, record, cast, laid, touch)
    marked = frozenset(x for a in record["articles"] for x in _places(names[a["id"]], a["furniture"], a["text"]))
    true = frozenset(x for f in gold["furniture"] for x in _places(f["article"], [f], texts[f["article"]]))
    tally.furniture.add(len(marked & true), len(marked), len(true))


def touch(a: frozenset[Any], b: frozenset[Any]) -> bool:
    """Whether two sets of characters overlap by 0.3, or one lies in the other and that is no whole article."""
    return bool(a and b) and (jaccard(a, b) >= LOW or (max(len(a), len(b)) <= 600 and (a <= b or b <= a)))


def _sides(d: Json, names: dict[str, str], texts: dict[str, str]) -> list[list[frozenset[Place]]]:
    return [[_places(names[e["article"]], [e], texts[names[e["article"]]]) for e in a["evidence"]] for a in d["accounts"]]


def add_sources(story: Story, made: Recorded, tally: Tally) -> None:
    """Adds how exactly the sources of the gold's accounts are counted. A line is laid on the statement that holds half of its words or more."""
    ids = [a if isinstance(a, str) else a["id"] for a in story.gold["articles"]]
    by_text = {a.text: a.id for a in made.coverage.articles.values()}
    home = {i: by_text[r["text"]] for i, r in zip(ids, story.rows, strict=True)}
    said: dict[str, list[tuple[str, frozenset[Place]]]] = {}
    for s in made.coverage.statements:
        spans = [{"start": c.start, "end": c.end} for c in s.content]
        said.setdefault(s.article, []).append((s.id, _places(s.article, spans, made.coverage.articles[s.article].text)))

    def lay(line: Json) -> Evidence:
        article = home[line["article"]]
        place = _places(article, [line], made.coverage.articles[article].text)
        near = max(((len(place & words), -len(words), s) for s, words in said.get(article, ())), default=(0, 0, ""))
        found = made.coverage.said.get(near[2]) if line["statement"] and 2 * near[0] >= len(place) else None
        return Evidence(article, found.id if found else None, line["start"], line["end"], line["text"], found.who if found else None)

    tally.relations.add_sources(story.gold, made.coverage, made.echoes, lay)


def _absences(gold: Json, record: Json, cast: Cast, names: dict[str, str], texts: dict[str, str], tally: Tally) -> None:
    if "absences" not in gold:
        return
    mine: list[Json] = record.get("absences") or []
    true = [_places(a["article"], [a], texts[a["article"]]) for a in gold["absences"]]
    told = [_places(names[a["article"]], [a], texts[names[a["article"]]]) for a in mine]
    touching = {(m, n) for m, p in enumerate(told) for n, g in enumerate(true) if touch(g, p)}
    tally.attributes.add_absences(cast, gold["absences"], mine, touching)


def add_disputes(gold: Json, record: Json, names: dict[str, str], texts: dict[str, str], tally: Tally) -> None:
    """A predicted conflict is right when two of its accounts touch two different accounts of one gold conflict, and two thirds of
    its evidence that touches the conflict lies on the right side; each gold conflict is found once."""
    same = {i: i for i in texts}
    true = [_sides(d, same, texts) for d in gold.get("disputes") or [] if d.get("level", "conflict") == "conflict"]
    told = [_sides(d, names, texts) for d in record["disputes"] if d["level"] == "conflict"]
    found: set[int] = set()
    hits = 0
    for mine in told:
        for n, theirs in enumerate(true):
            if n in found:
                continue
            counts: list[list[int]] = [[sum(any(touch(e, x) for x in side) for e in account) for side in theirs] for account in mine]
            best: list[tuple[int, int]] = [(row.index(max(row)), max(row)) for row in counts if any(row)]
            touching = sum(any(touch(e, x) for side in theirs for x in side) for account in mine for e in account)
            if len({side for side, _ in best}) >= 2 and 3 * sum(v for _, v in best) >= 2 * touching:
                found.add(n)
                hits += 1
                break
    tally.conflicts.add(hits, len(told), len(true))
    for trap in gold.get("traps") or []:
        a, b = (_places(trap[side]["article"], [trap[side]], texts[trap[side]["article"]]) for side in "ab")
        sprung = any(
            i != k and any(touch(a, e) for e in x) and any(touch(b, e) for e in y)
            for mine in told for i, x in enumerate(mine) for k, y in enumerate(mine)
        )  # fmt: skip
        tally.traps.add(not sprung)


def blank() -> Tally:
    """A tally with nothing in it."""
    return Tally(Counts(), Counts(), Share(), Counts(), Share(), Counts(), Share(), Counts())


def measure(folder: Path) -> dict[str, float]:
    """All figures of a folder of stories."""
    tally = blank()
    for story in stories(folder):
        made = recorded(story)
        score(story, made.document, tally)
        add_sources(story, made, tally)
    return {
        "statements F1 at 0.3": tally.low.f1, "statements F1 at 0.8": tally.high.f1, "right actor": tally.actor.value,
        "end to end F1": tally.end_to_end.f1, "stance": tally.stance.value, "conflicts precision": tally.conflicts.precision,
        "conflicts recall": tally.conflicts.recall, "traps avoided": tally.traps.value, "furniture F1": tally.furniture.f1,
    } | tally.attributes.figures() | tally.relations.figures() | tally.pledges.figures()  # fmt: skip


@dataclass(slots=True)
class Mixture:
    """What of a record holds coverage of more than one folder, and how much could."""

    people: list[str]
    disputes: list[str]
    stories: list[str]
    of: tuple[int, int, int]

    def figures(self) -> dict[str, float]:
        """Per cent kept apart; all of them where there is none."""
        names = ("people kept apart", "disputes kept apart", "stories kept apart")
        mixed = (self.people, self.disputes, self.stories)
        return {n: 100 - 100 * len(m) / of if of else 100.0 for n, m, of in zip(names, mixed, self.of, strict=True)}


def mixture(record: Json, folders: dict[str, str]) -> Mixture:
    """Who and what of a record is in more than one folder.

    Args:
        record: the contract's document.
        folders: of the articles, by their text.
    """
    home = {a["id"]: folders[a["text"]] for a in record["articles"]}
    people: dict[str, set[str]] = {a["id"]: set() for a in record["actors"] if a["kind"] == "person"}
    for s in record["statements"]:
        if s["who"] in people:
            people[s["who"]].add(home[s["article"]])
    names = {a["id"]: a["name"] for a in record["actors"]}
    disputes = [(d["question"], {home[e["article"]] for a in d["accounts"] for e in a["evidence"]}) for d in record["disputes"]]
    told = [(s["title"], {home[a] for a in s["articles"]}) for s in record["stories"]]
    return Mixture(
        [names[who] for who, found in people.items() if len(found) > 1],
        [question for question, found in disputes if len(found) > 1],
        [title for title, found in told if len(found) > 1],
        (sum(bool(found) for found in people.values()), len(disputes), len(told)),
    )


def together(places: Iterable[Path]) -> Mixture:
    """Reads all articles of all stories under some folders, which have nothing to do with each other, into one record."""
    files = [file for place in places for file in sorted(place.glob("*/articles.jsonl"))]
    folders: dict[str, str] = {}
    for file in files:
        for line in file.read_text(encoding="utf-8").splitlines():
            if line.strip():
                folders.setdefault(json.loads(line)["text"], file.parent.name)
    with tempfile.TemporaryDirectory() as folder, Writer(Path(folder) / "record.db") as record:
        ledger = add(record, [str(file) for file in files])
        if ledger.refusals:
            raise SystemExit(f"evaluation: all in one record: {ledger.refusals}")
        return mixture(document(record), folders)
