"""The lag: how much later than expected a sound arrives."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from voice.sound import BLOCK, RATE, Signal

REACH = round(0.16 * RATE)
"""Samples that a sound may be early or late: more than a sound server was measured to shift it."""

WHITENING = 0.7
"""How far loud frequencies are brought down to the level of the others, 0 to 1: a vowel repeats itself."""

FINENESS = 4
"""Points of the correlation for each sample."""

SPAN = 25
"""Blocks that are compared: 0.5 s."""

FAINTEST = 1e-4
"""Energy of a block, of full scale squared, under which it is lost in a microphone's noise."""

PEAK = round(0.001 * RATE)
"""Samples on each side of a peak that belong to it."""

TINY = 1e-20
"""Keeps a division by nothing from happening."""


@dataclass(frozen=True, slots=True)
class Lag:
    """Where two sounds fit best."""

    samples: float
    """How much later than expected; below 0 where it is earlier."""
    trust: float
    """How often better than at the second-best place they fit there."""


def find_lag(heard: NDArray[np.float64], expected: NDArray[np.float64]) -> Lag:
    """Cross-correlate what was heard with what was expected, both of shape (n,).

    Source of the method, with a softer weighting: C. Knapp, G. Carter, The generalized correlation method
    for estimation of time delay, IEEE Transactions on Acoustics, Speech and Signal Processing 24, 1976.
    """
    size = 2 ** (2 * len(heard) - 1).bit_length()
    cross = np.fft.rfft(heard, size) * np.conj(np.fft.rfft(expected, size))
    cross /= np.abs(cross) ** WHITENING + TINY
    correlation = np.fft.irfft(cross, size * FINENESS)
    reach, width = REACH * FINENESS, PEAK * FINENESS
    near = np.concatenate([correlation[-reach:], correlation[: reach + 1]])
    peak = int(np.argmax(near[1:-1])) + 1
    before, top, after = near[peak - 1 : peak + 2]
    near[max(0, peak - width) : peak + width + 1] = 0
    summit = (before - after) / (2 * (before - 2 * top + after) - TINY)
    return Lag((peak - reach + summit) / FINENESS, float(top / max(near.max(), TINY)))


class Comparison:
    """What was heard and what was expected in the last half second in which something was."""

    def __init__(self) -> None:
        self._heard = np.zeros((SPAN, BLOCK))
        self._expected = np.zeros((SPAN, BLOCK))
        self.blocks = 0
        """Blocks taken note of."""

    def add(self, heard: Signal, expected: Signal) -> None:
        """Take note of a block."""
        self._heard = np.roll(self._heard, -1, axis=0)
        self._expected = np.roll(self._expected, -1, axis=0)
        self._heard[-1] = heard
        self._expected[-1] = expected
        self.blocks += 1

    def lag(self) -> Lag:
        """How much later than expected it was heard."""
        return find_lag(self._heard.ravel(), self._expected.ravel())


def energy(signal: NDArray[np.float64]) -> float:
    """The sum of squares, of full scale squared."""
    return float(np.sum(signal**2))
