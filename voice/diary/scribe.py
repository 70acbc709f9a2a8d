"""The scribe: a journal that gathers each cramp from the loop's events and puts it into the diary."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime

from intents.content.library import Library
from intents.dialogue.diary import Diary, Episode, Keeping
from intents.dialogue.recall import SAID_BY
from intents.dialogue.state import LONG_CRAMP, State
from intents.intent import Intent
from voice.clock import local_time
from voice.diary.file import DiaryFile
from voice.errors import VoiceError

_LOGGER = logging.getLogger(__name__)

NOTICES = frozenset[str]().union(*SAID_BY.values())

NAMING = (Intent.LEG_CRAMP, Intent.PLACE, Intent.WATER, Intent.EXERCISE, Intent.PREGNANCY)
"""What says where or what the cramp is."""

RETURNING = (Intent.BACK, Intent.WHERE_WAS_I)
"""What leads back to a cramp that was over."""


@dataclass(slots=True)
class _Cramp:
    """A cramp as far as it is known; moments are seconds from the first block."""

    began: datetime
    complained: float
    place: str = ""
    steps: list[str] = field(default_factory=list)
    step: str = ""
    worse: bool = False
    gone: float | None = None
    slept: bool = False
    """Whether it was slept over for so long that nobody knows when it ended."""

    def episode(self, at: float | None) -> Episode:
        """It as a value; `at` is when it ended, None where nobody said so."""
        seconds = None if at is None or self.slept else at - self.complained
        helped = "" if self.gone is None else self.step
        return Episode(self.began, self.place, seconds, tuple(self.steps), helped, self.worse)


class Scribe:
    """What the diary knows of the conversation that goes on; where it fails, Charley goes on without it."""

    def __init__(self, file: DiaryFile, library: Library, clock: Callable[[], datetime] = local_time) -> None:
        self._file = file
        self._relieving: Collection[str] = {p.name for p in library.procedures.values() if p.relieves}
        self._clock = clock
        self._at = 0.0
        self._intent: object = None
        self._asleep_since: float | None = 0.0  # None while awake
        self._cramp: _Cramp | None = None

    def look(self) -> Diary:
        """The diary at this moment, for the conversation."""
        try:
            diary = self._file.read(self._clock())
        except VoiceError as error:
            _LOGGER.warning("%s", error)
            return Diary(Keeping.NOWHERE)
        cramp = self._cramp
        if cramp is None or self._asleep_since is not None or diary.keeping is not Keeping.ON:
            return diary
        past = tuple(episode for episode in diary.past if episode.began != cramp.began)
        return replace(diary, past=past, cramp=cramp.episode(self._at if cramp.gone is None else cramp.gone))

    def note(self, at: float, event: str, /, **fields: object) -> None:
        """Follow the conversation."""
        self._at = at
        match event:
            case "heard":
                self._intent = fields["intent"] or self._intent
                if self._cramp and self._asleep_since is None and fields["intent"] == Intent.WORSE:
                    self._cramp.worse = True
            case "state" if fields["state"] == State.ASLEEP:
                self._falls_asleep()
            case "state":
                self._stands(str(fields["procedure"]), str(fields["step"]))
            case "say":
                self._says(str(fields["key"]))

    def close(self) -> None:
        """Keep what is known of a cramp that goes on."""
        if self._asleep_since is None:
            self._falls_asleep()

    def _falls_asleep(self) -> None:
        if self._asleep_since is None:  # not where it forgets the step in its sleep
            self._asleep_since = self._at
        if self._cramp and self._cramp.gone is None:
            self._keep()

    def _stands(self, procedure: str, step: str) -> None:
        since, self._asleep_since = self._asleep_since, None
        slept = since is not None and self._at - since >= LONG_CRAMP
        if procedure == "aftercare":
            self._ends(slept=slept)
        elif procedure == "where" or procedure in self._relieving:
            cramp = self._same_cramp(slept=slept)
            if procedure in self._relieving:
                if not cramp.place or self._intent in NAMING:
                    cramp.place = procedure
                cramp.step = f"{procedure}.{step}"
                if cramp.step not in cramp.steps:
                    cramp.steps.append(cramp.step)
                    self._keep()  # the next step may never come: the power may fail

    def _same_cramp(self, *, slept: bool) -> _Cramp:
        """The cramp that goes on, or a new one."""
        cramp = self._cramp
        new = cramp is None or (cramp.gone is not None and self._intent not in RETURNING)
        if cramp is None or new or (slept and self._intent in NAMING):
            self._cramp = _Cramp(self._clock(), self._at)
            return self._cramp
        cramp.gone = None
        cramp.slept |= slept
        return cramp

    def _ends(self, *, slept: bool) -> None:
        if self._cramp and self._cramp.gone is None and self._intent != Intent.AFTERCARE:
            self._cramp.gone = self._at
            self._cramp.slept |= slept
            self._keep()

    def _keep(self) -> None:
        cramp = self._cramp
        if cramp is None:
            return
        with _forgiven():
            if self._file.read(self._clock()).keeping is Keeping.ON:
                self._file.keep(cramp.episode(cramp.gone))

    def _says(self, key: str) -> None:
        """What is said aloud about the diary is what is done: nobody is told of it who did not hear it."""
        with _forgiven():
            match key:
                case "diary_on":
                    self._file.turn_on(self._clock())
                    self._keep()
                case "diary_off":
                    self._file.turn_off()
                case "diary_offer.ask" if self._file.read(self._clock()).keeping is Keeping.UNASKED:
                    self._file.turn_off()
                case "diary_noted":
                    self._file.change("", self._clock())
                case "diary_deleted":
                    self._cramp = None
                    self._file.delete()
                case _ if key in NOTICES and self._file.read(self._clock()).keeping is Keeping.ON:
                    self._file.tell(key, self._clock())


@contextmanager
def _forgiven() -> Iterator[None]:
    """A diary that fails must not end the relief."""
    try:
        yield
    except VoiceError as error:
        _LOGGER.warning("%s", error)
