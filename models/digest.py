"""What the files of a model must be, to the byte."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tomlkit

from models.errors import ModelError

RECORD = "charley.toml"
"""File in a fetched model's folder: what its other files were when they came."""


@dataclass(frozen=True, slots=True)
class Digest:
    """The fingerprint of a file: another file has another."""

    size: int
    """Bytes."""
    sha256: str
    """Hexadecimal, lower case."""


Digests = Mapping[str, Digest]
"""Of each file of a folder, by its path within it, with "/" between the parts."""


def digest(file: Path) -> Digest:
    """The fingerprint of a file. Raises OSError where it cannot be read."""
    with file.open("rb") as source:
        return Digest(file.stat().st_size, hashlib.file_digest(source, "sha256").hexdigest())


def digests(table: Mapping[str, Any]) -> Digests:
    """Fingerprints from a TOML table of `"path" = { size = ..., sha256 = ... }`."""
    return {path: Digest(values["size"], values["sha256"]) for path, values in table.items()}


def damaged(folder: Path, wanted: Digests) -> tuple[str, ...]:
    """Paths of the files that are missing, or are not what they must be."""
    return tuple(
        path
        for path, right in wanted.items()
        if not (folder / path).is_file() or digest(folder / path) != right
    )


def record(folder: Path) -> None:
    """Write down what the files of a model are now, so that later damage is seen."""
    files = tomlkit.table()
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            now = digest(file)
            line = tomlkit.inline_table()
            line.update({"size": now.size, "sha256": now.sha256})
            files[file.relative_to(folder).as_posix()] = line
    (folder / RECORD).write_text(tomlkit.dumps({"files": files}), encoding="utf-8")


def recorded(folder: Path) -> Digests:
    """What was written down when the model came; empty for a model that was put there by hand."""
    file = folder / RECORD
    if not file.exists():
        return {}
    try:
        return digests(tomllib.loads(file.read_text(encoding="utf-8"))["files"])
    except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
        raise ModelError(
            f"{file} is damaged", f"delete the folder {folder} and fetch the model again"
        ) from error
