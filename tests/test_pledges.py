"""Requests and commitments listed and shown: filters, the day as of which, and what a person sees."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from onrecord.cli import page, pledges
from onrecord.cli.showing import show_one
from onrecord.errors import UsageError
from onrecord.judgements.docket import Docket
from onrecord.judgements.followup import Told
from onrecord.linking import findings
from onrecord.selection import Wanted
from onrecord.store.record import Writer
from tests.salvage import (
    LATER,
    ROWS,
    arrive,
    found_commitments,
    found_requests,
    the_commitment,
    the_request,
)


@pytest.fixture
def filled(record: Writer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Writer:
    monkeypatch.setattr(findings, "requests", found_requests)
    monkeypatch.setattr(findings, "commitments", found_commitments)
    arrive(record, tmp_path, ROWS)
    assert len(record.stories()) == 1
    return record


def test_listings_filter_and_tell_the_day(filled: Writer, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arrive(filled, tmp_path, [LATER])

    def listed(what: str, wanted: Wanted | None = None, as_of: str | None = None, **asked: bool) -> list[dict[str, Any]]:
        pending = pledges.asked(as_of, asked.get("open", False), asked.get("overdue", False), asked.get("dismissed", False))
        getattr(pledges, what)(filled.path, wanted or Wanted(), pending, True)
        found: dict[str, list[dict[str, Any]]] = json.loads(capsys.readouterr().out)
        return found[what]

    (early,) = listed("requests", as_of="2031-05-20")
    assert [s["state"] for s in early["history"]] == ["made", "agreed"] and early["standing"]["open"]
    assert sorted(early["standing"]["by"].values()) == ["agreed", "made"]
    assert listed("requests", as_of="2031-05-13") == []
    (late,) = listed("requests", as_of="2031-06-04")
    assert not late["standing"]["open"] and listed("requests", as_of="2031-06-04", open=True) == []
    (promise,) = listed("commitments", as_of="2031-06-04", overdue=True)
    assert promise["standing"] == {
        "state": "made",
        "open": True,
        "overdue": True,
        "due_in_days": -3,
        "uncertain": False,
        "as_of": "2031-06-04",
        "by": {promise["by"]: "made"},
    }
    assert listed("commitments", as_of="2031-05-31", overdue=True) == [] and len(listed("commitments", as_of="2031-05-31", open=True)) == 1
    assert len(listed("requests", Wanted(who="Denmark", about="divers", outlet="quay", since="2031-06-01"))) == 1
    for wanted in (
        Wanted(who="nobody"),
        Wanted(about="herring"),
        Wanted(outlet="Bun"),
        Wanted(since="2031-07-01"),
        Wanted(until="2031-05-01"),
    ):
        assert listed("requests", wanted) == []
    with pytest.raises(UsageError, match="no day of the calendar"):
        pledges.asked("June", False, False, False)


@pytest.mark.parametrize("width", [80, 120])
def test_what_people_see_fits_and_says_that_overdue_is_computed(
    filled: Writer, width: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from rich.console import Console

    monkeypatch.setattr(page, "console", lambda: Console(highlight=False, width=width, soft_wrap=False))
    pledges.commitments(filled.path, Wanted(), pledges.asked("2031-06-04", False, False, False), False)
    out = capsys.readouterr().out
    assert "overdue by 3 days (computed)" in out and "as of 2031-06-04" in out and "raise the trawler" in out
    pledges.requests(filled.path, Wanted(), pledges.asked(None, False, False, False), False)
    told = capsys.readouterr().out
    assert "Norway → Iceland, Denmark: [salvage divers]" in told and f"as of {date.today().isoformat()}" in told
    Docket(filled, "Ana", "it lies still").state(the_commitment(filled).id, Told("dropped", line=1))
    show_one(filled.path, the_commitment(filled).id, False)
    shown = capsys.readouterr().out
    assert "set by a person, judgement 1" in " ".join(shown.split()) and "Judgement 1: state, by Ana" in shown
    assert "it lies still" in shown and "onrecord state" in shown
    assert max(len(line) for line in (out + told + shown).splitlines()) <= width
    show_one(filled.path, the_request(filled).id, True)
    assert json.loads(capsys.readouterr().out)["standing"]["state"] == "made"


def test_the_commands_and_their_exit_status(filled: Writer, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    from onrecord.cli import main

    def run(*args: str) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["onrecord", *args, "--record", str(filled.path)])
        try:
            main()
            status = 0
        except SystemExit as done:
            status = done.code if isinstance(done.code, int) else 0
        return status, *capsys.readouterr()

    asked, promised = the_request(filled).id, the_commitment(filled).id
    for wrong in (
        ("requests", "--as-of", "soon"),
        ("commitments", "--since", "soon"),
        ("state", asked, "kept", "--line", "1", "--by", "Ana"),
        ("state", promised, "--by", "Ana"),
        ("state", promised, "kept", "--by", "Ana"),
    ):
        status, _, error = run(*wrong)
        assert (status, error.count("\n")) == (2, 1), wrong
    assert run("state", promised, "kept", "--line", "1", "--on", "2031-05-13", "--why", "saw it", "--by", "Ana")[0] == 0
    status, out, _ = run("commitments", "--open", "--json")
    assert (status, [c["id"] for c in json.loads(out)["commitments"]]) == (0, [promised])  # it was made again a day later
    status, out, _ = run("state", promised, "kept", "--line", "1", "--by-whom", "Norway", "--on", "2031-05-20", "--by", "Ana")
    assert (status, "Judgement 2" in out) == (0, True)
    assert json.loads(run("commitments", "--open", "--json")[1])["commitments"] == []
    assert "saw it" in run("judgements")[1]
    assert run("dismiss", promised, "--by", "Ana")[0] == 0
    assert "1 dismissed" in run("commitments")[1] and "dismissed" in run("commitments", "--dismissed")[1]
    assert run("undo", "--by", "Ana")[0] == 0 and "kept" in run("commitments")[1]
    assert run("verify")[0] == 0
