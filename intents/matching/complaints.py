"""Complaints among other words, and what is told beside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from intents.matching.phrase import Phrase, Wordings

TOLD = 3
"""Words that a complaint has at least to be one among others."""

CRY = 3
"""Up to so many words of a complaint, as they follow each other in it and a cramp among them, are a cry."""


@dataclass(frozen=True, slots=True)
class Complaints:
    """Finds the complaints that wake Charley, and pieces of them."""

    wordings: Wordings
    complaining: frozenset[str]
    """Every word of them, normalised."""
    pieces: frozenset[tuple[str, ...]]
    """Runs of a few of those words."""

    @classmethod
    def of(cls, wordings: Wordings) -> Complaints:
        """Those among all phrases, but for what asks: "how do I get rid of a cramp"."""
        told = (text.split() for text, phrase in wordings.listed.items() if phrase.complains)
        complaints = [tuple(words) for words in told if words[0] not in wordings.particles.cry.asking]
        words = frozenset(chain.from_iterable(complaints))
        return cls(wordings, words, frozenset(piece for words in complaints for piece in _pieces(words)))

    def beside_a_cramp(self, words: Sequence[str]) -> tuple[list[str], int]:
        """The words of complaints, and how many others.

        None without a cramp, with "no" or "hand", or where it is asked what cramps are like.
        """
        particles = self.wordings.particles
        known = [word for word in words if word in self.complaining]
        against = particles.negations | particles.elsewhere
        if particles.complaint.cramps.isdisjoint(known) or not against.isdisjoint(words):
            return [], 0
        if particles.asks_about_cramps(" ".join(words)):
            return [], 0
        return known, len(words) - len(known)

    def tells_of_a_cramp(self, words: Sequence[str]) -> bool:
        """Whether a cramp is among some words that hurts now, and in a leg."""
        particles = self.wordings.particles
        against = particles.complaint.not_now | particles.elsewhere
        return not particles.complaint.cramps.isdisjoint(words) and against.isdisjoint(words)

    def told_beside(self, words: Sequence[str]) -> tuple[str, range]:
        """What is told of the person beside a cramp, and where it stands."""
        named = not self.wordings.particles.complaint.cramps.isdisjoint(words)
        return self.told(words) if named else ("", range(0))

    def told(self, words: Sequence[str]) -> tuple[str, range]:
        """What is told of the person, in the longest phrase that does, and where it stands."""
        phrases = self.wordings.among(words)
        return next(((phrase.tells, at) for at, phrase in phrases if phrase.tells), ("", range(0)))

    def among(self, words: Sequence[str], *, named: bool = True) -> Phrase | None:
        """The longest complaint among other words that hurts now; `named`: one that names a cramp."""
        particles = self.wordings.particles
        wanted = particles.complaint.cramps if named else self.complaining
        if not particles.complaint.not_now.isdisjoint(words) or particles.asks_about_cramps(" ".join(words)):
            return None
        return next((phrase for at, phrase in self._complaints(words, wanted, TOLD)), None)

    def names_a_leg(self, words: Sequence[str]) -> bool:
        """Whether a complaint among other words tells of a cramp in a leg."""
        complaints = self._complaints(words, self.wordings.particles.complaint.cramps, TOLD)
        leg = self.wordings.particles.danger.leg
        return any(not leg.isdisjoint(words[at.start : at.stop]) for at, _ in complaints)

    def told_of_it(self, words: Sequence[str]) -> list[str]:
        """What words tell of a cramp that they name before, said of "it"; empty where they name none."""
        complaint = self.wordings.particles.complaint
        at = next((at for at, _ in self._complaints(words, complaint.cramps)), None)
        behind = " ".join(words[at.stop :]) if at else ""
        return [f"{it} {behind}" for it in sorted(complaint.it)] if behind else []

    def _complaints(
        self, words: Sequence[str], wanted: frozenset[str], least: int = 1
    ) -> Iterator[tuple[range, Phrase]]:
        """The complaints of at least so many words that hold a wanted one, the longest first."""
        if wanted.isdisjoint(words):
            return
        for at, phrase in self.wordings.among(words, least):
            if phrase.complains and not wanted.isdisjoint(words[at.start : at.stop]):
                yield at, phrase

    def place_named(self, words: Sequence[str]) -> str:
        """The one place that is named among other words; "" where none is, or more than one."""
        body, listed = self.wordings.particles.complaint.body, self.wordings.listed
        named = {listed[word].value for word in words if word in body and word in listed}
        return named.pop() if len(named) == 1 else ""

    def is_cry(self, words: Sequence[str]) -> bool:
        """Whether they are a piece of a complaint, with a cramp: "have a cramp", not "i'm is cramping"."""
        return tuple(words) in self.pieces and bool(self.beside_a_cramp(words)[0])

    def begins(self, words: Sequence[str]) -> bool:
        """Whether words that end in a cramp may be all of a cry, or go on as a complaint."""
        known, strays = self.beside_a_cramp(words)
        return 0 < len(known) <= CRY and not strays and words[-1] in self.wordings.particles.complaint.cramps

    def names_a_cramp(self, words: Sequence[str]) -> bool:
        """Whether one word may say where a cramp is: "calf cramp" and "last cramp", but not "hand cramp"."""
        match words:
            case [_, cramp]:
                cramps = self.wordings.particles.complaint.cramps
                return cramp in cramps and cramp in self.beside_a_cramp(words)[0]
        return False


def _pieces(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Every run of at most `CRY` of some words."""
    return (words[start : start + length] for length in range(1, CRY + 1) for start in range(len(words)))
