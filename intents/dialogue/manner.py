"""How Charley is told to speak: louder or quieter, slower or faster, in a whisper."""

from __future__ import annotations

from dataclasses import replace

from intents.dialogue.dialogue import Dialogue
from intents.dialogue.state import Manner, Reply

LOUDER, QUIETEST = 1.4, 0.05
"""Factor of one "louder", and the linear gain that is as quiet as Charley goes."""

FASTER, SLOWEST, FASTEST = 20, 80, 250
"""Words per minute: one "faster", and the limits."""


def louder(dialogue: Dialogue, _: str) -> Reply:
    """One step louder."""
    return _volume(dialogue, dialogue.manner.volume * LOUDER, "louder", "loudest")


def quieter(dialogue: Dialogue, _: str) -> Reply:
    """One step quieter."""
    return _volume(dialogue, dialogue.manner.volume / LOUDER, "quieter", "quietest")


def slower(dialogue: Dialogue, _: str) -> Reply:
    """One step slower."""
    return _rate(dialogue, dialogue.manner.rate - FASTER, "slower", "slowest")


def faster(dialogue: Dialogue, _: str) -> Reply:
    """One step faster."""
    return _rate(dialogue, dialogue.manner.rate + FASTER, "faster", "fastest")


def whisper(dialogue: Dialogue, _: str) -> Reply:
    """Somebody else is asleep here."""
    return _manner(dialogue, replace(dialogue.manner, whisper=True), "whispering", "whispering")


def aloud(dialogue: Dialogue, _: str) -> Reply:
    """With a voice again."""
    return _manner(dialogue, replace(dialogue.manner, whisper=False), "aloud", "aloud")


def _volume(dialogue: Dialogue, volume: float, changed: str, limit: str) -> Reply:
    return _manner(dialogue, replace(dialogue.manner, volume=min(1.0, max(QUIETEST, volume))), changed, limit)


def _rate(dialogue: Dialogue, rate: int, changed: str, limit: str) -> Reply:
    return _manner(dialogue, replace(dialogue.manner, rate=min(FASTEST, max(SLOWEST, rate))), changed, limit)


def _manner(dialogue: Dialogue, manner: Manner, changed: str, limit: str) -> Reply:
    key = limit if manner == dialogue.manner else changed
    dialogue.manner, dialogue.chosen = manner, 0.0
    return dialogue.manner_changed(key)
