"""The gate: speech or not, block by block, so that the recognizer rests in a quiet room."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import webrtcvad

from voice.sound import BLOCK_SECONDS, RATE, Samples

QUIETEST = 40.0
"""Loudness in 16-bit units (RMS) that no microphone's own noise is taken to be under."""


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
    under_peak: float = 25.0
    """Decibels a block may be under the loudest before it: what is softer is the room dying away."""
    peak_fall: float = 12.0
    """Decibels a second at which the loudest is forgotten."""


class VoiceGate:
    """Louder than the room, not its echo, and shaped like a voice; the costly question comes last."""

    def __init__(self, settings: GateSettings) -> None:
        self._settings = settings
        self._vad = webrtcvad.Vad(settings.aggressiveness)
        self._rise = settings.floor_rise * BLOCK_SECONDS
        self._fall = settings.peak_fall * BLOCK_SECONDS
        self._floor = self._peak = _decibels(np.zeros(1, np.int16))

    def is_speech(self, block: Samples) -> bool:
        """Judge one block of 20 ms."""
        level = _decibels(block)
        self._floor = min(level, self._floor + self._rise)
        self._peak = max(level, self._peak - self._fall)
        loud = level > self._floor + self._settings.above_floor
        return loud and self._is_voice(block) and level > self._peak - self._settings.under_peak

    def _is_voice(self, block: Samples) -> bool:
        return bool(self._vad.is_speech(block.tobytes(), RATE))


def _decibels(block: Samples) -> float:
    """Loudness of a block in dB over one 16-bit unit."""
    wave = block.astype(np.float32)
    rms = math.sqrt(float(np.dot(wave, wave)) / len(wave))
    return 20 * math.log10(max(rms, QUIETEST))
