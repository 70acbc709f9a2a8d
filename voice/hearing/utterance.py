"""The utterance: what was said between two silences, and all that is known of how."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from intents.intent import Match, NoMatch
from intents.matcher import Again, Matcher, unquestioned
from voice.sound import Samples

BRISK, LETTER = 0.5, 0.07
"""Seconds that words take at most where nothing else is said, and for each letter more."""


class Look(Protocol):
    """A second look at the blocks of an utterance."""

    def __call__(self, words: str, blocks: Sequence[Samples], /) -> float:
        """How well words explain them; 1 is well."""

    def nearest(self, words: Collection[str], blocks: Sequence[Samples], /) -> str:
        """Which of some words they are most like."""


Nearest = Callable[[Collection[str]], "Utterance | None"]
"""Takes the same sound for that of some words which it is most like; None where it cannot be looked at."""


def unlike(words: Collection[str]) -> Utterance | None:
    """For words that cannot be looked at again."""
    return None


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
    nearest: Nearest = field(default=unlike, compare=False, repr=False)
    """The same sound, taken for the one of some words that it is most like; it has the sound too."""

    @property
    def brisk(self) -> bool:
        """Whether it took no longer than its words need."""
        return self.takes_at_most(BRISK)

    def takes_at_most(self, seconds: float) -> bool:
        """Whether it took no longer than that, beside the time for its letters."""
        return self.end - self.begin <= seconds + LETTER * len(self.text)

    def meant(self, matcher: Matcher, *, asleep: bool) -> Match | NoMatch:
        """What was meant, for all that is known of how it was said."""
        return matcher.match(
            self.text, asleep=asleep, sure=self.sure, alone=self.alone, brisk=self.brisk, again=self.again
        )
