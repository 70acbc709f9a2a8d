"""Places among other words: "it's somewhere at the front of my thigh I think"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from intents.intent import Intent
from intents.phrase import Phrase, Wordings

SIDES = frozenset({"front", "back"})
"""Places that may be a side of another: of the calf, say."""

TELLING = SIDES | {"calf", "foot", "thigh", "shin", "both", "unknown"}
"""Places of which others tell in words that mean nothing else."""

NAMED = TELLING | {"front_leg", "other"}
"""Places that are named among other words."""

LONGEST_PLACE = 7
"""Words of what names a place, at most."""

GAP = "|"
"""Stands where such words were, and is none."""


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
        """The one place that words name which all tell of a place: "it's in the calf I think"."""
        parts, rest = self._parts(words)
        named = {phrase.value: phrase for phrase in parts if phrase.value != "unknown"}
        sides = SIDES.intersection(named)
        if len(sides) < len(named):  # "front" of something: of the thigh it is what to stretch
            for value in sides if "thigh" not in named else {"thigh"} if sides else ():
                del named[value]
        places = [*named.values()] or parts[:1]
        return places[0] if len(places) == 1 and self.telling.issuperset(rest) else None

    def _parts(self, words: Sequence[str]) -> tuple[list[Phrase], list[str]]:
        """The phrases that name a place, the longest first, and the words that are in none of them."""
        parts, rest = list[Phrase](), list(words)
        for length in range(LONGEST_PLACE, 0, -1):
            for start in range(len(rest) - length, -1, -1):
                phrase = self.wordings.of(rest[start : start + length])
                if phrase and phrase.intent is Intent.PLACE and phrase.value in NAMED:
                    parts.append(phrase)
                    rest[start : start + length] = [GAP]
        return parts, [word for word in rest if word != GAP]
