"""Danger that a sleeping Charley hears: which wakes it, and is asked about first."""

from __future__ import annotations

import pytest

from intents.intent import Intent, Match
from intents.matching.belief import BELIEVED, unquestioned
from tests.test_matcher import MATCHER
from tests.test_said_again import judged_twice, wakes


def test_a_danger_that_wakes_charley_must_be_heard_clearly() -> None:
    unsure, sure = (
        MATCHER.match("blood clot", asleep=True, sure=sure, again=unquestioned) for sure in (0.4, 0.9)
    )
    assert not wakes(unsure)
    assert wakes(sure)
    assert isinstance(MATCHER.match("blood clot", sure=0.4, again=unquestioned), Match)


def test_a_sign_of_danger_beside_a_cramp_wakes_charley() -> None:
    heard = MATCHER.match("my leg cramp is swollen", asleep=True)
    assert isinstance(heard, Match)
    assert (heard.intent, heard.wakes) == (Intent.RED_FLAG, True)


@pytest.mark.parametrize(
    "text",
    [
        "i'm having chest pains",
        "i've got pains in my chest",
        "i think i'm having a heart attack",
        "my leg has gone white",
        "my husband has a really tight chest",
        "my leg is cramping and it's hot",
        "i had a heart attack last year and now i have a cramp in my calf",
        "my calf is cramping and i had a blood clot last year",
    ],
)
def test_somebodys_own_danger_wakes_charley_to_ask_where_nobody_talks(text: str) -> None:
    heard = MATCHER.match(text, asleep=True)
    assert isinstance(heard, Match)
    assert (heard.intent, heard.wakes, heard.suspected) == (Intent.RED_FLAG, True, True)
    assert not wakes(MATCHER.match(text, asleep=True, alone=False))


@pytest.mark.parametrize(
    "text",
    [
        "i had a stroke last year",
        "my feet get numb",
        "he has a tight chest",
        "i read that in the end the young man had collapsed on the stairs",
    ],
)
def test_a_danger_of_another_time_or_of_somebody_else_wakes_nobody(text: str) -> None:
    assert not wakes(MATCHER.match(text, asleep=True))


def test_danger_amid_talk_that_was_not_quite_believed_is_believed_when_it_comes_twice() -> None:
    amid_talk, complaint = (
        MATCHER.match(text, asleep=True, alone=False, sure=0.5, again=lambda _="": BELIEVED - 0.49)
        for text in ("blood clot", "leg cramp")
    )
    assert not wakes(amid_talk)
    assert wakes(judged_twice(amid_talk))
    assert not wakes(judged_twice(complaint))
