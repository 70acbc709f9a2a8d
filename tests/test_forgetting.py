"""Forgetting: after half an hour of sleep a new night begins, and nothing of the last is left."""

from __future__ import annotations

from tests.dialogue import Dialogue
from tests.test_session_time import at


def test_what_was_put_off_is_forgotten_overnight() -> None:
    dialogue = Dialogue()
    dialogue.ask("I had a stroke last year and I have a cramp in my calf")
    dialogue.wait(4 * 3600)
    for words in ("foot cramp", "next", "I've called an ambulance", "it's a false alarm", "no", "no", "no"):
        dialogue.ask(words)
    assert dialogue.step == "foot.ease"


def test_pain_that_was_soothed_last_night_is_soothed_again() -> None:
    dialogue = at("pull")
    dialogue.ask("it hurts")
    dialogue.wait(4 * 3600)
    for words in ("calf cramp", "next", "next"):
        dialogue.ask(words)
    assert dialogue.ask("it hurts") == ["soothe"]
