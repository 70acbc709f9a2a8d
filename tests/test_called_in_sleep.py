"""Called from sleep: who says it twice is answered in one short line, and nobody else."""

from __future__ import annotations

import pytest

from intents.dialogue.state import State
from tests.dialogue import Dialogue
from tests.test_session_time import at


@pytest.mark.parametrize("words", ["are you there", "help me", "can you hear me", "hello charley"])
def test_who_calls_twice_is_answered_and_charley_sleeps_on(words: str) -> None:
    dialogue = Dialogue()
    assert dialogue.ask(words) == []
    dialogue.pass_time(5)
    assert dialogue.ask(words) == ["here"]
    assert dialogue.state is State.ASLEEP
    assert dialogue.ask("next") == []
    assert dialogue.ask("leg cramp") == ["where.place"]


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("hello", "hello"),
        ("are you there", "help me"),
        ("what can i say about it", "what can i say about that"),
    ],
)
def test_a_lone_hello_or_another_call_is_no_call_twice(first: str, then: str) -> None:
    dialogue = Dialogue()
    assert dialogue.ask(first) == []
    assert dialogue.ask(then) == []


def test_a_call_is_forgotten() -> None:
    dialogue = Dialogue()
    dialogue.ask("are you there")
    dialogue.pass_time(20)
    assert dialogue.ask("are you there") == []


def test_who_was_left_in_pain_hears_the_step_again() -> None:
    dialogue = at("heel")
    dialogue.pass_time(330)
    assert dialogue.ask("are you there") == []
    assert dialogue.ask("are you there") == ["here", "calf.heel"]
    assert dialogue.ask("next") == ["calf.pull"]
