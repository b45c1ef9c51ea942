"""Requests: who asked whom for what, and what became of it."""

from __future__ import annotations

import random

import pytest

from onrecord.linking.asking import airy, worded
from onrecord.linking.coverage import Coverage
from onrecord.linking.replies import RECEIVED, REFUSED, REVIEWED, WITHDRAWN
from onrecord.linking.requests import requests
from onrecord.linking.sentences import sentences
from onrecord.model import RequestState, Stance
from tests.coverages import Said, body, coverage, person

UNION, FIRM, OFFICE = body("Weavers’ Union"), body("Tollmar Mills"), body("Labour Office")
HEAD = person("Ottoline Brack", ("president", "Weavers’ Union"))
CITIZEN = person("Perrin Vosk")

FIRST = """Weavers ask for masks

The Weavers’ Union asked Tollmar Mills to hand out masks in the carding hall. Tollmar Mills said the request was being considered.

The Labour Office said it had sent nobody."""
LATER = """Mill turns weavers down

Tollmar Mills turned down the union’s request for masks. The Weavers’ Union had asked for them in May."""


def story(first: str = FIRST, later: str = LATER) -> Coverage:
    return coverage(
        [("2031-06-02", first), ("2031-06-09", later)],
        [UNION, FIRM, OFFICE, HEAD, CITIZEN],
        [
            Said("a1", "Tollmar Mills to hand out masks in the carding hall", UNION.id, "asked", Stance.ASKS, "2031-06-01"),
            Said("a1", "the request was being considered", FIRM.id, "said"),
            Said("a1", "it had sent nobody", OFFICE.id, "said"),
            Said("a2", "the union’s request for masks", FIRM.id, "turned down", Stance.DECLINES, "2031-06-08"),
            Said("a2", "for them", UNION.id, "had asked", Stance.ASKS),
        ],
    )


def test_one_request_with_its_history() -> None:
    (found,) = requests(story(), [])
    assert (found.by, found.to, found.of) == (UNION.id, (FIRM.id,), "hand out masks in the carding hall")
    assert [(s.state, s.on) for s in found.history] == [
        (RequestState.MADE, "2031-06-01"),
        (RequestState.REVIEWED, "2031-06-02?"),
        (RequestState.REFUSED, "2031-06-08"),
    ]
    assert found.history[2].by == FIRM.id
    assert len(found.evidence) == 2, "told again in the later article"


def test_every_line_stands_in_the_text() -> None:
    told = story()
    for found in requests(told, []):
        for line in (*found.evidence, *(s.evidence for s in found.history)):
            assert told.articles[line.article].text[line.start : line.end] == line.text


def test_the_order_of_the_input_does_not_matter() -> None:
    told = story()
    shuffled = list(told.statements)
    random.Random(3).shuffle(shuffled)
    other = Coverage(
        told.story, dict(reversed(list(told.articles.items()))), dict(reversed(list(told.actors.items()))), shuffled, (), told.homes
    )
    assert requests(other, []) == requests(told, [])


@pytest.mark.parametrize(
    ("words", "cue"),
    [
        ("whether the mill would reopen", "asked"),
        ("“Who locked the door?”", "asked"),
        ("drivers to take care", "urged"),
        ("not to be named", "asked"),
        ("to comment on the fire", "asked"),
        ("calm", "urged"),
    ],
)
def test_what_is_no_request(words: str, cue: str) -> None:
    told = coverage([("2031-06-02", f"Fire\n\nPerrin Vosk {cue} {words}.")], [CITIZEN], [Said("a1", words, CITIZEN.id, cue, Stance.ASKS)])
    assert requests(told, []) == []


def test_two_things_asked_by_one_party_are_two_requests() -> None:
    text = "Two pleas\n\nPerrin Vosk asked Tollmar Mills to mend the weir. He begged the Labour Office to pay his lawyer."
    told = coverage(
        [("2031-06-02", text)],
        [CITIZEN, FIRM, OFFICE],
        [
            Said("a1", "Tollmar Mills to mend the weir", CITIZEN.id, "asked", Stance.ASKS),
            Said("a1", "the Labour Office to pay his lawyer", CITIZEN.id, "begged", Stance.ASKS),
        ],
    )
    assert [r.of for r in requests(told, [])] == ["mend the weir", "pay his lawyer"]


def test_two_infinitives_are_two_requests() -> None:
    text = "Letter\n\nPerrin Vosk asked Tollmar Mills to mend the weir and to publish the survey of the sluice."
    words = "Tollmar Mills to mend the weir and to publish the survey of the sluice"
    told = coverage([("2031-06-02", text)], [CITIZEN, FIRM], [Said("a1", words, CITIZEN.id, "asked", Stance.ASKS)])
    assert sorted(e.text for r in requests(told, []) for e in r.evidence) == [
        "Tollmar Mills to mend the weir",
        "to publish the survey of the sluice",
    ]


def test_the_head_of_a_union_asks_for_it() -> None:
    text = "Masks\n\nOttoline Brack, president of the Weavers’ Union, called on Tollmar Mills to hand out masks."
    told = coverage(
        [("2031-06-02", text)], [HEAD, UNION, FIRM], [Said("a1", "Tollmar Mills to hand out masks", HEAD.id, "called on", Stance.ASKS)]
    )
    (found,) = requests(told, [])
    assert found.by == UNION.id
    assert found.history[0].by == HEAD.id


def test_a_promise_of_the_asked_agrees() -> None:
    text = "Masks\n\nThe Weavers’ Union asked Tollmar Mills to hand out masks. Tollmar Mills promised to hand out masks by Friday."
    told = coverage(
        [("2031-06-02", text)],
        [UNION, FIRM],
        [
            Said("a1", "Tollmar Mills to hand out masks", UNION.id, "asked", Stance.ASKS),
            Said("a1", "to hand out masks by Friday", FIRM.id, "promised", Stance.PROMISES),
        ],
    )
    (found,) = requests(told, [])
    assert [s.state for s in found.history] == [RequestState.MADE, RequestState.AGREED]


def test_a_reply_from_before_the_asking_is_none() -> None:
    told = coverage(
        [
            ("2031-06-02", "No\n\nTollmar Mills turned down the demand for masks."),
            ("2031-06-09", "Masks\n\nThe union asked Tollmar Mills for masks and gloves."),
        ],
        [UNION, FIRM],
        [
            Said("a1", "the demand for masks", FIRM.id, "turned down", Stance.DECLINES),
            Said("a2", "for masks and gloves", UNION.id, "asked", Stance.ASKS),
        ],
    )
    assert [s.state for r in requests(told, []) for s in r.history] == [RequestState.MADE]


def test_a_reply_that_fits_two_requests_alike_belongs_to_none() -> None:
    text = "Pleas\n\nPerrin Vosk asked Tollmar Mills for gloves. Ottoline Brack begged Tollmar Mills for boots.\n\n"
    text += "Nothing else was said.\n\nA fair was held.\n\nIt rained.\n\nIt snowed.\n\nTollmar Mills turned down the request."
    told = coverage(
        [("2031-06-02", text)],
        [CITIZEN, HEAD, FIRM],
        [
            Said("a1", "for gloves", CITIZEN.id, "asked", Stance.ASKS),
            Said("a1", "for boots", HEAD.id, "begged", Stance.ASKS),
            Said("a1", "the request", FIRM.id, "turned down", Stance.DECLINES),
        ],
    )
    assert {s.state for r in requests(told, []) for s in r.history} <= {RequestState.MADE}


def test_words_of_an_asking() -> None:
    assert worded("the mill to pay its weavers", None).to == "the mill"
    assert worded("for a new bridge", "the county").to == "the county"
    assert worded("the county for a new bridge", None).of == "a new bridge"
    assert airy("motorists") and airy("skaters") and not airy("the skaters")


def test_states_by_their_words() -> None:
    assert RECEIVED.search("the letter had arrived")
    assert REVIEWED.search("the plea was being looked into")
    assert REFUSED.search("rejected the bid")
    assert WITHDRAWN.search("withdrew the plea")


def test_sentences_keep_abbreviations_whole() -> None:
    told = coverage([("2031-06-02", "Head\n\nMr. Vosk left on Feb. 3. He was tired.")], [], [])
    assert [s.text for s in sentences(told)] == ["Head", "Mr. Vosk left on Feb. 3.", "He was tired."]
