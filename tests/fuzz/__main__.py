"""`python -m tests.fuzz TARGET SECONDS`: libFuzzer, guided by the code it reaches, looks for a crash."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import atheris

with atheris.instrument_imports(include=["intents", "voice", "models", "tomllib", "zipfile"]):
    from tests.fuzz.targets import TARGETS

LONGEST = 4096
"""Bytes of an input, at most."""


def main(name: str, seconds: str) -> None:
    """Fuzz until the time is up; libFuzzer says how many inputs it tried, and stops at a crash."""
    target = TARGETS[name]
    with TemporaryDirectory() as scratch:
        folder, corpus = Path(scratch) / "target", Path(scratch) / "corpus"
        corpus.mkdir()
        for number, seed in enumerate(target.seeds):
            (corpus / str(number)).write_bytes(seed)

        def try_one(data: bytes) -> None:
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            target.read(data, folder)

        flags = [f"-max_total_time={seconds}", f"-max_len={LONGEST}", "-print_final_stats=1", "-verbosity=0"]
        atheris.Setup([sys.argv[0], *flags, f"-artifact_prefix={name}-", str(corpus)], try_one)
        atheris.Fuzz()


if __name__ == "__main__":
    main(*sys.argv[1:])
