"""``python -m benchmarks.pages [--articles N] [--record FILE]``: server time of every page and of the API on a large record.

The record holds N articles made from the templates of :mod:`benchmarks.linking`, whose readings are not made by the model, and beside them
the train part of our corpus, read by it, for the disputes, requests and commitments. Making it takes some minutes; ``--record`` keeps it.
Addresses are found by following links from the home page and the API's lists, a share of each kind is asked for twice: cold, as the first
of its kind, and again. Wall-clock time within the process, without a network.
"""

from __future__ import annotations

import argparse
import random
import re
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from statistics import median

from starlette.testclient import TestClient

from benchmarks.linking import World
from onrecord.desk import add, relink
from onrecord.store.record import Writer
from onrecord.web.app import make_app
from onrecord.web.settings import Settings

CORPUS = Path(__file__).parent.parent / "corpus/train"
EACH = 15
"""Addresses of a kind that are measured."""
STEPS = 3
"""How far links are followed."""
SEARCHES = ("budget", '"the budget"', "who:minister budget", "market agreement", "outlet:a since:2031-06-01 grain")
CLAIMS = ("The council asked the company first.", "Nobody was hurt in the fire.")
LISTS = ("articles", "statements", "people", "stories", "disputes", "shifts", "echoes", "requests", "commitments", "absences", "runs")
LIMIT = 150
"""Milliseconds that a page may take."""


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


def addresses(client: TestClient) -> dict[str, list[str]]:
    """Addresses by kind, found by following links."""
    found: dict[str, list[str]] = defaultdict(list)
    seen = {"/"}
    todo = [
        "/",
        *(f"/search?q={q}" for q in SEARCHES),
        *(f"/check?q={q}" for q in CLAIMS),
        *(f"/api/v1/{name}?limit=200" for name in LISTS),
    ]
    chance = random.Random(1)
    for _ in range(STEPS):
        further = []
        for address in todo:
            found[kind(address)].append(address)
            body = client.get(address).text
            links = set(re.findall(r'href="(/[^"#]*)', body.replace("&amp;", "&"))) - seen
            seen |= links
            further += sorted(a for a in links if not a.startswith(("/static", "/exports/", "/api/v1/docs")))
        chance.shuffle(further)
        by_kind: dict[str, list[str]] = defaultdict(list)
        for address in further:
            by_kind[kind(address)].append(address)
        todo = [a for some in by_kind.values() for a in some[:EACH]]
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--record", type=Path, help="kept for the next time")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = args.record or Path(folder) / "record.db"
        if not path.exists():
            build(path, args.articles)
        settings = Settings(hosts=("testserver",), burst=1_000_000)
        with TestClient(make_app(path, settings), follow_redirects=False) as client:
            print(f"{'page':<44}{'asked':>6}{'first':>9}{'median':>9}{'worst':>9}   ms")
            over = []
            for name, some in sorted(addresses(client).items()):
                spent = []
                for address in (*some[:EACH], *some[:EACH]):
                    begun = time.perf_counter()
                    answer = client.get(address)
                    spent.append((1000 * (time.perf_counter() - begun), address))
                    assert answer.status_code < 500, (address, answer.status_code)
                times = [ms for ms, _ in spent]
                print(f"{name:<44}{len(times):>6}{times[0]:>9.0f}{median(times):>9.0f}{max(times):>9.0f}")
                over += [f"{ms:.0f} ms {address}" for ms, address in [max(spent)] if ms > LIMIT]
            for line in over:
                print(f"over {LIMIT} ms: {line}")


if __name__ == "__main__":
    main()
