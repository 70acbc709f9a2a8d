"""Charley in a room where it hears itself."""

from __future__ import annotations

import numpy as np
import pytest

from intents.state import Place
from tests.acoustics import Acoustics, in_blocks
from voice.assembly import Assembly
from voice.canceller import CANCELLER, EchoCanceller
from voice.journal import Journals
from voice.recording import Tape
from voice.reference import Reference
from voice.settings import Settings
from voice.sound import BLOCK, BLOCKS_PER_SECOND, RATE, Samples
from voice.synthesizer import Synthesizer

QUIET = np.zeros(BLOCK, np.int16)
PERSON = Synthesizer("English (Great Britain)+f3")
LEARNT_FROM = ("causes.what", "causes.long", "causes.unknown")


class Heard:
    """A journal that keeps what was heard."""

    def __init__(self) -> None:
        self.commands: list[str] = []

    def note(self, at: float, event: str, /, **fields: object) -> None:
        if event == "heard" and fields["intent"]:
            self.commands.append(str(fields["intent"]))


class Bedroom:
    """Charley in a room, made to say any line."""

    def __init__(self, assembly: Assembly, *, gain: float, delay: float) -> None:
        self._procedures = assembly.library.procedures
        self._tape = Tape(RATE)
        self._room = Acoustics(self._tape, gain=gain, delay=delay)
        self.heard = Heard()
        self._session = assembly.session(introduce=False)
        self._loop = assembly.loop(self._tape, self._session, Journals([self.heard]))

    def say(self, key: str) -> None:
        """Charley begins to say a step."""
        name, step = key.split(".")
        keys = [each.key for each in self._procedures[name].steps]
        self._loop.answer(self._session.stand(Place(self._procedures[name], keys.index(step))))

    def wait(self, seconds: float) -> None:
        for _ in range(round(seconds * BLOCKS_PER_SECOND)):
            self._loop.step(self._room.hear(QUIET))

    def wait_for_rest(self) -> None:
        self.wait(0.1)
        while not self._loop.resting:
            self.wait(0.1)
        self.wait(1.0)

    def person(self, words: str) -> None:
        sound = PERSON.speak(words, 150).at(RATE).samples
        for block in in_blocks((sound * 0.4).astype(np.int16)):
            self._loop.step(self._room.hear(block))


@pytest.fixture(scope="module")
def assembly() -> Assembly:
    return Assembly(Settings())


def test_nothing_is_changed_while_nothing_is_played() -> None:
    canceller = EchoCanceller(CANCELLER)
    heard = np.random.default_rng(0).integers(-9000, 9000, BLOCK).astype(np.int16)
    assert np.array_equal(canceller.clean(heard, QUIET), heard)


def test_an_echo_is_taken_out_and_the_person_is_left(assembly: Assembly) -> None:
    tape = Tape(RATE)
    room = Acoustics(tape, gain=1.0, delay=0.12)
    for line in assembly.library.lines()[:12]:
        tape.playback.put(assembly.voice.speak(line.text, 150), None)
    for _ in range(15 * BLOCKS_PER_SECOND):
        room.hear(QUIET)
    alone = np.concatenate([room.hear(QUIET) for _ in range(2 * BLOCKS_PER_SECOND)])
    assert level(alone) < 60
    person = (PERSON.speak("stop", 150).at(RATE).samples * 0.4).astype(np.int16)
    heard = np.concatenate([room.hear(block) for block in in_blocks(person)])[: len(person)]
    assert np.corrcoef(heard, person)[0, 1] > 0.8


@pytest.mark.parametrize("words", ["stop", "next", "wait", "repeat"])
@pytest.mark.parametrize("gain", [0.3, 1.0])
def test_charley_is_interrupted_over_its_own_voice(assembly: Assembly, words: str, gain: float) -> None:
    bedroom = Bedroom(assembly, gain=gain, delay=0.1)
    for key in LEARNT_FROM:
        bedroom.say(key)
        bedroom.wait_for_rest()
    bedroom.say("aftercare.warm")
    bedroom.wait(1.5)
    bedroom.person(words)
    bedroom.wait(1.0)
    assert bedroom.heard.commands == [{"wait": "pause"}.get(words, words)]


@pytest.mark.parametrize(("gain", "delay"), [(0.5, 0.05), (1.0, 0.15), (2.0, 0.25)])
def test_charley_never_answers_itself(assembly: Assembly, gain: float, delay: float) -> None:
    bedroom = Bedroom(assembly, gain=gain, delay=delay)
    for line in assembly.library.lines()[::6]:
        bedroom.say(line.key)
        bedroom.wait_for_rest()
    assert bedroom.heard.commands == []


def test_an_answer_right_after_the_question_is_heard(assembly: Assembly) -> None:
    bedroom = Bedroom(assembly, gain=1.0, delay=0.1)
    bedroom.say("where.place")
    bedroom.wait(3.3)
    bedroom.person("foot")
    bedroom.wait(1.0)
    assert bedroom.heard.commands == ["place"]


@pytest.mark.parametrize("rate", [16_000, 44_100, 48_000])
def test_the_reference_gives_a_block_for_each_block_heard(rate: int) -> None:
    reference = Reference(rate)
    tone = (8000 * np.sin(2 * np.pi * 440 * np.arange(rate) / rate)).astype(np.int16)
    for piece in np.array_split(tone, 43):
        reference.put(piece)
    blocks = np.concatenate([reference.block() for _ in range(BLOCKS_PER_SECOND)])
    assert len(blocks) == RATE
    spectrum = np.abs(np.fft.rfft(blocks[: RATE // 2]))
    assert np.argmax(spectrum) * 2 == 440
    for _ in range(10):
        reference.block()
    assert not reference.block().any()


def level(samples: Samples) -> float:
    return float(np.sqrt(np.mean(np.square(samples.astype(np.float64)))))
