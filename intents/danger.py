"""What the dialogue does about signs of danger, and about what may have been one."""

from __future__ import annotations

from collections.abc import Callable

from intents.dialogue import Dialogue
from intents.state import Place, Reply, State

EMERGENCY = "emergency"
"""The procedure of the gravest danger."""

CHEST_CHECK = "chest_check"
"""The procedure that asks about it where it may have been said."""


def red_flag(dialogue: Dialogue, value: str) -> Reply:
    """A sign of danger outranks everything."""
    return dialogue.enter(value)


def doubted_flag(dialogue: Dialogue, value: str) -> Reply:
    """A sign of danger that may have been misheard: ask first, unless it answers a question about it."""
    if dialogue.state is State.ASLEEP:
        dialogue.place = None
    asked = _asked_about(dialogue, value)
    return dialogue.enter(value if asked else dialogue.library.procedures[value].check or value)


def suspected_flag(dialogue: Dialogue, do_as_heard: Callable[[], Reply]) -> Reply:
    """What may have been a sign of danger: ask, and do what was heard where it was none."""
    if dialogue.state is State.ASLEEP:
        dialogue.place = None
    if _asked_about(dialogue, EMERGENCY):
        return dialogue.enter(EMERGENCY)
    dialogue.put_off = do_as_heard
    return dialogue.enter(CHEST_CHECK)


def no_danger(dialogue: Dialogue) -> Reply:
    """It was misheard: on with what was heard instead, or back to what they were doing, or to sleep."""
    here, checked = dialogue.came_from, dialogue.at.procedure.name
    do_as_heard = dialogue.put_off if checked == CHEST_CHECK else None
    dialogue.place = dialogue.put_off = None
    back = dialogue.stand(here) if here else dialogue.sleep(dialogue.line("farewell"))
    return do_as_heard() if do_as_heard else back


def _asked_about(dialogue: Dialogue, value: str) -> bool:
    """Whether the dialogue stands at a question that one of the answers makes this danger."""
    procedures = dialogue.library.procedures
    place: Place | None = dialogue.place
    answers = place.step.answers.values() if place else ()
    return any(procedures.get(answer.go) == procedures[value] for answer in answers)
