"""The clock for waiting: it never jumps, and it counts the time for which the machine slept."""

from __future__ import annotations

import time
from collections.abc import Callable


def _awake_or_not() -> Callable[[], float]:
    """Linux counts sleep in one clock, macOS in the other; Windows in the only one it has."""
    for name in ("CLOCK_BOOTTIME", "CLOCK_MONOTONIC"):
        if hasattr(time, name):
            number: int = getattr(time, name)
            return lambda: time.clock_gettime(number)
    return time.monotonic


elapsed = _awake_or_not()
"""Seconds since some moment, asleep or awake."""
