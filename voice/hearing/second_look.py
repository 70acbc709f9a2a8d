"""The second look: an utterance heard once more, as its words and as sounds that are no words."""

from __future__ import annotations

import json
from collections.abc import Sequence

import vosk

from intents.matcher import UNKNOWN
from voice.hearing.spelling import PLAIN, Spelling
from voice.sound import BLOCK_SECONDS, RATE, Samples


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
        sound = b"".join(block.tobytes() for block in blocks)
        phrase = self._listening_for(self._spelling.spell(words))
        better = _likelihood(phrase, sound) - _likelihood(self._sounds, sound)
        return better / (self._enough * BLOCK_SECONDS * len(blocks))

    def _listening_for(self, phrase: str) -> vosk.KaldiRecognizer:
        kaldi = vosk.KaldiRecognizer(self._model, RATE, json.dumps([phrase]))
        kaldi.SetMaxAlternatives(1)  # Vosk tells likelihoods only with alternatives
        return kaldi


def _likelihood(kaldi: vosk.KaldiRecognizer, sound: bytes) -> float:
    """In nats, up to a constant; of nothing where the recognizer finds no way through."""
    kaldi.AcceptWaveform(sound)
    (best, *_) = json.loads(kaldi.FinalResult()).get("alternatives") or [{}]
    return float(best.get("confidence", 0.0))
