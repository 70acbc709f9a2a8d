"""Belief: how sure the recognizer was and how well the words stand a second look, added; what is enough.

In noise the one is low, of a short word the other.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import inf
from typing import Protocol

CERTAIN = 0.95
"""How sure the recognizer must be, of words said briskly, for no second look in a dialogue."""

STOPS = 0.8
"""How much belief "stop" takes in the midst of talk."""

BELIEVED = 1.1
"""The same for all else in a dialogue, and for what wakes Charley when it is said again."""

ANSWERS = 0.8
"""The same for an answer to the question that waits for one; in the midst of talk, `BELIEVED`."""

STANDS_IN = 0.25
"""How well the usual word for such an answer must stand where something else, or nothing, was heard."""

WAKES = 1.2
"""The same for a complaint to wake Charley at once, and for danger in a dialogue."""

WAKES_FOR_DANGER = 1.8
"""The same for danger to wake Charley at once, where nobody else talks."""

AMONG_OTHERS = 3.0
"""The same where one of the words of what is nearly a complaint is no word of complaints."""

UNASKED = 3.2
"""The same for danger to be answered without asking first: "it's gone" may sound like "it's swollen"."""

CRIES = 1.6
"""The same for a cry, "cramp" or "last cramp", to wake Charley, and for a place when it comes twice."""

BEYOND_DOUBT = 2.2
"""The same for what is nearly a complaint or holds one, or another question, to wake Charley, and for danger
in somebody's talk, or a word among others that may mean it: all talk is heard in words of the phrases."""

STANDS = 1.3
"""How well words stand where there is no second look."""

CLOSE = 0.3
"""How much worse a danger may stand than the phrase it was heard as, and yet be asked about."""


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
