"""Belief: how far to trust words that were heard, and how much of it each thing takes.

Belief is a sum without a unit: the recognizer's confidence in the words, 0 to 1, and how well they stand a
second look at their sound, 1 being well. In noise the one is low, of a short word the other. What something
"takes" below is that sum; where only one of the two is meant, it is named.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import inf
from typing import Protocol

STOPS = 0.8
"""What "stop" takes in the midst of talk."""

ANSWERS = 0.8
"""What an answer takes at the question that waits for it; in the midst of talk it takes `BELIEVED`."""

BELIEVED = 1.1
"""What all else takes in a dialogue, and from sleep what wakes Charley only when it is said again."""

WAKES = 1.2
"""What a complaint takes to wake Charley at once, and danger in a dialogue."""

CRIES = 1.6
"""What a cry, "cramp" or "last cramp", takes to wake Charley, and a place to count when it comes twice."""

WAKES_FOR_DANGER = 1.8
"""What danger takes to wake Charley at once, where nobody else talks."""

BEYOND_DOUBT = 2.2
"""What it takes where much may be misheard: from sleep, what is nearly a complaint or holds one, and any
other question; in a dialogue, what is nearly a phrase, danger in somebody's talk, a word that may mean it."""

AMONG_OTHERS = 3.0
"""What is nearly a complaint takes to wake Charley where one of its words is no word of complaints, and in a
dialogue a cry in words of one's own where nothing is held."""

UNASKED = 3.2
"""What danger takes to be answered without asking first: "it's gone" may sound like "it's swollen"."""

CERTAIN = 0.95
"""Confidence alone from which words said briskly need no second look in a dialogue."""

STANDS_IN = 0.25
"""How well the usual word for an answer must stand the second look where something else was heard."""

CLOSE = 0.3
"""How much worse a danger may stand the second look than the phrase it was heard as, and be asked about."""

STANDS = 1.3
"""How well words stand where there is no second look."""


Believed = Callable[[float], bool]
"""Whether there is so much belief in what was heard."""


Nearest = Callable[[Sequence[str]], str]
"""Which of some lone words a sound is clearly nearest to; "" where it is near none."""


class Again(Protocol):
    """Takes a second look at what was heard."""

    def __call__(self, instead: str = "", /) -> float:
        """How well the words stand it, or others instead of them; 1 is well."""


def typed(instead: str = "", /) -> float:
    """For words that nobody can have misheard."""
    return -inf if instead else inf


def unquestioned(instead: str = "", /) -> float:
    """For words that cannot be looked at again."""
    return -inf if instead else STANDS
