"""The recognizer: sound in, the words of a closed set out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol

import vosk

from intents.matching.phrase import UNKNOWN
from voice.errors import VoiceError
from voice.heap import give_back
from voice.hearing.spelling import PLAIN, Spelling, Word
from voice.sound import RATE, Samples


class Sensitivity(StrEnum):
    """How readily something is taken for a phrase."""

    LOW = "low"
    """Rather miss a phrase than hear one that nobody said."""
    NORMAL = "normal"
    HIGH = "high"
    """Rather hear a phrase that nobody said than miss one."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """How sure Vosk must be of an utterance's words, from 0 to 1."""

    mean: float
    """Of all words together; else those that are less sure are taken for the unknown word."""
    least: float
    """Of each word; else it is taken for the unknown word."""
    again: float = 0.0
    """Nats a second by which words that stand a second look well beat mere sounds at explaining it."""


DOUBTS = {
    Sensitivity.LOW: Doubt(mean=0.7, least=0.5, again=5.5),
    Sensitivity.NORMAL: Doubt(mean=0.5, least=0.3, again=4.0),
    Sensitivity.HIGH: Doubt(mean=0.4, least=0.0, again=2.0),
}
"""Chosen from the benchmark: tests/benchmarks/README.md has what each misses and takes up wrongly."""

ERRORS_ONLY = -2
"""Vosk's log level that keeps the terminal dark."""


class Recognizer(Protocol):
    """What turns the sound of one utterance into text."""

    def accept(self, block: Samples) -> bool:
        """Take a block; True where the recognizer itself hears the utterance's end."""

    def partial(self) -> str:
        """The words so far; they may still change."""

    def finish(self) -> str:
        """The words of the utterance, final; the next block begins a new one."""

    @property
    def sure(self) -> float:
        """Confidence in what was finished last, from 0 to 1."""


class VoskRecognizer:
    """Vosk, listening for phrases, for decoys and for the unknown word."""

    def __init__(
        self,
        model: vosk.Model,
        phrases: Iterable[str],
        decoys: Iterable[str],
        doubt: Doubt = DOUBTS[Sensitivity.NORMAL],
        spelling: Spelling = PLAIN,
    ) -> None:
        self._doubt = doubt
        self._spelling = spelling
        self._sure = 0.0
        known = [word for word in decoys if knows(model, word)]
        self._decoys = frozenset(known)
        listened = [*map(spelling.spell, phrases), *known, UNKNOWN]
        self._kaldi = vosk.KaldiRecognizer(model, RATE, json.dumps(listened))
        self._kaldi.SetWords(True)  # noqa: FBT003 - Vosk takes it so

    def accept(self, block: Samples) -> bool:
        """Take a block; True where Vosk's own rules hear the end."""
        return bool(self._kaldi.AcceptWaveform(block.tobytes()))

    def partial(self) -> str:
        """The words so far; none before the first sound of an utterance."""
        heard = json.loads(self._kaldi.PartialResult()).get("partial", "").split()
        return " ".join(word.text for word in self._spelling.read([Word(text) for text in heard]))

    def finish(self) -> str:
        """The words of the utterance, decoys and doubtful ones as the unknown word.

        It also frees what Vosk keeps of the sound, so it must be called in the end.
        """
        heard = json.loads(self._kaldi.FinalResult()).get("result", [])
        give_back()
        words = self._spelling.read([Word(word["word"], word["conf"]) for word in heard])
        sure = [word.sure for word in words]
        self._sure = sum(sure) / len(sure) if sure else 0.0
        bar = self._doubt.mean if self._sure < self._doubt.mean else self._doubt.least
        return " ".join(
            UNKNOWN if word.text in self._decoys or word.sure < bar else word.text for word in words
        )

    @property
    def sure(self) -> float:
        """Mean confidence of the words that were finished last."""
        return self._sure


def load_model(folder: Path) -> vosk.Model:
    """Load a Vosk model from a folder that has been found whole: a broken one ends the process."""
    vosk.SetLogLevel(ERRORS_ONLY)
    return vosk.Model(str(folder))


def require_words(model: vosk.Model, needed: Mapping[str, str]) -> None:
    """Refuse phrases with words the model cannot hear: Vosk would drop them without an error.

    `needed` maps each word to a phrase that holds it. Raises VoiceError, which names the phrases.
    """
    deaf = [f'"{word}" in "{phrase}"' for word, phrase in needed.items() if not knows(model, word)]
    if deaf:
        raise VoiceError(
            f"The speech model does not know {'; '.join(deaf)}: "
            "say these phrases of phrases.toml in other words, or use another model."
        )


def knows(model: vosk.Model, word: str) -> bool:
    """Whether a model can hear a word."""
    return int(model.vosk_model_find_word(word)) >= 0
