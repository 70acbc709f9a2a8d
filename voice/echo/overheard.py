"""Charley's own voice in the microphone: what was heard is held against what was being said."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from intents.matching.phrase import normalise
from voice.hearing.utterance import Utterance
from voice.speaking.mouth import Saying

LATE = 1.0
"""Seconds a room and its devices may hold a word back."""

EARLY = 0.3
"""Seconds a word may sound before the moment estimated from its place in the sentence."""

MANY = 5
"""Words of which one may have been misheard."""

MEMORY = 30.0
"""Seconds for which spoken words are remembered: longer than any utterance."""


@dataclass(frozen=True, slots=True)
class _Spoken:
    word: str
    at: float
    """Seconds from the first block."""


class Echo:
    """Remembers when which word was said aloud, and knows it again."""

    def __init__(self) -> None:
        self._spoken: deque[_Spoken] = deque()

    def note(self, saying: Saying, now: float) -> None:
        """A sentence begins to sound."""
        text = normalise(saying.sentence)
        position = 0
        for word in text.split():
            self._spoken.append(_Spoken(word, now + saying.seconds * position / len(text)))
            position += len(word) + 1
        while self._spoken and self._spoken[0].at < now - MEMORY:
            self._spoken.popleft()

    def is_in(self, utterance: Utterance) -> bool:
        """Whether all that was heard are words just said aloud, when they were said; of many, all but one."""
        said = {
            spoken.word
            for spoken in self._spoken
            if utterance.begin - LATE <= spoken.at <= utterance.end + EARLY
        }
        words = normalise(utterance.text).split()
        strays = sum(word not in said for word in words)
        return bool(words) and strays <= (len(words) >= MANY)
