"""``python -m benchmarks.pages [--articles N] [--record FILE] [--rounds N] [--no-decisions]``: server time of every page, API list and decision.

The record holds N articles made from the templates of :mod:`benchmarks.linking`, whose readings are not made by the model, and beside them
the train part of our corpus, read by it, for the disputes, requests and commitments. Making it takes some minutes; ``--record`` keeps it.

Addresses are found by following links from the home page and the API's lists; beside them stand the heaviest of each kind: the stories with
the most articles, the actors with the most statements and in the most articles, the longest article, the dispute with the most lines.
Nothing is warmed: the first request of each kind is told by itself, in a process that has just begun. Then every address is asked for
``--rounds`` times and its quietest answer counts, for the machine may be shared. Two times are told: wall-clock, and CPU time of the
process, which others cannot lengthen; both within the process, without a network. Decisions (POST) are entered in a copy of the record.
"""

from __future__ import annotations

import argparse
import random
import re
import shutil
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from urllib.parse import quote

from sqlalchemy import text
from starlette.testclient import TestClient

from benchmarks.linking import World
from onrecord.desk import add, relink
from onrecord.store.record import Record, Writer
from onrecord.web.app import make_app
from onrecord.web.settings import Settings

CORPUS = Path(__file__).parent.parent / "corpus/train"
EACH = 15
"""Addresses of a kind that are measured."""
STEPS = 3
"""How far links are followed."""
SEARCHES = (
    "budget",
    '"the budget"',
    "the",
    "who:minister the",
    "who:minister budget",
    "market agreement",
    "said not",
    "-budget the council",
    "outlet:a since:2031-06-01 grain",
)
CLAIMS = (
    "The council asked the company first.",
    "Nobody was hurt in the fire.",
    "The minister said that the budget was not agreed.",
    "The government offered the company 20 million.",
)
LISTS = ("articles", "statements", "people", "stories", "disputes", "shifts", "echoes", "requests", "commitments", "absences", "runs")
LIMIT = 150
"""Milliseconds that a page may take."""
HEAVY = {
    "/stories/{}": "SELECT story FROM membership GROUP BY story ORDER BY count(*) DESC, story LIMIT 5",
    "/people/{}": "SELECT a.id FROM actor a JOIN cast c ON c.actor_key = a.key JOIN statement s ON s.article = c.article "
    "AND s.entity = c.entity GROUP BY a.id ORDER BY count(*) DESC, a.id LIMIT 8",
    "/people/{}?": "SELECT a.id FROM actor a JOIN cast c ON c.actor_key = a.key GROUP BY a.id ORDER BY count(*) DESC, a.id LIMIT 8",
    "/articles/{}": "SELECT id FROM article ORDER BY length(text) DESC, id LIMIT 5",
    "/disputes/{}": "SELECT id FROM dispute ORDER BY length(body) DESC, id LIMIT 5",
    "/requests/{}": "SELECT id FROM request ORDER BY length(body) DESC, id LIMIT 5",
    "/commitments/{}": "SELECT id FROM commitment ORDER BY length(body) DESC, id LIMIT 5",
}
"""Address -> the ids of the heaviest."""
BELONGING = (
    "/stories/{}?articles=all",
    "/stories/{}?entries=all",
    "/stories/{}?people=all",
    "/report?story={}",
    "/exports?story={}",
    "/requests?story={}",
    "/commitments?story={}",
    "/disputes?story={}",
    "/search?q=the&story={}",
    "/check?q=The+council+asked+the+company+first.&story={}",
    "/feeds/stories/{}.atom",
)
"""What is asked of the largest stories."""
OTHER = ("/requests?as_of=2031-06-01", "/commitments?as_of=2031-06-01", "/requests?open=1", "/commitments?overdue=1", "/people?q=minister")


@dataclass(frozen=True, slots=True)
class Spent:
    """What an answer took, in milliseconds. ``cpu``: of all threads of this process."""

    wall: float
    cpu: float

    def __str__(self) -> str:
        return f"{self.wall:8.0f}{self.cpu:8.0f}"


def build(path: Path, articles: int) -> None:
    """Makes the record."""
    with Writer(path) as record:
        for article, reading in World(articles).coverage(articles):
            record.store(article, reading)
        relink(record)
        add(record, [str(p) for p in sorted(CORPUS.glob("*/articles.jsonl"))])


def kind(address: str) -> str:
    """What sort of page an address is: its path with ids left out, and the names of what it asks."""
    path, _, asked = address.partition("?")
    plain = re.sub(r"/(?:[a-z]+-)?[0-9a-zA-Z~%._-]*[0-9][0-9a-zA-Z~%._-]*(?=/|$|\.atom)", "/…", path.replace("/api/v1", "/api/v~"))
    plain = re.sub(r"^((?:/feeds)?/(?:people|articles))/[^/]+?(?=\.atom|/|$)", r"\1/…", plain)
    names = "&".join(sorted({p.split("=")[0] for p in asked.split("&") if p}))
    return plain.replace("v~", "v1") + (f"?{names}" if names else "")


class Visitor:
    """Asks for addresses and keeps what each answer took.

    Args:
        client: of the app.
    """

    def __init__(self, client: TestClient) -> None:
        self._client = client
        self.spent: dict[str, list[Spent]] = defaultdict(list)

    def get(self, address: str) -> str:
        """The body of an answer."""
        wall, cpu = time.perf_counter(), time.process_time()
        answer = self._client.get(address)
        self.spent[address].append(Spent(1000 * (time.perf_counter() - wall), 1000 * (time.process_time() - cpu)))
        assert answer.status_code < 500, (address, answer.status_code)
        return answer.text

    def post(self, address: str, **given: str) -> tuple[Spent, str]:
        """What entering a decision took, and the number of the judgement, empty where none was entered."""
        self._client.cookies.clear()
        wall, cpu = time.perf_counter(), time.process_time()
        answer = self._client.post(address, data={"by": "the benchmark", "why": "to measure", **given})
        spent = Spent(1000 * (time.perf_counter() - wall), 1000 * (time.process_time() - cpu))
        assert answer.status_code < 500, (address, answer.status_code)
        number = re.search(r"onrecord_undo=(\d+)", answer.headers.get("set-cookie", ""))
        return spent, number[1] if number else ""


def column(path: Path, query: str) -> list[str]:
    """The first column of a query to the record."""
    with Record(path) as record:
        return [str(row[0]) for row in record._rows(text(query))]


def heaviest(path: Path) -> list[str]:
    """The addresses that have most to show."""
    out = [form.rstrip("?").format(quote(k, safe="")) for form, query in HEAVY.items() for k in column(path, query)]
    stories = column(path, HEAVY["/stories/{}"])
    return list(dict.fromkeys([*out, *(form.format(k) for form in BELONGING for k in stories), *OTHER]))


def visit(visitor: Visitor, path: Path) -> dict[str, list[str]]:
    """Follows links from the home page. Returns addresses by kind; the first of each kind was asked for first."""
    found: dict[str, list[str]] = defaultdict(list)
    seen = {"/"}
    todo = [
        "/",
        *(f"/search?q={quote(q)}" for q in SEARCHES),
        *(f"/check?q={quote(q)}" for q in CLAIMS),
        *(f"/api/v1/{name}?limit=200" for name in LISTS),
    ]
    chance = random.Random(1)
    for _ in range(STEPS):
        further = []
        for address in todo:
            found[kind(address)].append(address)
            body = visitor.get(address)
            links = set(re.findall(r'href="(/[^"#]*)', body.replace("&amp;", "&"))) - seen
            seen |= links
            further += sorted(a for a in links if not a.startswith(("/static", "/exports/", "/api/v1/docs")))
        chance.shuffle(further)
        by_kind: dict[str, list[str]] = defaultdict(list)
        for address in further:
            by_kind[kind(address)].append(address)
        todo = [a for some in by_kind.values() for a in some[:EACH]]
    for address in heaviest(path):
        if address not in visitor.spent:
            found[kind(address)].append(address)
            visitor.get(address)
    return found


def decisions(path: Path) -> list[tuple[str, str, dict[str, str]]]:
    """(what is decided, address, fields): of the heaviest, as a reader would enter them."""
    some = "SELECT a.id FROM actor a JOIN cast c ON c.actor_key = a.key WHERE a.kind = 'person' GROUP BY a.id ORDER BY count(*) DESC, a.id"
    named = column(path, f"{some} LIMIT 1")[0]
    once = column(path, some.replace("GROUP BY a.id", "GROUP BY a.id HAVING count(*) = 1") + " LIMIT 1")[0]
    dispute, asked, undertaken = (column(path, HEAVY[f"/{noun}/{{}}"])[0] for noun in ("disputes", "requests", "commitments"))
    last = "SELECT s.id FROM statement s JOIN article a ON a.id = s.article WHERE s.entity IS NOT NULL ORDER BY a.position DESC LIMIT 1"
    statement, article = column(path, last)[0], column(path, HEAVY["/articles/{}"])[0]
    return [
        ("rename a person named once", f"/people/{quote(once)}/rename", {"name": "Somebody Else"}),
        ("rename the person named most", f"/people/{quote(named)}/rename", {"name": "Somebody Else"}),
        ("set a speaker", f"/statements/{statement}/speaker", {"name": "Somebody Else"}),
        ("say that it is no statement", f"/statements/{statement}/speaker", {"none": "1"}),
        ("confirm a dispute", f"/disputes/{dispute}/confirm", {}),
        ("dismiss a dispute", f"/disputes/{dispute}/dismiss", {}),
        ("take a line out of a dispute", f"/disputes/{dispute}/move", {"line": "1", "to": "out"}),
        ("confirm a request", f"/requests/{asked}/confirm", {}),
        ("confirm a commitment", f"/commitments/{undertaken}/confirm", {}),
        ("correct an article's title", f"/articles/{quote(article)}/edit", {"title": "Another title"}),
    ]


def told(name: str, asked: int, *times: Spent) -> str:
    """A line of the table."""
    return f"{name:<44}{asked:>5}" + "".join(map(str, times))


def quietest(some: Iterable[Spent]) -> Spent:
    """The least wall-clock and the least CPU time."""
    every = list(some)
    return Spent(min(s.wall for s in every), min(s.cpu for s in every))


def pages(client: TestClient, path: Path, rounds: int) -> None:
    """Measures every kind of page and prints the table."""
    visitor = Visitor(client)
    begun = time.perf_counter()
    visitor.get("/")
    print(f"first request of the process: {visitor.spent['/'][0].wall:.0f} ms; it came {time.perf_counter() - begun:.2f} s after its start")
    found = visit(visitor, path)
    first = {name: visitor.spent[some[0]][0] for name, some in found.items()}
    once = [s for times in visitor.spent.values() for s in times[:1]]
    visitor.spent.clear()
    for _ in range(rounds):
        for some in found.values():
            for address in {*some[:EACH], *some[-EACH:]}:
                visitor.get(address)
    print(f"{'':<49}{'first':>16}{'median':>16}{'worst':>16}   ms: wall-clock, CPU")
    best = {address: quietest(times) for address, times in visitor.spent.items()}
    for name, some in sorted(found.items()):
        times = [best[a] for a in some if a in best]
        middle = Spent(median(s.wall for s in times), median(s.cpu for s in times))
        print(told(name, len(times), first[name], middle, Spent(max(s.wall for s in times), max(s.cpu for s in times))))
    for address, spent in sorted(best.items(), key=lambda b: -b[1].cpu):
        if spent.wall > LIMIT or spent.cpu > LIMIT:
            print(f"over {LIMIT} ms: {spent} {address}")
    for name, every in (("asked for once", once), (f"quietest of {rounds}", list(best.values()))):
        wall, cpu = sum(s.wall > LIMIT for s in every), sum(s.cpu > LIMIT for s in every)
        print(f"{name}: {len(every)} addresses, over {LIMIT} ms: {wall} by wall-clock, {cpu} by CPU time")


def deciding(path: Path) -> None:
    """Measures decisions and their taking back in a copy of the record."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "record.db"
        shutil.copy(path, copy)
        with TestClient(make_app(copy, Settings(hosts=("testserver",), burst=1_000_000)), follow_redirects=False) as client:
            visitor = Visitor(client)
            print(f"{'decision':<49}{'entered':>16}{'taken back':>16}   ms: wall-clock, CPU")
            for name, address, given in decisions(copy):
                entered, number = visitor.post(address, **given)
                assert number, (name, address)
                print(told(name, 1, entered, visitor.post(f"/judgements/{number}/undo")[0]), flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--record", type=Path, help="kept for the next time")
    parser.add_argument("--rounds", type=int, default=2, help="how often every address is asked for again")
    parser.add_argument("--no-decisions", action="store_true", help="pages alone")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = args.record or Path(folder) / "record.db"
        if not path.exists():
            build(path, args.articles)
        with TestClient(make_app(path, Settings(hosts=("testserver",), burst=1_000_000)), follow_redirects=False) as client:
            pages(client, path, args.rounds)
        if not args.no_decisions:
            deciding(path)


if __name__ == "__main__":
    main()
