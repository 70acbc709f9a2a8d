"""Awake: what is believed of what was meant in a dialogue."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from rapidfuzz import fuzz

from intents.intent import EXACT, Intent, Match, NoMatch
from intents.matching.belief import AMONG_OTHERS, ANSWERS, BELIEVED, BEYOND_DOUBT, STOPS, WAKES, Believed
from intents.matching.cries import cried
from intents.matching.meaning import Meaning
from intents.matching.phrase import UNKNOWN, Phrase, normalise
from intents.matching.phrasebook import Phrasebook
from intents.matching.places import NAMED
from intents.matching.waking import asked_first

UNSURE = "unknown"
"""The answer of who does not know, or says no more than "it's dark"."""

BESIDE_A_YES = frozenset({Intent.SIGN, Intent.ELAPSED, Intent.HURTS, Intent.AFTERCARE, Intent.DOCTOR})
"""What may be said behind a "yes" to a question that it is no answer of: "yes, very sore"."""

BESIDE_A_NO = frozenset({Intent.HURTS, Intent.STILL_HURTS, Intent.LEG_CRAMP, Intent.PLACE})
"""The same behind a "no": "no, my leg hurts"."""


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
        meant = cried(self.phrasebook, self._answered(meant, asked))
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

    def _answered(self, meant: Match | NoMatch, asked: Collection[str]) -> Match | NoMatch:
        """The same; or the "yes" or "no" with which the answer to a question begins, if the rest is none."""
        first, *more = normalise(meant.text).split() or [""]
        phrase = self.phrasebook.phrases.get(first)
        if phrase is None or phrase.intent not in asked or UNKNOWN in meant.text:
            return meant
        own = isinstance(meant, Match) and meant.value != UNSURE and bool(meant.answer(asked))
        if own or not (self._agrees(phrase, meant, more) or self._denies(phrase, meant, more)):
            return meant
        return Match(meant.text, phrase.intent, "", first, fuzz.ratio(meant.text, first), wakes=False)

    def _agrees(self, phrase: Phrase, meant: Match | NoMatch, words: list[str]) -> bool:
        """Whether it is a "yes" that the words behind it leave one: "yes, it's dark", not "yes, my calf"."""
        if phrase.intent is not Intent.YES or not self.phrasebook.particles.goes_with_a_yes(words):
            return False
        if isinstance(meant, NoMatch) or meant.value == UNSURE:
            return True
        return meant.intent in BESIDE_A_YES and meant.value not in NAMED

    def _denies(self, phrase: Phrase, meant: Match | NoMatch, words: list[str]) -> bool:
        """Whether it is a "no" behind which nothing is told of but the cramp: "no, just my calf"."""
        if phrase.intent is not Intent.NO or (isinstance(meant, Match) and meant.intent not in BESIDE_A_NO):
            return False
        rest = Meaning(self.phrasebook).of(" ".join(words))
        if isinstance(rest, Match):
            return rest.intent in BESIDE_A_NO
        return self.phrasebook.complaints.tells_of_a_cramp(words)
