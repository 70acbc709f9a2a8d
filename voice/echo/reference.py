"""The reference: what was given to the speaker, kept for the echo canceller."""

from __future__ import annotations

from collections import deque

import numpy as np
import soxr

from voice.sound import BLOCK, RATE, Samples

MOST = 500
"""Pieces kept where nobody asks for them."""


class Reference:
    """Sound on its way from the speaker's thread to the canceller, which takes a block for each it hears."""

    def __init__(self, rate: int) -> None:
        self._pieces: deque[Samples] = deque(maxlen=MOST)
        self._rate = rate
        self._resampler = soxr.ResampleStream(rate, RATE, 1, dtype="int16")
        self._waiting = np.zeros(0, np.int16)
        self._cut = False

    def put(self, samples: Samples) -> None:
        """Keep what the speaker has just been given, at its rate. PortAudio's thread."""
        self._pieces.append(samples)

    def cut(self) -> None:
        """Forget what the device will never play. The loop's thread."""
        self._pieces.clear()
        self._waiting = np.zeros(0, np.int16)
        self._cut = True

    def was_cut(self) -> bool:
        """Whether that has happened since this was last asked."""
        cut, self._cut = self._cut, False
        return cut

    def block(self) -> Samples:
        """The next `BLOCK` samples at `RATE`; zeros where nothing is played. The loop's thread."""
        new = [self._pieces.popleft() for _ in range(len(self._pieces))]
        if new:
            piece = np.concatenate(new)
            if self._rate != RATE:
                piece = np.asarray(self._resampler.resample_chunk(piece), np.int16)
            self._waiting = np.concatenate([self._waiting, piece])
        block, self._waiting = self._waiting[:BLOCK], self._waiting[BLOCK:]
        return np.pad(block, (0, BLOCK - len(block)))
