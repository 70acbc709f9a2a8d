"""The rooms that recordings are heard in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

import numpy as np
import scipy.signal
from numpy.typing import NDArray

from models.training.config import Config
from models.training.corpus import RATE, Samples, read_pack
from models.training.rooms import Echo, bedrooms

Condition = Callable[[Samples, int], Samples]
"""A recording, and its number, to what the microphone takes."""

FLOOR = 10.0
"""Standard deviation of the microphone's own noise, of 32768."""

BEFORE, AFTER = 0.3, 0.4
"""Seconds of quiet around each recording."""

ROOMS = 40
"""Bedrooms for each distance."""


def conditions(config: Config) -> Mapping[str, Condition]:
    """All rooms, by the name they have in the table."""
    noise = np.concatenate([clip.samples for clip in read_pack(config.recordings, "dev/noise")])
    rooms = {metres: _rooms(config, metres) for metres in (1.5, 3.0)}
    return {
        "clean": partial(_heard, None, None),
        "noise at 10 dB": partial(_heard, None, noise),
        "bedroom, 1.5 m": partial(_heard, rooms[1.5], None),
        "bedroom, 3 m": partial(_heard, rooms[3.0], None),
    }


def _rooms(config: Config, metres: float) -> list[Echo]:
    settings = {**config["rooms"], "count": ROOMS, "distance": (metres, metres)}
    return bedrooms(settings, config.random("evaluation", metres))


def _heard(rooms: list[Echo] | None, noise: Samples | None, samples: Samples, number: int) -> Samples:
    random = np.random.default_rng(number)
    sound = np.pad(samples.astype(np.float32), (round(BEFORE * RATE), round(AFTER * RATE)))
    if rooms:
        sound = _reverberated(sound, rooms[number % len(rooms)])
    if noise is not None:
        start = int(random.integers(len(noise) - len(sound)))
        other = noise[start : start + len(sound)].astype(np.float32)
        ratio = np.mean(samples.astype(np.float64) ** 2) / max(float(np.mean(other**2)), 1.0)
        sound = sound + other * np.float32(np.sqrt(ratio / 10))
    noisy = sound + random.normal(0, FLOOR, len(sound))
    return np.asarray(np.clip(noisy, -32767, 32767), np.int16)


def _reverberated(sound: NDArray[np.float32], echo: Echo) -> NDArray[np.float32]:
    """A sound as it is in a room, as loud and as long as before."""
    wet = scipy.signal.oaconvolve(sound, echo)[: len(sound)]
    return np.asarray(wet * (_level(sound) / _level(wet)), np.float32)


def _level(sound: NDArray[np.float32]) -> float:
    """How loud the loud parts are: the root mean square of the louder half of the frames."""
    frames = sound[: len(sound) // 320 * 320].reshape(-1, 320)
    powers = np.sort(np.mean(frames**2, axis=1)) if len(frames) else np.ones(1)
    return float(np.sqrt(np.mean(powers[len(powers) // 2 :]) + 1.0))
