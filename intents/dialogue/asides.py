"""What is said beside the way: it leads nowhere, and a question is asked again."""

from __future__ import annotations

from intents.dialogue import cramp, danger, moves
from intents.dialogue.dialogue import Dialogue
from intents.dialogue.state import Reply, State
from intents.intent import ELSEWHERE, OVER, Intent
from intents.matching.cries import GROWS

MINUTE = 60.0

WITHOUT_A_CALL = {"no_phone": "shout", "no_answer": "keep_trying"}
"""What is said in danger to who cannot call, or is not answered."""


def soothe(dialogue: Dialogue, value: str) -> Reply:
    """It hurts just now: in the middle of relief, how to bear it safely, and then to let go.

    With a value it is in words of their own: a cry, at which what is held is let go at once; talk of what is
    over, or not in the leg, is answered by the way once nothing hurts. Pain that grows in a relief may be a
    clot's.
    """
    if value == GROWS and dialogue.at.procedure.relieves and not dialogue.alarm.stands:
        return cramp.worse(dialogue, value)
    if dialogue.state is State.QUESTION or dialogue.at.procedure.danger:
        return moves.repeat(dialogue, "")
    if dialogue.alarm.stands:
        return danger.make_sure(dialogue, None)
    talk = value in {OVER, ELSEWHERE}
    if talk and not dialogue.in_pain:
        return dialogue.aside(dialogue.line(value))
    relieves = dialogue.at.procedure.relieves
    return _cried(dialogue, cries=bool(value)) if relieves else cramp.still_hurts(dialogue, "")


def _cried(dialogue: Dialogue, *, cries: bool) -> Reply:
    """At a cry, and the second time at a step, what is held is let go; else they hear how to go on."""
    held = dialogue.holding
    if dialogue.cramp.soothed != dialogue.at and not (cries and held):
        dialogue.cramp.soothed = dialogue.at
        return dialogue.aside(dialogue.line("soothe"))
    if held:
        dialogue.state, dialogue.counting = State.STEP, False
        return dialogue.say("let_go")
    if dialogue.state is State.PAUSED:
        return dialogue.say("paused")
    return dialogue.say("hold_hint") if dialogue.counted else moves.repeat(dialogue, "")


def care(dialogue: Dialogue, value: str) -> Reply:
    """What to do once the cramp is gone; that it is sore is a cry, until then and in danger."""
    if value == "sore":
        cries = dialogue.in_pain or dialogue.at.procedure.danger
        return soothe(dialogue, "") if cries else dialogue.aside(dialogue.line("sore"))
    return moves.topic(dialogue, value, name=Intent.AFTERCARE)


def see_doctor(dialogue: Dialogue, value: str) -> Reply:
    """When to see a doctor; in danger, now."""
    if dialogue.place and dialogue.place.procedure.danger:
        return danger.whom_to_call(dialogue)
    return moves.topic(dialogue, value, name=Intent.DOCTOR)


def greet(dialogue: Dialogue, _: str) -> Reply:
    """They are not alone: a count or a pause goes on, and what is not over is said again."""
    here = dialogue.line("here")
    if dialogue.state is State.HOLD:
        left = dialogue.line("hold_left", seconds=dialogue.spoken(dialogue.seconds_left()))
        return Reply((here, left), dialogue.manner)
    if dialogue.state is State.PAUSED or dialogue.counted:
        how_on = dialogue.line("hold_hint" if dialogue.counted else "paused")
        return Reply((here, how_on), dialogue.manner)
    return dialogue.stand(dialogue.at, here)


def answer_in_sleep(dialogue: Dialogue, value: str) -> Reply:
    """Called twice: one short line and no more, or the step that was left in a cramp."""
    left = dialogue.place is not None and dialogue.cramp.goes_on
    return greet(dialogue, value) if left else dialogue.say("here")


def explain(dialogue: Dialogue, value: str) -> Reply:
    """Where a part of the leg is."""
    return dialogue.aside(dialogue.line(value))


def gently(dialogue: Dialogue, value: str) -> Reply:
    """How hard to pull, or as a value how to bear it; in danger, nothing is pulled."""
    if dialogue.alarm.stands or dialogue.at.procedure.danger:
        return moves.repeat(dialogue, "")
    return dialogue.aside(dialogue.line(value or "gently"))


def ease(dialogue: Dialogue, _: str) -> Reply:
    """It begins to let go."""
    return dialogue.aside(dialogue.line("easing"))


def dizzy(dialogue: Dialogue, _: str) -> Reply:
    """Lie down first; a question or a danger waits, anything else is left for rest."""
    if dialogue.state is State.QUESTION or dialogue.at.procedure.danger:
        return dialogue.stand(dialogue.at, dialogue.line("dizzy"))
    return dialogue.enter("rest", dialogue.line("dizzy"))


def elapsed(dialogue: Dialogue, value: str) -> Reply:
    """How long ago the cramp was told of, as far as the clock runs; who tells it hears whom to call."""
    if value and dialogue.alarm.stands:
        return moves.repeat(dialogue, value)
    if value:
        dialogue.cramp.warned = True
        return dialogue.aside(dialogue.first_line("long_cramp"))
    if dialogue.cramp.seconds is None:
        return dialogue.aside(dialogue.line("elapsed_unknown"))
    minutes = round(dialogue.cramp.seconds / MINUTE)
    if minutes <= 1:
        return dialogue.aside(dialogue.line("elapsed_minute"))
    return dialogue.aside(dialogue.line("elapsed", minutes=dialogue.spoken(minutes)))


def introduce(dialogue: Dialogue, _: str) -> Reply:
    """Who is speaking."""
    return dialogue.aside(dialogue.line("who"))


def call(dialogue: Dialogue, value: str) -> Reply:
    """Charley can call nobody, and in danger says who can; whoever is alone is not left alone."""
    alarmed = dialogue.alarm.stands or dialogue.at.procedure.danger
    if alarmed and value in WITHOUT_A_CALL:
        return dialogue.aside(dialogue.line(WITHOUT_A_CALL[value]))
    if dialogue.at.procedure.danger:
        return moves.start_over(dialogue, "")
    return dialogue.aside(dialogue.line("alone" if value == "alone" else "no_calls"))


def called(dialogue: Dialogue, value: str) -> Reply:
    """Help is on its way: nobody is told to call any more; whom an ambulance is called for is in danger.

    A danger that Charley knows of goes on, and so does the question whether somebody is in the water.
    """
    procedure = dialogue.at.procedure
    known = dialogue.alarm.stands or procedure.danger or procedure.name == Intent.WATER
    if value == "ambulance" and not known:
        return danger.await_help(dialogue, danger.EMERGENCY, dialogue.line("called"))
    dialogue.have_called()
    return dialogue.say("arrived") if value == "here" else dialogue.aside(dialogue.line("called"))


def welcome(dialogue: Dialogue, _: str) -> Reply:
    """Thanks are answered."""
    return dialogue.say("welcome")


def privacy(dialogue: Dialogue, _: str) -> Reply:
    """What becomes of the sound."""
    return dialogue.say("privacy_recorded" if dialogue.recorded else "privacy")


def take_your_time(dialogue: Dialogue, value: str) -> Reply:
    """They are not ready; a danger does not wait for who has not called yet."""
    if value == "no" and dialogue.at.procedure.danger:
        return danger.whom_to_call(dialogue)
    return dialogue.say("take_your_time")
