"""The dialogue: what was heard and the time that passed go in, what to say comes out. No I/O, no clock."""

from __future__ import annotations

from dataclasses import dataclass, replace

from intents.intent import Intent, Match, NoMatch
from intents.library import Library
from intents.procedures import NEXT_STEP
from intents.state import ROUNDS, Line, Manner, Place, Reply, State
from intents.transitions import HELP, TRANSITIONS

LONG_CRAMP = 600.0
"""Seconds from the first complaint after which a cramp is longer than usual (HSE: seconds to ten minutes)."""

HALFWAY_FROM = 20
"""Holds longer than this, in seconds, are told their middle."""

REMINDER_VOLUME = 0.6
"""A reminder's part of the volume: it must not wake who has fallen asleep."""

MANNER = Manner(volume=0.7, rate=150)
"""How Charley speaks unless told otherwise: calm, and clear for older ears."""


@dataclass(frozen=True, slots=True)
class Habits:
    """How a session behaves; the defaults suit the night."""

    manner: Manner = MANNER
    reminder: float = 20.0
    """Seconds without a word until the one reminder of what can be said."""
    sleep: float = 300.0
    """Seconds without a word until Charley falls asleep, without a sound."""
    remember: float = 1800.0
    """Seconds asleep until the step is forgotten."""
    introduce: bool = False
    """Whether Charley is still to say that it is not a doctor."""


class Session:
    """One person's dialogue. Call `hear` for every utterance and `tick` for every stretch of time."""

    def __init__(self, library: Library, habits: Habits = Habits()) -> None:
        self.library = library
        self.habits = habits
        self.state = State.ASLEEP
        self.place: Place | None = None
        """Where the dialogue stands, also while asleep, until it is forgotten."""
        self.came_from: Place | None = None
        """Where "back" leads from a procedure's first step."""
        self.relief: Place | None = None
        """The last step of relief, while the cramp lasts."""
        self.bookmark: Place | None = None
        """The step of relief that a topic has interrupted."""
        self.manner = habits.manner
        self.introduce = habits.introduce
        self.rounds = 0
        """How often it still hurt after a procedure."""
        self.hinted = False
        """Whether the first hold of this session has said how to go on."""
        self.counting = False
        """Whether the step's count is still to come."""
        self._misses = 0
        self._reminded = False
        self._quiet = 0.0
        self._held = 0.0
        self._asleep = 0.0
        self._cramp: float | None = None

    # -- what goes in ------------------------------------------------------------------------------

    def hear(self, heard: Match | NoMatch) -> Reply:
        """Answer an utterance."""
        if isinstance(heard, NoMatch):
            return self._puzzled()
        if self.state is State.ASLEEP and not heard.wakes:
            return self.silence()
        self._misses = 0
        self._listened()
        if self.state is State.QUESTION and heard.answer in self.at.step.answers:
            return self.answer(heard.answer)
        move = TRANSITIONS[self.state].get(heard.intent)
        return move(self, heard.value) if move else self.silence()

    def tick(self, seconds: float, *, speaking: bool) -> Reply:
        """Let time pass; `speaking` while Charley's voice sounds, which no silence counts."""
        if self._cramp is not None:
            self._cramp += seconds
        if self.state is State.ASLEEP:
            return self._doze(seconds)
        if self.state is State.HOLD:
            return self._hold(seconds)
        if speaking:
            return self.silence()
        if self._cramp is not None and self._cramp >= LONG_CRAMP:
            self._cramp = None
            return Reply((self._line_of(Place(self.library.procedures["long_cramp"], 0)),), self.manner)
        if self.counting:
            self.state, self._held, self.counting = State.HOLD, 0.0, False
            return self._hold(seconds)
        return self._wait(seconds)

    def upcoming(self) -> list[Line]:
        """Lines that are likely to be said next, so that their sound can be made ready."""
        if self.state is State.ASLEEP or self.place is None:
            return [self._line_of(Place(self.library.procedures["where"], 0))]
        following = replace(self.at, index=self.at.index + 1)
        lines = [self._line_of(following)] if following.index < len(following.procedure.steps) else []
        targets = {self.at.procedure.then, *(answer.go for answer in self.at.step.answers.values())}
        procedures = [self.library.procedures[name] for name in sorted(targets - {"", NEXT_STEP})]
        lines += [self._line_of(Place(procedure, 0)) for procedure in procedures]
        if self.at.step.hold:
            lines.append(self.line("hold_end", seconds=self.spoken(self.at.step.hold)))
        return lines

    # -- what the moves are made of ----------------------------------------------------------------

    @property
    def at(self) -> Place:
        """Where the dialogue stands."""
        if self.place is None:
            raise RuntimeError("a dialogue that is awake stands somewhere")
        return self.place

    def silence(self) -> Reply:
        """Say nothing, and interrupt nothing."""
        return Reply((), self.manner)

    def say(self, key: str, **fields: str) -> Reply:
        """A reply without a change of place."""
        return Reply((self.line(key, **fields),), self.manner)

    def stand(self, place: Place, *lead: Line) -> Reply:
        """Go to a step and say it, after some lines on the way."""
        if self.place is None or place.procedure is not self.place.procedure:
            self.came_from = self.place
        self.place = place
        self.state = State.QUESTION if place.step.answers else State.STEP
        self.counting = bool(place.step.hold)
        lines = (*lead, self._line_of(place))
        if place.procedure.danger:
            self._cramp, self.bookmark, self.relief = None, None, None
            self.rounds = ROUNDS
        if place.procedure.relieves:
            self.relief = place
            if self.introduce:
                self.introduce = False
                lines = (*lines, self.line("not_a_doctor"))
        return Reply(lines, self.manner)

    def enter(self, name: str, *lead: Line) -> Reply:
        """Go to a procedure's first step."""
        return self.stand(Place(self.library.procedures[name], 0), *lead)

    def answer(self, key: str) -> Reply:
        """Follow an answer to the question the dialogue stands at."""
        answer = self.at.step.answers[key]
        if answer.means:
            return TRANSITIONS[self.state][answer.means](self, "")
        lead = [self.line(answer.say)] if answer.say else []
        return self.advance(*lead) if answer.go == NEXT_STEP else self.enter(answer.go, *lead)

    def advance(self, *lead: Line) -> Reply:
        """Go on: to the next step, the procedure that follows, or back to the relief that was interrupted."""
        if self.at.index + 1 < len(self.at.procedure.steps):
            return self.stand(replace(self.at, index=self.at.index + 1), *lead)
        if self.at.procedure.then:
            return self.enter(self.at.procedure.then, *lead)
        if self.bookmark:
            return self.come_back(*lead)
        return Reply((*lead, self.line("last_step")), self.manner)

    def come_back(self, *lead: Line) -> Reply:
        """Go back to the step of relief that a topic has interrupted."""
        place, self.bookmark = self.bookmark or self.at, None
        return self.stand(place, *lead, self.line("back_to", title=place.procedure.title))

    def sleep(self, *lines: Line) -> Reply:
        """Fall asleep, and remember the step."""
        self.state, self.counting, self._asleep = State.ASLEEP, False, 0.0
        return Reply(lines, self.manner)

    def cramp_began(self) -> None:
        """Start the ten-minute clock, unless it runs; one that was slept over is a new cramp."""
        if self._cramp is None or (self.state is State.ASLEEP and self._asleep >= LONG_CRAMP):
            self._cramp = 0.0

    def cramp_ended(self) -> None:
        """Stop the ten-minute clock."""
        self._cramp, self.rounds = None, 0
        self.relief = self.bookmark = None

    def seconds_left(self) -> int:
        """Seconds of the hold that are still to come."""
        return max(1, round(self.at.step.hold - self._held))

    def manner_changed(self, key: str) -> Reply:
        """Say so, and say again what may not have been heard; a count that runs or is over is left alone."""
        unheard = self.state is State.QUESTION or (
            self.state is State.STEP and bool(self.at.step.hold) == self.counting
        )
        return Reply((self.line(key), *([self._line_of(self.at)] if unheard else [])), self.manner)

    def spoken(self, number: int) -> str:
        """A number as a word."""
        return self.library.numbers.say(number)

    def line(self, key: str, **fields: str) -> Line:
        """A reply's words."""
        return self.library.replies.line(key, **fields)

    def options(self) -> str:
        """What can be said now, at most five things, as one phrase."""
        answers = [key for key in self.at.step.answers if key in self.library.replies.labels]
        commands = [i for i in HELP[self.state] if i is not Intent.GONE or self.at.procedure.relieves]
        return self.library.replies.choice([*answers, *commands][:5])

    # -- silence, noise and counts -----------------------------------------------------------------

    def _listened(self) -> None:
        self._quiet, self._reminded = 0.0, False

    def _puzzled(self) -> Reply:
        if self.state not in (State.STEP, State.QUESTION):
            return self.silence()
        self._misses += 1
        match self._misses:
            case 1:
                reply = self.say("sorry")
            case 2:
                reply = self.say("help", options=self.options())
            case _:
                return self.silence()  # a television, say: it puts off neither the reminder nor sleep
        self._listened()
        return reply

    def _doze(self, seconds: float) -> Reply:
        self._asleep += seconds
        if self._asleep >= self.habits.remember:
            self.place = self.came_from = None
            self.cramp_ended()
        return self.silence()

    def _hold(self, seconds: float) -> Reply:
        hold, before = self.at.step.hold, self._held
        self._held += seconds
        if self._held >= hold:
            self.state = State.STEP
            self._listened()
            hint = () if self.hinted else (self.line("hold_hint"),)
            self.hinted = True
            return Reply((self.line("hold_end", seconds=self.spoken(hold)), *hint), self.manner)
        if hold > HALFWAY_FROM and before < hold / 2 <= self._held:
            return self.say("hold_half", seconds=self.spoken(hold - hold // 2))
        return self.silence()

    def _wait(self, seconds: float) -> Reply:
        self._quiet += seconds
        if self._quiet >= self.habits.sleep:
            return self.sleep()
        step = self.at.step
        if self.state is State.QUESTION and step.silence:
            return self.answer("silence") if self._quiet >= step.silence else self.silence()
        if self._reminded or self.state is State.PAUSED or self._quiet < self.habits.reminder:
            return self.silence()
        self._reminded = True
        quietly = replace(self.manner, volume=self.manner.volume * REMINDER_VOLUME)
        return replace(self.say("reminder", options=self.options()), manner=quietly)

    def _line_of(self, place: Place) -> Line:
        return self.library.step_line(place)
