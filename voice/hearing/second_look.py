"""The second look: an utterance heard once more, as its words and as sounds that are no words."""

from __future__ import annotations

import json
from collections.abc import Sequence

import vosk

from intents.matching.phrase import UNKNOWN
from voice.hearing.spelling import PLAIN, Spelling
from voice.sound import BLOCK_SECONDS, RATE, Samples

CLEARLY = 0.3
"""How much better than all others, 1 being well, a word must explain a sound to be the nearest."""


class SecondLook:
    """Compares how well words and mere sounds explain what was heard.

    At first words may stand for a whole sentence, if only they are less unlike it than all other phrases:
    "charley horse" for "Charlie is riding his horse". Beside its bare sounds they are far too unlike it.
    """

    def __init__(self, model: vosk.Model, enough: float, spelling: Spelling = PLAIN) -> None:
        """`enough` is in nats a second: what is as good as 1."""
        self._model = model
        self._enough = enough
        self._spelling = spelling
        self._sounds = self._listening_for(UNKNOWN)

    def __call__(self, words: str, blocks: Sequence[Samples]) -> float:
        """How much better the words explain the sound of an utterance: 1 is enough to wake Charley."""
        sound = _joined(blocks)
        phrase = self._listening_for(self._spelling.spell(words))
        better = _likelihood(phrase, sound) - _likelihood(self._sounds, sound)
        return better / (self._enough * BLOCK_SECONDS * len(blocks))

    def nearest(self, words: Sequence[str], blocks: Sequence[Samples]) -> str:
        """Which of some words explains the sound clearly better than the others; "" where none does."""
        heard = _readings(self._listening_for(*words), _joined(blocks))
        lone = {text: likelihood for text, likelihood in heard.items() if text in words}
        nearest = max(lone, key=lone.__getitem__, default="")
        lead = CLEARLY * self._enough * BLOCK_SECONDS * len(blocks)
        return nearest if all(lone[nearest] - lone[text] >= lead for text in lone if text != nearest) else ""

    def _listening_for(self, *phrases: str) -> vosk.KaldiRecognizer:
        kaldi = vosk.KaldiRecognizer(self._model, RATE, json.dumps(phrases))
        kaldi.SetMaxAlternatives(len(phrases))  # Vosk tells likelihoods only with alternatives
        return kaldi


def _joined(blocks: Sequence[Samples]) -> bytes:
    return b"".join(block.tobytes() for block in blocks)


def _likelihood(kaldi: vosk.KaldiRecognizer, sound: bytes) -> float:
    """In nats, up to a constant; of nothing where the recognizer finds no way through."""
    return max(_readings(kaldi, sound).values(), default=0.0)


def _readings(kaldi: vosk.KaldiRecognizer, sound: bytes) -> dict[str, float]:
    """What a sound may be, and how likely, in nats, up to a constant."""
    kaldi.AcceptWaveform(sound)
    readings = json.loads(kaldi.FinalResult()).get("alternatives") or []
    return {reading["text"]: float(reading["confidence"]) for reading in readings}
