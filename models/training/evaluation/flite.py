"""The four voices of flite, which no training has heard."""

from __future__ import annotations

import io
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import soundfile

from models.training.corpus import Clip

VOICES = ("kal16", "awb", "rms", "slt")


def say(voice: str, texts: Sequence[str]) -> Iterator[Clip]:
    """Each text in a voice."""
    with tempfile.NamedTemporaryFile(suffix=".wav") as file:
        for text in texts:
            subprocess.run(["flite", "-voice", voice, "-t", text, "-o", file.name], check=True)
            samples, _ = soundfile.read(io.BytesIO(Path(file.name).read_bytes()), dtype="int16")
            yield Clip(samples, text, voice, "")
