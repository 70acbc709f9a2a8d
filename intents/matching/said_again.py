"""Said again: somebody whom a sleeping Charley has heard by half, and who says it once more, is believed."""

from __future__ import annotations

from dataclasses import replace
from math import inf

from rapidfuzz import fuzz

from intents.intent import Intent, Match, NoMatch, complaint

SOON = 15.0
"""Seconds within which somebody who is not answered says it again."""

ALIKE = 75.0
"""Likeness, 0 to 100, of the shorter to a part of the longer, from which one is the other said again."""


class SaidAgain:
    """Remembers, for a while, what was heard last and hardly wakes."""

    def __init__(self) -> None:
        self._text = ""
        self._since = inf
        """Seconds since then."""

    def pass_time(self, seconds: float) -> None:
        """Let time pass."""
        self._since += seconds

    def judged(self, heard: Match | NoMatch) -> Match | NoMatch:
        """What was heard asleep; what was said by half, or not quite believed, and soon again is believed."""
        if heard.half and self._since <= SOON and fuzz.partial_ratio(self._text, heard.text) >= ALIKE:
            heard = _believed(heard)
        woken = isinstance(heard, Match) and heard.wakes
        if woken or heard.half:
            self._text, self._since = heard.text, inf if woken else 0.0
        return heard


def _believed(heard: Match | NoMatch) -> Match:
    """Danger and questions are what they are; of a complaint said by half only the cramp is believed."""
    if isinstance(heard, Match) and heard.intent not in {Intent.LEG_CRAMP, Intent.PLACE}:
        return replace(heard, wakes=True)
    return complaint(heard.text)
