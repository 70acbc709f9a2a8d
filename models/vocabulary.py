"""What a speech model can hear: the words it knows, and any other word by its sounds."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from models.errors import ModelError
from models.sounds import phones_by_rule


def sound_word(phone: str) -> str:
    """The word of the built-in model that is a single phone, and nothing that anybody says."""
    return f"/{phone}/"


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of a model."""

    words: Collection[str]
    """Empty where the model does not tell."""

    @classmethod
    def of(cls, folder: Path) -> Vocabulary:
        """What stands in a model folder."""
        table = folder / "graph" / "words.txt"
        lines = table.read_text("utf-8", errors="replace").splitlines() if table.exists() else []
        return cls(frozenset(word for line in lines for word in line.split()[:1]))

    @property
    def has_sounds(self) -> bool:
        """Whether it can listen for single phones, as the models made here can."""
        return sound_word("AH") in self.words

    def spelling(self, word: str) -> tuple[str, ...]:
        """The words to listen for: the word itself, else its sounds; none where it cannot be heard."""
        if not self.words or word in self.words:
            return (word,)
        try:
            sounds = tuple(map(sound_word, phones_by_rule(word)))
        except ModelError:
            return ()
        return sounds if set(sounds) <= set(self.words) else ()
