"""Simulated bedrooms: what a room adds to a voice on its way to the microphone."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyroomacoustics
from numpy.typing import NDArray

from models.training.corpus import RATE

Echo = NDArray[np.float32]
"""An impulse response: the direct sound first, at a level of one."""

WALL = 0.3
"""Metres that mouth and microphone keep from the walls."""

ORDER = 40
"""Reflections followed one by one."""


def bedrooms(settings: dict[str, Any], random: np.random.Generator) -> list[Echo]:
    """Rooms of all sizes, with a mouth and a microphone somewhere in them."""
    return [bedroom(settings, random) for _ in range(settings["count"])]


def bedroom(settings: dict[str, Any], random: np.random.Generator) -> Echo:
    """One room."""
    size = np.array([random.uniform(*settings[side]) for side in ("width", "length", "height")])
    distance = random.uniform(*settings["distance"])
    while True:
        mouth, ear = (random.uniform(WALL, size - WALL) for _ in range(2))
        apart = float(np.linalg.norm(ear - mouth))
        ear = mouth + (ear - mouth) * distance / apart
        if np.all(ear > WALL) and np.all(ear < size - WALL):
            break
    decay = random.uniform(*settings["decay"])
    absorption, _ = pyroomacoustics.inverse_sabine(max(decay, _shortest(size)), size)
    room = pyroomacoustics.ShoeBox(
        size, fs=RATE, materials=pyroomacoustics.Material(absorption), max_order=ORDER
    )
    room.add_source(mouth)
    room.add_microphone(ear)
    room.compute_rir()
    echo = np.asarray(room.rir[0][0], np.float32)
    loudest = int(np.argmax(np.abs(echo)))
    echo = echo[max(0, loudest - RATE // 500) : loudest + int(decay * RATE)]
    return np.asarray(echo / np.abs(echo).max(), np.float32)


def _shortest(size: NDArray[np.float64]) -> float:
    """The decay under which Sabine's formula would need walls that swallow more than all sound."""
    walls = 2 * (size[0] * size[1] + size[0] * size[2] + size[1] * size[2])
    return float(0.162 * np.prod(size) / walls) * 1.05
