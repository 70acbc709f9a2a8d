"""Said again: somebody whom a sleeping Charley has heard by half, and who says it once more, is believed."""

from __future__ import annotations

from math import inf

from rapidfuzz import fuzz

from intents.intent import Match, NoMatch, complaint

SOON = 15.0
"""Seconds within which somebody who is not answered says it again."""

ALIKE = 75.0
"""Likeness, 0 to 100, of the shorter to a part of the longer, from which one is the other said again."""


class SaidAgain:
    """Remembers, for a while, the half of a complaint that was heard last."""

    def __init__(self) -> None:
        self._text = ""
        self._since = inf
        """Seconds since then."""

    def pass_time(self, seconds: float) -> None:
        """Let time pass."""
        self._since += seconds

    def judged(self, heard: Match | NoMatch) -> Match | NoMatch:
        """What was heard asleep; half a complaint that was soon said again is one."""
        if heard.half and self._since <= SOON and fuzz.partial_ratio(self._text, heard.text) >= ALIKE:
            heard = complaint(heard.text)
        woken = isinstance(heard, Match) and heard.wakes
        if woken or heard.half:
            self._text, self._since = heard.text, inf if woken else 0.0
        return heard
