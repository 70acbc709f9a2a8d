"""The utterance: what was said between two silences, and all that is known of how."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from intents.belief import Again, unquestioned
from intents.intent import Match, NoMatch
from intents.matcher import Matcher
from voice.sound import Samples

BRISK, BRISK_LETTER = 0.5, 0.07
"""Seconds that words take at most where nothing else is said, and for each letter more."""

SHORTEST = 0.11
"""Seconds that a complaint takes at least: one of which little stood out of noise took 0.12, a click 0.1."""

Look = Callable[[str, Sequence[Samples]], float]
"""Says how well words explain the blocks they were heard in; 1 is well."""


@dataclass(frozen=True, slots=True)
class Utterance:
    """What was heard between two silences. Times are seconds from the first block."""

    text: str
    """The words; "" where there were none."""
    begin: float
    """When the first block with speech in it began."""
    end: float
    """When the last block with speech in it ended."""
    sure: float = 1.0
    """The recognizer's confidence in the words, from 0 to 1."""
    alone: bool = True
    """Whether nobody was talking just before, and nobody seemed to go on."""
    again: Again = field(default=unquestioned, compare=False, repr=False)
    """How well the words stand a second look at their sound; it has the sound for so long."""

    @property
    def brisk(self) -> bool:
        """Whether it took no longer than its words need."""
        return self.end - self.begin <= BRISK + BRISK_LETTER * len(self.text)

    def meant(self, matcher: Matcher, *, asleep: bool) -> Match | NoMatch:
        """What was meant, for all that is known of how it was said."""
        if asleep and self.end - self.begin < SHORTEST:
            return NoMatch(self.text)
        return matcher.match(
            self.text, asleep=asleep, sure=self.sure, alone=self.alone, brisk=self.brisk, again=self.again
        )
