"""Run as a program: the megabytes Charley takes when it begins to listen, and two minutes later."""

from __future__ import annotations

import sys
from contextlib import suppress
from itertools import cycle, islice
from pathlib import Path

from tests.scene import scene
from voice.assembly import Assembly
from voice.devices import portaudio
from voice.errors import VoiceError
from voice.journal import Journals
from voice.recording import Tape
from voice.settings import Settings
from voice.sound import BLOCK

SECONDS = 120
EVERY = 1.5
"""Seconds between two phrases: the recognizer has no rest."""


def main() -> None:
    with suppress(VoiceError):  # where there is no PortAudio, it takes no memory either
        portaudio()
    assembly = Assembly(Settings())
    loop = assembly.loop(Tape(), assembly.session(introduce=False), Journals())
    before = _resident()
    words = islice(cycle(assembly.library.phrasebook.texts()), round(SECONDS / EVERY))
    heard = scene(((EVERY * number, text) for number, text in enumerate(words)), SECONDS + 5)
    loop.run(heard[: len(heard) // BLOCK * BLOCK].reshape(-1, BLOCK))
    sys.stdout.write(f"{before:.1f} {_resident():.1f}\n")


def _resident() -> float:
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    (line,) = [line for line in lines if line.startswith("VmRSS")]
    return int(line.split()[1]) * 1024 / 1e6


if __name__ == "__main__":
    main()
