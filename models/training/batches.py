"""Batches: scenes of about the same length side by side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.training.config import Config
from models.training.features import Example, load_copy
from models.training.kaldi import Floats
from models.training.mfcc import BANDS

POOL = 4000
"""Scenes that are sorted by length together; a whole copy would make the order too much the same."""

NEEDED = 2
"""Outputs that CTC needs for each phone, at most: equal neighbours want a blank between them."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Scenes, padded to the longest with their own last frame."""

    frames: Floats
    """Scenes x coefficients x frames."""
    lengths: NDArray[np.int64]
    phones: NDArray[np.int64]
    """Of all scenes, one after another."""
    counts: NDArray[np.int64]
    """Phones in each scene."""


def batches(config: Config, copy: int, epoch: int) -> Iterator[Batch]:
    """All of a copy once, in an order that chance and the epoch decide."""
    examples, frames = load_copy(config, copy)
    random = config.random("batches", epoch)
    usable = [e for e in examples if e.frames > 3 * (NEEDED + len(e.phones))]
    order = [usable[number] for number in random.permutation(len(usable))]
    groups: list[list[Example]] = []
    for start in range(0, len(order), POOL):
        groups += _groups(
            sorted(order[start : start + POOL], key=lambda e: e.frames), config["train"]["batch"]
        )
    for number in random.permutation(len(groups)):
        yield _batch(groups[number], frames, config, random)


def _groups(examples: list[Example], seconds: float) -> list[list[Example]]:
    """Neighbours by length, no more than so many seconds with the padding."""
    groups: list[list[Example]] = [[]]
    for example in examples:
        if (len(groups[-1]) + 1) * example.frames > seconds * 100:
            groups.append([])
        groups[-1].append(example)
    return [group for group in groups if group]


def _batch(
    group: list[Example], copy: NDArray[np.float16], config: Config, random: np.random.Generator
) -> Batch:
    settings = config["train"]
    longest = max(example.frames for example in group)
    frames = np.empty((len(group), longest, BANDS), np.float32)
    lengths = []
    for row, example in zip(frames, group, strict=True):
        skipped = int(random.integers(3))  # the stride falls anywhere
        length = example.frames - skipped
        row[:length] = copy[example.start + skipped : example.start + example.frames]
        row[length:] = row[length - 1]
        middle = row[:length].mean(axis=0)
        for _ in range(int(random.integers(settings["masks"] + 1))):
            width = int(random.integers(settings["mask_frames"] + 1))
            start = int(random.integers(max(1, length - width)))
            row[start : start + width] = middle
        lengths.append(length)
    phones = np.array([phone for example in group for phone in example.phones], np.int64)
    counts = np.array([len(example.phones) for example in group], np.int64)
    return Batch(frames.transpose(0, 2, 1), np.array(lengths), phones, counts)
