"""The gate: speech or not, block by block, so that the recognizer rests in a quiet room."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import webrtcvad

from voice.sound import BLOCK_SECONDS, RATE, Samples

QUIETEST = 18.0
"""Loudness (RMS of the change from sample to sample, 16-bit units) that no room is taken to be under.

Higher, and a microphone that is turned low hears nobody; lower, and each breath of a sleeper opens the gate,
and the room's echo keeps it open: at 14 the answer comes 25 ms later.
"""


class Gate(Protocol):
    """Whatever tells speech from the room."""

    def is_speech(self, block: Samples) -> bool:
        """Judge one block of 20 ms."""


@dataclass(frozen=True, slots=True)
class GateSettings:
    """What counts as speech."""

    aggressiveness: int = 2
    """WebRTC's voice detector, 0 (lets much through) to 3 (lets little through)."""
    above_floor: float = 5.0
    """Decibels a block must be over the room's noise."""
    floor_rise: float = 3.0
    """Decibels a second at which the noise floor may rise; it falls at once."""


class VoiceGate:
    """Louder than the room, and shaped like a voice; that costs more to tell, and is asked last."""

    def __init__(self, settings: GateSettings) -> None:
        self._vad = webrtcvad.Vad(settings.aggressiveness)
        self._above = settings.above_floor
        self._rise = settings.floor_rise * BLOCK_SECONDS
        self._floor = _decibels(np.zeros(2, np.int16))

    def is_speech(self, block: Samples) -> bool:
        """Judge one block of 20 ms."""
        level = _decibels(block)
        self._floor = min(level, self._floor + self._rise)
        return level > self._floor + self._above and bool(self._vad.is_speech(block.tobytes(), RATE))


def _decibels(block: Samples) -> float:
    """Loudness of a block in dB over one 16-bit unit, of the change from sample to sample.

    So the rumble of traffic counts for little, and consonants for much.
    """
    wave = block.astype(np.float32)
    change = wave[1:] - wave[:-1]
    rms = math.sqrt(float(np.dot(change, change)) / len(change))
    return 20 * math.log10(max(rms, QUIETEST))
