"""Statements as W3C Web Annotations (Recommendation of 23 February 2017), one collection with one page.

Each target is a span: a TextQuoteSelector with what stands around it, and a TextPositionSelector in code points. The source is the
article's address, or its name where it has none; the positions count in the text that was stored, which ``state`` names, as the live page may
have changed. A split quotation has a target a span. Bodies say by their purpose who speaks (identifying), how (classifying), the
circumstances (describing), and in which disputes it is evidence (linking).

``@context`` is the one that the Recommendation asks for; a reader of annotations knows it and fetches nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from onrecord.export.document import line, listed
from onrecord.export.identifiers import source, urn
from onrecord.export.roles import Part, parts_played
from onrecord.model import Actor, Article, Evidence, Span, Statement
from onrecord.store.extent import Extent

Json = dict[str, Any]

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
MEDIA = 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'
AROUND = 32
"""Characters before and after a span by which it is told from the same words elsewhere."""


def pieces(extent: Extent) -> Iterator[str]:
    """The collection, piece by piece, an annotation a line."""
    name = urn("annotations", extent.story.id if extent.story else "record")
    parts = parts_played(extent.disputes)
    voice = voices(extent)
    total = extent.retrieval.uttered(extent.articles) + len(voice)
    head = {"@context": CONTEXT, "id": name, "type": "AnnotationCollection", "label": "Statements in news articles", "total": total}
    yield f'{line(head)[:-1]}, "first": {{"id": {line(f"{name}:1")}, "type": "AnnotationPage", "partOf": {line(name)}, "startIndex": 0, "items": '
    yield from listed(items(extent, parts, voice), line)
    yield "}}\n"


def voices(extent: Extent) -> list[Evidence]:
    """The passages of disputes that articles say in their own voice, each once, in order."""
    lines = {e for d in extent.disputes for a in d.accounts for e in a.evidence if e.statement is None}
    return sorted(lines, key=lambda e: (e.article, e.start, e.end))


def items(extent: Extent, parts: Mapping[object, Sequence[Part]], voice: Sequence[Evidence]) -> Iterator[Json]:
    """The annotations: statements, and passages of disputes that articles say in their own voice."""
    by_article: dict[str, list[Evidence]] = {}
    for e in voice:
        by_article.setdefault(e.article, []).append(e)
    for batch in extent.batches():
        held = {a.id: a for a in batch.articles}
        for s in batch.statements:
            yield of_statement(s, held[s.article], extent.actors, parts.get(s.id, ()))
        for a in batch.articles:
            for e in by_article.get(a.id, ()):
                yield of_voice(e, a, parts.get((e.article, e.start, e.end), ()))


def of_statement(s: Statement, a: Article, actors: Mapping[str, Actor], parts: Sequence[Part] = ()) -> Json:
    """A statement."""
    who = actors.get(s.who or "")
    bodies = [_textual("identifying", who.name)] if who else []
    if who:
        bodies.append({"type": "SpecificResource", "source": urn("actor", who.id), "purpose": "identifying"})
    bodies += [_textual("classifying", s.stance.value), _textual("classifying", s.kind.value)]
    bodies += [
        _textual("describing", f"{label}: {words}")
        for label, words in (("role", s.role), ("channel", s.channel), ("addressee", s.addressee), ("said on", s.said_on))
        if words
    ]
    if s.within:
        bodies.append({"type": "SpecificResource", "source": urn("statement", s.within), "purpose": "linking"})
    bodies += [_linked(part) for part in parts]
    targets = [target(a, span) for span in s.content]
    return {
        "id": urn("statement", s.id),
        "type": "Annotation",
        "motivation": "identifying",
        "body": bodies,
        "target": targets[0] if len(targets) == 1 else targets,
    }


def of_voice(e: Evidence, a: Article, parts: Sequence[Part]) -> Json:
    """A passage of an article's own voice that stands in disputes."""
    name = urn("passage", f"{e.article}-{e.start}-{e.end}")
    bodies = [_textual("classifying", "the article itself"), *(_linked(part) for part in parts)]
    spot = target(a, Span(e.start, e.end, e.text))
    return {"id": name, "type": "Annotation", "motivation": "linking", "body": bodies, "target": spot}


def target(a: Article, span: Span) -> Json:
    """A span of an article, by its words and by its place."""
    quote = {
        "type": "TextQuoteSelector",
        "exact": span.text,
        "prefix": a.text[max(0, span.start - AROUND) : span.start],
        "suffix": a.text[span.end : span.end + AROUND],
    }
    place = {"type": "TextPositionSelector", "start": span.start, "end": span.end}
    stored = {"type": "TimeState", "cached": urn("article", a.id)}
    return {"type": "SpecificResource", "source": source(a), "state": stored, "selector": [quote, place]}


def _textual(purpose: str, value: str) -> Json:
    return {"type": "TextualBody", "value": value, "format": "text/plain", "purpose": purpose}


def _linked(part: Part) -> Json:
    return {"type": "SpecificResource", "source": urn("account", f"{part.dispute}/{part.account}"), "purpose": "linking"}
