"""Charley listening on a real sound server, and the person who talks to it."""

from __future__ import annotations

import stat
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, Queue
from threading import Thread

import numpy as np
import pytest
import soundfile

from intents.content.library import load_library
from intents.content.tables import shipped
from tests.soundserver import SoundServer
from voice.files import replace_file
from voice.sound import RATE
from voice.speaking.synthesizer import Synthesizer

PERSON = "English (Great Britain)"

A_STEP = 3.5
"""Seconds Charley takes at most to say a short step; "repeat" and "next" do not interrupt it."""

TRIES = 3
"""How often a person says the same thing: a busy machine may play them with gaps."""

PATIENCE = 6
"""Seconds they wait for an answer."""

LIBRARY = load_library(shipped("en"))


def text_of(key: str) -> str:
    procedure, step = key.split(".")
    return next(s.say for s in LIBRARY.procedures[procedure].steps if s.key == step)


def loudness(wav: Path) -> float:
    samples, _ = soundfile.read(wav)
    return float(np.abs(samples).max()) if len(samples) else 0.0


def introduced(folder: Path) -> None:
    """Make it any night but the first."""
    file = folder / ".local/share/charley/introduced"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.touch()


def in_the_daytime(folder: Path) -> None:
    """Let Charley speak the same at whatever hour the tests run."""
    file = folder / ".config" / "charley" / "settings.toml"
    for parent in (file.parent.parent, file.parent):
        parent.mkdir(mode=stat.S_IRWXU, exist_ok=True)
    replace_file(file, 'quiet_from = ""\n')


class Bedside:
    """Charley listening, and the person who talks to it."""

    def __init__(
        self,
        server: SoundServer,
        folder: Path,
        within: Sequence[str],
        options: Sequence[str],
        environment: Mapping[str, str],
    ) -> None:
        """`within` is a command that runs Charley, `options` are Charley's own."""
        in_the_daytime(folder)
        self._server = server
        self._folder = folder
        self._command = [*within, sys.executable, "-m", "voice", "listen", "--verbose", *options]
        self.env = {**server.env, "HOME": str(folder), **environment}
        self.process = self.another()
        self._lines: Queue[str] = Queue()
        self.transcript = ""
        self.reader = Thread(target=self._read)
        self.reader.start()
        self.wait_for("Listening")

    def another(self) -> subprocess.Popen[str]:
        """Start Charley, once more where it runs already."""
        return subprocess.Popen(
            self._command,
            env=self.env,
            umask=0,  # as on the most careless machine
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def wait_for(self, words: str) -> None:
        """Wait until the transcript holds the words."""
        if not self._comes(words, 20):
            pytest.fail(f"waited in vain for {words!r}; {self._story()}")

    def ask(self, text: str, answer: str) -> None:
        """Say something, again if need be, until the transcript holds the answer."""
        for _ in range(TRIES):
            self.speak(text)
            if self._comes(answer, PATIENCE):
                return
        pytest.fail(f"said {text!r} {TRIES} times without {answer!r}; {self._story()}")

    def answers_within(self, seconds: float) -> bool:
        time.sleep(seconds)
        return any("Charley:" in self._lines.get() for _ in range(self._lines.qsize()))

    def speak(self, text: str) -> None:
        """Say something into the microphone."""
        wav = self._folder / "person.wav"
        sound = Synthesizer(PERSON).speak(text, 150).at(RATE)
        quiet = np.zeros(RATE // 5, np.int16)
        soundfile.write(wav, np.concatenate([quiet, sound.samples, quiet]), RATE)
        self._server.play_into_microphone(wav)

    @contextmanager
    def recorded(self, name: str, speaker: str = "speaker") -> Iterator[Path]:
        """What comes out of a speaker meanwhile."""
        wav = self._folder / f"{name}.wav"
        with self._server.record_speaker(wav, speaker):
            yield wav

    def _story(self) -> str:
        """How far it came."""
        return f"{self.process.poll()=}\n{self.transcript[-1000:]}"

    def _comes(self, words: str, seconds: float) -> bool:
        deadline = time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0:
            try:
                line = self._lines.get(timeout=left)
            except Empty:
                return False
            self.transcript += line
            if words in line:
                return True
        return False

    def _read(self) -> None:
        for line in self.process.stdout or ():
            self._lines.put(line)


@contextmanager
def at_the_bedside(
    server: SoundServer,
    folder: Path,
    within: Sequence[str] = (),
    options: Sequence[str] = (),
    **environment: str,
) -> Iterator[Bedside]:
    bedside = Bedside(server, folder, within, options, environment)
    with bedside.process:
        try:
            yield bedside
        finally:
            bedside.process.kill()
            bedside.reader.join()
