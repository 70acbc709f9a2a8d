"""Said again: somebody whom a sleeping Charley has heard by half, and who says it once more, is believed."""

from __future__ import annotations

from math import inf

from intents.intent import Match, NoMatch, complaint

SOON = 15.0
"""Seconds within which somebody who is not answered says it again."""


class SaidAgain:
    """Remembers, for a while, that half a complaint was heard."""

    def __init__(self) -> None:
        self._since = inf
        """Seconds since the last half of a complaint."""

    def pass_time(self, seconds: float) -> None:
        """Let time pass."""
        self._since += seconds

    def judged(self, heard: Match | NoMatch) -> Match | NoMatch:
        """What was heard asleep; two halves, soon after each other, are a complaint."""
        if heard.half and self._since <= SOON:
            heard = complaint(heard.text)
        woken = isinstance(heard, Match) and heard.wakes
        if woken or heard.half:
            self._since = inf if woken else 0.0
        return heard
