"""The steps from recordings to a Vosk model, one after another or one by name."""

from __future__ import annotations

import argparse
from importlib import import_module
from pathlib import Path

from models.training.config import ROOT, load_config

STEPS = ("gather", "pieces", "train", "export", "graph")


def main() -> None:
    """Do the steps asked for."""
    parser = argparse.ArgumentParser(prog="python -m models.training", description=__doc__)
    parser.add_argument("steps", nargs="*", choices=STEPS, default=STEPS)
    parser.add_argument("--config", type=Path, default=Path(__file__).with_name("config.toml"))
    parser.add_argument("--work", type=Path, default=ROOT / "build" / "model", help="what is made on the way")
    parser.add_argument("--recordings", type=Path, help="where the recordings are, if not where it says")
    arguments = parser.parse_args()
    config = load_config(arguments.config, arguments.work, arguments.recordings)
    for step in arguments.steps:
        getattr(import_module(f"models.training.{step}"), step)(config)


if __name__ == "__main__":
    main()
