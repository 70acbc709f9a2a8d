"""What a bedroom sounds like when nobody speaks to Charley, made from a seed."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from voice.sound import RATE, Samples

Wave = NDArray[np.float64]
"""Sound before it has a level, shape (n,)."""

Random = np.random.Generator

Maker = Callable[[float, Random], Samples]
"""Makes so many seconds of a noise."""

LEVEL = 150.0
"""RMS in 16-bit units of the noises as they are heard at night."""

MICROPHONE = 10.0
"""RMS in 16-bit units of what a microphone hears of nothing at all."""

BREATH = 4.0
"""Seconds from one breath to the next."""


def silence(seconds: float, random: Random) -> Samples:
    """A room in which nothing sounds but the microphone itself."""
    return to_samples(random.normal(0, MICROPHONE, round(seconds * RATE)))


def fan(seconds: float, random: Random) -> Samples:
    """Broad noise that falls with the pitch, and the hum of a motor."""
    time = np.arange(round(seconds * RATE)) / RATE
    hum = sum(np.sin(2 * np.pi * n * 100 * time) / n for n in (1, 2, 3))
    return _levelled(_shaped(random, len(time), lambda f: 1 / (1 + f / 300)) + 0.2 * hum)


def traffic(seconds: float, random: Random) -> Samples:
    """Cars far away: low, coming and going."""
    length = round(seconds * RATE)
    time = np.arange(length) / RATE
    passing = 0.4 + 0.6 * np.sin(np.pi * time / 9 + random.uniform(0, np.pi)) ** 4
    return _levelled(passing * _shaped(random, length, lambda f: 1 / (1 + (f / 120) ** 2)))


def breathing(seconds: float, random: Random) -> Samples:
    """Somebody asleep: in and out, every four seconds."""
    length = round(seconds * RATE)
    return _levelled(_breaths(length) * _shaped(random, length, lambda f: _peak(f, 900, 700)))


def snoring(seconds: float, random: Random) -> Samples:
    """Somebody asleep, aloud: a rattle through a throat, every four seconds."""
    length = round(seconds * RATE)
    beats = 45 + 12 * np.cumsum(random.normal(0, 0.02, length // 160 + 1)).clip(-1, 1)
    phase = np.cumsum(np.repeat(beats, 160)[:length]) / RATE
    rattle = (1 - phase % 1) ** 6 + 0.15 * random.normal(0, 1, length)
    spectrum = np.fft.rfft(rattle)
    pitch = np.fft.rfftfreq(length, 1 / RATE)
    throat = _peak(pitch, 350, 150) + 0.5 * _peak(pitch, 1100, 250) + 0.1 * _peak(pitch, 2500, 600)
    return _levelled(_breaths(length) ** 2 * np.fft.irfft(spectrum * throat, length), 6 * LEVEL)


QUIET: Mapping[str, Maker] = {
    "silence": silence,
    "fan": fan,
    "traffic": traffic,
    "breathing": breathing,
}
"""What Charley must cost nothing in."""

NIGHT: Mapping[str, Maker] = {**QUIET, "snoring": snoring}
"""What it must sleep through."""


def to_samples(wave: NDArray[np.floating]) -> Samples:
    """As a microphone would give it."""
    limits = np.iinfo(np.int16)
    return np.asarray(np.clip(np.rint(wave), limits.min, limits.max), np.int16)


def loudness(wave: NDArray[np.floating] | Samples) -> float:
    """RMS in 16-bit units, of the blocks within 25 dB of the loudest: pauses do not count."""
    block = min(len(wave), RATE // 50)
    blocks = np.asarray(wave[: len(wave) // block * block], np.float64).reshape(-1, block)
    power = np.square(blocks).mean(axis=1)
    return float(np.sqrt(power[power >= power.max() * 10**-2.5].mean()))


def _levelled(wave: Wave, level: float = LEVEL) -> Samples:
    return to_samples(wave * level / np.sqrt(np.mean(np.square(wave))))


def _shaped(
    random: Random, length: int, response: Callable[[NDArray[np.floating]], NDArray[np.floating]]
) -> Wave:
    """White noise through a filter given by its gain at each frequency, in hertz."""
    spectrum = np.fft.rfft(random.normal(0, 1, length))
    shaped: Wave = np.fft.irfft(spectrum * response(np.fft.rfftfreq(length, 1 / RATE)), length)
    return np.asarray(shaped / np.sqrt(np.mean(np.square(shaped))))


def _peak(pitch: NDArray[np.floating], centre: float, width: float) -> Wave:
    return np.asarray(np.exp(-(((pitch - centre) / width) ** 2)), np.float64)


def _breaths(length: int) -> Wave:
    """In, softer; out, louder; and a pause."""
    turn = np.arange(length) / RATE % BREATH / BREATH
    into = np.sin(np.pi * np.clip(turn / 0.35, 0, 1))
    out = np.sin(np.pi * np.clip((turn - 0.45) / 0.4, 0, 1))
    return np.asarray(0.03 + 0.6 * into + out)
