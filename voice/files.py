"""Files that are written for the user: a full disk or a wrong place is told in one sentence."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from voice.errors import VoiceError


@contextmanager
def writing_to(file: Path) -> Iterator[None]:
    """Whatever the system refuses in here was done to write this file. Raises VoiceError."""
    try:
        yield
    except OSError as error:
        raise VoiceError(
            f"{file} cannot be written: make room there or choose another place ({error.strerror or error})."
        ) from error


def replace_file(file: Path, text: str, encoding: str = "utf-8") -> None:
    """Put a new file, which only its owner may read, in the place of the old one in one move.

    A link stays one; a pipe or a device, which nothing may replace, is written to. Raises OSError, and leaves
    the old file as it was.
    """
    if file.exists() and not file.is_file():
        file.write_text(text, encoding=encoding)
        return
    file = Path(os.path.realpath(file))
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")  # made with mode 0600
    fresh = Path(name)
    try:
        with os.fdopen(handle, "w", encoding=encoding) as new:
            new.write(text)
            new.flush()
            os.fsync(new.fileno())
        fresh.replace(file)
    finally:
        fresh.unlink(missing_ok=True)
