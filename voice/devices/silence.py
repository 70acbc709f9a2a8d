"""Digital silence: what a muted microphone gives, and no room does."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from voice.sound import BLOCKS_PER_SECOND, Samples

LONG = 10 * BLOCKS_PER_SECOND
"""Blocks without any sound after which a microphone is taken to be muted."""


class Muteness:
    """Whether the microphone is muted, from the blocks that it gives."""

    def __init__(self, keep: Callable[[bool], None], tell: Callable[[], None]) -> None:
        """`keep` takes each change; `tell` is called where it has been muted from the start."""
        self._keep = keep
        self._tell = tell
        self._silent = 0  # blocks
        self._muted = False
        self._heard = False  # whether there was ever any sound

    def watch(self, blocks: Iterable[Samples]) -> Iterator[Samples]:
        """The blocks as they are."""
        for block in blocks:
            self._silent = 0 if block.any() else self._silent + 1
            self._heard |= not self._silent
            if self._muted != (self._silent >= LONG):
                self._changed()
            yield block

    def _changed(self) -> None:
        self._muted = not self._muted
        self._keep(self._muted)
        if not self._heard:
            self._tell()
