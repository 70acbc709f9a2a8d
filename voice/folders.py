"""Where Charley keeps what outlasts it."""

from __future__ import annotations

from pathlib import Path

from platformdirs import user_data_path


def data_folder() -> Path:
    """The folder of the person who runs Charley; it need not exist."""
    return user_data_path("charley", appauthor=False)
