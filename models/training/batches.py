"""Batches: scenes of about the same length side by side."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from models.training.config import Config
from models.training.corpus import RATE
from models.training.scenes import Scene, draw

POOL = 4000
"""Scenes that are sorted by length together; a whole epoch would make the order too much the same."""

UNIT = RATE // 4
"""Samples; the length of a batch is a multiple, so that few lengths come up."""

NEEDED = 2 * RATE * 3 // 100
"""Samples that CTC needs for each phone, at most: an output, and a blank between equal neighbours."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Scenes of one length. Row n of the arrays about clips is the n-th clip of them all."""

    scenes: int
    samples: int
    """Of each scene; the shorter ones go on in silence."""
    scene: NDArray[np.int64]
    """Which scene a clip is in."""
    place: NDArray[np.int64]
    """Its first sample there."""
    length: NDArray[np.int64]
    """Samples of it there."""
    start: NDArray[np.int64]
    """Its first sample in the gathered sound."""
    speed: NDArray[np.float64]
    phones: NDArray[np.int64]
    """Of all scenes, one after another."""
    counts: NDArray[np.int64]
    """Phones in each scene."""


def epochs(config: Config, first: int) -> Iterator[list[Batch]]:
    """The batches of each epoch from `first` on, drawn ahead by other processes."""
    numbers = range(first, config["train"]["epochs"])
    with ProcessPoolExecutor(config["scenes"]["processes"]) as pool:
        yield from pool.map(partial(drawn, config), numbers)


def drawn(config: Config, epoch: int) -> list[Batch]:
    """One drawing of scenes, in batches, in an order that chance and the epoch decide."""
    random = config.random("batches", epoch)
    scenes = [scene for scene in draw(config, epoch) if scene.samples > NEEDED * (1 + len(scene.phones))]
    groups: list[list[Scene]] = []
    for start in range(0, len(scenes), POOL):
        ordered = sorted(scenes[start : start + POOL], key=lambda scene: scene.samples)
        groups += _groups(ordered, config["train"]["batch"] * RATE)
    return [_batch(groups[number]) for number in random.permutation(len(groups))]


def _groups(scenes: list[Scene], samples: int) -> list[list[Scene]]:
    """Neighbours by length, no more than so many samples with the silence they are filled up with."""
    groups: list[list[Scene]] = [[]]
    for scene in scenes:
        if groups[-1] and (len(groups[-1]) + 1) * scene.samples > samples:
            groups.append([])
        groups[-1].append(scene)
    return [group for group in groups if group]


def _batch(scenes: list[Scene]) -> Batch:
    clips = [(number, clip) for number, scene in enumerate(scenes) for clip in scene.clips]
    return Batch(
        scenes=len(scenes),
        samples=-(-max(scene.samples for scene in scenes) // UNIT) * UNIT,
        scene=np.array([number for number, _ in clips], np.int64),
        place=np.array([clip.place for _, clip in clips], np.int64),
        length=np.array([clip.samples for _, clip in clips], np.int64),
        start=np.array([clip.entry.start for _, clip in clips], np.int64),
        speed=np.array([clip.speed for _, clip in clips], np.float64),
        phones=np.array([phone for scene in scenes for phone in scene.phones], np.int64),
        counts=np.array([len(scene.phones) for scene in scenes], np.int64),
    )
