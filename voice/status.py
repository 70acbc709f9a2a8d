"""The status: what the Charley that listens tells every other command of itself."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path

from intents.dialogue.state import State
from voice.clock import local_time
from voice.files import replace_file
from voice.folders import data_folder

_LOGGER = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Status:
    """How it goes with Charley."""

    since: datetime
    """When it began to listen."""
    microphone: str
    """The device's name, the last one where it is gone."""
    speaker: str
    wakes: int = 0
    """How often it woke since then."""
    waiting: bool = False
    """Whether it waits for a microphone or a speaker that is gone."""
    muted: bool = False
    """Whether the microphone gives no sound at all."""


@dataclass(frozen=True, slots=True)
class StatusFile:
    """A small JSON file that only its owner may read. It may outlive its writer: see `only_one.listening`."""

    path: Path

    def read(self) -> Status | None:
        """The status; None where there is none, or none that can be read."""
        try:
            fields = json.loads(self.path.read_text(encoding="utf-8"))
            return Status(**{**fields, "since": datetime.fromisoformat(fields["since"])})
        except (OSError, ValueError, TypeError, KeyError):
            return None

    def write(self, status: Status) -> None:
        """Put it in the place of the one before, in one move. Raises OSError."""
        replace_file(self.path, json.dumps({**asdict(status), "since": status.since.isoformat()}))


class StatusKeeper:
    """A journal that keeps the status; where that fails, Charley goes on without one."""

    def __init__(self, file: StatusFile, clock: Callable[[], datetime] = local_time) -> None:
        """What another Charley, which was killed, has left is removed."""
        self._file = file
        self._status = Status(clock(), microphone="", speaker="", waiting=True)
        self._asleep = True
        self.close()

    def hears(self, microphone: str, speaker: str) -> None:
        """Both devices work."""
        self._keep(replace(self._status, microphone=microphone, speaker=speaker, waiting=False))

    def waits(self) -> None:
        """One of them is gone."""
        self._keep(replace(self._status, waiting=True))

    def muted(self, muted: bool) -> None:  # noqa: FBT001 - it is what is kept
        """Whether the microphone gives no sound at all."""
        self._keep(replace(self._status, muted=muted))

    def note(self, at: float, event: str, /, **fields: object) -> None:
        """Count how often it wakes."""
        if event == "state":
            woke, self._asleep = self._asleep, fields["state"] == State.ASLEEP
            if woke and not self._asleep:
                self._keep(replace(self._status, wakes=self._status.wakes + 1))

    def close(self) -> None:
        """Nobody listens any more."""
        try:
            self._file.path.unlink(missing_ok=True)
        except OSError as error:
            _LOGGER.warning("cannot remove %s: %s", self._file.path, error)

    def _keep(self, status: Status) -> None:
        self._status = status
        try:
            self._file.write(status)
        except OSError as error:
            _LOGGER.warning("cannot keep %s: %s", self._file.path, error)


def user_status() -> StatusFile:
    """The status of the Charley of the person who asks."""
    return StatusFile(data_folder() / "status.json")
