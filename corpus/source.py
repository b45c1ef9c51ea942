"""Reads a source file: a story's articles and its gold as quoted strings."""
from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus import edtf, vocabulary
from corpus.locate import RESERVED, Span, UnlocatedError, unique
from corpus.quotation import Pair, pairs

Json = dict[str, Any]

SOURCES = Path(__file__).resolve().parent / "source"
KEYS = {  # what each table may hold; "!" marks what it must
    "": ("story!", "split!", "domain!", "manner!", "article!", "actor!", "statement!", "occasion", "dispute", "trap",
         "shift", "request", "commitment", "absence", "echo", "note"),
    "article": ("id!", "outlet!", "published!", "text!", "title", "author", "url", "furniture", "unspoken",
                "apostrophes"),
    "actor": ("id!", "name!", "kind!", "aliases", "offices", "note"),
    "office": ("title!", "of", "from", "to"),
    "occasion": ("channel", "addressee", "said_on"),
    "statement": ("id!", "content!", "in", "cue", "speaker", "who", "role", "stance", "kind", "at", "channel",
                  "addressee", "said_on", "within", "note"),
    "dispute": ("kind!", "slot!", "question!", "account!", "id", "level", "note"),
    "account": ("says!", "value!", "evidence!", "independent_sources!", "first_seen", "note"),
    "trap": ("kind!", "why!", "a!", "b!"),
    "shift": ("who!", "from!", "to!", "about!"),
    "request": ("by!", "to!", "of!", "evidence!", "history!", "via", "when", "note"),
    "commitment": ("by!", "what!", "evidence!", "history!", "due", "note"),
    "request step": ("state!", "evidence!", "by", "on"),
    "commitment step": ("state!", "evidence!", "on"),
    "absence": ("kind!", "in!", "quote!", "who", "note"),
    "echo": ("kind!", "statements!"),
    "passage": ("in!", "quote!", "who"),
}


class Faults:
    """The errors of one file, all of them, each one sentence that names its place."""

    def __init__(self, path: Path) -> None:
        self.name = path.name
        self.lines: list[str] = []

    def add(self, entry: str, sentence: str) -> None:
        self.lines.append(f"{self.name}: {entry}: {sentence}")


@dataclass(frozen=True, slots=True)
class Article:
    """One article with the places that are no story: furniture, and marks that are no speech."""
    id: str
    outlet: str
    published: str
    title: str
    text: str
    author: str | None
    url: str
    furniture: tuple[tuple[Span, str], ...]
    unspoken: tuple[Span, ...]
    pairs: tuple[Pair, ...]

    @property
    def day(self) -> str:
        return self.published[:10]

    def line(self) -> Json:
        """The article as a line of articles.jsonl."""
        author = {"author": self.author} if self.author else {}
        return {"url": self.url, "outlet": self.outlet, **author, "published": self.published, "title": self.title,
                "text": self.text}


@dataclass(frozen=True, slots=True)
class Story:
    """A source file, its articles read and its gold still in quoted strings (`tables`)."""
    slug: str
    id: str
    split: str
    domain: str
    manner: str
    articles: dict[str, Article]
    tables: Json


def source_paths(slugs: list[str]) -> list[Path]:
    """The sources of these stories, or of all. Raises FileNotFoundError with the path of a missing one."""
    chosen = [SOURCES / f"{slug}.toml" for slug in slugs] if slugs else sorted(SOURCES.glob("*.toml"))
    for path in chosen:
        if not path.is_file():
            raise FileNotFoundError(f"{path} does not exist")
    return chosen


def read(path: Path, faults: Faults) -> Story | None:
    """The story of a source file; None where it cannot be read at all (the faults say why)."""
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        faults.add("file", f"not readable as TOML: {error}")
        return None
    if not sound_keys("", tables, "file", faults):
        return None
    one_of("split", tables["split"], vocabulary.SPLITS, "file", faults)
    one_of("domain", tables["domain"], vocabulary.DOMAINS, "file", faults)
    if not re.fullmatch(r"S\d{3}", str(tables["story"])):
        faults.add("file", f"story {tables['story']!r} is not of the form S001")
    articles: dict[str, Article] = {}
    for number, table in enumerate(tables["article"], 1):
        entry = f"article {table.get('id', number)}"
        if not sound_keys("article", table, entry, faults):
            continue
        if not re.fullmatch(r"a\d+", table["id"]) or table["id"] in articles:
            faults.add(entry, "its id must be a1, a2, … and stand once")
        articles[table["id"]] = _article(path.stem, table, entry, faults)
    return Story(path.stem, tables["story"], tables["split"], tables["domain"], tables["manner"], articles, tables)


def sound_keys(kind: str, table: Json, entry: str, faults: Faults) -> bool:
    """Whether the table has what it must; keys that it may not have are faults too."""
    known = {key.rstrip("!") for key in KEYS[kind]}
    for key in sorted(set(table) - known):
        faults.add(entry, f"the key {key!r} is not known, expected one of {', '.join(sorted(known))}")
    missing = [key[:-1] for key in KEYS[kind] if key.endswith("!") and key[:-1] not in table]
    for key in missing:
        faults.add(entry, f"the key {key!r} is missing")
    return not missing


def one_of(key: str, value: object, allowed: tuple[str, ...], entry: str, faults: Faults) -> None:
    if value not in allowed:
        faults.add(entry, f"{key} {value!r} is none of {', '.join(allowed)}")


def _article(slug: str, table: Json, entry: str, faults: Faults) -> Article:
    text: str = table["text"].strip("\n")
    for mark in RESERVED:
        if mark in text:
            faults.add(entry, f"the text holds {mark!r}, which is kept for quoted strings")
    for tail in re.finditer(r"[ \t]+$", text, re.MULTILINE):
        faults.add(entry, f"white space at the end of the line {text[:tail.start()].rpartition(chr(10))[2][-30:]!r}")
    if not edtf.is_moment(table["published"]):
        faults.add(entry, f"published {table['published']!r} is no day and no time with zone")
    furniture = []
    for item in table.get("furniture", []):
        kind, _, quote = item.partition(": ")
        one_of("furniture kind", kind, vocabulary.FURNITURE_KINDS, entry, faults)
        furniture += [(span, kind) for span in _located(text, [quote], f"{entry} furniture", faults)]
    aside = [i for span in _located(text, table.get("apostrophes", []), f"{entry} apostrophes", faults)
             for i in range(span.start, span.end) if text[i] in "'’‘"]
    unspoken = _located(text, table.get("unspoken", []), f"{entry} unspoken", faults)
    outlet = re.sub(r"[^a-z0-9]+", "", table["outlet"].lower())
    return Article(
        table["id"], table["outlet"], table["published"], table.get("title", text.partition("\n")[0]), text,
        table.get("author"), table.get("url", f"https://{outlet}.example/{slug}/{table['id']}"),
        tuple(sorted(furniture)), tuple(unspoken), tuple(pairs(text, aside)))


def _located(text: str, quotes: list[str], entry: str, faults: Faults) -> list[Span]:
    spans = []
    for quote in quotes:
        try:
            spans.append(unique(text, quote))
        except UnlocatedError as error:
            faults.add(entry, f"{error}.")
    return spans
