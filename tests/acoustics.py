"""A simulated bedroom: the speaker is heard by the microphone, late, coloured and reverberant."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from voice.recording import Tape
from voice.sound import BLOCK, RATE, Samples

REVERBERATION = 0.3
"""Seconds in which sound in the room dies away by 60 dB."""


class Acoustics:
    """What the microphone hears of the speaker and of a person."""

    def __init__(self, tape: Tape, *, gain: float, delay: float) -> None:
        random = np.random.default_rng(0)
        length = round(REVERBERATION * RATE)
        tail = random.normal(0, 0.15, length) * np.exp(-6.9 * np.arange(length) / length)
        tail[0] = 1
        self._path = np.concatenate([np.zeros(round(delay * RATE)), gain * tail / np.linalg.norm(tail)])
        self._played = np.zeros(len(self._path) - 1 + BLOCK)
        self._random = random
        self._tape = tape

    def hear(self, person: Samples) -> Samples:
        """One block of the microphone while a person makes this sound."""
        self._played = np.concatenate([self._played[BLOCK:], self._tape.roll()])
        echo: NDArray[np.float64] = np.convolve(self._played, self._path, "valid")[-BLOCK:]
        heard = person + echo + self._random.normal(0, 10, BLOCK)
        return np.clip(heard, -32768, 32767).astype(np.int16)


def in_blocks(samples: Samples) -> Iterator[Samples]:
    """Sound in blocks, the last one padded."""
    padded = np.concatenate([samples, np.zeros(-len(samples) % BLOCK, np.int16)])
    yield from padded.reshape(-1, BLOCK)
