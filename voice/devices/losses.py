"""Sound that was lost on its way from the room to the loop, for those who want to know."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Protocol

from voice.sound import BLOCK_SECONDS, Samples


class Lossy(Protocol):
    """Whatever hands out blocks, and counts what it could not."""

    @property
    def dropped(self) -> int:
        """Portions of sound, of 20 ms each, thrown away because the loop was late."""

    @property
    def overflows(self) -> int:
        """How often the system said that sound was lost before it came here."""

    def blocks(self) -> Iterator[Samples]:
        """Blocks of exactly `BLOCK` samples at `RATE`."""


def telling_losses(card: Lossy, tell: Callable[[str], None]) -> Iterator[Samples]:
    """The card's blocks; once a stretch of them has been lost, that is told."""
    told = seen = card.dropped
    for block in card.blocks():
        if told < seen == card.dropped:
            tell(f"{_seconds(seen - told)} of sound lost: the machine is too busy.")
            told = seen
        seen = card.dropped
        yield block


def losses(card: Lossy) -> str:
    """All that was lost, in a sentence; "" where nothing was."""
    parts = []
    if card.dropped:
        parts.append(f"{_seconds(card.dropped)} because this machine was too busy")
    if card.overflows:
        parts.append(f"some before it came to Charley, {card.overflows} times")
    return f"Sound was lost: {' and '.join(parts)}." if parts else ""


def _seconds(portions: int) -> str:
    return f"{portions * BLOCK_SECONDS:.2f} seconds"
