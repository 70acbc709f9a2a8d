"""Which of the phrases Charley knows was said, if any."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from rapidfuzz import fuzz, process

from intents.intent import EXACT, Intent, Match, NoMatch
from intents.matching.alarming import Alarming, told_among
from intents.matching.belief import (
    AMONG_OTHERS,
    ANSWERS,
    BELIEVED,
    BEYOND_DOUBT,
    CERTAIN,
    CLOSE,
    STANDS_IN,
    STOPS,
    WAKES,
    Again,
    Believed,
    Nearest,
    typed,
)
from intents.matching.cries import cried
from intents.matching.phrase import normalise
from intents.matching.phrasebook import Phrasebook
from intents.matching.places import NAMED
from intents.matching.waking import WAKE_FLOOR, Waking, asked_first

UNSURE = "unknown"
"""The answer of who does not know, or says no more than "it's dark"."""

UNKNOWN = "[unk]"
"""What the recognizer writes for a sound that is none of its words."""

FLOOR = 84.0
"""Likeness, 0 to 100, under which two wordings are not taken for the same."""

MARGIN = 5.0
"""How much more alike the best phrase must be than the best phrase of another meaning."""

SAME_WORD = 88.0
"""Likeness of two words from which one may be the other with another ending: "collapse" and "collapsed"."""

PUTS_RIGHT = frozenset({Intent.NO, Intent.PAUSE})
"""What stands between something said and what was meant."""

DANGEROUS = frozenset({Intent.RED_FLAG, Intent.SIGN})
"""What tells of a danger, or may."""

BESIDE_A_YES = frozenset({Intent.SIGN, Intent.HURTS, Intent.AFTERCARE})
"""What may be said behind a "yes" to a question that it is no answer of: "yes, very sore"."""


ASKING = frozenset({Intent.PREVENTION, Intent.CAUSES, Intent.DOCTOR})
"""What questions about cramps are."""


@dataclass(frozen=True, slots=True)
class Matcher:
    """Compares what was heard with the phrasebook; refuses rather than guesses."""

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

        The order is the safety: red flags by exact words, but for "just breathe" and "my chest is fine"; then
        the exact phrase, which one word must be. Several that are not about a hand may be close to one
        meaning, clearly closer than to any other, if they hold no negation ("don't stop" is no kind of
        "stop"); or hold a complaint before any; or be a phrase in other words; or name a place; or deny a
        danger; and in a dialogue, be a cry. Danger not quite clear is `doubted`; what danger may be heard as
        is `suspected` where that would stand nearly as well.
        `asleep`: so is Charley, which then asks where it hurts when what it heard is nearly a complaint, and
        needs more belief. `asked`: what the question that waits can be answered with, which takes less.
        `sure`: the recognizer's confidence, from 0 to 1. `alone`: nobody talked just
        before or went on; a piece of somebody's talk is never nearly a complaint, and in a dialogue means
        nothing, unless it means danger, or that Charley is to stop. `brisk`: it took no longer than its words
        need. `again`: asked before Charley wakes, and in a dialogue if the words are not certain.
        """
        meant = self._meant(heard)

        def believed(enough: float) -> bool:
            return sure + again() >= enough

        if asleep:
            judged = Waking(self.phrasebook).judged(meant, believed, alone=alone)
        else:
            certain = brisk and alone and sure >= CERTAIN
            judged = self._awake(meant, believed, asked, certain=certain, alone=alone)
        if isinstance(judged, Match) and (judged.wakes or not asleep):
            return replace(judged, suspected=judged.suspected or self._sounds_dangerous(judged, again))
        return judged

    def _awake(
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

    def _sounds_dangerous(self, judged: Match, again: Again) -> bool:
        """Whether it is what a danger is sometimes heard as, and the danger would stand nearly as well."""
        danger = self.phrasebook.sounds_like.get(normalise(judged.phrase))
        return danger is not None and again(danger) >= again() - CLOSE

    def _meant(self, heard: str) -> Match | NoMatch:
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
        if len(words) <= 1 or self._is_elsewhere(words):
            return NoMatch(heard)
        affirmed = self.phrasebook.particles.affirmed(words)
        near = NoMatch(heard) if UNKNOWN in heard or affirmed != words else self._closest(heard, text)
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
        return replace(told_among(heard, text, phrase), value=place, has=has, lasts=bool(going_on))

    def _reworded(self, heard: str, text: str, words: list[str]) -> Match | None:
        """A phrase in other words, if any: of a sleeper, a question about cramps.

        A complaint may be about somebody else.
        """
        if UNKNOWN in heard:
            return None
        phrase = self.phrasebook.paraphrased(text) or self.phrasebook.lasting.told(words)
        if phrase is None:
            return None
        score = fuzz.ratio(text, normalise(phrase.text))
        asks = phrase.intent in ASKING and not self.phrasebook.particles.cramps.isdisjoint(text.split())
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

    def answered(self, heard: str, asked: Collection[str], nearest: Nearest, again: Again) -> Match | None:
        """The answer whose usual word is clearly nearest to a sound, if any; neither danger nor "stop" is."""
        meant = self._meant(heard)
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

    def _is_elsewhere(self, words: list[str]) -> bool:
        return not self.phrasebook.particles.elsewhere.isdisjoint(words)

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


def _answers(meant: Match | NoMatch, asked: Collection[str]) -> bool:
    """Whether words mean something of their own to who asks: "yes, it's dark" and "yes, very sore" do not."""
    if isinstance(meant, NoMatch) or meant.value == UNSURE:
        return False
    return meant.intent not in BESIDE_A_YES or meant.value in NAMED or bool(meant.answer(asked))


def _word_by_word(text: str, key: str) -> bool:
    """Whether two wordings differ only in the ends of words: "i feel fine" is no kind of "i feel faint"."""
    words, wanted = text.split(), key.split()
    return len(words) == len(wanted) and all(map(_same_word, words, wanted))


def _same_word(one: str, other: str) -> bool:
    return fuzz.ratio(one, other) >= SAME_WORD
