"""Who asked whom: direction, order and denial out of one sentence."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.model import Claim, Reading
from onrecord.reading.events import INITIATIVE


def told(reading: Reading) -> set[tuple[str, str, str | None, str]]:
    names = {e.id: e.names[0] if e.names else e.descriptions[0] for e in reading.entities}

    def one(ids: tuple[str, ...]) -> str:
        return names[ids[0]] if ids else "-"

    return {(one(c.actor), one(c.recipient), c.order, c.polarity) for c in reading.claims if c.event in ("REQUEST", "CONTACT", "AGREE")}


@pytest.mark.parametrize(
    ("sentence", "actor", "recipient"),
    [
        ("Norway asked Iceland for help.", "Norway", "Iceland"),
        ("Iceland was asked by Norway for help.", "Norway", "Iceland"),
        ("Oslo approached Reykjavik in March.", "Norway", "Iceland"),
        ("The Norwegians reached out to Iceland.", "Norway", "Iceland"),
        ("Iceland received a request from Norway.", "Norway", "Iceland"),
        ("Norway made an offer to Iceland.", "Norway", "Iceland"),
        ("Norway, which asked Iceland for a ship, has two.", "Norway", "Iceland"),
    ],
)
def test_direction_survives_the_construction(read: Callable[..., Reading], sentence: str, actor: str, recipient: str) -> None:
    assert any(t[:2] == (actor, recipient) for t in told(read(sentence))), told(read(sentence))


def test_a_cleft_singles_its_subject_out(read: Callable[..., Reading]) -> None:
    assert any(t[0] == "Norway" and t[2] == "only" for t in told(read("It was Norway that approached Iceland.")))


def test_first_is_kept(read: Callable[..., Reading]) -> None:
    assert any(t[0] == "Iceland" and t[2] == "first" for t in told(read("Iceland asked Norway first.")))


def test_denial_is_an_attitude_to_the_proposition(read: Callable[..., Reading]) -> None:
    reading = read("Torvald Eikemo countered the suggestion that Norway approached Iceland.")
    statement = next((s for s in reading.statements), None)
    claim = next(c for c in reading.claims if c.event == "CONTACT")
    assert (statement is not None and statement.stance == "denies") or claim.polarity == "-"


def test_turning_a_request_down_denies_nothing(read: Callable[..., Reading]) -> None:
    assert all(c.polarity == "+" for c in read("Iceland rejected the Norwegian request.").claims if c.event in INITIATIVE)


def clause(reading: Reading, predicate: str) -> Claim:
    return next(c for c in reading.claims if c.predicate == predicate)


@pytest.mark.parametrize(
    ("sentence", "predicate", "subject", "thing"),
    [
        ("The council closed the old bridge.", "close", "The council", "the old bridge"),
        ("The old bridge was closed by the council.", "close", "the council", "The old bridge"),
        ("The old bridge is a ruin.", "be", "The old bridge", "a ruin"),
        ("The council, which closed the bridge, met again.", "close", "The council", "the bridge"),
        ("The bridge that the council closed is old.", "close", "the council", "The bridge"),
        ("The council began to mend the bridge.", "mend", "The council", "the bridge"),
        ("The council met and closed the bridge.", "close", "The council", "the bridge"),
        ("Rebels launched an attack on the town.", "attack", "Rebels", "the town"),
        ("It was the council that closed the bridge.", "close", "the council", "the bridge"),
        ("There were no survivors.", "exist", "no survivors", None),
    ],
)
def test_every_clause_has_its_participants(
    read: Callable[..., Reading], sentence: str, predicate: str, subject: str, thing: str | None
) -> None:
    claim = clause(read(sentence), predicate)
    assert (claim.subject, claim.object) == (subject, thing)


def test_participants_of_the_cast_are_named_by_their_ids(read: Callable[..., Reading]) -> None:
    reading = read("Torvald Eikemo, the minister, accused Acme Fisheries of theft.")
    names = {e.id: e.names[0] for e in reading.entities if e.names}
    claim = clause(reading, "accuse")
    assert claim.event == "ACCUSE"
    assert [names[x] for x in claim.actor] == ["Torvald Eikemo"]
    assert [names[x] for x in claim.recipient] == ["Acme Fisheries"]


@pytest.mark.parametrize(
    ("sentence", "value", "unit", "bound"),
    [
        ("At least 30 people died in the fire.", 30, "person", "at least"),
        ("The ferry cost about $27.5 million.", 27_500_000, "dollar", "about"),
        ("Dozens of houses burned.", 24, "house", "at least"),
        ("Prices rose by 5 per cent.", 5, "percent", "exact"),
        ("No more than two hundred soldiers came.", 200, "soldier", "at most"),
        ("The company sold three ships.", 3, "ship", "exact"),
    ],
)
def test_a_number_has_its_unit_and_bound(read: Callable[..., Reading], sentence: str, value: float, unit: str, bound: str) -> None:
    found = [c.quantity for c in read(sentence).claims if c.quantity is not None]
    assert [(q.value, q.unit, q.bound) for q in found[:1]] == [(value, unit, bound)]


@pytest.mark.parametrize(
    ("sentence", "predicate", "polarity", "modality"),
    [
        ("The council did not close the bridge.", "close", "-", "asserted"),
        ("No councillor came.", "come", "-", "asserted"),
        ("The council failed to close the bridge.", "close", "-", "asserted"),
        ("The council will close the bridge.", "close", "+", "future"),
        ("The council promised to close the bridge.", "close", "+", "promised"),
        ("The council may close the bridge.", "close", "+", "possible"),
        ("If the council closes the bridge, traders will go.", "close", "+", "possible"),
        ("Did the council close the bridge?", "close", "+", "question"),
    ],
)
def test_polarity_and_modality(read: Callable[..., Reading], sentence: str, predicate: str, polarity: str, modality: str) -> None:
    claim = clause(read(sentence), predicate)
    assert (claim.polarity, claim.modality) == (polarity, modality)


def test_time_and_place(read: Callable[..., Reading]) -> None:
    claim = clause(read("The council closed the bridge in Oslo on 3 May 2031.", "2031-05-04"), "close")
    assert claim.time == "2031-05-03"
    assert claim.place is not None and "Oslo" in claim.place


def test_evidence_lies_in_the_text_and_in_its_statement(read: Callable[..., Reading]) -> None:
    text = (
        "The mayor, Ann Bell, said on Friday that the council had closed the bridge and that 30 houses burned. "
        "“We did not sell the ferry,” she said. The council, which met twice, denied that it sold the ferry."
    )
    reading = read(text)
    said = {s.id: s for s in reading.statements}
    assert len(reading.claims) >= 4
    for claim in reading.claims:
        assert text[claim.evidence.start : claim.evidence.end] == claim.evidence.text != ""
        if claim.statement is not None:
            assert any(c.start <= claim.evidence.start and claim.evidence.end <= c.end for c in said[claim.statement].content)
    assert [c.id for c in reading.claims] == [f"c{n}" for n in range(1, len(reading.claims) + 1)]


def test_a_denied_statement_keeps_its_claim_positive(read: Callable[..., Reading]) -> None:
    reading = read("Torvald Eikemo denied that the council sold the ferry.")
    claim = clause(reading, "sell")
    denied = next((s for s in reading.statements if s.id == claim.statement and s.stance == "denies"), None)
    assert (claim.polarity == "+") == (denied is not None)
