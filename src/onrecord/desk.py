"""The desk: takes articles in, has them read, and links what is new with what was there. Every item ends in the ledger."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from onrecord.errors import OnRecordError, RecordError
from onrecord.gazetteer import given
from onrecord.gazetteer.qids import qids
from onrecord.ingest.files import items, named
from onrecord.ingest.ledger import Ledger
from onrecord.ingest.source import Given, Item
from onrecord.judgements.corrections import corrected
from onrecord.linking.arrival import RULES, Arrival
from onrecord.linking.notes import Bare
from onrecord.model import Article, Commitment, Links, Reading, Request
from onrecord.store.record import Record, Writer

Watch = Callable[[str, int, int], None]
"""Told of progress: what is at hand, how many files are done, how many there are."""


def _unwatched(what: str, done: int, of: int) -> None:
    return None


def add(
    record: Writer, sources: Sequence[str], given: Given | None = None, watch: Watch = _unwatched, within: Path | None = None
) -> Ledger:
    """Adds everything that the sources name.

    Args:
        sources: files, folders, globs, or "-".
        given: what fills the fields that the input leaves out.
        watch: told before each item.
        within: a folder that is left out of the files' names.

    Raises:
        UsageError: a source names nothing.
    """
    from onrecord.reading.reader import read

    ledger = Ledger()
    paths = named(sources)
    run = record.begin()
    for done, path in enumerate(paths):
        watch(str(path) if path is not None else "standard input", done, len(paths))
        for item in items(path, given or Given(), within):
            watch(_label(item), done, len(paths))
            _take(record, item, ledger, read, run)
    ledger.check()
    record.enter(ledger, run)
    watch("linking", len(paths), len(paths))
    relink(record)
    watch("done", len(paths), len(paths))
    return ledger


def _label(item: Item) -> str:
    return item.article.title or item.source if item.article else item.source


def _take(record: Writer, item: Item, ledger: Ledger, read: Callable[[Article], Reading], run: int) -> None:
    if item.article is None:
        ledger.reject(item.source, item.line, item.reason or "no article")
        return
    if record.has(item.article.id):
        ledger.repeat()
        return
    try:
        record.store(item.article, read(item.article), run)
    except OnRecordError as error:
        ledger.fail(item.source, item.line, str(error))
    except Exception as error:  # a defect of ours in one article must not lose the others; it is counted and named
        ledger.fail(item.source, item.line, f"reading it failed ({type(error).__name__}: {error}); please report this article")
    else:
        ledger.store()


def relink(record: Writer, *, whole: bool = False) -> None:
    """Links the articles that wait for it, with what they touch; those that a run cut short had stored are among them.

    Args:
        whole: links everything anew. So does a record that was never linked, or on another basis: by other rules, another gazetteer or
            other items of the user's.

    Raises:
        RecordError: somebody else linked the record at the same time; the articles wait for the next time.
    """
    turn, basis = record.turn(), _basis()
    whole = whole or turn[1] != basis
    waiting = None if whole else record.pending()
    if waiting == []:
        return
    shelf = Bare() if whole else record.shelf()
    change = Arrival(shelf, record.placed(waiting), record.judgements()).link()
    record.link(change, turn, basis, whole=whole)


def _basis() -> str:
    """What linking goes by beside the record: its rules and the user's tables."""
    states, items = given(), qids()
    told = repr((RULES, states.states if states else None, sorted(items.items.items()) if items else None))
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def reread(record: Writer, identities: Sequence[str] | None = None, watch: Watch = _unwatched) -> int:
    """Reads stored articles again with the installed model; judgements stay and are laid over the new readings.

    Args:
        identities: of the articles; all by default.

    Returns:
        How many were read.

    Raises:
        RecordError: an article is not in the record.
    """
    from onrecord.reading.reader import read

    articles = record.articles(identities)
    missing = set(identities or ()) - {a.id for a in articles}
    if missing:
        raise RecordError(f"{min(missing)}: no article in {record.path} has this id; ids stand in `onrecord stories`")
    for done, article in enumerate(articles):
        watch(article.title or article.source, done, len(articles))
        record.reread(read(article))
    relink(record)
    return len(articles)


def verify(record: Record) -> list[str]:
    """Re-checks every span, hash and count of a record, offline. Returns one sentence for each thing that does not hold."""
    from onrecord.store.record import digest

    wrong: list[str] = []
    articles = {a.id: a for a in record.articles()}
    digests = record.digests()
    for identity, article in articles.items():
        if digest(article.text) != digests[identity]:
            wrong.append(f"article {identity}: its text is not the text that was stored (SHA-256 differs)")

    def check(what: str, article: str, start: int, end: int, text: str) -> None:
        if article not in articles:
            wrong.append(f"{what}: its article {article} is not in the record")
        elif not 0 <= start < end <= len(articles[article].text) or articles[article].text[start:end] != text:
            wrong.append(f"{what}: article {article} does not read {text[:60]!r} at {start} to {end}")

    read = {r.article: r for r in record.readings()}
    for missing in sorted(set(articles) - set(read)):
        wrong.append(f"article {missing}: it was never read")
    for reading in read.values():
        for piece in reading.furniture:
            check(f"furniture in {reading.article}", reading.article, piece.start, piece.end, piece.text)
        for entity in reading.entities:
            for mention in entity.mentions:
                check(f"mention of {entity.id}", reading.article, mention.start, mention.end, mention.text)
    links = record.links()
    actors = {a.id for a in links.actors}
    statements = {s.id for s in links.statements}
    for s in links.statements:
        for span in (*s.content, *(x for x in (s.cue, s.speaker) if x is not None)):
            check(f"statement {s.id}", s.article, span.start, span.end, span.text)
        if s.who is not None and s.who not in actors:
            wrong.append(f"statement {s.id}: its speaker {s.who} is not among the actors")
    for c in links.claims:
        check(f"claim {c.id}", c.article, c.evidence.start, c.evidence.end, c.evidence.text)
        if c.statement is not None and c.statement not in statements:
            wrong.append(f"claim {c.id}: its statement {c.statement} is not in the record")
    for a in links.absences:
        check("absence", a.article, a.start, a.end, a.text)
    for d in links.disputes:
        if len(d.accounts) < 2 or not d.slot:
            wrong.append(f"dispute {d.id}: it names no slot or has fewer than two accounts")
        for account in d.accounts:
            for e in account.evidence:
                check(f"evidence of {d.id}", e.article, e.start, e.end, e.text)
    pledges: list[Request | Commitment] = [*links.requests, *links.commitments]
    for pledge in pledges:
        for e in (*pledge.evidence, *(s.evidence for s in pledge.history)):
            check(f"evidence of {pledge.id}", e.article, e.start, e.end, e.text)
        if not pledge.history:
            wrong.append(f"{pledge.id}: it has no state")
    judgements = record.judgements()
    entered = {j.id for j in judgements}
    for pledge in pledges:
        concerned = {pledge.by, *(pledge.to if isinstance(pledge, Request) else ()), *(s.by for s in pledge.history)}
        wrong += [f"{pledge.id}: {who} is not among the actors" for who in sorted(w for w in concerned if w and w not in actors)]
        for n in sorted({*pledge.judgements, *(s.judgement for s in pledge.history if s.judgement is not None)} - entered):
            wrong.append(f"{pledge.id}: judgement {n}, by which it was decided, is not in the record or was undone")
    corrections = {r.article: corrected(articles[r.article], r, judgements) for r in read.values() if r.article in articles}
    wrong += _astray(record, links, corrections)
    for judgement in record.judgements(undone=True):
        for found in judgement.anchors:
            check(f"judgement {judgement.id}", found.article, found.start, found.end, found.text)
    said = sum(len(r.statements) for r in corrections.values())
    if said != len(links.statements):
        wrong.append(f"the readings hold {said} statements and the record {len(links.statements)}")
    for run in record.runs():
        if (
            run["seen"] != run["stored"] + run["duplicate"] + run["rejected"] + run["failed"]
            or len(run["refusals"]) != run["rejected"] + run["failed"]
        ):
            wrong.append(f"run {run['id']} of {run['made']}: its ledger does not balance")
    wrong += record.fulltext().amiss()
    stored = sum(run["stored"] for run in record.runs())
    if stored != len(articles):
        wrong.append(f"the runs stored {stored} articles and the record holds {len(articles)}")
    return wrong


def _astray(record: Record, links: Links, readings: Mapping[str, Reading]) -> list[str]:
    """What linking made that belongs to nothing, and what it should have made and did not.

    Args:
        readings: of every article, with people's corrections.
    """
    wrong = [f"article {a}: it waits to be linked; the next `onrecord add` does it" for a in record.pending()]
    wrong += [f"a {table} belongs to {owner}, which is not in the record" for table, owner in record.strays()]
    placed = Counter(a for s in links.stories for a in s.articles)
    story_of = {a: s.id for s in links.stories for a in s.articles}
    member = record.membership()
    for article in sorted(readings.keys() | placed.keys() | member.keys()):
        if placed[article] != 1 or article not in readings or member.get(article) != story_of.get(article):
            wrong.append(f"article {article}: it is not in one story, or in one without being in the record")
    known = {(article, entity) for article, entity, _ in links.cast}
    read = {(a, e.id) for a, r in readings.items() for e in r.entities}
    for article, entity in sorted(known ^ read):
        wrong.append(f"entity {entity} of article {article}: it is {'no actor' if (article, entity) in read else 'not in the reading'}")
    actors = {a.id for a in links.actors}
    for c in links.claims:
        for who in sorted({*c.actor, *c.recipient, *c.holders} - actors):
            wrong.append(f"claim {c.id}: {who} is not among the actors")
    said = {s.id for s in links.statements}
    for x in links.echoes:
        wrong += [f"echo {x.id}: its statement {s} is not in the record" for s in x.statements if s not in said]
    for shift in links.shifts:
        wrong += [f"shift {shift.id}: its statement {s} is not in the record" for s in (shift.earlier, shift.later) if s not in said]
    for what, number, expected in (
        ("claims", len(links.claims), sum(len(r.claims) for r in readings.values())),
        ("absences", len(links.absences), sum(len(r.absences) for r in readings.values())),
    ):
        if number != expected:
            wrong.append(f"the readings hold {expected} {what} and the record {number}")
    return wrong
