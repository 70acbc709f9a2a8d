"""Scenes to replay: what somebody in bed says, and when, as a recording."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import numpy as np

from voice.sound import RATE, Samples
from voice.speaking.synthesizer import Synthesizer

ROOM_NOISE = 10.0
"""Standard deviation of the room's noise, in 16-bit units."""

PERSON = "gmw/en"
"""Id of the voice of the person in bed: not Charley's own."""

WORDS_PER_MINUTE = 150


@cache
def says(words: str) -> Samples:
    """A line, in the voice of the person in bed."""
    return Synthesizer(PERSON).speak(words, WORDS_PER_MINUTE).at(RATE).samples


def scene(lines: Iterable[tuple[float, str]], seconds: float) -> Samples:
    """A bedroom in which words are said at their moments, in seconds from the start."""
    room = np.random.default_rng(0).normal(0, ROOM_NOISE, round(seconds * RATE))
    for moment, words in lines:
        said, start = says(words), round(moment * RATE)
        room[start : start + len(said)] += said
    return room.astype(np.int16)
