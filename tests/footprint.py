"""Run as a program: the megabytes Charley takes when it begins to listen, and after some talk.

The talk comes on stdin, as 16-bit samples at 16 kHz: what it takes to make them must not count.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path

import numpy as np

from voice.assembly import Assembly
from voice.devices.finder import portaudio
from voice.errors import VoiceError
from voice.journal import Journals
from voice.recordings.recording import Tape
from voice.settings import Settings
from voice.sound import BLOCK


def main() -> None:
    with suppress(VoiceError):  # where there is no PortAudio, it takes no memory either
        portaudio()
    assembly = Assembly(Settings())
    loop = assembly.loop(Tape(), assembly.session(introduce=False), Journals())
    before = _resident()
    blocks = iter(lambda: sys.stdin.buffer.read(2 * BLOCK), b"")
    loop.run(np.frombuffer(block, np.int16) for block in blocks if len(block) == 2 * BLOCK)
    sys.stdout.write(f"{before:.1f} {_resident():.1f}\n")


def _resident() -> float:
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    (line,) = [line for line in lines if line.startswith("VmRSS")]
    return int(line.split()[1]) * 1024 / 1e6


if __name__ == "__main__":
    main()
