"""A night with Charley: everything real but the recognizer, the voice and the clock."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

import numpy as np

from intents.dialogue.diary import nowhere
from intents.dialogue.session import Habits, Session
from intents.matching.matcher import Matcher
from tests.dialogue import USUAL, library
from tests.fakes import QUIET, Ears, Eyes, Notes, Tones, blocks, speech
from voice.diary.scribe import Scribe
from voice.hearing.gate import GateSettings, VoiceGate
from voice.hearing.listener import Listener
from voice.journal import Journals
from voice.loop import Loop
from voice.recordings.recording import Tape
from voice.sound import RATE, Samples
from voice.speaking.earcons import Earcon
from voice.speaking.mouth import Mouth


@dataclass
class Night:
    """The loop with its fakes; people speak in it, and time passes."""

    habits: Habits = USUAL
    ears: Ears = field(default_factory=lambda: Ears([]))
    voice: Tones = field(default_factory=Tones)
    tape: Tape = field(default_factory=lambda: Tape(RATE))
    notes: Notes = field(default_factory=Notes)
    earcons: Collection[Earcon] = ()
    eyes: Eyes | None = None
    """The second look, if any."""
    scribe: Scribe | None = None
    """Who keeps the diary, if anybody."""
    played: list[Samples] = field(default_factory=list)
    """What came out of the speaker, block by block."""

    def __post_init__(self) -> None:
        words = library()
        scribe = self.scribe
        self.session = Session(words, self.habits, scribe.look if scribe else nowhere)
        listener = Listener(VoiceGate(GateSettings()), self.ears, words.phrasebook.progress, look=self.eyes)
        mouth = Mouth(self.voice, self.tape, self.earcons)
        journals = Journals([self.notes, scribe] if scribe else [self.notes])
        self.loop = Loop(listener, Matcher(words.phrasebook), self.session, mouth, journals)
        self.loop.run([])
        self.quiet(1.0)

    def quiet(self, seconds: float) -> None:
        """Nobody says a word."""
        self._live([QUIET] * blocks(seconds))

    def begin(self, text: str, seconds: float = 0.5) -> None:
        """Somebody says something, and has not fallen silent yet."""
        self.ears.texts.append(text)
        self._live(speech(blocks(seconds)))

    def person(self, text: str, seconds: float = 0.5) -> None:
        """Somebody says something, and the room is quiet until it must have been understood."""
        self.begin(text, seconds)
        self.quiet(0.9)

    def listen(self) -> None:
        """Let Charley finish, and a little longer."""
        while not self.loop.resting:
            self.quiet(0.02)
        self.quiet(1.2)

    def said(self) -> list[object]:
        """Keys of the lines that began to sound, in order."""
        return [note["key"] for note in self.notes.of("say")]

    def heard(self) -> list[object]:
        """The texts that were taken down as heard."""
        return [note["text"] for note in self.notes.of("heard")]

    def loud(self, seconds: float) -> bool:
        """Whether anything sounded in the last seconds."""
        return bool(np.concatenate(self.played[-blocks(seconds) :]).any())

    def _live(self, sound: list[Samples]) -> None:
        for block in sound:
            self.loop.step(block)
            self.played.append(self.tape.roll())


def at_pull(eyes: Eyes | None = None) -> Night:
    """Charley is about to say the third step of a calf cramp, which has a count."""
    night = Night(eyes=eyes)
    for text in ("calf cramp", "next", "next"):
        night.listen()
        night.person(text)
    return night
