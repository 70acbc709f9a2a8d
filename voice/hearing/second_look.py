"""The second look: an utterance heard once more, as its words and as sounds that are no words."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence

import vosk

from intents.matcher import UNKNOWN
from voice.hearing.spelling import PLAIN, Spelling, Word
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
        _, words_likelihood = _best(self._listening_for(words), blocks)
        _, sounds_likelihood = _best(self._sounds, blocks)
        return (words_likelihood - sounds_likelihood) / (self._enough * BLOCK_SECONDS * len(blocks))

    def nearest(self, words: Collection[str], blocks: Sequence[Samples]) -> str:
        """Which of some words an utterance is most like: none or several, where its length is theirs."""
        text, _ = _best(self._listening_for(*sorted(words)), blocks)
        return " ".join(word.text for word in self._spelling.read([Word(word) for word in text.split()]))

    def _listening_for(self, *phrases: str) -> vosk.KaldiRecognizer:
        spelled = [self._spelling.spell(phrase) for phrase in phrases]
        kaldi = vosk.KaldiRecognizer(self._model, RATE, json.dumps(spelled))
        kaldi.SetMaxAlternatives(1)  # Vosk tells likelihoods only with alternatives
        return kaldi


def _best(kaldi: vosk.KaldiRecognizer, blocks: Sequence[Samples]) -> tuple[str, float]:
    """What was most likely said and how likely, in nats, up to a constant; nothing where there is no way."""
    kaldi.AcceptWaveform(b"".join(block.tobytes() for block in blocks))
    (best, *_) = json.loads(kaldi.FinalResult()).get("alternatives") or [{}]
    return best.get("text", "").strip(), float(best.get("confidence", 0.0))
