"""Places among other words: "it's somewhere at the front of my thigh I think"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from intents.intent import Intent
from intents.phrasebook import Phrase

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


def place_among(phrases: Mapping[str, Phrase], words: Sequence[str]) -> Phrase | None:
    """The one place that words name which all tell of a place: "it's in the calf I think"."""
    parts, rest = _places_in(phrases, words)
    telling = {
        word
        for text, phrase in phrases.items()
        if phrase.intent is Intent.PLACE and phrase.value in TELLING
        for word in text.split()
    }
    named = {phrase.value: phrase for phrase in parts if phrase.value != "unknown"}
    sides = SIDES.intersection(named)
    if len(sides) < len(named):  # "front" of something: of the thigh it is what to stretch
        for value in sides if "thigh" not in named else {"thigh"} if sides else ():
            del named[value]
    places = [*named.values()] or parts[:1]
    return places[0] if len(places) == 1 and telling.issuperset(rest) else None


def _places_in(phrases: Mapping[str, Phrase], words: Sequence[str]) -> tuple[list[Phrase], list[str]]:
    """The phrases that name a place, the longest first, and the words that are in none of them."""
    parts, rest = list[Phrase](), list(words)
    for length in range(LONGEST_PLACE, 0, -1):
        for start in range(len(rest) - length, -1, -1):
            phrase = phrases.get(" ".join(rest[start : start + length]))
            if phrase and phrase.intent is Intent.PLACE and phrase.value in NAMED:
                parts.append(phrase)
                rest[start : start + length] = [GAP]
    return parts, [word for word in rest if word != GAP]
