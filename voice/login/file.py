"""What all autostarts share: the one file that each writes, and how the system is told of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import resources
from pathlib import Path
from string import Template

from voice.files import replace_file, writing_to

Manage = Callable[[Sequence[str]], None]
"""Runs a command of the system's. Raises VoiceError where that fails."""

NOT_THERE = 'Charley was not started at login, so nothing was changed; "charley install" would do it.'
"""Said where there is nothing to undo."""


def filled(template: str, **words: str) -> str:
    """The text of a template with its words in it."""
    file = resources.files("voice") / "templates" / template
    return Template(file.read_text(encoding="utf-8")).substitute(words)


def put(file: Path, text: str, encoding: str = "utf-8") -> bool:
    """Write a file; whether it was another one before. Raises VoiceError where the system refuses."""
    with writing_to(file):
        if file.exists() and file.read_bytes() == text.encode(encoding):
            return False
        replace_file(file, text, encoding)
    return True


def remove(file: Path) -> None:
    """Remove a file. Raises VoiceError where the system refuses."""
    with writing_to(file):
        file.unlink()
