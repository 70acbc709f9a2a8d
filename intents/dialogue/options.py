"""What a person can say now, and will be glad to know of."""

from __future__ import annotations

from collections.abc import Mapping

from intents.dialogue.dialogue import Dialogue
from intents.dialogue.state import State
from intents.intent import Intent

HELP: Mapping[State, tuple[Intent, ...]] = {
    State.ASLEEP: (),
    State.QUESTION: (Intent.REPEAT, Intent.STOP),
    State.STEP: (Intent.NEXT, Intent.BACK, Intent.REPEAT, Intent.STOP),
    State.HOLD: (Intent.NEXT, Intent.HOW_MUCH_LONGER, Intent.REPEAT, Intent.PAUSE, Intent.STOP),
    State.PAUSED: (Intent.RESUME, Intent.REPEAT, Intent.BACK, Intent.STOP),
}
"""What is worth saying in each state besides the answers of a question."""

IN_PAIN = (Intent.NEXT, Intent.REPEAT, Intent.GONE, Intent.STILL_HURTS, Intent.STOP)
"""The same at a step while the cramp lasts."""

BY_THE_WAY = (Intent.NEXT, Intent.DONE, Intent.REPEAT, Intent.STILL_HURTS, Intent.STOP)
"""The same at a step of a topic that has interrupted something: "done" leads back to it."""

MOST = 5
"""Things to say at most: nobody remembers more."""


def options(dialogue: Dialogue, most: int = MOST) -> str:
    """The answers of a question first, then commands, as one phrase."""
    labels = dialogue.library.replies.labels
    answers = [key for key in dialogue.at.step.answers if key in labels]
    return dialogue.library.replies.choice([*answers, *_commands(dialogue)][:most])


def _commands(dialogue: Dialogue) -> list[Intent]:
    if dialogue.state is not State.STEP:
        return [*HELP[dialogue.state]]
    if dialogue.bookmark:
        return [intent for intent in BY_THE_WAY if intent is not Intent.STILL_HURTS or dialogue.in_pain]
    if dialogue.in_pain:
        return [*IN_PAIN]
    leads_on = {Intent.NEXT: not dialogue.ended, Intent.BACK: bool(dialogue.at.index or dialogue.came_from)}
    return [intent for intent in HELP[State.STEP] if leads_on.get(intent, True)]
