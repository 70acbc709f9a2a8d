"""Step 3: training copies, each another drawing of scenes, as the numbers the network sees."""

from __future__ import annotations

import csv
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import repeat
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from models.training.augment import Augmenter
from models.training.config import Config
from models.training.corpus import Samples
from models.training.gather import Entry, gathered
from models.training.lexicon import Phones
from models.training.mfcc import BANDS, mfcc
from models.training.rooms import Echo, bedrooms
from models.training.scenes import draw, perform, phones


@dataclass(frozen=True, slots=True)
class Example:
    """Where a scene's frames are in its copy, and what is said in it."""

    start: int
    frames: int
    kind: str
    """talk, words, phrases, common, sentences; nothing where nobody speaks."""
    phones: Phones


def features(config: Config) -> None:
    """Make the copies that are not there yet, several at a time."""
    rooms = bedrooms(config["rooms"], config.random("rooms"))
    missing = [copy for copy in range(config["scenes"]["copies"]) if not _table(config, copy).exists()]
    with ProcessPoolExecutor(config["scenes"]["processes"]) as pool:
        list(pool.map(_make_copy, repeat(config), missing, repeat(rooms)))


def load_copy(config: Config, copy: int) -> tuple[list[Example], NDArray[np.float16]]:
    """A copy's scenes, and all its frames one after another."""
    with _table(config, copy).open(encoding="utf-8", newline="") as table:
        rows = list(csv.reader(table, delimiter="\t"))
    examples = [Example(int(s), int(n), kind, tuple(map(int, said.split()))) for s, n, kind, said in rows]
    return examples, np.memmap(_frames(config, copy), np.float16, mode="r").reshape(-1, BANDS)


def _make_copy(config: Config, copy: int, rooms: list[Echo]) -> None:
    """Write a copy's frames, then its table: where the table is, the copy is whole."""
    entries, sound = gathered(config)
    heard = {kind: [_cut(sound, e) for e in entries if e.kind == kind] for kind in ("noise", "talk")}
    augmenter = Augmenter(config["augment"], rooms, heard["noise"], heard["talk"])
    start = 0
    rows = []
    with _frames(config, copy).open("wb") as file:
        for number, scene in enumerate(draw(config, entries, copy)):
            sounds = perform(scene, sound, augmenter, config, config.random("scene", copy, number))
            frames = mfcc(sounds)
            file.write(frames.astype(np.float16).tobytes())
            kind = scene.clips[0].kind if scene.clips else ""
            rows.append([start, len(frames), kind, " ".join(map(str, phones(scene, config)))])
            start += len(frames)
    part = _table(config, copy).with_suffix(".part")
    with part.open("w", encoding="utf-8", newline="") as table:
        csv.writer(table, delimiter="\t").writerows(rows)
    part.rename(_table(config, copy))


def _cut(sound: Samples, entry: Entry) -> Samples:
    return sound[entry.start : entry.start + entry.length]


def _frames(config: Config, copy: int) -> Path:
    return config.work / f"copy-{copy}.f16"


def _table(config: Config, copy: int) -> Path:
    return config.work / f"copy-{copy}.tsv"
