"""Who speaks up when nobody asked: hours of talk, noise and sleep, and what was made of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import partial

from voice.bench.figures import Figure
from voice.bench.hearing import Contenders, Measured, percent
from voice.bench.noises import NIGHT
from voice.bench.scenes import Scene
from voice.bench.studio import Studio, chance
from voice.sound import BLOCK, RATE, Samples

ALARMS = "false alarms"

NEW_PEOPLE, STRANGERS = "people reading, new to the model", "synthetic voices talking of other things"

HOURS, ACTED = "hours", "acted on in a dialogue, % of sentences"

ROOMS = (
    Scene("0.5 m", distance=0.5),
    Scene("1.5 m"),
    Scene("3 m, facing away", distance=3.0, away=True),
    Scene("1.5 m, 20 dB", snr=20),
    Scene("1.5 m, 10 dB", snr=10),
)
"""Where somebody talks who does not mean Charley: one of these for each sentence."""

NIGHT_SECONDS, NIGHT_CLIP = 900.0, 30.0
"""Seconds of each made noise, and of one piece of it."""

Sounds = Callable[[], Iterable[tuple[Samples, int]]]
"""Makes sounds, each with the sentences in it."""


def measures(studio: Studio, contenders: Contenders) -> Iterator[Measured]:
    """Each kind of sound is a condition; no second of any is heard twice."""
    for condition, sounds in _kinds(studio):
        yield ALARMS, condition, partial(_alarms, contenders, condition, sounds)


def _kinds(studio: Studio) -> Iterator[tuple[str, Sounds]]:
    def spoken(pack: str) -> Sounds:
        return lambda: ((staged.sound, staged.sentences) for _, staged in studio.recorded(pack, ROOMS))

    def noise(pack: str) -> Sounds:
        sounds = studio.recordings.pack(pack, every=studio.every)
        return lambda: ((r.sound[: len(r.sound) // BLOCK * BLOCK], 1) for r in sounds)

    def made(kind: str) -> Sounds:
        random = chance("night", kind)
        pieces = max(1, round(NIGHT_SECONDS / NIGHT_CLIP / studio.every))
        return lambda: ((NIGHT[kind](NIGHT_CLIP, random), 1) for _ in range(pieces))

    if studio.recordings.folder:
        yield NEW_PEOPLE, spoken("dev/talk")
        yield "people reading, whom the model learned from", spoken("train/talk")
        yield "single words of people, commands among them", spoken("dev/words")
        yield "single words of others", spoken("dev/words-more")
        yield "household noise", noise("dev/noise")
        yield "animals, weather and machines", noise("train/noise")
    yield STRANGERS, lambda: ((staged.sound, staged.sentences) for staged in studio.strangers(ROOMS))
    for kind in NIGHT:
        yield kind, made(kind)


def _alarms(contenders: Contenders, condition: str, sounds: Sounds) -> list[Figure]:
    ears = contenders()
    wakes: Counter[str] = Counter()
    acted: Counter[str] = Counter()
    spoken: Counter[str] = Counter()
    length: Counter[str] = Counter()
    for number, (sound, sentences) in enumerate(sounds()):
        for contender in ears:
            if number % contender.every == 0:
                heard = contender.hear(sound)
                wakes[contender.name] += sum(taken.wakes for taken in heard)
                acted[contender.name] += sum(bool(taken.meaning) for taken in heard)
                spoken[contender.name] += sentences
                length[contender.name] += len(sound)
    return [
        Figure(
            ALARMS,
            condition,
            name,
            {
                HOURS: round(length[name] / RATE / 3600, 3),
                "wakes": wakes[name],
                "sentences": spoken[name],
                ACTED: percent(acted[name], spoken[name]),
            },
        )
        for name in (contender.name for contender in ears)
    ]
