"""Alarming: what of a sentence tells of danger, or denies it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import dropwhile

from rapidfuzz import fuzz

from intents.intent import EXACT, TAKEN_BACK, Intent, Match, complaint
from intents.matching.phrase import Phrase, normalise
from intents.matching.phrasebook import Phrasebook
from intents.matching.red_flag import RedFlag, Sign, signs

HARMLESS = frozenset(
    {Intent.COMFORT, Intent.NO, Intent.GONE, Intent.AT_IT, Intent.HOW_HARD, Intent.PAUSE, Intent.DOCTOR}
)
"""What may hold words of danger in its phrases, and tells of none."""

OWN = 10
"""Up to so many words, one of them "my" or "I", are a danger told of to Charley, and not a story."""

BESIDE = 4
"""Words before a red flag in which another part of the body is what it is told of: "my hand is swollen"."""

NEGATION_REACH = 3
"""Words before a red flag in which a negation cancels it: "I don't have any chest pain"."""


@dataclass(frozen=True, slots=True)
class Alarming:
    """Finds the signs of danger among the words of a phrasebook."""

    phrasebook: Phrasebook

    def phrase(self, text: str, words: list[str]) -> Phrase | None:
        """The phrase that words are; where they hold a danger, in other words only if it tells of none."""
        phrase = self.phrasebook.find(text)
        if phrase is not None or not self._told_of(words):
            return phrase
        reworded = self.phrasebook.paraphrased(text)
        return reworded if reworded is not None and reworded.intent in HARMLESS else None

    def danger(self, heard: str, text: str, words: list[str], phrase: Phrase | None) -> Match | None:
        """The danger that is told of, if any; `phrase` is what all of the words are."""
        told = self._told_of(words)
        if not told or (phrase is not None and phrase.intent in HARMLESS):
            return None
        danger = self._flagged(heard, text, told[0], phrase)
        certain = [sign.flag for sign in told if not sign.flag.unclear]
        one = len({flag.check for flag in certain}) <= 1
        by_a_cramp = all(flag.in_cramp for flag in certain)
        return replace(
            danger, check=danger.check if one else "", in_cramp=danger.in_cramp if by_a_cramp else ""
        )

    def denial(self, heard: str, text: str, words: list[str]) -> Match | None:
        """A danger that is taken back or denied: a "no" where nothing else is said, and else asked about."""
        particles = self.phrasebook.particles
        denied = TAKEN_BACK if particles.danger.take_back(text) else ""
        named = list(self._signs(words))
        for sign in named:
            if particles.danger.denial.denies(self._in_front(sign.before), sign.after):
                denied = denied or sign.flag.check or sign.flag.procedure
        if denied:
            return Match(heard, Intent.NO, denied, "", 0.0, wakes=False)
        danger = next((sign for sign in named if not sign.flag.unclear), None)
        asked = self._flagged(heard, text, danger, None) if danger else None
        return replace(asked, suspected=True, wakes=asked.beside is not None) if asked else None

    def _signs(self, words: list[str]) -> Iterator[Sign]:
        particles = self.phrasebook.particles
        flags: Sequence[RedFlag] = self.phrasebook.red_flags
        named = signs(flags, words, list(map(particles.stem, words)))
        if not particles.danger.leg.isdisjoint(words):
            return named
        return (sign for sign in named if not (sign.flag.of_leg or self._is_elsewhere(sign)))

    def _is_elsewhere(self, sign: Sign) -> bool:
        """Whether it is told of another part of the body: "my hand is swollen"."""
        beside = sign.before[-BESIDE:]
        return sign.flag.not_elsewhere and not self.phrasebook.particles.elsewhere.isdisjoint(beside)

    def _flagged(self, heard: str, text: str, sign: Sign, phrase: Phrase | None) -> Match:
        """A danger with what is told of the person; suspected where it is asked about, or of another time."""
        if phrase is not None and phrase.intent is Intent.RED_FLAG:
            danger = Match(heard, phrase.intent, phrase.value, phrase.text, EXACT, phrase.wakes)
        else:
            known = " ".join(sign.flag.words)
            score = fuzz.ratio(text, known)
            danger = Match(heard, Intent.RED_FLAG, sign.flag.procedure, known, score, wakes=False)
        flag, particles = sign.flag, self.phrasebook.particles
        danger = replace(danger, check=flag.check, in_cramp=flag.in_cramp)
        going_on = self.phrasebook.lasting.going_on(text.split())
        elsewhen = particles.danger.is_elsewhen(" ".join(going_on) or text)
        if elsewhen or particles.only_asks(text):
            danger = replace(danger, suspected=True)
        if danger.score == EXACT:
            return danger
        words = text.split()
        has, _ = self.phrasebook.complaints.told(words)
        own = len(words) <= OWN and not particles.danger.speaker.isdisjoint(words)
        wakes = own and not (elsewhen or flag.unclear)
        beside = self._complaint_beside(self._of_now(sign) if elsewhen else (sign.before, sign.after))
        return replace(danger, wakes=wakes or beside is not None, has=has, beside=beside)

    def _of_now(self, sign: Sign) -> tuple[list[str], list[str]]:
        """What stands before and behind a danger of another time, but for what tells of when it was."""
        starts = self.phrasebook.particles.fresh_starts
        begun = max((at for at, word in enumerate(sign.before) if word in starts), default=len(sign.before))
        return sign.before[:begun], [*dropwhile(lambda word: word not in starts, sign.after)]

    def _complaint_beside(self, around: tuple[list[str], list[str]]) -> Match | None:
        """What is told of a cramp, or of a leg that hurts, before or behind a danger."""
        for said in map(self.phrasebook.particles.affirmed, around):
            part = self.phrasebook.lasting.going_on(said) or said
            text = " ".join(part)
            phrase = self.phrasebook.find(text) or self.phrasebook.complaints.among(part, named=False)
            if phrase and phrase.complains:
                return told_among(text, text, phrase)
            if self.phrasebook.complaints.tells_of_a_cramp(part):
                return complaint(text)
        return None

    def _told_of(self, words: list[str]) -> list[Sign]:
        """The dangers that are neither denied, alone or in more words, nor usual; the gravest first."""
        denied: list[Sign] = []
        told: list[Sign] = []
        _, usual = self.phrasebook.complaints.told_beside(words)
        for sign in self._signs(words):
            if sign.is_within(usual):
                continue
            if self._denied(sign):
                denied.append(sign)
            elif not any(map(sign.is_part_of, denied)):
                told.append(sign)
        return told

    def _in_front(self, before: list[str]) -> list[str]:
        """What stands before a danger, or before the one it is joined to: "no chest pain or numbness"."""
        joined = before and before[-1] in self.phrasebook.particles.danger.denial.join
        others = self._signs(before[:-1]) if joined else ()
        return next((self._in_front(other.before) for other in others if not other.after), before)

    def _denied(self, sign: Sign) -> bool:
        """Whether the last few words before a danger deny it."""
        reach = self._in_front(sign.before)[-NEGATION_REACH:]
        starts = [i for i, word in enumerate(reach, 1) if word in self.phrasebook.particles.fresh_starts]
        return self.phrasebook.particles.denied(reach[max(starts, default=0) :], sign.flag.words)


def told_among(heard: str, text: str, phrase: Phrase) -> Match:
    """A complaint among other words."""
    return Match(
        heard, phrase.intent, phrase.value, phrase.text, fuzz.ratio(text, normalise(phrase.text)), wakes=True
    )
