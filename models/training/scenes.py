"""Scenes: what one piece of training sound is put together from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from models.training.augment import Augmenter, Sound
from models.training.config import Config
from models.training.corpus import RATE, Samples
from models.training.gather import Entry
from models.training.lexicon import Phones, spoken
from models.training.pieces import talk_cuts
from models.training.vocabulary import phrases

FADE = RATE // 200
"""Samples in which a clip comes in and goes out."""


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
    for kind in ("talk", "phrases", "voices", "learned", "common", "sentences"):
        scenes += [Scene((entry,)) for entry in by_kind.get(kind, []) if random.random() < settings[kind]]
    human = [*_words(config, by_kind["words"], random), *_pieces(config, by_kind["talk"], random)]
    scenes += _joined(settings, [human[number] for number in random.permutation(len(human))], random)
    return [scenes[number] for number in random.permutation(len(scenes))]


def _words(config: Config, words: Sequence[Entry], random: np.random.Generator) -> Iterator[Entry]:
    """Recorded words, those that matter most more often."""
    settings = config["scenes"]
    for entry in words:
        yield from [entry] * random.poisson(settings["words"] * settings["often"].get(entry.text, 1))


def _pieces(config: Config, talk: Sequence[Entry], random: np.random.Generator) -> Iterator[Entry]:
    """The talk cut into a few words each, and the phrases' words that are rare in it once more."""
    settings = config["scenes"]
    least, most = settings["piece_words"]
    counts = Counter(word for entry in talk for word in entry.text.split())
    wanted = {word for phrase in phrases() for word in phrase.split() if counts[word] <= settings["rare"]}
    cuts = talk_cuts(config)
    for entry in talk:
        words, first = entry.text.split(), 0
        while first < len(words):
            last = min(len(words), first + int(random.integers(least, most + 1)))
            if random.random() < settings["pieces"]:
                yield _piece(entry, cuts[entry.start], first, last)
            first = last
        for number, word in enumerate(words):
            if word in wanted:
                before, after = random.integers(2, size=2)
                first, last = max(0, number - int(before)), min(len(words), number + 1 + int(after))
                yield _piece(entry, cuts[entry.start], first, last)


def _piece(entry: Entry, cuts: Sequence[int], first: int, last: int) -> Entry:
    """The words from one to before another."""
    text = " ".join(entry.text.split()[first:last])
    return Entry("pieces", entry.start + cuts[first], cuts[last] - cuts[first], entry.speaker, text)


def _joined(settings: dict[str, Any], clips: Sequence[Entry], random: np.random.Generator) -> Iterator[Scene]:
    """Clips of several people one after another, or one alone."""
    while clips:
        count = int(random.integers(2, 5)) if random.random() < settings["joined"] else 1
        yield Scene(tuple(clips[:count]))
        clips = clips[count:]


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
        parts.append(augmenter.speed(_faded(sound[clip.start : clip.start + clip.length]), random))
    if not scene.clips:
        parts.append(_silence((1.0, 3.0), random))
    parts.append(_silence(settings["after"], random))
    return augmenter.surround(np.concatenate(parts), random)


def _faded(samples: Samples) -> Samples:
    """A clip without a click at its ends, where it was cut out of talk."""
    ramp = np.minimum(1, np.arange(len(samples)) / FADE)
    return np.asarray(samples * ramp * ramp[::-1], np.int16)


def _silence(seconds: tuple[float, float], random: np.random.Generator) -> Sound:
    return np.zeros(int(random.uniform(*seconds) * RATE), np.float32)
