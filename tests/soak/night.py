"""Run as a program: hours of sound through the whole loop, as fast as it goes.

Prints what came of it as JSON, after each conversation and what follows it; the last line tells of all.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path

from tests.fakes import Notes
from tests.soak.sounds import CYCLE, night
from voice.assembly import Assembly
from voice.echo.canceller import EchoCanceller
from voice.echo.path import PathSettings
from voice.recordings.recording import Tape
from voice.settings import Settings
from voice.sound import BLOCK_SECONDS, BLOCKS_PER_SECOND, RATE


@dataclass(slots=True)
class Footprint:
    """What Charley takes of the machine at one moment."""

    at: float
    """Seconds from the first block."""
    megabytes: float
    """Resident memory."""
    files: int
    threads: int


@dataclass(slots=True)
class Outcome:
    """What came of a night."""

    seconds: float = 0.0
    """Length of the sound."""
    took: float = 0.0
    """Seconds it took."""
    late: float = 0.0
    """Seconds by which the loop would have been late, at most, had it heard this as it happened, alone on its
    core."""
    conversations: list[list[str]] = field(default_factory=list)
    """Keys of what was said in each."""
    uncalled: list[tuple[float, str, str]] = field(default_factory=list)
    """What was said else: when, in which sound, and the key."""
    footprints: list[Footprint] = field(default_factory=list)
    """One a minute."""


def main(hours: float) -> None:
    assembly = Assembly(Settings())
    tape, notes, canceller = Tape(RATE), Notes(), EchoCanceller(PathSettings())
    loop = assembly.loop(tape, assembly.session(introduce=False), notes)
    loop.run([])
    outcome = Outcome()
    blocks, late, began = 0, 0.0, time.monotonic()
    for kind, stretch in night(hours):
        for block in stretch:
            before = time.thread_time()
            loop.step(canceller.clean(block, tape.roll()))
            late = max(0.0, late + time.thread_time() - before - BLOCK_SECONDS)
            outcome.late = max(outcome.late, late)
            blocks += 1
            if blocks % (60 * BLOCKS_PER_SECOND) == 0:
                outcome.footprints.append(_footprint(blocks * BLOCK_SECONDS))
        said = [(float(str(note["at"])), kind, str(note["key"])) for note in notes.of("say")]
        notes.events.clear()
        if kind == "conversation":
            outcome.conversations.append([key for _, _, key in said])
        else:
            outcome.uncalled += said
        outcome.seconds, outcome.took = blocks * BLOCK_SECONDS, time.monotonic() - began
        if blocks % (CYCLE * BLOCKS_PER_SECOND) == 0:
            sys.stdout.write(json.dumps(asdict(outcome)) + "\n")
            sys.stdout.flush()


def _footprint(at: float) -> Footprint:
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    values = dict(line.split(":", 1) for line in lines)
    megabytes = int(values["VmRSS"].split()[0]) * 1024 / 1e6
    files = len(os.listdir("/proc/self/fd"))  # noqa: PTH208 - names are enough
    return Footprint(at, round(megabytes, 1), files, max(threading.active_count(), int(values["Threads"])))


if __name__ == "__main__":
    main(float(sys.argv[1]))
