"""The clocks: one to wait by, which never jumps and counts the machine's sleep, and the one on the wall."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime


def _awake_or_not() -> Callable[[], float]:
    """Linux counts sleep in one clock, macOS in the other; Windows in the only one it has."""
    for name in ("CLOCK_BOOTTIME", "CLOCK_MONOTONIC"):
        if hasattr(time, name):
            number: int = getattr(time, name)
            return lambda: time.clock_gettime(number)
    return time.monotonic


elapsed = _awake_or_not()
"""Seconds since some moment, asleep or awake."""


def local_time() -> datetime:
    """The time on the wall where the bed stands, also after it was carried to another time zone."""
    if hasattr(time, "tzset"):
        time.tzset()
    return datetime.now().astimezone().replace(microsecond=0)
