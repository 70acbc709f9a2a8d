"""What the dialogue does about each intent; `transitions.py` is the table of which move is made when."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from intents.state import ROUNDS, Manner, Place, Reply, State

if TYPE_CHECKING:
    from intents.session import Session

LOUDER, QUIETEST = 1.4, 0.05
"""Factor of one "louder", and the linear gain that is as quiet as Charley goes."""

FASTER, SLOWEST, FASTEST = 20, 80, 250
"""Words per minute: one "faster", and the limits."""


# -- complaints ------------------------------------------------------------------------------------


def complain(session: Session, value: str) -> Reply:
    """Somebody has a cramp: ask where, or start at once where they said it."""
    session.cramp_began()
    session.bookmark = None
    known = session.library.procedures["where"].steps[0].answers.get(value)
    return session.enter(known.go if known else "where")


def other_muscle(session: Session, value: str) -> Reply:
    """They name another muscle on the way."""
    return show_options(session, value) if value == "unknown" else complain(session, value)


def gone(session: Session, _: str) -> Reply:
    """The cramp has let go."""
    session.cramp_ended()
    return session.enter("aftercare")


def still_hurts(session: Session, _: str) -> Reply:
    """Another round of the same, then what else to try, then the signs of danger."""
    relief = session.relief
    if relief is None and not session.rounds:
        return complain(session, "")
    session.bookmark = None
    session.rounds += 1
    if session.rounds == 1 and relief:
        return session.stand(replace(relief, index=relief.procedure.again), session.line("once_more"))
    return session.enter("still_hurts" if session.rounds <= ROUNDS else "red_flags")


def worse(session: Session, _: str) -> Reply:
    """Let go at once; then the signs of danger, the gravest first."""
    session.bookmark, session.rounds = None, ROUNDS
    return session.enter("red_flags", session.line("let_go"))


def red_flag(session: Session, value: str) -> Reply:
    """A sign of danger outranks everything."""
    return session.enter(value)


def topic(session: Session, value: str, *, name: str) -> Reply:
    """Something to know; the step of relief is kept for later."""
    if session.state is not State.ASLEEP and session.at.procedure.relieves:
        session.bookmark = session.at
    procedure = session.library.procedures[name]
    if procedure.relieves:
        session.cramp_began()
    return session.stand(Place(procedure, procedure.step_about(value) or 0))


# -- through the steps -----------------------------------------------------------------------------


def go_on(session: Session, value: str) -> Reply:
    """The next step; at a question, what silence would answer."""
    if not session.at.step.answers:
        return session.advance()
    return session.answer("silence") if session.at.step.silence else repeat(session, value)


def go_back(session: Session, _: str) -> Reply:
    """The step before, or the last one of the procedure that led here."""
    if session.at.index:
        return session.stand(replace(session.at, index=session.at.index - 1))
    if session.came_from:
        return session.stand(session.came_from)
    return session.stand(session.at, session.line("first_step"))


def repeat(session: Session, _: str) -> Reply:
    """The same step once more, its count from the start."""
    return session.stand(session.at)


def start_over(session: Session, _: str) -> Reply:
    """The procedure's first step."""
    return session.stand(replace(session.at, index=0))


def last_step(session: Session, _: str) -> Reply:
    """The procedure's last step."""
    return session.stand(replace(session.at, index=len(session.at.procedure.steps) - 1))


def go_to_step(session: Session, value: str) -> Reply:
    """A step by its number."""
    steps = len(session.at.procedure.steps)
    number = int(value)
    if number > steps:
        return session.say("no_such_step", steps=session.spoken(steps))
    return session.stand(replace(session.at, index=number - 1))


def how_many_steps(session: Session, _: str) -> Reply:
    """How many there are, and which one this is."""
    steps = session.spoken(len(session.at.procedure.steps))
    return session.say("how_many_steps", steps=steps, step=session.spoken(session.at.number))


def where_was_i(session: Session, _: str) -> Reply:
    """Back to the step that was left, also from sleep while it is remembered."""
    if session.place is None:
        return session.silence()
    here, session.bookmark = session.bookmark or session.place, None
    step = session.spoken(here.number)
    return session.stand(here, session.line("where", title=here.procedure.title, step=step))


def how_much_longer(session: Session, _: str) -> Reply:
    """The seconds left of a hold."""
    if session.state is State.HOLD:
        return session.say("hold_left", seconds=session.spoken(session.seconds_left()))
    return session.say("hold_none")


def caution(session: Session, _: str) -> Reply:
    """Who should leave this step out."""
    names = [session.library.cautions[key] for key in session.at.step.not_for]
    if not names:
        return session.say("no_caution")
    return session.say("caution", cautions=session.library.replies.listed(names))


def done(session: Session, value: str) -> Reply:
    """Enough: ask whether the cramp is gone, go back to the relief that waits, or say good night."""
    if session.at.procedure.relieves:
        return session.enter("gone")
    return session.come_back() if session.bookmark else farewell(session, value)


# -- control ---------------------------------------------------------------------------------------


def pause(session: Session, _: str) -> Reply:
    """Wait as long as they like; a count is given up."""
    session.state, session.counting = State.PAUSED, False
    return session.say("paused")


def stop(session: Session, _: str) -> Reply:
    """Silence, then sleep; the step is remembered."""
    return session.sleep(session.line("stopped"))


def good_night(session: Session, _: str) -> Reply:
    """Sleep."""
    return session.sleep(session.line("good_night"))


def farewell(session: Session, _: str) -> Reply:
    """Nothing more is wanted."""
    return session.sleep(session.line("farewell"))


def louder(session: Session, _: str) -> Reply:
    """One step louder."""
    return _volume(session, session.manner.volume * LOUDER, "louder", "loudest")


def quieter(session: Session, _: str) -> Reply:
    """One step quieter."""
    return _volume(session, session.manner.volume / LOUDER, "quieter", "quietest")


def slower(session: Session, _: str) -> Reply:
    """One step slower."""
    return _rate(session, session.manner.rate - FASTER, "slower", "slowest")


def faster(session: Session, _: str) -> Reply:
    """One step faster."""
    return _rate(session, session.manner.rate + FASTER, "faster", "fastest")


def show_options(session: Session, _: str) -> Reply:
    """What can be said now."""
    return session.say("help", options=session.options())


def welcome(session: Session, _: str) -> Reply:
    """Thanks are answered."""
    return session.say("welcome")


def privacy(session: Session, _: str) -> Reply:
    """What becomes of the sound."""
    return session.say("privacy")


def take_your_time(session: Session, _: str) -> Reply:
    """They are not ready."""
    return session.say("take_your_time")


def _volume(session: Session, volume: float, changed: str, limit: str) -> Reply:
    return _manner(session, replace(session.manner, volume=min(1.0, max(QUIETEST, volume))), changed, limit)


def _rate(session: Session, rate: int, changed: str, limit: str) -> Reply:
    return _manner(session, replace(session.manner, rate=min(FASTEST, max(SLOWEST, rate))), changed, limit)


def _manner(session: Session, manner: Manner, changed: str, limit: str) -> Reply:
    key = limit if manner == session.manner else changed
    session.manner = manner
    return session.manner_changed(key)
