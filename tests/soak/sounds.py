"""The sounds of a night: a quiet room, a fan, somebody who snores, people who talk, and the person in bed.

A program of its own, for what these take must not count as what Charley takes. It writes, for each
stretch of sound, a line with its kind and its number of blocks, and then these blocks.
"""

from __future__ import annotations

import io
import subprocess
import sys
import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import soundfile
from numpy.typing import NDArray

from tests.scene import ROOM_NOISE, scene
from voice.bench.studio import lines
from voice.sound import BLOCK, RATE, Samples, Sound
from voice.speaking.synthesizer import Synthesizer

ROOT = Path(__file__).parents[2]
RECORDINGS = ROOT.parent / "shared" / "speech" / "dev"
"""Recordings of people and of rooms, mixed in where they are there."""

TALKERS = ("gmw/en-us", "gmw/en-gb-scotland", "gmw/en-us+f3")
"""Ids of the voices that talk about something else."""

CYCLE = 600
"""Seconds from one conversation to the next."""

CONVERSATION = (
    (2.0, "leg cramp"),
    (8.0, "calf"),
    (14.0, "next"),
    (19.0, "next"),
    (42.0, "how much longer"),
    (58.0, "how many steps"),
    (63.0, "it's gone"),
    (75.0, "good night"),
)
"""What the person in bed says, and when, in seconds from the start of a cycle."""

CONVERSATION_SECONDS = 90

STRETCH = 30
"""Seconds of one kind of sound."""

SHARES = {"silence": 6, "fan": 4, "snoring": 4, "talk": 3}
"""Stretches of each kind between two conversations; they come in any order."""

Noise = NDArray[np.float64]


class Bedroom:
    """Hands out the sound of a night, the same one each time."""

    def __init__(self) -> None:
        self._random = np.random.default_rng(0)
        self._talk = _joined(_talk())
        self._fan = _joined(_recorded("noise.tar")) if RECORDINGS.is_dir() else _fan(self._random)
        self._kinds: dict[str, Callable[[], Noise]] = {
            "silence": lambda: np.zeros(STRETCH * RATE),
            "fan": lambda: self._part(self._fan, 0.1, 0.5),
            "snoring": self._snoring,
            "talk": lambda: self._part(self._talk, 0.1, 0.6),
        }
        self._conversation = scene(CONVERSATION, CONVERSATION_SECONDS)

    def cycle(self) -> Iterator[tuple[str, Samples]]:
        """Ten minutes: what is to be heard, and its blocks, shape (n, BLOCK)."""
        kinds = [kind for kind, count in SHARES.items() for _ in range(count)]
        yield "conversation", _blocks(self._conversation)
        for kind in self._random.permutation(kinds):
            room = self._random.normal(0, ROOM_NOISE, STRETCH * RATE)
            yield kind, _blocks(np.clip(room + self._kinds[kind](), -32768, 32767).astype(np.int16))

    def _part(self, sound: Noise, softest: float, loudest: float) -> Noise:
        start = self._random.integers(len(sound))
        part = np.take(sound, np.arange(start, start + STRETCH * RATE), mode="wrap")
        return part * self._random.uniform(softest, loudest)

    def _snoring(self) -> Noise:
        """Breaths of four seconds: a rattle of some 50 Hz on the way in, a soft hiss on the way out."""
        time = np.arange(STRETCH * RATE) / RATE
        pitch = self._random.uniform(35, 70)
        rattle = np.maximum(0, np.sin(2 * np.pi * pitch * time)) ** 4
        noise = np.convolve(self._random.normal(0, 1, len(time)), np.ones(12) / 12, "same")
        breath = (time + self._random.uniform(0, 4)) % 4
        inward = np.clip(np.sin(np.pi * breath / 1.6), 0, 1) * (breath < 1.6)
        outward = np.clip(np.sin(np.pi * (breath - 2) / 1.5), 0, 1) * ((breath > 2) & (breath < 3.5))
        return np.asarray(self._random.uniform(2000, 9000) * noise * (rattle * inward + 0.1 * outward))


def night(hours: float) -> Iterator[tuple[str, Samples]]:
    """Stretches of sound, made by another process: what is to be heard, and its blocks, shape (n, BLOCK)."""
    command = [sys.executable, "-m", "tests.soak.sounds", str(round(hours * 3600 / CYCLE))]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as maker:
        pipe = maker.stdout
        while pipe and (line := pipe.readline().decode()):
            kind, count = line.split()
            yield kind, np.frombuffer(pipe.read(int(count) * BLOCK * 2), np.int16).reshape(-1, BLOCK)


def main(cycles: int) -> None:
    bedroom = Bedroom()
    for _ in range(cycles):
        for kind, blocks in bedroom.cycle():
            sys.stdout.buffer.write(f"{kind} {len(blocks)}\n".encode() + blocks.tobytes())


def _talk() -> Iterator[Samples]:
    """What people say who do not mean Charley: synthetic voices, and recordings where they are there."""
    for number, sentence in enumerate(lines("strangers.txt")):
        voice = Synthesizer(TALKERS[number % len(TALKERS)], cache_seconds=0)
        yield voice.speak(sentence, 160).at(RATE).samples
        yield np.zeros(RATE // 2, np.int16)
    if RECORDINGS.is_dir():
        yield from _recorded("talk.tar")


def _recorded(tar: str) -> Iterator[Samples]:
    with tarfile.open(RECORDINGS / tar) as files:
        for name in files.getnames():
            file = files.extractfile(name)
            if file:
                samples, rate = soundfile.read(io.BytesIO(file.read()), dtype="int16", always_2d=True)
                yield Sound(samples[:, 0], rate).at(RATE).samples


def _fan(random: np.random.Generator) -> Noise:
    """A minute of noise that is softer the higher it is."""
    return np.cumsum(random.normal(0, 300, 60 * RATE)) % 8000 - 4000


def _joined(parts: Iterator[Samples]) -> Noise:
    return np.concatenate(list(parts)).astype(np.float64)


def _blocks(sound: Samples) -> Samples:
    return sound[: len(sound) // BLOCK * BLOCK].reshape(-1, BLOCK)


if __name__ == "__main__":
    main(int(sys.argv[1]))
