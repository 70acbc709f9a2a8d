"""Paraphrases: what may stand before, within or behind a phrase, and leaves its meaning as it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

DEEPEST = 3
"""Parts of a text that may be paraphrased at once."""


@dataclass(frozen=True, slots=True)
class Paraphrases:
    """Normalised words, and what they are as Charley lists it; "" where they add nothing."""

    before: Mapping[str, str]
    """At the beginning: "do you think I should", "should I"."""
    within: Mapping[str, str]
    """Anywhere: "he has", "I have"; whoever speaks for somebody else means the same."""
    behind: Mapping[str, str]
    """At the end: "he says"."""
    spoken: tuple[str, ...] = ()
    """All of these as they are written."""

    def of(self, text: str) -> Iterator[str]:
        """A normalised text in other words, those with the fewest changes first."""
        known, latest = {text}, [text]
        for _ in range(DEEPEST):
            latest = [*dict.fromkeys(chain.from_iterable(map(self._once, latest)))]
            latest = [other for other in latest if other and other not in known]
            known.update(latest)
            yield from latest

    def _once(self, text: str) -> Iterator[str]:
        """With one part in other words; all that is said of somebody else is one part."""
        for said, instead in self.before.items():
            if text.startswith(f"{said} "):
                yield f"{instead} {text.removeprefix(said).strip()}".strip()
        for said, instead in self.behind.items():
            if text.endswith(f" {said}"):
                yield f"{text.removesuffix(said).strip()} {instead}".strip()
        yield self._of_oneself(text)

    def _of_oneself(self, text: str) -> str:
        spaced = f" {text} "
        for said, instead in self.within.items():
            spaced = spaced.replace(f" {said} ", f" {instead} ")
        return spaced.strip()
