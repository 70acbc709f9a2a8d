"""Single recorded words: right, taken for another, refused."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from models.training.corpus import Clip
from models.training.evaluation.conditions import Condition
from models.training.evaluation.ears import TEN_WORDS, Ears
from models.training.evaluation.share import Share


@dataclass(frozen=True, slots=True)
class Tally:
    """What was made of recorded words."""

    right: Share
    wrong: Share
    refused: Share
    """Of the words that are not listened for."""


def tally(
    ears: Ears, clips: Iterable[Clip], condition: Condition, meaning: Callable[[str], str] = str
) -> Tally:
    """Have all of them heard; `meaning` says what a word of the ten should be understood as."""
    right = wrong = ours = refused = others = 0
    for number, clip in enumerate(clips):
        heard = ears.hear(condition(clip.samples, number))
        if clip.text in TEN_WORDS:
            ours += 1
            right += heard == [meaning(clip.text)]
            wrong += any(word != meaning(clip.text) for word in heard)
        else:
            others += 1
            refused += not heard
    return Tally(Share(right, ours), Share(wrong, ours), Share(refused, others))
