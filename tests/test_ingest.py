"""Everything that comes in, fit or not, is counted; what is unfit says where and why."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from onrecord.desk import add
from onrecord.errors import UsageError
from onrecord.ingest.ledger import Ledger
from onrecord.ingest.source import Given
from onrecord.store.record import Writer

GOOD = "The mayor said on Monday that the bridge would open in May. Nobody asked her why."
PAGE = """<!doctype html><html><head><title>Bridge to open</title><meta property="og:site_name" content="The Ledger">
<meta property="article:published_time" content="2025-05-14T08:00:00+00:00"></head><body><nav>Home News Sport</nav><article><h1>Bridge to open</h1>
<p>The mayor said on Monday that the bridge would open in May, three weeks late and well over its budget.</p>
<p>“Nobody asked me why,” she said. “I would have told them, since I have the engineer's letter here on my desk.”</p>
<p>The engineer, who has worked on the bridge since it was first closed, could not be reached on Tuesday evening.</p></article></body></html>"""


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n\t\n ", "empty"),
        ("short.txt", b"No.", "too few"),
        ("picture.png", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "binary"),
        ("noise.bin", bytes(range(256)) * 4, "binary"),
        ("nul.txt", b"The mayor said\x00 that the bridge was open and more.", "binary"),
        ("half16.txt", b"\xff\xfeT\x00h\x00e\x00 \xd8", "UTF-16"),
        ("no-paragraph.html", b"<html><head><title>x</title></head><body><script>let a = 1</script></body></html>", "no paragraph"),
        ("huge.txt", b"The mayor said so. " * 2_700_000, "more than"),
    ],
)
def test_bad_files_are_refused_with_a_reason_and_the_others_go_in(
    record: Writer, tmp_path: Path, name: str, content: bytes, reason: str
) -> None:
    (tmp_path / name).write_bytes(content)
    (tmp_path / "good.txt").write_text(GOOD, encoding="utf-8")
    ledger = add(record, [str(tmp_path / name), str(tmp_path / "good.txt")])
    assert (ledger.seen, ledger.stored, ledger.rejected) == (2, 1, 1)
    assert name in ledger.refusals[0].source
    assert reason in ledger.refusals[0].reason


def test_a_broken_line_in_the_middle_costs_one_line(record: Writer, tmp_path: Path) -> None:
    lines = [json.dumps({"text": GOOD, "url": f"https://a.example/{n}"}) for n in range(3)]
    lines.insert(1, '{"text": "half a li')
    lines.insert(3, "[1, 2]")
    lines.insert(4, json.dumps({"title": "no text"}))
    lines.insert(5, json.dumps({"text": 7}))
    lines.insert(6, json.dumps({"text": GOOD, "published": "last week"}))
    lines.insert(7, '{"text": "' + "The mayor said so today." + '\\ud800"}')
    (tmp_path / "a.jsonl").write_text("\n".join(lines), encoding="utf-8")
    ledger = add(record, [str(tmp_path / "a.jsonl")])
    assert ledger.stored == 3
    assert [r.line for r in ledger.refusals] == [2, 4, 5, 6, 7, 8]
    assert all(r.reason for r in ledger.refusals)


def test_encodings_are_told_by_mark_or_with_certainty(record: Writer, tmp_path: Path) -> None:
    for n, encoding in enumerate(("utf-8", "utf-8-sig", "utf-16", "windows-1252")):
        (tmp_path / f"{n}.txt").write_bytes(f"The mayor of Orléans said “no” on Monday, and that was all, number {n}.".encode(encoding))
    ledger = add(record, [str(tmp_path / f"{n}.txt") for n in range(4)])
    assert ledger.stored == 4, ledger.refusals
    assert all("Orléans said “no”" in a.text for a in record.articles())


def test_adding_again_changes_nothing(record: Writer, tmp_path: Path, coverage: list[dict[str, str]]) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("\n".join(json.dumps(r) for r in coverage), encoding="utf-8")
    assert add(record, [str(path)]).stored == len(coverage)
    before = record.links()
    again = add(record, [str(path)])
    assert (again.stored, again.duplicate) == (0, len(coverage))
    assert record.links() == before


def test_a_reprint_is_another_article_and_a_new_text_under_the_url_a_revision(record: Writer, tmp_path: Path) -> None:
    rows = [
        {"text": GOOD, "outlet": "A"},
        {"text": GOOD, "outlet": "B"},
        {"text": GOOD, "outlet": "A"},
        {"text": GOOD + " Or how.", "url": "https://a.example/1"},
        {"text": GOOD, "url": "https://a.example/1"},
    ]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    ledger = add(record, [str(tmp_path / "a.jsonl")])
    assert (ledger.stored, ledger.duplicate) == (4, 1)


def test_a_page_keeps_its_paragraphs_and_what_it_says_of_itself(record: Writer, tmp_path: Path) -> None:
    (tmp_path / "page").write_text(PAGE, encoding="utf-8")  # by content, not by suffix
    assert add(record, [str(tmp_path / "page")]).stored == 1
    article = record.articles()[0]
    assert (article.outlet, article.title, (article.published or "")[:10]) == ("The Ledger", "Bridge to open", "2025-05-14")
    assert "its budget.\n\n“Nobody asked me why,”" in article.text
    assert "Home News Sport" not in article.text
    assert any("Nobody asked me why" in s.words for s in record.statements())


def test_deep_nesting_does_not_lose_the_text(record: Writer, tmp_path: Path) -> None:
    body = (
        "<div>" * 400
        + "".join(f"<p>The mayor said on Monday that bridge number {n} would open in May and not before.</p>" for n in range(9))
        + "</div>" * 400
    )
    (tmp_path / "deep.html").write_text(f"<html><body>{body}</body></html>", encoding="utf-8")
    assert add(record, [str(tmp_path / "deep.html")]).stored == 1
    assert "bridge number 8" in record.articles()[0].text


def test_missing_dates_are_no_fault_and_given_ones_fill_in(record: Writer, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(GOOD, encoding="utf-8")
    add(record, [str(tmp_path / "a.txt")], Given(outlet="The Ledger", published="2031-05-14"))
    assert [(a.outlet, a.published) for a in record.articles()] == [("The Ledger", "2031-05-14")]
    assert record.statements()[0].said_on == "2031-05-12"


def test_what_names_nothing_is_wrong_use(record: Writer) -> None:
    for source in ("nowhere.txt", "https://a.example/x"):
        with pytest.raises(UsageError, match=source[:10]):
            add(record, [source])


def test_the_ledger_balances_or_says_so() -> None:
    ledger = Ledger()
    ledger.store()
    ledger.reject("a", 1, "b")
    ledger.check()
    ledger.stored += 1
    with pytest.raises(Exception, match="does not balance"):
        ledger.check()


def test_a_fault_of_ours_is_counted_and_the_others_go_in(record: Writer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import onrecord.reading.reader as module

    real: Callable[..., object] = module.read
    monkeypatch.setattr(module, "read", lambda a: 1 / 0 if "bad" in a.text else real(a))
    (tmp_path / "a.txt").write_text("a bad one, said the mayor on Monday", encoding="utf-8")
    (tmp_path / "b.txt").write_text(GOOD, encoding="utf-8")
    ledger = add(record, [str(tmp_path / "a.txt"), str(tmp_path / "b.txt")])
    assert (ledger.failed, ledger.stored) == (1, 1)
    assert "ZeroDivisionError" in ledger.refusals[0].reason
