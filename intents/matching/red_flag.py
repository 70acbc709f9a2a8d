"""Words of danger, and where in a sentence they stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import dropwhile


@dataclass(frozen=True, slots=True)
class RedFlag:
    """Words that mean danger wherever they stand, or may mean it."""

    words: tuple[str, ...]
    """Normalised, in order; several are their stems, so that they are known with other endings."""
    procedure: str
    """Name of the procedure that answers."""
    unclear: bool
    """Whether they may mean danger or not, so that the procedure asks."""
    check: str = ""
    """Name of the procedure that asks first where they may be about something else; "" for the usual one."""
    in_cramp: str = ""
    """The same while a cramp goes on, which may do to a leg what they tell of; "" where it does not."""
    of_leg: bool = False
    """Whether they mean it beside a part of the leg only: "gone cold"."""
    not_elsewhere: bool = False
    """Whether they mean none beside another part of the body: "my hand is swollen"."""


@dataclass(frozen=True, slots=True)
class Sign:
    """A red flag in a sentence."""

    flag: RedFlag
    before: list[str]
    """The words in front of it, normalised."""
    after: list[str]
    """The words behind it."""

    def is_within(self, part: range) -> bool:
        """Whether it stands in a part of the sentence."""
        start, stop = len(self.before), len(self.before) + len(self.flag.words)
        return part.start <= start and stop <= part.stop

    def is_part_of(self, other: Sign) -> bool:
        """Whether it stands in another one: "breathing" in "trouble breathing"."""
        return len(self.before) >= len(other.before) and len(self.after) >= len(other.after)


@dataclass(frozen=True, slots=True)
class Denial:
    """How a danger is denied so plainly that it is a "no"; normalised words."""

    begin: frozenset[str]
    """They turn it round: "don't"."""
    between: frozenset[str]
    """They may stand between: "have any"."""
    end: frozenset[str]
    """They may stand behind it: "at all"."""
    join: frozenset[str]
    """They join another danger to it: "or"."""

    def denies(self, before: list[str], after: list[str]) -> bool:
        """Whether the words around a danger do nothing but deny it."""
        lead = list(dropwhile(lambda word: word in self.between, reversed(before)))
        return bool(lead) and lead[0] in self.begin and self.end.issuperset(after)


NOTHING_DENIED = Denial(frozenset(), frozenset(), frozenset(), frozenset())


def signs(flags: Sequence[RedFlag], words: list[str], stems: list[str]) -> Iterator[Sign]:
    """Every red flag among some words, in the order of the flags; `stems` are those of the words."""
    present = {*words, *stems}
    for flag in flags:
        if not present.issuperset(flag.words):
            continue
        length = len(flag.words)
        among = stems if length > 1 else words
        for start in range(len(words) - length + 1):
            if tuple(among[start : start + length]) == flag.words:
                yield Sign(flag, words[:start], words[start + length :])
