"""Who speaks up when nobody asked: hours of talk, noise and sleep, and what was made of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import partial

from voice.bench.figures import Figure
from voice.bench.hearing import Contenders, Measured
from voice.bench.noises import NIGHT
from voice.bench.scenes import Scene
from voice.bench.studio import Studio, chance
from voice.sound import BLOCK, RATE, Samples

ALARMS = "false alarms"

ROOMS = (
    Scene("0.5 m", distance=0.5),
    Scene("1.5 m"),
    Scene("3 m, facing away", distance=3.0, away=True),
    Scene("1.5 m, 20 dB", snr=20),
    Scene("1.5 m, 10 dB", snr=10),
)
"""Where somebody talks who does not mean Charley: one of these for each sentence."""

TURNS = 3
"""How often the people the model has never heard read, each time in other rooms."""

NIGHT_SECONDS, NIGHT_CLIP = 900.0, 30.0
"""Seconds of each made noise, and of one piece of it."""

Sounds = Callable[[], Iterable[Samples]]


def measures(studio: Studio, contenders: Contenders) -> Iterator[Measured]:
    """Each kind of sound is a condition; a sound is a sentence, a word or half a minute of noise."""
    for condition, sounds in _kinds(studio):
        yield ALARMS, condition, partial(_alarms, contenders, condition, sounds)


def _kinds(studio: Studio) -> Iterator[tuple[str, Sounds]]:
    def recorded(pack: str, turn: int = 0) -> Sounds:
        return lambda: (staged.sound for _, staged in studio.recorded(pack, ROOMS, turn))

    def made(kind: str) -> Sounds:
        random = chance("night", kind)
        pieces = round(NIGHT_SECONDS / NIGHT_CLIP / studio.every)
        return lambda: (NIGHT[kind](NIGHT_CLIP, random) for _ in range(max(1, pieces)))

    if studio.recordings.folder:
        for turn in range(TURNS):
            yield f"people reading, new to the model, turn {turn + 1}", recorded("dev/talk", turn)
        yield "people reading, whom the model learned from", recorded("train/talk")
        yield "single words of people, commands among them", recorded("dev/words")
        yield (
            "household noise",
            lambda: _whole(r.sound for r in studio.recordings.pack("dev/noise", every=studio.every)),
        )
        yield (
            "animals, weather and machines",
            lambda: _whole(r.sound for r in studio.recordings.pack("train/noise", every=studio.every)),
        )
    yield "synthetic voices talking of other things", lambda: (s.sound for s in studio.strangers(ROOMS))
    for kind in NIGHT:
        yield kind, made(kind)


def _whole(sounds: Iterable[Samples]) -> Iterator[Samples]:
    """In whole blocks."""
    return (sound[: len(sound) // BLOCK * BLOCK] for sound in sounds)


def _alarms(contenders: Contenders, condition: str, sounds: Sounds) -> list[Figure]:
    ears = contenders()
    wakes: Counter[str] = Counter()
    acted: Counter[str] = Counter()
    length = number = 0
    for sound in sounds():
        length += len(sound)
        number += 1
        for contender in ears:
            heard = contender.hear(sound)
            wakes[contender.name] += sum(taken.wakes for taken in heard)
            acted[contender.name] += any(taken.meaning for taken in heard)
    return [
        Figure(
            ALARMS,
            condition,
            contender.name,
            {
                "hours": round(length / RATE / 3600, 3),
                "wakes": wakes[contender.name],
                "sounds": number,
                "acted on in a dialogue %": round(100 * acted[contender.name] / max(number, 1), 2),
            },
        )
        for contender in ears
    ]
