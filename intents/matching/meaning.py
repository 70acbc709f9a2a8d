"""Meaning: what words say by themselves, however surely they were heard."""

from __future__ import annotations

from dataclasses import dataclass, replace

from rapidfuzz import fuzz, process

from intents.intent import EXACT, Intent, Match, NoMatch
from intents.matching.alarming import Alarming, told_among
from intents.matching.phrase import UNKNOWN, normalise
from intents.matching.phrasebook import Phrasebook

FLOOR = 84.0
"""Likeness, 0 to 100, under which two wordings are not taken for the same."""

WAKE_FLOOR = 90.0
"""Likeness, 0 to 100, under which two wordings are not the same: a stranger's sentence must wake nobody."""

MARGIN = 5.0
"""How much more alike the best phrase must be than the best phrase of another meaning."""

SAME_WORD = 88.0
"""Likeness of two words from which one may be the other with another ending: "collapse" and "collapsed"."""

PUTS_RIGHT = frozenset({Intent.NO, Intent.PAUSE})
"""What stands between something said and what was meant."""

ASKING = frozenset({Intent.PREVENTION, Intent.CAUSES, Intent.DOCTOR})
"""What questions about cramps are."""

LETS_GO = frozenset({Intent.GONE, Intent.EASING})
"""What can be said of a cramp that wants no relief any more."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """Compares words with the phrasebook; refuses rather than guesses.

    The order is the safety: red flags by exact words, but for "just breathe" and "my chest is fine"; then the
    exact phrase, which one word must be. Several that are not about a hand may be close to one meaning,
    clearly closer than to any other, if they hold no negation ("don't stop" is no kind of "stop"); or hold a
    complaint before any; or be a phrase in other words; or name a place; or deny a danger.
    """

    phrasebook: Phrasebook

    def of(self, heard: str) -> Match | NoMatch:
        """What an utterance means."""
        text = normalise(heard)
        words = text.split()
        alarming = Alarming(self.phrasebook)
        phrase = alarming.phrase(text, words)
        if danger := alarming.danger(heard, text, words, phrase):
            return danger
        if phrase is not None and UNKNOWN not in heard:
            return Match(heard, phrase.intent, phrase.value, phrase.text, EXACT, phrase.wakes)
        if words and self.phrasebook.particles.fillers.issuperset(words):
            return NoMatch(heard, puzzling=False)
        denied = None if UNKNOWN in heard else alarming.denial(heard, text, words)
        if denied is not None and denied.intent is Intent.RED_FLAG:
            return denied
        near = self._nearly(heard, text, words)
        return near if isinstance(near, Match) else denied or near

    def _nearly(self, heard: str, text: str, words: list[str]) -> Match | NoMatch:
        """What words mean that are no phrase and tell of no danger."""
        affirmed = self.phrasebook.particles.affirmed(words)
        if len(words) <= 1 or self._is_elsewhere(words, affirmed):
            return NoMatch(heard)
        near = NoMatch(heard) if UNKNOWN in heard or affirmed != words else self._closest(heard, text)
        if eased := self._eased(heard, text, affirmed):
            return eased
        told = self._complained(heard, text, affirmed)
        if isinstance(near, Match) and told and near.intent is Intent.LEG_CRAMP:
            near = replace(near, wakes=True)
        if isinstance(near, Match) and (near.wakes or not told):
            return near
        return told or self._reworded(heard, text, words) or self._placed(heard, text)

    def _complained(self, heard: str, text: str, affirmed: list[str]) -> Match | None:
        """A complaint among other words, with the place and the condition that those may tell."""
        has, at = self.phrasebook.complaints.told_beside(affirmed)
        others = [*affirmed[: at.start], *affirmed[at.stop :]]
        going_on = self.phrasebook.lasting.going_on(others)
        phrase = self.phrasebook.complaints.among(going_on or others)
        if phrase is None:
            return None
        place = phrase.value or self.phrasebook.complaints.place_named(others)
        return replace(
            told_among(heard, text, phrase), value=place, has=has, lasts=self.phrasebook.lasting.long(others)
        )

    def _reworded(self, heard: str, text: str, words: list[str]) -> Match | None:
        """A phrase in other words, if any: of a sleeper, a question about cramps.

        A complaint may be about somebody else.
        """
        if UNKNOWN in heard:
            return None
        phrase = self.phrasebook.paraphrased(text)
        if phrase is None or phrase.lasts:
            phrase = self.phrasebook.lasting.told(words)
        if phrase is None:
            return None
        score = fuzz.ratio(text, normalise(phrase.text))
        asks = phrase.intent in ASKING and not self.phrasebook.particles.complaint.cramps.isdisjoint(
            text.split()
        )
        return Match(heard, phrase.intent, phrase.value, phrase.text, score, wakes=asks)

    def _placed(self, heard: str, text: str) -> Match | NoMatch:
        """Words of which some name a place: they answer where it is, or put right where it was said to be."""
        particles, places = self.phrasebook.particles, self.phrasebook.places
        said = particles.drawn_together(text).split()
        words = places.without_denied(self._put_right(said))
        told = not particles.negate(words) and not particles.asks(" ".join(words))
        place = places.among(words) if told else None
        if place is None:
            return NoMatch(heard)
        intent = Intent.SIGN if words == said else Intent.PLACE
        return Match(heard, intent, place.value, place.text, fuzz.ratio(text, place.text), wakes=False)

    def _put_right(self, words: list[str]) -> list[str]:
        """What stands behind the last word that takes back what is before it: "calf, no, foot"."""
        phrases = map(self.phrasebook.phrases.get, words)
        said = [at for at, phrase in enumerate(phrases, 1) if phrase and phrase.intent in PUTS_RIGHT]
        return words[max(said, default=0) :]

    def _is_elsewhere(self, words: list[str], affirmed: list[str]) -> bool:
        """Whether words are about a hand, say, and not about a leg that cramps."""
        elsewhere = not self.phrasebook.particles.elsewhere.isdisjoint(words)
        return elsewhere and not self.phrasebook.complaints.names_a_leg(affirmed)

    def _eased(self, heard: str, text: str, affirmed: list[str]) -> Match | None:
        """That a cramp is gone or going, wherever it was: "the cramp in my calf is gone"."""
        if UNKNOWN in heard or not text.endswith(" ".join(affirmed)) or self.phrasebook.particles.asks(text):
            return None
        told = filter(None, map(self.phrasebook.find, self.phrasebook.complaints.told_of_it(affirmed)))
        phrase = next((phrase for phrase in told if phrase.intent in LETS_GO), None)
        return replace(told_among(heard, text, phrase), wakes=False) if phrase else None

    def _closest(self, heard: str, text: str) -> Match | NoMatch:
        candidates = self.phrasebook.comparable.get(self.phrasebook.particles.asks(text), ())
        ranked = process.extract(text, candidates, scorer=fuzz.ratio, limit=None, score_cutoff=FLOOR - MARGIN)
        if not ranked or ranked[0][1] < FLOOR:
            return NoMatch(heard)
        best_key, best_score, _ = ranked[0]
        best = self.phrasebook.phrases[best_key]
        if not self._same_but_for_small_words(text, best_key):
            return NoMatch(heard)
        if best.intent is Intent.RED_FLAG and not _word_by_word(text, best_key):
            return NoMatch(heard)
        for key, score, _ in ranked:
            if self.phrasebook.phrases[key].meaning != best.meaning and best_score - score < MARGIN:
                return NoMatch(heard)
        wakes = best.wakes and best_score >= WAKE_FLOOR
        return Match(heard, best.intent, best.value, best.text, best_score, wakes)

    def _same_but_for_small_words(self, text: str, key: str) -> bool:
        """Whether the words that matter are the same ones: "can i pull it" is no kind of "can i rub it"."""
        small = self.phrasebook.particles.small
        words, wanted = ([word for word in each.split() if word not in small] for each in (text, key))
        return bool(words) and len(words) == len(wanted) and all(map(self._same_stem, words, wanted))

    def _same_stem(self, one: str, other: str) -> bool:
        stem = self.phrasebook.particles.stem
        return _same_word(one, other) or stem(one) == stem(other)


def _word_by_word(text: str, key: str) -> bool:
    """Whether two wordings differ only in the ends of words: "i feel fine" is no kind of "i feel faint"."""
    words, wanted = text.split(), key.split()
    return len(words) == len(wanted) and all(map(_same_word, words, wanted))


def _same_word(one: str, other: str) -> bool:
    return fuzz.ratio(one, other) >= SAME_WORD
