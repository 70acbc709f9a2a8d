"""The way from the speaker to the microphone: Charley is heard by itself, late, coloured and reverberant."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from voice.bench.noises import MICROPHONE, Random
from voice.echo.canceller import EchoCanceller
from voice.echo.path import PathSettings
from voice.recordings.recording import Tape
from voice.recordings.room import Room
from voice.sound import BLOCK, RATE, Samples, Signal

REVERBERATION = 0.3
"""Seconds in which sound in a bedroom dies away by 60 dB."""

JUMPS = (0.0, 0.009, -0.013, 0.016)
"""Seconds by which a sound server was seen to start replies later, one after the other."""


@dataclass(frozen=True, slots=True)
class Way:
    """How Charley's voice comes back to it."""

    gain: float
    """Linear, of what is played."""
    delay: float
    """Seconds."""
    reverberation: float = REVERBERATION
    """Seconds in which it dies away by 60 dB."""


class Acoustics:
    """What Charley hears of a person and of itself, each of its replies as late as a sound server likes."""

    def __init__(self, tape: Tape, way: Way, random: Random) -> None:
        self._tape = tape
        self._way = way
        self._random = random
        self._canceller = EchoCanceller(PathSettings())
        self._replies = 0
        self.microphone: list[Samples] = []
        """What the microphone has heard since the reply began."""
        self.next_reply()

    def next_reply(self) -> None:
        """From now on the delay is another."""
        jump = JUMPS[self._replies % len(JUMPS)]
        self._replies += 1
        self._room = Room(response(self._way.gain, self._way.delay + jump, self._way.reverberation))
        self.microphone = []

    def hear(self, person: Samples) -> Samples:
        """One block of the microphone while a person makes this sound, after the echo canceller."""
        said = self._tape.roll()
        noise = self._random.normal(0, MICROPHONE, BLOCK)
        heard = self._room.hear((person + noise).astype(np.int16), said)
        self.microphone.append(heard)
        return self._canceller.clean(heard, said)


def response(gain: float, delay: float, reverberation: float = REVERBERATION) -> Signal:
    """What the microphone hears of one click of the speaker; gain is linear, delay in seconds."""
    length = round(reverberation * RATE)
    tail = np.random.default_rng(0).normal(0, 0.06, length) * np.exp(-6.9 * np.arange(length) / length)
    tail[0] = 1
    return np.concatenate([np.zeros(round(max(0.0, delay) * RATE)), gain * tail / np.linalg.norm(tail)])


def in_blocks(samples: Samples) -> Iterator[Samples]:
    """Sound in blocks, the last one padded."""
    padded = np.concatenate([samples, np.zeros(-len(samples) % BLOCK, np.int16)])
    yield from padded.reshape(-1, BLOCK)
