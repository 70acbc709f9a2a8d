"""Contenders: whatever turns the sound of a room into what somebody meant."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Protocol

from intents.intent import Intent
from voice.sound import Samples


@dataclass(frozen=True, slots=True)
class Taken:
    """What one utterance was taken for."""

    text: str
    meaning: tuple[Intent, str] | None
    """Intent and value; None where it was taken for nothing."""
    wakes: bool
    """Whether it would have woken Charley."""
    decided: float
    """Seconds from the beginning of the sound, the time of computing included."""


class Contender(Protocol):
    """One way to hear; its ears go on from one sound to the next, as in one night."""

    name: str
    every: int
    """It is slow, or plainly worse: each so-manieth sound of a long list tells enough of it."""

    def hear(self, sound: Samples) -> list[Taken]:
        """What is taken from a sound, in order."""

    def forget(self) -> None:
        """Whoever was heard before is gone: what follows is somebody else's."""


class Lateness:
    """How far computing falls behind sound that arrives in its own time."""

    def __init__(self) -> None:
        self._free = 0.0
        """Seconds into the sound at which the last work was done."""

    @property
    def now(self) -> float:
        """Seconds into the sound at which the last work was done."""
        return self._free

    @contextmanager
    def working(self, arrived: float) -> Iterator[None]:
        """Work on a block that arrived at this second, and no sooner than the work before it is done."""
        begin = time.process_time()
        yield
        self._free = max(self._free, arrived) + time.process_time() - begin
