"""Awake: what is believed of what was meant in a dialogue."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from rapidfuzz import fuzz

from intents.intent import EXACT, Intent, Match, NoMatch
from intents.matching.belief import AMONG_OTHERS, ANSWERS, BELIEVED, BEYOND_DOUBT, STOPS, WAKES, Believed
from intents.matching.cries import cried
from intents.matching.phrase import UNKNOWN, normalise
from intents.matching.phrasebook import Phrasebook
from intents.matching.places import NAMED
from intents.matching.waking import asked_first

UNSURE = "unknown"
"""The answer of who does not know, or says no more than "it's dark"."""

BESIDE_A_YES = frozenset({Intent.SIGN, Intent.HURTS, Intent.AFTERCARE})
"""What may be said behind a "yes" to a question that it is no answer of: "yes, very sore"."""


@dataclass(frozen=True, slots=True)
class Awake:
    """Decides whether what was meant counts for a Charley that is awake."""

    phrasebook: Phrasebook

    def judged(
        self,
        meant: Match | NoMatch,
        believed: Believed,
        asked: Collection[str],
        *,
        certain: bool,
        alone: bool,
    ) -> Match | NoMatch:
        """What words mean in a dialogue."""
        meant = cried(self.phrasebook, self._agreed(meant, asked))
        if isinstance(meant, NoMatch):
            return meant
        exact = meant.score == EXACT
        match meant.intent:
            case Intent.STOP if exact and alone:
                return meant
            case Intent.STOP if exact:
                enough = STOPS
            case Intent.RED_FLAG:
                clear = exact or not self.phrasebook.is_unclear(meant.value)
                enough = WAKES if alone and clear else BEYOND_DOUBT
            case Intent.HURTS if alone:
                enough = BELIEVED if exact or meant.answer(asked) else AMONG_OTHERS
            case _ if exact and meant.answer(asked):
                enough = ANSWERS if alone else BELIEVED
            case _ if alone:
                enough = BELIEVED if exact else BEYOND_DOUBT
            case _:
                return NoMatch(meant.text)
        if (certain and meant.intent is not Intent.RED_FLAG) or believed(enough):
            return asked_first(meant, believed)
        return NoMatch(meant.text)

    def _agreed(self, meant: Match | NoMatch, asked: Collection[str]) -> Match | NoMatch:
        """The same; or a "yes", where that begins the answer to a question and the rest is none itself."""
        if "yes" not in asked or UNKNOWN in meant.text or _answers(meant, asked):
            return meant
        yes, *more = normalise(meant.text).split() or [""]
        phrase = self.phrasebook.phrases.get(yes)
        agrees = phrase is not None and phrase.intent is Intent.YES
        if not agrees or not self.phrasebook.particles.goes_with_a_yes(more):
            return meant
        return Match(meant.text, Intent.YES, "", yes, fuzz.ratio(meant.text, yes), wakes=False)


def _answers(meant: Match | NoMatch, asked: Collection[str]) -> bool:
    """Whether words mean something of their own to who asks: "yes, it's dark" and "yes, very sore" do not."""
    if isinstance(meant, NoMatch) or meant.value == UNSURE:
        return False
    return meant.intent not in BESIDE_A_YES or meant.value in NAMED or bool(meant.answer(asked))
