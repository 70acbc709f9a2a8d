"""A phrase, and how the wordings of all of them are looked up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import utils

from intents.intent import Intent, told_by
from intents.matching.particles import Particles

UNKNOWN = "[unk]"
"""What the recognizer writes for a sound that is none of its words."""

GAP = "|"
"""Stands where words were that are a phrase, and is none."""


def normalise(text: str) -> str:
    """Text as it is compared: lower case, no punctuation, single spaces; "I've" and "ive" are the same."""
    bare = text.replace("'", "").replace("\N{RIGHT SINGLE QUOTATION MARK}", "")
    return " ".join(utils.default_process(bare).split())


@dataclass(frozen=True, slots=True)
class Phrase:
    """One way to say one thing."""

    text: str
    intent: Intent
    value: str
    wakes: bool
    """Whether it is answered by a sleeping Charley."""

    @property
    def meaning(self) -> tuple[Intent, str]:
        """What it says, whatever its words."""
        return self.intent, self.value

    @property
    def tells(self) -> str:
        """What it tells of the person, with no complaint in it; "" where it tells nothing."""
        return "" if self.wakes else told_by(self.intent, self.value)

    @property
    def lasts(self) -> bool:
        """Whether it tells how long a cramp has been there."""
        return self.intent is Intent.ELAPSED and bool(self.value)

    @property
    def complains(self) -> bool:
        """Whether it is a complaint that wakes Charley."""
        return self.wakes and self.intent is Intent.LEG_CRAMP


@dataclass(frozen=True, slots=True)
class Wordings:
    """Every phrase by its normalised text, whether its words are drawn together or not."""

    listed: Mapping[str, Phrase]
    """As they are written."""
    in_full: Mapping[str, Phrase]
    """With no words drawn together."""
    particles: Particles
    longest: int
    """Words of the longest, in full."""

    def of(self, words: Sequence[str]) -> Phrase | None:
        """The phrase that normalised words are, if any."""
        if len(words) > self.longest:
            return None
        text = " ".join(words)
        drawn_together = not self.particles.short.keys().isdisjoint(words)
        full = self.particles.in_full(text) if drawn_together else text
        return self.listed.get(text) or self.in_full.get(full)

    def among(self, words: Sequence[str], least: int = 1) -> Iterator[tuple[range, Phrase]]:
        """Phrases of at least so many words among others, the longest first, with where they stand."""
        for length in range(min(len(words), self.longest), least - 1, -1):
            for start in range(len(words) - length + 1):
                phrase = self.of(words[start : start + length])
                if phrase is not None:
                    yield range(start, start + length), phrase
