"""A simulated room, in which the microphone hears the speaker."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from voice.recordings.recording import FILE_SCALE, reading
from voice.sound import BLOCK, Samples, Signal


class Room:
    """Adds to what is heard the echo of what is said."""

    def __init__(self, response: Signal) -> None:
        """`response` is what the microphone hears of one click of the speaker, at `RATE`; full scale is 1."""
        self._said = np.zeros(len(response) - 1 + BLOCK)
        self._size = 1 << (len(self._said) - 1).bit_length()
        self._response = np.fft.rfft(response, self._size)

    def hear(self, block: Samples, said: Samples) -> Samples:
        """A block of the microphone, from a block without Charley and one of its voice, both (BLOCK,)."""
        self._said = np.concatenate([self._said[BLOCK:], said])
        heard = np.fft.irfft(np.fft.rfft(self._said, self._size) * self._response, self._size)
        echo = heard[len(self._said) - BLOCK : len(self._said)]
        return np.clip(block + echo, -FILE_SCALE, FILE_SCALE - 1).astype(np.int16)


def load_room(response: Path) -> Room:
    """The room whose response was recorded. Raises VoiceError where that is no recording."""
    with reading(response) as blocks:
        return Room(np.concatenate(list(blocks)) / FILE_SCALE)
