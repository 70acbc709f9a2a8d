"""Synthetic people: every voice this machine has to say a phrase with, so that no one engine decides."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Protocol

import soundfile

from voice.errors import VoiceError
from voice.sound import RATE, Samples, Sound
from voice.speaking.synthesizer import Synthesizer

ESPEAK_VOICES = (
    "gmw/en-us",
    "gmw/en",
    "gmw/en-gb-scotland",
    "gmw/en-us+f3",
    "gmw/en-us+m7",
    "gmw/en+f2",
    "gmw/en-us+grandma",
    "gmw/en-us+croak",
)
"""American, English and Scottish people of several ages: espeak-ng's, by id."""

FLITE_VOICES = ("kal16", "awb", "rms", "slt")

WORDS_PER_MINUTE, MUMBLED_WORDS = 150, 200


class Speaker(Protocol):
    """Whoever says a phrase."""

    def say(self, text: str) -> Samples:
        """The phrase at `RATE`, with next to no silence around it."""


@dataclass(frozen=True, slots=True)
class Espeak:
    """A voice of the synthesizer Charley itself speaks with."""

    voice: str
    words_per_minute: int = WORDS_PER_MINUTE

    def say(self, text: str) -> Samples:
        """The phrase."""
        return _synthesizer(self.voice).speak(text, self.words_per_minute).at(RATE).samples


@dataclass(frozen=True, slots=True)
class Program:
    """A voice of a program that reads text from its input and writes a WAV file."""

    command: tuple[str, ...]
    """Without the file's name, which comes last."""

    def say(self, text: str) -> Samples:
        """The phrase."""
        with tempfile.TemporaryDirectory(prefix="charley-") as folder:
            wav = Path(folder) / "said.wav"
            subprocess.run([*self.command, wav], input=text, text=True, check=True, capture_output=True)  # noqa: S603 - ours
            samples, rate = soundfile.read(wav, dtype="int16")
        return Sound(samples, rate).at(RATE).samples


def speakers() -> list[Speaker]:
    """All who can be had here: espeak-ng's always, flite's and festival's where they are installed."""
    return [*_espeak(), *_flite(), *_festival()]


def whisperers() -> list[Speaker]:
    """Those who can whisper."""
    return list(_known("gmw/en-us+whisper", "gmw/en-us+whisperf"))


def mumblers() -> list[Speaker]:
    """Those who say it fast and half asleep; the room takes the rest of their consonants."""
    return [Espeak(speaker.voice, MUMBLED_WORDS) for speaker in _espeak()[:4]]


def _espeak() -> Sequence[Espeak]:
    return list(_known(*ESPEAK_VOICES)) or [Espeak("")]


def _known(*voices: str) -> Iterator[Espeak]:
    for voice in voices:
        try:
            _synthesizer(voice)
        except VoiceError:
            continue  # macOS and Windows have other voices
        yield Espeak(voice)


def _flite() -> Iterator[Speaker]:
    flite = shutil.which("flite")
    for voice in FLITE_VOICES if flite else ():
        yield Program((str(flite), "-voice", voice, "/dev/stdin", "-o"))


def _festival() -> Iterator[Speaker]:
    festival, text2wave = shutil.which("festival"), shutil.which("text2wave")
    if not festival or not text2wave:
        return
    listed = subprocess.run(  # noqa: S603 - ours
        [festival, "-b", "(print (voice.list))"], capture_output=True, text=True, check=True
    ).stdout
    for voice in sorted(re.findall(r"[\w-]+", listed)):
        yield Program((text2wave, "-eval", f"(voice_{voice})", "-o"))


@cache
def _synthesizer(voice: str) -> Synthesizer:
    return Synthesizer(voice, cache_seconds=0)
