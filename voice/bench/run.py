"""One run of the benchmark: every measure in turn, kept as soon as it is known."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from types import FrameType
from typing import NoReturn

from intents.intent import Intent
from voice.assembly import Assembly
from voice.bench import alarms, hearing, idle, interrupting, latency, sensitivity
from voice.bench.charley import Charley, NoGate
from voice.bench.contender import Contender
from voice.bench.figures import Figure, Ledger
from voice.bench.hearing import Measured
from voice.bench.machine import machine
from voice.bench.recordings import Recordings
from voice.bench.sphinx import SphinxGrammar, SphinxKeyphrases
from voice.bench.studio import SEED, Studio
from voice.bench.usual import UsualLoop
from voice.errors import VoiceError
from voice.settings import Settings

CLIPS, FEWEST = 200, 12
"""Phrases in each scene of a whole run, and of the smallest."""

RARELY = 8
"""One of so many sounds is enough for a rival that takes hours over them."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be measured."""

    speech: Path | None
    """Folder of recordings, or none."""
    save: Path
    """Where figures go."""
    every: int
    """Each so-manieth recording is used, and as many fewer phrases; 1 for all."""
    measures: Sequence[str]
    """Names of measures; none for all."""
    jobs: int
    """Processes that measure at the same time."""


def benchmark(assembly: Assembly, wanted: Wanted, tell: Callable[[str], object]) -> Ledger:
    """Measure what is wanted and not known yet. Raises VoiceError."""
    about = {
        "model": assembly.settings.model,
        "recordings": wanted.speech is not None,
        "every": wanted.every,
        "seed": SEED,
        **machine(),
    }
    ledger = Ledger(wanted.save, about)
    work = _work(assembly, wanted)
    known = dict.fromkeys(measure for measure, _ in work)
    for measure in wanted.measures:
        if measure not in known:
            raise VoiceError(f'--only: "{measure}" is no measure here; they are {", ".join(known)}.')
    todo = [
        (measure, condition)
        for measure, condition in work
        if (not wanted.measures or measure in wanted.measures) and not ledger.holds(measure, condition)
    ]
    for figures in _done(assembly.settings, wanted, todo):
        tell(f"{figures[0].measure}: {figures[0].condition}" if figures else "not to be measured here")
        ledger.add(figures)
    ledger.arrange(list(work))
    return ledger


def _done(settings: Settings, wanted: Wanted, todo: Sequence[tuple[str, str]]) -> Iterator[list[Figure]]:
    """What has been measured, as soon as it has been, in processes of their own."""
    pool = ProcessPoolExecutor(
        wanted.jobs, multiprocessing.get_context("spawn"), initializer=_begin, initargs=(settings, wanted)
    )
    with pool:
        try:
            running = [pool.submit(_measure, key) for key in reversed(todo)]  # the longest come last
            for measured in as_completed(running):
                yield measured.result()
        finally:  # broken off: what is going on is of no use any more
            pool.shutdown(wait=False, cancel_futures=True)
            for process in multiprocessing.active_children():
                process.terminate()


_works: dict[tuple[str, str], Callable[[], list[Figure]]] = {}
"""What a process of the pool can measure."""


def _begin(settings: Settings, wanted: Wanted) -> None:
    """A process of the pool begins; Ctrl-C is for the one that started it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _end)
    _works.update(_work(Assembly(settings), wanted))


def _end(number: int, frame: FrameType | None) -> NoReturn:
    """It is broken off: so is the process that it measures memory in."""
    for process in multiprocessing.active_children():
        process.terminate()
    os._exit(1)


def _measure(key: tuple[str, str]) -> list[Figure]:
    return _works[key]()


def _work(assembly: Assembly, wanted: Wanted) -> dict[tuple[str, str], Callable[[], list[Figure]]]:
    """By measure and condition."""
    clips = max(FEWEST, CLIPS // wanted.every)
    studio = Studio(assembly.library.phrasebook, Recordings(wanted.speech), clips, wanted.every)
    return {(measure, condition): work for measure, condition, work in _measures(assembly, studio)}


def _measures(assembly: Assembly, studio: Studio) -> Iterator[Measured]:
    phrasebook = assembly.library.phrasebook

    def others() -> list[Contender]:
        return [UsualLoop(assembly.model, phrasebook), SphinxGrammar(phrasebook, every=RARELY)]

    def spotters(every: int = 1) -> list[Contender]:
        return [
            UsualLoop(assembly.model, phrasebook, every=every),
            SphinxKeyphrases(studio.complaints, every=every),
        ]

    return chain(
        latency.measures(studio, assembly, others),
        hearing.commands(studio, lambda: [Charley(assembly), _without_gate(assembly), *others()]),
        hearing.complaints(studio, lambda: [Charley(assembly), *spotters()]),
        hearing.dangers(studio, lambda: [Charley(assembly), *others()]),
        hearing.people(studio, lambda: [Charley(assembly), _having_asked(assembly), *others()]),
        idle.measures(studio, assembly, spotters),
        sensitivity.measures(studio, assembly),
        interrupting.measures(studio, assembly, others),
        alarms.measures(studio, lambda: [Charley(assembly), *spotters(RARELY)]),
    )


def _having_asked(assembly: Assembly) -> Contender:
    return Charley(assembly, "Charley, having asked yes or no", asked=(Intent.YES, Intent.NO))


def _without_gate(assembly: Assembly) -> Contender:
    return Charley(assembly, "Charley without its gate", NoGate())
