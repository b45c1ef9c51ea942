"""The desk: takes articles in, has them read, and links what is new with what was there. Every item ends in the ledger."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from onrecord.errors import OnRecordError, RecordError
from onrecord.ingest.files import items, named
from onrecord.ingest.ledger import Ledger
from onrecord.ingest.source import Given, Item
from onrecord.judgements.corrections import corrected
from onrecord.linking.link import link
from onrecord.model import Article, Reading
from onrecord.store.record import Record, Writer

Watch = Callable[[str, int, int], None]
"""Told of progress: what is at hand, how many files are done, how many there are."""


def _unwatched(what: str, done: int, of: int) -> None:
    return None


def add(record: Writer, sources: Sequence[str], given: Given | None = None, watch: Watch = _unwatched) -> Ledger:
    """Adds everything that the sources name.

    Args:
        sources: files, folders, globs, or "-".
        given: what fills the fields that the input leaves out.
        watch: told before each item.

    Raises:
        UsageError: a source names nothing.
    """
    from onrecord.reading.reader import read

    ledger = Ledger()
    paths = named(sources)
    for done, path in enumerate(paths):
        watch(str(path) if path is not None else "standard input", done, len(paths))
        for item in items(path, given or Given()):
            watch(_label(item), done, len(paths))
            _take(record, item, ledger, read)
    ledger.check()
    if ledger.stored:
        watch("linking", len(paths), len(paths))
        relink(record)
    record.enter(ledger)
    watch("done", len(paths), len(paths))
    return ledger


def _label(item: Item) -> str:
    return item.article.title or item.source if item.article else item.source


def _take(record: Writer, item: Item, ledger: Ledger, read: Callable[[Article], Reading]) -> None:
    if item.article is None:
        ledger.reject(item.source, item.line, item.reason or "no article")
        return
    if record.has(item.article.id):
        ledger.repeat()
        return
    try:
        record.store(item.article, read(item.article))
    except OnRecordError as error:
        ledger.fail(item.source, item.line, str(error))
    except Exception as error:  # a defect of ours in one article must not lose the others; it is counted and named
        ledger.fail(item.source, item.line, f"reading it failed ({type(error).__name__}: {error}); please report this article")
    else:
        ledger.store()


def relink(record: Writer) -> None:
    """Rebuilds what is derived from the articles and their readings."""
    record.link(link(record.articles(), record.readings(), record.judgements()))


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
    judgements = record.judgements()
    for judgement in record.judgements(undone=True):
        for found in judgement.anchors:
            check(f"judgement {judgement.id}", found.article, found.start, found.end, found.text)
    said = sum(len(corrected(articles[r.article], r, judgements).statements) for r in read.values() if r.article in articles)
    if said != len(links.statements):
        wrong.append(f"the readings hold {said} statements and the record {len(links.statements)}")
    for run in record.runs():
        if (
            run["seen"] != run["stored"] + run["duplicate"] + run["rejected"] + run["failed"]
            or len(run["refusals"]) != run["rejected"] + run["failed"]
        ):
            wrong.append(f"run {run['id']} of {run['made']}: its ledger does not balance")
    stored = sum(run["stored"] for run in record.runs())
    if stored != len(articles):
        wrong.append(f"the runs stored {stored} articles and the record holds {len(articles)}")
    return wrong
