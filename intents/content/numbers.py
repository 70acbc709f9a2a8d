"""Numbers as words, from `numbers.toml`, for saying them and for hearing them."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources.abc import Traversable

from intents.content.tables import Table, read
from intents.errors import ContentError

LONGEST_HOLD = 60
"""Seconds that Charley must be able to say."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """The number words of a language, from zero up."""

    words: tuple[str, ...]
    """The word for each number: `words[3]` is "three"."""

    def say(self, number: int) -> str:
        """A number as a word; the largest known one for what is beyond it."""
        return self.words[min(max(number, 0), len(self.words) - 1)]


def load_numbers(folder: Traversable) -> Numbers:
    """Read `numbers.toml`. Raises ContentError."""
    file = folder / "numbers.toml"
    table = Table(file.name, "", read(file))
    numbers = Numbers(words=table.texts("words"))
    table.close()
    if len(numbers.words) <= LONGEST_HOLD:
        raise ContentError(file.name, "words", f"must go from zero to {LONGEST_HOLD} at least")
    return numbers
