"""One Charley at a time: two would answer each other."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from voice.errors import VoiceError
from voice.folders import data_folder

_LOGGER = logging.getLogger(__name__)

LOCK = "listening"

PATIENCE = 0.5
"""Seconds in which whoever only looks has looked."""


@contextmanager
def only_one() -> Iterator[None]:
    """Nobody else's turn while in here; the system ends it with the process. Raises VoiceError for a second.

    Where no file can be kept, nobody is kept out.
    """
    folder = _folder()
    with ExitStack() as turn:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            turn.enter_context(FileLock(folder / LOCK, timeout=PATIENCE, mode=0o600))
        except Timeout:
            raise VoiceError("Charley is already listening: stop that one first, or let it help.") from None
        except OSError as error:
            _LOGGER.warning("cannot keep %s: %s", folder, error)
        yield


def listening() -> bool:
    """Whether somebody's turn is at this moment; a process that has died has none.

    Where no file can be kept, nobody is seen.
    """
    lock = _folder() / LOCK
    try:
        if lock.exists():
            with FileLock(lock, timeout=0, mode=0o600):
                return False
    except Timeout:
        return True
    except OSError as error:
        _LOGGER.warning("cannot look at %s: %s", lock, error)
    return False


def _folder() -> Path:
    return data_folder()
