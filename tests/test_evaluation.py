"""The scoring code, on cases small enough to count by hand."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from evaluation import floors
from evaluation.measure import Counts, Share
from evaluation.stories import Story, Tally, record_of, score, stories
from evaluation.treebank import documents

ROOT = Path(__file__).parent.parent


def test_counts() -> None:
    counts = Counts()
    counts.add_sets({1, 2, 3}, {2, 3, 4, 5})
    assert (round(counts.precision), round(counts.recall), round(counts.f1)) == (67, 50, 57)
    assert Counts().f1 == 0.0
    share = Share()
    share.add(True)
    share.add(False)
    assert share.value == 50


def gold_as_record(story: Story) -> dict[str, object]:
    ids = story.gold["articles"]
    return {
        "articles": [{"id": i, "text": r["text"], "furniture": [f for f in story.gold["furniture"] if f["article"] == i]} for i, r in zip(ids, story.rows, strict=True)],
        "statements": story.gold["statements"], "disputes": story.gold["disputes"],
    }  # fmt: skip


def test_gold_against_itself_is_perfect() -> None:
    tally = Tally(Counts(), Counts(), Share(), Counts(), Share(), Counts(), Share(), Counts())
    for story in stories(ROOT / "corpus/dev"):
        score(story, gold_as_record(story), tally)
    assert tally.low.f1 == tally.high.f1 == tally.end_to_end.f1 == tally.actor.value == tally.stance.value == 100
    assert tally.conflicts.precision == tally.conflicts.recall == tally.traps.value == tally.furniture.f1 == 100


def test_a_wrong_actor_and_an_invented_statement_cost() -> None:
    story = next(iter(stories(ROOT / "corpus/dev")))
    record = gold_as_record(story)
    said = [dict(s) for s in story.gold["statements"]]
    said[0]["who"] = "nobody"
    first = story.gold["articles"][0]
    said.append({**said[0], "id": "x", "content": [{"start": 0, "end": 5, "text": story.rows[0]["text"][:5]}], "article": first})
    tally = Tally(Counts(), Counts(), Share(), Counts(), Share(), Counts(), Share(), Counts())
    score(story, {**record, "statements": said}, tally)
    assert tally.low.recall == 100
    assert tally.low.precision < 100
    assert tally.end_to_end.f1 < tally.low.f1


def test_a_story_becomes_a_record_in_the_form_of_the_contract() -> None:
    story = next(iter(stories(ROOT / "corpus/dev")))
    assert len(record_of(story)["articles"]) == len(story.rows)


def test_treebank_text_and_words(tmp_path: Path) -> None:
    rows = ["# newdoc id = a", "# text = don't go", "1-2\tdon't\t_\t_\t_\t_\t_\t_\t_\t_", "1\tdo\tdo\tAUX\tVBP\t_\t3\taux\t_\t_",
            "2\tn't\tnot\tPART\tRB\t_\t3\tadvmod\t_\t_", "3\tgo\tgo\tVERB\tVB\t_\t0\troot\t_\tSpaceAfter=No", ""]  # fmt: skip
    (tmp_path / "a.conllu").write_text("\n".join(rows) + "\n", encoding="utf-8")
    text, gold = next(documents(tmp_path / "a.conllu"))
    assert text == "don't go"
    assert [text[t.start : t.end] for t in gold[0].tokens] == ["do", "n't", "go"]
    assert gold[0].heads == [3, 3, 0]


def test_a_fall_is_refused_and_other_data_are_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(floors, "FILE", tmp_path / "floors.json")
    data = tmp_path / "data.txt"
    data.write_text("a", encoding="utf-8")
    floors.write({"set": (data, {"F1": 80.0})}, lower=False)
    assert floors.check("set", data, {"F1": 80.2}, floors.floors()) == []
    assert "below its floor" in floors.check("set", data, {"F1": 79.0}, floors.floors())[0]
    with pytest.raises(SystemExit, match="would fall"):
        floors.write({"set": (data, {"F1": 70.0})}, lower=False)
    data.write_text("b", encoding="utf-8")
    assert "not those" in floors.check("set", data, {"F1": 90.0}, floors.floors())[0]


def test_the_corpus_passes_its_own_check() -> None:
    done = subprocess.run([sys.executable, "corpus/check.py"], capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-500:]


def test_floors_are_those_of_the_corpus_that_is_here() -> None:
    known = json.loads((ROOT / "evaluation/floors.json").read_text(encoding="utf-8"))
    assert known["corpus dev"]["sha256"] == floors.digest(ROOT / "corpus/dev")
