"""Recordings: a sound file in place of the microphone, and one in place of the speaker."""

from __future__ import annotations

import os
import struct
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import numpy as np
import soundfile
import soxr

from voice.errors import VoiceError
from voice.files import writing_to
from voice.hush import hushed
from voice.recordings.truncation import lacks_its_end
from voice.sound import BLOCK, RATE, Samples
from voice.speaking.playback import Playback

CHUNK_SECONDS = 1.0
"""Seconds of a file read at a time."""

GUESS_SECONDS = 0.1
"""Seconds by which the length of an MP3 may be guessed wrong: without a table of contents it is not known."""

REPLY_RATE = 22_050
"""Hertz of what Charley says into a recording: the rate espeak-ng speaks at."""


FILE_SCALE = 32_768
"""What 1.0 of a file is in 16-bit units, as libsndfile reads them: one more than Charley's own scale."""

MOST_BYTES = 2**32 - 37
"""Bytes of sound that a WAV file's header can tell: 27 hours at `REPLY_RATE`."""


@contextmanager
def reading(recording: Path) -> Iterator[Iterator[Samples]]:
    """The sound of a file as blocks of `BLOCK` samples at `RATE`, mixed to one channel; the last is padded.

    Raises VoiceError where it is no recording, or an empty one; the blocks do where it breaks off.
    """
    with _opened(recording) as file:
        if not file.frames:
            raise VoiceError(f"{recording} holds no sound: record it again.")
        yield _blocks(file, recording)


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


class WavFile:
    """A WAV file of 16-bit samples in one channel. Raises VoiceError where it cannot be written."""

    def __init__(self, file: Path, rate: int) -> None:
        self._file = file
        self._rate = rate
        self._bytes = 0
        with writing_to(file):
            self._raw = file.open("wb")
            self._raw.write(self._header())

    def write(self, samples: Samples) -> None:
        """Append samples, shape (n,)."""
        with writing_to(self._file):
            self._bytes += self._raw.write(samples.astype("<i2").tobytes())

    def close(self) -> None:
        """Finish the file: only now its header tells its length."""
        with writing_to(self._file), self._raw:
            self._raw.seek(0)
            self._raw.write(self._header())

    def _header(self) -> bytes:
        size = min(self._bytes, MOST_BYTES)
        riff = struct.pack("<4sI4s", b"RIFF", 36 + size, b"WAVE")
        form = struct.pack("<4sIHHIIHH", b"fmt ", 16, 1, 1, self._rate, 2 * self._rate, 2, 16)
        return riff + form + struct.pack("<4sI", b"data", size)


@contextmanager
def writing(file: Path | None, rate: int) -> Iterator[WavFile | None]:
    """A WAV file to write to; nothing where none is given. Raises VoiceError."""
    if file is None:
        yield None
        return
    with closing(WavFile(file, rate)) as sound:
        yield sound


@contextmanager
def _opened(recording: Path) -> Iterator[soundfile.SoundFile]:
    if recording.is_dir():
        raise VoiceError(f"{recording} is a folder: name a recording in it.")
    if recording.exists() and not recording.is_file():
        raise VoiceError(f"{recording} is no file: save the recording as one.")
    if not recording.is_file():
        raise VoiceError(f"There is no recording {recording}: check the name.")
    try:
        with hushed():
            # as bytes: a name need not be text
            file = soundfile.SoundFile(recording if sys.platform == "win32" else os.fsencode(recording))
    except (soundfile.LibsndfileError, TypeError) as error:
        if not os.access(recording, os.R_OK):
            raise VoiceError(f"{recording} cannot be read: see whose it is.") from error
        raise VoiceError(f"{recording} is no sound file: give a WAV, FLAC, OGG or MP3.") from error
    with file:
        yield file


def _blocks(file: soundfile.SoundFile, recording: Path) -> Iterator[Samples]:
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
    missing = (file.frames - file.tell()) / file.samplerate
    if missing > GUESS_SECONDS or lacks_its_end(recording):
        raise _broken_off(file, recording)


def _read(file: soundfile.SoundFile, recording: Path) -> Samples:
    """The next second, one channel. Read as floats: libsndfile does not scale those of a file to integers."""
    try:
        with hushed():  # what decodes MP3 complains to the terminal
            chunk = file.read(round(CHUNK_SECONDS * file.samplerate), dtype="float32", always_2d=True)
    except soundfile.LibsndfileError as error:
        raise _broken_off(file, recording) from error
    mono = np.nan_to_num(np.clip(chunk, -1, 1)).mean(axis=1) * FILE_SCALE
    return np.asarray(np.clip(mono, -FILE_SCALE, FILE_SCALE - 1), np.int16)


def _broken_off(file: soundfile.SoundFile, recording: Path) -> VoiceError:
    seconds = file.tell() / file.samplerate
    return VoiceError(f"{recording} breaks off after {seconds:.1f} s: copy or record it again.")
