"""The loop on sound that need not be waited for: a recording, or an actor who answers Charley."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import numpy as np

from voice.loop import Loop
from voice.recordings.recording import Tape
from voice.sound import BLOCK, BLOCKS_PER_SECOND, Samples

Air = Callable[[Samples, Samples], Samples]
"""What the listener gets of a block of sound, and of what was said during it."""

Sink = Callable[[Samples, Samples], object]
"""Takes what was heard and what was said during one block."""

REST = 1.0
"""Seconds of rest after which a conversation is over."""

LONGEST_REST = 60.0
"""Seconds after the last sound in which Charley may still finish what it says."""


def soundproof(heard: Samples, said: Samples) -> Samples:
    """The air where nothing of what is said is heard."""
    return heard


def replay(loop: Loop, tape: Tape, heard: Iterable[Samples], sink: Sink, air: Air = soundproof) -> None:
    """Run the loop over blocks of sound, then over silence until Charley has said what it has to say."""
    loop.run(_rolling(loop, tape, heard, sink, air))


def _rolling(loop: Loop, tape: Tape, heard: Iterable[Samples], sink: Sink, air: Air) -> Iterator[Samples]:
    for block in heard:
        said = tape.roll()  # before the block is heard: no answer sounds sooner than its question
        yield air(block, said)
        sink(block, said)
    silence = np.zeros(BLOCK, np.int16)
    rested = 0
    for _ in range(round(LONGEST_REST * BLOCKS_PER_SECOND)):
        said = tape.roll()
        yield air(silence, said)
        sink(silence, said)
        rested = rested + 1 if loop.resting else 0
        if rested >= REST * BLOCKS_PER_SECOND:
            return
