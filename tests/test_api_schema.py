"""The API against its own OpenAPI document, by schemathesis: examples, coverage and fuzzing, within the process."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from fastapi import FastAPI
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import events, from_schema

from onrecord.desk import add
from onrecord.judgements.docket import Docket
from onrecord.store.record import Record, Writer
from onrecord.web.app import make_app
from onrecord.web.settings import Settings

EXAMPLE = Path(__file__).parent.parent / "src/onrecord/examples/coverage.jsonl"
EXAMPLES = 8
"""Requests that are made up for an operation; what its parameters allow and forbid is gone through beside them."""
OFTEN = 0.6
"""How often an id is one of the record's own."""
IDS = {
    "/articles/{id}": "articles",
    "/articles/{id}/statements": "articles",
    "/articles/{id}/furniture": "articles",
    "/statements/{id}": "statements",
    "/people/{id}": "actors",
    "/stories/{id}": "stories",
    "/stories/{id}/timeline": "stories",
    "/disputes/{id}": "disputes",
    "/requests/{id}": "requests",
    "/commitments/{id}": "commitments",
}


REFUSED = ("400",)
"""What no schema tells: a cursor that is none of ours, a query of stray signs, a judgement that would decide nothing."""


@schemathesis.serializer("application/x-ndjson")
def lines(_: schemathesis.SerializationContext, value: Any) -> bytes:
    """JSON Lines are sent as they are; what is no text cannot be sent as one, so nothing is."""
    return value.encode("utf-8", "replace") if isinstance(value, str) else value if isinstance(value, bytes) else b""


@dataclass
class Outcome:
    """What schemathesis found: failures in words, answers by operation and status."""

    failures: list[str] = field(default_factory=list)
    answers: Counter[tuple[str, int]] = field(default_factory=Counter)
    phases: set[str] = field(default_factory=set)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example coverage in a record, with a judgement."""
    made = tmp_path_factory.mktemp("api") / "record.db"
    with Writer(made) as record:
        add(record, [str(EXAMPLE)])
        Docket(record, "E. Marsh", "seen").confirm(record.disputes()[0].id)
    return made


@pytest.fixture(scope="module")
def app(path: Path) -> Iterator[FastAPI]:
    made = make_app(path, Settings(hosts=("testserver", "localhost"), burst=1_000_000))
    yield made
    made.state.intake.close()
    made.state.room.close()


def run(app: FastAPI, path: Path) -> Outcome:
    """All phases over all operations."""
    with Record(path) as record:
        held = {name: [x.id for x in getattr(record, name)()][:20] for name in sorted(set(IDS.values()))}
    unmet = {"positive_data_acceptance": {"expected-statuses": ["2xx", "404", "409", *REFUSED]}}
    told: dict[str, Any] = {
        "seed": 8,
        "continue-on-failure": True,
        "checks": unmet,
        "dictionaries": {name: {"values": ids} for name, ids in held.items() if ids},
        "generation": {"max-examples": EXAMPLES, "deterministic": True, "no-shrink": True},
        "phases": {"stateful": {"enabled": False}, "coverage": {"unexpected-methods": ["DELETE", "PATCH"]}},
        "operations": [
            {"include-path": address, "parameters": {"path.id": {"dictionary": name, "probability": OFTEN}}}
            for address, name in IDS.items()
            if held[name]
        ],
    }
    schema = schemathesis.openapi.from_asgi("/api/v1/openapi.json", app, config=SchemathesisConfig.from_dict(told))
    out = Outcome()
    for event in from_schema(schema).execute():
        if isinstance(event, events.NonFatalError):
            out.failures.append(f"{event.label}: {event.value}")
        elif isinstance(event, events.FatalError):
            out.failures.append(str(event.exception))
        elif isinstance(event, events.ScenarioFinished):
            out.phases.add(event.phase.value)
            for key, interaction in event.recorder.interactions.items():
                if interaction.response is not None:
                    out.answers[event.label or "", interaction.response.status_code] += 1
                for check in event.recorder.checks.get(key, ()):
                    if check.failure_info is not None:
                        case = event.recorder.cases[key].value
                        sent = " ".join(str(part)[:300] for part in (case.method, case.path_parameters, case.query, case.body))
                        out.failures.append(f"{event.label}: {check.name}: {str(check.failure_info.failure)[:500]} | {sent}")
    return out


def test_the_api_answers_as_its_document_says(app: FastAPI, path: Path) -> None:
    found = run(app, path)
    assert found.failures == [], "\n\n".join(found.failures[:20])
    assert found.phases == {"examples", "coverage", "fuzzing"}
    reached = {label for label, status in found.answers if status < 300}
    assert reached == {label for label, _ in found.answers}, "an operation was never answered with what it is for"
