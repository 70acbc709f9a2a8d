"""Where a conversation stands, and what the moves are made of: going to a step, saying it, falling asleep."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace

from intents.content.library import Library
from intents.content.procedures import WAYS, Answer, Place, Procedure
from intents.content.profile import Profile
from intents.content.replies import Line
from intents.dialogue.diary import Look, nowhere
from intents.dialogue.person import Person
from intents.dialogue.state import LONG_CRAMP, NO_ALARM, ROUNDS, Cramp, Manner, Reply, State
from intents.intent import Intent


class Dialogue:
    """The state of one conversation; moves change it, and each returns what to say."""

    def __init__(self, library: Library, manner: Manner, *, introduce: bool, look: Look = nowhere) -> None:
        self.person = Person(library)
        """Who is in the bed."""
        self.noted: set[str] = set()
        """What they are telling of themselves, question by question."""
        self.recorded = False
        """Whether what they say is kept as sound."""
        self.look = look
        self.manner = manner
        self.chosen = math.inf
        """Seconds since the person chose the manner."""
        self.introduce = introduce
        """Whether Charley is still to say that it is not a doctor."""
        self.state = State.ASLEEP
        self.place: Place | None = None
        """Where the dialogue stands, also while asleep, until it is forgotten."""
        self.came_from: Place | None = None
        """Where "back" leads from a procedure's first step."""
        self.cramp = Cramp()
        """What is known of tonight's."""
        self.bookmark: Place | None = None
        """The step of relief, or the question, that a topic has interrupted."""
        self.put_off: Callable[[], Reply] | None = None
        """What to do once it is clear that nobody spoke of danger."""
        self.alarm = NO_ALARM
        """The danger that was answered last, if any."""
        self.unsure: Place | None = None
        """The question to which they have said that they do not know."""
        self.counting = False
        """Whether the step's count is still to come."""
        self.held = 0.0
        """Seconds of the count that have passed."""
        self.slept = 0.0
        """Seconds since Charley fell asleep."""

    @property
    def library(self) -> Library:
        """The words, with the procedures as they are for this person."""
        return self.person.library

    @property
    def at(self) -> Place:
        """Where the dialogue stands."""
        if self.place is None:
            raise RuntimeError("a dialogue that is awake stands somewhere")
        return self.place

    @property
    def asked(self) -> Mapping[str, Answer]:
        """What the question that waits can be answered with; empty where none waits."""
        return self.at.step.answers if self.state is State.QUESTION else {}

    @property
    def awaited(self) -> Collection[str]:
        """What takes less belief now: the answers to a question, and in a count that it hurts."""
        return (Intent.HURTS,) if self.holding else self.asked

    @property
    def holding(self) -> bool:
        """Whether a count runs, or is about to."""
        return self.counting or self.state is State.HOLD

    @property
    def in_pain(self) -> bool:
        """Whether somebody is awake with a cramp."""
        return self.state is not State.ASLEEP and self.cramp.goes_on

    @property
    def counted(self) -> bool:
        """Whether the step's count is over, or was given up."""
        return self.state is State.STEP and bool(self.at.step.hold) and not self.counting

    @property
    def ended(self) -> bool:
        """Whether no step follows: neither in the procedure, nor after it."""
        procedure = self.at.procedure
        return self.at.index + 1 == len(procedure.steps) and not procedure.then and not self.bookmark

    def upcoming(self) -> list[Line]:
        """Lines that are likely to be said next, so that their sound can be made ready."""
        if self.state is State.ASLEEP or self.place is None:
            return [self.first_line("where")]
        steps, following = self.at.procedure.steps, self.at.index + 1
        lines = [self.library.step_line(replace(self.at, index=following))] if following < len(steps) else []
        targets = {self.at.procedure.then} - WAYS
        targets = targets.union(*(answer.targets for answer in self.at.step.answers.values()))
        lines += [self.first_line(name) for name in sorted(targets)]
        if self.at.step.hold:
            lines += [self.line("hold_start"), self.line("hold_end", seconds=self.spoken(self.at.step.hold))]
        return lines

    def fit(self, profile: Profile) -> None:
        """Begin anew, for a person with these conditions."""
        self.person.tell(profile)
        self.forget()

    def learn(self, condition: str) -> None:
        """Leave out what is not for this condition too, while this conversation is remembered."""
        self.person.tell_in_passing(condition)
        fit = self.person.place
        self.place, self.came_from = fit(self.place), fit(self.came_from)
        self.bookmark, self.alarm = fit(self.bookmark), replace(self.alarm, before=fit(self.alarm.before))
        self.cramp.relief, self.cramp.eased = fit(self.cramp.relief), fit(self.cramp.eased)

    def note(self, condition: str) -> None:
        """The same, and say so where it is left out."""
        informed = self.person.informed
        self.learn(condition)
        self.person.informed = informed

    def silence(self) -> Reply:
        """Say nothing, and interrupt nothing."""
        return Reply((), self.manner)

    def say(self, key: str, **fields: str) -> Reply:
        """A reply without a change of place."""
        return Reply((self.line(key, **fields),), self.manner)

    def aside(self, *lines: Line) -> Reply:
        """Say something by the way; a question is asked again."""
        return self.stand(self.at, *lines) if self.state is State.QUESTION else Reply(lines, self.manner)

    def stand(self, place: Place, *lead: Line) -> Reply:
        """Go to a step and say it, after some lines on the way."""
        if self.place is None or place.procedure is not self.place.procedure:
            self.came_from = self.place
        if place != self.place:
            self.unsure = None
        self.place = place
        self.state = State.QUESTION if place.step.answers else State.STEP
        self.counting = bool(place.step.hold)
        if place.procedure.danger:
            self._be_alarmed(place.procedure)
        if place.procedure.caution:
            self.learn(place.procedure.caution)
        lines = (*lead, self.step_line())
        if place.procedure.relieves:
            self.cramp.relief = place
            if self.introduce:
                self.introduce = False
                lines = (*lines, self.line("not_a_doctor"))
        if place.procedure.fitted and not self.person.informed:
            self.person.informed = True
            lines = (*lines, self.line("left_out"))
        return Reply(lines, self.manner)

    def _be_alarmed(self, danger: Procedure) -> None:
        """No stretch follows a danger; the gravest also wants to be over before anything else is done."""
        self.alarm = self.alarm.raised(danger, self.cramp.relief)
        if not danger.until:
            self.cramp.seconds = None
        self.came_from = self.bookmark = self.cramp.relief = None
        self.cramp.rounds = ROUNDS

    def all_clear(self) -> None:
        """The alarm is over; the relief it has interrupted may go on."""
        self.cramp.relief, self.alarm = self.alarm.before, NO_ALARM
        self.cramp.rounds = 0

    def have_called(self) -> None:
        """They have called whom the danger wants called."""
        self.alarm = replace(self.alarm, called=True)

    def enter(self, name: str, *lead: Line) -> Reply:
        """Go to a procedure's first step."""
        return self.stand(Place(self.library.procedures[name], 0), *lead)

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
        """Go back to what a topic has interrupted; a question needs no more than to be asked again."""
        place, self.bookmark = self.bookmark or self.at, None
        back_to = () if place.step.answers else (self.line("back_to", title=place.procedure.title),)
        return self.stand(place, *lead, *back_to)

    def sleep(self, *lines: Line) -> Reply:
        """Fall asleep, and remember the step."""
        self.state, self.counting, self.slept = State.ASLEEP, False, 0.0
        return Reply(lines, self.manner)

    def forget(self) -> None:
        """Forget the step and the cramp: whoever wakes Charley now begins anew."""
        self.place = self.came_from = self.bookmark = self.unsure = self.put_off = None
        self.cramp, self.alarm = Cramp(), NO_ALARM
        self.person.forget()

    def cramp_began(self) -> None:
        """Start the ten-minute clock, unless it runs; one that was slept over is a new cramp and round."""
        slept_over = self.state is State.ASLEEP and self.slept >= LONG_CRAMP
        self.cramp.begin(anew=slept_over)

    def pass_time(self, seconds: float) -> None:
        """Time passes, asleep or awake."""
        self.chosen += seconds
        self.cramp.pass_time(seconds)

    def cramp_ended(self) -> None:
        """Stop the ten-minute clock."""
        self.cramp.end()
        self.bookmark = None

    def seconds_left(self) -> int:
        """Seconds of the hold that are still to come."""
        held = 0.0 if self.counting else self.held
        return max(1, round(self.at.step.hold - held))

    def manner_changed(self, key: str) -> Reply:
        """Say so, and say again what may not have been heard; a count that runs or is over is left alone."""
        unheard = self.state in (State.QUESTION, State.STEP) and not self.counted
        return Reply((self.line(key), *([self.step_line()] if unheard else [])), self.manner)

    def spoken(self, number: int) -> str:
        """A number as a word."""
        return self.library.numbers.say(number)

    def step_line(self) -> Line:
        """What is said where they are; whoever has called is not told to call again."""
        calls = self.at.procedure.danger and self.at.index == 0
        return self.line("phone") if calls and self.alarm.called else self.library.step_line(self.at)

    def first_line(self, procedure: str) -> Line:
        """What a procedure begins with."""
        return self.library.step_line(Place(self.library.procedures[procedure], 0))

    def line(self, key: str, **fields: str) -> Line:
        """A reply's words."""
        return self.library.replies.line(key, **fields)
