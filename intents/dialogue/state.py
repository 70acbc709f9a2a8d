"""What the dialogue is made of: its states, where it stands, and what it says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from intents.content.procedures import Place, Procedure
from intents.content.replies import Line

WHISPER_GAIN = 0.5
"""A whisper's part of the volume."""

LONG_CRAMP = 600.0
"""Seconds from the first complaint after which a cramp is longer than usual (HSE: seconds to ten minutes)."""

ROUNDS = 2
"""How often it may still hurt before the signs of danger are asked for."""


class State(StrEnum):
    """What Charley is waiting for."""

    ASLEEP = "asleep"
    """A complaint; nothing else is answered, and no sound is made."""
    QUESTION = "question"
    """An answer."""
    STEP = "step"
    """"next", once the person has done the step."""
    HOLD = "hold"
    """The end of a count."""
    PAUSED = "paused"
    """The person, who asked for peace."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How to say it."""

    volume: float
    """Linear gain, 0 to 1."""
    rate: int
    """Words per minute."""
    whisper: bool = False

    @property
    def gain(self) -> float:
        """Linear gain of the sound, 0 to 1: a whisper is softer than a voice."""
        return self.volume * (WHISPER_GAIN if self.whisper else 1.0)


UsualManner = Callable[[], Manner]
"""How a conversation that begins now is to sound."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What Charley says to something; it replaces whatever is still being said."""

    lines: tuple[Line, ...]
    manner: Manner


@dataclass(slots=True)
class Cramp:
    """What is known of tonight's cramp."""

    seconds: float | None = None
    """Since the first complaint; None where there is none."""
    warned: bool = False
    """Whether it was said that this one lasts long."""
    relief: Place | None = None
    """The last step of relief, while it lasts."""
    eased: Place | None = None
    """The last step of relief before it was said to be gone."""
    soothed: Place | None = None
    """The last step at which a cry of pain was answered."""
    rounds: int = 0
    """How often it still hurt after a procedure."""

    @property
    def goes_on(self) -> bool:
        """Whether it was told of, or is being relieved."""
        return self.seconds is not None or self.relief is not None

    @property
    def long(self) -> bool:
        """Whether it lasts longer than usual."""
        return self.seconds is not None and self.seconds >= LONG_CRAMP

    def begin(self, *, anew: bool) -> None:
        """It was told of; `anew`, it is another than before."""
        self.eased = None
        if self.seconds is None or anew:
            self.seconds, self.warned = 0.0, False
        if anew:
            self.rounds = 0

    def pass_time(self, seconds: float) -> None:
        """It lasts so much longer."""
        if self.seconds is not None:
            self.seconds += seconds

    def end(self) -> None:
        """It is gone, or somebody is in danger and has other cares."""
        self.seconds, self.rounds, self.relief = None, 0, None


@dataclass(frozen=True, slots=True)
class Alarm:
    """The danger that was answered last, and what is to come of it."""

    danger: str = ""
    """Name of the procedure that answered it; "" where there was none."""
    until: str = ""
    """Name of the procedure whose questions end it; "" where anything may be done."""
    called: bool = False
    """Whether they have called whom it wants called; a call for one danger is none for another."""
    before: Place | None = None
    """The step of relief that it has interrupted."""

    @property
    def stands(self) -> bool:
        """Whether it must be over before anything is done that is not for a danger."""
        return bool(self.until)

    def raised(self, danger: Procedure, relief: Place | None) -> Alarm:
        """The same, after one more danger; `relief` is what that has interrupted."""
        before = (self.before or relief) if danger.until else self.before
        called = self.called and danger.name == self.danger
        return Alarm(danger.name, danger.until or self.until, called, before)


NO_ALARM = Alarm()
