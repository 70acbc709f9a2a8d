"""The steps from recordings to a Vosk model, one after another or some by name."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from models.training.config import ROOT, load_config

STEPS = ("gather", "pieces", "train", "export", "graph")


def main() -> None:
    """Do the steps asked for."""
    wanted = asked()
    config = load_config(wanted.config, wanted.work, wanted.recordings)
    for step in wanted.steps:
        getattr(import_module(f"models.training.{step}"), step)(config)


def asked(words: Sequence[str] | None = None) -> argparse.Namespace:
    """What the command line asks for; all steps where it names none."""
    parser = argparse.ArgumentParser(prog="python -m models.training", description=__doc__)
    parser.add_argument("steps", nargs="*", type=_step, help=f"some of {', '.join(STEPS)}; else all")
    parser.add_argument("--config", type=Path, default=Path(__file__).with_name("config.toml"))
    parser.add_argument("--work", type=Path, default=ROOT / "build" / "model", help="what is made on the way")
    parser.add_argument("--recordings", type=Path, help="where the recordings are, if not where it says")
    wanted = parser.parse_args(words)
    wanted.steps = wanted.steps or list(STEPS)
    return wanted


def _step(name: str) -> str:
    if name not in STEPS:
        raise argparse.ArgumentTypeError(f"{name} is no step; they are {', '.join(STEPS)}")
    return name


if __name__ == "__main__":
    main()
