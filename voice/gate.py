"""The gate: speech or not, block by block, so that the recognizer rests in a quiet room."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import webrtcvad

from voice.sound import BLOCK_SECONDS, RATE, Samples

QUIETEST = 40.0
"""Loudness in 16-bit units (RMS) that no microphone's own noise is taken to be under."""


@dataclass(frozen=True, slots=True)
class GateSettings:
    """What counts as speech."""

    aggressiveness: int = 2
    """WebRTC's voice detector, 0 (lets much through) to 3 (lets little through)."""
    above_floor: float = 5.0
    """Decibels a block must be over the room's noise."""
    floor_rise: float = 3.0
    """Decibels a second at which the noise floor may rise; it falls at once."""


class Gate:
    """Says of each block whether somebody speaks: louder than the room, and shaped like a voice."""

    def __init__(self, settings: GateSettings) -> None:
        self._vad = webrtcvad.Vad(settings.aggressiveness)
        self._above = settings.above_floor
        self._rise = settings.floor_rise * BLOCK_SECONDS
        self._floor = _decibels(np.zeros(1, np.int16))

    def is_speech(self, block: Samples) -> bool:
        """Judge one block of 20 ms."""
        level = _decibels(block)
        self._floor = min(level, self._floor + self._rise)
        return level > self._floor + self._above and bool(self._vad.is_speech(block.tobytes(), RATE))


def _decibels(block: Samples) -> float:
    """Loudness of a block in dB over one 16-bit unit."""
    rms = math.sqrt(float(np.mean(np.square(block.astype(np.float32)))))
    return 20 * math.log10(max(rms, QUIETEST))
