"""Recordings: a sound file in place of the microphone, and one in place of the speaker."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import soundfile
import soxr

from voice.errors import VoiceError
from voice.playback import Playback
from voice.sound import BLOCK, RATE, Samples

CHUNK_SECONDS = 1.0
"""Seconds of a file read at a time."""

REPLY_RATE = 22_050
"""Hertz of what Charley says into a recording: the rate espeak-ng speaks at."""


def blocks_of(recording: Path) -> Iterator[Samples]:
    """The sound of a file as blocks of `BLOCK` samples at `RATE`, mixed to one channel; the last is padded.

    Raises VoiceError where it is no recording, or an empty one.
    """
    with _opened(recording) as file:
        if not file.frames:
            raise VoiceError(f"{recording} holds no sound: record it again.")
        resampler = soxr.ResampleStream(file.samplerate, RATE, 1, dtype="int16")
        pending = np.zeros(0, np.int16)
        while len(chunk := _read(file, recording)):
            resampled = resampler.resample_chunk(chunk) if file.samplerate != RATE else chunk
            pending = np.concatenate([pending, resampled])
            whole = len(pending) // BLOCK * BLOCK
            yield from pending[:whole].reshape(-1, BLOCK)
            pending = pending[whole:]
        rest = resampler.resample_chunk(np.zeros(0, np.int16), last=True)
        pending = np.concatenate([pending, rest]) if file.samplerate != RATE else pending
        padding = -len(pending) % BLOCK
        yield from np.concatenate([pending, np.zeros(padding, np.int16)]).reshape(-1, BLOCK)


class Tape:
    """An output that keeps what was said, block by block, on the time line of what was heard."""

    def __init__(self, rate: int = REPLY_RATE) -> None:
        self.playback = Playback(rate)

    def start(self) -> None:
        """Nothing to start: the tape runs with the blocks."""

    def abort(self) -> None:
        """What sounds fades out with the next block; what waits is dropped."""
        self.playback.cut()

    def roll(self) -> Samples:
        """What the speaker plays during one block."""
        return self.playback.pull(self.playback.rate * BLOCK // RATE)


@contextmanager
def writing(file: Path | None, rate: int) -> Iterator[soundfile.SoundFile | None]:
    """A WAV file to write 16-bit mono samples to; nothing where no file is given. Raises VoiceError."""
    if file is None:
        yield None
        return
    try:
        sound = soundfile.SoundFile(file, "w", rate, 1, "PCM_16", format="WAV")
    except (soundfile.LibsndfileError, OSError) as error:
        raise VoiceError(f"{file} cannot be written: choose another place ({error}).") from error
    with sound:
        yield sound


@contextmanager
def _opened(recording: Path) -> Iterator[soundfile.SoundFile]:
    if not recording.is_file():
        raise VoiceError(f"There is no recording {recording}: check the name.")
    try:
        file = soundfile.SoundFile(recording)
    except (soundfile.LibsndfileError, TypeError) as error:
        raise VoiceError(f"{recording} is no sound file: give a WAV, FLAC, OGG or MP3.") from error
    with file:
        yield file


def _read(file: soundfile.SoundFile, recording: Path) -> Samples:
    try:
        chunk = file.read(round(CHUNK_SECONDS * file.samplerate), dtype="int16", always_2d=True)
    except soundfile.LibsndfileError as error:
        raise VoiceError(f"{recording} breaks off: only part of it can be read ({error}).") from error
    return np.asarray(chunk.mean(axis=1), dtype=np.int16)
