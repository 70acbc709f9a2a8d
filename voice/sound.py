"""Sound as arrays, and the block that is Charley's clock."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import soxr
from numpy.typing import NDArray

RATE = 16_000
"""Hertz, of everything Charley hears."""

BLOCK = 320
"""Samples of one block of microphone sound: 20 ms."""

BLOCK_SECONDS = BLOCK / RATE
"""Seconds one block lasts: a timer is a count of blocks."""

BLOCKS_PER_SECOND = RATE // BLOCK

Samples = NDArray[np.int16]
"""One channel of 16-bit samples, shape (n,)."""

Signal = NDArray[np.float64]
"""One channel of sound to compute with, full scale 1, shape (n,)."""


FULL_SCALE = float(np.iinfo(np.int16).max)
"""What 1.0 is in 16-bit units."""


@dataclass(frozen=True, slots=True)
class Sound:
    """A piece of sound."""

    samples: Samples
    rate: int
    """Hertz."""

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return len(self.samples) / self.rate

    def at(self, rate: int) -> Sound:
        """The same sound at another sample rate, in hertz."""
        if rate == self.rate:
            return self
        return Sound(np.asarray(soxr.resample(self.samples, self.rate, rate), dtype=np.int16), rate)
