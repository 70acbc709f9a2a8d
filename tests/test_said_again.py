"""Said again: what is heard by half wakes Charley when it comes twice."""

from __future__ import annotations

import pytest

from intents.intent import Intent, Match, NoMatch
from intents.matching.belief import BELIEVED, CRIES, WAKES
from intents.matching.said_again import SOON, SaidAgain
from tests.test_matcher import MATCHER


def test_who_says_twice_that_their_feet_hurt_is_helped() -> None:
    heard, again = MATCHER.match("my feet hurt", asleep=True), SaidAgain()
    judged = [again.judged(heard), again.judged(heard)]
    assert [isinstance(match, Match) and match.wakes for match in judged] == [False, True]


@pytest.mark.parametrize("text", ["my leg", "hamstring", "my last cramp"])
def test_half_a_complaint_said_twice_wakes_charley(text: str) -> None:
    half = MATCHER.match(text, asleep=True)
    again = SaidAgain()
    assert not wakes(again.judged(half))
    again.pass_time(SOON)
    heard = again.judged(half)
    assert isinstance(heard, Match)
    assert (heard.intent, heard.value, heard.wakes) == (Intent.LEG_CRAMP, "", True)


def test_a_complaint_that_hardly_stands_is_half_a_one() -> None:
    doubtful = MATCHER.match("leg cramp", asleep=True, sure=0.8, again=lambda _="": WAKES - 0.81)
    shred = MATCHER.match("leg cramp", asleep=True, sure=0.8, again=lambda _="": BELIEVED - 0.81)
    assert not wakes(doubtful)
    assert wakes(judged_twice(doubtful))
    assert not wakes(judged_twice(shred))


@pytest.mark.parametrize(
    ("text", "intent"), [("blood clot", Intent.RED_FLAG), ("what causes cramps", Intent.CAUSES)]
)
def test_danger_or_a_question_said_twice_is_believed_as_what_it_is(text: str, intent: Intent) -> None:
    heard = MATCHER.match(text, asleep=True, sure=0.8, again=lambda _="": WAKES - 0.8)
    assert not wakes(heard)
    believed = judged_twice(heard)
    assert isinstance(believed, Match)
    assert (believed.intent, believed.wakes) == (intent, True)


def test_half_a_complaint_is_forgotten() -> None:
    again, half = SaidAgain(), MATCHER.match("my leg", asleep=True)
    again.judged(half)
    again.pass_time(SOON + 1)
    assert not wakes(again.judged(half))


@pytest.mark.parametrize(
    "text",
    [
        "no cramp",
        "don't cramp",
        "this is just a cramp",
        "the swimming [unk] cramp",
        "stomach cramp",
        "i have a cramp in my hand",
        "next",
        "stop",
        "my",
    ],
)
def test_what_is_no_half_of_a_complaint_wakes_nobody_however_often(text: str) -> None:
    assert not wakes(judged_twice(MATCHER.match(text, asleep=True)))


@pytest.mark.parametrize(
    ("first", "then", "woken"),
    [
        ("[unk] cramp", "cramps", True),
        ("a cramp in my", "cramp", True),
        ("is it is cramp", "we are cramping", False),
    ],
)
def test_only_what_is_said_again_counts_twice(first: str, then: str, *, woken: bool) -> None:
    again = SaidAgain()
    halves = [MATCHER.match(text, asleep=True, again=lambda _="": WAKES - 1) for text in (first, then)]
    assert all(half.half for half in halves)
    assert [wakes(again.judged(half)) for half in halves] == [False, woken]


@pytest.mark.parametrize(("text", "enough"), [("cramp", BELIEVED), ("thigh", CRIES), ("my thigh", CRIES)])
def test_a_place_must_be_heard_more_clearly_than_a_cramp_to_count_twice(text: str, enough: float) -> None:
    barely = MATCHER.match(text, asleep=True, sure=0.6, again=lambda _="": enough - 0.59)
    hardly = MATCHER.match(text, asleep=True, sure=0.6, again=lambda _="": enough - 0.61)
    assert wakes(judged_twice(barely))
    assert not wakes(judged_twice(hardly))


def test_two_different_halves_are_not_the_same_said_twice() -> None:
    again = SaidAgain()
    again.judged(MATCHER.match("my leg", asleep=True))
    assert not wakes(again.judged(MATCHER.match("cramp", asleep=True, again=lambda _="": WAKES - 1)))


def test_a_half_that_was_answered_is_no_half_any_more() -> None:
    again, half = SaidAgain(), MATCHER.match("my leg", asleep=True)
    again.judged(half)
    assert wakes(again.judged(MATCHER.match("leg cramp", asleep=True)))
    assert not wakes(again.judged(half))


def test_a_piece_of_somebodys_talk_is_no_half_of_a_complaint() -> None:
    assert not wakes(judged_twice(MATCHER.match("my leg", asleep=True, alone=False)))


def judged_twice(heard: Match | NoMatch) -> Match | NoMatch:
    again = SaidAgain()
    again.judged(heard)
    return again.judged(heard)


def wakes(heard: Match | NoMatch) -> bool:
    return isinstance(heard, Match) and heard.wakes
