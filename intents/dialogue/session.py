"""The dialogue: what was heard and the time that passed go in, what to say comes out. No I/O, no clock."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

from intents.content.library import Library
from intents.content.profile import NOBODY, Profile
from intents.dialogue import cramp, danger, moves
from intents.dialogue.dialogue import Dialogue
from intents.dialogue.diary import Look, nowhere
from intents.dialogue.options import options
from intents.dialogue.state import Manner, Reply, State, UsualManner
from intents.dialogue.transitions import DIARY, LEFT, TRANSITIONS
from intents.dialogue.understanding import understood
from intents.intent import CAN_BREATHE, EXACT, FINE, Intent, Match, NoMatch, told_by
from intents.matching.said_again import SaidAgain

HALFWAY_FROM = 20
"""Holds longer than this, in seconds, are told their middle."""

REMINDER_VOLUME = 0.6
"""A reminder's part of the volume: it must not wake who has fallen asleep."""

REMEMBERED = 3600.0
"""Seconds for which Charley speaks as it was told to, also in another conversation."""

FOLLOW_UP = 30.0
"""Seconds for which few words are enough to a sleeper: "when was the last one", "it's back"."""

TOGETHER = 6.0
"""Seconds in which what a sleeping Charley was told of the person belongs to the complaint that follows."""

BESIDE = 6.0
"""Seconds in which a "yes" answers whoever beside them has just spoken."""

MANNER = Manner(volume=0.7, rate=150)
"""How Charley speaks unless told otherwise: calm, and clear for older ears."""


def always() -> Manner:
    """The same at any hour."""
    return MANNER


@dataclass(frozen=True, slots=True)
class Habits:
    """How a session behaves; the defaults suit the night."""

    manner: UsualManner = always
    reminder: float = 20.0
    """Seconds without a word until the one reminder of what can be said."""
    sleep: float = 300.0
    """Seconds without a word until Charley falls asleep, without a sound."""
    remember: float = 1800.0
    """Seconds asleep until the step is forgotten, and of a pause until Charley falls asleep."""
    introduce: bool = False
    """Whether Charley is still to say that it is not a doctor."""
    profile: Profile = NOBODY
    """What the person has told of themselves."""
    recorded: bool = False
    """Whether what the person says is kept as sound."""


class Session:
    """One person's nights. Call `hear` for an utterance and `tick` for a stretch of time."""

    def __init__(self, library: Library, habits: Habits = Habits(), look: Look = nowhere) -> None:
        self.dialogue = Dialogue(library, habits.manner(), introduce=habits.introduce, look=look)
        self.dialogue.fit(habits.profile)
        self.dialogue.recorded = habits.recorded
        self.heard: Match | NoMatch = NoMatch("")
        """What the last utterance was taken for."""
        self._habits = habits
        self._hinted = False  # whether the first hold has said how to go on
        self._reminded = False
        self._misses = 0
        self._left = False  # whether it fell asleep by itself in the middle of a cramp
        self._quiet = 0.0
        self._said_again = SaidAgain()
        self._told, self._told_since = "", TOGETHER
        self._beside = BESIDE  # seconds since somebody else spoke to them, or so many
        self._beside_about = ""  # the danger that they asked about
        self._answered = FOLLOW_UP  # seconds since a sleeping Charley answered, or so many

    @property
    def asleep(self) -> bool:
        """Whether only a complaint or a question about cramps is answered."""
        return self.dialogue.state is State.ASLEEP

    @property
    def profile(self) -> Profile:
        """What the person has told of themselves."""
        return self.dialogue.person.profile

    def _judged(self, heard: Match | NoMatch) -> Match | NoMatch:
        """What an utterance means after those before it."""
        if self.asleep:
            heard = self._said_again.judged(heard)
        return understood(self.dialogue, heard) if isinstance(heard, Match) else heard

    def hear(self, heard: Match | NoMatch) -> Reply:
        """Answer an utterance."""
        heard = self.heard = self._judged(heard)
        dialogue, asleep = self.dialogue, self.asleep
        self._left = self._left and asleep
        if isinstance(heard, NoMatch):
            return self._puzzled() if heard.puzzling else dialogue.silence()
        if asleep and not heard.wakes and not self._follows_up(heard):
            self._told, self._told_since = told_by(heard.intent, heard.value), 0.0
            return dialogue.silence()
        if asleep and dialogue.chosen >= REMEMBERED:
            dialogue.manner = self._habits.manner()
        self._misses = 0
        self._listened()
        if (beside := self._answered_beside(heard)) is not None:
            return beside
        if has := heard.has or (self._told if asleep and self._told_since < TOGETHER else ""):
            dialogue.note(has)
        reply = self._do_unless_danger(heard)
        if heard.lasts:
            reply = cramp.lasts(dialogue, reply)
        if asleep and self.asleep and reply.lines:
            self._answered = 0.0
        return reply

    def _do_unless_danger(self, heard: Match) -> Reply:
        """Ask first where it may be danger; a complaint told of with one is put off until it is none."""
        if heard.intent is not Intent.RED_FLAG:
            do_as_heard = partial(self._do, heard)
            return (
                danger.suspected_flag(self.dialogue, heard, do_as_heard) if heard.suspected else do_as_heard()
            )
        complaint = partial(self._do, heard.beside) if heard.beside else None
        if heard.suspected:
            return danger.suspected_flag(self.dialogue, heard, complaint)
        reply = self._do(heard)
        if complaint:
            danger.keep(self.dialogue, complaint)
        return reply

    def _do(self, heard: Match) -> Reply:
        dialogue = self.dialogue
        usual = heard.intent is Intent.NO and heard.value in dialogue.library.conditions
        if usual and heard.value not in dialogue.asked:
            if not dialogue.alarm.stands and not danger.is_danger_asked(dialogue):
                return moves.caution(dialogue, heard.value)
            if asked_on := danger.is_usual(dialogue, heard.value):
                return asked_on
            heard = replace(heard, value="")
        if answer := heard.answer(dialogue.asked):
            return moves.answer(dialogue, answer)
        if dialogue.alarm.stands and danger.is_not_for_danger(heard):
            do_as_heard = None if heard.intent is Intent.NO else partial(self._do, heard)
            return danger.forbidden(dialogue, heard) or danger.make_sure(dialogue, do_as_heard)
        if heard.intent in danger.NO_ANSWER and danger.is_safety_question(dialogue):
            return moves.repeat(dialogue, heard.value)
        move = danger.doubted_flag if heard.doubted else TRANSITIONS[dialogue.state].get(heard.intent)
        return move(dialogue, heard.value) if move else dialogue.silence()

    def tick(self, seconds: float, *, speaking: bool) -> Reply:
        """Let time pass; `speaking` while Charley's voice sounds, which no silence counts."""
        dialogue = self.dialogue
        dialogue.pass_time(seconds)
        self._beside += seconds
        if self.asleep:
            return self._doze(seconds)
        if dialogue.state is State.HOLD:
            return self._hold(seconds)
        if speaking:
            return dialogue.silence()
        if dialogue.cramp.long and not (dialogue.cramp.warned or dialogue.alarm.stands):
            dialogue.cramp.warned = True
            return Reply((dialogue.first_line("long_cramp"),), dialogue.manner)
        if dialogue.counting:
            dialogue.state, dialogue.held, dialogue.counting = State.HOLD, 0.0, False
            return dialogue.say("hold_start")
        return self._wait(seconds)

    def reconnect(self, seconds: float) -> Reply:
        """Go on after a time in which Charley could neither hear nor speak; say so only in a dialogue."""
        dialogue = self.dialogue
        dialogue.pass_time(seconds)
        self._quiet += seconds
        if self.asleep:
            return self._doze(seconds)
        if (since := self._quiet - self._patience()) >= 0:
            self._fall_asleep()
            return self._doze(since)
        self._listened()
        if dialogue.state is State.HOLD and dialogue.held + seconds >= dialogue.at.step.hold:
            return dialogue.stand(dialogue.at, dialogue.line("was_away"))  # nobody said when to let go
        if dialogue.state is State.HOLD:
            counted = self._hold(seconds)
            return replace(counted, lines=(dialogue.line("was_away"), *counted.lines))
        return dialogue.manner_changed("was_away")

    def _answered_beside(self, heard: Match) -> Reply | None:
        """What comes of an answer to somebody beside them; None for one to Charley, and all else."""
        about, just_asked = self._beside_about, self._beside < BESIDE
        comfort = heard.intent is Intent.COMFORT
        self._beside = 0.0 if comfort else BESIDE
        self._beside_about = heard.value if comfort and not heard.suspected else ""
        fine = heard.value == FINE
        yes_or_no: str = heard.intent if heard.intent is Intent.NO else heard.answer((Intent.YES, Intent.NO))
        answer = Intent.YES if heard.value == "heard" or fine else yes_or_no
        if not answer or not just_asked or heard.suspected:
            return None
        if about:
            yes = about == CAN_BREATHE if fine else answer == Intent.YES
            return danger.answered_beside(self.dialogue, about, yes=yes)
        return None if self.dialogue.state is State.QUESTION else self.dialogue.silence()

    def _follows_up(self, heard: Match) -> bool:
        if self._left and self.dialogue.place and heard.intent in LEFT and heard.value != "heard":
            return heard.clear
        if heard.intent is Intent.STILL_HURTS:
            lately = self.dialogue.cramp.eased is not None and self.dialogue.slept < FOLLOW_UP
            return lately and heard.score == EXACT
        return heard.intent in DIARY and self._answered < FOLLOW_UP

    def _listened(self) -> None:
        self._quiet, self._reminded = 0.0, False

    def _puzzled(self) -> Reply:
        dialogue = self.dialogue
        if dialogue.state not in (State.STEP, State.QUESTION):
            return dialogue.silence()
        if dialogue.alarm.called and dialogue.at.procedure.danger:
            return dialogue.silence()  # they speak with whom they have called
        self._misses += 1
        match self._misses:
            case 1:
                reply = dialogue.say("sorry")
            case 2 if "yes" in dialogue.asked:
                reply = danger.ask_again(dialogue)
            case 2:
                reply = moves.show_options(dialogue, "")
            case 3:  # a television, say: from here on it puts off neither the reminder nor sleep
                return moves.show_shortest(dialogue)
            case _:
                return dialogue.silence()
        self._listened()
        return reply

    def _doze(self, seconds: float) -> Reply:
        self.dialogue.slept += seconds
        self._told_since += seconds
        self._said_again.pass_time(seconds)
        self._answered += seconds
        if self.dialogue.slept >= self._habits.remember:
            self.dialogue.forget()
        return self.dialogue.silence()

    def _hold(self, seconds: float) -> Reply:
        dialogue = self.dialogue
        hold, before = dialogue.at.step.hold, dialogue.held
        dialogue.held += seconds
        if dialogue.held >= hold:
            dialogue.state = State.STEP
            self._listened()
            end = dialogue.line("hold_end", seconds=dialogue.spoken(hold))
            hint = () if self._hinted else (dialogue.line("hold_hint"),)
            self._hinted = True
            return Reply((end, *hint), dialogue.manner)
        if hold > HALFWAY_FROM and before < hold / 2 <= dialogue.held:
            return dialogue.say("hold_half", seconds=dialogue.spoken(hold - hold // 2))
        return dialogue.silence()

    def _patience(self) -> float:
        """Seconds without a word until Charley falls asleep: a pause is waited for longer."""
        paused = self.dialogue.state is State.PAUSED
        return max(self._habits.sleep, self._habits.remember) if paused else self._habits.sleep

    def _fall_asleep(self) -> Reply:
        self._left = self.dialogue.in_pain
        return self.dialogue.sleep()

    def _wait(self, seconds: float) -> Reply:
        dialogue, step = self.dialogue, self.dialogue.at.step
        self._quiet += seconds
        if self._quiet >= self._patience():
            return self._fall_asleep()
        if dialogue.state is State.QUESTION and step.silence:
            late = self._quiet >= step.silence
            return moves.answer(dialogue, "silence") if late else dialogue.silence()
        if self._reminded or dialogue.state is State.PAUSED or self._quiet < self._habits.reminder:
            return dialogue.silence()
        self._reminded = True
        if danger.is_danger_asked(dialogue):
            return danger.ask_again(dialogue)
        if dialogue.at.procedure.danger:
            return dialogue.silence() if dialogue.alarm.called else moves.start_over(dialogue, "")
        quietly = replace(dialogue.manner, volume=dialogue.manner.volume * REMINDER_VOLUME)
        return replace(dialogue.say("reminder", options=options(dialogue)), manner=quietly)
