"""Coverage of a salvage, with what was asked and promised in it found by plain words: for tests of what is laid over it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from onrecord.desk import add
from onrecord.linking.coverage import Coverage
from onrecord.model import Commitment, Echo, Evidence, Request, Step
from onrecord.store.record import Writer

ROWS = [
    {
        "url": "https://example.org/1",
        "outlet": "Harbour Post",
        "published": "2031-05-14",
        "text": "Norway has asked Iceland and Denmark for salvage divers, said Norwegian minister Ola Berg.\n\n"
        "Norway will raise the trawler by June 1, Berg said. The wreck of the trawler lies deep.",
    },
    {
        "url": "https://example.org/2",
        "outlet": "Island Times",
        "published": "2031-05-16",
        "text": "Iceland said it would send salvage divers to Norway. The wreck of the trawler lies deep.\n\n"
        "Denmark is thinking it over, said Danish minister Ida Holm. Work on the wreck began on Thursday, Norway said.",
    },
]
LATER = {
    "url": "https://example.org/3",
    "outlet": "Quay News",
    "published": "2031-06-03",
    "text": "Denmark will send no salvage divers to Norway, Ida Holm said. The wreck of the trawler still lies deep.\n\n"
    "Norway has asked Iceland and Denmark for salvage divers, Berg had said.",
}
ASKED = "asked Iceland and Denmark for salvage divers"
STEPS = (("agreed", "Iceland", "would send salvage divers"), ("refused", "Denmark", "will send no salvage divers"))
PROMISED = "raise the trawler by June 1"


def _lines(coverage: Coverage, words: str) -> list[Evidence]:
    found = [(a.published or "", a.id, a.text.find(words)) for a in coverage.articles.values()]
    return [Evidence(a, None, at, at + len(words), words, None) for _, a, at in sorted(found) if at >= 0]


def _printed(coverage: Coverage, line: Evidence) -> str:
    return f"{(coverage.articles[line.article].published or '')[:10]}?"


def found_requests(coverage: Coverage, echoes: Sequence[Echo]) -> list[Request]:
    who = {a.name: a.id for a in coverage.actors.values()}
    lines = _lines(coverage, ASKED)
    if not lines:
        return []
    steps = [Step("made", _printed(coverage, lines[0]), who.get("Norway"), lines[0])]
    steps += [Step(s, _printed(coverage, e), who.get(by), e) for s, by, words in STEPS for e in _lines(coverage, words)[:1]]
    to = tuple(who[n] for n in ("Iceland", "Denmark") if n in who)
    name = f"request-{lines[0].article[:10]}"
    return [Request(name, coverage.story.id, who.get("Norway"), to, "salvage divers", None, None, tuple(lines), tuple(steps))]


def found_commitments(coverage: Coverage, echoes: Sequence[Echo]) -> list[Commitment]:
    who = {a.name: a.id for a in coverage.actors.values()}
    return [
        Commitment(
            f"commitment-{e.article[:10]}",
            coverage.story.id,
            who.get("Norway"),
            PROMISED,
            "2031-06-01",
            (e,),
            (Step("made", _printed(coverage, e), who.get("Norway"), e),),
        )
        for e in _lines(coverage, PROMISED)
    ]


def found_nothing(coverage: Coverage, echoes: Sequence[Echo]) -> list[Any]:
    return []


def arrive(record: Writer, folder: Path, rows: list[dict[str, str]]) -> None:
    (folder / "in.jsonl").write_text("\n".join(json.dumps(r) for r in rows), encoding="utf-8")
    assert add(record, [str(folder / "in.jsonl")]).clean


def the_request(record: Writer) -> Request:
    (found,) = record.requests()
    return found


def the_commitment(record: Writer) -> Commitment:
    (found,) = record.commitments()
    return found


def called(record: Writer, actor: str | None) -> str | None:
    return next((a.name for a in record.actors() if a.id == actor), None)


def history(record: Writer, pledge: Request | Commitment) -> list[tuple[str, str | None, str | None, int | None]]:
    return [(s.state, s.on, called(record, s.by), s.judgement) for s in pledge.history]


def article_with(record: Writer, words: str) -> str:
    return next(a.id for a in record.articles() if words in a.text)
