"""Who asked whom: direction, order and denial out of one sentence."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.model import Reading


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
    assert all(c.polarity == "+" for c in read("Iceland rejected the Norwegian request.").claims)
