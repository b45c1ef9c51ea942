"""How a dossier puts things: one wording for HTML and Markdown. What is returned holds words of articles, and has to be escaped."""

from __future__ import annotations

from onrecord.citation import flat, house, many
from onrecord.edtf import in_words, interval
from onrecord.entry import Basis, Entry, EntryKind
from onrecord.model import Absence, Actor, Commitment, Dispute, Evidence, Judgement, Office, Request, Shift, Stance, Statement, Verdict
from onrecord.report.dossier import Chapter, Day, Dossier
from onrecord.standing import Standing

UNKNOWN = "speaker not known"
ITSELF = "the article itself"
_KINDS = {
    Verdict.BOUNDS: "the words of a statement corrected",
    Verdict.NONE: "that this is no statement",
    Verdict.SAID: "a statement entered that was missed",
    Verdict.MERGE: "that these are one",
    Verdict.SPLIT: "that these are not one",
    Verdict.RENAME: "the name set",
    Verdict.CONFIRM: "confirmed",
    Verdict.DISMISS: "dismissed",
    Verdict.JOIN: "disputes or accounts made one",
    Verdict.PART: "a dispute or an account parted",
    Verdict.MOVE: "a line moved to another account, or out",
    Verdict.STATE: "a state or a day due set",
}


def name(actor: Actor | None, otherwise: str = "somebody not known") -> str:
    """An actor's name."""
    return flat(actor.name) if actor is not None else otherwise


def holder(line: Evidence, chapter: Chapter) -> str:
    """Who says a line, with the role beside it."""
    s = chapter.said.get(line.statement or "")
    actor = chapter.speaker(line)
    if actor is None:
        return UNKNOWN if s is not None else ITSELF
    role = flat(s.role) if s and s.role else ""
    return f"{name(actor)}, {role}" if role and role.casefold() not in actor.name.casefold() else name(actor)


def circumstances(line: Evidence, chapter: Chapter) -> str:
    """Day said, channel, addressee and stance of a line, as far as they are known; then where it is printed."""
    s = chapter.said.get(line.statement or "")
    return "; ".join([*(manner(s) if s else []), cited(line, chapter)])


def manner(s: Statement) -> list[str]:
    """Day said, channel, addressee and stance of a statement, as far as they are known."""
    told = [f"said {in_words(s.said_on)}" if s.said_on else "", f"in {flat(s.channel)}" if s.channel else ""]
    told += [f"to {flat(s.addressee)}" if s.addressee else "", s.stance.value if s.stance is not Stance.ASSERTS else ""]
    return [t for t in told if t]


def cited(line: Evidence | Absence, chapter: Chapter) -> str:
    """Where a line is printed: house and day, the number of the article, and its place in the text."""
    return f"{house(chapter.source(line))} [{chapter.numbers[line.article]}], characters {line.start} to {line.end}"


def sources(dispute: Dispute, account: int, chapter: Chapter) -> list[str]:
    """How the lines of an account fold into independent sources: who, in which articles, and why they count as one.

    Nothing where each line is a source of its own, and where the reasons cannot be told.

    Args:
        account: from 0.
    """
    found = chapter.folds[dispute.id][account]
    if not found.counted or all(len(group.lines) == 1 for group in found.groups):
        return []
    out = []
    for group in found.groups:
        who = dict.fromkeys(name(chapter.speaker(e), UNKNOWN if e.statement else ITSELF) for e in group.lines)
        where = sorted({chapter.numbers[e.article] for e in group.lines})
        why = f": {flat(group.why)}" if group.why else ""
        out.append(f"{', '.join(who)} {' '.join(f'[{n}]' for n in where)}, {many(len(group.lines), 'line')}{why}")
    return out


def offices(actor: Actor) -> list[str]:
    """The offices in order of the days on which they were first seen held."""
    out: dict[tuple[str, str], list[Office]] = {}
    for o in actor.offices:
        out.setdefault((flat(o.title).casefold(), flat(o.of or "").casefold()), []).append(o)
    told = []
    for same in out.values():
        days = sorted(d for o in same for d in (o.since, o.until) if d)
        seen = "" if not days else f", seen {days[0]}" if days[0] == days[-1] else f", seen {days[0]} to {days[-1]}"
        joint = "for" if same[0].title.casefold().split()[-1:] and same[0].title.casefold().split()[-1].startswith("spokes") else "of"
        title = f"{flat(same[0].title)} {joint} {flat(same[0].of)}" if same[0].of else flat(same[0].title)
        told.append((days[0] if days else "9999", title + seen))
    return [words for _, words in sorted(told)]


def printed(chapter: Chapter) -> str:
    """From when to when the articles were printed, and how many they are."""
    days = f"Printed {in_words('/'.join(chapter.span))}; " if chapter.span else ""
    return f"{days}{many(len(chapter.articles), 'article')} of {many(len(chapter.outlets), 'outlet')}; {chapter.story.id}"


def heading(day: Day) -> str:
    """The day or days under which entries stand."""
    return in_words(day.day.rstrip("?~%")) if day.day and interval(day.day) else "Day not known"


def teller(entry: Entry, chapter: Chapter) -> str:
    """Whose words or doing an entry is."""
    line = entry.places[0].evidence
    if entry.kind is EntryKind.CLAIM and line.statement is None:
        return ITSELF
    return name(
        chapter.actors.get(entry.who or ""), UNKNOWN if entry.kind in (EntryKind.STATEMENT, EntryKind.CLAIM) else "by whom is not told"
    )


def event(entry: Entry) -> str:
    """What becomes of something, of which an entry tells; empty where it only tells what was said. What the words tell is not told twice."""
    about = f": {flat(entry.about)}" if entry.about and flat(entry.about) not in flat(entry.places[0].evidence.text) else ""
    match entry.kind:
        case EntryKind.REQUEST | EntryKind.COMMITMENT:
            return f"{entry.kind.value} {entry.state}{', set by a person' if entry.judgement else ''}{about}"
        case EntryKind.DUE:
            return f"commitment due{about}"
        case EntryKind.SHIFT:
            return f"changes the account{about}"
    return "disputed" if any(b.startswith("dispute") for b in entry.belongs) else ""


def quoted(words: str) -> str:
    """Words on one line between square brackets that say where they begin and end; words in marks of their own keep those."""
    words = flat(words)
    return words if words[:1] in "“\"‘'«" else f"[{words}]"


def told(entry: Entry, chapter: Chapter) -> str:
    """The words of an entry; of a split quotation its pieces."""
    line = entry.places[0].evidence
    s = chapter.said.get(line.statement or "")
    return s.words if s is not None and (line.start, line.end) == (s.start, s.content[-1].end) else line.text


def dated(entry: Entry) -> str:
    """By what an entry stands under its day; the day said and the day printed where they are others."""
    place, told = entry.places[0], []
    if entry.basis is Basis.SAID:
        told.append("the day said")
    elif entry.basis is Basis.PRINTED:
        told.append("the day printed: no other is known")
    elif (found := interval(entry.of)) and found.uncertain:
        told.append("the day is not sure")
    if place.said and entry.basis is not Basis.SAID and place.said != entry.of:
        told.append(f"said {in_words(place.said, short=True)}")
    return "; ".join(told)


def elsewhere(entry: Entry, chapter: Chapter) -> str:
    """The numbers of the other articles that tell it."""
    first = entry.places[0].evidence.article
    others = sorted({chapter.numbers[p.evidence.article] for p in entry.places} - {chapter.numbers[first]})
    return f"also {', '.join(f'[{n}]' for n in others)}" if others else ""


def matter(pledge: Request | Commitment, chapter: Chapter) -> str:
    """Who asks whom, or who undertakes it."""
    by = name(chapter.actors.get(pledge.by or ""))
    if isinstance(pledge, Commitment):
        return f"{by} undertakes"
    asked = ", ".join(name(chapter.actors.get(k)) for k in pledge.to) or "somebody not known"
    return f"{by} asks {asked}{f', by {flat(pledge.via)}' if pledge.via else ''}{f', {in_words(pledge.when)}' if pledge.when else ''}"


def stands(where: Standing, chapter: Chapter) -> str:
    """The state, whether it is open, and when it is due."""
    states = set(where.by.values())
    state = where.state or "no state known"
    if len(states) > 1:
        state = "; ".join(f"{name(chapter.actors.get(who))}: {each}" for who, each in where.by.items())
    told = [state, "open" if where.open else "closed"]
    if where.due:
        told.append(f"due {in_words(where.due)}")
    if where.overdue and where.due_in_days is not None:
        told.append(f"overdue by {many(-where.due_in_days, 'day')}, computed{', the day due is uncertain' if where.uncertain else ''}")
    return "; ".join(told)


def shifted(shift: Shift, chapter: Chapter) -> str:
    """Who changed the account, and on what."""
    return f"{name(chapter.actors.get(shift.who))}, on {flat(shift.about)}"


def line_of(statement: Statement, chapter: Chapter) -> Evidence:
    """A statement as a line, with all that it says."""
    start, end = statement.start, statement.content[-1].end
    text = chapter.articles[chapter.numbers[statement.article] - 1].text[start:end]
    return Evidence(statement.article, statement.id, start, end, text, statement.who)


def decided(judgement: Judgement) -> str:
    """What a judgement says, with the words that it is about."""
    if judgement.kind is Verdict.SPEAKER:
        who = judgement.value.get("name")
        what = f"the speaker set: {flat(str(who))}" if who else "that the speaker cannot be known"
    else:
        what = _KINDS.get(judgement.kind, judgement.kind.value)
    words = flat(judgement.anchors[0].text) if judgement.anchors else ""
    return f"{what}: {quoted(words[:160])}{' …' if len(words) > 160 else ''}" if words else what


def uncertain(chapter: Chapter) -> list[str]:
    """What is uncertain, a sentence each."""
    d = chapter.doubts
    told = [
        "This dossier was made by a program. It proposes; a person decides. What it did not find is not here, and may still stand in the "
        "articles: read them before you rely on a silence."
    ]
    if chapter.disputes:
        n = len(chapter.disputes)
        told.append(
            f"Of {many(n, 'dispute')} shown, a person confirmed {d.confirmed or 'none'}. The number beside each, from 0 to 1, says how sure the "
            "program is; a line may stand under an account to which it does not belong, and the slot named is a proposal."
        )
    if d.unsure:
        told.append(f"{many(d.unsure, 'dispute')} of which the program is less sure than 0.5 {'is' if d.unsure == 1 else 'are'} not shown.")
    if d.dismissed:
        told.append(
            f"{many(d.dismissed, 'dispute, request or commitment', 'disputes, requests and commitments')} that a person dismissed "
            f"{'is' if d.dismissed == 1 else 'are'} not shown."
        )
    if d.statements:
        told.append(
            f"Of {many(d.statements, 'statement')}, {d.unfound} {'has' if d.unfound == 1 else 'have'} a speaker who was not found, {d.reported} "
            f"{'is' if d.reported == 1 else 'are'} told in the writer's words and not in quotation marks, and for {d.undated} the text does not "
            "tell the day said."
        )
    if d.proposed:
        told.append(
            f"{many(d.proposed, 'step')} of requests and commitments {'was' if d.proposed == 1 else 'were'} read from the words by the program. "
            "That something is overdue is computed from the day due, and says nothing of what was done outside this coverage."
        )
    undated = sum(not a.published for a in chapter.articles)
    if undated:
        told.append(f"{many(undated, 'article')} {'has' if undated == 1 else 'have'} no known day of printing.")
    told.append(
        "Independent sources are counted from what the articles say of where they have it; who stands behind an unnamed source is not known."
    )
    return told


def making(dossier: Dossier) -> list[tuple[str, str]]:
    """How the dossier was made: labels and facts."""
    as_of = f"{in_words(dossier.as_of.isoformat())}{', with what was known then' if dossier.then else ''}"
    return [
        ("Made", f"{in_words(dossier.made.isoformat())}, by OnRecord {dossier.version}, on the maker's own machine"),
        ("Reader model", f"{dossier.model or 'none: no article was read'} (name, version, first digits of the weights' SHA-256)"),
        ("Requests and commitments", f"as of {as_of}"),
        (
            "Words",
            "verbatim: each line is a slice of the stored text; “characters a to b” counts Unicode code points from 0. Square brackets show where "
            "words begin and end that have no quotation marks of their own; numbers in square brackets are those of the articles",
        ),
        ("Articles", f"{dossier.articles:,}, each named below with the SHA-256 of its stored text"),
    ]
