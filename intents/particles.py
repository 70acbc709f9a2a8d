"""The small words of a language, and what a text is by them: a question, a denial, the same in full."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Particles:
    """Small words with a part of their own, normalised."""

    negations: frozenset[str]
    """They turn a meaning round."""
    fresh_starts: frozenset[str]
    """A negation does not reach across them: "no, my chest hurts"."""
    fillers: frozenset[str]
    """They change nothing."""
    interrupts: frozenset[str]
    """Alone, they are believed even while Charley itself speaks."""
    cramps: frozenset[str]
    """They make a complaint of what is nearly one."""
    body: frozenset[str]
    """They tell that a cramp among other words is somebody's own."""
    leg: frozenset[str]
    """Parts of the leg."""
    elsewhere: frozenset[str]
    """They tell that a cramp is not in a leg."""
    not_now: frozenset[str]
    """They tell of a cramp among other words that it is not what hurts now."""
    questions: tuple[str, ...]
    """What a question begins with that, but for that, could be a statement: "is it better"."""
    statements: frozenset[str]
    """They begin a statement behind a question: "can you help me, I can't breathe"."""
    written: Mapping[str, str]
    """Words that are written in another way and sound the same, with the way that Charley writes them."""
    short: Mapping[str, str]
    """Words that are two drawn together, as they are written and normalised, with those: "it's", "it is"."""

    def as_listed(self, text: str) -> str:
        """A normalised text as Charley writes it."""
        return " ".join(self.written.get(word, word) for word in text.split())

    def in_full(self, text: str) -> str:
        """A text, normalised or not, with no words drawn together: "it is not" for "it's not"."""
        return " ".join(self.short.get(word, word) for word in text.split())

    def denies(self, text: str) -> bool:
        """Whether a text holds a negation."""
        return not self.negations.isdisjoint(text.split())

    def asks(self, text: str) -> str:
        """What the question that a normalised text is begins with; "" where it is none."""
        return next((begin for begin in self.questions if text.startswith(f"{begin} ")), "")

    def only_asks(self, text: str) -> bool:
        """Whether a normalised text is a question that tells nothing."""
        begin = self.asks(text)
        return bool(begin) and self.statements.isdisjoint(text.removeprefix(begin).split())
