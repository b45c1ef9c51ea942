"""The documents say what is so: every command, every make target, every path."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from typer.main import get_command

from onrecord.cli.app import app
from onrecord.desk import add
from onrecord.store.record import Writer

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_command_is_in_the_readme_and_every_one_named_there_exists() -> None:
    known = set(get_command(app).commands)  # type: ignore[attr-defined]
    named = set(re.findall(r"`onrecord (\w+)", README))
    assert known == named


def test_every_make_target_named_in_a_document_exists() -> None:
    targets = set(re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    for name in ("README.md", "CONTRIBUTING.md", "training/README.md"):
        for target in re.findall(r"(?:^|`)make ([a-z-]+)", (ROOT / name).read_text(encoding="utf-8"), re.M):
            assert target in targets, (name, target)


@pytest.mark.parametrize(
    "name", ["README.md", "CONTRIBUTING.md", "training/README.md", "corpus/README.md", "src/onrecord/reading/weights/README.md"]
)
def test_links_lead_somewhere(name: str) -> None:
    page = ROOT / name
    for target in re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8")):
        if not target.startswith("http"):
            assert (page.parent / target).exists(), (name, target)


def test_the_readmes_python_runs(tmp_path: Path, coverage: list[dict[str, str]]) -> None:
    code = re.search(r"```python\n(.*?)```", README, re.S)
    assert code is not None
    (tmp_path / "articles.jsonl").write_text("\n".join(map(json.dumps, coverage)), encoding="utf-8")
    done = subprocess.run([sys.executable, "-c", code.group(1)], capture_output=True, text=True, cwd=tmp_path, check=False)
    assert done.returncode == 0, done.stderr
    assert "Who approached whom first, Iceland or Norway?" in done.stdout


def test_nothing_names_a_machine_or_a_host_of_packages() -> None:
    files = subprocess.run(["git", "ls-files"], capture_output=True, text=True, cwd=ROOT, check=True).stdout.split()
    for name in files:
        if name.endswith((".onnx", ".lock")) or name.startswith("tests/") or "corpus/" in name:
            continue
        text = (ROOT / name).read_text(encoding="utf-8")
        assert not re.search(r"/(?:work|root|home)/|pypi\.org|files\.pythonhosted", text), name
    assert "http" not in re.sub(r"^(?:httpcore|httpx)\S*", "", (ROOT / "requirements.lock").read_text(encoding="utf-8"), flags=re.M)


def test_the_model_card_names_the_weights_that_ship() -> None:
    card = json.loads((ROOT / "src/onrecord/reading/weights/model.json").read_text(encoding="utf-8"))
    text = (ROOT / "src/onrecord/reading/weights/README.md").read_text(encoding="utf-8")
    assert card["sha256"] in text
    assert card["version"] in text
    assert (ROOT / "src/onrecord/reading/weights" / card["file"]).stat().st_size < 30_000_000


def test_the_type_case_from_outside(shared: Path, tmp_path: Path) -> None:
    """The seeds story, where it lies beside the project: the dispute with both accounts."""
    with Writer(tmp_path / "record.db") as record:
        assert add(record, [str(shared / "score/seeds-story/articles.jsonl")]).clean
        found = record.disputes()
    assert [d.kind for d in found] == ["role_reversal"]
    assert all(len(a.evidence) >= 4 for a in found[0].accounts)
