"""The speech models Charley knows by name, read from `catalog.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from importlib.resources import files

from models.digest import Digest, Digests, digests


@dataclass(frozen=True, slots=True)
class Entry:
    """A model that can be fetched."""

    name: str
    """What `charley models fetch` calls it, and the name of its folder."""
    about: str
    """One line for a person who chooses."""
    url: str
    """Of a zip archive."""
    archive: Digest
    licence: str
    """SPDX name."""


@dataclass(frozen=True, slots=True)
class Catalog:
    """All that is known about models before one is fetched."""

    entries: tuple[Entry, ...]
    built_in: Digests
    """Of the files of the model that comes with Charley."""

    def entry(self, name: str) -> Entry | None:
        """The model of that name."""
        return next((entry for entry in self.entries if entry.name == name), None)


def load() -> Catalog:
    """The catalog that comes with Charley."""
    tables = tomllib.loads((files("models") / "catalog.toml").read_text(encoding="utf-8"))
    return Catalog(
        entries=tuple(
            Entry(
                name=model["name"],
                about=model["about"],
                url=model["url"],
                archive=Digest(model["size"], model["sha256"]),
                licence=model["licence"],
            )
            for model in tables["model"]
        ),
        built_in=digests(tables["built-in"]["files"]),
    )
