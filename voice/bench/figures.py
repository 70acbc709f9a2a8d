"""Figures: what was measured, kept in a file as it becomes known: a long run can be taken up again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from filelock import FileLock

from voice.errors import VoiceError
from voice.files import replace_file, writing_to


@dataclass(frozen=True, slots=True)
class Figure:
    """One row of the table."""

    measure: str
    condition: str
    contender: str
    values: Mapping[str, float]
    """By what they are, unit included: "median ms"."""
    samples: tuple[float, ...] = ()
    """What the values were made from, where a picture needs it."""


def spread(milliseconds: Sequence[float]) -> dict[str, float]:
    """The middle of some times, and what 95 in 100 of them stay under; nothing where there are none."""
    if not milliseconds:
        return {}
    median, most = np.percentile(milliseconds, [50, 95])
    return {"median ms": round(float(median)), "95 % ms": round(float(most))}


class Ledger:
    """All figures of one run, in `figures.json`. Raises VoiceError where that cannot be read or written."""

    def __init__(self, folder: Path, about: Mapping[str, object]) -> None:
        self._file = folder / "figures.json"
        self._turn = FileLock(folder / ".figures.lock")
        self.about = about
        """What the figures hold for: the same in every part of a run."""
        self.figures: list[Figure] = []
        with writing_to(self._file):
            folder.mkdir(parents=True, exist_ok=True)
        self._take_up()

    def holds(self, measure: str, condition: str) -> bool:
        """Whether this has been measured."""
        return any((f.measure, f.condition) == (measure, condition) for f in self.figures)

    def add(self, figures: Iterable[Figure]) -> None:
        """Keep them, and what another process has added to the same run meanwhile."""
        with self._changing():
            self.figures += figures

    def arrange(self, order: Sequence[tuple[str, str]]) -> None:
        """Have the figures in the order of these measures and conditions, whenever each was known."""
        place = {key: number for number, key in enumerate(order)}
        with self._changing():
            self.figures.sort(key=lambda f: place.get((f.measure, f.condition), len(place)))

    @contextmanager
    def _changing(self) -> Iterator[None]:
        """The figures of all processes, to be changed by one at a time."""
        with writing_to(self._file), self._turn:
            self._take_up()
            yield
            whole = {"about": self.about, "figures": [asdict(figure) for figure in self.figures]}
            replace_file(self._file, json.dumps(whole, indent=1) + "\n")

    def _take_up(self) -> None:
        if not self._file.exists():
            return
        try:
            whole = json.loads(self._file.read_text(encoding="utf-8"))
            about, rows = whole["about"], whole["figures"]
            self.figures = [Figure(**row | {"samples": tuple(row["samples"])}) for row in rows]
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise VoiceError(f"{self._file} is no benchmark's: move it, or choose another --save.") from error
        if about != self.about:
            raise VoiceError(
                f"{self._file} holds figures of another benchmark ({about}, not {self.about}): "
                "move it, or choose another --save."
            )
