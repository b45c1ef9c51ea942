"""``python -m benchmarks.hostile [CHARACTERS [WORD …]]``: texts made to break a reader, at one, two and four times the length.

Each text is read at three lengths in one run, and the ratio of the times is printed: about 2.0 from one length to the next where time goes
with the length, 4.0 where it goes with its square. In the network's place stands a sketch that labels words by rules, so that what is
measured is everything else. WORDs choose the texts whose names hold one of them.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Sequence

import numpy as np

from onrecord.model import Article
from onrecord.reading.encoder import WEIGHTS, Encoder, Glance, Labels
from onrecord.reading.parse import Parsed, Word, is_tree
from onrecord.reading.pieces import OURS
from onrecord.reading.reader import Reader
from onrecord.reading.sentences import Sentence

LENGTH = 50_000
MARKS = "\"“”„'‘’‚«»‹›`´"

Maker = Callable[[int], str]


def again(*units: str, apart: str = "") -> Maker:
    """A text of so many characters that repeats its units in turn."""

    def make(length: int) -> str:
        once = apart.join(units) + apart
        return (once * (length // len(once) + 1))[:length]

    return make


def counted(unit: str, apart: str = " ") -> Maker:
    """A text of units in which ``{a}`` and ``{b}`` are made-up names, new ones each time."""

    def make(length: int) -> str:
        count = length // (len(unit) + 8) + 1
        return apart.join(unit.format(a=name(k), b=name(7 * k + 1), c=name(k).lower()) for k in range(count))

    return make


def name(number: int) -> str:
    """A name that no other number has, below 160,000."""
    syllables = "ba ce di fo gu ha je ki lo mu na pe ri so tu va we xi yo zu".split()
    out = ""
    for _ in range(4):
        out += syllables[number % 20]
        number //= 20
    return out.capitalize()


def spoken(opening: str, closing: str, apart: str = " ") -> Maker:
    """Quotations, some never closed, some with a cue."""
    return again(
        f"{opening}so",
        f"{opening}the road is open again,{closing} he said.",
        f"{opening}We go on,{closing} Mr. Orme told her.",
        apart=apart,
    )


TEXTS: dict[str, Maker] = {
    **{f"only {mark}": again(mark) for mark in MARKS},
    **{f"words in {a}{b}": spoken(a, b) for a, b in ("“”", '""', "‘’", "''", "«»", "»«", "``")},
    "quotations never closed": again("“We say it again and he said no.", apart="\n\n"),
    "quotations over notices": again("“We say it again and again.", "Advertisement", apart="\n\n"),
    "quotations in quotations": lambda n: "“He said ‘a " * (n // 30) + "c’ no” " * (n // 30),
    "quotations in a paragraph each": spoken("“", "”", "\n\n"),
    "marks opening only": again("“‘"),
    "marks of all kinds": again(MARKS),
    "plural possessives": again("the workers’ union ", "xs' y "),
    "apostrophes": again("'a ‘a a’ "),
    "closing marks": lambda n: "He said no." + "”)" * (n // 2),
    "one paragraph": again("The river rose again on Monday and the town asked the county for sand bags, it said. "),
    "one sentence": again("one thing, and another, "),
    "no spaces": again("abcdefghij"),
    "capitals": again("CAPITALS ONLY SAID THE MAYOR. "),
    "capitals, no spaces": again("A"),
    "emoji": again("😀"),
    "joined emoji": again("👩\u200d👩\u200d👧\u200d👦 said no. "),
    "flags": again("🇨🇦🇺🇸"),
    "marks of direction": again("\u200f\u202eHe said\u202c \u200fno. "),
    "Arabic": again("قال الوزير إن الطريق مفتوح. «نعم»، قال. "),
    "Hebrew": again('השר אמר "הדרך פתוחה". '),
    "NUL": again("a\x00b said \x00no. "),
    "half characters": again("He said \ud800 no. "),
    "line ends": again("\n"),
    "line ends inside": lambda n: "He said so." + "\n" * n + "She said no.",
    "words in a paragraph each": again("word\n\n", "Word\n"),
    "opening brackets": again("("),
    "brackets": lambda n: "(" * (n // 2) + ")" * (n // 2),
    "digits": again("1234567890"),
    "numbers": again("1,2.", "3:4/"),
    "he said": again("he said "),
    "he said so": again("He said. ", "“We go on,” he said. "),
    "I said": again("I said I told he asked it denied. "),
    "cues": again("said told asked denied "),
    "names": counted("{a} {b} said the road was open. “We go on now,” {b} said.", "\n\n"),
    "names alone": counted("{a} said the road was open."),
    "one surname": counted("{a} Orme said the road was open. Orme said no."),
    "one first name": counted("Ines {a} said the road was open. She said no."),
    "one body": counted("The Orme {a} said the road was open. It said the Orme was."),
    "hyphens": again("Al-Bo-"),
    "roles": counted("The {c} minister said no. The minister told him."),
    "spokesmen": counted("The spokesman said no. A {c} spokesman asked the mayor."),
    "documents": counted("The report by {a} {b} said no. The statement said yes."),
    "states": again("Canada asked France. "),
    "carriage returns": again("He said the road was open.\r\n\r\n“No,” she said.\r\n", "He said no.\rShe said yes.\r"),
    "odd line ends": again("He said no.\u2028She said yes.\u2029", "He said no.\x0cShe said yes.\x0b", "He said no.\x85"),
    "notices": again("Advertisement", "The mayor said no.", apart="\n\n"),
    "a list of links": lambda n: "More from here\n" + "a link to it\n" * (n // 13),
    "brackets in lines": again("(" * 590 + "\n"),
    "those who declined": again("The mayor declined to comment. “No,” she said. "),
    "addresses": again("www.,,,,,,,,,, ", "a.b.c.d.", "a@"),
    "spaces": lambda n: "He said" + " " * n + "no, she said.",
    "dots": again(". ", "..."),
}

VERBS = {
    "said": "say", "told": "tell", "asked": "ask", "denied": "deny", "declined": "decline", "requested": "request", "promised": "promise",
}  # fmt: skip
WORDS = {
    **dict.fromkeys("he she it they i we him her".split(), "PRON"),
    **dict.fromkeys("the a an".split(), "DET"),
    **dict.fromkeys("in on to for of by".split(), "ADP"),
    **dict.fromkeys(VERBS, "VERB"),
}
NOMINAL = frozenset("PROPN NOUN PRON NUM".split())


class Sketch(Encoder):
    """In the network's place: words labelled by rules. Each sentence is a window, each verb a cue, what stands before it speaks."""

    def __init__(self) -> None:
        self.hash, self.name, self.version = "0" * 64, "sketch", "0"
        self.labels = Labels(**json.loads((WEIGHTS / "labels.json").read_text(encoding="utf-8")))

    def read(self, text: str, sentences: Sequence[Sentence], convention: int = OURS) -> tuple[list[Parsed], list[Glance]]:
        """Parses and scores that keep every reader of them busy."""
        parsed: list[Parsed] = []
        glances: list[Glance] = []
        offset = 0
        for number, sentence in enumerate(sentences):
            words = self._words(text, sentence)
            parsed.append(Parsed(words, sentence.paragraph, number, offset))
            glances.append(self._glance(words, offset))
            offset += len(words)
        return parsed, glances

    def _words(self, text: str, sentence: Sentence) -> list[Word]:
        forms = [text[t.start : t.end] for t in sentence.tokens]
        tags = [_tag(form) for form in forms]
        root = tags.index("VERB") if "VERB" in tags else 0
        above, out = root, list[Word]()
        for k, (form, tag, token) in enumerate(zip(forms, tags, sentence.tokens, strict=True)):
            head, relation = above, "punct"
            follower = tags[k + 1] if k + 1 < len(tags) else ""
            if k == root:
                head, relation = -1, "root"
            elif tag == "VERB":
                above, relation = k, "ccomp"
            elif tag in NOMINAL and follower in ("PROPN", "NOUN"):
                head, relation = k + 1, "compound"
            elif tag in NOMINAL:
                head, relation = (k + 1, "nsubj") if follower == "VERB" else (above, "obj" if 0 < k - above < 3 else "obl")
            elif follower in NOMINAL:
                head, relation = k + 1, "det" if tag == "DET" else "case"
            fine = {"PROPN": "NNP", "VERB": "VBD"}.get(tag, tag)
            out.append(Word(form, VERBS.get(form.lower(), form), tag, fine, "", head, relation, token))
        if not is_tree([word.head + 1 for word in out]):
            for k, word in enumerate(out):
                word.head, word.relation = (-1, "root") if k == root else (root, "nsubj" if k < root else "obj")
        return out

    def _glance(self, words: list[Word], offset: int) -> Glance:
        count = len(words)
        tags = [word.upos for word in words]
        spans = np.zeros((count, len(self.labels.spans)), dtype=np.float32)
        names = np.zeros((count, len(self.labels.names)), dtype=np.float32)
        spans[:, 0] = names[:, 0] = 4
        for k, tag in enumerate(tags):
            if tag == "PROPN":
                names[k, self.labels.names.index("I-PER" if k and tags[k - 1] == "PROPN" else "B-PER")] = 9
        verbs = [k for k, tag in enumerate(tags) if tag == "VERB"]
        if not verbs:
            return Glance(offset, spans, np.broadcast_to(np.float32(0), (count, count, 3)), names)
        links = np.zeros((count, count, 3), dtype=np.float32)

        def mark(role: str, first: int, last: int, cue: int) -> None:
            if first < last:
                spans[first, self.labels.spans.index(f"B-{role}")] = 8
                spans[first + 1 : last, self.labels.spans.index(f"I-{role}")] = 8
                links[cue, first:last, {"source": 1, "cue": 0, "content": 2}[role]] = 9

        speakers = [next((a + 1 for a in range(v - 1, -1, -1) if tags[a] not in NOMINAL | {"DET"}), 0) for v in verbs]
        for n, (verb, first) in enumerate(zip(verbs, speakers, strict=True)):
            mark("cue", verb, verb + 1, verb)
            mark("source", first, verb, verb)
            mark("content", verb + 1, max(verb + 1, speakers[n + 1]) if n + 1 < len(verbs) else count, verb)
        mark("content", 0, speakers[0], verbs[0])
        return Glance(offset, spans, links, names)


def _tag(form: str) -> str:
    if not any(c.isalnum() for c in form):
        return "PUNCT"
    return WORDS.get(form.lower()) or ("NUM" if form.isdigit() else "PROPN" if form[0].isupper() else "NOUN")


def main() -> None:
    length = int(sys.argv[1]) if len(sys.argv) > 1 else LENGTH
    reader = Reader(Sketch())
    print(f"{'text':32} {length:>9,} {2 * length:>9,} {4 * length:>9,}  characters, CPU-s and ratios")
    for title, make in TEXTS.items():
        if sys.argv[2:] and not any(word in title for word in sys.argv[2:]):
            continue
        took = []
        for times in (1, 2, 4):
            article = Article(title, make(times * length), "hostile", published="2031-05-14")
            begun = time.process_time()
            reader.read(article)
            took.append(time.process_time() - begun)
        print(f"{title:32} {took[0]:9.2f} {took[1]:9.2f} {took[2]:9.2f}  {took[1] / took[0]:.1f} {took[2] / took[1]:.1f}", flush=True)


if __name__ == "__main__":
    main()
