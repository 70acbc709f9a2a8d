"""Scenes: what one piece of training sound is put together from, and when each part of it is heard."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from models.training.config import Config
from models.training.corpus import RATE
from models.training.gather import Entry, gathered
from models.training.lexicon import Phones, spoken
from models.training.pieces import talk_cuts
from models.training.vocabulary import phrases

Group = tuple[Entry, ...]
"""Clips of one scene."""


@dataclass(frozen=True, slots=True)
class Clip:
    """A recording's place in a scene."""

    entry: Entry
    place: int
    """Its first sample there."""
    speed: float
    """How many times as fast, and as high, as it was recorded."""

    @property
    def samples(self) -> int:
        """How long it is there."""
        return int(self.entry.length / self.speed)


@dataclass(frozen=True, slots=True)
class Scene:
    """Clips one after another, with pauses."""

    clips: tuple[Clip, ...]
    samples: int
    phones: Phones


def draw(config: Config, epoch: int) -> list[Scene]:
    """The scenes of one epoch, in the order of chance."""
    settings, random = config["scenes"], config.random("draw", epoch)
    by_kind: dict[str, list[Entry]] = {}
    for entry in gathered(config)[0]:
        by_kind.setdefault(entry.kind, []).append(entry)
    groups: list[Group] = [()] * settings["noise_only"]
    for kind in ("talk", "phrases", "voices", "learned", "common", "sentences", "kokoro"):
        groups += [(entry,) for entry in by_kind.get(kind, []) if random.random() < settings[kind]]
    human = [*_words(config, by_kind["words"], random), *_pieces(config, by_kind["talk"], random)]
    groups += _joined(settings, [human[number] for number in random.permutation(len(human))], random)
    return [_scene(groups[number], config, random) for number in random.permutation(len(groups))]


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


def _joined(settings: dict[str, Any], clips: Sequence[Entry], random: np.random.Generator) -> Iterator[Group]:
    """Clips of several people one after another, or one alone."""
    while clips:
        count = int(random.integers(2, 5)) if random.random() < settings["joined"] else 1
        yield tuple(clips[:count])
        clips = clips[count:]


def _scene(group: Group, config: Config, random: np.random.Generator) -> Scene:
    """The clips of a scene with their pauses and speeds."""
    settings = config["scenes"]
    clips: list[Clip] = []
    place = _pause(settings["before"], random)
    for entry in group:
        changed = random.random() < settings["speed_share"]
        clips.append(Clip(entry, place, random.uniform(*settings["speed"]) if changed else 1.0))
        place += clips[-1].samples + _pause(settings["gap"], random)
    end = clips[-1].place + clips[-1].samples if clips else _pause(settings["alone"], random)
    return Scene(tuple(clips), end + _pause(settings["after"], random), _phones(group, config))


def _pause(seconds: tuple[float, float], random: np.random.Generator) -> int:
    return int(random.uniform(*seconds) * RATE)


def _phones(group: Group, config: Config) -> Phones:
    """What is said in a scene."""
    british = config["vocabulary"]["british"]
    said: list[int] = []
    for entry in group:
        accent = entry.speaker.split("+")[0] in british
        said += [phone for word in entry.text.split() for phone in spoken(word, british=accent)]
    return tuple(said)
