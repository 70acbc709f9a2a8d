"""`charley bench`: how fast, how sure and how frugal Charley is, beside its rivals."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

from voice.assembly import Assembly
from voice.errors import VoiceError
from voice.settings import Settings

NEEDED = ("matplotlib", "pocketsphinx", "pyroomacoustics")
"""What only the benchmark needs."""

QUICK = 20
"""What `--quick` leaves of the sound is one part in so many."""


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = subparsers.add_parser("bench", help="measure Charley and its rivals on the same sound")
    place = (
        "where figures, table and pictures go (charley-bench); a run that was broken off is taken up again"
    )
    parser.add_argument("--save", type=Path, metavar="DIR", default=Path("charley-bench"), help=place)
    parser.add_argument(
        "--speech", type=Path, metavar="DIR", help="recordings of people, as packs of .tar and .tsv"
    )
    parser.add_argument("--every", type=int, metavar="N", default=1, help="use only an N-th of all sound")
    parser.add_argument(
        "--quick", action="store_const", const=QUICK, dest="every", help=f"the same as --every {QUICK}"
    )
    only = "measure only this; may be given several times"
    parser.add_argument("--only", action="append", metavar="MEASURE", default=[], help=only)
    jobs = "how many processes measure at the same time (1)"
    parser.add_argument("--jobs", type=int, metavar="N", default=1, help=jobs)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Measure, print the table, and leave figures and pictures. Raises VoiceError."""
    if arguments.speech and not arguments.speech.is_dir():
        raise VoiceError(
            f"There is no folder {arguments.speech}: name one with recordings, or leave --speech out."
        )
    require(NEEDED)
    from voice.bench import report, run  # noqa: PLC0415 - they need what has just been looked for

    wanted = run.Wanted(
        arguments.speech,
        arguments.save,
        max(1, arguments.every),
        arguments.only,
        max(1, arguments.jobs),
    )
    assembly = Assembly(replace(settings, earcons=()))  # a tone is no answer yet
    ledger = run.benchmark(assembly, wanted, lambda text: print(text, file=sys.stderr, flush=True))
    print(report.write(ledger, arguments.save))
    return 0


def require(packages: Iterable[str]) -> None:
    """Raise VoiceError where one of these is not installed."""
    missing = [name for name in packages if find_spec(name) is None]
    if missing:
        raise VoiceError(
            f"The benchmark needs {', '.join(missing)}: install Charley with its extra for that, "
            "pip install '.[bench]' in its folder."
        )
