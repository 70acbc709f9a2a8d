"""The sound check: what is wrong with what a microphone gave while somebody spoke into it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from voice.sound import BLOCKS_PER_SECOND, FULL_SCALE, RATE, Samples

SILENT, FAINT = -75.0, -42.0
"""Decibels of full scale: RMS of the loudest block of a microphone that is dead, and of one turned too low.

Of a voice at the second, nearly every word is understood; of one 6 dB under it, two of three.
"""

HEARS_NOTHING = "The microphone hears nothing: unmute it, or choose another with --microphone."

CUT, OFTEN = 0.98, 0.2
"""Of full scale, and of a block's samples: where so many are so large, the microphone is overdriven."""

NOISE = 0.1
"""Share of the blocks, the quietest, in which only the room sounds."""

CLEAR = 15.0
"""Decibels by which a voice must stand out of its room."""

MAINS, HIGHEST, NEAR = (50, 60), 400, 4.0
"""Hertz: what the mains hum at, up to where their harmonics are looked for, and how far from there."""

HUMS = 0.5
"""Share of the noise's energy that is so."""


def loudest(sound: Samples) -> float:
    """RMS of the loudest block, in decibels of full scale; `sound` has shape (blocks, BLOCK)."""
    return float(_levels(sound).max())


def fault(sound: Samples) -> str:
    """What is wrong, and what to do about it, in a sentence; "" where nothing is.

    `sound` has shape (blocks, BLOCK), and somebody was asked to speak in it.
    """
    levels = _levels(sound)
    level, noise = float(levels.max()), float(np.quantile(levels, NOISE))
    if level < SILENT:
        return HEARS_NOTHING
    if np.mean(np.abs(sound) > CUT * FULL_SCALE, axis=1).max() > OFTEN:
        return "The microphone is overdriven: turn its level down in the sound settings."
    if level < FAINT:
        return (
            f"The microphone hears little, {level:.0f} dB of full scale at most: "
            "speak when you are asked to, turn its level up in the sound settings, or put it nearer."
        )
    if level - noise > CLEAR:
        return ""
    if _hums(_quietest(sound, levels)):
        return "The microphone hums: use another socket, cable or power supply, or a laptop's battery."
    return "Nobody stands out of the noise: speak when you are asked to, and put the microphone nearer."


def _levels(sound: Samples) -> NDArray[np.float64]:
    """RMS of each block, in decibels of full scale."""
    power = np.square(sound / FULL_SCALE).mean(axis=1)
    return np.asarray(10 * np.log10(np.maximum(power, 1e-12)))


def _quietest(sound: Samples, levels: NDArray[np.float64]) -> Samples:
    """The softest part of it, of half a second."""
    length = BLOCKS_PER_SECOND // 2
    start = int(np.convolve(levels, np.ones(length), "valid").argmin())
    return sound[start : start + length]


def _hums(sound: Samples) -> bool:
    wave = sound.ravel() / FULL_SCALE
    power = np.abs(np.fft.rfft(wave * np.hanning(len(wave)))) ** 2
    pitch = np.fft.rfftfreq(len(wave), 1 / RATE)
    off = [np.abs(pitch - mains * np.maximum(1, np.round(pitch / mains))) for mains in MAINS]
    hum = [power[(distance < NEAR) & (pitch < HIGHEST)].sum() for distance in off]
    return bool(max(hum) > HUMS * power.sum())
