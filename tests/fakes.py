"""Parts of Charley that do just what a test has written down for them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

import numpy as np

from intents.content.replies import Line
from intents.dialogue.state import Manner, Reply
from voice.sound import BLOCK, BLOCKS_PER_SECOND, RATE, Samples, Sound

QUIET = np.zeros(BLOCK, np.int16)

MANNER = Manner(volume=0.5, rate=150)

WORD_SECONDS = 0.3
"""Seconds the fake voice takes for a word at any rate."""


def blocks(seconds: float) -> int:
    return round(seconds * BLOCKS_PER_SECOND)


def speech(count: int) -> list[Samples]:
    """Blocks that a voice detector takes for a voice: a buzz with the formants of a vowel, swelling."""
    time = np.arange(count * BLOCK) / RATE
    harmonics = [n * 120 for n in range(1, 30)]
    weights = [sum(np.exp(-(((f - formant) / 150) ** 2)) for formant in (600, 1100, 2400)) for f in harmonics]
    wave = sum(w * np.sin(2 * np.pi * f * time) for f, w in zip(harmonics, weights, strict=True))
    wave = wave * (0.6 + 0.4 * np.sin(2 * np.pi * 4 * time))
    return list((wave / np.abs(wave).max() * 12_000).astype(np.int16).reshape(-1, BLOCK))


@dataclass
class Ears:
    """A recognizer that hears, in each utterance, what is written for it.

    Given an utterance anew it hears the next text, or the same where there is no other.
    """

    texts: list[str]
    """One for each utterance, in order."""
    ends_after: int = 1_000_000
    """Blocks after which it hears an end by itself."""
    took: list[Samples] = field(default_factory=list)
    """The blocks of the utterance that is going on."""
    utterances: list[list[Samples]] = field(default_factory=list)
    """The blocks of each utterance that has ended."""
    sure: float = 1.0
    behind: bool = False
    """Whether its partial words come too late."""
    _last: str = ""

    def accept(self, block: Samples) -> bool:
        self.took.append(block)
        if not self.texts and self.utterances and self._is_given_anew():
            self.texts.append(self._last)
        return len(self.took) >= self.ends_after

    def partial(self) -> str:
        return self.texts[0] if self.texts and self.took and not self.behind else ""

    def finish(self) -> str:
        self.utterances.append(self.took)
        self.took = []
        self._last = self.texts.pop(0) if self.texts else ""
        return self._last

    def _is_given_anew(self) -> bool:
        before = self.utterances[-1]
        return len(before) == len(self.took) and all(a is b for a, b in zip(before, self.took, strict=True))


@dataclass
class Eyes:
    """A second look that sees, in every sound, what is written for it."""

    better: Mapping[str, float]
    """How well words explain the sound."""
    looked: list[tuple[str, int]] = field(default_factory=list)
    """Words and the number of blocks that were given."""

    def __call__(self, words: str, blocks: Sequence[Samples]) -> float:
        self.looked.append((words, len(blocks)))
        return self.better.get(words, -1.0)

    def nearest(self, words: Sequence[str], blocks: Sequence[Samples]) -> str:
        return max((word for word in words if word in self.better), key=self.better.__getitem__, default="")


@dataclass
class Tones:
    """A voice that says each word in the same time, and remembers what it had to make."""

    made: list[tuple[str, int]] = field(default_factory=list)
    """Each text and rate it made anew, in order."""
    whispered: list[str] = field(default_factory=list)
    """Each text it had to whisper."""

    def speak(self, text: str, words_per_minute: int, *, whisper: bool = False) -> Sound:
        if whisper:
            self.whispered.append(text)
        if (text, words_per_minute) not in self.made:
            self.made.append((text, words_per_minute))
        return Sound(np.full(round(len(text.split()) * WORD_SECONDS * RATE), 8_000, np.int16), RATE)


@dataclass
class Notes:
    """A journal that keeps its events."""

    events: list[dict[str, object]] = field(default_factory=list)

    def note(self, at: float, event: str, /, **fields: object) -> None:
        self.events.append({"at": at, "event": event, **fields})

    def of(self, *kinds: str) -> list[dict[str, object]]:
        return [event for event in self.events if event["event"] in kinds]


def reply(*texts: str, manner: Manner = MANNER) -> Reply:
    """A reply whose lines have their own texts for keys."""
    return Reply(tuple(Line(text.split()[0].lower().strip("."), text) for text in texts), manner)


@contextmanager
def full_disk() -> Iterator[None]:
    """No file grows beyond a few bytes in here."""
    import resource  # noqa: PLC0415 - not on Windows

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
