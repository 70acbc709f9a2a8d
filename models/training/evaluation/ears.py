"""What is compared: a Vosk model with ten words, the same inside Charley, and pocketsphinx."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
import vosk
from pocketsphinx import Decoder

from intents.intent import Match
from models.training.corpus import RATE, Samples
from models.training.decoding import UNKNOWN
from voice.assembly import Assembly
from voice.hearing.utterance import Utterance
from voice.settings import Settings
from voice.sound import BLOCK

TEN_WORDS = ("yes", "no", "stop", "go", "on", "off", "up", "down", "left", "right")


class Ears(Protocol):
    """What makes something of one recording."""

    def hear(self, samples: Samples) -> list[str]:
        """What was understood: nothing, one thing, or several."""


class ListEars:
    """A Vosk model that listens for a list of words; without the unknown word it has to choose."""

    def __init__(self, folder: Path, words: Sequence[str], *, refuse: bool = True) -> None:
        listened = [*words, UNKNOWN] if refuse else words
        self._kaldi = vosk.KaldiRecognizer(vosk.Model(str(folder)), RATE, json.dumps(listened))

    def hear(self, samples: Samples) -> list[str]:
        """The words of the list that were heard."""
        self._kaldi.AcceptWaveform(samples.tobytes())
        words = json.loads(self._kaldi.FinalResult())["text"].split()
        return [word for word in words if word != UNKNOWN]


class CharleyEars:
    """Everything Charley hears with: gate, all phrases and decoys, and the matcher."""

    def __init__(self, folder: Path) -> None:
        assembly = Assembly(Settings(model=str(folder), country="US"))
        self._listener, self._matcher = assembly.listener(), assembly.matcher

    def hear(self, samples: Samples) -> list[str]:
        """The meanings understood, with a mark where they would wake Charley."""
        padded = np.pad(samples, (BLOCK * 25, BLOCK * 50 - len(samples) % BLOCK))
        utterances = [self._listener.hear(block) for block in padded.reshape(-1, BLOCK)]
        heard = [u for u in (*utterances, self._listener.finish()) if u is not None and u.text]
        return [meaning for utterance in heard for meaning in self._meant(utterance)]

    def _meant(self, utterance: Utterance) -> Iterator[str]:
        """What it means in a dialogue, and whether it would wake Charley."""
        awake, asleep = (utterance.meant(self._matcher, asleep=asleep) for asleep in (False, True))
        wakes = isinstance(asleep, Match) and asleep.wakes
        match = asleep if wakes else awake
        if isinstance(match, Match):
            yield f"{match.intent} {match.value}".strip() + ("!" if wakes else "")


class SphinxEars:
    """pocketsphinx with the model it comes with, which has to choose one of the words."""

    def __init__(self, words: Sequence[str]) -> None:
        self._decoder = Decoder(lm=None, loglevel="FATAL")
        rule = f"#JSGF V1.0; grammar words; public <word> = {' | '.join(words)};"
        self._decoder.add_jsgf_string("words", rule)
        self._decoder.activate_search("words")

    def hear(self, samples: Samples) -> list[str]:
        """The word, if it found any."""
        self._decoder.start_utt()
        self._decoder.process_raw(samples.tobytes(), full_utt=True)
        self._decoder.end_utt()
        hypothesis = self._decoder.hyp()
        return hypothesis.hypstr.split() if hypothesis else []
