"""Waking: what a sleeping Charley makes of what was meant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from intents.intent import EXACT, Intent, Match, NoMatch, complaint
from intents.matching.belief import (
    AMONG_OTHERS,
    BELIEVED,
    BEYOND_DOUBT,
    CRIES,
    UNASKED,
    WAKES,
    WAKES_FOR_DANGER,
    Believed,
)
from intents.matching.meaning import WAKE_FLOOR
from intents.matching.phrase import normalise
from intents.matching.phrasebook import Phrasebook

FEW = 6
"""Up to so many words of complaints, a cramp among them, are nearly one, whatever their order."""

CALLS = frozenset({Intent.HELLO, Intent.HELP})
"""What is said to Charley itself: "are you there", "help me"."""

WORDS_FOR_A_STRAY = 4
"""Of so many words, part of the body among them, one may be another: it was misheard, or drowned in noise."""


@dataclass(frozen=True, slots=True)
class Waking:
    """Decides whether what was meant wakes Charley, or may when it comes twice."""

    phrasebook: Phrasebook

    def judged(self, meant: Match | NoMatch, believed: Believed, *, alone: bool) -> Match | NoMatch:
        """What a sleeper's words mean: what is nearly a complaint too, but no mishearing."""
        if isinstance(meant, Match):
            meant = _of_a_sleeper(meant, alone=alone)
            if meant.wakes:
                return self._woken(meant, believed, alone=alone)
        enough = self._enough_for_nearly(meant) if alone else None
        if enough is not None and believed(enough):
            place = self.phrasebook.complaints.place_named(_words(meant))
            return _nearly(meant, place, believed)
        half = alone and self._half_complains(meant) and believed(_enough_for_half(meant))
        if isinstance(meant, NoMatch):
            return replace(meant, half=half)
        return replace(meant, half=half, clear=alone and meant.score == EXACT and believed(BEYOND_DOUBT))

    def _woken(self, meant: Match, believed: Believed, *, alone: bool) -> Match | NoMatch:
        """What is to wake Charley: at once, when it comes twice, or not at all."""
        if believed(self._enough_to_wake(meant, alone=alone)):
            return asked_first(meant, believed)
        once = replace(asked_first(meant, believed), wakes=False, half=True)
        counts = alone or meant.intent is Intent.RED_FLAG
        return once if counts and believed(BELIEVED) else NoMatch(meant.text)

    def _enough_to_wake(self, meant: Match, *, alone: bool) -> float:
        """How much it takes to believe a sleeper's phrase."""
        if meant.intent is Intent.RED_FLAG and alone and meant.score == EXACT:
            return WAKES_FOR_DANGER
        if meant.intent is not Intent.LEG_CRAMP:
            return BEYOND_DOUBT
        if meant.score == EXACT:
            return WAKES
        return CRIES if alone and self._cries(_words(meant)) else BEYOND_DOUBT

    def _cries(self, words: Sequence[str]) -> bool:
        """Whether it is hardly more than a cramp; the word before it may be a place that was misheard."""
        return self.phrasebook.complaints.is_cry(words) or self.phrasebook.complaints.names_a_cramp(words)

    def _enough_for_nearly(self, meant: Match | NoMatch) -> float | None:
        """How much it takes to believe what is nearly a complaint; None where it is not."""
        words = _words(meant)
        if self._cries(words):
            return CRIES
        known, strays = self.phrasebook.complaints.beside_a_cramp(words)
        if not 0 < len(known) <= FEW:
            return None
        own = not self.phrasebook.particles.complaint.body.isdisjoint(known)
        if strays > (own and len(known) + strays >= WORDS_FOR_A_STRAY):
            return None
        danger = isinstance(meant, Match) and meant.intent is Intent.RED_FLAG
        return AMONG_OTHERS if strays and not danger else BEYOND_DOUBT

    def _half_complains(self, meant: Match | NoMatch) -> bool:
        """Whether there was danger, a call, a complaint, a place, or a cramp beside one stray at most."""
        if isinstance(meant, Match) and meant.intent is Intent.RED_FLAG:
            return not self.phrasebook.is_unclear(meant.value)
        if isinstance(meant, Match) and meant.intent is Intent.PLACE:
            return meant.score == EXACT and not self.phrasebook.particles.complaint.body.isdisjoint(
                _words(meant)
            )
        if isinstance(meant, Match) and meant.intent in CALLS:
            return meant.score == EXACT and " " in normalise(meant.phrase)
        if isinstance(meant, Match):
            return meant.score == EXACT and meant.intent is Intent.LEG_CRAMP
        known, strays = self.phrasebook.complaints.beside_a_cramp(_words(meant))
        return bool(known) and len(known) + strays <= FEW and strays <= 1


def _of_a_sleeper(meant: Match, *, alone: bool) -> Match:
    """The same; somebody else's talk wakes nobody, and a danger in words of one's own is asked about."""
    wakes = meant.wakes and (alone or meant.score >= WAKE_FLOOR)
    own_words = meant.intent is Intent.RED_FLAG and (meant.score < EXACT or not wakes)
    return replace(meant, wakes=wakes, suspected=meant.suspected or own_words)


def _nearly(meant: Match | NoMatch, place: str, believed: Believed) -> Match:
    """What is nearly a complaint, as one of a place; a danger beside it counts for more."""
    if isinstance(meant, NoMatch):
        return complaint(meant.text, place)
    wakes = meant.intent in {Intent.LEG_CRAMP, Intent.RED_FLAG}
    return asked_first(replace(meant, wakes=wakes), believed)


def asked_first(meant: Match, believed: Believed) -> Match:
    """The same, doubted where it is a danger that may have been misheard."""
    return replace(meant, doubted=not believed(UNASKED)) if meant.intent is Intent.RED_FLAG else meant


def _enough_for_half(meant: Match | NoMatch) -> float:
    """How much it takes to believe half of a complaint: a place may be any word of somebody else."""
    enough = {Intent.PLACE: CRIES, **dict.fromkeys((Intent.RED_FLAG, *CALLS), BEYOND_DOUBT)}
    return enough.get(meant.intent, BELIEVED) if isinstance(meant, Match) else BELIEVED


def _words(heard: Match | NoMatch) -> list[str]:
    return normalise(heard.text).split()
