"""Recordings of real people and rooms: packs of one `.tar` of sound files and one `.tsv` that lists them."""

from __future__ import annotations

import csv
import io
import tarfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import soundfile

from voice.errors import VoiceError
from voice.sound import RATE, Samples, Sound


@dataclass(frozen=True, slots=True)
class Recording:
    """One file of a pack."""

    sound: Samples
    """At `RATE`."""
    text: str
    """What is said in it; "" where nobody knows."""
    speaker: str


@dataclass(frozen=True, slots=True)
class Recordings:
    """A folder of packs, or none: then every pack is empty."""

    folder: Path | None

    def pack(
        self, name: str, *, every: int = 1, wanted: Callable[[str], bool] = lambda text: True
    ) -> Iterator[Recording]:
        """Each so-manieth of the recordings of a pack such as "dev/words", of a wanted text.

        Raises VoiceError where there is no such pack, or it cannot be read.
        """
        if self.folder is None:
            return
        table = self.folder / f"{name}.tsv"
        if not table.is_file():
            raise VoiceError(
                f"There are no recordings {name} in {self.folder}: name their folder, or leave --speech out."
            )
        with table.open(encoding="utf-8", newline="") as rows:
            listed = [row for row in csv.DictReader(rows, delimiter="\t") if wanted(row["text"])][::every]
        sought = {row["file"]: row for row in listed}
        try:
            with tarfile.open(table.with_suffix(".tar")) as files:
                for member in files:
                    row = sought.get(Path(member.name).name)
                    file = files.extractfile(member) if row else None
                    if row and file:
                        yield Recording(_decoded(file.read()), row["text"], row["speaker"])
        except (OSError, tarfile.TarError, soundfile.LibsndfileError) as error:
            raise VoiceError(
                f"The recordings in {table.with_suffix('.tar')} cannot be read: {error}."
            ) from error


def _decoded(file: bytes) -> Samples:
    samples, rate = soundfile.read(io.BytesIO(file), dtype="int16", always_2d=True)
    return Sound(samples[:, 0], rate).at(RATE).samples
