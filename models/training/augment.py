"""What a clean recording would have been at another speed, in a bedroom, under a duvet, beside a fan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
import scipy.signal
import soxr
from numpy.typing import NDArray

from models.training.corpus import RATE, Samples
from models.training.rooms import Echo

Sound = NDArray[np.float32]
"""Sound in 16-bit units, not yet rounded."""

Kind = TypeVar("Kind", np.int16, np.float32)

FULL = 32767.0

HUM = 0.3
"""Share of the made noises that have a tone in them."""


@dataclass(frozen=True, slots=True)
class Augmenter:
    """Changes sounds by chance, within the limits of the settings."""

    settings: dict[str, Any]
    rooms: Sequence[Echo]
    noises: Sequence[Samples]
    talk: Sequence[Samples]

    def speed(self, samples: Samples, random: np.random.Generator) -> Sound:
        """Faster or slower, and higher or deeper with it: another person, nearly."""
        sound = samples.astype(np.float32)
        if random.random() > self.settings["speed_share"]:
            return sound
        factor = random.uniform(*self.settings["speed"])
        return np.asarray(soxr.resample(sound, RATE * factor, RATE, quality="LQ"), np.float32)

    def surround(self, sound: Sound, random: np.random.Generator) -> Samples:
        """The same sound from where the microphone is."""
        settings = self.settings
        voice = level(sound)
        if random.random() < settings["room"]:
            sound = reverberate(sound, _any(self.rooms, random))
        if random.random() < settings["duvet"]:
            sound = muffle(sound, random.uniform(*settings["duvet_cutoff"]))
        if random.random() < settings["chatter"]:
            words = _piece(_any(self.talk, random), len(sound), random)
            far = reverberate(words, _any(self.rooms, random))
            sound = mix(sound, far, voice, random.uniform(*settings["chatter_level"]))
        if random.random() < settings["noise"]:
            sound = mix(
                sound, self._noise(len(sound), random), voice, random.uniform(*settings["noise_level"])
            )
        sound = sound * _gain(sound, random.uniform(*settings["peak"]))
        sound = sound + random.normal(0, random.uniform(*settings["floor"]), len(sound)).astype(np.float32)
        return np.asarray(np.clip(np.round(sound), -FULL, FULL), np.int16)

    def _noise(self, length: int, random: np.random.Generator) -> Sound:
        if random.random() < self.settings["made_noise"]:
            return made_noise(length, random)
        return _piece(_any(self.noises, random), length, random)


def level(sound: Sound) -> float:
    """How loud the loud parts are: the root mean square of the louder half of the frames."""
    frames = sound[: len(sound) // 320 * 320].reshape(-1, 320)
    powers = np.sort(np.mean(frames**2, axis=1)) if len(frames) else np.ones(1)
    return float(np.sqrt(np.mean(powers[len(powers) // 2 :]) + 1.0))


def mix(sound: Sound, other: Sound, voice: float, decibels: float) -> Sound:
    """A sound with another so many decibels under its voice."""
    return sound + other * np.float32(voice / level(other) * 10 ** (-decibels / 20))


def reverberate(sound: Sound, echo: Echo) -> Sound:
    """A sound as it is in a room, as loud and as long as before."""
    wet = scipy.signal.oaconvolve(sound, echo)[: len(sound)]
    return np.asarray(wet * (level(sound) / level(wet)), np.float32)


def muffle(sound: Sound, hertz: float) -> Sound:
    """A sound through a duvet."""
    filtered = scipy.signal.sosfilt(scipy.signal.butter(2, hertz, fs=RATE, output="sos"), sound)
    return np.asarray(filtered, np.float32)


def made_noise(length: int, random: np.random.Generator) -> Sound:
    """Noise that falls with frequency, from hiss to rumble, with or without a hum."""
    spectrum = np.fft.rfft(random.normal(0, 1, length))
    hertz = np.maximum(np.fft.rfftfreq(length, 1 / RATE), 20.0)
    noise = np.fft.irfft(spectrum * hertz ** -random.uniform(0, 1.2), length)
    noise = noise / (np.std(noise) + 1e-9)
    if random.random() < HUM:
        time = np.arange(length) / RATE
        tone = random.uniform(45, 400)
        noise += sum(random.uniform(0, 1) * np.sin(2 * np.pi * tone * k * time) for k in range(1, 6))
    return np.asarray(noise, np.float32)


def _any(things: Sequence[NDArray[Kind]], random: np.random.Generator) -> NDArray[Kind]:
    return things[int(random.integers(len(things)))]


def _gain(sound: Sound, decibels: float) -> np.float32:
    peak = float(np.abs(sound).max()) if len(sound) else 0.0
    return np.float32(FULL * 10 ** (decibels / 20) / max(peak, 1.0))


def _piece(samples: Samples, length: int, random: np.random.Generator) -> Sound:
    """As much of a recording as is asked for, from anywhere in it, and from its start again where it ends."""
    start = int(random.integers(len(samples)))
    return np.take(samples, np.arange(start, start + length), mode="wrap").astype(np.float32)
