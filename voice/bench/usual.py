"""The usual loop, as tutorials for Vosk, rapidfuzz and pyttsx3 build it.

Half-second blocks, Vosk's own endpoints, a grammar of the phrases and the unknown word, and the likeliest
phrase by rapidfuzz's default scorer. It has the same speech model and the same phrases as Charley.
"""

from __future__ import annotations

import json

import vosk
from rapidfuzz import process

from intents.intent import Intent
from intents.matching.phrase import UNKNOWN
from intents.matching.phrasebook import Phrasebook
from voice.bench.contender import Lateness, Taken
from voice.sound import RATE, Samples

BLOCK = RATE // 2
"""Samples of one block: `blocksize=8000` in Vosk's own example."""

CUTOFF = 80.0
"""Likeness by WRatio, 0 to 100, from which tutorials take a phrase."""


class UsualLoop:
    """AcceptWaveform, Result, extractOne."""

    name = "usual loop"

    def __init__(
        self, model: vosk.Model, phrasebook: Phrasebook, cutoff: float = CUTOFF, every: int = 1
    ) -> None:
        self.every = every
        self._phrases = phrasebook.phrases
        self._texts = phrasebook.texts()
        self._cutoff = cutoff
        self._kaldi = vosk.KaldiRecognizer(model, RATE, json.dumps([*self._texts, UNKNOWN]))

    def hear(self, sound: Samples) -> list[Taken]:
        """Block by block; what is unfinished at the end is ended."""
        late = Lateness()
        taken: list[Taken] = []
        for start in range(0, len(sound), BLOCK):
            block = sound[start : start + BLOCK]
            with late.working((start + len(block)) / RATE):
                said = self._kaldi.Result() if self._kaldi.AcceptWaveform(block.tobytes()) else ""
                found = self._found(said)
            taken += [Taken(*what, late.now) for what in found]
        last = self._found(self._kaldi.FinalResult())
        return taken + [Taken(*what, late.now) for what in last]

    def forget(self) -> None:
        """It remembers nothing."""

    def _found(self, result: str) -> list[tuple[str, tuple[Intent, str] | None, bool]]:
        text = json.loads(result)["text"] if result else ""
        if not text:
            return []
        best = process.extractOne(text, self._phrases.keys(), score_cutoff=self._cutoff)
        if best is None:
            return [(text, None, False)]
        phrase = self._phrases[best[0]]
        return [(text, phrase.meaning, phrase.wakes)]
