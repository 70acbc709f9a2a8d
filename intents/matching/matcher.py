"""Which of the phrases Charley knows was said, if any."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from intents.intent import EXACT, Intent, Match, NoMatch
from intents.matching.awake import Awake
from intents.matching.belief import CERTAIN, CLOSE, STANDS_IN, Again, Nearest, typed
from intents.matching.meaning import Meaning
from intents.matching.phrase import normalise
from intents.matching.phrasebook import Phrasebook
from intents.matching.waking import Waking

DANGEROUS = frozenset({Intent.RED_FLAG, Intent.SIGN})
"""What tells of a danger, or may."""


@dataclass(frozen=True, slots=True)
class Matcher:
    """Decides what was meant, as far as it can be believed; refuses rather than guesses."""

    phrasebook: Phrasebook

    def match(
        self,
        heard: str,
        *,
        asleep: bool = False,
        asked: Collection[str] = (),
        sure: float = 1.0,
        alone: bool = True,
        brisk: bool = True,
        again: Again = typed,
    ) -> Match | NoMatch:
        """Decide what was meant.

        Danger not quite clear is `doubted`; what danger may be heard as is `suspected` where that would stand
        nearly as well.
        `asleep`: so is Charley, which then asks where it hurts when what it heard is nearly a complaint, and
        needs more belief. `asked`: what the question that waits can be answered with, which takes less.
        `sure`: the recognizer's confidence, from 0 to 1. `alone`: nobody talked just before or went on; a
        piece of somebody's talk is never nearly a complaint, and in a dialogue means nothing, unless it means
        danger, or that Charley is to stop. `brisk`: it took no longer than its words need. `again`: asked
        before Charley wakes, and in a dialogue if the words are not certain.
        """
        meant = Meaning(self.phrasebook).of(heard)

        def believed(enough: float) -> bool:
            return sure + again() >= enough

        if asleep:
            judged = Waking(self.phrasebook).judged(meant, believed, alone=alone)
        else:
            certain = brisk and alone and sure >= CERTAIN
            judged = Awake(self.phrasebook).judged(meant, believed, asked, certain=certain, alone=alone)
        if isinstance(judged, Match) and (judged.wakes or not asleep):
            return replace(judged, suspected=judged.suspected or self._sounds_dangerous(judged, again))
        return judged

    def _sounds_dangerous(self, judged: Match, again: Again) -> bool:
        """Whether it is what a danger is sometimes heard as, and the danger would stand nearly as well."""
        danger = self.phrasebook.sounds_like.get(normalise(judged.phrase))
        return danger is not None and again(danger) >= again() - CLOSE

    def answered(self, heard: str, asked: Collection[str], nearest: Nearest, again: Again) -> Match | None:
        """The answer whose usual word is clearly nearest to a sound, if any; neither danger nor "stop" is."""
        meant = Meaning(self.phrasebook).of(heard)
        if isinstance(meant, Match) and meant.intent in DANGEROUS:
            return None
        stop = self.phrasebook.usual_answer(Intent.STOP)
        usual = {phrase.text: phrase for phrase in map(self.phrasebook.usual_answer, asked) if phrase}
        phrase = usual.get(nearest([*usual, *([stop.text] if stop else [])])) if usual else None
        if phrase is None or again(phrase.text) < STANDS_IN:
            return None
        return Match(phrase.text, phrase.intent, phrase.value, phrase.text, EXACT, wakes=False)

    def interrupts(self, word: str) -> bool:
        """Whether a lone word is believed even while Charley itself speaks."""
        return normalise(word) in self.phrasebook.particles.interrupts

    def interruption(self, heard: str) -> str:
        """The last word of several, if it interrupts Charley and those before it may be shreds of its voice.

        One word may be, and before "stop" any that do not deny it; "" else.
        """
        *before, last = [normalise(word) for word in heard.split()] or [""]
        phrase = self.phrasebook.find(last)
        if phrase is None or not self.interrupts(last):
            return ""
        if not before or self.phrasebook.particles.negate(before):
            return ""
        return last if phrase.intent is Intent.STOP or len(before) == 1 else ""
