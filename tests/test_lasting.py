"""How long a cramp has been there: what was long ago counts for the ten minutes."""

from __future__ import annotations

import pytest

from tests.dialogue import Dialogue


@pytest.mark.parametrize(
    ("text", "then"),
    [
        ("I've had a cramp for half an hour", "where.place"),
        ("I have had cramp all night", "where.place"),
        ("my leg has been cramping all night", "where.place"),
        ("my calf has been cramping since midnight and it won't stop", "calf.straighten"),
        ("my husband has had a cramp for an hour", "where.place"),
        ("I've had this cramp for half an hour", "where.place"),
        ("it's been cramping for an hour", "where.place"),
    ],
)
def test_a_cramp_that_has_lasted_wakes_and_is_said_to_be_long(text: str, then: str) -> None:
    dialogue = Dialogue()
    assert dialogue.ask(text) == ["long_cramp.call", then]
    assert "long_cramp.call" not in dialogue.wait(700), "once is enough"


@pytest.mark.parametrize(
    "text",
    [
        "I've had a cramp",
        "I had a cramp for half an hour",
        "I've had a cramp in my hand for an hour",
        "why have I had cramps all night",
        "the film lasted for hours",
        "half an hour",
    ],
)
def test_a_cramp_of_another_time_wakes_nobody(text: str) -> None:
    assert Dialogue().ask(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "I've had it for half an hour",
        "it's been half an hour",
        "it's been going on for hours",
        "all night",
        "it's been hours",
        "I've had this cramp for half an hour",
        "I've had a cramp for half an hour",
        "it's been cramping for an hour",
        "it's been hurting for an hour",
        "my leg has been like this for an hour",
        "two and a half hours",
        "I think half an hour",
    ],
)
def test_who_tells_that_it_has_lasted_is_told_whom_to_call(text: str) -> None:
    dialogue = Dialogue()
    dialogue.ask("calf cramp")
    assert dialogue.ask(text) == ["long_cramp.call"]
    assert dialogue.ask("next") == ["calf.heel"]


@pytest.mark.parametrize(
    ("text", "reply"),
    [
        ("wait ten minutes", "paused"),
        ("give me ten minutes", "paused"),
        ("hold on ten minutes", "sorry"),
        ("in ten minutes", "sorry"),
        ("half an hour to go", "sorry"),
        ("I was on my feet for two hours", "sorry"),
    ],
)
def test_a_time_that_is_to_come_or_of_something_else_is_not_how_long_it_lasts(text: str, reply: str) -> None:
    dialogue = Dialogue()
    dialogue.ask("calf cramp")
    assert dialogue.ask(text) == [reply]


def test_another_place_that_has_lasted_is_relieved() -> None:
    dialogue = Dialogue()
    dialogue.ask("calf cramp")
    assert dialogue.ask("I've had a cramp in my foot for half an hour") == ["long_cramp.call", "foot.sit"]


def test_who_has_no_cramp_is_not() -> None:
    dialogue = Dialogue()
    dialogue.ask("how do I prevent cramps")
    assert dialogue.ask("half an hour") == ["sorry"]


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("hours", "long_cramp.call"),
        ("ages", "long_cramp.call"),
        ("it's been ages", "long_cramp.call"),
        ("twelve minutes", "long_cramp.call"),
        ("since midnight", "long_cramp.call"),
        ("an hour and a half", "long_cramp.call"),
        ("yes half an hour", "long_cramp.call"),
        ("I've had this cramp for an hour", "long_cramp.call"),
        ("it's been five minutes", "worse.front"),
    ],
)
def test_a_duration_answers_whether_it_has_lasted(text: str, after: str) -> None:
    dialogue = Dialogue()
    for said in ("calf cramp", "it's getting worse", "no", "no"):
        dialogue.ask(said)
    assert dialogue.ask("no") == ["red_flags.long"]
    assert dialogue.ask(text) == [after]


def test_half_an_hour_is_not_more_than_one() -> None:
    dialogue = Dialogue()
    for said in ("cramp after running", "last step", "next", "no"):
        dialogue.ask(said)
    assert dialogue.ask("it's been half an hour") == ["exercise_check.heart"]
