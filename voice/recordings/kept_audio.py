"""Kept audio: the sound of each utterance as a file, only for those who ask for it."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path

import numpy as np

from voice.errors import VoiceError
from voice.files import writing_to
from voice.recordings.recording import WavFile
from voice.sound import RATE, Samples

NAME = "%Y-%m-%d_%H-%M-%S-%f"
"""Date and time of an utterance's end, in a form that every file system takes."""


class KeptAudio:
    """A folder with one WAV file for each utterance, 16 kHz and mono, which only its owner may read."""

    def __init__(
        self,
        folder: Path,
        tell: Callable[[str], None],
        clock: Callable[[], datetime] = datetime.now,
    ) -> None:
        """`tell` takes a sentence for the user. Raises VoiceError where the folder cannot be written to."""
        self.folder = folder.absolute()
        self._tell = tell
        self._clock = clock
        self._failed = False
        with writing_to(self.folder):
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not os.access(self.folder, os.W_OK | os.X_OK):
            raise VoiceError(f"{self.folder} cannot be written: choose another place for --keep-audio.")

    def keep(self, utterance: Sequence[Samples]) -> None:
        """Write the blocks of an utterance; where that fails, say so once, until it works again."""
        file = self.folder / f"{self._clock():{NAME}}.wav"
        try:
            with writing_to(file):
                file.touch(mode=0o600, exist_ok=False)
            self._write(file, np.concatenate(utterance))
        except VoiceError as error:
            if not self._failed:
                self._tell(f"{error} Charley listens on.")
            self._failed = True
        else:
            self._failed = False

    def _write(self, file: Path, samples: Samples) -> None:
        """All of it or nothing."""
        try:
            with closing(WavFile(file, RATE)) as wav:
                wav.write(samples)
        except VoiceError:
            with writing_to(file):
                file.unlink(missing_ok=True)
            raise
