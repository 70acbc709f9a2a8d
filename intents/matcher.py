"""Which of the phrases Charley knows was said, if any."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz, process

from intents.belief import (
    AMONG_OTHERS,
    BELIEVED,
    BEYOND_DOUBT,
    CERTAIN,
    CLOSE,
    CRIES,
    STOPS,
    UNASKED,
    WAKES,
    WAKES_FOR_DANGER,
    Again,
    typed,
)
from intents.intent import Intent, Match, NoMatch, complaint
from intents.phrasebook import Phrase, Phrasebook, RedFlag, normalise

UNKNOWN = "[unk]"
"""What the recognizer writes for a sound that is none of its words."""

EXACT = 100.0
"""Likeness of a phrase to itself."""

FLOOR = 84.0
"""Likeness, 0 to 100, under which two wordings are not taken for the same."""

WAKE_FLOOR = 90.0
"""The same for waking: a stranger's sentence must not be taken for a complaint."""

MARGIN = 5.0
"""How much more alike the best phrase must be than the best phrase of another meaning."""

SAME_WORD = 88.0
"""Likeness of two words from which one may be the other with another ending: "collapse" and "collapsed"."""

HARMLESS = frozenset({Intent.COMFORT, Intent.NO})
"""What may hold words of danger in its phrases, and tells of none."""

FEW = 6
"""Up to so many words of complaints, a cramp among them, are nearly one, whatever their order."""

WORDS_FOR_A_STRAY = 4
"""Of so many words, part of the body among them, one may be another: it was misheard, or drowned in noise."""

Believed = Callable[[float], bool]
"""Whether there is so much belief in what was heard."""

NEGATION_REACH = 3
"""Words before a red flag in which a negation cancels it: "I don't have any chest pain"."""


@dataclass(frozen=True, slots=True)
class Matcher:
    """Compares what was heard with the phrasebook; refuses rather than guesses."""

    phrasebook: Phrasebook

    def match(
        self,
        heard: str,
        *,
        asleep: bool = False,
        sure: float = 1.0,
        alone: bool = True,
        brisk: bool = True,
        again: Again = typed,
    ) -> Match | NoMatch:
        """Decide what was meant.

        The order is the safety: red flags by exact words, but for "just breathe" and "my chest is fine"; then
        the exact phrase; then nothing that holds a negation ("don't stop" is no kind of "stop") or is about a
        hand; one word must be exact; what is left must be close to one meaning, clearly closer than to any
        other, or hold a complaint. Danger not quite clear is `doubted`; what danger may be heard as is
        `suspected` where that would stand nearly as well.
        `asleep`: so is Charley, which then asks where it hurts when what it heard is nearly a complaint, and
        needs more belief. `sure`: the recognizer's confidence, from 0 to 1. `alone`: nobody talked just
        before or went on; a piece of somebody's talk is never nearly a complaint, and in a dialogue means
        nothing, unless it means danger, or that Charley is to stop. `brisk`: it took no longer than its words
        need. `again`: asked before Charley wakes, and in a dialogue if the words are not certain.
        """
        meant = self._meant(heard)

        def believed(enough: float) -> bool:
            return sure + again() >= enough

        if asleep:
            judged = self._waking(meant, believed, alone=alone)
        else:
            certain = brisk and sure >= CERTAIN
            judged = self._awake(meant, believed, certain=certain, alone=alone)
        if isinstance(judged, Match) and (judged.wakes or not asleep):
            return replace(judged, suspected=self._sounds_dangerous(judged, again))
        return judged

    def _awake(
        self, meant: Match | NoMatch, believed: Believed, *, certain: bool, alone: bool
    ) -> Match | NoMatch:
        """What words mean in a dialogue."""
        if not isinstance(meant, Match):
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
            case _ if alone:
                enough = BELIEVED if exact else BEYOND_DOUBT
            case _:
                return NoMatch(meant.text)
        if (certain and meant.intent is not Intent.RED_FLAG) or believed(enough):
            return _asked_first(meant, believed)
        return NoMatch(meant.text)

    def _sounds_dangerous(self, judged: Match, again: Again) -> bool:
        """Whether it is what a danger is sometimes heard as, and the danger would stand nearly as well."""
        danger = self.phrasebook.sounds_like.get(normalise(judged.phrase))
        return danger is not None and again(danger) >= again() - CLOSE

    def _waking(self, meant: Match | NoMatch, believed: Believed, *, alone: bool) -> Match | NoMatch:
        """What a sleeper's words mean: what is nearly a complaint too, but no mishearing."""
        if isinstance(meant, Match) and not alone and meant.score < WAKE_FLOOR:
            meant = replace(meant, wakes=False)
        if isinstance(meant, Match) and meant.wakes:
            if believed(self._enough_to_wake(meant, alone=alone)):
                return _asked_first(meant, believed)
            once = replace(_asked_first(meant, believed), wakes=False, half=True)
            counts = alone or meant.intent is Intent.RED_FLAG
            return once if counts and believed(BELIEVED) else NoMatch(meant.text)
        enough = self._enough_for_nearly(meant) if alone else None
        if enough is not None and believed(enough):
            wakes = isinstance(meant, Match) and meant.intent in {Intent.LEG_CRAMP, Intent.RED_FLAG}
            if not isinstance(meant, Match):
                return complaint(meant.text)
            return _asked_first(replace(meant, wakes=wakes), believed)
        half = alone and self._half_complains(meant) and believed(_enough_for_half(meant))
        if isinstance(meant, Match) and meant.intent is Intent.RED_FLAG:
            return replace(meant, half=half, suspected=True)
        return replace(meant, half=half)

    def _meant(self, heard: str) -> Match | NoMatch:
        text = normalise(heard)
        words = text.split()
        flag = self._red_flag(words)
        phrase = self.phrasebook.find(text)
        harmless = phrase is not None and phrase.intent in HARMLESS
        if flag is not None and not harmless:
            return _flagged(heard, text, flag, phrase)
        if phrase is not None and UNKNOWN not in heard:
            return Match(heard, phrase.intent, phrase.value, phrase.text, EXACT, phrase.wakes)
        if words and self.phrasebook.particles.fillers.issuperset(words):
            return NoMatch(heard, puzzling=False)
        if len(words) <= 1 or self._negated(words) or self._is_elsewhere(words):
            return NoMatch(heard)
        near = NoMatch(heard) if UNKNOWN in heard else self._closest(heard, text)
        told = self.phrasebook.complaint_among(words)
        if told is None or (isinstance(near, Match) and near.intent is not Intent.LEG_CRAMP):
            return near
        return replace(near, wakes=True) if isinstance(near, Match) else _told(heard, text, told)

    def interrupts(self, word: str) -> bool:
        """Whether a lone word is believed even while Charley itself speaks."""
        return normalise(word) in self.phrasebook.particles.interrupts

    def interruption(self, heard: str) -> str:
        """The last word of several, if it interrupts Charley and those before it may be shreds of its voice.

        One word may be, and before "stop" any that do not deny it; "" else.
        """
        *before, last = [normalise(word) for word in heard.split()] or [""]
        phrase = self.phrasebook.find(last)
        if phrase is None or not self.interrupts(last) or not before or self._negated(before):
            return ""
        return last if phrase.intent is Intent.STOP or len(before) == 1 else ""

    def _red_flag(self, words: list[str]) -> RedFlag | None:
        for flag in self.phrasebook.red_flags:
            length = len(flag.words)
            for start in range(len(words) - length + 1):
                found = tuple(words[start : start + length]) == flag.words
                if found and not self._denied(words[:start]):
                    return flag
        return None

    def _denied(self, before: list[str]) -> bool:
        """Whether the last few words before a red flag deny it."""
        reach = before[-NEGATION_REACH:]
        starts = [i for i, word in enumerate(reach, 1) if word in self.phrasebook.particles.fresh_starts]
        return self._negated(reach[max(starts, default=0) :])

    def _negated(self, words: list[str]) -> bool:
        return not self.phrasebook.particles.negations.isdisjoint(words)

    def _enough_to_wake(self, meant: Match, *, alone: bool) -> float:
        """How much it takes to believe a sleeper's phrase."""
        if meant.intent is Intent.RED_FLAG and alone:
            return WAKES_FOR_DANGER
        if meant.intent is not Intent.LEG_CRAMP:
            return BEYOND_DOUBT
        if meant.score == EXACT:
            return WAKES
        return CRIES if alone and self._cries(_words(meant)) else BEYOND_DOUBT

    def _cries(self, words: Sequence[str]) -> bool:
        """Whether it is hardly more than a cramp; the word before it may be a place that was misheard."""
        return self.phrasebook.is_cry(words) or self.phrasebook.names_a_cramp(words)

    def _is_elsewhere(self, words: list[str]) -> bool:
        return not self.phrasebook.particles.elsewhere.isdisjoint(words)

    def _enough_for_nearly(self, meant: Match | NoMatch) -> float | None:
        """How much it takes to believe what is nearly a complaint; None where it is not."""
        words = _words(meant)
        if self._cries(words):
            return CRIES
        known, strays = self.phrasebook.beside_a_cramp(words)
        if not 0 < len(known) <= FEW:
            return None
        own = not self.phrasebook.particles.body.isdisjoint(known)
        if strays > (own and len(known) + strays >= WORDS_FOR_A_STRAY):
            return None
        danger = isinstance(meant, Match) and meant.intent is Intent.RED_FLAG
        return AMONG_OTHERS if strays and not danger else BEYOND_DOUBT

    def _half_complains(self, meant: Match | NoMatch) -> bool:
        """Whether there was danger, a complaint, a place, or a cramp among few words, one stray at most."""
        if isinstance(meant, Match) and meant.intent is Intent.RED_FLAG:
            return not self.phrasebook.is_unclear(meant.value)
        if isinstance(meant, Match):
            return meant.score == EXACT and meant.intent in {Intent.LEG_CRAMP, Intent.PLACE}
        known, strays = self.phrasebook.beside_a_cramp(_words(meant))
        return bool(known) and len(known) + strays <= FEW and strays <= 1

    def _closest(self, heard: str, text: str) -> Match | NoMatch:
        candidates = [k for k in self.phrasebook.phrases if " " in k and not self._negated(k.split())]
        ranked = process.extract(text, candidates, scorer=fuzz.ratio, limit=None, score_cutoff=FLOOR - MARGIN)
        if not ranked or ranked[0][1] < FLOOR:
            return NoMatch(heard)
        best_key, best_score, _ = ranked[0]
        best = self.phrasebook.phrases[best_key]
        if best.intent is Intent.RED_FLAG and not _word_by_word(text, best_key):
            return NoMatch(heard)
        for key, score, _ in ranked:
            if self.phrasebook.phrases[key].meaning != best.meaning and best_score - score < MARGIN:
                return NoMatch(heard)
        wakes = best.wakes and best_score >= WAKE_FLOOR
        return Match(heard, best.intent, best.value, best.text, best_score, wakes)


def _word_by_word(text: str, key: str) -> bool:
    """Whether two wordings differ only in the ends of words: "i feel fine" is no kind of "i feel faint"."""
    words, wanted = text.split(), key.split()
    return len(words) == len(wanted) and all(map(_same_word, words, wanted))


def _same_word(one: str, other: str) -> bool:
    return fuzz.ratio(one, other) >= SAME_WORD


def _words(heard: Match | NoMatch) -> list[str]:
    return normalise(heard.text).split()


def _enough_for_half(meant: Match | NoMatch) -> float:
    """How much it takes to believe half of a complaint: a place may be any word of somebody else."""
    enough = {Intent.PLACE: CRIES, Intent.RED_FLAG: BEYOND_DOUBT}
    return enough.get(meant.intent, BELIEVED) if isinstance(meant, Match) else BELIEVED


def _asked_first(meant: Match, believed: Believed) -> Match:
    """The same, doubted where it is a danger that may have been misheard."""
    return replace(meant, doubted=not believed(UNASKED)) if meant.intent is Intent.RED_FLAG else meant


def _flagged(heard: str, text: str, flag: RedFlag, phrase: Phrase | None) -> Match:
    if phrase is not None and phrase.meaning == (Intent.RED_FLAG, flag.procedure):
        return Match(heard, phrase.intent, phrase.value, phrase.text, EXACT, phrase.wakes)
    words = " ".join(flag.words)
    return Match(heard, Intent.RED_FLAG, flag.procedure, words, fuzz.ratio(text, words), wakes=False)


def _told(heard: str, text: str, phrase: Phrase) -> Match:
    """A complaint among other words."""
    return Match(
        heard, phrase.intent, phrase.value, phrase.text, fuzz.ratio(text, normalise(phrase.text)), wakes=True
    )
