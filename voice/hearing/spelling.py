"""Words the speech model does not know, heard by their sounds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Word:
    """A word as the recognizer heard it."""

    text: str
    sure: float = 1.0
    """Its confidence, from 0 to 1."""


@dataclass(frozen=True, slots=True)
class Spelling:
    """For each word the model does not know, what it listens for instead."""

    sounds: Mapping[str, Sequence[str]]

    def spell(self, phrase: str) -> str:
        """A phrase in words the model knows."""
        return " ".join(sound for word in phrase.split() for sound in self.sounds.get(word, (word,)))

    def read(self, heard: Sequence[Word]) -> list[Word]:
        """What was heard, with the sounds of a word put together again."""
        words: list[Word] = []
        rest = list(heard)
        while rest:
            word = self._first(rest)
            length = len(self.sounds.get(word, (word,)))
            words.append(Word(word, sum(part.sure for part in rest[:length]) / length))
            rest = rest[length:]
        return words

    def _first(self, heard: Sequence[Word]) -> str:
        for word, sounds in self.sounds.items():
            if [part.text for part in heard[: len(sounds)]] == list(sounds):
                return word
        return heard[0].text


PLAIN = Spelling({})
"""Where the model knows every word."""
