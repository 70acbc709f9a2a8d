"""Earcons: soft tones that say without a word what Charley is about to do."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import cache

import numpy as np

from voice.sound import FULL_SCALE, RATE, Sound

LEVEL = -32.0
"""Decibels of full scale: RMS of a tone, 12 below speech, so that it wakes nobody else."""

NOTE_SECONDS = 0.09
"""Length of a note. With the end of one in the beginning of the next, two last 150 ms."""

OVERLAP_SECONDS = 0.03


class Earcon(StrEnum):
    """What a tone says."""

    HEARD = "heard"
    """I was asleep, and I heard you."""
    BEGIN = "begin"
    """The hold begins."""
    HALF = "half"
    """Half of it is over."""
    END = "end"
    """It ends: let go."""
    PUZZLED = "puzzled"
    """I did not understand."""


NOTES: Mapping[Earcon, tuple[float, ...]] = {
    Earcon.HEARD: (523.3,),
    Earcon.BEGIN: (392.0, 523.3),
    Earcon.HALF: (523.3, 523.3),
    Earcon.END: (523.3, 392.0),
    Earcon.PUZZLED: (329.6,),
}
"""Hertz of each note: low enough for older ears, high enough for a small speaker."""

LEADS: Mapping[str, Earcon] = {
    "hold_start": Earcon.BEGIN,
    "hold_half": Earcon.HALF,
    "hold_end": Earcon.END,
    "sorry": Earcon.PUZZLED,
}
"""Keys of the lines that a tone comes before."""


@cache
def tone(earcon: Earcon) -> Sound:
    """The sound of an earcon: each note swells and dies away as a bell curve does."""
    length, step = round(NOTE_SECONDS * RATE), round((NOTE_SECONDS - OVERLAP_SECONDS) * RATE)
    notes = NOTES[earcon]
    wave = np.zeros(step * (len(notes) - 1) + length)
    for number, hertz in enumerate(notes):
        turn = 2 * np.pi * hertz * np.arange(length) / RATE
        wave[number * step : number * step + length] += np.sin(turn) * np.hanning(length)
    gain = 10 ** (LEVEL / 20) / np.sqrt(np.square(wave).mean())
    return Sound((wave * gain * FULL_SCALE).astype(np.int16), RATE)
