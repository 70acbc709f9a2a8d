"""The disclaimer: whether Charley has said that it is not a doctor, remembered between nights."""

from __future__ import annotations

import logging
from pathlib import Path

from voice.folders import data_folder

_LOGGER = logging.getLogger(__name__)

DISCLAIMER = "not_a_doctor"
"""Key of the reply that is said once."""


class FirstUse:
    """A journal that takes down one thing: the disclaimer has been said aloud."""

    def __init__(self, file: Path) -> None:
        self._file = file

    @property
    def pending(self) -> bool:
        """Whether the disclaimer is still to be said; also where nobody can look."""
        try:
            return not self._file.exists()
        except OSError:
            return True

    def note(self, at: float, event: str, /, **fields: object) -> None:
        """Remember the disclaimer once it sounds; where that cannot be kept, it is said again next time."""
        if event == "say" and fields.get("key") == DISCLAIMER:
            try:
                self._file.parent.mkdir(parents=True, exist_ok=True)
                self._file.touch(mode=0o600)
            except OSError as error:
                _LOGGER.warning("cannot keep %s: %s", self._file, error)


def first_use() -> FirstUse:
    """Whether it was said to the person who runs Charley."""
    return FirstUse(data_folder() / "introduced")
