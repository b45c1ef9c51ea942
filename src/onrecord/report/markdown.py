"""A dossier as Markdown (CommonMark 0.31). Words of articles are escaped, so that they make no markup and no links."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import quote

from onrecord.citation import flat, fragment, house, many, safe_url
from onrecord.edtf import in_words
from onrecord.model import Article, Commitment, Evidence, Request
from onrecord.report import wording
from onrecord.report.dossier import Chapter, Dossier
from onrecord.standing import Standing

_SPECIAL = re.compile(r"[\\`*_{}\[\]<>#+=!|~&$^]|(?<=[A-Za-z]):(?=/)|(?<=\bwww)\.|@", re.I)
_LEADING = re.compile(r"(?:[-]|\d{1,9}(?=[.)]))")


def plain(words: str) -> str:
    """Words on one line that mean nothing to Markdown, wherever they stand; those that GitHub makes links of (``www.``) are parted, too."""
    told = _SPECIAL.sub(lambda m: f"\\{m[0]}", flat(words))
    first = _LEADING.match(told)
    if first is None:
        return told
    end = first.end()
    return f"\\{told}" if told[0] == "-" else f"{told[:end]}\\{told[end:]}"


def markdown(dossier: Dossier) -> str:
    """The file, UTF-8."""
    return "\n".join(_lines(dossier)).strip() + "\n"


def _lines(d: Dossier) -> Iterator[str]:
    yield from (f"# {plain(d.heading)}", "")
    made, as_of = (in_words(day.isoformat()) for day in (d.made, d.as_of))
    yield from (f"{many(d.articles, 'article')}; made {made}; requests and commitments as of {as_of}.", "")
    if not d.chapters:
        yield from ("Nothing is in this record yet.", "")
    for chapter in d.chapters:
        yield from _chapter(chapter)
    yield from ("## How this was made", "")
    yield from _list(f"{label}: {plain(fact)}" for label, fact in wording.making(d))


def _chapter(c: Chapter) -> Iterator[str]:
    yield from (f"## {plain(c.story.title)}", "")
    yield from (plain(wording.printed(c)), "")
    yield from _disputes(c)
    yield from _shifts(c)
    yield from _pledges("What was asked for", ((r, where, r.of) for r, where in c.requests), c)
    yield from _pledges("What was undertaken", ((p, where, p.what) for p, where in c.commitments), c)
    if c.absences:
        yield from ("### Who gave no answer", "")
        yield from _list(
            f"**{plain(wording.name(c.actors.get(x.who or '')))}** {x.kind}: {plain(wording.quoted(x.text))} ({plain(wording.cited(x, c))})"
            for x in c.absences
        )
    yield from _timeline(c)
    if c.speakers:
        yield from ("### People and offices", "")
        yield from _list(_speaker(c, n) for n, _ in enumerate(c.speakers))
    yield from ("### Sources: the articles", "")
    for n, a in enumerate(c.articles, 1):
        yield f"{n}. {_article(a)} SHA-256 {c.made[a.id][0]}"
    yield from ("", "### What is uncertain", "")
    yield from _list(map(plain, wording.uncertain(c)))
    if c.judgements:
        yield from ("### What people decided", "")
        yield from _list(
            f"Judgement {j.id}, {j.made[:10]}, by {plain(j.by)}: {plain(wording.decided(j))} ({plain(j.reason) or 'no reason given'})"
            for j in c.judgements
        )


def _disputes(c: Chapter) -> Iterator[str]:
    yield from ("### Where the accounts conflict", "")
    if not c.disputes:
        yield from ("No dispute was found.", "")
    for d in c.disputes:
        yield from (f"#### {plain(d.question)}", "")
        who = f"{d.verdict} by a person" if d.verdict else "no person has decided on it"
        yield from (
            f"{d.level}; {plain(d.kind.replace('_', ' '))}; they differ in: {plain(d.slot)}; how sure: {d.score:.2f}; {who}; {plain(d.id)}",
            "",
        )
        for n, a in enumerate(d.accounts, 1):
            seen = in_words(a.first_seen) if a.first_seen else "on no known day"
            yield from (f"**Account {n}: {plain(a.says)}**", "")
            sources = f"{many(a.independent_sources, 'independent source')}, {many(a.outlets, 'outlet')}"
            yield from (f"{sources}; first seen {plain(seen)}", "")
            if told := wording.sources(d, n - 1, c):
                yield from _list(map(plain, told))
            for e in a.evidence:
                yield from _line(wording.holder(e, c), e.text, e, c)
        yield from (f"Why the program thinks so: {plain(d.why)}.", "")


def _shifts(c: Chapter) -> Iterator[str]:
    if not c.shifts:
        return
    yield from ("### Who changed the account", "")
    for s in c.shifts:
        yield from (f"#### {plain(wording.shifted(s, c))}", "")
        for label, key in (("First", s.earlier), ("Later", s.later)):
            yield from _line(label, c.said[key].words, wording.line_of(c.said[key], c), c)
        yield from (f"Why the program thinks so: {plain(s.why)}.", "")


def _pledges(title: str, pledges: Iterable[tuple[Request | Commitment, Standing, str]], c: Chapter) -> Iterator[str]:
    opened = False
    for pledge, where, words in pledges:
        if not opened:
            yield from (f"### {title}", "")
            opened = True
        verdict = f"; {pledge.verdict} by a person" if pledge.verdict else ""
        yield from (
            f"#### {plain(wording.matter(pledge, c))}",
            "",
            f"> {plain(words)}",
            "",
            f"{plain(wording.stands(where, c))}{verdict}",
            "",
        )
        for n, step in enumerate(pledge.history, 1):
            by = f", by {plain(wording.name(c.actors.get(step.by)))}" if step.by else ""
            person = f" (set by a person, judgement {step.judgement})" if step.judgement else ""
            day = plain(in_words(step.on)) if step.on else "on no known day"
            words = f"{plain(wording.quoted(step.evidence.text))} ({plain(wording.cited(step.evidence, c))})"
            yield f"{n}. **{step.state}**, {day}{by}{person}: {words}"
        yield ""


def _timeline(c: Chapter) -> Iterator[str]:
    if not c.days:
        return
    yield from ("### Timeline", "", "By the day spoken of, else the day said, else the day printed.", "")
    for day in c.days:
        yield from (f"**{plain(wording.heading(day))}**", "")
        lines = []
        for e in day.entries:
            what = f", {plain(wording.event(e))}" if wording.event(e) else ""
            facts = [wording.dated(e), wording.cited(e.places[0].evidence, c), wording.elsewhere(e, c)]
            told = f"{plain(wording.quoted(wording.told(e, c)))} ({plain('; '.join(f for f in facts if f))})"
            lines.append(f"**{plain(wording.teller(e, c))}**{what}: {told}")
        yield from _list(lines)


def _speaker(c: Chapter, n: int) -> str:
    s = c.speakers[n]
    told = wording.offices(s.actor)
    if s.actor.speaks_for:
        told.append(f"speaks for {wording.name(c.actors.get(s.actor.speaks_for))}")
    return f"**{plain(s.actor.name)}**, {many(s.said, 'statement')}" + (f": {plain('; '.join(told))}" if told else "")


def _article(a: Article) -> str:
    title = f": *{plain(a.title)}*" if a.title and flat(a.title) else ""
    author = f", by {plain(a.author)}" if a.author else ""
    return f"{plain(house(a))}{title}{author}{_link(safe_url(a.url))}; article {plain(a.id)};"


def _line(holder: str, words: str, e: Evidence, c: Chapter) -> Iterator[str]:
    yield from (f"**{plain(holder)}**", "", f"> {plain(words)}", "")
    yield from (f"{plain(wording.circumstances(e, c))}{_link(fragment(c.source(e).url, e.text))}", "")


def _link(url: str | None) -> str:
    """A link to a live page; what could end it early is percent-encoded."""
    return f" · [live page](<{quote(url, safe=_IN_URL)}>)" if url else ""


_IN_URL = "/:?#@!$&'*+,;=%-._~"


def _list(items: Iterable[str]) -> Iterator[str]:
    for item in items:
        yield f"- {item}"
    yield ""
