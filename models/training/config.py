"""The numbers of the training, from `config.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).parent.parent.parent
"""The repository."""


@dataclass(frozen=True, slots=True)
class Config:
    """One way to make the model."""

    tables: dict[str, Any]
    recordings: Path
    """Folder of the recordings."""
    work: Path
    """Folder for what is made on the way."""

    def __getitem__(self, name: str) -> Any:
        return self.tables[name]

    def random(self, *purpose: object) -> np.random.Generator:
        """Chance for one purpose: the same each time, whatever else has been drawn."""
        letters = "/".join(map(str, purpose)).encode()
        return np.random.default_rng([self["seed"], *letters])


def load_config(file: Path, work: Path, recordings: Path | None = None) -> Config:
    """Read a configuration; the recordings may lie elsewhere than it says."""
    work.mkdir(parents=True, exist_ok=True)
    tables = tomllib.loads(file.read_text(encoding="utf-8"))
    return Config(tables, recordings or ROOT / tables["recordings"]["folder"], work)
