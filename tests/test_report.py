"""The dossier: all of a story in one file that runs and fetches nothing, in which every word of an article is escaped."""

from __future__ import annotations

import base64
import hashlib
import re
import sys
from collections.abc import Callable, Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import html as parsing
from markdown_it import MarkdownIt
from markdown_it.token import Token
from starlette.testclient import TestClient

from onrecord.citation import flat
from onrecord.cli import main
from onrecord.judgements.docket import Docket
from onrecord.model import Dispute, Evidence, Story
from onrecord.report import page, wording
from onrecord.report.dossier import Dossier, dossier
from onrecord.report.markdown import markdown, plain
from onrecord.store.extent import Extent
from onrecord.store.record import Record, Writer
from onrecord.web.app import make_app
from onrecord.web.settings import Settings
from tests.dossiers import example, hostile
from tests.hostile_strings import STRINGS

TODAY = date(2031, 6, 1)
TRICKS = (
    "# heading",
    "1. one",
    "12) two",
    "- item",
    "+ item",
    "> quote",
    "---",
    "===",
    "    code",
    "```js",
    "~~~",
    "| a | b |",
    "[x](http://bad.example)",
    "![x](http://bad.example/i.png)",
    "[x]: http://bad.example",
    "<http://bad.example>",
    "<b>bold</b>",
    "&lt;b&gt; &copy;",
    "**bold** _it_ `code`",
    "a\\",
    "[^1]",
    "line\nbreak  \nagain",
    "http://bad.example/ www.bad.example",
    "\u202eRTL\u202c \x07bell",
    "w" * 10_000,
)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return example(tmp_path_factory.mktemp("report") / "record.db")


def made(path: Path, as_of: date | None = None, story: bool = False) -> Dossier:
    with Record(path) as record:
        contested = {d.story for d in record.disputes()}
        chosen: Story | None = next(s for s in record.stories() if s.id in contested) if story else None
        return dossier(Extent(record, chosen), "1.2", TODAY, as_of)


def opened(text: str) -> parsing.HtmlElement:
    return parsing.document_fromstring(text)


def test_a_dossier_holds_all_that_a_story_has(path: Path) -> None:
    told = made(path)
    with Record(path) as record:
        links = record.links()
    text, marked = " ".join(opened(page.html(told)).text_content().split()), markdown(told)
    for shown in (text, _words(marked)):
        for d in links.disputes:
            assert flat(d.question) in shown
            assert all(flat(e.text) in shown for a in d.accounts for e in a.evidence)
        for r in links.requests:
            assert flat(r.of) in shown
        for s in links.stories:
            assert flat(s.title) in shown
        for a in links.absences:
            assert flat(a.text) in shown
        for title in ("Timeline", "People and offices", "Sources: the articles", "What is uncertain", "How this was made"):
            assert title in shown
        assert told.model is not None
        assert told.model in shown
        assert all(hashlib.sha256(a.text.encode()).hexdigest() in shown for c in told.chapters for a in c.articles)


def test_every_line_is_cited_where_it_stands(path: Path) -> None:
    for c in made(path).chapters:
        lines: list[Evidence] = [e for d in c.disputes for a in d.accounts for e in a.evidence]
        lines += [p.evidence for day in c.days for entry in day.entries for p in entry.places]
        assert all(c.source(e).text[e.start : e.end] == e.text and c.source(e).id == e.article for e in lines)
        assert [c.numbers[a.id] for a in c.articles] == list(range(1, len(c.articles) + 1))


def test_how_lines_fold_into_sources_is_told(path: Path) -> None:
    told = made(path, story=True)
    (chapter,) = told.chapters
    for d in chapter.disputes:
        for n, a in enumerate(d.accounts):
            sources = wording.sources(d, n, chapter)
            assert len(sources) in (0, a.independent_sources)
            assert all(flat(s) in _words(markdown(told)) and s in opened(page.html(told)).text_content() for s in sources)
    assert any(wording.sources(d, n, chapter) for d in chapter.disputes for n, _ in enumerate(d.accounts))


def test_the_file_stands_alone(path: Path) -> None:
    text = page.html(made(path))
    tree = opened(text)
    assert not tree.xpath("//script|//link|//img|//iframe|//object|//base|//form|//@style|//@*[starts-with(name(), 'on')]")
    assert not tree.xpath("//@src")
    assert "url(" not in page.style()
    assert "@import" not in page.style()
    for link in tree.xpath("//a"):
        href = link.get("href")
        assert href.startswith(("#", "http://", "https://"))
        if href.startswith("#"):
            assert tree.get_element_by_id(href[1:]) is not None
        else:
            assert link.get("rel") == "noopener noreferrer nofollow"
    digest = base64.b64encode(hashlib.sha256(tree.xpath("string(//style)").encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in tree.xpath("string(//meta[@http-equiv]/@content)")
    levels = [int(h.tag[1]) for h in tree.xpath("//h1|//h2|//h3|//h4")]
    assert levels[0] == 1
    assert all(b - a <= 1 for a, b in pairwise(levels))


def test_the_same_record_gives_the_same_dossier(path: Path) -> None:
    assert page.html(made(path)) == page.html(made(path))
    assert markdown(made(path)) == markdown(made(path))


def test_one_story_alone(path: Path) -> None:
    told = made(path, story=True)
    assert len(told.chapters) == 1
    assert opened(page.html(told)).xpath("string(//h1)") == "Dossier"
    assert told.chapters[0].story.title == opened(page.html(told)).xpath("string(//h2)")


def test_what_came_later_is_left_out_as_of_a_day(path: Path) -> None:
    early = made(path, date(1999, 1, 1))
    assert not any(c.requests or c.commitments for c in early.chapters)
    assert "as of 1 January 1999" in markdown(early)
    assert any(c.requests for c in made(path).chapters)


def test_what_people_decided_is_told(path: Path, tmp_path: Path) -> None:
    copy = example(tmp_path / "record.db")
    with Writer(copy) as record:
        first: Dispute = record.disputes()[0]
        Docket(record, "Ada *Brightwater*", "read both letters").confirm(first.id)
    told = made(copy)
    text = opened(page.html(told)).text_content()
    assert "confirmed by a person" in text
    assert "read both letters" in text
    assert "Ada \\*Brightwater\\*" in markdown(told)
    (chapter,) = [c for c in told.chapters if c.judgements]
    assert chapter.doubts.confirmed == 1
    assert any("a person confirmed 1" in words for words in wording.uncertain(chapter))


def test_an_empty_record_has_a_dossier(tmp_path: Path) -> None:
    Writer(tmp_path / "new.db").close()
    told = made(tmp_path / "new.db")
    assert "Nothing is in this record yet." in page.html(told)
    assert "Nothing is in this record yet." in markdown(told)


def _tokens(text: str) -> Iterator[Token]:
    for token in MarkdownIt("commonmark").parse(text):
        yield token
        yield from token.children or ()


def _words(text: str) -> str:
    """What a reader of rendered Markdown sees, on one line."""
    told = (
        t.content if t.type == "text" else " " for t in _tokens(text) if t.type in ("text", "softbreak", "paragraph_close", "heading_close")
    )
    return " ".join("".join(told).split())


@pytest.mark.parametrize("words", [*TRICKS, *STRINGS[::5]])
def test_words_mean_nothing_to_markdown(words: str) -> None:
    for frame in ("{}", "> {}", "- {}", "1. {}", "**{}**", "said “{}” (x)", "#### {}"):
        types = {t.type for t in _tokens(frame.format(plain(words)))}
        plainly = {t.type for t in _tokens(frame.format("word"))}
        assert types <= plainly, (frame, types - plainly)
    assert _words(plain(words)) == " ".join(flat(words).split())


def test_hostile_articles_make_no_markup(tmp_path: Path) -> None:
    told = made(hostile(tmp_path / "record.db", [*STRINGS[::9], *TRICKS]))
    tree = opened(page.html(told))
    assert not tree.xpath("//script|//link|//img|//iframe|//svg|//input|//body//style|//@style|//@*[starts-with(name(), 'on')]")
    assert not [h for h in tree.xpath("//@href") if not h.startswith(("#", "http://", "https://"))]
    tokens = list(_tokens(markdown(told)))
    assert not {t.type for t in tokens} & {"html_block", "html_inline", "image", "code_block", "fence", "code_inline", "hr", "link_open"}
    with Record(tmp_path / "record.db") as record:
        said = [flat(s.words) for s in record.statements()]
    shown = _words(markdown(told))
    assert all(words in shown for words in said if len(words) < 200)


Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], path: Path) -> Run:
    def one(*args: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["onrecord", "report", "--record", str(path), *args])
        status = 0
        try:
            main()
        except SystemExit as left:
            status = int(left.code or 0)
        return status, *capsys.readouterr()

    return one


def test_the_command_writes_html_and_markdown(run: Run, tmp_path: Path) -> None:
    assert run("-o", str(tmp_path / "a.html"))[0] == 0
    assert (tmp_path / "a.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    assert run("-o", str(tmp_path / "a.md"))[0] == 0
    status, out, _ = run()
    assert (status, out) == (0, (tmp_path / "a.md").read_text(encoding="utf-8"))
    assert run("-o", str(tmp_path / "a.docx")) == (
        2,
        "",
        f"onrecord: -o {tmp_path / 'a.docx'}: a dossier is HTML or Markdown; end the name with .html or .md\n",
    )
    assert run("--as-of", "soon")[0] == 2
    assert run("--story", "nothing has this title")[0] == 1


def test_the_dossier_is_served_under_a_policy_of_its_own(path: Path) -> None:
    with Record(path) as record:
        story = record.stories()[0].id
    with TestClient(make_app(path, Settings(hosts=("testserver",)))) as client:
        answer = client.get("/report", params={"story": story})
        policy = answer.headers["content-security-policy"]
        assert re.fullmatch(
            r"default-src 'none'; style-src 'sha256-[\w+/=]+'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'", policy
        )
        assert answer.headers["x-content-type-options"] == "nosniff"
        marked = client.get("/report", params={"story": story, "format": "md"})
        assert marked.headers["content-type"] == "text/markdown; charset=utf-8; variant=CommonMark"
        assert marked.headers["content-disposition"] == f'attachment; filename="dossier-{story}.md"'
        assert client.get("/report").status_code == 200
        for wrong, status in (({"story": "none"}, 404), ({"format": "pdf"}, 400), ({"as_of": "soon"}, 400)):
            assert client.get("/report", params=wrong).status_code == status


def test_a_large_record_asks_for_a_story(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.web.pages.exporting.MOST", 1)
    with TestClient(make_app(path, Settings(hosts=("testserver",)))) as client:
        assert client.get("/report").status_code == 400
        assert "choose a story" in client.get("/exports").text
