"""Lasting: how long a cramp has been there, told beside it or by itself."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from intents.intent import Intent
from intents.matching.phrase import Phrase, Wordings

DURATIONS = frozenset({Intent.ELAPSED, Intent.SIGN})
"""What tells how long, with one of these values."""

LONG = frozenset({"half_an_hour", "lasting"})
"""Durations that are longer than usual for a cramp."""

SHORT = frozenset({"short"})
"""Those that are not."""

GAP = "|"
"""Stands where a duration was, and is no word."""


@dataclass(frozen=True, slots=True)
class Lasting:
    """Finds a duration among other words."""

    wordings: Wordings

    def told(self, words: Sequence[str]) -> Phrase | None:
        """The duration that words tell, and nothing else: "it's been half an hour"."""
        phrase, others = self._duration(words, LONG | SHORT)
        particles = self.wordings.particles
        return phrase if particles.small.union(particles.lasting, {GAP}).issuperset(others) else None

    def going_on(self, words: Sequence[str]) -> list[str]:
        """What words tell beside a long one, as it is told of now: "I have a cramp"; empty without one."""
        phrase, others = self._duration(words, LONG)
        if phrase is None:
            return []
        spaced = f" {' '.join(others)} "
        for perfect, present in self.wordings.particles.lasting.items():
            spaced = spaced.replace(f" {perfect} ", f" {present} ") if present else spaced
        return spaced.split()

    def _duration(self, words: Sequence[str], values: Collection[str]) -> tuple[Phrase | None, list[str]]:
        """The longest phrase that is one of some, and the words beside it."""
        for at, phrase in self.wordings.among(words):
            if phrase.intent in DURATIONS and phrase.value in values:
                return phrase, [*words[: at.start], GAP, *words[at.stop :]]
        return None, [*words]
