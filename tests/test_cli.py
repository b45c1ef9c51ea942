"""The command line as a person meets it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest


def run(*args: str, cwd: Path | None = None, given: str | None = None) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "COLUMNS": "100", "PYTHONWARNINGS": "default"}
    environment.pop("ONRECORD_RECORD", None)
    return subprocess.run(
        [sys.executable, "-c", "from onrecord.cli import main; main()", *args],
        capture_output=True,
        text=True,
        cwd=cwd,
        input=given,
        env=environment,
        check=False,
    )


class Done(NamedTuple):
    """What a command left behind."""

    returncode: int
    stdout: str
    stderr: str


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Done]:
    """Runs a command in this process, on a record."""
    from onrecord.cli import main

    monkeypatch.setenv("COLUMNS", "100")

    def one(record: Path, *args: str) -> Done:
        monkeypatch.setenv("ONRECORD_RECORD", str(record))
        monkeypatch.setattr(sys, "argv", ["onrecord", *args])
        status = 0
        try:
            main()
        except SystemExit as left:
            status = int(left.code or 0)
        told = capsys.readouterr()
        return Done(status, told.out, told.err)

    return one


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("work")
    source = Path(__file__).parent.parent / "src/onrecord/examples/coverage.jsonl"
    done = run("add", str(source), cwd=path)
    assert done.returncode == 0, done.stderr
    assert "seen 4 = stored 4 + duplicate 0 + rejected 0 + failed 0" in done.stdout
    return path


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys; sys.argv = ['onrecord', '--help']\n"
        "try:\n    from onrecord.cli import main; main()\nexcept SystemExit: pass\n"
        "print([m for m in ('onnxruntime', 'sqlalchemy', 'fastapi', 'numpy', 'lxml', 'trafilatura') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip().endswith("[]"), done.stdout[-200:]


def test_demo_shows_the_rival_accounts() -> None:
    done = run("demo")
    assert done.returncode == 0, done.stderr
    for words in (
        "Who approached whom first, Iceland or Norway?",
        "Account 1",
        "Account 2",
        "Torvald Eikemo",
        "“The Norwegians contacted us on 3 March",
    ):
        assert words in done.stdout


def test_who_said_what_to_whom_and_when(folder: Path) -> None:
    done = run("statements", "--who", "Eikemo", cwd=folder)
    assert "Torvald Eikemo" in done.stdout
    assert "“Somebody in Reykjavik has a poor memory,”" in done.stdout
    assert "in an interview with Kanal 5" in done.stdout or "in an interview" in done.stdout
    assert "2031-03-14" in done.stdout
    assert "Ketilsdottir" not in done.stdout


@pytest.mark.parametrize("command", ["stories", "statements", "people", "disputes", "absences", "echoes"])
def test_every_listing_takes_json(folder: Path, command: str) -> None:
    done = run(command, "--json", cwd=folder)
    assert done.returncode == 0, done.stderr
    document: dict[str, Any] = json.loads(done.stdout)
    assert len(document) == 1
    assert next(iter(document.values()))


def test_filters(folder: Path) -> None:
    def count(*args: str) -> int:
        return len(json.loads(run("statements", "--json", *args, cwd=folder).stdout)["statements"])

    everything = count()
    assert 0 < count("--since", "2032-01-01") < everything
    assert count("--since", "2032-01-01") + count("--until", "2031-12-31") == everything
    assert 0 < count("--outlet", "courier") < everything
    assert 0 < count("--about", "cable ship") < everything
    assert count("--who", "nobody at all") == 0


def test_filters_of_stories_disputes_shifts_and_echoes(folder: Path, here: Callable[..., Done]) -> None:
    record = folder / "onrecord.db"

    def listed(command: str, *args: str) -> list[dict[str, Any]]:
        document: dict[str, list[dict[str, Any]]] = json.loads(here(record, command, "--json", *args).stdout)
        return document[command]

    stories = listed("stories")
    assert [s["disputes"] for s in stories] == [1, 0]
    assert listed("stories", "--since", "2032-01-01") == [stories[1]]
    assert listed("stories", "--who", "Lyngstad") == [stories[0]]
    assert listed("stories", "--about", "second repair") == [stories[1]]
    assert listed("stories", "--outlet", "kanal") == [stories[0]]
    assert len(listed("disputes", "--level", "conflict", "--story", stories[0]["id"], "--who", "Eikemo", "--about", "cable")) == 1
    assert listed("disputes", "--level", "tension") == listed("disputes", "--story", stories[1]["id"]) == []
    assert listed("disputes", "--min-score", "1") == []
    assert "less sure than 1" in here(record, "disputes", "--min-score", "1").stdout
    assert listed("echoes", "--about", "could be of use") and not listed("echoes", "--outlet", "no such outlet")
    assert listed("shifts", "--who", "nobody at all") == []
    wrong = here(record, "disputes", "--level", "war")
    assert (wrong.returncode, wrong.stderr.count("\n")) == (2, 1)


def test_a_person_decides_about_a_dispute(folder: Path, tmp_path: Path, here: Callable[..., Done]) -> None:
    record = tmp_path / "mine.db"
    record.write_bytes((folder / "onrecord.db").read_bytes())

    def did(*args: str, status: int = 0) -> str:
        done = here(record, *args)
        assert done.returncode == status, done.stderr
        assert status == 0 or done.stderr.count("\n") == 1, done.stderr
        return done.stdout or done.stderr

    dispute = json.loads(did("disputes", "--json"))["disputes"][0]
    name, first = dispute["id"], len(dispute["accounts"][0]["evidence"])
    assert "Judgement 1" in did("confirm", name, "--by", "Ana", "--why", "saw the letters")
    assert "confirmed" in did("disputes", "--min-score", "1")
    shown = did("show", name)
    assert "Judgement 1: confirm, by Ana" in shown and "saw the letters" in shown and "Take no side" in shown
    did("dismiss", name, "--by", "Bo")
    assert "Not shown: 1 dismissed" in did("disputes") and "dismissed" in did("disputes", "--dismissed")
    assert "0 disputes" in did("stories")
    did("undo", "2", "--by", "Bo")
    did("move", name, "--line", "1", "--to", "2", "--by", "Ana")
    moved = json.loads(did("show", name, "--json"))
    assert (moved["verdict"], moved["judgements"], len(moved["accounts"][0]["evidence"])) == ("confirmed", [1, 3], first - 1)
    assert "account of its own" in did("split", name, "--line", str(first), "--says", "another thing", "--by", "Ana")
    assert "2 accounts are one" in did("merge", name, "--account", "2", "--account", "3", "--by", "Ana")
    told = did("judgements")
    assert "3  move" in told and "4  split" in told and "5  merge" in told and "does not apply" not in told
    assert "everything holds" in did("verify")
    for wrong in (
        ("merge", name),
        ("merge", name, "eikemo"),
        ("split", name, "s1"),
        ("split", "eikemo", "--line", "1"),
        ("move", name, "--line", "99", "--to", "1"),
        ("move", name, "--line", "1", "--to", "left"),
        ("move", name, "--line", "1", "--to", "9"),
    ):
        assert name in did(*wrong, "--by", "Ana", status=2) or wrong[0] in ("move", "split")
    assert "onrecord disputes" in did("confirm", "dispute-none", status=1)


def test_check_names_those_on_either_side(folder: Path, here: Callable[..., Done]) -> None:
    record = folder / "onrecord.db"
    done = here(record, "check", "Iceland asked Norway first")
    assert done.returncode == 0, done.stderr
    supported, _, rest = done.stdout.partition("Contradicted by")
    contradicted, _, aside = rest.partition("Take no side")
    assert "Torvald Eikemo" in supported and "Gudlaug Steinthorsdottir" in contradicted and "Asbjorn Lyngstad" in aside
    assert "differs in: actor/recipient" in contradicted
    document = json.loads(here(record, "check", "Iceland asked Norway first", "--json").stdout)
    assert list(document) == ["claim", "supports", "contradicts", "neither", "note"]
    assert {"article", "start", "end", "text", "who", "slot", "score"} <= set(document["contradicts"][0])
    nothing = here(record, "check", "Snow fell in Peru")
    assert (nothing.returncode, "Nothing in this record" in nothing.stdout) == (0, True)
    assert here(record, "check", " ").returncode == 2


def test_a_date_that_is_none_is_wrong_use(folder: Path) -> None:
    done = run("statements", "--since", "soon", cwd=folder)
    assert done.returncode == 2
    assert "--since" in done.stderr


def test_show_finds_by_id_and_by_its_beginning(folder: Path) -> None:
    document = json.loads(run("export", cwd=folder).stdout)
    for thing in (
        document["articles"][0],
        document["statements"][0],
        document["actors"][0],
        document["disputes"][0],
        document["stories"][0],
        document["echoes"][0],
    ):
        done = run("show", thing["id"], cwd=folder)
        assert done.returncode == 0, done.stderr
        assert done.stdout.strip()
        assert json.loads(run("show", thing["id"], "--json", cwd=folder).stdout)["id"] == thing["id"]
    wrong = run("show", "no-such-id", cwd=folder)
    assert wrong.returncode == 1
    assert "no-such-id" in wrong.stderr


def test_read_is_a_filter_in_input_order(folder: Path) -> None:
    rows = [{"url": f"https://a.example/{n}", "text": f"Ola Berg said on Monday that bridge {n} was open."} for n in range(3)]
    done = run("read", given="\n".join([json.dumps(rows[0]), "{broken", json.dumps(rows[1]), json.dumps(rows[2])]))
    assert done.returncode == 1
    assert "line 2" in done.stderr
    out = [json.loads(x) for x in done.stdout.splitlines()]
    assert [o["url"] for o in out] == [r["url"] for r in rows]
    assert all(o["statements"] for o in out)


def test_verify_and_doctor(folder: Path) -> None:
    done = run("verify", cwd=folder)
    assert done.returncode == 0
    assert "everything holds" in done.stdout
    doctor = run("doctor", "--json", cwd=folder)
    assert doctor.returncode == 0
    assert "onrecord-reader" in json.loads(doctor.stdout)["model"]


def test_exit_status_and_errors_in_one_sentence(tmp_path: Path) -> None:
    none = run("statements", cwd=tmp_path)
    assert none.returncode == 1
    assert "onrecord add" in none.stderr
    assert "Traceback" not in none.stderr
    assert run("add", "nowhere.txt", cwd=tmp_path).returncode == 2
    assert run("nonsense").returncode == 2
    (tmp_path / "bad.txt").write_bytes(b"\x00\x01\x02")
    (tmp_path / "good.txt").write_text("Ola Berg said on Monday that the bridge was open.", encoding="utf-8")
    done = run("add", "bad.txt", "good.txt", cwd=tmp_path)
    assert done.returncode == 1
    assert "rejected: bad.txt" in done.stdout
    assert "seen 2 = stored 1 + duplicate 0 + rejected 1 + failed 0" in done.stdout
    assert run("export", "--format", "wax", cwd=tmp_path).returncode == 2


def test_nothing_of_an_article_is_taken_for_markup(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "The [bold]Board[/bold] of Orme said that [red]nothing[/red] was wrong, \x1b[31mOla Berg said.", encoding="utf-8"
    )
    run("add", "a.txt", cwd=tmp_path)
    done = run("statements", cwd=tmp_path)
    assert "\x1b[31m" not in done.stdout
    assert "[red]nothing[/red]" in done.stdout


def test_a_person_corrects_and_takes_back(folder: Path, tmp_path: Path) -> None:
    record = tmp_path / "mine.db"
    record.write_bytes((folder / "onrecord.db").read_bytes())
    first = json.loads(run("statements", "--json", "--record", str(record), cwd=folder).stdout)["statements"][0]
    done = run(
        "correct", first["id"], "--speaker", "Sif Arnadottir", "--by", "Ana", "--why", "heard it", "--record", str(record), cwd=folder
    )
    assert (done.returncode, done.stdout.split()[:2]) == (0, ["Speaker", "corrected."]), done.stderr
    told = run("judgements", "--record", str(record), cwd=folder).stdout
    assert "speaker   Ana" in told and "because heard it" in told and "Sif Arnadottir" in told
    assert "Sif Arnadottir" in run("show", first["id"], "--record", str(record), cwd=folder).stdout
    assert run("undo", "1", "--by", "Ana", "--record", str(record), cwd=folder).returncode == 0
    assert "Sif Arnadottir" not in run("show", first["id"], "--record", str(record), cwd=folder).stdout
    assert "No judgements" in run("judgements", "--record", str(record), cwd=folder).stdout
    assert "undone by Ana" in run("judgements", "--all", "--record", str(record), cwd=folder).stdout
    for wrong in ((first["id"],), (first["id"], "--none", "--nobody"), (first["id"], "--speaker", "x", "--kind", "robot")):
        done = run("correct", *wrong, "--record", str(record), cwd=folder)
        assert done.returncode == 2 and done.stderr.count("\n") == 1, done.stderr
    done = run("undo", "--record", str(tmp_path / "none.db"), cwd=folder)
    assert done.returncode == 1 and not (tmp_path / "none.db").exists()
