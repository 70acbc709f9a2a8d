"""The utterance: what was said between two silences, and all that is known of how."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from intents.intent import Match, NoMatch
from intents.matching.belief import Again, Nearest, unquestioned
from intents.matching.matcher import Matcher
from voice.sound import Samples

BRISK, BRISK_LETTER = 0.5, 0.07
"""Seconds that words take at most where nothing else is said, and for each letter more."""

LONE = 1.0
"""Seconds that a lone word takes at most, with what a room adds to it."""

SHORTEST = 0.11
"""Seconds that a complaint takes at least: one of which little stood out of noise took 0.12, a click 0.1."""


class Look(Protocol):
    """Takes a second look at the blocks of an utterance."""

    def __call__(self, words: str, blocks: Sequence[Samples], /) -> float:
        """How well words explain them; 1 is well."""

    def nearest(self, words: Sequence[str], blocks: Sequence[Samples]) -> str:
        """Which of some words explains them clearly better than the others; "" where none does."""


def none_near(_: Sequence[str], /) -> str:
    """For words that cannot be looked at again."""
    return ""


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
    nearest: Nearest = field(default=none_near, compare=False, repr=False)
    """Which of some lone words is clearly nearest to that sound, whatever was heard; "" where none is."""

    @property
    def brisk(self) -> bool:
        """Whether it took no longer than its words need."""
        return self.end - self.begin <= BRISK + BRISK_LETTER * len(self.text)

    def meant(self, matcher: Matcher, *, asleep: bool, asked: Collection[str] = ()) -> Match | NoMatch:
        """What was meant, for all that is known of how it was said, and of what was asked."""
        seconds = self.end - self.begin
        if asleep and seconds < SHORTEST:
            return NoMatch(self.text)
        heard = matcher.match(
            self.text,
            asleep=asleep,
            asked=asked,
            sure=self.sure,
            alone=self.alone,
            brisk=self.brisk,
            again=self.again,
        )
        if isinstance(heard, Match) or not (asked and self.alone and seconds <= LONE):
            return heard
        return matcher.answered(self.text, asked, self.nearest, self.again) or heard
