"""The synthesizer: sentences as sound, loud and trimmed alike whatever voice they are in."""

from __future__ import annotations

import tempfile
from collections import OrderedDict
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Protocol

import numpy as np
import soundfile
from numpy.typing import NDArray

from voice.errors import VoiceError
from voice.sound import BLOCK_SECONDS, FULL_SCALE, RATE, Sound
from voice.speaking.engine import Engine, shared_engine

PREFERRED_VOICE = "gmw/en-us"
"""Id of the voice to use where none is named.

Of twelve of espeak-ng's, pocketsphinx understood none better in noise with the highs gone as at 75 years of
age: 29 % of the words of 40 sentences wrong, British 41 to 43 %. (It learned its English in America.)
"""

CACHE_SECONDS = 600.0
"""Seconds of sound to remember: all that Charley can say at one rate is about 500, or 22 MB."""

SPEECH_LEVEL = -20.0
"""Decibels of full scale: RMS of a sentence without its pauses."""

PEAK_LEVEL = -1.0
"""Decibels of full scale no sample exceeds."""

MARGIN = 0.02
"""Seconds of quiet left before and after the words."""

IN_MEMORY = Path("/dev/shm")  # noqa: S108 - the folder made in it is its owner's alone
FOLDERS = (IN_MEMORY, None)
"""Where the sound of a sentence is made: in memory where Linux has such a place, so that a full disk silences
nobody, else in the folder for temporary files.
"""

_AUDIBLE = 0.003
"""Share of the peak above which a sample counts as sound: -50 dB."""

_ATTEMPTS = 3


class Voice(Protocol):
    """Whatever turns sentences into sound."""

    def speak(self, text: str, words_per_minute: int, *, whisper: bool = False) -> Sound:
        """The sound of one sentence; as loud in a whisper, where there is one."""


class Synthesizer:
    """Charley's voice: pyttsx3, remembered. For one thread, as the engine is.

    Raises VoiceError where this machine cannot speak, or not in this voice.
    """

    def __init__(
        self,
        voice: str = "",
        *,
        folders: Sequence[Path | None] = FOLDERS,
        cache_seconds: float = CACHE_SECONDS,
        engine: Engine | None = None,
    ) -> None:
        """`folders` are tried in their order, None being the one for temporary files."""
        self._engine = engine or shared_engine()
        self._voice = _find(voice, self._engine)
        self._engine.use(self._voice)
        self._folders = folders
        self._cache: OrderedDict[tuple[str, int, str], Sound] = OrderedDict()
        self._cache_seconds = cache_seconds

    @property
    def name(self) -> str:
        """What the voice is called."""
        base, plus, variant = self._voice.partition("+")
        return self._engine.voices().get(base, base) + plus + variant

    def speak(self, text: str, words_per_minute: int, *, whisper: bool = False) -> Sound:
        """The sound of one sentence, empty where there is nothing in it to pronounce.

        Only espeak-ng whispers; where it does not speak, a whisper is in the usual voice.

        Raises VoiceError where the sound could not be made.
        """
        text = " ".join(text.split())
        if not any(character.isalnum() for character in text):
            return Sound(np.zeros(0, np.int16), RATE)
        voice = self._engine.whispering(self._voice) if whisper else self._voice
        key = text, words_per_minute, voice
        if key not in self._cache:
            self._remember(key, self._synthesize(*key))
        self._cache.move_to_end(key)
        return self._cache[key]

    def _synthesize(self, text: str, words_per_minute: int, voice: str) -> Sound:
        self._engine.use(voice)
        for folder in self._folders[:-1]:
            with suppress(OSError):
                return self._made_in(folder, text, words_per_minute)
        last = self._folders[-1]
        try:
            return self._made_in(last, text, words_per_minute)
        except OSError as error:
            where = last or tempfile.tempdir or "the folder for temporary files"
            raise VoiceError(
                f"The voice cannot write in {where} ({error.strerror}): make room there, "
                "or set TMPDIR to another folder."
            ) from error

    def _made_in(self, folder: Path | None, text: str, words_per_minute: int) -> Sound:
        """The sound of a sentence, by way of a file in a folder. Raises OSError where there is no room."""
        with tempfile.TemporaryDirectory(prefix="charley-", dir=folder) as made:
            for attempt in range(_ATTEMPTS):
                file = Path(made) / f"{attempt}.wav"
                whole = self._engine.save(text, words_per_minute, file)
                sound = _read(file) if whole else None
                if sound is not None and np.any(sound.samples):
                    return _level(_trim(sound))
        raise VoiceError(f"The voice '{self._voice}' makes no sound: choose another, or install it again.")

    def _remember(self, key: tuple[str, int, str], sound: Sound) -> None:
        self._cache[key] = sound
        while len(self._cache) > 1 and self._cached_seconds() > self._cache_seconds:
            self._cache.popitem(last=False)

    def _cached_seconds(self) -> float:
        return sum(sound.seconds for sound in self._cache.values())


def _find(voice: str, engine: Engine) -> str:
    """Id of a voice given by name or id, either with an espeak-ng variant such as "+f3" behind it."""
    known = engine.voices()
    if not voice:
        return PREFERRED_VOICE if PREFERRED_VOICE in known else next(iter(known), engine.voice)
    base, plus, variant = voice.partition("+")
    for identity, name in known.items():
        if base.casefold() in {identity.casefold(), name.casefold()}:
            return identity + plus + variant
    raise engine.unknown(voice)


def _read(file: Path) -> Sound | None:
    """What a file holds, mixed to one channel: WAV, or the AIFF that macOS writes whatever the name."""
    try:
        samples, rate = soundfile.read(file, dtype="int16", always_2d=True)
    except soundfile.LibsndfileError:
        return None
    return Sound(samples.mean(axis=1).astype(np.int16), rate)


def _trim(sound: Sound) -> Sound:
    """Without the synthesizer's own silence: espeak-ng adds 0.4 s to every sentence."""
    loudness = np.abs(sound.samples.astype(np.int32))
    audible = np.flatnonzero(loudness > loudness.max() * _AUDIBLE)
    margin = round(MARGIN * sound.rate)
    return Sound(sound.samples[max(0, audible[0] - margin) : audible[-1] + 1 + margin], sound.rate)


def _level(sound: Sound) -> Sound:
    """At the level of all other sentences and voices, as far as its peaks allow."""
    samples = sound.samples.astype(np.float32) / FULL_SCALE
    gain = min(
        _gain(SPEECH_LEVEL) / _loudness(samples, sound.rate), _gain(PEAK_LEVEL) / np.abs(samples).max()
    )
    return Sound((samples * gain * FULL_SCALE).astype(np.int16), sound.rate)


def _loudness(samples: NDArray[np.floating], rate: int) -> float:
    """RMS of the blocks within 20 dB of the loudest: pauses do not count."""
    block = min(len(samples), round(BLOCK_SECONDS * rate))
    blocks = samples[: len(samples) // block * block].reshape(-1, block)
    power = np.square(blocks).mean(axis=1)
    return float(np.sqrt(power[power > 0.01 * power.max()].mean()))


def _gain(decibels: float) -> float:
    return float(10 ** (decibels / 20))
