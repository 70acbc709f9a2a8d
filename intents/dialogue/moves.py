"""What the dialogue does about each intent; `transitions.py` is the table of which move is made when."""

from __future__ import annotations

from dataclasses import replace

from intents.content.procedures import NEXT_STEP, THIS_STEP, WHERE_THEY_WERE, Place
from intents.content.replies import Line
from intents.dialogue import about, cramp, danger, recall
from intents.dialogue.dialogue import Dialogue
from intents.dialogue.options import options
from intents.dialogue.state import Reply, State
from intents.intent import PREGNANT, Intent

# -- places, topics and answers ---------------------------------------------------------------------


def other_muscle(dialogue: Dialogue, value: str) -> Reply:
    """They name another muscle on the way."""
    return show_options(dialogue, value) if value == "unknown" else cramp.relieve(dialogue, value)


def topic(dialogue: Dialogue, value: str, *, name: str) -> Reply:
    """Something to know, of which a relief hears one line by the way; or another relief.

    A question about danger waits, but for such a line.
    """
    procedure = dialogue.library.procedures.get(name)
    if procedure is None:
        return dialogue.say("left_out")
    index = procedure.step_about(value)
    here = Place(procedure, index or 0)
    if procedure.relieves:
        dialogue.cramp_began()
        dialogue.bookmark = None
    elif _goes_on(dialogue):
        if index is not None and not here.step.answers:
            return dialogue.aside(dialogue.library.step_line(here))
        if danger.is_danger_asked(dialogue):
            return repeat(dialogue, value)
        if dialogue.in_pain and procedure.in_pain >= 0 and not value:
            return dialogue.aside(dialogue.library.step_line(replace(here, index=procedure.in_pain)))
        dialogue.bookmark = dialogue.bookmark or dialogue.at
    return dialogue.stand(here)


def _goes_on(dialogue: Dialogue) -> bool:
    """Whether what they are in the midst of is to go on after a topic: a relief, or a question on the way."""
    if dialogue.state is not State.QUESTION:
        return dialogue.state is not State.ASLEEP and dialogue.at.procedure.relieves
    return dialogue.in_pain or dialogue.at.procedure.name == about.QUESTIONS


def pregnancy(dialogue: Dialogue, value: str) -> Reply:
    """Relief for the pregnant, unless another muscle is being relieved; and whatever follows fits them.

    Who merely tells of it, and has no cramp, hears what there is to know of it where they are.
    """
    told = value == "told" and dialogue.state is not State.ASLEEP and not dialogue.in_pain
    dialogue.learn(PREGNANT)
    relief = None if dialogue.state is State.ASLEEP else dialogue.cramp.relief
    if dialogue.alarm.stands:
        return dialogue.stand(dialogue.at) if dialogue.place else danger.make_sure(dialogue, None)
    if dialogue.place and danger.is_safety_question(dialogue):
        return dialogue.stand(dialogue.place, dialogue.line("left_out"))
    if told and dialogue.place:
        index = dialogue.place.procedure.step_about(Intent.PREGNANCY)
        if index is not None:
            return dialogue.stand(replace(dialogue.place, index=index))
        return dialogue.stand(dialogue.place, dialogue.line("left_out"))
    if relief and dialogue.place and relief.procedure.name != Intent.PREGNANCY:
        return dialogue.stand(dialogue.place, dialogue.line("left_out"))
    return topic(dialogue, value, name=Intent.PREGNANCY)


def answer(dialogue: Dialogue, key: str) -> Reply:
    """Follow an answer to the question the dialogue stands at."""
    chosen = dialogue.at.step.answers[key]
    if chosen.means:
        return MEANINGS[chosen.means](dialogue, "")
    if dialogue.at.procedure.name == about.QUESTIONS:
        return about.answered(dialogue, has=chosen.notes)
    lead = [dialogue.line(chosen.say)] if chosen.say else []
    if chosen.go != THIS_STEP:
        return _follow(dialogue, chosen.go, *lead)
    if dialogue.unsure == dialogue.at:
        return _follow(dialogue, chosen.then)
    dialogue.unsure = dialogue.at
    return dialogue.stand(dialogue.at, *lead)


def _follow(dialogue: Dialogue, go: str, *lead: Line) -> Reply:
    """Where an answer leads."""
    if go == WHERE_THEY_WERE:
        return danger.no_danger(dialogue)
    return dialogue.advance(*lead) if go == NEXT_STEP else danger.lead_to(dialogue, go, *lead)


# -- through the steps -----------------------------------------------------------------------------


def go_on(dialogue: Dialogue, value: str) -> Reply:
    """The next step; at a question, the answer of who gives none; an "okay" ends no count and no pause.

    Who did it, where they were told to call, has called.
    """
    if value == "did" and danger.is_told_to_call(dialogue):
        return done(dialogue, value)
    if value == "heard" and (waits := _okay(dialogue)):
        return waits
    if not dialogue.at.step.answers:
        return (dialogue.ended and recall.offered(dialogue)) or dialogue.advance()
    if dialogue.at.step.silence:
        return answer(dialogue, "silence")
    if value != "heard" and "skip" in dialogue.asked:
        return answer(dialogue, "skip")
    return danger.ask_again(dialogue) if "yes" in dialogue.at.step.answers else repeat(dialogue, value)


def _okay(dialogue: Dialogue) -> Reply | None:
    """What an "okay" in a pause or a count is answered with; at a question, it may be the answer."""
    if dialogue.state is State.PAUSED:
        return repeat(dialogue, "") if dialogue.at.step.answers else dialogue.say("paused")
    return how_much_longer(dialogue, "") if dialogue.holding else None


def go_along(dialogue: Dialogue, value: str) -> Reply:
    """A "yes" to an instruction, or "keep going": no more than "okay", but to the one to call."""
    return go_on(dialogue, value if danger.is_told_to_call(dialogue) else "heard")


def go_back(dialogue: Dialogue, _: str) -> Reply:
    """The step before, or the last one of the procedure that led here."""
    if dialogue.at.index:
        return dialogue.stand(replace(dialogue.at, index=dialogue.at.index - 1))
    if dialogue.came_from:
        return dialogue.stand(dialogue.came_from)
    return dialogue.stand(dialogue.at, dialogue.line("first_step"))


def repeat(dialogue: Dialogue, _: str) -> Reply:
    """The same step once more, its count from the start."""
    return dialogue.stand(dialogue.at)


def start_over(dialogue: Dialogue, value: str) -> Reply:
    """The procedure's first step; for the other leg, what has eased this one."""
    if value == "other_leg" and dialogue.cramp.eased and not dialogue.alarm.stands:
        return cramp.came_back(dialogue, dialogue.cramp.eased)
    return dialogue.stand(replace(dialogue.at, index=0))


def last_step(dialogue: Dialogue, _: str) -> Reply:
    """The procedure's last step; a question is answered first."""
    if dialogue.at.step.answers:
        return repeat(dialogue, "")
    return dialogue.stand(replace(dialogue.at, index=len(dialogue.at.procedure.steps) - 1))


def go_to_step(dialogue: Dialogue, value: str) -> Reply:
    """A step by its number; a question is answered first."""
    if dialogue.at.step.answers:
        return repeat(dialogue, value)
    steps = len(dialogue.at.procedure.steps)
    number = int(value)
    if number > steps:
        return dialogue.say("no_such_step", steps=dialogue.spoken(steps))
    return dialogue.stand(replace(dialogue.at, index=number - 1))


def how_many_steps(dialogue: Dialogue, _: str) -> Reply:
    """How many there are, and which one this is."""
    steps = dialogue.spoken(len(dialogue.at.procedure.steps))
    return dialogue.say("how_many_steps", steps=steps, step=dialogue.spoken(dialogue.at.number))


def where_was_i(dialogue: Dialogue, _: str) -> Reply:
    """Back to the step that was left, also from sleep while it is remembered."""
    here, dialogue.bookmark = dialogue.bookmark or dialogue.place, None
    if here is None:
        return dialogue.silence()
    step = dialogue.spoken(here.number)
    return dialogue.stand(here, dialogue.line("where", title=here.procedure.title, step=step))


def how_much_longer(dialogue: Dialogue, value: str) -> Reply:
    """The seconds left of a count, also of one to come; whoever asks to let go may do so at any time."""
    if dialogue.holding:
        key = "may_let_go" if value == "let_go" else "hold_left"
        return dialogue.say(key, seconds=dialogue.spoken(dialogue.seconds_left()))
    return dialogue.aside(dialogue.line("let_go" if value == "let_go" else "hold_none"))


def caution(dialogue: Dialogue, value: str) -> Reply:
    """Who should leave this step out; whoever tells what they have is led past what is not for them."""
    if value:
        dialogue.learn(value)
        if dialogue.place is None:
            return dialogue.enter("rest", dialogue.line("no_standing"))
        return dialogue.stand(dialogue.place, dialogue.line("left_out"))
    names = [dialogue.library.cautions[key] for key in dialogue.at.step.not_for]
    if names:
        return dialogue.say("caution", cautions=dialogue.library.replies.listed(names))
    if dialogue.state is State.QUESTION or dialogue.at.procedure.danger:
        return repeat(dialogue, value)
    return dialogue.say("no_caution")


def other_way(dialogue: Dialogue, value: str) -> Reply:
    """The step of this relief that does what they ask about; a question or a danger waits for its answer."""
    if dialogue.state is State.QUESTION or dialogue.at.procedure.danger:
        return repeat(dialogue, value)
    here = dialogue.bookmark or dialogue.at
    if value == "pull":
        return _help_to_pull(dialogue, here)
    index = here.procedure.step_about(value)
    if index is None:
        return dialogue.say("no_standing" if value == "stand" else "no_other_way")
    dialogue.bookmark = None
    return dialogue.stand(replace(here, index=index))


def _help_to_pull(dialogue: Dialogue, here: Place) -> Reply:
    """Somebody beside them wants to pull: the stretch, and within one, or behind it, how gently."""
    stretch = here.procedure.again
    if here.index < stretch:
        dialogue.bookmark = None
        return dialogue.stand(replace(here, index=stretch))
    return dialogue.say("gently" if here.procedure.relieves else "no_other_way")


def done(dialogue: Dialogue, value: str) -> Reply:
    """Enough: ask whether the cramp is gone, go back to the relief that waits, or say good night."""
    if dialogue.at.procedure.danger:
        dialogue.have_called()
        return dialogue.aside(dialogue.line("called"))
    if dialogue.alarm.stands and not dialogue.alarm.called:
        return danger.make_sure(dialogue, None)
    if dialogue.at.procedure.relieves:
        return dialogue.enter("gone")
    if dialogue.bookmark:
        return dialogue.come_back()
    return recall.offered(dialogue) or farewell(dialogue, value)


# -- control ---------------------------------------------------------------------------------------


def pause(dialogue: Dialogue, _: str) -> Reply:
    """Wait as long as they like; a count is given up."""
    dialogue.state, dialogue.counting = State.PAUSED, False
    return dialogue.say("paused")


def stop(dialogue: Dialogue, _: str) -> Reply:
    """Silence, then sleep; the step is remembered."""
    return dialogue.sleep(dialogue.line("stopped"))


def good_night(dialogue: Dialogue, _: str) -> Reply:
    """Sleep; after the first care ever, once a diary is offered; in danger, once somebody is called."""
    if dialogue.at.procedure.danger and not dialogue.alarm.called:
        return start_over(dialogue, "")
    if dialogue.alarm.stands and not dialogue.alarm.called:
        return danger.make_sure(dialogue, None)
    return recall.offered(dialogue) or dialogue.sleep(dialogue.line("good_night"))


def farewell(dialogue: Dialogue, _: str) -> Reply:
    """Nothing more is wanted."""
    return dialogue.sleep(dialogue.line("farewell"))


def show_options(dialogue: Dialogue, _: str) -> Reply:
    """What can be said now; in danger, whom to call."""
    if dialogue.at.procedure.danger:
        return danger.whom_to_call(dialogue)
    return dialogue.say("help", options=options(dialogue))


def show_shortest(dialogue: Dialogue) -> Reply:
    """The least that can be said, to who was not understood though they know what can be said."""
    if "yes" in dialogue.asked:
        return dialogue.say("yes_or_no")
    if dialogue.at.procedure.danger:
        return danger.whom_to_call(dialogue)
    return dialogue.say("shortest", options=options(dialogue, most=2 if dialogue.asked else 1))


MEANINGS = {
    Intent.GONE: cramp.gone,
    Intent.STILL_HURTS: cramp.still_hurts,
    Intent.DONE: done,
    Intent.DIARY_ON: recall.accept,
    Intent.DIARY_OFF: recall.decline,
    Intent.DIARY_DELETE: recall.delete,
    Intent.LEG_CRAMP: cramp.complain,
}
"""What an answer may mean that can be said at any time."""
