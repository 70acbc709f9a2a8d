"""Scenes: what one piece of training sound is put together from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from models.training.augment import Augmenter, Sound
from models.training.config import Config
from models.training.corpus import RATE, Samples
from models.training.gather import Entry
from models.training.lexicon import Phones, spoken


@dataclass(frozen=True, slots=True)
class Scene:
    """Clips one after another, with pauses."""

    clips: tuple[Entry, ...]


def draw(config: Config, entries: Sequence[Entry], copy: int) -> list[Scene]:
    """The scenes of one copy of the training data, in the order of chance."""
    settings, random = config["scenes"], config.random("draw", copy)
    by_kind: dict[str, list[Entry]] = {}
    for entry in entries:
        by_kind.setdefault(entry.kind, []).append(entry)
    scenes = [Scene(())] * settings["noise_only"]
    for kind in ("talk", "phrases", "common", "sentences"):
        scenes += [Scene((entry,)) for entry in by_kind[kind] if random.random() < settings[kind]]
    scenes += _word_scenes(config, by_kind["words"], random)
    return [scenes[number] for number in random.permutation(len(scenes))]


def _word_scenes(config: Config, words: Sequence[Entry], random: np.random.Generator) -> Iterator[Scene]:
    """Recorded words, alone and a few together, those that matter most more often."""
    settings = config["scenes"]
    drawn: list[Entry] = []
    for entry in words:
        drawn += [entry] * random.poisson(settings["words"] * settings["often"].get(entry.text, 1))
    shuffled = [drawn[number] for number in random.permutation(len(drawn))]
    while shuffled:
        count = int(random.integers(2, 5)) if random.random() < settings["joined"] else 1
        yield Scene(tuple(shuffled[-count:]))
        del shuffled[-count:]


def phones(scene: Scene, config: Config) -> Phones:
    """What is said in a scene."""
    british = config["vocabulary"]["british"]
    said: list[int] = []
    for clip in scene.clips:
        accent = clip.speaker.split("+")[0] in british
        said += [phone for word in clip.text.split() for phone in spoken(word, british=accent)]
    return tuple(said)


def perform(
    scene: Scene, sound: Samples, augmenter: Augmenter, config: Config, random: np.random.Generator
) -> Samples:
    """The sound of a scene as a microphone takes it."""
    settings = config["scenes"]
    parts: list[Sound] = [_silence(settings["before"], random)]
    for number, clip in enumerate(scene.clips):
        if number:
            parts.append(_silence(settings["gap"], random))
        parts.append(augmenter.speed(sound[clip.start : clip.start + clip.length], random))
    if not scene.clips:
        parts.append(_silence((1.0, 3.0), random))
    parts.append(_silence(settings["after"], random))
    return augmenter.surround(np.concatenate(parts), random)


def _silence(seconds: tuple[float, float], random: np.random.Generator) -> Sound:
    return np.zeros(int(random.uniform(*seconds) * RATE), np.float32)
