"""Lasting: how long a cramp has been there, told beside it or by itself."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from intents.intent import Intent
from intents.matching.phrase import GAP, Phrase, Wordings

DURATIONS = frozenset({Intent.ELAPSED, Intent.SIGN})
"""What tells how long, with one of these values."""

LONG = frozenset({"half_an_hour", "lasting"})
"""Durations that are longer than usual for a cramp."""

SHORT = frozenset({"short"})
"""Those that are not."""


@dataclass(frozen=True, slots=True)
class Lasting:
    """Finds a duration among other words."""

    wordings: Wordings

    def told(self, words: Sequence[str]) -> Phrase | None:
        """The duration that words tell, and nothing else: "my leg has been like this for an hour"."""
        phrase, others = self._duration(words, LONG | SHORT)
        if phrase is None or not self._tells_nothing_else(others):
            return None
        return replace(phrase, intent=Intent.ELAPSED) if phrase.value in LONG else phrase

    def _tells_nothing_else(self, words: Sequence[str]) -> bool:
        """Whether words beside a duration are of it, or say whose leg it is of; one to come is none."""
        particles = self.wordings.particles
        whose, leg = words[:1], words[1:2]
        of_leg = particles.small.issuperset(whose) and particles.danger.leg.issuperset(leg)
        told = {*(words[2:] if of_leg else words)} - {GAP}
        beside = (particles.small | particles.lasting.words) - particles.lasting.to_come
        return beside.issuperset(told)

    def long(self, words: Sequence[str]) -> str:
        """Which long duration is told of; "" for none."""
        phrase, _ = self._duration(words, LONG)
        return phrase.value if phrase else ""

    def going_on(self, words: Sequence[str]) -> list[str]:
        """What words tell beside a long one, as it is told of now: "I have a cramp"; empty without one."""
        phrase, others = self._duration(words, LONG)
        if phrase is None:
            return []
        spaced = f" {' '.join(others)} "
        for perfect, present in self.wordings.particles.lasting.instead.items():
            spaced = spaced.replace(f" {perfect} ", f" {present} ")
        return spaced.split()

    def _duration(self, words: Sequence[str], values: Collection[str]) -> tuple[Phrase | None, list[str]]:
        """The longest phrase that is one of some, and the words beside it."""
        for at, phrase in self.wordings.among(words):
            if phrase.intent in DURATIONS and phrase.value in values:
                return phrase, [*words[: at.start], GAP, *words[at.stop :]]
        return None, [*words]
