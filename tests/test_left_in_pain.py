"""Who falls silent in the middle of a cramp finds Charley where they left it, and a pause is waited for."""

from __future__ import annotations

import pytest

from intents.dialogue.session import Habits
from intents.dialogue.state import State
from intents.intent import Match
from intents.matching.belief import BEYOND_DOUBT
from tests.dialogue import Dialogue
from tests.test_matcher import MATCHER
from tests.test_session_time import at


def left(step: str = "heel", seconds: float = 330) -> Dialogue:
    """A dialogue that fell asleep at a step of the calf because nobody spoke."""
    dialogue = at(step)
    dialogue.pass_time(seconds)
    assert dialogue.state is State.ASLEEP
    return dialogue


@pytest.mark.parametrize("minutes", [6, 12, 29])
@pytest.mark.parametrize("words", ["continue", "i'm ready"])
def test_a_pause_is_waited_for(minutes: float, words: str) -> None:
    dialogue = at("heel")
    dialogue.ask("wait")
    assert set(dialogue.wait(minutes * 60)) <= {"long_cramp.call"}
    assert dialogue.ask(words) == ["calf.heel"]


def test_a_pause_that_nobody_ends_is_sleep() -> None:
    dialogue = Dialogue(habits=Habits(remember=600))
    dialogue.ask("foot cramp")
    dialogue.ask("wait")
    dialogue.wait(590)
    assert not dialogue.session.asleep
    dialogue.wait(20)
    assert dialogue.session.asleep
    assert dialogue.ask("continue") == ["foot.sit"]


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("next", "calf.pull"),
        ("next please", "calf.pull"),
        ("continue", "calf.heel"),
        ("i'm back", "calf.heel"),
        ("it's gone", "aftercare.sore"),
        ("it still hurts", "calf.pull"),
        ("my calf still hurts", "calf.pull"),
    ],
)
def test_who_fell_silent_in_pain_goes_on_where_they_were(words: str, key: str) -> None:
    assert left().ask(words) == [key]


@pytest.mark.parametrize(
    "words", ["okay", "yes", "no", "thank you", "back", "stop", "done", "nextt step", "it hurts"]
)
def test_nothing_else_wakes_where_they_were(words: str) -> None:
    assert left().ask(words) == []


def test_what_they_left_is_forgotten_in_half_an_hour() -> None:
    assert left(seconds=300 + 1790).ask("next") == ["calf.pull"]
    assert left(seconds=300 + 1810).ask("next") == []


@pytest.mark.parametrize("farewell", ["stop", "good night", "it's gone"])
def test_who_has_ended_it_is_left_in_peace(farewell: str) -> None:
    dialogue = at("heel")
    dialogue.ask(farewell)
    dialogue.pass_time(340)
    assert dialogue.state is State.ASLEEP
    assert [dialogue.ask(words) for words in ("next", "continue", "it's gone", "it still hurts")] == [[]] * 4


def test_in_sleep_the_ten_minutes_are_told_to_who_comes_back_and_still_has_it() -> None:
    dialogue = left(seconds=700)
    assert [*dialogue.ask("it still hurts"), *dialogue.wait(1)] == ["calf.pull", "long_cramp.call"]
    gone = left(seconds=700)
    assert [*gone.ask("it's gone"), *gone.wait(1)] == ["aftercare.sore"]


def test_a_lone_word_from_sleep_must_be_exact_alone_and_beyond_doubt() -> None:
    def clear(text: str, *, alone: bool = True, belief: float = BEYOND_DOUBT) -> bool:
        heard = MATCHER.match(text, asleep=True, alone=alone, sure=0.5, again=lambda _="": belief - 0.49)
        return isinstance(heard, Match) and heard.clear

    assert clear("next")
    assert not clear("next", alone=False)
    assert not clear("next", belief=BEYOND_DOUBT - 0.1)
    assert not clear("tell me your next step")
