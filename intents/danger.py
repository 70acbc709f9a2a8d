"""What the dialogue does about signs of danger, and about what may have been one."""

from __future__ import annotations

from collections.abc import Callable

from intents.dialogue import Dialogue
from intents.state import Reply, State

EMERGENCY = "emergency"
"""The procedure of the gravest danger."""

CHEST_CHECK = "chest_check"
"""The procedure that asks about it where something else was heard."""


def red_flag(dialogue: Dialogue, value: str) -> Reply:
    """A sign of danger outranks everything; what may be one or not is asked about."""
    certain = dialogue.library.procedures[value].danger
    return dialogue.enter(value) if certain else _ask(dialogue, value)


def doubted_flag(dialogue: Dialogue, value: str) -> Reply:
    """A sign of danger that may have been misheard: ask first, where that danger can wait for an answer."""
    check = dialogue.library.procedures[value].check
    return _ask(dialogue, check) if check else red_flag(dialogue, value)


def suspected_flag(dialogue: Dialogue, do_as_heard: Callable[[], Reply]) -> Reply:
    """What may have been a sign of danger: ask, and do what was heard where it was none."""
    return _ask(dialogue, CHEST_CHECK, do_as_heard)


def no_danger(dialogue: Dialogue) -> Reply:
    """It was none: on with what was heard instead, or back to what they were doing, or to sleep."""
    here, do_as_heard = dialogue.came_from, dialogue.put_off
    dialogue.place = dialogue.put_off = None
    back = dialogue.stand(here) if here else dialogue.sleep(dialogue.line("farewell"))
    return do_as_heard() if do_as_heard else back


def is_asked(dialogue: Dialogue, check: str) -> bool:
    """Whether the question of a check is waiting for its answer, in whatever procedure."""
    asking = dialogue.library.procedures[check].steps[0]
    return dialogue.state is State.QUESTION and dialogue.at.step.key == asking.key


def _ask(dialogue: Dialogue, check: str, do_as_heard: Callable[[], Reply] | None = None) -> Reply:
    """Ask whether it is danger; where that is being asked already, this was the answer."""
    if is_asked(dialogue, check):
        return dialogue.enter(dialogue.library.procedures[check].steps[0].answers["yes"].go)
    if dialogue.state is State.ASLEEP:
        dialogue.bookmark, dialogue.place = dialogue.bookmark or dialogue.place, None
    dialogue.put_off = do_as_heard
    return dialogue.enter(check)
