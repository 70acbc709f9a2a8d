"""Voices that no training has heard: the four of flite, and two of Kokoro's."""

from __future__ import annotations

import io
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import soundfile

from models.training.config import Config
from models.training.corpus import Clip
from models.training.kokoro import Kokoro, Order

FLITE = ("kal16", "awb", "rms", "slt")

SLOW = 10
"""Of so many phrases, voices that take a second a phrase say one."""


@dataclass(frozen=True, slots=True)
class Family:
    """Voices of one kind."""

    every: int
    """Of so many phrases they say one."""
    voices: Mapping[str, Callable[[Sequence[str]], Iterator[Clip]]]
    """Each says texts."""


def families(config: Config) -> Mapping[str, Family]:
    """All of them."""
    kokoro, kept_out = Kokoro(config.work), config["synthetic"]["kokoro"]["kept_out"]
    return {
        "flite": Family(1, {voice: partial(_flite, voice) for voice in FLITE}),
        "Kokoro": Family(SLOW, {voice: partial(_kokoro, kokoro, voice) for voice in kept_out}),
    }


def _flite(voice: str, texts: Sequence[str]) -> Iterator[Clip]:
    with tempfile.NamedTemporaryFile(suffix=".wav") as file:
        for text in texts:
            subprocess.run(["flite", "-voice", voice, "-t", text, "-o", file.name], check=True)
            samples, _ = soundfile.read(io.BytesIO(Path(file.name).read_bytes()), dtype="int16")
            yield Clip(samples, text, voice, "")


def _kokoro(kokoro: Kokoro, voice: str, texts: Sequence[str]) -> Iterator[Clip]:
    for text in texts:
        yield kokoro.say(Order(text, voice))
