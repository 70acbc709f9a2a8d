"""What a model costs: disk, seconds to load, memory, computing for each second of sound; a program."""

from __future__ import annotations

import json
import re
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import vosk

from models.training.corpus import RATE
from models.training.decoding import UNKNOWN
from models.training.evaluation.ears import TEN_WORDS

CHUNK = RATE // 50 * 2
"""Bytes of 20 ms of sound."""


@dataclass(frozen=True, slots=True)
class Footprint:
    """A model's cost with a list of ten words."""

    megabytes: float
    load_seconds: float
    memory_megabytes: float
    """Of the whole process, at most; `getrusage` would count that of the process it came from."""
    share: float
    """Seconds of computing for a second of sound, on one core."""


def measure(folder: Path, sound: bytes) -> Footprint:
    """Load a model in this process, and listen."""
    vosk.SetLogLevel(-2)
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 1e6
    started = time.monotonic()
    model = vosk.Model(str(folder))
    loaded = time.monotonic() - started
    kaldi = vosk.KaldiRecognizer(model, RATE, json.dumps([*TEN_WORDS, UNKNOWN]))
    before = time.process_time()
    for start in range(0, len(sound), CHUNK):
        if kaldi.AcceptWaveform(sound[start : start + CHUNK]):
            kaldi.Result()
    kaldi.FinalResult()
    spent = time.process_time() - before
    [memory] = re.findall(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())
    return Footprint(size, loaded, int(memory) * 1024 / 1e6, spent / (len(sound) / 2 / RATE))


if __name__ == "__main__":
    print(json.dumps(asdict(measure(Path(sys.argv[1]), Path(sys.argv[2]).read_bytes()))))
