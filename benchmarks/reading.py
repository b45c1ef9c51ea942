"""``python -m benchmarks.reading``: words per CPU-second from raw text to a reading, one thread, and where the time goes.

The articles are those of our own corpus. CPU time of the process, not wall time: other work may run on the machine.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path
from statistics import median

from onrecord.model import Article
from onrecord.reading.reader import Reader
from onrecord.reading.sentences import sentences

ROUNDS = 5
CORPUS = Path(__file__).parent.parent / "corpus"


def articles() -> list[Article]:
    """The training part's articles."""
    rows = [
        json.loads(line)
        for path in sorted((CORPUS / "train").glob("*/articles.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    return [Article(str(n), r["text"], "corpus", r.get("outlet"), published=r.get("published")) for n, r in enumerate(rows)]


def main() -> None:
    begun = time.process_time()
    reader = Reader()
    loaded = time.process_time() - begun
    everything = articles()[::5]
    words = sum(len(a.text.split()) for a in everything)
    for article in everything[:5]:
        reader.read(article)
    # The machine may be shared: several rounds, the two things side by side in each; the best round is the least disturbed.
    whole, encoding = [], []
    for _ in range(ROUNDS):
        begun = time.process_time()
        for article in everything:
            reader.read(article)
        whole.append(time.process_time() - begun)
        begun = time.process_time()
        for article in everything:
            reader.encoder.read(article.text, sentences(article.text))
        encoding.append(time.process_time() - begun)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != "darwin" else 1024 * 1024)
    print(f"model        {reader.model}")
    print(f"articles     {len(everything)}, {words:,} words")
    print(f"load         {loaded:.2f} CPU-s, peak memory {peak:.0f} MiB")
    rates = sorted(words / t for t in whole)
    print(
        f"read         {rates[-1]:,.0f} words per CPU-second in the best of {ROUNDS} rounds, median {median(rates):,.0f}, worst {rates[0]:,.0f}"
    )
    print(f"  encoder and parse {words / min(encoding):,.0f} words per CPU-second ({100 * min(encoding) / min(whole):.0f} % of the time)")


if __name__ == "__main__":
    main()
