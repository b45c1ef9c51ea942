"""Compiles a story's quoted strings into gold: every string becomes offsets, every default is filled in."""
from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from corpus import edtf
from corpus import vocabulary as words
from corpus.locate import Span, UnlocatedError, nearest, unique
from corpus.quotation import statement_kind
from corpus.source import Article, Faults, Json, Story, one_of, sound_keys

STATEMENT_ID = re.compile(r"(a\d+)s\d+[a-z]?")
REFERENCE = re.compile(r"(a\d+)(s\d+[a-z]?)?(?:: (.+))?", re.DOTALL)


class Compilation:
    """One story's gold in the making. Faults are collected, and the gold is only good where there are none."""

    def __init__(self, story: Story, faults: Faults) -> None:
        self.story = story
        self.faults = faults
        self.actors: set[str] = set()
        self.statements: dict[str, Json] = {}

    def gold(self) -> Json:
        tables, story = self.story.tables, self.story
        actors = [self._actor(table) for table in tables["actor"]]
        for table in tables["statement"]:
            self._statement(table)
        self._check_nesting()
        return {
            "story": {"id": story.id, "slug": story.slug, "split": story.split, "domain": story.domain,
                      "manner": story.manner},
            "articles": list(story.articles),
            "statements": list(self.statements.values()),
            "actors": actors,
            "disputes": [self._dispute(n, t) for n, t in enumerate(tables.get("dispute", []), 1)],
            "traps": [self._trap(n, t) for n, t in enumerate(tables.get("trap", []), 1)],
            "shifts": [self._shift(n, t) for n, t in enumerate(tables.get("shift", []), 1)],
            "requests": [self._request(n, t) for n, t in enumerate(tables.get("request", []), 1)],
            "commitments": [self._commitment(n, t) for n, t in enumerate(tables.get("commitment", []), 1)],
            "absences": [self._absence(n, t) for n, t in enumerate(tables.get("absence", []), 1)],
            "echoes": [self._echo(n, t) for n, t in enumerate(tables.get("echo", []), 1)],
            "furniture": [{"article": a.id, **_quoted(a, span), "kind": kind}
                          for a in story.articles.values() for span, kind in a.furniture],
            "unspoken": [{"article": a.id, **_quoted(a, span)} for a in story.articles.values() for span in a.unspoken],
        }

    # ------------------------------------------------------------ actors and statements
    def _actor(self, table: Json) -> Json:
        entry = f"actor {table.get('id')}"
        if not sound_keys("actor", table, entry, self.faults):
            return table
        one_of("kind", table["kind"], words.ACTOR_KINDS, entry, self.faults)
        if table["id"] in self.actors:
            self.faults.add(entry, "this id stands twice")
        self.actors.add(table["id"])
        offices = []
        for office in table.get("offices", []):
            sound_keys("office", office, entry, self.faults)
            offices.append({key: office.get(key) for key in ("title", "of", "from", "to")})
            for key in ("from", "to"):
                self._date(office.get(key), key, entry)
        return {"id": table["id"], "name": table["name"], "aliases": table.get("aliases", []), "kind": table["kind"],
                "offices": offices, **_note(table)}

    def _statement(self, table: Json) -> None:
        entry = f"statement {table.get('id')}"
        if not sound_keys("statement", table, entry, self.faults):
            return
        form = STATEMENT_ID.fullmatch(table["id"])
        article = self.story.articles.get(table.get("in") or (form.group(1) if form else ""))
        if form is None or article is None or table["id"] in self.statements:
            self.faults.add(entry, "its id must be a1s1, a1s2, … of an article of this story, and stand once")
            return
        content = [span for quote in _several(table["content"]) if (span := self._find(article, quote, entry))]
        cue = speaker = None
        if content:
            self._check_content(article, content, entry)
            if "cue" in table:
                cue = self._nearest(article, table["cue"], content, content, f"{entry} cue")
            if "speaker" in table:
                anchors = [cue] if cue else content
                speaker = self._nearest(article, table["speaker"], anchors, [*content, *([cue] if cue else [])],
                                        f"{entry} speaker")
        stance = table.get("stance", "asserts")
        one_of("stance", stance, words.STANCES, entry, self.faults)
        if "kind" in table:
            one_of("kind", table["kind"], words.STATEMENT_KINDS, entry, self.faults)
        kind = table.get("kind") or statement_kind(article.text, content, article.pairs, article.unspoken)
        occasion = self._occasion(table, entry)
        self._date(occasion["said_on"], "said_on", entry)
        if edtf.is_day(occasion["said_on"]) and str(occasion["said_on"]) > article.day:
            self.faults.add(entry, f"said_on {occasion['said_on']} is after the article's day {article.day}")
        self.statements[table["id"]] = {
            "id": table["id"], "article": article.id, "kind": kind, "stance": stance,
            "content": [_quoted(article, span) for span in content],
            "cue": _quoted(article, cue) if cue else None, "speaker": _quoted(article, speaker) if speaker else None,
            "who": self._who(table.get("who"), entry), "role": table.get("role"), **occasion,
            "within": table.get("within"), **_note(table)}

    def _occasion(self, table: Json, entry: str) -> Json:
        """Channel, addressee and day: of the occasion named by `at`, where the statement has none of its own."""
        shared: Json = {}
        if "at" in table:
            shared = self.story.tables.get("occasion", {}).get(table["at"], {})
            if not shared:
                self.faults.add(entry, f"the occasion {table['at']!r} is not there")
            sound_keys("occasion", shared, f"occasion {table['at']}", self.faults)
        return {key: table.get(key, shared.get(key)) or None for key in ("channel", "addressee", "said_on")}

    def _check_content(self, article: Article, content: Sequence[Span], entry: str) -> None:
        if any(left.end > right.start for left, right in pairwise(content)):
            self.faults.add(entry, "its content spans overlap or are not in the order of the text")
        for piece in content:
            for furniture, _ in article.furniture:
                if piece.overlaps(furniture) and not furniture.covers(piece):
                    self.faults.add(entry, f"its content runs over furniture {_text(article, furniture)!r}, split it")

    def _check_nesting(self) -> None:
        for statement in self.statements.values():
            seen, outer = {statement["id"]}, statement["within"]
            while outer is not None:
                reporting = self.statements.get(outer)
                if reporting is None or reporting["article"] != statement["article"] or outer in seen:
                    self.faults.add(f"statement {statement['id']}", f"within {outer!r} is no statement of the same "
                                    "article, or goes in a circle")
                    break
                seen.add(outer)
                outer = reporting["within"]

    # ------------------------------------------------------------ what is made of statements
    def _dispute(self, number: int, table: Json) -> Json:
        entry = f"dispute {table.get('id', f'd{number}')}"
        if not sound_keys("dispute", table, entry, self.faults):
            return table
        level = table.get("level", "conflict")
        one_of("level", level, words.DISPUTE_LEVELS, entry, self.faults)
        one_of("kind", table["kind"], words.DISPUTE_KINDS, entry, self.faults)
        accounts = [self._account(n, account, entry) for n, account in enumerate(table["account"], 1)]
        if len(accounts) < 2:
            self.faults.add(entry, "it has fewer than two accounts")
        marks = [{(e["article"], e["start"], e["end"]) for e in account.get("evidence", [])} for account in accounts]
        if any(one == other for n, one in enumerate(marks) for other in marks[:n]):
            self.faults.add(entry, "two of its accounts have the same evidence")
        return {"id": table.get("id", f"d{number}"), "level": level, "kind": table["kind"], "slot": table["slot"],
                "question": table["question"], "accounts": accounts, **_note(table)}

    def _account(self, number: int, table: Json, dispute: str) -> Json:
        entry = f"{dispute} account {number}"
        if not sound_keys("account", table, entry, self.faults):
            return table
        evidence = self._evidence(table["evidence"], entry)
        articles = [self.story.articles[e["article"]] for e in evidence]
        days = [article.day for article in articles]
        holding = [self.statements[e["statement"]] for e in evidence if e["statement"]]
        days += [s["said_on"] for s in holding if s["within"] is None and edtf.is_day(s["said_on"])]
        first_seen = table.get("first_seen") or min(days, default=None)
        self._date(first_seen, "first_seen", entry)
        if days and edtf.is_day(first_seen) and str(first_seen) > min(days):
            self.faults.add(entry, f"first_seen {first_seen} is after its evidence, which begins on {min(days)}")
        count, voices = table["independent_sources"], {(e["article"], e["who"]) for e in evidence}
        if not isinstance(count, int) or not 0 <= count <= len(voices):
            self.faults.add(entry, f"independent_sources {count!r} is not between 0 and its {len(voices)} voices")
        return {"says": table["says"], "value": table["value"], "evidence": evidence, "first_seen": first_seen,
                "independent_sources": count, "outlets": len({article.outlet for article in articles}), **_note(table)}

    def _trap(self, number: int, table: Json) -> Json:
        entry = f"trap {number}"
        if not sound_keys("trap", table, entry, self.faults):
            return table
        one_of("kind", table["kind"], words.TRAP_KINDS, entry, self.faults)
        sides = {side: _only(self._passage(table[side], f"{entry} {side}"), ("article", "start", "end", "text"))
                 for side in ("a", "b")}
        return {"kind": table["kind"], "why": table["why"], **sides}

    def _shift(self, number: int, table: Json) -> Json:
        entry = f"shift {number}"
        if not sound_keys("shift", table, entry, self.faults):
            return table
        return {"who": self._who(table["who"], entry), "from": self._known(table["from"], entry),
                "to": self._known(table["to"], entry), "about": table["about"]}

    def _request(self, number: int, table: Json) -> Json:
        entry = f"request {number}"
        if not sound_keys("request", table, entry, self.faults):
            return table
        self._date(table.get("when"), "when", entry)
        return {"by": self._who(table["by"], entry), "to": [self._who(one, entry) for one in _several(table["to"])],
                "of": table["of"], "via": table.get("via"), "when": table.get("when"),
                "evidence": self._evidence(table["evidence"], entry),
                "history": [self._step("request", step, words.REQUEST_STATES, entry) for step in table["history"]],
                **_note(table)}

    def _commitment(self, number: int, table: Json) -> Json:
        entry = f"commitment {number}"
        if not sound_keys("commitment", table, entry, self.faults):
            return table
        self._date(table.get("due"), "due", entry)
        return {"by": self._who(table["by"], entry), "what": table["what"], "due": table.get("due"),
                "evidence": self._evidence(table["evidence"], entry),
                "history": [self._step("commitment", s, words.COMMITMENT_STATES, entry) for s in table["history"]],
                **_note(table)}

    def _step(self, kind: str, table: Json, states: tuple[str, ...], entry: str) -> Json:
        entry = f"{entry} step {table.get('state')}"
        if not sound_keys(f"{kind} step", table, entry, self.faults):
            return table
        one_of("state", table["state"], states, entry, self.faults)
        evidence = self._passage(table["evidence"], entry)
        said_on = self.statements[evidence["statement"]]["said_on"] if evidence and evidence["statement"] else None
        on = table.get("on", said_on) or None
        self._date(on, "on", entry)
        by = {"by": self._who(table.get("by", evidence.get("who")), entry)} if kind == "request" else {}
        return {"on": on, "state": table["state"], **by, "evidence": evidence}

    def _absence(self, number: int, table: Json) -> Json:
        entry = f"absence {number}"
        if not sound_keys("absence", table, entry, self.faults):
            return table
        one_of("kind", table["kind"], words.ABSENCE_KINDS, entry, self.faults)
        place = self._passage({"in": table["in"], "quote": table["quote"]}, entry)
        return {"who": self._who(table.get("who"), entry), "kind": table["kind"],
                **_only(place, ("article", "start", "end", "text")), **_note(table)}

    def _echo(self, number: int, table: Json) -> Json:
        entry = f"echo {number}"
        if not sound_keys("echo", table, entry, self.faults):
            return table
        one_of("kind", table["kind"], words.ECHO_KINDS, entry, self.faults)
        if len(table["statements"]) < 2:
            self.faults.add(entry, "an echo needs two statements")
        return {"statements": [self._known(one, entry) for one in table["statements"]], "kind": table["kind"]}

    # ------------------------------------------------------------ references
    def _evidence(self, references: Sequence[Any], entry: str) -> list[Json]:
        """Every passage; a statement without a quote means all its content spans."""
        found = []
        for reference in references:
            if isinstance(reference, str) and reference in self.statements:
                statement = self.statements[reference]
                found += [_reference(statement["article"], reference, piece, statement["who"])
                          for piece in statement["content"]]
            elif passage := self._passage(reference, entry):
                found.append(passage)
        return found

    def _passage(self, reference: Any, entry: str) -> Json:
        """One passage: "a1s3" (its first span), "a1s3: words of it", "a2: words of the article", or {in, quote, who}."""
        if isinstance(reference, str) and (form := REFERENCE.fullmatch(reference)):
            article_id, tail, quote = form.groups()
            statement_id, who = article_id + tail if tail else None, None
        elif isinstance(reference, dict) and sound_keys("passage", reference, entry, self.faults):
            article_id, quote, who = reference["in"], reference["quote"], self._who(reference.get("who"), entry)
            statement_id = None
        else:
            self.faults.add(entry, f"{reference!r} is no reference such as \"a1s3\", \"a1s3: words\" or \"a2: words\"")
            return {}
        article = self.story.articles.get(article_id)
        if article is None or (statement_id and not self._known(statement_id, entry)) or not (statement_id or quote):
            self.faults.add(entry, f"{reference!r} names no article or statement of this story, or quotes nothing")
            return {}
        if not statement_id:
            span = self._find(article, quote, entry)
            return _reference(article_id, None, _quoted(article, span), who) if span else {}
        statement = self.statements[statement_id]
        pieces = [Span(piece["start"], piece["end"]) for piece in statement["content"]]
        if not pieces:
            return {}
        try:
            inner = _inside(article, quote, pieces) if quote else pieces[0]
        except UnlocatedError as error:
            self.faults.add(entry, f"{error}, in the content of {statement_id}.")
            return {}
        return _reference(article_id, statement_id, _quoted(article, inner), statement["who"])

    def _find(self, article: Article, quote: str, entry: str) -> Span | None:
        try:
            return unique(article.text, quote)
        except UnlocatedError as error:
            self.faults.add(entry, f"{error}.")
            return None

    def _nearest(self, article: Article, quote: str, anchors: Sequence[Span], avoid: Sequence[Span],
                 entry: str) -> Span | None:
        try:
            return nearest(article.text, quote, anchors, avoid)
        except UnlocatedError as error:
            self.faults.add(entry, f"{error}.")
            return None

    def _who(self, actor: str | None, entry: str) -> str | None:
        if actor is not None and actor not in self.actors:
            self.faults.add(entry, f"the actor {actor!r} is not there")
        return actor

    def _known(self, statement: str, entry: str) -> str | None:
        if statement not in self.statements:
            self.faults.add(entry, f"the statement {statement!r} is not there")
            return None
        return statement

    def _date(self, value: str | None, key: str, entry: str) -> None:
        if value and not edtf.is_valid(value):
            self.faults.add(entry, f"{key} {value!r} is no EDTF date")


def _inside(article: Article, quote: str, pieces: Sequence[Span]) -> Span:
    """Where the words stand within one of the pieces."""
    errors = []
    for piece in pieces:
        try:
            found = unique(article.text[piece.start:piece.end], quote)
            return Span(piece.start + found.start, piece.start + found.end)
        except UnlocatedError as error:
            errors.append(error)
    raise errors[0]


def _several(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value


def _text(article: Article, span: Span) -> str:
    return article.text[span.start:span.end]


def _quoted(article: Article, span: Span) -> Json:
    return {"start": span.start, "end": span.end, "text": _text(article, span)}


def _reference(article: str, statement: str | None, quoted: Json, who: str | None) -> Json:
    return {"article": article, "statement": statement, **quoted, "who": who}


def _only(passage: Json, keys: tuple[str, ...]) -> Json:
    return {key: passage[key] for key in keys if key in passage}


def _note(table: Json) -> Json:
    return {"note": table["note"]} if "note" in table else {}
