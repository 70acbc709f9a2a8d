"""Places among other words: "it's somewhere at the front of my thigh I think"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import dropwhile

from intents.intent import Intent
from intents.matching.phrase import GAP, Phrase, Wordings

SIDES = {"front_side": "front", "back_side": "back"}
"""Sides, of whatever they are of, with the place that each is of a thigh."""

TELLING = {*SIDES, *SIDES.values(), "calf", "foot", "thigh", "shin", "both", "unknown"}
"""Places of which others tell in words that mean nothing else."""

NAMED = TELLING | {"front_leg", "other", "injury"}
"""Places that are named among other words."""

LONGEST_PLACE = 7
"""Words of what names a place, at most."""


@dataclass(frozen=True, slots=True)
class Places:
    """Finds the place that a sentence names."""

    wordings: Wordings
    telling: frozenset[str]
    """Words that tell of a place."""

    @classmethod
    def of(cls, wordings: Wordings) -> Places:
        """Those among all phrases."""
        texts = wordings.listed.items()
        places = (text for text, phrase in texts if phrase.intent is Intent.PLACE and phrase.value in TELLING)
        return cls(wordings, frozenset(word for text in places for word in text.split()))

    def among(self, words: Sequence[str]) -> Phrase | None:
        """The first place that words name which all tell of one: "it's in the calf I think"."""
        parts, rest = self._parts(words)
        named = {phrase.value: phrase for phrase in parts if phrase.value != "unknown"}
        sides = SIDES.keys() & named
        if "thigh" in named and sides:
            thigh = named.pop("thigh")
            named |= {side: replace(thigh, value=SIDES[side]) for side in sides}
        elif len(sides) < len(named):
            named = {place: phrase for place, phrase in named.items() if place not in sides}
        places = [*named.values()] or parts
        return places[0] if places and self.telling.issuperset(rest) else None

    def without_denied(self, words: Sequence[str]) -> list[str]:
        """Words without a place that they deny: "my foot" of "not my calf, but my foot"."""
        particles = self.wordings.particles
        for at, word in enumerate(words, 1):
            if word not in particles.negations:
                continue
            for end in range(min(at + LONGEST_PLACE, len(words)), at, -1):
                if self._named(words[at:end]):
                    rest = dropwhile(particles.fresh_starts.__contains__, words[end:])
                    return [*words[: at - 1], *rest]
        return [*words]

    def _named(self, words: Sequence[str]) -> Phrase | None:
        """The phrase that words are, if it names a place."""
        phrase = self.wordings.of(words)
        return phrase if phrase and phrase.intent is Intent.PLACE and phrase.value in NAMED else None

    def _parts(self, words: Sequence[str]) -> tuple[list[Phrase], list[str]]:
        """The longest phrases that name a place, as they follow, and the words that are in none of them."""
        parts, rest = dict[int, Phrase](), list(words)
        for length in range(LONGEST_PLACE, 0, -1):
            for start in range(len(rest) - length, -1, -1):
                if phrase := self._named(rest[start : start + length]):
                    parts[start] = phrase
                    rest[start : start + length] = [GAP] * length
        return [parts[start] for start in sorted(parts)], [word for word in rest if word != GAP]
