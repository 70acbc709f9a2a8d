"""One run of the benchmark: every measure in turn, kept as soon as it is known."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from voice.assembly import Assembly
from voice.bench import alarms, hearing, idle, latency, sensitivity
from voice.bench.charley import Charley, NoGate
from voice.bench.contender import Contender
from voice.bench.figures import Ledger
from voice.bench.hearing import Measured
from voice.bench.machine import machine
from voice.bench.recordings import Recordings
from voice.bench.sphinx import SphinxGrammar, SphinxKeyphrases
from voice.bench.studio import SEED, Studio
from voice.bench.usual import UsualLoop
from voice.errors import VoiceError

CLIPS, FEWEST = 200, 12
"""Phrases in each scene of a whole run, and of the smallest."""


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


def benchmark(assembly: Assembly, wanted: Wanted, tell: Callable[[str], object]) -> Ledger:
    """Measure what is wanted and not known yet. Raises VoiceError."""
    clips = max(FEWEST, CLIPS // wanted.every)
    studio = Studio(assembly.library.phrasebook, Recordings(wanted.speech), clips, wanted.every)
    about = {
        "model": assembly.settings.model,
        "recordings": wanted.speech is not None,
        "every": wanted.every,
        "seed": SEED,
        **machine(),
    }
    ledger = Ledger(wanted.save, about)
    measures = list(_measures(assembly, studio))
    known = {measure: None for measure, _, _ in measures}
    for measure in wanted.measures:
        if measure not in known:
            raise VoiceError(f'--only: "{measure}" is no measure here; they are {", ".join(known)}.')
    for measure, condition, work in measures:
        if (not wanted.measures or measure in wanted.measures) and not ledger.holds(measure, condition):
            tell(f"{measure}: {condition}")
            ledger.add(work())
    return ledger


def _measures(assembly: Assembly, studio: Studio) -> Iterator[Measured]:
    phrasebook = assembly.library.phrasebook

    def others() -> list[Contender]:
        return [UsualLoop(assembly.model, phrasebook), SphinxGrammar(phrasebook)]

    def spotters() -> list[Contender]:
        return [UsualLoop(assembly.model, phrasebook), SphinxKeyphrases(studio.complaints)]

    return chain(
        latency.measures(studio, assembly, others),
        hearing.commands(studio, lambda: [Charley(assembly), _without_gate(assembly), *others()]),
        hearing.complaints(studio, lambda: [Charley(assembly), *spotters()]),
        hearing.people(studio, lambda: [Charley(assembly), _without_gate(assembly), *others()]),
        idle.measures(studio, assembly, spotters),
        sensitivity.measures(studio, assembly),
        alarms.measures(studio, lambda: [Charley(assembly), *spotters()]),
    )


def _without_gate(assembly: Assembly) -> Contender:
    return Charley(assembly, "Charley without its gate", NoGate())
