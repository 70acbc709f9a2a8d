"""What it costs to be left on: computing for an hour of sound, and memory over a night."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import chain, cycle, islice
from pathlib import Path
from statistics import median

from voice.assembly import Assembly
from voice.bench.contender import Contender
from voice.bench.figures import Figure
from voice.bench.hearing import Measured
from voice.bench.noises import NIGHT, QUIET, Maker
from voice.bench.scenes import Scene
from voice.bench.studio import Studio, chance
from voice.journal import Journals
from voice.recordings.recording import Tape
from voice.settings import Settings
from voice.sound import BLOCK, RATE, Samples

COST, MEMORY = "computing", "memory"

TALK = "somebody talking all the time"

ROOM = Scene("idle, 1.5 m")

HOUR, MINUTE = 3600.0, 60.0

QUIET_SECONDS = 10 * MINUTE
"""Seconds of each quiet room."""

SETTLING = 10.0
"""Seconds of each before the cost is counted."""

WARM_UP = 10 * MINUTE
"""Seconds after which memory is to stay as it is."""

LEVEL = 30
"""Minutes of which the middle value counts: while somebody talks it is some megabytes more."""

STATUS = Path("/proc/self/status")
"""Where Linux tells a process its memory."""


def measures(
    studio: Studio, assembly: Assembly, contenders: Callable[[], Sequence[Contender]]
) -> Iterator[Measured]:
    """Each quiet room, and talk without a pause; then a night of it all."""
    seconds = QUIET_SECONDS / studio.every
    for room, make in QUIET.items():

        def quiet(room: str = room, make: Maker = make) -> list[Figure]:
            sound = make(SETTLING + seconds, chance("idle", room))
            settling = round(SETTLING * RATE)
            sounds = [sound[:settling], sound[settling : len(sound) // BLOCK * BLOCK]]
            return _cost(assembly, contenders(), room, sounds)

        yield COST, room, quiet
    yield COST, TALK, lambda: _cost(assembly, contenders(), TALK, _talk(studio, seconds))
    yield MEMORY, "a night of talk and quiet", lambda: _memory(assembly.settings, studio)


def _talk(studio: Studio, seconds: float) -> list[Samples]:
    """Sentence after sentence: recorded while there are recordings, then synthetic."""
    recorded = (recording.sound for recording in studio.recordings.pack("dev/talk"))
    sounds: list[Samples] = []
    for sound in chain(recorded, (staged.sound for staged in studio.strangers([ROOM]))):
        sounds.append(sound[: len(sound) // BLOCK * BLOCK])
        if len(sounds) > 1 and sum(map(len, sounds)) >= seconds * RATE:
            break
    return sounds


def _cost(
    assembly: Assembly, contenders: Sequence[Contender], condition: str, sounds: Sequence[Samples]
) -> list[Figure]:
    """Of all sounds but the first, in which the ears get used to the room."""
    first, *others = sounds
    hours = sum(map(len, others)) / RATE / HOUR
    loop = assembly.loop(Tape(), assembly.session(introduce=False), Journals())

    def charley(sound: Samples) -> None:
        for block in sound.reshape(-1, BLOCK):
            loop.step(block)

    whole: list[tuple[str, Callable[[Samples], object]]] = [("Charley", charley)]
    whole += [(contender.name, contender.hear) for contender in contenders]
    figures = []
    for name, hear in whole:
        hear(first)
        begin = time.process_time()
        for sound in others:
            hear(sound)
        spent = (time.process_time() - begin) / hours
        values = {"CPU s for an hour": round(spent, 1), "% of a core": round(spent / 36, 3)}
        figures.append(Figure(COST, condition, name, values))
    return figures


def _memory(settings: Settings, studio: Studio) -> list[Figure]:
    """In a process of its own, which nothing else has grown in."""
    hours = 8 / studio.every
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as alone:
        megabytes = alone.submit(_live, settings, _talk(studio, 5 * MINUTE), hours * HOUR).result()
    if not megabytes:
        return []
    first, last = (round(median(part), 1) for part in (megabytes[:LEVEL], megabytes[-LEVEL:]))
    values = {"hours": round(hours, 2), "MB at first": first, "MB at last": last}
    values["growth MB"] = round(last - first, 1)
    return [Figure(MEMORY, "a night of talk and quiet", "Charley", values, tuple(megabytes))]


def _live(settings: Settings, talk: Sequence[Samples], seconds: float) -> list[float]:
    """Megabytes each minute after the warm-up; nothing where the system does not tell."""
    if not STATUS.exists():
        return []
    assembly = Assembly(settings)
    loop = assembly.loop(Tape(), assembly.session(introduce=False), Journals())
    warm, every = (round(seconds * RATE / BLOCK) for seconds in (WARM_UP, MINUTE))
    megabytes = []
    for number, block in enumerate(islice(_night(talk), round(seconds * RATE / BLOCK)), start=1):
        loop.step(block)
        if number >= warm and number % every == 0:
            megabytes.append(_resident())
    return megabytes or [_resident()]


def _night(talk: Iterable[Samples]) -> Iterator[Samples]:
    """Block by block: a sentence, then as long again of another noise of the night."""
    random = chance("night")
    for sentence, kind in zip(cycle(talk), cycle(NIGHT), strict=False):
        yield from sentence.reshape(-1, BLOCK)
        quiet = NIGHT[kind](len(sentence) / RATE, random)
        yield from quiet[: len(quiet) // BLOCK * BLOCK].reshape(-1, BLOCK)


def _resident() -> float:
    (line,) = [line for line in STATUS.read_text(encoding="utf-8").splitlines() if line.startswith("VmRSS")]
    return round(int(line.split()[1]) * 1024 / 1e6, 1)
