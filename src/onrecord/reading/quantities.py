"""Numbers in a parsed sentence: value, unit, scope and bound, from digits, number words, per cent, money and "dozens"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.model import Quantity
from onrecord.reading.parse import Parsed

_ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
NUMBERS: dict[str, float] = {w: float(n) for n, w in enumerate(_ONES)} | {w: 10.0 * n for n, w in enumerate(_TENS, 2)}
SCALES: dict[str, float] = {
    "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "dozen": 12.0, "score": 20.0,
    "m": 1e6, "bn": 1e9, "mn": 1e6, "tn": 1e12, "k": 1e3,
}  # fmt: skip
_VAGUE: dict[str, float] = {
    "dozens": 24.0,
    "scores": 40.0,
    "hundreds": 200.0,
    "thousands": 2000.0,
    "millions": 2e6,
    "billions": 2e9,
    "tens": 20.0,
}
"""Words that give a least number and no more."""
CURRENCIES = {
    "$": "dollar",
    "US$": "dollar",
    "C$": "dollar",
    "A$": "dollar",
    "€": "euro",
    "£": "pound",
    "¥": "yen",
    "₹": "rupee",
    "%": "percent",
}
_PEOPLE = {"people": "person", "individual": "person"}
_AT_LEAST = re.compile(
    r"(?:at least|no fewer than|not less than|no less than|(?<!no )(?<!not )more than|over|above|upwards? of|in excess of|a minimum of|exceeding)$"
)
_AT_MOST = re.compile(
    r"(?:at most|no more than|not more than|up to|(?<!no )(?<!not )fewer than|(?<!no )(?<!not )less than|under|below|a maximum of|nearly|almost)$"
)
_ABOUT = re.compile(r"(?:about|around|roughly|approximately|some|an? estimated|estimated|close to|circa|near)$")
_OR_MORE = re.compile(r"^(?:or more|or so|plus)\b")
_DIGITS = re.compile(r"[£€$¥]?((?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)(?:-?(bn|mn|m|k|tn|million|billion|trillion))?(%)?(?:st|nd|rd|th)?")


@dataclass(frozen=True, slots=True)
class Number:
    """One quantity: the words ``first`` to ``last`` (half open), and the noun it counts (-1 where it stands alone)."""

    quantity: Quantity
    first: int
    last: int
    noun: int
    ordinal: bool = False


def value_of(words: Sequence[str]) -> float | None:
    """The number that a run of words in lower case gives ("two hundred and five", "1.2", "million"); None where it gives none."""
    total, current, seen = 0.0, 0.0, False
    for word in words:
        for part in word.split("-"):
            if part in ("and", ""):
                continue
            match = _DIGITS.fullmatch(part)
            if part in NUMBERS:
                current += NUMBERS[part]
            elif part in _VAGUE:
                current = max(1.0, current) * (_VAGUE[part] if not current else SCALES.get(part.rstrip("s"), 1.0))
            elif part in SCALES or part.rstrip("s") in SCALES:
                scale = SCALES.get(part) or SCALES[part.rstrip("s")]
                if scale >= 1e3:
                    total += max(1.0, current) * scale
                    current = 0.0
                else:
                    current = max(1.0, current) * scale
            elif match:
                number = float(match[1].replace(",", ""))
                if match[2]:
                    number *= SCALES[match[2]]
                current += number
            else:
                return None
            seen = True
    return total + current if seen else None


def _numeral(sentence: Parsed, k: int) -> bool:
    word = sentence.words[k]
    text = word.text.lower()
    return (
        (word.xpos == "CD" and value_of([text]) is not None) or text in NUMBERS or text in _VAGUE or text in ("million", "billion", "dozen")
    )


def numbers(sentence: Parsed, skipped: Sequence[tuple[int, int]] = ()) -> list[Number]:
    """The quantities of a sentence in word order.

    Args:
        skipped: characters that hold times of day or dates, whose numbers count nothing.
    """
    out: list[Number] = []
    words = sentence.words
    k = 0
    while k < len(words):
        if not _numeral(sentence, k) or any(a < words[k].token.end and words[k].token.start < b for a, b in skipped):
            k += 1
            continue
        last = k + 1
        while last < len(words) and (
            _numeral(sentence, last)
            or (words[last].text.lower() in SCALES and words[last - 1].token.end >= words[last].token.start - 1)
            or (
                words[last].text.lower() == "and"
                and last + 1 < len(words)
                and _numeral(sentence, last + 1)
                and _scaled(words[last - 1].text)
            )
        ):
            if value_of([words[last - 1].text.lower()]) is not None and words[last].text[0].isdigit() and words[last - 1].text[0].isdigit():
                break
            last += 1
        made = _number(sentence, k, last)
        if made is not None:
            out.append(made)
        k = last
    return out


def _scaled(text: str) -> bool:
    return text.lower().rstrip("s") in SCALES


def _number(sentence: Parsed, first: int, last: int) -> Number | None:
    words = sentence.words
    texts = [w.text.lower() for w in words[first:last]]
    value = value_of(texts)
    if value is None or (texts == ["one"] and words[first].upos != "NUM"):
        return None
    if last < len(words) and words[last].text.lower() == "of" and value < 10 and len(texts) == 1:
        return None  # "one of the largest": a part, and no count of the whole
    before = " ".join(w.text.lower() for w in words[max(0, first - 5) : first])
    after = " ".join(w.text.lower() for w in words[last : last + 3])
    symbol = words[first - 1].text if first and words[first - 1].text in CURRENCIES else ""
    if symbol:
        before = before[: -len(symbol)].rstrip()
    bound = "exact"
    if _AT_LEAST.search(before) or texts[0] in _VAGUE or _OR_MORE.match(after):
        bound = "about" if after.startswith("or so") else "at least"
    elif before.endswith(("nearly", "almost")):
        bound = "about"
    elif _AT_MOST.search(before):
        bound = "at most"
    elif _ABOUT.search(before):
        bound = "about"
    noun = _noun(sentence, first, last)
    if symbol or words[first].text[0] in CURRENCIES:
        unit: str | None = CURRENCIES[symbol or words[first].text[0]]
    elif texts[-1].endswith("%") or (last < len(words) and words[last].text == "%"):
        unit = "percent"
    elif (last < len(words) and words[last].text.lower() in ("percent", "pc")) or after.startswith(("per cent", "percentage")):
        unit, noun = "percent", noun if noun >= last + 1 else min(last, len(words) - 1)
    else:
        unit = _PEOPLE.get(words[noun].lemma.lower(), words[noun].lemma.lower()) if noun >= 0 else None
    scope = _scope(sentence, noun, first, last) if noun >= 0 else None
    return Number(Quantity(value, unit, scope, bound), first, last, noun)


def _noun(sentence: Parsed, first: int, last: int) -> int:
    """The noun that the number counts: the nearest governor that is one."""
    at = last - 1
    for _ in range(4):
        head = sentence.words[at].head
        relation = sentence.words[at].relation.split(":")[0]
        if head < 0 or relation not in ("nummod", "compound", "amod", "det", "flat", "advmod", "dep"):
            break
        if not first <= head < last and sentence.words[head].upos in ("NOUN", "PROPN", "SYM"):
            return head
        at = head
    of = [c for c in sentence.children[last - 1] if sentence.words[c].relation.startswith("nmod") and c >= last]
    return of[0] if of else -1


def _scope(sentence: Parsed, noun: int, first: int, last: int) -> str | None:
    """What else the phrase says of what is counted, in the text's words without the number."""
    inside = [
        k
        for c in sentence.children[noun]
        if sentence.words[c].relation.split(":")[0] in ("nmod", "amod", "compound") and not (first <= c < last)
        if sentence.words[c].text.lower() not in ("per", "other")
        for k in sentence.subtree(c)
    ]
    return " ".join(sentence.words[k].text for k in sorted(inside)) or None
