"""A sound server for the tests: a real PulseAudio with a room to speak into and a speaker to record."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from os import environ
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Self

import pytest

NEEDED = ("pulseaudio", "pactl", "paplay", "parec")
INSTALL = "apt install pulseaudio pulseaudio-utils libasound2-plugins libportaudio2"

# What is played into the sink "room" is heard by the source "microphone". Without rewinds a null sink works
# in small portions; with them it may sleep for two seconds before anything is heard.
PULSE_SCRIPT = """
.fail
load-module module-native-protocol-unix auth-anonymous=1 socket={socket}
load-module module-null-sink sink_name=speaker rate=48000 channels=2 norewinds=1
load-module module-null-sink sink_name=room rate=48000 channels=2 norewinds=1
load-module module-remap-source source_name=microphone master=room.monitor
set-default-sink speaker
set-default-source microphone
"""

ALSA_CONFIG = """
pcm.!default { type pulse }
ctl.!default { type pulse }
pcm.pulse { type pulse }
pcm.bedside_card { type asym playback.pcm "pulse" capture.pcm "pulse" }
"""


class SoundServer:
    """A PulseAudio daemon in a folder of its own, and the environment in which programs find it.

    PortAudio reads the environment once, when it is loaded: what is tested runs in a subprocess with `env`.
    """

    def __init__(self, folder: Path) -> None:
        self._socket = folder / "native"
        self._log = folder / "log"
        self._script = folder / "default.pa"
        self._script.write_text(PULSE_SCRIPT.format(socket=self._socket))
        alsa = folder / "asound.conf"
        alsa.write_text(ALSA_CONFIG)
        self.env = {
            **{key: value for key, value in environ.items() if not key.startswith(("PULSE_", "XDG_"))},
            "HOME": str(folder),
            "XDG_RUNTIME_DIR": str(folder),
            "PULSE_RUNTIME_PATH": str(folder),
            "PULSE_SERVER": f"unix:{self._socket}",
            "ALSA_CONFIG_PATH": str(alsa),
        }

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def start(self) -> None:
        """Have it there, as when a machine starts it or starts it again."""
        command = ["pulseaudio", "-n", "-F", str(self._script), "--daemonize=no", "--use-pid-file=no"]
        command += ["--exit-idle-time=-1", "--disable-shm=yes", "--log-level=error"]
        with self._log.open("w") as log:
            self._daemon = subprocess.Popen(command, env=self.env, stderr=log)
        wait_until(self._answers, "PulseAudio to start")

    def stop(self) -> None:
        """Take the server away, as when it crashes."""
        self._daemon.kill()
        self._daemon.wait()

    def mute_microphone(self) -> None:
        """Let nothing more come from the microphone, not even silence."""
        self._pactl("suspend-source", "microphone", "1")

    def unmute_microphone(self) -> None:
        """Let it go on."""
        self._pactl("suspend-source", "microphone", "0")

    def unplug(self) -> None:
        """Take microphone and speaker away; the server itself goes on, with what it has left."""
        self._pactl("unload-module", "module-remap-source")
        listed = self._pactl("list", "short", "modules")
        (speaker,) = (line.split()[0] for line in listed.splitlines() if "sink_name=speaker" in line)
        self._pactl("unload-module", speaker)

    def plug_in(self) -> None:
        """Bring both back, and let them be what programs get."""
        for line in PULSE_SCRIPT.splitlines():
            if "=speaker" in line or "=microphone" in line or line.startswith("set-default"):
                self._pactl(*line.split())

    @contextmanager
    def one_room(self) -> Iterator[None]:
        """Let the microphone hear the speaker, as on a bedside table, while in the `with`."""
        command = ["pactl", "load-module", "module-loopback", "source=speaker.monitor", "sink=room"]
        command += ["latency_msec=30"]
        loaded = subprocess.run(command, env=self.env, check=True, capture_output=True, text=True)
        try:
            yield
        finally:
            subprocess.run(["pactl", "unload-module", loaded.stdout.strip()], env=self.env, check=True)

    def play_into_microphone(self, wav: Path) -> None:
        """Play a recording where the microphone hears it; returns when it has been played."""
        subprocess.run(["paplay", "--device=room", wav], env=self.env, check=True, timeout=120)

    @contextmanager
    def record_speaker(self, wav: Path) -> Iterator[None]:
        """Record what comes out of the speaker, 16 kHz mono, from now to the end of the `with`."""
        command = ["parec", "--device=speaker.monitor", "--rate=16000", "--channels=1", "--format=s16le"]
        command += ["--latency-msec=20", "--file-format=wav", str(wav)]
        recorder = subprocess.Popen(command, env=self.env)
        try:
            wait_until(lambda: wav.exists() and wav.stat().st_size > 1000, "parec to record")
            yield
            time.sleep(0.3)  # what has been played is on its way through the monitor
        finally:
            recorder.terminate()
            recorder.wait(timeout=10)

    def _pactl(self, *words: str) -> str:
        done = subprocess.run(["pactl", *words], env=self.env, check=True, capture_output=True, text=True)
        return done.stdout

    def _answers(self) -> bool:
        if self._daemon.poll() is not None:
            raise RuntimeError(f"PulseAudio ended at once: {self._log.read_text()}")
        return (
            subprocess.run(["pactl", "info"], env=self.env, capture_output=True, check=False).returncode == 0
        )


def wait_until(happened: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + 20
    while not happened():
        if time.monotonic() > deadline:
            raise TimeoutError(f"waited too long for {what}")
        time.sleep(0.02)


@contextmanager
def started_server() -> Iterator[SoundServer]:
    """A server, in a folder with a name short enough for a socket."""
    missing = [program for program in NEEDED if not shutil.which(program)]
    if missing:
        without = pytest.fail if sys.platform == "linux" else pytest.skip  # there they are an apt away
        without(f"no {', '.join(missing)} here: {INSTALL}")
    with TemporaryDirectory(prefix="charley-") as folder, SoundServer(Path(folder)) as server:
        yield server


@pytest.fixture(scope="session")
def sound_server() -> Iterator[SoundServer]:
    """The server all tests share, which none of them stops."""
    with started_server() as server:
        yield server
