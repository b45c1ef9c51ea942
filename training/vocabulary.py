"""Label sets and lemma rules, built from the training data and shipped beside the weights as JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from onrecord.reading.lemmas import rule_of
from training.corpora import INNER_TAGS, NAME_TAGS, SPAN_TAGS, STANCES, Document, Sentence

EXCEPTIONS_SEEN = 2


def build(documents: Iterable[Document]) -> dict[str, object]:
    """Label lists (place in the list = class) and the table of lemmas that the commonest rule would get wrong.

    Feature bundles seen fewer than 2 times and lemma rules seen fewer than 3 are left out, their words ignored in the loss.
    """
    sentences = [s for d in documents for s in d.sentences if s.upos]
    counts: dict[str, Counter[str]] = {name: Counter() for name in ("upos", "xpos", "feats", "relations", "lemmas")}
    forms: dict[tuple[str, str], Counter[str]] = {}
    for s in sentences:
        for name in ("upos", "xpos", "feats", "relations"):
            counts[name].update(getattr(s, name))
        for word, lemma, upos in zip(s.words, s.lemmas or [], s.upos or [], strict=True):
            counts["lemmas"][rule_of(word, lemma)] += 1
            forms.setdefault((word.lower(), upos), Counter())[lemma] += 1
    exceptions = {}
    for (word, upos), lemmas in forms.items():
        lemma, seen = lemmas.most_common(1)[0]
        if (
            upos in ("VERB", "AUX", "NOUN", "PRON", "ADJ", "ADV", "DET")
            and seen >= EXCEPTIONS_SEEN
            and lemma != word
            and 2 * seen > sum(lemmas.values())
        ):
            exceptions[f"{word}/{upos}"] = lemma
    return {
        "upos": sorted(counts["upos"]),
        "xpos": sorted(counts["xpos"]),
        "feats": sorted(k for k, n in counts["feats"].items() if n >= 2),
        "lemmas": sorted(k for k, n in counts["lemmas"].items() if n >= 3),
        "relations": sorted(counts["relations"]),
        "names": list(NAME_TAGS),
        "spans": list(SPAN_TAGS),
        "inner": list(INNER_TAGS),
        "stance": list(STANCES),
        "exceptions": dict(sorted(exceptions.items())),
    }


def relation(label: str, known: set[str]) -> str:
    """A relation of the set, without its subtype where the subtype is unknown."""
    return label if label in known else label.split(":")[0]


def gold(sentence: Sentence, layer: str) -> list[str] | None:
    """The gold labels of a layer as strings, one a word."""
    if layer == "lemmas":
        return [rule_of(w, lemma) for w, lemma in zip(sentence.words, sentence.lemmas, strict=True)] if sentence.lemmas else sentence.rules
    values: list[str] | None = getattr(sentence, layer)
    return values
