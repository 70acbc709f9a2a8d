"""Ears for tests: sentences and recordings put through the parts Charley hears with, by several processes."""

from __future__ import annotations

import io
import multiprocessing
import os
import tarfile
from collections.abc import Collection, Iterable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache, partial
from itertools import chain
from pathlib import Path

import numpy as np
import soundfile
from numpy.typing import NDArray

from intents.intent import Intent, Match
from intents.matching.matcher import Matcher
from voice.assembly import Assembly
from voice.hearing.utterance import Utterance
from voice.settings import Settings
from voice.sound import BLOCK, RATE, Samples, Sound
from voice.speaking.synthesizer import Synthesizer

BEFORE, AFTER = 0.6, 1.0
"""Seconds of a quiet room around each clip."""

ROOM_NOISE = 10.0
"""Standard deviation of the room's noise, in 16-bit units."""

WORDS_PER_MINUTE = 150

AT_ONCE = 60
"""Clips heard one after another by the same ears, as in one night."""

PROCESSES = 4
"""Processes at most: each holds a model of its own."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What one utterance was taken for."""

    text: str
    intent: Intent | None
    value: str
    wakes: bool


Outcome = tuple[Heard, ...]
"""The utterances of one clip that held any words."""


def ears() -> Executor:
    """Processes to hear with; fresh ones, for Vosk and espeak-ng have threads that a fork would lose."""
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(min(PROCESSES, os.cpu_count() or 1), mp_context=context)


def hear_spoken(pool: Executor, voice: str, sentences: Sequence[str]) -> list[Outcome]:
    """What is made of sentences that a synthesizer's voice says, in their order."""
    hear = partial(_hear_spoken, voice)
    return list(chain.from_iterable(pool.map(hear, _parts(sentences))))


def hear_recorded(
    pool: Executor,
    tar: Path,
    names: Sequence[str],
    noises: Path | None = None,
    decibels: float = 0.0,
    *,
    asked: Collection[str] = (),
) -> list[Outcome]:
    """What is made of sound files in a tar, in their order; under noise `decibels` quieter, where given.

    `asked`: what the question that Charley waits at can be answered with.
    """
    hear = partial(_hear_recorded, tar, noises, decibels, asked)
    return list(chain.from_iterable(pool.map(hear, _parts(names))))


def meanings(outcome: Outcome) -> list[tuple[Intent, str]]:
    """What was understood in a clip."""
    return [(heard.intent, heard.value) for heard in outcome if heard.intent]


def wakes(outcome: Outcome) -> bool:
    """Whether a clip would have woken Charley."""
    return any(heard.wakes for heard in outcome)


def _parts(things: Sequence[str]) -> list[Sequence[str]]:
    return [things[start : start + AT_ONCE] for start in range(0, len(things), AT_ONCE)]


@cache
def assembly() -> Assembly:
    return Assembly(Settings())


@cache
def _voice(name: str) -> Synthesizer:
    return Synthesizer(name, cache_seconds=0)


def _hear_spoken(voice: str, sentences: Sequence[str]) -> list[Outcome]:
    return _hear(_voice(voice).speak(text, WORDS_PER_MINUTE).at(RATE).samples for text in sentences)


def _hear_recorded(
    tar: Path, noises: Path | None, decibels: float, asked: Collection[str], names: Sequence[str]
) -> list[Outcome]:
    room = np.concatenate(list(_read(noises))) if noises else np.zeros(0, np.int16)
    clips = _read(tar, names)
    return _hear((_under(room, clip, decibels) for clip in clips) if len(room) else clips, asked)


def _hear(clips: Iterable[Samples], asked: Collection[str] = ()) -> list[Outcome]:
    """Each clip in a quiet room, all of them by one listener."""
    listener, matcher = assembly().listener(), assembly().matcher
    random = np.random.default_rng(0)
    outcomes = []
    for clip in clips:
        padded = np.pad(clip, (round(BEFORE * RATE), round(AFTER * RATE) + -len(clip) % BLOCK))
        noisy = _sixteen_bits(padded + random.normal(0, ROOM_NOISE, len(padded)))
        utterances = listener.utterances(noisy.reshape(-1, BLOCK))
        outcomes.append(tuple(_taken(matcher, utterance, asked) for utterance in utterances))
    return outcomes


def _taken(matcher: Matcher, utterance: Utterance, asked: Collection[str]) -> Heard:
    heard = utterance.meant(matcher, asleep=False, asked=asked)
    asleep = utterance.meant(matcher, asleep=True)
    wakes = isinstance(asleep, Match) and asleep.wakes
    if isinstance(heard, Match):
        return Heard(heard.text, heard.intent, heard.value, wakes)
    return Heard(heard.text, None, "", wakes)


def _read(tar: Path, names: Sequence[str] = ()) -> Iterator[Samples]:
    """Sound files of a tar: those named, else all."""
    with tarfile.open(tar) as files:
        for name in names or files.getnames():
            file = files.extractfile(name)
            if file is None:
                raise ValueError(f"{name} in {tar} is no file")
            samples, rate = soundfile.read(io.BytesIO(file.read()), dtype="int16", always_2d=True)
            yield Sound(samples[:, 0], rate).at(RATE).samples


def _under(room: Samples, clip: Samples, decibels: float) -> Samples:
    """A clip with a room's noise so many decibels under it, from a place that the clip's length decides."""
    start = len(clip) * 7919 % max(1, len(room) - len(clip))
    noise = room[start : start + len(clip)].astype(np.float64)
    speech = clip[: len(noise)].astype(np.float64)
    power = max(float(np.mean(noise**2)), 1.0)
    gain = (float(np.mean(speech**2)) / power) ** 0.5 * 10 ** (-decibels / 20)
    return _sixteen_bits(speech + gain * noise)


def _sixteen_bits(sound: NDArray[np.floating]) -> Samples:
    limits = np.iinfo(np.int16)
    return np.asarray(np.clip(sound, limits.min, limits.max), np.int16)
