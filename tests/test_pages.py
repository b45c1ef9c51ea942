"""The pages of stories, disputes, people, requests and commitments: what they show, how they page, and under hostile words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from sqlalchemy import insert
from starlette.testclient import TestClient

from onrecord.desk import add
from onrecord.model import (
    DISMISSED,
    Absence,
    Account,
    Actor,
    ActorKind,
    Article,
    Claim,
    Commitment,
    Dispute,
    Echo,
    Evidence,
    Office,
    Reading,
    Request,
    Shift,
    Span,
    Statement,
    StatementKind,
    Step,
    Story,
)
from onrecord.store import schema
from onrecord.store.codec import dump
from onrecord.store.record import Writer
from onrecord.web.app import make_app
from onrecord.web.settings import Settings
from tests.hostile_strings import STRINGS

EXAMPLE = Path(__file__).parent.parent / "src/onrecord/examples/coverage.jsonl"
WORDS = "The kiln was lit before dawn"


@dataclass
class World:
    """A record made by hand: nouns go in as they are, with actors in the place of entities."""

    path: Path

    def put(self, *nouns: Any) -> None:
        """Stores nouns; statements and the like after their articles and actors, findings after their story."""
        with Writer(self.path) as record:
            for noun in nouns:
                if isinstance(noun, Article):
                    record.store(noun, Reading(noun.id, "by hand"))
            with record._engine.begin() as connection:
                count: dict[Any, int] = {}
                for noun in nouns:
                    table, row = self._row(noun, count)
                    if table is not None:
                        connection.execute(insert(table), row)
                    if isinstance(noun, Story):
                        connection.execute(insert(schema.membership), [{"article": a, "story": noun.id} for a in noun.articles])

    def cast(self, *pairs: tuple[str, str]) -> None:
        """Says which actors articles name."""
        with Writer(self.path) as record, record._engine.begin() as connection:
            connection.execute(insert(schema.cast), [{"article": a, "entity": who, "actor_key": f"k:{who}"} for a, who in pairs])

    def _row(self, noun: Any, count: dict[Any, int]) -> tuple[Any, dict[str, Any]]:
        if isinstance(noun, Actor):
            kept = replace(noun, speaks_for=noun.speaks_for and f"k:{noun.speaks_for}", part_of=noun.part_of and f"k:{noun.part_of}")
            return schema.actor, {"key": f"k:{noun.id}", "id": noun.id, "name": noun.name, "kind": noun.kind.value, "body": dump(kept)}
        if isinstance(noun, Story):
            return schema.story, {"id": noun.id, "title": noun.title, "first": "2031-05-01", "body": dump(noun)}
        n = count[type(noun)] = count.get(type(noun), 0) + 1
        body = {"n": n, "body": dump(noun)}
        if isinstance(noun, Statement):
            return schema.statement, {**body, "article": noun.article, "id": noun.id, "entity": noun.who, "said_on": noun.said_on}
        if isinstance(noun, Claim):
            return schema.claim, {**body, "article": noun.article, "id": noun.id, "statement": noun.statement}
        if isinstance(noun, Absence):
            return schema.absence, {**body, "article": noun.article, "entity": noun.who}
        if isinstance(noun, Dispute):
            return schema.dispute, {**body, "story": noun.story, "id": noun.id, "level": noun.level, "score": noun.score}
        for kind, table in ((Shift, schema.shift), (Echo, schema.echo), (Request, schema.request), (Commitment, schema.commitment)):
            if isinstance(noun, kind):
                return table, {**body, "story": noun.story, "id": noun.id}
        return None, {}


def article(identity: str, day: str | None = "2031-05-04", outlet: str = "The Tannery Gazette", **other: Any) -> Article:
    return Article(identity, f"{WORDS}. Nobody slept.", f"{identity}.txt", outlet, other.pop("title", f"Piece {identity}"), day, **other)


def statement(identity: str, where: str, who: str | None, said_on: str | None = None, words: str = WORDS) -> Statement:
    return Statement(identity, where, StatementKind.DIRECT, (Span(0, len(words), words),), who=who, said_on=said_on)


def line(where: str, said: str | None, who: str | None, words: str = WORDS) -> Evidence:
    return Evidence(where, said, 0, len(words), words, who)


def dispute(identity: str, story: str, score: float, *sides: tuple[str, Evidence], **other: Any) -> Dispute:
    accounts = tuple(Account(says, says[:20], (e,), "2031-05-04", 1, 1) for says, e in sides)
    return Dispute(
        identity,
        story,
        other.pop("level", "conflict"),
        "denial",
        "polarity",
        score,
        f"Was it lit, asks {identity}?",
        "as they differ",
        accounts,
        **other,
    )


@pytest.fixture
def world(tmp_path: Path) -> World:
    """A story of three articles with everything that a page can show."""
    made = World(tmp_path / "record.db")
    articles = [article("a1", "2031-05-02"), article("a2", "2031-05-04", "Wire & Sons"), article("a3", None)]
    osk = Actor(
        "osk", "Oda Skarv", ActorKind.PERSON, ("Mrs Skarv",), (Office("Kiln warden", "Tarnby", "2031-05-02", "2031-05-04"),), "tarnby"
    )
    tarnby, ruun = Actor("tarnby", "Tarnby", ActorKind.ORGANISATION), Actor("ruun", "Pelle Ruun", ActorKind.PERSON)
    mist = Actor("mist", "Mist Farm", ActorKind.ORGANISATION)
    said = [statement("s1", "a1", "osk", "2031-05-01"), statement("s2", "a2", "ruun"), statement("s3", "a2", "osk", "2031-05-03")]
    said.append(statement("s4", "a3", None))
    one, two = line("a1", "s1", "osk"), line("a2", "s2", "ruun")
    made.put(
        *articles,
        osk,
        tarnby,
        ruun,
        mist,
        Story("story-1", "The kiln of Tarnby", ("a1", "a2", "a3")),
        *said,
        Claim("c1", "a1", "s1", Span(0, 4, WORDS[:4]), "light", time="2031-04"),
        Absence("a2", "mist", "did not respond", 0, 8, WORDS[:8]),
        dispute("dispute-1", "story-1", 0.8, ("it was lit", one), ("it was not", two)),
        dispute("dispute-2", "story-1", 0.3, ("early", one), ("late", two), level="tension"),
        dispute("dispute-3", "story-1", 0.9, ("so", one), ("not so", two), verdict=DISMISSED),
        Shift("shift-1", "story-1", "osk", "s1", "s3", "the kiln", "she says now otherwise"),
        Echo("echo-1", "story-1", ("s1", "s3"), "paraphrase"),
        Request(
            "request-1",
            "story-1",
            "osk",
            ("ruun", "mist"),
            "more wood",
            "a letter",
            "2031-05-01",
            (one,),
            (
                Step("made", "2031-05-01", "osk", one),
                Step("agreed", "2031-05-03", "ruun", two),
                Step("received", "2031-05-04?", "mist", two, 7),
            ),
        ),
        Request("request-2", "story-1", "ruun", ("osk",), "an answer", None, None, (two,), (Step("refused", "2031-05-04", "osk", two),)),
        Commitment("commitment-1", "story-1", "ruun", "sweep the yard", "2031-05-09", (two,), (Step("made", "2031-05-04", "ruun", two),)),
        Commitment("commitment-2", "story-1", "mist", "mend the gate", None, (two,), (Step("kept", "2031-05-04", "mist", two),)),
    )
    made.cast(("a1", "osk"), ("a1", "tarnby"), ("a2", "osk"), ("a2", "ruun"), ("a2", "mist"))
    return made


@pytest.fixture
def client(world: World) -> Iterator[TestClient]:
    with _client(world.path) as found:
        yield found


def _client(path: Path) -> TestClient:
    return TestClient(make_app(path, Settings(hosts=("testserver",), burst=100_000)), follow_redirects=False)


def _page(client: TestClient, address: str, status: int = 200) -> Any:
    """A page, held against the rules that every page keeps."""
    answer = client.get(address)
    assert answer.status_code == status, (address, answer.status_code)
    page = html.fromstring(answer.text)
    assert len(page.xpath("//h1")) == 1
    levels = [int(e.tag[1]) for e in page.xpath("//main//*[self::h1 or self::h2 or self::h3 or self::h4]")]
    assert all(after - before <= 1 for before, after in pairwise(levels)), (address, levels)
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids)), (address, sorted(i for i in ids if ids.count(i) > 1))
    labelled = set(page.xpath("//label/@for"))
    for field in page.xpath("//input[not(@type='hidden')] | //select | //textarea"):
        assert field.get("id") in labelled or field.xpath("ancestor::label") or field.get("aria-label"), (address, html.tostring(field))
    assert all(th.get("scope") for th in page.xpath("//th"))
    assert not page.xpath("//*[@style]")
    assert {s.get("src") for s in page.xpath("//script")} <= {"/static/htmx.min.js", "/static/page.js", "/static/review.js"}
    assert not [a for a in page.xpath("//@*") if a.attrname.startswith("on")]
    for link in page.xpath("//@href | //@src | //@action | //@formaction"):
        assert re.match(r"(?:/|#|\?|https?://)", link), (address, link)
    targets = {t for t in page.xpath("//a/@href") if t.startswith("#")}
    assert {t[1:] for t in targets} <= set(ids), (address, targets)
    return page


def _text(page: Any, path: str = "//main") -> str:
    return " ".join(" ".join(e.text_content() for e in page.xpath(path)).split())


# -- stories


def test_a_story_shows_all_that_stands_in_it(client: TestClient) -> None:
    page = _page(client, "/stories/story-1")
    told = _text(page)
    for words in (
        "The kiln of Tarnby",
        "2 May 2031 to 4 May 2031",
        "3 articles",
        "2 outlets",
        "4 statements",
        "1 echo",
        "Was it lit, asks dispute-1?",
        "2 that are less sure",
        "Oda Skarv",
        "Kiln warden",
        "more wood",
        "sweep the yard",
        "she says now otherwise",
        "did not respond",
    ):
        assert words in told, words
    assert "dispute-2" not in told
    assert page.xpath("//table//a[@href='/disputes/dispute-1#account-1']")


def test_the_timeline_is_drawn_and_stands_as_a_table(client: TestClient) -> None:
    page = _page(client, "/stories/story-1")
    (svg,) = page.xpath("//*[name()='svg']")
    assert svg.get("role") == "img"
    assert [page.get_element_by_id(i).tag.rpartition("}")[2] for i in svg.get("aria-labelledby").split()] == ["title", "desc"]
    kinds = {e.get("class").split()[1] for e in svg.iter() if (e.get("class") or "").startswith("mark")}
    assert kinds == {"of-printed", "of-said", "of-spoken", "of-due"}
    rows = {_text(r, "th"): [_text(c, ".") for c in r.xpath("td")] for r in page.xpath("//details//table/tbody/tr")}
    assert rows["4 May 2031"][0] == "1"
    assert rows["1 May 2031"][1] == "1"
    assert rows["9 May 2031"] == ["none", "none", "none", "1"]
    assert "April 2031" in rows


def test_what_is_told_stands_under_its_day(client: TestClient) -> None:
    page = _page(client, "/stories/story-1")
    days = [_text(h, ".") for h in page.xpath("//h4")]
    assert days == ["April 2031", "1 May 2031", "3 May 2031", "4 May 2031", "9 May 2031"]
    assert "request made" in _text(page, "//h4[2]/following-sibling::ul[1]")
    assert "set by a person" in _text(page)


def test_the_lists_of_a_large_story_are_paged(tmp_path: Path) -> None:
    made = World(tmp_path / "record.db")
    people = [Actor(f"w{n}", f"Witness {n}", ActorKind.PERSON) for n in range(55)]
    articles = [article(f"a{n:03}", f"2031-05-{n % 28 + 1:02}") for n in range(200)]
    said = [statement(f"s{n}", f"a{n:03}", f"w{n % 55}", f"2031-04-{n % 30 + 1:02}") for n in range(200)]
    claims = [
        Claim(f"c{n}", f"a{n:03}", f"s{n}", Span(0, 4, WORDS[:4]), "light", time=f"2031-0{n % 3 + 1}-{n % 28 + 1:02}") for n in range(200)
    ]
    made.put(*articles, *people, Story("story-1", "Long coverage", tuple(a.id for a in articles)), *said, *claims)
    made.cast(*((s.article, s.who or "") for s in said))
    with _client(made.path) as client:
        for name, many in (("articles", 200), ("people", 55), ("entries", 200)):
            seen: list[str] = []
            address: str | None = "/stories/story-1"
            while address:
                page = _page(client, address)
                path = f"//section[@aria-labelledby='{'timeline' if name == 'entries' else name}']"
                items = page.xpath(
                    f"{path}//li[@class='entry']//a[contains(@href, '?at=')]/@href | {path}//tbody[count(ancestor::details)=0]//th//a/@href"
                )
                seen += items
                following = page.xpath(f"{path}//a[@rel='next']/@href")
                address = following[0] if following else None
            assert len(seen) == len(set(seen)) == many, name
        svg = html.tostring(_page(client, "/stories/story-1").xpath("//*[name()='svg']")[0])
        assert len(svg) < 60_000


def test_a_story_without_anything_says_so(tmp_path: Path) -> None:
    made = World(tmp_path / "record.db")
    made.put(article("a1", None), Story("story-1", "Quiet", ("a1",)))
    with _client(made.path) as client:
        told = _text(_page(client, "/stories/story-1"))
    for words in ("No dispute was found", "Nothing is told of any day", "Nobody speaks", "None was found"):
        assert words in told


@pytest.mark.parametrize(
    "address", ["/stories/no", "/disputes/no", "/people/no", "/requests/no", "/commitments/no", "/people?story=no", "/disputes?story=no"]
)
def test_what_is_not_there_is_a_sentence(client: TestClient, address: str) -> None:
    assert "in this record has the id no" in _text(_page(client, address, 404))


@pytest.mark.parametrize(
    "path",
    ["/stories/story-1?articles=", "/disputes?after=", "/people?after=", "/people/osk?after=", "/requests?after=", "/commitments?after="],
)
def test_a_page_beyond_the_last_is_no_error(client: TestClient, path: str) -> None:
    for number in ("-5", "77", "9" * 30):
        _page(client, path + number)


# -- disputes


def test_disputes_are_listed_the_surest_first_and_filtered(client: TestClient) -> None:
    def listed(query: str) -> list[str]:
        return [
            h.rpartition("/")[2]
            for h in _page(client, f"/disputes{query}").xpath("//main//article//a[starts-with(@href, '/disputes/')]/@href")
        ]

    assert listed("") == ["dispute-1"]
    assert listed("?least=0") == ["dispute-1", "dispute-2"]
    assert listed("?least=0&dismissed=1") == ["dispute-3", "dispute-1", "dispute-2"]
    assert listed("?least=0&level=tension") == ["dispute-2"]
    assert listed("?who=ruun&story=story-1") == ["dispute-1"]
    assert listed("?who=mist") == []
    assert listed("?level=%3Cb%3E") == ["dispute-1"]
    for least in ("much", "nan", "inf", "-1", "7"):
        assert "is no number from 0 to 1" in _text(_page(client, f"/disputes?least={least}", 400))


def test_disputes_are_paged(tmp_path: Path) -> None:
    made = World(tmp_path / "record.db")
    made.put(article("a1"), Story("story-1", "Many questions", ("a1",)))
    made.put(
        *(
            dispute(f"dispute-{n}", "story-1", 0.5 + n / 200, ("so", line("a1", None, None)), ("not", line("a1", None, None)))
            for n in range(50)
        )
    )
    seen, address = [], "/disputes"
    with _client(made.path) as client:
        while address:
            page = _page(client, address)
            seen += page.xpath("//main//article//h2/a/@href")
            address = next(iter(page.xpath("//a[@rel='next']/@href")), "")
    assert seen == [f"/disputes/dispute-{n}" for n in reversed(range(50))]


def test_a_dispute_tells_why_and_who_changed(client: TestClient) -> None:
    told = _text(_page(client, "/disputes/dispute-1"))
    for words in (
        "as they differ",
        "account 1: it was lit",
        "Who changed the account",
        "she says now otherwise",
        "Take no side",
        "asks dispute-3",
    ):
        assert words in told, words


# -- people


def test_people_are_found_by_name_and_kind(client: TestClient) -> None:
    def found(query: str) -> list[str]:
        return [h.rpartition("/")[2] for h in _page(client, f"/people{query}").xpath("//main//tbody//th/a/@href")]

    assert found("") == ["osk", "ruun"]
    assert found("?q=skarv") == found("?q=mrs") == found("?q=warden+oda") == ["osk"]
    assert found("?kind=person") == ["osk", "ruun"]
    assert found("?kind=government") == found("?q=person") == found("?q=%25") == []
    assert found("?story=story-1") == ["osk", "ruun"]


def test_paging_shows_everybody_once(tmp_path: Path) -> None:
    made = World(tmp_path / "record.db")
    everybody = [Actor(f"w{n}", f"Witness {n}", ActorKind.PERSON) for n in range(260)]
    quiet = [Actor(f"q{n}", f"Quiet {n}", ActorKind.PERSON) for n in range(230)]
    made.put(article("a1"), *everybody, *quiet, *(statement(f"s{n}", "a1", f"w{n}") for n in range(260)))
    made.cast(*(("a1", a.id) for a in (*everybody, *quiet)))
    seen, address = [], "/people"
    with _client(made.path) as client:
        while address:
            page = _page(client, address)
            seen += page.xpath("//main//tbody//th/a/@href")
            address = next(iter(page.xpath("//a[@rel='next']/@href")), "")
    assert sorted(seen) == sorted(f"/people/w{n}" for n in range(260))


def test_a_person_shows_offices_statements_and_part_taken(client: TestClient) -> None:
    page = _page(client, "/people/osk")
    told = _text(page)
    for words in (
        "Mrs Skarv",
        "Kiln warden of Tarnby",
        "2 statements",
        "stands for Account 1: it was lit",
        "Requests made",
        "Requests received",
        "she says now otherwise",
    ):
        assert words in told, words
    assert page.xpath("//section[@aria-labelledby='statements']//article/@id") == ["said-s1", "said-s3"]
    assert _text(page, "//dt[.='Speaks for']/following-sibling::dd[1]") == "Tarnby"
    assert _text(_page(client, "/people/tarnby"), "//dt[.='Spoken for by']/following-sibling::dd[1]") == "Oda Skarv"
    assert "Commitments made" in _text(_page(client, "/people/ruun"))


def test_statements_of_one_are_paged_in_order_of_days(tmp_path: Path) -> None:
    made = World(tmp_path / "record.db")
    made.put(article("a1"), Actor("w", "Witness", ActorKind.PERSON))
    made.put(*(statement(f"s{n:02}", "a1", "w", f"2031-04-{n % 30 + 1:02}" if n % 2 else None) for n in range(60)))
    made.cast(("a1", "w"))
    seen, address = [], "/people/w"
    with _client(made.path) as client:
        while address:
            page = _page(client, address)
            seen += page.xpath("//section[@aria-labelledby='statements']//article/@id")
            address = next(iter(page.xpath("//a[@rel='next']/@href")), "")
    assert len(seen) == len(set(seen)) == 60
    dated = [i for i in seen if int(i[-2:]) % 2]
    assert seen[:30] == dated
    assert [int(i[-2:]) % 30 for i in dated] == sorted(int(i[-2:]) % 30 for i in dated)


# -- requests and commitments


def _pledges(client: TestClient, address: str) -> list[str]:
    return [h.rpartition("/")[2] for h in _page(client, address).xpath("//main//tbody//th/a/@href")]


def test_requests_are_filtered(client: TestClient) -> None:
    assert _pledges(client, "/requests") == ["request-1", "request-2"]
    assert _pledges(client, "/requests?open=1") == ["request-1"]
    assert _pledges(client, "/requests?about=WOOD") == ["request-1"]
    assert _pledges(client, "/requests?who=mist") == ["request-1"]
    assert _pledges(client, "/requests?as_of=2031-05-03") == ["request-1"]
    assert _pledges(client, "/requests?as_of=2030-01-01") == []
    assert "Pelle Ruun: agreed" in _text(_page(client, "/requests"))


def test_overdue_is_computed(client: TestClient) -> None:
    assert _pledges(client, "/commitments") == ["commitment-1", "commitment-2"]
    assert _pledges(client, "/commitments?open=1&as_of=2031-05-05") == ["commitment-1"]
    assert _pledges(client, "/commitments?overdue=1&as_of=2031-05-09") == []
    assert _pledges(client, "/commitments?overdue=1&as_of=2031-05-10") == ["commitment-1"]
    assert "overdue by 1 day" in _text(_page(client, "/commitments?as_of=2031-05-10"))
    assert "due in 4 days" in _text(_page(client, "/commitments/commitment-1?as_of=2031-05-05"))


@pytest.mark.parametrize("day", ["zz", "2031-02-30", "12.03.2031", "9" * 500])
def test_a_day_that_is_none_is_a_sentence(client: TestClient, day: str) -> None:
    for address in ("/requests", "/commitments", "/requests/request-1"):
        assert "that is no day of the calendar" in _text(_page(client, f"{address}?as_of={day}", 400))


def test_a_request_shows_each_of_those_asked_and_its_history(client: TestClient) -> None:
    page = _page(client, "/requests/request-1")
    parties = {_text(r, "th"): _text(r, "td[1]") for r in page.xpath("//section[@aria-labelledby='standing']//tbody/tr")}
    assert parties == {"Pelle Ruun": "agreed", "Mist Farm": "received"}
    steps = page.xpath("//ol[contains(@class, 'steps')]/li")
    assert [_text(s, ".//span[contains(@class, 'badge')][1]").split()[0] for s in steps] == ["made", "agreed", "received"]
    assert "judgement 7" in _text(page)
    assert "via a letter" in _text(page)


def test_a_request_as_it_stood(client: TestClient) -> None:
    told = _text(_page(client, "/requests/request-1?as_of=2031-05-03"))
    assert "stood on 3 May 2031" in told
    assert "2 steps that came or were printed later are left out" in told
    assert "Nothing of it was known on that day" in _text(_page(client, "/requests/request-1?as_of=2030-05-03"))


def test_pledges_are_paged_and_a_rare_filter_goes_on(tmp_path: Path) -> None:
    made = World(tmp_path / "record.db")
    one = line("a1", None, None)
    made.put(article("a1"), Story("story-1", "Many promises", ("a1",)))
    made.put(
        *(
            Commitment(
                f"commitment-{n:03}",
                "story-1",
                None,
                f"deed {n}",
                "2031-05-09" if n % 90 else "2040-01-01",
                (one,),
                (Step("made", "2031-05-04", None, one),),
            )
            for n in range(450)
        )
    )
    with _client(made.path) as client:
        for asked, many in (
            ("", 450),
            ("open=1&as_of=2031-05-05", 450),
            ("overdue=1&as_of=2035-01-01", 445),
            ("overdue=1&as_of=2031-05-09", 0),
        ):
            seen, address = [], f"/commitments?{asked}"
            while address:
                seen += _pledges(client, address)
                address = next(iter(_page(client, address).xpath("//a[@rel='next']/@href")), "")
            assert len(seen) == len(set(seen)) == many, asked


# -- the example, and hostile words


def test_the_example_coverage(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    with Writer(path) as record:
        add(record, [str(EXAMPLE)])
        disputes, stories, actors = record.disputes(), record.stories(), record.actors()
        pledges = [f"/requests/{r.id}" for r in record.requests()] + [f"/commitments/{c.id}" for c in record.commitments()]
    with _client(path) as client:
        for found in disputes:
            page = _page(client, f"/disputes/{found.id}")
            for account, folds in zip(found.accounts, page.xpath("//details[@class='folds']"), strict=False):
                assert len(folds.xpath(".//li")) == account.independent_sources
            assert "they speak for one house" in _text(page)
        for address in (
            *(f"/stories/{s.id}" for s in stories),
            *(f"/people/{a.id}" for a in actors),
            *pledges,
            "/people",
            "/requests",
            "/commitments",
        ):
            _page(client, address)


def test_hostile_words_stay_words(tmp_path: Path) -> None:
    made = World(tmp_path / "record.db")
    addresses = ["/", "/disputes?least=0", "/people", "/requests", "/commitments"]
    nouns: list[Any] = []
    pairs: list[tuple[str, str]] = []
    for n, bad in enumerate((*STRINGS[::6], "N" * 10_000)):
        a, w, s = f"a{n}", f"w{n}", f"s{n}"
        told = replace(article(a, title=bad, url=bad, author=bad, outlet=bad), text=bad or "x")
        one = line(a, s, w, bad)
        nouns += [
            told,
            Actor(w, bad, ActorKind.PERSON, (bad,), (Office(bad, bad, "2031-05-01", bad),)),
            Story(f"story-{n}", bad, (a,)),
            replace(statement(s, a, w, bad, bad), role=bad, channel=bad, addressee=bad),
            Claim(f"c{n}", a, s, Span(0, len(bad), bad), "light", time="2031-05-01"),
            Absence(a, w, bad, 0, len(bad), bad),
            replace(dispute(f"dispute-{n}", f"story-{n}", 0.9, (bad, one), (bad, replace(one, who=None))), question=bad, why=bad, slot=bad),
            Shift(f"shift-{n}", f"story-{n}", w, s, s, bad, bad),
            Request(f"request-{n}", f"story-{n}", w, (w,), bad, bad, bad, (one,), (Step("made", bad, w, one),)),
            Commitment(f"commitment-{n}", f"story-{n}", w, bad, bad, (one,), (Step("made", "2031-05-01", w, one),)),
        ]
        pairs.append((a, w))
        addresses += [
            f"/stories/story-{n}",
            f"/disputes/dispute-{n}",
            f"/people/{w}",
            f"/requests/request-{n}",
            f"/commitments/commitment-{n}",
        ]
    made.put(*nouns)
    made.cast(*pairs)
    with _client(made.path) as client:
        for address in addresses:
            _page(client, address)
            body = client.get(address).text
            assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]", body), address
        for bad in STRINGS[::5]:
            for path, field in (("/people", "q"), ("/requests", "about"), ("/disputes", "level"), ("/commitments", "about")):
                answer = client.get(path, params={field: bad})
                assert answer.status_code in (200, 400, 404, 414, 422), (path, bad)
                assert "<script>window" not in answer.text
