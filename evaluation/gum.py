"""GUM's attributions outside news against the whole reader: what is said, and who is taken for its speaker.

No attribution of GUM is trained on, so all its documents are measured together; the parser has learnt from the trees of those
whose split is ``train``, and the figures called unseen leave these out. The gold is wider than our record (what people know, see or
make sure of; credits of pictures; labels of speakers) and narrower (no "asked him to go", no "welcomed the ruling"), so neither
precision nor recall can come near 100. How it is counted:

* **Contents** are matched by :func:`evaluation.measure.pairs`, as sets of letters and digits: by our convention the stop and the
  quotation marks are not always content. All else is counted over what is matched at 0.3. Negated attributions ("did not know
  that …") stay among the gold.
* **Speaker span** and **cue**: ours shares a character with the gold; the cue only where the gold has one.
* **Right speaker**, where the gold's speaker has a name: what ``Statement.who`` would be shown as is that speaker. That is its first
  name, and it is right if it *agrees* with the gold's name or the title of its Wikipedia page: the words are the same without
  honorifics, "the" and case, or those of the one are the initials of the other, or, for a person, the words of the one are among
  those of the other and both end in the same word. It is right too if one of its mentions that read so stands at a mention of the
  gold's speaker, with the same words as above, that is named: a word of it that is no pronoun or determiner has a capital. Of an
  entity without a name, and of a government (which is shown by the name of its country), any mention will do. No speaker of ours is
  wrong. Counted apart by what the source's words are: a name, "he, she, it, they", "I, we, you", or other.
* **Unnamed kept unnamed**, where the gold's speaker has no name in the document: ours has none either.
* **End to end**: content matched and the speaker right; where the gold knows no name, ours has none and the speaker span is right.
* **Negated not told as held**: of the negated attributions, those that give no statement, or one that denies.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from evaluation.measure import Counts, Share, pairs
from onrecord.model import ActorKind, Article, Entity, Reading, Span, Stance, Statement
from onrecord.reading.identity import fold, initials, plain_body
from onrecord.reading.reader import read

Json = dict[str, Any]
Range = tuple[int, int]
LOW, HIGH = 0.3, 0.8
OTHERS = frozenset("he him she her it they them".split())
SELVES = frozenset("i me we us you 's ’s".split())
SMALL = OTHERS | SELVES | frozenset(
    "the a an this that these those my our your his its their mine ours yours who whom which what one some many most all any no "
    "every each both few several another other others someone somebody anyone anybody everyone everybody nobody none".split()
)  # fmt: skip
"""Words whose capital, at the head of a sentence, makes no name."""
FORMS = ("a name", "he, she, it, they", "I, we, you", "other words")


@dataclass(slots=True)
class Tally:
    """Counts over documents."""

    low: Counts = field(default_factory=Counts)
    high: Counts = field(default_factory=Counts)
    span: Share = field(default_factory=Share)
    cue: Share = field(default_factory=Share)
    speaker: dict[str, Share] = field(default_factory=lambda: {form: Share() for form in FORMS})
    unnamed: Share = field(default_factory=Share)
    whole: Counts = field(default_factory=Counts)
    negated: Share = field(default_factory=Share)

    @property
    def named(self) -> Share:
        """The right ones of all speakers with a name."""
        return Share(sum(s.right for s in self.speaker.values()), sum(s.of for s in self.speaker.values()))


def _letters(text: str, ranges: list[Range]) -> frozenset[int]:
    return frozenset(n for a, b in ranges for n in range(a, b) if text[n].isalnum())


def _ranges(spans: list[list[int]]) -> list[Range]:
    return [(a, b) for a, b in spans]


def _touch(span: Span | None, ranges: list[Range]) -> bool:
    return span is not None and any(span.start < b and a < span.end for a, b in ranges)


def has_name(words: str) -> bool:
    """Whether a word other than a pronoun or determiner has a capital."""
    return any(w[0].isupper() and w.lower() not in SMALL for w in re.findall(r"[^\W\d_]+", words))


def form(text: str, attribution: Json) -> str:
    """Which of :data:`FORMS` the words of the source are. Of a source in pieces only those on a mention of the speaker count."""
    mentions = _ranges(attribution["speaker"]["mentions"])
    pieces = _ranges(attribution["source"])
    own = [text[a:b] for a, b in pieces if any(a < y and x < b for x, y in mentions)] or [text[a:b] for a, b in pieces]
    for number, words in ((1, OTHERS), (2, SELVES)):
        if all(piece.lower() in words for piece in own):
            return FORMS[number]
    return FORMS[0] if any(map(has_name, own)) else FORMS[3]


def agree(mine: str, theirs: str, person: bool) -> bool:
    """Whether two names may be shown for each other."""
    a, b = plain_body(mine), plain_body(theirs)
    if a == b or a.replace(".", "") == initials(b) or initials(a) == b.replace(".", ""):
        return True
    x, y = fold(mine).split(), fold(theirs).split()
    return person and x[-1] == y[-1] and (set(x) <= set(y) or set(y) <= set(x))


def is_speaker(entity: Entity, text: str, gold: Json) -> bool:
    """Whether an entity of ours is the named speaker of the gold."""
    titles = [gold["name"]] if gold["name"] else []
    if gold["wiki"]:
        titles.append(re.sub(r"\s*\(.*", "", unquote(gold["wiki"]).replace("_", " ")))
    shown = entity.names[0] if entity.names else None
    if shown and any(agree(shown, title, entity.kind is ActorKind.PERSON) for title in titles):
        return True
    anywhere = shown is None or entity.kind is ActorKind.GOVERNMENT
    mine = [(m.start, m.end) for m in entity.mentions if anywhere or m.text == shown]
    theirs = [(a, b) for a, b in _ranges(gold["mentions"]) if has_name(text[a:b])]
    return any(a < y and x < b and plain_body(text[a:b]) == plain_body(text[x:y]) for a, b in mine for x, y in theirs)


def score(row: Json, reading: Reading, tally: Tally) -> None:
    """Adds one document to the tally."""
    text: str = row["text"]
    gold: list[Json] = row["attributions"]
    entities = {e.id: e for e in reading.entities}
    theirs = [_letters(text, _ranges(a["content"])) for a in gold]
    mine = [_letters(text, [(c.start, c.end) for c in s.content]) for s in reading.statements]
    partner = pairs(theirs, mine, LOW)
    tally.low.add(len(partner), len(mine), len(gold))
    tally.high.add(len(pairs(theirs, mine, HIGH)), len(mine), len(gold))
    right = sum(_right(text, gold[n], reading.statements[m], entities, tally) for n, m in partner.items())
    tally.whole.add(right, len(mine), len(gold))
    for n, attribution in enumerate(gold):
        if attribution["polarity"] == "negative":
            tally.negated.add(n not in partner or reading.statements[partner[n]].stance is Stance.DENIES)


def _right(text: str, attribution: Json, statement: Statement, entities: dict[str, Entity], tally: Tally) -> bool:
    """Counts a matched statement, and tells whether its speaker is right."""
    spoken = _touch(statement.speaker, _ranges(attribution["source"]))
    tally.span.add(spoken)
    if attribution["cue"]:
        tally.cue.add(_touch(statement.cue, _ranges(attribution["cue"])))
    speaker: Json | None = attribution["speaker"]
    entity = entities[statement.who] if statement.who else None
    if speaker and speaker["name"]:
        right = entity is not None and is_speaker(entity, text, speaker)
        tally.speaker[form(text, attribution)].add(right)
        return right
    nameless = entity is None or not entity.names
    if speaker:
        tally.unnamed.add(nameless)
    return nameless and spoken


def documents(folder: Path) -> Iterator[tuple[str, Json]]:
    """(genre, document) of a folder with one file a genre."""
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            yield path.stem, json.loads(line)


def reading_of(row: Json) -> Reading:
    """A document as read on the day of its making."""
    return read(Article(row["id"], row["text"], "GUM", published=row["meta"].get("dateCreated")))


def measure(folder: Path) -> dict[str, float]:
    """All figures, all genres together."""
    tally, unseen = Tally(), Tally()
    for _, row in documents(folder):
        reading = reading_of(row)
        score(row, reading, tally)
        if row["split"] != "train":
            score(row, reading, unseen)
    out = {
        f"content {name} at {limit}": value
        for limit, counts in ((LOW, tally.low), (HIGH, tally.high))
        for name, value in (("precision", counts.precision), ("recall", counts.recall), ("F1", counts.f1))
    }
    out |= {"speaker span": tally.span.value, "cue": tally.cue.value, "right speaker": tally.named.value}
    out |= {f"right: {name}": share.value for name, share in tally.speaker.items()}
    out |= {"unnamed kept unnamed": tally.unnamed.value, "end to end F1": tally.whole.f1, "negated not told as held": tally.negated.value}
    return out | {"unseen content F1 at 0.3": unseen.low.f1, "unseen right speaker": unseen.named.value}


def main() -> int:
    """``python -m evaluation.gum FOLDER``: one line a genre, with what the figures are taken over."""
    genres: dict[str, Tally] = {}
    for genre, row in documents(Path(sys.argv[1])):
        reading = reading_of(row)
        for name in (genre, "all"):
            score(row, reading, genres.setdefault(name, Tally()))
    print(f"{'':<10}{'gold':>6}{'ours':>6}{'P 0.3':>7}{'R 0.3':>7}{'F1 0.3':>7}{'F1 0.8':>7}  right speaker of named, by source")
    for name, t in sorted(genres.items(), key=lambda x: x[0] == "all"):
        shares = ", ".join(f"{form} {s.right:.0f}/{s.of:.0f}" for form, s in t.speaker.items() if s.of)
        low = f"{t.low.precision:>7.1f}{t.low.recall:>7.1f}{t.low.f1:>7.1f}"
        print(f"{name:<10}{t.low.gold:>6.0f}{t.low.predicted:>6.0f}{low}{t.high.f1:>7.1f}  {shares}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
