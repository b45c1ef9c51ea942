"""Dictionary forms by suffix rules: what the lemma head chooses among."""

from __future__ import annotations


def rule_of(word: str, lemma: str) -> str:
    """The rule that turns the word into its lemma: ``case|characters cut from the end|suffix added``.

    Case is ``l`` (lower the word first) or ``k`` (keep it).
    """
    best = ""
    for case, form in (("l", word.lower()), ("k", word)):
        shared = 0
        while shared < min(len(form), len(lemma)) and form[shared] == lemma[shared]:
            shared += 1
        rule = f"{case}|{len(form) - shared}|{lemma[shared:]}"
        if not best or (len(form) - shared, len(lemma) - shared) < (int(best.split("|")[1]), len(best.split("|", 2)[2])):
            best = rule
    return best


def apply(rule: str, word: str) -> str:
    """The lemma that the rule makes of the word; the word itself, lowered, where the rule would leave nothing."""
    case, cut, suffix = rule.split("|", 2)
    form = word.lower() if case == "l" else word
    n = int(cut)
    stem = form[: len(form) - n] if n else form
    return (stem + suffix) or form
