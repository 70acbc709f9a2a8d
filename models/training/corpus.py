"""The recordings as they come: a tar of sound files and a table of what is said in them."""

from __future__ import annotations

import csv
import io
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import soundfile
from numpy.typing import NDArray

RATE = 16000
"""Samples a second, everywhere."""

Samples = NDArray[np.int16]


@dataclass(frozen=True, slots=True)
class Clip:
    """One recording, or one thing a synthesizer said."""

    samples: Samples
    text: str
    speaker: str
    name: str


def read_pack(folder: Path, pack: str) -> Iterator[Clip]:
    """The recordings of one pack, `train/talk` for example, in the order of its table."""
    with (folder / f"{pack}.tsv").open(encoding="utf-8") as table:
        rows = {row["file"]: row for row in csv.DictReader(table, delimiter="\t")}
    with tarfile.open(folder / f"{pack}.tar") as files:
        for member in files:
            row = rows.get(Path(member.name).name)
            file = files.extractfile(member)
            if row is None or file is None:
                continue
            samples, rate = soundfile.read(io.BytesIO(file.read()), dtype="int16")
            if rate != RATE:
                raise ValueError(f"{member.name} of {pack} has {rate} samples a second, not {RATE}")
            yield Clip(samples, row["text"], row["speaker"], row["file"])
