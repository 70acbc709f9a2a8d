"""The numbers of the training, from `config.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).parent.parent.parent
"""The repository."""

USUAL = Path(__file__).with_name("config.toml")
"""The numbers where no other are given."""


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
    """Read a configuration, which `config.toml` completes; the recordings may lie elsewhere than it says."""
    work.mkdir(parents=True, exist_ok=True)
    tables = _laid_over(_read(USUAL), _read(file))
    return Config(tables, recordings or ROOT / tables["recordings"]["folder"], work)


def _read(file: Path) -> dict[str, Any]:
    return tomllib.loads(file.read_text(encoding="utf-8"))


def _laid_over(usual: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    """The first table with the second's numbers where it has them."""
    inner = {k: _laid_over(usual[k], v) for k, v in other.items() if isinstance(v, dict) and k in usual}
    return {**usual, **other, **inner}
