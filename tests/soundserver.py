"""A sound server for the tests: a real PulseAudio with a room to speak into and a speaker to record."""

from __future__ import annotations

import shutil
import signal
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
load-module module-null-sink sink_name=speaker rate={rate} channels={channels} norewinds=1
load-module module-null-sink sink_name=room rate={rate} channels={channels} norewinds=1
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

    def __init__(self, folder: Path, rate: int = 48_000, channels: int = 2) -> None:
        self._socket = folder / "native"
        self._log = folder / "log"
        self._lines = PULSE_SCRIPT.format(socket=self._socket, rate=rate, channels=channels)
        self._script = folder / "default.pa"
        self._script.write_text(self._lines)
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

    def mute_speaker(self) -> None:
        """Have the speaker take no sound."""
        self._pactl("suspend-sink", "speaker", "1")

    def unmute_speaker(self) -> None:
        """Let it go on."""
        self._pactl("suspend-sink", "speaker", "0")

    def freeze(self) -> None:
        """Have the server do nothing at all, as on a machine that is too busy."""
        self._daemon.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let it go on."""
        self._daemon.send_signal(signal.SIGCONT)

    def unplug(self, *devices: str) -> None:
        """Take "microphone" or "speaker" away; the server itself goes on, with what it has left."""
        for line in self._pactl("list", "short", "modules").splitlines():
            if any(f"={device} " in f"{line} " for device in devices):
                self._pactl("unload-module", line.split()[0])

    def plug_in(self, *devices: str) -> None:
        """Bring them back, and let them be what programs get."""
        for line in self._lines.splitlines():
            if any(line.endswith(f" {device}") or f"={device} " in line for device in devices):
                self._pactl(*line.split())

    def plug_in_others(self) -> None:
        """A headset is plugged in and becomes what programs get; it hears and speaks in the same room."""
        self._pactl("load-module", "module-null-sink", "sink_name=headset", "norewinds=1")
        self._pactl("load-module", "module-remap-source", "source_name=headset_mic", "master=room.monitor")
        self._pactl("set-default-sink", "headset")
        self._pactl("set-default-source", "headset_mic")

    def unplug_others(self) -> None:
        """The headset is pulled out again."""
        self.unplug("headset_mic", "headset")
        self._pactl("set-default-sink", "speaker")
        self._pactl("set-default-source", "microphone")

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
    def record_speaker(self, wav: Path, speaker: str = "speaker") -> Iterator[None]:
        """Record what comes out of a speaker, 16 kHz mono, from now to the end of the `with`."""
        command = ["parec", f"--device={speaker}.monitor", "--rate=16000", "--channels=1", "--format=s16le"]
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
def started_server(rate: int = 48_000, channels: int = 2) -> Iterator[SoundServer]:
    """A server whose devices know one rate, in hertz; in a folder with a name short enough for a socket."""
    missing = [program for program in NEEDED if not shutil.which(program)]
    if missing:
        without = pytest.fail if sys.platform == "linux" else pytest.skip  # there they are an apt away
        without(f"no {', '.join(missing)} here: {INSTALL}")
    with TemporaryDirectory(prefix="charley-") as folder, SoundServer(Path(folder), rate, channels) as server:
        yield server


@pytest.fixture(scope="session")
def sound_server() -> Iterator[SoundServer]:
    """The server all tests share, which none of them stops."""
    with started_server() as server:
        yield server
