"""What a conversation knows of earlier cramps: values only; who keeps them, and the clock, are outside."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

WEEK = timedelta(days=7)

BEFORE = 4 * WEEK
"""How long before a change, and after it, nights are counted."""

SOON = 3
"""Nights after a change from which they can be more than before."""

CLEARLY = 2
"""Times as many nights a day as before that are clearly more."""

NIGHT_ENDS = timedelta(hours=12)
"""A night goes on until noon: one o'clock belongs to the evening before."""

LONG_AGO = datetime.min.replace(tzinfo=UTC)


class Keeping(StrEnum):
    """Whether cramps are written down."""

    NOWHERE = "nowhere"
    """This conversation can keep none."""
    UNASKED = "unasked"
    """Nobody has said yet whether they want it."""
    OFF = "off"
    ON = "on"


@dataclass(frozen=True, slots=True)
class Episode:
    """One cramp, from the complaint to "it's gone"."""

    began: datetime
    """When the complaint was heard, with the time zone of the bed."""
    place: str
    """Name of the procedure for where it is, such as "calf"; "" where it was not said."""
    seconds: float | None
    """From the complaint to "it's gone"; None where that was not said, or long slept over."""
    steps: tuple[str, ...]
    """Keys of the steps of relief that were said, such as "calf.pull", each once, in order."""
    helped: str
    """Key of the step of relief before "it's gone"; "" where there was none."""
    worse: bool
    """Whether it got worse on the way."""

    @property
    def night(self) -> date:
        """The day on whose evening the night began."""
        return (self.began - NIGHT_ENDS).date()


@dataclass(frozen=True, slots=True)
class Change:
    """Something after which cramps may be others."""

    at: datetime
    text: str
    """The person's own words, or "" for a new medicine."""


@dataclass(frozen=True, slots=True)
class Diary:
    """The diary as it is at one moment."""

    keeping: Keeping
    now: datetime = LONG_AGO
    """The moment, with the time zone of the bed."""
    past: tuple[Episode, ...] = ()
    """Earlier cramps, the oldest first."""
    cramp: Episode | None = None
    """The cramp this conversation is about; its time is that until now."""
    told: frozenset[str] = frozenset()
    """Keys of the notices that were said in the last week."""
    changes: tuple[Change, ...] = ()
    """What the person has said of new medicines, the oldest first."""

    def this_week(self) -> list[Episode]:
        """The cramps of the last seven days, this one included."""
        episodes = [*self.past, *([self.cramp] if self.cramp else [])]
        return [episode for episode in episodes if self.now - WEEK < episode.began <= self.now]

    def more_since_change(self) -> bool:
        """Whether nights with a cramp have clearly become more since the last change, a week ago or longer.

        Counted are four weeks before it and at most four after: three nights or more, twice as many a day.
        """
        if not self.changes:
            return False
        change = self.changes[-1].at
        since = min(self.now - change, BEFORE)
        episodes = [*self.past, *([self.cramp] if self.cramp else [])]
        before = {e.night for e in episodes if change - BEFORE <= e.began < change}
        after = {e.night for e in episodes if self.now - since <= e.began <= self.now}
        more = len(after) * BEFORE >= CLEARLY * len(before) * since
        return since >= WEEK and len(after) >= SOON and more


Look = Callable[[], Diary]
"""How a conversation looks into the diary."""


def nowhere() -> Diary:
    """The diary of a conversation that keeps none."""
    return Diary(Keeping.NOWHERE)
