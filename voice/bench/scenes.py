"""Scenes: how far away somebody lies, what else sounds, and what lies over their mouth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

import numpy as np
import pyroomacoustics
from pyroomacoustics.directivities import Cardioid, DirectionVector

from voice.bench.noises import MICROPHONE, Random, Wave, loudness, to_samples
from voice.sound import BLOCK, RATE, Samples

BEDROOM = (4.0, 3.0, 2.5)
"""Metres."""

ABSORPTION = 0.15
"""Share of a sound's energy that a wall keeps: bed, curtains and carpet make it die away in about 0.3 s."""

REFLECTIONS = 20
"""How often a sound is followed from wall to wall."""

NEAREST = 0.5
"""Metres at which a voice has its full level."""

VOICE_LEVEL = 2000.0
"""RMS in 16-bit units of a voice at `NEAREST`: -24 dB of full scale."""

BEFORE, AFTER = 0.8, 1.6
"""Seconds of the room before and after the words: after the longest, every contender has made up its mind."""

WORDS_OVER = 40.0
"""Decibels under the loudest 10 ms at which the last of a word is over."""


FRAMES_PER_SECOND = 100

TALK_OVER, PAUSE = 30.0, 0.3
"""Decibels under the loudest 10 ms, and seconds: so soft for so long, and a sentence is over."""


class Manner(StrEnum):
    """How somebody says it."""

    PLAIN = "plain"
    WHISPER = "whisper"
    MUMBLE = "mumble"


SOFTER = {Manner.PLAIN: 0.0, Manner.WHISPER: 12.0, Manner.MUMBLE: 6.0}
"""Decibels by which they are softer than a plain voice."""

MUMBLED, UNDER_A_DUVET = 2000.0, 1200.0
"""Hertz over which the consonants are lost."""


@dataclass(frozen=True, slots=True)
class Scene:
    """One condition of the benchmark."""

    name: str
    distance: float | None = 1.5
    """Metres from the mouth to the microphone; None where a recording already was in a room."""
    away: bool = False
    """Whether the speaker faces the other wall."""
    snr: float | None = None
    """Decibels by which the noise in the room is softer than the voice; None in a quiet room."""
    duvet: bool = False
    manner: Manner = Manner.PLAIN


BEDSIDE = Scene("1.5 m")

BY_PLACE = (
    Scene("0.5 m", distance=0.5),
    BEDSIDE,
    Scene("3 m", distance=3.0),
    Scene("3 m, facing away", distance=3.0, away=True),
    Scene("whisper, 0.5 m", distance=0.5, manner=Manner.WHISPER),
    Scene("mumble, 0.5 m", distance=0.5, manner=Manner.MUMBLE),
    Scene("under a duvet, 0.5 m", distance=0.5, duvet=True),
)
"""Quiet rooms."""

BY_NOISE = tuple(Scene(f"1.5 m, {snr} dB", snr=snr) for snr in (20, 15, 10, 6, 5))
"""The same place, ever noisier."""

TEN_DECIBELS = BY_NOISE[2]


@dataclass(frozen=True, slots=True)
class Staged:
    """A scene's sound."""

    sound: Samples
    """Whole blocks."""
    end: float
    """Seconds at which the words are over."""
    sentences: int
    """How many stretches of talk there are between pauses: nobody has written down where sentences end."""


def stage(speech: Samples, scene: Scene, noises: Sequence[Samples], random: Random) -> Staged:
    """Put a phrase, recorded close, into a room; the sound of the room goes on before and after it."""
    voice = _muffled(speech, scene)
    if scene.distance is not None:
        voice = _through(voice, _room(scene.distance, scene.away))
    voice *= VOICE_LEVEL / loudness(speech) * 10 ** (-SOFTER[scene.manner] / 20)
    start = round(BEFORE * RATE)
    length = start + len(voice) + round(AFTER * RATE)
    heard = random.normal(0, MICROPHONE, length + -length % BLOCK)
    heard[start : start + len(voice)] += voice
    if scene.snr is not None:
        noise = excerpt(noises, len(heard), random)
        heard += noise * loudness(voice) / max(loudness(noise), 1.0) * 10 ** (-scene.snr / 20)
    return Staged(to_samples(heard), (start + last_sample(speech)) / RATE, sentences(speech))


def excerpt(noises: Sequence[Samples], length: int, random: Random) -> Wave:
    """Some seconds of one of the noises, which begins again where it is too short."""
    noise = noises[int(random.integers(len(noises)))].astype(np.float64)
    start = int(random.integers(len(noise)))
    return np.asarray(np.resize(np.roll(noise, -start), length))


def last_sample(speech: Samples) -> int:
    """Where the words are over."""
    power = _power(speech)
    last = int(np.flatnonzero(power > power.max() * 10 ** (-WORDS_OVER / 10))[-1])
    return (last + 1) * RATE // FRAMES_PER_SECOND


def sentences(speech: Samples) -> int:
    """How many stretches of a recording are parted by a pause."""
    spoken = np.flatnonzero(_power(speech) > _power(speech).max() * 10 ** (-TALK_OVER / 10))
    return 1 + int(np.sum(np.diff(spoken) > PAUSE * FRAMES_PER_SECOND))


def _power(speech: Samples) -> Wave:
    """Of each hundredth of a second."""
    block = RATE // FRAMES_PER_SECOND
    whole = speech[: len(speech) // block * block].astype(np.float64)
    return np.asarray(np.square(whole).reshape(-1, block).mean(axis=1))


def _muffled(speech: Samples, scene: Scene) -> Wave:
    wave = speech.astype(np.float64)
    if scene.duvet:
        wave = _low_passed(wave, UNDER_A_DUVET)
    if scene.manner is Manner.MUMBLE:
        wave = _low_passed(wave, MUMBLED)
    return wave


def _low_passed(wave: Wave, corner: float) -> Wave:
    """12 dB an octave over the corner."""
    pitch = np.fft.rfftfreq(len(wave), 1 / RATE)
    return np.asarray(np.fft.irfft(np.fft.rfft(wave) / (1 + (pitch / corner) ** 2), len(wave)))


def _through(wave: Wave, room: Wave) -> Wave:
    length = len(wave) + len(room) - 1
    size = 1 << (length - 1).bit_length()
    heard: Wave = np.fft.irfft(np.fft.rfft(wave, size) * np.fft.rfft(room, size), size)[:length]
    return heard


@cache
def _room(distance: float, away: bool) -> Wave:  # noqa: FBT001 - a key of the cache
    """The way from the mouth to the microphone; at `NEAREST` no louder and no softer than close by."""
    nearest = _path(NEAREST, away=False)
    return np.asarray(_path(distance, away=away) / np.sqrt(np.sum(np.square(nearest))))


def _path(distance: float, *, away: bool) -> Wave:
    walls = pyroomacoustics.Material(ABSORPTION)
    room = pyroomacoustics.ShoeBox(BEDROOM, fs=RATE, materials=walls, max_order=REFLECTIONS)
    microphone = np.array([0.5, 1.4, 0.7])
    facing = DirectionVector(azimuth=0 if away else 180, colatitude=90, degrees=True)
    room.add_source(microphone + np.array([distance, 0.1, 0.05]), directivity=Cardioid(orientation=facing))
    room.add_microphone(microphone)
    room.compute_rir()
    path: Wave = room.rir[0][0]
    return path[np.flatnonzero(np.abs(path) > 0.1 * np.abs(path).max())[0] :]
