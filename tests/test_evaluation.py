"""The scoring code, on cases small enough to count by hand."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from evaluation import floors, gum, polnear
from evaluation.attributes import Attributes, Cast, assign, words_shared
from evaluation.measure import Counts, Share, pairs
from evaluation.stories import Json, Story, Tally, mixture, record_of, score, stories, together
from evaluation.treebank import documents
from onrecord.model import ActorKind, Entity, Reading, Span, Stance, Statement, StatementKind

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
        "statements": story.gold["statements"], "disputes": story.gold["disputes"], "actors": story.gold["actors"],
        "requests": story.gold["requests"], "commitments": story.gold["commitments"],
    }  # fmt: skip


def test_gold_against_itself_is_perfect() -> None:
    tally = Tally(Counts(), Counts(), Share(), Counts(), Share(), Counts(), Share(), Counts())
    for story in stories(ROOT / "corpus/dev"):
        score(story, gold_as_record(story), tally)
    assert tally.low.f1 == tally.high.f1 == tally.end_to_end.f1 == tally.actor.value == tally.stance.value == 100
    assert tally.conflicts.precision == tally.conflicts.recall == tally.traps.value == tally.furniture.f1 == 100
    pledges = tally.pledges.figures()
    assert set(pledges.values()) == {100.0}, pledges


def test_a_pledge_of_somebody_else_or_with_another_state_costs() -> None:
    story = next(s for s in stories(ROOT / "corpus/dev") if s.gold["commitments"] and s.gold["requests"])
    record: Json = gold_as_record(story)
    first, *others = story.gold["requests"]
    promise, *more = story.gold["commitments"]
    late = {**promise, "due": "1999", "history": [{**promise["history"][0], "state": "dropped"}, *promise["history"][1:]]}
    tally = Tally(Counts(), Counts(), Share(), Counts(), Share(), Counts(), Share(), Counts())
    score(story, {**record, "requests": [{**first, "by": "nobody"}, *others], "commitments": [late, *more]}, tally)
    found = tally.pledges
    assert found.found["requests"].hits == len(others)
    assert found.found["commitments"].hits == 1 + len(more)
    steps = found.steps["commitments"]
    assert steps.hits == steps.gold - 1
    assert found.due.right == sum(bool(c.get("due")) for c in more)


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


def test_each_gold_takes_what_covers_most_of_it() -> None:
    gold = [frozenset(range(10)), frozenset(range(20, 30))]
    assert pairs(gold, [frozenset(range(4)), frozenset(range(9))], 0.3) == {0: 1}
    assert pairs(gold, [frozenset(range(3))], 0.3) == {}, "0.3 itself is not enough"
    assert pairs(gold, [frozenset(range(40))], 0.3) == {0: 0}, "one to one"
    assert pairs([gold[1]], [frozenset(range(40)), frozenset(range(20, 31))], 0.8) == {0: 1}, "covered alike: the one with less beside"
    assert pairs([frozenset()], [frozenset(range(3)), frozenset()], 0.3) == {}


def test_jaccard_is_a_mean_over_spans() -> None:
    share = Share()
    gold = {("cue", 0, 4), ("cue", 10, 12), ("cue", 20, 21)}
    polnear.add_jaccard(share, {("cue", 0, 4), ("cue", 11, 15), ("cue", 30, 33)}, gold)
    assert share.of == 4, "three of the gold and one that touches none"
    assert share.right == pytest.approx(1 + 1 / 5)


TEXT = "Harbour master Ana Rao spoke. She said the pier was safe. “It is not,” the mayor told reporters. Rao did not say who paid."


def at(words: str, nth: int = 0) -> tuple[int, int]:
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    return start, start + len(words)


def gum_document() -> dict[str, object]:
    rao = {"name": "Harbour master Ana Rao", "wiki": None, "mentions": [at("Harbour master Ana Rao"), at("She"), at("Rao", 1)]}
    mayor = {"name": None, "wiki": None, "mentions": [at("the mayor")]}
    rows = [("positive", "She", "said", "the pier was safe.", rao), ("positive", "the mayor", "told", "“It is not,”", mayor)]
    gold = [
        {"polarity": p, "source": [at(s)], "cue": [at(c)], "content": [at(content)], "speaker": speaker}
        for p, s, c, content, speaker in rows
    ]
    gold.append({"polarity": "negative", "source": [at("Rao", 1)], "cue": [], "content": [at("who paid.")], "speaker": rao})
    return {"text": TEXT, "split": "dev", "attributions": gold}


def reading(*statements: tuple[str, str | None, str | None, str | None]) -> Reading:
    def span(words: str | None) -> Span | None:
        return Span.of(TEXT, *at(words)) if words else None

    said = tuple(
        Statement(f"s{n}", "a", StatementKind.INDIRECT, (Span.of(TEXT, *at(content)),), Stance.ASSERTS, span(cue), span(speaker), who)
        for n, (content, cue, speaker, who) in enumerate(statements)
    )
    entities = (
        Entity("e1", ActorKind.PERSON, ("Ana Rao", "Rao"), mentions=tuple(Span.of(TEXT, *at(m)) for m in ("Ana Rao", "She"))),
        Entity("e2", ActorKind.UNNAMED, (), ("the mayor",), mentions=(Span.of(TEXT, *at("the mayor")),)),
    )
    return Reading("a", "model", entities=entities, statements=said)


def test_right_speakers_on_gum() -> None:
    tally = gum.Tally()
    gum.score(gum_document(), reading(("the pier was safe", "said", "She", "e1"), ("It is not", "told", "the mayor", "e2")), tally)
    assert (tally.low.hits, tally.high.hits, tally.low.predicted, tally.low.gold) == (2, 2, 2, 3)
    assert tally.span.value == tally.cue.value == tally.named.value == tally.unnamed.value == tally.negated.value == 100
    assert (tally.speaker["he, she, it, they"].of, tally.speaker["a name"].of, tally.whole.hits) == (1, 0, 2)


def test_wrong_speakers_on_gum() -> None:
    tally = gum.Tally()
    told = reading(("the pier was safe", "told", "the mayor", "e2"), ("It is not", None, None, "e1"), ("who paid", "say", "Rao did", None))
    gum.score(gum_document(), told, tally)
    assert tally.low.f1 == 100
    assert (tally.span.right, tally.cue.right, tally.cue.of) == (1, 0, 2)
    assert tally.named.right == tally.unnamed.right == tally.whole.hits == tally.negated.right == 0
    assert (tally.speaker["a name"].of, tally.speaker["he, she, it, they"].of) == (1, 1)


def test_names_that_may_be_shown_for_each_other() -> None:
    assert gum.agree("Rao", "Harbour master Ana Rao", person=True)
    assert gum.agree("Ms. Rao", "Rao", person=False)
    assert gum.agree("the Kelvin Rescue League", "KRL", person=False)
    assert not gum.agree("Kelvin", "University of Kelvin", person=False), "a town is not its university"
    assert not gum.agree("Ana Rao", "Ben Rao", person=True)


def test_a_name_within_a_description_is_not_the_speaker() -> None:
    text = "Ana Rao, a member of the Kelvin Rescue League, spoke."
    league = Span.of(text, text.index("Kelvin"), text.index(", spoke"))
    described = [text.index("a member"), text.index(", spoke")]
    gold = {"name": "Ana Rao", "wiki": None, "mentions": [[0, 7], described]}
    assert not gum.is_speaker(Entity("e1", ActorKind.ORGANISATION, (league.text,), mentions=(league,)), text, gold)
    assert gum.is_speaker(Entity("e2", ActorKind.UNNAMED, (), ("member",), mentions=(Span.of(text, *described),)), text, gold)


def no_counts() -> Tally:
    return Tally(Counts(), Counts(), Share(), Counts(), Share(), Counts(), Share(), Counts())


def test_gold_against_itself_is_perfect_in_every_attribute() -> None:
    tally = no_counts()
    for story in stories(ROOT / "corpus/dev"):
        score(story, {**gold_as_record(story), "actors": story.gold["actors"], "absences": story.gold["absences"]}, tally)
    named = {"channel F1", "addressee F1", "day said F1", "nesting F1", "absences F1", "offices F1", "one person a speaker"}
    assert tally.attributes.figures() == dict.fromkeys(named, 100)


def said(identity: str, who: str | None = None, **attributes: str) -> Json:
    return {"id": identity, "who": who, **attributes}


def test_attributes_are_counted_over_matched_statements() -> None:
    gold = [
        said("a", "x", channel="a letter to the board", addressee="reporters"),
        said("b", "y", channel="radio", said_on="2014-09-26", within="a"),
    ]
    told = [said("1", channel="the letter", addressee="MPs"), said("2", said_on="2014-09", within="1")]
    tally = Attributes()
    tally.add_statements(gold, list(zip(gold, told, strict=True)))
    assert tally.figures() == {"channel F1": pytest.approx(200 / 3), "addressee F1": 0, "day said F1": 0, "nesting F1": 100}
    tally.add_statements([said("c")], [(said("c"), said("3", channel="radio"))])
    assert tally.said["channel F1"].predicted == 1, "a story whose gold has no channel says nothing of channels"
    assert Attributes().figures() == {}


def test_words_shared() -> None:
    assert words_shared("The Board", "a board") == 1
    assert words_shared("letter to Rao", "letter") == 0.5
    assert words_shared("the", "the") == 0


def test_the_heaviest_pairs() -> None:
    assert assign([[3.0, 2.0], [2.0, 0.0]]) == {0: 1, 1: 0}, "the best pair first would leave the second row alone"
    assert assign([[0.0, 1.0, 5.0]]) == {0: 2}
    assert assign([[1.0], [2.0], [0.0]]) == {1: 0}
    assert assign([]) == assign([[], []]) == assign([[0.0]]) == {}


def person(identity: str, name: str, *offices: tuple[str, str]) -> Json:
    return {"id": identity, "name": name, "aliases": [], "kind": "person", "offices": [{"title": t, "of": of} for t, of in offices]}


def test_speakers_and_offices() -> None:
    gold = {
        "actors": [person("x", "Ana Rao", ("harbour master", "Kelvin")), person("y", "Ben Rao"), person("z", "Cy Dow", ("mayor", "Kelvin"))]
    }
    merged = person("1", "Rao", ("harbour master", "Kelvin"), ("goalkeeper", "Leith"))
    record = {"actors": [merged, person("2", "cy  dow", ("mayor", "Kelvin")), person("3", "Ben Rao")]}
    both = [(said("a", "x"), said("1", "1")), (said("b", "x"), said("2", "1")), (said("c", "y"), said("3", "1"))]
    cast = Cast(gold, record, both)
    assert cast.map == {"1": "x"}
    assert cast.same("z", "2"), "who says nothing is known by name"
    assert not cast.same("x", "3")
    tally = Attributes()
    tally.add_people(cast, both)
    tally.add_offices(cast)
    assert tally.figures() == {"offices F1": pytest.approx(80), "one person a speaker": 0}


def test_an_absence_is_found_once_and_of_the_right_actor() -> None:
    cast = Cast({"actors": [person("x", "Ana Rao")]}, {"actors": [person("1", "Ana Rao"), person("2", "Ben Rao")]}, [])
    gold = [{"who": "x", "kind": "declined"}]
    told = [{"who": who, "kind": "declined"} for who in ("1", "1", "2")]
    tally = Attributes()
    tally.add_absences(cast, gold, told, {(0, 0), (1, 0), (2, 0)})
    assert (tally.absences.hits, tally.absences.predicted, tally.absences.gold) == (1, 3, 1)
    tally.add_absences(cast, gold, told[2:], {(0, 0)})
    tally.add_absences(cast, gold, told[:1], set())
    assert (tally.absences.hits, tally.absences.gold) == (1, 3)


def test_what_a_record_mixes() -> None:
    record: Json = {
        "articles": [{"id": i, "text": i} for i in "abc"],
        "actors": [person("1", "Ana Rao"), person("2", "Ben Rao"), person("3", "Cy Dow"), {**person("4", "Kelvin"), "kind": "government"}],
        "statements": [{"who": w, "article": a} for w, a in ("1a", "1b", "2b", "2c", "4a", "4b")],
        "disputes": [{"question": "Who?", "accounts": [{"evidence": [{"article": a}]} for a in pair]} for pair in ("bc", "ac")],
        "stories": [{"title": "One", "articles": ["a"]}, {"title": "Two", "articles": ["b", "c"]}],
    }
    found = mixture(record, {"a": "harbour", "b": "council", "c": "council"})
    assert (found.people, found.disputes, found.stories, found.of) == (["Ana Rao"], ["Who?"], [], (2, 2, 2))
    assert found.figures() == {"people kept apart": 50, "disputes kept apart": 50, "stories kept apart": 100}
    nothing = mixture({"articles": [], "actors": [], "statements": [], "disputes": [], "stories": []}, {})
    assert set(nothing.figures().values()) == {100}


def test_stories_of_folders_are_read_into_one_record(tmp_path: Path) -> None:
    for slug in ("dog-bylaw", "lake-foam"):
        folder = tmp_path / slug
        folder.mkdir()
        rows = (ROOT / "corpus/dev" / slug / "articles.jsonl").read_text(encoding="utf-8").splitlines()
        (folder / "articles.jsonl").write_text("\n".join(rows[:2]), encoding="utf-8")
    found = together([tmp_path])
    assert found.people == []
    assert found.of[0] > 2
    assert found.of[2] >= 2
