"""The REST API: what it answers, in which pages, to whom it need not answer again, and what it refuses."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from onrecord.desk import add
from onrecord.export.document import document
from onrecord.selection import Selection, Wanted
from onrecord.store.record import Record, Writer
from onrecord.web.api import nouns, replies
from onrecord.web.api.paging import LOOKED_AT, sifted
from onrecord.web.app import make_app
from onrecord.web.settings import Settings
from tests.hostile_strings import MARK, STRINGS

EXAMPLE = Path(__file__).parent.parent / "src/onrecord/examples/coverage.jsonl"
API = "/api/v1"
LISTS = ("articles", "statements", "people", "stories", "disputes", "shifts", "echoes", "requests", "commitments", "absences", "runs")
NEW = {
    "outlet": "The Skerry Post",
    "url": "https://skerry.example/1",
    "published": "2031-05-02",
    "text": "The ferry will sail again on Monday, harbour master Ilse Brandvold said on Friday. “We have mended the ramp,” she said.",
}


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example coverage, which no test changes."""
    path = tmp_path_factory.mktemp("kept") / "record.db"
    with Writer(path) as record:
        add(record, [str(EXAMPLE)])
    return path


@pytest.fixture(scope="module")
def client(kept: Path) -> Iterator[TestClient]:
    with TestClient(make_app(kept, Settings(hosts=("testserver",), burst=1_000_000))) as made:
        yield made


@pytest.fixture
def writing(tmp_path: Path, kept: Path) -> Iterator[TestClient]:
    """An app whose record may be changed."""
    path = tmp_path / "record.db"
    with Record(kept) as record:
        record._connection.exec_driver_sql(f"VACUUM INTO '{path}'")
    with TestClient(make_app(path, Settings(hosts=("testserver",), burst=1_000_000))) as made:
        yield made


def every(client: TestClient, address: str) -> list[Any]:
    """All things of a list, page by page."""
    out: list[Any] = []
    following: str | None = API + address
    while following:
        answer = client.get(following)
        assert answer.status_code == 200, answer.text
        told = answer.json()
        out += next(v for k, v in told.items() if k != "next")
        following = told["next"]
        assert (f'<{following}>; rel="next"' == answer.headers.get("link")) == bool(following)
    return out


def problem(answer: Any, status: int) -> str:
    """The sentence of a problem."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    told = answer.json()
    replies.Problem.model_validate(told)
    assert told["status"] == status
    return str(told["detail"])


def test_the_lists_hold_what_the_export_holds(client: TestClient, kept: Path) -> None:
    with Record(kept) as record:
        whole = document(record)
    assert client.get(f"{API}/export").json() == json.loads(json.dumps(whole))
    assert every(client, "/statements?limit=7") == whole["statements"]
    assert every(client, "/absences?limit=1") == whole["absences"]
    assert every(client, "/echoes?limit=1") == whole["echoes"]
    assert every(client, "/shifts?limit=1") == whole["shifts"]
    assert every(client, "/disputes?limit=1&min_score=0&dismissed=true") == whole["disputes"]
    people = every(client, "/people?silent=true&limit=9")
    assert [{k: v for k, v in a.items() if k != "statements"} for a in people] == whole["actors"]
    assert sum(a["statements"] for a in people) == sum(s["who"] is not None for s in whole["statements"])
    assert [s["id"] for s in every(client, "/stories?limit=1")] == [s["id"] for s in whole["stories"]]
    for name in ("requests", "commitments"):
        told = every(client, f"/{name}?limit=2")
        assert [{k: v for k, v in p.items() if k != "standing"} for p in told] == whole[name]
    heads = every(client, "/articles?limit=3")
    assert [a["id"] for a in heads] == [a["id"] for a in whole["articles"]]
    for a in whole["articles"]:
        assert client.get(f"{API}/articles/{a['id']}").json() == a
        assert client.get(f"{API}/articles/{a['id']}/furniture").json()["furniture"] == a["furniture"]
        said = client.get(f"{API}/articles/{a['id']}/statements").json()["statements"]
        assert said == [s for s in whole["statements"] if s["article"] == a["id"]]


def test_every_answer_is_of_its_model(client: TestClient) -> None:
    models: dict[str, tuple[Any, Any]] = {
        "articles": (replies.Articles, nouns.Article),
        "statements": (replies.Statements, nouns.Statement),
        "people": (replies.People, nouns.Actor),
        "stories": (replies.Stories, nouns.StoryNoun),
        "disputes": (replies.Disputes, nouns.Dispute),
        "requests": (replies.Requests, nouns.Request),
        "commitments": (replies.Commitments, nouns.Commitment),
        "runs": (replies.Runs, replies.Run),
    }
    for name, (page, one) in models.items():
        told = client.get(f"{API}/{name}").json()
        page.model_validate(told, strict=False)
        things = next(v for k, v in told.items() if k != "next")
        for thing in things[:3]:
            one.model_validate(client.get(f"{API}/{name}/{thing['id']}").json(), strict=False)


@pytest.mark.parametrize(
    "asked",
    [
        {"who": "Eikemo"},
        {"who": "minister"},
        {"who": "nobody of this name"},
        {"about": "cable"},
        {"about": "CABLE ship"},
        {"since": "2031-03-13"},
        {"until": "2031-03-12"},
        {"since": "2031-03", "until": "2031-03-13"},
        {"outlet": "courier"},
        {"who": "Eikemo", "outlet": "nordwire", "about": "asked"},
    ],
)
def test_filters_mean_what_they_mean_on_the_command_line(client: TestClient, kept: Path, asked: dict[str, str]) -> None:
    query = "&".join(f"{k}={v}" for k, v in asked.items())
    with Record(kept) as record:
        chosen = Selection(record, Wanted(**asked))
        assert [s["id"] for s in every(client, f"/statements?limit=3&{query}")] == [s.id for s in chosen.statements()]
        assert [d["id"] for d in every(client, f"/disputes?limit=1&min_score=0&{query}")] == [d.id for d in chosen.disputes(0.0)]
        assert [s["id"] for s in every(client, f"/shifts?limit=1&{query}")] == [s.id for s in chosen.shifts()]
        assert [e["id"] for e in every(client, f"/echoes?limit=2&{query}")] == [e.id for e in chosen.echoes()]
    if "who" in asked and len(asked) == 1:
        with Record(kept) as record:
            known = {a.id for a in record.actors() if Selection(record, Wanted(**asked)).named(a.id)}
        assert {a["id"] for a in every(client, f"/people?silent=true&{query}")} == known


def test_a_story_holds_its_own(client: TestClient) -> None:
    for story in every(client, "/stories"):
        said = every(client, f"/statements?story={story['id']}")
        assert {s["article"] for s in said} <= set(story["articles"])
        listed = every(client, f"/disputes?story={story['id']}")
        assert len(listed) == story["disputes"]
        whole = every(client, f"/stories/{story['id']}/timeline?limit=200")
        assert every(client, f"/stories/{story['id']}/timeline?limit=3") == whole
        assert {e["kind"] for e in whole} >= {"statement"}
    assert "give the id of one" in problem(client.get(f"{API}/statements?story=e"), 409) or len(every(client, "/stories")) == 1
    assert "no story" in problem(client.get(f"{API}/statements?story=zebra"), 409)


def test_unchanged_answers_are_not_sent_again(client: TestClient) -> None:
    for name in (*LISTS, "judgements", "health"):
        first = client.get(f"{API}/{name}")
        tag = first.headers["etag"]
        assert client.get(f"{API}/{name}").headers["etag"] == tag
        for shown in (tag, f"W/{tag}", f'"other", {tag}', "*"):
            again = client.get(f"{API}/{name}", headers={"If-None-Match": shown})
            assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
        assert client.get(f"{API}/{name}", headers={"If-None-Match": '"other"'}).status_code == 200
        head = client.head(f"{API}/{name}")
        assert (head.status_code, head.content) == (200, b"")
        assert head.headers["etag"] == tag
        assert "no-cache" in first.headers["cache-control"]
    assert client.head(f"{API}/export").status_code == 200
    assert client.head(f"{API}/disputes/none").status_code == 404


def test_a_cursor_is_of_one_list_with_its_filters(client: TestClient) -> None:
    following = client.get(f"{API}/statements?limit=2").json()["next"]
    cursor = following.partition("cursor=")[2]
    assert client.get(f"{API}/statements?cursor={cursor}").status_code == 200
    for address in (f"people?cursor={cursor}", f"statements?about=cable&cursor={cursor}", "statements?cursor=AAAA", "runs?cursor=W10"):
        assert "cursor" in problem(client.get(f"{API}/{address}"), 400)
    assert "limit" in problem(client.get(f"{API}/statements?limit=201"), 422)
    assert "limit" in problem(client.get(f"{API}/statements?limit=0"), 422)


def test_what_is_not_known_is_refused_by_name(client: TestClient) -> None:
    assert "colour" in problem(client.get(f"{API}/statements?colour=red"), 422)
    assert "takes none" in problem(client.get(f"{API}/health?x=1"), 422)
    assert "more than once" in problem(client.get(f"{API}/statements?who=a&who=b"), 422)
    assert "since" in problem(client.get(f"{API}/statements?since=yesterday"), 422)
    assert "as_of" in problem(client.get(f"{API}/requests?as_of=2031-02-30"), 422)
    problem(client.get(f"{API}/nothing"), 404)
    problem(client.get(f"{API}/disputes/dispute-none"), 404)
    answer = client.delete(f"{API}/articles")
    problem(answer, 405)
    assert answer.headers["allow"] == "GET, HEAD, POST"


def test_a_filtered_page_looks_at_so_many_rows_and_goes_on(client: TestClient) -> None:
    rows = [((n,), n) for n in range(LOOKED_AT * 3)]

    def ask(key: tuple[Any, ...], size: int) -> list[tuple[tuple[Any, ...], int]]:
        return [r for r in rows if r[0] > key][:size]

    found, pages = list[int](), 0
    after: tuple[Any, ...] = ()
    while True:
        page = sifted(ask, lambda some: [n if n % 400 == 7 else None for n in some], after, 2)
        found += page.things
        pages += 1
        if page.following is None:
            break
        after = page.following
    assert found == [n for n in range(LOOKED_AT * 3) if n % 400 == 7]
    assert 3 <= pages <= 4


def test_articles_are_added_and_the_batch_tells(writing: TestClient) -> None:
    before = writing.get(f"{API}/articles").headers["etag"]
    following = writing.get(f"{API}/statements?limit=5").json()["next"]
    rest = every(writing, following.removeprefix(API))
    ledger = handed(writing, json={"articles": [NEW, {"text": "short"}]})
    assert (ledger["seen"], ledger["stored"], ledger["rejected"]) == (2, 1, 1)
    assert "few" in ledger["refusals"][0]["reason"]
    assert writing.get(f"{API}/articles").headers["etag"] != before
    more = every(writing, following.removeprefix(API))
    assert [s["id"] for s in more][: len(rest)] == [s["id"] for s in rest]
    assert len(more) > len(rest)
    assert handed(writing, json={"articles": [NEW]})["duplicate"] == 1
    assert handed(writing, content=json.dumps(NEW), headers={"Content-Type": "application/x-ndjson"})["duplicate"] == 1
    text = {"files": ("note.txt", NEW["text"].replace("Monday", "Tuesday").encode())}
    assert handed(writing, files=text, data={"outlet": "The Skerry Post", "published": "2031-05-03"})["stored"] == 1
    newest = every(writing, "/articles")[-1]
    assert (newest["outlet"], newest["published"]) == ("The Skerry Post", "2031-05-03")
    runs = every(writing, "/runs?limit=1")
    assert [r["stored"] for r in runs] == [runs[0]["stored"], 1, 0, 0, 1]
    assert writing.get(f"{API}/runs/2").json() == runs[1]


def handed(client: TestClient, **sent: Any) -> dict[str, Any]:
    """The ledger of what is handed in."""
    answer = client.post(f"{API}/articles", **sent)
    assert answer.status_code == 202, answer.text
    address = answer.headers["location"]
    for _ in range(600):
        told: dict[str, Any] = client.get(address).json()
        replies.Batch.model_validate(told)
        if told["through"]:
            assert told["trouble"] is None
            ledger: dict[str, Any] = told["ledger"]
            return ledger
        time.sleep(0.05)
    raise AssertionError("the batch is never through")


def test_what_is_no_article_is_refused(client: TestClient) -> None:
    def post(**sent: Any) -> Any:
        return client.post(f"{API}/articles", **sent)

    assert "articles" in problem(post(json={"articles": []}), 422)
    assert "colour" in problem(post(json={"articles": [{"text": "x", "colour": "red"}]}), 422)
    problem(post(content="{", headers={"Content-Type": "application/json"}), 422)
    problem(post(content="<a/>", headers={"Content-Type": "text/xml"}), 415)
    problem(post(content=" ", headers={"Content-Type": "application/x-ndjson"}), 422)
    assert "field" in problem(post(files={"files": ("a.txt", b"x")}, data={"colour": "red"}), 422)
    problem(client.post(f"{API}/articles", json={"articles": [NEW]}, headers={"Sec-Fetch-Site": "cross-site"}), 403)
    problem(client.get(f"{API}/batches/none"), 404)


def test_a_person_decides_and_takes_it_back(writing: TestClient) -> None:
    dispute = every(writing, "/disputes")[0]
    tag = writing.get(f"{API}/disputes/{dispute['id']}").headers["etag"]
    answer = writing.post(f"{API}/judgements", json={"kind": "confirm", "id": dispute["id"], "by": "E. Marsh", "reason": "seen"})
    assert answer.status_code == 201, answer.text
    told = answer.json()
    nouns.Judgement.model_validate(told)
    assert (told["kind"], told["by"], told["reason"], told["applies"]) == ("confirm", "E. Marsh", "seen", True)
    assert writing.get(answer.headers["location"]).json() == told
    again = writing.get(f"{API}/disputes/{dispute['id']}", headers={"If-None-Match": tag})
    assert again.json()["verdict"] == "confirmed"
    undone = writing.post(f"{answer.headers['location']}/undo", json={"by": "E. Marsh"})
    assert undone.status_code == 200
    assert undone.json()["undone_by"] == "E. Marsh"
    assert "before" in problem(writing.post(f"{answer.headers['location']}/undo", json={"by": "E. Marsh"}), 409)
    assert every(writing, "/judgements") == []
    assert [j["id"] for j in every(writing, "/judgements?undone=true")] == [told["id"]]


def test_every_kind_of_judgement_is_taken(writing: TestClient) -> None:
    dispute = max(every(writing, "/disputes"), key=lambda d: len(d["accounts"][0]["evidence"]))
    said = every(writing, "/statements")
    article = writing.get(f"{API}/articles/{said[0]['article']}").json()
    people = every(writing, "/people")
    request = next(iter(every(writing, "/requests") + every(writing, "/commitments")))
    words = article["text"].split(". ")[-1][-30:]
    entries: list[dict[str, Any]] = [
        {"kind": "dismiss", "id": request["id"]},
        {"kind": "move", "dispute": dispute["id"], "lines": [1], "to": 2},
        {"kind": "speaker", "statement": said[0]["id"], "speaker": "Ilse Brandvold"},
        {"kind": "speaker", "statement": said[1]["id"], "speaker": None},
        {"kind": "bounds", "statement": said[2]["id"], "words": [said[2]["content"][0]["text"][:12]]},
        {"kind": "none", "statement": said[3]["id"]},
        {"kind": "said", "article": article["id"], "words": [words], "speaker": None},
        {"kind": "rename", "actor": people[0]["id"], "name": "Another Name"},
        {"kind": "edit", "article": article["id"], "outlet": "The Skerry Post"},
    ]
    for entry in entries:
        answer = writing.post(f"{API}/judgements", json={**entry, "by": "E. Marsh"})
        assert answer.status_code == 201, (entry, answer.text)
        assert answer.json()["kind"] == entry["kind"]
    assert writing.get(f"{API}/articles/{article['id']}").json()["outlet"] == "The Skerry Post"
    assert len(every(writing, "/judgements?limit=2")) == len(entries)


def test_a_judgement_without_a_name_or_a_thing_is_refused(client: TestClient) -> None:
    def post(**entry: Any) -> Any:
        return client.post(f"{API}/judgements", json=entry)

    assert "by" in problem(post(kind="confirm", id="dispute-1"), 422)
    assert "by" in problem(post(kind="confirm", id="dispute-1", by=" "), 422)
    assert "kind" in problem(post(kind="praise", by="E. Marsh"), 422)
    problem(post(kind="confirm", id="dispute-1", by="E. Marsh"), 409)
    problem(post(kind="merge", actors=["a", "b"], by="E. Marsh"), 409)
    problem(client.post(f"{API}/judgements/99/undo", json={"by": "E. Marsh"}), 404)
    problem(client.get(f"{API}/judgements/99"), 404)


def test_claims_passages_and_words(client: TestClient) -> None:
    told = client.get(f"{API}/check", params={"claim": "Iceland asked Norway first."}).json()
    replies.Check.model_validate(told)
    assert told["supports"] or told["contradicts"]
    problem(client.get(f"{API}/check"), 422)
    answer = client.post(f"{API}/compare", json={"a": "Norway asked Iceland for help.", "b": "Iceland asked Norway for help."})
    assert answer.json()["relation"] == "contradicts"
    found = client.get(f"{API}/search", params={"q": "cable", "limit": 2}).json()
    replies.Finds.model_validate(found)
    assert found["statements_found"] > 2
    pages = [found]
    while pages[-1]["next"]:
        pages.append(client.get(pages[-1]["next"]).json())
    ids = [s["id"] for p in pages for s in p["statements"]]
    assert len(ids) == len(set(ids)) == found["statements_found"]
    printed = client.get(f"{API}/search", params={"q": "cable", "kind": "articles"}).json()
    for a in printed["articles"]:
        text = client.get(f"{API}/articles/{a['id']}").json()["text"]
        assert all(text[p["start"] : p["end"]] == p["text"] for p in a["excerpt"])
    problem(client.get(f"{API}/search?q=-"), 400)


def test_the_document_and_its_page(client: TestClient) -> None:
    told = client.get(f"{API}/openapi.json").json()
    assert told["openapi"].startswith("3.1")
    for path, operations in told["paths"].items():
        for method, operation in operations.items():
            assert operation["description"], (method, path)
            for status, answer in operation["responses"].items():
                if int(status) >= 400:
                    assert list(answer["content"]) == ["application/problem+json"], (method, path, status)
    assert "HTTPValidationError" not in told["components"]["schemas"]
    page = client.get(f"{API}/docs")
    assert page.headers["content-type"].startswith("text/html")
    for path in told["paths"]:
        assert f"{API}{path}" in page.text
    assert "<script>" not in page.text
    facts = client.get(f"{API}/doctor").json()
    replies.Doctor.model_validate(facts)
    assert facts["fault"] is None


def test_hostile_words_are_answered_or_refused(client: TestClient) -> None:
    for words in STRINGS:
        for address, name in (("statements", "who"), ("statements", "about"), ("disputes", "story"), ("people", "who"), ("search", "q")):
            answer = client.get(f"{API}/{address}", params={name: words})
            assert answer.status_code in (200, 400, 409, 422), (address, name, words, answer.text)
            assert answer.headers["content-type"] in ("application/json", "application/problem+json")
        answer = client.get(f"{API}/articles", params={"cursor": words})
        assert answer.status_code in (400, 422)
        answer = client.get(f"{API}/articles", params={words or "x": "1"})
        assert MARK not in answer.headers.get("location", "")
        assert answer.status_code == 422


def test_half_a_character_is_refused(client: TestClient) -> None:
    body = '{"kind": "confirm", "id": "\\ud800", "by": "E. Marsh", "\\udfff": 1}'
    problem(client.post(f"{API}/judgements", content=body, headers={"Content-Type": "application/json"}), 422)
    problem(client.post(f"{API}/compare", content='{"a": "\\ud800", "b": "x"}', headers={"Content-Type": "application/json"}), 422)


def test_an_empty_record_is_answered(tmp_path: Path) -> None:
    with TestClient(make_app(tmp_path / "none.db", Settings(hosts=("testserver",)))) as client:
        for name in (*LISTS, "judgements"):
            told = client.get(f"{API}/{name}").json()
            assert [v for k, v in told.items() if k != "next"] == [[]]
            assert told["next"] is None
        assert client.get(f"{API}/export").json()["articles"] == []
        assert client.get(f"{API}/health").json()["turn"] == 0


def test_a_token_is_asked_for(kept: Path) -> None:
    token = "a-token-of-some-length"
    with TestClient(make_app(kept, Settings(hosts=("testserver",), token=token))) as client:
        answer = client.get(f"{API}/health")
        assert "Bearer" in problem(answer, 401)
        assert answer.headers["www-authenticate"] == "Bearer"
        assert client.get(f"{API}/health", headers={"Authorization": f"Bearer {token}"}).status_code == 200
