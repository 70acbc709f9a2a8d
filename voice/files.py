"""Files that are written for the user: a full disk or a wrong place is told in one sentence."""

from __future__ import annotations

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
