"""Charley in a room in which it hears itself, made to say any line and interrupted."""

from __future__ import annotations

import numpy as np

from intents.content.procedures import Place
from intents.content.replies import Line
from voice.assembly import Assembly
from voice.bench.acoustics import Acoustics, Way, in_blocks
from voice.bench.noises import loudness
from voice.bench.studio import chance
from voice.recordings.recording import Tape
from voice.sound import BLOCK, BLOCK_SECONDS, BLOCKS_PER_SECOND, RATE, Samples

QUIET = np.zeros(BLOCK, np.int16)

REST = 1.0
"""Seconds of quiet after a reply."""

LESSON = ("causes.long", "causes.unknown")
"""Lines from which it learns how it sounds in the room, as in the first sentences of a night."""


class OneRoom:
    """The loop, its speaker and its microphone, a few metres apart."""

    def __init__(self, assembly: Assembly, way: Way) -> None:
        self._lines = {
            assembly.library.step_line(place).key: place
            for procedure in assembly.library.procedures.values()
            for place in (Place(procedure, number) for number in range(len(procedure.steps)))
        }
        self._tape = Tape(RATE)
        self._acoustics = Acoustics(self._tape, way, chance("one room"))
        self._session = assembly.session(introduce=False)
        self._manner = self._session.dialogue.manner
        self._loop = assembly.loop(self._tape, self._session, self)
        self._blocks = 0
        self.understood: list[tuple[object, object]] = []
        """Intent and value of all that was taken for a command since the line began."""
        self.cuts: list[float] = []
        """Seconds since the line began at which what was being said was cut."""

    def note(self, at: float, event: str, /, **fields: object) -> None:
        """The loop's journal: take down what was understood, and when Charley fell silent."""
        if event == "heard" and fields["intent"]:
            self.understood.append((fields["intent"], fields["value"]))
        if event == "said" and not fields["completed"] and self._blocks > 1:
            self.cuts.append(self.seconds)  # sooner, it is the line before

    @property
    def seconds(self) -> float:
        """Since the line began."""
        return self._blocks * BLOCK_SECONDS

    @property
    def speaking(self) -> bool:
        """Whether Charley's voice sounds."""
        return self._tape.playback.busy

    @property
    def heard(self) -> Samples:
        """What the microphone has heard since the line began, echo and all."""
        return np.concatenate(self._acoustics.microphone)

    def say(self, key: str) -> None:
        """Charley begins to say a line of a procedure, as loud as ever."""
        self._acoustics.next_reply()
        self._session.dialogue.manner = self._manner
        self._loop.answer(self._session.dialogue.stand(self._lines[key]))
        self._blocks = 0
        self.understood, self.cuts = [], []

    def learn(self) -> float:
        """Charley gets to know the room; how loud it is there, RMS in 16-bit units."""
        echoes = []
        for key in LESSON:
            self.say(key)
            self.wait_for_rest()
            echoes.append(self.heard)
        return loudness(np.concatenate(echoes))

    def wait(self, seconds: float) -> None:
        """The room, and nobody in it."""
        for _ in range(round(seconds * BLOCKS_PER_SECOND)):
            self._live(QUIET)

    def wait_for_rest(self) -> None:
        """Until everybody is quiet."""
        self.wait(0.1)
        while not self._loop.resting:
            self.wait(0.1)
        self.wait(REST)

    def person(self, sound: Samples) -> None:
        """Somebody speaks."""
        for block in in_blocks(sound):
            self._live(block)

    def _live(self, block: Samples) -> None:
        self._blocks += 1
        self._loop.step(self._acoustics.hear(block))


def long_lines(lines: list[Line], letters: int) -> list[str]:
    """Keys of the lines with at least so many letters."""
    return [line.key for line in lines if len(line.text) >= letters]
