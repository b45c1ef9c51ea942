"""Atom feeds (RFC 4287) of a story, a person, a dispute or a search: what came into the record last.

Ids are ``urn:uuid:`` of version 5 (RFC 9562), made of what an entry is about: an article by its id, a statement or a line by its article and
the place of its words, so that linking anew changes none of them; a dispute by its id. ``updated`` is when the words came into the record.
Everything is plain text (``type="text"``); what XML 1.0 cannot hold becomes U+FFFD.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from urllib.parse import quote

from lxml import etree

from onrecord import __version__
from onrecord.export.identifiers import address
from onrecord.model import Actor, Article, Dispute, Evidence, Statement, Story
from onrecord.store import schema
from onrecord.store.catalogue import Catalogue, Head
from onrecord.store.retrieval import Retrieval

MEDIA = "application/atom+xml"
MOST = 50
"""Entries of a feed: the newest."""
LONG = 140
"""Characters of a title."""
_NAMESPACE = uuid.UUID("6f1c4d0e-8a2b-5c3d-9e4f-0a1b2c3d4e5f")
_ATOM = "http://www.w3.org/2005/Atom"
_EMPTY = "1970-01-01T00:00:00Z"
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_DATED = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry.

    Attributes:
        about: what makes its id.
        updated: RFC 3339.
        place: its page on the server, as a path; None without a server.
        source: the live page, http or https.
        published: RFC 3339, only where the coverage gives day, time and zone.
    """

    about: tuple[object, ...]
    title: str
    updated: str
    author: str
    content: str
    place: str | None = None
    source: str | None = None
    published: str | None = None
    category: str | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed; ``here`` and ``page`` are paths of the feed and of the page that it follows."""

    about: tuple[object, ...]
    title: str
    here: str
    page: str
    entries: tuple[Entry, ...] = field(default=())

    @property
    def updated(self) -> str:
        """When the newest entry was updated."""
        return max((e.updated for e in self.entries), default=_EMPTY)


def urn(about: Iterable[object]) -> str:
    """The id of what something is about."""
    return f"urn:uuid:{uuid.uuid5(_NAMESPACE, '|'.join(map(str, about)))}"


def written(feed: Feed, base: str | None = None) -> bytes:
    """The feed as XML.

    Args:
        base: address of the server, without a slash at its end; None where there is none, and then links to it are left out.
    """
    root = etree.Element(f"{{{_ATOM}}}feed", nsmap={None: _ATOM})
    _put(root, "id", urn(feed.about))
    _put(root, "title", feed.title)
    _put(root, "updated", feed.updated)
    _put(etree.SubElement(root, f"{{{_ATOM}}}author"), "name", "OnRecord")
    generator = _put(root, "generator", "OnRecord")
    generator.set("version", __version__)
    if base is not None:
        _link(root, "self", base + feed.here, MEDIA)
        _link(root, "alternate", base + feed.page, "text/html")
    for entry in feed.entries:
        _entry(root, entry, base)
    out: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return out


def _entry(root: etree._Element, entry: Entry, base: str | None) -> None:
    node = etree.SubElement(root, f"{{{_ATOM}}}entry")
    _put(node, "id", urn(entry.about))
    _put(node, "title", _short(entry.title))
    _put(node, "updated", entry.updated)
    if entry.published is not None:
        _put(node, "published", entry.published)
    _put(etree.SubElement(node, f"{{{_ATOM}}}author"), "name", " ".join(entry.author.split()) or "not known")
    if entry.category is not None:
        etree.SubElement(node, f"{{{_ATOM}}}category", term=_ILLEGAL.sub("\ufffd", entry.category))
    if base is not None and entry.place is not None:
        _link(node, "alternate", base + entry.place, "text/html")
    if entry.source is not None:
        _link(node, "via", entry.source)
    _put(node, "content", entry.content).set("type", "text")


def _put(parent: etree._Element, name: str, words: str) -> etree._Element:
    node = etree.SubElement(parent, f"{{{_ATOM}}}{name}")
    node.text = _ILLEGAL.sub("\ufffd", words)
    return node


def _link(parent: etree._Element, relation: str, address: str, media: str | None = None) -> None:
    node = etree.SubElement(parent, f"{{{_ATOM}}}link", rel=relation, href=_ILLEGAL.sub("%EF%BF%BD", address))
    if media is not None:
        node.set("type", media)


def _short(words: str) -> str:
    told = " ".join(words.split())
    return told if len(told) <= LONG else f"{told[: LONG - 1].rstrip()}…"


def place(article: str, start: int, end: int) -> str:
    """The path of words in their article."""
    return f"/articles/{quote(article, safe='')}?at={start}-{end}#at"


class Newsroom:
    """Makes the feeds of a record."""

    def __init__(self, record: Retrieval, catalogue: Catalogue) -> None:
        self._record, self._catalogue = record, catalogue

    def story(self, identity: str) -> Feed | None:
        """New articles, statements and disputes of a story; None where there is no such story."""
        story: Story | None = self._record.found(schema.story, Story, identity)
        if story is None:
            return None
        printed = self._catalogue.latest_printed(MOST, identity)
        heads = self._catalogue.heads(printed)
        entries = [_of_article(heads[a]) for a in printed]
        entries += self._statements(self._catalogue.latest_said(MOST, story=identity))
        entries += self._disputes(self._record.disputes([identity]))
        path = quote(identity, safe="")
        return Feed(("story", identity), story.title, f"/feeds/stories/{path}.atom", f"/stories/{path}", _newest(entries))

    def person(self, identity: str) -> Feed | None:
        """New statements of an actor; None where there is none such."""
        actor = self._record.actor(identity)
        if actor is None:
            return None
        entries = self._statements(self._catalogue.latest_said(MOST, actor=identity))
        path = quote(identity, safe="")
        return Feed(("actor", identity), f"{actor.name}: statements", f"/feeds/people/{path}.atom", f"/people/{path}", _newest(entries))

    def dispute(self, identity: str) -> Feed | None:
        """New lines of a dispute; None where there is none such."""
        dispute: Dispute | None = self._record.found(schema.dispute, Dispute, identity)
        if dispute is None:
            return None
        lines = [(a.says, e) for a in dispute.accounts for e in a.evidence]
        heads = self._catalogue.heads({e.article for _, e in lines})
        people = self._record.people({e.who for _, e in lines if e.who})
        entries = [_of_line(identity, says, e, heads[e.article], people.get(e.who or "")) for says, e in lines]
        path = quote(identity, safe="")
        return Feed(("dispute", identity), dispute.question, f"/feeds/disputes/{path}.atom", f"/disputes/{path}", _newest(entries))

    def search(self, words: str, statements: Sequence[str]) -> Feed:
        """Statements that a search found.

        Args:
            words: what was searched for.
            statements: ids of the newest that it found.
        """
        told = " ".join(words.split())
        asked = f"?q={quote(told, safe='')}"
        entries = self._statements(statements)
        return Feed(("search", told), f"Search: {told}", f"/feeds/search.atom{asked}", f"/search{asked}", _newest(entries))

    def _statements(self, ids: Sequence[str]) -> list[Entry]:
        said = self._record.said(ids)
        heads = self._catalogue.heads({s.article for s in said.values()})
        people = self._record.people({s.who for s in said.values() if s.who})
        return [_of_statement(said[k], heads[said[k].article], people.get(said[k].who or "")) for k in ids if k in said]

    def _disputes(self, disputes: Iterable[Dispute]) -> list[Entry]:
        """Disputes as entries; each is updated when its newest line came into the record."""
        told = [d for d in disputes if d.verdict != "dismissed"]
        heads = self._catalogue.heads({e.article for d in told for a in d.accounts for e in a.evidence})
        out = []
        for d in told:
            added = max(heads[e.article].added for a in d.accounts for e in a.evidence)
            accounts = "\n".join(f"{n}. {a.says} ({_sources(a.independent_sources)})" for n, a in enumerate(d.accounts, 1))
            content = f"{d.question}\n\n{accounts}\n\n{d.level}, differs in {d.slot}; how sure: {d.score:.2f}"
            path = f"/disputes/{quote(d.id, safe='')}"
            out.append(Entry(("dispute", d.id), d.question, _instant(added), "OnRecord", content, path, category=d.level))
        return out


def _sources(number: int) -> str:
    return f"{number} independent source{'' if number == 1 else 's'}"


def _newest(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """The newest, one of each id; those of the same moment by what they are about."""
    known = {urn(e.about): e for e in entries}
    rated = sorted(known.items(), key=lambda k: k[0])
    return tuple(e for _, e in sorted(rated, key=lambda k: k[1].updated, reverse=True)[:MOST])


def _instant(added: str) -> str:
    """A moment of the record's clock, RFC 3339."""
    return added if _DATED.fullmatch(added) else _EMPTY


def _printed(head: Head | Article) -> str | None:
    value = (head.published or "").strip()
    return value if _DATED.fullmatch(value) else None


def _house(head: Head) -> str:
    return f"{head.outlet or head.source}, {(head.published or 'no date')[:10]}"


def _of_article(head: Head) -> Entry:
    title = head.title or "Article without a title"
    path = f"/articles/{quote(head.id, safe='')}"
    author = head.author or head.outlet or head.source
    return Entry(
        ("article", head.id),
        title,
        _instant(head.added),
        author,
        f"{title}\n\n{_house(head)}",
        path,
        address(head.url),
        _printed(head),
        "article",
    )


def _of_statement(s: Statement, head: Head, who: Actor | None) -> Entry:
    name = who.name if who is not None else "speaker not known"
    said = f", said {s.said_on}" if s.said_on else ""
    content = f"{s.words}\n\n{name}{f', {s.role}' if s.role else ''}{said}. {_house(head)}"
    spans = tuple((c.start, c.end) for c in s.content)
    where = place(s.article, s.start, s.content[-1].end)
    about = ("statement", s.article, *spans)
    return Entry(about, f"{name}: {s.words}", _instant(head.added), name, content, where, address(head.url), _printed(head), s.stance.value)


def _of_line(dispute: str, says: str, e: Evidence, head: Head, who: Actor | None) -> Entry:
    name = who.name if who is not None else head.outlet or head.source
    content = f"{' '.join(e.text.split())}\n\nAccount: {says}\n{name}. {_house(head)}"
    where = place(e.article, e.start, e.end)
    about = ("line", dispute, e.article, e.start, e.end)
    return Entry(about, f"{name}: {e.text}", _instant(head.added), name, content, where, address(head.url), _printed(head), says[:LONG])
