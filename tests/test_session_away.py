"""The dialogue after a microphone or a speaker was away."""

from __future__ import annotations

from intents.dialogue.state import State
from tests.test_session_time import at


def test_back_in_a_dialogue_it_says_so_and_says_the_step_again() -> None:
    dialogue = at("heel")
    assert dialogue.reconnect(5) == ["was_away", "calf.heel"]
    dialogue.ask("leg cramp")
    assert dialogue.reconnect(5) == ["was_away", "where.place"]


def test_back_before_a_count_it_says_the_step_again_and_then_counts() -> None:
    dialogue = at("heel")
    dialogue.say("next")
    assert dialogue.reconnect(5) == ["was_away", "calf.pull"]
    assert dialogue.wait(1) == ["hold_start"]


def test_a_count_went_on_meanwhile() -> None:
    dialogue = at("pull")
    dialogue.wait(5)
    assert dialogue.reconnect(4) == ["was_away"]
    assert "hold_end" in dialogue.wait(12)


def test_a_count_whose_end_nobody_heard_is_not_taken_as_done() -> None:
    dialogue = at("pull")
    dialogue.wait(5)
    assert dialogue.reconnect(25) == ["was_away", "calf.pull"]
    assert dialogue.wait(1) == ["hold_start"]
    assert "hold_end" not in dialogue.wait(19)
    assert "hold_end" in dialogue.wait(2)


def test_back_in_a_pause_it_leaves_them_in_peace() -> None:
    dialogue = at("heel")
    dialogue.ask("wait")
    assert dialogue.reconnect(5) == ["was_away"]
    assert dialogue.state is State.PAUSED


def test_back_asleep_it_says_nothing() -> None:
    dialogue = at("heel")
    dialogue.ask("stop")
    assert dialogue.reconnect(60) == []
    assert dialogue.ask("where was i") == ["where", "calf.heel"]


def test_away_for_long_it_falls_asleep_and_then_forgets() -> None:
    dialogue = at("heel")
    assert dialogue.reconnect(600) == []
    assert dialogue.state is State.ASLEEP
    assert dialogue.ask("where was i") == ["where", "calf.heel"]
    assert dialogue.reconnect(8 * 3600) == []
    assert dialogue.step == ""


def test_a_cramp_lasts_while_the_devices_are_away() -> None:
    dialogue = at("heel")
    for _ in range(3):
        dialogue.reconnect(250)
    assert dialogue.wait(1)[0].startswith("long_cramp.")
