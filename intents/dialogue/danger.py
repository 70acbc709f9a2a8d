"""What the dialogue does about signs of danger, and about what may have been one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from intents.content.procedures import Place
from intents.content.replies import Line
from intents.dialogue.dialogue import Dialogue
from intents.dialogue.state import Reply, State
from intents.intent import CAN_BREATHE, Intent, Match

EMERGENCY = "emergency"
"""The procedure of the gravest danger."""

REASSURING = frozenset({Intent.NO, Intent.GONE, Intent.EASING})
"""What a "no" to a question about danger may be said with."""

NOT_IN_DANGER = REASSURING | {
    Intent.LEG_CRAMP,
    Intent.PLACE,
    Intent.STILL_HURTS,
    Intent.WHERE_WAS_I,
    Intent.AFTERCARE,
    Intent.EXERCISE,
    Intent.PREVENTION,
    Intent.CAUSES,
    Intent.SET_UP,
    Intent.PROFILE_FORGET,
    Intent.DIARY_HELPED,
    Intent.OWN,
}
"""What leads to a stretch, to rubbing or to heat, or says that all is well."""

NOT_THAT_LEG = {
    (Intent.OTHER_WAY, "rub"),
    (Intent.OTHER_WAY, "pull"),
    (Intent.AFTERCARE, "warm"),
    (Intent.AFTERCARE, "cream"),
}
"""What may be asked about a leg, and must not be done to one that may have a clot."""

NO_ANSWER = frozenset(
    {
        Intent.LEG_CRAMP,
        Intent.PLACE,
        Intent.STILL_HURTS,
        Intent.AFTERCARE,
        Intent.EXERCISE,
        Intent.PREVENTION,
        Intent.CAUSES,
        Intent.DOCTOR,
        Intent.OWN,
    }
)
"""What leads away from a row of questions about danger without answering them."""

IN_DOUBT = "in_doubt"
"""The procedure for who cannot tell whether there is danger."""

ALL_CLEAR = "all_clear"
"""The procedure that asks for every sign of danger where nobody knows which was meant."""

CHEST_CHECK = "chest_check"
"""The procedure that asks about it where something else was heard."""

NUMB_CHECK = "numb_check"
"""The procedure that asks about a leg that is cold, pale or numb."""


def red_flag(dialogue: Dialogue, value: str) -> Reply:
    """A sign of danger outranks everything; what may be one or not is asked about, but if it is known."""
    if not dialogue.library.procedures[value].danger:
        if not _is_known(dialogue, value):
            return _ask(dialogue, value)
        return dialogue.stand(dialogue.at) if dialogue.state is State.QUESTION else whom_to_call(dialogue)
    if not dialogue.alarm.stands:
        dialogue.put_off = None
    return dialogue.enter(value)


def _is_known(dialogue: Dialogue, check: str) -> bool:
    """Whether the danger that a check asks about is being answered."""
    leads_to = dialogue.library.procedures[check].steps[0].answers["yes"].go
    return leads_to == dialogue.alarm.danger == dialogue.at.procedure.name if dialogue.place else False


def doubted_flag(dialogue: Dialogue, value: str) -> Reply:
    """A sign of danger that may have been misheard: ask first, where that danger can wait for an answer."""
    check = dialogue.library.procedures[value].check
    return _ask(dialogue, check) if check else red_flag(dialogue, value)


def suspected_flag(dialogue: Dialogue, heard: Match, do_as_heard: Callable[[], Reply] | None) -> Reply:
    """What may have been a sign of danger: ask, and do what was heard where it was none."""
    if heard.intent is Intent.RED_FLAG:
        certain = dialogue.library.procedures[heard.value].danger
        check = heard.check or (ALL_CLEAR if certain else heard.value)
        return ask_again(dialogue) if is_danger_asked(dialogue) else _begin(dialogue, check, do_as_heard)
    if is_asked(dialogue, CHEST_CHECK) and heard.intent in REASSURING | {Intent.COMFORT}:
        return ask_again(dialogue)
    return _ask(dialogue, heard.check or CHEST_CHECK, do_as_heard)


def keep(dialogue: Dialogue, complaint: Callable[[], Reply]) -> None:
    """Remember what was complained of with a danger, for when there is none."""
    dialogue.cramp_began()
    if dialogue.put_off is None or dialogue.at.procedure.danger:
        dialogue.put_off = complaint


def make_sure(dialogue: Dialogue, do_as_heard: Callable[[], Reply] | None) -> Reply:
    """An alarm stands: ask whether it is over before anything is done that is not for a danger."""
    if dialogue.state is State.QUESTION and dialogue.at.procedure.name == dialogue.alarm.until:
        dialogue.put_off = do_as_heard or dialogue.put_off
        return dialogue.stand(dialogue.at)
    return _begin(dialogue, dialogue.alarm.until, do_as_heard or dialogue.put_off)


def is_not_for_danger(heard: Match) -> bool:
    """Whether it must wait while an alarm stands."""
    return heard.intent in NOT_IN_DANGER or (heard.intent, heard.value) in NOT_THAT_LEG


def forbidden(dialogue: Dialogue, heard: Match) -> Reply | None:
    """They ask to do what a leg in danger must be spared: no, and what to leave; None for all else."""
    danger = dialogue.library.procedures[dialogue.alarm.danger]
    leave = danger.step_about("rub")
    if leave is None or (heard.intent, heard.value) not in NOT_THAT_LEG:
        return None
    return dialogue.aside(dialogue.line("let_it_rest"), dialogue.library.step_line(Place(danger, leave)))


def worsened(dialogue: Dialogue) -> Reply:
    """It gets worse while an alarm stands: whom to call, once more; a question is asked again."""
    danger = dialogue.at.procedure
    if not danger.danger or dialogue.state is State.QUESTION:
        return make_sure(dialogue, None)
    return dialogue.aside(dialogue.first_line(danger.name))


def await_help(dialogue: Dialogue, name: str, lead: Line) -> Reply:
    """They have called whom this danger wants called: on with what else there is to do."""
    reply = dialogue.stand(Place(dialogue.library.procedures[name], 1), lead)
    dialogue.have_called()
    return reply


def whom_to_call(dialogue: Dialogue) -> Reply:
    """What this danger begins with, until they have called."""
    return dialogue.say("phone") if dialogue.alarm.called else dialogue.stand(replace(dialogue.at, index=0))


def lead_to(dialogue: Dialogue, name: str, *lead: Line) -> Reply:
    """Go to a procedure; to the danger they have called for, or a doubt of it, without another call."""
    if dialogue.alarm.stands and dialogue.alarm.called and name in {dialogue.alarm.danger, IN_DOUBT}:
        return await_help(dialogue, name, dialogue.line("phone"))
    return dialogue.enter(name, *lead)


def answered_beside(dialogue: Dialogue, about: str, *, yes: bool) -> Reply | None:
    """Somebody beside them asked about a danger: Charley asks, too, where the answer tells of it.

    None where Charley has asked the same, and so may take the answer for its own.
    """
    well = about == CAN_BREATHE
    check = CHEST_CHECK if well else about
    if is_asked(dialogue, check) and not well:
        return None
    if is_asked(dialogue, check) or (dialogue.state is State.QUESTION and yes == well):
        return dialogue.stand(dialogue.at)
    if yes == well or dialogue.alarm.danger == EMERGENCY:
        return dialogue.silence()
    return _begin(dialogue, check, None)


def is_usual(dialogue: Dialogue, condition: str) -> Reply | None:
    """What they always have is no danger, but is remembered; None where that was a "no" about this danger."""
    dialogue.note(condition)
    asked = is_danger_asked(dialogue)
    return ask_again(dialogue) if asked and not is_asked(dialogue, NUMB_CHECK) else None


def ask_again(dialogue: Dialogue) -> Reply:
    """The question once more, and how to answer it."""
    return dialogue.stand(dialogue.at, dialogue.line("yes_or_no"))


def no_danger(dialogue: Dialogue) -> Reply:
    """It was none: on with an alarm's own questions, what was heard instead, what they did, or sleep."""
    here, do_as_heard = dialogue.came_from, dialogue.put_off
    over = dialogue.at.procedure.name == dialogue.alarm.until
    if dialogue.alarm.stands and not over and (here is None or here.procedure.name != dialogue.alarm.until):
        all_clear = dialogue.library.procedures[dialogue.alarm.until]
        answered = all_clear.steps[0].question == dialogue.at.step.question
        return dialogue.stand(Place(all_clear, int(answered)))
    if over:
        dialogue.all_clear()
        here = dialogue.cramp.relief
    dialogue.place = dialogue.put_off = None
    if here:
        back = dialogue.stand(here)
    elif over and (do_as_heard or dialogue.cramp.seconds is not None):
        back = dialogue.enter("where")
    else:
        back = dialogue.sleep(dialogue.line("farewell"))
    done = do_as_heard() if do_as_heard else back
    return done if done.lines else back


def reassured(dialogue: Dialogue, do_as_heard: Callable[[], Reply]) -> Reply:
    """They say that the cramp is gone: done; asked about the chest, they are asked that once more first."""
    if dialogue.unsure == dialogue.at or not is_asked(dialogue, CHEST_CHECK):
        return do_as_heard()
    reply = dialogue.enter(CHEST_CHECK, dialogue.line("yes_or_no"))
    dialogue.put_off, dialogue.unsure = do_as_heard, dialogue.at
    return reply


def is_safety_question(dialogue: Dialogue) -> bool:
    """Whether one of several questions about danger is waiting for its answer."""
    return is_danger_asked(dialogue) and len(dialogue.at.procedure.steps) > 1


def is_told_to_call(dialogue: Dialogue) -> bool:
    """Whether they have been told to call, and to do nothing else since."""
    procedure = dialogue.at.procedure
    told = procedure.danger and dialogue.state is State.STEP and (not dialogue.at.index or procedure.until)
    return bool(told) and not dialogue.alarm.called


def is_danger_asked(dialogue: Dialogue) -> bool:
    """Whether a question about danger is waiting for its answer."""
    yes = dialogue.asked.get("yes")
    leads_to = dialogue.library.procedures.get(yes.go) if yes else None
    return bool(leads_to and leads_to.danger)


def is_asked(dialogue: Dialogue, check: str) -> bool:
    """Whether the question of a check is waiting for its answer, in whatever procedure."""
    asking = dialogue.library.procedures[check].steps[0]
    return dialogue.state is State.QUESTION and dialogue.at.step.question == asking.question


def _ask(dialogue: Dialogue, check: str, do_as_heard: Callable[[], Reply] | None = None) -> Reply:
    """Ask whether it is danger; where that is being asked already, this was the answer."""
    if is_asked(dialogue, check):
        return dialogue.enter(dialogue.library.procedures[check].steps[0].answers["yes"].go)
    return _begin(dialogue, check, do_as_heard)


def _begin(dialogue: Dialogue, check: str, do_as_heard: Callable[[], Reply] | None) -> Reply:
    """Ask; a check that this one interrupts goes on after it."""
    if dialogue.state is State.ASLEEP:
        if not dialogue.alarm.stands:
            dialogue.bookmark = dialogue.bookmark or dialogue.place
        dialogue.place = None
    elif dialogue.at.procedure.returns and check != dialogue.alarm.until:
        do_as_heard = partial(_ask_on, dialogue, dialogue.at, dialogue.came_from, dialogue.put_off)
    dialogue.put_off = do_as_heard
    return dialogue.enter(check)


def _ask_on(
    dialogue: Dialogue, at: Place, came_from: Place | None, put_off: Callable[[], Reply] | None
) -> Reply:
    reply = dialogue.stand(at)
    dialogue.came_from, dialogue.put_off = came_from, put_off
    return reply
