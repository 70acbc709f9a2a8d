"""The journal: what happened in a night, one event after another, for those who ask for it."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import IO, Protocol

from voice.files import writing_to

_LOGGER = logging.getLogger(__name__)


class Journal(Protocol):
    """Whatever takes down events."""

    def note(self, at: float, event: str, /, **fields: object) -> None:
        """Take down an event, `at` seconds from the first block, those without any sound included."""


class JsonJournal:
    """A file with one JSON object a line: the log other programs rely on. Raises VoiceError."""

    def __init__(self, file: Path) -> None:
        self._file = file
        with writing_to(file):
            self._lines = file.open("w", encoding="utf-8")

    def note(self, at: float, event: str, /, **fields: object) -> None:
        """Write one line."""
        line = json.dumps({"at": round(at, 3), "event": event, **fields}, ensure_ascii=False)
        with writing_to(self._file):
            self._lines.write(line + "\n")

    def close(self) -> None:
        """Have all lines in the file."""
        with writing_to(self._file):
            self._lines.close()


class Screen:
    """What is printed while Charley listens; a full disk under it is warned of once, and ends nothing."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file
        self._failed = False

    def __call__(self, line: str) -> None:
        """Print a line. Raises BrokenPipeError where nobody reads any more."""
        try:
            print(line, file=self._file, flush=True)
        except BrokenPipeError:
            raise
        except OSError as error:
            if not self._failed:
                _LOGGER.warning("cannot print: make room (%s). Charley listens on.", error.strerror or error)
            self._failed = True
        else:
            self._failed = False


class Transcript:
    """The conversation as a person reads it, on a terminal."""

    def __init__(self, tell: Callable[[str], None]) -> None:
        """`tell` prints a line."""
        self._tell = tell

    def note(self, at: float, event: str, /, **fields: object) -> None:
        """Write what was heard and what was said; nothing else."""
        who = {"heard": "You", "say": "Charley"}.get(event)
        if who and fields.get("intent", True):
            self._tell(f"{at:7.1f}  {who + ':':<9}{fields['text']}")


class Journals:
    """Several journals kept at once, or none."""

    def __init__(self, journals: Iterable[Journal] = ()) -> None:
        self._journals = tuple(journals)

    def note(self, at: float, event: str, /, **fields: object) -> None:
        """Take it down in each of them."""
        for journal in self._journals:
            journal.note(at, event, **fields)
