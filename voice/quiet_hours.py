"""Quiet hours: how Charley speaks at which time of the day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time

from intents.dialogue.state import Manner, UsualManner
from voice.settings import Settings


def by_the_clock(settings: Settings, clock: Callable[[], datetime]) -> UsualManner:
    """The quiet manner in the quiet hours, the usual one else."""
    usual = by_day(settings)()
    quiet = Manner(usual.volume * settings.quiet_volume, min(usual.rate, settings.quiet_rate))

    def manner() -> Manner:
        return quiet if is_quiet(settings, clock().time()) else usual

    return manner


def by_day(settings: Settings) -> UsualManner:
    """The usual manner at any hour: a recording is played whenever somebody wants to."""
    return lambda: Manner(settings.volume, settings.rate)


def is_quiet(settings: Settings, now: time) -> bool:
    """Whether a time of the day is in the quiet hours, which may go on over midnight."""
    if not (settings.quiet_from and settings.quiet_until):
        return False
    begin, end = time.fromisoformat(settings.quiet_from), time.fromisoformat(settings.quiet_until)
    return begin <= now < end if begin <= end else not end <= now < begin
